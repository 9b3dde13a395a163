# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for every role: one description of its input, with which defaults, README and example agree; and what bad input says."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import yaml

from tests.unit.fake_cloud import OTHER_PROJECT, PROJECT, SERVICES, FakeCloud, fake_cloud
from tests.unit.stub import Answer, Request
from tests.warm import commands

ROOT = Path(__file__).resolve().parents[2]
ROLES = sorted(path.name for path in (ROOT / "roles").iterdir())
PLAYBOOKS = sorted(path.stem for path in (ROOT / "playbooks").glob("*.yml"))
NAMED = {"project": "new_project", "environment": "topology"}  # flows that have another name than their role

all_roles = pytest.mark.parametrize("role", ROLES)


def spec(role: str) -> dict[str, Any]:
    described = yaml.safe_load((ROOT / "roles" / role / "meta" / "argument_specs.yml").read_text())["argument_specs"]
    assert list(described) == ["main"]
    return described["main"]


def readme(role: str) -> str:
    return (ROOT / "roles" / role / "README.md").read_text()


def rows(role: str) -> dict[str, str]:
    """The input table of the README: meaning by variable."""
    table = readme(role).partition("## Input\n")[2].partition("| variable | meaning |\n|---|---|\n")[2].partition("\n\n")[0]
    cells = [line.strip("| ").split(" | ", 1) for line in table.strip().splitlines()]
    return {name: meaning for names, meaning in cells for name in re.findall(r"`(\w+)`", names)}


def tasks(text: Any) -> list[dict[str, Any]]:
    """All tasks, those in blocks, too."""
    return [inner for task in text for part in ("block", "rescue", "always") for inner in tasks(task.get(part, []))] + list(text)


@all_roles
def test_the_readme_names_every_option_and_its_default(role: str) -> None:
    options, told = spec(role)["options"], rows(role)
    assert set(told) == set(options)
    for name, option in options.items():
        default = option.get("default")
        if default in (None, "", [], {}) or option.get("choices"):
            continue
        text = f"[{', '.join(default)}]" if isinstance(default, list) else json.dumps(default).strip('"')
        assert f"`{text}`" in told[name], name
        assert not option.get("required")
    assert {name for name in options if "(needed)" in told[name]} == {name for name in options if options[name].get("required")}


@all_roles
def test_the_defaults_are_those_of_the_description(role: str) -> None:
    options = spec(role)["options"]
    defaults = yaml.safe_load((ROOT / "roles" / role / "defaults" / "main.yml").read_text())
    assert set(defaults) <= set(options)
    described = {name: option["default"] for name, option in options.items() if "default" in option}
    assert {name: value for name, value in defaults.items() if "{{" not in str(value)} == described
    calculated = {name for name, value in defaults.items() if "{{" in str(value)}
    assert all("by default" in str(options[name]["description"]) for name in calculated)


@all_roles
def test_the_description_is_complete(role: str) -> None:
    entry = spec(role)
    assert {"short_description", "description", "version_added", "author", "examples", "options"} <= set(entry)
    for name, option in entry["options"].items():
        assert name.startswith(f"{role}_")
        assert {"type", "description"} <= set(option)
        assert ("elements" in option) == (option["type"] == "list")
    assert f"{role}_result" in str(entry["description"]) or "teardown_found" in str(entry["description"])


@all_roles
def test_the_example_of_the_description_is_that_of_the_readme(role: str) -> None:
    shown = readme(role).partition("```yaml\n")[2].partition("```")[0]
    assert yaml.safe_load(spec(role)["examples"]) == yaml.safe_load(shown)


@all_roles
def test_tasks_are_modules_alone(role: str) -> None:
    for path in (ROOT / "roles" / role / "tasks").glob("*.yml"):
        text = path.read_text()
        assert "omit" not in text, path
        for task in tasks(yaml.safe_load(text)):
            assert not {"ansible.builtin.shell", "ansible.builtin.command", "ansible.builtin.raw"} & set(task), path


@all_roles
def test_loops_leave_the_variable_of_the_callers_loop_alone(role: str) -> None:
    """What a caller who loops over the role hands in is evaluated within the tasks, and may say ``item``."""
    for path in (ROOT / "roles" / role / "tasks").glob("*.yml"):
        assert not re.search(r"\bitem\b", path.read_text()), path
        for task in tasks(yaml.safe_load(path.read_text())):
            control = task.get("loop_control", {})
            assert control.get("loop_var") == (f"{role}_item" if "loop" in task else None), task["name"]


@all_roles
def test_has_a_playbook_and_a_scenario_that_runs_it(role: str) -> None:
    playbook = NAMED.get(role, role)
    assert f"stratus.openstack.{role}" in (ROOT / "playbooks" / f"{playbook}.yml").read_text()
    scenario = ROOT / "extensions" / "molecule" / role
    assert f"import_playbook: stratus.openstack.{playbook}\n" in (scenario / "converge.yml").read_text()
    assert {"molecule.yml", "verify.yml", "destroy.yml"} <= {path.name for path in scenario.iterdir()}
    assert "../foretold.yml" in "".join(path.read_text() for path in scenario.rglob("*.yml"))
    assert re.search(r"command:\s+(cmd: )?openstack\b", "".join(path.read_text() for path in scenario.rglob("*.yml")))


@all_roles
def test_its_scenario_names_services_of_the_dev_cloud(role: str) -> None:
    known = {path.stem for path in (ROOT / "tests" / "devcloud" / "services").glob("*.py")}
    named = re.findall(r"^ +services: \[(.*)\]", (ROOT / "extensions" / "molecule" / role / "molecule.yml").read_text(), re.MULTILINE)
    assert {name for names in named for name in names.split(", ")} <= known


@pytest.mark.parametrize("playbook", PLAYBOOKS)
def test_every_playbook_is_run_by_a_test(playbook: str) -> None:
    runs = "".join(path.read_text() for path in (ROOT / "extensions" / "molecule").glob("*/*.yml"))
    told = "".join((ROOT / "tests" / "cloud" / name).read_text() for name in ("test_doctor.py", "test_playbooks.py"))
    assert f"import_playbook: stratus.openstack.{playbook}\n" in runs or re.search(rf'("|stratus\.openstack\.){playbook}\b', told)


NAMELESS = "Each entry needs a name, but one of these has none: "
UNKNOWN = "Unsupported parameters for "
BAD = [
    ("network_stack", {"network_stack_networks": "shop"}, "network_stack_networks"),
    ("network_stack", {"network_stack_options": ["shop"]}, "network_stack_options"),
    ("network_stack", {"network_stack_routers": None}, "argument 'network_stack_routers' is of type NoneType"),
    ("project", {}, "missing required arguments: project_name"),
    ("project", {"project_name": "x", "project_users": ["fred"]}, "project_users"),
    ("server_fleet", {"server_fleet_servers": [["web"]]}, "server_fleet_servers"),
    ("image_catalog", {"image_catalog_images": {"name": "x"}}, "image_catalog_images"),
    ("flavor_catalog", {"flavor_catalog_flavors": 7}, "flavor_catalog_flavors"),
    ("bastion", {}, "missing required arguments: bastion_allow"),
    ("bastion", {"bastion_allow": [], "bastion_hosts": [{"name": "db"}]}, "missing required arguments: address found in bastion_hosts"),
    ("bastion", {"bastion_allow": [], "bastion_keypair": {"public_key_file": "x"}}, NAMELESS + "bastion_keypair"),
    ("network_stack", {"network_stack_networks": [{"nmae": "x"}]}, NAMELESS + "network_stack_networks"),
    ("network_stack", {"network_stack_networks": [{"name": "x", "subnets": [{}]}]}, NAMELESS + "subnets of network_stack_networks"),
    ("network_stack", {"network_stack_networks": [{"name": "x", "subnets": [None]}]}, NAMELESS + "subnets of network_stack_networks"),
    ("network_stack", {"network_stack_networks": [{"name": "x", "mut": 1400}]}, f"{UNKNOWN}(stratus.openstack.network) module: mut. "),
    ("project", {"project_name": "x", "project_users": [{"password": "x"}]}, NAMELESS + "project_users"),
    ("server_fleet", {"server_fleet_servers": [{"image": "x"}]}, NAMELESS + "server_fleet_servers"),
    ("server_fleet", {"server_fleet_servers": [{"name": "x", "disks": [{"size": 1}]}]}, NAMELESS + "disks of server_fleet_servers"),
    ("server_fleet", {"server_fleet_servers": [{"name": "x", "count": 2, "ports": [{"name": "p"}]}]}, "these entries make several: x"),
    ("server_fleet", {"server_fleet_servers": [{"names": ["x", "y"], "disks": [{"name": "d"}]}]}, "these entries make several: ['x', 'y']"),
    ("image_catalog", {"image_catalog_images": [{"url": "x"}]}, NAMELESS + "image_catalog_images"),
    ("environment", {}, "missing required arguments: environment_name"),
    ("environment", {"environment_name": "x"}, "Nothing is declared. Use `resources`, or `src` with the path of a file or folder."),
    ("static_site", {}, "missing required arguments: static_site_container"),
    ("static_site", {"static_site_container": "x", "static_site_record": {"zone": "x."}}, "static_site_record requires a zone and a name."),
    ("load_balanced_service", {"load_balanced_service_name": "x", "load_balanced_service_state": "gone"}, "load_balanced_service_state"),
    ("load_balanced_service", {"load_balanced_service_name": "x", "load_balanced_service_listeners": [{}]}, "requires protocol_port"),
    ("flavor_catalog", {"flavor_catalog_flavors": [{"ram": 7}]}, NAMELESS + "flavor_catalog_flavors"),
    ("teardown", {"teardown_types": ["servers"]}, "value of teardown_types must be one or more of: stack, "),
    ("teardown", {"teardown_confirmed": "perhaps"}, "teardown_confirmed"),
]


def surroundings(folder: Path) -> dict[str, str]:
    own = {"ANSIBLE_COLLECTIONS_PATH": str(ROOT.parents[2]), "ANSIBLE_HOME": str(folder), "OS_CLIENT_CONFIG_FILE": str(folder / "none")}
    return {key: value for key, value in os.environ.items() if not key.startswith(("ANSIBLE_", "OS_"))} | own


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the roles say to the bad input, which they see before they ask a cloud for anything."""
    folder = tmp_path_factory.mktemp("bad")
    attempts: list[dict[str, Any]] = []
    for role, options, _message in BAD:
        attempt = [{"ansible.builtin.include_role": {"name": f"stratus.openstack.{role}"}, "vars": options}]
        failed = "(ansible_failed_result.results | default([ansible_failed_result]) | last)"
        keep = {"ansible.builtin.set_fact": {"said": "{{ said | default([]) + [%s.msg] }}" % failed}}
        attempts.append({"block": attempt, "rescue": [keep]})
    attempts.append({"collect": {"results": "{{ said | to_json }}", "file": str(folder / "said")}})
    (folder / "play.yml").write_text(yaml.safe_dump([{"hosts": "localhost", "gather_facts": False, "tasks": attempts}]))
    command = [str(Path(sys.executable).with_name("ansible-playbook")), str(folder / "play.yml")]
    done = commands.run(command, env=surroundings(folder) | {"ANSIBLE_ACTION_PLUGINS": str(Path(__file__).parent / "action_plugins")})
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads((folder / "said").read_text())


@pytest.mark.playbook
@pytest.mark.parametrize("number", range(len(BAD)), ids=lambda number: f"{BAD[number][0]}-{number}")
def test_bad_input_is_told_in_one_line_that_names_the_option(number: int, said: list[str]) -> None:
    assert len(said) == len(BAD)
    told = said[number].removeprefix("Validation of arguments failed:\n").strip()
    assert BAD[number][2] in told
    assert len(told.splitlines()) == 1


# -- on a cloud in memory ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def cloud() -> Iterator[FakeCloud]:
    with fake_cloud() as made:
        yield made


def run(role: str, cloud: FakeCloud, folder: Path, *arguments: str, defaults: dict[str, Any] | None = None, **options: Any) -> str:
    """What a play of the role prints, in one line. ``defaults``: for all modules; the cloud is theirs then, not the role's."""
    given = {f"{role}_{name}": value for name, value in {"cloud": "" if defaults else cloud.as_dict(), **options}.items()}
    play = {"hosts": "localhost", "gather_facts": False, "roles": [{"role": f"stratus.openstack.{role}", "vars": given}]}
    (folder / "play.yml").write_text(yaml.safe_dump([play | {"module_defaults": {"group/stratus.openstack.openstack": defaults or {}}}]))
    command = [str(Path(sys.executable).with_name("ansible-playbook")), str(folder / "play.yml"), *arguments]
    done = commands.run(command, env=surroundings(folder), timeout=120)
    return " ".join((done.stdout + done.stderr).split())


@pytest.mark.playbook
@pytest.mark.smoke
def test_a_list_of_an_entry_that_is_null_is_an_empty_one(cloud: FakeCloud, tmp_path: Path) -> None:
    """As a key is whose entries are all commented out."""
    cloud.interfere = lambda request: Answer(200, {"security_groups": []}) if "/security-groups?" in request.path else None
    full = {"name": "z", "subnets": [{"name": "s", "cidr": "10.0.0.0/24"}]}
    networks = [{"name": "x", "subnets": None}, {"name": "y", "subnets": []}, full]
    others = {"routers": [{"name": "r", "interfaces": None}], "security_groups": [{"name": "g", "security_group_rules": None}]}
    output = run("network_stack", cloud, tmp_path, "--check", networks=networks, **others)
    assert "failed=0" in output and "changed: [localhost] => (item=s in z)" in output, output
    assert output.count("changed: [localhost]") == 6 and cloud.writes == []


@pytest.mark.playbook
def test_a_subnet_is_removed_after_the_router_has_let_go_of_it(cloud: FakeCloud, tmp_path: Path) -> None:
    """The network and another subnet stay."""
    at = "/network/v2.0/"
    network = cloud.add(f"{at}networks", name="z", tags=[])["id"]
    common = {"network_id": network, "ip_version": 4, "gateway_ip": None, "tags": []}
    subnets = {name: cloud.add(f"{at}subnets", name=name, cidr=f"10.0.{name}.0/24", **common)["id"] for name in ("1", "2")}
    router = cloud.add(f"{at}routers", name="r", external_gateway_info=None, tags=[])["id"]
    fixed = [{"subnet_id": subnets["2"], "ip_address": "10.0.2.1"}]
    port = {"device_id": router, "device_owner": "network:router_interface", "network_id": network, "fixed_ips": fixed}
    interface = cloud.add(f"{at}ports", name="", **port)["id"]

    def neutron(request: Request) -> Answer | None:
        path = urlsplit(request.path).path
        if path.endswith("/remove_router_interface"):
            cloud.objects[f"{at}ports"].pop(interface)
            return Answer(200, {})
        if request.method == "DELETE" and interface in cloud.objects[f"{at}ports"]:
            return Answer(409, {"NeutronError": {"message": "One or more ports have an IP allocation from this subnet.", "type": "x"}})
        return None

    cloud.interfere = neutron
    entries = [{"name": "1", "cidr": "10.0.1.0/24"}, {"name": "2", "state": "absent"}]
    options = {"networks": [{"name": "z", "subnets": entries}], "routers": [{"name": "r", "interfaces": []}]}
    output = run("network_stack", cloud, tmp_path, **options)
    assert "failed=0" in output and "changed: [localhost] => (item=2 in z)" in output, output
    assert [have["name"] for have in cloud.all(f"{at}subnets")] == ["1"]
    everything = {"networks": [{"name": "z", "state": "present", "subnets": entries[:1]}], "options": {"state": "absent"}}
    output = run("network_stack", cloud, tmp_path, **everything)
    assert "failed=0" in output and "changed: [localhost] => (item=1 in z)" in output, output
    assert cloud.all(f"{at}subnets") == [] and len(cloud.all(f"{at}networks")) == 1


def terminal(folder: Path, last: str, **more: str) -> str:
    """What the play prints in a terminal where nobody answers, up to a text or to its end."""
    command = [str(Path(sys.executable).with_name("ansible-playbook")), str(folder / "play.yml")]
    child, end = pty.fork()
    if child == 0:
        os.execve(command[0], command, surroundings(folder) | more)
    output = ""
    while last not in output and select.select([end], [], [], 60)[0]:
        try:
            output += os.read(end, 65536).decode(errors="replace")
        except OSError:  # the other end is closed
            break
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(end)
    return " ".join(output.split())


QUESTION = "Only 'yes' does"
UNASKED = "Nothing was removed, since nobody said yes. Set teardown_confirmed to remove without asking."


@pytest.mark.playbook
def test_teardown_asks_a_person_and_not_the_terminal_of_a_job(cloud: FakeCloud, tmp_path: Path) -> None:
    """ansible-runner has a terminal for the play, and says so to it only by the variables of its callback."""
    cloud.add("/network/v2.0/networks", name="old-net")
    refused = run("teardown", cloud, tmp_path, types=["network"], prefix="old-")  # without a terminal; and the play is there
    assert UNASKED in refused and "old-net" in refused, refused
    asked = terminal(tmp_path, QUESTION)
    assert QUESTION in asked and UNASKED not in asked, asked
    unasked = terminal(tmp_path, QUESTION, RUNNER_OMIT_EVENTS="False")
    assert UNASKED in unasked and QUESTION not in unasked, unasked
    assert cloud.writes == []


@pytest.mark.playbook
@pytest.mark.smoke
@pytest.mark.parametrize(
    ("services", "options", "told", "untold"),
    [
        (("key-manager", "sharev2", "share", "placement"), {"whole": True}, {"secret", "share"}, {"placement", "network"}),
        (("key-manager", "database"), {}, {"database"}, {"secret"}),  # the project stays
        (("key-manager",), {"whole": True, "keep": ["acme"]}, set(), {"secret"}),
    ],
)
def test_teardown_names_what_would_outlive_the_project(
    services: tuple[str, ...],
    options: dict[str, Any],
    told: set[str],
    untold: set[str],
    cloud: FakeCloud,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in services:
        monkeypatch.setitem(SERVICES, name, f"/{name}")
    held = {"projects": [{"id": OTHER_PROJECT, "name": "acme", "domain_id": "default", "enabled": True, "tags": []}], "users": []}

    def keystone(request: Request) -> Answer | None:
        path = urlsplit(request.path).path
        kind = path.split("/")[3] if path.startswith("/identity/v3/") else ""
        return Answer(200, {kind: held[kind]}) if path == f"/identity/v3/{kind}" and kind in held else None

    cloud.interfere = keystone
    cloud.add("/network/v2.0/networks", name="net", project_id=OTHER_PROJECT)
    output = run("teardown", cloud, tmp_path, types=["network"], project="acme", **options)
    assert UNASKED in output, output
    named = re.search(r"Not looked at: (.*?)\. (What the project has)?", output)
    found = set(named[1].split(", ")) if named else set()
    assert told <= found and not untold & found and bool(named and named[2]) == (options == {"whole": True}), output


@pytest.mark.playbook
@pytest.mark.parametrize(
    ("role", "options"), [("network_stack", {"networks": [{"name": "old-net"}]}), ("teardown", {"types": ["network"], "prefix": "old-"})]
)
def test_an_empty_cloud_is_that_of_the_caller(role: str, options: dict[str, Any], cloud: FakeCloud, tmp_path: Path) -> None:
    output = run(role, cloud, tmp_path, defaults={"cloud": cloud.as_dict()}, **options)
    assert "failed=0" in output and cloud.logins == 1, output


@pytest.mark.playbook
def test_teardown_spares_who_is_logged_in(cloud: FakeCloud, tmp_path: Path) -> None:
    own = {"users": "u" * 32, "projects": PROJECT}

    def keystone(request: Request) -> Answer | None:
        kind = urlsplit(request.path).path.rpartition("/")[2]
        ids = [own.get(kind, ""), "f" * 32]
        rows = [{"id": one, "name": f"demo-{one[:1]}", "domain_id": "default", "enabled": True} for one in ids]
        return Answer(200, {kind: rows}) if kind in own else None

    cloud.interfere = keystone
    output = run("teardown", cloud, tmp_path, "--check", types=["project", "identity_user"], prefix="demo")
    assert "failed=0" in output and output.count('"demo-f"') == 2, output
    assert "demo-u" not in output and "demo-a" not in output
    output = run("teardown", cloud, tmp_path, "--check", types=["identity_user"], project="demo")
    assert "So does the type project or identity_user with teardown_project." in output, output


@pytest.mark.playbook
def test_teardown_puts_up_with_what_has_neither_name_nor_date(cloud: FakeCloud, tmp_path: Path) -> None:
    images = [{"id": name or "some-id", "name": name, "protected": True, "owner": PROJECT} for name in (None, "guarded")]
    dates = (None, "2026-01-01T00:00:00", "2026-01-02T00:00:00")
    backups = [{"id": f"backup-{date}", "name": None, "created_at": date, "status": "available"} for date in dates]
    held = {"/image/v2/images": {"images": images}, f"/volume/v3/{PROJECT}/backups/detail": {"backups": backups}}
    held |= {f"/volume/v3/{PROJECT}/backups/{one['id']}": {"backup": one} for one in backups}

    def others(request: Request) -> Answer | None:
        path, _mark, query = unquote(request.path).partition("?")
        known = {"images": []} if "os_hidden=true" in query else held.get(path)
        return Answer(200, known) if known else None

    cloud.interfere = others
    output = run("teardown", cloud, tmp_path, types=["image"], project="demo")
    assert "these are locked or protected: guarded, some-id." in output, output
    output = run("teardown", cloud, tmp_path, "--check", types=["volume_backup"], project="demo")
    assert "failed=0" in output and all(f'"backup-{date}": null' in output for date in dates), output

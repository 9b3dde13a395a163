# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What other collections may add: the service and the login of acme.cloud in tests/foreign, in process and as ordinary modules.

Its files are imported by ansible-playbook only: in this process its login would be there for all other tests.
"""

from __future__ import annotations

import importlib
import inspect
import json
import re
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from ansible_collections.stratus.openstack.plugins.action.api import module_name
from ansible_collections.stratus.openstack.plugins.module_utils import auth, auth_options
from ansible_collections.stratus.openstack.plugins.module_utils.auth_options import AUTH_OPTIONS, Option
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.plugin_utils.logins import load_login
from tests.unit.fake_cloud import PROJECT, FakeCloud, fake_cloud
from tests.unit.stub import Answer, Request
from tests.unit.test_action import COLLECTIONS, HERE, IGNORE, MODULE, Playbooks, network, ok, without_chance
from tests.warm import commands

ROOT = Path(__file__).resolve().parents[2]
FOREIGN = ROOT / "tests/foreign"
PAGE = (ROOT / "docs" / "extending.md").read_text()
BADGE = "badge-4711-0815"
LOGIN = "acme.cloud.badge"
ZONE, ZONES = "acme.cloud.zone", "acme.cloud.zone_info"


class Designate:
    """Zones in a FakeCloud: each change takes two looks until it has taken effect. ``looks``: how many there were at such a zone."""

    def __init__(self, cloud: FakeCloud) -> None:
        self.zones: dict[str, dict[str, Any]] = {}
        self.pending: dict[str, int] = {}
        self.looks = 0
        cloud.interfere = self.answer

    def answer(self, request: Request) -> Answer | None:
        path, _mark, query = request.path.partition("?")
        if not path.startswith("/dns/v2/zones"):
            return None
        name = path.removeprefix("/dns/v2/zones").strip("/")
        if not name and request.method == "POST":
            zone = {"id": str(uuid.uuid4()), "project_id": PROJECT, "ttl": 3600, "serial": 1, "type": "PRIMARY", "description": None}
            name = zone["id"]
            self.zones[name] = zone | request.json
            return Answer(202, self.begin(name, "CREATE"))
        if not name:
            wanted = dict(pair.split("=") for pair in query.split("&") if pair and not pair.startswith("limit"))
            found = [zone for zone in self.zones.values() if all(str(zone[key]) == value for key, value in wanted.items())]
            return Answer(200, {"zones": found, "links": {}, "metadata": {"total_count": len(found)}})
        if name not in self.zones:
            return Answer(404, {"code": 404, "type": "zone_not_found", "message": "Could not find Zone"})
        if request.method == "PATCH":
            self.zones[name] |= request.json
        return Answer(200, self.look(name)) if request.method == "GET" else Answer(202, self.begin(name, request.method))

    def begin(self, name: str, action: str) -> dict[str, Any]:
        self.zones[name] |= {"status": "PENDING", "action": action}
        self.pending[name] = 2
        return dict(self.zones[name])

    def look(self, name: str) -> dict[str, Any] | None:
        zone = self.zones[name]
        if self.pending.get(name):
            self.pending[name] -= 1
            self.looks += 1
        if self.pending[name] == 0 and zone["action"] == "DELETE":
            return self.zones.pop(name) | {"status": "DELETED"}
        zone["status"] = "PENDING" if self.pending[name] else "ACTIVE"
        return dict(zone)


class Foreign(Playbooks):
    """Runs playbooks with the collection acme.cloud, against a cloud that has a DNS service and takes badges."""

    def __init__(self, folder: Path, cloud: FakeCloud) -> None:
        super().__init__(folder, cloud)
        self.designate = Designate(cloud)
        whole = cloud.as_dict(dns_endpoint_override=f"{cloud.stub.url}/dns")
        clouds = {"demo": whole, "badge": whole | {"auth_type": LOGIN, "auth": badge_auth(cloud)}}
        self.clouds.write_text(json.dumps({"clouds": clouds}))
        cloud.interfere = self.answer

    def answer(self, request: Request) -> Answer | None:
        """Exchange the right badge for what the right password gives."""
        if "/auth/tokens" not in request.path or "badge" not in request.json["auth"]["identity"]:
            return self.designate.answer(request)
        shown = request.json["auth"]["identity"]["badge"]
        if shown["id"] != BADGE:
            return Answer(401, {"error": {"code": 401, "message": f"No badge {shown['id']}", "title": "x"}})
        password = {"user": {"password": self.cloud.password}}
        return self.cloud.log_in(SimpleNamespace(json={"auth": {"identity": {"password": password}}}))

    def environment(self, way: str) -> dict[str, str]:
        return super().environment(way) | {"ANSIBLE_COLLECTIONS_PATH": f"{COLLECTIONS}:{FOREIGN}"}


def badge_auth(cloud: FakeCloud, number: str = BADGE) -> dict[str, str]:
    return {"auth_url": f"{cloud.stub.url}/identity/v3", "badge": number, "project_name": "demo", "project_domain_name": "Default"}


@pytest.fixture
def foreign(tmp_path: Path) -> Iterator[Foreign]:
    with fake_cloud() as cloud:
        yield Foreign(tmp_path / "run", cloud)


def zone(register: str, task: dict[str, Any] | None = None, **options: Any) -> dict[str, Any]:
    return {ZONE: {"cloud": "demo", "name": "example.org.", **options}, "register": register, **(task or {})}


# -- a service -----------------------------------------------------------------------------------------------------------------

CHECK = {"check_mode": True}
DECLARED = {"email": "hostmaster@example.org", "ttl": 600}
TASKS = [
    zone("checked", CHECK, **DECLARED),
    zone("made", **DECLARED),
    zone("again", **DECLARED),
    zone("change_checked", CHECK, ttl=300, description="The zone of the examples"),
    zone("changed", ttl=300, description="The zone of the examples"),
    zone("frozen", IGNORE, type="SECONDARY"),
    zone("unknown", IGNORE, mtu=5),
    {ZONES: {"cloud": "demo", "name": "*.org."}, "register": "listed"},
    zone("gone", state="absent"),
    zone("still_gone", state="absent"),
]


@pytest.mark.playbook
@pytest.mark.smoke
def test_a_service_of_another_collection(tmp_path: Path) -> None:
    """Check mode, diff, idempotence and waits; the same results in process and as an ordinary module."""
    found = {}
    for way in (HERE, MODULE):
        with fake_cloud() as cloud:
            plays = Foreign(tmp_path / way, cloud)
            run = plays.run(TASKS, "-vvv", "--diff", way=way)
            found[way] = {name: without_chance(result, cloud.stub.url, str(tmp_path / way)) for name, result in ok(run).items()}
            assert plays.designate.looks == 6  # creation, change and removal, each until it has taken effect
            assert ("acme.cloud.zone runs in process" in run.output) is (way == HERE)
    assert found[HERE] == found[MODULE]
    results = found[HERE]
    assert {name: result["changed"] for name, result in results.items() if not result.get("failed")} == {
        "checked": True,
        "made": True,
        "again": False,
        "change_checked": True,
        "changed": True,
        "listed": False,
        "gone": True,
        "still_gone": False,
    }
    assert results["checked"]["diff"] == results["made"]["diff"] == {"before": {}, "after": {"name": "example.org.", **DECLARED}}
    assert results["change_checked"]["diff"] == results["changed"]["diff"]
    assert results["made"]["zone"] == results["again"]["zone"]
    assert (results["made"]["zone"]["status"], results["changed"]["zone"]["ttl"]) == ("ACTIVE", 300)
    assert [have["name"] for have in results["listed"]["zones"]] == ["example.org."]
    assert "type is 'PRIMARY', asked for is 'SECONDARY'" in results["frozen"]["msg"]
    assert results["unknown"]["msg"].startswith("Unsupported parameters for (acme.cloud.zone) module: mtu.")


@pytest.mark.playbook
def test_a_whole_play_in_check_mode_and_defaults_for_both_collections(foreign: Foreign) -> None:
    tasks = [
        {ZONE: {"name": "example.org.", **DECLARED}, "register": "made"},
        {ZONE: {"name": "example.org.", **DECLARED}, "register": "again"},
        {ZONES: {}, "register": "listed"},
        {"stratus.openstack.network": {"name": "n"}, "register": "network"},
    ]
    run = foreign.run(tasks, "--check", module_defaults={"group/acme.cloud.all": {"cloud": "demo"}})
    results = ok(run)
    assert [results[name]["changed"] for name in ("made", "again", "network")] == [True, False, True]
    assert [have["email"] for have in results["listed"]["zones"]] == [DECLARED["email"]]
    assert (foreign.designate.zones, foreign.cloud.writes) == ({}, [])


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("ansible_collections.acme.cloud.plugins.action.zone", "acme.cloud.zone"),
        ("ansible_collections.acme.cloud.plugins.action.dns.zone", "acme.cloud.dns.zone"),
        ("ansible.plugins.action.zone", "zone"),
    ],
)
def test_the_module_of_an_action_plugin(path: str, name: str) -> None:
    assert module_name(type("ActionModule", (), {"__module__": path})) == name


# -- a login -------------------------------------------------------------------------------------------------------------------


@pytest.mark.playbook
@pytest.mark.smoke
def test_a_login_of_another_collection_in_process(foreign: Foreign) -> None:
    """Its options in a task, in a cloud that is a dictionary, and in clouds.yaml."""
    given = badge_auth(foreign.cloud)
    inline = {"auth": given, "auth_type": LOGIN, "region_name": "RegionOne"}
    tasks = [
        network("task", name="a", cloud=None, auth_type=LOGIN, auth=given),
        network("inline", name="b", cloud=inline),
        network("file", name="c", cloud="badge"),
        network("refused", IGNORE, name="d", cloud=None, auth_type=LOGIN, auth=badge_auth(foreign.cloud, "badge-wr0ng-number")),
        network("incomplete", IGNORE, name="d", cloud=None, auth_type=LOGIN, auth={"auth_url": given["auth_url"]}),
        zone("zone", cloud="badge"),
    ]
    run = foreign.run(tasks, "-vvvv", env={"ANSIBLE_INJECT_INVOCATION": "1"})
    results = ok(run)
    assert [results[name]["changed"] for name in ("task", "inline", "file", "zone")] == [True] * 4
    assert results["refused"]["error"]["status"] == 401
    assert "auth_type acme.cloud.badge needs 'badge'" in results["incomplete"]["msg"]
    assert BADGE not in run.output
    assert "wr0ng" not in run.output


@pytest.mark.playbook
@pytest.mark.parametrize("way", [HERE, MODULE])
def test_a_module_that_imports_its_login_has_it_both_ways(foreign: Foreign, way: str) -> None:
    url = f"{foreign.cloud.stub.url}/dns"
    tasks = [
        zone("file", cloud="badge"),
        zone("task", cloud=None, auth_type=LOGIN, auth=badge_auth(foreign.cloud), endpoint_overrides={"dns": url}),
    ]
    run = foreign.run(tasks, "-vvvv", way=way)
    assert [result["changed"] for result in ok(run).values()] == [True, False]
    assert BADGE not in run.output


@pytest.mark.playbook
@pytest.mark.smoke
def test_an_ordinary_module_says_that_it_lacks_the_login(foreign: Foreign) -> None:
    """Whether the task names the login and its options, or clouds.yaml does."""
    tasks = [
        network("task", IGNORE, name="a", cloud=None, auth_type=LOGIN, auth=badge_auth(foreign.cloud)),
        network("file", IGNORE, name="a", cloud="badge"),
    ]
    run = foreign.run(tasks, way=MODULE)
    for result in ok(run).values():
        assert "auth_type 'acme.cloud.badge' is a login of the collection acme.cloud, which this module does not contain" in result["msg"]
        assert "Run the task in process" in result["msg"]
        assert result["error"]["hint"]
    assert BADGE not in run.output


@pytest.mark.playbook
def test_a_login_that_does_not_exist(foreign: Foreign) -> None:
    tasks = [
        network("task", IGNORE, name="a", cloud=None, auth_type="acme.cloud.key", auth=badge_auth(foreign.cloud)),
        network("other", IGNORE, name="a", cloud="demo", auth_type="nobody.nothing.key"),
    ]
    results = ok(foreign.run(tasks))
    told = "auth_type 'acme.cloud.key' needs plugins/module_utils/auth/key.py of the collection acme.cloud, which does not exist"
    assert results["task"]["msg"].startswith(told)
    assert "plugins/module_utils/auth/key.py of the collection nobody.nothing, which does not exist" in results["other"]["msg"]


@pytest.mark.playbook
def test_the_inventory_with_a_login_of_another_collection(foreign: Foreign) -> None:
    servers = [{"id": str(uuid.uuid4()), "name": "web", "status": "ACTIVE", "addresses": {"n": [{"addr": "10.0.0.5", "version": 4}]}}]
    foreign.cloud.interfere = lambda request: (
        Answer(200, {"servers": servers}) if "/servers/detail" in request.path else foreign.answer(request)
    )
    settings = {
        "plugin": "stratus.openstack.openstack",
        "auth_type": LOGIN,
        "auth": badge_auth(foreign.cloud),
        "expand": [],
        "legacy_groups": False,
    }
    (foreign.folder / "openstack.yml").write_text(yaml.safe_dump(settings))
    command = [str(Path(sys.executable).with_name("ansible-inventory")), "-i", "openstack.yml", "--list"]
    for env in ({}, {"OS_CLOUD": "badge"}):
        done = commands.run(command, env=foreign.environment(HERE) | env, cwd=foreign.folder, timeout=120)
        assert "web" in json.loads(done.stdout)["_meta"]["hostvars"], done.stderr
        assert "WARNING" not in done.stderr
        (foreign.folder / "openstack.yml").write_text(
            "plugin: stratus.openstack.openstack\ncloud: badge\nexpand: []\nlegacy_groups: false\n"
        )


FILES = {
    "silent": ("LOGIN = 1\n", "is not registered by plugins/module_utils/auth/silent.py of the collection other.logins"),
    "broken": ("1 / 0\n", "cannot be imported: division by zero"),
    "lacking": ("import no_such_library\n", "cannot be imported: No module named 'no_such_library'"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_login(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text, told = FILES[name]
    folder = tmp_path / "ansible_collections" / "other" / "logins" / "plugins" / "module_utils" / "auth"
    folder.mkdir(parents=True)
    (folder / f"{name}.py").write_text(text)
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(CloudError, match=re.escape(told)):
        load_login(f"other.logins.{name}")


@pytest.mark.parametrize("auth_type", [None, "", "password", "v3password", "x.y", "a..b.c", "../a.b.c", 5])
def test_only_full_names_are_looked_for(auth_type: Any) -> None:
    known = dict(sys.modules)
    load_login(auth_type)
    assert sys.modules == known


@pytest.mark.parametrize("option", [Option("password", "Not secret."), Option("tenant_name", "x"), Option("x", "y", aliases=("token",))])
def test_a_new_option_does_not_replace_one(option: Option) -> None:
    before = dict(AUTH_OPTIONS), dict(auth_options.SPEC)
    with pytest.raises(ValueError, match="exists already: give its name instead of a new Option"):
        auth.register("a.b.c", options=(option,))
    assert (AUTH_OPTIONS, auth_options.SPEC) == before
    auth_options.add_option(AUTH_OPTIONS["password"])  # the same one is no other
    assert (AUTH_OPTIONS, auth_options.SPEC) == before


# -- the page ------------------------------------------------------------------------------------------------------------------

FILE = re.compile(r"^`(plugins/\S+|meta/\S+)`[^\n]*\n\n```\w+\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_the_page_shows_the_files_that_are_tested() -> None:
    """Each file of acme.cloud that the page shows is in tests/foreign, apart from the header with the licence."""
    shown = FILE.findall(PAGE)
    assert len(shown) >= 6
    for path, text in shown:
        file = (FOREIGN / "ansible_collections" / "acme" / "cloud" / path).read_text()
        assert text.strip() in file, path


def test_the_names_of_the_page_exist() -> None:
    """Each row of its table of stable names: a file, and what can be imported from it."""
    rows = re.findall(r"^\| `((?:module_utils|action)\S*)\.py` \| (.+?) \|", PAGE, re.MULTILINE)
    assert len(rows) >= 8
    for file, names in rows:
        module = importlib.import_module("ansible_collections.stratus.openstack.plugins." + file.replace("/", "."))
        for name in re.findall(r"`([\w.]+)`", names):
            found: Any = module
            for part in name.split("."):
                found = getattr(found, part)


@pytest.mark.parametrize(
    ("heading", "callables"),
    [("Arguments of a Resource", ["resource.Resource"]), ("Arguments of a field", ["fields.Field"]), ("Types with requests", [])],
)
def test_the_arguments_of_the_page_exist(heading: str, callables: list[str]) -> None:
    """Each row of its tables of arguments, and each method that a subclass may replace or call."""
    section = PAGE.partition(f"### {heading}")[2].partition("\n## ")[0].partition("\n### ")[0]
    rows = re.findall(r"^\| (`.+?) \|", section, re.MULTILINE)
    assert rows
    names = {name for row in rows for name in re.findall(r"`(\w+)", row)}
    package = "ansible_collections.stratus.openstack.plugins.module_utils."
    resource = importlib.import_module(package + "resource")
    if not callables:
        called = set(re.findall(r"`context\.(\w+)\(", section)) | {"wait_gone"}
        assert called == {"act", "call", "wait_gone"}
        assert all(hasattr(resource.Resource, name) for name in names | {"wait_gone"})
        assert all(hasattr(resource.Context, name) for name in called - {"wait_gone"})
    for place in callables:
        module, name = place.split(".")
        known = inspect.signature(getattr(importlib.import_module(package + module), name).__init__).parameters
        assert names <= set(known), names - set(known)


def test_the_members_of_a_login_exist() -> None:
    table = PAGE.partition("returns an `Access`:")[2].partition("\nUse it")[0]
    names = set(re.findall(r"^\| `(\w+)", table, re.MULTILINE))
    assert len(names) == 7
    login = auth.Login(SimpleNamespace(auth={}), None, {}, None, None, None)
    assert all(hasattr(login, name) for name in names)


def test_the_foreign_collection_uses_nothing_else() -> None:
    """What tests/foreign imports of this collection is in the table of stable names."""
    rows = dict(re.findall(r"^\| `((?:module_utils|action)\S*)\.py` \| (.+?) \|", PAGE, re.MULTILINE))
    stable = {file.replace("/", "."): set(re.findall(r"`([\w.]+)`", names)) for file, names in rows.items()}
    root = "from ansible_collections.stratus.openstack.plugins."
    used = 0
    for path in FOREIGN.rglob("*.py"):
        for module, names in re.findall(rf"^{re.escape(root)}(\S+) import ([^#\n]+)", path.read_text(), re.MULTILINE):
            for name in names.split(", "):
                used += 1
                assert name.strip() in stable.get(module, ()) or f"{module}.{name.strip()}" in stable, (path, module, name)
    assert used > 20

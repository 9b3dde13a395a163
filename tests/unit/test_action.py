# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real ansible-playbook runs: in process and as an ordinary module, which must not be told apart by their results."""

from __future__ import annotations

import datetime
import json
import os
import pwd
import re
import shutil
import subprocess
import sys
import textwrap
import time
from collections import ChainMap
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from ansible.constants import DEFAULT_VAULT_ID_MATCH
from ansible.parsing.vault import VaultLib, VaultSecret

from ansible_collections.stratus.openstack.plugins.action import api
from ansible_collections.stratus.openstack.plugins.action.api import task_environment
from ansible_collections.stratus.openstack.plugins.module_utils import runner
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.masking import MASK
from ansible_collections.stratus.openstack.plugins.module_utils.operation import Operation
from ansible_collections.stratus.openstack.plugins.plugin_utils.plain_data import plain
from ansible_collections.stratus.openstack.plugins.plugin_utils.same_user import READ, becomes_itself
from tests.unit.fake_cloud import PROJECT, FakeCloud, fake_cloud
from tests.unit.stub import Answer, Request, certificate, free_port, serve
from tests.warm import commands

pytestmark = pytest.mark.playbook
COLLECTIONS = Path(runner.__file__).parents[5]
NETWORKS = "/network/v2.0/networks"
HERE, MODULE = "1", "0"
NETWORK = "stratus.openstack.network"


class Run:
    """``results``: of the tasks that registered one. ``output``: all that ansible-playbook printed."""

    def __init__(self, results: dict[str, Any], output: str, status: int) -> None:
        self.results, self.output, self.status = results, output, status


class Playbooks:
    """Runs playbooks against a cloud, in a folder of their own."""

    def __init__(self, folder: Path, cloud: FakeCloud) -> None:
        self.folder, self.cloud = folder, cloud
        (folder / "conf").mkdir(parents=True)
        self.clouds = cloud.clouds_yaml(folder / "conf")

    def environment(self, way: str) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("OS_", "ANSIBLE_", "STRATUS_"))}
        return kept | {
            "ANSIBLE_ACTION_PLUGINS": str(Path(__file__).parent / "action_plugins"),
            "ANSIBLE_ASYNC_DIR": str(self.folder / "async"),
            "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS),
            "ANSIBLE_LOCAL_TEMP": str(self.folder / "tmp"),
            "ANSIBLE_HOME": str(self.folder / "home"),
            "ANSIBLE_LOCALHOST_WARNING": "0",
            "ANSIBLE_NOCOLOR": "1",
            "ANSIBLE_REMOTE_TEMP": str(self.folder / "remote"),
            "HOME": str(self.folder),
            "OS_CLIENT_CONFIG_FILE": str(self.clouds),
            "PYTHONHASHSEED": "0",  # Ansible lists the words for yes and no in the order of a set
            "STRATUS_INPROCESS": way,
        }

    def run(
        self,
        tasks: Any,
        *arguments: str,
        way: str = HERE,
        env: dict[str, str] | None = None,
        hosts: str = "localhost",
        cwd: Path | None = None,
        **play: Any,
    ) -> Run:
        """``tasks``: a list of tasks, or the YAML text of one."""
        out = self.folder / "out.json"
        out.unlink(missing_ok=True)
        if not isinstance(tasks, str):
            names = [task["register"] for task in tasks if "register" in task]
            shown = "{{ {%s} | to_json }}" % ", ".join(f"'{name}': {name}" for name in names)
            last = {"collect": {"results": shown, "file": str(out)}, "check_mode": False, "no_log": True}
            last |= {"delegate_to": "localhost", "run_once": True}
            tasks = json.dumps([*tasks, last])
        head = {"hosts": hosts, "gather_facts": False, **play}
        text = json.dumps([head])[:-2] + ', "tasks":\n' + tasks + "\n}]"
        playbook = self.folder / "play.yml"
        playbook.write_text(text)
        command = [str(Path(sys.executable).parent / "ansible-playbook"), str(playbook), *arguments]
        done = commands.run(command, env=self.environment(way) | (env or {}), timeout=300, cwd=cwd or self.folder)
        results = json.loads(out.read_text()) if out.exists() else {}
        return Run(results, done.stdout + done.stderr, done.returncode)


@pytest.fixture
def playbooks(tmp_path: Path) -> Iterator[Playbooks]:
    with fake_cloud() as cloud:
        yield Playbooks(tmp_path / "run", cloud)


def network(register: str = "r", task: dict[str, Any] | None = None, **options: Any) -> dict[str, Any]:
    return {NETWORK: {"cloud": "demo", **options}, "register": register, **(task or {})}


def ok(run: Run) -> dict[str, Any]:
    assert run.status == 0, run.output
    return run.results


# -- the same both ways --------------------------------------------------------------------------------------------------------

IGNORE = {"ignore_errors": True}
INVOCATION = {"ANSIBLE_INJECT_INVOCATION": "1"}  # since ansible-core 2.21, results have it only when it is asked for
SAME = [
    network("checked", {"check_mode": True}, name="n", mtu=1400),
    network("made", name="n", mtu=1400, tags=["b", "a"]),
    network("again", name="n", mtu=1400, tags=["b", "a"]),
    network("changed", name="n", mtu="1300", admin_state_up="no"),
    network("text", name=12, description=3.5),
    network("alias", name="n", mtu_size=1300),
    network("shown", {"vars": {"ansible_inject_invocation": True}}, name="n"),
    network("doubled", name="n", mtu=1300, mtu_size=1300),
    network("loop", {"loop": ["x", "y"], "check_mode": True}, name="{{ item }}"),
    {"stratus.openstack.network_info": {"cloud": "demo", "name": "n"}, "register": "info"},
    {"stratus.openstack.networks_info": {"cloud": "demo", "filters": {"mtu": 1300}}, "register": "old_name"},
    network("bad_type", IGNORE, name="n", mtu="five"),
    network("bad_list", IGNORE, name=["n"]),
    network("bad_dict", IGNORE, name="n", project={"name": "demo"}, tags=[["a"]]),
    network("bad_bool", IGNORE, name="n", shared="perhaps"),
    network("bad_choice", IGNORE, name="n", state="gone"),
    network("unknown", IGNORE, name="n", mtv=5),
    network("missing", IGNORE),
    network("bad_suboption", IGNORE, name="n", auth={"pasword": "x"}),
    network("no_cloud", IGNORE, name="n", cloud="nowhere"),
    network("fixed", IGNORE, name="n", provider_network_type="vlan"),
    network("no_project", IGNORE, name="n", project="nobody"),
    network("inline", IGNORE, name="n", cloud=None, auth={"auth_url": "no-url", "username": "u", "password": "pa55-inline-word"}),
    network("gone", name="n", state="absent"),
    network("still_gone", name="n", state="absent"),
]


def without_chance(value: Any, *chance: str) -> Any:
    """A result without ids, and without what Ansible itself adds to one of the two ways."""
    text = json.dumps(value)
    for part in chance:
        text = text.replace(part, "CHANCE")
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "ID", text)
    return json.loads(re.sub(r"in [0-9.]+ s", "in S", text))


@pytest.mark.smoke
def test_both_ways_give_the_same(tmp_path: Path) -> None:
    found = {}
    with ExitStack() as stack:
        for way in (HERE, MODULE):
            cloud = stack.enter_context(fake_cloud())
            cloud.defaults[NETWORKS] = {"mtu": 1500, "admin_state_up": True, "tags": [], "provider:network_type": "geneve"}
            run = Playbooks(tmp_path / way, cloud).run(SAME, way=way)
            found[way] = {name: without_chance(result, cloud.stub.url, str(tmp_path / way)) for name, result in ok(run).items()}
            assert len(cloud.all(NETWORKS)) == 1  # "12"
    for name in found[HERE]:
        assert found[HERE][name] == found[MODULE][name], name
    failed = {name for name, result in found[HERE].items() if result.get("failed")}
    assert failed == {
        "bad_type",
        "bad_list",
        "bad_dict",
        "bad_bool",
        "bad_choice",
        "unknown",
        "missing",
        "bad_suboption",
        "no_cloud",
        "fixed",
        "no_project",
        "inline",
    }
    assert [found[HERE][name]["changed"] for name in ("checked", "made", "again", "changed", "alias", "gone", "still_gone")] == [
        True,
        True,
        False,
        True,
        False,
        True,
        False,
    ]  # fmt
    assert found[HERE]["made"]["diff"] == found[HERE]["checked"]["diff"] | {"after": {"name": "n", "mtu": 1400, "tags": ["a", "b"]}}
    assert found[HERE]["doubled"]["warnings"] == ["Both option mtu and its alias mtu_size are set."]
    assert found[HERE]["info"]["networks"] == found[HERE]["old_name"]["networks"] != []
    assert found[HERE]["bad_list"]["msg"] == "`name` must be a string, not a list."
    assert "pa55-inline-word" not in json.dumps(found)


@pytest.mark.smoke
@pytest.mark.parametrize(
    ("given", "sent"),
    [
        (datetime.datetime(2030, 1, 2, 3, 4, 5, tzinfo=datetime.UTC), "2030-01-02T03:04:05+00:00"),
        (datetime.date(2030, 1, 2), "2030-01-02"),
        ({1: [True], None: 2.5}, {"1": [True], "null": 2.5}),
        ({True: ("a", None)}, {"true": ["a", None]}),
        (ChainMap({"auth": {"a": 1}}), {"auth": {"a": 1}}),
        ({"one"}, ["one"]),
        (b"text", "text"),
    ],
)
def test_options_are_what_a_module_would_get_as_json(given: Any, sent: Any) -> None:
    assert plain(given) == sent
    assert type(plain(given)) is type(sent)


# -- which way -----------------------------------------------------------------------------------------------------------------


def wrapper(folder: Path) -> Path:
    """Another interpreter, which works."""
    made = folder / "python"
    made.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    made.chmod(0o755)
    return made


def test_the_way_and_its_reason(playbooks: Playbooks) -> None:
    other = str(wrapper(playbooks.folder))
    one, two = network("a", name="n"), network("b", name="n")
    inventory = playbooks.folder / "hosts"
    inventory.write_text(f"localhost ansible_connection=local ansible_python_interpreter={sys.executable}\nfar ansible_host=127.0.0.1\n")
    run = playbooks.run(
        [
            one,
            one | {"vars": {"stratus_inprocess": False}},
            one | {"vars": {"stratus_inprocess": "{{ 'no' }}"}},
            one | {"vars": {"ansible_python_interpreter": other}},
            one | {"vars": {"ansible_python_interpreter": "{{ ansible_playbook_python }}"}},
            one | {"vars": {"ansible_python_interpreter": "auto_silent"}},
            one | {"async": 30, "poll": 1},
            two
            | {
                "delegate_to": "far",
                "vars": {"ansible_port": free_port(), "ansible_ssh_timeout": 2},
                "ignore_unreachable": True,
                "ignore_errors": True,
            },
            one
            | {"become": True, "become_method": "ansible.builtin.su", "become_user": "nobody-here", "ignore_errors": True, "register": "c"},
        ],
        "-vvv",
        "-i",
        str(inventory),
    )
    ways = re.findall(r"stratus\.openstack\.network (runs .*)", run.output)
    assert ways == [
        "runs in process",
        "runs as an ordinary module: it was asked for",
        "runs as an ordinary module: it was asked for",
        f"runs as an ordinary module: the interpreter is {other}",
        "runs in process",
        "runs in process",
        "runs as an ordinary module: it uses async",
        "runs as an ordinary module: the connection is ssh",
        "runs as an ordinary module: it uses become",
    ], run.output
    assert len(playbooks.cloud.all(NETWORKS)) == 1


@pytest.mark.parametrize(
    ("env", "reason"),
    [({"STRATUS_INPROCESS": "no"}, "it was asked for"), ({"ANSIBLE_KEEP_REMOTE_FILES": "1"}, "remote files are to be kept")],
)
def test_the_way_by_environment(playbooks: Playbooks, env: dict[str, str], reason: str) -> None:
    run = playbooks.run([network(name="n")], "-vvv", env=env)
    assert ok(run)["r"]["changed"]
    assert f"runs as an ordinary module: {reason}" in run.output


@pytest.mark.smoke
def test_the_interpreter_of_the_settings(playbooks: Playbooks) -> None:
    """It counts like the variable, where there is none."""
    other, inventory = str(wrapper(playbooks.folder)), playbooks.folder / "hosts"
    inventory.write_text("localhost ansible_connection=local\n")
    tasks = [network("a", name="n"), network("b", {"vars": {"ansible_python_interpreter": sys.executable}}, name="n")]
    run = playbooks.run(tasks, "-vvv", "-i", str(inventory), env={"ANSIBLE_PYTHON_INTERPRETER": other})
    assert ok(run)["a"]["changed"]
    ways = re.findall(r"stratus\.openstack\.network (runs .*)", run.output)
    assert ways == [f"runs as an ordinary module: the interpreter is {other}", "runs in process"]


def test_a_task_in_the_background(playbooks: Playbooks) -> None:
    wait = {
        "ansible.builtin.async_status": {"jid": "{{ job.ansible_job_id }}"},
        "register": "r",
        "until": "r is finished",
        "retries": 50,
        "delay": 0.2,
    }
    results = ok(playbooks.run([network("job", {"async": 30, "poll": 0}, name="n"), wait]))
    assert (results["job"]["started"], results["r"]["changed"], results["r"]["network"]["name"]) in ((1, True, "n"), (True, True, "n"))


@pytest.mark.parametrize("way", [HERE, MODULE])
def test_delegation(playbooks: Playbooks, way: str) -> None:
    inventory = playbooks.folder / "hosts"
    inventory.write_text(
        "".join(f"far{number} ansible_host=192.0.2.{number} ansible_python_interpreter=/no/python\n" for number in (1, 2, 3))
    )
    local = {"delegate_to": "localhost"}
    tasks = [network("r", local, name="{{ inventory_hostname }}"), network("once", local | {"run_once": True}, name="one")]
    run = playbooks.run(tasks, "-i", str(inventory), "-vvv", way=way, hosts="all")
    assert ok(run)["r"]["changed"]
    assert sorted(have["name"] for have in playbooks.cloud.all(NETWORKS)) == ["far1", "far2", "far3", "one"]
    assert ("runs in process" in run.output) is (way == HERE)


def test_an_interpreter_that_is_set_for_all_hosts(playbooks: Playbooks) -> None:
    """It does not count where a task delegates to the controller, unless the task itself asks for it."""
    other, inventory = str(wrapper(playbooks.folder)), playbooks.folder / "hosts"
    inventory.write_text(
        f"far ansible_host=192.0.2.1\nlocalhost ansible_connection=local\n[all:vars]\nansible_python_interpreter={other}\n"
        f"[own]\nspecial ansible_connection=local ansible_python_interpreter={other}-2\n"
    )
    Path(f"{other}-2").write_text(Path(other).read_text())
    Path(f"{other}-2").chmod(0o755)
    one = network("a", {"delegate_to": "localhost"}, name="n")
    tasks = [
        one,
        one | {"vars": {"ansible_python_interpreter": other}},
        one | {"vars": {"ansible_python_interpreter": other, "stratus_inprocess": True}},
        one | {"delegate_to": "special"},
        one | {"delegate_to": "special", "vars": {"stratus_inprocess": "{{ 'yes' }}"}},
    ]
    ways = ["runs in process", f"runs as an ordinary module: the interpreter is {other}", "runs in process"]
    ways += [f"runs as an ordinary module: the interpreter is {other}-2", "runs in process"]
    run = playbooks.run(tasks, "-vvv", "-i", str(inventory), hosts="far")
    assert re.findall(r"stratus\.openstack\.network (runs .*)", run.output) == ways, run.output
    run = playbooks.run([network("a", {"delegate_to": "localhost"}, name="n")], "-vvv", "-i", str(inventory), hosts="localhost")
    assert re.findall(r"stratus\.openstack\.network (runs .*)", run.output) == ways[1:2], run.output
    assert len(playbooks.cloud.all(NETWORKS)) == 1


# What a module could see of this machine, and would not see behind sudo
UNSEEN = dict.fromkeys([name for name in os.environ if READ.match(name)] + ["OS_CLIENT_CONFIG_FILE"], "")


def test_become_to_oneself_changes_nothing(playbooks: Playbooks) -> None:
    own = pwd.getpwuid(os.geteuid())
    shutil.copy(playbooks.clouds, playbooks.folder)
    become = {"become": True, "become_user": own.pw_name}
    run = playbooks.run([network("r", become, name="n")], "-vvv", env=UNSEEN | {"HOME": own.pw_dir})
    assert ok(run)["r"]["changed"]
    assert re.findall(r"stratus\.openstack\.network (runs .*)", run.output) == ["runs in process"]


class Become:
    """A become plugin of ansible-core, with the options of a task."""

    def __init__(self, **options: str) -> None:
        self.get_option = {"become_flags": "-H -S -n", "become_user": None, "become_exe": None, **options}.get


def become(method: str, **options: str) -> Become:
    return type("BecomeModule", (Become,), {"__module__": f"ansible.plugins.become.{method}"})(**options)


def test_what_become_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    own = pwd.getpwuid(os.geteuid())
    home = {"HOME": own.pw_dir, "PATH": "/bin", "OS_CLOUD": ""}
    itself = become("sudo", become_user=own.pw_name)
    assert becomes_itself(itself, home)
    assert becomes_itself(become("su", become_user=own.pw_name, become_exe="su", become_flags=""), home)
    for other in (
        become("sudo", become_user="somebody-else"),
        become("sudo", become_user=own.pw_name, become_flags="-i"),
        become("sudo", become_user=own.pw_name, become_exe="/opt/wrapper"),
        become("runas", become_user=own.pw_name),
    ):
        assert not becomes_itself(other, home)
    for name in ("OS_CLOUD", "OS_PASSWORD", "https_proxy", "NO_PROXY", "REQUESTS_CA_BUNDLE", "XDG_CONFIG_HOME", "STRATUS_TOKEN_CACHE"):
        assert not becomes_itself(itself, home | {name: "x"}), name
    assert not becomes_itself(itself, home | {"HOME": "/elsewhere"})
    monkeypatch.setattr(os, "geteuid", lambda: 4_000_000_000)
    assert not becomes_itself(itself, home)


# -- what a task may bring along -----------------------------------------------------------------------------------------------


@pytest.mark.smoke
@pytest.mark.parametrize("way", [HERE, MODULE])
def test_the_environment_of_a_task(playbooks: Playbooks, way: str) -> None:
    settings = {"OS_CLIENT_CONFIG_FILE": str(playbooks.clouds)}
    tasks = [
        network("own", {"environment": settings, "loop": ["a", "b"]}, name="{{ item }}"),
        network("without", IGNORE, name="c"),
        network("other", {"environment": settings | {"OS_CLOUD": "demo", "NUMBER": 5}}, name="d", cloud=None),
    ]
    results = ok(playbooks.run(tasks, way=way, env={"OS_CLIENT_CONFIG_FILE": str(playbooks.folder / "none.yaml")}))
    assert [entry["changed"] for entry in results["own"]["results"]] == [True, True]
    assert results["without"]["failed"]
    assert results["other"]["changed"]
    assert [have["name"] for have in playbooks.cloud.all(NETWORKS)] == ["a", "b", "d"]


@pytest.mark.smoke
@pytest.mark.parametrize("way", [HERE, MODULE])
def test_the_working_directory_is_the_folder_of_the_playbook(playbooks: Playbooks, way: str) -> None:
    """Wherever ansible-playbook was started: clouds.yaml is found there, and relative paths begin there."""
    shutil.copy(playbooks.clouds, playbooks.folder)
    cache = {"token_cache": "tokens"}
    without = {"OS_CLIENT_CONFIG_FILE": ""}
    run = playbooks.run([network("r", name="n", **cache)], way=way, env=without, cwd=playbooks.folder.parent)
    assert ok(run)["r"]["changed"]
    assert len(list((playbooks.folder / "tokens").glob("*.json"))) == 1


@pytest.mark.parametrize("way", [HERE, MODULE])
def test_retries(playbooks: Playbooks, way: str) -> None:
    asked = []

    def not_at_first(request: Request) -> Answer | None:
        if not request.path.startswith(NETWORKS):
            return None
        asked.append(request)
        return Answer(403, {"NeutronError": {"message": "not yet"}}) if len(asked) == 1 else None

    playbooks.cloud.interfere = not_at_first
    again = {"until": "r is succeeded", "retries": 2, "delay": 0}
    assert ok(playbooks.run([network("r", again, name="n")], way=way))["r"]["attempts"] == 2
    assert len(playbooks.cloud.all(NETWORKS)) == 1


@pytest.mark.smoke
def test_a_loop_and_its_retries_have_one_connection(playbooks: Playbooks) -> None:
    """Reads alone, since a write does not take a connection that was idle, as it may be on a machine with other work."""
    refused = {"b": 2, "c": 1}  # how often a listing is refused

    def at_first(request: Request) -> Answer | None:
        name = request.path.rpartition("name=")[2][:1]
        if not refused.get(name):
            return None
        refused[name] -= 1
        return Answer(403, {"NeutronError": {"message": "not yet"}})

    for name in "abcde":
        playbooks.cloud.add(NETWORKS, name=name)
    playbooks.cloud.interfere = at_first
    loop = {"loop": ["a", "b", "c", "d"], "until": "r is succeeded", "retries": 3, "delay": 0}
    results = ok(playbooks.run([network("r", loop, name="{{ item }}"), network("s", name="e")]))["r"]["results"]
    assert [result["attempts"] for result in results] == [1, 3, 2, 1]
    # a login and the seven listings of the loop, and the next task, which is another process
    assert [request.connection for request in playbooks.cloud.stub.requests] == [1] * 8 + [2]


def test_a_ca_bundle_is_read_by_one_task_and_then_by_the_parent(tmp_path: Path) -> None:
    key = certificate(tmp_path, "127.0.0.1")
    with serve(key) as stub:
        playbooks = Playbooks(tmp_path / "run", FakeCloud(stub))
        files = f"{playbooks.folder}/tmp/*/stratus.openstack/ca_bundles"
        read = {"ansible.builtin.shell": f"cat {files}", "register": "read", "check_mode": False}
        tasks = [*(network(f"r{number}", name="n") for number in range(3)), read]
        results = ok(playbooks.run(tasks, env={"REQUESTS_CA_BUNDLE": f"{key}.crt", "CURL_CA_BUNDLE": ""}))
        assert [results[f"r{number}"]["changed"] for number in range(3)] == [True, False, False]
        assert results["read"]["stdout_lines"] == [f"{key}.crt"]


@pytest.mark.smoke
def test_defaults_of_the_group_and_of_a_module(playbooks: Playbooks) -> None:
    task = {NETWORK: {"name": "n"}, "register": "r"}
    defaults = {"group/stratus.openstack.openstack": {"cloud": "demo"}, NETWORK: {"mtu": 1234}}
    for way in (HERE, MODULE):
        assert ok(playbooks.run([task], way=way, module_defaults=defaults))["r"]["network"]["mtu"] == 1234
    assert len(playbooks.cloud.all(NETWORKS)) == 1


@pytest.mark.smoke
def test_vaulted_options(playbooks: Playbooks) -> None:
    secret = playbooks.folder / "vault"
    secret.write_text("key\n")
    vault = VaultLib([(DEFAULT_VAULT_ID_MATCH, VaultSecret(b"key"))])
    login = playbooks.cloud.as_dict()["auth"]

    def vaulted(text: str) -> str:
        return "!vault |\n" + textwrap.indent(vault.encrypt(text).decode(), " " * 10)

    lines = [f"        {key}: {json.dumps(value)}" for key, value in login.items() if key != "password"]
    task = "- stratus.openstack.network:\n      name: " + vaulted("secret-name") + "\n      auth:\n" + "\n".join(lines)
    task += "\n        password: " + vaulted(login["password"]) + "\n"
    playbook = playbooks.folder / "vaulted.yml"
    playbook.write_text("- hosts: localhost\n  gather_facts: false\n  tasks:\n" + textwrap.indent(task, "  "))
    for way in (HERE, MODULE):
        command = [str(Path(sys.executable).parent / "ansible-playbook"), str(playbook), "--vault-password-file", str(secret), "-vvvv"]
        done = commands.run(command, env=playbooks.environment(way), timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
        assert login["password"] not in done.stdout + done.stderr
    assert [have["name"] for have in playbooks.cloud.all(NETWORKS)] == ["secret-name"]


@pytest.mark.smoke
@pytest.mark.parametrize("way", [HERE, MODULE])
def test_no_log(playbooks: Playbooks, way: str) -> None:
    run = playbooks.run([network("r", {"no_log": True}, name="hidden-name")], "-vvvv", way=way)
    assert ok(run)["r"]["network"]["name"] == "hidden-name"
    text = "\n".join(line for line in run.output.splitlines() if "PUT" not in line and "EXEC" not in line and "/out.json" not in line)
    assert "hidden-name" not in text
    assert "/v2.0/networks" not in text


@pytest.mark.parametrize("way", [HERE, MODULE])
def test_the_time_a_task_may_take(playbooks: Playbooks, way: str) -> None:
    def slow(request: Request) -> Answer | None:
        return Answer(200, {"networks": []}, delay=8) if request.path.startswith(NETWORKS) else None

    playbooks.cloud.interfere = slow
    results = ok(playbooks.run([network("r", IGNORE | {"timeout": 3}, name="n")], way=way))
    assert results["r"]["failed"]
    assert re.search(r"Timed out after 3 second|expected time frame \(3\)", results["r"]["msg"])  # as different releases say it


# -- check mode ----------------------------------------------------------------------------------------------------------------

FLOW = [
    network("a", name="n", mtu=1400),
    network("b", name="n", mtu=1400),
    network("c", name="n", mtu=1300),
    network("d", name="n", state="absent"),
]


def test_a_whole_run_in_check_mode_is_one_prediction(playbooks: Playbooks) -> None:
    predicted = ok(playbooks.run(FLOW, "--check"))
    assert playbooks.cloud.writes == []
    done = ok(playbooks.run(FLOW))
    assert (
        [result["changed"] for result in predicted.values()] == [result["changed"] for result in done.values()] == [True, False, True, True]
    )
    assert [result["diff"]["after"] for result in predicted.values()] == [result["diff"]["after"] for result in done.values()]


def test_what_is_predicted_of_one_cloud_is_not_there_in_another(playbooks: Playbooks) -> None:
    with fake_cloud() as other:
        playbooks.clouds.write_text(json.dumps({"clouds": {"demo": playbooks.cloud.as_dict(), "other": other.as_dict()}}))
        task = network("r", {"loop": ["demo", "other", "demo"]}, name="n", cloud="{{ item }}")
        found = ok(playbooks.run([task], "--check"))["r"]["results"]
        assert [result["changed"] for result in found] == [True, True, False]


@pytest.mark.parametrize("way", [HERE, MODULE])
def test_one_task_in_check_mode_is_forgotten(playbooks: Playbooks, way: str) -> None:
    checked = {"check_mode": True}
    results = ok(playbooks.run([network("a", checked, name="n"), network("b", checked, name="n"), network("c", name="n")], way=way))
    assert [result["changed"] for result in results.values()] == [True, True, True]
    assert len(playbooks.cloud.all(NETWORKS)) == 1
    real = ok(playbooks.run([network("a", {"check_mode": False}, name="m")], "--check", way=way))
    assert real["a"]["changed"]
    assert len(playbooks.cloud.all(NETWORKS)) == 2


# -- tokens and secrets --------------------------------------------------------------------------------------------------------


HOSTS = 20


@pytest.mark.parametrize("strategy", ["linear", "free"])
def test_one_login_for_a_run_and_no_trace_of_it(playbooks: Playbooks, strategy: str) -> None:
    folder = playbooks.folder / "tmp"
    find = {
        "ansible.builtin.shell": {
            "cmd": f"find {folder} -type f -path '*stratus.openstack/*' -printf '%m %f\n'; "
            f"find {folder} -name stratus.openstack -printf '%m\n'"
        },
        "register": "files",
        "delegate_to": "localhost",
    }
    local = {"delegate_to": "localhost"}
    tasks = [network("a", local, name="{{ inventory_hostname }}"), network("b", local, name="{{ inventory_hostname }}"), find]
    hosts = ",".join(f"h{number}" for number in range(HOSTS)) + ","
    run = playbooks.run(tasks, "-i", hosts, "-f", str(HOSTS), hosts="all", strategy=strategy)
    lines = ok(run)["files"]["stdout_lines"]
    assert playbooks.cloud.logins == 1
    assert len(playbooks.cloud.all(NETWORKS)) == HOSTS
    assert lines[-1] == "700"
    assert {line.split()[0] for line in lines[:-1]} == {"600"}
    assert len(lines) > 1
    left = [path for path in playbooks.folder.rglob("*") if path.is_file() and b"gAAAA-token" in path.read_bytes()]
    assert left == []
    assert list(folder.glob("*")) == []


def test_the_token_of_a_run_that_was_killed_goes_with_a_later_run(playbooks: Playbooks) -> None:
    """Unless it may be that of a run in another container, or of one that is at work."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    runs = {"old": (ended.pid, 7200), "young": (ended.pid, 60), "working": (os.getpid(), 7200)}
    folders = {}
    for name, (process, age) in runs.items():
        folders[name] = playbooks.folder / "tmp" / f"ansible-local-{process}{name:_<8}" / "stratus.openstack"
        folders[name].mkdir(parents=True, mode=0o700)
        (folders[name] / "token.json").write_text("gAAAA")
        os.utime(folders[name], (time.time() - age,) * 2)
    elsewhere = folders["linked"] = playbooks.folder / "elsewhere" / "stratus.openstack"
    elsewhere.mkdir(parents=True)
    os.utime(elsewhere, (time.time() - 7200,) * 2)
    (playbooks.folder / "tmp" / f"ansible-local-{ended.pid}{'linked':_<8}").symlink_to(elsewhere.parent)
    ok(playbooks.run([network(name="n")]))
    assert {name for name, folder in folders.items() if folder.exists()} == {"young", "working", "linked"}


def test_a_folder_that_may_not_be_entered_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What was done in the cloud is told all the same."""
    (tmp_path / "left").mkdir()
    monkeypatch.chdir(tmp_path / "left")
    with task_environment({}, str(tmp_path)):
        (tmp_path / "left").rmdir()
    assert os.getcwd() == str(tmp_path)


@pytest.mark.parametrize(("shared", "logins"), [(False, 2), (True, 1)])
def test_two_playbooks_at_once(playbooks: Playbooks, shared: bool, logins: int) -> None:
    """Each logs in once; with a cache that outlives a run, which has to be asked for, one of them does for both."""
    folder = playbooks.folder / "tokens"
    options = {"cloud": "demo"} | ({"token_cache": str(folder)} if shared else {})
    tasks = [{NETWORK: options | {"name": "{{ item }}"}, "loop": [f"n{number}" for number in range(5)]}]
    playbook = playbooks.folder / "both.yml"
    playbook.write_text(json.dumps([{"hosts": "localhost", "gather_facts": False, "tasks": tasks}]))
    command = [str(Path(sys.executable).parent / "ansible-playbook"), str(playbook)]
    both = [subprocess.Popen(command, env=playbooks.environment(HERE), stdout=subprocess.PIPE, text=True) for _number in range(2)]
    outputs = [run.communicate(timeout=120)[0] for run in both]
    assert [run.returncode for run in both] == [0, 0], outputs
    assert playbooks.cloud.logins == logins
    assert folder.exists() is shared
    assert {path.stat().st_mode & 0o777 for path in folder.glob("*")} == ({0o600} if shared else set())


@pytest.mark.parametrize("way", [HERE, MODULE])
def test_secrets_are_in_no_output(playbooks: Playbooks, way: str) -> None:
    whole = dict(playbooks.cloud.as_dict())
    tasks = [
        network("a", name="n", cloud=None, auth=whole["auth"], region_name="RegionOne"),
        network("b", name="n", cloud=whole),
        network("c", IGNORE, name="n", mtu="five", cloud=whole),
        network("d", IGNORE, name="n", cloud=None, auth=whole["auth"] | {"password": "wr0ng-password"}),
        {
            "stratus.openstack.api": {
                "cloud": "demo",
                "service": "network",
                "method": "POST",
                "path": "/networks",
                "body": {"network": {"name": "x", "user_data": "c2VjcmV0"}},
            },
            "register": "e",
        },
    ]
    run = playbooks.run(tasks, "-vvvv", "--diff", way=way, env=INVOCATION)
    results = ok(run)
    assert (results["a"]["changed"], results["b"]["changed"]) == (True, False)
    assert '"invocation": {' in run.output
    for secret in (playbooks.cloud.password, "wr0ng-password", "gAAAA-token"):
        assert secret not in run.output
    # what the API answers is the result that was asked for; elsewhere it is hidden by its name
    assert {line.strip().rstrip(",") for line in run.output.splitlines() if "c2VjcmV0" in line} == {'"user_data": "c2VjcmV0"'}
    assert run.output.count("c2VjcmV0") == 1


@pytest.mark.parametrize("way", [HERE, MODULE])
def test_a_common_word_as_a_password_blacks_nothing_out(playbooks: Playbooks, way: str) -> None:
    playbooks.cloud.password = "demo"
    login = playbooks.cloud.as_dict()["auth"]
    tasks = [network("r", name="demo", description="the demo network", cloud=None, auth=login)]
    run = playbooks.run(tasks, "-vvv", way=way, env=INVOCATION)
    result = ok(run)["r"]
    assert (result["network"]["name"], result["network"]["description"], result["network"]["project_id"]) == (
        "demo",
        "the demo network",
        PROJECT,
    )
    assert {"username": "demo", "password": MASK}.items() <= shown_options(run)["auth"].items()


def shown_options(run: Run) -> dict[str, Any]:
    """The options of the first task as -vvv shows them."""
    text = run.output[run.output.index("=> {") + 3 :]
    return json.JSONDecoder().raw_decode(text)[0]["invocation"]["module_args"]


def test_a_result_without_secrets_is_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    result = {"text": "a secret word", "rows": ({"size": 1, "day": datetime.date(2030, 1, 2)}, None, True), 5: {"x"}}
    assert api.hide(result, {"secret"})["text"] == "a ******** word"
    monkeypatch.setattr(api, "remove_values", None)
    shown = api.hide(result, set())
    assert shown == {"text": "a secret word", "rows": [{"size": 1, "day": "2030-01-02"}, None, True], "5": ["x"]}
    assert json.loads(json.dumps(shown)) == shown


# -- faults of our own -----------------------------------------------------------------------------------------------------------


def test_a_fault_of_our_own_has_a_traceback_and_no_secret() -> None:
    failed = {}
    try:
        failed = failed["pa55-word"]
    except KeyError as error:
        failed = runner.failure_result(error)
    assert failed["msg"].startswith("This should not have happened, please report it: KeyError")
    assert "test_action.py" in failed["exception"]


def test_an_answer_that_nobody_understands_is_told_with_its_address_and_a_traceback() -> None:
    with fake_cloud() as cloud:
        operation = Operation(lambda session, params: {"x": session.request("network", "GET", "/networks").body["no such key"]})
        with pytest.raises(CloudError) as caught:
            runner.execute(operation, {"cloud": cloud.as_dict()}, environ={})
        failed = runner.failure_result(caught.value)
        told = f"The answer cannot be understood (KeyError: 'no such key') (GET {cloud.stub.url}/network/v2.0/networks, HTTP 200)."
        assert failed["msg"].startswith(told)
        assert "test_action.py" in failed["exception"]


def test_a_text_that_is_no_unicode_is_told() -> None:
    with fake_cloud() as cloud:
        operation = Operation(lambda session, params: {"x": list(session.list("network", "/networks", "networks", {"name": "\udc80"}))})
        with pytest.raises(CloudError, match=r"'\\udc80' in an option is no character that can be sent"):
            runner.execute(operation, {"cloud": cloud.as_dict()}, environ={})

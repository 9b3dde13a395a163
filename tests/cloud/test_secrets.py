# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every secret option with a marked value, through success and failure at -vvvv: not one is seen outside of its place.

What is looked at is all that a run leaves: its output with Ansible's own debugging, the log, the files of callbacks, the temporary
folders as they are before Ansible removes them, the home folder, the cache of an inventory.
"""

from __future__ import annotations

import functools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from tests import leaks
from tests.cloud.servers import MEMBER, Api
from tests.devcloud.settings import Settings
from tests.secret_options import SECRET

HERE = Path(__file__).parent
TASKS = yaml.safe_load((HERE / "secrets.yml").read_text())
RECORDER = HERE.parent / "integration" / "callback_plugins"
KEPT = Settings.load().state.parent / "integration" / "secrets"
PEM = f"-----BEGIN PRIVATE KEY-----\n{leaks.marked('pem')}\n-----END PRIVATE KEY-----\n"
# ansible-core's own debugging shows the arguments of every ordinary module, ours among them: docs/reliability.md says so
DEBUGGED = re.compile(r"^ *\d+ [\d.]+: done with _execute_module \(.*\n", re.MULTILINE)
WORDS = ("default", "admin", "demo", "member")
CENSORED = re.compile(r"\*{8}|VALUE_SPECIFIED_IN_NO_LOG_PARAMETER|VALUE_HIDDEN")
# Raises what no engine expects, with everything about a request in it.
BREAK = """
import requests

whole = requests.Session.request

def request(self, method, url, **rest):
    if url.endswith("/break-me"):
        raise RuntimeError(method, url, rest)
    return whole(self, method, url, **rest)

requests.Session.request = request
"""


class World:
    """A project whose user, and an administrator of its own, have marked passwords; and what every run is given."""

    def __init__(self, folder: Path, base: SimpleNamespace) -> None:
        self.folder, self.base = folder, base
        self.whole = {key: MEMBER[key] for key in ("auth", "region_name")}
        self.secret = {name: leaks.marked(name) for name in SECRET if not name.startswith("auth.")}
        text = (HERE / "secrets.yml").read_text() + Path(__file__).read_text()
        self.other = {name: leaks.marked(f"other.{name}") for name in set(re.findall(r"other\.(\w+)", text))}
        self.logins = {name: leaks.marked(name) for name in TASKS["logins"]}
        (folder / "clouds.yaml").write_text(yaml.safe_dump({"clouds": {"own": self.whole, "ruler": base.ruler}}))
        (folder / "sitecustomize.py").write_text(BREAK)

    def variables(self, name: str) -> dict[str, Any]:
        return {
            "mine": name,
            "secret": self.secret,
            "other": self.other,
            "login": self.logins,
            "whole": self.whole,
            "pem": PEM,
            "auth_url": self.whole["auth"]["auth_url"],
            "network": f"{self.base.name}-front",
            "cache": "{{ lookup('env', 'HOME') }}/tokens",
        }

    def login_tasks(self) -> list[dict[str, Any]]:
        """A login that is refused for each secret that one can have."""
        tasks = []
        for option, login in TASKS["logins"].items():
            auth = {"auth_url": "{{ auth_url }}"} | login.get("auth", {}) | {option: "{{ login.%s }}" % option}
            options = {"cloud": None, "auth_type": login["auth_type"], "auth": auth}
            tasks.append({"name": f"A login with a wrong {option}", "stratus.openstack.auth": options})
        return tasks

    def environment(self, left: Path, **more: str) -> dict[str, str]:
        """Everything that a run writes is below ``left``."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("OS_", "ANSIBLE_", "STRATUS_", "HOME"))}
        return (
            kept
            | {
                "ANSIBLE_CALLBACK_PLUGINS": str(RECORDER),
                "ANSIBLE_CALLBACKS_ENABLED": "recorder,ansible.builtin.junit,ansible.builtin.tree",
                "ANSIBLE_CALLBACK_TREE_DIR": str(left / "tree"),
                "JUNIT_OUTPUT_DIR": str(left / "junit"),
                "STRATUS_RECORDING": str(left / "recording.jsonl"),
                "ANSIBLE_LOG_PATH": str(left / "ansible.log"),
                "ANSIBLE_COLLECTIONS_PATH": os.environ["ANSIBLE_COLLECTIONS_PATH"],
                "ANSIBLE_HOME": str(left / "ansible"),
                "ANSIBLE_LOCAL_TEMP": str(left / "local"),
                "ANSIBLE_REMOTE_TEMP": str(left / "remote"),
                "HOME": str(left / "home"),
                "ANSIBLE_LOCALHOST_WARNING": "0",
                "ANSIBLE_NOCOLOR": "1",
                "ANSIBLE_DEBUG": "1",
                "ANSIBLE_INJECT_INVOCATION": "1",  # ansible-core 2.21 leaves it out
                "ANSIBLE_DIFF_ALWAYS": "1",
                "ANSIBLE_DISPLAY_TRACEBACK": "always",
                "ANSIBLE_PIPELINING": "1",
                "OS_CLIENT_CONFIG_FILE": str(self.folder / "clouds.yaml"),
                "PYTHONPATH": f"{self.folder}:{os.environ.get('PYTHONPATH', '')}",
            }
            | more
        )

    def ran(self, what: str, *command: str, status: int = 0, **environment: str) -> Path:
        """Run a tool of Ansible; the folder with all that it left, its output among it."""
        left = KEPT / what
        shutil.rmtree(left, ignore_errors=True)
        (left / "home").mkdir(parents=True)
        line, whole = [str(Path(sys.executable).with_name(command[0])), *command[1:]], self.environment(left, **environment)
        done = subprocess.run(line, check=False, capture_output=True, text=True, env=whole, timeout=300, cwd=self.folder)
        (left / "output.txt").write_text(DEBUGGED.sub("", done.stdout + done.stderr))
        assert done.returncode == status, textwrap.shorten(CENSORED.sub("", done.stdout[-3000:] + done.stderr[-3000:]), 6000)
        return left

    def line(self, what: str, *tasks: dict[str, Any]) -> list[str]:
        """The command that runs tasks at -vvvv."""
        defaults = {"group/stratus.openstack.openstack": {"cloud": "own"}}
        play = {"hosts": "localhost", "gather_facts": False, "module_defaults": defaults, "tasks": list(tasks)}
        (self.folder / f"{what}.yml").write_text(yaml.safe_dump([play], sort_keys=False))
        (self.folder / f"{what}.json").write_text(json.dumps(self.variables(f"{self.base.name}-{what}".replace("_", "-"))))
        python = f"ansible_python_interpreter={sys.executable}"
        return ["ansible-playbook", "-i", "localhost,", "-c", "local", "-e", python, "-vvvv", "-e", f"@{what}.json", f"{what}.yml"]

    def play(self, what: str, *tasks: dict[str, Any], arguments: tuple[str, ...] = (), **environment: str) -> Path:
        """Run tasks, the temporary folders copied before they go."""
        copy = f"cp -a {KEPT / what}/local {KEPT / what}/seen"
        snapshot = {"name": "Copy the temporary folders", "ansible.builtin.command": copy, "check_mode": False}
        return self.ran(what, *self.line(what, *tasks, snapshot), *arguments, **environment)


@pytest.fixture(scope="module")
def ruler(admin: Api, api: Api) -> Iterator[dict[str, Any]]:
    """An administrator of the tests' own."""
    name, password = f"ruler-{os.urandom(3).hex()}", leaks.marked("ruler")
    user = admin.make("identity", "/users", "user", name=name, password=password)["id"]
    try:
        role = admin.list("identity", "/roles", "roles", name="admin")[0]["id"]
        admin.put("identity", f"/projects/{api.session.access.project_id}/users/{user}/roles/{role}")
        yield MEMBER | {"auth": MEMBER["auth"] | {"username": name, "password": password}}
    finally:
        admin.delete("identity", f"/users/{user}")


@pytest.fixture(scope="module")
def secrets_world(world: SimpleNamespace, ruler: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> World:
    world.ruler = ruler
    shutil.rmtree(KEPT, ignore_errors=True)
    return World(tmp_path_factory.mktemp("secrets"), world)


def recorded(left: Path) -> dict[str, dict[str, Any]]:
    return {entry["task"]: entry for entry in map(json.loads, (left / "recording.jsonl").read_text().splitlines())}


def seen_in(left: Path, known: list[str] | None = None) -> list[str]:
    """What of the secrets is seen in what a run left."""
    return list(leaks.findings(left, root=KEPT.parent, known=known or []))


def must_fail(tasks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [task | {"ignore_errors": True} for task in tasks]


def made_by_services(results: dict[str, dict[str, Any]]) -> list[str]:
    """The secrets that services made and that no scan can tell by their form."""
    credential = results["An application credential whose secret the service makes"]["result"]["application_credential"]
    return [credential["secret"], results["An offer of the volume"]["result"]["volume_transfer"]["auth_key"]]


# -- playbooks ---------------------------------------------------------------------------------------------------------------------


def refused(world: World, inside: bool) -> list[dict[str, Any]]:
    """The tasks that fail; an ordinary module takes ten times the time: only what it does by code of its own."""
    tasks = [task for task in TASKS["refused"] if inside or "module" in task.get("tags", ())]
    return must_fail(tasks + (world.login_tasks() if inside else []))


def words(world: World, way: str) -> dict[str, str]:
    """Users whose passwords are words, or their own names."""
    name = world.base.name
    return {f"{name}-{way}": f"{name}-{way}"} | {f"{name}-{word}": word for word in (WORDS if way == "in_process" else ())}


def word_tasks(world: World, way: str) -> Iterator[dict[str, Any]]:
    for user, word in words(world, way).items():
        options = {"cloud": "ruler", "name": user, "password": word, "description": " ".join(WORDS)}
        auth = {"auth_url": "{{ auth_url }}", "user_domain_name": "Default", "username": user, "password": word}
        yield {"name": f"Make {user}", "stratus.openstack.identity_user": options}
        yield {"name": f"Log in as {user}", "stratus.openstack.auth": {"cloud": None, "auth": auth}}
        yield {"stratus.openstack.identity_user": {"cloud": "ruler", "name": user, "state": "absent"}, "vars": {"stratus_inprocess": True}}


@pytest.fixture(scope="module")
def runs(secrets_world: World) -> Callable[[str], Path]:
    """What the run of all tasks left, in process and as ordinary modules, each of them run once."""

    @functools.cache
    def run(way: str) -> Path:
        removed = [task | {"vars": {"stratus_inprocess": True}} for task in TASKS["removed"]]
        tasks = [*TASKS["done"], *refused(secrets_world, way == "in_process"), *removed, *word_tasks(secrets_world, way)]
        style = "json" if way == "in_process" else "yaml"
        return secrets_world.play(way, *tasks, STRATUS_INPROCESS=str(int(way == "in_process")), ANSIBLE_CALLBACK_RESULT_FORMAT=style)

    return run


@pytest.mark.parametrize("way", ["in_process", "module"])
def test_tasks(secrets_world: World, runs: Callable[[str], Path], way: str) -> None:
    left = runs(way)
    results = recorded(left)
    failed = {task["name"] for task in refused(secrets_world, way == "in_process")}
    assert {name for name, entry in results.items() if not entry["ok"]} == failed
    fault = results["A fault inside the collection"]["result"]
    assert "please report it: RuntimeError" in fault["msg"]
    assert "Traceback" in fault["exception"]
    for written in ("output.txt", "ansible.log", "tree/localhost", "junit/*.xml", "seen/*/stratus.openstack/*.json"):
        assert any(path.stat().st_size for path in left.glob(written)), f"nothing to look at in {written}"
    assert seen_in(left, made_by_services(results)) == []


@pytest.mark.parametrize("way", ["in_process", "module"])
def test_common_words_are_shown(secrets_world: World, runs: Callable[[str], Path], way: str) -> None:
    """A password that is a word, or the user's own name, hides no name anywhere."""
    results = recorded(runs(way))
    for user in words(secrets_world, way):
        made, access = (results[f"{verb} {user}"]["result"] for verb in ("Make", "Log in as"))
        assert (made["user"]["name"], made["user"]["description"]) == (user, " ".join(WORDS))
        assert (access["user_name"], access["user_domain_id"]) == (user, "default")
        for options in (made["invocation"]["module_args"], access["invocation"]["module_args"]["auth"]):
            assert {key for key, value in options.items() if CENSORED.search(str(value))} == {"password"}


def test_a_run_in_check_mode(secrets_world: World) -> None:
    left = secrets_world.play("check", *TASKS["done"][:-2], arguments=("--check",))
    assert seen_in(left) == []


def test_kept_remote_files(secrets_world: World) -> None:
    """Who asks Ansible to keep a module's files has its arguments in one of them: below the remote temporary folder, and nowhere else."""
    task = {"stratus.openstack.network_info": {"name": "none", "cloud": "{{ whole }}"}}
    left = secrets_world.play("kept", task, ANSIBLE_KEEP_REMOTE_FILES="1", ANSIBLE_DEBUG="0", ANSIBLE_PIPELINING="0")
    folders = list((left / "remote").glob("*"))
    assert folders
    assert {folder.stat().st_mode & 0o777 for folder in folders} == {0o700}
    shutil.rmtree(left / "remote")
    assert seen_in(left) == []


# -- the inventory, roles, and a login as AWX hands it in -----------------------------------------------------------------------------


def test_inventory(secrets_world: World) -> None:
    """With its cache of hosts kept, the login inline: a right one, a wrong one, and one that is no mapping of settings. Servers are those
    that the tasks made, with data for their guests."""
    right = secrets_world.whole
    wrong = right | {"auth": right["auth"] | {"password": leaks.marked("wrong")}}
    broken = right | {"regions": [{"values": {"password": leaks.marked("broken")}}]}
    sources = []
    for name, cloud in {"wrong": wrong, "broken": broken, "right": right}.items():
        options = {"plugin": "stratus.openstack.openstack", "clouds": {name: cloud}, "expand_hostvars": True, "cache": True}
        (secrets_world.folder / f"{name}.openstack.yml").write_text(yaml.safe_dump(options))
        sources += ["-i", f"{name}.openstack.yml"]
    caches = {"ANSIBLE_INVENTORY_CACHE_PLUGIN": "ansible.builtin.jsonfile"}
    caches["ANSIBLE_INVENTORY_CACHE_CONNECTION"] = str(KEPT / "inventory" / "cache")
    left = secrets_world.ran("inventory", "ansible-inventory", *sources, "--list", "-vvvv", **caches)
    output = (left / "output.txt").read_text()
    assert "The servers of cloud wrong cannot be listed" in output
    assert "cloud 'broken': a region has to be" in output
    assert len(list((left / "cache").iterdir())) == 1
    assert seen_in(left) == []


def test_a_role_with_the_login_of_the_environment(secrets_world: World) -> None:
    """As a job of AWX has it: nothing but variables; users' passwords in a list that the role goes through."""
    auth = secrets_world.base.ruler["auth"]
    environment = {f"OS_{key.upper()}": value for key, value in auth.items() if value}
    users = [{"name": "{{ mine }}-1", "password": "{{ other.one }}"}, {"name": "{{ mine }}-2", "password": "{{ other.two }}"}]
    role = {"ansible.builtin.include_role": {"name": "stratus.openstack.project"}}
    role["vars"] = {"project_name": "{{ mine }}", "project_users": users}
    wrong = role | {"vars": role["vars"] | {"project_users": [users[0] | {"pass_word": "{{ other.mistyped }}"}]}}
    block = {"block": [wrong], "rescue": [{"ansible.builtin.debug": {"msg": "refused"}}]}
    gone = [{"stratus.openstack.identity_user": {"name": user["name"], "state": "absent"}} for user in users]
    gone.append({"stratus.openstack.project": {"name": "{{ mine }}", "state": "absent"}})
    no_cloud = {"block": [role, block, *gone], "module_defaults": {"group/stratus.openstack.openstack": {}}}
    left = secrets_world.play("role", no_cloud, **environment)
    assert "refused" in (left / "output.txt").read_text()
    assert seen_in(left) == []


# -- the token cache ------------------------------------------------------------------------------------------------------------------


def test_what_a_killed_run_leaves(secrets_world: World) -> None:
    """A token for its owner only, below Ansible's own temporary folder; nothing of it in what is printed."""
    line = secrets_world.line("killed", {"stratus.openstack.network_info": {"name": "none"}}, {"ansible.builtin.pause": {"seconds": 60}})
    line[0] = str(Path(sys.executable).with_name(line[0]))
    left = KEPT / "killed"
    shutil.rmtree(left, ignore_errors=True)
    (left / "home").mkdir(parents=True)
    environment = secrets_world.environment(left, PYTHONUNBUFFERED="1")  # Ansible leaves it to Python when a file gets a line
    with (left / "output.txt").open("w") as output:
        run = subprocess.Popen(
            line, cwd=secrets_world.folder, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
        )
        try:
            deadline = time.monotonic() + 300
            while "Pausing for" not in (left / "output.txt").read_text():
                assert run.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.1)
        finally:
            os.killpg(run.pid, signal.SIGKILL)
            run.wait()
    tokens = [path for path in (left / "local").rglob("*.json") if path.parent.name == "stratus.openstack"]
    assert len(tokens) == 1
    assert "gAAAAA" in tokens[0].read_text()
    assert tokens[0].stat().st_mode & 0o777 == 0o600
    assert tokens[0].parent.stat().st_mode & 0o777 == 0o700
    assert seen_in(left) == []

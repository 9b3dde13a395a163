# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A project of its own on the dev cloud for each test run, the persistent client, and runs of playbooks that are recorded."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import leaks
from tests.devcloud import access
from tests.devcloud.settings import Settings
from tests.integration import client, rhythm, whole_check
from tests.warm import commands, modules

HERE = Path(__file__).parent
CHOSEN = os.environ.get("STRATUS_TARGETS", "").split(",")  # of the targets, by name; all when it is empty
TARGETS = {path.parent.name: path for path in sorted(HERE.glob("targets/*/rhythm.yml")) if CHOSEN == [""] or path.parent.name in CHOSEN}
LONGEST = 900
PASSWORD = leaks.marked("member")
# Where things of a project can be left behind: the words of the client that list them, and the paths of the requests that make them.
CENSUS = {
    "server": ("/servers",),
    "volume": ("/volumes", "/servers"),
    "floating ip": ("/floatingips",),
    "router": ("/routers",),
    "port": ("/ports", "/servers", "/routers", "/subnets", "/floatingips"),
    "subnet": ("/subnets",),
    "network": ("/networks",),
    "security group": ("/security-groups",),
    "image": ("/images", "/action"),
    "keypair": ("/os-keypairs",),
}
KEPT = "STRATUS_KEPT"  # names the file that tells the next run of the projects and the client that this one leaves
LEASE = 3600  # seconds after which a client that was left ends by itself


class Cloud:
    """The dev cloud as a run of the tests sees it.

    Its clouds.yaml has ``admin`` and ``system-admin`` as well as ``member`` and ``other``: users of two projects made for this run.
    ``unique`` ends the names of what tests make.
    """

    def __init__(self, folder: Path, unique: str) -> None:
        self.unique = unique
        self.folder = folder
        self.clouds_yaml = folder / "clouds.yaml"
        if not self.clouds_yaml.exists():
            self.clouds_yaml.write_text(yaml.safe_dump({"clouds": self.all_clouds()}))
        self.clouds = yaml.safe_load(self.clouds_yaml.read_text())["clouds"]
        self.environment = os.environ | {"OS_CLIENT_CONFIG_FILE": str(self.clouds_yaml)}

    def all_clouds(self) -> dict[str, dict[str, Any]]:
        """The administrators' clouds, and those of the two projects."""
        given = yaml.safe_load(Path(os.environ["OS_CLIENT_CONFIG_FILE"]).read_text())["clouds"]
        clouds = {"admin": given["admin"], "system-admin": given["system-admin"]}
        for name in ("member", "other"):
            login = given["admin"]["auth"] | {"username": self.project(name), "project_name": self.project(name), "password": PASSWORD}
            clouds[name] = given["admin"] | {"auth": login}
        return clouds

    def project(self, name: str) -> str:
        """The name of the project, and of its user, behind a cloud."""
        return f"{name}-{self.unique}"

    def start_client(self) -> subprocess.Popen[bytes]:
        """Start the persistent client; return when it answers."""
        python = Path(shutil.which("openstack") or "openstack").with_name("python")
        command = [python, HERE / "client.py", self.folder, str(LEASE), *self.clouds]
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": (self.folder / "client.log").open("w")}
        process = subprocess.Popen(command, env=self.environment, start_new_session=True, **quiet)
        while not all(Path(client.address(str(self.folder), name)).exists() for name in self.clouds):
            assert process.poll() is None, f"the client does not start: {(self.folder / 'client.log').read_text()}"
            time.sleep(0.05)
        return process

    def run(self, cloud: str, *words: str) -> str:
        """What a command of the client prints; it must not fail."""
        answer = client.ask(str(self.folder), cloud, *words)
        assert answer.status == 0, f"openstack --os-cloud {cloud} {' '.join(words)}: {answer.err}"
        return answer.out

    def view(self, cloud: str, *words: str) -> Any:
        """What a command of the client shows, decoded."""
        return client.view(str(self.folder), cloud, *words)

    def found(self, cloud: str, kinds: Iterable[str] | None = None) -> dict[str, list[str]]:
        """What a project holds, by kind: all kinds, or some. The security group that each project has by itself does not count."""
        project = self.view("admin", "project", "show", self.project(cloud))["id"]
        held = {}
        for kind in CENSUS if kinds is None else kinds:
            mine = ("--project", project) if kind in ("floating ip", "router", "port", "subnet", "network", "security group") else ()
            owned = ("--private",) if kind == "image" else ()
            rows = self.view(cloud, *kind.split(), "list", *mine, *owned)
            names = [row.get("Name") or row["ID"] for row in rows]
            held[kind] = sorted(name for name in names if (kind, name) != ("security group", "default"))
        return {kind: names for kind, names in held.items() if names}

    def prepare(self) -> None:
        """Make the projects and their users."""
        for name in map(self.project, ("member", "other")):
            self.run("admin", "project", "create", name)
            self.run("admin", "user", "create", "--password", PASSWORD, "--project", name, name)
            self.run("admin", "role", "add", "--user", name, "--project", name, "member")

    def remove(self) -> None:
        """Remove the projects with their users and the security groups that they had by themselves."""
        for name in map(self.project, ("member", "other")):
            project = self.view("admin", "project", "show", name)["id"]
            for group in self.view("admin", "security", "group", "list", "--project", project):
                self.run("admin", "security", "group", "delete", group["ID"])
            self.run("admin", "user", "delete", name)
            self.run("admin", "project", "delete", name)


def new_suffix() -> str:
    """An end of names that no other run uses."""
    return f"u{secrets.token_hex(3)}u"


def new_cloud(folder: Path) -> Cloud:
    """The cloud as a new run sees it; its projects are not made yet."""
    return Cloud(folder, new_suffix())


@contextmanager
def own_cloud(folder: Path) -> Iterator[Cloud]:
    """The cloud with a client and projects of this run's own, which end with it."""
    made = new_cloud(folder)
    process = made.start_client()
    try:
        made.prepare()
        yield made
        left = {name: made.found(name) for name in ("member", "other")}
        assert left == {"member": {}, "other": {}}
        made.remove()
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


@contextmanager
def kept_cloud(state: Path) -> Iterator[Cloud]:
    """The cloud with the client and the projects that an earlier run left, or with new ones, which the next run finds."""
    made = earlier_cloud(state)
    if not made:
        made = new_cloud(Path(tempfile.mkdtemp(prefix="stratus-kept-")))
        process = made.start_client()
        made.prepare()
        kept = {"folder": str(made.folder), "unique": made.unique, "process": process.pid, "services": Settings.load().extras}
        state.write_text(json.dumps(kept))
    try:
        with access.recorded() as requests:
            yield made
    finally:
        posted = {request.path.partition("?")[0] for request in requests if request.method == "POST"}
        kinds = [kind for kind, paths in CENSUS.items() if any(path.endswith(paths) for path in posted)]
        left = {name: made.found(name, kinds) for name in ("member", "other")}
        if any(left.values()):
            state.unlink()  # the next run begins with empty projects
        assert left == {"member": {}, "other": {}}


def earlier_cloud(state: Path) -> Cloud | None:
    """What an earlier run left, when its client answers and its projects exist."""
    try:
        left = json.loads(state.read_text())
        made = Cloud(Path(left["folder"]), left["unique"])
        client.renew(left["folder"])
        same = left["services"] == Settings.load().extras  # the client knows the services of the catalog that it logged in with
        if same and all(made.view("admin", "project", "show", made.project(name)) for name in ("member", "other")):
            return made
        os.killpg(left["process"], signal.SIGTERM)
    except (OSError, ValueError, KeyError, RuntimeError):
        return None
    return None


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """The cloud with its client running and its projects made, in which nothing may be left."""
    state = os.environ.get(KEPT)
    with kept_cloud(Path(state)) if state else own_cloud(tmp_path_factory.mktemp("cloud")) as made:
        yield made


class Plain(yaml.SafeDumper):
    """YAML for readers: no anchors, lists indented."""

    def ignore_aliases(self, data: object) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


class Runs:
    """Runs of playbooks, each once; what they leave is kept in the cache for reading. ``warm``: the interpreter for ordinary modules."""

    def __init__(self, cloud: Cloud, warm: str = sys.executable) -> None:
        self.cloud = cloud
        self.warm = warm
        self.done: dict[tuple[str, str], rhythm.Recording | str] = {}
        cache = Settings.load().state.parent
        self.folder, self.kept = cache / "integration", cache / "recordings"

    def recording(self, target: rhythm.Rhythm, way: str) -> rhythm.Recording:
        """The recording of a target's rhythm in one way; a run that failed fails each test that wants it, the first one with the reason."""
        key = target.target, way
        if key not in self.done:
            self.done[key] = self.run(target, way)
        recorded = self.done[key]
        if isinstance(recorded, str):
            self.done[key] = f"{' '.join(key)}: the run failed, as told before"
            pytest.fail(recorded, pytrace=False)
        return recorded

    def run(self, target: rhythm.Rhythm, way: str) -> rhythm.Recording | str:
        """Run a target's rhythm in one way -> its recording, or the output of a run that failed."""
        ordinary = sys.executable if target.cold else self.warm
        # What is wholly in check mode begins from nothing: no other run has used its names.
        suffix = new_suffix() if way == rhythm.WHOLE_CHECK else self.cloud.unique
        names = {"unique": self.cloud.unique, "name": f"it-{target.target}-{suffix}".replace("_", "-")}
        names |= {"marked": leaks.marked(target.target), "ordinary_python": ordinary}
        folder = self.folder / target.target / way
        if way == rhythm.WHOLE_CHECK:
            return self.play(whole_check.playbook(target, names), way, folder, sys.executable, whole_check.OPTIONS)
        return self.play(rhythm.playbook(target, names, way), way, folder, ordinary if way == rhythm.MODULE else sys.executable)

    def play(
        self,
        playbook: list[dict[str, Any]],
        way: str,
        folder: Path,
        interpreter: str = sys.executable,
        options: Sequence[str] = (),
        **environment: str,
    ) -> rhythm.Recording | str:
        """Run a playbook against localhost -> its recording, or the output of one that failed. ``interpreter``: for ordinary modules.

        ``options``: further ones of ansible-playbook.
        """
        folder.mkdir(parents=True, exist_ok=True)
        local = {"ansible_connection": "local", "ansible_python_interpreter": interpreter}
        playbook = [play | {"vars": local | play.get("vars", {})} for play in playbook]
        (folder / "playbook.yml").write_text("---\n" + yaml.dump(playbook, Dumper=Plain, sort_keys=False, width=140))
        env = self.cloud.environment | environment | {
            "ANSIBLE_CALLBACK_PLUGINS": str(HERE / "callback_plugins"), "ANSIBLE_CALLBACKS_ENABLED": "recorder",
            "ANSIBLE_LOOKUP_PLUGINS": str(HERE / "lookup_plugins"), "PYTHONPATH": str(HERE.parents[1]),
            "ANSIBLE_LOCALHOST_WARNING": "false", "ANSIBLE_RETRY_FILES_ENABLED": "false", "ANSIBLE_VERBOSITY": "3",
            "STRATUS_CLIENT": str(self.cloud.folder), "STRATUS_RECORDING": str(folder / "recording.jsonl"),
            "STRATUS_INPROCESS": str(int(way != rhythm.MODULE)),
        }
        command = [Path(sys.executable).with_name("ansible-playbook"), "-i", "localhost,", *options, "playbook.yml"]
        with access.recorded(agent="stratus") as requests:
            ended = commands.run(command, cwd=folder, env=env, timeout=LONGEST)
        (folder / "output.txt").write_text(ended.stdout + ended.stderr)
        if ended.returncode:
            return f"{folder / 'playbook.yml'} failed:\n{failure(ended.stdout) or ended.stderr[-3000:]}"
        entries = [json.loads(line) for line in (folder / "recording.jsonl").read_text().splitlines()]
        tasks = {entry["task"]: entry for entry in entries}
        assert len(tasks) == len(entries), "two tasks have one name"
        # Somebody else may use the cloud at the same time: what was asked here is in the output, by its request id.
        mine = [request for request in requests if request.request_id is None or request.request_id in ended.stdout]
        return rhythm.Recording(way, tasks, mine, ended.stdout, (folder / "recording.jsonl.imported").read_text().split("\n"))


def failure(output: str) -> str:
    """The part of a playbook's output that tells why it failed."""
    parts = output.split("\nTASK [")
    told = [part for part in parts if re.search(r"^(fatal|failed|ERROR|\[ERROR)", part, re.MULTILINE)]
    return "\nTASK [".join(told)[-6000:]


@pytest.fixture(scope="session")
def runs(cloud: Cloud, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    with modules.interpreter(tmp_path_factory.mktemp("warm")) as warm:
        yield Runs(cloud, warm)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Tell how much of the targets was judged wholly in check mode, and why the rest was not."""
    reports = [report for outcome in ("passed", "failed") for report in terminalreporter.stats.get(outcome, ()) if report.when == "call"]
    found = [value for report in reports for name, value in report.user_properties if name == rhythm.WHOLE_CHECK]
    if found:
        right, judged = (sum(verdict[place] for verdict in found) for place in (0, 1))
        reasons = Counter(reason for verdict in found for reason in verdict[2].values())
        terminalreporter.write_line(f"wholly in check mode: {right} steps of {judged} judged right in {len(found)} targets")
        for reason, times in reasons.most_common():
            terminalreporter.write_line(f"  {times} not judged: {reason}")

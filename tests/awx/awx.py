# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What AWX does with a job: a private folder with project, inventory and credential, and ansible-runner in it, with nothing around it.

Credentials are injected by AWX's own code. Instead of in a container, the job runs with an empty environment, without a home, as
a user that the system does not know, and in bubblewrap's sandbox where there is one. Its temporary files are in the private folder, too.
"""

from __future__ import annotations

import functools
import itertools
import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from awx_plugins.credentials import plugins as managed
from awx_plugins.interfaces import _temporary_private_container_api as container
from awx_plugins.interfaces._temporary_private_api import Credential, ManagedCredentialType
from awx_plugins.interfaces._temporary_private_inject_api import inject_credential

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT / "extensions" / "awx"
COLLECTIONS = Path(__file__).parents[5]  # not resolved: the place in which Ansible finds the collection
PYTHON = Path(sys.executable)
NOBODY = 60613
# AWX's settings for all jobs and for updates of inventories
JOB_ENV = {"ANSIBLE_FORCE_COLOR": "True", "ANSIBLE_HOST_KEY_CHECKING": "False", "ANSIBLE_INVENTORY_UNPARSED_FAILED": "True"}
UPDATE_ENV = {"ANSIBLE_INVENTORY_EXPORT": "True", "ANSIBLE_VERBOSE_TO_STDERR": "True", "INVENTORY_UPDATE_ID": "1"}
LAUNCH = "import ansible_runner, json, sys; sys.exit(ansible_runner.run(**json.loads(sys.argv[1])).rc)"
idents = itertools.count(1)


def kind(name: str) -> ManagedCredentialType:
    """AWX's own type for ``builtin``, else the one of the file."""
    if name == "builtin":
        return managed.openstack
    loaded = yaml.safe_load((FILES / "credential_types" / f"{name}.yml").read_text())
    loaded.pop("description")
    return ManagedCredentialType(namespace="", **loaded)


@dataclass
class Injected:
    """What a credential becomes: the environment, the same as AWX stores it, and further arguments."""

    env: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    args: list[str] = field(default_factory=list)


def inject(credential: tuple[str, dict[str, Any]], folder: Path, **env: str) -> Injected:
    """Write the files of a credential (type and inputs) into the private data folder, as AWX does."""
    made = Injected(env=dict(env))
    (folder / "env").mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(container, "CONTAINER_ROOT", str(folder))  # the folder is not mounted as /runner
        inject_credential(kind(credential[0]), Credential(credential[1]), made.env, made.shown, made.args, str(folder))
    return made


class Unsafe(str):
    """A text that AWX marks, so that no template in it is evaluated."""


yaml.SafeDumper.add_representer(Unsafe, lambda dumper, text: dumper.represent_scalar("!unsafe", text))


def marked(value: Any) -> Any:
    if isinstance(value, dict):
        return {marked(key): marked(item) for key, item in value.items()}
    if isinstance(value, list):
        return [marked(item) for item in value]
    return Unsafe(value) if isinstance(value, str) else value


@functools.cache
def stranger() -> list[str]:
    """The command that becomes a user without an entry in /etc/passwd, as in a container group; [] where the system forbids it."""
    command = ["unshare", "--user", f"--map-user={NOBODY}", "--map-group=0"]
    able = shutil.which("unshare") and subprocess.run([*command, "true"], check=False, capture_output=True).returncode == 0
    return command if able else []


@functools.cache
def ways() -> list[str]:
    """How jobs can be kept apart here: by a ``user`` (see stranger), and in bubblewrap's ``sandbox`` if there is one."""
    probe = ["bwrap", "--unshare-pid", "--dev-bind", "/", "/", "--proc", "/proc", "true"]
    able = shutil.which("bwrap") and subprocess.run(probe, check=False, capture_output=True).returncode == 0
    return ["user", *(["sandbox"] if able else [])]


def sandbox() -> dict[str, Any]:
    """What AWX tells ansible-runner to isolate a job, with bubblewrap instead of podman: only these folders can be seen, and only read."""
    seen = {sys.prefix, sys.base_prefix, str(COLLECTIONS), str(ROOT)}
    return {"process_isolation": True, "process_isolation_executable": "bwrap", "process_isolation_ro_paths": sorted(seen)}


@dataclass
class Ran:
    """A job that has ended. ``events``: what AWX shows of it."""

    status: int
    output: str
    events: list[dict[str, Any]]
    inventory: dict[str, Any]
    secrets: list[str]
    left: list[str]

    @property
    def said(self) -> str:
        return " ".join(self.output.split())

    @property
    def stats(self) -> dict[str, int]:
        """The recap of localhost, of which only what is not 0 is there."""
        (data,) = (event["event_data"] for event in self.events if event["event"] == "playbook_on_stats")
        return {key: hosts["localhost"] for key, hosts in data.items() if isinstance(hosts, dict) and hosts.get("localhost")}

    def results(self, task: str) -> list[dict[str, Any]]:
        found = (event["event_data"] for event in self.events if event["event"].startswith("runner_on_"))
        return [data["res"] for data in found if data.get("task") == task and "res" in data]


class Job:
    """A private data folder of AWX. ``extra``: survey answers and AWX's own variables."""

    def __init__(self, credential: tuple[str, dict[str, Any]], way: str, **extra: Any) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix=f"awx_{next(idents)}_"))
        self.secret = [value for key, value in credential[1].items() if key in ("password", "application_credential_secret")]
        self.way, self.credential = way, credential
        shutil.copytree(FILES / "project", self.folder / "project")
        (self.folder / "home" / "tmp").mkdir(parents=True)
        (self.folder / "inventory").mkdir()
        hosts = self.folder / "inventory" / "hosts"
        hosts.write_text("#! /usr/bin/env python3\nprint('{\"_meta\": {\"hostvars\": {}}}')\n")
        hosts.chmod(0o700)
        self.made = inject(credential, self.folder, **JOB_ENV, ANSIBLE_COLLECTIONS_PATH=str(COLLECTIONS))
        variables = {"awx_job_id": 7, "tower_job_id": 7, "awx_user_name": "admin", **extra}
        (self.folder / "env" / "extravars").write_text(yaml.safe_dump(marked(variables)))
        settings = {"idle_timeout": 60, "job_timeout": 200, "suppress_ansible_output": True}
        (self.folder / "env" / "settings").write_text(json.dumps(settings))

    def tree(self) -> set[str]:
        return {str(path.relative_to(self.folder)) for path in self.folder.rglob("*")}

    def run(self, env: dict[str, str], **params: Any) -> Ran:
        """Run it by ansible-runner with these parameters, then take away the folder, as AWX does."""
        for path in ((self.folder / "project"), *(self.folder / "project").rglob("*")):
            path.chmod(0o500 if path.is_dir() else 0o400)
        before = self.tree()
        env = self.made.env | env | {"ANSIBLE_HOME": str(self.folder / "home")}  # without a home, Ansible itself has to be told a place
        params |= {"private_data_dir": str(self.folder), "ident": "1", "envvars": env, "suppress_env_files": True}
        params |= sandbox() if self.way == "sandbox" else {}
        small = {"PATH": f"{sys.prefix}/bin:/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TMPDIR": str(self.folder / "home")}
        command = [*(stranger() if self.way == "user" else ()), str(PYTHON), "-c", LAUNCH, json.dumps(params)]
        done = subprocess.run(command, check=False, capture_output=True, text=True, env=small, cwd="/", timeout=220)
        artifacts = self.folder / "artifacts" / "1"
        written = sorted(artifacts.glob("job_events/*.json"), key=lambda path: int(path.name.split("-")[0]))
        output = artifacts / "output.json"
        texts = [path.read_text(errors="replace") for path in artifacts.rglob("*") if path.is_file()]
        ran = Ran(
            status=done.returncode,
            output=(artifacts / "stdout").read_text() + done.stderr if (artifacts / "stdout").exists() else done.stdout + done.stderr,
            events=[json.loads(path.read_text()) for path in written],
            inventory=json.loads(output.read_text()) if output.exists() else {},
            secrets=[word for word in (*self.secret, "gAAAA") if any(word in text for text in texts)],
            left=sorted(name for name in self.tree() - before if not name.startswith("artifacts")),
        )
        shutil.rmtree(self.folder)
        return ran


def play(credential: tuple[str, dict[str, Any]], playbook: str, check: bool = False, way: str = "user", **answers: Any) -> Ran:
    """Launch a job template: a playbook of the project with the answers to its survey."""
    job = Job(credential, way, **answers)
    (job.folder / "env" / "cmdline").write_text(" ".join(["--check", "--diff"] * check + ["-u", "root", *job.made.args]))
    return job.run({"JOB_ID": "7", "INVENTORY_ID": "1", "ANSIBLE_RETRY_FILES_ENABLED": "False"}, playbook=playbook)


def sync(credential: tuple[str, dict[str, Any]], path: str = "inventory/openstack.yml", way: str = "user") -> Ran:
    """Update an inventory source of the type "sourced from a project"."""
    job = Job(credential, way)
    source, output = job.folder / "project" / path, job.folder / "artifacts" / "1" / "output.json"
    command = ["ansible-inventory", "--list", "--export", "-i", str(source), "--output", str(output), "--playbook-dir", str(source.parent)]
    (job.folder / "args").write_text(" ".join(command))
    return job.run(UPDATE_ENV)

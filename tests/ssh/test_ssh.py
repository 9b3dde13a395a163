# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lean processes on a host that is reached by ssh, with and without sudo. The host is this machine, by an sshd of the tests.

Its Python is one of the system, with what the collection requires and without Ansible. The cloud is the small one of the unit tests.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.unit.fake_cloud import PASSWORD, FakeCloud, fake_cloud
from tests.unit.stub import free_port
from tests.unit.test_action import NETWORKS, SAME, Playbooks, network, ok, without_chance

WAYS = re.compile(r"stratus\.openstack\.\w+ (runs .*)")
LEAN = "runs in a lean process: "
REQUIRED = ("requests", "urllib3", "certifi", "idna", "charset_normalizer", "yaml")
SSHD = shutil.which("sshd", path="/usr/sbin:/usr/local/sbin:" + os.environ.get("PATH", ""))
# A sudo that wants a terminal, as `Defaults requiretty` makes it
STRICT_SUDO = '#!/bin/sh\n[ -t 0 ] || { echo "sudo: sorry, you must have a tty to run sudo" >&2; exit 1; }\nexec sudo "$@"\n'


@dataclass(frozen=True)
class Host:
    """``open``: a folder that all users can read. ``line``: its line in an inventory."""

    open: Path
    line: str
    python: str


def make_python(folder: Path) -> str:
    """A Python of the system that has what the collection requires, and nothing of Ansible."""
    packages = folder / "packages"
    for name in REQUIRED:
        found = find_spec(name)
        assert found is not None and found.origin is not None
        shutil.copytree(Path(found.origin).parent, packages / name, ignore=shutil.ignore_patterns("*.so", "__pycache__"))
    made = folder / "python"
    made.write_text(f'#!/bin/sh\nPYTHONPATH={packages} exec /usr/bin/python3 -S "$@"\n')
    made.chmod(0o755)
    return str(made)


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        private = folder / "private"
        private.mkdir(0o700)
        folder.chmod(0o755)
        for key in ("host", "user"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(private / key)], check=True)
        port = free_port()
        settings = [f"Port {port}", "ListenAddress 127.0.0.1", f"HostKey {private}/host", f"AuthorizedKeysFile {private}/user.pub"]
        settings += ["StrictModes no", "UsePAM no", "PidFile none", "PermitRootLogin prohibit-password", "LogLevel ERROR"]
        settings += ["MaxSessions 100", "Subsystem sftp internal-sftp"]
        (private / "config").write_text("\n".join(settings) + "\n")
        Path("/run/sshd").mkdir(exist_ok=True)
        sshd = subprocess.Popen([str(SSHD), "-D", "-e", "-f", str(private / "config")])
        options = "-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR"
        line = f"far ansible_host=127.0.0.1 ansible_port={port} ansible_user=root ansible_ssh_private_key_file={private}/user"
        python = make_python(folder)
        try:
            yield Host(folder, f"{line} ansible_ssh_common_args='{options}' ansible_python_interpreter={python}\n", python)
        finally:
            sshd.terminate()
            sshd.wait()
            for user in ("root", "nobody"):
                shutil.rmtree(own_folder(user), ignore_errors=True)


def own_folder(user: str) -> Path:
    """Where a user keeps the code, with the remote_tmp of these tests."""
    uid = subprocess.run(["id", "-u", user], capture_output=True, text=True, check=True).stdout.strip()
    return Path("/var/tmp/stratus-lean-tests") / user / f"stratus.openstack-{uid}"


class Far:
    """Runs playbooks on the host."""

    def __init__(self, host: Host, folder: Path, cloud: FakeCloud) -> None:
        self.playbooks, self.cloud, self.host = Playbooks(folder, cloud), cloud, host
        self.inventory = folder / "hosts"
        self.inventory.write_text(host.line)

    def run(self, tasks: list[dict[str, Any]], lean: bool = True, **more: Any) -> Any:
        # a short path for the socket of ssh
        env = {"ANSIBLE_REMOTE_TEMP": "/var/tmp/stratus-lean-tests/$USER", "ANSIBLE_SSH_CONTROL_PATH_DIR": str(self.host.open / "private")}
        env["STRATUS_LEAN"] = str(lean)
        return self.playbooks.run(tasks, "-vvv", "-i", str(self.inventory), hosts="far", env=env, **more)


@pytest.fixture
def far(host: Host, tmp_path: Path) -> Iterator[Far]:
    base = Path("/var/tmp/stratus-lean-tests")
    base.mkdir(exist_ok=True)
    for user in ("root", "nobody"):
        (base / user).mkdir(exist_ok=True)
        shutil.chown(base / user, user)
    try:
        with fake_cloud() as cloud:
            yield Far(host, tmp_path / "run", cloud)
    finally:
        shutil.rmtree(base, ignore_errors=True)


def login_of(cloud: FakeCloud) -> dict[str, Any]:
    return {f"OS_{key.upper()}": value for key, value in cloud.as_dict()["auth"].items()}


def test_the_results_are_those_of_tasks_in_process(far: Far, tmp_path: Path) -> None:
    found = {}
    with ExitStack() as stack:
        for way in ("here", "far"):
            cloud = far.cloud if way == "far" else stack.enter_context(fake_cloud())
            cloud.defaults[NETWORKS] = {"mtu": 1500, "admin_state_up": True, "tags": [], "provider:network_type": "geneve"}
            playbooks = far.playbooks if way == "far" else Playbooks(tmp_path / "here", cloud)
            environment = {"OS_CLIENT_CONFIG_FILE": str(playbooks.clouds)}
            run = far.run(SAME, environment=environment) if way == "far" else playbooks.run(SAME, environment=environment)
            found[way] = {name: without_chance(result, cloud.stub.url, str(playbooks.folder)) for name, result in ok(run).items()}
            if way == "far":
                assert set(WAYS.findall(run.output)) == {f"{LEAN}the connection is ssh"}
                assert run.output.count("the code is sent to the host") == 1
                assert cloud.logins == 1
    for name in found["here"]:
        assert found["here"][name] == found["far"][name], name


def test_users_of_a_host(far: Far) -> None:
    """Each has code and tokens of its own, and nothing of them is shown."""
    environment = login_of(far.cloud)
    nobody = {"become": True, "become_user": "nobody"}
    tasks = [network(f"r{number}", more, name=f"n{number % 2}", cloud=None) for number, more in enumerate([{}, {}, nobody, nobody])]
    run = far.run(tasks, environment=environment)
    results = ok(run)
    assert [results[f"r{number}"]["changed"] for number in range(4)] == [True, True, False, False]
    assert WAYS.findall(run.output) == [f"{LEAN}the connection is ssh"] * 4
    assert far.cloud.logins == 2
    assert run.output.count("the code is sent to the host") == 2
    for secret in (PASSWORD, *far.cloud.tokens):
        assert secret not in run.output
    kept = [path for user in ("root", "nobody") for path in own_folder(user).rglob("*")]
    assert any(path.suffix == ".pyc" for path in kept)
    assert {path.name for path in kept if path.suffix not in (".py", ".pyc") and path.is_file()} == set()
    assert own_folder("nobody").stat().st_mode & 0o777 == 0o700
    assert own_folder("nobody").owner() == "nobody"


def test_what_a_host_cannot_do(far: Far) -> None:
    """The task runs as an ordinary module, and the next one does not try again."""
    sudo = far.host.open / "sudo"
    sudo.write_text(STRICT_SUDO)
    sudo.chmod(0o755)
    strict = {"become": True, "become_exe": str(sudo), "become_user": "nobody"}
    tasks = [network(f"r{number}", strict, name="n", cloud=None) for number in range(2)]
    run = far.run(tasks, environment=login_of(far.cloud))
    results = ok(run)
    assert [results[name]["changed"] for name in ("r0", "r1")] == [True, False]
    ways = WAYS.findall(run.output)
    assert ways[0] == f"{LEAN}the connection is ssh"
    assert len(ways) == 3
    ordinary = "runs as an ordinary module: the connection is ssh; not in a lean process: "
    for way in ways[1:]:
        assert way.startswith(f"{ordinary}its Python does not start"), way


def test_a_python_that_ansible_finds(far: Far) -> None:
    """The Python of this system, unless it has requests."""
    variables = {"ansible_python_interpreter": "auto_silent", "ansible_interpreter_python_fallback": ["/usr/bin/python3"]}
    found = {"vars": variables, "ignore_errors": True}
    run = far.run([network("r", found, name="n", cloud=None)], environment=login_of(far.cloud) | {"PYTHONNOUSERSITE": "1"})
    result = ok(run)["r"]
    assert WAYS.findall(run.output)[0] == f"{LEAN}the connection is ssh"
    if result.get("failed"):
        ordinary = "runs as an ordinary module: the connection is ssh; not in a lean process: "
        assert WAYS.findall(run.output)[1:] == [f"{ordinary}this Python has no requests"]
        assert "Failed to import the required Python library (requests)" in result["msg"]
    assert result.get("failed") or result["changed"]


def test_without_tokens_and_without_lean_processes(far: Far) -> None:
    tasks = [network("r", name="n", cloud=None)] * 2
    environment = login_of(far.cloud)
    run = far.run(tasks, lean=False, environment=environment)
    assert ok(run)["r"]["changed"] is False
    assert set(WAYS.findall(run.output)) == {"runs as an ordinary module: the connection is ssh"}
    assert far.cloud.logins == 2
    run = far.run(tasks, environment=environment, vars={"stratus_lean_tokens": False})
    assert ok(run)["r"]["changed"] is False
    assert set(WAYS.findall(run.output)) == {f"{LEAN}the connection is ssh"}
    assert far.cloud.logins == 4

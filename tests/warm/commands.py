# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands of Ansible, run in forks of a process that has imported ansible-core: `run` is like `subprocess.run`.

A start of ansible-playbook costs about 0.7 s of the processor, nearly all of it imports. The server imports ansible-core and what that
needs, nothing of a collection: each run reads the collection anew. Of what ansible-core reads once at its start, a fork reads the settings
again, and so gets a temporary folder of its own. Settings that end up elsewhere than in `ansible.constants`, such as search paths of
plugins, belong to the server: runs with other settings in the environment, or in the file that it names, get another server.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import runpy
import secrets
import shutil
import string
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    from tests.warm import compiled, forks
    from tests.warm.link import ask
except ImportError:  # in the server, which has the folder of its own program alone
    import compiled
    import forks
    from link import ask

# Releases with whose internals this was tried; with others, commands are started as usual.
RELEASES = ("2.17", "2.18", "2.19", "2.20", "2.21")
# Folders that a run may have for itself: their settings are read again in each fork.
OF_A_RUN = {"ANSIBLE_HOME", "ANSIBLE_LOCAL_TEMP", "ANSIBLE_REMOTE_TEMP", "ANSIBLE_ASYNC_DIR"}
FILE = "ANSIBLE_CONFIG"  # in the environment: the file of settings
PRELOADED = (
    "ansible.cli.playbook",
    "ansible.cli.inventory",
    "ansible.executor.playbook_executor",
    "ansible.plugins.action.copy",
    "ansible.plugins.action.debug",
    "ansible.plugins.action.set_fact",
    "ansible.plugins.callback.default",
    "ansible.plugins.connection.local",
    "ansible.plugins.shell.sh",
    "ansible.plugins.strategy.free",
    "ansible.plugins.strategy.linear",
    "requests",
)
# Between looks for the result of a task. Ansible looks each millisecond, which takes 5 % of the processor while a task waits for a cloud.
POLL_SECONDS = 0.01
READY = b"ready\n"  # what a server prints when it listens


class Server:
    """A process that runs commands, started with ``environment``. It ends with this process."""

    def __init__(self, interpreter: str, environment: dict[str, str]) -> None:
        # Letters alone: ansible-core parses settings as Python, which warns of a digit in front of a word, as in `/tmp/x-1in`.
        name = "".join(secrets.choice(string.ascii_lowercase) for _letter in range(12))
        self.folder = Path(tempfile.gettempdir(), f"stratus-warm-{name}")
        self.folder.mkdir(mode=0o700)
        self.address = f"{self.folder}/socket"
        own = {name: f"{self.folder}/{name}" for name in OF_A_RUN}
        own |= {compiled.CACHE: os.environ[compiled.CACHE]} if compiled.CACHE in os.environ else {}
        self.process = subprocess.Popen(
            [interpreter, __file__, self.address],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment | own,
            cwd="/",
        )
        said: list[bytes] = []  # there may be warnings before the sign
        for line in self.process.stdout or ():
            if line == READY:
                return
            said.append(line)
        raise RuntimeError(f"the server of Ansible's commands does not start: {b''.join(said).decode()}")

    def end(self) -> None:
        """End the process; what runs in its forks goes on."""
        with self.process:
            self.process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


SERVERS: dict[tuple[str, ...], Server] = {}


@atexit.register
def end_all() -> None:
    """End all servers of this process."""
    while SERVERS:
        SERVERS.popitem()[1].end()


def server(interpreter: str, environment: dict[str, str]) -> Server:
    """The server for commands with this interpreter and environment, started when it is the first of its kind."""
    settings = {name: value for name, value in environment.items() if name.startswith(("ANSIBLE_", "PYTHON", "LC_", "LANG"))}
    values = sorted(f"{name}={value}" for name, value in settings.items() if name not in OF_A_RUN)
    key = (interpreter, *values, file_of_settings(environment))
    if key not in SERVERS:
        SERVERS[key] = Server(interpreter, environment)
    return SERVERS[key]


def file_of_settings(environment: dict[str, str]) -> str:
    """The text of the file that the environment names; empty when it names none."""
    return Path(environment[FILE]).read_text() if FILE in environment else ""


def is_warm(environment: dict[str, str], folder: Path) -> bool:
    """Whether a command with this environment can run in a fork: a known ansible-core, and no file with settings that is found by itself.

    A file that the environment names is read by the server.
    """
    files = [folder / "ansible.cfg", Path(environment.get("HOME", "/nowhere")) / ".ansible.cfg", Path("/etc/ansible/ansible.cfg")]
    read = Path(environment[FILE]).is_file() if FILE in environment else not any(file.exists() for file in files)
    return forks.knows(RELEASES) and read


def run(
    command: list[str | Path],
    *,
    env: dict[str, str],
    cwd: str | Path | None = None,
    timeout: float | None = None,
    stdin: int | None = None,
    cold: bool = False,
) -> subprocess.CompletedProcess[str]:
    """Run a command of Ansible and return what it printed, like `subprocess.run` with ``capture_output`` and ``text``.

    ``command``: begins with the path of a console script. ``stdin``: a descriptor, or `subprocess.DEVNULL`; default: that of this process.
    ``cold``: start the command as usual. Raises `subprocess.TimeoutExpired`.
    """
    arguments, folder = [str(word) for word in command], Path(cwd or os.getcwd())
    if cold or not is_warm(env, folder):
        return subprocess.run(arguments, check=False, capture_output=True, text=True, env=env, cwd=cwd, timeout=timeout, stdin=stdin)
    with open(arguments[0]) as script:
        interpreter = script.readline().removeprefix("#!").strip()
    message = {"command": arguments, "environment": dict(env), "folder": str(folder)}
    with contextlib.ExitStack() as stack:
        out, err = (stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")) for _stream in range(2))
        given = stack.enter_context(open(os.devnull)).fileno() if stdin == subprocess.DEVNULL else 0 if stdin is None else stdin
        try:
            status = ask(server(interpreter, env).address, message, [given, out.fileno(), err.fileno()], timeout)
        except TimeoutError:
            raise subprocess.TimeoutExpired(arguments, timeout or 0) from None
        for stream in (out, err):
            stream.seek(0)
        return subprocess.CompletedProcess(arguments, status, out.read(), err.read())


# -- in the server -------------------------------------------------------------------------------------------------------------------


def read_settings_again() -> None:
    """Read Ansible's settings as a start of Ansible does: from the environment as it is now."""
    from ansible import constants
    from ansible.utils.path import cleanup_tmp_file

    atexit.unregister(cleanup_tmp_file)  # the temporary folder of the server is not the fork's to remove
    for name in constants.config.get_configuration_definitions():
        constants.set_constant(name, constants.config.get_config_value(name, variables=vars(constants)))
    constants.set_constant("DEFAULT_INTERNAL_POLL_INTERVAL", POLL_SECONDS)


def main(address: str) -> None:
    """Serve, and in each fork become the command that was asked for."""
    import gc
    import importlib

    sys.path[0] = str(Path(sys.executable).parent)  # as for a script of this environment
    for name in PRELOADED:
        importlib.import_module(name)
    compiled.keep_code("ansible.utils.collection_loader._collection_finder")
    compiled.keep_imports()
    gc.freeze()
    listener = forks.listen(address)
    print(READY.decode(), end="", flush=True)
    request = forks.serve(listener, forks.accept, lifeline=0)
    if request:
        request.enter()
        read_settings_again()
        sys.argv = request.message["command"]
        runpy.run_path(sys.argv[0], run_name="__main__")


if __name__ == "__main__":
    main(sys.argv[1])

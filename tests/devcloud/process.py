# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starting, finding and stopping the services' processes, without pid files.

A service works in a directory of its own, $STATE/run/NAME: whichever Python process works there is that service. This also finds what
was started just before the host program was killed, and never takes another program for a service when pids are used again.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.devcloud.service import Service
from tests.devcloud.settings import CHECKOUT, HOST, DevcloudError, Settings

STOP_SECONDS = 10
PAGE = os.sysconf("SC_PAGE_SIZE")
TICKS = os.sysconf("SC_CLK_TCK")
# Names of directories in $STATE/run/NAME in which the helpers of a service work; they are not the service.
PREPARE = "prepare"
TABLES = ("/proc/net/tcp", "/proc/net/tcp6")
LISTENING = "0A"  # in /proc/net/tcp
UNSEEN = "a connection that has just ended, or a process that /proc does not show to you"


@dataclass(frozen=True)
class Running:
    """A process as /proc tells it."""

    pid: int
    seconds: float
    rss: int  # bytes
    cpu: float  # seconds of the processor


def environment(settings: Settings) -> dict[str, str]:
    """What a process in the services' virtual environment sees: nothing of the user's, all folders below the state."""
    home, scratch = settings.data("home"), settings.data("tmp")
    for folder in (home, scratch):
        folder.mkdir(parents=True, exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if name in ("LANG", "LC_ALL", "TZ", "STRATUS_CACHE")}
    return kept | {
        "PATH": f"{settings.venv / 'bin'}:{os.environ.get('PATH', os.defpath)}",
        "HOME": str(home),
        "TMPDIR": str(scratch),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "PYTHONPATH": f"{CHECKOUT}:{settings.state / 'plugins'}",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": "ignore",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "no_proxy": HOST,
        "NO_PROXY": HOST,
    }


def command(settings: Settings, verb: str, name: str) -> list[str]:
    """The launcher in the virtual environment."""
    return [str(settings.venv / "bin/python"), "-m", "tests.devcloud.runtime.launch", verb, name, str(settings.state)]


def start(settings: Settings, service: Service) -> int:
    """Start a service in a session of its own; its output is appended to its log. Returns the pid."""
    folder = settings.work(service.name)
    folder.mkdir(parents=True, exist_ok=True)
    line = service.command(settings) if service.command else command(settings, "serve", service.name)
    with open_log(settings, service.name) as log:
        process = subprocess.Popen(
            line,
            cwd=folder,
            env=environment(settings),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    return process.pid


def open_log(settings: Settings, name: str):
    """A log in append mode, so that the service can cut it while it is open."""
    path = settings.log(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.open("ab")


def workers(settings: Settings) -> dict[str, list[int]]:
    """Pids by what they work on: NAME, or NAME/prepare."""
    base = settings.state / "run"
    found: dict[str, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                folder = Path(os.readlink(entry / "cwd"))
                program = os.path.basename(os.readlink(entry / "exe"))
            except OSError:  # gone, a zombie, or not ours
                continue
            if folder.is_relative_to(base) and folder != base and program.startswith("python"):
                found.setdefault(str(folder.relative_to(base)), []).append(int(entry.name))
    return {work: sorted(pids) for work, pids in found.items()}


def running(settings: Settings) -> dict[str, int]:
    """The pid of each service that runs."""
    return {work: pids[0] for work, pids in workers(settings).items() if "/" not in work}


def describe(pid: int) -> Running:
    """Age, resident memory and processor time of a process. Raises OSError when it is gone."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    uptime = float(Path("/proc/uptime").read_text().split()[0])
    return Running(pid, uptime - int(fields[19]) / TICKS, int(fields[21]) * PAGE, (int(fields[11]) + int(fields[12])) / TICKS)


def stop(settings: Settings, wanted: Callable[[str], bool] = lambda work: True) -> list[str]:
    """End the processes whose work is wanted, first politely; returns their works. Their ports are free then. Raises DevcloudError when
    some stay."""
    first = {work: pids for work, pids in workers(settings).items() if wanted(work)}
    seen: set[int] = set()
    for number in (signal.SIGTERM, signal.SIGKILL):
        deadline = time.monotonic() + STOP_SECONDS
        sent: set[int] = set()
        while left := _working(settings, wanted) | set(filter(_is_there, seen)):
            for pid in _working(settings, wanted) - sent:
                _signal(pid, number)
                sent.add(pid)
            seen |= sent
            if time.monotonic() > deadline:
                break
            time.sleep(0.05)
        else:
            return sorted(first)
    raise DevcloudError(f"still running after SIGKILL: {sorted(left)}")


def _working(settings: Settings, wanted: Callable[[str], bool]) -> set[int]:
    return {pid for work, pids in workers(settings).items() if wanted(work) for pid in pids}


def _is_there(pid: int) -> bool:
    """Whether any thread of a process may still hold a file or a port.

    A process that ends first gives up its memory, and from then on `workers` cannot tell its program any more. It closes its sockets up to
    a tenth of a second later. Only a thread that has closed everything is a zombie.
    """
    try:
        states = [(task / "stat").read_text().rpartition(")")[2].split()[0] for task in Path(f"/proc/{pid}/task").iterdir()]
    except OSError:  # a thread that has just ended, or the process
        return os.path.exists(f"/proc/{pid}")
    return any(state not in "ZX" for state in states)


def _signal(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


def port_is_free(port: int) -> bool:
    """Whether a service could listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _sockets(port: int) -> list[list[str]]:
    """The lines of the kernel's tables of sockets whose own end is a port."""
    lines = [line.split() for table in map(Path, TABLES) if table.exists() for line in table.read_text().splitlines()[1:]]
    return [fields for fields in lines if int(fields[1].rpartition(":")[2], 16) == port]


def port_is_listened_on(port: int) -> bool:
    """Whether any process listens there; the end of a connection may keep a port, too, for a minute."""
    return any(fields[3] == LISTENING for fields in _sockets(port))


def port_owner(port: int) -> str:
    """'pid 12 (command line)' of who has a port, listening or as its own end of a connection, as far as /proc tells."""
    sockets = {f"socket:[{fields[9]}]" for fields in _sockets(port)}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                if any(os.readlink(file) in sockets for file in (entry / "fd").iterdir()):
                    line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
                    return f"pid {entry.name} ({line[:80]})"
            except OSError:
                continue
    return UNSEEN

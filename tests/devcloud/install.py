# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two virtual environments: the services, and the `openstack` command-line client. Pinned completely, made again when pins change.

The lists in constraints/ name every package, so pip has nothing to resolve. What takes the time is spread: several processes fetch wheels,
one installs them, and both cores compile. A line that is only for some releases of Python ends in a condition, which pip understands too:
`legacy-cgi==2.6.4; python_version >= "3.13"`.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.devcloud import service as contract
from tests.devcloud.settings import DevcloudError, Settings

CONSTRAINTS = Path(__file__).parent / "constraints"
FETCHERS = 4  # pip processes for each environment; most of their time they wait for the registry
NOT_COMPILED = r"/tests/(unit|functional)/"
MARKER = "devcloud-installed"  # in each environment: a line for each list that is installed, with what it was installed from
PYTHONS = ((3, 11), (3, 13))  # the oldest and the newest that the pins are for
PIN = re.compile(r'(?P<package>[\w.-]+)==(?P<version>[\w.]+)(; python_version (?P<sign><|>=) "3\.(?P<minor>\d+)")?')


def pins(name: str, python: tuple[int, int] = sys.version_info[:2]) -> dict[str, str]:
    """Package -> version, of the list constraints/NAME.txt, for one release of Python. Raises DevcloudError for a line of another form."""
    wanted = {}
    for line in (CONSTRAINTS / f"{name}.txt").read_text().splitlines():
        pin = PIN.fullmatch(line)
        if not pin:
            raise DevcloudError(f"constraints/{name}.txt: a line is neither a pin nor a pin with a python_version: {line}")
        if not pin["sign"] or (python >= (3, int(pin["minor"]))) == (pin["sign"] == ">="):
            wanted[pin["package"]] = pin["version"]
    return wanted


def version(service: contract.Service) -> str:
    """The version of a service that is pinned."""
    return (pins("core") | pins("extras")).get(service.packages[0], "?")


def fingerprint(*names: str) -> str:
    """Changes when pins change."""
    return hashlib.sha256(b"".join((CONSTRAINTS / f"{name}.txt").read_bytes() for name in names)).hexdigest()[:16]


def made_from(name: str) -> str:
    """Changes when the pins of a list change, and when another Python installs it: packages of one release do not work in another."""
    python = f"{sys.version_info[:2]} {sys.base_prefix}"
    return hashlib.sha256(f"{fingerprint(name)} {python}".encode()).hexdigest()[:16]


def install(settings: Settings, extras: Iterable[str] = ()) -> None:
    """Make or complete both environments, at the same time. Raises DevcloudError with the end of pip's output."""
    if not PYTHONS[0] <= sys.version_info[:2] <= PYTHONS[1]:
        oldest, newest, this = (".".join(map(str, version)) for version in (*PYTHONS, sys.version_info[:2]))
        raise DevcloudError(f"Python {oldest} to {newest} is needed, and this is {this}: {sys.executable}")
    lists = ("core", "extras") if list(extras) else ("core",)
    with ThreadPoolExecutor() as pool:
        jobs = [
            pool.submit(_environment, settings, folder, wanted) for folder, wanted in ((settings.venv, lists), (settings.cli, ("cli",)))
        ]
        for job in jobs:
            job.result()


def missing(settings: Settings, extras: Iterable[str]) -> list[str]:
    """The lists that `install` has not installed."""
    wanted = {settings.venv: ("core", "extras") if list(extras) else ("core",), settings.cli: ("cli",)}
    return [name for folder, names in wanted.items() for name in names if name not in _installed(folder)]


def _installed(folder: Path) -> set[str]:
    """Lists that are installed as they are now; an environment of other pins or of another Python counts as empty."""
    try:
        lines = [line.split() for line in (folder / MARKER).read_text().splitlines()]
    except FileNotFoundError:
        return set()
    return {name for name, _unused in lines} if all(mark == made_from(name) for name, mark in lines) else set()


def _environment(settings: Settings, folder: Path, wanted: tuple[str, ...]) -> None:
    done = _installed(folder)
    absent = [name for name in wanted if name not in done]
    if not absent:
        print(f"  {folder.name}: everything is there", flush=True)
        return
    began = time.monotonic()
    packages = [f"{package}=={number}" for name in absent for package, number in pins(name).items()]
    print(f"  {folder.name}: installing {len(packages)} packages ({', '.join(absent)}) ...", flush=True)
    if not done:  # absent, interrupted, of other pins or of another Python
        shutil.rmtree(folder, ignore_errors=True)
        _run(settings, folder, [sys.executable, "-m", "venv", str(folder)])
    (folder / MARKER).unlink(missing_ok=True)
    _packages(settings, folder, packages)
    write = "".join(f"{name} {made_from(name)}\n" for name in sorted(done.union(absent)))
    (folder / MARKER).write_text(write)
    print(f"  {folder.name}: done in {time.monotonic() - began:.0f} s", flush=True)


def _packages(settings: Settings, folder: Path, packages: list[str]) -> None:
    python = str(folder / "bin/python")
    scratch = settings.data("tmp")
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=scratch) as wheels, ThreadPoolExecutor(FETCHERS) as pool:
        fetch = [python, "-m", "pip", "wheel", "-q", "--no-deps", "--wheel-dir", wheels]
        list(pool.map(lambda part: _run(settings, folder, [*fetch, *part]), [packages[number::FETCHERS] for number in range(FETCHERS)]))
        local = [python, "-m", "pip", "install", "-q", "--no-index", "--no-deps", "--no-compile", "--find-links", wheels]
        _run(settings, folder, [*local, *packages])
    # Half of the services' code is their own tests. Templates and old examples do not compile; that is not a failure of the installation.
    compiler = [python, "-m", "compileall", "-q", "-j", "0", "-x", NOT_COMPILED, str(folder / "lib")]
    _run(settings, folder, compiler, accept=(0, 1))
    _run(settings, folder, [python, "-m", "pip", "check"])


def _run(settings: Settings, folder: Path, command: list[str], accept: tuple[int, ...] = (0,)) -> None:
    path = settings.log(f"install-{folder.name}")
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = settings.data("tmp")
    scratch.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as log:
        ended = subprocess.run(
            command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=os.environ | {"TMPDIR": str(scratch)}, check=False
        )
    if ended.returncode not in accept:
        tail = "\n".join(path.read_text(errors="replace").splitlines()[-15:])
        raise DevcloudError(f"{' '.join(command)[:300]}: exit code {ended.returncode}\n{tail}")

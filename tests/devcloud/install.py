# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two virtual environments: the services, and the `openstack` command-line client. Pinned, and made again when the pins change."""
from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.devcloud import service as contract
from tests.devcloud.settings import DevcloudError, Settings

CONSTRAINTS = Path(__file__).parent / "constraints"
# pkg_resources, which some services import, left setuptools with version 81.
SERVICES = ("setuptools<81", "wheel", "waitress")
CLIENT = ("python-openstackclient", "osc-placement")
CLIENTS = {
    "heat": "python-heatclient", "octavia": "python-octaviaclient", "barbican": "python-barbicanclient", "designate": "python-designateclient",
    "swift": "python-swiftclient", "manila": "python-manilaclient",
}
MARKER = "devcloud-installed"  # in each environment: what was installed by which pins


def fingerprint(constraints: str) -> str:
    """Changes when pins change."""
    return hashlib.sha256((CONSTRAINTS / constraints).read_bytes()).hexdigest()[:16]


def install(settings: Settings, extras: list[str] | tuple[str, ...] = ()) -> None:
    """Make or complete both environments, at the same time. Raises DevcloudError with the end of pip's output."""
    names = (*contract.CORE, *extras)
    packages = SERVICES + tuple(package for name in names for package in contract.get(name).packages)
    clients = CLIENT + tuple(CLIENTS.values())
    with ThreadPoolExecutor() as pool:
        jobs = [
            pool.submit(_environment, settings, settings.venv, "services.txt", packages),
            pool.submit(_environment, settings, settings.cli, "cli.txt", clients),
        ]
        for job in jobs:
            job.result()


def missing(settings: Settings, extras: list[str]) -> list[str]:
    """Services that `install` has not installed."""
    done = _installed(settings.venv, "services.txt")
    return [name for name in (*contract.CORE, *extras) if not done.issuperset(contract.get(name).packages)]


def _installed(folder: Path, constraints: str) -> set[str]:
    try:
        pins, *packages = (folder / MARKER).read_text().split("\n")
    except FileNotFoundError:
        return set()
    return set(packages) if pins == fingerprint(constraints) else set()


def _environment(settings: Settings, folder: Path, constraints: str, packages: tuple[str, ...]) -> None:
    done = _installed(folder, constraints)
    if done.issuperset(packages):
        print(f"  {folder.name}: everything is there", flush=True)
        return
    began = time.monotonic()
    if not done:  # absent, interrupted, or of other pins
        shutil.rmtree(folder, ignore_errors=True)
        _run(settings, folder.name, [sys.executable, "-m", "venv", str(folder)])
    print(f"  {folder.name}: pip installs {len(packages)} packages and what they need ...", flush=True)
    (folder / MARKER).unlink(missing_ok=True)
    _run(settings, folder.name, [str(folder / "bin/python"), "-m", "pip", "install", "-q", "-c", str(CONSTRAINTS / constraints), *packages])
    (folder / MARKER).write_text("\n".join((fingerprint(constraints), *sorted(done.union(packages)))))
    print(f"  {folder.name}: done in {time.monotonic() - began:.0f} s", flush=True)


def _run(settings: Settings, name: str, command: list[str]) -> None:
    path = settings.log(f"install-{name}")
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = settings.data("tmp")
    scratch.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as log:
        ended = subprocess.run(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=os.environ | {"TMPDIR": str(scratch)}, check=False)
    if ended.returncode:
        tail = "\n".join(path.read_text(errors="replace").splitlines()[-15:])
        raise DevcloudError(f"{' '.join(command)}: exit code {ended.returncode}\n{tail}")

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Uploads to the object store, in process and by the `swift` client: a directory of small files, and a large file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from tests.benchmark import plays

FILES, SIZE = 1000, 2048  # the directory; bytes of each file
LARGE = 1 << 30  # bytes of the large file
THREADS = 10
BAR, MEMORY = 1.3, 100  # times the seconds of the client; MiB
CONTAINER = f"{plays.PREFIX}-objects"
DIRECTORY, AGAIN, FILE = "directory", "directory again", "large file"
# Runs a command -> its seconds, and the peak memory (MiB) of the largest process in it.
MEASURE = """
import json, resource, subprocess, sys, time
began = time.monotonic()
status = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
print(json.dumps({"tasks": [time.monotonic() - began], "peak": peak}))
sys.exit(status)
"""
Run = Callable[[list[plays.Task]], dict[str, Any]]  # runs tasks of this collection -> figures, with "tasks" (seconds), "requests", "peak"


def login() -> dict[str, str]:
    """The variables of the `swift` client for the dev cloud's ordinary user."""
    cloud = yaml.safe_load(Path(os.environ["OS_CLIENT_CONFIG_FILE"]).read_text())["clouds"]["demo"]
    return {f"OS_{name.upper()}": value for name, value in cloud["auth"].items()} | {"OS_IDENTITY_API_VERSION": "3"}


def client(folder: Path, *arguments: str) -> dict[str, Any]:
    """The figures of a run of the `swift` client. Raises CalledProcessError."""
    command = [sys.executable, "-SE", "-c", MEASURE, "swift", *arguments]
    answer = subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder, env=os.environ | login())
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def make_files(folder: Path) -> None:
    """The directory `files` and the file `large` in a folder."""
    (folder / "files").mkdir()
    for number in range(FILES):
        (folder / "files" / f"{number:04}").write_bytes(os.urandom(SIZE))
    with (folder / "large").open("wb") as file:
        file.truncate(LARGE)


def remove(run: Run) -> None:
    """Remove the container with its objects. The service takes a moment to list what it has stored."""
    time.sleep(1)
    run([{"stratus.openstack.object_container": {"name": CONTAINER, "state": "absent", "recursive": True}}])


def measured(run: Run) -> dict[str, dict[str, dict[str, Any]]]:
    """The figures by scenario and contender. ``run``: see Run."""
    found: dict[str, dict[str, dict[str, Any]]] = {DIRECTORY: {}, AGAIN: {}, FILE: {}}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_files(folder)
        upload = {"stratus.openstack.objects_upload": {"container": CONTAINER, "src": str(folder / "files"), "threads": THREADS}}
        large = {"stratus.openstack.object": {"container": CONTAINER, "name": "large", "filename": str(folder / "large")}}
        found[DIRECTORY]["in process"] = run([upload])
        found[AGAIN]["in process"] = run([upload])
        found[FILE]["in process"] = run([large])
        remove(run)
        threads = ("--object-threads", str(THREADS))
        found[DIRECTORY]["swift"] = client(folder, "upload", *threads, CONTAINER, "files")
        found[AGAIN]["swift"] = client(folder, "upload", "--changed", *threads, CONTAINER, "files")
        found[FILE]["swift"] = client(folder, "upload", CONTAINER, "large")
        remove(run)
    return found


def misses(figures: dict[str, dict[str, dict[str, Any]]]) -> list[str]:
    """What is slower, larger or sends more than it may, as texts."""
    found = []
    for name, field in figures.items():
        mine, theirs = (sum(field[contender]["tasks"]) for contender in ("in process", "swift"))
        if mine > BAR * theirs:
            found.append(f"{name}: {mine / theirs:.2f} times the seconds of the client, not {BAR}")
        if field["in process"]["peak"] > MEMORY:
            found.append(f"{name}: {field['in process']['peak']:.0f} MiB, not {MEMORY}")
    if figures[AGAIN]["in process"]["requests"] >= FILES:
        found.append(f"{AGAIN}: {figures[AGAIN]['in process']['requests']} requests")
    return found


def table(figures: dict[str, dict[str, dict[str, Any]]]) -> str:
    """The figures as a table of Markdown, with the ratios, and a line for each miss."""
    rows = ["| what | how | seconds | of those of the client | peak MiB |", "|---|---|--:|--:|--:|"]
    for name, field in figures.items():
        theirs = sum(field["swift"]["tasks"])
        for contender, entry in field.items():
            seconds = sum(entry["tasks"])
            rows.append(f"| {name} | {contender} | {seconds:.2f} | {seconds / theirs:.2f} | {entry['peak']:.0f} |")
    return "\n".join([*rows, "", *(f"- {miss}" for miss in misses(figures))]).rstrip()

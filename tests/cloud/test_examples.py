# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plays of the documentation that are marked as runnable, on a real cloud: those of a page in order, as a reader would run them.

The cloud `demo` of the pages is a project made for the tests, so that what a page leaves behind is seen.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from tests.cloud.plays import AGAIN, LONGEST, held, play
from tests.cloud.servers import Api
from tests.examples.collect import ROOT, Example, sequences

SEQUENCES = sequences()
# Tasks whose outcome check mode cannot foretell, by name, and why.
UNFORESEEN = {
    "Log in with it": "check mode writes no file with the new credentials",
    "See the servers of demo as alt_demo": "nobody can log in by a role that is only predicted",
    "Make a flavor, which only administrators may": "the service refuses it, and is not asked",
}
WRITTEN = {"disk.raw": "not really a disk"}  # by tasks of other collections, which write nothing in check mode
# What administrators make.
COMMON = (
    ("identity", "/projects", "projects"),
    ("identity", "/users", "users"),
    ("identity", "/groups", "groups"),
    ("identity", "/roles", "roles"),
    ("identity", "/services", "services"),
    ("compute", "/flavors", "flavors"),
    ("image", "/images", "images"),
    ("block-storage", "/types", "volume_types"),
    ("network", "/qos/policies", "policies"),
)


def texts(value: Any) -> set[str]:
    """All texts in a document, with the keys left out."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {value} if isinstance(value, str) else set().union(*map(texts, inside))


def common(admin: Api) -> set[tuple[str, str]]:
    return {(key, str(row["name"])) for service, path, key in COMMON for row in admin.list(service, path, key)}


@pytest.mark.usefixtures("tidy")
@pytest.mark.parametrize("page", SEQUENCES)
def test_the_plays_of_a_page(page: str, api: Api, admin: Api, home: Path, tmp_path: Path) -> None:
    before = common(admin)
    for example in SEQUENCES[page]:
        (tmp_path / f"{example.runnable}.yml").write_text(example.text)
    foretold = foretell(SEQUENCES[page], tmp_path / "foretold", home)
    done = [outcome for example in SEQUENCES[page] for outcome in run_example(example, tmp_path, home)]
    judged = [[task for task in tasks if task[0] not in UNFORESEEN] for tasks in (foretold.tasks, done)]
    assert judged[0] == judged[1], foretold.output
    assert held(api) == {}
    named = {text for example in SEQUENCES[page] for text in texts(yaml.safe_load(example.text))}
    assert {(key, name) for key, name in common(admin) - before if name in named} == set()
    assert sorted(path.stem for path in tmp_path.iterdir()) == sorted(example.runnable for example in SEQUENCES[page])


def foretell(examples: list[Example], folder: Path, home: Path) -> SimpleNamespace:
    """Run plays in check mode, all in one run, so that the later ones find what the earlier ones would have created."""
    folder.mkdir()
    for name, text in WRITTEN.items():
        (folder / name).write_text(text)
    for example in examples:
        plays = [each | {"ignore_errors": True} for each in yaml.safe_load(example.text)]
        (folder / f"{example.runnable}.yml").write_text(yaml.safe_dump(plays, sort_keys=False))
    done = play(" ".join(f"{example.runnable}.yml" for example in examples) + " --check", folder, home, cold=True)
    shutil.rmtree(folder)
    return done


def run_example(example: Example, folder: Path, home: Path) -> list[tuple[str, str]]:
    """Run a play, again if it says that this changes nothing -> what each of its tasks came to."""
    path = folder / f"{example.runnable}.yml"
    done = play(path.name, folder, home)
    assert done.status == 0, f"{example.where}\n{done.output}"
    if example.idempotent:
        again = play(path.name, folder, home)
        assert again.status == 0 and AGAIN.search(again.output), f"{example.where} again\n{again.output}"
    return done.tasks


def test_the_commands_of_scripts_are_there() -> None:
    listed = subprocess.run(["openstack", "command", "list", "-f", "json"], check=True, capture_output=True, timeout=LONGEST)
    known = {command for group in json.loads(listed.stdout) for command in group["Commands"]}
    page = (ROOT / "docs" / "from_scripts.md").read_text()
    rows = re.findall(r"^\| `\w+` \| ([^|]*) \|", page.partition("## Commands, calls and modules")[2], re.MULTILINE)
    named = {name for cell in rows for name in re.findall(r"`([^`]+)`", cell)}
    assert len(named) > 150
    assert named - known == set()
    lines = re.findall(r"openstack --os-cloud \w+ (.*)", page)
    assert [line for line in lines if not any(line.startswith(f"{command} ") for command in known)] == []

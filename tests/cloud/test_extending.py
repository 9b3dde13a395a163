# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A type of object that another collection adds, on real services: groups of volumes, whose creation and removal take their time."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cloud.plays import command, surroundings
from tests.cloud.servers import MEMBER, Api

ROOT = Path(__file__).resolve().parents[2]
FOREIGN = ROOT / "tests/foreign"
MODULE = "acme.cloud.volume_group"
MICROVERSION = "3.13"


@pytest.fixture(scope="module")
def group_type(admin: Api) -> Iterator[str]:
    """The name of a type of groups."""
    body = {"group_type": {"name": f"{MEMBER['auth']['project_name']}-consistent", "is_public": True}}
    session = admin.session
    made = session.request("block-storage", "POST", "/group_types", json=body, microversion=MICROVERSION).body["group_type"]
    yield made["name"]
    session.request("block-storage", "DELETE", f"/group_types/{made['id']}", microversion=MICROVERSION)


def groups(api: Api) -> list[dict[str, Any]]:
    """The groups of the project, by Cinder's word."""
    return list(api.session.list("block-storage", "/groups/detail", "groups", microversion=MICROVERSION))


def run(folder: Path, tasks: dict[str, dict[str, Any]], *arguments: str, inprocess: bool = True) -> tuple[dict[str, Any], str]:
    """Run tasks of the module, by the names of their results -> the results, and the output. ``tasks``: the options of each."""
    (folder / "clouds.yaml").write_text(yaml.safe_dump({"clouds": {"own": MEMBER}}))
    found = folder / "results.json"
    play = [{MODULE: {"cloud": "own", **options}, "register": name} for name, options in tasks.items()]
    for task, name in zip(play, tasks, strict=True):
        task["check_mode"] = True if name.startswith("check") else None
    shown = "{{ {%s} | to_json }}" % ", ".join(f"'{name}': {name}" for name in tasks)
    play.append({"ansible.builtin.copy": {"content": shown, "dest": str(found), "mode": "0600"}, "check_mode": False})
    head = {"hosts": "localhost", "gather_facts": False, "vars": {"stratus_inprocess": inprocess}}
    (folder / "play.yml").write_text(json.dumps([head | {"tasks": [{k: v for k, v in task.items() if v is not None} for task in play]}]))
    env = surroundings(folder) | {"ANSIBLE_COLLECTIONS_PATH": f"{os.environ['ANSIBLE_COLLECTIONS_PATH']}:{FOREIGN}"}
    line = [*command("play.yml"), "-vvv", *arguments]
    done = subprocess.run(line, check=False, cwd=folder, env=env, timeout=300, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(found.read_text()), done.stdout


@pytest.mark.parametrize("inprocess", [True, False], ids=["in process", "ordinary module"])
def test_a_type_of_another_collection(api: Api, group_type: str, tmp_path: Path, inprocess: bool) -> None:
    declared = {"name": "database", "group_type": group_type, "volume_types": ["devcloud"], "description": "Volumes of the database"}
    tasks = {
        "check_creation": declared,
        "creation": declared,
        "check_again": declared,
        "again": declared,
        "check_change": {"name": "database", "description": "Both volumes"},
        "change": {"name": "database", "description": "Both volumes"},
    }
    results, output = run(tmp_path, tasks, "--diff", inprocess=inprocess)
    assert [result["changed"] for result in results.values()] == [True, True, False, False, True, True]
    assert f"{MODULE} runs {'in process' if inprocess else 'as an ordinary module'}" in output
    for name in ("creation", "again", "change"):
        assert results[f"check_{name}"]["diff"] == results[name]["diff"], name
    assert results["change"]["diff"] == {
        "before": {"name": "database", "description": "Volumes of the database"},
        "after": {"name": "database", "description": "Both volumes"},
    }
    assert results["creation"]["volume_group"]["status"] == "available"  # the task has waited
    (have,) = groups(api)
    assert (have["name"], have["status"], have["description"]) == ("database", "available", "Both volumes")
    assert results["change"]["volume_group"]["id"] == results["again"]["id"] == have["id"]

    gone = {"name": "database", "state": "absent"}
    results, _output = run(tmp_path, {"check_removal": gone, "removal": gone, "again": gone}, inprocess=inprocess)
    assert [result["changed"] for result in results.values()] == [True, True, False]
    assert groups(api) == []


def test_a_whole_play_in_check_mode(api: Api, group_type: str, tmp_path: Path) -> None:
    """What an earlier task would create is found by the later ones, and nothing is sent."""
    declared = {"name": "database", "group_type": group_type, "volume_types": ["devcloud"]}
    tasks = {"creation": declared, "again": declared, "change": {"name": "database", "description": "x"}}
    tasks["removal"] = tasks["gone"] = {"name": "database", "state": "absent"}
    results, _output = run(tmp_path, tasks, "--check")
    assert [result["changed"] for result in results.values()] == [True, False, True, True, False]
    assert groups(api) == []

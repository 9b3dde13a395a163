# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every example of the documentation is read by Ansible and fits the modules, roles and plugins that it uses; a wrong one is found out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.examples.collect import LANGUAGES, ROOT, Example, collect, of_page, pages

pytestmark = pytest.mark.playbook
CHECKED = {"yaml", "json", "python", "command"}
EXAMPLES = [example for example in collect() if example.language in CHECKED]
BAD = yaml.safe_load((ROOT / "tests" / "examples" / "bad.yml").read_text())
Findings = dict[str, tuple[str | None, list[str]]]


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> Findings:
    """By where it stands: the kind of each example, and what is wrong with it."""
    wrong = [Example(case["what"], case["text"], case.get("language", "yaml")) for case in BAD]
    asked = json.dumps([asdict(example) for example in (*EXAMPLES, *wrong)])
    folder = tmp_path_factory.mktemp("examples")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "OS_", "STRATUS_"))}
    environment = {**kept, "HOME": str(folder), "ANSIBLE_HOME": str(folder), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.examples"]
    done = subprocess.run(command, input=asked, env=environment, cwd=ROOT, check=False, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    return dict(zip((example.where for example in (*EXAMPLES, *wrong)), json.loads(done.stdout), strict=True))


@pytest.mark.parametrize("where", [example.where for example in EXAMPLES])
def test_examples(where: str, findings: Findings) -> None:
    assert findings[where][1] == []


@pytest.mark.parametrize("case", BAD, ids=lambda case: case["what"].replace(" ", "-"))
def test_a_wrong_one_is_found_out(case: dict[str, Any], findings: Findings) -> None:
    (problem,) = findings[case["what"]][1]
    assert case["said"] in problem


def test_every_kind_is_used(findings: Findings) -> None:
    kinds = {findings[example.where][0] for example in EXAMPLES}
    assert {"plays", "tasks", "inventory", "part of an inventory", "clouds.yaml", "execution environment", "command"} <= kinds


def test_every_module_has_examples() -> None:
    files = {example.where.partition(":")[0] for example in EXAMPLES}
    assert {path.relative_to(ROOT).as_posix() for path in (ROOT / "plugins" / "modules").glob("*.py")} - files == set()


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_fences_are_of_a_known_language(path: Path) -> None:
    fences = [line.strip() for line in path.read_text().splitlines() if line.strip().startswith("```")]
    opened = [line.removeprefix("```").partition(" ")[0] for line in fences]
    assert set(opened[::2]) <= LANGUAGES and set(opened[1::2]) <= {""}


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_marks_stand_above_fences(path: Path) -> None:
    names = [example.runnable for example in of_page(path) if example.runnable]
    marks = [line for line in path.read_text().splitlines() if line.strip().startswith("<!-- runnable")]
    assert len(marks) == len(names) == len(set(names))

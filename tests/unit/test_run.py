# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line of the test runner, and the Makefile in front of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def runner(*arguments: str, cache: Path) -> subprocess.CompletedProcess[str]:
    """Call tests/run.py with a cache of its own."""
    command = [sys.executable, str(ROOT / "tests" / "run.py"), *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True, env=os.environ | {"STRATUS_CACHE": str(cache)})


def test_the_makefile_and_the_runner_know_the_same_parts(tmp_path: Path) -> None:
    listed = set(re.findall(r"^  ([a-z-]+)  +\S", runner("--help", cache=tmp_path).stdout.partition("\nparts (")[2], re.MULTILINE))
    made = re.search(r"^PARTS = (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert made and {"lint", "unit", "sanity", "integration", "importer", "docs-lint"} <= listed
    assert set(made[1].split()) == listed - {"pin"} | {"test"}


def test_an_unknown_part_is_refused(tmp_path: Path) -> None:
    ended = runner("everything", cache=tmp_path)
    assert ended.returncode == 2
    assert "invalid choice: 'everything'" in ended.stderr


def test_arguments_for_a_tool_need_one_part(tmp_path: Path) -> None:
    ended = runner("lint", "unit", "--", "-k", "x", cache=tmp_path)
    assert ended.returncode == 2
    assert "name only that one" in ended.stderr
    assert list(tmp_path.iterdir()) == []

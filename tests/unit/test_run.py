# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line of the test runner, and the Makefile in front of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHELL = "/bin/sh"


def runner(*arguments: str, cache: Path) -> subprocess.CompletedProcess[str]:
    """Call tests/run.py with a cache of its own."""
    command = [sys.executable, str(ROOT / "tests" / "run.py"), *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True, env=os.environ | {"STRATUS_CACHE": str(cache)})


def test_the_makefile_and_the_runner_know_the_same_parts(tmp_path: Path) -> None:
    listed = set(re.findall(r"^  ([a-z-]+)  +\S", runner("--help", cache=tmp_path).stdout.partition("\nparts (")[2], re.MULTILINE))
    made = re.search(r"^PARTS = (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert made and {"lint", "unit", "sanity", "integration", "importer", "docs-lint"} <= listed
    assert set(made[1].split()) == listed - {"pin"} | {"test", "test-all"}


@pytest.fixture
def find(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Call find_python.sh where PATH has two folders, and pyenv a third, of made-up Pythons of the releases given."""

    def python(path: Path, release: str, works: bool = True) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        answer = f'[ "$3" = {release} ] && echo {path} || {{ echo "{release} ({path})" >&2; exit 1; }}'
        path.write_text(f"#!/bin/sh\n{answer}\n" if works else "#!/bin/sh\necho no such version >&2; exit 127\n")
        path.chmod(0o755)

    def call(*releases: str, **pythons: str) -> subprocess.CompletedProcess[str]:
        for name, release in pythons.items():
            folder, _sign, file = name.partition("_")
            path = f"versions/{release}/bin/python3" if folder == "pyenv" else f"{folder}/{file.replace('_', '.')}"
            python(tmp_path / path, release.rpartition(".")[0] if folder == "pyenv" else release, works=bool(release))
        env = {"PATH": f"{tmp_path}/shims:{tmp_path}/bin:{os.defpath}", "PYENV_ROOT": str(tmp_path), "HOME": str(tmp_path)}
        return subprocess.run([SHELL, ROOT / "tests" / "find_python.sh", *releases], check=False, capture_output=True, text=True, env=env)

    return call


@pytest.mark.parametrize(
    ("pythons", "found"),
    [
        ({"shims_python4_2": "", "bin_python4_2": "4.2", "bin_python4_1": "4.1"}, "bin/python4.2"),
        ({"shims_python4_2": "", "bin_python3": "4.2"}, "bin/python3"),
        ({"shims_python4_2": "", "bin_python4_1": "4.1", "pyenv_a": "4.2.9", "pyenv_b": "4.2.10"}, "versions/4.2.10/bin/python3"),
        ({"shims_python4_2": "", "bin_python3": "4.1"}, "bin/python3"),
    ],
)
def test_the_first_choice_of_the_pythons_that_run_is_found(find, tmp_path: Path, pythons: dict[str, str], found: str) -> None:
    assert find("4.2", "4.1", **pythons).stdout == f"{tmp_path}/{found}\n"


def test_that_there_is_no_such_python_is_one_line(find, tmp_path: Path) -> None:
    ended = find("4.2", "4.1", shims_python4_2="", bin_python3="4.0")
    assert (ended.returncode, ended.stderr) == (1, "")
    assert ended.stdout.startswith("Python 4.2 or 4.1 with the modules venv and ensurepip is needed (")
    assert ended.stdout.count("\n") == 1 and f"4.0 ({tmp_path}/bin/python3)" in ended.stdout


def test_an_unknown_part_is_refused(tmp_path: Path) -> None:
    ended = runner("everything", cache=tmp_path)
    assert ended.returncode == 2
    assert "invalid choice: 'everything'" in ended.stderr


def test_arguments_for_a_tool_need_one_part(tmp_path: Path) -> None:
    ended = runner("lint", "unit", "--", "-k", "x", cache=tmp_path)
    assert ended.returncode == 2
    assert "name only that one" in ended.stderr
    assert list(tmp_path.iterdir()) == []

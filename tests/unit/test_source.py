# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for the text of the project: headers, function lengths, no place of one machine."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SKIPPED = {".git", "__pycache__", ".pytest_cache", ".ruff_cache", ".ansible", "output"}
HEADER = [
    "# Copyright (c) 2026, stratus.openstack contributors",
    "# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)",
    "# SPDX-License-Identifier: GPL-3.0-or-later",
]
LONGEST_FUNCTION = 60
# A root folder that only some machine has; not a part of a URL or of a longer path.
MACHINE_PATH = re.compile(r"(?<![\w.})/-])/(?:work|root|opt/(?:pypi|wheels)|home/\w+/\.)(?:/|\b)|\.pyenv")
SILENCED = re.compile(
    r"\bno(?:qa|sec|lint)\b|(?:pylint|yamllint|ruff|fmt|type): *(?:disable|skip|off|ignore|noqa)|(?:pytest|mark)\.(?:skip|xfail)"
)


def files(*suffixes: str) -> Iterator[Path]:
    """The project's files with one of these endings."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in SKIPPED]
        yield from (Path(folder, name) for name in names if name.endswith(suffixes))


PYTHON = sorted(files(".py"))


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function of a file: its name, and its length in lines without its docstring."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            docstring = node.body[0] if ast.get_docstring(node) is not None else None
            prose = docstring.end_lineno - docstring.lineno + 1 if docstring else 0
            yield node.name, node.end_lineno - node.lineno + 1 - prose


@pytest.mark.parametrize("path", PYTHON, ids=relative)
def test_python_files_have_the_header(path: Path) -> None:
    lines = path.read_text().splitlines()
    if any(lines):
        assert lines[lines[0].startswith("#!") :][:3] == HEADER


@pytest.mark.parametrize("path", PYTHON, ids=relative)
def test_functions_are_short(path: Path) -> None:
    assert {name: length for name, length in functions(path) if length > LONGEST_FUNCTION} == {}


def test_no_text_names_a_place_of_one_machine() -> None:
    assert places(MACHINE_PATH, ".py", ".md", ".rst", ".yml", ".yaml", ".toml", ".txt", ".in", ".sh", "Makefile", "run") == {}


def test_no_check_is_silenced() -> None:
    assert places(SILENCED, ".py", ".yml", ".yaml", ".sh") == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [("cd /work/tree", True), ("https://example.org/work/1", False), ("/root/x", True), ("a/root", False)],
)
def test_the_pattern_for_such_places(text: str, found: bool) -> None:
    assert bool(MACHINE_PATH.search(text)) is found


def places(pattern: re.Pattern[str], *suffixes: str) -> dict[str, str]:
    """The files with one of these endings that match, this one left out, each with its first match."""
    texts = {relative(path): path.read_text() for path in files(*suffixes) if path != Path(__file__).resolve()}
    return {name: match[0] for name, text in texts.items() if (match := pattern.search(text))}

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guides in docs/ say what the code does."""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.stratus.openstack.plugins.module_utils import hints
from tests import generate
from tests.benchmark import report
from tests.generate_reference import with_attributes

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


# The files in docs/adding_a_type.md: path, whether the fence is only a part of the file, text
ADDED = re.findall(
    r"^`((?:plugins|tests)/\S+)`(, below `types`)?\n\n```\w+\n(.*?)^```$", (DOCS / "adding_a_type.md").read_text(), re.MULTILINE | re.DOTALL
)


def test_the_page_on_adding_a_type_has_all_its_files() -> None:
    table, *modules, entry, target = (path for path, _part, _text in ADDED)
    assert [Path(path).stem for path in modules] == [Path(target).parent.name, f"{Path(target).parent.name}_info"]
    assert Path(table).parent == Path(entry).parent


@pytest.mark.parametrize(("path", "part", "text"), ADDED, ids=[path for path, _part, _text in ADDED])
def test_the_files_in_the_page_on_adding_a_type_are_those_of_the_collection(path: str, part: str, text: str) -> None:
    """A module is in the page as it is written by hand, without what `make generate` adds."""
    file = ROOT / path
    if path.startswith("plugins/modules/"):
        operation = importlib.import_module(f"ansible_collections.stratus.openstack.plugins.modules.{file.stem}").OPERATION
        text = with_attributes(generate.with_common_results(text), operation)
    assert f"\n{text}" in f"\n{file.read_text()}" if part else text == file.read_text()


def flat(text: str) -> str:
    return " ".join(text.split())


def messages() -> list[re.Pattern[str]]:
    """The messages that docs/debugging.md explains, as patterns: `...` in them stands for anything."""
    page = (DOCS / "debugging.md").read_text()
    cells = re.findall(r"^\| (`+)(.+?)\1 \| .+ \| .+ \|$", page, re.MULTILINE)
    return [re.compile(".*".join(re.escape(part.strip()) for part in cell.split("..."))) for _marks, cell in cells]


ERRORS = yaml.safe_load((ROOT / "tests" / "integration" / "errors.yml").read_text())["errors"]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error["what"])
def test_each_error_that_is_tested_is_explained(error: dict[str, Any]) -> None:
    text = flat(error["message"])
    found = [one.pattern for one in messages() if one.search(text) and "HTTP\\ 400" not in one.pattern]
    assert found, f"docs/debugging.md does not explain: {text}"


for base in sorted((ROOT / "plugins" / "module_utils" / "services").glob("*/base.py")):
    importlib.import_module(
        f"ansible_collections.stratus.openstack.plugins.module_utils.services.{base.parent.name}.base"
    )  # declares hints
HINTS = {hint for _status, _pattern, hint, *_find in (*hints.HINTS, *hints.declared()) if hint} | {
    text for name, text in vars(hints).items() if name.isupper() and isinstance(text, str)
}


@pytest.mark.parametrize("hint", sorted(HINTS))
def test_each_hint_is_explained(hint: str) -> None:
    assert hint in flat((DOCS / "debugging.md").read_text()), f"docs/debugging.md does not explain: {hint}"


def test_the_figures_are_those_of_the_benchmark() -> None:
    page = (DOCS / "performance.md").read_text()
    results = json.loads((DOCS / "benchmarks" / "results.json").read_text())
    assert report.costs(results) in page, "`make bench` writes them; so does tests.benchmark.report.guide"
    assert report.guide(page, results) == page

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

from ansible_collections.stratus.openstack.plugins.module_utils import fields, hints
from tests.benchmark import report

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
MODULES = "ansible_collections.stratus.openstack.plugins.modules"


def drift_table() -> str:
    """The options of each module whose differences are told instead of acted on, with what brings them about."""
    rows = ["| module | option | what would do it |", "|---|---|---|"]
    for name in sorted(path.stem for path in (ROOT / "plugins" / "modules").glob("*.py")):
        table = getattr(importlib.import_module(f"{MODULES}.{name}").OPERATION, "fields", {})
        remedies: dict[str, list[str]] = {}
        for option, field in table.items():
            if getattr(field, "update", None) == fields.DRIFT:
                remedies.setdefault(field.remedy, []).append(f"`{option}`")
        rows += [f"| {name} | {', '.join(options)} | {remedy} |" for remedy, options in remedies.items()]
    return "\n".join(rows)


def test_check_mode_lists_what_is_reported_as_drift() -> None:
    table = drift_table()
    assert table in (DOCS / "check_mode.md").read_text(), f"docs/check_mode.md needs this table:\n{table}"


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
HINTS = {hint for _status, _pattern, hint in (*hints.HINTS, *hints.declared()) if hint} | {
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

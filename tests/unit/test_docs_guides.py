# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guides in docs/ say what the code does."""

from __future__ import annotations

import importlib
from pathlib import Path

from ansible_collections.stratus.openstack.plugins.module_utils import fields

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

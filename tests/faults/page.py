# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the figures of docs/reliability.md from the fault table; a unit test holds that they are current."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from tests.faults import table

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"


def figures() -> str:
    """The faults tried, survived and reported, by their family."""
    actions, faults = table.load()
    rows = table.rows()
    tried, survived = Counter(row.fault.family for row in rows), Counter(row.fault.family for row in rows if row.message is None)
    lines = ["| what goes wrong | faults | tried | survived | reported |", "|---|--:|--:|--:|--:|"]
    for family, count in Counter(fault.family for fault in faults).items():
        lines.append(f"| {family} | {count} | {tried[family]} | {survived[family]} | {tried[family] - survived[family]} |")
    done = survived.total()
    lines.append(f"| all | {len(faults)} | {len(rows)} | {done} | {len(rows) - done} |")
    tasks = "; ".join(action.about for action in actions)
    return "\n".join([f"Each of {len(faults)} faults in each of {len(actions)} tasks: {tasks}.", "", *lines])


def page(text: str) -> str:
    """docs/reliability.md with the figures between its marks."""
    return re.sub(
        r"(<!-- faults -->\n\n).*?(\n\n<!-- end of faults -->)", lambda found: found[1] + figures() + found[2], text, flags=re.DOTALL
    )


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text()))

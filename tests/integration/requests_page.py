# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write docs/requests.md from the numbers that the integration targets hold the modules to; a unit test holds that it is current."""

from __future__ import annotations

from pathlib import Path

from tests.integration.rhythm import Rhythm

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "requests.md"
HEAD = """# How many requests a task costs

With a token at hand, and counted in the access logs of the dev cloud, which fails the tests when a number grows. The first task of a
run adds one request for the token, and no discovery. Names that a task mentions beside the object's own (the network of a subnet, say) are
looked up once per run.

| task | nothing to change | nothing to remove |
|---|--:|--:|
"""
LISTINGS = """
| listing | requests |
|---|--:|
"""


def most(rhythm: Rhythm) -> int:
    """The largest number of requests that any step of a target may take when it is repeated."""
    return max(rhythm.requests["present"] if step.requests is None else step.requests for step in rhythm.steps)


def page() -> str:
    """The text of docs/requests.md."""
    rhythms = [Rhythm.load(path) for path in sorted((ROOT / "tests" / "integration" / "targets").glob("*/rhythm.yml"))]
    kept = [rhythm for rhythm in rhythms if rhythm.steps]
    rows: dict[str, tuple[int, int | str]] = {}  # by the module: one may have several targets
    for rhythm in kept:
        present, absent = rows.get(rhythm.module, (0, "-"))
        rows[rhythm.module] = max(present, most(rhythm)), rhythm.requests["absent"] if rhythm.removed else absent
    text = HEAD + "".join(f"| {module} | {present} | {absent} |\n" for module, (present, absent) in rows.items())
    looks: dict[str, int] = {}
    for look in (look for rhythm in rhythms for look in rhythm.info):
        looks[look.module] = min(look.requests, looks.get(look.module, look.requests))
    return text + LISTINGS + "".join(f"| {module} | {number} |\n" for module, number in sorted(looks.items()))


if __name__ == "__main__":
    PAGE.write_text(page())

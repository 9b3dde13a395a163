# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fault table has no gaps, and docs/reliability.md has its figures."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.faults import page, proxy, table

ACTIONS, FAULTS = table.load()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_every_fault_has_one_outcome_in_every_task(fault: table.Fault) -> None:
    assert Counter(name for name, _message in table.outcomes(fault)) == Counter(action.name for action in ACTIONS)


def test_every_fault_is_there_once() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
    assert len(table.rows()) == len(FAULTS) * len(ACTIONS)
    assert {fault.how["kind"] for fault in FAULTS} == set(proxy.KINDS)


def test_a_third_stands_for_all() -> None:
    """Each outcome of each fault is tried, and each family of three faults or more in each task."""
    chosen, rows = table.representatives(), table.rows()
    tried = [row for row in rows if (row.action.name, row.fault.name) in chosen]
    assert len(tried) == len(chosen) < 0.4 * len(rows)
    outcomes = {fault.name: {message for _name, message in table.outcomes(fault)} for fault in FAULTS}
    named = {fault.name: dict(table.outcomes(fault)) for fault in FAULTS}
    assert {name: {named[name][row.action.name] for row in tried if row.fault.name == name} for name in outcomes} == outcomes
    families = Counter(fault.family for fault in FAULTS)
    for family, count in families.items():
        assert len({row.action.name for row in tried if row.fault.family == family}) == min(len(ACTIONS), 3 * count), family


@pytest.mark.parametrize("row", table.rows(), ids=lambda row: f"{row.action.name}: {row.fault.name}")
def test_a_message_is_one_clear_line(row: table.Row) -> None:
    """What was to be done, with what, by which request, and no more than a line."""
    rule = row.rule()
    method, path = row.request.replace("<id>", "0" * 32).split(" ", 1)
    assert rule.strikes(proxy.Request(method, "", "", path, {}))
    if row.message is not None:
        words = table.words(row.fault, row.action)
        assert row.message.startswith((words["doing"] + ": ", words["looking"] + ": "))
        assert "://<host>/" in row.message
        assert row.message.endswith((".", "?"))
        assert "{" not in row.message
        assert "\n" not in row.message


def test_the_page_is_current() -> None:
    text = page.PAGE.read_text()
    assert page.figures() in text
    assert page.page(text) == text, "python3 -m tests.faults.page writes it"

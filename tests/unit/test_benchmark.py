# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line of the benchmark."""

from __future__ import annotations

import sys

import pytest

from tests.benchmark import __main__ as benchmark
from tests.benchmark import plays

NEEDED = ["--ours", "a", "--collections", "b", "--peer", "c", "--peer-collections", "d"]


def test_an_unknown_scenario_is_refused_with_the_names_of_the_others(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmark", *NEEDED, "--only", "inventory", "typo"])
    with pytest.raises(SystemExit):
        benchmark.main()
    told = capsys.readouterr().err
    assert "typo" in told
    assert all(name in told for name in (*plays.SCENARIOS, benchmark.INVENTORY))


def test_scenarios_are_all_unless_some_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmark", *NEEDED])
    assert benchmark.arguments().only == [*plays.SCENARIOS, "inventory"]
    monkeypatch.setattr(sys, "argv", ["benchmark", *NEEDED, "--only", "inventory"])
    assert benchmark.arguments().only == ["inventory"]

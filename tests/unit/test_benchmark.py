# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line of the benchmark."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.benchmark import __main__ as benchmark
from tests.benchmark import objects, plays, processor

NEEDED = ["--ours", "a", "--collections", "b", "--peer", "c", "--peer-collections", "d"]


def test_an_unknown_scenario_is_refused_with_the_names_of_the_others(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmark", *NEEDED, "--only", "inventory", "typo"])
    with pytest.raises(SystemExit):
        benchmark.main()
    told = capsys.readouterr().err
    assert "typo" in told
    assert all(name in told for name in (*plays.SCENARIOS, benchmark.INVENTORY, benchmark.OBJECTS))


def test_scenarios_are_all_unless_some_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmark", *NEEDED])
    assert benchmark.arguments().only == [*plays.SCENARIOS, "inventory", "object store"]
    monkeypatch.setattr(sys, "argv", ["benchmark", *NEEDED, "--only", "inventory"])
    assert benchmark.arguments().only == ["inventory"]


def test_uploads_that_miss_their_bars_are_reported() -> None:
    good = {"tasks": [1.2], "requests": 2, "peak": 70.0}
    theirs = {"tasks": [1.0], "peak": 50.0}
    figures = {name: {"in process": good, "swift": theirs} for name in (objects.DIRECTORY, objects.AGAIN, objects.FILE)}
    assert objects.misses(figures) == []
    figures[objects.AGAIN] = {"in process": {"tasks": [1.5], "requests": 1000, "peak": 101.0}, "swift": theirs}
    assert len(objects.misses(figures)) == 3
    assert "| directory | in process | 1.20 | 1.20 | 70 |" in objects.table(figures)


def test_processor_time_of_a_task_is_what_more_tasks_take(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The start of ansible-playbook is not in it. A loop counts its items."""

    def run(play: processor.Play, _folder: Path, _binaries: Path, collections: Path, bundle: Path, way: tuple[str, ...]) -> float:
        if way and play == [processor.NOTHING]:  # what a first use is compared with
            return 1.0
        assert "BEGIN CERTIFICATE" in bundle.read_text()
        each: dict[str, Any] = play[0]
        return 1.0 + 0.010 * (len(each.get("loop", ())) or len(play)) * (2 if collections == Path("old") else 1)

    monkeypatch.setattr(processor, "run", run)
    command = ["processor", "--bin", "b", "--collections", "new", "--before", "old", "--rounds", "1"]
    monkeypatch.setattr(sys, "argv", command)
    assert processor.main() == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in lines] == [contender.name for contender in processor.CONTENDERS]
    assert all(line.endswith("10.0 ms, before     20.0 ms, 2.00 times that") for line in lines)

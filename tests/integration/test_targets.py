# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every target on the dev cloud, in the controller's process; one per path of the engine, or all, by ordinary modules too. Then as one
play wholly in check mode."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.inputs import EVERYTHING, Project
from tests.integration import rhythm, whole_check
from tests.integration.conftest import TARGETS, Runs

RHYTHMS = [rhythm.Rhythm.load(path) for path in TARGETS.values()]
PROJECT = Project(Path(__file__).parents[2])
CASES = [
    pytest.param(target, way, id=f"{way}-{target.target}", marks=[pytest.mark.smoke] if target.smoke else [])
    for target in RHYTHMS
    for way in ([rhythm.IN_PROCESS, rhythm.MODULE] if target.both_ways or os.environ.get(EVERYTHING) else [rhythm.IN_PROCESS])
]
WHOLLY = [
    pytest.param(target, id=f"{rhythm.WHOLE_CHECK}-{target.target}", marks=[pytest.mark.smoke] if target.smoke else [])
    for target in RHYTHMS
]


@pytest.mark.parametrize(("target", "way"), CASES)
def test_rhythm(target: rhythm.Rhythm, way: str, runs: Runs) -> None:
    problems = rhythm.judge(target, runs.recording(target, way))
    if way == rhythm.IN_PROCESS and not problems:
        whole_check.keep(target, runs.recording(target, way), runs.kept)
    if way == rhythm.MODULE:
        problems += rhythm.parity(target, runs.recording(target, rhythm.IN_PROCESS), runs.recording(target, way))
    inputs = {str(path) for path in PROJECT.inputs(f"target/{target.target}")}
    imported = set(runs.recording(target, way).imported)
    assert imported
    problems += [f"{file} is imported, but a change of it would not run this target" for file in imported - inputs]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("target", WHOLLY)
def test_whole_check(target: rhythm.Rhythm, runs: Runs, record_property: Callable[[str, object], None]) -> None:
    real, check = (runs.recording(target, way) for way in (rhythm.IN_PROCESS, rhythm.WHOLE_CHECK))
    verdict = whole_check.judge(target, real, check)
    record_property(rhythm.WHOLE_CHECK, [verdict.right, len(verdict.judged), verdict.left_out])
    assert not verdict.problems, "\n".join(map(str, verdict.problems))

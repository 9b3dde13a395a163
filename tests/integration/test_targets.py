# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every target on the dev cloud, in the controller's process; one per path of the engine, or all, by ordinary modules too."""

from __future__ import annotations

import os

import pytest

from tests.integration import rhythm
from tests.integration.conftest import TARGETS, Runs

RHYTHMS = [rhythm.Rhythm.load(path) for path in TARGETS.values()]
EVERYTHING = bool(os.environ.get("STRATUS_EVERYTHING"))


def targets(chosen: list[rhythm.Rhythm]) -> pytest.MarkDecorator:
    """A parameter `target`, by name."""
    marks = {target.target: [pytest.mark.smoke] if target.smoke else [] for target in chosen}
    return pytest.mark.parametrize("target", [pytest.param(target, id=target.target, marks=marks[target.target]) for target in chosen])


BOTH_WAYS = [target for target in RHYTHMS if target.both_ways or EVERYTHING]


@targets(RHYTHMS)
def test_in_process(target: rhythm.Rhythm, runs: Runs) -> None:
    problems = rhythm.judge(target, runs.recording(target, rhythm.IN_PROCESS))
    assert not problems, "\n".join(problems)


@targets(BOTH_WAYS)
def test_by_ordinary_modules(target: rhythm.Rhythm, runs: Runs) -> None:
    problems = rhythm.judge(target, runs.recording(target, rhythm.MODULE))
    assert not problems, "\n".join(problems)


@targets(BOTH_WAYS)
def test_both_ways_give_the_same(target: rhythm.Rhythm, runs: Runs) -> None:
    problems = list(rhythm.parity(target, runs.recording(target, rhythm.IN_PROCESS), runs.recording(target, rhythm.MODULE)))
    assert not problems, "\n".join(problems)

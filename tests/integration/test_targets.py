# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every target on the dev cloud: in the controller's process and as an ordinary module, with equal results and nothing left."""

from __future__ import annotations

import pytest

from tests.integration import rhythm
from tests.integration.conftest import TARGETS, Runs

RHYTHMS = [rhythm.Rhythm.load(path) for path in TARGETS.values()]
targets = pytest.mark.parametrize(
    "target", [pytest.param(target, id=target.target, marks=[pytest.mark.smoke] if target.smoke else []) for target in RHYTHMS]
)


@targets
@pytest.mark.parametrize("way", [rhythm.IN_PROCESS, rhythm.MODULE])
def test_rhythm(target: rhythm.Rhythm, way: str, runs: Runs) -> None:
    problems = rhythm.judge(target, runs.recording(target, way))
    assert not problems, "\n".join(problems)


@targets
def test_both_ways_give_the_same(target: rhythm.Rhythm, runs: Runs) -> None:
    problems = list(rhythm.parity(target, runs.recording(target, rhythm.IN_PROCESS), runs.recording(target, rhythm.MODULE)))
    assert not problems, "\n".join(problems)

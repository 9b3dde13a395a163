# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lean processes: the results are those of the other ways, the host keeps the code, and nothing is shown or trusted that must not be."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.unit.fake_cloud import fake_cloud
from tests.unit.test_action import HERE, NETWORKS, SAME, Playbooks, network, ok, without_chance

pytestmark = pytest.mark.playbook
WAYS = re.compile(r"stratus\.openstack\.\w+ (runs .*)")


def other_python(folder: Path) -> str:
    """Another interpreter, which works."""
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / "python"
    made.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    made.chmod(0o755)
    return str(made)


@pytest.fixture
def playbooks(tmp_path: Path) -> Iterator[Playbooks]:
    with fake_cloud() as cloud:
        yield Playbooks(tmp_path / "run", cloud)


@pytest.mark.smoke
def test_the_results_are_those_of_the_other_way(tmp_path: Path) -> None:
    found = {}
    other = other_python(tmp_path / "other")
    with ExitStack() as stack:
        for way in ("here", "lean"):
            cloud = stack.enter_context(fake_cloud())
            cloud.defaults[NETWORKS] = {"mtu": 1500, "admin_state_up": True, "tags": [], "provider:network_type": "geneve"}
            playbooks = Playbooks(tmp_path / way, cloud)
            variables = {"ansible_python_interpreter": other} if way == "lean" else {}
            run = playbooks.run(SAME, "-vvv", way=HERE, vars=variables)
            ways = {line.split(":")[0] for line in WAYS.findall(run.output)}
            assert ways == {"runs in process" if way == "here" else "runs in a lean process"}, run.output
            found[way] = {name: without_chance(result, cloud.stub.url, str(tmp_path / way)) for name, result in ok(run).items()}
    for name in found["here"]:
        assert found["here"][name] == found["lean"][name], name
    assert "pa55-inline-word" not in json.dumps(found)

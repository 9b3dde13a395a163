# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays of several modules on the dev cloud, wholly in check mode and then for real: check mode must have foretold each task."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.integration import rhythm, whole_check
from tests.integration.conftest import Runs, new_suffix

PATH = Path(__file__).with_name("flows.yml")
LISTINGS = ("_info",)


@dataclass
class Flow:
    """``tasks``: what is tried; ``after``: what is removed first; what is created by `name` is removed after that."""

    what: str
    tasks: list[dict[str, Any]]
    cloud: str = "member"
    after: list[dict[str, Any]] = field(default_factory=list)

    @property
    def all_tasks(self) -> list[dict[str, Any]]:
        """The tasks with the removals, each with a name of its own."""
        made: dict[str, dict[str, Any]] = {}
        for task in self.tasks:
            module, options = next((key, value) for key, value in task.items() if key.startswith(rhythm.COLLECTION))
            if "name" in options and options.get("state", "present") == "present" and not module.endswith((*LISTINGS, ".quota")):
                made.setdefault(json.dumps([module, options["name"]]), {module: {"name": options["name"], "state": "absent"}})
        every = [*self.tasks, *self.after, *reversed(made.values())]
        return [{"name": f"{number} {next(iter(task))}"} | task for number, task in enumerate(every, 1)]

    def playbook(self, unique: str, **keywords: Any) -> list[dict[str, Any]]:
        """The play with fresh names."""
        play = {
            "name": self.what,
            "hosts": "localhost",
            "gather_facts": False,
            "module_defaults": {f"group/{rhythm.COLLECTION}openstack": {"cloud": self.cloud}},
            "vars": {"name": f"it-flow-{unique}"},
            "tasks": self.all_tasks,
        }
        return [play | keywords]


FLOWS = [Flow(**entry) for entry in yaml.safe_load(PATH.read_text())]


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.what.replace(" ", "-"))
def test_check_mode_foretells_a_play(flow: Flow, runs: Runs) -> None:
    folder = runs.folder / "flows" / flow.what.replace(" ", "-")
    play = flow.playbook(new_suffix(), ignore_errors=True)
    check = runs.play(play, rhythm.WHOLE_CHECK, folder / "check", options=whole_check.OPTIONS)
    real = runs.play(flow.playbook(new_suffix()), rhythm.IN_PROCESS, folder / "real", options=("--diff",))
    assert isinstance(real, rhythm.Recording), real
    assert isinstance(check, rhythm.Recording), check
    stub = rhythm.Rhythm(target="flow", module="")
    problems = [*rhythm.judge_documented(real)]
    for task in flow.all_tasks:
        name = task["name"]
        if not check.tasks[name]["ok"]:
            problems.append(f"{name}: it failed: {check.result(name)['msg']}")
        else:
            found = whole_check.judge_step(stub, real.result(name), check.result(name))
            problems += [f"{name}: {text}" for _kind, text in found]
        problems += [f"{name}: it wrote: {line}" for line in rhythm.writes(check.requests(name))]
    assert not problems, "\n".join(problems)

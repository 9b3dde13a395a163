# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The judgement of what check mode foretells of a role: a recording that is right, and what each kind of fault in it is found as."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from tests.integration import role_check
from tests.integration.whole_check import UNKNOWN_TEXT

PREDICTED = "ffffffff-ffff-4fff-bfff-000000000001"
NETWORK, FACT, DEBUG = "stratus.openstack.network", "ansible.builtin.set_fact", "ansible.builtin.debug"
NETWORKS, HAND_OUT, SAY = "stratus.openstack.network_stack : Create networks", "stratus.openstack.network_stack : Hand out", "Say"
REASON = {"Create networks": "the service decides"}
Run = list[dict[str, Any]]
Reasons = dict[str, str]


def entry(task: str, module: str, result: dict[str, Any], host: str = "localhost", **further: Any) -> dict[str, Any]:
    return {"task": task, "module": module, "host": host, "ok": True, "result": result} | further


def item(changed: bool, known: bool, **of: Any) -> dict[str, Any]:
    """An item of a loop. ``of``: what differs in the network."""
    network = {"id": "1" * 32 if known else PREDICTED, "mtu": 1450 if known else None, "name": "a"} | of
    shown = {key: UNKNOWN_TEXT if value is None else value for key, value in network.items()}
    diff = {"before": {} if changed else shown, "after": shown}
    own = {
        "ansible_loop_var": "network_stack_item",
        "network_stack_item": {"earlier": "known" if known else None},
        "_ansible_no_log": False,
    }
    return {"changed": changed, "failed": False, "diff": diff, "network": network} | own | ({} if known else {"unknown": ["network.mtu"]})


def run(changed: bool, known: bool) -> Run:
    """A run of a role, as it is recorded."""
    loop = {"changed": changed, "msg": "All items completed", "results": [item(changed, known), item(changed, known, name="b")]}
    return [
        entry(NETWORKS, NETWORK, loop),
        entry("Create subnets", NETWORK, {"changed": False, "results": []}, skipped=True),
        entry(HAND_OUT, FACT, {"changed": False, "ansible_facts": {"made": known}}),
        entry(SAY, DEBUG, {"changed": False}, "one"),
        entry(SAY, DEBUG, {"changed": False}, "two"),
    ]


def runs() -> list[Run]:
    """What a scenario records when all is as it must be."""
    return [run(True, known=False), run(True, known=True), run(False, known=True), run(False, known=True)]


def judged(recorded: list[Run], folder: Path, varies: Reasons | None = None, unforeseen: Reasons | None = None) -> role_check.Verdict:
    for number, (name, lines) in enumerate(zip(role_check.RUNS, recorded, strict=True)):
        (folder / f"{number}-{name}.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    (folder / "9-verify.jsonl").write_text("")
    return role_check.judge([role_check.read(path, {}) for path in role_check.recordings(folder)], varies or {}, unforeseen or {})


def test_what_was_foretold_is_right(tmp_path: Path) -> None:
    recorded = runs()
    recorded[0][3:] = reversed(recorded[0][3:])  # hosts come in any order
    verdict = judged(recorded, tmp_path)
    assert (verdict.judged, verdict.compared, verdict.wrong, verdict.problems) == (12, 4, 0, [])


FAULTS = {
    "a change that is not made": (1, NETWORKS, {"changed": False}, "check: Create networks (2): changed, for real ok"),
    "another value": (
        0,
        NETWORKS,
        {"network": {"id": PREDICTED, "mtu": None, "name": "c"}},
        "other values: network.name is 'c', for real 'b'",
    ),
    "a value that is missing": (0, NETWORKS, {"unknown": []}, "null and not in `unknown`: network.mtu"),
    "another diff": (0, NETWORKS, {"diff": {"before": {}, "after": {"name": "c"}}}, "the diff: after.id is missing"),
    "a failure": (0, NETWORKS, {"failed": True}, "check: Create networks (2): failed, for real changed"),
    "a task that is not skipped": (0, "Create subnets", {"skipped": False}, "check: Create subnets: ok, for real skipped"),
    "a task of another collection": (0, HAND_OUT, {"changed": True}, "check: Hand out: changed, for real ok"),
    "a second run that changes": (2, HAND_OUT, {"changed": True}, "idempotence: Hand out: changed when nothing is left to do"),
    "a last check that promises": (3, HAND_OUT, {"changed": True}, "the last check: Hand out: changed when nothing is left to do"),
}


@pytest.mark.parametrize(("number", "task", "values", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_found(number: int, task: str, values: dict[str, Any], message: str, tmp_path: Path) -> None:
    recorded = runs()
    line = next(line for line in recorded[number] if line["task"] == task)
    part = line if "skipped" in values else line["result"]["results"][1] if line["result"].get("results") else line["result"]
    part.update(values)
    verdict = judged(recorded, tmp_path)
    assert message in "\n".join(map(str, verdict.problems))
    assert verdict.wrong or number == 2


def test_a_task_that_runs_in_check_mode_only_is_found(tmp_path: Path) -> None:
    recorded = runs()
    recorded[0].append(copy.deepcopy(recorded[0][2]))
    (problem,) = judged(recorded, tmp_path).problems
    assert str(problem).startswith("check: other tasks ran, from here on: ")


def test_a_scenario_that_changes_nothing_is_found(tmp_path: Path) -> None:
    (problem,) = judged([run(False, known=True)] * 4, tmp_path).problems
    assert str(problem) == "converge: no task changed anything"


def test_results_that_cannot_be_foretold_are_named(tmp_path: Path) -> None:
    recorded = runs()
    recorded[0][0]["result"]["results"][1].update(network=None)
    verdict = judged(recorded, tmp_path, unforeseen=REASON)
    assert (verdict.judged, verdict.compared, verdict.left_out, verdict.problems) == (11, 3, {"Create networks": 1}, [])


def test_a_name_that_is_not_needed_is_found(tmp_path: Path) -> None:
    (problem,) = judged(runs(), tmp_path, unforeseen=REASON).problems
    assert str(problem) == "Create networks: check mode foretells each task of this name"


def test_results_that_vary_are_not_judged(tmp_path: Path) -> None:
    verdict = judged(runs(), tmp_path, varies=REASON)
    assert (verdict.judged, verdict.compared, verdict.left_out, verdict.problems) == (8, 0, {"Create networks": 4}, [])


def test_what_others_make_is_left_out_of_a_listing(tmp_path: Path) -> None:
    listed = [{"name": "other", "mtu": None}, {"name": "own-a", "mtu": None}, {"name": "own-b", "mtu": 1}]
    result = {"changed": False, "networks": listed, "unknown": ["networks.0.mtu", "networks.1.mtu"]}
    path = tmp_path / "run.jsonl"
    path.write_text(json.dumps(entry("teardown : List", "stratus.openstack.network_info", result)))
    (outcome,) = role_check.read(path, {"List": "own-"})
    assert outcome.result == {"changed": False, "networks": listed[1:], "unknown": ["networks.0.mtu"]}


@pytest.mark.parametrize("where", ["varies", "unforeseen"])
def test_the_status_is_judged_always(where: str, tmp_path: Path) -> None:
    recorded = runs()
    recorded[0][0]["result"]["results"][0].update(changed=False)
    recorded[0][0]["result"]["results"][1].update(network=None)
    (problem,) = judged(recorded, tmp_path, **{where: REASON}).problems
    assert str(problem) == "check: Create networks (1): ok, for real changed"


def test_recordings_of_half_a_scenario_are_refused(tmp_path: Path) -> None:
    for name in role_check.RUNS[1:]:
        (tmp_path / f"{len(name)}-{name}.jsonl").write_text("")
    with pytest.raises(ValueError, match="run `molecule destroy` first"):
        role_check.recordings(tmp_path)


def test_the_command_prints_figures_and_problems(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recorded = runs()
    judged(recorded, tmp_path)
    assert role_check.main(["network_stack", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "network_stack: check mode foretold 12 of 12 tasks, 4 of them with their results\n"
    recorded[0][2]["result"]["changed"] = True
    judged(recorded, tmp_path)
    assert role_check.main(["network_stack", str(tmp_path)]) == 1
    figures = "network_stack: check mode foretold 11 of 12 tasks, 4 of them with their results"
    assert capsys.readouterr().out.splitlines() == [figures, "check: Hand out: changed, for real ok"]

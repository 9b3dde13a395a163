# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The judgement of what is wholly in check mode: a run that foretells everything passes, and each fault is found."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.integration import rhythm, whole_check
from tests.integration.rhythm import Recording, Rhythm
from tests.integration.whole_check import UNKNOWN_TEXT, Verdict
from tests.unit.test_rhythm import Run

GET, LOGIN, POST = "GET /v2.0/networks?name=a", rhythm.LOGIN, "POST /v2.0/networks"
PREDICTED = "ffffffff-ffff-4fff-bfff-0123456789ab"
TARGET = Rhythm(
    "network",
    "network",
    show="network show {{ name }}",
    options={"name": "{{ name }}"},
    varies=["host"],
    setup=[
        {"name": "Make a project", "stratus.openstack.project": {"name": "{{ name }}"}},
        {"name": "Write a file", "ansible.builtin.copy": {"dest": "x", "content": ""}},
    ],
    teardown=[
        {"name": "Remove the file", "ansible.builtin.file": {"path": "x", "state": "absent"}},
        {"name": "Remove the project", "stratus.openstack.project": {"name": "{{ name }}", "state": "absent"}},
    ],
    steps=[
        {
            "what": "create",
            "before": [{"name": "Write another file", "ansible.builtin.copy": {"dest": "y", "content": ""}}],
            "options": {"mtu": 1400},
            "after": [
                {"name": "Tag it", "stratus.openstack.network": {"name": "{{ name }}", "tags": ["a"]}},
                {"name": "Wait for it", "stratus.openstack.network_info": {}, "until": "x is defined"},
            ],
        },
        {"what": "omit", "changes": False, "unforeseen": "the user is predicted", "instead": {"cloud": "admin"}},
        {"what": "use its password", "changes": False, "unforeseen": "a password has no effect before it is set"},
    ],
    info=[
        {"what": "list", "module": "network_info", "returns": "networks", "count": 1, "expect": {"networks.0.mtu": 1400}},
        {"what": "count", "module": "network_info", "returns": "networks", "count": 1, "unforeseen": "the service counts"},
    ],
    bad=[
        {"what": "refuse", "options": {"mtu": "x"}, "message": "No <id>."},
        {"what": "be refused", "options": {"mtu": -1}, "message": "Bad (PUT\nhttp://<host>/v2.0/networks/<id>, HTTP 400)."},
        {"what": "run out", "options": {"mtu": 9}, "message": "No host.", "unforeseen": "the service decides"},
    ],
)
HOPS = [{"id": "2" * 32, "to": "x"}, {"to": "y"}]
MADE = {"id": "1" * 32, "number": 7, "mtu": 1400, "status": "ACTIVE", "host": "one", "hops": HOPS}
HOPS_TO_BE = [{"to": "y"}, {"id": PREDICTED, "to": "x"}]
FORETOLD = {"id": PREDICTED, "number": PREDICTED, "mtu": 1400, "status": None, "host": "two", "hops": HOPS_TO_BE}
RULES = [{"port": 1}, {"port": 2}]
DONE = {"before": {}, "after": {"id": "1" * 32, "mtu": 1400, "zone": "nova", "host": "one", "rules": RULES}}
FORESEEN = {"before": {}, "after": {"id": PREDICTED, "mtu": 1400, "zone": UNKNOWN_TEXT, "host": "two", "rules": RULES}}
CREATE, OMIT, LIST, REFUSE, REMOVE = (f"{what}: in check mode" for what in ("create", "omit", "list", "refuse", "remove"))
ASIDE = ("Make a project", "Write a file", "Write another file", "Tag it", "Remove the file", "Remove the project")
WAIT = "Wait for it"
KEPT = {"before": {"mtu": 1400}, "after": {"mtu": 1400}}


def done() -> Run:
    """A real run, as far as it matters."""
    run = Run()
    for name in ASIDE:
        run.add(name, {"changed": True})
    run.add(WAIT, {"changed": False}, GET)
    run.add("create: for real", {"changed": True, "diff": DONE, "network": MADE, "attempts": 1}, LOGIN, GET, POST)
    run.add("omit: for real", {"changed": False, "network": MADE}, GET)
    run.add("list: for real", {"changed": False, "networks": [MADE]}, GET, "POST /networks/search")
    run.add("remove: for real", {"changed": True, "diff": {"before": DONE["after"], "after": {}}, "network": None}, GET, "DELETE /x")
    return run


def foretold() -> Run:
    """A run in check mode that foretells all of it."""
    run = Run()
    for name in ASIDE:
        run.add(name, {"changed": True})
    run.add(CREATE, {"changed": True, "diff": FORESEEN, "network": FORETOLD, "unknown": ["network.status"]}, LOGIN, GET)
    run.add(OMIT, {"changed": False, "diff": KEPT, "network": FORETOLD, "unknown": ["network.status"]}, GET)
    run.add(LIST, {"changed": False, "networks": [FORETOLD]}, GET, "POST /networks/search")
    run.add(REFUSE, {"msg": f"No {PREDICTED}."}, GET)
    run.failed.add(REFUSE)
    run.add(REMOVE, {"changed": True, "diff": {"before": FORESEEN["after"], "after": {}}, "network": None}, GET)
    return run


def judged(run: Run, target: Rhythm = TARGET) -> Verdict:
    return whole_check.judge(target, done().recording(), run.recording(rhythm.WHOLE_CHECK))


def result(task: str, **values: Any) -> Callable[[Run], None]:
    """A fault: a task returned something else."""
    return lambda run: run.results[task].update(values)


def network(**values: Any) -> Callable[[Run], None]:
    """A fault: the first step returned another object."""
    return result(CREATE, network=without_nothing(FORETOLD | values))


def after(**values: Any) -> Callable[[Run], None]:
    """A fault: the diff of the first step is another one."""
    return result(CREATE, diff={"before": {}, "after": without_nothing(FORESEEN["after"] | values)})


def without_nothing(values: dict[str, Any]) -> dict[str, Any]:
    """Values but for those that are said to be nothing."""
    return {key: value for key, value in values.items() if value != "nothing"}


def fails(task: str, **values: Any) -> Callable[[Run], None]:
    """A fault: a task failed."""
    return lambda run: (run.failed.add(task), run.results.update({task: values}))[0]


def asks(task: str, *requests: str) -> Callable[[Run], None]:
    """A fault: a task made other requests."""
    return lambda run: run.requests.update({task: list(requests)})


def missing(task: str) -> Callable[[Run], None]:
    """A fault: a task was not run."""
    return lambda run: (run.results.pop(task), run.requests.pop(task))[0] and None


WORDS = ("one", "two")
FAULTS = {
    "create: changed=False, for real True": result(CREATE, changed=False),
    "create: it failed: There is no network.": fails(CREATE, msg="There is\nno network."),
    "create: it did not run": missing(CREATE),
    "create: the diff: after.mtu is 1500, for real 1400": after(mtu=1500),
    "create: the diff: after.mtu is None, for real 1400": after(mtu=None),
    "create: the diff: after.zone is missing, for real 'nova'": after(zone="nothing"),
    "create: the diff: after.color is 'red', for real there is none": after(color="red"),
    "create: the diff: after.rules.0.port is 3, for real 2": after(rules=[{"port": 3}, {"port": 1}]),
    "create: the diff: after.rules.0 is 2, for real {'port': 2}": after(rules=[2, {"port": 1}]),
    "create: the diff: after.rules is [{'port': 1}], for real [{'port': 1}, {'port': 2}]": after(rules=RULES[:1]),
    "create: the diff:  is None, for real {'before'": result(CREATE, diff=None),
    "create: keys of the real result that are missing: network.mtu": network(mtu="nothing"),
    "create: keys that the real result has not: network.color": network(color="red"),
    "create: null and not in `unknown`: network.status": result(CREATE, unknown=["network.mtu", "network.stat"]),
    "create: null and not in `unknown`: network.host": network(host=None),
    "create: null and not in `unknown`: network": result(CREATE, network=None),
    "create: other values: network.mtu is 1500, for real 1400": network(mtu=1500),
    "create: other values: network.number is 8, for real 7": network(number=8),
    "create: other values: network.hops is [], for real [{": network(hops=[]),
    "create: it wrote: POST /v2.0/networks": asks(CREATE, LOGIN, GET, POST),
    "omit: changed=True, for real False": result(OMIT, changed=True),
    "omit: the diff: it shows a difference": result(OMIT, diff={"before": {"a": 1}, "after": {"a": 2}}),
    "remove: the diff: before.id is missing, for real": result(REMOVE, diff={"before": {}, "after": {}}),
    "remove: other values: network is {": result(REMOVE, network=FORETOLD),
    "list: changed=False, 0 objects, not 1": result(LIST, networks=[]),
    "list: changed=True, 1 objects, not 1": result(LIST, changed=True),
    "list: the result's networks.0.mtu is 1500, not 1400": result(LIST, networks=[FORETOLD | {"mtu": 1500}]),
    "list: it wrote: POST /networks/search": asks(LIST, GET, "POST /networks/search", "POST /networks/search"),
    "refuse: it did not fail": lambda run: run.failed.clear(),
    "refuse: it says 'Yes'": result(REFUSE, msg="Yes"),
    "Make a project: it failed: no quota": fails("Make a project", changed=False, msg="no quota"),
    "Make a project: changed=False, for real True": result("Make a project", changed=False),
    "Write a file: it failed: no space": fails("Write a file", msg="no space"),
    "Write another file: it failed: one; two": fails("Write another file", results=[{"failed": True, "msg": text} for text in WORDS]),
    "Tag it: it did not run": missing("Tag it"),
    "Tag it: it wrote: PUT /v2.0/networks/1/tags": asks("Tag it", "PUT /v2.0/networks/1/tags"),
    "Remove the project: it failed: gone": fails("Remove the project", msg="gone"),
    ": create: in check mode: runs as an ordinary module": lambda run: setattr(
        run, "output", "\nTASK [create: in check mode] ****\nnetwork runs as an ordinary module: it was asked for\n"
    ),
}


def test_a_run_that_foretells_all_passes() -> None:
    verdict = judged(foretold())
    assert verdict.problems == []
    assert verdict.judged == ["create", "omit", "remove", "list", "refuse"]
    assert verdict.right == 5


@pytest.mark.parametrize("found", FAULTS)
def test_a_fault_is_found(found: str) -> None:
    run = foretold()
    FAULTS[found](run)
    verdict = judged(run)
    problems = list(map(str, verdict.problems))
    assert any(problem.startswith(found) for problem in problems), problems
    assert verdict.right == 5 - (found.partition(":")[0] in verdict.judged)


def test_what_is_left_out_has_a_reason() -> None:
    assert judged(foretold()).left_out == {
        "use its password": "a password has no effect before it is set",
        "count": "the service counts",
        "be refused": "the service refuses what is written",
        "run out": "the service decides",
    }


def test_what_is_not_known_may_be_null_or_less() -> None:
    run = foretold()
    run.results[CREATE].update(network=FORETOLD | {"hops": {}, "mtu": None}, unknown=["network.status", "network.hops", "network.mtu"])
    assert judged(run).problems == []
    run.results[CREATE]["diff"] = {"before": {}, "after": FORESEEN["after"] | {"rules": [UNKNOWN_TEXT, {"port": 1}]}}
    assert judged(run).problems == []
    run.results[CREATE]["diff"] = {"before": {}, "after": UNKNOWN_TEXT}
    assert judged(run).problems == []


def test_others_may_fail_when_they_remove_what_is_only_predicted() -> None:
    run = foretold()
    run.failed.add("Remove the file")
    assert judged(run).problems == []


def test_the_play_has_the_tasks_that_are_judged() -> None:
    (play,) = whole_check.playbook(TARGET, {"name": "a"})
    everything = play["tasks"][0]
    names = [task["name"] for task in everything["block"]]
    assert names == [*ASIDE[:3], CREATE, "Tag it", OMIT, "use its password: in check mode", LIST, REFUSE, REMOVE]
    assert [task["name"] for task in everything["always"]] == ["Remove the file", "Remove the project"]
    assert play["ignore_errors"] is True
    others = [task["name"] for task in (*everything["block"], *everything["always"]) if task.get("check_mode") is False]
    assert others == ["Write a file", "Write another file", "Remove the file"]
    assert [task["name"] for task in everything["block"] if task.get("register") == "made"] == [CREATE]
    assert everything["block"][names.index(OMIT)]["stratus.openstack.network"] == {"name": "{{ name }}", "cloud": "admin"}


def test_a_recording_is_kept_for_what_was_asked(tmp_path: Path) -> None:
    assert whole_check.kept(TARGET, tmp_path) is None
    whole_check.keep(TARGET, done().recording(), tmp_path / "recordings")
    kept = whole_check.kept(TARGET, tmp_path / "recordings")
    assert isinstance(kept, Recording)
    assert (kept.tasks, kept.log) == (done().recording().tasks, done().recording().log)
    other = copy.deepcopy(TARGET)
    other.bad[0].unforeseen = "it is not asked for in the real run"
    assert whole_check.kept(other, tmp_path / "recordings")
    other.steps[0].options["mtu"] = 1300
    assert whole_check.kept(other, tmp_path / "recordings") is None

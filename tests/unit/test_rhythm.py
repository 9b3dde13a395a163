# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The judgement of the integration targets: a run without a fault passes, and each fault is found."""

from __future__ import annotations

import copy
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils import runner
from tests.devcloud.access import Request
from tests.integration import rhythm
from tests.secret_options import options_of

OTHER_GET = "GET /v2.0/networks/1"
GET, PUT, LOGIN, ORDINARY = "GET /v2.0/networks?name=a", "PUT /v2.0/networks/1", rhythm.LOGIN, rhythm.ORDINARY
TARGET = rhythm.Rhythm(
    "network",
    "network",
    show="network show {{ name }}",
    options={"name": "{{ name }}"},
    fields={"subnets": "subnet_ids"},
    steps=[
        {"what": "create", "options": {"mtu": 1400}, "expect": {"network.mtu": 1400}, "client": {"mtu": 1400}},
        {"what": "omit", "changes": False},
    ],
    info=[{"what": "list", "module": "network_info", "returns": "networks", "count": 1}],
    bad=[{"what": "refuse", "options": {"mtu": -1}, "message": "No <id> (request <request>)."}],
)
HAVE = {"id": "1", "mtu": 1400, "subnet_ids": ["y", "x"], "updated_at": "then"}
SHOWN = {"id": "1", "mtu": 1400, "subnets": ["x", "y"], "updated_at": "now"}
MADE, GONE = {"before": {}, "after": {"mtu": 1400}}, {"before": {"mtu": 1400}, "after": {}}
KEPT = {"before": {"mtu": 1400}, "after": {"mtu": 1400}}


class Run:
    """A run in the making: results by the names of the tasks, and the requests of each."""

    def __init__(self) -> None:
        self.results: dict[str, dict[str, Any]] = {}
        self.requests: dict[str, list[str]] = {}
        self.failed: set[str] = set()
        self.output = ""

    def add(self, name: str, result: dict[str, Any], *requests: str) -> None:
        self.results[name] = copy.deepcopy(result)
        self.requests[name] = list(requests)

    def see(self, name: str, view: object) -> None:
        self.add(name, {"changed": False, "ansible_facts": {"view": view}})

    def recording(self, way: str = rhythm.IN_PROCESS) -> rhythm.Recording:
        tasks, log = {}, []
        for number, (name, result) in enumerate(self.results.items()):
            own = rhythm.COLLECTION + ("network_info" if name.startswith("list: ") else "network")
            module = "ansible.builtin.set_fact" if "ansible_facts" in result else own
            times = {"began": number, "ended": number + 0.9}
            tasks[name] = {"task": name, **times, "ok": name not in self.failed, "result": result, "module": module}
            for line in self.requests[name]:
                method, path = line.split(" ")
                log.append(Request(number + 0.5, "any", method, path, 200, 1.0, None, "stratus", None, None))
        return rhythm.Recording(way, tasks, log, self.output)


def good() -> Run:
    """A run in which all is as it shall be."""
    run = Run()
    run.see("create: as the client sees it before", None)
    run.add("create: in check mode", {"changed": True, "diff": MADE}, LOGIN, GET)
    run.add(f"create: in check mode{ORDINARY}", {"changed": True, "diff": MADE}, LOGIN, GET)
    run.see("create: as the client sees it in check mode", None)
    run.add("create: for real", {"changed": True, "diff": MADE, "network": HAVE}, GET, "POST /v2.0/networks")
    run.see("create: as the client sees it for real", SHOWN)
    run.add("create: again", {"changed": False, "diff": KEPT, "network": HAVE}, GET)
    run.add(f"create: again{ORDINARY}", {"changed": False, "diff": KEPT, "network": HAVE}, LOGIN, GET)
    run.add("omit: for real", {"changed": False, "network": HAVE}, GET)
    run.see("omit: as the client sees it for real", SHOWN)
    run.add("list: for real", {"changed": False, "networks": [HAVE]}, GET)
    run.add(f"list: for real{ORDINARY}", {"changed": False, "networks": [HAVE]}, LOGIN, GET)
    run.see(rhythm.LISTED, SHOWN)
    run.add("refuse: for real", {"msg": "No " + "0" * 32 + " (request req-" + "1" * 32 + ")."}, GET)
    run.failed.add("refuse: for real")
    run.see(rhythm.REFUSED, SHOWN)
    run.add("remove: in check mode", {"changed": True, "diff": GONE}, GET)
    run.add(f"remove: in check mode{ORDINARY}", {"changed": True, "diff": GONE}, LOGIN, GET)
    run.see("remove: as the client sees it in check mode", SHOWN)
    run.add("remove: for real", {"changed": True, "diff": GONE, "network": None}, GET, "DELETE /v2.0/networks/1")
    run.see("remove: as the client sees it for real", None)
    run.add("remove: again", {"changed": False, "diff": {"before": {}, "after": {}}, "network": None}, GET)
    run.add(f"remove: again{ORDINARY}", {"changed": False, "diff": {"before": {}, "after": {}}, "network": None}, LOGIN, GET)
    return run


def good_module() -> Run:
    """The same by ordinary modules: between the first step and the removal all is done for real only."""
    whole, run = good(), Run()
    for name, result in whole.results.items():
        if name.endswith(ORDINARY):
            continue
        if name == "remove: in check mode":
            run.see("remove: as the client sees it before", SHOWN)
        if name != "omit: as the client sees it for real":
            run.add(name, result, *whole.requests[name])
    run.failed = whole.failed
    return run


def changed(task: str, **values: Any) -> Callable[[Run], None]:
    """A fault: a task returned something else."""
    return lambda run: run.results[task].update(values)


def seen(task: str, view: object) -> Callable[[Run], None]:
    """A fault: the client saw something else."""
    return lambda run: run.results[task]["ansible_facts"].update(view=view)


def asked(task: str, *requests: str) -> Callable[[Run], None]:
    """A fault: a task made other requests."""
    return lambda run: run.requests.update({task: list(requests)})


OTHER_WAYS = "network runs as an ordinary module: the connection is ssh", "network runs in process"


def played(line: str, way: str = "") -> str:
    """What a run prints of two tasks, of which the first prepares."""
    return "".join(f"\nTASK [{name}] *****\n{line}\nok: [localhost]\n" for name in ("Use it again", f"create: again{way}"))


FAULTS = {
    "create: changed=False in check mode": changed("create: in check mode", changed=False),
    "create: changed=False for real": changed("create: for real", changed=False),
    "create: changed=True again": changed("create: again", changed=True),
    "create: there is a diff again": changed("create: again", diff=MADE),
    "create: the diff in check mode": changed("create: in check mode", diff=KEPT),
    "create: the result's network.mtu is 1500": changed("create: for real", network=HAVE | {"mtu": 1500}),
    "create: for real mtu is 1500, the client shows": changed("create: for real", network=HAVE | {"mtu": 1500}),
    "create: again subnet_ids is []": changed("create: again", network=HAVE | {"subnet_ids": []}),
    "create: for real the module returns": seen("create: as the client sees it for real", None),
    "create: for real the client shows color='red'": seen("create: as the client sees it for real", SHOWN | {"color": "red"}),
    "create: check mode changed something: the client sees": seen("create: as the client sees it in check mode", SHOWN),
    "create: check mode changed something: ['PUT": asked("create: in check mode", GET, PUT),
    "create: 2 requests, not 1": asked("create: again", GET, OTHER_GET),
    "create: 0 requests, not 1": asked("create: again"),
    "2 logins, not 1": asked("create: again", LOGIN, GET),
    "omit: it changed something": changed("omit: for real", changed=True),
    "omit: the client sees another object": seen("omit: as the client sees it for real", SHOWN | {"mtu": 9000}),
    "omit: 2 requests, not 1": asked("omit: for real", GET, PUT),
    "list: changed=False, 0 objects, not 1": changed("list: for real", networks=[]),
    "list: in the listing mtu is 1": changed("list: for real", networks=[HAVE | {"mtu": 1}]),
    "list: 3 requests, not 1": asked("list: for real", GET, OTHER_GET, f"{OTHER_GET}1"),
    "refuse: it did not fail": lambda run: run.failed.clear(),
    "refuse: it says 'Yes'": changed("refuse: for real", msg="Yes"),
    "refuse: there is a traceback": changed("refuse: for real", exception="Traceback (most recent call last)"),
    "a refused task changed something": seen(rhythm.REFUSED, SHOWN | {"mtu": 9000}),
    "remove: for real the module returns": seen("remove: as the client sees it for real", SHOWN),
    "omit: for real: network.color is not documented": changed("omit: for real", network=HAVE | {"color": "red"}),
    "omit: for real: network.mtu is 1400.5, its documented type is int": changed("omit: for real", network=HAVE | {"mtu": 1400.5}),
    "list: for real: networks[].color is not documented": changed("list: for real", networks=[HAVE | {"color": "red"}]),
    "create: again: runs as an ordinary module": lambda run: setattr(run, "output", played(OTHER_WAYS[0])),
}
DOUBLED = {
    f"create: in check mode{ORDINARY}: diff.before.mtu": changed(f"create: in check mode{ORDINARY}", diff=KEPT),
    f"create: again{ORDINARY}: changed is False in process": changed(f"create: again{ORDINARY}", changed=True),
    f"create: again{ORDINARY}: warnings is None in process": changed(f"create: again{ORDINARY}", warnings=["careful"]),
    f"create: again{ORDINARY}: it wrote: ['PUT": asked(f"create: again{ORDINARY}", GET, PUT),
    f"create: again{ORDINARY}: 2 requests, in process 1": asked(f"create: again{ORDINARY}", LOGIN, GET, OTHER_GET),
    f"list: for real{ORDINARY}: networks is": changed(f"list: for real{ORDINARY}", networks=[]),
    f"remove: again{ORDINARY}: 0 requests, in process 1": asked(f"remove: again{ORDINARY}"),
    f"create: again{ORDINARY}: runs in process": lambda run: setattr(run, "output", played(OTHER_WAYS[1], ORDINARY)),
}


def test_a_run_without_a_fault_passes() -> None:
    assert rhythm.judge(TARGET, good().recording()) == []


@pytest.mark.parametrize("found", FAULTS | DOUBLED)
def test_a_fault_is_found(found: str) -> None:
    run = good()
    (FAULTS | DOUBLED)[found](run)
    problems = rhythm.judge(TARGET, run.recording())
    assert any(problem.startswith(found) or found in problem for problem in problems), problems


def test_a_module_logs_in_for_each_task() -> None:
    run = good_module()
    for name in run.results:
        run.requests[name] = [LOGIN, *(line for line in run.requests[name] if line != LOGIN)] if run.requests[name] else []
    assert rhythm.judge(TARGET, run.recording(rhythm.MODULE)) == []
    run.see("omit: as the client sees it for real", SHOWN)
    assert rhythm.judge(TARGET, run.recording()) != []


ONLY_IN_PROCESS = ("omit: the client", "omit: it", "2 logins", "create: again: runs as")


@pytest.mark.parametrize("found", [found for found in FAULTS if not found.startswith(ONLY_IN_PROCESS)])
def test_a_fault_of_a_module_is_found(found: str) -> None:
    run = good_module()
    FAULTS[found](run)
    problems = rhythm.judge(TARGET, run.recording(rhythm.MODULE))
    assert any(problem.startswith(found) or found in problem for problem in problems), problems


def test_what_only_prepares_may_run_in_process() -> None:
    run = good_module()
    run.output = played(OTHER_WAYS[1])
    assert rhythm.judge(TARGET, run.recording(rhythm.MODULE)) == ["create: again: runs in process"]


def test_a_step_of_a_module_that_changes_what_it_may_not_is_found() -> None:
    run = good_module()
    run.results["omit: for real"]["changed"] = True
    assert rhythm.judge(TARGET, run.recording(rhythm.MODULE)) == ["omit: changed=True for real"]


def test_the_ways_are_compared_key_by_key() -> None:
    one, other = good(), good_module()
    other.results["create: for real"]["network"] |= {"id": "2" * 32, "updated_at": "later"}
    one.results["create: for real"]["network"] |= {"id": "3" * 32}
    assert list(rhythm.parity(TARGET, one.recording(), other.recording(rhythm.MODULE))) == []
    other.results["create: for real"]["warnings"] = ["careful"]
    assert [line for line in rhythm.parity(TARGET, one.recording(), other.recording()) if "warnings" in line]
    del other.results["omit: for real"]
    assert any("the tasks differ" in line for line in rhythm.parity(TARGET, one.recording(), other.recording()))


def test_what_has_but_an_id_is_compared_in_any_order() -> None:
    stays, goes = ({"id": digit * 32, "delete_on_termination": goes} for digit, goes in (("4", False), ("5", True)))
    other = [dict(goes, id="2" * 32), dict(stays, id="3" * 32)]
    assert list(rhythm.differences({"volumes": [stays, goes]}, {"volumes": other}, set())) == []
    assert list(rhythm.differences({"volumes": [stays, goes]}, {"volumes": [goes, goes]}, set())) != []


def test_only_a_look_up_may_be_repeated() -> None:
    assert rhythm.without_repeated([GET, GET, OTHER_GET, GET]) == [GET, OTHER_GET]
    assert rhythm.without_repeated([PUT, PUT]) == [PUT, PUT]


def test_the_playbook_has_the_tasks_that_are_judged() -> None:
    for way, run in ((rhythm.IN_PROCESS, good()), (rhythm.MODULE, good_module())):
        play = rhythm.playbook(TARGET, {"name": "a"}, way)[0]
        assert [task["name"] for task in play["tasks"]] == list(run.results)
        checks = [task["name"] for task in play["tasks"] if task.get("check_mode")]
        assert [name for name in checks if not name.endswith(ORDINARY)] == ["create: in check mode", "remove: in check mode"]


def test_what_ordinary_modules_repeat_is_said_to_be_theirs() -> None:
    tasks = rhythm.playbook(TARGET, {"name": "a"}, rhythm.IN_PROCESS)[0]["tasks"]
    doubled = [task for task in tasks if task["name"].endswith(ORDINARY)]
    assert len(doubled) == 5
    for task in doubled:
        first = next(other for other in tasks if other["name"] + ORDINARY == task["name"])
        assert task["vars"] == {"stratus_inprocess": False, "ansible_python_interpreter": "{{ ordinary_python }}"}
        assert "register" not in task
        assert {**first, **task, "register": 0} == {**task, "register": 0}
    whole = copy.copy(TARGET)
    whole.both_ways = "a resource"
    assert not any(task["name"].endswith(ORDINARY) for task in rhythm.playbook(whole, {"name": "a"}, rhythm.IN_PROCESS)[0]["tasks"])


def test_ordinary_modules_repeat_the_first_change_the_second_and_the_removal() -> None:
    target = copy.copy(TARGET)
    target.steps = [rhythm.Step("look", changes=False), *(rhythm.Step(f"change {number}") for number in range(3))]
    tasks = rhythm.playbook(target, {"name": "a"}, rhythm.IN_PROCESS)[0]["tasks"]
    assert [task["name"].removesuffix(ORDINARY) for task in tasks if task["name"].endswith(ORDINARY)] == [
        "change 0: in check mode", "change 0: again", "change 1: in check mode", "list: for real", "remove: in check mode", "remove: again",
    ]


def test_what_handles_secrets_is_tried_with_the_usual_interpreter() -> None:
    """As are the modules that people use most: a person's interpreter is not a warm one."""
    for path in Path(rhythm.__file__).parent.glob("targets/*/rhythm.yml"):
        target = rhythm.Rhythm.load(path)
        module = importlib.import_module(f"ansible_collections.stratus.openstack.plugins.modules.{target.module}")
        options = dict(options_of(runner.module_spec(module.OPERATION)["argument_spec"]))
        secret = [name for name, hidden in options.items() if hidden and not name.startswith("auth.")]
        assert target.cold or not secret and target.module not in ("network", "server", "auth"), f"{target.target}: {secret}"


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(TypeError):
        rhythm.Rhythm("network", "network", stepps=[])

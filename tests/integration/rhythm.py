# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rhythm every module is tried in, made from a target's ``rhythm.yml``, and the judgement of what was recorded.

Each step runs in check mode, for real and again; after each of the first two the command-line client is asked what it sees. At the end
the object is removed in the same way. Of what sends no write, ordinary modules run the first change, the second, the listings and the
removal once more, and both results are compared.
docs/testing.md describes the file.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.devcloud import access
from tests.integration import documented

COLLECTION = "stratus.openstack."
CHECK, REAL, AGAIN = "in check mode", "for real", "again"
ORDINARY = " by an ordinary module"  # ends the name of a task that repeats the one before it
SHOWN = "as the client sees it"
LISTED = f"beside the listings: {SHOWN}"
REFUSED = f"after the refusals: {SHOWN}"
IN_PROCESS, MODULE = "in_process", "module"
WHOLE_CHECK = "whole_check"  # in process, as one play in check mode: tests/integration/whole_check.py
REMOVAL = "remove"
LOGIN = "POST /v3/auth/tokens"
# Fields that move by themselves between two looks.
# Cinder notes a volume's service a moment after it has said that the volume is available. Octavia observes health as it goes.
RESTLESS = {"operating_status", "updated_at", "Updated At", "updated", "revision_number", "last_heartbeat_at", "service_uuid"}
# What a result tells of its own making.
MOMENTS = {"attempts", "delta", "end", "start"}
# the types of the services beside the core, as the catalog of the dev cloud has them
EXTRAS = "cloudformation|dns|key-manager|load-balancer|object-store|orchestration|share|sharev2|shared-file-system"
# What differs from run to run, in the order in which it is taken out of a text.
PASSING = (
    (re.compile(r"\b([0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32})\b"), "<id>"),
    (re.compile(r"req-<id>"), "<request>"),
    (re.compile(r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)?"), "<time>"),
    (re.compile(r"\b([0-9a-f]{2}:){5}[0-9a-f]{2}\b"), "<mac>"),
    (re.compile(r"/\S*/clouds\.yaml"), "<clouds.yaml>"),
    (re.compile(r"127\.0\.0\.1:\d+"), "<host>"),
    (re.compile(r"\bu[0-9a-f]{6}u\b"), "<unique>"),
    # other tests make services meanwhile, and the dev cloud may have more than its core
    (re.compile(r"(?<=Its catalog has: ).*"), lambda types: re.sub(rf"\b((it|odd)-[^,]*|{EXTRAS}), ", "", types[0])),
)


def beside(tasks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Tasks that only prepare or tidy up: in process in either way, which takes a tenth of the time."""
    here = {"stratus_inprocess": True, "ansible_python_interpreter": "{{ ansible_playbook_python }}"}
    return [entry | {"vars": entry.get("vars", {}) | here} for entry in tasks]


def by_ordinary_module(entry: dict[str, Any]) -> dict[str, Any]:
    """A task once more, by an ordinary module. ``ordinary_python`` is the interpreter for that."""
    name, how = entry["name"] + ORDINARY, {"stratus_inprocess": False, "ansible_python_interpreter": "{{ ordinary_python }}"}
    return {key: value for key, value in entry.items() if key != "register"} | {"name": name, "vars": entry.get("vars", {}) | how}


@dataclass
class Step:
    """Something the module is asked for.

    ``changes``: whether it is a change; what is none runs once, for real. ``settles``: whether asking again changes nothing. ``same``:
    whether the result is what the client shows. ``expect``: values by dotted path into the result. ``client``: values by dotted path into
    the client's view afterwards. ``requests``: how many it takes when nothing is to change. ``before``: tasks that run first;
    ``after``: tasks that run before the client looks. ``logins``: how many it may take, where the task itself tries one.
    ``unforeseen``: why a play wholly in check mode cannot foretell it; ``instead``: options with which it can, to the same effect.
    """

    what: str
    options: dict[str, Any] = field(default_factory=dict)
    changes: bool = True
    settles: bool = True
    same: bool = True
    expect: dict[str, Any] = field(default_factory=dict)
    client: dict[str, Any] = field(default_factory=dict)
    requests: int | None = None
    before: list[dict[str, Any]] = field(default_factory=list)
    after: list[dict[str, Any]] = field(default_factory=list)
    logins: int = 1
    unforeseen: str = ""
    instead: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.before, self.after = beside(self.before), beside(self.after)


@dataclass
class Look:
    """A use of an info module while the object exists. ``same``: the first one found is what the client shows. ``unforeseen``: as above."""

    what: str
    module: str
    returns: str
    count: int
    options: dict[str, Any] = field(default_factory=dict)
    expect: dict[str, Any] = field(default_factory=dict)
    requests: int = 1
    same: bool = True
    unforeseen: str = ""


@dataclass
class Refusal:
    """A task that must fail, with this message; ids in it are written <id>, the run's own suffix of names <unique>. ``unforeseen``: as
    above."""

    what: str
    message: str
    options: dict[str, Any] = field(default_factory=dict)
    module: str | None = None
    unforeseen: str = ""


@dataclass
class Rhythm:
    """One target. See docs/testing.md for the meaning of each key."""

    target: str
    module: str
    smoke: bool = False
    cold: str = ""
    both_ways: str = ""
    services: list[str] = field(default_factory=list)  # of the dev cloud, beside its core
    cloud: str = "member"
    show: str | None = None
    returns: str | None = None
    options: dict[str, Any] = field(default_factory=dict)
    vars: dict[str, Any] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    apart: dict[str, str] = field(default_factory=dict)
    late: dict[str, str] = field(default_factory=dict)
    varies: list[str] = field(default_factory=list)
    requests: dict[str, int] = field(default_factory=dict)
    logins: int = 1
    names: int = 0
    setup: list[dict[str, Any]] = field(default_factory=list)
    teardown: list[dict[str, Any]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    removed: bool = True
    removal: dict[str, Any] = field(default_factory=dict)
    odd_names: dict[str, Any] | str = ""  # for tests/cloud/test_odd_names.py
    info: list[Look] = field(default_factory=list)
    bad: list[Refusal] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.returns = self.module if self.returns is None else self.returns
        self.setup, self.teardown = beside(self.setup), beside(self.teardown)
        self.steps = [Step(**entry) for entry in self.steps]
        self.info = [Look(**entry) for entry in self.info]
        self.bad = [Refusal(**entry) for entry in self.bad]
        self.requests = {"present": 1, "absent": 1} | self.requests

    @classmethod
    def load(cls, path: Path) -> Rhythm:
        """The rhythm in a target's file. A key that does not exist is a TypeError."""
        return cls(target=path.parent.name, **yaml.safe_load(path.read_text()))

    def all_steps(self) -> list[Step]:
        """The steps with the removal, which needs no words in the file."""
        end = Step(REMOVAL, self.removal | {"state": "absent"}, expect={self.returns: None}, requests=self.requests["absent"])
        return self.steps + ([end] if self.removed else [])

    def whole(self, step: Step, way: str) -> bool:
        """Whether a step is tried in check mode, again and before the client's eyes.

        An ordinary module takes longer and runs the same code: there, what lies between the first step and the removal runs for real
        only, for its options and its result.
        """
        return way == IN_PROCESS or step is self.steps[0] or step.what == REMOVAL

    def repeated(self, step: Step, when: str, way: str) -> bool:
        """Whether ordinary modules repeat a run of a step that sends no write: both of the first change and of the removal, and that in
        check mode of the second change, which finds the object and changes it."""
        changes = [one for one in self.steps if one.changes]
        ends = step.what == REMOVAL or step in changes[:1]
        return self.doubled(way) and (ends or (when == CHECK and step in changes[1:2]))

    def doubled(self, way: str) -> bool:
        """Whether what sends no write is repeated by ordinary modules: where these do not run the whole rhythm."""
        return way == IN_PROCESS and not self.both_ways


# -- the playbook ---------------------------------------------------------------------------------------------------------------------


def playbook(rhythm: Rhythm, variables: dict[str, Any], way: str) -> list[dict[str, Any]]:
    """The play that tries a module in a way; ``variables`` join the target's own."""
    steps = rhythm.all_steps()
    last = [steps.pop()] if rhythm.removed else []
    tasks = [*rhythm.setup]
    for number, step in enumerate(steps):
        tasks += in_rhythm(rhythm, step, way, first=number == 0)
    for look in rhythm.info:
        tasks += twice(task(f"{look.what}: {REAL}", look.module, look.options), rhythm.doubled(way))
    if rhythm.show and (rhythm.info or rhythm.bad):
        tasks.append(look_at(rhythm, LISTED))
    tasks += [refused(bad, rhythm.module, rhythm.options) for bad in rhythm.bad]
    if rhythm.bad and rhythm.show:
        tasks.append(look_at(rhythm, REFUSED))
    for step in last:
        tasks += in_rhythm(rhythm, step, way, first=False)
    return [play(rhythm, variables, tasks, rhythm.teardown)]


def play(rhythm: Rhythm, variables: dict[str, Any], tasks: list[dict[str, Any]], teardown: list[dict[str, Any]]) -> dict[str, Any]:
    """A play of these tasks, with what holds for all of them."""
    return {
        "name": f"The rhythm of {rhythm.module}",
        "hosts": "localhost",
        "gather_facts": False,
        "module_defaults": {f"group/{COLLECTION}openstack": {"cloud": rhythm.cloud}},
        "vars": rhythm.vars | variables,
        "tasks": [{"name": "Everything", "block": tasks, "always": teardown}] if teardown else tasks,
    }


def in_rhythm(rhythm: Rhythm, step: Step, way: str, first: bool) -> Iterator[dict[str, Any]]:
    """The tasks of one step."""
    options = rhythm.options | step.options
    yield from step.before
    if not rhythm.whole(step, way):
        yield task(f"{step.what}: {REAL}", rhythm.module, options, **({"diff": True} if step.changes else {}))
        yield from step.after
        return
    if not step.changes:
        yield task(f"{step.what}: {REAL}", rhythm.module, options)
    else:
        if first or step.before or way == MODULE:
            yield from seen(rhythm, step, "before")
        check = task(f"{step.what}: {CHECK}", rhythm.module, options, check_mode=True, diff=True)
        yield from twice(check, rhythm.repeated(step, CHECK, way))
        yield from seen(rhythm, step, CHECK)
        yield task(f"{step.what}: {REAL}", rhythm.module, options, diff=True, **({"register": "made"} if first else {}))
    yield from step.after
    yield from seen(rhythm, step, REAL)
    if step.changes and step.settles:
        yield from twice(task(f"{step.what}: {AGAIN}", rhythm.module, options, diff=True), rhythm.repeated(step, AGAIN, way))


def twice(entry: dict[str, Any], doubled: bool) -> list[dict[str, Any]]:
    """A task that sends no write, and the same task by an ordinary module when it is ``doubled``."""
    return [entry, by_ordinary_module(entry)] if doubled else [entry]


def seen(rhythm: Rhythm, step: Step, when: str) -> Iterator[dict[str, Any]]:
    if rhythm.show:
        yield look_at(rhythm, f"{step.what}: {SHOWN} {when}")


def look_at(rhythm: Rhythm, name: str) -> dict[str, Any]:
    """The task that asks the command-line client."""
    question = f"{rhythm.cloud} {rhythm.show} -f json"
    view = "{{ lookup('client', question) | from_json }}"
    return {"name": name, "ansible.builtin.set_fact": {"view": view}, "vars": {"question": question}}


def refused(bad: Refusal, module: str = "", options: dict[str, Any] | None = None, when: str = REAL) -> dict[str, Any]:
    """The task that must fail; a module of its own has nothing of the target's options."""
    given = bad.options if bad.module else (options or {}) | bad.options
    return task(f"{bad.what}: {when}", bad.module or module, given, ignore_errors=True)


def task(name: str, module: str, options: dict[str, Any], **keywords: Any) -> dict[str, Any]:
    full = module if "." in module else COLLECTION + module
    return {"name": name, full: options, **keywords}


def is_run(name: str, *when: str) -> bool:
    """Whether a task is one of the rhythm's own, of these kinds; the name of one beside it may end in the same word."""
    return name.endswith(tuple(f": {kind}" for kind in when))


# -- the judgement --------------------------------------------------------------------------------------------------------------------


@dataclass
class Recording:
    """What a run of a playbook left: the tasks' results by name, the requests that the cloud logged meanwhile, what it printed at -vvv, and
    the files of collections that the process which ran it had imported."""

    way: str
    tasks: dict[str, dict[str, Any]]
    log: list[access.Request]
    output: str
    imported: list[str] = field(default_factory=list)

    def requests(self, name: str) -> list[str]:
        """The requests made while a task ran."""
        entry = self.tasks[name]
        return [f"{line.method} {line.path}" for line in self.log if entry["began"] <= line.time <= entry["ended"]]

    def other_ways(self) -> Iterator[str]:
        """Tasks of the rhythm that ran in the other way than they should."""
        here, elsewhere = "runs in process", "runs as an ordinary module"
        for part in self.output.split("\nTASK [")[1:]:
            name = part.partition("] *")[0]
            other = elsewhere if self.way != MODULE and not name.endswith(ORDINARY) else here
            if is_run(name.removesuffix(ORDINARY), CHECK, REAL, AGAIN) and other in part:
                yield f"{name}: {other}"

    def result(self, name: str) -> dict[str, Any]:
        return self.tasks[name]["result"]

    def view(self, name: str) -> Any:
        return self.result(name)["ansible_facts"]["view"] or None  # up to ansible-core 2.18 a template makes "" of nothing


def judge(rhythm: Rhythm, recording: Recording) -> list[str]:
    """Everything that is not as it shall be, one line each."""
    problems = list(recording.other_ways())
    logins = [line for name in recording.tasks if not name.endswith(ORDINARY) for line in recording.requests(name)].count(LOGIN)
    if recording.way == IN_PROCESS and logins > rhythm.logins:
        problems.append(f"{logins} logins, not {rhythm.logins}")
    view = None
    for number, step in enumerate(rhythm.all_steps()):
        if not rhythm.whole(step, recording.way):
            problems += [f"{step.what}: {problem}" for problem in judge_real(rhythm, recording, step)]
            continue
        if number == 0 or step.before or recording.way == MODULE:
            view = recording.view(f"{step.what}: {SHOWN} before") if rhythm.show and step.changes else view
        found, view = judge_step(rhythm, recording, step, view)
        problems += [f"{step.what}: {problem}" for problem in found]
    for look in rhythm.info:
        problems += [f"{look.what}: {problem}" for problem in judge_look(rhythm, recording, look)]
    problems += judge_refusals(rhythm, recording)
    problems += judge_doubled(rhythm, recording)
    return problems + list(judge_documented(recording))


def judge_documented(recording: Recording) -> Iterator[str]:
    """Where a result of a module is not what the module documents."""
    for name, entry in recording.tasks.items():
        if entry["ok"] and entry["module"].startswith(COLLECTION):
            found = documented.misfits(entry["module"].removeprefix(COLLECTION), entry["result"])
            yield from (f"{name}: {line}" for line in found)


def judge_doubled(rhythm: Rhythm, recording: Recording) -> Iterator[str]:
    """Where an ordinary module says something else than the task in process that it repeats, or writes, or asks too much."""
    for name in (name for name in recording.tasks if name.endswith(ORDINARY)):
        first = name.removesuffix(ORDINARY)
        varies = {*rhythm.varies, *RESTLESS, *MOMENTS}
        yield from (f"{name}: {line}" for line in differences(recording.result(first), recording.result(name), varies))
        made, before = without_repeated(read(recording.requests(name))), read(recording.requests(first))
        if len(writes(made)) > len(writes(before)):  # some listings ask by POST
            yield f"{name}: it wrote: {writes(made)}"
        # it knows no names from earlier tasks, and so has none to look up again before it would write
        if len(made) > len(before) + rhythm.names or before and not made:
            yield f"{name}: {len(made)} requests, in process {len(before)}: {made}"


def read(requests: list[str]) -> list[str]:
    """Those of some requests that are no login."""
    return [line for line in requests if line != LOGIN]


def without_repeated(requests: list[str]) -> list[str]:
    """Requests without look-ups that repeat an earlier one: a process that does not know an object looks again if the object was created
    in the same second."""
    return [line for number, line in enumerate(requests) if not line.startswith("GET ") or line not in requests[:number]]


def writes(requests: list[str]) -> list[str]:
    """Those of some requests that change something."""
    return [line for line in read(requests) if not line.startswith(("GET ", "HEAD "))]


def judge_real(rhythm: Rhythm, recording: Recording, step: Step) -> Iterator[str]:
    """The problems of a step that was only run for real."""
    real = recording.result(f"{step.what}: {REAL}")
    yield from unlike(real, step.expect, "the result's")
    if real["changed"] is not step.changes:
        yield f"changed={real['changed']} {REAL}"
    if not step.changes:
        yield from count(rhythm, recording, f"{step.what}: {REAL}", wanted(rhythm, step), step.logins)


def judge_step(rhythm: Rhythm, recording: Recording, step: Step, before: Any) -> tuple[list[str], Any]:
    """The problems of a step, and what the client sees after it. ``before``: what it saw before."""
    real = recording.result(f"{step.what}: {REAL}")
    after = recording.view(f"{step.what}: {SHOWN} {REAL}") if rhythm.show else None
    problems = [*unlike(real, step.expect, "the result's"), *unlike(after, step.client, "the client's", in_any_order)]
    problems += disagreement(rhythm, real.get(rhythm.returns), after, REAL) if step.same else []
    if step.changes:
        problems += judge_check(rhythm, recording, step, before)
        if step.settles:
            problems += judge_again(rhythm, recording, step, after)
    else:
        problems += [] if real["changed"] is False else ["it changed something"]
        problems += [] if calm(after) == calm(before) else ["the client sees another object than before"]
        problems += count(rhythm, recording, f"{step.what}: {REAL}", wanted(rhythm, step), step.logins)
    return problems, after


def judge_check(rhythm: Rhythm, recording: Recording, step: Step, before: Any) -> Iterator[str]:
    """Whether check mode said what was then done, and did nothing."""
    check, real = recording.result(f"{step.what}: {CHECK}"), recording.result(f"{step.what}: {REAL}")
    yield from (f"changed={result['changed']} {when}" for when, result in ((CHECK, check), (REAL, real)) if result["changed"] is not True)
    written = writes(recording.requests(f"{step.what}: {CHECK}"))
    if written:
        yield f"check mode changed something: {written}"
    if rhythm.show and calm(recording.view(f"{step.what}: {SHOWN} {CHECK}")) != calm(before):
        seen = recording.view(f"{step.what}: {SHOWN} {CHECK}")
        yield f"check mode changed something: the client sees {only(seen, before)}, and before {only(before, seen)}"
    if anonymous(check.get("diff")) != anonymous(real.get("diff")):
        yield f"the diff in check mode, {check.get('diff')}, is not the real one, {real.get('diff')}"
    if "diff" in real and real["diff"]["before"] == real["diff"]["after"]:
        yield f"the diff {real['diff']} shows no difference"


def judge_again(rhythm: Rhythm, recording: Recording, step: Step, after: Any) -> Iterator[str]:
    """Whether asking again changes nothing, at the expected price."""
    again = recording.result(f"{step.what}: {AGAIN}")
    if again["changed"] is not False:
        yield f"changed={again['changed']} {AGAIN}"
    if again["diff"]["before"] != again["diff"]["after"]:
        yield f"there is a diff again: {again['diff']}"
    if step.same:
        yield from disagreement(rhythm, again.get(rhythm.returns), after, AGAIN)
    yield from count(rhythm, recording, f"{step.what}: {AGAIN}", wanted(rhythm, step), step.logins)


def calm(view: Any) -> Any:
    """A view without what moves by itself."""
    if isinstance(view, list):
        return [calm(row) for row in view]
    return {key: value for key, value in view.items() if key not in RESTLESS} if isinstance(view, dict) else view


def only(view: Any, other: Any) -> Any:
    """What of one view differs from another one."""
    if not isinstance(view, dict) or not isinstance(other, dict):
        return view
    return {key: value for key, value in calm(view).items() if key not in other or calm(value) != calm(other[key])}


def wanted(rhythm: Rhythm, step: Step) -> int:
    return rhythm.requests["present"] if step.requests is None else step.requests


def disagreement(rhythm: Rhythm, have: dict[str, Any] | None, view: Any, when: str) -> Iterator[str]:
    """Where the result and the client's view differ: every field that the client shows counts, unless it is set apart."""
    if not rhythm.returns or not rhythm.show:
        return
    if (have is None) != (view is None):
        yield f"{when} the module returns {have} and the client sees {view}"
    aside = {*rhythm.apart, *RESTLESS, *(rhythm.late if when == REAL else ())}
    for name, value in (view or {}).items() if have else ():
        attribute = rhythm.fields.get(name, name)
        if name in aside:
            continue
        if attribute not in have:
            yield f"{when} the client shows {name}={value!r}, the module nothing of that name"
        elif not alike(have[attribute], value, aside):
            yield f"{when} {attribute} is {have[attribute]!r}, the client shows {name}={value!r}"


def in_any_order(one: Any, other: Any) -> bool:
    """Whether two values are equal, lists in whatever order: some services keep them in sets."""
    return alike(one, other, set()) if isinstance(one, list) else one == other


def alike(one: Any, other: Any, aside: set[str]) -> bool:
    """Whether two values are equal: lists in whatever order, the dicts inside by the keys that both have."""
    if isinstance(one, dict) and isinstance(other, dict):
        return all(alike(one[key], other[key], aside) for key in one.keys() & other.keys() - aside)
    if isinstance(one, list) and isinstance(other, list):
        pairs = zip(sorted(one, key=place), sorted(other, key=place), strict=False)
        return len(one) == len(other) and all(alike(*pair, aside) for pair in pairs)
    return one == other


def by_name(items: list[Any]) -> list[Any]:
    """A list of named things in the order of their names, or of things that have but an id by the rest of them: services give it in any."""
    for key, text in (("name", lambda item: str(item["name"])), ("id", lambda item: str(anonymous(item)))):
        if all(isinstance(item, dict) and key in item for item in items):
            return sorted(items, key=text)
    return items


def place(item: Any) -> str:
    """Where an item of a list comes when the order means nothing."""
    return str(item.get("id", item) if isinstance(item, dict) else item)


def judge_look(rhythm: Rhythm, recording: Recording, look: Look) -> Iterator[str]:
    """The problems of a use of an info module."""
    name = f"{look.what}: {REAL}"
    result = recording.result(name)
    found = result[look.returns]
    if result["changed"] or len(found) != look.count:
        yield f"changed={result['changed']}, {len(found)} objects, not {look.count}: {found}"
    yield from unlike(result, look.expect, "the result's")
    if rhythm.show and found and look.same:
        yield from disagreement(rhythm, found[0], recording.view(LISTED), "in the listing")
    yield from count(rhythm, recording, name, look.requests)


def judge_refusal(recording: Recording, bad: Refusal, when: str = REAL) -> Iterator[str]:
    """The problems of a task that must fail: with one line, word for word, and no traceback."""
    entry = recording.tasks[f"{bad.what}: {when}"]
    said = anonymous(entry["result"].get("msg", ""))
    if entry["ok"]:
        yield "it did not fail"
    elif said != bad.message.strip():
        yield f"it says {said!r}"
    elif "Traceback" in str(entry["result"]):
        yield f"there is a traceback in {entry['result']}"


def judge_refusals(rhythm: Rhythm, recording: Recording) -> Iterator[str]:
    """The problems of all tasks of a target that must fail."""
    for bad in rhythm.bad:
        yield from (f"{bad.what}: {problem}" for problem in judge_refusal(recording, bad))
    if rhythm.bad and rhythm.show and calm(recording.view(REFUSED)) != calm(recording.view(LISTED)):
        yield "a refused task changed something"


def count(rhythm: Rhythm, recording: Recording, name: str, expected: int, allowed: int = 1) -> Iterator[str]:
    """Whether a task made as many requests as it may, beside a login. A process of its own knows no names from earlier tasks."""
    made = recording.requests(name)
    logins = made.count(LOGIN)
    more = rhythm.names if recording.way == MODULE else 0
    made = without_repeated(made) if recording.way == MODULE else made
    if not expected <= len(made) - logins <= expected + more or logins > allowed:
        yield f"{len(made)} requests, not {expected}: {made}"


def unlike(node: Any, expected: dict[str, Any], whose: str, same: Callable[[Any, Any], bool] = operator.eq) -> Iterator[str]:
    """Where values, by dotted path, are not as expected."""
    for path, wanted in expected.items():
        have = at(node, path)
        if not same(anonymous(have), wanted):
            yield f"{whose} {path} is {have!r}, not {wanted!r}"


def at(node: Any, path: str) -> Any:
    """The value at a dotted path; numbers are places in a list; None when there is none."""
    for part in path.split("."):
        if isinstance(node, list):
            node = node[int(part)] if int(part) < len(node) else None
        else:
            node = node.get(part) if isinstance(node, dict) else None
    return node


def anonymous(value: Any) -> Any:
    """A value without what differs from run to run."""
    if isinstance(value, dict):
        return {anonymous(key): anonymous(item) for key, item in value.items()}
    if isinstance(value, list):
        return [anonymous(item) for item in value]
    if isinstance(value, str):
        for pattern, name in PASSING:
            value = pattern.sub(name, value)
    return value


def parity(rhythm: Rhythm, one: Recording, other: Recording) -> Iterator[str]:
    """Where the results of the two ways differ, key by key; ids and times aside, and what ``varies`` by itself."""
    mine, others = ({name for name in way.tasks if SHOWN not in name and not name.endswith(ORDINARY)} for way in (one, other))
    strangers = {name for name in mine ^ others if name in others or not is_run(name, CHECK, AGAIN)}
    if strangers:
        yield f"the tasks differ: {strangers}"
    for name in (name for name in one.tasks if name in mine & others):
        yield from (f"{name}: {line}" for line in differences(one.result(name), other.result(name), {*rhythm.varies, *RESTLESS, *MOMENTS}))


def differences(one: Any, other: Any, varies: set[str], path: str = "") -> Iterator[str]:
    """The leaves in which two results differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in dict.fromkeys([*one, *other]):
            if key not in varies:
                yield from differences(one.get(key), other.get(key), varies, f"{path}.{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, pair in enumerate(zip(by_name(one), by_name(other), strict=True)):
            yield from differences(*pair, varies, f"{path}.{number}")
    elif anonymous(one) != anonymous(other):
        yield f"{path.lstrip('.')} is {one!r} in process and {other!r} as a module"

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A target's rhythm as one play wholly in check mode, from nothing, and the judgement of what it foretold by what was then done for real.

Each step, look and refusal of ``rhythm.yml`` runs once, in the order of the file. What the real run did is read from its recording. A task
that uses no module of the collection is carried out; what it makes is outside of the predictions. docs/testing.md says what must hold.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.devcloud.access import Request
from tests.integration import rhythm
from tests.integration.rhythm import CHECK, REAL, Look, Recording, Refusal, Rhythm, Step, anonymous

OPTIONS = ("--check", "--diff")  # of ansible-playbook
UNKNOWN_TEXT = "(known after the real run)"  # what a diff shows of a value that the service decides
UNKNOWN = "unknown"  # the key of a result that lists the paths of such values, which are null there
PREDICTED = re.compile(r"ffffffff-ffff-4fff-bfff-[0-9a-f]{12}")  # an id that only the service gives out
# A service refuses what it is asked to write; in check mode it is not asked.
BY_SERVICE = re.compile(r"\((POST|PUT|PATCH|DELETE)\s+http")
# What a result has beside its content: `diff` is compared by itself.
BESIDE = {"diff", "invocation", "warnings", "deprecations", "changed", "failed", UNKNOWN, *rhythm.MOMENTS}
DIGEST = "made_of"  # of the playbook that a stored recording is of


# -- the playbook ---------------------------------------------------------------------------------------------------------------------


def playbook(target: Rhythm, variables: dict[str, Any]) -> list[dict[str, Any]]:
    """The play that tries a module wholly in check mode; a task that fails does not keep the later ones from running."""
    steps = target.all_steps()
    last = [steps.pop()] if target.removed else []
    tasks = [*target.setup]
    for number, step in enumerate(steps):
        tasks += in_check_mode(target, step, first=number == 0)
    tasks += [rhythm.task(f"{look.what}: {CHECK}", look.module, look.options) for look in target.info if not look.unforeseen]
    tasks += [rhythm.refused(bad, target.module, target.options, CHECK) for bad in target.bad if not why_not(bad)]
    for step in last:
        tasks += in_check_mode(target, step, first=False)
    return [rhythm.play(target, variables, in_play(tasks), in_play(target.teardown)) | {"ignore_errors": True}]


def in_check_mode(target: Rhythm, step: Step, first: bool) -> list[dict[str, Any]]:
    """The tasks of one step."""
    entry = rhythm.task(f"{step.what}: {CHECK}", target.module, target.options | step.options | step.instead)
    return [*step.before, entry | ({"register": "made"} if first else {}), *step.after]


def is_ours(entry: dict[str, Any]) -> bool:
    """Whether a task uses a module of the collection."""
    return any(key.startswith(rhythm.COLLECTION) for key in entry)


def in_play(tasks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The tasks as the play has them: those of other collections do what they do in a real run, and there is nothing to wait for."""
    return [entry if is_ours(entry) else entry | {"check_mode": False} for entry in tasks if not waits(entry)]


def waits(entry: dict[str, Any]) -> bool:
    """Whether a task looks again and again until a service has done something."""
    return "until" in entry


def why_not(part: Step | Look | Refusal) -> str:
    """Why a part of a target is not judged; '' when it is."""
    if isinstance(part, Step) and part.instead:
        return ""
    by_service = isinstance(part, Refusal) and BY_SERVICE.search(part.message)
    return part.unforeseen or ("the service refuses what is written" if by_service else "")


# -- the judgement --------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Problem:
    """Something that check mode foretold otherwise. ``kind``: what kind of difference it is, in a word."""

    step: str
    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.step}: {self.text}"


@dataclass(frozen=True)
class Verdict:
    """What came of a target. ``judged``: its steps, looks and refusals that were judged; ``left_out``: why others were not."""

    judged: list[str]
    left_out: dict[str, str]
    problems: list[Problem]

    @property
    def right(self) -> int:
        """How many of those judged have no problem."""
        return len(set(self.judged) - {problem.step for problem in self.problems})


def judge(target: Rhythm, real: Recording, check: Recording) -> Verdict:
    """What check mode foretold, beside the recording of the real run."""
    parts: list[Step | Look | Refusal] = [*target.all_steps(), *target.info, *target.bad]
    left_out = {part.what: why_not(part) for part in parts if why_not(part)}
    problems = [Problem("", "way", line) for line in check.other_ways()]
    for part in parts:
        if not why_not(part):
            problems += [Problem(part.what, kind, text) for kind, text in judge_part(target, part, real, check)]
    problems += [Problem(name, kind, text) for name, kind, text in judge_others(target, real, check)]
    for name in check.tasks:
        problems += [Problem(name.removesuffix(f": {CHECK}"), "write", f"it wrote: {line}") for line in written(name, real, check)]
    return Verdict([part.what for part in parts if part.what not in left_out], left_out, problems)


def judge_part(target: Rhythm, part: Step | Look | Refusal, real: Recording, check: Recording) -> Iterator[tuple[str, str]]:
    """The kinds of problems of a step, a look or a refusal, and what to say of each."""
    name = f"{part.what}: {CHECK}"
    entry = check.tasks.get(name)
    if entry is None:
        yield "failed", "it did not run"
    elif isinstance(part, Refusal):
        yield from (("message", line) for line in rhythm.judge_refusal(check, part, CHECK))
    elif not entry["ok"]:
        yield "failed", f"it failed: {told(entry)}"
    elif isinstance(part, Look):
        yield from judge_look(part, entry["result"])
    else:
        yield from judge_step(target, real.result(f"{part.what}: {REAL}"), entry["result"], part.instead)


def told(entry: dict[str, Any]) -> str:
    """Why a task failed; the messages of its items, when it has some."""
    result = entry["result"]
    items = [str(item["msg"]) for item in result.get("results", ()) if item.get("failed") and "msg" in item]
    return " ".join("; ".join(items or [str(result.get("msg", result))]).split())


def judge_step(target: Rhythm, real: dict[str, Any], check: dict[str, Any], instead: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """The problems of a step that changes something or leaves it. ``instead``: options that only check mode was given."""
    if check["changed"] is not real["changed"]:
        yield "changed", f"changed={check['changed']}, {REAL} {real['changed']}"
    varies = {*target.varies, *rhythm.RESTLESS, *rhythm.MOMENTS}
    unequal = list(unlike_diff(real["diff"], check.get("diff"), {*varies, *instead})) if "diff" in real else shown(check.get("diff"))
    if unequal:
        yield "diff", "the diff: " + "; ".join(unequal)
    lacks = Comparison(varies, set(check.get(UNKNOWN) or ()))
    lacks.compare({key: value for key, value in real.items() if key not in BESIDE}, {k: v for k, v in check.items() if k not in BESIDE})
    yield from ((kind, f"{words}: {'; '.join(lacks.found[kind])}") for kind, words in KINDS.items() if lacks.found[kind])


def shown(diff: Any) -> list[str]:
    """The difference that a step shows which changes nothing."""
    sides = diff if isinstance(diff, dict) else {}
    return [f"it shows a difference: {sides}"] if sides.get("before") != sides.get("after") else []


def unlike_diff(real: Any, check: Any, varies: set[str], path: str = "") -> Iterator[str]:
    """The leaves in which a diff is not the real one. What the service decides is any value, if the diff says so."""
    if check == UNKNOWN_TEXT:
        return
    if isinstance(real, dict) and isinstance(check, dict):
        mine, others = ({anonymous(key): value for key, value in side.items()} for side in (check, real))
        for key in dict.fromkeys([*others, *mine]):
            where = f"{path}.{key}".lstrip(".")
            if key in varies or (key not in mine and UNKNOWN_TEXT in mine) or key == UNKNOWN_TEXT:
                continue
            if key not in mine:
                yield f"{where} is missing, {REAL} {brief(others[key])}"
            elif key not in others:  # what the service decides may be nothing
                yield from () if mine[key] == UNKNOWN_TEXT else (f"{where} is {brief(mine[key])}, {REAL} there is none",)
            else:
                yield from unlike_diff(others[key], mine[key], varies, where)
    elif isinstance(real, list) and isinstance(check, list) and len(real) == len(check):
        for item, number in paired(real, check):
            yield from unlike_diff(item, check[number], varies, f"{path}.{number}")
    elif not same(real, check):
        yield f"{path} is {brief(check)}, {REAL} {brief(real)}"


def same(real: Any, check: Any) -> bool:
    """Whether two values are equal but for what differs from run to run. A predicted id stands for a number, too."""
    if isinstance(check, str) and PREDICTED.fullmatch(check) and str(real).isdecimal():
        return True
    return anonymous(real) == anonymous(check)


def paired(real: list[Any], check: list[Any]) -> Iterator[tuple[Any, int]]:
    """Each item of a list with the place of its like in another of the same length: services give them in any order."""
    pairs = [(likeness(item, other), here, there) for here, item in enumerate(real) for there, other in enumerate(check)]
    left, free = set(range(len(real))), set(range(len(check)))
    for _likeness, here, there in sorted(pairs, key=lambda pair: (-pair[0], *pair[1:])):
        if here in left and there in free:
            left.remove(here)
            free.remove(there)
            yield real[here], there


def likeness(real: Any, check: Any) -> int:
    """How much an item has in common with one that was predicted."""
    if isinstance(real, dict):
        known = [(key, value) for key, value in entries(check) if value is not None and key in real]
        return sum(1 if same(real[key], value) else -1 for key, value in known)
    return int(same(real, check))


def entries(value: Any) -> Iterable[tuple[str, Any]]:
    """The entries of a dict, none of anything else."""
    return value.items() if isinstance(value, dict) else ()


# What a result lacks, and what to say of it.
KINDS = {
    "keys": "keys of the real result that are missing",
    "more": "keys that the real result has not",
    "null": f"null and not in `{UNKNOWN}`",
    "value": "other values",
}


class Comparison:
    """Where a result in check mode is not the real one, by kind. ``varies``: keys whose values differ from run to run; ``unknown``: the
    paths of what check mode says it does not know, at which it may have null or anything below."""

    def __init__(self, varies: set[str], unknown: set[str]) -> None:
        self.varies = varies
        self.unknown = unknown
        self.found: dict[str, list[str]] = {kind: [] for kind in KINDS}

    def compare(self, real: Any, check: Any, path: str = "") -> None:
        """Note the leaves in which both differ."""
        if self.is_unknown(path):
            return
        if isinstance(real, dict) and isinstance(check, dict):
            mine, others = ({anonymous(key): value for key, value in side.items()} for side in (check, real))
            in_list = any(part.isdecimal() for part in path.split("."))  # the service completes items as it likes
            self.found["keys"] += [f"{path}.{key}".lstrip(".") for key in others if key not in mine and not in_list]
            more = [key for key in mine if key not in others and mine[key] is not None]
            self.found["more"] += [f"{path}.{key}".lstrip(".") for key in more if not self.is_unknown(f"{path}.{key}".lstrip("."))]
            for key in (key for key in others if key in mine):
                self.compare(others[key], mine[key], f"{path}.{key}".lstrip("."))
        elif check == UNKNOWN_TEXT and path.startswith("drift."):
            return
        elif check is None or check == UNKNOWN_TEXT:
            self.found["null"] += [path] if real is not None else []
        elif path.rpartition(".")[2] in self.varies:
            return
        elif isinstance(real, list) and isinstance(check, list) and len(real) == len(check):
            for item, number in paired(real, check):
                self.compare(item, check[number], f"{path}.{number}")
        elif not same(real, check):
            self.found["value"].append(f"{path} is {brief(check)}, {REAL} {brief(real)}")

    def is_unknown(self, path: str) -> bool:
        """Whether a path, or one that leads to it, is among the unknown ones."""
        parts = path.split(".")
        return any(".".join(parts[:end]) in self.unknown for end in range(1, len(parts) + 1))


def brief(value: Any) -> str:
    """A value in a message."""
    text = repr(anonymous(value))
    return text if len(text) <= 120 else f"{text[:110]} ... ({len(text)} characters)"


def judge_look(look: Look, result: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The problems of a use of an info module, which finds what was predicted; of a value that it knows nothing of it may say nothing."""
    found = result.get(look.returns) or ()
    if result["changed"] or len(found) != look.count:
        yield "count", f"changed={result['changed']}, {len(found)} objects, not {look.count}"
    else:
        lines = rhythm.unlike(result, look.expect, "the result's", lambda have, wanted: have is None or have == wanted)
        yield from (("value", line) for line in lines)


def judge_others(target: Rhythm, real: Recording, check: Recording) -> Iterator[tuple[str, str, str]]:
    """The problems of tasks around the steps: they end as in the real run. At the end, others clear away what is only predicted."""
    may_fail = {entry["name"] for entry in target.teardown if not is_ours(entry)}
    around = [*target.setup, *target.teardown, *(entry for step in target.all_steps() for entry in (*step.before, *step.after))]
    for entry in (entry for entry in around if not waits(entry)):
        name = entry["name"]
        before, now = (recording.tasks.get(name) for recording in (real, check))
        if before and not now:
            yield name, "failed", "it did not run"
        elif before and now and not now["ok"] and name not in may_fail:
            yield name, "failed", f"it failed: {told(now)}"
        elif entry in target.teardown and any(bad.unforeseen for bad in target.bad):
            continue  # it may remove what is left of something that cannot be foretold
        elif before and now and is_ours(entry) and now["ok"] and now["result"].get("changed") is not before["result"].get("changed"):
            yield name, "changed", f"changed={now['result'].get('changed')}, {REAL} {before['result'].get('changed')}"


def written(name: str, real: Recording, check: Recording) -> list[str]:
    """What a task sent that changes something. Some listings ask by POST: they do in the real run as well, without a change."""
    sent = rhythm.writes(check.requests(name))
    twin = name.removesuffix(f": {CHECK}") + f": {REAL}"
    if not sent or twin not in real.tasks or real.result(twin).get("changed"):
        return sent
    return sent[len(rhythm.writes(real.requests(twin))) :]


# -- recordings of real runs that are kept ----------------------------------------------------------------------------------------------


def digest(target: Rhythm) -> str:
    """A hash of what a target asks for in the real run."""
    return hashlib.sha256(json.dumps(rhythm.playbook(target, {}, rhythm.IN_PROCESS), default=str, sort_keys=True).encode()).hexdigest()


def keep(target: Rhythm, recording: Recording, folder: Path) -> None:
    """Store the recording of a real run that was as it shall be."""
    folder.mkdir(parents=True, exist_ok=True)
    content = {DIGEST: digest(target), "tasks": recording.tasks, "log": [asdict(line) for line in recording.log]}
    (folder / f"{target.target}.json").write_text(json.dumps(content))


def kept(target: Rhythm, folder: Path) -> Recording | None:
    """The recording of the last real run that was as it shall be; None when there is none of what the target asks for now."""
    try:
        content = json.loads((folder / f"{target.target}.json").read_text())
    except FileNotFoundError:
        return None
    if content[DIGEST] != digest(target):
        return None
    return Recording(rhythm.IN_PROCESS, content["tasks"], [Request(**line) for line in content["log"]], "")

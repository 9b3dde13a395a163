# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What check mode foretold of a role, task by task: `python -m tests.integration.role_check SCENARIO FOLDER`.

The folder has what the callback plugin `recorder` wrote while molecule ran a scenario of extensions/molecule: check, converge, idempotence,
check. Each task, or each item of its loop, must end in check mode as it ends in the real run. The results and diffs of modules of this
collection are compared as well. On the result of the real run, neither the second one nor check mode may change anything.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

from tests.integration import whole_check
from tests.integration.rhythm import COLLECTION, Rhythm
from tests.integration.whole_check import UNKNOWN, Problem

# Tasks that list what other tests create and remove meanwhile, by scenario: only objects whose names begin like this are judged.
SHARED: dict[str, dict[str, str]] = {
    "bastion": {"See who is behind it": "molecule-bastion"},
}
# Tasks whose results differ by themselves from run to run, by scenario, and why. Only their status is judged.
VARIES: dict[str, dict[str, str]] = {
    "teardown": dict.fromkeys(("Find what to remove", "Remove"), "the ages of objects grow, and check mode does not foretell them"),
}
# Tasks with items whose results check mode foretells otherwise, by scenario, and why. The status of these items is judged.
UNFORESEEN: dict[str, dict[str, str]] = {
    "image_catalog": {"Create images": "check mode downloads nothing, so that the diff cannot name the downloaded file"},
}
RUNS = ("converge-check", "converge", "converge", "converge-check")  # the last ones of a scenario, as their recordings are named
ANY = Rhythm(target="role", module="", varies=["timeline"])  # when each object of a topology was begun and completed


@dataclass(frozen=True)
class Outcome:
    """What came of a task, or of one item of its loop. ``task``: its name without the role; ``number``: that of the item, or 0; ``result``:
    None for modules of other collections, of which only ``status`` is judged."""

    host: str
    task: str
    number: int
    status: str
    result: dict[str, Any] | None

    @property
    def name(self) -> str:
        """The name of the task with the number of the item."""
        return f"{self.task} ({self.number})" if self.number else self.task


@dataclass
class Verdict:
    """What came of a scenario. ``judged``: how many outcomes were judged; ``compared``: how many of them by their results;
    ``left_out``: of how many only the status was judged, by task."""

    judged: int = 0
    compared: int = 0
    wrong: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)


def recordings(folder: Path) -> list[Path]:
    """The recordings of the last four runs. Raises ValueError when they are not those of a whole scenario."""
    found = [path for path in sorted(folder.glob("*.jsonl")) if name(path) in RUNS][-len(RUNS) :]
    if tuple(map(name, found)) != RUNS:
        raise ValueError(f"the last runs were {', '.join(map(name, found)) or 'none'}, not {', '.join(RUNS)}: run `molecule destroy` first")
    return found


def name(recording: Path) -> str:
    """The name of a recording without its time."""
    return recording.stem.partition("-")[2]


def read(recording: Path, shared: dict[str, str]) -> list[Outcome]:
    """The outcomes of a run, those of each host together: hosts may come in any order. ``shared``: as SHARED has it for a scenario."""
    entries = [json.loads(line) for line in recording.read_text().splitlines()]
    found = sorted((outcome for entry in entries for outcome in outcomes(entry)), key=lambda outcome: outcome.host)
    return [replace(one, result=own(one.result, shared[one.task])) if one.result and one.task in shared else one for one in found]


def own(result: dict[str, Any], prefix: str) -> dict[str, Any]:
    """The result of a listing with only the objects whose names begin with ``prefix``, and the paths of what is unknown of these."""
    kept, places = dict(result), {}
    for key, listed in result.items():
        if isinstance(listed, list) and key != UNKNOWN:
            numbers = [number for number, one in enumerate(listed) if str(one["name"]).startswith(prefix)]
            kept[key] = [listed[number] for number in numbers]
            places |= {(key, str(number)): str(place) for place, number in enumerate(numbers)}
    paths = [path.split(".") for path in result.get(UNKNOWN, ())]
    kept[UNKNOWN] = [".".join([path[0], places[path[0], path[1]], *path[2:]]) for path in paths if tuple(path[:2]) in places]
    return kept


def outcomes(entry: dict[str, Any]) -> Iterator[Outcome]:
    """The outcome of a recorded task, or those of the items of its loop."""
    result, ours = entry["result"], entry["module"].startswith(COLLECTION)
    host, task = entry["host"], entry["task"].rpartition(" : ")[2]
    if not is_loop(result):
        # ansible-core takes two of these out of the result
        ended = {"changed": result.get("changed"), "skipped": entry.get("skipped"), "failed": not entry["ok"]}
        yield Outcome(host, task, 0, status(ended), result if ours else None)
        return
    for number, item in enumerate(result["results"], 1):
        # the item itself may be the result of an earlier task, which is judged there
        apart = {item.get(key) for key in ("ansible_loop_var", "ansible_index_var")}
        content = {key: value for key, value in item.items() if key not in apart and not key.startswith("_ansible_")}
        yield Outcome(host, task, number, status(item), content if ours else None)


def is_loop(result: dict[str, Any]) -> bool:
    """Whether a result consists of those of the items of a loop. A loop without items counts as one task, which is skipped."""
    items = result.get("results")
    return isinstance(items, list) and items != [] and all(isinstance(item, dict) and "ansible_loop_var" in item for item in items)


def status(result: dict[str, Any]) -> str:
    """What came of a task in one word."""
    return next((word for word in ("failed", "skipped", "changed") if result.get(word)), "ok")


def judge(runs: list[list[Outcome]], varies: dict[str, str], unforeseen: dict[str, str]) -> Verdict:
    """What check mode foretold, compared with the real runs: check, converge, idempotence, check."""
    before, first, again, after = runs
    verdict = Verdict()
    compare("check", before, first, varies, unforeseen, verdict)
    compare("the last check", after, again, varies, {}, verdict)
    for run, found in (("idempotence", again), ("the last check", after)):
        acted = (one for one in found if one.status not in ("ok", "skipped"))
        verdict.problems += [Problem(f"{run}: {one.name}", "changed", f"{one.status} when nothing is left to do") for one in acted]
    if not any(one.status == "changed" for one in first):
        verdict.problems.append(Problem("converge", "changed", "no task changed anything"))
    needless = [task for task in unforeseen if task not in verdict.left_out]
    verdict.problems += [Problem(task, "failed", "check mode foretells each task of this name") for task in needless]
    return verdict


def compare(
    run: str, check: list[Outcome], real: list[Outcome], varies: dict[str, str], unforeseen: dict[str, str], verdict: Verdict
) -> None:
    """Judge one run in check mode by a real one."""
    for foretold, done in zip_longest(check, real):
        places = [one and f"{one.name} on {one.host}" for one in (foretold, done)]
        if places[0] != places[1]:
            verdict.problems.append(Problem(run, "failed", f"other tasks ran, from here on: {places[0]}, for real {places[1]}"))
            return
        found = [Problem(f"{run}: {done.name}", kind, text) for kind, text in judge_outcome(foretold, done)]
        alike = has_results(foretold, done)
        if alike and (done.task in varies or found and done.task in unforeseen):
            verdict.left_out[done.task] += 1
            continue
        verdict.judged += 1
        verdict.compared += alike
        verdict.wrong += bool(found)
        verdict.problems += found


def has_results(check: Outcome, real: Outcome) -> bool:
    """Whether the results of an outcome are compared: tasks of other collections and skipped ones have only a status."""
    both_ended_well = check.status == real.status and real.status in ("ok", "changed")
    return both_ended_well and check.result is not None and real.result is not None


def judge_outcome(check: Outcome, real: Outcome) -> Iterator[tuple[str, str]]:
    """The kinds of problems of an outcome in check mode, and what to say of each."""
    if check.status != real.status:
        yield "changed", f"{check.status}, for real {real.status}"
    elif has_results(check, real):
        yield from whole_check.judge_step(ANY, real.result, check.result)


def main(arguments: list[str]) -> int:
    """Print the figures of a scenario and its problems; return 1 when there are problems."""
    scenario, folder = arguments
    try:
        runs = [read(path, SHARED.get(scenario, {})) for path in recordings(Path(folder))]
    except ValueError as error:
        print(error)
        return 1
    varies, unforeseen = VARIES.get(scenario, {}), UNFORESEEN.get(scenario, {})
    verdict = judge(runs, varies, unforeseen)
    right = verdict.judged - verdict.wrong
    print(f"{scenario}: check mode foretold {right} of {verdict.judged} tasks, {verdict.compared} of them with their results")
    for task, times in verdict.left_out.items():
        print(f"results not judged: {times} of {task}: {(varies | unforeseen)[task]}")
    for problem in verdict.problems:
        print(problem)
    return 1 if verdict.problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

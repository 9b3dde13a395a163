# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Only what is wholly in check mode, of many targets, judged by the recordings of earlier real runs: `make check-only T=router,network`.

    python -m tests.integration.check_only [--kinds changed,diff] [--jobs N] [TARGET,...]

One line for each problem: the target, the step, its kind, and what differs. Exits with 1 when there is one.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.integration import rhythm, whole_check
from tests.integration.conftest import KEPT, TARGETS, Runs, kept_cloud, own_cloud
from tests.integration.whole_check import Problem, Verdict


def verdict(runs: Runs, target: rhythm.Rhythm) -> Verdict:
    """What came of a target."""
    names = [part.what for part in (*target.all_steps(), *target.info, *target.bad) if not whole_check.why_not(part)]
    real = whole_check.kept(target, runs.kept)
    if not real:
        return Verdict(names, {}, [Problem(name, "failed", "there is no recording of the real run: make target") for name in names[:1]])
    check = runs.run(target, rhythm.WHOLE_CHECK)
    if isinstance(check, str):
        return Verdict(names, {}, [Problem(name, "failed", f"the run failed: {check}") for name in names])
    return whole_check.judge(target, real, check)


def verdicts(runs: Runs, targets: list[rhythm.Rhythm], jobs: int) -> Iterator[tuple[rhythm.Rhythm, Verdict, float]]:
    """What came of each target, in their order, with the seconds that it took."""

    def timed(target: rhythm.Rhythm) -> tuple[rhythm.Rhythm, Verdict, float]:
        began = time.monotonic()
        return target, verdict(runs, target), time.monotonic() - began

    yield from map(timed, targets[:1])  # starts the server of ansible-playbook
    with ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(timed, targets[1:])


def main() -> int:
    """Print the problems of the targets that the command line names; 1 when there are some."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", help="names, with commas between; all when there is none")
    parser.add_argument("--kinds", help="print problems of these kinds only, with commas between")
    parser.add_argument("--jobs", type=int, default=1, help="how many targets run at a time (default: 1)")
    parser.add_argument("--left-out", action="store_true", help="print also what is not judged, with the reason")
    given = parser.parse_args()
    chosen = [name for names in given.targets for name in names.split(",")] or list(TARGETS)
    targets = [rhythm.Rhythm.load(TARGETS[name]) for name in chosen]
    kinds, judged, right, left_out, whole = Counter[str](), 0, 0, 0, 0
    began = time.monotonic()
    state = os.environ.get(KEPT)
    with kept_cloud(Path(state)) if state else own_cloud(Path(tempfile.mkdtemp())) as cloud:
        for target, found, seconds in verdicts(Runs(cloud), targets, given.jobs):
            for problem in found.problems:
                kinds[problem.kind] += 1
                if not given.kinds or problem.kind in given.kinds.split(","):
                    print(f"{target.target} | {problem.step} | {problem.kind} | {' '.join(problem.text.split())[:1200]}")
            if given.left_out:
                print(*(f"{target.target} | {step} | left out | {reason}\n" for step, reason in found.left_out.items()), sep="", end="")
            print(f"{target.target}: {found.right} of {len(found.judged)} right, {seconds:.1f} s", file=sys.stderr, flush=True)
            judged, right, left_out = judged + len(found.judged), right + found.right, left_out + len(found.left_out)
            whole += not found.problems
    print(f"problems: {', '.join(f'{kind} {number}' for kind, number in kinds.most_common()) or 'none'}")
    print(
        f"{right} steps of {judged} judged right in {len(targets)} targets, {whole} of them without a problem; {left_out} left out; "
        f"{time.monotonic() - began:.0f} s"
    )
    return 1 if kinds else 0


if __name__ == "__main__":
    sys.exit(main())

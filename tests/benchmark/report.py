# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the raw figures to a table and a chart."""

from __future__ import annotations

import json
import re
import statistics
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from tests.benchmark import inventory, objects, plays

COLOURS = {"in process": "#1b7f5c", "ordinary module": "#8fbcaa", "openstack.cloud": "#c0504d"}
# without a background, so that the chart fits light and dark pages
STYLE = "<style>text { fill: #1f2328 } @media (prefers-color-scheme: dark) { text { fill: #e6e6e6 } }</style>\n"
OURS, PEER = "in process", "openstack.cloud"
PAGE = """# Benchmarks

Made by `make bench` on {machine}: this collection in process (the default) and as ordinary modules, and openstack.cloud 2.5.0 with
openstacksdk 4.14.0, one after the other in one run, against the services of the dev cloud on the same machine. Times are medians per
task; what counts are the ratios. The raw figures are in [results.json](results.json).

![Milliseconds per task](tasks.svg)

## What it comes to

{summary}
"""


def ratio(results: dict[str, Any], what: Callable[[dict[str, Any]], float], name: str, rounds: int = 0) -> float:
    """How many times more openstack.cloud takes than this collection in process."""
    scenarios = list(results["rounds"].values())[rounds]
    theirs = scenarios[plays.SCENARIOS[name].beside or name][PEER]
    return what(theirs) / what(scenarios[name][OURS])


def whole(figures: dict[str, Any]) -> float:
    return figures["wall"]


def summary(results: dict[str, Any]) -> str:
    """The ratios that matter, as a list; only of what was measured."""
    near = next(iter(results["rounds"].values()))
    debug, ping, curl = (1000 * results[key] for key in ("debug", "ping", "curl"))
    lines = []
    if "network no-op" in near:
        mine = per_task(near["network no-op"][OURS])
        times = ratio(results, per_task, "network no-op")
        lines += [
            f"A task that finds a network as declared takes {mine:.0f} ms. `debug`, a task that does nothing at all, takes {debug:.0f} ms,"
            f" and the very request behind it {curl:.0f} ms with `curl` on a new connection: added is {mine - debug - curl:.0f} ms.",
            f"That is {times:.1f} times less than openstack.cloud's, and {ping / mine:.1f} times less than `ping` ({ping:.0f} ms),"
            " an ordinary module that asks no cloud.",
        ]
    if "demo flow again" in near:
        for number, name in enumerate(results["rounds"]):
            tasks, run = (ratio(results, what, "demo flow again", number) for what in (per_task, whole))
            lines.append(
                f"The demo flow again, {name}: its tasks take {tasks:.1f} times less than those of the same flow with openstack.cloud;"
                f" with the start of `ansible-playbook` {run:.1f} times."
            )
    if plays.COUNT in near:
        seconds, raw = sum(near[plays.COUNT][OURS]["tasks"]), results["raw_servers"]
        lines.append(
            f"{plays.SERVERS} servers by `count` take {seconds:.1f} s, {seconds / raw:.2f} times what the same raw requests take"
            f" ({raw:.1f} s: ten creations at a time, and listings until all are active)."
        )
        if plays.LOOP in near:
            mine, theirs = (sum(near[plays.LOOP][contender]["tasks"]) for contender in (OURS, PEER))
            lines.append(
                f"A loop over them takes {mine:.1f} s here and {theirs:.1f} s with openstack.cloud, which is {theirs / seconds:.1f} times"
                " what `count` takes."
            )
    return "\n".join(f"- {line}" for line in lines)


def per_task(figures: dict[str, Any]) -> float:
    """Milliseconds of the median task; where tasks differ (the flow), the mean."""
    tasks = figures["tasks"]
    alike = len(tasks) == plays.REPEATS
    return 1000 * (statistics.median(tasks) if alike else statistics.mean(tasks))


def table(scenarios: dict[str, Any]) -> str:
    rows = ["| what | how | ms per task | openstack.cloud's is | tasks, s | run, s | requests | peak MiB |"]
    rows += ["|---|---|--:|--:|--:|--:|--:|--:|"]
    for name, field in scenarios.items():
        theirs = scenarios.get(plays.SCENARIOS[name].beside or name, {}).get(PEER)
        for contender, figures in field.items():
            mine, other = (sum(entry["tasks"]) if entry else 0 for entry in (figures, theirs))
            if len(figures["tasks"]) == plays.REPEATS and theirs:
                mine, other = per_task(figures), per_task(theirs)
            times = f"{other / mine:.1f} times that" if theirs and contender != PEER else ""
            rows.append(
                f"| {name} | {contender} | {per_task(figures):.0f} | {times} | {sum(figures['tasks']):.2f} | {figures['wall']:.2f} |"
                f" {figures['requests']} | {figures['peak']:.0f} |"
            )
    return "\n".join(rows)


def chart(scenarios: dict[str, Any]) -> str:
    """Horizontal bars, one group per scenario, each group on a scale of its own largest value."""
    width, left, row, gap = 860, 170, 22, 26
    parts, y = [], 20
    for name, field in scenarios.items():
        if plays.SCENARIOS[name].near:
            continue
        top = max(per_task(figures) for figures in field.values())
        parts.append(f'<text x="10" y="{y + 15}" font-weight="bold">{escape(name)}</text>')
        for contender, figures in field.items():
            value = per_task(figures)
            length = max(2, (width - left - 130) * value / top)
            parts.append(f'<rect x="{left}" y="{y}" width="{length:.0f}" height="{row - 4}" fill="{COLOURS[contender]}"/>')
            parts.append(f'<text x="{left + length + 6:.0f}" y="{y + 14}">{value:.0f} ms, {escape(contender)}</text>')
            y += row
        y += gap
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width + 60} {y}" font-family="sans-serif" font-size="13">\n'
        + STYLE
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def costs(results: dict[str, Any]) -> str:
    """The table of the guide: what tasks cost, in process and not, on loopback and over a longer line."""
    rows = ["| what | in process | ordinary modules | in process, 50 ms away | ordinary modules, 50 ms away |", "|---|--:|--:|--:|--:|"]
    rounds = list(results["rounds"].values())
    for name in rounds[0]:
        scenario = plays.SCENARIOS[name]
        row = [name if scenario.near else scenario.about]
        for scenarios in rounds:
            for contender in (OURS, "ordinary module"):
                figures = scenarios.get(name, {}).get(contender)
                row.append(f"{sum(figures['tasks']):.1f} s, {figures['requests']} requests" if figures else "")
        rows.append(f"| {' | '.join(row)} |")
    return "\n".join(rows)


def guide(page: str, results: dict[str, Any]) -> str:
    """docs/performance.md with the figures of these results between its two marks."""
    return re.sub(
        r"(<!-- figures -->\n\n).*?(\n\n<!-- end of figures -->)", lambda found: found[1] + costs(results) + found[2], page, flags=re.S
    )


def write(results: dict[str, Any], folder: Path) -> None:
    """results.json, index.md and tasks.svg, and the figures in the guide beside the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "results.json").write_text(json.dumps(results, indent=1) + "\n")
    about = "\n".join(f"- **{name}**: {scenario.about}" for name, scenario in plays.SCENARIOS.items())
    text = PAGE.format(machine=results["machine"], summary=summary(results))
    for round_name, scenarios in results["rounds"].items():
        text += f"\n## {round_name.capitalize()}\n\n{table(scenarios)}\n"
    if "inventory" in results:
        text += f"\n## The inventory plugin\n\n{inventory.table(results['inventory'])}\n"
    if "object store" in results:
        text += f"\n## Uploads to the object store\n\n{objects.table(results['object store'])}\n"
    (folder / "index.md").write_text(f"{text}\n## What was run\n\n{about}\n")
    (folder / "tasks.svg").write_text(chart(next(iter(results["rounds"].values()))))
    page = folder.parent / "performance.md"
    if page.exists():
        page.write_text(guide(page.read_text(), results))

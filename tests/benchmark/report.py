# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the raw figures to a table and a chart."""

from __future__ import annotations

import json
import statistics
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from tests.benchmark import plays

COLOURS = {"in process": "#1b7f5c", "ordinary module": "#8fbcaa", "openstack.cloud": "#c0504d"}
PEER = "openstack.cloud"
PAGE = """# How fast

Made by `make bench` on {machine}: this collection in process (the default) and as ordinary modules, and openstack.cloud 2.5.0 with
openstacksdk 4.14.0, one after the other in one run, against the services of the dev cloud on the same machine. Times are medians per
task; what counts are the ratios. The raw figures are in [results.json](results.json).

![Milliseconds per task](tasks.svg)

A task that does nothing costs {debug:.0f} ms as `debug` (no module at all) and {ping:.0f} ms as `ping` (an ordinary module). The
request behind a no-op network task takes {curl:.0f} ms with `curl` on a new connection.
"""


def per_task(figures: dict[str, Any]) -> float:
    """Milliseconds of the median task; where tasks differ (the flow), the mean."""
    tasks = figures["tasks"]
    alike = len(tasks) == plays.REPEATS
    return 1000 * (statistics.median(tasks) if alike else statistics.mean(tasks))


def table(scenarios: dict[str, Any]) -> str:
    rows = ["| what | how | ms per task | of openstack.cloud's | all of it, s | requests | peak MiB |", "|---|---|--:|--:|--:|--:|--:|"]
    for name, field in scenarios.items():
        for contender, figures in field.items():
            ratio = per_task(figures) / per_task(field[PEER]) if PEER in field else 1
            rows.append(
                f"| {name} | {contender} | {per_task(figures):.0f} | 1/{1 / ratio:.1f} | {sum(figures['tasks']):.2f} |"
                f" {figures['requests']} | {figures['peak']:.0f} |"
            )
    return "\n".join(rows)


def chart(scenarios: dict[str, Any]) -> str:
    """Horizontal bars, one group per scenario, each group on a scale of its own largest value."""
    width, left, row, gap = 860, 170, 22, 26
    parts, y = [], 20
    for name, field in scenarios.items():
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
        + f'<rect width="{width + 60}" height="{y}" fill="white"/>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def write(results: dict[str, Any], folder: Path) -> None:
    """results.json, index.md and tasks.svg."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "results.json").write_text(json.dumps(results, indent=1) + "\n")
    about = "\n".join(f"- **{name}**: {what[0]}" for name, what in plays.SCENARIOS.items())
    text = PAGE.format(machine=results["machine"], **{key: 1000 * results[key] for key in ("debug", "ping", "curl")})
    for round_name, scenarios in results["rounds"].items():
        text += f"\n## {round_name.capitalize()}\n\n{table(scenarios)}\n"
    (folder / "index.md").write_text(f"{text}\n## What was run\n\n{about}\n")
    (folder / "tasks.svg").write_text(chart(next(iter(results["rounds"].values()))))

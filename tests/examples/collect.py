# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every example there is: EXAMPLES of the plugins, fences and commands of the Markdown pages, playbooks."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^(?P<indent> *)```(?P<language>[^\n`]*)\n(?P<text>.*?)^(?P=indent)```[ ]*$", re.MULTILINE | re.DOTALL)
MARKER = re.compile(r"<!-- *runnable: *(?P<name>[\w-]+)(?P<idempotent>, *idempotent)? *-->\n\Z")
COMMAND = re.compile(r"^ *(?:#|\$)? *(?:\w+=\S+ +)*(?P<command>ansible(?:-[a-z]+)? (?:[^\n]*\\\n)*[^\n]*)$", re.MULTILINE)
LANGUAGES = {"yaml", "sh", "console", "json", "python", "hcl", "ini", "text", "diff", "", "{toctree}", "{image}"}


@dataclass(frozen=True)
class Example:
    """``where``: file, and the line it starts at. ``language``: that of the fence, or `command` for a line of a shell.

    ``runnable``: the name in the marker above the fence, or ''.
    """

    where: str
    text: str
    language: str = "yaml"
    runnable: str = ""
    idempotent: bool = False


def pages() -> list[Path]:
    return sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "roles").glob("*/README.md")])


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def of_page(path: Path) -> Iterator[Example]:
    """The fences of a page, and the commands of Ansible in it, wherever they stand."""
    page = path.read_text()
    for found in FENCE.finditer(page):
        marker = MARKER.search(page[: found.start()])
        yield Example(
            f"{named(path)}:{page.count(chr(10), 0, found.start()) + 1}",
            textwrap.dedent(found["text"]),
            found["language"].strip(),
            marker["name"] if marker else "",
            bool(marker and marker["idempotent"]),
        )
    yield from commands(path)


def commands(path: Path) -> Iterator[Example]:
    text = path.read_text()
    for found in COMMAND.finditer(text):
        yield Example(f"{named(path)}:{text.count(chr(10), 0, found.start('command')) + 1}", found["command"], "command")


def of_plugin(path: Path) -> Iterator[Example]:
    """The documents of EXAMPLES, read without importing the file."""
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.Assign) and node.targets[0].id == "EXAMPLES":
            for number, text in enumerate(re.split(r"^---\n", node.value.value, flags=re.MULTILINE)):
                yield Example(f"{named(path)}:EXAMPLES" + (f"[{number}]" if number else ""), text)


def playbooks() -> list[Path]:
    return sorted((ROOT / "playbooks").glob("*.yml"))


def collect() -> list[Example]:
    plugins = sorted([*(ROOT / "plugins" / "modules").glob("*.py"), *(ROOT / "plugins" / "inventory").glob("*.py")])
    found = [example for path in plugins for example in of_plugin(path)]
    found += [example for path in pages() for example in of_page(path)]
    for path in playbooks():
        found += [Example(named(path), path.read_text()), *commands(path)]
    return found


def sequences() -> dict[str, list[Example]]:
    """The runnable fences by page, in their order."""
    found = {named(path): [example for example in of_page(path) if example.runnable] for path in pages()}
    return {page: examples for page, examples in found.items() if examples}

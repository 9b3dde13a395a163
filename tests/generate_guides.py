# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the tables of the guides: which module replaces a Terraform resource, a command, a call or a module of openstack.cloud, which
differences a module only reports, and how many requests a task sends.

The rows are in plugins/module_utils/services/*/reference.yml, one for each kind of object. The figures are those that the integration
targets require. `make generate` writes each table between two comments of its page.
"""

from __future__ import annotations

import functools
import importlib
import re
import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ansible_collections.stratus.openstack.plugins.module_utils.fields import DRIFT
from tests.integration.rhythm import Rhythm

ROOT = Path(__file__).resolve().parent.parent
SERVICES = ROOT / "plugins" / "module_utils" / "services"
MODULES = "ansible_collections.stratus.openstack.plugins.modules"
FACTS = ROOT / "tests" / "unit" / "facts"
MARKED = re.compile(r"^(?P<indent> *)<!-- generated: (?P<name>[\w-]+) -->\n.*?^ *<!-- end of generated -->$", re.MULTILINE | re.DOTALL)
COLUMNS = {"client": "command", "sdk": "call of the SDK", "libcloud": "libcloud"}


@functools.cache
def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text())


@dataclass(frozen=True)
class Row:
    """What the guides say of a module. ``terraform``, ``data_source``: the names, with a remark on each that is empty for most."""

    module: str
    service: str
    terraform: dict[str, str] = field(default_factory=dict)
    data_source: dict[str, str] = field(default_factory=dict)
    client: list[str] = field(default_factory=list)
    sdk: list[str] = field(default_factory=list)
    libcloud: list[str] = field(default_factory=list)
    remark: str = ""
    peer: dict[str, Any] = field(default_factory=dict)


def remarked(names: Iterable[str | dict[str, str]]) -> dict[str, str]:
    """Names with their remarks: an item of the list is a name, or a dict of a name and its remark."""
    return {name: remark for item in names for name, remark in (item.items() if isinstance(item, dict) else [(item, "")])}


def row(module: str, service: str, entry: dict[str, Any]) -> Row:
    """The row that an entry of a reference.yml gives for a module."""
    names = {key: remarked(entry.get(key, ())) for key in ("terraform", "data_source")}
    return Row(module, service, **names, **{key: entry[key] for key in (*COLUMNS, "remark", "peer") if key in entry})


def modules() -> list[str]:
    return sorted(path.stem for path in (ROOT / "plugins" / "modules").glob("*.py") if path.stem != "__init__")


def kind_of(module: str) -> str:
    """The kind of the objects that a module writes or lists."""
    operation = importlib.import_module(f"{MODULES}.{module}").OPERATION
    return getattr(operation, "kind", "") or getattr(getattr(operation, "resource", None), "kind", "")


def rows() -> list[Row]:
    """The rows of the modules by name: a module's own entry, or that of its kind. Its part ``info`` is for the _info module."""
    data = {path.parent.name: load(path) for path in sorted(SERVICES.glob("*/reference.yml"))}
    found = {name: row(name, service, entry) for service, one in data.items() for name, entry in one.get("modules", {}).items()}
    types = {kind: (service, entry) for service, one in data.items() for kind, entry in one.get("types", {}).items()}
    for module in modules():
        if module not in found and kind_of(module) in types:
            service, entry = types[kind_of(module)]
            found[module] = row(module, service, entry.get("info", {}) if module.endswith("_info") else entry)
    return [found[module] for module in sorted(found)]


def quoted(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def line(cells: Iterable[object]) -> str:
    return "|" + "|".join(f" {cell} " if cell != "" else " " for cell in cells) + "|\n"


def table(heads: list[str], lines: Iterable[Iterable[object]], rule: str = "---") -> str:
    """A table of Markdown. ``rule``: what stands below the heads of all columns but the first."""
    return line(heads) + f"|{'|'.join(['---', *[rule] * (len(heads) - 1)])}|\n" + "".join(map(line, lines))


def terraform(key: str) -> str:
    """The modules for the names under ``key``. Names for which the cell is the same share a line."""
    cells: dict[str, list[str]] = {}
    for one in rows():
        for name, remark in getattr(one, key).items():
            cells.setdefault(name, []).append(f"`{one.module}` {remark}".rstrip())
    names: dict[str, list[str]] = {}
    for name, found in sorted(cells.items()):
        names.setdefault(", ".join(found), []).append(name)
    head = "data source" if key == "data_source" else "resource"
    return table([head, "module"], ([quoted(group), cell] for cell, group in names.items()))


def terraform_without_module() -> str:
    """The resources of Terraform that no row names, and the data sources beyond them, by project."""
    there = {key: {name for one in rows() for name in getattr(one, key)} for key in ("terraform", "data_source")}
    remarks = load(ROOT / "tests" / "guides.yml")["terraform_remarks"]
    lines = []
    for project, known in load(FACTS / "terraform.yaml").items():
        resources = [name for name in known.get("resources", ()) if name not in there["terraform"]]
        sources = [name for name in known.get("data_sources", ()) if name not in there["data_source"] and name not in resources]
        said = "; ".join(f"`{name}` {remarks[name]}" for name in resources if name in remarks)
        if resources or sources:
            lines.append([quoted([*resources, *(f"data.{name}" for name in sources)]), f"{project}: {said}" if said else project])
    return table(["resources and data sources", "service"], lines)


def scripts() -> str:
    """A table of commands and calls for each service. A column that is empty in all rows is left out."""
    sections = []
    for service in sorted({one.service for one in rows()}):
        listed = [one for one in rows() if one.service == service]
        columns = {key: head for key, head in COLUMNS.items() if any(getattr(one, key) for one in listed)}
        lines = []
        for one in listed:
            cells = {key: quoted(getattr(one, key)) for key in columns}
            first = next(iter(columns))
            cells[first] = ", ".join(filter(None, (cells[first], one.remark)))
            lines.append([f"`{one.module}`", *cells.values()])
        title = service.replace("_", " ").capitalize()
        sections.append(f"### {title}\n\n{table(['module', *columns.values()], lines)}")
    return "\n".join(sections)


def peer_names() -> dict[str, str]:
    """The modules that have another name in openstack.cloud: that name, and the one here."""
    return dict(sorted((one.peer["name"], one.module) for one in rows() if "name" in one.peer))


def peer_without_module() -> dict[str, list[str]]:
    """The modules of openstack.cloud that are not here, by project."""
    here = {one.peer.get("name", one.module) for one in rows()} | {*modules()}
    missing = sorted(name for name in load(FACTS / "openstack_cloud.yaml")["modules"] if name not in here)
    projects = load(ROOT / "tests" / "guides.yml")["peer_projects"].items()
    found = {project: [name for name in missing if name.startswith(tuple(beginnings))] for project, beginnings in projects}
    return {project: names for project, names in found.items() if names}


def differences(part: str) -> dict[str, dict[str, str]]:
    """The differences from openstack.cloud on purpose, with their reasons: by module, then by option or result.

    ``part``: ``interface`` for what is declared in another way, which the comparison of both leaves out; ``behavior`` for the rest.
    """
    general = {label: peer.get(part, {}) for label, peer in load(ROOT / "tests" / "guides.yml")["peer"].items()}
    return {label: found for label, found in (general | {one.module: one.peer.get(part, {}) for one in rows()}).items() if found}


def peer_differences() -> str:
    """What differs from openstack.cloud on purpose. Modules with the same difference share a line."""
    parts = [differences(part) for part in ("interface", "behavior")]
    shared: dict[tuple[str, str], list[str]] = {}
    for label in [*load(ROOT / "tests" / "guides.yml")["peer"], *modules()]:
        for options, reason in (pair for part in parts for pair in part.get(label, {}).items()):
            shared.setdefault((options, reason), []).append(label)
    lines = [
        [", ".join(labels), options if options == "all" else quoted(options.split(", ")), reason]
        for (options, reason), labels in shared.items()
    ]
    return table(["module", "option", "difference"], lines)


@functools.cache
def rhythms() -> tuple[Rhythm, ...]:
    return tuple(Rhythm.load(path) for path in sorted((ROOT / "tests" / "integration" / "targets").glob("*/rhythm.yml")))


def most(rhythm: Rhythm) -> int:
    """The largest number of requests that any step of a target may take when it is repeated."""
    return max(rhythm.requests["present"] if step.requests is None else step.requests for step in rhythm.steps)


def requests_of_tasks() -> str:
    """What a task costs that changes nothing. A module may have several targets."""
    found: dict[str, tuple[int, int | str]] = {}
    for rhythm in (rhythm for rhythm in rhythms() if rhythm.steps):
        present, absent = found.get(rhythm.module, (0, "-"))
        found[rhythm.module] = max(present, most(rhythm)), rhythm.requests["absent"] if rhythm.removed else absent
    lines = ([module, *numbers] for module, numbers in sorted(found.items()))
    return table(["task", "nothing to change", "nothing to remove"], lines, "--:")


def requests_of_listings() -> str:
    found: dict[str, int] = {}
    for look in (look for rhythm in rhythms() for look in rhythm.info):
        found[look.module] = min(look.requests, found.get(look.module, look.requests))
    return table(["listing", "requests"], sorted(found.items()), "--:")


def peer_names_table() -> str:
    return table(["in openstack.cloud", "here"], ([f"`{theirs}`", f"`{ours}`"] for theirs, ours in peer_names().items()))


def peer_without_module_table() -> str:
    return table(["for", "modules"], ([project, quoted(names)] for project, names in peer_without_module().items()))


def drift() -> str:
    """The options of each module whose differences are reported and not applied, with what applies them."""
    lines = []
    for module in modules():
        fields = getattr(importlib.import_module(f"{MODULES}.{module}").OPERATION, "fields", {})
        remedies: dict[str, list[str]] = {}
        for option, declared in fields.items():
            if getattr(declared, "update", None) == DRIFT:
                remedies.setdefault(declared.remedy, []).append(option)
        lines += [[module, quoted(options), remedy] for remedy, options in remedies.items()]
    return table(["module", "option", "what would do it"], lines)


PAGES: dict[str, dict[str, Callable[[], str]]] = {
    "from_terraform": {
        "resources": lambda: terraform("terraform"),
        "data-sources": lambda: terraform("data_source"),
        "without-module": terraform_without_module,
    },
    "from_scripts": {"commands": scripts},
    "migration": {
        "names": peer_names_table,
        "without-module": peer_without_module_table,
        "differences": peer_differences,
    },
    "check_mode": {"drift": drift},
    "requests": {"tasks": requests_of_tasks, "listings": requests_of_listings},
}


def filled(page: str, tables: dict[str, Callable[[], str]]) -> str:
    """The text of a page with its tables between their comments, indented as these are."""

    def fill(marked: re.Match[str]) -> str:
        begin, end = f"<!-- generated: {marked['name']} -->\n\n", "\n<!-- end of generated -->"
        return textwrap.indent(begin + tables[marked["name"]]() + end, marked["indent"])

    return MARKED.sub(fill, page)


def generated() -> dict[Path, str]:
    """The text of each page that has generated tables."""
    pages = {ROOT / "docs" / f"{name}.md": tables for name, tables in PAGES.items()}
    return {path: filled(path.read_text(), tables) for path, tables in pages.items()}

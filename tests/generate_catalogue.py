# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write plugins/module_utils/catalogue.py: every table by its kind. The tables are found by reading the files of the services."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "plugins" / "modules"
SERVICES = ROOT / "plugins" / "module_utils" / "services"
CATALOGUE = ROOT / "plugins" / "module_utils" / "catalogue.py"
PACKAGE = "ansible_collections.stratus.openstack.plugins.module_utils.services"
WIDTH = 140
HEAD = '''\
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every table by its kind, for code that works on all of them. Generated: `make generate` writes this file.

A module that needs one kind imports the file of that kind instead. The imports are statements, since Ansible finds the files that a module
needs by reading its imports.
"""

from __future__ import annotations

'''
BEFORE_TABLES = """
# One table for each kind: the one with the most attributes. Other tables of the same kind only find objects by name, or write them in
# another way.
"""


BEFORE_MODULES = """
# The table of each module that declares objects.
"""


def names_of(node: ast.Assign) -> list[str]:
    """The names that a statement assigns."""
    return [target.id for target in node.targets if isinstance(target, ast.Name)]


def defined(path: Path) -> list[str]:
    """The names that a Python file assigns at its top level. Names that it only imports are left out."""
    assigned = (node for node in ast.parse(path.read_text()).body if isinstance(node, ast.Assign))
    return [name for node in assigned for name in names_of(node)]


def found() -> Iterator[tuple[tuple[str, ...], str, Resource]]:
    """Each table of each service: the file as a path of names, the expression that gives the table in that file, the table."""
    for path in sorted(SERVICES.rglob("*.py")):
        place = path.relative_to(SERVICES).with_suffix("").parts
        module = importlib.import_module(".".join((PACKAGE, *place)))
        for name in defined(path):
            value = getattr(module, name)
            if isinstance(value, Resource):
                yield place, name, value
            elif isinstance(value, dict):
                yield from ((place, f'{name}["{key}"]', table) for key, table in value.items() if isinstance(table, Resource))


@cache
def chosen() -> dict[str, tuple[tuple[str, ...], str, Resource]]:
    """The table of each kind, with its file and expression as `found` gives them. The first one wins among equals."""
    best: dict[str, tuple[tuple[str, ...], str, Resource]] = {}
    for one in found():
        kind = one[2].kind
        best[kind] = max(best.get(kind, one), one, key=rank)
    return dict(sorted(best.items()))


def rank(one: tuple[tuple[str, ...], str, Resource]) -> tuple[int, int, bool]:
    """How much a table shows: its attributes, then its options. A table with a name of its own comes before an entry of a dict."""
    _place, expression, table = one
    return len(table.reads), len(table.fields), expression.isidentifier()


def tables() -> dict[str, Resource]:
    """The tables by kind: what the generated file will contain, whatever it contains now."""
    return {kind: table for kind, (_place, _expression, table) in chosen().items()}


@cache
def of_modules() -> dict[str, tuple[tuple[str, ...], str]]:
    """Each module that declares objects: the file of its table as a path of names, and the table's name in that file."""
    found = {}
    for path in sorted(MODULES.glob("*.py")):
        tree = ast.parse(path.read_text())  # to import a module could need the catalogue
        imported = {name.name: node.module for node in tree.body if isinstance(node, ast.ImportFrom) for name in node.names}
        values = [node.value for node in tree.body if isinstance(node, ast.Assign) and names_of(node) == ["OPERATION"]]
        for value in values:
            source = imported.get(value.id, "") if isinstance(value, ast.Name) else ""
            if source and source.startswith(PACKAGE) and isinstance(getattr(importlib.import_module(source), value.id), Resource):
                found[path.stem] = tuple(source.removeprefix(PACKAGE + ".").split(".")), value.id
    return found


def import_of(place: tuple[str, ...]) -> str:
    """The statement that imports a file of the services, formatted as ruff formats it."""
    start, end = f"from {'.'.join((PACKAGE, *place[:-1]))} import ", f"{place[-1]} as {'_'.join(place)}"
    return start + (f"{end}\n" if len(start + end) <= WIDTH else f"(\n    {end},\n)\n")


def generated() -> dict[Path, str]:
    """The text of the catalogue."""
    used = [place for place, *_rest in [*chosen().values(), *of_modules().values()]]
    places = sorted({(place[:-1], place[-1]) for place in used})
    imports = "".join(import_of((*package, file)) for package, file in places)
    entries = "".join(f'    "{kind}": {"_".join(place)}.{expression},\n' for kind, (place, expression, _table) in chosen().items())
    modules = "".join(f'    "{name}": {"_".join(place)}.{table},\n' for name, (place, table) in of_modules().items())
    return {CATALOGUE: f"{HEAD}{imports}{BEFORE_TABLES}TABLES = {{\n{entries}}}\n{BEFORE_MODULES}MODULES = {{\n{modules}}}\n"}

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether results are what the RETURN of their module documents: no key is missing there, and each value has the documented type.

It reads the files of the modules, so that a target depends on the tables of its own modules alone.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

MODULES = Path(__file__).resolve().parents[2] / "plugins" / "modules"
# What Ansible adds to a result, or each module may return without documenting it
OF_ANSIBLE = {"changed", "diff", "warnings", "deprecations", "invocation", "attempts", "ansible_loop_var", "failed", "failed_when_result"}
PREDICTED = re.compile(r"ffffffff-ffff-4fff-bfff-[0-9a-f]{12}")  # an id in check mode, also where ids are numbers
PYTHON = {"str": str, "int": int, "float": (int, float), "bool": bool, "list": list, "dict": dict, "raw": object}


@cache
def returns(module: str) -> dict[str, dict[str, Any]]:
    """The RETURN of a module, without the collection's name."""
    tree = ast.parse((MODULES / f"{module}.py").read_text())
    return next(
        yaml.safe_load(ast.literal_eval(node.value))
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "RETURN"
    )


def misfits(module: str, result: dict[str, Any]) -> list[str]:
    """What a successful result has that its module does not document, or documents as another type; the same of each result of a loop."""
    if "results" in result and "results" not in returns(module):
        return list(dict.fromkeys(line for item in result["results"] for line in misfits(module, item)))
    aside = (OF_ANSIBLE | {result.get("ansible_loop_var")}) - set(returns(module))
    own = {key: value for key, value in result.items() if key not in aside and not key.startswith("_ansible_")}
    if result.get("failed") or result.get("skipped"):
        return []
    return list(dict.fromkeys(unlike(own, {"type": "dict", "contains": returns(module), "description": ""}, "")))


def unlike(value: Any, entry: dict[str, Any], path: str) -> Iterator[str]:
    """Where a value is not as an entry of the documentation says. Null is allowed everywhere; `contains` names all keys of a dict."""
    kind, contains = entry["type"], entry.get("contains")
    if value is None or isinstance(value, str) and PREDICTED.fullmatch(value):
        return
    if not isinstance(value, PYTHON[kind]) or kind in ("int", "float") and isinstance(value, bool):
        yield f"{path} is {value!r}, its documented type is {kind}"
    elif isinstance(value, list):
        item = {"type": entry.get("elements", "raw"), "contains": contains, "description": entry["description"]}
        for one in value:
            yield from unlike(one, item, f"{path}[]")
    elif isinstance(value, dict) and contains:
        for key, part in value.items():
            where = f"{path}.{key}".lstrip(".")
            if key in contains:
                yield from unlike(part, contains[key], where)
            elif key.isidentifier() or key not in str(entry["description"]):  # other keys cannot have an entry of their own
                yield f"{where} is not documented"

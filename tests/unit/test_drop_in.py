# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A playbook written for openstack.cloud runs here with only the collection's name replaced: the options and results are compared."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.stratus.openstack.plugins.module_utils import runner
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from tests.generate import OLD_NAMES, modules
from tests.generate_guides import differences

FACTS = Path(__file__).resolve().parent / "facts"
PEER = yaml.safe_load((FACTS / "openstack_cloud.yaml").read_text())
ATTRIBUTES = {kind: set(names.split()) for kind, names in yaml.safe_load((FACTS / "sdk_attributes.yaml").read_text()).items()}
DIFFERENCES = differences("interface")  # what docs/migration.md tells users
THEIRS = {ours: theirs for theirs, ours in OLD_NAMES.items()}
SHARED = [name for name in modules() if THEIRS.get(name, name) in PEER["modules"]]


def operation(module: str) -> Any:
    return importlib.import_module(f"ansible_collections.stratus.openstack.plugins.modules.{module}").OPERATION


def resources() -> list[Resource]:
    """Every table that a module stands on, once."""
    found = {}
    for module in modules():
        known = operation(module)
        table = known if isinstance(known, Resource) else getattr(known, "resource", None)
        if table is not None:
            found[table.kind] = table
    return list(found.values())


def plain(value: Any) -> Any:
    """Booleans as openstack.cloud writes some of its defaults: as strings."""
    return {"true": True, "false": False, "yes": True, "no": False}.get(str(value).lower(), value)


def disagreements(theirs: dict[str, Any], ours: dict[str, Any], excused: dict[str, str], prefix: str = "") -> list[str]:
    """What a caller of the other module would stumble over, one line each."""
    by_alias = {alias: name for name, entry in ours.items() for alias in entry.get("aliases", ())}
    found = []
    for name, entry in theirs.items():
        where = prefix + name
        if where in excused:
            continue
        mine = ours.get(name) or ours.get(by_alias.get(name, ""))
        if mine is None:
            found.append(f"{where} is missing")
            continue
        known = {name, *mine.get("aliases", ()), by_alias.get(name)}
        if mine.get("type", "str") != entry.get("type", "str"):
            found.append(f"{where} is {mine.get('type')}, not {entry.get('type', 'str')}")
        found += [f"{where} lacks the alias {alias}" for alias in entry.get("aliases", ()) if alias not in known]
        if mine.get("choices") and not set(entry.get("choices") or ["anything"]) <= set(mine["choices"]):
            found.append(f"{where} takes only {mine['choices']}")
        if mine.get("required") and not entry.get("required"):
            found.append(f"{where} is required")
        default = plain(entry.get("default"))
        if default not in ({}, []) and plain(mine.get("default")) != default:
            found.append(f"{where} has the default {mine.get('default')!r}, not {default!r}")
        if mine.get("options") and entry.get("suboptions"):
            found += disagreements(entry["suboptions"], mine["options"], excused, where + ".")
    return found


@pytest.mark.parametrize("module", SHARED)
def test_takes_the_same_options(module: str) -> None:
    theirs = PEER["modules"][THEIRS.get(module, module)]["options"]
    ours = runner.module_spec(operation(module))["argument_spec"]
    assert disagreements(theirs, ours, DIFFERENCES.get(module, {})) == []


def test_takes_the_same_common_options() -> None:
    assert disagreements(PEER["common"], runner.CONNECTION, DIFFERENCES["all"]) == []


@pytest.mark.parametrize("module", SHARED)
def test_returns_the_same_attributes(module: str) -> None:
    known = operation(module)
    if not isinstance(known, (Resource, Info)):
        return
    table = known if isinstance(known, Resource) else known.resource
    excused = DIFFERENCES.get(module, {})
    adds = getattr(known, "adds", ())  # further keys of the result, with their tables if they have any
    tables = dict.fromkeys([known.returns if isinstance(known, Info) else known.result_key, *getattr(known, "also", ())], table)
    tables.update(adds if isinstance(adds, dict) else dict.fromkeys(adds))
    for key, contained in PEER["modules"][THEIRS.get(module, module)]["returns"].items():
        assert key in (*tables, "id", "changed") or key in excused
        names = {*getattr(tables.get(key, table), "reads", ()), "tenant_id", "location"}
        assert [name for name in contained if name not in names and f"{key}.{name}" not in excused] == []


@pytest.mark.parametrize("table", resources(), ids=lambda table: table.kind)
def test_returns_every_attribute_of_the_public_sdk(table: Resource) -> None:
    if table.kind in ATTRIBUTES:
        public = {name for name in ATTRIBUTES[table.kind] if not name.startswith("_")}
        assert sorted(public - set(table.reads)) == []

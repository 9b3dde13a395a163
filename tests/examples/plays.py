# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong with plays and tasks, as Ansible's own loader reads them. Needs Ansible's loader of collections to be installed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import yaml
from ansible.errors import AnsibleError
from ansible.inventory.manager import InventoryManager
from ansible.parsing.dataloader import DataLoader
from ansible.playbook.block import Block
from ansible.playbook.play import Play
from ansible.playbook.task import Task
from ansible.template import Templar
from ansible.vars.manager import VariableManager
from jinja2 import TemplateError

from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from tests.examples import options

COLLECTION = "stratus.openstack."
GROUP = "group/stratus.openstack.openstack"
CONDITIONS = ("when", "until", "failed_when", "changed_when", "that")
ALWAYS = {"changed", "failed", "skipped", "results", "msg", "error", "diff", "warnings", "http_log", "invocation"}
METHODS = {"get", "items", "keys", "values"}

loader = DataLoader()
inventory = InventoryManager(loader=loader, sources=["localhost,"])
variables = VariableManager(loader=loader, inventory=inventory)
templar = Templar(loader)


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, str):
        yield value


def expressions(value: Any) -> Iterator[str]:
    """The conditions, wherever they stand."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key in CONDITIONS:
                yield from (text for text in (item if isinstance(item, list) else [item]) if isinstance(text, str))
            yield from expressions(item)
    elif isinstance(value, list):
        for item in value:
            yield from expressions(item)


def template_misfits(value: Any, also: tuple[str, ...] = ()) -> list[str]:
    """Templates and conditions that do not compile. ``also``: further expressions."""
    environment, found = templar._engine.environment, []
    compiled = [(environment.from_string, text) for text in texts(value) if options.is_template(text)]
    compiled += [(environment.compile_expression, text) for text in (*expressions(value), *also) if not options.is_template(text)]
    for compiler, text in compiled:
        try:
            compiler(text)
        except (TemplateError, AnsibleError) as error:
            found.append(f"{text!r}: {error}")
    return found


def flat(blocks: list[Any]) -> Iterator[Task]:
    for part in blocks:
        if isinstance(part, Block):
            yield from flat([*part.block, *part.rescue, *part.always])
        else:
            yield part


def with_defaults(task: Task) -> dict[str, Any]:
    """The arguments of a task with its module_defaults."""
    found: dict[str, Any] = {}
    for level in task.module_defaults or ():
        for name in (GROUP, task.resolved_action):
            given = level.get(name)
            found.update(given if isinstance(given, dict) else {})
    return found | task.args


def module_of(task: Task) -> str | None:
    """The module of this collection that a task uses, without the collection's name."""
    name = str(task.resolved_action or "")
    return name.removeprefix(COLLECTION) if name.startswith(COLLECTION) else None


@cache
def returned(module: str) -> set[str]:
    return set(yaml.safe_load(options.code(module).RETURN)) | ALWAYS


@cache
def attributes(module: str, key: str) -> set[str]:
    """The attributes of what a module returns under a key; empty when no table tells."""
    known = options.code(module).OPERATION
    table = known.resource if isinstance(known, Info) and key == known.returns else known
    if not isinstance(table, Resource) or (table is known and key != known.result_key):
        return set()
    sample = yaml.safe_load(options.code(module).RETURN)[key].get("sample") or {}
    return set(table.reads) | set(sample[0] if isinstance(sample, list) else sample)


def registered(task: Task) -> str | None:
    """The variable that gets the result of a task. ansible-core 2.21 makes a mapping of the name."""
    return next(iter(task.register), None) if isinstance(task.register, dict) else task.register


def result_misfits(tasks: list[Task], text: str) -> list[str]:
    """What a later task or template takes from a registered result although the module does not return it."""
    found = []
    for task in tasks:
        module = module_of(task)
        name = registered(task)
        if not (module and name):
            continue
        for match in re.finditer(rf"(?<![\w.'\"]){name}\.(\w+)(?:\[\d+\])?(?:\.(\w+))?", text):
            key, attribute = match.groups()
            known = attributes(module, key)
            if key not in returned(module) | METHODS:
                found.append(f"{match[0]}: {module} returns no `{key}`")
            elif attribute and known and attribute not in known | METHODS:
                found.append(f"{match[0]}: there is no `{attribute}` in it")
    return found


def task_misfits(task: Task, old_names: bool) -> list[str]:
    module = module_of(task)
    if module is None:
        return []
    label = task.name or module
    if not old_names and task.action != task.resolved_action:
        return [f"{label}: `{task.action}` is `{task.resolved_action}`"]
    given = with_defaults(task)
    args = given.pop("_raw_params", None)
    if args is not None and not options.is_template(args):
        return [f"{label}: no options but {args!r}"]
    return [f"{label}: {line}" for line in options.misfits(options.spec_of(module), given, old_names)]


def role_misfits(play: dict[str, Any], tasks: list[Task], text: str) -> list[str]:
    """What is wrong with the variables of the roles of this collection in a play."""
    uses = [entry if isinstance(entry, dict) else {"role": entry} for entry in play.get("roles") or ()]
    given = [(use.get("role") or use.get("name"), use.get("vars") or {}) for use in uses]
    given += [(task.args.get("name"), task.vars) for task in tasks if str(task.action).endswith(("include_role", "import_role"))]
    found = []
    for name, own in given:
        role = str(name).removeprefix(COLLECTION)
        if role == name:
            continue
        known = options.role_spec(role)
        known_here = {**(play.get("vars") or {}), **own}
        # a variable of one's own may be called so, too, when another one is made of it
        mine = {key: value for key, value in known_here.items() if options.role_of(key) == role}
        unknown = [key for key in mine if key not in known and text.count(key) == 1]
        found += [f"{role} has no `{key}`" for key in unknown]
        found += options.role_misfits(role, {key: value for key, value in mine.items() if key in known}, complete=bool(mine))
    return found


def play_misfits(play: dict[str, Any], old_names: bool = False) -> list[str]:
    """What is wrong with a play. ``old_names``: whether aliases and former names of modules are fine."""
    if "import_playbook" in play:
        name = str(play["import_playbook"]).removeprefix(COLLECTION)
        return [] if (options.ROOT / "playbooks" / f"{name}.yml").exists() else [f"no playbook {name}"]
    try:
        loaded = Play.load(play, variable_manager=variables, loader=loader)
        compiled = list(flat(loaded.compile())) + list(flat(loaded.handlers))
    except AnsibleError as error:
        return [str(error)]
    tasks = [task for task in compiled if task._role is None]
    whole = "\n".join([*texts(play), *expressions(play)])
    found = [line for task in tasks for line in task_misfits(task, old_names)]
    return found + role_misfits(play, tasks, yaml.safe_dump(options.plain(play))) + template_misfits(play) + result_misfits(tasks, whole)

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong with the options that an example gives to a module, a role or a plugin."""

from __future__ import annotations

import copy
import importlib
from functools import cache
from types import ModuleType
from typing import Any

import yaml
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.stratus.openstack.plugins.module_utils import runner
from ansible_collections.stratus.openstack.plugins.plugin_utils.plain_data import plain
from tests.examples.collect import ROOT
from tests.generate import modules

PLUGINS = "ansible_collections.stratus.openstack.plugins"
CONSTRAINTS = ("required_if", "required_one_of", "required_together", "required_by")
MODULES = modules()
# Options that only old playbooks have, although they are no aliases.
OUTDATED = {"sdk_log_level", "sdk_log_path", "image_exclude", "flavor_ram", "flavor_include"}


@cache
def code(module: str) -> ModuleType:
    return importlib.import_module(f"{PLUGINS}.modules.{module}")


@cache
def spec_of(module: str) -> dict[str, Any]:
    """The keyword arguments of ArgumentSpecValidator for a module."""
    spec = runner.module_spec(code(module).OPERATION)
    spec.pop("supports_check_mode", None)
    return spec


def loose(spec: dict[str, Any]) -> dict[str, Any]:
    """The same without what must be there: for entries of a role, which adds the rest."""
    options = {name: {**option, "required": False} for name, option in spec["argument_spec"].items()}
    return {"argument_spec": options, "mutually_exclusive": spec.get("mutually_exclusive")}


def is_template(value: Any) -> bool:
    return isinstance(value, str) and ("{{" in value or "{%" in value)


def relaxed(options: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """The argument spec, of any type where the value is a template."""
    found = dict(options)
    names = {alias: name for name, option in options.items() for alias in (name, *(option.get("aliases") or ()))}
    for key, value in given.items():
        name = names.get(key)
        if name is None:
            continue
        option = found[name]
        items = value if isinstance(value, list) else [value]
        if is_template(value):
            kept = {word: option[word] for word in ("aliases", "required", "no_log") if word in option}
            found[name] = {**kept, "type": "raw"}
        elif any(map(is_template, items)):
            found[name] = {word: setting for word, setting in option.items() if word not in ("elements", "choices", "options")}
        elif option.get("options"):
            inner = option["options"]
            for item in items:
                inner = relaxed(inner, item) if isinstance(item, dict) else inner
            found[name] = {**option, "options": inner}
    return found


def outdated(options: dict[str, Any], given: dict[str, Any]) -> list[str]:
    """The names that are aliases, or that only old playbooks have."""
    found = [f"`{name}` is for old playbooks" for name in given if name in OUTDATED]
    names = {alias: name for name, option in options.items() for alias in option.get("aliases") or ()}
    found += [f"`{alias}` is an alias of `{names[alias]}`" for alias in given if alias in names]
    for name, value in given.items():
        inner = options.get(name, {}).get("options")
        for item in value if isinstance(value, list) else [value]:
            if inner and isinstance(item, dict):
                found += outdated(inner, item)
    return found


def misfits(spec: dict[str, Any], given: Any, old_names: bool = False) -> list[str]:
    """What is wrong with options, one line each. ``old_names``: whether aliases are fine."""
    given = plain(given)
    if not isinstance(given, dict):
        return [] if is_template(given) else [f"not options but {type(given).__name__}"]
    checked = ArgumentSpecValidator(**{**spec, "argument_spec": relaxed(spec["argument_spec"], given)}).validate(copy.deepcopy(given))
    found = list(dict.fromkeys(checked.error_messages)) + [str(entry) for entry in checked._warnings]
    return found if old_names else found + outdated(spec["argument_spec"], given)


# The variables of roles whose entries are options of modules: the module, and what an entry has beside them: a module again, or
# None for what is no module's. A name with `_options` is for all entries.
ENTRIES = {
    "network_stack": {
        "networks": ("network", {"subnets": "subnet"}),
        "routers": ("router", {}),
        "security_groups": ("security_group", {}),
        "floating_ips": ("floating_ip", {}),
    },
    "project": {
        "options": ("project", {}),
        "quota": ("quota", {}),
        "users": ("identity_user", {"roles": None}),
        "role_assignments": ("role_assignment", {}),
        "networks": ("network", {"subnets": "subnet"}),
        "routers": ("router", {}),
        "security_groups": ("security_group", {}),
    },
    "server_fleet": {
        "options": ("server", {}),
        "keypairs": ("keypair", {}),
        "servers": ("server", {"ports": "port", "disks": "volume", "floating_ip": "floating_ip", "groups": None, "vars": None}),
    },
    "image_catalog": {"options": ("image", {"keep": None}), "images": ("image", {"url": None, "keep": None})},
    "flavor_catalog": {"options": ("flavor", {}), "flavors": ("flavor", {})},
    "bastion": {"options": ("server", {}), "floating_ip": ("floating_ip", {}), "keypair": ("keypair", {})},
    "load_balanced_service": {
        "load_balancer": ("loadbalancer", {}),
        "security_group_rules": ("security_group_rule", {}),
        "pool": ("lb_pool", {}),
        "health_monitor": ("lb_health_monitor", {}),
    },
    "environment": {},
    "static_site": {"container_options": ("object_container", {}), "upload_options": ("objects_upload", {})},
    "teardown": {},
}


def entry_misfits(module: str, further: dict[str, str | None], entry: Any) -> list[str]:
    if not isinstance(entry, dict):
        return misfits(spec_of(module), entry)
    found = misfits(loose(spec_of(module)), {name: value for name, value in entry.items() if name not in further})
    for name, inner in further.items():
        value = entry.get(name)
        if inner is not None and value is not None:
            found += [line for item in (value if isinstance(value, list) else [value]) for line in entry_misfits(inner, {}, item)]
    return found


@cache
def role_spec(role: str) -> dict[str, Any]:
    path = ROOT / "roles" / role / "meta" / "argument_specs.yml"
    return yaml.safe_load(path.read_text())["argument_specs"]["main"]["options"]


ROLES = sorted(path.name for path in (ROOT / "roles").iterdir() if path.is_dir())


def role_of(variable: str) -> str | None:
    """The role that a variable belongs to by its name."""
    return next((role for role in ROLES if variable.startswith(f"{role}_")), None)


def role_misfits(role: str, given: dict[str, Any], complete: bool = True) -> list[str]:
    """``given``: variables of the role. ``complete``: whether all that it needs must be there."""
    spec = {"argument_spec": role_spec(role)}
    found = misfits(spec if complete else loose(spec), given)
    for part, (module, further) in ENTRIES[role].items():
        value = given.get(f"{role}_{part}")
        for entry in value if isinstance(value, list) else [] if value is None else [value]:
            found += [f"{role}_{part}: {line}" for line in entry_misfits(module, further, entry)]
    return found

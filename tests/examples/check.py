# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What kind of thing an example is, and what is wrong with it.

`python -m tests.examples` checks all in a process of its own, since Ansible's loader of collections and that of a test do not get along.
"""

from __future__ import annotations

import json
import re
import shlex
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from ansible.errors import AnsibleError
from ansible.parsing.splitter import parse_kv
from ansible.plugins.inventory import BaseInventoryPlugin
from ansible.plugins.loader import fragment_loader, inventory_loader
from ansible.utils.plugin_docs import get_docstring

from ansible_collections.stratus.openstack.plugins.module_utils import auth, config
from ansible_collections.stratus.openstack.plugins.module_utils.auth_options import AUTH_OPTIONS
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.plugin_utils import inventory, inventory_hosts
from tests.examples import options, plays
from tests.examples.collect import ROOT, Example

PEER = "openstack.cloud."
PEER_TASK = re.compile(r"^[ -]*openstack\.cloud\.\w+:", re.MULTILINE)
# Of collections that are not here, only what is around their modules is checked.
FOREIGN = re.compile(r"(?<=[ -] )(?:awx\.awx|ansible\.controller|acme\.cloud)\.\w+:")
OURS = plays.COLLECTION
INVENTORY = "stratus.openstack.openstack"
FACTS = yaml.safe_load((ROOT / "tests" / "unit" / "facts" / "openstack_cloud.yaml").read_text())
REQUIREMENTS = {"collections": {"name", "type", "version", "source", "signatures"}, "roles": {"name", "src", "scm", "version"}}
ENVIRONMENT = {"version", "images", "dependencies", "additional_build_steps", "additional_build_files", "build_arg_defaults", "options"}
PLAY = {"module_defaults", "vars", "tasks", "roles", "environment"}
SURVEY = {"question_name", "question_description", "variable", "type", "required", "default", "choices", "min", "max", "new_question"}


# -- plays and tasks


def plays_check(data: list[dict[str, Any]]) -> list[str]:
    return [line for play in data for line in plays.play_misfits(play)]


def tasks_check(data: list[dict[str, Any]]) -> list[str]:
    return plays.play_misfits({"hosts": "localhost", "gather_facts": False, "tasks": data})


def part_of_play(data: dict[str, Any]) -> list[str]:
    return plays.play_misfits({"hosts": "localhost", "gather_facts": False, **data})


def peer_check(example: Example) -> list[str]:
    """A task for the other collection: it has these options there, and runs here with only the collection's name replaced."""
    data = plays.loader.load(example.text.replace(PEER, OURS))
    whole = data if "hosts" in data[0] else [{"hosts": "localhost", "gather_facts": False, "tasks": data}]
    found = [line for play in whole for line in plays.play_misfits(play, old_names=True)]
    for name, given in peer_tasks(yaml.safe_load(example.text)):
        known = FACTS["modules"].get(name)
        if known is None:
            found.append(f"openstack.cloud has no {name}")
            continue
        there = FACTS["common"] | known["options"]
        names = set(there) | {alias for option in there.values() for alias in option.get("aliases") or ()}
        found += [f"{name} has no `{key}` in openstack.cloud" for key in given if key not in names]
    return found


def peer_tasks(value: Any) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            for key, inner in item.items():
                if str(key).startswith(PEER):
                    found.append((key.removeprefix(PEER), inner or {}))
                elif isinstance(inner, (list, dict)) and key != "module_defaults":
                    found += peer_tasks(inner)
    return found


# -- configuration


def clouds_check(data: dict[str, Any]) -> list[str]:
    """A clouds.yaml: every cloud in it has what its way to log in needs."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "clouds.yaml")
        path.write_text(yaml.safe_dump(options.plain(data)))
        for name in data["clouds"]:
            try:
                known = config.load(name, environ={}, cwd=folder, home=folder, files=[str(path)])
                auth.Login(known, None, {}, None, None, None).need(auth.REGISTRY[known.auth_type].required)
                found += known.warnings
            except (CloudError, KeyError) as error:
                found.append(f"{name}: {error}")
    return found


def is_secure(data: dict[str, Any]) -> bool:
    """Whether each cloud has secrets and nothing else, as in a secure.yaml."""
    secret = {name for option in AUTH_OPTIONS.values() if option.secret for name in (option.name, *option.aliases)}
    return all(set(cloud) == {"auth"} and set(cloud["auth"]) <= secret for cloud in data["clouds"].values())


@cache
def inventory_options() -> dict[str, Any]:
    path = ROOT / "plugins" / "inventory" / "openstack.py"
    return get_docstring(str(path), fragment_loader, collection_name="stratus.openstack", plugin_type="inventory")[0]["options"]


def suboption_misfits(known: dict[str, Any], given: dict[str, Any]) -> list[str]:
    """Keys that the documentation of an option with parts does not have."""
    found = []
    for name, option in known.items():
        inner = option.get("suboptions")
        for item in given.get(name) or () if inner and isinstance(given.get(name), list) else ():
            found += [f"`{name}` has no `{key}`" for key in item if key not in inner]
    return found


def inventory_check(data: dict[str, Any]) -> list[str]:
    """A configuration of the inventory plugin, or a part of one: read by the plugin, as far as it goes without a cloud."""
    known = inventory_options()
    found = [f"the inventory has no `{name}`" for name in data if name not in known]
    found += suboption_misfits(known, data)
    plugin = inventory_loader.get(INVENTORY)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "openstack.yml")
        path.write_text(yaml.safe_dump({"plugin": INVENTORY, **options.plain(data)}))
        try:
            BaseInventoryPlugin.parse(plugin, plays.inventory._inventory, plays.loader, str(path))
            plugin._read_config_data(str(path))
            values = {name: plugin.get_option(name) for name in known}
            inventory.Selection(plugin.query_options())
            inventory_hosts.parse_address_rules(values["addresses"], values["private"], values["only_ipv4"])
        except (AnsibleError, CloudError) as error:
            return [*found, str(error)]
    written = [*values["compose"].values(), *values["groups"].values(), *(group["key"] for group in values["keyed_groups"])]
    return found + plays.template_misfits(data, tuple(str(text) for text in written))


def requirements_check(data: dict[str, Any]) -> list[str]:
    return [f"no key of {kind}: {key}" for kind, entries in data.items() for entry in entries for key in set(entry) - REQUIREMENTS[kind]]


def environment_check(data: dict[str, Any]) -> list[str]:
    found = [] if data["version"] == 3 else [f"version {data['version']}"]
    found += [f"no key of an execution environment: {key}" for key in sorted(set(data) - ENVIRONMENT)]
    galaxy = data.get("dependencies", {}).get("galaxy", {})
    return found + (requirements_check(galaxy) if isinstance(galaxy, dict) else [])


def variables_check(data: dict[str, Any]) -> list[str]:
    """Variables of roles."""
    found = []
    for role in {options.role_of(name) for name in data}:
        given = {name: value for name, value in data.items() if options.role_of(name) == role}
        found += options.role_misfits(role, given, complete=False)
    return found + plays.template_misfits(data)


def survey_check(data: dict[str, Any]) -> list[str]:
    return [f"no key of a question: {key}" for question in data["spec"] for key in set(question) - SURVEY]


# -- kinds


def all_dicts(data: Any) -> bool:
    return isinstance(data, list) and bool(data) and all(isinstance(item, dict) for item in data)


def keys(data: Any) -> set[str]:
    return set(data) if isinstance(data, dict) else set()


KINDS: dict[str, tuple[Callable[[Any], bool], Callable[[Any], list[str]]]] = {
    "plays": (lambda data: all_dicts(data) and all({"hosts", "import_playbook"} & set(item) for item in data), plays_check),
    "tasks": (all_dicts, tasks_check),
    "inventory": (lambda data: keys(data) and data.get("plugin") == INVENTORY, inventory_check),
    "secure.yaml": (lambda data: keys(data) == {"clouds"} and is_secure(data), lambda _data: []),
    "clouds.yaml": (lambda data: keys(data) == {"clouds"}, clouds_check),
    "requirements": (lambda data: keys(data) and keys(data) <= set(REQUIREMENTS), requirements_check),
    "execution environment": (lambda data: {"version", "dependencies"} <= keys(data), environment_check),
    "survey": (lambda data: {"name", "spec"} <= keys(data), survey_check),
    "part of a play": (lambda data: keys(data) and keys(data) <= PLAY, part_of_play),
    "variables of roles": (lambda data: keys(data) and all(map(options.role_of, data)), variables_check),
    "part of an inventory": (lambda data: keys(data) and keys(data) <= set(inventory_options()), inventory_check),
}


def kind_of(data: Any) -> str | None:
    return next((kind for kind, (fits, _check) in KINDS.items() if fits(data)), None)


def yaml_check(example: Example) -> tuple[str | None, list[str]]:
    try:
        if PEER_TASK.search(example.text):
            return "tasks of openstack.cloud", peer_check(example)
        data = plays.loader.load(FOREIGN.sub("ansible.builtin.set_fact:", example.text))
    except (AnsibleError, yaml.YAMLError) as error:
        return "yaml", [str(error)]
    kind = kind_of(data)
    return kind, KINDS[kind][1](data) if kind else ["no kind of example that is known"]


# -- commands


def command_check(example: Example) -> list[str]:
    """A command line of Ansible: the modules, playbooks and plugins it names exist, with these options."""
    words = shlex.split(re.sub(r"\[(-[^\]]*)\]", r"\1", example.text.replace("\\\n", " ")), comments=True)
    tool, found = words[0], []
    given = {words[at]: words[at + 1] for at in range(len(words) - 1)}
    if tool == "ansible" and given.get("-m", "").startswith(OURS):
        module, text = given["-m"].removeprefix(OURS), given.get("-a", "")
        if module not in options.MODULES:
            return [f"no module {module}"]
        args = json.loads(text) if text.startswith("{") else parse_kv(text)
        found += options.misfits(options.spec_of(module), args)
    names = [word.removeprefix(OURS) for word in words[1:] if word.startswith(OURS)]
    if tool == "ansible-playbook":
        for name in names:
            path = ROOT / "playbooks" / f"{name}.yml"
            found += [] if path.exists() else [f"no playbook {name}"]
            found += extra_variables(words, path) if path.exists() else []
    elif tool == "ansible-doc":
        folder = ROOT / {"inventory": "plugins/inventory", "role": "roles"}.get(given.get("-t", ""), "plugins/modules")
        found += [f"no {name} in {folder.name}" for name in names if not list(folder.glob(f"{name}*"))]
    return found


def extra_variables(words: list[str], path: Path) -> list[str]:
    """Variables of `-e` that a playbook does not use and its roles do not have."""
    text, names = path.read_text(), []
    for flag, word in zip(words, words[1:], strict=False):
        if flag in ("-e", "--extra-vars") and not word.startswith("@"):
            names += yaml.safe_load(word) if word.startswith("{") else [word.partition("=")[0]]
    known = {name for role in options.ROLES for name in options.role_spec(role)}
    return [f"{path.name} has no variable {name}" for name in names if name not in known and not re.search(rf"\b{name}\b", text)]


def problems(example: Example) -> tuple[str | None, list[str]]:
    """The kind of an example (None: not known), and what is wrong with it."""
    if example.language.startswith(("yaml", "yml")):
        return yaml_check(example)
    try:
        if example.language == "command":
            return "command", command_check(example)
        if example.language == "json":
            json.loads(example.text)
        elif example.language == "python":
            compile(example.text, example.where, "exec")
    except (ValueError, SyntaxError) as error:
        return example.language, [str(error)]
    return example.language, []

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ansible-lint finds a misspelt option and a wrong choice in a task of any module, and no mistake in templates: one run over one playbook.

The tasks with mistakes are the first examples of the modules. Part `lint` of tests/run.py runs this with the Python of ansible-lint.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml

from ansible_collections.stratus.openstack.plugins.module_utils.runner import module_spec

ROOT = Path(__file__).resolve().parents[1]
COLLECTION = "stratus.openstack"
MODULES = sorted(path.stem for path in (ROOT / "plugins" / "modules").glob("*.py"))
WRONG = "no-such-choice"
SAYS = {"misspelt": "Unsupported parameters for", "choice": "must be one of"}  # by the kind of mistake
# Tasks without a mistake: templates in all places. They have no kind.
TEMPLATES = (
    ("network", {"name": "x", "verify": "{{ y }}", "mtu_size": "{{ y }}", "state": "{{ y }}", "endpoint_type": "{{ y }}"}),
    ("security_group", {"name": "x", "security_group_rules": [{"port_range_min": "{{ y }}", "direction": "{{ y }}"}]}),
    ("server", {"name": "x", "auth": "{{ y }}", "nics": "{{ y }}", "count": "{{ y }}", "image": "{{ y }}", "flavor": {"ram": "{{ y }}"}}),
)


def example(module: str, source: Any) -> dict[str, Any]:
    """The options of the first example of a module, of those without templates if there are any."""
    given = [task[f"{COLLECTION}.{module}"] or {} for task in yaml.safe_load(source.EXAMPLES) if f"{COLLECTION}.{module}" in task]
    return min(given, key=lambda options: "{{" in str(options))


def mistakes(module: str) -> dict[str, dict[str, Any]]:
    """The options of two tasks with a mistake each, by its kind."""
    source = importlib.import_module(f"ansible_collections.{COLLECTION}.plugins.modules.{module}")
    spec = module_spec(source.OPERATION)["argument_spec"]
    given = example(module, source)
    name = next(iter(given), "region_name")
    limited = [name for name, option in spec.items() if option.get("choices") and option.get("type") == "str" and not option.get("aliases")]
    limited.sort(key=lambda name: name != "state")
    return {"misspelt": given | {name + name[-1]: given.get(name, "x")}, "choice": given | {limited[0]: WRONG}}


def playbook() -> tuple[str, list[tuple[str, str]]]:
    """A playbook with all mistakes, and the module and the kind of mistake of each line of it."""
    lines, places = ["---", "- name: Mistakes", "  hosts: localhost", "  gather_facts: false", "  tasks:"], []
    places += [("", "")] * len(lines)
    tasks = [(module, kind, options) for module in MODULES for kind, options in mistakes(module).items()]
    for module, kind, options in tasks + [(module, "", options) for module, options in TEMPLATES]:
        task = [{"name": f"Mistake {kind}", f"{COLLECTION}.{module}": options}]
        added = [f"    {line}" for line in yaml.safe_dump(task, sort_keys=False, width=10**6).splitlines()]
        lines += added
        places += [(module, kind)] * len(added)
    return "\n".join(lines) + "\n", places


def lint(text: str) -> list[tuple[int, str]]:
    """What ansible-lint says of the options in a playbook: lines and messages."""
    with tempfile.TemporaryDirectory() as folder:
        path, settings = Path(folder, "mistakes.yml"), Path(folder, "settings.yml")
        path.write_text(text)
        settings.write_text("strict: true\n")  # without a profile, since none of them has the rule
        linter = Path(sys.executable).with_name("ansible-lint")
        command = (linter, "--offline", "--format", "json", "--tags", "args[module]", "--config-file", settings, path)
        ended = subprocess.run(command, check=False, cwd=folder, capture_output=True, text=True)
    if not ended.stdout.startswith("[") or "Ignored exception" in ended.stderr:
        sys.exit(ended.stdout + ended.stderr)
    entries = json.loads(ended.stdout)
    return [(entry["location"]["lines"]["begin"], entry["description"]) for entry in entries]


def main() -> None:
    """Exit with a line for each mistake that was not found, and for each finding in a task without one."""
    text, places = playbook()
    found, wrong = set(), []
    for line, message in lint(text):
        module, kind = places[line - 1]
        if kind and SAYS[kind] in message:
            found.add((module, kind))
        else:
            wrong.append(f"{COLLECTION}.{module}: ansible-lint says of a task with {kind or 'templates'}: {message}")
    missing = sorted({place for place in places if place[1]} - found)
    wrong += [f"{COLLECTION}.{module}: ansible-lint does not find the mistake {kind!r}" for module, kind in missing]
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"{len(found)} mistakes in {len(MODULES)} modules found")


if __name__ == "__main__":
    main()

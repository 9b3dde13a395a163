# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write what is derived from the modules and tables: meta/runtime.yml, the files of plugins/action, the catalogue of all tables, the parts
of each module's RETURN that come from its table or that all modules have in common, the suboptions that are options of other modules.

`make generate` runs this; unit tests hold that the files are what it writes.

Every module is in the action group, and has an action plugin: the one that all share, with the module's operation. A redirect or a
symbolic link would not do: ansible-lint and antsibull-docs take the module for an alias then. ansible-lint checks the options of a module
by the `main` of its action plugin. The names that openstack.cloud has for some lead to ours. The catalogue comes from
generate_catalogue.py, the tables of the guides from generate_guides.py, the attributes of results from generate_reference.py.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from tests import generate_catalogue, generate_guides
from tests.generate_guides import modules
from tests.generate_reference import RETURN, with_attributes, with_suboptions

ROOT = Path(__file__).resolve().parent.parent
REQUIRES = ">=2.17.0"
ACTIONS = ROOT / "plugins" / "action"
SHARED = "api"  # the shared plugin carries the name of a real module, as ansible-test wants
PLUGIN = '''\
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action plugin that all modules share, for this module."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.action import api
from ansible_collections.stratus.openstack.plugins.module_utils.runner import check_arguments
from ansible_collections.stratus.openstack.plugins.modules.{module} import OPERATION


class ActionModule(api.ActionModule):
    operation = OPERATION


def main():
    check_arguments(OPERATION)
'''
COLLECTION = "ansible_collections.stratus.openstack"
UNKNOWN = """\
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""
OLD_NAMES = generate_guides.peer_names()  # in openstack.cloud -> here


def runtime(modules: list[str]) -> str:
    """The text of meta/runtime.yml for these modules."""
    old = {name: target for name, target in OLD_NAMES.items() if target in modules}
    names = sorted([*modules, *old])
    lines = ["---", f'requires_ansible: "{REQUIRES}"', "action_groups:", "  openstack:"]
    lines += [f"    - {name}" for name in names]
    if old:
        lines += ["plugin_routing:"]
        for kind in ("action", "modules"):
            lines += [f"  {kind}:"]
            for name, target in sorted(old.items()):
                lines += [f"    {name}:", f"      redirect: stratus.openstack.{target}"]
    return "\n".join(lines) + "\n"


def with_common_results(text: str) -> str:
    """A module's source, with the results that every module may have at the end of its RETURN."""
    return RETURN.sub(lambda documented: documented[0].replace(UNKNOWN, "") + UNKNOWN, text)


def source(module: str) -> str:
    """A module's source with the generated parts of its DOCUMENTATION and RETURN."""
    operation = importlib.import_module(f"{COLLECTION}.plugins.modules.{module}").OPERATION
    text = (ROOT / "plugins" / "modules" / f"{module}.py").read_text()
    return with_suboptions(with_attributes(with_common_results(text), operation), operation)


def generated() -> dict[Path, str]:
    """The text of each generated file."""
    files = generate_catalogue.generated() | generate_guides.generated()
    files |= {ACTIONS / f"{name}.py": PLUGIN.format(module=name) for name in modules() if name != SHARED}
    files[ROOT / "meta" / "runtime.yml"] = runtime(modules())
    return files | {ROOT / "plugins" / "modules" / f"{name}.py": source(name) for name in modules()}


def main(target: Path) -> None:
    """Write the generated files into a checkout of the same files as those that this one is part of."""
    wanted = {target / path.relative_to(ROOT): text for path, text in generated().items()}
    for path in (target / ACTIONS.relative_to(ROOT)).glob("*.py"):
        if path not in wanted and path.stem != SHARED:
            path.unlink()
    for path, text in wanted.items():
        if not path.exists() or path.read_text() != text:
            path.write_text(text)
            print(path.relative_to(target))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

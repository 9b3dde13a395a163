# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rearrange the reference pages that antsibull-docs has made for the documentation site: examples come first, options that all modules have
come last, and each service has a page that lists its modules.

Part `docs` of tests/run.py runs this on the folder of the pages, between antsibull-docs and Sphinx.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import yaml

from ansible_collections.stratus.openstack.plugins.doc_fragments.auth import ModuleDocFragment

ROOT = Path(__file__).resolve().parents[1]
NAME = "stratus.openstack"
COMMON = frozenset(yaml.safe_load(ModuleDocFragment.DOCUMENTATION)["options"])
FIRST = ("name", "names", "state")  # of a module's own options
SERVICES = {
    "compute": "Compute (Nova)",
    "network": "Network (Neutron)",
    "block_storage": "Block storage (Cinder)",
    "image": "Images (Glance)",
    "identity": "Identity (Keystone)",
    "load_balancer": "Load balancing (Octavia)",
    "dns": "DNS (Designate)",
    "object_store": "Object storage (Swift)",
    "orchestration": "Orchestration (Heat)",
    "key_manager": "Secrets (Barbican)",
    "shared_file_system": "Shared file systems (Manila)",
    "quota": "Quotas",
    "environment": "Whole environments",
    "doctor": "Troubleshooting",
    "any_service": "Login and raw requests",
}
# the comments by which antsibull-docs marks the parts of a page
MARK = re.compile(r"^\.\. +(Requirements|Options|Attributes|Notes|Seealso|Examples|Facts|Return values|Status|Authors)\b.*\n", re.MULTILINE)
ORDER = ("Examples", "Options", "Facts", "Return values", "Common", "Requirements", "Attributes", "Notes", "Seealso", "Status", "Authors")
CONTENTS = re.compile(r"^\.\. contents::\n(?:   :.*\n)+", re.MULTILINE)
COLLECTION_NOTE = re.compile(r"^\.\. Collection note\n\n\.\. note::\n(?:    .*\n|\n)+", re.MULTILINE)
# it links to a page of Ansible's own documentation, which this site does not have
CALLBACK_NOTE = re.compile(r"^See :ref:`callback_plugins` for more information on callback plugins\.\n", re.MULTILINE)
ACTION_NOTE = re.compile(r"^\.\. note::\n    This module has a corresponding :ref:`action plugin.*\n", re.MULTILINE)
TITLE = re.compile(rf"^{re.escape(NAME)}\.(\w+) (\w+) -- (.*)\n\++\n", re.MULTILINE)
# what says nothing: how to set a table for print, that a boolean is false or true, and that a part of a result is there with the result
LATEX = re.compile(r"^ +\.\. raw:: latex\n\n +\\.*\n\n", re.MULTILINE)
BOOLEAN = re.compile(r" {6}\.\. rst-class:: ansible-option-line\n\n.*`Choices:`\n\n.*entry:`false`\n.*entry:`true`\n")
RETURNED = re.compile(r" {6}\.\. rst-class:: ansible-option-line\n\n.*`Returned:` success\n")
INNER = re.compile(r'id="return-[^"]*/')
ROW = re.compile(r"^(?=  \* - )", re.MULTILINE)
OPTION = re.compile(r'id="parameter-([^"/]+)(/?)')
LABEL = re.compile(r"^      \.\. _.*:\n", re.MULTILINE)
CHANGELOG = re.compile(rf"^\.\. _changelog_section_for_{re.escape(NAME)}:\n.*?^    changelog\n", re.MULTILINE | re.DOTALL)
SERVICE = re.compile(r"module_utils\.(?:services\.)?(\w+)\S* import (?!run$)", re.MULTILINE)


def heading(text: str, line: str = "-") -> str:
    """A heading of reStructuredText."""
    return f"{text}\n{line * len(text)}\n"


def split_options(section: str) -> tuple[str, str]:
    """The part of a module's own options, and the part of those that all modules have; '' for a part without options."""
    head, *rows = ROW.split(section)
    titles, *rows = rows
    options: dict[str, list[str]] = {}
    for row in rows:
        found = OPTION.search(row)
        if found is None:
            raise ValueError(f"a row without an option: {row}")
        options.setdefault(found[1], []).append(row)
    if len(options.get("auth", ())) > 1:
        options["auth"] = [short_auth(*options["auth"])]
    required = {name for name, rows in options.items() if "ansible-option-required" in rows[0]}
    own = [name for name in options if name not in COMMON]
    own.sort(key=lambda name: (name not in required, FIRST.index(name) if name in FIRST else len(FIRST)))
    parts = []
    for title, names in (("Parameters", own), ("Common parameters", [name for name in options if name in COMMON])):
        table = head.replace(heading("Parameters"), heading(title)) + titles
        parts.append(table + "".join(row for name in names for row in options[name]) if names else "")
    return parts[0], parts[1]


def short_auth(row: str, *inner: str) -> str:
    """The row of `auth` alone, with the labels of its keys and a link to the page that lists them."""
    labels = "".join(label for each in inner for label in LABEL.findall(each))
    row = row.replace("\n      .. rst-class:: ansible-option-title\n", f"{labels}\n      .. rst-class:: ansible-option-title\n", 1)
    start, end, rest = row.rpartition("\n\n      .. raw:: html\n\n        </div>")
    return f"{start}\n\n      :doc:`All keys of auth </authentication>`{end}{rest}"


def related(name: str, kind: str, pages: set[str]) -> str:
    """What is below a module in `See Also`: the module that lists the same objects, and guides."""
    other = name.removesuffix("_info") if name.endswith("_info") else f"{name}_info"
    beside = [f":doc:`{other} <{other}_{kind}>`"] if f"{other}_{kind}" in pages else []
    guides = [":doc:`/authentication`", ":doc:`/check_mode`", ":doc:`/debugging`"]
    return f".. seealso::\n\n   {', '.join(beside + guides)}\n\n"


def rearranged(text: str, pages: set[str]) -> str:
    """A page with its parts in another order. Pages of roles and of the collection have no parts, and only lose what is not needed."""
    text = CONTENTS.sub("", text)
    found = TITLE.search(text)
    if not found:
        return text
    name, kind, about = found.groups()
    text = TITLE.sub(lambda _found: heading(f"{name} -- {about}", "+"), text)
    use = f"This {kind} is part of the collection {NAME}: :doc:`install it </quickstart>` and use it as :code:`{NAME}.{name}`.\n\n"
    text = CALLBACK_NOTE.sub("", text)
    text = ACTION_NOTE.sub("", COLLECTION_NOTE.sub(lambda _found: use, text))
    if kind == "role":
        return text
    head, *rest = MARK.split(BOOLEAN.sub("", LATEX.sub("", text)))
    parts = dict(zip(rest[::2], rest[1::2], strict=True))
    if kind == "module" and "Options" in parts:
        parts["Options"], parts["Common"] = split_options(parts["Options"])
        parts["Seealso"] = parts.get("Seealso", f"\n{heading('See Also')}\n").rstrip() + "\n\n" + related(name, kind, pages)
    if "Return values" in parts:
        rows = ROW.split(parts["Return values"])
        parts["Return values"] = "".join(RETURNED.sub("", row) if INNER.search(row) else row for row in rows)
    return head + "".join(parts[part] for part in ORDER if part in parts)


def listing(modules: dict[str, str]) -> str:
    """A list of modules with their descriptions, and the entries for the navigation."""
    lines = "".join(f"* :doc:`{name} <{name}_module>` -- {about}\n" for name, about in modules.items())
    entries = "".join(f"    {name} <{name}_module>\n" for name in modules)
    return f"{lines}\n.. toctree::\n    :hidden:\n\n{entries}"


def services(about: dict[str, str]) -> dict[str, dict[str, str]]:
    """The modules with their descriptions, by the service whose tables they use."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted((ROOT / "plugins" / "modules").glob("*.py")):
        imported = SERVICE.search(path.read_text())
        if imported and path.stem in about:
            found.setdefault(imported[1], {})[path.stem] = about[path.stem]
    return {name: found[name] for name in [*SERVICES, *sorted(set(found) - set(SERVICES))] if name in found}


def index(text: str, names: list[str]) -> str:
    """The index of the collection, with a list of services instead of one of modules."""
    text = CONTENTS.sub("", text).replace(heading("Stratus.Openstack", "="), heading("Reference", "="))
    start, mark, rest = text.partition(f".. _module_plugins_in_{NAME}:\n")
    _modules, following, end = rest.partition(f".. _callback_plugins_in_{NAME}:\n")
    listed = "".join(f"    {name}\n" for name in names)
    modules = f"\n{heading('Modules', '~')}\n.. toctree::\n    :maxdepth: 1\n\n{listed}\n"
    end = re.sub(r"^    (\w+)_(callback|inventory|lookup|role)$", r"    \1 (\2) <\1_\2>", end, flags=re.MULTILINE)
    changes = CHANGELOG.search(start)
    if not changes:
        raise ValueError("the index has no part on the changelog")
    return f"{CHANGELOG.sub('', start)}{mark}{modules}{following}{end}\n{changes[0].replace('    changelog', '    Changelog <changelog>')}"


def main(folder: Path) -> None:
    """Rewrite the pages in a folder."""
    pages = {path.stem for path in folder.glob("*.rst")}
    about = {}
    for path in folder.glob("*.rst"):
        text = path.read_text()
        found = TITLE.search(text)
        if found and found[2] == "module":
            about[found[1]] = found[3]
        path.write_text(rearranged(text, pages))
    listed = services(about)
    for name, modules in listed.items():
        title = SERVICES.get(name, name.replace("_", " ").capitalize())
        (folder / f"{name}.rst").write_text(f"{heading(title, '=')}\n{listing(modules)}")
    path = folder / "index.rst"
    path.write_text(index(path.read_text(), list(listed)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

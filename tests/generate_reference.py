# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reference documentation of results: what each attribute of a table means, and its place in the RETURN of the modules.

The sentences are in plugins/module_utils/services/<service>/reference.yml. Names, and the types of attributes that mirror an option, come
from the tables. docs/testing.md describes the file.
"""

from __future__ import annotations

import importlib
import re
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ansible_collections.stratus.openstack.plugins.module_utils.children import Children
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from tests.generate_catalogue import tables

ROOT = Path(__file__).resolve().parents[1]
SERVICES = ROOT / "plugins" / "module_utils" / "services"
TABLES = tables()  # not those of catalogue.py, which may be older than a table
WIDTH = 140
KEYS = ("description", "type", "elements", "contains")  # of an attribute
BEGIN, END = "# attributes of %s: make generate", "# end of attributes"
BLOCK = re.compile(rf"^( *){re.escape(BEGIN.partition('%s')[0])}([\w.]+): make generate\n(?:.*\n)*?\1{END}\n", re.MULTILINE)
RETURN = re.compile(r'(?<=^RETURN = r""")\n.*?(?=^""")', re.MULTILINE | re.DOTALL)
# What every module may report of its options
DRIFT = {
    "option": {"description": "Option whose declared value differs from the present one.", "type": "str"},
    "now": {"description": "Present value in the cloud.", "type": "raw"},
    "wanted": {"description": "Declared value.", "type": "raw"},
    "remedy": {"description": "What to do so that the declared value is applied. Null when there is no way.", "type": "str"},
}
OPTIONS_BEGIN, OPTIONS_END = "# options of %s: make generate", "# end of options"
OPTIONS_BLOCK = re.compile(rf"^( *)# options of ([\w.]+): make generate\n(?:.*\n)*?\1{OPTIONS_END}\n", re.MULTILINE)
DOCUMENTATION = re.compile(r'^DOCUMENTATION = r"""\n(.*?)^"""', re.MULTILINE | re.DOTALL)
LONGEST_WORD = 20
NAMED = re.compile(r"O\(([a-z]\w*)")  # an option of the same module
PLAIN = re.compile(r"[A-Za-z0-9(][^:#{}\[\],'\"]*")  # a text that needs no quotes in YAML, nor in a flow mapping


# -- the sentences --------------------------------------------------------------------------------------------------------------------


@cache
def files() -> dict[str, dict[str, Any]]:
    """The contents of the files with sentences, by the package of the service."""
    return {path.parent.name: yaml.safe_load(path.read_text()) for path in sorted(SERVICES.glob("*/reference.yml"))}


def home(kind: str) -> str:
    """The package whose file has the sentences of a kind."""
    return next((name for name, file in files().items() if kind in (file.get("types") or {})), kind.partition(".")[0])


@cache
def written(kind: str) -> dict[str, dict[str, Any]]:
    """What the files say of the attributes of a kind, by name. `like` names a kind whose attributes mean the same.

    In a sentence that several kinds have in common, `{label}` stands for what an object of the kind is called.
    """
    file = files().get(home(kind)) or {}
    known = (file.get("types") or {}).get(kind) or {}
    common = {name: labelled(entry, called(kind)) for name, entry in (file.get("common") or {}).items() if name in shown(kind)}
    return common | (written(known["like"]) if "like" in known else {}) | (known.get("attributes") or {})


def called(kind: str) -> str:
    """What an object of a kind is called in a sentence."""
    return re.sub(r"\b(qos|ip)\b", lambda word: {"qos": "QoS", "ip": "IP"}[word[0]], TABLES[kind].label)


def labelled(node: Any, label: str) -> Any:
    """Documentation in which the name of the kind stands for `{label}`."""
    if isinstance(node, dict):
        return {key: labelled(part, label) for key, part in node.items()}
    if isinstance(node, list):
        return [labelled(part, label) for part in node]
    return node.replace("{label}", label)


def shown(kind: str) -> list[str]:
    """The names of the attributes that a result has: the id and the name first."""
    names = TABLES[kind].to_result({"id": "", "name": ""})
    return sorted(names, key=lambda name: (name not in ("id", "name"), name))


def attributes(kind: str) -> dict[str, dict[str, Any]]:
    """The documentation of each attribute of a kind: description and type, and as the case may be elements and contains."""
    if kind == "drift":
        return DRIFT
    label = called(kind)
    always = {"id": f"ID of the {label}.", "name": f"Name of the {label}."}
    documented = {}
    for name in shown(kind):
        entry = {"description": always[name]} if name in always else {}
        entry |= declared(kind, name) | (written(kind).get(name) or {})
        if entry.get("type") != "list":
            entry.pop("elements", None)
        documented[name] = {key: entry[key] for key in KEYS if key in entry}
    return documented


def nested(fields: dict[str, Any], kind: str) -> dict[str, dict[str, Any]]:
    """The documentation of the children of an object that are in the result of a task which declares them."""
    found, plain = {}, attributes(kind)
    for name, part in fields.items():
        if isinstance(part, Children) and part.in_result:
            shown = attributes(part.table.kind) | nested(part.below, part.table.kind)
            entry = plain.get(name) or {"description": f"The {called(part.table.kind)} of the {called(kind)}.", "type": "dict"}
            sentences = [entry["description"]] if isinstance(entry["description"], str) else entry["description"]
            about = [*sentences, f"With all attributes if the task sets the option V({name}), else only with C(id)."]
            if name not in plain:
                about = [*sentences, f"Only if the task sets the option V({name}). Null when there is none."]
            found[name] = {**entry, "description": about, "contains": shown}
    return found


def declared(kind: str, name: str) -> dict[str, str]:
    """The type of an attribute as far as the table tells: that of the option it mirrors."""
    if name in ("id", "name"):
        return {"type": "str"}
    field = next((field for field in TABLES[kind].fields.values() if field.returned == name), None)
    if not field or field.kind == "raw":
        return {}
    return {"type": field.kind} | ({"elements": field.elements} if field.elements else {})


# -- the suboptions of nested options -------------------------------------------------------------------------------------------------


def with_suboptions(source: str, operation: object) -> str:
    """A module's source with the options of other modules as suboptions in its DOCUMENTATION, between their marks."""

    def filled(block: re.Match[str]) -> str:
        indent, place = block.groups()
        width = WIDTH - len(indent) - LONGEST_WORD  # a line ends after the first word that goes beyond the width
        lines = yaml.dump(suboptions(operation, place), Dumper=Indented, sort_keys=False, width=width).splitlines()
        return "".join(f"{indent}{line}\n" for line in (OPTIONS_BEGIN % place, *lines, OPTIONS_END))

    return OPTIONS_BLOCK.sub(filled, source)


class Indented(yaml.SafeDumper):
    """Writes YAML with lists that are indented."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def suboptions(operation: Any, place: str) -> dict[str, dict[str, Any]]:
    """The documentation of the suboptions of an option, from the module of its table. ``place``: names with dots, from the outside."""
    fields, spec, path = operation.fields, operation.spec()["argument_spec"], ""
    for name in place.split("."):
        part, spec = fields[name], spec[name]["options"]
        assert isinstance(part, Children)
        fields, path = part.below, f"{path}{name}{'' if part.kind == 'dict' else '[]'}."
    documented, own = module_options(part.table), part.own
    found = {}
    for name in own:
        entry = {key: value for key, value in documented[name].items() if key != "required"}
        entry["description"] = about_suboption(entry["description"], own, path)
        if name == "name" and name not in part.keys:
            entry["description"] = entry["description"].replace("Name or ID", "Name")
        found[name] = entry | ({"required": True} if spec[name].get("required") else {})
    return found


def about_suboption(text: str | list[str], own: Any, path: str) -> str | list[str]:
    """The description of an option as that of a suboption at a path, without what it says of options that are no suboptions."""
    kept = [line for line in ([text] if isinstance(text, str) else text) if set(NAMED.findall(line)) <= set(own)]
    kept = [NAMED.sub(lambda found: f"O({path}{found[1]}", line) for line in kept]
    return kept[0] if len(kept) == 1 else kept


@cache
def module_options(table: Resource) -> dict[str, dict[str, Any]]:
    """The documented options of the module of a table."""
    for path in sorted((ROOT / "plugins" / "modules").glob("[!_]*.py")):
        if importlib.import_module(f"ansible_collections.stratus.openstack.plugins.modules.{path.stem}").OPERATION is table:
            return yaml.safe_load(DOCUMENTATION.search(path.read_text())[1])["options"]
    raise LookupError(f"no module has the table of {table.kind}")


# -- the RETURN of a module -----------------------------------------------------------------------------------------------------------


def table_of(operation: object) -> tuple[str, str] | None:
    """The key under which a module's result has an object, or a list of objects, of a table, and the kind of the table."""
    if isinstance(operation, Info):
        return operation.returns, operation.resource.kind
    return (operation.result_key, operation.kind) if isinstance(operation, Resource) else None


def with_attributes(source: str, operation: object) -> str:
    """A module's source with the attributes of tables in its RETURN, between their marks."""

    def filled(block: re.Match[str]) -> str:
        indent, kind = block.groups()
        shown = attributes(kind) | (nested(operation.fields, kind) if kind == getattr(operation, "kind", "") else {})
        return "".join(f"{indent}{line}\n" for line in (BEGIN % kind, *rendered(shown, WIDTH - len(indent)), END))

    def documented(text: re.Match[str]) -> str:
        whole = marked(text[0], "drift", "drift")
        found = table_of(operation)
        return BLOCK.sub(filled, marked(whole, *found) if found else whole)

    return RETURN.sub(documented, source)


def marked(text: str, key: str, kind: str) -> str:
    """The text of a RETURN in which the entry of a key has the marks of its attributes."""
    entry = re.search(rf"^{key}:\n((?:  .*\n)+)", text, re.MULTILINE)
    if not entry or BEGIN % kind in entry[0]:
        return text
    before, contains, after = entry[0].partition("  contains:\n")
    if not contains:
        before, sample, after = entry[0].partition("  sample:")
        contains, after = "  contains:\n", sample + after
    return text.replace(entry[0], f"{before}{contains}    {BEGIN % kind}\n    {END}\n{after}")


def rendered(entries: dict[str, dict[str, Any]], width: int) -> Iterator[str]:
    """The lines of YAML that document some attributes: one line each where that is short enough."""
    for name, entry in entries.items():
        types = [f"{key}: {entry[key]}" for key in ("type", "elements") if key in entry]
        description = entry.get("description", "")
        several = not isinstance(description, str)
        line = "" if several else f"{name}: {{{', '.join([*types, f'description: {quoted(description)}'])}}}"
        if line and "contains" not in entry and len(line) <= width:
            yield line
            continue
        yield f"{name}:"
        if several:
            yield "  description:"
            for sentence in description:
                yield from wrapped("    - ", quoted(sentence), width)
        else:
            yield from wrapped("  description: ", quoted(description), width)
        yield from (f"  {line}" for line in types)
        if "contains" in entry:
            yield "  contains:"
            yield from (f"    {line}" for line in rendered(entry["contains"], width - 4))


def quoted(text: str) -> str:
    """A text as a YAML scalar."""
    return text if PLAIN.fullmatch(text) else "'" + text.replace("'", "''") + "'"


def wrapped(start: str, text: str, width: int) -> list[str]:
    """A scalar after what begins its line, on as many lines as it takes."""
    more = " " * (len(start) - len(start.lstrip()) + 2)
    return textwrap.wrap(start + text, width, subsequent_indent=more, break_long_words=False, break_on_hyphens=False)

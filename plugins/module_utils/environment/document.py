# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The declaration of many objects: from files and the option `resources` to the nodes of a Graph."""

from __future__ import annotations

import os

from ansible_collections.stratus.openstack.plugins.module_utils import suggestions, transfer
from ansible_collections.stratus.openstack.plugins.module_utils.catalogue import MODULES
from ansible_collections.stratus.openstack.plugins.module_utils.environment.graph import Graph, Node
from ansible_collections.stratus.openstack.plugins.module_utils.errors import BadOptions, CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.validation import validate

try:
    import yaml
except ImportError:  # the module says so when it reads a cloud's configuration
    yaml = None

OWN_KEYS = ("label", "after", "keep")  # of an item; all others are options of its module
SUFFIXES = (".yml", ".yaml", ".json")
REFERENCE = {"from", "value"}  # the keys of a reference to the result of another node
MARKER = "\N{LEFTWARDS ARROW}"  # begins the text that stands for such a reference until its value is known


def load_graph(params):
    """The Graph of the objects that a task declares. ``params``: its options. Raises CloudError."""
    declared = {}
    for source in [read_document(params["src"])] if params.get("src") else []:
        merge(declared, source)
    merge(declared, params.get("resources") or {})
    if not declared:
        raise BadOptions("Nothing is declared", hint="Use `resources`, or `src` with the path of a file or folder")
    nodes = []
    for module, items in declared.items():
        nodes += [make_node(module, item, number, params) for number, item in enumerate(items, 1)]
    return Graph(nodes)


def read_document(path):
    """The resources in a YAML or JSON file, or in all such files of a folder, in the order of their names: module -> items."""
    full = os.path.abspath(os.path.expanduser(path))
    names = [full]
    if os.path.isdir(full):
        names = [os.path.join(full, name) for name in sorted(os.listdir(full)) if name.endswith(SUFFIXES)]
        if not names:
            raise CloudError("The folder %s has no file that ends with %s" % (full, " or ".join(SUFFIXES)))
    found = {}
    for name in names:
        try:
            content = yaml.safe_load(transfer.read_text(name))
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            where = ", line %d" % (mark.line + 1) if mark else ""
            problem = getattr(error, "problem", None) or "it cannot be parsed"
            raise CloudError("%s%s is not valid YAML: %s" % (name, where, problem)) from None
        content = content.get("resources", content) if isinstance(content, dict) else content
        if content is not None and not isinstance(content, dict):
            raise CloudError("%s holds no mapping of modules to lists of objects" % name)
        merge(found, content or {})
    return found


def merge(declared, more):
    """Add resources to others. Raises BadOptions for a value of another form."""
    for module, items in more.items():
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise BadOptions("`resources.%s` must be a list of mappings, each with the options of the module" % module)
        declared.setdefault(find_module(module), []).extend(items)


def find_module(name, place="`resources` has the key"):
    """The name of a module without that of the collection. Raises BadOptions for one whose objects cannot be declared.

    ``place``: where the name is, for the error.
    """
    short = str(name).rpartition("stratus.openstack.")[2]
    if short not in MODULES:
        hint = suggestions.ask(short, MODULES) or "Modules that declare objects are: %s" % ", ".join(sorted(MODULES))
        raise BadOptions("%s '%s', which is no module that declares an object" % (place, name), hint=hint)
    return short


def make_node(module, item, number, params):
    """The Node of one item. ``number``: its place in the list. ``params``: the options of the task. Raises BadOptions."""
    table, options = MODULES[module], {name: value for name, value in item.items() if name not in OWN_KEYS}
    options = {**{name: value for name, value in table.declared_defaults.items() if name not in options}, **options}
    name = item.get("label") or item.get(table.key_option)
    label = name if isinstance(name, (str, int)) else number
    after = item.get("after") or []
    node = Node(module, table, label, options, {}, [after] if isinstance(after, str) else after, bool(item.get("keep")))
    for other, _path in find_results(options):
        node.after.append(other)
    node.params = validate_options(node, params, mark_results(options))
    return node


def validate_options(node, params, options):
    """The validated options of a node. ``params``: those of the task. Raises BadOptions with the name of the node."""
    state = options.get("state", params["state"])
    if params["state"] == "absent":
        state = "absent"
    elif state == "absent":
        raise BadOptions("%s has `state: absent`: leave it out, and set `prune`" % node.name)
    own = {"state": state, "wait": True, "timeout": params["timeout"]}
    removal = node.table.removal_options if state == "absent" else {}
    try:
        checked = validate(node.module, node.table.spec(), {**own, **options, **removal, "state": state})
        for name, field in node.table.fields.items():
            if checked.get(name) is not None:
                field.check_type(checked[name], name)
    except CloudError as error:
        raise error.about(node.name) from None
    return checked


# -- references to results ----------------------------------------------------------------------------------------------------


def is_result(value):
    """Whether a value stands for an attribute of the result of another node: {from: server.web, value: access_ipv4}."""
    return isinstance(value, dict) and set(value) == REFERENCE


def find_results(value):
    """Yield (name of the node, path of the attribute) of each such reference inside a value."""
    if is_result(value):
        yield str(value["from"]), str(value["value"])
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from find_results(part)


def mark_results(value):
    """A copy of a value with a text for each such reference."""
    return replace_results(value, lambda name, path: "%s %s %s" % (MARKER, name, path))


def replace_results(value, find):
    """A copy of a value with ``find(name of the node, path)`` for each such reference."""
    if is_result(value):
        return find(str(value["from"]), str(value["value"]))
    if isinstance(value, dict):
        return {key: replace_results(part, find) for key, part in value.items()}
    return [replace_results(part, find) for part in value] if isinstance(value, list) else value


def pick(result, path):
    """The attribute of a result at a dotted path. Raises KeyError if there is none."""
    for part in path.split("."):
        result = result[int(part)] if isinstance(result, list) else result[part]
    return result

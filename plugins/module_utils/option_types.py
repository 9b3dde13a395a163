# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Types of options: refuse a value that Ansible would convert to another type, such as a list to the text "['a']", or would fail on.

Errors name the option and the types, never the value, which may be a secret.
"""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError

NOUNS = {
    "str": "a string",
    "path": "a string",
    "int": "an integer",
    "float": "a number",
    "bool": "a boolean",
    "list": "a list",
    "dict": "a dict",
    "null": "null",
    "other": "a value of another type",
}
SCALAR = ("str", "int", "float")  # a name that consists of digits is a number in YAML
# Types of values that an option cannot have: Ansible would convert them to what no user wants, or fail on their sub-options
REFUSED = {
    "str": ("dict", "list"),
    "path": ("dict", "list"),
    "int": ("bool", "dict", "list"),
    "float": ("bool", "dict", "list"),
    "bool": ("dict", "list"),
    "list": ("bool", "dict"),
    "dict": ("bool", "int", "float", "list", "null"),
}


def type_of(value):
    """The type of a value as a key of NOUNS."""
    for kind, types in (("null", type(None)), ("bool", bool), ("str", str), ("int", int), ("float", float), ("dict", dict)):
        if isinstance(value, types):
            return kind
    return "list" if isinstance(value, (list, tuple, set)) else "other"


def wrong_type(where, wanted, value):
    """The CloudError for a value of a wrong type. ``where``: its place in the options. ``wanted``: keys of NOUNS."""
    names = list(dict.fromkeys(NOUNS[kind] for kind in wanted if kind not in ("int", "float") or "str" not in wanted))
    found = type_of(value)
    takes_name = "str" in wanted and "dict" not in wanted
    hint = "Give one of its values instead, such as its name or ID" if found == "dict" and takes_name else None
    return CloudError("`%s` must be %s, not %s" % (where, " or ".join(names), NOUNS[found]), hint=hint)


def require_type(value, wanted, where):
    """Raises CloudError if the type of a value is not one of ``wanted``. ``where``: its place in the options."""
    if type_of(value) not in wanted:
        raise wrong_type(where, wanted, value)


def require_types(given, options, where=""):
    """Raises CloudError for a value of a wrong type. ``given``: a task's options before Ansible converts them. ``options``: the spec."""
    for name, option in options.items():
        for key in (name, *option.get("aliases", ())):
            if given.get(key) is not None:
                require_option_type(given[key], option, where + key)


def require_option_type(value, option, where):
    """Raises CloudError if the value of one option, or of a member of it, has a wrong type. ``option``: its entry in the spec."""
    kind = option.get("type", "str")
    if type_of(value) in REFUSED.get(kind, ()):
        raise wrong_type(where, (kind,), value)
    if kind == "list" and isinstance(value, (list, tuple)):
        for number, item in enumerate(value):
            member = {"type": option.get("elements", "raw"), "options": option.get("options")}
            require_option_type(item, member, "%s[%d]" % (where, number))
    elif option.get("options") and isinstance(value, dict):
        require_types(value, option["options"], where + ".")

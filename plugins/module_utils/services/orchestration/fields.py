# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fields of stacks of the orchestration service (Heat): parameters, the template, the environment, tags."""

from __future__ import annotations

import json

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Bool, Dict, Part, Set
from ansible_collections.stratus.openstack.plugins.module_utils.services.orchestration.templates import (
    Environment,
    Source,
    contains,
    expand,
    is_hidden,
    is_true,
    without_empty,
)
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN


class Parameters(dict):
    """The values of parameters. ``hidden``: the names of those whose values are secrets. ``forced``: whether these are always set."""

    hidden, forced = frozenset(), False


def as_text(value):
    """The value of a parameter as a stack shows it."""
    if isinstance(value, list):
        return ",".join(map(as_text, value))
    return json.dumps(value) if isinstance(value, dict) else str(value)


def parsed(text):
    """The JSON value in a text; None if it is not JSON."""
    try:
        return json.loads(text) if isinstance(text, str) else text
    except ValueError:
        return None


def same_parameter(have, want):
    """Whether a stack shows this value of a parameter. Values are shown as texts, whose form depends on the type of the parameter."""
    if have in ("True", "False"):
        return is_true(want) == (have == "True")
    if as_text(want) == str(have):
        return True
    one, other = parsed(have), parsed(want)
    if one is not None and other is not None and one == other:
        return True
    lists = [text.split(",") for text in (str(have), as_text(want))]
    return len(lists[0]) > 1 and [part.strip() for part in lists[0]] == [part.strip() for part in lists[1]]


class ParameterValues(Dict):
    """The parameters of a stack. Those that a task does not name keep their values; null stands for the default of the template."""

    def wire(self, value, context):
        return {name: item for name, item in value.items() if item is not None}

    def agrees(self, have, value, context):
        return all(self.has_value(have or {}, name, item, value, context) for name, item in value.items())

    @staticmethod
    def has_value(have, name, wanted, value, context):
        """Whether the stack has the value of one parameter."""
        if wanted is None:
            return name not in (context.resource.section(context, context.found, "environment").get("parameters") or {})
        current = have.get(name)
        if is_hidden(current) or name in getattr(value, "hidden", ()):
            return current is not None and not getattr(value, "forced", False)
        return current is UNKNOWN or (current is not None and same_parameter(current, wanted))

    def diff_before(self, have, value, context):
        have = have or {}
        shown = {name: item if self.has_value(have, name, item, value, context) else have.get(name) for name, item in value.items()}
        before = Parameters(shown)
        before.hidden = set() if value.forced else value.hidden
        return before

    def to_diff(self, value):
        hidden = getattr(value, "hidden", ())
        return {name: "VALUE_HIDDEN" if name in hidden else item for name, item in (value or {}).items()}


class Template(Part):
    """The template, compared with the contents of its files. The option's value is a Source."""

    body = True

    def read(self, have):
        return None

    def wire(self, value, context):
        return value.template if isinstance(value, Source) else value

    def load(self, context, have):
        wanted = context.params[self.name]
        files = context.resource.section(context, have, "files") if wanted.files else {}
        return expand(context.resource.section(context, have, "template"), files)

    def agrees(self, have, value, context):
        return have == value.tree

    def to_diff(self, value):
        return value.tree if isinstance(value, Source) else value


class EnvironmentFiles(Part):
    """The environment without its parameters. The service merges it into that of the stack. The option's value is an Environment."""

    kind, body = "list", True

    def read(self, have):
        return None

    def load(self, context, have):
        files = context.resource.section(context, have, "files") if context.params["files"] else {}
        current = expand(without_empty(context.resource.section(context, have, "environment")), files)
        return {name: current.get(name) for name in context.params[self.name].tree}

    def wire(self, value, context):
        return dict(value) if isinstance(value, Environment) else value

    def agrees(self, have, value, context):
        return contains(have, value.tree)

    def to_diff(self, value):
        return getattr(value, "tree", value)


class Rollback(Bool):
    """Whether a stack goes back after a failure. The API has the opposite."""

    def wire(self, value, context):
        return not value

    def read(self, have):
        current = super().read(have)
        return current if current in (None, UNKNOWN) else not current

    def agrees(self, have, value, context):
        return have == value


class StackTags(Set):
    """Tags. In requests they are one text, see ``Stack.body``."""

    def wire(self, value, context):
        if any("," in tag for tag in value):
            raise CloudError("A tag of a stack cannot contain a comma")
        return super().wire(value, context)

    def predict_created(self, value):
        return value.split(",") if isinstance(value, str) else value

    def agrees(self, have, value, context):
        return self.normal(have) == self.normal(value)

    def normal(self, value):
        return super().normal([tag for tag in value or () if tag])

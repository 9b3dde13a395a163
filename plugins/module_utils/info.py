# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Info: the operation of a module that lists objects of a Resource, by name, id and filters."""

from __future__ import annotations

import fnmatch
import re
from itertools import islice

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils import suggestions
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import BadOptions, CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

WILDCARDS = re.compile(r"[*?\[]")


class Info:
    """The operation that lists the objects of a Resource.

    returns, also: the key of the listing in the result, and further keys for it.
    options: further options by name. A Field is a filter of the API by its ``api`` name; an Option is left to ``narrow``. An Option
    called ``limit`` ends the listing after so many objects.
    filters: whether the module has the option `filters`, a dict with any attribute; a list of names gives it aliases.
    narrow: callable (context, objects) -> objects, for filters that the API does not have.
    extra: names of attributes that ``complete`` adds to the objects.
    name, aliases: whether the module has the option `name`, and its aliases. A name with wildcards matches all names that fit, unless
    an object has exactly this name.
    rules: the module's other arguments, such as mutually_exclusive.

    Each module has the option `fields`: the attributes that the result has.
    """

    extra = ()

    def __init__(self, resource, returns, filters=True, name=True, aliases=None, narrow=None, rules=None, also=(), **options):
        self.resource, self.returns, self.narrow, self.rules = resource, returns, narrow, rules or {}
        self.free, self.also = filters, also
        if name:
            options["name"] = f.Str(aliases=aliases)
        self.options = {key: field.bind(key) for key, field in options.items()}

    def spec(self):
        """The keyword arguments of the module: argument_spec (without the connection's options) and the others."""
        spec = {name: field.spec() for name, field in self.options.items()}
        if self.free:
            spec["filters"] = {"type": "dict"} if self.free is True else {"type": "dict", "aliases": list(self.free)}
        spec["fields"] = {"type": "list", "elements": "str"}
        return dict(self.rules, argument_spec=spec, supports_check_mode=True)

    def execute(self, session, params):
        """List the objects -> the task's result. Raises CloudError."""
        self.refuse_unknown_fields(params)
        context = Context(session, params, self.resource)
        try:
            found = [self.resource.to_result(have) for have in self.found(context)]
        except CloudError as error:
            raise error.about("Cannot list %s" % self.returns.replace("_", " ")) from None
        result = self.complete(session, params, dict(dict.fromkeys(self.also, found), **{"changed": False, self.returns: found}))
        return {key: self.select_fields(params, value, found) for key, value in result.items()} if params.get("fields") else result

    def complete(self, session, params, result):
        """Hook: the task's result, with what needs more requests. ``result``: with all attributes of the objects. Raises CloudError."""
        return result

    def field_names(self):
        """The attributes of an object in the result, as a list of names."""
        return [*self.resource.to_result({}), *self.extra]

    def refuse_unknown_fields(self, params):
        """Raises CloudError if the option `fields` has names that are no attributes."""
        known = self.field_names() if params.get("fields") else ()
        for name in params.get("fields") or ():
            if name not in known:
                hint = suggestions.ask(name, known) or "The attributes are: %s" % ", ".join(known)
                raise BadOptions("`fields`: a %s has no '%s'" % (self.resource.label, name), hint=hint)

    @staticmethod
    def select_fields(params, value, found):
        """A value of the result; if it is the list of objects or one of them, with the attributes in the option `fields` only."""
        if value is found:
            return [{name: have.get(name) for name in params["fields"]} for have in found]
        return {name: value.get(name) for name in params["fields"]} if any(value is have for have in found) else value

    def found(self, context):
        """The objects that fit the task's options, as a list of dicts of the API. Raises CloudError."""
        resource, params = self.resource, context.params
        query, wanted = self.query(context)
        if params.get("name"):
            found = resource.find(context, params["name"], query) or self.match_pattern(context, params["name"], query)
        else:
            found = resource.list(context, query)
        found = (have for have in found if all(matches(have, key, value) for key, value in wanted.items()))
        found = self.narrow(context, list(found)) if self.narrow else found
        return list(islice(found, params.get("limit")))

    def match_pattern(self, context, pattern, query):
        """The objects whose name or id fits a pattern such as web-*; [] for a name without wildcards."""
        if not WILDCARDS.search(pattern):
            return []
        keys = (self.resource.name_field, self.resource.id_field)
        listing = self.resource.list(context, query)
        return [have for have in listing if any(fnmatch.fnmatchcase(str(have.get(key) or ""), pattern) for key in keys)]

    def query(self, context):
        """(query parameters for the API, conditions to check here), two dicts by the API's names.

        `filters` takes an attribute by its name in the API or in the result. Any other name is sent to the API, which may have such a
        filter or refuse it.
        """
        query = {}
        for name, field in self.options.items():
            if name != "name" and not (isinstance(field, f.Option) or field.parent) and context.params.get(name) is not None:
                query[field.api] = f.convert(field, context.params[name], context)
        wanted = {}
        for key, value in (context.params.get("filters") or {}).items():
            wire = self.resource.reads.get(key, key)
            here = wire in self.resource.reads.values() and wire not in self.resource.filters
            (wanted if here or isinstance(value, (dict, list)) else query)[wire] = value
            if wire == self.resource.name_field and wire in wanted and isinstance(value, str):
                query = {**self.resource.name_query(value), **query}  # this shortens the listing; the exact comparison is made here
        return query, wanted


def matches(have, key, wanted):
    """Whether an attribute has a value. A dict needs the given keys only, a list the given members only; the rest is compared as text.

    UNKNOWN matches every value.
    """
    current = have.get(key)
    if current is UNKNOWN:
        return True
    if isinstance(wanted, dict):
        return isinstance(current, dict) and all(matches(current, name, value) for name, value in wanted.items())
    if isinstance(wanted, list):
        return set(map(str, wanted)) <= set(map(str, current)) if isinstance(current, list) else str(current) in map(str, wanted)
    if isinstance(current, list):
        return str(wanted) in map(str, current)
    return current == wanted or str(current).lower() == str(wanted).lower()

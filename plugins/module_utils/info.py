# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Info: the operation of a module that lists objects of a Resource, by name, id and filters."""

from __future__ import annotations

import fnmatch
import re
from itertools import islice

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

WILDCARDS = re.compile(r"[*?\[]")


class Info:
    """``returns``: the result's key. ``options``: further options by name: an Option is left to ``narrow``, any other Field is a filter
    of the API under its ``api`` name. ``filters``: whether a free `filters` dict is taken, or its aliases. ``narrow``: callable
    (context, objects) -> objects, for what no API can filter. An Option called ``limit`` ends the listing early. ``name``: whether
    `name` is taken, with ``aliases``; one with wildcards means all that fit, unless it is somebody's name to the letter. ``also``:
    further keys under which the result has the listing.
    """

    def __init__(self, resource, returns, filters=True, name=True, aliases=None, narrow=None, rules=None, also=(), **options):
        self.resource, self.returns, self.narrow, self.rules = resource, returns, narrow, rules or {}
        self.free, self.also = filters, also
        if name:
            options["name"] = f.Str(aliases=aliases)
        self.options = {key: field.bind(key) for key, field in options.items()}

    def spec(self):
        spec = {name: field.spec() for name, field in self.options.items()}
        if self.free:
            spec["filters"] = {"type": "dict"} if self.free is True else {"type": "dict", "aliases": list(self.free)}
        return dict(self.rules, argument_spec=spec, supports_check_mode=True)

    def execute(self, session, params):
        context = Context(session, params, self.resource)
        try:
            found = [self.resource.to_result(have) for have in self.found(context)]
        except CloudError as error:
            raise error.about("Cannot list %s" % self.returns.replace("_", " ")) from None
        return dict(dict.fromkeys(self.also, found), **{"changed": False, self.returns: found})

    def found(self, context):
        """The objects asked for, as the API gives them."""
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
        """The objects whose names or ids fit a pattern such as web-*, which no API knows."""
        if not WILDCARDS.search(pattern):
            return []
        keys = (self.resource.name_field, self.resource.id_field)
        listing = self.resource.list(context, query)
        return [have for have in listing if any(fnmatch.fnmatchcase(str(have.get(key) or ""), pattern) for key in keys)]

    def query(self, context):
        """(query parameters for the API, conditions to check here). Attributes may be named as on the wire or as in the result; a name
        that is no attribute goes to the API, which may know it as a filter, and says so when it does not."""
        query = {}
        for name, field in self.options.items():
            if name != "name" and not (isinstance(field, f.Option) or field.parent) and context.params.get(name) is not None:
                query[field.api] = field.wire(context.params[name], context)
        wanted = {}
        for key, value in (context.params.get("filters") or {}).items():
            wire = self.resource.reads.get(key, key)
            here = wire in self.resource.reads.values() and wire not in self.resource.filters
            (wanted if here or isinstance(value, (dict, list)) else query)[wire] = value
            if wire == self.resource.name_field and wire in wanted and isinstance(value, str):
                query = {**self.resource.name_query(value), **query}  # which many an API knows; the exact comparison is made here
        return query, wanted


def matches(have, key, wanted):
    """Whether an attribute is as wanted: dicts by the keys given, lists by membership, the rest by value or its text. UNKNOWN may be it."""
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

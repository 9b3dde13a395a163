# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts: fields that are written by separate requests, in the ways that several services share. Check mode predicts their effects."""

from __future__ import annotations

from urllib.parse import quote

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f


class Grown(f.Part):
    """A list that is part of the creation, and that is changed afterwards by requests that add or remove members.

    Members that another user adds at the same time are not lost. ``actions``: the end of the names of the two requests, such as
    "addresses" for add_addresses and remove_addresses. ``removal_first``: whether old members are removed before new ones are added,
    since a new member may need a resource of an old one.
    """

    body = True
    actions = None
    removal_first = False

    def without(self, members, others):
        """The members of a list that are not in ``others``. Both are lists of values of the API."""
        known = {self.item_key(other) for other in others}
        return [member for member in members if self.item_key(member) not in known]

    def same(self, have, want):
        have, want = have or [], want or []
        return not self.without(want, have) and not self.without(have, want)

    def store(self, context, have, current, value):
        want, now = self.wire(value, context), current or []
        steps = [("add", self.without(want, now)), ("remove", self.without(now, want))]
        for verb, members in reversed(steps) if self.removal_first else steps:
            if members:
                now = now + members if verb == "add" else self.without(now, members)
                reply = context.write_part(have, "PUT", "/%s_%s" % (verb, self.actions), {self.api: now}, json={self.api: members})
                have.update(reply.get(context.resource.key, reply))
                now = have[self.api]


class KeyedMap(f.Part, f.PathMap):
    """A map of strings below the path of the object: one request sets keys, one DELETE removes a key. ``place``: the end of its path.

    ``verb``: the method of the request that sets keys. It leaves other keys alone.
    """

    verb = "POST"

    def __init__(self, place, **rest):
        super().__init__(**rest)
        self.place = place

    def store(self, context, have, current, value):
        wanted, now = self.wire(value, context), dict(current or {})
        new = {key: item for key, item in wanted.items() if now.get(key) != item}
        if new:
            now.update(new)
            context.write_part(have, self.verb, self.place, {self.api: dict(now)}, json={self.api: new})
        for key in sorted(set(now) - set(wanted)):
            del now[key]
            path = "%s/%s" % (self.place, quote(key, safe=""))
            context.write_part(have, "DELETE", path, {self.api: dict(now)}, allow=(404,))
        have[self.api] = now


class Listed(f.Part, f.RefSet):
    """References to other objects that the API lists below the path of the object. One request adds or removes a reference.

    ``place``: the end of the path of the list. ``key``: the envelope of the list. A subclass has three methods: ``entry(have, identifier)``
    -> an entry of the list, ``identify(entry)`` -> the id of the other object, and ``request(identifier, adds)`` -> (method, end of the
    path, further arguments of Context.call) of the request that adds (``adds`` is true) or removes the reference.
    """

    place = key = None

    def load(self, context, have):
        """The ids of the other objects, as a sorted list. Raises CloudError."""
        found = context.call("GET", context.path(have, self.place), allow=(404,)) or {}
        return sorted(self.identify(entry) for entry in found.get(self.key) or ())

    def store(self, context, have, current, value):
        wanted, now = set(self.wire(value, context)), list(current or ())
        for identifier in sorted(wanted - set(now)):
            now = self.change(context, have, now, identifier, True)
        for identifier in sorted(set(now) - wanted):
            now = self.change(context, have, now, identifier, False)

    def change(self, context, have, now, identifier, adds):
        """Add or remove the reference to one object -> the ids (list) after that. ``now``: the ids before. Raises CloudError."""
        now = [other for other in now if other != identifier] + [identifier] * adds
        method, suffix, rest = self.request(identifier, adds)
        context.write_part(have, method, suffix, {self.key: [self.entry(have, other) for other in now]}, at=self.place, **rest)
        return now


class Separate(f.Part):
    """An attribute with a path of its own below that of the object. A GET request reads it, another request changes it.

    ``place``: the end of the path. A subclass has two methods: ``to_value(body)`` -> the value by the names of the option, from the body of
    the GET request; and ``request(current, wanted)`` -> (method, body of the request, body of a GET request after it).
    """

    place = None

    def load(self, context, have):
        have[self.api] = self.to_value(context.call("GET", context.path(have, self.place)) or {})
        return have[self.api]

    def store(self, context, have, current, value):
        method, sent, now = self.request(current, self.wire(value, context))
        context.write_part(have, method, self.place, now, at=self.place, json=sent)
        have[self.api] = self.to_value(now)

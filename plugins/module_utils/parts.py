# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts: fields with requests of their own of a kind that several services have, each with what the requests make of the object."""

from __future__ import annotations

from urllib.parse import quote

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f


class Grown(f.Part):
    """A list that a creation takes whole, and that is changed member by member afterwards: what others add meanwhile stays.

    ``actions``: the end of the names of the two requests, as in add_addresses and remove_addresses. ``removal_first``: a new member may
    need the place of an old one.
    """

    body = True
    actions = None
    removal_first = False

    def without(self, members, others):
        """Those of ``members``, as the API has them, that are not among ``others``."""
        return [member for member in members if member not in others]

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
    """A map of strings with a path of its own, ``place``: one POST sets keys, and each other key is removed by a DELETE."""

    def __init__(self, place, **rest):
        super().__init__(**rest)
        self.place = place

    def store(self, context, have, current, value):
        wanted, now = self.wire(value, context), dict(current or {})
        new = {key: item for key, item in wanted.items() if now.get(key) != item}
        if new:
            now.update(new)
            context.write_part(have, "POST", self.place, {self.api: dict(now)}, json={self.api: new})
        for key in sorted(set(now) - set(wanted)):
            del now[key]
            path = "%s/%s" % (self.place, quote(key, safe=""))
            context.write_part(have, "DELETE", path, {self.api: dict(now)}, allow=(404,))
        have[self.api] = now


class Listed(f.Part, f.RefSet):
    """Other objects that an object lists at a path of its own, ``place``; a request adds or removes one of them.

    ``key``: the envelope of the list. A subclass has ``entry(have, identifier)`` -> an entry of it, ``identify(entry)`` -> the id of the
    other object, and ``request(identifier, adds)`` -> (method, end of the path, further arguments) of the request.
    """

    place = key = None

    def load(self, context, have):
        """The ids of the others."""
        found = context.call("GET", context.path(have, self.place), allow=(404,)) or {}
        return sorted(self.identify(entry) for entry in found.get(self.key) or ())

    def store(self, context, have, current, value):
        wanted, now = set(self.wire(value, context)), list(current or ())
        for identifier in sorted(wanted - set(now)):
            now = self.change(context, have, now, identifier, True)
        for identifier in sorted(set(now) - wanted):
            now = self.change(context, have, now, identifier, False)

    def change(self, context, have, now, identifier, adds):
        """Add one of the others, or remove it -> the ids that are listed then. ``now``: those that are listed."""
        now = [other for other in now if other != identifier] + [identifier] * adds
        method, suffix, rest = self.request(identifier, adds)
        context.write_part(have, method, suffix, {self.key: [self.entry(have, one) for one in now]}, at=self.place, **rest)
        return now

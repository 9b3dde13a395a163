# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Context: what a field or a hook of a table has at hand while a task runs."""

from __future__ import annotations

import json

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError

FRESH_PAUSES = (0.5, 1, 2)  # seconds before a request about a new object is sent again to where nobody has heard of it


class Context:
    """What a field or hook needs at hand: the session, the task's options, the resource and the names resolved so far."""

    def __init__(self, session, params, resource):
        self.session, self.params, self.resource = session, params, resource
        self.drift = []
        self.fresh = {}
        self.parts = {}
        self.created_id = None
        self.found = None
        self.undone = 0  # how many of the session's writes have left nothing

    def at(self, resource):
        """The same task's context for another resource."""
        other = Context(self.session, self.params, resource)
        other.fresh, other.drift, other.created_id = self.fresh, self.drift, self.created_id
        return other

    def call(self, method, path, **rest):
        """One request to the resource's service -> the JSON body of the answer."""
        rest.setdefault("microversion", self.resource.microversion)
        for seconds in FRESH_PAUSES if self.created_id and str(self.created_id) in path + str(rest.get("json")) else ():
            try:
                return self.session.request(self.resource.service, method, path, **rest).body
            except CloudError as error:
                if error.status != 404:
                    raise
            self.session.sleep(seconds)
        return self.session.request(self.resource.service, method, path, **rest).body

    def path(self, have, suffix=""):
        return self.resource.item_path(self, have[self.resource.id_field]) + suffix

    def write_below(self, have, method, suffix, made, at="", **rest):
        """A write below an object, at ``suffix``, that gives attributes to what is at ``at`` below it, by default to the object itself
        -> the JSON body of the answer. ``made``: these attributes, GONE, or a callable that gives either."""
        return self.call(method, self.path(have, suffix), of=self.path(have, at), predict=made, **rest)

    def resolve(self, target, value, within=None):
        """The id of another object given by name or id, looked up once in a task. ``within``: filters that its listing takes.

        Raises Missing when there is none, CloudError when there are several.
        """
        if target.is_id(value):
            return value
        key = name_key(target, value, within)
        if key not in self.fresh:
            self.remember(key, target.get(self.at(target), value, within)[target.id_field])
        return self.fresh[key]

    def resolve_all(self, target, values):
        """The ids of several objects given by names or ids; by one listing where the API finds several names at once."""
        unknown = [value for value in values if not target.is_id(value) and name_key(target, value) not in self.fresh]
        if target.names_repeat and len(unknown) > 1:
            found = list(target.list(self.at(target), target.name_query(unknown)))
            for value in unknown:
                named_so = [have for have in found if have[target.name_field] == value]
                meant = target.get(self.at(target), value) if len(named_so) > 1 else target.choose_one(self, named_so, value)
                self.remember(name_key(target, value), meant[target.id_field])
        return [self.resolve(target, value) for value in values]

    def remember(self, key, identifier):
        """Note what a name means, for this task and for the later ones of the run."""
        self.fresh[key] = identifier
        names = self.session.kept("names", {})
        if names.get(key) != identifier:
            self.session.keep("names", dict(names, **{key: identifier}))

    @property
    def recall(self):
        """This context with names that mean what they meant earlier in the run, without asking. Good enough to see that nothing has to
        change; before anything is written the names are looked up anew."""
        return Recall(self.session, self.params, self.resource)

    def is_remembered_as(self, target, name, identifier):
        """Whether a name meant this id earlier in the run."""
        return self.recall.resolve(target, name) == identifier

    def wait(self, what, read, done, pace=None, **rest):
        return self.session.wait(what, read, self.params.get("timeout") or 180, done, pace, **rest)

    @property
    def waits(self):
        return self.params.get("wait", True)


class Recall(Context):
    def resolve(self, target, value, within=None):
        return value if target.is_id(value) else self.session.kept("names", {}).get(name_key(target, value, within), value)

    def resolve_all(self, target, values):
        return [self.resolve(target, value) for value in values]


def name_key(target, value, within=None):
    """The key under which the meaning of a name is kept."""
    return json.dumps([target.kind, str(value), sorted((within or {}).items())])

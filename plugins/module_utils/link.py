# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Link: two things that belong together or do not, such as a user and a group."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.context import Recall, name_key
from ansible_collections.stratus.openstack.plugins.module_utils.errors import Missing
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource


class Known(Recall):
    """What names meant earlier in the run; Missing for one that was not looked up yet."""

    @classmethod
    def of(cls, context):
        return cls(context.session, context.params, context.resource)

    def resolve(self, target, value, within=None):
        found = value if target.is_id(value) else self.session.kept("names", {}).get(name_key(target, value, within))
        if found is None:
            raise Missing("'%s' was not looked up yet" % value)
        return found


class Link(Resource):
    """PUT makes it, DELETE removes it, HEAD tells whether it is there. It has no id, and nothing of it can be changed.

    A subclass has ``place(context)`` -> its path, and ``joined(context)`` -> it as an object of the API; both resolve names by the context.
    """

    def find_declared(self, context):
        absent, looked = context.params["state"] == "absent", None
        for names in (Known.of(context), context):
            try:
                path = self.place(names)
            except Missing:
                if names is context and not absent:
                    raise
                continue
            if path != looked:
                there, looked = self.is_there(context, path), path
            if names is context or there != absent:  # names from earlier in the run do to see that nothing has to change
                return self.as_object(names) if there else None
        return None

    def is_there(self, context, path):
        return context.session.request(self.service, "HEAD", path, microversion=self.microversion, allow=(404,)).status < 400

    def listing_effects(self, context):
        """Hook: what listings show of it, by the paths of their members."""
        return {}

    def create(self, context):
        context.call("PUT", self.place(context), shows=lambda: self.listing_effects(context))
        return self.as_object(context)

    def converge(self, context, have):
        return have

    def delete(self, context, have):
        context.call("DELETE", self.place(context), allow=(404,), shows=lambda: dict.fromkeys(self.listing_effects(context)))

    def to_diff(self, context, have):
        """Whatever says which ones are meant, the domains of names among it."""
        params = context.params
        return {} if have is None else {name: params[name] for name in self.fields if params.get(name) is not None}

    def to_result(self, have):
        link = super().to_result(have)
        return link and {name: value for name, value in link.items() if name not in ("id", "name")}

    def build_result(self, context, have, before, now):
        result = super().build_result(context, have, before, now)
        result.pop("id", None)
        return dict(result, diff={"before": before, "after": self.to_diff(context, now)})

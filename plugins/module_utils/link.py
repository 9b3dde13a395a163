# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Link: a relation of two objects that exists or does not exist, such as the membership of a user in a group."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.effects import GONE, Effects, New
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource


class Link(Resource):
    """A relation that PUT creates, DELETE removes and HEAD checks. It has no id, and nothing of it can be changed.

    A subclass has ``path_of_link(context)`` -> the path of the relation, and ``as_object(context)`` -> a dict as the API would show it.
    Both resolve names by the context that they get.
    """

    def find_declared(self, context):
        """The link as an object, or None. Raises Missing when one of the two things does not exist."""

        def look(names, path):
            return self.as_object(names) if self.is_there(context, path) else None

        return context.prefer_remembered_names(self.path_of_link, look, lambda have: self.agrees_with_state(context, have))

    def is_there(self, context, path):
        """Whether the relation with this path exists."""
        return context.session.request(self.service, "HEAD", path, microversion=self.microversion, allow=(404,)).status < 400

    def listing_effects(self, context):
        """Hook: what the relation adds to listings, as a dict: path of the member -> the member."""
        return {}

    def link_effects(self, context, exists):
        """The Effects of making or removing it."""

        def others():
            for path, shown in self.listing_effects(context).items():
                yield self.service, path, New(shown) if exists else GONE

        return Effects(others=others)

    def create(self, context):
        context.call("PUT", self.path_of_link(context), effects=self.link_effects(context, True))
        return self.as_object(context)

    def converge(self, context, have):
        return have

    def delete(self, context, have):
        context.call("DELETE", self.path_of_link(context), allow=(404,), effects=self.link_effects(context, False))

    def to_diff(self, context, have):
        """All options that identify the two things, including the domains of their names."""
        params = context.params
        return {} if have is None else {name: params[name] for name in self.fields if params.get(name) is not None}

    def to_result(self, have):
        link = super().to_result(have)
        return link and {name: value for name, value in link.items() if name not in ("id", "name")}

    def build_result(self, context, have, before, now):
        result = super().build_result(context, have, before, now)
        result.pop("id", None)
        return dict(result, diff={"before": before, "after": self.to_diff(context, now)})

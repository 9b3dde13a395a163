# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Relations of two objects that exist or do not exist.

Link: such as the membership of a user in a group. Access: of a project to an object that is not public.
"""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.effects import GONE, Effects, New
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Option, Str
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource


class Link(Resource):
    """A relation that PUT creates, DELETE removes and HEAD checks. It has no id, and nothing of it can be changed.

    A subclass has ``path_of_link(context)`` -> the path of the relation, and ``as_object(context)`` -> a dict as the API would show it.
    Both resolve names by the context that they get.
    """

    not_exported, cloud_wide = "the objects that it joins do not show it", True

    def is_removed_with(self, kind):
        """A relation is removed together with each of the two things."""
        return any(getattr(field, "target", None) is not None and field.target.kind == kind for field in self.fields.values())

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


class Access(Resource):
    """The access of a project to an object that is not public. Requests add a project to the list of the object and remove it.

    table: the Resource of the object. part: the Listed part with its projects. public: the attribute that says whether the object is
    public. project: the field with the project, whose option of the domain is `project_domain`. The result has the object, for an access
    that was removed as well.
    """

    unique = True
    not_exported, cloud_wide = "the object that it gives access to does not show it", True

    def __init__(self, kind, table, part, public, project):
        options = {"name": Str(required=True, refers=table.kind), "project": project, "project_domain": Option(refers="identity.domain")}
        super().__init__(kind, path=table.path, microversion=table.microversion, result=table.result_key, like=table, **options)
        self.table, self.part, self.public = table, part, public
        self.label = "access to %s" % table.label

    def find_declared(self, context):
        """The object with the attribute ``project_id``; None if the project has no access. Raises CloudError, Missing."""
        have = context.parts["object"] = self.table.get(context.at(self.table), context.params["name"])
        project = context.parts["grantee"] = self.fields["project"].wire(context.params["project"], context)
        if have.get(self.public):
            return None
        context.parts["list"] = self.part.load(context, have)
        return dict(have, project_id=project) if project in context.parts["list"] else None

    def create(self, context):
        have, project = context.parts["object"], context.parts["grantee"]
        if have.get(self.public):
            raise CloudError("The %s is public, so that every project may use it" % self.table.label, service=self.service)
        self.part.change(context, have, context.parts["list"], project, True)
        return dict(have, project_id=project)

    def converge(self, context, have):
        return have

    def delete(self, context, have):
        self.part.change(context, have, context.parts["list"], context.parts["grantee"], False)

    def to_result(self, have):
        return self.table.to_result(have)

    def build_result(self, context, have, before, now):
        result = super().build_result(context, have, before, now)
        return dict(result, **{self.result_key: self.to_result(context.parts.get("object"))})

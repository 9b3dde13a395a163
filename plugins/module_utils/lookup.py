# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lookup: the part of a Resource that finds objects, by id, by name and as a task declares them."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError, Missing
from ansible_collections.stratus.openstack.plugins.module_utils.namesakes import Namesakes
from ansible_collections.stratus.openstack.plugins.module_utils.table import NoObject
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN


class Lookup(Namesakes):
    """The part of a Resource that finds objects. It uses the declarations of the Table."""

    def fetch(self, context, identifier):
        """The object with this id, or None."""
        reply = context.session.request(
            self.service, "GET", self.item_path(context, identifier), microversion=self.microversion, key=self.envelope, allow=(404,)
        )
        if reply.status == 404:
            return None
        try:
            return self.unwrap(reply.body)
        except NoObject as error:
            error.method, error.url, error.status, error.request_id = "GET", reply.url, reply.status, reply.request_id
            raise

    def list(self, context, params=None):
        """Yield the objects of a listing. ``params``: query parameters in the API's names."""
        path, how = self.base_path(context) + self.detail, {"microversion": self.microversion, "member_name": self.member_name}
        return context.session.list(self.service, path, self.keys, params, **how)

    def name_query(self, value):
        return {self.by_name: value} if self.by_name else {}

    def find(self, context, value, filters=None):
        """The objects with a name (or the one with an id): a list. 400 and 403 are errors, never "not found"."""
        if self.is_id(value):
            have = self.fetch(context, value)
            if have is not None:
                return [have]
        listing = self.list(context, dict(self.name_query(value), **(filters or {})))
        return [have for have in listing if value in (have.get(self.name_field), have.get(self.id_field))]

    def get(self, context, value, filters=None):
        """The one object with a name or id; an object of the user's project has priority. Raises Missing, or CloudError for several."""

        def many(found):
            return len(self.in_scope(context, found)) > 1

        return self.choose_one(context, self.wait_for_single(context, lambda: self.find(context, value, filters), many), value)

    def in_scope(self, context, found):
        """The objects among several with the same name that a task may mean."""
        own = [have for have in found if self.current_owner(context) and self.owner(have) == self.current_owner(context)]
        return own if len(found) > 1 and len(own) == 1 else self.exclude_leaving(found) or found

    def choose_one(self, context, found, value):
        """The one object that a task means among several with the same name."""
        found = self.in_scope(context, found)
        if not found:
            raise Missing(
                "There is no %s '%s'" % (self.label, value),
                service=self.service,
                hint="Check the name, the project and the region; names are compared exactly",
            )
        return self.single(found, value)

    def current_owner(self, context):
        """The id of the project (or other owner) of the user's objects, or None."""
        return context.session.access.project_id

    def owner(self, have):
        """The id of the project that an object belongs to, or None."""
        return have.get("project_id") or have.get("tenant_id")

    def single(self, found, value):
        """The single member of ``found``, None if it is empty. Objects that are being removed do not count beside one that stays."""
        found = (self.exclude_leaving(found) or found) if len(found) > 1 else found
        if len(found) > 1 and value is UNKNOWN:
            return found[-1]
        if len(found) > 1:
            names = ", ".join("%s (%s %s)" % (have[self.id_field], self.owned_by, self.owner(have) or "none") for have in found[:10])
            raise CloudError(
                "There are %d objects of type %s named '%s': %s" % (len(found), self.label, value, names),
                service=self.service,
                hint="Give the id instead of the name",
            )
        return found[0] if found else None

    def find_declared(self, context):
        """The object that the task declares, or None."""
        value = context.params.get(self.key_option)
        if value == "" or (value is None and context.params["state"] == "absent"):
            raise CloudError("`%s` is empty: that could mean any %s" % (self.key_option, self.label))
        if value is None:
            return None

        def many(found):
            return len(self.exclude_leaving(found)) > 1

        return self.single(self.wait_for_single(context, lambda: self.find_candidates(context, value), many), value)

    def find_candidates(self, context, value):
        """Hook: the objects that the task may mean; several are an error."""
        return self.find(context, value, self.identity(context))

    def identity(self, context):
        """Filters in addition to the name that select the declared object among those with the same name."""
        filters = {
            field.api: field.wire(context.params[name], context)
            for name, field in self.fields.items()
            if field.identity and context.params.get(name)
        }
        if self.scoped and "project_id" not in filters and context.session.access.project_id:
            filters["project_id"] = context.session.access.project_id
        return filters

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The common parts of the key manager (Barbican): ids that are URLs, access control lists, and the secret for references.

The service allows several objects with one name. Objects cannot be changed, except for their access control lists and metadata.
"""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.parts import Separate
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import InDomain
from ansible_collections.stratus.openstack.plugins.module_utils.table import UUID
from ansible_collections.stratus.openstack.plugins.module_utils.visibility import Visibility, declare

declare("key_manager", "", Visibility(owner=("project_id",)))

USER_NAME = InDomain("identity.user", path="/users", name=f.Str(required=True))


def last_part(reference):
    """The UUID at the end of the URL of an object; any other value as it is."""
    if not isinstance(reference, str) or "://" not in reference:
        return reference
    identifier = reference.rstrip("/").rpartition("/")[2]
    return identifier if UUID.fullmatch(identifier) else reference


class Barbican(Resource):
    """A resource of the key manager. Its id is a URL, and the answer to a creation has no other attribute."""

    trims = True
    created_field = "created"
    owned_by = "creator"

    def __init__(self, kind, path, **rest):
        super().__init__(kind, path, **dict({"wrapped": False, "ids_are_urls": True}, **rest))
        self.id_field = self.type + "_ref"

    def execute(self, session, params, context=None):
        return super().execute(session, dict(params, **{self.key_option: last_part(params.get(self.key_option))}), context)

    def name_query(self, value):
        """Barbican decodes a percent-encoded name twice, so its filter does not find a name with a percent sign."""
        return {} if "%" in str(value) else super().name_query(value)

    def find(self, context, value, filters=None):
        return super().find(context, last_part(value), filters)

    def submit(self, context, body, **rest):
        created = self.unwrap(super().submit(context, body, **rest))
        return self.fetch(context, self.id_of(created)) or created

    def owner(self, have):
        return have.get("creator_id")

    def current_owner(self, context):
        return context.session.access.user_id

    def in_scope(self, context, found):
        return self.exclude_leaving(found) or found

    def to_result(self, have):
        shown = super().to_result(have)
        for name, wire in self.reads.items():
            if shown and name.endswith("_id") and wire.endswith("_ref"):
                shown[name] = last_part(shown[name])
        return shown


NEW_ACL = {"read": {"project_access": True, "users": []}}


class Acl(Separate, f.Nested):
    """The access control list of an object: who may read it. An empty one is that of a new object."""

    place = "/acl"

    def __init__(self, **rest):
        read = {"project_access": f.Bool(api="project-access"), "users": f.RefSet(USER_NAME)}
        super().__init__(fields={"read": f.Nested(fields=read)}, **rest)

    def to_value(self, body):
        current = self.fields["read"].read(body) or NEW_ACL["read"]
        return {"read": dict(current, users=current["users"] or [])}

    def agrees(self, have, value, context):
        return super().agrees(have, value if (value or {}).get("read") else NEW_ACL, context)

    def request(self, current, wanted):
        if not wanted.get("read"):
            return "DELETE", None, {"read": {"project-access": True}}
        before = {"project-access": current["read"]["project_access"], "users": current["read"]["users"]}
        return "PATCH", wanted, {"read": {**before, **wanted["read"]}}


class Metadata(Separate, f.StrMap):
    """The metadata of a secret. The service stores the keys in lower case."""

    place = "/metadata"

    def wire(self, value, context):
        return {key.lower(): item for key, item in super().wire(value, context).items()}

    def to_value(self, body):
        return body.get("metadata") or {}

    def request(self, current, wanted):
        return "PUT", {"metadata": wanted}, {"metadata": wanted}

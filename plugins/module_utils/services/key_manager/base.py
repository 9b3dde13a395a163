# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The common parts of the key manager (Barbican): ids that are URLs, access control lists, and references from other services.

The service allows several objects with one name. Objects cannot be changed, except for their access control lists and metadata.
"""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError, Missing
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

    def project_of(self, have):
        """The service lists only objects of the user's project, and does not show it."""

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

    def is_usual(self, value, usual):
        return not value or value == NEW_ACL

    def declare(self, value, context):
        users = self.fields["read"].fields["users"].declare(value["read"]["users"], context)
        return {"read": dict(value["read"], users=users)}

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


# -- references from other services -------------------------------------------------------------------------------------------

SECRET_NAME = Barbican("key_manager.secret", path="/secrets", name=f.Str(required=True))
CONTAINER_NAME = Barbican("key_manager.container", path="/containers", name=f.Str(required=True))
CONTAINER_NAME.label = "secret container"
STORES = (SECRET_NAME, CONTAINER_NAME)
KINDS = tuple(table.kind for table in STORES)


def find_id(context, table, value):
    """The id of the secret or container with a name or id, or None. Raises CloudError when there are several."""
    if table.is_id(value):  # the id alone does not say which of the two it is
        return value if table.fetch(context.at(table), value) else None
    try:
        return context.resolve(table, value)
    except Missing:
        return None


def find_url(context, value):
    """The URL of the secret or container with a name, id or URL. Raises Missing, and CloudError when there are several."""
    if "://" in value:
        return value
    found = {table: find_id(context, table, value) for table in STORES}
    urls = [
        "%s%s/%s" % (context.session.endpoint("key-manager"), table.path, identifier) for table, identifier in found.items() if identifier
    ]
    if len(urls) > 1:
        text = "A secret and a container are named '%s'" % value
        raise CloudError(text, service="key_manager", hint="Give one of %s" % " and ".join(urls))
    if not urls:
        raise Missing("There is no secret and no container '%s'" % value, service="key_manager", hint="Check the name and the project")
    return urls[0]


class StoredRef(f.Str):
    """A reference to a secret or container of the key manager, by its name, id or URL. APIs take and show the URL."""

    refers = KINDS

    def wire(self, value, context):
        return find_url(context, value) if value else None

    def normal(self, value):
        return last_part(value) or None

    def agrees(self, have, value, context):
        return self.same(have, value) or super().agrees(have, value, context)


class StoredRefs(f.Set):
    """A set of references to secrets or containers, as in StoredRef."""

    refers = KINDS

    def wire(self, value, context):
        return f.distinct([find_url(context, item) for item in value], self.item_key)

    def item_key(self, item):
        return str(last_part(item))

    def agrees(self, have, value, context):
        return self.same(have, value) or super().agrees(have, value, context)


def with_members(context, urls):
    """The secrets and containers with these URLs as (table, id), each container with its secrets. Raises CloudError."""
    found = []
    for url in urls:
        table = CONTAINER_NAME if "%s/" % CONTAINER_NAME.path in url else SECRET_NAME
        found.append((table, last_part(url)))
        have = table.fetch(context.at(table), last_part(url)) if table is CONTAINER_NAME else None
        found += [(SECRET_NAME, last_part(item["secret_ref"])) for item in (have or {}).get("secret_refs") or ()]
    return list(dict.fromkeys(found))


READERS = Acl().bind("acl")  # of any secret or container


def list_readers(context, table, identifier):
    """The ids of the users who may read an object beside those of its project, as a list. Raises CloudError."""
    return READERS.load(context.at(table), {table.id_field: identifier})["read"]["users"]


def grant_read(context, table, identifier, user):
    """Add a user (id) to those who may read an object, unless the user is one of them. Raises CloudError."""
    at, have = context.at(table), {table.id_field: identifier}
    current = READERS.load(at, have)
    if user not in current["read"]["users"]:
        READERS.store(at, have, current, {"read": {"users": [*current["read"]["users"], user]}})

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The identity service (Keystone): roles, and who has which of them where."""

from __future__ import annotations

from urllib.parse import quote

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Attribute, Bool, Field, Option, Ref, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.link import Link
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import Extras, Keystone, Member
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.domains import (
    DOMAIN,
    domain,
    immutable,
    in_domain,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.projects import PROJECT
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.users import GROUP, USER
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

# -- roles ------------------------------------------------------------------------------------------------------------------


class Role(Keystone):
    """A role: one for all, or one that lives in a domain. A listing has either the former or the latter."""

    owned_by = "domain"

    def current_owner(self, context):
        return None

    def owner(self, have):
        return have.get("domain_id")

    def find(self, context, value, filters=None):
        found = super().find(context, value, filters)
        return [have for have in found if self.id_of(have) == value or have.get("domain_id") == (filters or {}).get("domain_id")]


ROLE = Role(
    "identity.role",
    path="/roles",
    computed={
        "links": Attribute(),
    },
    name=Str(required=True),
    domain_id=domain(aliases=["domain"], filterable=True, initial=None),
    description=Str(initial=None),
    options=immutable(),
    extra_specs=Extras(returned=False),
)
ROLES = Info(ROLE, "roles", domain_id=in_domain(aliases=["domain"]))

INHERITED = "OS-INHERIT:inherited_to"

# -- assignments ------------------------------------------------------------------------------------------------------------


class RoleAssignment(Link):
    """A role that a user or group has on a project, a domain or the system."""

    key_option = "role"

    def list(self, context, params=None):
        """Of what is only predicted, the listing of what counts in the end has what is granted to a user right there."""
        found = context.session.list(self.service, self.path, self.keys, params, microversion=self.microversion, member_name=member_of)
        effective = (params or {}).get("effective")
        return (
            have
            for have in found
            if not effective or have.get("links") is not UNKNOWN or ("user" in have and INHERITED not in have["scope"])
        )

    def listing_effects(self, context):
        """As a listing shows it, by ids and names."""
        have = self.as_object(context)

        def whole(kind, identifier):
            one = kind.fetch(context.at(kind), identifier) or {}
            domain = one.get("domain_id") and DOMAIN.fetch(context.at(DOMAIN), one["domain_id"])
            lives = {"domain": {"id": domain["id"], "name": domain["name"]}} if domain else {}
            return {"id": identifier, "name": one.get("name", UNKNOWN), **lives}

        kinds = {"user": USER, "group": GROUP, "role": ROLE, "project": PROJECT, "domain": DOMAIN}
        scope = {name: whole(kinds[name], part["id"]) if name in kinds else part for name, part in have["scope"].items()}
        parts = {name: whole(kinds[name], part["id"]) for name, part in have.items() if name in kinds}
        return {"%s/%s" % (self.path, member_of(have)): dict(parts, scope=scope, links=UNKNOWN)}

    def meant(self, context, name):
        value = context.params.get(name)
        return self.fields[name].wire(value, context) if value else None

    def as_object(self, context):
        params = context.params
        actor = "user" if params["user"] else "group"
        if params["system"]:
            if params["system"] != "all" or params["inherited"]:
                raise CloudError("The system is `all`, and nothing inherits from it")
            scope = {"system": {"all": True}}
        else:
            place = "project" if params["project"] else "domain"
            scope = {place: {"id": self.meant(context, place)}}
        if params["inherited"]:
            scope[INHERITED] = "projects"
        return {actor: {"id": self.meant(context, actor)}, "role": {"id": self.meant(context, "role")}, "scope": scope}

    def path_of_link(self, context):
        return place_of(self.as_object(context))


def place_of(have):
    """The path of an assignment."""
    scope = have["scope"]
    actor, where = "user" if "user" in have else "group", next(name for name in ("project", "domain", "system") if name in scope)
    path = "/system" if where == "system" else "/%ss/%s" % (where, quote(scope[where]["id"], safe=""))
    path += "/%ss/%s/roles/%s" % (actor, quote(have[actor]["id"], safe=""), quote(have["role"]["id"], safe=""))
    return "/OS-INHERIT%s/inherited_to_projects" % path if INHERITED in scope else path


def member_of(have):
    """What tells an assignment from the others in a listing, in which it has no id."""
    return place_of(have).lstrip("/").replace("/", " ")


ROLE_ASSIGNMENT = RoleAssignment(
    "identity.role_assignment",
    path="/role_assignments",
    computed={
        "links": Attribute(),
        "scope": Attribute(),
    },
    rules={
        "required_one_of": [["user", "group"], ["project", "domain", "system"]],
        "mutually_exclusive": [["user", "group"], ["project", "system"], ["domain", "system"]],
    },
    role=Member(ROLE, "role_domain", required=True),
    role_domain=Option(),
    user=Member(USER, "user_domain", instead="domain"),
    user_domain=Option(),
    group=Member(GROUP, "group_domain", instead="domain"),
    group_domain=Option(),
    project=Member(PROJECT, "project_domain", instead="domain", returned=False),
    project_domain=Option(),
    domain=Ref(DOMAIN, returned=False),
    system=Str(returned=False),
    inherited=Bool(returned=False),
)


class Flag(Field):
    """A query that counts when it is there at all."""

    kind = "bool"

    def wire(self, value, context):
        return True if value else None


class Inherited(Field):
    kind = "bool"

    def wire(self, value, context):
        return "projects" if value else "none"


ROLE_ASSIGNMENTS = Info(
    ROLE_ASSIGNMENT,
    "role_assignments",
    filters=False,
    name=False,
    rules={"mutually_exclusive": [["user", "group"], ["project", "domain", "system"]], "required_by": {"include_subtree": ["project"]}},
    role=Member(ROLE, "role_domain", api="role.id"),
    role_domain=Option(),
    user=Member(USER, "user_domain", api="user.id"),
    user_domain=Option(),
    group=Member(GROUP, "group_domain", api="group.id"),
    group_domain=Option(),
    project=Member(PROJECT, "project_domain", api="scope.project.id"),
    project_domain=Option(),
    domain=Ref(DOMAIN, api="scope.domain.id"),
    system=Str(api="scope.system"),
    inherited=Inherited(api="scope." + INHERITED),
    effective=Flag(),
    include_subtree=Flag(),
    include_names=Flag(default=True),
)

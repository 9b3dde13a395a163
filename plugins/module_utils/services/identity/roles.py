# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The identity service (Keystone): roles and role assignments."""

from __future__ import annotations

from urllib.parse import quote

from ansible_collections.stratus.openstack.plugins.module_utils.errors import BadOptions
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Attribute, Bool, Field, Option, Ref, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.link import Link
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import Extras, Keystone, Member
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.domains import (
    DOMAIN,
    domain_field,
    domain_filter,
    immutable_option,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.projects import PROJECT
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.users import GROUP, USER
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

# -- roles ------------------------------------------------------------------------------------------------------------------


class Role(Keystone):
    """A role, either global or of one domain. A listing has the global roles or those of one domain."""

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
    domain_id=domain_field(aliases=["domain"], filterable=True, initial=None),
    description=Str(initial=None),
    options=immutable_option(),
    extra_specs=Extras(returned=False),
)
ROLES = Info(ROLE, "roles", domain_id=domain_filter(aliases=["domain"]))

INHERITED = "OS-INHERIT:inherited_to"

# -- assignments ------------------------------------------------------------------------------------------------------------


class RoleAssignment(Link):
    """A role assignment: the role of a user or group on a project, a domain or the system."""

    key_option = "role"

    def list(self, context, params=None):
        """A listing. With `effective`, it contains a predicted assignment only if that gives a user a role directly."""
        found = context.session.list(self.service, self.path, self.keys, params, microversion=self.microversion, member_name=assignment_key)
        effective = (params or {}).get("effective")
        return (
            have
            for have in found
            if not effective or have.get("links") is not UNKNOWN or ("user" in have and INHERITED not in have["scope"])
        )

    def listing_effects(self, context):
        """The assignment as a listing shows it, with ids and names."""
        have = self.as_object(context)

        def id_and_name(kind, identifier):
            found = kind.fetch(context.at(kind), identifier) or {}
            domain = found.get("domain_id") and DOMAIN.fetch(context.at(DOMAIN), found["domain_id"])
            domain_part = {"domain": {"id": domain["id"], "name": domain["name"]}} if domain else {}
            return {"id": identifier, "name": found.get("name", UNKNOWN), **domain_part}

        kinds = {"user": USER, "group": GROUP, "role": ROLE, "project": PROJECT, "domain": DOMAIN}
        scope = {name: id_and_name(kinds[name], part["id"]) if name in kinds else part for name, part in have["scope"].items()}
        parts = {name: id_and_name(kinds[name], part["id"]) for name, part in have.items() if name in kinds}
        return {"%s/%s" % (self.path, assignment_key(have)): dict(parts, scope=scope, links=UNKNOWN)}

    def resolve_option(self, context, name):
        """The id of the object that an option names; None if the option is omitted. Raises Missing, CloudError."""
        value = context.params.get(name)
        return self.fields[name].wire(value, context) if value else None

    def as_object(self, context):
        params = context.params
        actor = "user" if params["user"] else "group"
        if params["system"]:
            if params["system"] != "all" or params["inherited"]:
                raise BadOptions("`system` must be `all`, and cannot be combined with `inherited`")
            scope = {"system": {"all": True}}
        else:
            target = "project" if params["project"] else "domain"
            scope = {target: {"id": self.resolve_option(context, target)}}
        if params["inherited"]:
            scope[INHERITED] = "projects"
        return {actor: {"id": self.resolve_option(context, actor)}, "role": {"id": self.resolve_option(context, "role")}, "scope": scope}

    def path_of_link(self, context):
        return assignment_path(self.as_object(context))


def assignment_path(have):
    """The path of an assignment."""
    scope = have["scope"]
    actor, target = "user" if "user" in have else "group", next(name for name in ("project", "domain", "system") if name in scope)
    path = "/system" if target == "system" else "/%ss/%s" % (target, quote(scope[target]["id"], safe=""))
    path += "/%ss/%s/roles/%s" % (actor, quote(have[actor]["id"], safe=""), quote(have["role"]["id"], safe=""))
    return "/OS-INHERIT%s/inherited_to_projects" % path if INHERITED in scope else path


def assignment_key(have):
    """A key that identifies an assignment in a listing, since assignments have no id."""
    return assignment_path(have).lstrip("/").replace("/", " ")


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
    role_domain=Option(refers="identity.domain"),
    user=Member(USER, "user_domain", fallback_domain="domain"),
    user_domain=Option(refers="identity.domain"),
    group=Member(GROUP, "group_domain", fallback_domain="domain"),
    group_domain=Option(refers="identity.domain"),
    project=Member(PROJECT, "project_domain", fallback_domain="domain", returned=False),
    project_domain=Option(refers="identity.domain"),
    domain=Ref(DOMAIN, returned=False),
    system=Str(returned=False),
    inherited=Bool(returned=False),
)


class Flag(Field):
    """A query parameter that counts as true whenever it is present. For false it is left out."""

    kind = "bool"

    def wire(self, value, context):
        return True if value else None


class Inherited(Field):
    """A filter for assignments that projects inherit, or do not inherit."""

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
    role_domain=Option(refers="identity.domain"),
    user=Member(USER, "user_domain", api="user.id"),
    user_domain=Option(refers="identity.domain"),
    group=Member(GROUP, "group_domain", api="group.id"),
    group_domain=Option(refers="identity.domain"),
    project=Member(PROJECT, "project_domain", api="scope.project.id"),
    project_domain=Option(refers="identity.domain"),
    domain=Ref(DOMAIN, api="scope.domain.id"),
    system=Str(api="scope.system"),
    inherited=Inherited(api="scope." + INHERITED),
    effective=Flag(),
    include_subtree=Flag(),
    include_names=Flag(default=True),
)

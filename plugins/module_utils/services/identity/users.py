# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The identity service (Keystone): users, groups, and the users of groups."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Attribute, Bool, List, Option, Str
from ansible_collections.stratus.openstack.plugins.module_utils.link import Link
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import (
    Extras,
    InDomain,
    Listing,
    Member,
    Options,
    SubListing,
    accepts_login,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.domains import domain_field, domain_filter, enabled_field
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.projects import PROJECT
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

# -- groups -----------------------------------------------------------------------------------------------------------------


GROUP = InDomain(
    "identity.group",
    path="/groups",
    name=Str(required=True),
    domain_id=domain_field(aliases=["domain"], filterable=True),
    description=Str(initial=""),
    extra_specs=Extras(returned=False),
)

# -- users ------------------------------------------------------------------------------------------------------------------


class Password(Str):
    """The password of a user. The API does not show it, so that a login compares it."""

    def agrees(self, have, value, context):
        user = context.parts.get("user")
        if not user or context.params["update_password"] != "always":
            return True
        if self.api in user:  # only a prediction shows a password: the user has been created without one
            return False
        if "password fits" not in context.parts:
            login = {"methods": ["password"], "password": {"user": {"id": user["id"], "password": value}}}
            context.parts["password fits"] = accepts_login(context, login)
        return context.parts["password fits"]


class User(InDomain):
    """A user."""

    def project_of(self, have):
        return have.get("default_project_id")

    def find_declared(self, context):
        if context.params["state"] == "present" and context.params["update_password"] == "always" and not context.params["password"]:
            raise CloudError("`update_password: always` needs a `password` to set", service=self.service)
        context.parts["user"] = super().find_declared(context)
        return context.parts["user"]

    def to_diff(self, context, have):
        """The left side of the diff. A password that the same dry run has set cannot be compared, so that it is UNKNOWN."""
        view = super().to_diff(context, have)
        unknown = have and self.fields["password"].read(have) is UNKNOWN and context.params["update_password"] == "always"
        return dict(view, password=UNKNOWN) if unknown and "password" in view else view


USER = User(
    "identity.user",
    held_by="cloud",
    path="/users",
    computed={
        "federated": Attribute(),
        "links": Attribute(),
        "password_expires_at": Attribute(filterable=True),
        "username": Attribute(initial=None),
    },
    filters="idp_id protocol_id unique_id",
    name=Str(required=True),
    domain=domain_field(aliases=["domain_id"], filterable=True),
    password=Password(secret=True, initial=None),
    update_password=Option(choices=["always", "on_create"], default="on_create", secret=False),
    description=Str(initial=None),
    email=Str(initial=None),
    default_project=Member(PROJECT, "default_project_domain", fallback_domain="domain", api="default_project_id", initial=None),
    default_project_domain=Option(refers="identity.domain"),
    is_enabled=enabled_field(),
    options=Options(
        fields={
            "ignore_change_password_upon_first_use": Bool(secret=False),
            "ignore_lockout_failure_attempts": Bool(),
            "ignore_password_expiry": Bool(secret=False),
            "ignore_user_inactivity": Bool(),
            "lock_password": Bool(secret=False),
            "multi_factor_auth_enabled": Bool(),
            "multi_factor_auth_rules": List(elements="list"),
        },
        initial={},
    ),
    extra_specs=Extras(returned=False),
)

OF_USER = Member(USER, "user_domain", api="user_id", parent=True)  # the user whose groups are listed
OF_GROUP = Member(GROUP, "group_domain", api="group_id", parent=True)
USERS = Listing(
    USER,
    "users",
    {"group": SubListing(USER, "/groups/{group_id}/users", group=OF_GROUP)},
    domain=domain_filter(aliases=["domain_id"]),
    is_enabled=enabled_field(),
    group=OF_GROUP,
    group_domain=Option(refers="identity.domain"),
)
GROUPS = Listing(
    GROUP,
    "groups",
    {"user": SubListing(GROUP, "/users/{user_id}/groups", user=OF_USER)},
    domain=domain_filter(aliases=["domain_id"]),
    user=OF_USER,
    user_domain=Option(refers="identity.domain"),
)

# -- members of groups ------------------------------------------------------------------------------------------------------


class GroupAssignment(Link):
    """The membership of a user in a group."""

    key_option = "user"

    def path_of_link(self, context):
        return "/groups/%(group_id)s/users/%(user_id)s" % self.as_object(context)

    def as_object(self, context):
        return {self.fields[name].api: self.fields[name].wire(context.params[name], context) for name in ("group", "user")}

    def listing_effects(self, context):
        """The user in the listing of the group's users, and the group in the listing of the user's groups."""
        ids = self.as_object(context)
        user, group = (kind.fetch(context.at(kind), ids[key]) for kind, key in ((USER, "user_id"), (GROUP, "group_id")))
        return {"/groups/%(group_id)s/users/%(user_id)s" % ids: user or {}, "/users/%(user_id)s/groups/%(group_id)s" % ids: group or {}}


GROUP_ASSIGNMENT = GroupAssignment(
    "identity.group_assignment",
    path="/groups",
    group=Member(GROUP, "group_domain", api="group_id", required=True),
    group_domain=Option(refers="identity.domain"),
    user=Member(USER, "user_domain", api="user_id", required=True),
    user_domain=Option(refers="identity.domain"),
)

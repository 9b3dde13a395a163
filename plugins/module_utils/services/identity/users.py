# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The identity service (Keystone): users, groups, and who is in which."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Attribute, Bool, List, Option, Str
from ansible_collections.stratus.openstack.plugins.module_utils.link import Link
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import (
    Elsewhere,
    Extras,
    InDomain,
    Listing,
    Member,
    Options,
    accepted,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.domains import domain, enabled, in_domain
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.projects import PROJECT
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

# -- groups -----------------------------------------------------------------------------------------------------------------


GROUP = InDomain(
    "identity.group",
    path="/groups",
    name=Str(required=True),
    domain_id=domain(aliases=["domain"], filterable=True),
    description=Str(initial=""),
    extra_specs=Extras(returned=False),
)

# -- users ------------------------------------------------------------------------------------------------------------------


class Password(Str):
    """A password, which no API tells: whether it is the one that is asked for shows when it is used."""

    def agrees(self, have, value, context):
        user = context.parts.get("user")
        if not user or context.params["update_password"] != "always":
            return True
        if self.api in user:  # as only a prediction shows: the user will have none
            return False
        if "password fits" not in context.parts:
            login = {"methods": ["password"], "password": {"user": {"id": user["id"], "password": value}}}
            context.parts["password fits"] = accepted(context, login)
        return context.parts["password fits"]


class User(InDomain):
    def find_declared(self, context):
        if context.params["state"] == "present" and context.params["update_password"] == "always" and not context.params["password"]:
            raise CloudError("`update_password: always` needs a `password` to set", service=self.service)
        context.parts["user"] = super().find_declared(context)
        return context.parts["user"]

    def to_diff(self, context, have):
        """Whether a password that was set in the same dry run is the one that is asked for, nothing tells."""
        view = super().to_diff(context, have)
        untold = have and self.fields["password"].read(have) is UNKNOWN and context.params["update_password"] == "always"
        return dict(view, password=UNKNOWN) if untold and "password" in view else view


USER = User(
    "identity.user",
    path="/users",
    computed={
        "federated": Attribute(),
        "links": Attribute(),
        "password_expires_at": Attribute(filterable=True),
        "username": Attribute(initial=None),
    },
    filters="idp_id protocol_id unique_id",
    name=Str(required=True),
    domain=domain(aliases=["domain_id"], filterable=True),
    password=Password(secret=True, initial=None),
    update_password=Option(choices=["always", "on_create"], default="on_create", secret=False),
    description=Str(initial=None),
    email=Str(initial=None),
    default_project=Member(PROJECT, "default_project_domain", instead="domain", api="default_project_id", initial=None),
    default_project_domain=Option(),
    is_enabled=enabled(),
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

OF_USER = Member(USER, "user_domain", api="user_id", parent=True)  # of which listings are wanted
OF_GROUP = Member(GROUP, "group_domain", api="group_id", parent=True)
USERS = Listing(
    USER,
    "users",
    {"group": Elsewhere(USER, "/groups/{group_id}/users", group=OF_GROUP)},
    domain=in_domain(aliases=["domain_id"]),
    is_enabled=enabled(),
    group=OF_GROUP,
    group_domain=Option(),
)
GROUPS = Listing(
    GROUP,
    "groups",
    {"user": Elsewhere(GROUP, "/users/{user_id}/groups", user=OF_USER)},
    domain=in_domain(aliases=["domain_id"]),
    user=OF_USER,
    user_domain=Option(),
)

# -- members of groups ------------------------------------------------------------------------------------------------------


class GroupAssignment(Link):
    key_option = "user"

    def path_of_link(self, context):
        return "/groups/%(group_id)s/users/%(user_id)s" % self.as_object(context)

    def as_object(self, context):
        return {self.fields[name].api: self.fields[name].wire(context.params[name], context) for name in ("group", "user")}

    def listing_effects(self, context):
        """The user among those of the group, and the group among those of the user."""
        ids = self.as_object(context)
        user, group = (kind.fetch(context.at(kind), ids[key]) for kind, key in ((USER, "user_id"), (GROUP, "group_id")))
        return {"/groups/%(group_id)s/users/%(user_id)s" % ids: user or {}, "/users/%(user_id)s/groups/%(group_id)s" % ids: group or {}}


GROUP_ASSIGNMENT = GroupAssignment(
    "identity.group_assignment",
    path="/groups",
    group=Member(GROUP, "group_domain", api="group_id", required=True),
    group_domain=Option(),
    user=Member(USER, "user_domain", api="user_id", required=True),
    user_domain=Option(),
)

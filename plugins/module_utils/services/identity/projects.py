# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The identity service (Keystone): projects."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Option, Set, Str
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import (
    PROJECT_NAME,
    Extras,
    Listing,
    Member,
    Project,
    SubListing,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.domains import (
    domain_field,
    domain_filter,
    enabled_field,
    immutable_option,
)
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN


class Parent(Str):
    """The parent project, by name or id, in the same domain; an empty string means none. The API shows the domain as parent then."""

    def read(self, have):
        parent = super().read(have)
        return None if not parent or parent == have.get("domain_id") else parent

    def is_usual(self, value, usual):
        return not value

    def declare(self, value, context):
        return context.name_of(PROJECT, value)

    def wire(self, value, context):
        return context.resolve(PROJECT, value, PROJECT.identity(context)) if value else None


def initial_parent(_context, body):
    """The parent that the API shows for a project without one: the domain."""
    return body.get("domain_id") or UNKNOWN


PROJECT = Project(
    PROJECT_NAME.kind,
    held_by="cloud",
    path=PROJECT_NAME.path,
    computed={
        "is_domain": Attribute(filterable=True, initial=False),
        "links": Attribute(),
    },
    filters="tags-any not-tags not-tags-any",
    name=Str(required=True),
    domain=domain_field(aliases=["domain_id"], filterable=True),
    parent=Parent(
        api="parent_id",
        update=IMMUTABLE,
        aliases=["parent_id"],
        filterable=True,
        initial=initial_parent,
        refers=PROJECT_NAME.kind,
    ),
    description=Str(initial=""),
    is_enabled=enabled_field(),
    tags=Set(filterable=True, initial=[]),
    options=immutable_option(),
    extra_specs=Extras(aliases=["properties"], returned=False),
)
PROJECTS = Listing(
    PROJECT,
    "projects",
    {"mine": SubListing(PROJECT, "/auth/projects")},
    domain=domain_filter(aliases=["domain_id"]),
    parent=Member(PROJECT, "domain", api="parent_id", aliases=["parent_id"]),
    is_enabled=enabled_field(),
    mine=Option("bool", default=False),
)

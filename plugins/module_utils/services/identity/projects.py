# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The identity service (Keystone): projects."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Option, Set, Str
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import (
    PROJECT_NAME,
    Elsewhere,
    Extras,
    Listing,
    Member,
    Project,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.domains import (
    domain,
    enabled,
    immutable,
    in_domain,
)
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN


class Parent(Str):
    """The project above, by name or id, in the same domain; an empty one is none. The API has the domain there then."""

    def read(self, have):
        above = super().read(have)
        return None if not above or above == have.get("domain_id") else above

    def wire(self, value, context):
        return context.resolve(PROJECT, value, PROJECT.identity(context)) if value else None


def its_domain(_context, body):
    """What the API has for the parent of a project that has none."""
    return body.get("domain_id") or UNKNOWN


PROJECT = Project(
    PROJECT_NAME.kind,
    path=PROJECT_NAME.path,
    computed={
        "is_domain": Attribute(filterable=True, initial=False),
        "links": Attribute(),
    },
    filters="tags-any not-tags not-tags-any",
    name=Str(required=True),
    domain=domain(aliases=["domain_id"], filterable=True),
    parent=Parent(api="parent_id", update=IMMUTABLE, aliases=["parent_id"], filterable=True, initial=its_domain),
    description=Str(initial=""),
    is_enabled=enabled(),
    tags=Set(filterable=True, initial=[]),
    options=immutable(),
    extra_specs=Extras(aliases=["properties"], returned=False),
)
PROJECTS = Listing(
    PROJECT,
    "projects",
    {"mine": Elsewhere(PROJECT, "/auth/projects")},
    domain=in_domain(aliases=["domain_id"]),
    parent=Member(PROJECT, "domain", api="parent_id", aliases=["parent_id"]),
    is_enabled=enabled(),
    mine=Option("bool", default=False),
)

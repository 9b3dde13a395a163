# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The identity service (Keystone): domains and projects."""

from __future__ import annotations

import re

from ansible_collections.stratus.openstack.plugins.module_utils.fields import FROZEN, Bool, Option, Ref, Set, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.resource import UUID
from ansible_collections.stratus.openstack.plugins.module_utils.services import identity_base
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity_base import (
    Elsewhere,
    Extras,
    InDomain,
    Keystone,
    Listing,
    Options,
)


def immutable():
    """The options of what can be locked against changes."""
    return Options(fields={"immutable": Bool()})


def enabled():
    return Bool(api="enabled", aliases=["enabled"])


# -- domains ----------------------------------------------------------------------------------------------------------------


class Domain(Keystone):
    """A domain. Each cloud's first one has an id that looks like none, `default`."""

    trims = True

    def get(self, context, value, filters=None):
        access = context.session.access
        if value == access.domain_name and access.domain_id:
            return {"id": access.domain_id, "name": access.domain_name}
        return super().get(context, value, filters)

    def delete(self, context, have):
        """Only a disabled domain can be deleted."""
        if have.get("enabled"):
            have = self.update(context, have, {"enabled": False})
        super().delete(context, have)


class OwnId(Str):
    """The id that an object shall have, which the API takes under another name."""

    def read(self, have):
        return have.get("id") if have else None


DOMAIN = Domain(
    "identity.domain",
    path="/domains",
    reads="description is_enabled=enabled links options tags",
    filters="enabled",
    id_like=re.compile("(?i:%s)|default" % UUID.pattern),
    name=Str(required=True),
    description=Str(),
    is_enabled=enabled(),
    tags=Set(),
    options=immutable(),
    explicit_domain_id=OwnId(update=FROZEN),
)
DOMAINS = Info(DOMAIN, "domains", is_enabled=enabled())


def domain(**rest):
    """The option `domain`: where the object lives. Only set at creation; tells namesakes apart."""
    return Ref(DOMAIN, **dict({"api": "domain_id", "update": FROZEN, "identity": True}, **rest))


def in_domain(**rest):
    """The same for a listing: a filter."""
    return Ref(DOMAIN, **dict({"api": "domain_id"}, **rest))


class Member(identity_base.Member):
    """Another object, found in the domain that the option ``domain`` names."""

    def __init__(self, target, domain, **rest):
        super().__init__(target, domain, DOMAIN, **rest)


# -- projects ---------------------------------------------------------------------------------------------------------------


class Project(InDomain):
    def get(self, context, value, filters=None):
        """As a reference, the name of the own project means that one, and most users may not ask for others."""
        access = context.session.access
        where = (filters or {}).get("domain_id")
        if value == access.project_name and access.project_id and where in (None, access.project_domain_id):
            return {"id": access.project_id, "name": access.project_name, "domain_id": access.project_domain_id}
        return super().get(context, value, filters)


class Parent(Str):
    """The project above, by name or id, in the same domain; an empty one is none. The API has the domain there then."""

    def read(self, have):
        above = super().read(have)
        return None if not above or above == have.get("domain_id") else above

    def wire(self, value, context):
        return context.resolve(PROJECT, value, PROJECT.identity(context)) if value else None


PROJECT = Project(
    "identity.project",
    path="/projects",
    reads="description domain_id is_domain is_enabled=enabled options parent_id links tags",
    filters="domain_id is_domain parent_id enabled tags tags-any not-tags not-tags-any",
    name=Str(required=True),
    domain=domain(aliases=["domain_id"]),
    parent=Parent(api="parent_id", update=FROZEN, aliases=["parent_id"]),
    description=Str(),
    is_enabled=enabled(),
    tags=Set(),
    options=immutable(),
    extra_specs=Extras(aliases=["properties"]),
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

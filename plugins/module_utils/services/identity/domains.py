# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The identity service (Keystone): domains."""

from __future__ import annotations

import re

from ansible_collections.stratus.openstack.plugins.module_utils.fields import FROZEN, Attribute, Bool, Ref, Set, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.resource import UUID
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity import base
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import Keystone, Options


def immutable():
    """The options of what can be locked against changes."""
    return Options(fields={"immutable": Bool()})


def enabled():
    return Bool(api="enabled", aliases=["enabled"], returned="is_enabled", filterable=True)


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
    computed={
        "links": Attribute(),
    },
    id_like=re.compile("(?i:%s)|default" % UUID.pattern),
    name=Str(required=True),
    description=Str(),
    is_enabled=enabled(),
    tags=Set(),
    options=immutable(),
    explicit_domain_id=OwnId(update=FROZEN, returned=False),
)
DOMAINS = Info(DOMAIN, "domains", is_enabled=enabled())


def domain(**rest):
    """The option `domain`: where the object lives. Only set at creation; tells namesakes apart."""
    return Ref(DOMAIN, **dict({"api": "domain_id", "update": FROZEN, "identity": True}, **rest))


def in_domain(**rest):
    """The same for a listing: a filter."""
    return Ref(DOMAIN, **dict({"api": "domain_id"}, **rest))


class Member(base.Member):
    """Another object, found in the domain that the option ``domain`` names."""

    def __init__(self, target, domain, **rest):
        super().__init__(target, domain, DOMAIN, **rest)

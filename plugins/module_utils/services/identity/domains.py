# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The identity service (Keystone): domains."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Bool, Ref, Set, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import DOMAIN_NAME, Domain, Options


def immutable():
    """The options of what can be locked against changes."""
    return Options(initial={}, fields={"immutable": Bool()})


def enabled():
    return Bool(api="enabled", aliases=["enabled"], returned="is_enabled", filterable=True, initial=True)


class OwnId(Str):
    """The id that an object shall have, which the API takes under another name."""

    def read(self, have):
        return have.get("id") if have else None


DOMAIN = Domain(
    DOMAIN_NAME.kind,
    path=DOMAIN_NAME.path,
    computed={
        "links": Attribute(),
    },
    id_like=DOMAIN_NAME.id_like,
    name=Str(required=True),
    description=Str(initial=""),
    is_enabled=enabled(),
    tags=Set(initial=[]),
    options=immutable(),
    explicit_domain_id=OwnId(update=IMMUTABLE, returned=False),
)
DOMAINS = Info(DOMAIN, "domains", is_enabled=enabled())


def domain(**rest):
    """The option `domain`: where the object lives. Only set at creation; tells namesakes apart."""
    return Ref(DOMAIN, **dict({"api": "domain_id", "update": IMMUTABLE, "identity": True}, **rest))


def in_domain(**rest):
    """The same for a listing: a filter."""
    return Ref(DOMAIN, **dict({"api": "domain_id"}, **rest))

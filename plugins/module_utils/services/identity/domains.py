# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The identity service (Keystone): domains."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Bool, Ref, Set, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import DOMAIN_NAME, Domain, Options


def immutable_option():
    """The field `options` of an object that can be made immutable."""
    return Options(initial={}, fields={"immutable": Bool()})


def enabled_field():
    """The field `is_enabled`."""
    return Bool(api="enabled", aliases=["enabled"], returned="is_enabled", filterable=True, initial=True)


class ChosenId(Str):
    """The id that the user chooses for a new object. Requests and objects have different names for it."""

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
    is_enabled=enabled_field(),
    tags=Set(initial=[]),
    options=immutable_option(),
    explicit_domain_id=ChosenId(update=IMMUTABLE, returned=False),
)
DOMAINS = Info(DOMAIN, "domains", is_enabled=enabled_field())


def domain_field(**rest):
    """The field for the domain of an object. It is immutable, and distinguishes objects with the same name."""
    return Ref(DOMAIN, **dict({"api": "domain_id", "update": IMMUTABLE, "identity": True}, **rest))


def domain_filter(**rest):
    """The option of a listing that filters by domain."""
    return Ref(DOMAIN, **dict({"api": "domain_id"}, **rest))

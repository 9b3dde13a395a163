# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Zones of the DNS service (Designate)."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Dict, Int, Option, Set, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.base import (
    STATUS,
    DomainName,
    UpperChoice,
    ZoneType,
    acting_project,
    project_options,
)

TYPES = ("primary", "secondary", "catalog")

ZONE = ZoneType(
    "dns.zone",
    held_by="project",
    path="/zones",
    status=STATUS,
    computed={
        "action": Attribute(initial="NONE"),
        "created_at": Attribute(),
        "is_shared": Attribute("shared", initial=False),
        "links": Attribute(),
        "pool_id": Attribute(),
        "project_id": Attribute(initial=acting_project),
        "serial": Attribute(),
        "status": Attribute(filterable=True, initial="ACTIVE"),
        "transferred_at": Attribute(initial=None),
        "updated_at": Attribute(),
        "version": Attribute(),
    },
    extra_fields={"type": UpperChoice(choices=TYPES, aliases=["zone_type"], update=IMMUTABLE, filterable=True, initial="PRIMARY")},
    name=DomainName(required=True, filterable=True),
    email=Str(filterable=True),
    description=Str(filterable=True, initial=None),
    ttl=Int(filterable=True, usual=3600),
    masters=Set(initial=[]),
    attributes=Dict(update=IMMUTABLE, initial={}),
    delete_shares=Option("bool"),
    **project_options(),
)
ZONES = Info(
    ZONE,
    "zones",
    type=UpperChoice(choices=TYPES),
    email=Str(),
    description=Str(),
    ttl=Int(),
    **project_options(),
)

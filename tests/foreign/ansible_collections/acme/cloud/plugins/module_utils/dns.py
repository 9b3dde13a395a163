# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Zones of the DNS service (Designate)."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Int, Str, own_project
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.status import Status

ZONE = Resource(
    "dns.zone",
    path="/zones",
    wrapped=False,
    update_verb="PATCH",
    scoped=True,
    status=Status(ok=("ACTIVE",), fail=("ERROR",)),
    name=Str(required=True, filterable=True),
    email=Str(filterable=True),
    ttl=Int(filterable=True),
    description=Str(initial=None),
    type=Str(choices=["PRIMARY", "SECONDARY"], update=IMMUTABLE, filterable=True, initial="PRIMARY"),
    computed={
        "project_id": Attribute(initial=own_project),
        "serial": Attribute(),
        "status": Attribute(filterable=True, initial="ACTIVE"),
        "created_at": Attribute(),
    },
)
ZONES = Info(ZONE, "zones", email=Str())

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The identity service (Keystone): the catalog, which consists of regions, services and endpoints."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.errors import Missing
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Attribute, Bool, Ref, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import InRegion, Keystone, NullableStr

# -- regions ----------------------------------------------------------------------------------------------------------------


class Region(Keystone):
    """A region. Its name is its id."""

    name_field = "id"

    def find(self, context, value, filters=None):
        have = self.fetch(context, value)
        return [] if have is None else [have]


REGION = Region(
    "identity.region",
    path="/regions",
    computed={
        "links": Attribute(),
    },
    name=Str(api="id", required=True, aliases=["id"], returned="name"),
    description=Str(initial=""),
    parent_region=NullableStr(api="parent_region_id", aliases=["parent_region_id"], filterable=True, initial=None),
)
REGIONS = Info(REGION, "regions", aliases=["id"], parent_region=Str(api="parent_region_id", aliases=["parent_region_id"]))

# -- services ---------------------------------------------------------------------------------------------------------------


class Service(Keystone):
    """A service of the catalog. The type distinguishes services with the same name."""

    unique = False
    owned_by = "type"

    def current_owner(self, context):
        return None

    def owner(self, have):
        return have.get("type")

    def get(self, context, value, filters=None):
        """A service by name, id or type."""
        try:
            return super().get(context, value, filters)
        except Missing:
            found = list(self.list(context, {"type": value}))
            if not found:
                raise
            return self.single(found, value)


SERVICE = Service(
    "identity.service",
    path="/services",
    computed={
        "links": Attribute(),
    },
    name=Str(required=True),
    type=Str(required=True, aliases=["service_type"], identity=True, filterable=True),
    description=Str(),
    is_enabled=Bool(api="enabled", aliases=["enabled"], returned="is_enabled", initial=True),
)
SERVICES = Info(SERVICE, "services", type=Str(aliases=["service_type"]))

# -- endpoints --------------------------------------------------------------------------------------------------------------


class Endpoint(InRegion):
    """An endpoint. It has no name: the service, the interface and the region identify it."""

    key_option = "service"

    def find(self, context, value, filters=None):
        return list(self.list(context, filters))


INTERFACES = ["admin", "public", "internal"]
ENDPOINT = Endpoint(
    "identity.endpoint",
    path="/endpoints",
    needed_to_create=("url",),
    computed={
        "links": Attribute(),
    },
    by_name=None,
    service=Ref(SERVICE, api="service_id", required=True, identity=True, filterable=True),
    endpoint_interface=Str(api="interface", required=True, choices=INTERFACES, identity=True, filterable=True),
    region=NullableStr(api="region_id", identity=True, filterable=True, initial=None, refers="identity.region"),
    url=Str(),
    enabled=Bool(aliases=["is_enabled"], returned="is_enabled", initial=True),
)
ENDPOINTS = Info(
    ENDPOINT,
    "endpoints",
    name=False,
    service=Ref(SERVICE, api="service_id"),
    endpoint_interface=Str(api="interface", choices=INTERFACES),
    region=Str(api="region_id"),
)

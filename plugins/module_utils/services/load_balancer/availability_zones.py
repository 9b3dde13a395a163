# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Availability zones of the load balancing service (Octavia), and the profiles that they select: settings of the provider driver."""

from __future__ import annotations

import re

from ansible_collections.stratus.openstack.plugins.module_utils.errors import BadOptions
from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Bool, Ref, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.flavors import JsonDict

# names that Octavia does not find in a path: it cuts off a suffix such as .json
UNREACHABLE = re.compile(r"/|^\.{1,2}$|\.[A-Za-z][^.]*$")

ZONE_PROFILE = Resource(
    "load_balancer.availability_zone_profile",
    cloud_wide=True,
    path="/lbaas/availabilityzoneprofiles",
    result="lb_availability_zone_profile",
    needed_to_create=("provider_name", "availability_zone_data"),
    name=Str(required=True, filterable=True),
    provider_name=Str(filterable=True),
    availability_zone_data=JsonDict(),
)
ZONE_PROFILES = Info(ZONE_PROFILE, "lb_availability_zone_profiles", provider_name=Str())


class ZoneType(Resource):
    """The type of availability zones. Their names are their ids, and cannot be changed."""

    unique = True
    id_field = "name"

    def complete_body(self, context, body):
        if UNREACHABLE.search(body["name"]):
            raise BadOptions(
                "`name` contains a slash or ends like the name of a file: the service could never change or remove such a zone"
            )
        return body


ZONE = ZoneType(
    "load_balancer.availability_zone",
    cloud_wide=True,
    path="/lbaas/availabilityzones",
    result="lb_availability_zone",
    id_like=None,
    needed_to_create=("availability_zone_profile",),
    computed={"id": Attribute("name")},
    name=Str(required=True, filterable=True),
    description=Str(filterable=True, initial=""),
    availability_zone_profile=Ref(ZONE_PROFILE, api="availability_zone_profile_id", update=IMMUTABLE, filterable=True),
    is_enabled=Bool(api="enabled", returned="is_enabled", aliases=["enabled"], filterable=True, initial=True),
)
ZONES = Info(
    ZONE,
    "lb_availability_zones",
    description=Str(),
    availability_zone_profile=Ref(ZONE_PROFILE, api="availability_zone_profile_id"),
    is_enabled=Bool(api="enabled", aliases=["enabled"]),
)

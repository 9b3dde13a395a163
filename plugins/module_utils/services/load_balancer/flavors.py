# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flavors of the load balancing service (Octavia), and the profiles that they select: settings of the provider driver."""

from __future__ import annotations

import json

from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Bool, Dict, Ref, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource


class JsonDict(Dict):
    """A dict that the API takes and shows as a text with JSON."""

    def wire(self, value, context):
        return json.dumps(value, sort_keys=True)

    def normal(self, value):
        return json.loads(value) if isinstance(value, str) and value else value or {}

    def to_diff(self, value):
        return self.normal(value)


FLAVOR_PROFILE = Resource(
    "load_balancer.flavor_profile",
    cloud_wide=True,
    path="/lbaas/flavorprofiles",
    key="flavorprofile",
    needed_to_create=("provider_name", "flavor_data"),
    name=Str(required=True, filterable=True),
    provider_name=Str(filterable=True),
    flavor_data=JsonDict(),
)
FLAVOR_PROFILES = Info(FLAVOR_PROFILE, "flavor_profiles", provider_name=Str())


class FlavorType(Resource):
    """The type of flavors. The service keeps their names unique."""

    unique = True


FLAVOR = FlavorType(
    "load_balancer.flavor",
    cloud_wide=True,
    path="/lbaas/flavors",
    needed_to_create=("flavor_profile",),
    name=Str(required=True, filterable=True),
    description=Str(filterable=True, initial=""),
    flavor_profile=Ref(FLAVOR_PROFILE, api="flavor_profile_id", update=IMMUTABLE, filterable=True),
    is_enabled=Bool(api="enabled", returned="is_enabled", aliases=["enabled"], filterable=True, initial=True),
)
FLAVORS = Info(
    FLAVOR,
    "flavors",
    description=Str(),
    flavor_profile=Ref(FLAVOR_PROFILE, api="flavor_profile_id"),
    is_enabled=Bool(api="enabled", aliases=["enabled"]),
)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: lb_flavor_profile_info
short_description: List flavor profiles of load balancers
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists flavor profiles of the load balancing service (Octavia), by one request.
  - Requires an administrator, unless the policy of the cloud says otherwise.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name:
    description: Name or ID of the flavor profile, or a pattern such as V(web-*).
    type: str
  provider_name:
    description: Name of the provider driver of the flavor profiles.
    type: str
"""

EXAMPLES = r"""
- name: List the flavor profiles
  stratus.openstack.lb_flavor_profile_info:
    cloud: admin
  register: found
"""

RETURN = r"""
flavor_profiles:
  description: The flavor profiles.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of load_balancer.flavor_profile: make generate
    id: {type: str, description: UUID of the flavor profile.}
    name: {type: str, description: Name that the flavor profile was given. Names are not unique.}
    flavor_data: {type: str, description: 'Settings for the provider driver, as a text with a JSON object.'}
    provider_name: {type: str, description: 'Name of the provider driver, such as V(amphora).'}
    # end of attributes
  sample:
    - id: 5548c807-e6e8-43d7-9ea4-b38d34dd74a0
      name: highly-available
      provider_name: amphora
      flavor_data: '{"loadbalancer_topology": "ACTIVE_STANDBY"}'
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.flavors import FLAVOR_PROFILES

OPERATION = FLAVOR_PROFILES

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: lb_availability_zone_profile_info
short_description: List availability zone profiles of load balancers
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists availability zone profiles of the load balancing service (Octavia), by one request.
  - Requires an administrator, unless the policy of the cloud says otherwise.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name:
    description: Name or ID of the availability zone profile, or a pattern such as V(web-*).
    type: str
  provider_name:
    description: List only profiles of this provider driver.
    type: str
"""

EXAMPLES = r"""
- name: List the availability zone profiles
  stratus.openstack.lb_availability_zone_profile_info:
    cloud: admin
  register: found
"""

RETURN = r"""
lb_availability_zone_profiles:
  description: The availability zone profiles.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of load_balancer.availability_zone_profile: make generate
    id: {type: str, description: UUID of the availability zone profile.}
    name: {type: str, description: Name that the availability zone profile was given. Names are not unique.}
    availability_zone_data: {type: str, description: 'Settings for the provider driver, as a text with a JSON object.'}
    provider_name: {type: str, description: 'Name of the provider driver, such as V(amphora).'}
    # end of attributes
  sample:
    - id: f5f2a522-a2ed-499f-9dea-691a2511c135
      name: east
      provider_name: amphora
      availability_zone_data: '{"compute_zone": "east-1"}'
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.availability_zones import ZONE_PROFILES

OPERATION = ZONE_PROFILES

if __name__ == "__main__":
    run(OPERATION)

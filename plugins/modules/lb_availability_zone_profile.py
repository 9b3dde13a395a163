#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: lb_availability_zone_profile
short_description: Manage availability zone profiles of load balancers
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes availability zone profiles of the load balancing service (Octavia).
  - A profile has the settings of a provider driver that an availability zone selects.
  - Requires an administrator, unless the policy of the cloud says otherwise.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name:
    description: Name or ID of the availability zone profile.
    type: str
    required: true
  provider_name:
    description:
      - Name of the provider driver, such as V(amphora). Required to create a profile.
      - A profile that an availability zone uses cannot be changed.
    type: str
  availability_zone_data:
    description:
      - Settings for the driver, such as C(compute_zone). Required to create a profile.
      - M(stratus.openstack.lb_provider_info) lists the settings that a driver accepts.
    type: dict
"""

EXAMPLES = r"""
- name: Create an availability zone profile
  stratus.openstack.lb_availability_zone_profile:
    cloud: admin
    name: east
    provider_name: amphora
    availability_zone_data:
      compute_zone: east-1
      management_network: 6b7b3c2a-5b1e-4a53-9f3c-6b3c3ec8a7cb

- name: Remove the profile
  stratus.openstack.lb_availability_zone_profile:
    cloud: admin
    name: east
    state: absent
"""

RETURN = r"""
lb_availability_zone_profile:
  description: The availability zone profile, null if it was removed.
  returned: success
  type: dict
  contains:
    # attributes of load_balancer.availability_zone_profile: make generate
    id: {type: str, description: UUID of the availability zone profile.}
    name: {type: str, description: Name that the availability zone profile was given. Names are not unique.}
    availability_zone_data: {type: str, description: 'Settings for the provider driver, as a text with a JSON object.'}
    provider_name: {type: str, description: 'Name of the provider driver, such as V(amphora).'}
    # end of attributes
  sample:
    id: f5f2a522-a2ed-499f-9dea-691a2511c135
    name: east
    provider_name: amphora
    availability_zone_data: '{"compute_zone": "east-1"}'
id:
  description: ID of the availability zone profile.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.availability_zones import ZONE_PROFILE

OPERATION = ZONE_PROFILE

if __name__ == "__main__":
    run(OPERATION)

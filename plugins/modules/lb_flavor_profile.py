#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: lb_flavor_profile
short_description: Manage flavor profiles of load balancers
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes flavor profiles of the load balancing service (Octavia), the settings of a provider driver for flavors.
  - Requires an administrator, unless the policy of the cloud says otherwise.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name:
    description: Name or ID of the flavor profile.
    type: str
    required: true
  provider_name:
    description: Name of the provider driver, such as V(amphora). Required to create a flavor profile.
    type: str
  flavor_data:
    description:
      - Settings for the provider driver. Required to create a flavor profile.
      - The service refuses a change if a flavor uses the flavor profile.
    type: dict
"""

EXAMPLES = r"""
- name: Create a flavor profile with two amphorae
  stratus.openstack.lb_flavor_profile:
    cloud: admin
    name: highly-available
    provider_name: amphora
    flavor_data:
      loadbalancer_topology: ACTIVE_STANDBY

- name: Remove the flavor profile
  stratus.openstack.lb_flavor_profile:
    cloud: admin
    name: highly-available
    state: absent
"""

RETURN = r"""
flavor_profile:
  description: The flavor profile, null if it was removed.
  returned: success
  type: dict
  contains:
    # attributes of load_balancer.flavor_profile: make generate
    id: {type: str, description: UUID of the flavor profile.}
    name: {type: str, description: Name that the flavor profile was given. Names are not unique.}
    flavor_data: {type: str, description: 'Settings for the provider driver, as a text with a JSON object.'}
    provider_name: {type: str, description: 'Name of the provider driver, such as V(amphora).'}
    # end of attributes
  sample:
    id: 5548c807-e6e8-43d7-9ea4-b38d34dd74a0
    name: highly-available
    provider_name: amphora
    flavor_data: '{"loadbalancer_topology": "ACTIVE_STANDBY"}'
id:
  description: ID of the flavor profile.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.flavors import FLAVOR_PROFILE

OPERATION = FLAVOR_PROFILE

if __name__ == "__main__":
    run(OPERATION)

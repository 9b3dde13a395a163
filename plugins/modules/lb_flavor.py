#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: lb_flavor
short_description: Manage flavors of load balancers
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes flavors of the load balancing service (Octavia).
  - Requires an administrator, unless the policy of the cloud says otherwise.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name:
    description: Name or ID of the flavor.
    type: str
    required: true
  description:
    description: Free text about the flavor.
    type: str
  flavor_profile:
    description: Name or ID of the flavor profile. Required to create a flavor. It cannot be changed.
    type: str
  is_enabled:
    description: Whether new load balancers can have the flavor. They can by default.
    type: bool
    aliases: [enabled]
"""

EXAMPLES = r"""
- name: Create a flavor
  stratus.openstack.lb_flavor:
    cloud: admin
    name: highly-available
    description: Two amphorae
    flavor_profile: highly-available

- name: Remove the flavor
  stratus.openstack.lb_flavor:
    cloud: admin
    name: highly-available
    state: absent
"""

RETURN = r"""
flavor:
  description: The flavor, null if it was removed.
  returned: success
  type: dict
  contains:
    # attributes of load_balancer.flavor: make generate
    id: {type: str, description: UUID of the flavor.}
    name: {type: str, description: 'Name of the flavor, unique in the cloud.'}
    description: {type: str, description: Free text about the flavor. Empty when it has none.}
    flavor_profile_id: {type: str, description: ID of the flavor profile with the settings for the provider driver.}
    is_enabled: {type: bool, description: Whether new load balancers can have the flavor.}
    # end of attributes
  sample:
    id: 8f94060c-8d5b-4472-9cfd-e8a2b909481d
    name: highly-available
    flavor_profile_id: 5548c807-e6e8-43d7-9ea4-b38d34dd74a0
    is_enabled: true
id:
  description: ID of the flavor.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.flavors import FLAVOR

OPERATION = FLAVOR

if __name__ == "__main__":
    run(OPERATION)

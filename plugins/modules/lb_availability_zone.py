#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: lb_availability_zone
short_description: Manage availability zones of load balancers
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes availability zones of the load balancing service (Octavia).
  - These zones have nothing to do with those of the compute service until their profile names one.
  - Requires an administrator, unless the policy of the cloud says otherwise.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name:
    description:
      - Name of the availability zone, unique in the cloud. It cannot be changed.
      - A new zone cannot have a name with a slash, or one that ends like the name of a file, such as V(east.json).
        The service could not find such a zone again.
    type: str
    required: true
  description:
    description: Free text about the availability zone.
    type: str
  availability_zone_profile:
    description: Name or ID of the availability zone profile. Required to create an availability zone. It cannot be changed.
    type: str
  is_enabled:
    description: Whether new load balancers can be in the availability zone. They can by default.
    type: bool
    aliases: [enabled]
"""

EXAMPLES = r"""
- name: Create an availability zone
  stratus.openstack.lb_availability_zone:
    cloud: admin
    name: east
    description: Data center in the east
    availability_zone_profile: east

- name: Remove the availability zone
  stratus.openstack.lb_availability_zone:
    cloud: admin
    name: east
    state: absent
"""

RETURN = r"""
lb_availability_zone:
  description: The availability zone, null if it was removed.
  returned: success
  type: dict
  contains:
    # attributes of load_balancer.availability_zone: make generate
    id: {type: str, description: 'Name of the availability zone, since the service gives these objects no IDs.'}
    name: {type: str, description: 'Name of the availability zone, unique in the cloud.'}
    availability_zone_profile_id: {type: str, description: ID of the profile with the settings for the provider driver.}
    description: {type: str, description: Free text about the availability zone. Empty when it has none.}
    is_enabled: {type: bool, description: Whether new load balancers can be in the availability zone.}
    # end of attributes
  sample:
    id: east
    name: east
    availability_zone_profile_id: f5f2a522-a2ed-499f-9dea-691a2511c135
    is_enabled: true
id:
  description: Name of the availability zone.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.availability_zones import ZONE

OPERATION = ZONE

if __name__ == "__main__":
    run(OPERATION)

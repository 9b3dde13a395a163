#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: lb_availability_zone_info
short_description: List availability zones of load balancers
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists availability zones of the load balancing service (Octavia), by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name:
    description: Name of the availability zone, or a pattern such as V(web-*).
    type: str
  description:
    description: List only availability zones with this description.
    type: str
  availability_zone_profile:
    description: Name or ID of the availability zone profile. Its name is looked up first, which requires an administrator.
    type: str
  is_enabled:
    description: List only availability zones that new load balancers can be in, or only others.
    type: bool
    aliases: [enabled]
"""

EXAMPLES = r"""
- name: List the availability zones that can be used
  stratus.openstack.lb_availability_zone_info:
    cloud: demo
    is_enabled: true
  register: found
"""

RETURN = r"""
lb_availability_zones:
  description: The availability zones.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of load_balancer.availability_zone: make generate
    id: {type: str, description: 'Name of the availability zone, since the service gives these objects no IDs.'}
    name: {type: str, description: 'Name of the availability zone, unique in the cloud.'}
    availability_zone_profile_id: {type: str, description: ID of the profile with the settings for the provider driver.}
    description: {type: str, description: Free text about the availability zone. Empty when it has none.}
    is_enabled: {type: bool, description: Whether new load balancers can be in the availability zone.}
    # end of attributes
  sample:
    - id: east
      name: east
      availability_zone_profile_id: f5f2a522-a2ed-499f-9dea-691a2511c135
      is_enabled: true
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.availability_zones import ZONES

OPERATION = ZONES

if __name__ == "__main__":
    run(OPERATION)

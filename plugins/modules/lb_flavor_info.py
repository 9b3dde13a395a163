#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: lb_flavor_info
short_description: List flavors of load balancers
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists flavors of the load balancing service (Octavia), by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name:
    description: Name or ID of the flavor, or a pattern such as V(web-*).
    type: str
  description:
    description: List only flavors with this description.
    type: str
  flavor_profile:
    description: Name or ID of the flavor profile. Its name is looked up first.
    type: str
  is_enabled:
    description: List only flavors that new load balancers can have, or only others.
    type: bool
    aliases: [enabled]
"""

EXAMPLES = r"""
- name: List the flavors
  stratus.openstack.lb_flavor_info:
    cloud: demo
  register: found
"""

RETURN = r"""
flavors:
  description: The flavors.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of load_balancer.flavor: make generate
    id: {type: str, description: UUID of the flavor.}
    name: {type: str, description: 'Name of the flavor, unique in the cloud.'}
    description: {type: str, description: Free text about the flavor. Empty when it has none.}
    flavor_profile_id: {type: str, description: ID of the flavor profile with the settings for the provider driver.}
    is_enabled: {type: bool, description: Whether new load balancers can have the flavor.}
    # end of attributes
  sample:
    - id: 8f94060c-8d5b-4472-9cfd-e8a2b909481d
      name: highly-available
      flavor_profile_id: 5548c807-e6e8-43d7-9ea4-b38d34dd74a0
      is_enabled: true
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.flavors import FLAVORS

OPERATION = FLAVORS

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: router_info
short_description: List routers
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists routers of the network service (Neutron), by one request.
  - A name that no router has gives an empty list.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the routers that are wanted, or a pattern such as V(web-*).'}
  project: {type: str, description: Name or ID of the project that owns them.}
  interfaces:
    description: Whether to add the interfaces of each, as C(interfaces_info), by one more request for all of them.
    type: bool
    default: true
"""

EXAMPLES = r"""
- name: The routers of this project
  stratus.openstack.router_info:
    cloud: demo
  register: found

- name: Those that are down
  stratus.openstack.router_info:
    cloud: demo
    filters:
      is_admin_state_up: false
"""

RETURN = r"""
routers:
  description: The routers.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 0a1c5f8d-61a4-4a0f-a0b9-9a1d6b8f5555
      name: edge
      is_admin_state_up: true
      status: ACTIVE
      interfaces_info:
        - port_id: 3f3e4f6a-9d63-4a55-8f0e-0d3e1b7c5555
          subnet_id: 5b0a2b8e-7c1d-4b1f-9a53-2c6f0a4d5555
          ip_address: 192.0.2.1
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.routers import ROUTERS

OPERATION = ROUTERS

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: port_info
short_description: List ports
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists ports of the network service (Neutron), by one request.
  - A name that no port has gives an empty list.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, aliases: [port], description: 'Name or ID of the ports that are wanted, or a pattern such as V(web-*).'}
  network: {type: str, description: Name or ID of the network they are in.}
  project: {type: str, description: Name or ID of the project that owns them.}
"""

EXAMPLES = r"""
- name: The ports of a network
  stratus.openstack.port_info:
    cloud: demo
    network: app
  register: found

- name: The port that has an address
  stratus.openstack.port_info:
    cloud: demo
    filters:
      fixed_ips: ip_address=10.10.0.12

- name: The ports of a server
  stratus.openstack.port_info:
    cloud: demo
    filters:
      device_id: 7a3b6a64-6a1f-4c0c-b3a1-1d3f1f7e9f10
"""

RETURN = r"""
ports:
  description: The ports.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 3b0ff8a1-2f2e-4f57-9f0a-7a3c9d1c4444
      name: web-1
      fixed_ips:
        - ip_address: 10.10.0.12
          subnet_id: c6f2a1de-3ff0-4d9c-9d5c-1fb1f8a1c111
      mac_address: fa:16:3e:12:34:56
      security_group_ids: [0d7c2f52-6f7e-4b2f-8d7e-5a4f9a1a2222]
      status: DOWN
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.ports import PORTS

OPERATION = PORTS

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: subnet_info
short_description: List subnets
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists subnets of the network service (Neutron) that the credentials may see, by one request.
  - A name that no subnet has gives an empty list.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, aliases: [subnet], description: 'Name or ID of the subnets that are wanted, or a pattern such as V(web-*).'}
  network: {type: str, description: Name or ID of the network they are in.}
  project: {type: str, description: Name or ID of the project that owns them.}
"""

EXAMPLES = r"""
- name: The subnets of a network
  stratus.openstack.subnet_info:
    cloud: demo
    network: app
  register: found

- name: IPv6 subnets in which hosts choose their addresses
  stratus.openstack.subnet_info:
    cloud: demo
    filters:
      ip_version: 6
      ipv6_address_mode: slaac
"""

RETURN = r"""
subnets:
  description: The subnets.
  returned: success
  type: list
  elements: dict
  sample:
    - id: c6f2a1de-3ff0-4d9c-9d5c-1fb1f8a1c111
      name: app
      cidr: 10.10.0.0/24
      gateway_ip: 10.10.0.1
      is_dhcp_enabled: true
      network_id: 5e0cdc08-3b1a-4a6e-9d84-2b1a4c4d3a5f
      tags: []
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.subnets import SUBNETS

OPERATION = SUBNETS

if __name__ == "__main__":
    run(OPERATION)

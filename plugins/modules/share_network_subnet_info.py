#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: share_network_subnet_info
short_description: List subnets of a share network
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists the subnets of a share network in the shared file system service (Manila), by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  share_network: {type: str, required: true, description: Name or ID of the share network. Its name is looked up first.}
"""

EXAMPLES = r"""
- name: List the subnets of a share network
  stratus.openstack.share_network_subnet_info:
    cloud: demo
    share_network: shares
  register: found
"""

RETURN = r"""
share_network_subnets:
  description: The subnets.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of shared_file_system.share_network_subnet: make generate
    id: {type: str, description: UUID of the share network subnet.}
    name: {type: str, description: Always null. Subnets of share networks have no name.}
    availability_zone: {type: str, description: Zone that the subnet is for. Null for the one of all zones without a subnet of their own.}
    cidr: {type: str, description: Addresses of the subnet in CIDR notation. Null until a share server uses the subnet.}
    created_at: {type: str, description: 'Time when the share network subnet was created, in UTC, as ISO 8601.'}
    gateway: {type: str, description: Address of the gateway. Null until a share server uses the subnet.}
    ip_version: {type: int, description: V(4) or V(6). Null until a share server uses the subnet.}
    metadata: {type: dict, description: Properties that users set. Values are strings.}
    mtu: {type: int, description: Size of the largest packet in bytes. Null until a share server uses the subnet.}
    network_type: {type: str, description: 'Kind of the network, such as V(vxlan). Null until a share server uses the subnet.'}
    neutron_net_id: {type: str, description: UUID of the network in the network service. Null without one.}
    neutron_subnet_id: {type: str, description: UUID of the subnet in the network service. Null without one.}
    segmentation_id: {type: int, description: Number of the network segment. Null until a share server uses the subnet.}
    share_network_id: {type: str, description: UUID of the share network that the subnet belongs to.}
    share_network_name: {type: str, description: 'Name of that share network, or its UUID if it has no name.'}
    updated_at:
      description: 'Time of the last change of the share network subnet, in UTC, as ISO 8601. Null before the first change.'
      type: str
    # end of attributes
  sample:
    - id: 500d6d9f-1b3c-4a92-8e0e-3ed2c0a4cb4f
      share_network_id: 713df749-aac0-4a54-af52-10f6c991e80c
      availability_zone: east
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.network_subnets import NETWORK_SUBNETS

OPERATION = NETWORK_SUBNETS

if __name__ == "__main__":
    run(OPERATION)

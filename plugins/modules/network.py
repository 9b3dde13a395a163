#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: network
short_description: Manage networks
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes networks of the network service (Neutron).
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
  - stratus.openstack.resource.tags
  - stratus.openstack.resource.project
options:
  name: {type: str, required: true, description: Name or ID of the network.}
  description: {type: str, description: Free text about the network.}
  admin_state_up: {type: bool, description: Whether the network forwards traffic.}
  shared: {type: bool, description: Whether all projects may use the network.}
  external: {type: bool, description: Whether routers may use the network as their gateway.}
  is_default: {type: bool, description: 'Whether an external network is the one that automatic topologies use.'}
  is_vlan_transparent: {type: bool, description: Whether tagged traffic passes unchanged. Fixed at creation.}
  mtu: {type: int, aliases: [mtu_size], description: 'Largest packet size, in bytes.'}
  port_security_enabled: {type: bool, description: Whether new ports of the network are protected against spoofing.}
  dns_domain: {type: str, description: 'Domain of the names of its ports, ending in a dot.'}
  provider_network_type: {type: str, description: 'Kind of the physical network, such as V(vlan) or V(vxlan). Fixed at creation.'}
  provider_physical_network: {type: str, description: Name of the physical network. Fixed at creation.}
  provider_segmentation_id: {type: int, description: 'VLAN ID, or tunnel ID, which is fixed at creation.'}
  qos_policy: {type: str, description: Name or ID of the QoS policy of its ports. An empty string is none.}
  availability_zone_hints: {type: list, elements: str, description: Availability zones for its DHCP agents. Fixed at creation.}
"""

EXAMPLES = r"""
- name: A private network
  stratus.openstack.network:
    cloud: demo
    name: app
    mtu: 1400
    tags: [web, staging]

- name: An external network on a VLAN, made by an administrator
  stratus.openstack.network:
    cloud: admin
    name: internet
    external: true
    shared: false
    provider_network_type: vlan
    provider_physical_network: physnet1
    provider_segmentation_id: 100

- name: Remove it
  stratus.openstack.network:
    cloud: demo
    name: app
    state: absent
"""

RETURN = r"""
network:
  description: The network; null when it was removed.
  returned: success
  type: dict
  sample:
    id: 5e0cdc08-3b1a-4a6e-9d84-2b1a4c4d3a5f
    name: app
    is_router_external: false
    mtu: 1400
    status: ACTIVE
    subnet_ids: []
    tags: [staging, web]
id:
  description: ID of the network.
  returned: when the network exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.networks import NETWORK

OPERATION = NETWORK

if __name__ == "__main__":
    run(OPERATION)

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
  contains:
    # attributes of network.network: make generate
    id: {type: str, description: 'ID of the network, a UUID that the service chooses.'}
    name: {type: str, description: Name of the network. An empty string when it has none. Names need not be unique.}
    availability_zone_hints:
      description: 'Availability zones that were requested for the network''s DHCP agents. An empty list when none was requested.'
      type: list
      elements: str
    availability_zones:
      description: Availability zones of the DHCP agents that serve the network. An empty list when no agent serves it.
      type: list
      elements: str
    created_at: {type: str, description: 'Time when the network was created, in UTC, as ISO 8601.'}
    description: {type: str, description: Free text about the network. An empty string when it has none.}
    dns_domain:
      description: 'Domain of the DNS names of the network''s ports, which ends with a dot. An empty string when it has none.'
      type: str
    ipv4_address_scope_id: {type: str, description: 'ID of the address scope of the network''s IPv4 subnets. Null when they are in none.'}
    ipv6_address_scope_id: {type: str, description: 'ID of the address scope of the network''s IPv6 subnets. Null when they are in none.'}
    is_admin_state_up: {type: bool, description: V(false) when the network is administratively down and forwards no traffic.}
    is_default:
      description: V(true) for the external network that automatically created topologies connect to. Null or V(false) for others.
      type: bool
    is_port_security_enabled:
      description: V(true) when new ports of the network are protected against spoofed addresses by default. Security groups require this
        protection.
      type: bool
    is_router_external: {type: bool, description: 'V(true) for an external network, which floating IPs and gateways of routers are in.'}
    is_shared: {type: bool, description: 'V(true) when all projects, or the project of the credentials, may create ports in the network.'}
    is_vlan_qinq:
      description: V(true) when the network carries VLAN tags inside of VLAN tags (QinQ). Null when the service does not return it.
      type: bool
    is_vlan_transparent:
      description: V(true) when the network passes on the VLAN tags of servers unchanged. Null when the service does not return it.
      type: bool
    mtu: {type: int, description: 'Size of the largest packet that the network carries, in bytes.'}
    project_id: {type: str, description: ID of the project that owns the network.}
    provider_network_type:
      description: 'How the network is implemented, such as V(flat), V(vlan), V(vxlan) or V(geneve). Null for users who may not see it, and
        with several segments.'
      type: str
    provider_physical_network:
      description: 'Physical network that carries the network. Null for tunnels, with several segments, and for users who may not see it.'
      type: str
    provider_segmentation_id:
      description: 'VLAN number or tunnel key of the network. Null for types without one, with several segments, and for users who may not
        see it.'
      type: int
    pvlan:
      description: 'V(true) when the network is a private VLAN, which isolates ports from each other. Null when the service does not return
        it.'
      type: bool
    qos_policy_id:
      description: 'ID of the QoS policy that applies to the network''s ports without one of their own. Null when it has none.'
      type: str
    revision_number: {type: int, description: Counter of changes. The service increases it whenever the network changes.}
    segments:
      description:
        - 'Segments of a network that was created with several. Null for other networks, and for users who may not see them.'
        - 'Each has C(provider:network_type), C(provider:physical_network) and C(provider:segmentation_id). They mean the same as
          C(provider_network_type), C(provider_physical_network) and C(provider_segmentation_id) of a network with one segment.'
      type: list
      elements: dict
    status: {type: str, description: 'State of the network, V(ACTIVE), V(BUILD), V(DOWN) or V(ERROR).'}
    subnet_ids: {type: list, elements: str, description: IDs of the subnets of the network. An empty list when it has none.}
    tags:
      description: 'Tags of the network, which listings can be filtered by. An empty list when it has none.'
      type: list
      elements: str
    tenant_id: {type: str, description: ID of the owning project under its old name. It always equals C(project_id).}
    updated_at: {type: str, description: 'Time of the last change of the network, in UTC, as ISO 8601.'}
    # end of attributes
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

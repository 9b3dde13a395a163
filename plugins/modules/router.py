#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: router
short_description: Manage routers
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes routers of the network service (Neutron), with their gateway, interfaces and routes.
  - Interfaces that are right are not touched. New ones are added before others are removed.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
  - stratus.openstack.resource.tags
  - stratus.openstack.resource.project
options:
  name: {type: str, required: true, description: Name or ID of the router.}
  description: {type: str, description: Free text about the router.}
  is_admin_state_up:
    description: Whether it forwards traffic. Left as it is when omitted; a new router does.
    type: bool
    aliases: [admin_state_up]
  network:
    description: Name or ID of the external network that is its gateway. An empty string means no gateway.
    type: str
  enable_snat:
    description: Whether servers without a floating IP get out by the address of the gateway. By default only administrators may set this.
    type: bool
  external_fixed_ips:
    description: Addresses of the gateway, all of them. By default only administrators may set this.
    type: list
    elements: dict
    suboptions:
      subnet_id:
        description: Name or ID of the subnet that it is in. If omitted, the subnet follows from the address.
        type: str
        aliases: [subnet]
      ip_address: {type: str, aliases: [ip], description: The address. By default any of the subnet.}
  qos_policy: {type: str, description: Name or ID of the QoS policy of the gateway. An empty string is none.}
  external_gateway_info:
    description: The gateway as one dict. An empty one means no gateway.
    type: dict
    suboptions:
      network: {type: str, description: See O(network).}
      enable_snat: {type: bool, description: See O(enable_snat).}
      external_fixed_ips:
        description: See O(external_fixed_ips).
        type: list
        elements: dict
        suboptions:
          subnet_id:
            description: Name or ID of the subnet that it is in. If omitted, the subnet follows from the address.
            type: str
            aliases: [subnet]
          ip_address: {type: str, aliases: [ip], description: The address. By default any of the subnet.}
      qos_policy: {type: str, description: See O(qos_policy).}
  interfaces:
    description:
      - Subnets that it connects, all of them. An empty list removes all interfaces; without this option they are left as they are.
      - Each is the name or ID of a subnet, or a dict with C(subnet), C(net), the network that the subnet is in, and C(portip), the address
        that the router has there. By default that is the gateway address of the subnet.
      - A dict with C(port), the name or ID of a port, makes that port an interface.
      - A subnet in which the router shall have another address loses it for a moment, since the API takes one interface of a router there.
    type: list
    elements: raw
  routes:
    description: Static routes, all of them.
    type: list
    elements: dict
    suboptions:
      destination: {type: str, required: true, description: 'Where the route leads, such as V(192.168.0.0/16).'}
      nexthop: {type: str, required: true, description: Address that it goes through; it is in a subnet of an interface.}
  is_distributed: {type: bool, description: Whether it is spread over the hosts of the servers. For administrators.}
  is_ha: {type: bool, description: Whether a second instance takes over from the first. For administrators.}
  availability_zone_hints: {type: list, elements: str, description: Availability zones to put it in. Fixed at creation.}
  enable_ndp_proxy: {type: bool, description: Whether the addresses of its IPv6 subnets can be published one by one. Needs a gateway.}
  flavor_id: {type: str, description: ID of its flavor. Fixed at creation.}
"""

EXAMPLES = r"""
- name: A router between a subnet and the internet
  stratus.openstack.router:
    cloud: demo
    name: edge
    network: public
    interfaces: [app]

- name: With an address of its own in a subnet that has another router
  stratus.openstack.router:
    cloud: demo
    name: to-storage
    interfaces:
      - app
      - net: storage
        subnet: storage
        portip: 10.20.0.254
    routes:
      - destination: 10.30.0.0/16
        nexthop: 10.20.0.1

- name: A fixed address outside, and no address translation
  stratus.openstack.router:
    cloud: admin
    project: demo
    name: edge
    external_gateway_info:
      network: public
      enable_snat: false
      external_fixed_ips:
        - subnet_id: public-subnet
          ip_address: 203.0.113.10

- name: Cut it off
  stratus.openstack.router:
    cloud: demo
    name: edge
    network: ""

- name: Remove it with its interfaces
  stratus.openstack.router:
    cloud: demo
    name: edge
    state: absent
"""

RETURN = r"""
router:
  description: The router; null when it was removed.
  returned: success
  type: dict
  contains:
    # attributes of network.router: make generate
    id: {type: str, description: 'ID of the router, a UUID that the service chooses.'}
    name: {type: str, description: Name of the router. An empty string when it has none. Names need not be unique.}
    availability_zone_hints:
      description: Availability zones that were requested for the router. An empty list when none was requested.
      type: list
      elements: str
    availability_zones:
      description: Availability zones of the agents that serve the router. An empty list when no agent serves it.
      type: list
      elements: str
    created_at: {type: str, description: 'Time when the router was created, in UTC, as ISO 8601.'}
    description: {type: str, description: Free text about the router. An empty string when it has none.}
    enable_ndp_proxy:
      description: V(true) when the router can make IPv6 addresses behind it reachable from outside by NDP proxies. Null when the service
        does not return it.
      type: bool
    evpn_vni:
      description: 'Network identifier (VNI) that the router advertises its routes with by EVPN. Null when it does not, or when the service
        does not return it.'
      type: int
    external_gateway_info:
      description: The gateway to an external network. Null when the router has none.
      type: dict
      contains:
        enable_snat:
          description: V(true) when the router translates outgoing traffic of servers without floating IPs to its own address.
          type: bool
        external_fixed_ips:
          description: Addresses of the gateway in the external network.
          type: list
          elements: dict
          contains:
            ip_address: {type: str, description: IPv4 or IPv6 address in the subnet.}
            subnet_id: {type: str, description: ID of the subnet that the address is from.}
        network_id: {type: str, description: ID of the external network.}
        qos_policy_id: {type: str, description: ID of the QoS policy that limits the traffic of the gateway. Null when it has none.}
    flavor_id:
      description: 'ID of the router flavor, which selects an implementation. Null when the router has the default one.'
      type: str
    is_admin_state_up: {type: bool, description: V(false) when the router is administratively down and forwards no traffic.}
    is_distributed:
      description: V(true) when the hosts of servers do the routing themselves (DVR). Null for users who may not see it.
      type: bool
    is_ha:
      description: 'V(true) when several agents serve the router, so that another one takes over after a failure. Null for users who may not
        see it.'
      type: bool
    project_id: {type: str, description: ID of the project that owns the router.}
    revision_number: {type: int, description: Counter of changes. The service increases it whenever the router changes.}
    routes:
      description: Static routes. An empty list when the router has none.
      type: list
      elements: dict
      contains:
        destination: {type: str, description: 'Network that the route leads to, in CIDR notation.'}
        nexthop: {type: str, description: Address that the traffic is sent to. It is in a subnet that is connected to the router.}
    status: {type: str, description: 'State of the router, V(ACTIVE), V(ALLOCATING) or V(ERROR).'}
    tags: {type: list, elements: str, description: 'Tags of the router, which listings can be filtered by. An empty list when it has none.'}
    tenant_id: {type: str, description: ID of the owning project under its old name. It always equals C(project_id).}
    updated_at: {type: str, description: 'Time of the last change of the router, in UTC, as ISO 8601.'}
    # end of attributes
  sample:
    id: 0a1c5f8d-61a4-4a0f-a0b9-9a1d6b8f5555
    name: edge
    external_gateway_info:
      enable_snat: true
      external_fixed_ips:
        - ip_address: 203.0.113.10
          subnet_id: 5d287fbb-d2f7-418d-9967-c6b1a5c49c7f
      network_id: f79463c9-e650-4c1b-8045-f6c94a1ccc8d
    is_admin_state_up: true
    routes: []
    status: ACTIVE
drift:
  description: What differs from the declared options and was left alone.
  returned: when there is any
  type: list
  elements: dict
  contains:
    # attributes of drift: make generate
    option: {type: str, description: Option whose declared value differs from the present one.}
    now: {type: raw, description: Present value in the cloud.}
    wanted: {type: raw, description: Declared value.}
    remedy: {type: str, description: What to do so that the declared value is applied. Null when there is no way.}
    # end of attributes
  sample: []
id:
  description: ID of the router.
  returned: when the router exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.routers import ROUTER

OPERATION = ROUTER

if __name__ == "__main__":
    run(OPERATION)

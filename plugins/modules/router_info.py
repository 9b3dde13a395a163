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
    interfaces_info:
      description: Interfaces of the router to subnets. The gateway is not among them. Present with O(interfaces=true).
      type: list
      elements: dict
      contains:
        ip_address: {type: str, description: IP address of the router in the subnet.}
        port_id: {type: str, description: ID of the port of the interface.}
        subnet_id: {type: str, description: ID of the subnet that is connected.}
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

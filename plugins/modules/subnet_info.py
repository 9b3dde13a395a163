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
  contains:
    # attributes of network.subnet: make generate
    id: {type: str, description: 'ID of the subnet, a UUID that the service chooses.'}
    name: {type: str, description: Name of the subnet. An empty string when it has none. Names need not be unique.}
    allocation_pools:
      description: Ranges that addresses of ports are taken from. An empty list when no address is assigned automatically.
      type: list
      elements: dict
      contains:
        end: {type: str, description: Last address of the range.}
        start: {type: str, description: First address of the range.}
    cidr: {type: str, description: 'Addresses of the subnet, in CIDR notation.'}
    created_at: {type: str, description: 'Time when the subnet was created, in UTC, as ISO 8601.'}
    description: {type: str, description: Free text about the subnet. An empty string when it has none.}
    dns_nameservers:
      description: 'Addresses of the DNS servers that DHCP passes to hosts, in order of preference. An empty list when none is set.'
      type: list
      elements: str
    dns_publish_fixed_ip: {type: bool, description: V(true) when the fixed addresses of ports are published in the external DNS service.}
    gateway_ip: {type: str, description: Address of the gateway that DHCP passes to hosts. Null when the subnet has no gateway.}
    host_routes:
      description: Static routes that DHCP passes to hosts. An empty list when there are none.
      type: list
      elements: dict
      contains:
        destination: {type: str, description: 'Network that the route leads to, in CIDR notation.'}
        nexthop: {type: str, description: Address that the traffic is sent to.}
    ip_version: {type: int, description: 'IP version of the subnet, V(4) or V(6).'}
    ipv6_address_mode:
      description: 'How IPv6 addresses are assigned, V(dhcpv6-stateful), V(dhcpv6-stateless) or V(slaac). Null for IPv4, and when it is not
        set.'
      type: str
    ipv6_ra_mode:
      description: 'Mode of the router advertisements that Neutron sends in the subnet, V(dhcpv6-stateful), V(dhcpv6-stateless) or V(slaac).
        Null for IPv4, and when it sends none.'
      type: str
    is_dhcp_enabled: {type: bool, description: V(true) when the service answers DHCP requests in the subnet.}
    network_id: {type: str, description: ID of the network that the subnet belongs to.}
    prefix_length: {type: int, description: 'Always null. The service takes it only at creation, and returns it as a part of C(cidr).'}
    project_id: {type: str, description: ID of the project that owns the subnet.}
    revision_number: {type: int, description: Counter of changes. The service increases it whenever the subnet changes.}
    segment_id:
      description: 'ID of the network segment that the subnet belongs to. Null when it belongs to none, and for users who may not see it.'
      type: str
    service_types:
      description: 'Device owners whose ports get addresses from the subnet, such as V(network:router_gateway). An empty list when all do.'
      type: list
      elements: str
    subnet_pool_id: {type: str, description: ID of the subnet pool that the addresses come from. Null when they come from none.}
    tags: {type: list, elements: str, description: 'Tags of the subnet, which listings can be filtered by. An empty list when it has none.'}
    tenant_id: {type: str, description: ID of the owning project under its old name. It always equals C(project_id).}
    updated_at: {type: str, description: 'Time of the last change of the subnet, in UTC, as ISO 8601.'}
    use_default_subnet_pool:
      description: 'Always null. The service takes it only at creation, and does not return it. See C(subnet_pool_id).'
      type: bool
    # end of attributes
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

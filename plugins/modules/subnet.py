#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: subnet
short_description: Manage subnets
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes subnets of the network service (Neutron).
  - Its range, network and way of giving out addresses are fixed at creation. A task that asks for others fails and changes nothing.
  - Where the collection C(openstack.cloud) has a default for O(is_dhcp_enabled), O(disable_gateway_ip) and O(ip_version), this module
    leaves a subnet as it is. New subnets get what the API gives by itself, DHCP and a gateway.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
  - stratus.openstack.resource.tags
  - stratus.openstack.resource.project
options:
  name: {type: str, required: true, description: Name or ID of the subnet.}
  network:
    description:
      - Name or ID of the network it is in. Needed to create it.
      - A subnet of the same name in another network is another subnet.
    type: str
    aliases: [network_name]
  cidr: {type: str, description: 'Its range, such as V(10.10.0.0/24). Needed to create it, unless it comes out of a pool.'}
  ip_version:
    description: Version of its addresses. By default that of O(cidr), else 4. Fixed at creation.
    type: int
    choices: [4, 6]
  description: {type: str, description: Free text about the subnet.}
  gateway_ip:
    description: Address of its router. By default the API takes the first one. An empty string means no gateway.
    type: str
  disable_gateway_ip:
    description: Whether it has no gateway. With V(false), a subnet without one gets its first address as gateway.
    type: bool
    aliases: [no_gateway_ip]
  is_dhcp_enabled: {type: bool, aliases: [enable_dhcp], description: Whether addresses are given out by DHCP.}
  allocation_pools:
    description: Ranges out of which addresses are given, all of them.
    type: list
    elements: dict
    suboptions:
      start: {type: str, required: true, description: First address of the range.}
      end: {type: str, required: true, description: Last address of the range.}
  allocation_pool_start: {type: str, description: First address of the only range. Needs O(allocation_pool_end).}
  allocation_pool_end: {type: str, description: Last address of the only range. Needs O(allocation_pool_start).}
  dns_nameservers: {type: list, elements: str, description: 'Addresses of name servers, in the order in which hosts ask them.'}
  host_routes:
    description: Routes that hosts learn by DHCP, all of them.
    type: list
    elements: dict
    suboptions:
      destination: {type: str, required: true, description: 'Where the route leads, such as V(192.168.0.0/16).'}
      nexthop: {type: str, required: true, description: Address of the host that it goes through.}
  ipv6_address_mode:
    description: How hosts get their IPv6 addresses. Fixed at creation.
    type: str
    choices: [dhcpv6-stateful, dhcpv6-stateless, slaac]
  ipv6_ra_mode:
    description: What routers advertise. Fixed at creation.
    type: str
    choices: [dhcpv6-stateful, dhcpv6-stateless, slaac]
  subnet_pool: {type: str, description: Name or ID of the pool that its range comes out of. Fixed at creation.}
  use_default_subnet_pool:
    description: Take its range out of the default pool. Counts at creation only.
    type: bool
    aliases: [use_default_subnetpool]
  prefix_length: {type: str, description: 'Size of a range out of a pool, such as V(26). Fixed at creation.'}
  network_segment: {type: str, description: Name or ID of the network segment it belongs to.}
  service_types:
    description: Kinds of ports that get addresses here, such as V(compute:nova); all others get none.
    type: list
    elements: str
  dns_publish_fixed_ip: {type: bool, description: Whether its addresses are published in DNS.}
  extra_attrs:
    description: Further attributes by the names of the API, for what this module has no option. Compared and changed like any other.
    type: dict
    aliases: [extra_specs]
"""

EXAMPLES = r"""
- name: A subnet
  stratus.openstack.subnet:
    cloud: demo
    name: app
    network: app
    cidr: 10.10.0.0/24
    dns_nameservers: [9.9.9.9, 1.1.1.1]

- name: Without a gateway, with a part of its range for fixed use
  stratus.openstack.subnet:
    cloud: demo
    name: storage
    network: storage
    cidr: 10.20.0.0/24
    disable_gateway_ip: true
    allocation_pools:
      - start: 10.20.0.100
        end: 10.20.0.199

- name: IPv6, addresses by autoconfiguration
  stratus.openstack.subnet:
    cloud: demo
    name: app-v6
    network: app
    cidr: 2001:db8:10::/64
    ipv6_address_mode: slaac
    ipv6_ra_mode: slaac

- name: Out of the default pool
  stratus.openstack.subnet:
    cloud: demo
    name: small
    network: app
    use_default_subnet_pool: true
    prefix_length: "28"

- name: Remove it
  stratus.openstack.subnet:
    cloud: demo
    name: app
    network: app
    state: absent
"""

RETURN = r"""
subnet:
  description: The subnet; null when it was removed.
  returned: success
  type: dict
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
    id: c6f2a1de-3ff0-4d9c-9d5c-1fb1f8a1c111
    name: app
    cidr: 10.10.0.0/24
    gateway_ip: 10.10.0.1
    allocation_pools:
      - start: 10.10.0.2
        end: 10.10.0.254
    dns_nameservers: [9.9.9.9, 1.1.1.1]
    is_dhcp_enabled: true
    network_id: 5e0cdc08-3b1a-4a6e-9d84-2b1a4c4d3a5f
id:
  description: ID of the subnet.
  returned: when the subnet exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.subnets import SUBNET

OPERATION = SUBNET

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: network_ip_availability_info
short_description: Tell how many addresses of networks are in use
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Tells of networks and their subnets in the network service (Neutron) how many addresses there are and how many are in use. By default
    for administrators.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  network: {type: str, description: Name or ID of the network. By default all of them.}
  ip_version: {type: int, choices: [4, 6], description: Only this version of IP.}
  project: {type: str, description: Name or ID of the project that owns the networks.}
"""

EXAMPLES = r"""
- name: How many public addresses are left
  stratus.openstack.network_ip_availability_info:
    cloud: admin
    network: public
    ip_version: 4
  register: found

- name: Warn early
  ansible.builtin.assert:
    that: found.network_ip_availabilities[0].total_ips - found.network_ip_availabilities[0].used_ips > 20
"""

RETURN = r"""
network_ip_availabilities:
  description: The networks.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of network.network_ip_availability: make generate
    id: {type: str, description: 'Always null, since these statistics have no ID of their own. See C(network_id).'}
    name: {type: str, description: Always null. See C(network_name).}
    ip_availability_details:
      description: 'Sums over all subnets, inside and outside of allocation pools. Null when the service does not return them.'
      type: dict
      contains:
        total_ips_in_allocation_pool:
          description: Number of addresses in the allocation pools. A subnet without pools counts as V(0).
          type: int
        total_ips_in_subnet:
          description: 'Number of addresses in the subnets as a whole, for IPv4 without those of the network and for broadcast.'
          type: int
        used_ips_in_allocation_pool:
          description: Number of addresses in use from the allocation pools. A subnet without pools counts as V(0).
          type: int
        used_ips_in_subnet: {type: int, description: 'Number of addresses in use, whether from an allocation pool or not.'}
    network_id: {type: str, description: ID of the network whose addresses are counted.}
    network_name: {type: str, description: Name of the network whose addresses are counted.}
    project_id: {type: str, description: ID of the project that owns the network.}
    subnet_ip_availability:
      description: The numbers of each subnet of the network. An empty list when it has no subnets.
      type: list
      elements: dict
      contains:
        cidr: {type: str, description: 'Addresses of the subnet, in CIDR notation.'}
        ip_availability_details:
          description: 'Numbers inside and outside of the subnet''s allocation pools. Missing when the service does not return them.'
          type: dict
          contains:
            total_ips_in_allocation_pool:
              description: Number of addresses in the allocation pools. V(0) when the subnet has none.
              type: int
            total_ips_in_subnet:
              description: 'Number of addresses in the subnet as a whole, for IPv4 without those of the network and for broadcast.'
              type: int
            used_ips_in_allocation_pool:
              description: Number of addresses in use from the allocation pools. V(0) when the subnet has none.
              type: int
            used_ips_in_subnet: {type: int, description: 'Number of addresses in use, whether from an allocation pool or not.'}
        ip_version: {type: int, description: 'IP version of the subnet, V(4) or V(6).'}
        subnet_id: {type: str, description: ID of the subnet whose addresses are counted.}
        subnet_name: {type: str, description: Name of the subnet. An empty string when it has none.}
        total_ips: {type: int, description: 'Number of addresses in the allocation pools, or in the whole subnet when it has no pools.'}
        used_ips: {type: int, description: Number of addresses in use.}
    tenant_id: {type: str, description: 'ID of the network''s owner under its old name. It always equals C(project_id).'}
    total_ips: {type: int, description: 'Number of addresses that the subnets can assign, in use or not. It is the sum of all subnets.'}
    used_ips: {type: int, description: Number of addresses in use. It is the sum of all subnets.}
    # end of attributes
  sample:
    - network_id: fb7a2907-b10a-4300-9390-fcf46b7ed8aa
      network_name: public
      total_ips: 253
      used_ips: 17
      subnet_ip_availability:
        - subnet_name: public
          cidr: 203.0.113.0/24
          ip_version: 4
          total_ips: 253
          used_ips: 17
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.ip_availabilities import IP_AVAILABILITIES

OPERATION = IP_AVAILABILITIES

if __name__ == "__main__":
    run(OPERATION)

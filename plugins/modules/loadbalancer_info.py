#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: loadbalancer_info
short_description: List load balancers
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists load balancers of the load balancing service (Octavia), by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name:
    description: Name or ID of the load balancer, or a pattern such as V(web-*).
    type: str
  description:
    description: List only load balancers with this description.
    type: str
  flavor:
    description: Name or ID of the flavor of the load balancers.
    type: str
  provider:
    description: Name of the provider driver of the load balancers.
    type: str
  vip_address:
    description: IP address of the VIP.
    type: str
  vip_network:
    description: Name or ID of the network of the VIP.
    type: str
  vip_subnet:
    description: Name or ID of the subnet of the VIP.
    type: str
  project:
    description: Name or ID of the project that owns the objects. Administrators list those of all projects if they omit it.
    type: str
  tags:
    description: List only objects with all of these tags.
    type: list
    elements: str
  any_tags:
    description: List only objects with at least one of these tags.
    type: list
    elements: str
  not_tags:
    description: List only objects that do not have all of these tags.
    type: list
    elements: str
  not_any_tags:
    description: List only objects with none of these tags.
    type: list
    elements: str
"""

EXAMPLES = r"""
- name: List all load balancers
  stratus.openstack.loadbalancer_info:
    cloud: demo
  register: balancers

- name: Show the VIPs
  ansible.builtin.debug:
    msg: "{{ balancers.load_balancers | map(attribute='vip_address') }}"
"""

RETURN = r"""
load_balancers:
  description: The load balancers.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of load_balancer.load_balancer: make generate
    id: {type: str, description: UUID of the load balancer.}
    name: {type: str, description: Name that the load balancer was given. Names are not unique.}
    additional_vips:
      description: 'Further VIPs of the load balancer, without the first one.'
      type: list
      elements: dict
      contains:
        ip_address: {type: str, description: IP address of the further VIP.}
        port_id: {type: str, description: ID of the port that has the address.}
        subnet_id: {type: str, description: ID of the subnet that contains the address.}
    availability_zone: {type: str, description: Name of the availability zone of the load balancing service. Null when there is none.}
    created_at: {type: str, description: 'Time when the load balancer was created, in UTC, as ISO 8601.'}
    description: {type: str, description: Free text about the load balancer. Empty when it has none.}
    flavor_id: {type: str, description: ID of the flavor of the load balancing service. Null when there is none.}
    is_admin_state_up: {type: bool, description: Whether the load balancer is in service.}
    listeners:
      description: 'Ports at which the load balancer accepts connections, by their IDs.'
      type: list
      elements: dict
      contains:
        id: {type: str, description: ID of the listener.}
    operating_status:
      description: 'State of health of the load balancer as observed: V(ONLINE), V(OFFLINE), V(DEGRADED), V(ERROR), V(DRAINING) or
        V(NO_MONITOR).'
      type: str
    pools:
      description: 'Groups of servers behind the load balancer, by their IDs.'
      type: list
      elements: dict
      contains:
        id: {type: str, description: ID of the pool.}
    project_id: {type: str, description: ID of the project that owns the load balancer.}
    provider: {type: str, description: 'Name of the provider driver, such as V(amphora).'}
    provisioning_status:
      description: 'State of the last change of the load balancer: V(ACTIVE), V(ERROR), V(PENDING_CREATE), V(PENDING_UPDATE) or
        V(PENDING_DELETE).'
      type: str
    tags: {type: list, elements: str, description: 'Tags of the load balancer, sorted.'}
    updated_at: {type: str, description: 'Time of the last change of the load balancer, in UTC, as ISO 8601. Null before the first change.'}
    vip_address: {type: str, description: IP address at which the load balancer accepts connections.}
    vip_network_id: {type: str, description: ID of the network in which the load balancer has its address.}
    vip_port_id: {type: str, description: ID of the port in the network service that has the address of the load balancer.}
    vip_qos_policy_id: {type: str, description: ID of the QoS policy that limits the traffic of the load balancer. Null when there is none.}
    vip_sg_ids: {type: list, elements: str, description: 'IDs of the security groups that were set for the VIP''s port.'}
    vip_subnet_id: {type: str, description: ID of the subnet that contains the address of the load balancer.}
    vip_vnic_type: {type: str, description: 'Kind of the network interface of the VIP: V(normal) or V(direct).'}
    # end of attributes
  sample:
    - id: 607226db-27ef-4d41-ae89-f2a800e9c2db
      name: web
      vip_address: 10.0.0.4
      provisioning_status: ACTIVE
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.load_balancers import LOAD_BALANCERS

OPERATION = LOAD_BALANCERS

if __name__ == "__main__":
    run(OPERATION)

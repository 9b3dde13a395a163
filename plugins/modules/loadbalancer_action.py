#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: loadbalancer_action
short_description: Fail over a load balancer
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Carries out an action of the load balancing service (Octavia) on a load balancer, and waits until it has ended.
  - The action is carried out by every run.
  - Requires an administrator, unless the policy of the cloud says otherwise.
extends_documentation_fragment:
  - stratus.openstack.auth
options:
  name: {type: str, required: true, aliases: [loadbalancer], description: Name or ID of the load balancer.}
  action:
    description:
      - The action to carry out.
      - V(failover) replaces the servers that balance the load by new ones.
        Connections are interrupted, unless the load balancer has two servers.
      - It also repairs a load balancer in status C(ERROR).
    type: str
    required: true
    choices: [failover]
  amphora:
    description:
      - ID of an amphora of the load balancer, as M(stratus.openstack.lb_amphora_info) lists it. Only this amphora is replaced.
      - If omitted, all servers of the load balancer are replaced, one after the other.
    type: str
attributes:
  check_mode:
    support: full
    description: Predicts without changing anything.
  diff_mode:
    support: full
    description: Shows the status before and after.
  idempotent:
    support: none
    description: The action is carried out by every run.
"""

EXAMPLES = r"""
- name: Replace the servers of a load balancer
  stratus.openstack.loadbalancer_action:
    cloud: admin
    name: web
    action: failover

- name: Replace one amphora
  stratus.openstack.loadbalancer_action:
    cloud: admin
    name: web
    action: failover
    amphora: 45f40289-0551-483a-b089-47214bc2a8a4
"""

RETURN = r"""
load_balancer:
  description: The load balancer after the action.
  returned: success
  type: dict
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
    id: 882f2a9d-9d53-4bd0-b0e9-08e9d0de11f9
    name: web
    provisioning_status: ACTIVE
id:
  description: ID of the load balancer.
  returned: success
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.actions import LOAD_BALANCER_ACTION

OPERATION = LOAD_BALANCER_ACTION

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: lb_member_info
short_description: List members of a pool
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists the members of a pool of the load balancing service (Octavia), by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name:
    description: Name or ID of the member, or a pattern such as V(web-*).
    type: str
  pool:
    description: Name or ID of the pool. Its name is looked up first.
    type: str
    required: true
  address:
    description: IP address of the members.
    type: str
  protocol_port:
    description: Port number of the members.
    type: int
  weight:
    description: Weight of the members.
    type: int
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
- name: List the members of a pool
  stratus.openstack.lb_member_info:
    cloud: demo
    pool: web-servers
  register: found
"""

RETURN = r"""
members:
  description: The members.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of load_balancer.member: make generate
    id: {type: str, description: UUID of the member.}
    name: {type: str, description: Name that the member was given. Names are not unique.}
    address: {type: str, description: IP address at which the member handles requests.}
    backup: {type: bool, description: Whether the member only gets requests when all other members are down.}
    created_at: {type: str, description: 'Time when the member was created, in UTC, as ISO 8601.'}
    is_admin_state_up: {type: bool, description: Whether the member is in service.}
    monitor_address: {type: str, description: 'IP address for the health monitor. Null when it is RV(ignore:address).'}
    monitor_port: {type: int, description: 'Port number for the health monitor. Null when it is RV(ignore:protocol_port).'}
    operating_status:
      description: 'State of health of the member as observed: V(ONLINE), V(OFFLINE), V(DEGRADED), V(ERROR), V(DRAINING) or V(NO_MONITOR).'
      type: str
    project_id: {type: str, description: ID of the project that owns the member.}
    protocol_port: {type: int, description: Port number at which the member handles requests.}
    provisioning_status:
      description: 'State of the last change of the member: V(ACTIVE), V(ERROR), V(PENDING_CREATE), V(PENDING_UPDATE) or V(PENDING_DELETE).'
      type: str
    subnet_id: {type: str, description: ID of the subnet from which the member is reached. Null when it is that of the VIP.}
    tags: {type: list, elements: str, description: 'Tags of the member, sorted.'}
    updated_at: {type: str, description: 'Time of the last change of the member, in UTC, as ISO 8601. Null before the first change.'}
    vnic_type: {type: str, description: 'Kind of the network interface to the member: V(normal) or V(direct).'}
    weight: {type: int, description: 'Share of requests that the member gets, from V(0) to V(256).'}
    # end of attributes
  sample:
    - id: 957a1ace-1bd2-449b-8455-820b6e4b63f3
      name: web-1
      address: 192.0.2.16
      protocol_port: 8080
      provisioning_status: ACTIVE
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.pools import MEMBERS

OPERATION = MEMBERS

if __name__ == "__main__":
    run(OPERATION)

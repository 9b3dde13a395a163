#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: lb_member
short_description: Manage members of pools
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes members of pools of the load balancing service (Octavia).
  - The service accepts one change of a load balancer at a time. The task waits, within O(timeout), while another change is in progress.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name:
    description: Name or ID of the member.
    type: str
    required: true
  pool:
    description: Name or ID of the pool.
    type: str
    required: true
  address:
    description: IP address of the member. Required to create a member. It cannot be changed.
    type: str
  protocol_port:
    description: Port number of the member. Required to create a member. It cannot be changed.
    type: int
  subnet_id:
    description: Name or ID of the subnet from which the member is reached. It cannot be changed.
    type: str
    aliases: [subnet]
  weight:
    description: Share of requests that the member gets, from V(0) to V(256). A member with V(0) gets no new connections.
    type: int
  backup:
    description: Whether the member only gets requests when all other members are down.
    type: bool
  monitor_address:
    description: IP address for the health monitor, if it is another one. An empty string removes it.
    type: str
  monitor_port:
    description: Port number for the health monitor, if it is another one.
    type: int
  is_admin_state_up:
    description: Whether the member is in service. A new one is by default.
    type: bool
    aliases: [admin_state_up]
  tags:
    description: Tags of the member. This is the complete list, others are removed.
    type: list
    elements: str
  project:
    description:
      - Name or ID of the project that owns the member. Defaults to the project of the credentials.
      - Requires an administrator if it is another project.
    type: str
"""

EXAMPLES = r"""
- name: Add a server to a pool
  stratus.openstack.lb_member:
    cloud: demo
    name: web-1
    pool: web-servers
    address: 192.0.2.16
    protocol_port: 8080
    subnet_id: web-subnet

- name: Remove the server from the pool
  stratus.openstack.lb_member:
    cloud: demo
    name: web-1
    pool: web-servers
    state: absent
"""

RETURN = r"""
member:
  description: The member, null if it was removed.
  returned: success
  type: dict
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
    id: 957a1ace-1bd2-449b-8455-820b6e4b63f3
    name: web-1
    address: 192.0.2.16
    protocol_port: 8080
    provisioning_status: ACTIVE
id:
  description: ID of the member.
  returned: when it exists
  type: str

pool:
  description: The pool of the member.
  returned: when O(state=present)
  type: dict
  contains:
    # attributes of load_balancer.pool: make generate
    id: {type: str, description: UUID of the pool.}
    name: {type: str, description: Name that the pool was given. Names are not unique.}
    alpn_protocols: {type: list, elements: str, description: Protocols of ALPN that are offered. Null for a pool without TLS.}
    ca_tls_container_ref: {type: str, description: URL of the secret with the CA certificates of the members. Null when there is none.}
    created_at: {type: str, description: 'Time when the pool was created, in UTC, as ISO 8601.'}
    crl_container_ref: {type: str, description: URL of the secret with the revocation list for members. Null when there is none.}
    description: {type: str, description: Free text about the pool. Empty when it has none.}
    health_monitor_id: {type: str, description: ID of the health monitor of the pool. Null when there is none.}
    is_admin_state_up: {type: bool, description: Whether the pool is in service.}
    lb_algorithm: {type: str, description: Algorithm by which the pool chooses a member.}
    listener_id: {type: str, description: ID of the first listener whose default pool it is. Null when there is none.}
    listeners:
      description: Listeners whose default pool it is.
      type: list
      elements: dict
      contains:
        id: {type: str, description: ID of the listener.}
    loadbalancer_id: {type: str, description: ID of the load balancer that the pool belongs to.}
    loadbalancers:
      description: 'The load balancer of the pool, as a list with one entry.'
      type: list
      elements: dict
      contains:
        id: {type: str, description: ID of the load balancer.}
    members:
      description: 'Servers that handle the requests, by their IDs.'
      type: list
      elements: dict
      contains:
        id: {type: str, description: ID of the member.}
    operating_status:
      description: 'State of health of the pool as observed: V(ONLINE), V(OFFLINE), V(DEGRADED), V(ERROR), V(DRAINING) or V(NO_MONITOR).'
      type: str
    project_id: {type: str, description: ID of the project that owns the pool.}
    protocol: {type: str, description: 'Protocol that the pool handles, such as V(HTTP) or V(TCP).'}
    provisioning_status:
      description: 'State of the last change of the pool: V(ACTIVE), V(ERROR), V(PENDING_CREATE), V(PENDING_UPDATE) or V(PENDING_DELETE).'
      type: str
    session_persistence:
      description: How further requests of a client reach the same member. Null when they need not.
      type: dict
      contains:
        cookie_name: {type: str, description: Name of the cookie of the application. Null when there is none.}
        persistence_granularity: {type: str, description: Netmask of the client addresses that count as one. Null by default.}
        persistence_timeout: {type: int, description: Seconds after which the persistence ends. Null by default.}
        type: {type: str, description: 'Kind of persistence: V(APP_COOKIE), V(HTTP_COOKIE) or V(SOURCE_IP).'}
    tags: {type: list, elements: str, description: 'Tags of the pool, sorted.'}
    tls_ciphers: {type: str, description: Ciphers in the notation of OpenSSL. Null for a pool without TLS.}
    tls_container_ref:
      description: URL of the secret or container with the client certificate for members. Null when there is none.
      type: str
    tls_enabled: {type: bool, description: Whether connections to the members use TLS.}
    tls_versions: {type: list, elements: str, description: Versions of TLS that are accepted. Null for a pool without TLS.}
    updated_at: {type: str, description: 'Time of the last change of the pool, in UTC, as ISO 8601. Null before the first change.'}
    # end of attributes
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.pools import MEMBER

OPERATION = MEMBER

if __name__ == "__main__":
    run(OPERATION)

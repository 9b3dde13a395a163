#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: lb_pool
short_description: Manage pools of load balancers
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes pools of the load balancing service (Octavia), the groups of servers that handle requests.
  - The service accepts one change of a load balancer at a time. The task waits, within O(timeout), while another change is in progress.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name:
    description:
      - Name or ID of the pool.
      - Pools of several load balancers can have the same name if the task sets O(loadbalancer) or O(listener).
    type: str
    required: true
  loadbalancer:
    description: Name or ID of the load balancer. A new pool requires O(loadbalancer) or O(listener). It cannot be changed.
    type: str
    aliases: [load_balancer]
  listener:
    description:
      - Name or ID of the listener whose default pool the new pool becomes.
      - To change this later, use O(stratus.openstack.lb_listener#module:default_pool).
    type: str
  protocol:
    description:
      - Protocol, such as V(HTTP), V(HTTPS), V(PROXY), V(PROXYV2), V(TCP), V(UDP) or V(SCTP).
      - A new pool has V(HTTP) if you omit it.
      - It cannot be changed.
    type: str
  lb_algorithm:
    description:
      - Algorithm, such as V(ROUND_ROBIN), V(LEAST_CONNECTIONS), V(SOURCE_IP) or V(SOURCE_IP_PORT).
      - A new pool has V(ROUND_ROBIN) if you omit it.
    type: str
    aliases: [lb_method]
  description:
    description: Free text about the pool.
    type: str
  session_persistence:
    description: How further requests of a client reach the same member. An empty dict turns it off.
    type: dict
    aliases: [persistence]
    suboptions:
      type:
        description: Kind of persistence.
        type: str
        choices: [APP_COOKIE, HTTP_COOKIE, SOURCE_IP]
      cookie_name:
        description: Name of the cookie of the application. Only for V(APP_COOKIE).
        type: str
      persistence_timeout:
        description: Seconds after which the persistence ends. Only for UDP and SCTP.
        type: int
      persistence_granularity:
        description: Netmask of the client addresses that count as one. Only for UDP and SCTP.
        type: str
  members:
    description:
      - Members of the pool. This is the complete list, others are removed. One request changes all members, however many there are.
      - A member that exists is found by its address and port. Omitted suboptions are not changed.
      - If omitted, the members are not changed. Use M(stratus.openstack.lb_member) for single members.
    type: list
    elements: dict
    suboptions:
      # options of members: make generate
      name:
        description: Name of the member.
        type: str
      address:
        description: IP address of the member. Required to create a member. It cannot be changed.
        type: str
        required: true
      protocol_port:
        description: Port number of the member. Required to create a member. It cannot be changed.
        type: int
        required: true
      subnet_id:
        description: Name or ID of the subnet from which the member is reached. It cannot be changed.
        type: str
        aliases:
          - subnet
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
        aliases:
          - admin_state_up
      tags:
        description: Tags of the member. This is the complete list, others are removed.
        type: list
        elements: str
      # end of options
  health_monitor:
    description:
      - Health monitor of the pool. An empty dict removes it.
      - If omitted, the health monitor is not changed.
    type: dict
    suboptions:
      # options of health_monitor: make generate
      name:
        description: Name of the health monitor.
        type: str
      delay:
        description: Seconds between two checks. Required to create a health monitor.
        type: int
      health_monitor_timeout:
        description: Seconds after which a check fails. It must be less than O(health_monitor.delay). Required to create a
          health monitor.
        type: int
        aliases:
          - resp_timeout
      max_retries:
        description: Number of passed checks after which a member is online again. Required to create a health monitor.
        type: int
      max_retries_down:
        description: Number of failed checks after which a member is in error. The service has a default, V(3).
        type: int
      http_method:
        description: HTTP method of the request, such as V(GET). Only for HTTP and HTTPS.
        type: str
      http_version:
        description: HTTP version of the request, V(1.0) or V(1.1). Only for HTTP and HTTPS.
        type: float
      url_path:
        description: Path of the request. Only for HTTP and HTTPS.
        type: str
      expected_codes:
        description: HTTP status codes of a passed check, such as V(200), V('200,202') or V(200-204). Only for HTTP and HTTPS.
        type: str
      domain_name:
        description: Domain name in the header C(Host) of the request. It requires O(health_monitor.http_version=1.1).
        type: str
      is_admin_state_up:
        description: Whether the health monitor is in service. A new one is by default.
        type: bool
        aliases:
          - admin_state_up
      tags:
        description: Tags of the health monitor. This is the complete list, others are removed.
        type: list
        elements: str
      type:
        description:
          - Kind of check, such as V(HTTP), V(HTTPS), V(PING), V(TCP), V(TLS-HELLO) or V(UDP-CONNECT).
          - A new monitor has V(HTTP) if you omit it.
          - It cannot be changed.
        type: str
      # end of options
  tls_enabled:
    description: Whether connections to the members use TLS.
    type: bool
  tls_container:
    description:
      - Name, ID or URL of the secret or container in the key manager (Barbican) with the client certificate for members and its key.
      - A secret contains both in the format PKCS12. A container has the type V(certificate).
      - An empty string removes it.
    type: str
    aliases: [tls_container_ref]
  ca_tls_container:
    description: Name, ID or URL of the secret in the key manager with the CA certificates of the members. An empty string removes it.
    type: str
    aliases: [ca_tls_container_ref]
  crl_container:
    description: Name, ID or URL of the secret in the key manager with the revocation list for members. An empty string removes it.
    type: str
    aliases: [crl_container_ref]
  certificate_reader:
    description:
      - Name or ID of the user of the load balancing service, usually V(octavia).
        Only administrators can look up a name.
      - The user is added to the access control lists of the secrets and containers that the task names.
        For a container, the secrets in it are included.
      - The service adds its user by itself if the user of the task created the secrets.
        Use this option if another user created the secrets, and the user of the task can change their access control lists.
    type: str
  tls_ciphers:
    description: Ciphers in the notation of OpenSSL, separated by colons.
    type: str
  tls_versions:
    description: Versions of TLS, such as V(TLSv1.3). This is the complete list.
    type: list
    elements: str
  alpn_protocols:
    description: Protocols of ALPN, such as V(h2) and V(http/1.1). This is the complete list.
    type: list
    elements: str
  is_admin_state_up:
    description: Whether the pool is in service. A new one is by default.
    type: bool
    aliases: [admin_state_up]
  tags:
    description: Tags of the pool. This is the complete list, others are removed.
    type: list
    elements: str
  project:
    description:
      - Name or ID of the project that owns the pool. Defaults to the project of the credentials.
      - Requires an administrator if it is another project.
    type: str
"""

EXAMPLES = r"""
- name: Create the default pool of a listener
  stratus.openstack.lb_pool:
    cloud: demo
    name: web-servers
    loadbalancer: web
    listener: https
    protocol: HTTP
    lb_algorithm: LEAST_CONNECTIONS

- name: Set all members of a pool, and how they are checked
  stratus.openstack.lb_pool:
    cloud: demo
    name: web-servers
    loadbalancer: web
    members:
      - {address: 10.0.0.11, protocol_port: 80}
      - {address: 10.0.0.12, protocol_port: 80, weight: 2}
    health_monitor: {type: HTTP, delay: 5, health_monitor_timeout: 3, max_retries: 2}

- name: Encrypt connections to the members, and check their certificates
  stratus.openstack.lb_pool:
    cloud: demo
    name: web-servers
    loadbalancer: web
    tls_enabled: true
    tls_container: web-client
    ca_tls_container: members-ca

- name: Remove the pool with its members
  stratus.openstack.lb_pool:
    cloud: demo
    name: web-servers
    loadbalancer: web
    state: absent
"""

RETURN = r"""
pool:
  description: The pool, null if it was removed.
  returned: success
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
      description:
        - 'Servers that handle the requests, by their IDs.'
        - 'With all attributes if the task sets the option V(members), else only with C(id).'
      type: list
      elements: dict
      contains:
        id: {type: str, description: UUID of the member.}
        name: {type: str, description: Name that the member was given. Names are not unique.}
        address: {type: str, description: IP address at which the member handles requests.}
        backup: {type: bool, description: Whether the member only gets requests when all other members are down.}
        created_at: {type: str, description: 'Time when the member was created, in UTC, as ISO 8601.'}
        is_admin_state_up: {type: bool, description: Whether the member is in service.}
        monitor_address: {type: str, description: 'IP address for the health monitor. Null when it is RV(ignore:address).'}
        monitor_port: {type: int, description: 'Port number for the health monitor. Null when it is RV(ignore:protocol_port).'}
        operating_status:
          description: 'State of health of the member as observed: V(ONLINE), V(OFFLINE), V(DEGRADED), V(ERROR), V(DRAINING) or
            V(NO_MONITOR).'
          type: str
        project_id: {type: str, description: ID of the project that owns the member.}
        protocol_port: {type: int, description: Port number at which the member handles requests.}
        provisioning_status:
          description: 'State of the last change of the member: V(ACTIVE), V(ERROR), V(PENDING_CREATE), V(PENDING_UPDATE) or
            V(PENDING_DELETE).'
          type: str
        subnet_id: {type: str, description: ID of the subnet from which the member is reached. Null when it is that of the VIP.}
        tags: {type: list, elements: str, description: 'Tags of the member, sorted.'}
        updated_at: {type: str, description: 'Time of the last change of the member, in UTC, as ISO 8601. Null before the first change.'}
        vnic_type: {type: str, description: 'Kind of the network interface to the member: V(normal) or V(direct).'}
        weight: {type: int, description: 'Share of requests that the member gets, from V(0) to V(256).'}
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
    health_monitor:
      description:
        - The health monitor of the pool.
        - Only if the task sets the option V(health_monitor). Null when there is none.
      type: dict
      contains:
        id: {type: str, description: UUID of the health monitor.}
        name: {type: str, description: Name that the health monitor was given. Names are not unique.}
        created_at: {type: str, description: 'Time when the health monitor was created, in UTC, as ISO 8601.'}
        delay: {type: int, description: Seconds between two checks.}
        domain_name: {type: str, description: Domain name in the header C(Host) of the check. Null when there is none.}
        expected_codes: {type: str, description: HTTP status codes of a passed check. Null when it is not an HTTP check.}
        http_method: {type: str, description: HTTP method of the check. Null when it is not an HTTP check.}
        http_version: {type: float, description: HTTP version of the check. Null by default.}
        is_admin_state_up: {type: bool, description: Whether the health monitor is in service.}
        max_retries: {type: int, description: Number of passed checks after which a member is online again.}
        max_retries_down: {type: int, description: Number of failed checks after which a member is in error.}
        operating_status:
          description: 'State of health of the health monitor as observed: V(ONLINE), V(OFFLINE), V(DEGRADED), V(ERROR), V(DRAINING) or
            V(NO_MONITOR).'
          type: str
        pool_id: {type: str, description: ID of the pool whose members are checked.}
        pools:
          description: 'The pool whose members are checked, as a list with one entry.'
          type: list
          elements: dict
          contains:
            id: {type: str, description: ID of the pool.}
        project_id: {type: str, description: ID of the project that owns the health monitor.}
        provisioning_status:
          description: 'State of the last change of the health monitor: V(ACTIVE), V(ERROR), V(PENDING_CREATE), V(PENDING_UPDATE) or
            V(PENDING_DELETE).'
          type: str
        tags: {type: list, elements: str, description: 'Tags of the health monitor, sorted.'}
        timeout: {type: int, description: Seconds after which a check fails.}
        type: {type: str, description: 'Kind of check, such as V(HTTP) or V(PING).'}
        updated_at:
          description: 'Time of the last change of the health monitor, in UTC, as ISO 8601. Null before the first change.'
          type: str
        url_path: {type: str, description: Path of the request of the check. Null when it is not an HTTP check.}
    # end of attributes
  sample:
    id: c0a1d2a0-5c3e-4f0c-9a3e-0f1d3d6e9b6a
    name: web-servers
    protocol: HTTP
    lb_algorithm: ROUND_ROBIN
    provisioning_status: ACTIVE
id:
  description: ID of the pool.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.pools import POOL

OPERATION = POOL

if __name__ == "__main__":
    run(OPERATION)

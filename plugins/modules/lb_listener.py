#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: lb_listener
short_description: Manage listeners of load balancers
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes listeners of the load balancing service (Octavia), the ports at which a load balancer accepts connections.
  - The service accepts one change of a load balancer at a time. The task waits, within O(timeout), while another change is in progress.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name:
    description:
      - Name or ID of the listener.
      - Listeners of several load balancers can have the same name if the task sets O(load_balancer).
    type: str
    required: true
  load_balancer:
    description: Name or ID of the load balancer. Required to create a listener. It cannot be changed.
    type: str
    aliases: [loadbalancer]
  protocol:
    description:
      - Protocol, such as V(HTTP), V(HTTPS), V(TERMINATED_HTTPS), V(TCP), V(UDP), V(SCTP) or V(PROMETHEUS).
      - A new listener has V(HTTP) if you omit it.
      - It cannot be changed.
    type: str
  protocol_port:
    description: Port number. Required to create a listener. It cannot be changed.
    type: int
  description:
    description: Free text about the listener.
    type: str
  default_pool:
    description: Name or ID of the pool that gets requests which no policy handles. An empty string removes it.
    type: str
  connection_limit:
    description: Maximum number of connections. V(-1) means unlimited.
    type: int
  allowed_cidrs:
    description: Networks in CIDR notation from which clients can connect. An empty list allows all.
    type: list
    elements: str
  insert_headers:
    description: HTTP headers that the listener adds to requests, such as C(X-Forwarded-For) with the value V(true).
    type: dict
  default_tls_container:
    description:
      - Name, ID or URL of the secret or container in the key manager (Barbican) with the certificate and the key.
      - A secret contains both in the format PKCS12. A container has the type V(certificate).
      - An empty string removes it.
    type: str
    aliases: [default_tls_container_ref]
  sni_containers:
    description:
      - Names, IDs or URLs of secrets or containers in the key manager with the certificates for SNI.
      - This is the complete list, others are removed.
    type: list
    elements: str
    aliases: [sni_container_refs]
  client_authentication:
    description: Whether clients must present a certificate.
    type: str
    choices: [NONE, OPTIONAL, MANDATORY]
  client_ca_tls_container:
    description: Name, ID or URL of the secret in the key manager with the CA certificates for clients. An empty string removes it.
    type: str
    aliases: [client_ca_tls_container_ref]
  client_crl_container:
    description: Name, ID or URL of the secret in the key manager with the revocation list for clients. An empty string removes it.
    type: str
    aliases: [client_crl_container_ref]
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
  hsts_max_age:
    description: Seconds for which clients use HTTPS only (header C(Strict-Transport-Security)).
    type: int
  hsts_include_subdomains:
    description: Whether this applies to subdomains as well.
    type: bool
  hsts_preload:
    description: Whether the domain can be put on the preload lists of browsers.
    type: bool
  timeout_client_data:
    description:
      - Milliseconds without data from the client after which a connection is closed.
      - The service has a default, usually V(50000).
    type: int
  timeout_member_connect:
    description: Milliseconds for the connection to a member. The service has a default, usually V(5000).
    type: int
  timeout_member_data:
    description:
      - Milliseconds without data from a member after which a connection is closed.
      - The service has a default, usually V(50000).
    type: int
  timeout_tcp_inspect:
    description: Milliseconds to wait for further packets for the inspection of content. The service has a default, usually V(0).
    type: int
  is_admin_state_up:
    description: Whether the listener is in service. A new one is by default.
    type: bool
    aliases: [admin_state_up]
  tags:
    description: Tags of the listener. This is the complete list, others are removed.
    type: list
    elements: str
  project:
    description:
      - Name or ID of the project that owns the listener. Defaults to the project of the credentials.
      - Requires an administrator if it is another project.
    type: str
"""

EXAMPLES = r"""
- name: Accept HTTPS
  stratus.openstack.lb_listener:
    cloud: demo
    name: https
    load_balancer: web
    protocol: TERMINATED_HTTPS
    protocol_port: 443
    default_tls_container: www.example.org
    sni_containers: [shop.example.org, blog.example.org]

- name: Remove the listener
  stratus.openstack.lb_listener:
    cloud: demo
    name: https
    load_balancer: web
    state: absent
"""

RETURN = r"""
listener:
  description: The listener, null if it was removed.
  returned: success
  type: dict
  contains:
    # attributes of load_balancer.listener: make generate
    id: {type: str, description: UUID of the listener.}
    name: {type: str, description: Name that the listener was given. Names are not unique.}
    allowed_cidrs: {type: list, elements: str, description: Networks from which clients can connect. Null when all can.}
    alpn_protocols: {type: list, elements: str, description: Protocols of ALPN that are offered. Null for a listener without TLS.}
    client_authentication: {type: str, description: 'Whether clients must present a certificate: V(NONE), V(OPTIONAL) or V(MANDATORY).'}
    client_ca_tls_container_ref: {type: str, description: URL of the secret with the CA certificates for clients. Null when there is none.}
    client_crl_container_ref: {type: str, description: URL of the secret with the revocation list for clients. Null when there is none.}
    connection_limit: {type: int, description: Maximum number of connections. V(-1) means unlimited.}
    created_at: {type: str, description: 'Time when the listener was created, in UTC, as ISO 8601.'}
    default_pool: {type: str, description: 'Always null; RV(ignore:default_pool_id) has the pool.'}
    default_pool_id: {type: str, description: ID of the pool that gets requests which no policy handles. Null when there is none.}
    default_tls_container_ref: {type: str, description: URL of the secret or container with the certificate. Null when there is none.}
    description: {type: str, description: Free text about the listener. Empty when it has none.}
    hsts_max_age: {type: int, description: Seconds for which clients use HTTPS only. Null when HSTS is off.}
    insert_headers: {type: dict, description: 'HTTP headers that the listener adds to requests, with their values.'}
    is_admin_state_up: {type: bool, description: Whether the listener is in service.}
    is_hsts_include_subdomains: {type: bool, description: Whether HSTS applies to subdomains as well.}
    is_hsts_preload: {type: bool, description: Whether the domain can be put on the HSTS preload lists of browsers.}
    l7_policies:
      description: 'Policies that route requests by their content, by their IDs.'
      type: list
      elements: dict
      contains:
        id: {type: str, description: ID of the policy.}
    load_balancer_id: {type: str, description: ID of the load balancer that the listener belongs to.}
    load_balancers:
      description: 'The load balancer of the listener, as a list with one entry.'
      type: list
      elements: dict
      contains:
        id: {type: str, description: ID of the load balancer.}
    operating_status:
      description: 'State of health of the listener as observed: V(ONLINE), V(OFFLINE), V(DEGRADED), V(ERROR), V(DRAINING) or
        V(NO_MONITOR).'
      type: str
    project_id: {type: str, description: ID of the project that owns the listener.}
    protocol: {type: str, description: 'Protocol that the listener handles, such as V(HTTP) or V(TCP).'}
    protocol_port: {type: int, description: Number of the port at which the listener accepts connections.}
    provisioning_status:
      description: 'State of the last change of the listener: V(ACTIVE), V(ERROR), V(PENDING_CREATE), V(PENDING_UPDATE) or
        V(PENDING_DELETE).'
      type: str
    sni_container_refs: {type: list, elements: str, description: URLs of the secrets or containers with the certificates for SNI.}
    tags: {type: list, elements: str, description: 'Tags of the listener, sorted.'}
    timeout_client_data: {type: int, description: Milliseconds without data from the client after which a connection is closed.}
    timeout_member_connect: {type: int, description: Milliseconds for the connection to a member.}
    timeout_member_data: {type: int, description: Milliseconds without data from a member after which a connection is closed.}
    timeout_tcp_inspect: {type: int, description: Milliseconds to wait for further packets for the inspection of content.}
    tls_ciphers: {type: str, description: Ciphers in the notation of OpenSSL. Null for a listener without TLS.}
    tls_versions: {type: list, elements: str, description: Versions of TLS that are accepted. Null for a listener without TLS.}
    updated_at: {type: str, description: 'Time of the last change of the listener, in UTC, as ISO 8601. Null before the first change.'}
    # end of attributes
  sample:
    id: 023f2e34-7806-443b-bfae-16c324569a3d
    name: https
    protocol: TERMINATED_HTTPS
    protocol_port: 443
    provisioning_status: ACTIVE
id:
  description: ID of the listener.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.listeners import LISTENER

OPERATION = LISTENER

if __name__ == "__main__":
    run(OPERATION)

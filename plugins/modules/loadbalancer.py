#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: loadbalancer
short_description: Manage load balancers
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes load balancers of the load balancing service (Octavia), and the floating IP of their VIP.
  - A load balancer is removed together with its listeners, pools, members, health monitors and policies.
  - O(pools) and O(listeners) declare all that belongs to a load balancer in one task. A new one is created with all of it by one request.
  - The service accepts one change of a load balancer at a time. The task waits, within O(timeout), while another change is in progress.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name:
    description: Name or ID of the load balancer.
    type: str
    required: true
  description:
    description: Free text about the load balancer.
    type: str
  vip_subnet:
    description:
      - Name or ID of the subnet of the VIP.
      - A new load balancer requires O(vip_subnet), O(vip_network) or O(vip_port).
      - It cannot be changed.
    type: str
  vip_network:
    description: Name or ID of the network of the VIP. The service chooses a subnet. It cannot be changed.
    type: str
  vip_port:
    description: Name or ID of an existing port whose address becomes the VIP. It cannot be changed.
    type: str
  vip_address:
    description: IP address of the VIP. The service chooses one if you omit it. It cannot be changed.
    type: str
  vip_qos_policy:
    description: Name or ID of the QoS policy of the VIP's port. An empty string removes it.
    type: str
  vip_security_groups:
    description: Names or IDs of the security groups of the VIP's port. This is the complete list.
    type: list
    elements: str
    aliases: [security_groups]
  additional_vips:
    description: Further VIPs in other subnets of the same network. They cannot be changed.
    type: list
    elements: dict
    suboptions:
      subnet:
        description: Name or ID of the subnet.
        type: str
        required: true
      ip_address:
        description: IP address of the VIP. The service chooses one if you omit it.
        type: str
  flavor:
    description: Name or ID of the flavor of the load balancing service. It cannot be changed.
    type: str
  availability_zone:
    description: Name of the availability zone of the load balancing service. It cannot be changed.
    type: str
  provider:
    description: Name of the provider driver, such as V(amphora) or V(ovn). It cannot be changed.
    type: str
    aliases: [loadbalancer_provider]
  is_admin_state_up:
    description: Whether the load balancer is in service. A new one is by default.
    type: bool
    aliases: [admin_state_up]
  assign_floating_ip:
    description:
      - Whether the VIP must have a floating IP. If it has none, a new one is created. V(false) detaches its floating IP.
      - It has no effect together with O(floating_ip_address).
    type: bool
    aliases: [auto_public_ip]
  floating_ip_address:
    description: An existing floating IP that must be attached to the VIP. An empty string detaches the floating IP of the VIP.
    type: str
    aliases: [public_ip_address]
  floating_ip_network:
    description: Name or ID of the external network of a new floating IP. Required if there are several.
    type: str
    aliases: [public_network]
  delete_floating_ip:
    description: Whether to delete the floating IP of the VIP together with the load balancer. By default it is only detached.
    type: bool
    aliases: [delete_public_ip]
  pools:
    description:
      - Pools of the load balancer, with their members and health monitors. This is the complete list, others are removed.
      - A pool that exists is found by its name. Omitted suboptions are not changed.
      - If omitted, the pools are not changed.
    type: list
    elements: dict
    suboptions: &pool
      # options of pools: make generate
      name:
        description: Name or ID of the pool.
        type: str
        required: true
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
        aliases:
          - lb_method
      description:
        description: Free text about the pool.
        type: str
      session_persistence:
        description: How further requests of a client reach the same member. An empty dict turns it off.
        type: dict
        aliases:
          - persistence
        suboptions:
          type:
            description: Kind of persistence.
            type: str
            choices:
              - APP_COOKIE
              - HTTP_COOKIE
              - SOURCE_IP
          cookie_name:
            description: Name of the cookie of the application. Only for V(APP_COOKIE).
            type: str
          persistence_timeout:
            description: Seconds after which the persistence ends. Only for UDP and SCTP.
            type: int
          persistence_granularity:
            description: Netmask of the client addresses that count as one. Only for UDP and SCTP.
            type: str
      tls_enabled:
        description: Whether connections to the members use TLS.
        type: bool
      tls_container:
        description:
          - Name, ID or URL of the secret or container in the key manager (Barbican) with the client certificate for members
            and its key.
          - A secret contains both in the format PKCS12. A container has the type V(certificate).
          - An empty string removes it.
        type: str
        aliases:
          - tls_container_ref
      ca_tls_container:
        description: Name, ID or URL of the secret in the key manager with the CA certificates of the members. An empty string
          removes it.
        type: str
        aliases:
          - ca_tls_container_ref
      crl_container:
        description: Name, ID or URL of the secret in the key manager with the revocation list for members. An empty string
          removes it.
        type: str
        aliases:
          - crl_container_ref
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
        aliases:
          - admin_state_up
      tags:
        description: Tags of the pool. This is the complete list, others are removed.
        type: list
        elements: str
      # end of options
      members:
        description:
          - Members of the pool. This is the complete list, others are removed.
          - A member that exists is found by its address and port. All changes of the members of a pool take one request.
        type: list
        elements: dict
        suboptions:
          # options of pools.members: make generate
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
        description: Health monitor of the pool. An empty dict removes it.
        type: dict
        suboptions:
          # options of pools.health_monitor: make generate
          name:
            description: Name of the health monitor.
            type: str
          delay:
            description: Seconds between two checks. Required to create a health monitor.
            type: int
          health_monitor_timeout:
            description: Seconds after which a check fails. It must be less than O(pools[].health_monitor.delay). Required
              to create a health monitor.
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
            description: HTTP status codes of a passed check, such as V(200), V('200,202') or V(200-204). Only for HTTP and
              HTTPS.
            type: str
          domain_name:
            description: Domain name in the header C(Host) of the request. It requires O(pools[].health_monitor.http_version=1.1).
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
  listeners:
    description:
      - Listeners of the load balancer, with their policies. This is the complete list, others are removed.
      - A listener that exists is found by its name. Omitted suboptions are not changed.
      - If omitted, the listeners are not changed.
    type: list
    elements: dict
    suboptions:
      # options of listeners: make generate
      name:
        description: Name or ID of the listener.
        type: str
        required: true
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
        aliases:
          - default_tls_container_ref
      sni_containers:
        description:
          - Names, IDs or URLs of secrets or containers in the key manager with the certificates for SNI.
          - This is the complete list, others are removed.
        type: list
        elements: str
        aliases:
          - sni_container_refs
      client_authentication:
        description: Whether clients must present a certificate.
        type: str
        choices:
          - NONE
          - OPTIONAL
          - MANDATORY
      client_ca_tls_container:
        description: Name, ID or URL of the secret in the key manager with the CA certificates for clients. An empty string
          removes it.
        type: str
        aliases:
          - client_ca_tls_container_ref
      client_crl_container:
        description: Name, ID or URL of the secret in the key manager with the revocation list for clients. An empty string
          removes it.
        type: str
        aliases:
          - client_crl_container_ref
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
        description: Milliseconds to wait for further packets for the inspection of content. The service has a default, usually
          V(0).
        type: int
      is_admin_state_up:
        description: Whether the listener is in service. A new one is by default.
        type: bool
        aliases:
          - admin_state_up
      tags:
        description: Tags of the listener. This is the complete list, others are removed.
        type: list
        elements: str
      # end of options
      pool:
        description:
          - Default pool of the listener, declared in its place instead of in O(pools). It has the same suboptions.
          - If O(pools) is omitted, other pools are not changed.
        type: dict
        suboptions: *pool
      l7_policies:
        description: Policies of the listener. This is the complete list, others are removed. A policy that exists is found by its name.
        type: list
        elements: dict
        suboptions:
          # options of listeners.l7_policies: make generate
          name:
            description: Name or ID of the policy.
            type: str
            required: true
          action:
            description: What happens to requests that fit all rules. Required to create a policy.
            type: str
            choices:
              - REDIRECT_TO_POOL
              - REDIRECT_TO_URL
              - REDIRECT_PREFIX
              - REJECT
          position:
            description: Place among the policies of the listener, from 1. A new policy is the last one if you omit it.
            type: int
          redirect_pool:
            description: Name or ID of the pool for O(listeners[].l7_policies[].action=REDIRECT_TO_POOL).
            type: str
          redirect_url:
            description: URL for O(listeners[].l7_policies[].action=REDIRECT_TO_URL).
            type: str
          redirect_prefix:
            description: URL that is put in front of the path, for O(listeners[].l7_policies[].action=REDIRECT_PREFIX).
            type: str
          redirect_http_code:
            description: HTTP status of a redirection, such as V(301) or V(302).
            type: int
          description:
            description: Free text about the policy.
            type: str
          is_admin_state_up:
            description: Whether the policy is in service. A new one is by default.
            type: bool
            aliases:
              - admin_state_up
          tags:
            description: Tags of the policy. This is the complete list, others are removed.
            type: list
            elements: str
          # end of options
          rules:
            description:
              - Rules of the policy. This is the complete list, others are removed.
              - A rule that exists is found by its type, comparison, key and value.
            type: list
            elements: dict
            suboptions:
              # options of listeners.l7_policies.rules: make generate
              compare_type:
                description: How it is compared with O(listeners[].l7_policies[].rules[].value). Required to create a rule.
                type: str
                choices:
                  - CONTAINS
                  - ENDS_WITH
                  - EQUAL_TO
                  - REGEX
                  - STARTS_WITH
                required: true
              rule_key:
                description: Name of the header, cookie or certificate field. Only for these types.
                type: str
              value:
                description: Text that the part of the request is compared with. Required to create a rule.
                type: str
                required: true
              invert:
                description: Whether requests fit that do not meet the condition.
                type: bool
              is_admin_state_up:
                description: Whether the rule is in service. A new one is by default.
                type: bool
                aliases:
                  - admin_state_up
              tags:
                description: Tags of the rule. This is the complete list, others are removed.
                type: list
                elements: str
              type:
                description: Part of the request that is compared. Required to create a rule.
                type: str
                choices:
                  - COOKIE
                  - FILE_TYPE
                  - HEADER
                  - HOST_NAME
                  - PATH
                  - SSL_CONN_HAS_CERT
                  - SSL_VERIFY_RESULT
                  - SSL_DN_FIELD
                required: true
              # end of options
  tags:
    description: Tags of the load balancer. This is the complete list, others are removed.
    type: list
    elements: str
  project:
    description:
      - Name or ID of the project that owns the load balancer. Defaults to the project of the credentials.
      - Requires an administrator if it is another project.
    type: str
"""

EXAMPLES = r"""
- name: Create a load balancer that is reachable from outside
  stratus.openstack.loadbalancer:
    cloud: demo
    name: web
    vip_subnet: web-subnet
    assign_floating_ip: true
    floating_ip_network: public

- name: Create a load balancer with all that belongs to it
  stratus.openstack.loadbalancer:
    cloud: demo
    name: shop
    vip_subnet: web-subnet
    pools:
      - name: shop-pages
        lb_algorithm: LEAST_CONNECTIONS
        members:
          - {address: 10.0.0.11, protocol_port: 80}
          - {address: 10.0.0.12, protocol_port: 80, weight: 2}
        health_monitor: {type: HTTP, delay: 5, health_monitor_timeout: 3, max_retries: 2, url_path: /health}
      - name: shop-images
        members:
          - {address: 10.0.0.21, protocol_port: 8080}
    listeners:
      - name: shop-http
        protocol_port: 80
        default_pool: shop-pages
        l7_policies:
          - name: images
            action: REDIRECT_TO_POOL
            redirect_pool: shop-images
            rules:
              - {type: PATH, compare_type: STARTS_WITH, value: /images}

- name: Remove the load balancer, all that belongs to it and its floating IP
  stratus.openstack.loadbalancer:
    cloud: demo
    name: web
    delete_floating_ip: true
    state: absent
"""

RETURN = r"""
load_balancer:
  description: The load balancer, null if it was removed.
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
      description:
        - 'Ports at which the load balancer accepts connections, by their IDs.'
        - 'With all attributes if the task sets the option V(listeners), else only with C(id).'
      type: list
      elements: dict
      contains:
        id: {type: str, description: UUID of the listener.}
        name: {type: str, description: Name that the listener was given. Names are not unique.}
        allowed_cidrs: {type: list, elements: str, description: Networks from which clients can connect. Null when all can.}
        alpn_protocols: {type: list, elements: str, description: Protocols of ALPN that are offered. Null for a listener without TLS.}
        client_authentication: {type: str, description: 'Whether clients must present a certificate: V(NONE), V(OPTIONAL) or V(MANDATORY).'}
        client_ca_tls_container_ref:
          description: URL of the secret with the CA certificates for clients. Null when there is none.
          type: str
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
          description:
            - 'Policies that route requests by their content, by their IDs.'
            - 'With all attributes if the task sets the option V(l7_policies), else only with C(id).'
          type: list
          elements: dict
          contains:
            id: {type: str, description: UUID of the l7 policy.}
            name: {type: str, description: Name that the l7 policy was given. Names are not unique.}
            action:
              description: 'What happens to requests that fit all rules: V(REDIRECT_TO_POOL), V(REDIRECT_TO_URL), V(REDIRECT_PREFIX) or
                V(REJECT).'
              type: str
            created_at: {type: str, description: 'Time when the l7 policy was created, in UTC, as ISO 8601.'}
            description: {type: str, description: Free text about the l7 policy. Empty when it has none.}
            is_admin_state_up: {type: bool, description: Whether the l7 policy is in service.}
            listener_id: {type: str, description: ID of the listener whose requests the policy handles.}
            operating_status:
              description: 'State of health of the l7 policy as observed: V(ONLINE), V(OFFLINE), V(DEGRADED), V(ERROR), V(DRAINING) or
                V(NO_MONITOR).'
              type: str
            position: {type: int, description: 'Place among the policies of the listener, from 1. The first one that fits is applied.'}
            project_id: {type: str, description: ID of the project that owns the l7 policy.}
            provisioning_status:
              description: 'State of the last change of the l7 policy: V(ACTIVE), V(ERROR), V(PENDING_CREATE), V(PENDING_UPDATE) or
                V(PENDING_DELETE).'
              type: str
            redirect_http_code: {type: int, description: HTTP status of a redirection. Null by default.}
            redirect_pool_id: {type: str, description: ID of the pool that requests are sent to. Null for other actions.}
            redirect_prefix: {type: str, description: URL that is put in front of the path of the request. Null for other actions.}
            redirect_url: {type: str, description: URL that clients are redirected to. Null for other actions.}
            rules:
              description:
                - 'Conditions that a request must meet, by their IDs.'
                - 'With all attributes if the task sets the option V(rules), else only with C(id).'
              type: list
              elements: dict
              contains:
                id: {type: str, description: UUID of the l7 rule.}
                name: {type: str, description: 'Always null, since the service gives these objects no names.'}
                compare_type: {type: str, description: 'How the part of the request is compared with the value, such as V(STARTS_WITH).'}
                created_at: {type: str, description: 'Time when the l7 rule was created, in UTC, as ISO 8601.'}
                invert: {type: bool, description: Whether requests fit that do not meet the condition.}
                is_admin_state_up: {type: bool, description: Whether the l7 rule is in service.}
                key: {type: str, description: 'Name of the header, cookie or certificate field that is compared. Null for other types.'}
                operating_status:
                  description: 'State of health of the l7 rule as observed: V(ONLINE), V(OFFLINE), V(DEGRADED), V(ERROR), V(DRAINING) or
                    V(NO_MONITOR).'
                  type: str
                project_id: {type: str, description: ID of the project that owns the l7 rule.}
                provisioning_status:
                  description: 'State of the last change of the l7 rule: V(ACTIVE), V(ERROR), V(PENDING_CREATE), V(PENDING_UPDATE) or
                    V(PENDING_DELETE).'
                  type: str
                rule_value: {type: str, description: Text that the part of the request is compared with.}
                tags: {type: list, elements: str, description: 'Tags of the l7 rule, sorted.'}
                type: {type: str, description: 'Part of the request that is compared, such as V(PATH) or V(HEADER).'}
                updated_at:
                  description: 'Time of the last change of the l7 rule, in UTC, as ISO 8601. Null before the first change.'
                  type: str
            tags: {type: list, elements: str, description: 'Tags of the l7 policy, sorted.'}
            updated_at:
              description: 'Time of the last change of the l7 policy, in UTC, as ISO 8601. Null before the first change.'
              type: str
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
    operating_status:
      description: 'State of health of the load balancer as observed: V(ONLINE), V(OFFLINE), V(DEGRADED), V(ERROR), V(DRAINING) or
        V(NO_MONITOR).'
      type: str
    pools:
      description:
        - 'Groups of servers behind the load balancer, by their IDs.'
        - 'With all attributes if the task sets the option V(pools), else only with C(id).'
      type: list
      elements: dict
      contains:
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
            updated_at:
              description: 'Time of the last change of the member, in UTC, as ISO 8601. Null before the first change.'
              type: str
            vnic_type: {type: str, description: 'Kind of the network interface to the member: V(normal) or V(direct).'}
            weight: {type: int, description: 'Share of requests that the member gets, from V(0) to V(256).'}
        operating_status:
          description: 'State of health of the pool as observed: V(ONLINE), V(OFFLINE), V(DEGRADED), V(ERROR), V(DRAINING) or
            V(NO_MONITOR).'
          type: str
        project_id: {type: str, description: ID of the project that owns the pool.}
        protocol: {type: str, description: 'Protocol that the pool handles, such as V(HTTP) or V(TCP).'}
        provisioning_status:
          description: 'State of the last change of the pool: V(ACTIVE), V(ERROR), V(PENDING_CREATE), V(PENDING_UPDATE) or
            V(PENDING_DELETE).'
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
    id: 607226db-27ef-4d41-ae89-f2a800e9c2db
    name: web
    vip_address: 10.0.0.4
    provisioning_status: ACTIVE
id:
  description: ID of the load balancer.
  returned: when it exists
  type: str

floating_ip:
  description: The floating IP of the VIP, null if it has none.
  returned: when O(state=present) and O(assign_floating_ip), O(floating_ip_address) or O(floating_ip_network) is set
  type: dict
  contains:
    # attributes of network.floating_ip: make generate
    id: {type: str, description: 'ID of the floating IP, a UUID that the service chooses.'}
    name: {type: str, description: 'The floating address itself, since floating IPs have no names. It equals C(floating_ip_address).'}
    created_at: {type: str, description: 'Time when the floating IP was created, in UTC, as ISO 8601.'}
    description: {type: str, description: Free text about the floating IP. An empty string when it has none.}
    dns_domain: {type: str, description: 'Domain of C(dns_name), which ends with a dot. An empty string when it has none.'}
    dns_name:
      description: 'Host name of the address in the external DNS service, without the domain. An empty string when it has none.'
      type: str
    fixed_ip_address: {type: str, description: Fixed address that the floating IP leads to. Null when it is not attached.}
    floating_ip_address: {type: str, description: 'The floating address, from the external network.'}
    floating_network_id: {type: str, description: ID of the external network that the address comes from.}
    port_details:
      description: The port that the floating IP is attached to. Null when it is not attached.
      type: dict
      contains:
        admin_state_up: {type: bool, description: V(true) when the port is administratively up.}
        device_id: {type: str, description: ID of the server or other device that uses the port. An empty string when the port is unused.}
        device_owner:
          description: 'Type of the device that uses the port, such as V(compute:nova). An empty string when the port is unused.'
          type: str
        mac_address: {type: str, description: MAC address of the port.}
        name: {type: str, description: Name of the port. An empty string when it has none.}
        network_id: {type: str, description: ID of the network that the port belongs to.}
        status: {type: str, description: 'State of the port, such as V(ACTIVE) or V(DOWN).'}
    port_id: {type: str, description: ID of the port that the floating IP is attached to. Null when it is not attached.}
    project_id: {type: str, description: ID of the project that owns the floating IP.}
    qos_policy_id: {type: str, description: ID of the QoS policy that limits the traffic of the floating IP. Null when it has none.}
    revision_number: {type: int, description: Counter of changes. The service increases it whenever the floating IP changes.}
    router_id:
      description: ID of the router that translates between the floating and the fixed address. Null when the floating IP is not attached.
      type: str
    status: {type: str, description: 'State of the floating IP, V(ACTIVE) when it forwards traffic, V(DOWN) when it does not, or V(ERROR).'}
    subnet_id: {type: str, description: 'Always null. The service takes a subnet only at creation, and does not return it.'}
    tags:
      description: 'Tags of the floating IP, which listings can be filtered by. An empty list when it has none.'
      type: list
      elements: str
    tenant_id: {type: str, description: ID of the owning project under its old name. It always equals C(project_id).}
    updated_at: {type: str, description: 'Time of the last change of the floating IP, in UTC, as ISO 8601.'}
    # end of attributes
  sample: {id: 2f245a7b-796b-4f26-9cf9-9e82d248fda7, floating_ip_address: 203.0.113.20}
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.load_balancers import LOAD_BALANCER

OPERATION = LOAD_BALANCER

if __name__ == "__main__":
    run(OPERATION)

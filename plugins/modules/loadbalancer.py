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
      # end of options
      members:
        description:
          - Members of the pool. This is the complete list, others are removed.
          - A member that exists is found by its address and port. All changes of the members of a pool take one request.
        type: list
        elements: dict
        suboptions:
          # options of pools.members: make generate
          # end of options
      health_monitor:
        description: Health monitor of the pool. An empty dict removes it.
        type: dict
        suboptions:
          # options of pools.health_monitor: make generate
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
          # end of options
          rules:
            description:
              - Rules of the policy. This is the complete list, others are removed.
              - A rule that exists is found by its type, comparison, key and value.
            type: list
            elements: dict
            suboptions:
              # options of listeners.l7_policies.rules: make generate
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

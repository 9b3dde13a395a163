#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: floating_ip
short_description: Manage floating IPs
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates floating IPs of the network service (Neutron), attaches them to servers and ports, detaches and removes them.
  - A new one is created attached, by one request, so that no two tasks that run at once get the same. One that is attached elsewhere is
    never taken away from there.
  - A server or port that has one already, which meets the other options, keeps it; nothing is changed then.
  - A change of the attachment waits, unless O(wait=false), until the compute service shows it at the server, which it does some seconds
    later. If it does not within a minute, the task succeeds with a warning.
  - Alone, a floating IP is known again by O(floating_ip_address) or O(description). Without either, every run allocates another one.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
  - stratus.openstack.resource.tags
  - stratus.openstack.resource.project
options:
  server: {type: str, description: Name or ID of the server that gets it.}
  port: {type: str, description: Name or ID of the port that gets it.}
  floating_ip_address:
    description:
      - The floating IP, by its address or ID. One of the project that is not attached is attached.
      - When there is none, it is created with this address, which by default only administrators may ask for.
    type: str
  network:
    description:
      - Name or ID of the external network that it comes from.
      - By default the one behind the router of the server's subnet; else the only one there is, or the one that is marked as default.
    type: str
  subnet: {type: str, description: Name or ID of the subnet of the external network that a new one is taken from. Else left alone.}
  fixed_address:
    description:
      - Address of the server or port that it leads to. By default the first IPv4 address that the external network can reach.
      - With O(nat_destination), O(server) and O(port) can be omitted. It leads to the port that has the address in that network then.
    type: str
    aliases: [fixed_ip_address]
  nat_destination:
    description: Name or ID of the network in which the server or port has the address that it leads to.
    type: str
    aliases: [fixed_network, internal_network]
  reuse:
    description:
      - Whether to take one of the project that is attached to nothing before a new one is created.
      - It is taken on condition that nobody else has taken it meanwhile; tasks that run at once do not get the same one.
      - A task with V(true) and neither O(server) nor O(port) is satisfied with an unused one, so that running it twice takes one address.
      - It has no effect together with O(description), by which a floating IP is found, unless O(server) or O(port) is given. A warning
        says so.
    type: bool
    default: false
  purge:
    description: With O(state=absent), whether it is removed. Otherwise it is only detached, and stays with the project.
    type: bool
    default: false
  description: {type: str, description: Free text about it.}
  dns_name: {type: str, description: Its name in DNS. Fixed at creation.}
  dns_domain: {type: str, description: 'Domain of that name, ending in a dot. Fixed at creation.'}
  qos_policy: {type: str, description: Name or ID of its QoS policy. An empty string is none.}
"""

EXAMPLES = r"""
- name: A floating IP for a server
  stratus.openstack.floating_ip:
    cloud: demo
    server: web-1
  register: public

- name: Out of a certain network, to a certain address of the server
  stratus.openstack.floating_ip:
    cloud: demo
    server: web-1
    network: internet
    fixed_address: 10.10.0.12

- name: One that the project has already, if there is one to spare
  stratus.openstack.floating_ip:
    cloud: demo
    server: web-2
    reuse: true

- name: Allocate one alone, known by its description
  stratus.openstack.floating_ip:
    cloud: demo
    network: internet
    description: address of the shop

- name: Detach it from the server, and keep it
  stratus.openstack.floating_ip:
    cloud: demo
    server: web-1
    state: absent

- name: Give it back
  stratus.openstack.floating_ip:
    cloud: demo
    floating_ip_address: 203.0.113.20
    state: absent
    purge: true
"""

RETURN = r"""
floating_ip:
  description: The floating IP; null when it was removed.
  returned: success
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
  sample:
    id: 1c7f8b0a-3d5e-4bb0-8f6d-2c9a9e0d6666
    floating_ip_address: 203.0.113.20
    fixed_ip_address: 10.10.0.12
    floating_network_id: f79463c9-e650-4c1b-8045-f6c94a1ccc8d
    port_id: 3b0ff8a1-2f2e-4f57-9f0a-7a3c9d1c4444
    status: ACTIVE
id:
  description: ID of the floating IP.
  returned: when the floating IP exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.floating_ips import FLOATING_IP

OPERATION = FLOATING_IP

if __name__ == "__main__":
    run(OPERATION)

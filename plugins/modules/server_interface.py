#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: server_interface
short_description: Attach and detach interfaces of servers
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Gives a server of the compute service (Nova) an interface in a network, or a port that is there already, or takes it away.
  - A port that Nova made for an interface goes with it; one that was there before stays.
  - An interface is known by O(port), or by O(network) and O(fixed_ip). A server that has a fitting one gets no other.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  server: {type: str, required: true, description: Name or ID of the server.}
  network:
    description: Name or ID of the network; Nova makes a port in it. One of O(network), O(port) and O(fixed_ip) is needed.
    type: str
  port: {type: str, description: Name or ID of a port that is there already.}
  fixed_ip: {type: str, description: Address of the interface. To get one it needs O(network).}
  tag:
    description:
      - A word that the guest finds in its metadata, by which it knows the interface again.
      - It counts when the interface is attached. When it differs later, that is told in RV(drift) and in a warning.
    type: str
  state:
    description: Whether the server shall have the interface.
    type: str
    choices: [present, absent]
    default: present
"""

EXAMPLES = r"""
- name: An interface in another network
  stratus.openstack.server_interface:
    cloud: demo
    server: web-1
    network: backend
  register: inside

- name: One with a certain address, and a tag for the guest
  stratus.openstack.server_interface:
    cloud: demo
    server: web-1
    network: backend
    fixed_ip: 10.20.0.17
    tag: storage

- name: A port that was made before
  stratus.openstack.server_interface:
    cloud: demo
    server: web-1
    port: web-1-vip

- name: Leave the network
  stratus.openstack.server_interface:
    cloud: demo
    server: web-1
    network: backend
    state: absent
"""

RETURN = r"""
server_interface:
  description: The interface; null when it was removed.
  returned: success
  type: dict
  contains:
    # attributes of compute.server_interface: make generate
    id: {type: str, description: 'UUID of the port, the same as C(port_id).'}
    name: {type: str, description: Always null. An interface has no name of its own.}
    fixed_ips:
      description: Fixed addresses of the port. Empty for a port without addresses.
      type: list
      elements: dict
      contains:
        ip_address: {type: str, description: IPv4 or IPv6 address.}
        subnet_id: {type: str, description: UUID of the subnet that the address is from.}
    mac_addr: {type: str, description: 'MAC address of the port, such as V(fa:16:3e:5c:4a:11).'}
    net_id: {type: str, description: UUID of the network that the port is in.}
    port_id: {type: str, description: UUID of the port that is the interface.}
    port_state:
      description: 'Status of the port: V(ACTIVE), V(DOWN), V(BUILD) or V(ERROR). A new interface is V(DOWN) until the port is wired.'
      type: str
    tag:
      description: 'Device tag by which the guest finds the interface in its metadata. Null when there is none, and before microversion
        2.70.'
      type: str
    # end of attributes
  sample:
    port_id: 3b0ff8a1-2f2e-4f57-9f0a-7a3c9d1c4444
    net_id: f79463c9-e650-4c1b-8045-f6c94a1ccc8d
    mac_addr: fa:16:3e:5c:4a:11
    fixed_ips:
      - ip_address: 10.20.0.17
        subnet_id: 0c1c2f6e-5d9c-4d4e-8d0e-2f6a7b9c3333
    port_state: ACTIVE
    tag: storage
drift:
  description: What differs from the declared options and was left alone; a list of C(option), C(now), C(wanted) and C(remedy).
  returned: when there is any
  type: list
  elements: dict
  contains:
    # attributes of drift: make generate
    option: {type: str, description: Option whose declared value differs from the present one.}
    now: {type: raw, description: Present value in the cloud.}
    wanted: {type: raw, description: Declared value.}
    remedy: {type: str, description: What to do so that the declared value is applied. Null when there is no way.}
    # end of attributes
  sample: []
id:
  description: ID of the port.
  returned: when the interface exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.attachments import SERVER_INTERFACE

OPERATION = SERVER_INTERFACE

if __name__ == "__main__":
    run(OPERATION)

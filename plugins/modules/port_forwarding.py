#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: port_forwarding
short_description: Manage port forwardings of floating IPs
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes port forwardings of the network service (Neutron), by which a floating IP leads to several hosts.
  - A port of a floating IP leads to one place for each protocol, so O(external_protocol_port) and O(protocol) tell which forwarding is
    meant. Without a port outside it is found by what it leads to.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  floating_ip: {type: str, required: true, aliases: [floating_ip_address], description: Address or ID of the floating IP.}
  port_forwarding_id: {type: str, description: 'ID of the forwarding, for one whose port outside is to be changed.'}
  protocol: {type: str, description: 'Protocol, such as V(tcp) or V(udp). Needed to create it.'}
  external_protocol_port: {type: int, aliases: [external_port], description: Port of the floating IP.}
  external_port_range: {type: str, description: 'Ports of the floating IP, such as V(8000:8007), instead of one.'}
  internal_ip:
    description: Address of the port that it leads to. By default its first IPv4 address.
    type: str
    aliases: [internal_ip_address]
  internal_protocol_port: {type: int, aliases: [internal_port], description: Port of the host that it leads to.}
  internal_port_range: {type: str, description: 'Ports of the host that it leads to, such as V(80:87), instead of one.'}
  network_port: {type: str, description: Name or ID of the port of the network service that it leads to. Needed to create it.}
  description: {type: str, description: Free text about the forwarding.}
"""

EXAMPLES = r"""
- name: HTTPS to one host, SSH to another
  stratus.openstack.port_forwarding:
    cloud: demo
    floating_ip: 203.0.113.7
    protocol: tcp
    external_protocol_port: "{{ item.outside }}"
    internal_protocol_port: "{{ item.inside }}"
    network_port: "{{ item.port }}"
  loop:
    - {outside: 443, inside: 8443, port: web-1}
    - {outside: 2222, inside: 22, port: bastion}

- name: A range of ports
  stratus.openstack.port_forwarding:
    cloud: demo
    floating_ip: 203.0.113.7
    protocol: udp
    external_port_range: 8000:8007
    internal_port_range: 8000:8007
    network_port: voice-1

- name: Remove one
  stratus.openstack.port_forwarding:
    cloud: demo
    floating_ip: 203.0.113.7
    protocol: tcp
    external_protocol_port: 2222
    state: absent
"""

RETURN = r"""
port_forwarding:
  description: The port forwarding; null when it was removed.
  returned: success
  type: dict
  contains:
    # attributes of network.port_forwarding: make generate
    id: {type: str, description: 'ID of the port forwarding, a UUID that the service chooses.'}
    name: {type: str, description: 'Always null, since port forwardings have no names.'}
    description: {type: str, description: Free text about the port forwarding. An empty string when it has none.}
    external_port: {type: int, description: Port of the floating IP. Null when the forwarding is of a range of several ports.}
    external_port_range:
      description: 'First and last port of the floating IP, such as V(8000:8010). A single port stands for both, such as V(80:80).'
      type: str
    floatingip_id: {type: str, description: ID of the floating IP whose ports are forwarded.}
    internal_ip_address: {type: str, description: Fixed address that the traffic is forwarded to.}
    internal_port: {type: int, description: Port at the fixed address. Null when the forwarding is to a range of several ports.}
    internal_port_id: {type: str, description: ID of the port in the network that has the fixed address.}
    internal_port_range:
      description: 'First and last port at the fixed address, such as V(8000:8010). A single port stands for both, such as V(80:80).'
      type: str
    protocol: {type: str, description: 'Protocol of the forwarded traffic, V(tcp), V(udp) or another one that the cloud supports.'}
    # end of attributes
  sample:
    id: a5e40397-eb2d-44d0-b6c0-93d32704eeee
    protocol: tcp
    external_port: 443
    internal_port: 8443
    internal_ip_address: 10.10.0.12
    internal_port_id: 3b0ff8a1-2f2e-4f57-9f0a-7a3c9d1c4444
    floatingip_id: b6f514a8-fc3e-45e1-87d1-a4e43815ffff
id:
  description: ID of the port forwarding.
  returned: when the forwarding exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.port_forwardings import PORT_FORWARDING

OPERATION = PORT_FORWARDING

if __name__ == "__main__":
    run(OPERATION)

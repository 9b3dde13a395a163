#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: port_forwarding_info
short_description: List port forwardings of floating IPs
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists port forwardings of the network service (Neutron), those of one floating IP or of all that the credentials may see.
  - That takes one request for each floating IP that has any, and one for finding them.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
options:
  floating_ip: {type: str, aliases: [floating_ip_address], description: Address or ID of the floating IP. By default all of them.}
  port_forwarding_id: {type: str, description: ID of the one forwarding that is wanted.}
  external_port: {type: int, description: Only those of this port of the floating IP.}
  internal_port_id:
    description: Name or ID of the port of the network service that they lead to.
    type: str
    aliases: [network_port]
  protocol: {type: str, description: 'Only those for this protocol, such as V(tcp).'}
"""

EXAMPLES = r"""
- name: What a floating IP leads to
  stratus.openstack.port_forwarding_info:
    cloud: demo
    floating_ip: 203.0.113.7
  register: found

- name: What leads to a host
  stratus.openstack.port_forwarding_info:
    cloud: demo
    internal_port_id: web-1
"""

RETURN = r"""
port_forwardings:
  description: The port forwardings.
  returned: success
  type: list
  elements: dict
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
    - id: a5e40397-eb2d-44d0-b6c0-93d32704eeee
      protocol: tcp
      external_port: 443
      internal_port: 8443
      internal_ip_address: 10.10.0.12
      floatingip_id: b6f514a8-fc3e-45e1-87d1-a4e43815ffff
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.port_forwardings import PORT_FORWARDINGS

OPERATION = PORT_FORWARDINGS

if __name__ == "__main__":
    run(OPERATION)

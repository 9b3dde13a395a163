#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: port
short_description: Manage ports
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes ports of the network service (Neutron).
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
  - stratus.openstack.resource.tags
  - stratus.openstack.resource.project
options:
  name: {type: str, required: true, description: Name or ID of the port.}
  network:
    description:
      - Name or ID of the network it is in. Needed to create it; fixed then.
      - A port of the same name in another network is another port.
    type: str
  description: {type: str, description: Free text about the port.}
  is_admin_state_up: {type: bool, aliases: [admin_state_up], description: Whether it forwards traffic.}
  mac_address: {type: str, description: Its MAC address. By default the API chooses one.}
  fixed_ips:
    description:
      - Its addresses, all of them. By default the API gives it one.
      - Where only a subnet is named, any address of that subnet will do. Addresses that an IPv6 subnet gives by autoconfiguration come by
        themselves and need not be listed.
    type: list
    elements: dict
    suboptions:
      ip_address: {type: str, description: The address. By default the API chooses one.}
      subnet_id: {type: str, aliases: [subnet], description: Name or ID of the subnet that it is in.}
  device_id: {type: str, description: ID of what uses the port.}
  device_owner: {type: str, description: 'Kind of what uses the port, such as V(compute:nova).'}
  security_groups: {type: list, elements: str, description: 'Names or IDs of its security groups, all of them. An empty list is none.'}
  no_security_groups:
    description: With V(true), it has no security group, like with an empty list in O(security_groups).
    type: bool
    default: false
  allowed_address_pairs:
    description: Further addresses that it may use, all of them.
    type: list
    elements: dict
    suboptions:
      ip_address: {type: str, description: An address or a range.}
      mac_address: {type: str, description: The MAC address that goes with it. By default that of the port.}
  binding_profile: {type: dict, description: What the host needs to know to plug the port. For administrators.}
  binding_vnic_type:
    description: Kind of the network card.
    type: str
    aliases: [vnic_type]
    choices:
      - normal
      - direct
      - direct-physical
      - macvtap
      - baremetal
      - virtio-forwarder
      - vdpa
      - smart-nic
      - accelerator-direct
      - accelerator-direct-physical
      - remote-managed
  binding_host_id: {type: str, description: Host that the port is on. For administrators.}
  dns_name: {type: str, description: Its name in DNS.}
  dns_domain: {type: str, description: 'Domain of that name, ending in a dot.'}
  extra_dhcp_opts:
    description: Further DHCP options that it gets, all of them.
    type: list
    elements: dict
    suboptions:
      opt_name: {type: str, required: true, description: 'Name of the option, such as V(bootfile-name).'}
      opt_value: {type: str, required: true, description: Its value.}
      ip_version: {type: int, required: true, description: Version of IP that it is for.}
  is_port_security_enabled:
    description: Whether it is protected against spoofing. A port without this has no security groups and no address pairs.
    type: bool
    aliases: [port_security_enabled]
  propagate_uplink_status: {type: bool, description: Whether it goes down with the uplink of its host.}
  qos_policy: {type: str, description: Name or ID of its QoS policy. An empty string is none.}
  numa_affinity_policy:
    description: How close to its server it has to be plugged.
    type: str
    choices: [required, preferred, legacy, socket]
  device_profile: {type: str, description: Name of the device profile of the accelerator service that it needs. Fixed at creation.}
  hardware_offload_type: {type: str, choices: [switchdev], description: Kind of hardware offload that it asks for. Fixed at creation.}
  hints: {type: dict, description: What the host may do better for it. For administrators. An empty dict clears it.}
  trusted: {type: bool, description: Whether its virtual function may change its own settings. For administrators.}
  data_plane_status:
    description: What a monitoring system says of its traffic. By default only such a system and administrators may set this.
    type: str
    choices: [ACTIVE, DOWN]
"""

EXAMPLES = r"""
- name: A port with an address that servers come and go behind
  stratus.openstack.port:
    cloud: demo
    name: web-vip
    network: app
    fixed_ips:
      - subnet_id: app
        ip_address: 10.10.0.10
    security_groups: [web]

- name: A port that may use another address as well
  stratus.openstack.port:
    cloud: demo
    name: web-1
    network: app
    allowed_address_pairs:
      - ip_address: 10.10.0.10

- name: Without protection, for a firewall
  stratus.openstack.port:
    cloud: demo
    name: firewall-inside
    network: app
    no_security_groups: true
    is_port_security_enabled: false

- name: Remove it
  stratus.openstack.port:
    cloud: demo
    name: web-1
    state: absent
"""

RETURN = r"""
port:
  description: The port; null when it was removed.
  returned: success
  type: dict
  sample:
    id: 3b0ff8a1-2f2e-4f57-9f0a-7a3c9d1c4444
    name: web-vip
    fixed_ips:
      - ip_address: 10.10.0.10
        subnet_id: c6f2a1de-3ff0-4d9c-9d5c-1fb1f8a1c111
    mac_address: fa:16:3e:12:34:56
    network_id: 5e0cdc08-3b1a-4a6e-9d84-2b1a4c4d3a5f
    security_group_ids: [0d7c2f52-6f7e-4b2f-8d7e-5a4f9a1a2222]
    status: DOWN
id:
  description: ID of the port.
  returned: when the port exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.ports import PORT

OPERATION = PORT

if __name__ == "__main__":
    run(OPERATION)

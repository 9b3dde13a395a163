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
      ip_version: {type: int, description: 'Version of IP that it is for. If omitted, it is 4.'}
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
  contains:
    # attributes of network.port: make generate
    id: {type: str, description: 'ID of the port, a UUID that the service chooses.'}
    name: {type: str, description: Name of the port. An empty string when it has none. Names need not be unique.}
    allowed_address_pairs:
      description: Further addresses that the device may send from. An empty list when only its own are allowed.
      type: list
      elements: dict
      contains:
        ip_address: {type: str, description: 'IP address, or network in CIDR notation.'}
        mac_address: {type: str, description: MAC address that belongs to it.}
    binding_host_id:
      description: Name of the host that the port is bound to. An empty string when it is on none. Null for users who may not see it.
      type: str
    binding_profile:
      description: 'Data about the port from the compute service for the network backend, such as its PCI device. Null for users who may not
        see it.'
      type: dict
    binding_vif_details:
      description: How the host must connect the port. The keys depend on the network backend. Null for users who may not see it.
      type: dict
    binding_vif_type:
      description: 'How the backend connects the port, such as V(ovs), or V(unbound) or V(binding_failed). Null for users who may not see
        it.'
      type: str
    binding_vnic_type:
      description: 'Type of the network card that the port requests, such as V(normal) for a virtual one or V(direct) for an SR-IOV
        function.'
      type: str
    created_at: {type: str, description: 'Time when the port was created, in UTC, as ISO 8601.'}
    data_plane_status:
      description: 'State of the port''s traffic as set by a monitoring system, V(ACTIVE) or V(DOWN). Null when none was set.'
      type: str
    description: {type: str, description: Free text about the port. An empty string when it has none.}
    device_id: {type: str, description: 'ID of the server, router or other device that uses the port. An empty string when it is unused.'}
    device_owner:
      description: 'Type of the device that uses the port, such as V(compute:nova) or V(network:dhcp). An empty string when it is unused.'
      type: str
    device_profile:
      description: Name of the device profile in the accelerator service that the port requests. Null when it requests none.
      type: str
    dns_assignment:
      description: 'DNS names of the port, one for each of its addresses. Null when the service does not return them.'
      type: list
      elements: dict
      contains:
        fqdn: {type: str, description: 'Host name with its domain, which ends with a dot.'}
        hostname: {type: str, description: Host name without a domain. It is made from the address when the port has no DNS name.}
        ip_address: {type: str, description: Address that the names belong to.}
    dns_domain:
      description: 'Domain of C(dns_name), which ends with a dot. An empty string when the domain of the network applies.'
      type: str
    dns_name: {type: str, description: 'Host name of the port in DNS, without a domain. An empty string when it has none.'}
    extra_dhcp_opts:
      description: Further DHCP options that the device gets. An empty list when there are none.
      type: list
      elements: dict
      contains:
        ip_version: {type: int, description: 'IP version that the option is for, V(4) or V(6).'}
        opt_name: {type: str, description: 'Name of the option, such as V(bootfile-name).'}
        opt_value: {type: str, description: Value of the option.}
    fixed_ips:
      description: Addresses of the port. An empty list when it has none.
      type: list
      elements: dict
      contains:
        ip_address: {type: str, description: IPv4 or IPv6 address in the subnet.}
        subnet_id: {type: str, description: ID of the subnet that the address is from.}
    hardware_offload_type:
      description: 'Type of hardware offload that the port requests, such as V(switchdev). Null when it requests none.'
      type: str
    hints:
      description: 'Hints to the network backend, by the name of the backend. Null when there are none, and for users who may not see them.'
      type: dict
      contains:
        openvswitch:
          description: Hints to Open vSwitch.
          type: dict
          contains:
            other_config: {type: dict, description: 'Settings of the interface in Open vSwitch, such as V(tx-steering).'}
    ip_allocation:
      description: 'When addresses are assigned. V(immediate) is at creation, V(deferred) when the port is bound to a host, V(none) is
        never.'
      type: str
    is_admin_state_up: {type: bool, description: V(false) when the port is administratively down and forwards no traffic.}
    is_port_security_enabled:
      description: V(true) when the port is protected against spoofed addresses and its security groups apply.
      type: bool
    mac_address: {type: str, description: 'MAC address of the port, in lower case with colons.'}
    network_id: {type: str, description: ID of the network that the port belongs to.}
    numa_affinity_policy:
      description: 'How close to the network card the server must be placed, such as V(required) or V(preferred). Null when the defaults
        apply.'
      type: str
    project_id: {type: str, description: ID of the project that owns the port.}
    propagate_uplink_status: {type: bool, description: V(true) when an SR-IOV port goes down together with the physical link of its host.}
    pvlan_community: {type: str, description: Name of the community that the port is in. Null when it is in none.}
    pvlan_type:
      description: 'Role of the port in a private VLAN, V(community), V(isolated) or V(promiscuous). Null when it has none.'
      type: str
    qos_network_policy_id:
      description: 'ID of the QoS policy of the port''s network. It applies when the port has none of its own. Null when the network has
        none.'
      type: str
    qos_policy_id: {type: str, description: ID of the QoS policy of the port itself. Null when it has none.}
    resource_request:
      description: 'Resources that minimum QoS rules require of the port''s host, in the form of Placement. Null without such rules, and for
        users who may not see it.'
      type: dict
      contains:
        request_groups:
          description: Groups of resources. Those of a group must come from the same provider.
          type: list
          elements: dict
          contains:
            id: {type: str, description: 'ID of the group, a UUID.'}
            required: {type: list, elements: str, description: Traits that the provider must have.}
            resources: {type: dict, description: 'Amounts that the provider must have, by class of resource.'}
        same_subtree: {type: list, elements: str, description: IDs of the groups whose providers must belong together.}
    revision_number: {type: int, description: Counter of changes. The service increases it whenever the port changes.}
    security_group_ids:
      description: IDs of the security groups that filter the traffic of the port. An empty list when it has none.
      type: list
      elements: str
    status:
      description: 'State of the port, V(ACTIVE), V(BUILD), V(DOWN), V(ERROR) or V(N/A). A port that no device uses is V(DOWN).'
      type: str
    tags: {type: list, elements: str, description: 'Tags of the port, which listings can be filtered by. An empty list when it has none.'}
    tenant_id: {type: str, description: ID of the owning project under its old name. It always equals C(project_id).}
    trunk_details:
      description: Trunk that the port is the parent of. Null when it is the parent of none.
      type: dict
      contains:
        sub_ports:
          description: Sub-ports of the trunk.
          type: list
          elements: dict
          contains:
            mac_address: {type: str, description: MAC address of the sub-port.}
            port_id: {type: str, description: ID of the sub-port.}
            segmentation_id: {type: int, description: 'VLAN number of the sub-port''s traffic on the parent port.'}
            segmentation_type: {type: str, description: 'Type of the segmentation, such as V(vlan).'}
        trunk_id: {type: str, description: ID of the trunk whose parent is the port.}
    trusted:
      description: 'V(true) when the SR-IOV function of the port may change settings such as its MAC address. Null when unset, and for users
        who may not see it.'
      type: bool
    updated_at: {type: str, description: 'Time of the last change of the port, in UTC, as ISO 8601.'}
    # end of attributes
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

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: floating_ip_info
short_description: List floating IPs
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists floating IPs of the network service (Neutron).
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  floating_ip_address: {type: str, description: Only the one with this address.}
  fixed_ip_address: {type: str, description: Only those that lead to this address.}
  floating_network: {type: str, description: Name or ID of the external network they come from.}
  port: {type: str, description: Name or ID of the port they are attached to.}
  router: {type: str, description: Name or ID of the router they go through.}
  project: {type: str, aliases: [project_id], description: Name or ID of the project that owns them.}
  status: {type: str, choices: [active, down], description: Only those with this status.}
  description: {type: str, description: Only those with this description.}
  tags: {type: list, elements: str, description: Only those that have all of these tags.}
  any_tags: {type: list, elements: str, description: Only those that have one of these tags.}
  not_tags: {type: list, elements: str, description: Only those that lack one of these tags.}
  not_any_tags: {type: list, elements: str, description: Only those that have none of these tags.}
"""

EXAMPLES = r"""
- name: The floating IPs of this project
  stratus.openstack.floating_ip_info:
    cloud: demo
  register: found

- name: Those of a network that are attached to nothing
  stratus.openstack.floating_ip_info:
    cloud: demo
    floating_network: internet
    filters:
      port_id: null
"""

RETURN = r"""
floating_ips:
  description: The floating IPs.
  returned: success
  type: list
  elements: dict
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
    - id: 1c7f8b0a-3d5e-4bb0-8f6d-2c9a9e0d6666
      floating_ip_address: 203.0.113.20
      fixed_ip_address: 10.10.0.12
      port_id: 3b0ff8a1-2f2e-4f57-9f0a-7a3c9d1c4444
      status: ACTIVE
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.floating_ips import FLOATING_IPS

OPERATION = FLOATING_IPS

if __name__ == "__main__":
    run(OPERATION)

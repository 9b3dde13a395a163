#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: network_ip_availability_info
short_description: Tell how many addresses of networks are in use
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Tells of networks and their subnets in the network service (Neutron) how many addresses there are and how many are in use. By default
    for administrators.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  network: {type: str, description: Name or ID of the network. By default all of them.}
  ip_version: {type: int, choices: [4, 6], description: Only this version of IP.}
  project: {type: str, description: Name or ID of the project that owns the networks.}
"""

EXAMPLES = r"""
- name: How many public addresses are left
  stratus.openstack.network_ip_availability_info:
    cloud: admin
    network: public
    ip_version: 4
  register: found

- name: Warn early
  ansible.builtin.assert:
    that: found.network_ip_availabilities[0].total_ips - found.network_ip_availabilities[0].used_ips > 20
"""

RETURN = r"""
network_ip_availabilities:
  description: The networks.
  returned: success
  type: list
  elements: dict
  sample:
    - network_id: fb7a2907-b10a-4300-9390-fcf46b7ed8aa
      network_name: public
      total_ips: 253
      used_ips: 17
      subnet_ip_availability:
        - subnet_name: public
          cidr: 203.0.113.0/24
          ip_version: 4
          total_ips: 253
          used_ips: 17
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.ip_availabilities import IP_AVAILABILITIES

OPERATION = IP_AVAILABILITIES

if __name__ == "__main__":
    run(OPERATION)

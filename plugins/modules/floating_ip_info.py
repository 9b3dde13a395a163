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

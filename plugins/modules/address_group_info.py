#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: address_group_info
short_description: List address groups
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists address groups of the network service (Neutron) that the credentials may see, by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the address groups that are wanted, or a pattern such as V(web-*).'}
  description: {type: str, description: Only those with this description.}
  project: {type: str, description: Name or ID of the project that owns them.}
"""

EXAMPLES = r"""
- name: All groups
  stratus.openstack.address_group_info:
    cloud: demo
  register: found

- name: Those that hold a certain network
  stratus.openstack.address_group_info:
    cloud: demo
    filters:
      addresses: [198.51.100.0/24]
"""

RETURN = r"""
address_groups:
  description: The address groups.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 3e7d9c20-74b6-4d69-8f59-2c6cb09d7777
      name: offices
      addresses: [198.51.100.0/24, 203.0.113.17/32]
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.address_pools import ADDRESS_GROUPS

OPERATION = ADDRESS_GROUPS

if __name__ == "__main__":
    run(OPERATION)

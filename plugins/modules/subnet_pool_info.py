#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: subnet_pool_info
short_description: List subnet pools
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists subnet pools of the network service (Neutron) that the credentials may see, by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the subnet pools that are wanted, or a pattern such as V(web-*).'}
  address_scope: {type: str, description: Name or ID of the address scope that they belong to.}
  ip_version: {type: int, choices: [4, 6], description: Only those for this version of IP.}
  is_default: {type: bool, description: 'Only those that subnets use by default, or only the others.'}
  is_shared: {type: bool, aliases: [shared], description: 'Only those that all projects may use, or only the others.'}
  project: {type: str, description: Name or ID of the project that owns them.}
  tags: {type: list, elements: str, description: Only those that have all of these tags.}
  any_tags: {type: list, elements: str, description: Only those that have one of these tags.}
  not_tags: {type: list, elements: str, description: Only those that do not have all of these tags.}
  not_any_tags: {type: list, elements: str, description: Only those that have none of these tags.}
"""

EXAMPLES = r"""
- name: The default pool for IPv6
  stratus.openstack.subnet_pool_info:
    cloud: demo
    ip_version: 6
    is_default: true
  register: found
"""

RETURN = r"""
subnet_pools:
  description: The subnet pools.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 2d6c8b1f-63a5-4c58-9e48-1b5baf8c6666
      name: apps
      prefixes: [10.10.0.0/16]
      default_prefix_length: 26
      ip_version: 4
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.address_pools import SUBNET_POOLS

OPERATION = SUBNET_POOLS

if __name__ == "__main__":
    run(OPERATION)

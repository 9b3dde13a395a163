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
  contains:
    # attributes of network.subnet_pool: make generate
    id: {type: str, description: 'ID of the subnet pool, a UUID that the service chooses.'}
    name: {type: str, description: Name of the subnet pool. An empty string when it has none. Names need not be unique.}
    address_scope_id: {type: str, description: ID of the address scope that the pool is in. Null when it is in none.}
    created_at: {type: str, description: 'Time when the subnet pool was created, in UTC, as ISO 8601.'}
    default_prefix_length: {type: int, description: Default prefix length of subnets that are created from the pool.}
    default_quota:
      description: 'Limit of what each project may take from the pool, counted in IPv4 addresses or in IPv6 networks of prefix length 64.
        Null or V(0) when there is no limit.'
      type: int
    description: {type: str, description: Free text about the subnet pool. An empty string when it has none.}
    ip_version: {type: int, description: 'IP version of the pool, V(4) or V(6).'}
    is_default: {type: bool, description: V(true) when subnets that ask for the default pool of this IP version are created from the pool.}
    is_shared: {type: bool, description: 'V(true) when all projects, or the project of the credentials, may create subnets from the pool.'}
    maximum_prefix_length: {type: int, description: 'Largest prefix length, and thus the smallest subnet, that the pool gives.'}
    minimum_prefix_length: {type: int, description: 'Smallest prefix length, and thus the largest subnet, that the pool gives.'}
    prefixes:
      description: 'Networks that subnets are taken from, in CIDR notation. The service joins those that are adjacent.'
      type: list
      elements: str
    project_id: {type: str, description: ID of the project that owns the subnet pool.}
    revision_number: {type: int, description: Counter of changes. The service increases it whenever the subnet pool changes.}
    tags:
      description: 'Tags of the subnet pool, which listings can be filtered by. An empty list when it has none.'
      type: list
      elements: str
    tenant_id: {type: str, description: ID of the owning project under its old name. It always equals C(project_id).}
    updated_at: {type: str, description: 'Time of the last change of the subnet pool, in UTC, as ISO 8601.'}
    # end of attributes
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

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: subnet_pool
short_description: Manage subnet pools
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes subnet pools of the network service (Neutron), out of which subnets get their ranges.
  - Whether all projects may use it is fixed at creation. A task that asks for something else fails and changes nothing.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
  - stratus.openstack.resource.tags
  - stratus.openstack.resource.project
options:
  name: {type: str, required: true, description: Name or ID of the subnet pool.}
  description: {type: str, description: Free text about the subnet pool.}
  prefixes:
    description:
      - Its ranges, all of them. Needed to create it. Ranges that touch are one; how they are cut makes no difference.
      - A range is taken away only while no subnet has addresses of it.
    type: list
    elements: str
  address_scope: {type: str, description: Name or ID of the address scope that it belongs to. An empty string is none.}
  default_prefix_length: {type: int, description: Size of a subnet that asks for none.}
  minimum_prefix_length: {type: int, description: 'Prefix length of the largest subnet that it gives, such as V(20).'}
  maximum_prefix_length: {type: int, description: 'Prefix length of the smallest subnet that it gives, such as V(28).'}
  default_quota: {type: int, description: 'How much a project may take: addresses of IPv4, or C(/64) of IPv6.'}
  is_default: {type: bool, description: Whether subnets get their ranges here when they ask for the default pool. For administrators.}
  is_shared: {type: bool, aliases: [shared], description: Whether all projects may use it. Fixed at creation.}
  extra_specs: {type: dict, description: 'Further attributes by the names of the API, for what this module has no option.'}
"""

EXAMPLES = r"""
- name: A pool for the subnets of a project
  stratus.openstack.subnet_pool:
    cloud: demo
    name: apps
    prefixes: [10.10.0.0/16]
    default_prefix_length: 26
    minimum_prefix_length: 20

- name: A second range
  stratus.openstack.subnet_pool:
    cloud: demo
    name: apps
    prefixes: [10.10.0.0/16, 10.20.0.0/16]

- name: The default pool of IPv6 for everybody, made by an administrator
  stratus.openstack.subnet_pool:
    cloud: admin
    name: public-v6
    prefixes: ["2001:db8:1::/48"]
    default_prefix_length: 64
    address_scope: public-v6
    is_default: true
    is_shared: true

- name: Remove it
  stratus.openstack.subnet_pool:
    cloud: demo
    name: apps
    state: absent
"""

RETURN = r"""
subnet_pool:
  description: The subnet pool; null when it was removed.
  returned: success
  type: dict
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
    id: 2d6c8b1f-63a5-4c58-9e48-1b5baf8c6666
    name: apps
    prefixes: [10.10.0.0/16]
    default_prefix_length: 26
    minimum_prefix_length: 20
    maximum_prefix_length: 32
    ip_version: 4
    is_shared: false
id:
  description: ID of the subnet pool.
  returned: when the pool exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.address_pools import SUBNET_POOL

OPERATION = SUBNET_POOL

if __name__ == "__main__":
    run(OPERATION)

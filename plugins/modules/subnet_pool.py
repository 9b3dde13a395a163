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

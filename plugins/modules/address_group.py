#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: address_group
short_description: Manage address groups
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes address groups of the network service (Neutron), which rules of security groups can name instead of
    single addresses.
  - Addresses are added and removed one by one, so the rules that use the group keep working meanwhile.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
  - stratus.openstack.resource.project
options:
  name: {type: str, required: true, description: Name or ID of the address group.}
  description: {type: str, description: Free text about the address group.}
  addresses: {type: list, elements: str, description: 'Its addresses and networks, all of them. An empty list removes them.'}
"""

EXAMPLES = r"""
- name: The offices
  stratus.openstack.address_group:
    cloud: demo
    name: offices
    addresses: [198.51.100.0/24, 203.0.113.17, "2001:db8:7::/48"]

- name: Let them in
  stratus.openstack.security_group_rule:
    cloud: demo
    security_group: web
    protocol: tcp
    port_range_min: 443
    port_range_max: 443
    remote_address_group: offices

- name: Remove it
  stratus.openstack.address_group:
    cloud: demo
    name: offices
    state: absent
"""

RETURN = r"""
address_group:
  description: The address group; null when it was removed.
  returned: success
  type: dict
  contains:
    # attributes of network.address_group: make generate
    id: {type: str, description: 'ID of the address group, a UUID that the service chooses.'}
    name: {type: str, description: Name of the address group. An empty string when it has none. Names need not be unique.}
    addresses:
      description: Members of the group in CIDR notation. A single address has the prefix length 32 or 128.
      type: list
      elements: str
    created_at: {type: str, description: 'Time when the address group was created, in UTC, as ISO 8601.'}
    description: {type: str, description: Free text about the address group. An empty string when it has none.}
    is_shared:
      description: V(true) when an RBAC policy shares the group with all projects or with the project of the credentials.
      type: bool
    project_id: {type: str, description: ID of the project that owns the address group.}
    revision_number: {type: int, description: Counter of changes. The service increases it whenever the address group changes.}
    tenant_id: {type: str, description: ID of the owning project under its old name. It always equals C(project_id).}
    updated_at: {type: str, description: 'Time of the last change of the address group, in UTC, as ISO 8601.'}
    # end of attributes
  sample:
    id: 3e7d9c20-74b6-4d69-8f59-2c6cb09d7777
    name: offices
    addresses: [198.51.100.0/24, 203.0.113.17/32, "2001:db8:7::/48"]
    description: ""
id:
  description: ID of the address group.
  returned: when the group exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.address_pools import ADDRESS_GROUP

OPERATION = ADDRESS_GROUP

if __name__ == "__main__":
    run(OPERATION)

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

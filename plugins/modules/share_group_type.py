#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: share_group_type
short_description: Manage share group types
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes types of share groups in the shared file system service (Manila).
  - The group specs can be changed. The service offers no change of the name, the share types and the visibility.
  - Requires an administrator, unless the policy of the cloud says otherwise.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name or ID of the share group type.}
  share_types:
    description:
      - Names or IDs of the share types that the shares of a group can have. Required to create a share group type.
      - They cannot be changed.
    type: list
    elements: str
  group_specs:
    description:
      - Properties that the scheduler and the driver use. This is the complete list, others are removed.
      - Keys contain only letters, digits, C(-), C(_), C(:) and C(.).
    type: dict
  is_public:
    description:
      - Whether all projects can use the share group type. A new type is public by default.
      - It cannot be changed.
    type: bool
"""

EXAMPLES = r"""
- name: Create a type for groups with consistent snapshots
  stratus.openstack.share_group_type:
    cloud: admin
    name: consistent
    share_types: [fast]
    group_specs:
      consistent_snapshot_support: host

- name: Remove the type
  stratus.openstack.share_group_type:
    cloud: admin
    name: consistent
    state: absent
"""

RETURN = r"""
share_group_type:
  description: The share group type, null if it was removed.
  returned: success
  type: dict
  contains:
    # attributes of shared_file_system.share_group_type: make generate
    id: {type: str, description: UUID of the share group type.}
    name: {type: str, description: 'Name of the share group type, unique in the cloud.'}
    group_specs: {type: dict, description: Properties that the scheduler and the driver use. Values are strings.}
    is_default: {type: bool, description: Whether share groups get this type if their creation names no type.}
    is_public:
      description: 'Whether every project can use the share group type. Otherwise, only projects with access can use it.'
      type: bool
    share_types: {type: list, elements: str, description: UUIDs of the share types that the shares of a group can have.}
    # end of attributes
  sample:
    id: f310dac6-0089-462d-aa2e-16d24f0fb00b
    name: consistent
    is_public: true
    group_specs: {consistent_snapshot_support: host}
    share_types: [aef52d77-3622-44be-9f04-644e2b66a8f3]
id:
  description: ID of the share group type.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.groups import GROUP_TYPE

OPERATION = GROUP_TYPE

if __name__ == "__main__":
    run(OPERATION)

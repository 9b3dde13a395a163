#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: volume_group_type
short_description: Manage volume group types
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes types of volume groups in the block storage service (Cinder).
  - Requires an administrator, unless the policy of the cloud says otherwise.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name or ID of the volume group type.}
  id: {type: str, description: 'ID of an existing volume group type. Use it together with O(name) to rename the type.'}
  description: {type: str, description: Free text about the volume group type.}
  group_specs:
    description:
      - Properties that the scheduler and the driver use. This is the complete list, others are removed.
      - Keys contain only letters, digits, C(-), C(_), C(:) and C(.).
    type: dict
  is_public: {type: bool, description: 'Whether all projects can use the volume group type. A new type is public by default.'}
"""

EXAMPLES = r"""
- name: Create a type for groups with consistent snapshots
  stratus.openstack.volume_group_type:
    cloud: admin
    name: consistent
    description: Snapshots of all volumes at the same time
    group_specs:
      consistent_group_snapshot_enabled: "<is> True"

- name: Remove the type
  stratus.openstack.volume_group_type:
    cloud: admin
    name: consistent
    state: absent
"""

RETURN = r"""
volume_group_type:
  description: The volume group type, null if it was removed.
  returned: success
  type: dict
  contains:
    # attributes of block_storage.group_type: make generate
    id: {type: str, description: UUID of the volume group type.}
    name: {type: str, description: 'Name of the volume group type, unique in the cloud.'}
    description: {type: str, description: Free text about the volume group type. Null when it has none.}
    group_specs:
      description: 'Properties that the scheduler and the driver use, such as C(consistent_group_snapshot_enabled). Values are strings. Null
        for users who are not administrators.'
      type: dict
    is_public:
      description: Whether every project can use the volume group type. Only administrators see a type that is not public.
      type: bool
    # end of attributes
  sample:
    id: 6685584b-1eac-4da6-b5c3-555430cf68ff
    name: consistent
    description: Snapshots of all volumes at the same time
    is_public: true
    group_specs: {consistent_group_snapshot_enabled: "<is> True"}
id:
  description: ID of the volume group type.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.group_types import GROUP_TYPE

OPERATION = GROUP_TYPE

if __name__ == "__main__":
    run(OPERATION)

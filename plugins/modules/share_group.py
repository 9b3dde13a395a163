#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: share_group
short_description: Manage share groups
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes share groups of the shared file system service (Manila), and waits until they are available.
  - The service creates the shares of a group with M(stratus.openstack.share), and snapshots of all of them with
    M(stratus.openstack.share_group_snapshot).
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name or ID of the share group.}
  id: {type: str, description: 'ID of an existing share group. Use it together with O(name) to rename the share group.'}
  description: {type: str, description: Free text about the share group.}
  share_group_type:
    description: Name or ID of the share group type. If omitted, a new group has the default type of the cloud. It cannot be changed.
    type: str
  share_types:
    description:
      - Names or IDs of the share types that its shares can have. If omitted, a new group has the default share type of the cloud.
      - They cannot be changed.
    type: list
    elements: str
  share_network: {type: str, description: Name or ID of the share network for share types with share servers. It cannot be changed.}
  availability_zone: {type: str, description: Availability zone that stores the shares. It cannot be changed.}
  snapshot:
    description:
      - Name or ID of the snapshot of a share group that the group is created from, with a share for each member of the snapshot.
      - It cannot be changed.
    type: str
"""

EXAMPLES = r"""
- name: Create a share group
  stratus.openstack.share_group:
    cloud: demo
    name: shop
    share_group_type: consistent

- name: Create a share in the group
  stratus.openstack.share:
    cloud: demo
    name: shop-data
    share_protocol: NFS
    size: 10
    share_group: shop

- name: Remove an empty share group
  stratus.openstack.share_group:
    cloud: demo
    name: shop
    state: absent
"""

RETURN = r"""
share_group:
  description: The share group, null if it was removed.
  returned: success
  type: dict
  contains:
    # attributes of shared_file_system.share_group: make generate
    id: {type: str, description: UUID of the share group.}
    name: {type: str, description: Name of the share group.}
    availability_zone: {type: str, description: Zone that stores the shares. Null until the scheduler has chosen one.}
    consistent_snapshot_support:
      description: 'Level of consistency of snapshots of the group: V(pool) or V(host). Null when snapshots of its shares are taken one
        after the other.'
      type: str
    created_at: {type: str, description: 'Time when the share group was created, in UTC, as ISO 8601.'}
    description: {type: str, description: Free text about the share group. Null when it has none.}
    host: {type: str, description: 'Host, backend and pool that store the shares. Null until the scheduler has chosen one.'}
    project_id: {type: str, description: ID of the project that owns the share group.}
    share_group_snapshot_id: {type: str, description: UUID of the snapshot that the group was created from. Null when there is none.}
    share_group_type_id: {type: str, description: UUID of the share group type.}
    share_network_id: {type: str, description: UUID of the share network. Null when the driver does not handle share servers.}
    share_server_id:
      description: 'UUID of the share server. Null for users who are not administrators, and without share servers.'
      type: str
    share_types: {type: list, elements: str, description: UUIDs of the share types that the shares can have.}
    status: {type: str, description: 'Such as V(available), V(creating), V(deleting) or V(error).'}
    # end of attributes
  sample:
    id: a4a5756c-05d0-4918-b88b-69ae4d412f52
    name: shop
    status: available
    share_group_type_id: f310dac6-0089-462d-aa2e-16d24f0fb00b
id:
  description: ID of the share group.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.groups import GROUP

OPERATION = GROUP

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: volume_snapshot
short_description: Manage snapshots of volumes
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes snapshots of volumes in the block storage service (Cinder).
  - Snapshots of different volumes may have one name; O(volume) tells which is meant.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, aliases: [display_name], description: Name or ID of the snapshot.}
  id: {type: str, description: 'ID of an existing snapshot. It is then called O(name): this is how a snapshot is renamed.'}
  volume: {type: str, description: Name or ID of the volume. A new snapshot needs it.}
  description: {type: str, aliases: [display_description], description: Free text about the snapshot.}
  metadata: {type: dict, description: 'Metadata of the snapshot, all of it.'}
  force:
    description: Whether to take the snapshot of a volume that is attached. Newer clouds do so in any case.
    type: bool
    default: false
"""

EXAMPLES = r"""
- name: Take a snapshot
  stratus.openstack.volume_snapshot:
    cloud: demo
    name: before-upgrade
    volume: data
    metadata: {release: "12"}

- name: Take one of an attached volume, on an older cloud
  stratus.openstack.volume_snapshot:
    cloud: demo
    name: nightly
    volume: data
    force: true

- name: Remove it
  stratus.openstack.volume_snapshot:
    cloud: demo
    name: before-upgrade
    volume: data
    state: absent
"""

RETURN = r"""
volume_snapshot:
  description: The snapshot; null when it was removed. Attributes that the API does not show are null.
  returned: success
  type: dict
  contains:
    # attributes of block_storage.snapshot: make generate
    id: {type: str, description: UUID of the snapshot.}
    name: {type: str, description: Name of the snapshot. Several snapshots of a project can have the same name.}
    consumes_quota:
      description: Whether the snapshot counts against the quotas of its project. V(false) for temporary snapshots. Null before microversion
        3.65.
      type: bool
    created_at: {type: str, description: 'Time when the snapshot was created, in UTC, as ISO 8601.'}
    description: {type: str, description: Free text about the snapshot. Null when it has none.}
    group_snapshot_id:
      description: 'UUID of the group snapshot that the snapshot is a part of. Null when it is part of none, and before microversion 3.14.'
      type: str
    is_forced: {type: bool, description: Always null. Cinder does not return whether an attached volume was forced.}
    metadata: {type: dict, description: Metadata of the snapshot. Keys and values are strings.}
    progress:
      description: 'Progress of the creation, such as V(100%). Null while it has not begun, and where the policy hides it.'
      type: str
    project_id: {type: str, description: ID of the project that owns the snapshot. Null where the policy hides it.}
    size: {type: int, description: Size of the volume in GiB when the snapshot was taken.}
    status:
      description: 'Status of the snapshot, such as V(creating), V(available), V(backing-up), V(restoring), V(deleting), V(unmanaging) or
        V(error).'
      type: str
    updated_at: {type: str, description: 'Time when the snapshot was last changed, in UTC, as ISO 8601. Null when it was never changed.'}
    user_id: {type: str, description: ID of the user who created the snapshot. Null before microversion 3.41.}
    volume_id: {type: str, description: UUID of the volume that the snapshot was taken of.}
    # end of attributes
  sample:
    id: 2c4a1f70-6f35-4a44-9d6b-0f9f3e2c1a77
    name: before-upgrade
    size: 20
    status: available
    volume_id: 6a0f1c9e-3c59-4f5c-8f0b-7a3c6f4b2d11
    metadata: {release: "12"}
snapshot:
  description: The same as RV(volume_snapshot).
  returned: success
  type: dict
  sample: {id: 2c4a1f70-6f35-4a44-9d6b-0f9f3e2c1a77, name: before-upgrade}
id:
  description: ID of the snapshot.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.snapshots import SNAPSHOT

OPERATION = SNAPSHOT

if __name__ == "__main__":
    run(OPERATION)

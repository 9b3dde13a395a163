#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: share_snapshot
short_description: Manage snapshots of shares
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes snapshots of shares in the shared file system service (Manila).
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name or ID of the snapshot.}
  id: {type: str, description: 'ID of an existing snapshot. Use it together with O(name) to rename the snapshot.'}
  share:
    description: Name or ID of the share. A new snapshot requires it. It also distinguishes snapshots with the same name.
    type: str
  description: {type: str, description: Free text about the snapshot.}
  metadata:
    description: 'Properties of the snapshot. This is the complete map, other keys are removed (needs microversion 2.73).'
    type: dict
  force: {type: bool, default: false, description: Remove the snapshot in whatever status it is. Requires an administrator.}
"""

EXAMPLES = r"""
- name: Create a snapshot
  stratus.openstack.share_snapshot:
    cloud: demo
    name: home-monday
    share: home

- name: Remove the snapshot
  stratus.openstack.share_snapshot:
    cloud: demo
    name: home-monday
    state: absent
"""

RETURN = r"""
share_snapshot:
  description: The snapshot, null if it was removed.
  returned: success
  type: dict
  contains:
    # attributes of shared_file_system.share_snapshot: make generate
    id: {type: str, description: UUID of the share snapshot.}
    name: {type: str, description: Name of the share snapshot.}
    created_at: {type: str, description: 'Time when the share snapshot was created, in UTC, as ISO 8601.'}
    description: {type: str, description: Free text about the share snapshot. Null when it has none.}
    display_description: {type: str, description: Always null. The service shows the text as C(description).}
    display_name: {type: str, description: Always null. The service shows the name as C(name).}
    metadata: {type: dict, description: Properties that users set. Values are strings.}
    project_id: {type: str, description: ID of the project that owns the share snapshot.}
    share_id: {type: str, description: UUID of the share that the snapshot was taken of.}
    share_proto: {type: str, description: 'Protocol of the share, such as V(NFS).'}
    share_size: {type: int, description: Size of the share in GiB when the snapshot was taken.}
    size: {type: int, description: Size of the snapshot in GiB.}
    status: {type: str, description: 'Such as V(available), V(creating), V(deleting) or V(error).'}
    user_id: {type: str, description: ID of the user who created the share snapshot.}
    # end of attributes
  sample:
    id: e9f412d0-321a-429e-af8a-c32ba85374e4
    name: home-monday
    status: available
    size: 10
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
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.snapshots import SNAPSHOT

OPERATION = SNAPSHOT

if __name__ == "__main__":
    run(OPERATION)

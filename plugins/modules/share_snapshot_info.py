#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: share_snapshot_info
short_description: List snapshots of shares
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists snapshots of shares of the shared file system service (Manila).
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the snapshot, or a pattern such as V(web-*).'}
  share: {type: str, description: List only snapshots of the share with this name or ID.}
  status: {type: str, description: 'List only snapshots in this status, such as V(available) or V(error).'}
  all_projects: {type: bool, description: List the snapshots of all projects. Requires an administrator.}
  limit: {type: int, description: Maximum number of snapshots to list.}
"""

EXAMPLES = r"""
- name: List the snapshots of a share
  stratus.openstack.share_snapshot_info:
    cloud: demo
    share: home
  register: found

- name: Show the names
  ansible.builtin.debug:
    msg: "{{ found.share_snapshots | map(attribute='name') }}"
"""

RETURN = r"""
share_snapshots:
  description: The snapshots.
  returned: success
  type: list
  elements: dict
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
    - id: e9f412d0-321a-429e-af8a-c32ba85374e4
      name: home-monday
      status: available
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.snapshots import SNAPSHOTS

OPERATION = SNAPSHOTS

if __name__ == "__main__":
    run(OPERATION)

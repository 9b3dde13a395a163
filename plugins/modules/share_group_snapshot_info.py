#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: share_group_snapshot_info
short_description: List snapshots of share groups
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists snapshots of share groups of the shared file system service (Manila), by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the snapshot, or a pattern such as V(web-*).'}
  share_group: {type: str, description: Name or ID of the share group. Its name is looked up first.}
  status: {type: str, description: 'List only snapshots with this status, such as V(available) or V(error).'}
  all_projects: {type: bool, description: List the snapshots of all projects. Requires an administrator.}
  limit: {type: int, description: List at most this number.}
"""

EXAMPLES = r"""
- name: List the snapshots of a share group
  stratus.openstack.share_group_snapshot_info:
    cloud: demo
    share_group: shop
  register: found
"""

RETURN = r"""
share_group_snapshots:
  description: The snapshots.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of shared_file_system.share_group_snapshot: make generate
    id: {type: str, description: UUID of the share group snapshot.}
    name: {type: str, description: Name of the share group snapshot.}
    created_at: {type: str, description: 'Time when the share group snapshot was created, in UTC, as ISO 8601.'}
    description: {type: str, description: Free text about the share group snapshot. Null when it has none.}
    members:
      description: 'Snapshots of the shares of the group, one for each share.'
      type: list
      elements: dict
      contains:
        id: {type: str, description: UUID of the member.}
        share_id: {type: str, description: UUID of the share that the member was taken of.}
        size: {type: int, description: Size of the share in GiB.}
    project_id: {type: str, description: ID of the project that owns the share group snapshot.}
    share_group_id: {type: str, description: UUID of the share group that the snapshot was taken of.}
    share_protocol: {type: str, description: 'Always null. The SDK declares it, and the service does not send it.'}
    size: {type: int, description: 'Always null. The SDK declares it, and the service shows a size for each member only.'}
    status: {type: str, description: 'Such as V(available), V(creating), V(deleting) or V(error).'}
    # end of attributes
  sample:
    - id: 25b81462-18a3-4dcd-b6fe-28f12b047f83
      name: shop-before-upgrade
      status: available
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.groups import GROUP_SNAPSHOTS

OPERATION = GROUP_SNAPSHOTS

if __name__ == "__main__":
    run(OPERATION)

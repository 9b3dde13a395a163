#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: share_group_info
short_description: List share groups
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists share groups of the shared file system service (Manila), by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the share group, or a pattern such as V(web-*).'}
  status: {type: str, description: 'List only share groups with this status, such as V(available) or V(error).'}
  share_group_type: {type: str, description: Name or ID of the share group type. Its name is looked up first.}
  share_network: {type: str, description: Name or ID of the share network. Its name is looked up first.}
  snapshot: {type: str, description: Name or ID of the snapshot that the groups were created from. Its name is looked up first.}
  all_projects: {type: bool, description: List the share groups of all projects. Requires an administrator.}
  limit: {type: int, description: List at most this number.}
"""

EXAMPLES = r"""
- name: List the share groups
  stratus.openstack.share_group_info:
    cloud: demo
  register: found
"""

RETURN = r"""
share_groups:
  description: The share groups.
  returned: success
  type: list
  elements: dict
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
    - id: a4a5756c-05d0-4918-b88b-69ae4d412f52
      name: shop
      status: available
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.groups import GROUPS

OPERATION = GROUPS

if __name__ == "__main__":
    run(OPERATION)

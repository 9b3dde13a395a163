#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: share_info
short_description: List shares
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists shares of the shared file system service (Manila).
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the share, or a pattern such as V(web-*).'}
  export_locations:
    description: Include the paths by which clients mount the shares. This requires one further request for each share.
    type: bool
    default: false
  status: {type: str, description: 'List only shares in this status, such as V(available) or V(error).'}
  share_type: {type: str, description: List only shares of the type with this name or ID.}
  snapshot: {type: str, description: List only shares that were created from the snapshot with this name or ID.}
  share_network: {type: str, description: List only shares in the share network with this name or ID.}
  is_public: {type: bool, description: Include the public shares of other projects.}
  metadata: {type: dict, description: List only shares that have all these properties.}
  all_projects: {type: bool, description: List the shares of all projects. Requires an administrator.}
  limit: {type: int, description: Maximum number of shares to list.}
"""

EXAMPLES = r"""
- name: List all shares with their paths
  stratus.openstack.share_info:
    cloud: demo
    export_locations: true
  register: found

- name: Show the names
  ansible.builtin.debug:
    msg: "{{ found.shares | map(attribute='name') }}"
"""

RETURN = r"""
shares:
  description: The shares.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of shared_file_system.share: make generate
    id: {type: str, description: UUID of the share.}
    name: {type: str, description: Name of the share.}
    access_rules_status: {type: str, description: 'V(active) when all access rules are applied, V(error) when one of them failed.'}
    availability_zone: {type: str, description: 'Zone that stores the share, such as V(nova).'}
    created_at: {type: str, description: 'Time when the share was created, in UTC, as ISO 8601.'}
    description: {type: str, description: Free text about the share. Null when it has none.}
    display_description: {type: str, description: Always null. The service shows the text as C(description).}
    display_name: {type: str, description: Always null. The service shows the name as C(name).}
    export_locations:
      description: 'Paths by which clients mount the share. Each has C(id), C(path) and C(preferred). Null in a listing that does not ask
        for them.'
      type: list
      elements: dict
    host: {type: str, description: 'Host, backend and pool that store the share. Null for users who are not administrators.'}
    is_creating_new_share_from_snapshot_supported: {type: bool, description: Whether shares can be created from snapshots of this one.}
    is_mounting_snapshot_supported: {type: bool, description: Whether clients can mount snapshots of the share.}
    is_public: {type: bool, description: Whether all projects can see the share.}
    is_replicated: {type: bool, description: Whether the share has replicas.}
    is_reverting_to_snapshot_supported: {type: bool, description: Whether the share can be reverted to its last snapshot.}
    is_snapshot_supported: {type: bool, description: Whether snapshots of the share can be created.}
    metadata: {type: dict, description: Properties that users set. Values are strings.}
    progress: {type: str, description: 'Progress of the creation in percent, such as V(100%).'}
    project_id: {type: str, description: ID of the project that owns the share.}
    replication_type: {type: str, description: Kind of replication that the share type offers. Null without replication.}
    share_group_id: {type: str, description: UUID of the share group that the share is in. Null outside of groups.}
    share_network_id: {type: str, description: UUID of the share network. Null when the driver does not handle share servers.}
    share_protocol: {type: str, description: 'Protocol, such as V(NFS), V(CIFS) or V(CEPHFS).'}
    share_server_id:
      description: 'UUID of the share server. Null for users who are not administrators, and without share servers.'
      type: str
    share_type: {type: str, description: UUID of the share type.}
    share_type_name: {type: str, description: 'Name of the type, whose UUID is C(share_type).'}
    size: {type: int, description: Size in GiB.}
    snapshot_id: {type: str, description: UUID of the snapshot that the share was created from. Null when there is none.}
    source_share_group_snapshot_member_id: {type: str, description: UUID of the member of a group snapshot that the share was created from.}
    status: {type: str, description: 'Such as V(available), V(creating), V(extending), V(shrinking) or V(error).'}
    task_state: {type: str, description: State of a migration of the share. Null when there was none.}
    user_id: {type: str, description: ID of the user who created the share.}
    # end of attributes
  sample:
    - id: a38e695a-7c76-4e74-b2d3-f755d1239936
      name: home
      status: available
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.shares import SHARES

OPERATION = SHARES

if __name__ == "__main__":
    run(OPERATION)

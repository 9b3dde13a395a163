#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: share
short_description: Manage shares
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes shares in the shared file system service (Manila), with their access rules.
  - Changes of O(share_protocol), O(share_type), O(share_network), O(share_group) and O(availability_zone) are errors, since the
    service cannot make them.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name or ID of the share.}
  id: {type: str, description: 'ID of an existing share. Use it together with O(name) to rename the share.'}
  description: {type: str, description: Free text about the share.}
  share_protocol:
    description:
      - Protocol of the share, such as V(NFS), V(CIFS) or V(CEPHFS). Upper and lower case mean the same.
      - A new share requires it.
    type: str
    aliases: [share_proto]
  size:
    description:
      - Size in GiB. A new share requires it, unless it is created from O(snapshot).
      - An existing share is extended or shrunk in place. The service refuses a size that is too small for the data.
    type: int
  share_type: {type: str, description: 'Name or ID of the share type. If omitted, a new share gets the default type of the service.'}
  snapshot:
    description: Name or ID of the snapshot whose data a new share gets. A difference of an existing share is reported in C(drift).
    type: str
  share_network: {type: str, description: 'Name or ID of the share network. Required by share types whose driver handles share servers.'}
  share_group: {type: str, description: Name or ID of the share group that a new share belongs to.}
  availability_zone: {type: str, description: Availability zone of a new share.}
  is_public:
    description: >-
      Whether all projects can see the share. A new share is private by default. Requires an administrator.
    type: bool
  metadata: {type: dict, description: 'Properties of the share. This is the complete map, other keys are removed.'}
  access_rules:
    description:
      - Who can mount the share. This is the complete list, other rules are removed. V([]) removes all rules.
      - The module M(stratus.openstack.share_access) manages single rules.
    type: list
    elements: dict
    suboptions:
      access_type: {type: str, choices: [ip, user, cert, cephx], default: ip, description: 'Kind of O(access_rules[].access_to).'}
      access_to:
        description: 'Address or network, name of a user, common name of a certificate, or Ceph client.'
        type: str
        required: true
      access_level: {type: str, choices: [rw, ro], default: rw, description: 'V(rw) for reading and writing, V(ro) for reading only.'}
  scheduler_hints:
    description: 'Hints for the scheduler when the share is created, such as V(same_host) with the IDs of shares.'
    type: dict
  force:
    description:
      - Remove the share in whatever status it is. Requires an administrator.
      - Leaves data in the storage backend if the backend does not answer.
    type: bool
    default: false
"""

EXAMPLES = r"""
- name: Create a share that one network can mount
  stratus.openstack.share:
    cloud: demo
    name: home
    share_protocol: NFS
    size: 10
    metadata: {team: web}
    access_rules:
      - {access_to: 192.0.2.0/24}
      - {access_to: 198.51.100.7, access_level: ro}
  register: home

- name: Show where to mount it
  ansible.builtin.debug:
    msg: "{{ home.share.export_locations | map(attribute='path') }}"

- name: Remove the share
  stratus.openstack.share:
    cloud: demo
    name: home
    state: absent
"""

RETURN = r"""
share:
  description: The share, null if it was removed.
  returned: success
  type: dict
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
    id: a38e695a-7c76-4e74-b2d3-f755d1239936
    name: home
    status: available
    share_protocol: NFS
    size: 10
    export_locations: [{path: "192.0.2.10:/shares/home", preferred: true}]
id:
  description: ID of the share.
  returned: when it exists
  type: str
drift:
  description: What differs from the declared options and was left alone; a list of C(option), C(now), C(wanted) and C(remedy).
  returned: when there is any
  type: list
  elements: dict
  contains:
    # attributes of drift: make generate
    option: {type: str, description: Option whose declared value differs from the present one.}
    now: {type: raw, description: Present value in the cloud.}
    wanted: {type: raw, description: Declared value.}
    remedy: {type: str, description: What to do so that the declared value is applied. Null when there is no way.}
    # end of attributes
  sample: []
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.shares import SHARE

OPERATION = SHARE

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: volume_backup_info
short_description: List backups of volumes
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists backups of volumes in the block storage service (Cinder), by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name:
    type: str
    description: Name or ID of the backup that is wanted, or a pattern such as V(web-*). There may be several of one name.
  volume: {type: str, description: Name or ID of the volume that the backups are of.}
  status: {type: str, description: 'Status of the backups, such as V(available) or V(error).'}
  all_projects: {type: bool, description: 'Whether to list the backups of all projects, for administrators.'}
  limit: {type: int, description: Give at most so many.}
"""

EXAMPLES = r"""
- name: All backups of a volume
  stratus.openstack.volume_backup_info:
    cloud: demo
    volume: data
  register: found

- name: The newest one
  ansible.builtin.debug:
    msg: "{{ (found.volume_backups | sort(attribute='created_at') | last).name }}"
"""

RETURN = r"""
volume_backups:
  description: The backups. Attributes that the API does not show are null.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of block_storage.backup: make generate
    id: {type: str, description: UUID of the backup.}
    name: {type: str, description: Name of the backup. Several backups of a project can have the same name.}
    availability_zone: {type: str, description: Availability zone of the backup service that made the backup. Null when none was recorded.}
    container: {type: str, description: 'Container or folder of the backup storage that has the data, such as a Swift container.'}
    created_at: {type: str, description: 'Time when the backup was created, in UTC, as ISO 8601.'}
    data_timestamp:
      description: 'Time whose data the backup has, in UTC, as ISO 8601: when the backup began, or when its snapshot was taken.'
      type: str
    description: {type: str, description: Free text about the backup. Null when it has none.}
    encryption_key_id:
      description: 'UUID of the encryption key of the volume. Null for a volume that is not encrypted, and before microversion 3.64.'
      type: str
    fail_reason: {type: str, description: Reason why the latest operation on the backup failed. Null when none failed.}
    force: {type: bool, description: Always null. Cinder does not return whether an attached volume was forced.}
    has_dependent_backups: {type: bool, description: Whether incremental backups depend on this one. It cannot be deleted before them.}
    is_incremental:
      description: 'V(true) when the backup has only the changes since an earlier one, V(false) when it has all data.'
      type: bool
    links:
      description: Links to the backup in the API.
      type: list
      elements: dict
      contains:
        rel: {type: str, description: 'Kind of the link: V(self) with the API version, V(bookmark) without it.'}
        href: {type: str, description: URL of the backup.}
    metadata: {type: dict, description: Metadata of the backup. Keys and values are strings. Null before microversion 3.43.}
    object_count:
      description: Number of objects or files in the backup storage that the backup consists of. Null until it has begun.
      type: int
    project_id:
      description: 'ID of the project that owns the backup. Null for users who are not administrators, and before microversion 3.18.'
      type: str
    size: {type: int, description: Size of the volume in GiB. An incremental backup can take less space.}
    snapshot_id: {type: str, description: UUID of the snapshot that the backup was made from. Null when it was made from the volume itself.}
    status:
      description: 'Status of the backup: V(creating), V(available), V(restoring), V(deleting), V(error) or V(error_deleting).'
      type: str
    updated_at: {type: str, description: 'Time when the backup was last changed, in UTC, as ISO 8601. Null when it was never changed.'}
    user_id:
      description: 'ID of the user who created the backup. Null for users who are not administrators, and before microversion 3.56.'
      type: str
    volume_id: {type: str, description: 'UUID of the volume that was backed up, which may have been deleted since.'}
    volume_name: {type: str, description: Always null. Cinder returns the name of the volume only in the answer to a restore.}
    # end of attributes
  sample:
    - id: 9d0c1f4e-5f0a-4b6e-8a35-1b7c2f3d4e55
      name: data-monday
      size: 20
      status: available
      is_incremental: false
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.backups import BACKUPS

OPERATION = BACKUPS

if __name__ == "__main__":
    run(OPERATION)

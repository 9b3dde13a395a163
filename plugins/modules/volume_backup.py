#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: volume_backup
short_description: Manage backups of volumes
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes, restores and removes backups of volumes in the block storage service (Cinder).
  - Backups of different volumes may have one name; O(volume) tells which is meant, as long as that volume exists.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, aliases: [display_name], description: Name or ID of the backup.}
  id: {type: str, description: 'ID of an existing backup. It is then called O(name): this is how a backup is renamed.'}
  volume: {type: str, description: Name or ID of the volume. A new backup needs it.}
  snapshot: {type: str, description: Name or ID of the snapshot of the volume to back up instead of the volume as it is.}
  description: {type: str, aliases: [display_description], description: Free text about the backup.}
  metadata: {type: dict, description: 'Metadata of the backup, all of it.'}
  is_incremental:
    description: Whether a new backup holds only what changed since the newest one of the volume, which there must be.
    type: bool
    aliases: [incremental]
  container: {type: str, description: Container or folder where a new backup is kept; by default the one that the service is set to.}
  availability_zone: {type: str, description: Availability zone of the backup service for a new backup.}
  force: {type: bool, description: Whether to back up a volume that is attached.}
  restore_to:
    description:
      - For O(state=restored), name or ID of the volume that gets the content of the backup. A volume of this name is made when there is
        none.
    type: str
  overwrite:
    description: Whether the content of an existing volume O(restore_to) is replaced. What is on it is lost.
    type: bool
    default: false
  state:
    description:
      - As C(present), or V(absent) for no backup. V(restored) brings the content of an existing backup into O(restore_to), unless the
        service has noted at that volume that it was restored from this backup. It makes no such note at the volume that the backup was
        taken of, which is overwritten each time.
    type: str
    choices: [present, absent, restored]
    default: present
"""

EXAMPLES = r"""
- name: Back up a volume
  stratus.openstack.volume_backup:
    cloud: demo
    name: data-monday
    volume: data
    timeout: 3600

- name: Back up what changed since, while it is attached
  stratus.openstack.volume_backup:
    cloud: demo
    name: data-tuesday
    volume: data
    is_incremental: true
    force: true
    timeout: 3600

- name: Restore a backup to a new volume
  stratus.openstack.volume_backup:
    cloud: demo
    name: data-monday
    state: restored
    restore_to: data-restored
  register: restored

- name: Put the content back where it came from
  stratus.openstack.volume_backup:
    cloud: demo
    name: data-monday
    state: restored
    restore_to: data
    overwrite: true

- name: Remove a backup
  stratus.openstack.volume_backup:
    cloud: demo
    name: data-tuesday
    state: absent
"""

RETURN = r"""
volume_backup:
  description: The backup; null when it was removed. Attributes that the API does not show are null.
  returned: success
  type: dict
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
    id: 9d0c1f4e-5f0a-4b6e-8a35-1b7c2f3d4e55
    name: data-monday
    size: 20
    status: available
    is_incremental: false
    volume_id: 6a0f1c9e-3c59-4f5c-8f0b-7a3c6f4b2d11
backup:
  description: The same as RV(volume_backup).
  returned: success
  type: dict
  sample: {id: 9d0c1f4e-5f0a-4b6e-8a35-1b7c2f3d4e55, name: data-monday}
volume:
  description: The volume that has the content now.
  returned: for O(state=restored)
  type: dict
  contains:
    # attributes of block_storage.volume: make generate
    id: {type: str, description: UUID of the volume.}
    name: {type: str, description: Name of the volume. Several volumes of a project can have the same name.}
    attachments:
      description: Attachments of the volume to servers. Empty for a volume that is not attached; more than one only for a multiattach
        volume.
      type: list
      elements: dict
      contains:
        attached_at: {type: str, description: 'Time when the volume was attached, in UTC, as ISO 8601.'}
        attachment_id: {type: str, description: UUID of the attachment in the block storage service.}
        device: {type: str, description: 'Device name of the volume in the server, such as V(/dev/vdb). The guest can use another name.'}
        host_name: {type: str, description: Name of the host of the attachment. Null for users who are not administrators.}
        id: {type: str, description: 'UUID of the volume, the same as C(volume_id).'}
        server_id: {type: str, description: UUID of the server that has the volume. Null when it is attached to a host instead of a server.}
        volume_id: {type: str, description: UUID of the volume.}
    availability_zone: {type: str, description: Availability zone of the block storage service that the volume is in.}
    backup_id:
      description: 'UUID of the backup that the volume was restored from, which may have been deleted since. Null for other volumes.'
      type: str
    cluster_name:
      description: 'Cluster of volume services that has the volume. Null without a cluster, and for users who are not administrators.'
      type: str
    consistency_group_id: {type: str, description: UUID of the consistency group that the volume is in. Null when it is in none.}
    consumes_quota:
      description: Whether the volume counts against the quotas of its project. V(false) for temporary volumes. Null before microversion
        3.65.
      type: bool
    created_at: {type: str, description: 'Time when the volume was created, in UTC, as ISO 8601.'}
    description: {type: str, description: Free text about the volume. Null when it has none.}
    encryption_key_id:
      description: 'UUID of the encryption key in the key manager. Null for a volume that is not encrypted, and before microversion 3.64.'
      type: str
    extended_replication_status:
      description: Always null. Cinder removed this attribute; C(replication_status) has the state of the replication.
      type: str
    group_id:
      description: 'UUID of the generic volume group that the volume is in. Null when it is in none, and before microversion 3.13.'
      type: str
    host:
      description: 'Place of the volume as C(host@backend#pool). Null for users who are not administrators, and before it is placed.'
      type: str
    image_id:
      description: 'UUID of the image that the volume was made from, which may have been deleted since. Null when it was made from no
        image.'
      type: str
    is_bootable: {type: bool, description: Whether a server can boot from the volume.}
    is_encrypted: {type: bool, description: 'Whether the content of the volume is encrypted, as its volume type specifies.'}
    is_multiattach: {type: bool, description: Whether the volume can be attached to several servers at the same time.}
    is_read_only: {type: bool, description: Whether servers can only read the volume.}
    metadata:
      description: 'Metadata of the volume. Keys and values are strings. Cinder adds C(attached_mode) and C(readonly), which tell how it can
        be attached.'
      type: dict
    migration_id:
      description: 'UUID of the volume on the backend that holds the data after a migration. Null when it is the UUID of the volume, and for
        users who are not administrators.'
      type: str
    migration_status:
      description: 'Status of the latest migration to another backend, such as V(starting), V(migrating), V(success) or V(error). Null for
        users who are not administrators.'
      type: str
    project_id: {type: str, description: ID of the project that owns the volume.}
    provider_id:
      description: 'ID that the storage backend gave to the volume. Null for users who are not administrators, and for backends without such
        an ID.'
      type: str
    replication_driver_data: {type: str, description: Always null. Cinder no longer shows what a driver notes about replication.}
    replication_status:
      description: 'State of the replication, such as V(enabled), V(disabled), V(error) or V(failed-over). Null for a volume that is not
        replicated.'
      type: str
    scheduler_hints: {type: dict, description: Always null. Cinder takes scheduler hints at creation and does not return them.}
    service_uuid:
      description: 'UUID of the volume service that manages the volume. Null before the volume is placed, and before microversion 3.48.'
      type: str
    shared_targets:
      description: 'Whether hosts must lock while they attach the volume, since the backend can share one target between volumes. V(true)
        locks only hosts whose iSCSI initiator cannot scan on request; V(false) never locks; null always locks (microversion 3.69).'
      type: bool
    size: {type: int, description: Size of the volume in GiB.}
    snapshot_id: {type: str, description: UUID of the snapshot that the volume was made from. Null when it was made from no snapshot.}
    source_volume_id: {type: str, description: UUID of the volume that this one is a clone of. Null when it is no clone.}
    status:
      description: 'Status of the volume, such as V(available), V(in-use), V(creating), V(extending), V(awaiting-transfer), V(reserved),
        V(maintenance) or V(error).'
      type: str
    updated_at: {type: str, description: 'Time when the volume was last changed, in UTC, as ISO 8601. Null when it was never changed.'}
    user_id: {type: str, description: ID of the user who created the volume.}
    volume_image_metadata:
      description: Metadata that the volume took over from an image. Values are strings. Null when there is none.
      type: dict
    volume_type: {type: str, description: Name of the type that selects the backend and the encryption of the volume.}
    volume_type_id: {type: str, description: UUID of the volume type. Null before microversion 3.63.}
    # end of attributes
  sample: {id: 1f3b6a72-74bb-4c3e-9a55-6d1e0f2c3b44, name: data-restored, status: available}
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
id:
  description: ID of the backup.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.backups import BACKUP

OPERATION = BACKUP

if __name__ == "__main__":
    run(OPERATION)

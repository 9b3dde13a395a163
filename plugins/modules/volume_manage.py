#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: volume_manage
short_description: Take over volumes that a backend has already
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Puts a volume that exists on a storage backend under the management of the block storage service (Cinder), or ends that, as an
    administrator. Nothing is created or removed on the backend.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, aliases: [display_name], description: Name or ID of the volume in the block storage service.}
  host: {type: str, description: 'The backend, or its pool, that has the volume, as V(host@backend#pool).'}
  source_name: {type: str, description: Name of the volume on the backend.}
  source_id: {type: str, description: 'ID of the volume on the backend, where the driver wants that.'}
  description: {type: str, aliases: [display_description], description: Free text about the volume.}
  metadata: {type: dict, description: 'Metadata of the volume, all of it. What the service notes there for itself is left alone.'}
  volume_type: {type: str, description: Name or ID of the volume type.}
  availability_zone: {type: str, description: Availability zone of the volume.}
  is_bootable: {type: bool, aliases: [bootable], description: Whether servers may boot from the volume.}
"""

EXAMPLES = r"""
- name: Take over a volume
  stratus.openstack.volume_manage:
    cloud: admin
    name: legacy
    host: storage-1@ceph#ceph
    source_name: vm-disk-17
    volume_type: ceph
    is_bootable: true

- name: Let go of it; the backend keeps it
  stratus.openstack.volume_manage:
    cloud: admin
    name: legacy
    state: absent
"""

RETURN = r"""
volume:
  description: The volume; null when it is not managed any more. Attributes that the API does not show are null.
  returned: success
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
  sample:
    id: 6a0f1c9e-3c59-4f5c-8f0b-7a3c6f4b2d11
    name: legacy
    host: storage-1@ceph#ceph
    size: 20
    status: available
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
  description: ID of the volume.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.managed import MANAGED

OPERATION = MANAGED

if __name__ == "__main__":
    run(OPERATION)

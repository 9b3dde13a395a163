#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: volume
short_description: Manage volumes
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes volumes of the block storage service (Cinder).
  - A volume grows in place, also while it is attached if the cloud can do that. Its type and its content are only replaced when
    O(migration_policy) or O(reimage) asks for it; otherwise a difference is told in RV(drift) and in a warning.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, aliases: [display_name], description: Name or ID of the volume.}
  id: {type: str, description: 'ID of an existing volume. It is then called O(name): this is how a volume is renamed.'}
  description: {type: str, aliases: [display_description], description: Free text about the volume.}
  size:
    description: Size in GiB. A new volume needs one unless its source has one. An existing one grows; a smaller size is an error.
    type: int
  image: {type: str, description: Name or ID of the image that a new volume is filled with.}
  snapshot: {type: str, aliases: [snapshot_id], description: Name or ID of the snapshot that a new volume is made from.}
  volume: {type: str, description: Name or ID of another volume that a new one is a copy of.}
  backup: {type: str, description: Name or ID of the backup that a new volume is restored from.}
  reimage:
    description: Whether an existing volume with the content of another image is overwritten with O(image). What is on it is lost.
    type: bool
    default: false
  volume_type: {type: str, description: Name or ID of the volume type; by default the one of the project or the cloud.}
  migration_policy:
    description:
      - With it, an existing volume of another type is given O(volume_type). V(never) does so only where the backend can do it in place;
        V(on-demand) moves the data to another backend if need be.
    type: str
    choices: [never, on-demand]
  availability_zone: {type: str, description: Availability zone of a new volume.}
  is_bootable:
    description: Whether servers may boot from the volume. A volume that is made from a bootable image or volume is bootable by itself.
    type: bool
    aliases: [bootable]
  is_read_only: {type: bool, aliases: [read_only], description: Whether the volume can only be attached for reading.}
  is_multiattach:
    description:
      - Whether several servers may have the volume at the same time. That is a matter of its type; with V(true) a new volume needs a
        O(volume_type) that allows it, and takes the only one there is when that is omitted.
    type: bool
    aliases: [multiattach]
  metadata: {type: dict, description: 'Metadata of the volume, all of it. What the service notes there for itself is left alone.'}
  image_metadata:
    description:
      - Metadata that a volume has of its image, such as V(hw_disk_bus). What is named is set, what is null is taken away, the rest is left
        alone; V({}) takes away all of it.
    type: dict
  scheduler_hints:
    description: 'Hints for the choice of the backend of a new volume, such as V({same_host: [ID]}) or V({different_host: [ID]}).'
    type: dict
  cascade: {type: bool, default: false, description: Whether a removal also removes the snapshots of the volume.}
  force: {type: bool, default: false, description: 'Whether to remove a volume whatever its status, for administrators.'}
"""

EXAMPLES = r"""
- name: An empty volume
  stratus.openstack.volume:
    cloud: demo
    name: data
    size: 20
    description: Database files
    metadata: {role: db}

- name: A volume to boot from, of a type
  stratus.openstack.volume:
    cloud: demo
    name: root
    size: 10
    image: debian-13
    volume_type: fast

- name: A copy of a snapshot, twice as large
  stratus.openstack.volume:
    cloud: demo
    name: data-test
    snapshot: data-monday
    size: 40

- name: Let it grow, and move it to another type
  stratus.openstack.volume:
    cloud: demo
    name: data
    size: 50
    volume_type: slow
    migration_policy: on-demand
    timeout: 3600

- name: Call it something else
  stratus.openstack.volume:
    cloud: demo
    id: 6a0f1c9e-3c59-4f5c-8f0b-7a3c6f4b2d11
    name: archive

- name: Remove it with its snapshots
  stratus.openstack.volume:
    cloud: demo
    name: archive
    cascade: true
    state: absent
"""

RETURN = r"""
volume:
  description:
    - The volume; null when it was removed. Attributes that the API does not show are null.
    - C(attachments) has the servers, C(image_id) the image that it was made from.
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
    name: data
    size: 20
    status: in-use
    volume_type: fast
    is_bootable: false
    is_read_only: false
    attachments:
      - {server_id: 0b1c6f9e-50ad-4c6b-9c39-3ae1a09f8ee0, device: /dev/vdb}
    metadata: {role: db}
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
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.volumes import VOLUME

OPERATION = VOLUME

if __name__ == "__main__":
    run(OPERATION)

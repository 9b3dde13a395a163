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

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
  sample: {id: 1f3b6a72-74bb-4c3e-9a55-6d1e0f2c3b44, name: data-restored, status: available}
drift:
  description: What differs from the declared options and was left alone; a list of C(option), C(now), C(wanted) and C(remedy).
  returned: when there is any
  type: list
  elements: dict
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

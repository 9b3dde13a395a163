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

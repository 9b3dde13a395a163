#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: volume_image_metadata
short_description: Manage the metadata that a volume has of its image
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Sets or takes away metadata that a volume of the block storage service (Cinder) took over from its image, and that a server which boots
    from it is made by.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  volume: {type: str, required: true, description: Name or ID of the volume.}
  image_metadata:
    description:
      - The metadata. With O(state=present), what is named is set, what is null is taken away, the rest is left alone; V({}) takes away all
        of it. With O(state=absent), what is named is taken away, whatever its values.
    type: dict
    required: true
"""

EXAMPLES = r"""
- name: Choose the bus of the disk
  stratus.openstack.volume_image_metadata:
    cloud: demo
    volume: root
    image_metadata:
      hw_disk_bus: scsi
      hw_scsi_model: virtio-scsi

- name: Leave it to the cloud again
  stratus.openstack.volume_image_metadata:
    cloud: demo
    volume: root
    image_metadata: {hw_disk_bus: scsi, hw_scsi_model: virtio-scsi}
    state: absent
"""

RETURN = r"""
volume:
  description: The volume.
  returned: success
  type: dict
  sample:
    id: 6a0f1c9e-3c59-4f5c-8f0b-7a3c6f4b2d11
    name: root
    volume_image_metadata: {hw_disk_bus: scsi, hw_scsi_model: virtio-scsi}
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
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.image_metadata import IMAGE_METADATA_OF_VOLUME

OPERATION = IMAGE_METADATA_OF_VOLUME

if __name__ == "__main__":
    run(OPERATION)

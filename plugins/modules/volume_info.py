#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: volume_info
short_description: List volumes
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists volumes of the block storage service (Cinder), by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name:
    type: str
    description: Name or ID of the volume that is wanted, or a pattern such as V(web-*). There may be several of one name.
  status: {type: str, description: 'Status of the volumes, such as V(available) or V(in-use).'}
  metadata: {type: dict, description: Metadata that the volumes must have.}
  is_bootable: {type: bool, aliases: [bootable], description: Whether the volumes are bootable.}
  availability_zone: {type: str, description: Availability zone of the volumes.}
  details: {type: bool, description: 'With V(false) the service tells no more than names and IDs, which is quicker.'}
  all_projects: {type: bool, description: 'Whether to list the volumes of all projects, for administrators.'}
  limit: {type: int, description: Give at most so many.}
"""

EXAMPLES = r"""
- name: All volumes of the project
  stratus.openstack.volume_info:
    cloud: demo
  register: all

- name: Volumes that no server has
  stratus.openstack.volume_info:
    cloud: demo
    status: available
    metadata: {role: db}

- name: Volumes of one type in all projects
  stratus.openstack.volume_info:
    cloud: admin
    all_projects: true
    filters: {volume_type: fast}
"""

RETURN = r"""
volumes:
  description: The volumes. Attributes that the API does not show are null.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 6a0f1c9e-3c59-4f5c-8f0b-7a3c6f4b2d11
      name: data
      size: 20
      status: available
      volume_type: fast
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.volumes import VOLUMES

OPERATION = VOLUMES

if __name__ == "__main__":
    run(OPERATION)

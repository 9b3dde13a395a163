#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: volume_transfer_info
short_description: List offers of volumes to other projects
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists volumes of the block storage service (Cinder) that are offered to other projects, by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the offer that is wanted, or a pattern such as V(web-*).'}
  volume: {type: str, description: Name or ID of the volume that is offered.}
  all_projects: {type: bool, description: 'Whether to list the offers of all projects, for administrators.'}
  limit: {type: int, description: Give at most so many.}
"""

EXAMPLES = r"""
- name: What this project offers
  stratus.openstack.volume_transfer_info:
    cloud: demo
  register: offers

- name: Whether a volume is offered
  stratus.openstack.volume_transfer_info:
    cloud: demo
    volume: data
"""

RETURN = r"""
volume_transfers:
  description: The offers, without their keys.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of block_storage.transfer: make generate
    id: {type: str, description: UUID of the transfer. The recipient needs it together with the key.}
    name: {type: str, description: Name of the transfer. Null when it has none.}
    accepted:
      description: 'Whether the recipient accepted the transfer. Null before microversion 3.57, unless this task accepted it.'
      type: bool
    auth_key:
      description: Key by which another project accepts the transfer. Null except in the task that creates the transfer.
      type: str
    created_at: {type: str, description: 'Time when the transfer was created, in UTC, as ISO 8601. Null in the task that accepts it.'}
    destination_project_id:
      description: 'ID of the project that accepted the transfer. Null until then, and before microversion 3.57.'
      type: str
    links:
      description: Links to the volume transfer in the API.
      type: list
      elements: dict
      contains:
        rel: {type: str, description: 'Kind of the link: V(self) with the API version, V(bookmark) without it.'}
        href: {type: str, description: URL of the volume transfer.}
    no_snapshots:
      description: 'Whether the snapshots of the volume stay with the old project. Null before microversion 3.55, and in the task that
        accepts it.'
      type: bool
    source_project_id:
      description: 'ID of the project that offers the volume. Null before microversion 3.57, and in the task that accepts it.'
      type: str
    volume_id: {type: str, description: UUID of the volume that is offered.}
    # end of attributes
  sample:
    - id: 0f6a2b9c-7d1e-4c3b-a5f4-8e2d1c0b9a87
      name: data to web
      volume_id: 6a0f1c9e-3c59-4f5c-8f0b-7a3c6f4b2d11
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.transfers import TRANSFERS

OPERATION = TRANSFERS

if __name__ == "__main__":
    run(OPERATION)

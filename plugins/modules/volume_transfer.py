#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: volume_transfer
short_description: Hand volumes over to other projects
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Offers a volume of the block storage service (Cinder) to another project, withdraws the offer, or accepts it.
  - A volume is offered once at a time. Nothing of an offer can be changed; withdraw it and make another one.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  volume:
    description:
      - Name or ID of the volume. With O(state=accepted) its ID, by which the module sees that it has been accepted already.
    type: str
  id: {type: str, description: ID of the offer; needed for O(state=accepted).}
  name: {type: str, description: Name of a new offer.}
  no_snapshots: {type: bool, description: Whether the volume is handed over without its snapshots.}
  auth_key: {type: str, description: 'The key from the answer to the offer; needed for O(state=accepted).'}
  state:
    description: As C(present) and C(absent) for the offer; V(accepted) makes the volume one of the project that the credentials are for.
    type: str
    choices: [present, absent, accepted]
    default: present
"""

EXAMPLES = r"""
- name: Offer a volume
  stratus.openstack.volume_transfer:
    cloud: demo
    volume: data
  register: offer
  no_log: true

- name: Accept it in another project
  stratus.openstack.volume_transfer:
    cloud: other
    id: "{{ offer.id }}"
    auth_key: "{{ offer.volume_transfer.auth_key }}"
    volume: "{{ offer.volume_transfer.volume_id }}"
    state: accepted

- name: Withdraw an offer
  stratus.openstack.volume_transfer:
    cloud: demo
    volume: data
    state: absent
"""

RETURN = r"""
volume_transfer:
  description:
    - The offer; null when it was withdrawn. C(auth_key) is only set by the task that made it; give such a task C(no_log), or it is shown
      at C(-v).
  returned: success
  type: dict
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
    id: 0f6a2b9c-7d1e-4c3b-a5f4-8e2d1c0b9a87
    name: data to web
    volume_id: 6a0f1c9e-3c59-4f5c-8f0b-7a3c6f4b2d11
    auth_key:
id:
  description: ID of the offer.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.transfers import TRANSFER

OPERATION = TRANSFER

if __name__ == "__main__":
    run(OPERATION)

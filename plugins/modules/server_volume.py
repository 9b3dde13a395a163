#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: server_volume
short_description: Attach and detach volumes
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Attaches a volume of the block storage service (Cinder) to a server of the compute service (Nova), or detaches it.
  - A volume that allows it can be attached to several servers, by one task for each.
  - O(device) and O(tag) count when the volume is attached. When they differ later, that is told in RV(drift) and in a warning.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  server: {type: str, required: true, description: Name or ID of the server.}
  volume: {type: str, required: true, description: Name or ID of the volume.}
  device:
    description: Name of the device, such as V(/dev/vdb). Most hypervisors choose it themselves; then it is best left out.
    type: str
  tag: {type: str, description: 'A word that the guest finds in its metadata, by which it knows the volume again.'}
  delete_on_termination: {type: bool, description: Whether the volume is deleted with the server.}
  state:
    description: Whether the volume shall be attached to the server.
    type: str
    choices: [present, absent]
    default: present
"""

EXAMPLES = r"""
- name: Attach a volume
  stratus.openstack.server_volume:
    cloud: demo
    server: db-1
    volume: db-1-data
  register: attached

- name: Attach one that goes with the server, and that the guest finds by its tag
  stratus.openstack.server_volume:
    cloud: demo
    server: db-1
    volume: db-1-scratch
    tag: scratch
    delete_on_termination: true

- name: Move a volume to another server
  stratus.openstack.server_volume:
    cloud: demo
    server: "{{ item.server }}"
    volume: db-data
    state: "{{ item.state }}"
  loop:
    - {server: db-1, state: absent}
    - {server: db-2, state: present}
"""

RETURN = r"""
volume:
  description:
    - The volume, with the same attributes as from M(stratus.openstack.volume); null when there is none to detach.
    - Beside them C(device), and C(tag) and C(delete_on_termination) when the task sets one of these.
  returned: success
  type: dict
  sample:
    id: 5c2e0c9c-7e5b-4f3e-9b55-0a4cfb5f5555
    name: db-1-data
    status: in-use
    size: 10
    device: /dev/vdb
    attachments:
      - server_id: 7f2c6c3a-9a1e-4a0f-8d0c-7f0b1f6d1111
        device: /dev/vdb
drift:
  description: What differs from the declared options and was left alone; a list of C(option), C(now), C(wanted) and C(remedy).
  returned: when there is any
  type: list
  elements: dict
  sample: []
id:
  description: ID of the volume.
  returned: when there is one
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.attachments import SERVER_VOLUME

OPERATION = SERVER_VOLUME

if __name__ == "__main__":
    run(OPERATION)

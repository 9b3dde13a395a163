#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: volume_qos
short_description: Manage QoS specs of volumes
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes quality of service specs in the block storage service (Cinder), and says which volume types have them, as
    an administrator.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name or ID of the QoS specs.}
  consumer:
    description: What keeps to them, V(front-end) for the compute service. New ones are for the V(back-end) unless told.
    type: str
    choices: [back-end, front-end, both]
  specs: {type: dict, description: 'The specs, all of them, such as V(total_iops_sec).'}
  volume_types:
    description: Names or IDs of the volume types that have these specs, all of them. A type has at most one set of specs.
    type: list
    elements: str
  force: {type: bool, default: false, description: Whether to remove specs that volume types have.}
"""

EXAMPLES = r"""
- name: Limit what servers do with volumes of a type
  stratus.openstack.volume_qos:
    cloud: admin
    name: slow
    consumer: front-end
    specs:
      total_iops_sec: 500
      total_bytes_sec: 52428800
    volume_types: [archive]

- name: No type has them any more
  stratus.openstack.volume_qos:
    cloud: admin
    name: slow
    volume_types: []

- name: Remove them
  stratus.openstack.volume_qos:
    cloud: admin
    name: slow
    state: absent
"""

RETURN = r"""
volume_qos:
  description: The QoS specs; null when they were removed.
  returned: success
  type: dict
  contains:
    # attributes of block_storage.qos_spec: make generate
    id: {type: str, description: UUID of the QoS specs.}
    name: {type: str, description: 'Name of the QoS specs, unique in the cloud.'}
    consumer: {type: str, description: 'Who applies the specs: V(front-end) the hypervisor, V(back-end) the storage backend, or V(both).'}
    specs: {type: dict, description: 'Limits and further specs by name, such as C(total_iops_sec). Values are strings.'}
    # end of attributes
  sample:
    id: 5b1c7d2e-8a9f-4c3b-b6d4-0e1f2a3b4c5d
    name: slow
    consumer: front-end
    specs: {total_iops_sec: "500", total_bytes_sec: "52428800"}
id:
  description: ID of the QoS specs.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.types import QOS

OPERATION = QOS

if __name__ == "__main__":
    run(OPERATION)

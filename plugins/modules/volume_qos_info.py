#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: volume_qos_info
short_description: List QoS specs of volumes
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists quality of service specs of the block storage service (Cinder), by one request, for administrators.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the QoS specs that are wanted, or a pattern such as V(web-*).'}
  consumer: {type: str, choices: [back-end, front-end, both], description: What keeps to the specs.}
"""

EXAMPLES = r"""
- name: All QoS specs
  stratus.openstack.volume_qos_info:
    cloud: admin
  register: all

- name: Those that the compute service keeps to
  stratus.openstack.volume_qos_info:
    cloud: admin
    consumer: front-end
"""

RETURN = r"""
qos_specs:
  description: The QoS specs.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of block_storage.qos_spec: make generate
    id: {type: str, description: UUID of the QoS specs.}
    name: {type: str, description: 'Name of the QoS specs, unique in the cloud.'}
    consumer: {type: str, description: 'Who applies the specs: V(front-end) the hypervisor, V(back-end) the storage backend, or V(both).'}
    specs: {type: dict, description: 'Limits and further specs by name, such as C(total_iops_sec). Values are strings.'}
    # end of attributes
  sample:
    - id: 5b1c7d2e-8a9f-4c3b-b6d4-0e1f2a3b4c5d
      name: slow
      consumer: front-end
      specs: {total_iops_sec: "500"}
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.types import QOSES

OPERATION = QOSES

if __name__ == "__main__":
    run(OPERATION)

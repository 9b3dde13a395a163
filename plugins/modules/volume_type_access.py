#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: volume_type_access
short_description: Manage who may use a private volume type
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lets a project use a private volume type of the block storage service (Cinder), or no longer, as an administrator.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name or ID of the volume type.}
  project: {type: str, required: true, description: Name or ID of the project.}
  project_domain: {type: str, description: Name or ID of the domain that the project is in.}
"""

EXAMPLES = r"""
- name: Let a project use a private type
  stratus.openstack.volume_type_access:
    cloud: admin
    name: shared
    project: web
    project_domain: Default

- name: No longer
  stratus.openstack.volume_type_access:
    cloud: admin
    name: shared
    project: web
    state: absent
"""

RETURN = r"""
volume_type:
  description: The volume type, whether the project may use it or not; null when there is no such type.
  returned: success
  type: dict
  contains:
    # attributes of block_storage.type_access: make generate
    id: {type: str, description: UUID of the volume type.}
    name: {type: str, description: 'Name of the volume type, unique in the cloud.'}
    description: {type: str, description: Free text about the volume type. Null when it has none.}
    extra_specs:
      description: 'Properties that the scheduler and the driver use. Values are strings. Users who are not administrators see only a few,
        such as C(multiattach).'
      type: dict
    is_public: {type: bool, description: 'Whether every project can use the volume type. Otherwise, only projects with access can use it.'}
    qos_specs_id:
      description: 'UUID of the QoS specs of the volume type. Null without QoS specs, and for users who are not administrators.'
      type: str
    # end of attributes
  sample:
    id: 3a1b5c7d-2e4f-4a6b-8c0d-9e1f2a3b4c5d
    name: shared
    is_public: false
id:
  description: ID of the volume type.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.types import TYPE_ACCESS

OPERATION = TYPE_ACCESS

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: volume_group_type_info
short_description: List volume group types
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists types of volume groups of the block storage service (Cinder), by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the volume group type, or a pattern such as V(web-*).'}
  is_public:
    description:
      - List only public or only private types. If omitted, both are listed.
      - Only administrators see private types.
    type: bool
"""

EXAMPLES = r"""
- name: List all volume group types
  stratus.openstack.volume_group_type_info:
    cloud: demo
  register: types

- name: Show the names
  ansible.builtin.debug:
    msg: "{{ types.volume_group_types | map(attribute='name') }}"
"""

RETURN = r"""
volume_group_types:
  description: The volume group types.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of block_storage.group_type: make generate
    id: {type: str, description: UUID of the volume group type.}
    name: {type: str, description: 'Name of the volume group type, unique in the cloud.'}
    description: {type: str, description: Free text about the volume group type. Null when it has none.}
    group_specs:
      description: 'Properties that the scheduler and the driver use, such as C(consistent_group_snapshot_enabled). Values are strings. Null
        for users who are not administrators.'
      type: dict
    is_public:
      description: Whether every project can use the volume group type. Only administrators see a type that is not public.
      type: bool
    # end of attributes
  sample:
    - id: 6685584b-1eac-4da6-b5c3-555430cf68ff
      name: consistent
      is_public: true
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.group_types import GROUP_TYPES

OPERATION = GROUP_TYPES

if __name__ == "__main__":
    run(OPERATION)

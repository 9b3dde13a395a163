#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: share_group_type_info
short_description: List share group types
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists types of share groups of the shared file system service (Manila), by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the share group type, or a pattern such as V(web-*).'}
  is_public:
    description:
      - List only public or only private types. If omitted, both are listed.
      - Only administrators see all private types.
    type: bool
"""

EXAMPLES = r"""
- name: List the share group types
  stratus.openstack.share_group_type_info:
    cloud: demo
  register: types
"""

RETURN = r"""
share_group_types:
  description: The share group types.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of shared_file_system.share_group_type: make generate
    id: {type: str, description: UUID of the share group type.}
    name: {type: str, description: 'Name of the share group type, unique in the cloud.'}
    group_specs: {type: dict, description: Properties that the scheduler and the driver use. Values are strings.}
    is_default: {type: bool, description: Whether share groups get this type if their creation names no type.}
    is_public:
      description: 'Whether every project can use the share group type. Otherwise, only projects with access can use it.'
      type: bool
    share_types: {type: list, elements: str, description: UUIDs of the share types that the shares of a group can have.}
    # end of attributes
  sample:
    - id: f310dac6-0089-462d-aa2e-16d24f0fb00b
      name: consistent
      is_public: true
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.groups import GROUP_TYPES

OPERATION = GROUP_TYPES

if __name__ == "__main__":
    run(OPERATION)

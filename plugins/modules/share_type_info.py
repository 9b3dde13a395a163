#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: share_type_info
short_description: List share types
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists share types of the shared file system service (Manila), by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the share type, or a pattern such as V(web-*).'}
  is_public:
    description:
      - List only public or only private types. If omitted, both are listed.
      - Only administrators see private types that their project has no access to.
    type: bool
"""

EXAMPLES = r"""
- name: List all share types
  stratus.openstack.share_type_info:
    cloud: demo
  register: types

- name: Show the names
  ansible.builtin.debug:
    msg: "{{ types.share_types | map(attribute='name') }}"
"""

RETURN = r"""
share_types:
  description: The share types.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of shared_file_system.share_type: make generate
    id: {type: str, description: UUID of the share type.}
    name: {type: str, description: 'Name of the share type, unique in the cloud.'}
    description: {type: str, description: Free text about the share type. Null when it has none.}
    driver_handles_share_servers: {type: bool, description: 'Whether the driver creates share servers, in the share network of each share.'}
    extra_specs:
      description: 'Properties that the scheduler and the driver use, the required ones included. Values are strings.'
      type: dict
    is_default: {type: bool, description: Whether shares get this type if their creation names no type.}
    is_public: {type: bool, description: 'Whether every project can use the share type. Otherwise, only projects with access can use it.'}
    optional_extra_specs: {type: dict, description: Extra specs that the service does not require.}
    required_extra_specs: {type: dict, description: Extra specs that the service requires. The only one is C(driver_handles_share_servers).}
    # end of attributes
  sample:
    - id: bc97ad1a-47fe-4414-b494-dfc4f037cbc1
      name: default
      is_public: true
share_type:
  description: The share type with the name. Null when there is none.
  returned: when O(name) is given
  type: dict
  sample: {id: bc97ad1a-47fe-4414-b494-dfc4f037cbc1, name: default}
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.types import TYPES

OPERATION = TYPES

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: volume_type_info
short_description: List volume types
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists types of volumes of the block storage service (Cinder), by one request.
  - Of a type that is named, it also tells how its volumes are encrypted and, when it is private, which projects may use it. Each takes
    one more request, and is answered to administrators only.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the volume type that is wanted, or a pattern such as V(web-*).'}
  is_public: {type: bool, description: 'Whether to list public or private types; by default both, as far as one may see them.'}
"""

EXAMPLES = r"""
- name: All types that one may use
  stratus.openstack.volume_type_info:
    cloud: demo
  register: types

- name: Types for volumes that several servers share
  ansible.builtin.debug:
    msg: "{{ types.volume_types | selectattr('extra_specs.multiattach', 'defined') | map(attribute='name') }}"

- name: Everything about one
  stratus.openstack.volume_type_info:
    cloud: admin
    name: fast
"""

RETURN = r"""
volume_types:
  description: The volume types.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 3a1b5c7d-2e4f-4a6b-8c0d-9e1f2a3b4c5d
      name: fast
      is_public: true
      extra_specs: {volume_backend_name: flash}
volume_type:
  description: The type that was named; null when there is none.
  returned: when O(name) is given
  type: dict
  sample: {id: 3a1b5c7d-2e4f-4a6b-8c0d-9e1f2a3b4c5d, name: fast}
encryption:
  description: How volumes of the type that was named are encrypted; null when they are not, or when one may not see it.
  returned: when O(name) is given
  type: dict
  sample: {provider: luks, cipher: aes-xts-plain64, key_size: 256, control_location: front-end}
access_project_ids:
  description: IDs of the projects that may use the private type that was named; null when it is public, or when one may not see it.
  returned: when O(name) is given
  type: list
  elements: str
  sample: [7e6f1c9e3c594f5c8f0b7a3c6f4b2d11]
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.types import TYPES

OPERATION = TYPES

if __name__ == "__main__":
    run(OPERATION)

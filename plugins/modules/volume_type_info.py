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
  contains:
    # attributes of block_storage.type: make generate
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
    - id: 3a1b5c7d-2e4f-4a6b-8c0d-9e1f2a3b4c5d
      name: fast
      is_public: true
      extra_specs: {volume_backend_name: flash}
volume_type:
  description: The type that was named; null when there is none.
  returned: when O(name) is given
  type: dict
  contains:
    # attributes of block_storage.type: make generate
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
  sample: {id: 3a1b5c7d-2e4f-4a6b-8c0d-9e1f2a3b4c5d, name: fast}
encryption:
  description: How volumes of the type that was named are encrypted. All keys are null when they are not; null when the user may not
    see it.
  returned: when O(name) is given
  type: dict
  contains:
    # attributes of block_storage.type_encryption: make generate
    id: {type: str, description: 'UUID of the encryption, the same as C(encryption_id).'}
    name: {type: str, description: Always null. An encryption has no name.}
    cipher: {type: str, description: 'Cipher and mode, such as V(aes-xts-plain64). Null for the default of the provider.'}
    control_location:
      description: 'Where the data is encrypted: V(front-end) on the compute host, V(back-end) in the storage backend.'
      type: str
    created_at: {type: str, description: 'Time when the encryption was created, in UTC, as ISO 8601.'}
    deleted: {type: bool, description: V(false) for an encryption that exists.}
    deleted_at: {type: str, description: Null for an encryption that exists.}
    encryption_id: {type: str, description: UUID of the encryption.}
    key_size: {type: int, description: 'Length of the key in bits, such as V(256). Null for the default of the provider.'}
    provider: {type: str, description: 'Format of the encryption, such as V(luks), V(luks2) or V(plain).'}
    updated_at:
      description: 'Time when the encryption of volume type was last changed, in UTC, as ISO 8601. Null when it was never changed.'
      type: str
    # end of attributes
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

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: volume_type_encryption
short_description: Manage the encryption of a volume type
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Says how the volumes of a type are encrypted in the block storage service (Cinder), as an administrator.
  - The service lets nothing of that be changed while there are volumes of the type.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  volume_type: {type: str, required: true, description: Name or ID of the volume type.}
  encryption_provider: {type: str, description: 'What encrypts, such as V(luks). It is needed unless the type is encrypted already.'}
  encryption_cipher: {type: str, description: 'Cipher and mode, such as V(aes-xts-plain64).'}
  encryption_key_size: {type: int, choices: [128, 256, 512], description: 'Size of the keys, in bits.'}
  encryption_control_location:
    description:
      - Where it is done, V(front-end) for the compute service.
      - When omitted for a type that is not encrypted yet, it is V(front-end).
    type: str
    choices: [front-end, back-end]
"""

EXAMPLES = r"""
- name: Encrypt the volumes of a type
  stratus.openstack.volume_type_encryption:
    cloud: admin
    volume_type: secret
    encryption_provider: luks
    encryption_cipher: aes-xts-plain64
    encryption_key_size: 256

- name: No longer
  stratus.openstack.volume_type_encryption:
    cloud: admin
    volume_type: secret
    state: absent
"""

RETURN = r"""
encryption:
  description: How the volumes of the type are encrypted; null when they are not.
  returned: success
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
  sample:
    encryption_id: 81b9ae2d-7ba3-4d6e-9c68-0d5a2b0b9c11
    provider: luks
    cipher: aes-xts-plain64
    key_size: 256
    control_location: front-end
id:
  description: ID of the encryption.
  returned: when there is one
  type: str
  sample: 81b9ae2d-7ba3-4d6e-9c68-0d5a2b0b9c11
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.types import ENCRYPTION

OPERATION = ENCRYPTION

if __name__ == "__main__":
    run(OPERATION)

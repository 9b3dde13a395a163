#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: secret_consumer_info
short_description: List consumers of a secret of the key manager
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists what uses a secret of the key manager (Barbican), such as the image that is encrypted with it.
  - Requires microversion 1.1 of the key manager.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.read_only
options:
  name: {type: str, required: true, description: 'Name, ID or reference (URL) of the secret.'}
"""

EXAMPLES = r"""
- name: List what uses a secret
  stratus.openstack.secret_consumer_info:
    cloud: demo
    name: image-key
  register: found

- name: Show it
  ansible.builtin.debug:
    var: found.secret_consumers
"""

RETURN = r"""
secret_consumers:
  description: The consumers.
  returned: success
  type: list
  elements: dict
  contains:
    service: {type: str, description: 'Name of the service that uses the secret.'}
    resource_type: {type: str, description: 'Type of the object that uses the secret, such as V(image).'}
    resource_id: {type: str, description: ID of the object that uses the secret.}
    status: {type: str, description: Status of the entry.}
    created_at: {type: str, description: 'Time when the entry was created, in UTC, as ISO 8601.'}
    updated_at: {type: str, description: 'Time of the last change of the entry, in UTC, as ISO 8601.'}
  sample:
    - service: image
      resource_type: image
      resource_id: 0b4f4c3e-6c0a-4f3c-9f2e-2a1f0f5a3a8e
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager.acls import SECRET_CONSUMERS

OPERATION = SECRET_CONSUMERS

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: secret_info
short_description: List secrets of the key manager
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists secrets of the key manager (Barbican).
  - The payload is only read with O(with_payload=true). Set C(no_log) for such a task, since the payload is in its result.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name, ID or reference (URL) of the secret, or a pattern such as V(web-*).'}
  secret_type:
    description: List only secrets of this kind.
    type: str
    choices: [symmetric, public, private, passphrase, certificate, opaque]
  algorithm: {type: str, description: List only secrets for this algorithm.}
  bit_length: {type: int, description: List only secrets of this length in bits.}
  mode: {type: str, description: List only secrets with this mode of the algorithm.}
  acl_only: {type: bool, description: Whether to list only secrets that an access control list lets the user read.}
  created:
    description: 'List only secrets created at this time, or with a prefix such as V(gt:2026-01-31T12:00:00) after it.'
    type: str
  updated:
    description: 'List only secrets changed at this time, or with a prefix such as V(lt:2026-01-31T12:00:00) before it.'
    type: str
  expiration:
    description: 'List only secrets that expire at this time, or with a prefix such as V(lte:2026-01-31T12:00:00) until it.'
    type: str
  limit: {type: int, description: List at most this number of secrets.}
  with_payload:
    description:
      - Whether to read the payload of each listed secret. This is one more request for each secret.
      - A text is returned as it is, anything else in Base64.
    type: bool
    default: false
  with_metadata:
    description: Whether to read the metadata of each listed secret. This is one more request for each secret.
    type: bool
    default: false
  with_acl:
    description: Whether to read the access control list of each listed secret. This is one more request for each secret.
    type: bool
    default: false
"""

EXAMPLES = r"""
- name: List the passphrases
  stratus.openstack.secret_info:
    cloud: demo
    secret_type: passphrase
  register: found

- name: Read a password
  stratus.openstack.secret_info:
    cloud: demo
    name: database-password
    with_payload: true
  register: password
  no_log: true

- name: Use it
  ansible.builtin.copy:
    content: "{{ password.secrets[0].payload }}"
    dest: /etc/app/password
    mode: "0600"
  no_log: true
"""

RETURN = r"""
secrets:
  description: The secrets.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of key_manager.secret: make generate
    id: {type: str, description: 'UUID of the secret, the last part of its reference.'}
    name: {type: str, description: Name of the secret. Several objects can have the same name. Null when it has none.}
    acl:
      description: 'Access control list, as the option C(acl) declares it: C(read) with C(project_access) and C(users), a list of user IDs.
        Null when the task did not read it.'
      type: dict
    algorithm: {type: str, description: Algorithm that the secret is for. Null when none was declared.}
    bit_length: {type: int, description: 'Length in bits, as it was declared. Null when none was declared.'}
    content_types: {type: dict, description: Content types of the payload. C(default) is the stored one. Null for a secret without payload.}
    created_at: {type: str, description: 'Time when the secret was created, in UTC, as ISO 8601.'}
    creator_id: {type: str, description: ID of the user who created the secret.}
    expires_at: {type: str, description: 'Time when the secret expires, in UTC, as ISO 8601. Null for a secret that does not expire.'}
    metadata: {type: dict, description: Metadata with keys in lower case. Null when the task did not read it.}
    mode: {type: str, description: Mode of the algorithm. Null when none was declared.}
    payload: {type: str, description: Stored value. Null unless the module C(secret_info) reads it with C(with_payload).}
    payload_content_encoding: {type: str, description: 'V(base64) when C(payload) is in Base64, null otherwise.'}
    payload_content_type: {type: str, description: Content type of the payload without character set. Null for a secret without payload.}
    secret_id: {type: str, description: Same value as C(id).}
    secret_ref: {type: str, description: 'Reference of the secret: its URL, which other services take.'}
    secret_store_id: {type: str, description: UUID of the backend that stores the secret. Null when the service does not show it.}
    secret_store_ref: {type: str, description: URL of the backend that stores the secret. Null when the service does not show it.}
    secret_type: {type: str, description: 'V(symmetric), V(public), V(private), V(passphrase), V(certificate) or V(opaque).'}
    status: {type: str, description: 'V(ACTIVE) when the secret is ready, V(PENDING) before that, V(ERROR) when the key manager failed.'}
    updated_at: {type: str, description: 'Time of the last change of the secret, in UTC, as ISO 8601.'}
    # end of attributes
  sample:
    - id: 7ec24f81-2d08-4e33-a36c-6bb945d02348
      name: database-password
      secret_type: passphrase
      status: ACTIVE
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager.secrets import SECRETS

OPERATION = SECRETS

if __name__ == "__main__":
    run(OPERATION)

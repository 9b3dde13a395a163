#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: secret
short_description: Manage secrets of the key manager
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates and removes secrets in the key manager (Barbican), and changes their access control lists and metadata.
  - A secret cannot be changed otherwise. A payload can be added once to a secret that has none.
  - With O(state=replace), a secret that differs is removed and created again, with another ID.
  - The payload is never in the result, and it is not compared unless O(compare_payload) is set.
  - The key manager allows several secrets with the same name. The task fails if there are several, unless O(name) is an ID.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: 'Name of the secret, or ID or reference (URL) of a secret that exists.'}
  payload:
    description:
      - The value that is stored, as text, or in Base64 with O(payload_content_encoding=base64).
      - If neither O(payload) nor O(payload_file) is set, a new secret has no payload.
    type: str
  payload_file:
    description:
      - File with the payload, on the machine that runs the task.
      - A file that is not valid UTF-8, or that is stored with a binary content type, is sent in Base64.
    type: path
  payload_content_type:
    description:
      - Content type of the payload, such as V(text/plain) or V(application/octet-stream).
      - Defaults to V(application/octet-stream) for a payload in Base64, and to V(text/plain) otherwise.
    type: str
  payload_content_encoding: {type: str, choices: [base64], description: Encoding of O(payload). Binary payloads require V(base64).}
  compare_payload:
    description:
      - Whether the payload of an existing secret is read and compared. Requires the right to decrypt the secret.
      - A payload that differs is an error, or with O(state=replace) a reason to create the secret again.
    type: bool
    default: false
  secret_type:
    description: Kind of the secret. A new secret is V(opaque) by default.
    type: str
    choices: [symmetric, public, private, passphrase, certificate, opaque]
  algorithm: {type: str, description: 'Algorithm that the secret is for, such as V(aes). The key manager only stores it.'}
  bit_length: {type: int, description: Length of the secret in bits. The key manager only stores it.}
  mode: {type: str, description: 'Mode of the algorithm, such as V(cbc). The key manager only stores it.'}
  expiration:
    description: Time in ISO 8601 when the secret expires, in UTC unless it has an offset. The key manager does not show expired secrets.
    type: str
  metadata:
    description:
      - Metadata of the secret. This is the complete map, other keys are removed.
      - Keys are stored in lower case.
    type: dict
  acl:
    description: Access control list of the secret. An empty dictionary restores that of a new secret.
    type: dict
    suboptions:
      read:
        description: Who may read the secret and its payload. Omitted suboptions are not changed.
        type: dict
        suboptions:
          project_access: {type: bool, description: Whether all users with a role in the project may read it. True for a new secret.}
          users:
            description: Names or IDs of users who may read it in addition. Names require the right to list users.
            type: list
            elements: str
  state:
    description: V(replace) creates the secret as V(present) does, and also removes and creates it again if it differs.
    type: str
    choices: [present, absent, replace]
    default: present
"""

EXAMPLES = r"""
- name: Store a password
  stratus.openstack.secret:
    cloud: demo
    name: database-password
    secret_type: passphrase
    payload: "{{ database_password }}"

- name: Store a certificate bundle, and replace it when the file has changed
  stratus.openstack.secret:
    cloud: demo
    name: tls-bundle
    payload_file: /etc/ssl/private/bundle.p12
    payload_content_type: application/octet-stream
    compare_payload: true
    state: replace

- name: Let a user of another project read the secret
  stratus.openstack.secret:
    cloud: demo
    name: tls-bundle
    acl:
      read:
        project_access: true
        users: [0f1c6a5e2b7d4c0f9e3a8b6d5c4f3e2a]

- name: Remove it
  stratus.openstack.secret:
    cloud: demo
    name: database-password
    state: absent
"""

RETURN = r"""
secret:
  description: The secret, null if it was removed.
  returned: success
  type: dict
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
    id: 7ec24f81-2d08-4e33-a36c-6bb945d02348
    name: database-password
    secret_ref: https://key-manager.example.org/v1/secrets/7ec24f81-2d08-4e33-a36c-6bb945d02348
    secret_type: passphrase
    status: ACTIVE
id:
  description: ID of the secret.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager.secrets import SECRET

OPERATION = SECRET

if __name__ == "__main__":
    run(OPERATION)

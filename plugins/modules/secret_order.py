#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: secret_order
short_description: Manage secret orders of the key manager
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Orders a new key or key pair in the key manager (Barbican), and removes orders.
  - An order has no name of its own. It is found by the name of the secret that it generates.
  - The module waits until the key manager has generated the secret, unless O(wait=false). A failed order is an error with the reason.
  - An order cannot be changed. The generated secrets stay when an order is removed; the module M(stratus.openstack.secret) removes them.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name:
    description: Name of the secret or container that is generated, or ID or reference (URL) of an order that exists.
    type: str
    required: true
  type:
    description: Whether a symmetric key or a key pair is generated. Required for a new order.
    type: str
    choices: [key, asymmetric]
  meta:
    description: Properties of the generated key. Required for a new order.
    type: dict
    suboptions:
      algorithm: {type: str, description: 'Algorithm of the key, such as V(aes) or V(rsa).'}
      bit_length: {type: int, description: Length of the key in bits.}
      mode: {type: str, description: 'Mode of the algorithm, such as V(cbc).'}
      payload_content_type: {type: str, description: 'Content type of the generated payload, such as V(application/octet-stream).'}
      expiration: {type: str, description: 'Time in ISO 8601 when the generated secret expires, in UTC unless it has an offset.'}
  state:
    description: V(replace) creates the order as V(present) does, and also removes and creates it again if it differs.
    type: str
    choices: [present, absent, replace]
    default: present
"""

EXAMPLES = r"""
- name: Generate a key for encrypted volumes
  stratus.openstack.secret_order:
    cloud: demo
    name: volume-key
    type: key
    meta:
      algorithm: aes
      bit_length: 256
      mode: cbc
  register: order

- name: Show the reference of the key
  ansible.builtin.debug:
    var: order.secret_order.secret_ref
"""

RETURN = r"""
secret_order:
  description: The order, null if it was removed.
  returned: success
  type: dict
  contains:
    # attributes of key_manager.order: make generate
    id: {type: str, description: 'UUID of the secret order, the last part of its reference.'}
    name: {type: str, description: Name of the secret or container that the order generates.}
    container_id: {type: str, description: UUID of the container with the generated key pair. Null for another order.}
    container_ref: {type: str, description: Reference of the container with the generated key pair. Null for another order.}
    created_at: {type: str, description: 'Time when the secret order was created, in UTC, as ISO 8601.'}
    creator_id: {type: str, description: ID of the user who created the secret order.}
    meta: {type: dict, description: 'Properties of the generated key, as they were ordered.'}
    order_id: {type: str, description: Same value as C(id).}
    order_ref: {type: str, description: 'Reference of the order: its URL.'}
    secret_id: {type: str, description: 'UUID of the generated secret. Null before it exists, and for a key pair.'}
    secret_ref: {type: str, description: 'Reference of the generated secret. Null before it exists, and for a key pair.'}
    status:
      description: 'V(ACTIVE) when the secret order is ready, V(PENDING) before that, V(ERROR) when the key manager failed.'
      type: str
    sub_status: {type: str, description: 'More about the status, V(Unknown) for an order without a plugin that tells it.'}
    sub_status_message: {type: str, description: Explanation of C(sub_status).}
    type: {type: str, description: V(key) or V(asymmetric).}
    updated_at: {type: str, description: 'Time of the last change of the secret order, in UTC, as ISO 8601.'}
    # end of attributes
  sample:
    id: 58f349d8-41b7-487d-ac48-d7641cc6ccb2
    name: volume-key
    type: key
    status: ACTIVE
    secret_ref: https://key-manager.example.org/v1/secrets/11a19eb2-54a3-4de8-907a-702cc75ac221
id:
  description: ID of the order.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager.orders import ORDER

OPERATION = ORDER

if __name__ == "__main__":
    run(OPERATION)

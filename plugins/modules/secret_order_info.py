#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: secret_order_info
short_description: List secret orders of the key manager
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists orders of the key manager (Barbican).
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name of the generated secret, ID or reference (URL) of the order, or a pattern such as V(web-*).'}
  limit: {type: int, description: List at most this number of orders.}
"""

EXAMPLES = r"""
- name: List the orders that failed
  stratus.openstack.secret_order_info:
    cloud: demo
    filters:
      status: ERROR
  register: found
"""

RETURN = r"""
secret_orders:
  description: The orders.
  returned: success
  type: list
  elements: dict
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
    - id: 58f349d8-41b7-487d-ac48-d7641cc6ccb2
      name: volume-key
      type: key
      status: ACTIVE
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager.orders import ORDERS

OPERATION = ORDERS

if __name__ == "__main__":
    run(OPERATION)

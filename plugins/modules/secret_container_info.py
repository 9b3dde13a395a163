#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: secret_container_info
short_description: List secret containers of the key manager
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists containers of the key manager (Barbican).
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name, ID or reference (URL) of the container, or a pattern such as V(web-*).'}
  type: {type: str, choices: [generic, rsa, certificate], description: List only containers of this type.}
  limit: {type: int, description: List at most this number of containers.}
  with_acl:
    description: Whether to read the access control list of each listed container. This is one more request for each container.
    type: bool
    default: false
"""

EXAMPLES = r"""
- name: List the certificate containers
  stratus.openstack.secret_container_info:
    cloud: demo
    type: certificate
  register: found

- name: Show who uses them
  ansible.builtin.debug:
    msg: "{{ found.secret_containers | map(attribute='consumers') }}"
"""

RETURN = r"""
secret_containers:
  description: The containers.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of key_manager.container: make generate
    id: {type: str, description: 'UUID of the secret container, the last part of its reference.'}
    name: {type: str, description: Name of the secret container. Several objects can have the same name. Null when it has none.}
    acl:
      description: 'Access control list, as the option C(acl) declares it: C(read) with C(project_access) and C(users), a list of user IDs.
        Null when the task did not read it.'
      type: dict
    consumers: {type: list, elements: dict, description: 'Services that use the container, each with C(name) and C(URL).'}
    container_id: {type: str, description: Same value as C(id).}
    container_ref: {type: str, description: 'Reference of the container: its URL, which other services take.'}
    created_at: {type: str, description: 'Time when the secret container was created, in UTC, as ISO 8601.'}
    creator_id: {type: str, description: ID of the user who created the secret container.}
    secret_refs: {type: list, elements: dict, description: 'Secrets of the container, each with its C(name) and C(secret_ref), its URL.'}
    status:
      description: 'V(ACTIVE) when the secret container is ready, V(PENDING) before that, V(ERROR) when the key manager failed.'
      type: str
    type: {type: str, description: 'V(generic), V(rsa) or V(certificate).'}
    updated_at: {type: str, description: 'Time of the last change of the secret container, in UTC, as ISO 8601.'}
    # end of attributes
  sample:
    - id: e58f077f-24a2-4203-8cf7-209cbeaf691b
      name: web-tls
      type: certificate
      status: ACTIVE
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager.containers import CONTAINERS

OPERATION = CONTAINERS

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: secret_container
short_description: Manage secret containers of the key manager
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates and removes containers in the key manager (Barbican), and changes their access control lists.
  - A container holds references to secrets that belong together, such as a certificate and its private key.
  - A container cannot be changed otherwise. With O(state=replace), one that differs is removed and created again, with another ID.
  - The secrets stay when a container is removed.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: 'Name of the container, or ID or reference (URL) of a container that exists.'}
  type:
    description: Kind of the container. It defines the names of its secrets. Required for a new container.
    type: str
    choices: [generic, rsa, certificate]
  secrets:
    description:
      - Secrets of the container in any order. This is the complete list.
      - A container of type V(rsa) has V(private_key) and V(public_key), and can have V(private_key_passphrase).
      - A container of type V(certificate) has V(certificate), and can have V(private_key), V(private_key_passphrase) and V(intermediates).
    type: list
    elements: dict
    aliases: [secret_refs]
    suboptions:
      name: {type: str, description: Role of the secret in the container.}
      secret_ref: {type: str, required: true, description: 'Name, ID or reference (URL) of the secret.'}
  acl:
    description: Access control list of the container. An empty dictionary restores that of a new container.
    type: dict
    suboptions:
      read:
        description:
          - Who may read the container. Each of its secrets has an access control list of its own.
          - Omitted suboptions are not changed.
        type: dict
        suboptions:
          project_access: {type: bool, description: Whether all users with a role in the project may read it. True for a new container.}
          users:
            description: Names or IDs of users who may read it in addition. Names require the right to list users.
            type: list
            elements: str
  state:
    description: V(replace) creates the container as V(present) does, and also removes and creates it again if it differs.
    type: str
    choices: [present, absent, replace]
    default: present
"""

EXAMPLES = r"""
- name: Create a certificate container for a load balancer
  stratus.openstack.secret_container:
    cloud: demo
    name: web-tls
    type: certificate
    secrets:
      - {name: certificate, secret_ref: web-certificate}
      - {name: private_key, secret_ref: web-private-key}

- name: Remove it
  stratus.openstack.secret_container:
    cloud: demo
    name: web-tls
    state: absent
"""

RETURN = r"""
secret_container:
  description: The container, null if it was removed.
  returned: success
  type: dict
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
    id: e58f077f-24a2-4203-8cf7-209cbeaf691b
    name: web-tls
    container_ref: https://key-manager.example.org/v1/containers/e58f077f-24a2-4203-8cf7-209cbeaf691b
    type: certificate
    status: ACTIVE
id:
  description: ID of the container.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager.containers import CONTAINER

OPERATION = CONTAINER

if __name__ == "__main__":
    run(OPERATION)

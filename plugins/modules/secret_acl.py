#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: secret_acl
short_description: Manage access control lists of the key manager
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Changes who may read a secret or a container of the key manager (Barbican).
  - The modules M(stratus.openstack.secret) and M(stratus.openstack.secret_container) have an option C(acl) for the same purpose.
  - This module is for objects that other tasks create.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: 'Name, ID or reference (URL) of the secret or container.'}
  type: {type: str, choices: [secret, container], default: secret, description: Type of the object that O(name) means.}
  project_access: {type: bool, description: Whether all users with a role in the project may read the object. True for a new object.}
  users:
    description:
      - Names or IDs of users who may read the object in addition. This is the complete list, others are removed.
      - Names require the right to list users.
    type: list
    elements: str
  state:
    description: V(present) changes the list, V(absent) restores that of a new object.
    type: str
    choices: [present, absent]
    default: present
"""

EXAMPLES = r"""
- name: Let only two users read a secret
  stratus.openstack.secret_acl:
    cloud: demo
    name: tls-bundle
    project_access: false
    users:
      - 0f1c6a5e2b7d4c0f9e3a8b6d5c4f3e2a
      - 4f1c6a5e2b7d4c0f9e3a8b6d5c4f3e2a

- name: Restore the access control list of a new secret
  stratus.openstack.secret_acl:
    cloud: demo
    name: tls-bundle
    state: absent
"""

RETURN = r"""
acl:
  description: The access control list.
  returned: success
  type: dict
  contains:
    project_access: {type: bool, description: Whether all users with a role in the project may read the object.}
    users: {type: list, elements: str, description: IDs of the users who may read it in addition.}
  sample:
    project_access: false
    users: [0f1c6a5e2b7d4c0f9e3a8b6d5c4f3e2a]
id:
  description: ID of the secret or container.
  returned: success
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager.acls import SECRET_ACL

OPERATION = SECRET_ACL

if __name__ == "__main__":
    run(OPERATION)

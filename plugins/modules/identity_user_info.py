#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: identity_user_info
short_description: List users of the identity service
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists users of the identity service (Keystone) that the credentials may see, or the members of a group, by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the users that are wanted, or a pattern such as V(web-*).'}
  domain: {type: str, aliases: [domain_id], description: 'Name or ID of the domain that they live in; by default, all.'}
  is_enabled: {type: bool, aliases: [enabled], description: 'Only those that are enabled; with V(false), only the others.'}
  group: {type: str, description: Name or ID of a group that they are in.}
  group_domain: {type: str, description: Name or ID of the domain of O(group).}
"""

EXAMPLES = r"""
- name: Users of a domain
  stratus.openstack.identity_user_info:
    cloud: admin
    domain: research

- name: Members of a group
  stratus.openstack.identity_user_info:
    cloud: admin
    group: operators
  register: found

- name: One user
  stratus.openstack.identity_user_info:
    cloud: admin
    name: jane
    domain: default
"""

RETURN = r"""
users:
  description: The users.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 4f1c6a5e2b7d4c0f9e3a8b6d5c4f3e2a
      name: jane
      description: Jane Doe
      email: jane@example.org
      domain_id: default
      default_project_id: 0d1e2f3a4b5c46d798e0f1a2b3c4d5e6
      is_enabled: true
      options: {ignore_password_expiry: true}
      password_expires_at:
      extra_specs: {}
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.users import USERS

OPERATION = USERS

if __name__ == "__main__":
    run(OPERATION)

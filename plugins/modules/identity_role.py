#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: identity_role
short_description: Manage roles of the identity service
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, updates and removes roles of the identity service (Keystone). M(stratus.openstack.role_assignment) grants them.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name or ID of the role.}
  domain_id:
    description:
      - Name or ID of the domain that has the role. Without it, the role is one for all domains.
      - Nothing moves from one domain to another.
    type: str
    aliases: [domain]
  description: {type: str, description: What it is for.}
  options:
    description: Switches of the role; an empty dict resets them.
    type: dict
    suboptions:
      immutable: {type: bool, description: Whether it is locked against changes and removal.}
  extra_specs:
    description: Attributes of your own. Those that are not mentioned are left alone; null clears one.
    type: dict
"""

EXAMPLES = r"""
- name: A role
  stratus.openstack.identity_role:
    cloud: admin
    name: auditor
    description: Reads everything
    options:
      immutable: true

- name: A role of one domain
  stratus.openstack.identity_role:
    cloud: admin
    name: auditor
    domain_id: research

- name: Remove it
  stratus.openstack.identity_role:
    cloud: admin
    name: auditor
    domain_id: research
    state: absent
"""

RETURN = r"""
role:
  description: The role; null when it was removed.
  returned: success
  type: dict
  contains:
    # attributes of identity.role: make generate
    id: {type: str, description: ID of the role.}
    name: {type: str, description: 'Name of the role, such as V(member). It is unique in its domain, or among the global roles.'}
    description: {type: str, description: Free text about what the role permits. Null when none was set.}
    domain_id: {type: str, description: ID of the domain that owns the role. Null for a global role.}
    extra_specs:
      description: Additional attributes that users or other programs have stored with the role. The dict is empty when there are none.
      type: dict
    links: {type: dict, description: URLs of the role and of related objects in the API. Null where a request does not return them.}
    options:
      description: Settings of the role. An empty dict means the defaults.
      type: dict
      contains:
        immutable: {type: bool, description: Whether Keystone refuses to change or delete the role.}
    # end of attributes
  sample:
    id: 2f6aa765788d42dfbe457044c865678c
    name: auditor
    description: Reads everything
    domain_id:
    options: {}
    extra_specs: {}
id:
  description: ID of the role.
  returned: when the role exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.roles import ROLE

OPERATION = ROLE

if __name__ == "__main__":
    run(OPERATION)

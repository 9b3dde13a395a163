#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: group_assignment
short_description: Put users into groups
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Puts a user of the identity service (Keystone) into a group, and takes them out again.
  - M(stratus.openstack.identity_user_info) lists the members of a group.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  group: {type: str, required: true, description: Name or ID of the group.}
  group_domain:
    description: Name or ID of the domain of the group. Without it a name may be one of any domain; that of the credentials goes first.
    type: str
  user: {type: str, required: true, description: Name or ID of the user.}
  user_domain:
    description: Name or ID of the domain of the user. Without it a name may be one of any domain; that of the credentials goes first.
    type: str
"""

EXAMPLES = r"""
- name: Jane is an operator
  stratus.openstack.group_assignment:
    cloud: admin
    user: jane
    group: operators

- name: Jane of another domain is none any more
  stratus.openstack.group_assignment:
    cloud: admin
    user: jane
    user_domain: research
    group: operators
    state: absent
"""

RETURN = r"""
group_assignment:
  description: Who is in which group; null when the user is not.
  returned: success
  type: dict
  contains:
    # attributes of identity.group_assignment: make generate
    group_id: {type: str, description: ID of the group that has the user as a member.}
    user_id: {type: str, description: ID of the user who is a member.}
    # end of attributes
  sample:
    group_id: 9c8b7a6f5e4d43c2b1a09f8e7d6c5b4a
    user_id: 4f1c6a5e2b7d4c0f9e3a8b6d5c4f3e2a
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.users import GROUP_ASSIGNMENT

OPERATION = GROUP_ASSIGNMENT

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: identity_group_info
short_description: List groups of the identity service
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists groups of the identity service (Keystone) that the credentials may see, or those that a user is in, by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the groups that are wanted, or a pattern such as V(web-*).'}
  domain: {type: str, aliases: [domain_id], description: 'Name or ID of the domain that they live in; by default, all.'}
  user: {type: str, description: Name or ID of a user who is in them.}
  user_domain: {type: str, description: Name or ID of the domain of O(user).}
"""

EXAMPLES = r"""
- name: Groups of a domain
  stratus.openstack.identity_group_info:
    cloud: admin
    domain: research

- name: What jane is in
  stratus.openstack.identity_group_info:
    cloud: admin
    user: jane
  register: found
"""

RETURN = r"""
groups:
  description: The groups.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of identity.group: make generate
    id: {type: str, description: ID of the group.}
    name: {type: str, description: Name of the group. It is unique in its domain.}
    description: {type: str, description: Free text about the purpose of the group. Empty when none was set.}
    domain_id: {type: str, description: ID of the domain that owns the group.}
    extra_specs:
      description: Additional attributes that users or other programs have stored with the group. The dict is empty when there are none.
      type: dict
    # end of attributes
  sample:
    - id: 9c8b7a6f5e4d43c2b1a09f8e7d6c5b4a
      name: operators
      description: Who keeps it running
      domain_id: default
      extra_specs: {}
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.users import GROUPS

OPERATION = GROUPS

if __name__ == "__main__":
    run(OPERATION)

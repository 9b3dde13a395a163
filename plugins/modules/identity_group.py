#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: identity_group
short_description: Manage groups of the identity service
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, updates and removes groups of the identity service (Keystone). M(stratus.openstack.group_assignment) puts users into them.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name or ID of the group.}
  domain_id:
    description:
      - Name or ID of the domain that has the group; by default the one that the credentials are for.
      - A namesake in another domain is another group. Nothing moves from one domain to another.
    type: str
    aliases: [domain]
  description: {type: str, description: Who is in it.}
  extra_specs:
    description: Attributes of your own. Those that are not mentioned are left alone; null clears one.
    type: dict
"""

EXAMPLES = r"""
- name: A group
  stratus.openstack.identity_group:
    cloud: admin
    name: operators
    description: Who keeps it running

- name: Remove its namesake in another domain
  stratus.openstack.identity_group:
    cloud: admin
    name: operators
    domain_id: research
    state: absent
"""

RETURN = r"""
group:
  description: The group; null when it was removed.
  returned: success
  type: dict
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
    id: 9c8b7a6f5e4d43c2b1a09f8e7d6c5b4a
    name: operators
    description: Who keeps it running
    domain_id: default
    extra_specs: {}
id:
  description: ID of the group.
  returned: when the group exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.users import GROUP

OPERATION = GROUP

if __name__ == "__main__":
    run(OPERATION)

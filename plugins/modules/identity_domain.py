#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: identity_domain
short_description: Manage domains of the identity service
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, updates and removes domains of the identity service (Keystone), with their tags.
  - The API deletes only a disabled domain; O(state=absent) disables it first. All its users, groups and projects go with it.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name or ID of the domain.}
  description: {type: str, description: What it is for.}
  is_enabled: {type: bool, aliases: [enabled], description: 'Whether its users may log in, and anybody may work in its projects.'}
  tags: {type: list, elements: str, description: 'Tags of the domain, all of them. An empty list removes them.'}
  options:
    description: Switches of the domain; an empty dict resets them.
    type: dict
    suboptions:
      immutable: {type: bool, description: Whether it is locked against changes and removal.}
  explicit_domain_id:
    description: ID that a new domain shall have, 32 hexadecimal digits, where several clouds have to agree on it.
    type: str
"""

EXAMPLES = r"""
- name: A domain
  stratus.openstack.identity_domain:
    cloud: admin
    name: research
    description: The institutes

- name: Nobody works there for now
  stratus.openstack.identity_domain:
    cloud: admin
    name: research
    is_enabled: false

- name: Remove it with everything that lives in it
  stratus.openstack.identity_domain:
    cloud: admin
    name: research
    state: absent
"""

RETURN = r"""
domain:
  description: The domain; null when it was removed.
  returned: success
  type: dict
  contains:
    # attributes of identity.domain: make generate
    id: {type: str, description: ID of the domain.}
    name: {type: str, description: Name of the domain. It is unique in the cloud.}
    description: {type: str, description: Free text about the purpose of the domain. Empty when none was set.}
    is_enabled: {type: bool, description: Whether users of the domain can log in and its projects can be used.}
    links: {type: dict, description: URLs of the domain and of related objects in the API. Null where a request does not return them.}
    options:
      description: Settings of the domain. An empty dict means the defaults.
      type: dict
      contains:
        immutable: {type: bool, description: Whether Keystone refuses to change or delete the domain.}
    tags: {type: list, elements: str, description: Text labels by which domains can be filtered.}
    # end of attributes
  sample:
    id: 6b1c2f5e8a9d4c3fb2e1d0c9b8a7f6e5
    name: research
    description: The institutes
    is_enabled: true
    options: {}
    tags: []
id:
  description: ID of the domain.
  returned: when the domain exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.domains import DOMAIN

OPERATION = DOMAIN

if __name__ == "__main__":
    run(OPERATION)

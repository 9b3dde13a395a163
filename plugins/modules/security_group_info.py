#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: security_group_info
short_description: List security groups
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists security groups of the network service (Neutron) with their rules, by one request.
  - A name that no group has gives an empty list.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the groups that are wanted, or a pattern such as V(web-*).'}
  description: {type: str, description: Only those with this description.}
  project_id: {type: str, aliases: [project], description: Name or ID of the project that owns them.}
  revision_number: {type: int, description: Only those of this revision.}
  tags: {type: list, elements: str, description: Only those that have all of these tags.}
  any_tags: {type: list, elements: str, description: Only those that have one of these tags.}
  not_tags: {type: list, elements: str, description: Only those that lack one of these tags.}
  not_any_tags: {type: list, elements: str, description: Only those that have none of these tags.}
"""

EXAMPLES = r"""
- name: The groups of this project
  stratus.openstack.security_group_info:
    cloud: demo
  register: found

- name: One, with its rules
  stratus.openstack.security_group_info:
    cloud: demo
    name: web

- name: By tags
  stratus.openstack.security_group_info:
    cloud: demo
    any_tags: [web, database]
    not_any_tags: [retired]
"""

RETURN = r"""
security_groups:
  description: The security groups.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 0d7c2f52-6f7e-4b2f-8d7e-5a4f9a1a2222
      name: web
      description: Web servers
      stateful: true
      security_group_rules: []
      tags: [web]
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.security_groups import SECURITY_GROUPS

OPERATION = SECURITY_GROUPS

if __name__ == "__main__":
    run(OPERATION)

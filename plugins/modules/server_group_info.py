#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: server_group_info
short_description: List server groups
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists server groups of the compute service (Nova) with the servers in them, by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the server groups that are wanted, or a pattern such as V(web-*).'}
  policy:
    description: The policy that they have.
    type: str
    choices: [anti-affinity, affinity, soft-anti-affinity, soft-affinity]
  all_projects: {type: bool, default: false, description: 'Whether to list those of all projects, for administrators.'}
  limit: {type: int, description: Give at most so many.}
"""

EXAMPLES = r"""
- name: All of the project
  stratus.openstack.server_group_info:
    cloud: demo
  register: mine

- name: Who is in one
  stratus.openstack.server_group_info:
    cloud: demo
    name: databases
  register: found

- name: The groups of all projects that a server is in
  stratus.openstack.server_group_info:
    cloud: admin
    all_projects: true
    filters:
      member_ids: 7f2c6c3a-9a1e-4a0f-8d0c-7f0b1f6d1111
"""

RETURN = r"""
server_groups:
  description: The server groups.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 5bbcc3c4-1da2-4437-a48a-66f15b1b13f9
      name: databases
      policy: anti-affinity
      member_ids: [7f2c6c3a-9a1e-4a0f-8d0c-7f0b1f6d1111]
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server_groups import SERVER_GROUPS

OPERATION = SERVER_GROUPS

if __name__ == "__main__":
    run(OPERATION)

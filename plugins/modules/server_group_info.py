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
  contains:
    # attributes of compute.server_group: make generate
    id: {type: str, description: UUID of the server group.}
    name: {type: str, description: Name of the server group. Several groups can have the same name.}
    member_ids: {type: list, elements: str, description: 'UUIDs of the servers in the group, without deleted ones.'}
    metadata: {type: dict, description: 'Always empty before microversion 2.64, and null from then on. Server groups have no metadata.'}
    policies:
      description: 'The policy of the group as a list with one item, the form that the API has before microversion 2.64.'
      type: list
      elements: str
    policy:
      description: 'How Nova places the servers of the group. V(affinity) on the same host, V(anti-affinity) on different hosts;
        V(soft-affinity) and V(soft-anti-affinity) do so where possible.'
      type: str
    project_id: {type: str, description: ID of the project that owns the group. Null before microversion 2.13.}
    rules:
      description: 'Rules of the policy. Empty when there are none, and before microversion 2.64.'
      type: dict
      contains:
        max_server_per_host:
          description: Number of servers of the group that can be on one host. Only with the policy V(anti-affinity).
          type: int
    user_id: {type: str, description: ID of the user who created the group. Null before microversion 2.13.}
    # end of attributes
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

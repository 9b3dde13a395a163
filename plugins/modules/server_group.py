#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: server_group
short_description: Manage server groups
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates and removes server groups of the compute service (Nova), which say how servers are spread over hosts.
  - A server joins a group when it is created, by the scheduler hint C(group). Nothing of a group can be changed in place. A group of
    another policy or with other rules is an error that says what it has; O(state=replace) replaces it.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name or ID of the server group.}
  policy:
    description:
      - Whether servers of the group shall be on different hosts (V(anti-affinity)) or on the same one (V(affinity)).
      - The V(soft-anti-affinity) and V(soft-affinity) ones are wishes, that do not keep a server from being created.
      - A new group needs one.
    type: str
    choices: [anti-affinity, affinity, soft-anti-affinity, soft-affinity]
  rules:
    description: Rules of the policy, for V(anti-affinity) only.
    type: dict
    suboptions:
      max_server_per_host: {type: int, description: How many servers of the group a host may have.}
  state:
    description:
      - As C(present), V(replace) brings the group about, and also removes and creates it anew when its policy or rules differ. The
        servers in it stay, but belong to no group any more.
    type: str
    choices: [present, absent, replace]
    default: present
"""

EXAMPLES = r"""
- name: Database servers that never share a host
  stratus.openstack.server_group:
    cloud: demo
    name: databases
    policy: anti-affinity
  register: group

- name: A server in it
  stratus.openstack.server:
    cloud: demo
    name: db-1
    image: debian-12
    flavor: m1.small
    network: backend
    scheduler_hints:
      group: "{{ group.server_group.id }}"

- name: No more than two of them on a host
  stratus.openstack.server_group:
    cloud: demo
    name: workers
    policy: anti-affinity
    rules:
      max_server_per_host: 2

- name: Another policy, whatever group there is
  stratus.openstack.server_group:
    cloud: demo
    name: workers
    policy: soft-anti-affinity
    rules: {}
    state: replace

- name: Remove it
  stratus.openstack.server_group:
    cloud: demo
    name: workers
    state: absent
"""

RETURN = r"""
server_group:
  description: The server group; null when it was removed. C(member_ids) are the servers in it, C(policies) is a list with the policy.
  returned: success
  type: dict
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
    id: 5bbcc3c4-1da2-4437-a48a-66f15b1b13f9
    name: databases
    policy: anti-affinity
    rules: {}
    member_ids: [7f2c6c3a-9a1e-4a0f-8d0c-7f0b1f6d1111]
    project_id: 9fbd3a4f1c8e4a3f8f5a1f4b7d6c2222
id:
  description: ID of the server group.
  returned: when the server group exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server_groups import SERVER_GROUP

OPERATION = SERVER_GROUP

if __name__ == "__main__":
    run(OPERATION)

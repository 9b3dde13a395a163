#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: role_assignment
short_description: Grant roles to users and groups
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Grants a role of the identity service (Keystone) to a user or group, and takes it back.
  - What comes from a group, from inheritance or from another role that implies this one is left alone.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  role: {type: str, required: true, description: Name or ID of the role.}
  role_domain: {type: str, description: 'Name or ID of the domain of O(role). Without it, the role is one for all domains.'}
  user: {type: str, description: Name or ID of the user who gets it.}
  user_domain:
    description:
      - Name or ID of the domain of O(user).
      - Without it, O(domain) is searched first, then all domains; of namesakes, the one in the domain of the credentials is meant.
    type: str
  group: {type: str, description: Name or ID of the group whose members get it.}
  group_domain:
    description:
      - Name or ID of the domain of O(group).
      - Without it, O(domain) is searched first, then all domains; of namesakes, the one in the domain of the credentials is meant.
    type: str
  project: {type: str, description: Name or ID of the project in which it counts.}
  project_domain:
    description:
      - Name or ID of the domain of O(project).
      - Without it, O(domain) is searched first, then all domains; of namesakes, the one in the domain of the credentials is meant.
    type: str
  domain:
    description: Name or ID of the domain in which it counts. With O(project), only where names are looked up first.
    type: str
  system: {type: str, description: 'What it counts in if not in a project or domain: V(all), the cloud as a whole.'}
  inherited:
    description:
      - Whether it counts in all projects below O(project) or O(domain), and not in that itself.
      - One that counts there itself is another assignment.
    type: bool
"""

EXAMPLES = r"""
- name: Jane may work in a project
  stratus.openstack.role_assignment:
    cloud: admin
    user: jane
    role: member
    project: web

- name: A group administrates a domain and all its projects
  stratus.openstack.role_assignment:
    cloud: admin
    group: research-admins
    group_domain: research
    role: admin
    domain: research
    inherited: "{{ item }}"
  loop: [false, true]

- name: A user reads everything in the cloud
  stratus.openstack.role_assignment:
    cloud: admin
    user: monitoring
    role: reader
    system: all

- name: Jane may not any more
  stratus.openstack.role_assignment:
    cloud: admin
    user: jane
    role: member
    project: web
    state: absent
"""

RETURN = r"""
role_assignment:
  description: The assignment; null when there is none.
  returned: success
  type: dict
  contains:
    # attributes of identity.role_assignment: make generate
    group:
      description: The group whose members have the role. Null when a single user has it.
      type: dict
      contains:
        id: {type: str, description: ID in Keystone.}
        name:
          description: 'Name in Keystone. Present in listings with O(stratus.openstack.role_assignment_info#module:include_names=true).'
          type: str
        domain:
          description: Owning domain. Present in listings of objects that belong to a domain.
          type: dict
          contains:
            id: {type: str, description: ID of the owning domain.}
            name: {type: str, description: Name of the owning domain.}
    links: {type: dict, description: URLs of the assignment and of the membership that it comes from. Null outside of listings.}
    role:
      description: The role that is granted.
      type: dict
      contains:
        id: {type: str, description: ID in Keystone.}
        name:
          description: 'Name in Keystone. Present in listings with O(stratus.openstack.role_assignment_info#module:include_names=true).'
          type: str
        domain:
          description: Owning domain. Present in listings of objects that belong to a domain.
          type: dict
          contains:
            id: {type: str, description: ID of the owning domain.}
            name: {type: str, description: Name of the owning domain.}
    scope:
      description:
        - 'Where the role is granted: one project, one domain or the whole system.'
        - 'It has the key C(OS-INHERIT:inherited_to) with the value V(projects) when projects below inherit the role.'
      type: dict
      contains:
        project:
          description: Project in which the role is granted. Present only for projects.
          type: dict
          contains:
            id: {type: str, description: ID in Keystone.}
            name:
              description: 'Name in Keystone. Present in listings with O(stratus.openstack.role_assignment_info#module:include_names=true).'
              type: str
            domain:
              description: Owning domain. Present in listings of objects that belong to a domain.
              type: dict
              contains:
                id: {type: str, description: ID of the owning domain.}
                name: {type: str, description: Name of the owning domain.}
        domain:
          description: Domain on which the role is granted. Present only for domains.
          type: dict
          contains:
            id: {type: str, description: ID in Keystone.}
            name:
              description: 'Name in Keystone. Present in listings with O(stratus.openstack.role_assignment_info#module:include_names=true).'
              type: str
            domain:
              description: Owning domain. Present in listings of objects that belong to a domain.
              type: dict
              contains:
                id: {type: str, description: ID of the owning domain.}
                name: {type: str, description: Name of the owning domain.}
        system:
          description: Present only when the role is granted on the whole system.
          type: dict
          contains:
            all: {type: bool, description: Always V(true).}
    user:
      description: The user who has the role. Null when a group has it.
      type: dict
      contains:
        id: {type: str, description: ID in Keystone.}
        name:
          description: 'Name in Keystone. Present in listings with O(stratus.openstack.role_assignment_info#module:include_names=true).'
          type: str
        domain:
          description: Owning domain. Present in listings of objects that belong to a domain.
          type: dict
          contains:
            id: {type: str, description: ID of the owning domain.}
            name: {type: str, description: Name of the owning domain.}
    # end of attributes
  sample:
    role: {id: 2f6aa765788d42dfbe457044c865678c}
    user: {id: 4f1c6a5e2b7d4c0f9e3a8b6d5c4f3e2a}
    group:
    scope:
      project: {id: 0d1e2f3a4b5c46d798e0f1a2b3c4d5e6}
    links:
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.roles import ROLE_ASSIGNMENT

OPERATION = ROLE_ASSIGNMENT

if __name__ == "__main__":
    run(OPERATION)

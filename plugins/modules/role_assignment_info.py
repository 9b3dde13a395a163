#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: role_assignment_info
short_description: List who has which role where
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists role assignments of the identity service (Keystone), by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
options:
  role: {type: str, description: Name or ID of the role.}
  role_domain: {type: str, description: 'Name or ID of the domain of O(role). Without it, the role is one for all domains.'}
  user: {type: str, description: Name or ID of the user who has it.}
  user_domain: {type: str, description: Name or ID of the domain of O(user).}
  group: {type: str, description: Name or ID of the group that has it.}
  group_domain: {type: str, description: Name or ID of the domain of O(group).}
  project: {type: str, description: Name or ID of the project in which it counts.}
  project_domain: {type: str, description: Name or ID of the domain of O(project).}
  domain: {type: str, description: Name or ID of the domain in which it counts.}
  system: {type: str, description: 'V(all): those that count in the cloud as a whole.'}
  inherited: {type: bool, description: 'Only those that projects below inherit; with V(false), only the others.'}
  effective:
    description: What users may do in the end, with groups, inheritance and implied roles worked out.
    type: bool
  include_subtree: {type: bool, description: 'Those in the projects below O(project), too.'}
  include_names: {type: bool, default: true, description: Whether the result has names beside the ids.}
"""

EXAMPLES = r"""
- name: Who may work in a project
  stratus.openstack.role_assignment_info:
    cloud: admin
    project: web
    effective: true
  register: found

- name: What jane has, by group or alone
  stratus.openstack.role_assignment_info:
    cloud: admin
    user: jane
    effective: true

- name: Who administrates the cloud
  stratus.openstack.role_assignment_info:
    cloud: admin
    role: admin
    system: all
"""

RETURN = r"""
role_assignments:
  description: The assignments.
  returned: success
  type: list
  elements: dict
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
    - role: {id: 2f6aa765788d42dfbe457044c865678c, name: member}
      user: {id: 4f1c6a5e2b7d4c0f9e3a8b6d5c4f3e2a, name: jane, domain: {id: default, name: Default}}
      group:
      scope:
        project: {id: 0d1e2f3a4b5c46d798e0f1a2b3c4d5e6, name: web, domain: {id: default, name: Default}}
      links: {}
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.roles import ROLE_ASSIGNMENTS

OPERATION = ROLE_ASSIGNMENTS

if __name__ == "__main__":
    run(OPERATION)

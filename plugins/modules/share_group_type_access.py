#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: share_group_type_access
short_description: Manage the access of projects to private share group types
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Gives a project access to a private type of share groups in the shared file system service (Manila), and revokes the access.
  - Requires an administrator, unless the policy of the cloud says otherwise.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name or ID of the share group type.}
  project: {type: str, required: true, description: Name or ID of the project.}
  project_domain: {type: str, description: Name or ID of the domain of the project.}
"""

EXAMPLES = r"""
- name: Let a project use a private share group type
  stratus.openstack.share_group_type_access:
    cloud: admin
    name: consistent
    project: web

- name: Revoke the access
  stratus.openstack.share_group_type_access:
    cloud: admin
    name: consistent
    project: web
    state: absent
"""

RETURN = r"""
share_group_type:
  description: The share group type, with or without access of the project.
  returned: success
  type: dict
  contains:
    # attributes of shared_file_system.share_group_type_access: make generate
    id: {type: str, description: UUID of the share group type.}
    name: {type: str, description: 'Name of the share group type, unique in the cloud.'}
    group_specs: {type: dict, description: Properties that the scheduler and the driver use. Values are strings.}
    is_default: {type: bool, description: Whether share groups get this type if their creation names no type.}
    is_public:
      description: 'Whether every project can use the share group type. Otherwise, only projects with access can use it.'
      type: bool
    share_types: {type: list, elements: str, description: UUIDs of the share types that the shares of a group can have.}
    # end of attributes
  sample:
    id: f310dac6-0089-462d-aa2e-16d24f0fb00b
    name: consistent
    is_public: false
id:
  description: ID of the share group type.
  returned: when the project has access
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.groups import GROUP_TYPE_ACCESS

OPERATION = GROUP_TYPE_ACCESS

if __name__ == "__main__":
    run(OPERATION)

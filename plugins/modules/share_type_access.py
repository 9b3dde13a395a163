#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: share_type_access
short_description: Manage the access of projects to private share types
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Gives a project access to a private share type of the shared file system service (Manila), and revokes the access.
  - Requires an administrator, unless the policy of the cloud says otherwise.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name or ID of the share type.}
  project: {type: str, required: true, description: Name or ID of the project.}
  project_domain: {type: str, description: Name or ID of the domain of the project.}
"""

EXAMPLES = r"""
- name: Let a project use a private share type
  stratus.openstack.share_type_access:
    cloud: admin
    name: fast
    project: web

- name: Revoke the access
  stratus.openstack.share_type_access:
    cloud: admin
    name: fast
    project: web
    state: absent
"""

RETURN = r"""
share_type:
  description: The share type, with or without access of the project.
  returned: success
  type: dict
  contains:
    # attributes of shared_file_system.share_type_access: make generate
    id: {type: str, description: UUID of the share type.}
    name: {type: str, description: 'Name of the share type, unique in the cloud.'}
    description: {type: str, description: Free text about the share type. Null when it has none.}
    driver_handles_share_servers: {type: bool, description: 'Whether the driver creates share servers, in the share network of each share.'}
    extra_specs:
      description: 'Properties that the scheduler and the driver use, the required ones included. Values are strings.'
      type: dict
    is_default: {type: bool, description: Whether shares get this type if their creation names no type.}
    is_public: {type: bool, description: 'Whether every project can use the share type. Otherwise, only projects with access can use it.'}
    optional_extra_specs: {type: dict, description: Extra specs that the service does not require.}
    required_extra_specs: {type: dict, description: Extra specs that the service requires. The only one is C(driver_handles_share_servers).}
    # end of attributes
  sample:
    id: bc97ad1a-47fe-4414-b494-dfc4f037cbc1
    name: fast
    is_public: false
id:
  description: ID of the share type.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.types import TYPE_ACCESS

OPERATION = TYPE_ACCESS

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: share_type
short_description: Manage share types
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes share types in the shared file system service (Manila).
  - Requires an administrator, unless the policy of the cloud says otherwise.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name or ID of the share type.}
  id: {type: str, description: 'ID of an existing share type. Use it together with O(name) to rename the type.'}
  description: {type: str, description: Free text about the share type.}
  driver_handles_share_servers:
    description:
      - Whether the driver creates share servers. Shares of such a type require a share network.
      - V(true) for a new type if omitted. The type must not be in use when this changes.
    type: bool
  extra_specs:
    description:
      - 'What a backend must offer, such as V({snapshot_support: true}). This is the complete list, others are removed.'
      - C(driver_handles_share_servers) is not removed. Set it by the option of that name.
    type: dict
  is_public: {type: bool, description: 'Whether all projects can use the share type. A new type is public by default.'}
"""

EXAMPLES = r"""
- name: Create a type for shares with snapshots
  stratus.openstack.share_type:
    cloud: admin
    name: default
    driver_handles_share_servers: false
    extra_specs:
      snapshot_support: true
      create_share_from_snapshot_support: true

- name: Remove the type
  stratus.openstack.share_type:
    cloud: admin
    name: default
    state: absent
"""

RETURN = r"""
share_type:
  description: The share type, null if it was removed.
  returned: success
  type: dict
  contains:
    # attributes of shared_file_system.share_type: make generate
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
    name: default
    is_public: true
    driver_handles_share_servers: false
    extra_specs: {driver_handles_share_servers: "False", snapshot_support: "True"}
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
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.types import TYPE

OPERATION = TYPE

if __name__ == "__main__":
    run(OPERATION)

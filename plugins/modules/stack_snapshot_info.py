#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: stack_snapshot_info
short_description: List snapshots of a stack
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists snapshots of a stack of the orchestration service (Heat).
  - The data of a snapshot is not shown, since it contains what resources generated, such as passwords.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  stack: {type: str, required: true, description: Name or ID of the stack.}
  name: {type: str, description: 'Name or ID of the snapshot, or a pattern such as V(before-*).'}
"""

EXAMPLES = r"""
- name: List the snapshots of a stack
  stratus.openstack.stack_snapshot_info:
    cloud: demo
    stack: shop
  register: found

- name: Show the names
  ansible.builtin.debug:
    msg: "{{ found.stack_snapshots | map(attribute='name') }}"
"""

RETURN = r"""
stack_snapshots:
  description: The snapshots.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of orchestration.snapshot: make generate
    id: {type: str, description: UUID of the stack snapshot.}
    name: {type: str, description: Name of the snapshot. Several snapshots of a stack can have the same name.}
    action: {type: str, description: 'V(CREATE), or V(DELETE) while the service deletes the snapshot.'}
    created_at: {type: str, description: 'Time when the stack snapshot was created, in UTC, as ISO 8601.'}
    status: {type: str, description: 'State of the action: V(IN_PROGRESS), V(COMPLETE) or V(FAILED).'}
    status_reason: {type: str, description: 'Why the snapshot is in this status, as the service explains it.'}
    # end of attributes
  sample:
    - id: a10f8932-1557-44f7-b128-78695f33c68e
      name: before-upgrade
      status: COMPLETE
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.orchestration.snapshots import SNAPSHOTS

OPERATION = SNAPSHOTS

if __name__ == "__main__":
    run(OPERATION)

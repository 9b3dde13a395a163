#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: stack_snapshot
short_description: Manage snapshots of stacks
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates and removes snapshots of stacks in the orchestration service (Heat).
  - M(stratus.openstack.stack_action) restores a stack from a snapshot.
  - The task waits until the service has ended its current action on the stack, since a stack accepts one action at a time.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  stack: {type: str, required: true, description: Name or ID of the stack.}
  name: {type: str, required: true, description: Name or ID of the snapshot.}
"""

EXAMPLES = r"""
- name: Create a snapshot of a stack
  stratus.openstack.stack_snapshot:
    cloud: demo
    stack: shop
    name: before-upgrade

- name: Remove the snapshot
  stratus.openstack.stack_snapshot:
    cloud: demo
    stack: shop
    name: before-upgrade
    state: absent
"""

RETURN = r"""
stack_snapshot:
  description: The snapshot, null if it was removed.
  returned: success
  type: dict
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
    id: a10f8932-1557-44f7-b128-78695f33c68e
    name: before-upgrade
    status: COMPLETE
id:
  description: ID of the snapshot.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.orchestration.snapshots import SNAPSHOT

OPERATION = SNAPSHOT

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: stack_action
short_description: Suspend, resume, check, cancel, restore or abandon a stack
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Carries out an action of the orchestration service (Heat) on a stack, and waits until it has ended.
  - If the action fails, the message names the failed resources and their reasons.
  - An action that is in effect already is not carried out again. V(check) and V(restore) are carried out by every run.
extends_documentation_fragment:
  - stratus.openstack.auth
options:
  name: {type: str, required: true, aliases: [stack], description: Name or ID of the stack.}
  action:
    description:
      - The action to carry out.
      - V(suspend) and V(resume) stop and start the resources of the stack, such as servers.
      - V(check) compares the resources with what the service knows of them. Resources that are missing are marked as failed.
      - V(cancel_update) ends an update that is in progress, and goes back to the state before it.
      - V(cancel_without_rollback) ends a creation or update that is in progress. The stack stays as it is, and counts as failed.
      - V(restore) brings the stack back to the state in O(snapshot).
      - V(abandon) removes the stack and keeps its resources. The task returns the data by which M(stratus.openstack.stack) adopts them.
        A stack that does not exist is a success. The service must allow it (C(enable_stack_abandon)).
      - V(export) returns the same data and changes nothing.
    type: str
    required: true
    choices: [suspend, resume, check, cancel_update, cancel_without_rollback, restore, abandon, export]
  snapshot: {type: str, description: 'Name or ID of the snapshot. Required by the action V(restore).'}
notes:
  - The data that V(abandon) and V(export) return contains secrets, such as the values of hidden parameters. Use C(no_log=true) to keep them
    out of the output and of logs.
attributes:
  check_mode:
    support: full
    description: Predicts without changing anything.
  diff_mode:
    support: full
    description: Shows the status before and after.
  idempotent:
    support: partial
    description: The actions V(check) and V(restore) are carried out by every run.
"""

EXAMPLES = r"""
- name: Suspend a stack
  stratus.openstack.stack_action:
    cloud: demo
    name: shop
    action: suspend

- name: Abandon a stack, and keep its resources
  stratus.openstack.stack_action:
    cloud: demo
    name: shop
    action: abandon
  register: abandoned
  no_log: true

- name: Have a new stack adopt them
  stratus.openstack.stack:
    cloud: demo
    name: shop
    adopt_data: "{{ abandoned.data }}"
  no_log: true

- name: Restore a stack from a snapshot
  stratus.openstack.stack_action:
    cloud: demo
    name: shop
    action: restore
    snapshot: before-upgrade
"""

RETURN = r"""
data:
  description:
    - Data of the stack for O(stratus.openstack.stack#module:adopt_data). It has secrets.
    - Null in check mode, and if there was no stack.
  returned: for the actions V(abandon) and V(export)
  type: dict
  sample: {name: shop, action: CREATE, status: COMPLETE}
stack:
  description: The stack after the action. Null if it was abandoned.
  returned: success
  type: dict
  contains:
    # attributes of orchestration.stack: make generate
    id: {type: str, description: UUID of the stack.}
    name: {type: str, description: 'Name of the stack, unique in the project.'}
    added: {type: list, elements: dict, description: 'Null. The service shows it only in the preview of an update, which is not requested.'}
    capabilities:
      description: Capabilities that the stack needs. Empty in all releases so far. Null in a listing.
      type: list
      elements: str
    created_at: {type: str, description: 'Time when the stack was created, in UTC, as ISO 8601.'}
    deleted:
      description: 'Null. The service shows it only in the preview of an update, which is not requested.'
      type: list
      elements: dict
    deleted_at: {type: str, description: 'Time when the stack was deleted, in UTC, as ISO 8601. Null while it exists.'}
    description: {type: str, description: Description in the template. V(No description) when the template has none.}
    environment:
      description: 'Environment of the stack: parameters, their defaults, and the resource registry. Null unless
        M(stratus.openstack.stack_info) is asked to include it.'
      type: dict
    environment_files: {type: list, elements: str, description: Null. The service does not keep the environments before they were merged.}
    events:
      description: Events of the stack and its resources. Null unless M(stratus.openstack.stack_info) is asked to include them.
      type: list
      elements: dict
    files:
      description: 'Contents of the files that the template and the environment refer to, by URL. Null unless
        M(stratus.openstack.stack_info) is asked to include them.'
      type: dict
    files_container: {type: str, description: Null. The service does not show from which container the files came.}
    is_rollback_disabled: {type: bool, description: Whether the stack stays as it is after a failed creation or update. Null in a listing.}
    links: {type: list, elements: dict, description: Addresses of the stack in the API.}
    notification_topics:
      description: Topics that receive notifications. Empty in all releases so far. Null in a listing.
      type: list
      elements: str
    outputs:
      description: 'Outputs of the template. Null in a listing, unless M(stratus.openstack.stack_info) is asked to include them.'
      type: list
      elements: dict
      contains:
        output_key: {type: str, description: Name of the output in the template.}
        output_value: {type: raw, description: What the output has as value. Null while it cannot be computed.}
        description: {type: str, description: Free text about the output.}
        output_error: {type: str, description: Why the service could not compute the value. Missing without an error.}
    owner_id: {type: str, description: Name of the user who created the stack. The name of this key is that of the SDK.}
    parameters:
      description: 'Parameters of the template with their values as text, and V(OS::stack_id), V(OS::stack_name) and V(OS::project_id). A
        hidden parameter has the value V(******). Null in a listing.'
      type: dict
    parent_id: {type: str, description: UUID of the stack that contains this one. Null for a stack that is not nested.}
    replaced:
      description: 'Null. The service shows it only in the preview of an update, which is not requested.'
      type: list
      elements: dict
    resources:
      description: Resources of the stack. Null unless M(stratus.openstack.stack_info) is asked to include them.
      type: list
      elements: dict
    status: {type: str, description: 'Last action and its state, such as V(CREATE_COMPLETE) or V(UPDATE_FAILED).'}
    status_reason: {type: str, description: 'Why the stack is in this status, as the service explains it.'}
    tags: {type: list, elements: str, description: Labels of the stack.}
    template: {type: dict, description: Template of the stack. Null unless M(stratus.openstack.stack_info) is asked to include it.}
    template_description: {type: str, description: 'Description in the template, the same as C(description). Null in a listing.'}
    template_url: {type: str, description: Null. The service does not show from which URL the template came.}
    timeout_mins:
      description: 'Minutes after which the service ends a creation or update. Null for the limit of the service, and in a listing.'
      type: int
    unchanged:
      description: 'Null. The service shows it only in the preview of an update, which is not requested.'
      type: list
      elements: dict
    updated:
      description: 'Null. The service shows it only in the preview of an update, which is not requested.'
      type: list
      elements: dict
    updated_at: {type: str, description: 'Time of the last update, in UTC, as ISO 8601. Null before the first one.'}
    user_project_id: {type: str, description: UUID of the project in which the service creates users for the resources of the stack.}
    # end of attributes
  sample:
    id: 1412e7b8-89f2-4ea4-bcb6-720a2665ab93
    name: shop
    status: SUSPEND_COMPLETE
id:
  description: ID of the stack.
  returned: success
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.orchestration.actions import STACK_ACTION

OPERATION = STACK_ACTION

if __name__ == "__main__":
    run(OPERATION)

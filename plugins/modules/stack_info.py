#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: stack_info
short_description: List stacks
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists stacks of the orchestration service (Heat).
  - A stack that is given by its name or ID has its outputs and parameters. A listing has them only if O(include) asks for them.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the stack, or a pattern such as V(web-*).'}
  status:
    description: List only stacks in this status, such as V(CREATE_COMPLETE), or in this state of any action, such as V(FAILED).
    type: str
  owner: {type: str, aliases: [owner_id], description: List only the nested stacks of the stack with this ID.}
  project:
    description:
      - List only the stacks of the project with this name or ID.
      - Another project than that of the credentials requires an administrator.
    type: str
    aliases: [project_id]
  include:
    description:
      - What else is read of each stack, by one request each.
      - V(outputs) adds the outputs, parameters and other details to a listing.
    type: list
    elements: str
    choices: [outputs, template, environment, files, resources, events]
"""

EXAMPLES = r"""
- name: Read the outputs of a stack
  stratus.openstack.stack_info:
    cloud: demo
    name: salt
  register: found

- name: Show an output
  ansible.builtin.debug:
    msg: "{{ found.stacks[0].outputs | items2dict(key_name='output_key', value_name='output_value') }}"

- name: List stacks that failed, with their resources
  stratus.openstack.stack_info:
    cloud: demo
    status: FAILED
    include: [resources]
"""

RETURN = r"""
stacks:
  description: The stacks.
  returned: success
  type: list
  elements: dict
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
    - id: 1412e7b8-89f2-4ea4-bcb6-720a2665ab93
      name: salt
      status: CREATE_COMPLETE
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.orchestration.stacks import STACKS

OPERATION = STACKS

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: stack
short_description: Manage stacks
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, updates and removes stacks of the orchestration service (Heat).
  - The template is compared with that of the stack as data, so that comments and formatting make no difference. The contents of the files
    that it refers to are compared as well, but not the folders in which they are.
  - An update changes only what the task declares. Parameters that the task does not name keep their values, and an environment is merged
    into that of the stack.
  - A stack whose last creation or update failed is updated, also if it is as declared. If the template is the same, the service tries the
    failed resources again.
  - If the creation or update fails, the message names the failed resources and their reasons.
  - In check mode, the diff comes from this comparison. The service is not asked for a preview, since its answer shows hidden parameters.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name or ID of the stack. A name begins with a letter.}
  template:
    description:
      - Path of the template on the machine that runs the task, or its URL.
      - Files that the template refers to by C(get_file), and nested templates (C(type) with a path that ends in C(.yaml) or
        C(.template)), are sent as well. Their paths are relative to the file that refers to them.
      - A new stack requires O(template), O(template_body), O(adopt_data) or O(adopt_file).
    type: str
  template_body:
    description:
      - The template itself, as a dictionary or as text in YAML or JSON.
      - Paths in it are relative to the folder in which the task runs, which is usually that of the playbook.
    type: raw
  adopt_data:
    description:
      - Data of a stack that was abandoned, as M(stratus.openstack.stack_action) returns it. A dictionary, or a text in YAML or JSON.
      - A new stack gets the template of this data and takes over the existing resources in it instead of creating new ones.
        The service must allow it (C(enable_stack_adopt)).
      - It has no effect on a stack that exists.
    type: raw
  adopt_file: {type: str, description: 'Path of a file with such data on the machine that runs the task, or its URL.'}
  files:
    description:
      - Contents of files by the names with which the template or environment refers to them.
      - Files with other names are read from the disk.
    type: dict
  environment:
    description:
      - Paths or URLs of environments. They are merged in this order.
      - Templates in C(resource_registry) are sent as well. Their paths are relative to the environment.
    type: list
    elements: str
  environment_body:
    description:
      - An environment as a dictionary or as text in YAML or JSON. It is merged after those in O(environment).
    type: raw
  parameters:
    description:
      - Values of the parameters of the template. They have precedence over those in an environment.
      - A parameter that is not named keeps its value. The value V(null) resets a parameter to the default of the template.
      - Values of hidden parameters (C(hidden) or C(NoEcho) in the template) are secrets. They are masked in diffs and logs, and not
        compared, since the service does not show them. See O(update_hidden_parameters).
    type: dict
  update_hidden_parameters:
    description:
      - When the values of hidden parameters are sent.
      - V(on_create) sends them when the stack is created or something else changes.
      - V(always) updates the stack in every run that names a hidden parameter.
    type: str
    choices: [on_create, always]
    default: on_create
  rollback:
    description:
      - Whether the service undoes a creation or update that fails.
      - A new stack without this option stays as it is after a failure.
    type: bool
  timeout_mins:
    description:
      - Minutes after which the service itself ends a creation or update.
      - O(timeout) limits how long the task waits.
    type: int
  tags:
    description: Labels of the stack. This is the complete list, others are removed.
    type: list
    elements: str
    aliases: [tag]
"""

EXAMPLES = r"""
- name: Create a stack from a template with an environment
  stratus.openstack.stack:
    cloud: demo
    name: shop
    template: templates/shop.yaml
    environment:
      - environments/production.yaml
    parameters:
      size: 3
    rollback: true
    timeout: 900

- name: Create a stack from a template in the playbook
  stratus.openstack.stack:
    cloud: demo
    name: salt
    template_body:
      heat_template_version: 2021-04-16
      resources:
        salt: {type: 'OS::Heat::RandomString'}
      outputs:
        salt: {value: {get_attr: [salt, value]}}
    tags: [example]
  register: salt

- name: Change one parameter of a stack
  stratus.openstack.stack:
    cloud: demo
    name: shop
    parameters:
      size: 4

- name: Remove a stack
  stratus.openstack.stack:
    cloud: demo
    name: shop
    state: absent
"""

RETURN = r"""
stack:
  description: The stack, null if it was removed.
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
    name: salt
    status: CREATE_COMPLETE
    outputs:
      - {output_key: salt, description: No description given, output_value: 2hkVpCJE8m1G8yNXMfJ9R5gLPqW1YE5P}
id:
  description: ID of the stack.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.orchestration.stacks import STACK

OPERATION = STACK

if __name__ == "__main__":
    run(OPERATION)

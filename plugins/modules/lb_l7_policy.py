#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: lb_l7_policy
short_description: Manage L7 policies of listeners
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes L7 policies of the load balancing service (Octavia).
  - A policy says what happens to requests that fit its rules.
  - The service accepts one change of a load balancer at a time. The task waits, within O(timeout), while another change is in progress.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name:
    description:
      - Name or ID of the policy.
      - Policies of several listeners can have the same name if the task sets O(listener).
    type: str
    required: true
  listener:
    description: Name or ID of the listener. Required to create a policy. It cannot be changed.
    type: str
  action:
    description: What happens to requests that fit all rules. Required to create a policy.
    type: str
    choices: [REDIRECT_TO_POOL, REDIRECT_TO_URL, REDIRECT_PREFIX, REJECT]
  position:
    description: Place among the policies of the listener, from 1. A new policy is the last one if you omit it.
    type: int
  redirect_pool:
    description: Name or ID of the pool for O(action=REDIRECT_TO_POOL).
    type: str
  redirect_url:
    description: URL for O(action=REDIRECT_TO_URL).
    type: str
  redirect_prefix:
    description: URL that is put in front of the path, for O(action=REDIRECT_PREFIX).
    type: str
  redirect_http_code:
    description: HTTP status of a redirection, such as V(301) or V(302).
    type: int
  description:
    description: Free text about the policy.
    type: str
  is_admin_state_up:
    description: Whether the policy is in service. A new one is by default.
    type: bool
    aliases: [admin_state_up]
  tags:
    description: Tags of the policy. This is the complete list, others are removed.
    type: list
    elements: str
  project:
    description:
      - Name or ID of the project that owns the policy. Defaults to the project of the credentials.
      - Requires an administrator if it is another project.
    type: str
"""

EXAMPLES = r"""
- name: Send requests for images to other servers
  stratus.openstack.lb_l7_policy:
    cloud: demo
    name: images
    listener: https
    action: REDIRECT_TO_POOL
    redirect_pool: image-servers

- name: Remove the policy with its rules
  stratus.openstack.lb_l7_policy:
    cloud: demo
    name: images
    listener: https
    state: absent
"""

RETURN = r"""
l7_policy:
  description: The policy, null if it was removed.
  returned: success
  type: dict
  contains:
    # attributes of load_balancer.l7_policy: make generate
    id: {type: str, description: UUID of the l7 policy.}
    name: {type: str, description: Name that the l7 policy was given. Names are not unique.}
    action:
      description: 'What happens to requests that fit all rules: V(REDIRECT_TO_POOL), V(REDIRECT_TO_URL), V(REDIRECT_PREFIX) or V(REJECT).'
      type: str
    created_at: {type: str, description: 'Time when the l7 policy was created, in UTC, as ISO 8601.'}
    description: {type: str, description: Free text about the l7 policy. Empty when it has none.}
    is_admin_state_up: {type: bool, description: Whether the l7 policy is in service.}
    listener_id: {type: str, description: ID of the listener whose requests the policy handles.}
    operating_status:
      description: 'State of health of the l7 policy as observed: V(ONLINE), V(OFFLINE), V(DEGRADED), V(ERROR), V(DRAINING) or
        V(NO_MONITOR).'
      type: str
    position: {type: int, description: 'Place among the policies of the listener, from 1. The first one that fits is applied.'}
    project_id: {type: str, description: ID of the project that owns the l7 policy.}
    provisioning_status:
      description: 'State of the last change of the l7 policy: V(ACTIVE), V(ERROR), V(PENDING_CREATE), V(PENDING_UPDATE) or
        V(PENDING_DELETE).'
      type: str
    redirect_http_code: {type: int, description: HTTP status of a redirection. Null by default.}
    redirect_pool_id: {type: str, description: ID of the pool that requests are sent to. Null for other actions.}
    redirect_prefix: {type: str, description: URL that is put in front of the path of the request. Null for other actions.}
    redirect_url: {type: str, description: URL that clients are redirected to. Null for other actions.}
    rules:
      description: 'Conditions that a request must meet, by their IDs.'
      type: list
      elements: dict
      contains:
        id: {type: str, description: ID of the rule.}
    tags: {type: list, elements: str, description: 'Tags of the l7 policy, sorted.'}
    updated_at: {type: str, description: 'Time of the last change of the l7 policy, in UTC, as ISO 8601. Null before the first change.'}
    # end of attributes
  sample:
    id: 8a1412f0-4c32-4257-8b07-af4770b604fd
    name: images
    action: REDIRECT_TO_POOL
    position: 1
    provisioning_status: ACTIVE
id:
  description: ID of the policy.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.policies import L7_POLICY

OPERATION = L7_POLICY

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: lb_l7_policy_info
short_description: List L7 policies of listeners
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists L7 policies of the load balancing service (Octavia), by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name:
    description: Name or ID of the policy, or a pattern such as V(web-*).
    type: str
  listener:
    description: Name or ID of the listener. Its name is looked up first.
    type: str
  action:
    description: Action of the policies.
    type: str
    choices: [REDIRECT_TO_POOL, REDIRECT_TO_URL, REDIRECT_PREFIX, REJECT]
  redirect_pool:
    description: Name or ID of the pool that the policies redirect to.
    type: str
  description:
    description: List only policies with this description.
    type: str
  project:
    description: Name or ID of the project that owns the objects. Administrators list those of all projects if they omit it.
    type: str
  tags:
    description: List only objects with all of these tags.
    type: list
    elements: str
  any_tags:
    description: List only objects with at least one of these tags.
    type: list
    elements: str
  not_tags:
    description: List only objects that do not have all of these tags.
    type: list
    elements: str
  not_any_tags:
    description: List only objects with none of these tags.
    type: list
    elements: str
"""

EXAMPLES = r"""
- name: List the policies of a listener
  stratus.openstack.lb_l7_policy_info:
    cloud: demo
    listener: https
  register: found
"""

RETURN = r"""
l7_policies:
  description: The policies.
  returned: success
  type: list
  elements: dict
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
    - id: 8a1412f0-4c32-4257-8b07-af4770b604fd
      name: images
      action: REDIRECT_TO_POOL
      position: 1
      provisioning_status: ACTIVE
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.policies import L7_POLICIES

OPERATION = L7_POLICIES

if __name__ == "__main__":
    run(OPERATION)

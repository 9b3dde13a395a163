#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: lb_l7_rule_info
short_description: List rules of an L7 policy
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists the rules of an L7 policy of the load balancing service (Octavia), by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  l7_policy:
    description: Name or ID of the policy. Its name is looked up first.
    type: str
    required: true
  type:
    description: Part of the request that the rules compare.
    type: str
    choices: [COOKIE, FILE_TYPE, HEADER, HOST_NAME, PATH, SSL_CONN_HAS_CERT, SSL_VERIFY_RESULT, SSL_DN_FIELD]
  compare_type:
    description: How the rules compare.
    type: str
    choices: [CONTAINS, ENDS_WITH, EQUAL_TO, REGEX, STARTS_WITH]
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
- name: List the rules of a policy
  stratus.openstack.lb_l7_rule_info:
    cloud: demo
    l7_policy: images
  register: found
"""

RETURN = r"""
l7_rules:
  description: The rules.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of load_balancer.l7_rule: make generate
    id: {type: str, description: UUID of the l7 rule.}
    name: {type: str, description: 'Always null, since the service gives these objects no names.'}
    compare_type: {type: str, description: 'How the part of the request is compared with the value, such as V(STARTS_WITH).'}
    created_at: {type: str, description: 'Time when the l7 rule was created, in UTC, as ISO 8601.'}
    invert: {type: bool, description: Whether requests fit that do not meet the condition.}
    is_admin_state_up: {type: bool, description: Whether the l7 rule is in service.}
    key: {type: str, description: 'Name of the header, cookie or certificate field that is compared. Null for other types.'}
    operating_status:
      description: 'State of health of the l7 rule as observed: V(ONLINE), V(OFFLINE), V(DEGRADED), V(ERROR), V(DRAINING) or V(NO_MONITOR).'
      type: str
    project_id: {type: str, description: ID of the project that owns the l7 rule.}
    provisioning_status:
      description: 'State of the last change of the l7 rule: V(ACTIVE), V(ERROR), V(PENDING_CREATE), V(PENDING_UPDATE) or
        V(PENDING_DELETE).'
      type: str
    rule_value: {type: str, description: Text that the part of the request is compared with.}
    tags: {type: list, elements: str, description: 'Tags of the l7 rule, sorted.'}
    type: {type: str, description: 'Part of the request that is compared, such as V(PATH) or V(HEADER).'}
    updated_at: {type: str, description: 'Time of the last change of the l7 rule, in UTC, as ISO 8601. Null before the first change.'}
    # end of attributes
  sample:
    - id: 16621dbb-a736-4888-a57a-3ecd53df784c
      type: PATH
      compare_type: STARTS_WITH
      rule_value: /images/
      provisioning_status: ACTIVE
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.policies import L7_RULES

OPERATION = L7_RULES

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: lb_l7_rule
short_description: Manage rules of L7 policies
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes rules of L7 policies of the load balancing service (Octavia). A rule is a condition on requests.
  - O(type), O(compare_type), O(rule_key) and O(value) identify a rule in its policy. To change them, set O(id).
  - The service accepts one change of a load balancer at a time. The task waits, within O(timeout), while another change is in progress.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  l7_policy:
    description: Name or ID of the policy.
    type: str
    required: true
  id:
    description: ID of an existing rule.
    type: str
  type:
    description: Part of the request that is compared. Required to create a rule.
    type: str
    choices: [COOKIE, FILE_TYPE, HEADER, HOST_NAME, PATH, SSL_CONN_HAS_CERT, SSL_VERIFY_RESULT, SSL_DN_FIELD]
  compare_type:
    description: How it is compared with O(value). Required to create a rule.
    type: str
    choices: [CONTAINS, ENDS_WITH, EQUAL_TO, REGEX, STARTS_WITH]
  rule_key:
    description: Name of the header, cookie or certificate field. Only for these types.
    type: str
  value:
    description: Text that the part of the request is compared with. Required to create a rule.
    type: str
  invert:
    description: Whether requests fit that do not meet the condition.
    type: bool
  is_admin_state_up:
    description: Whether the rule is in service. A new one is by default.
    type: bool
    aliases: [admin_state_up]
  tags:
    description: Tags of the rule. This is the complete list, others are removed.
    type: list
    elements: str
  project:
    description:
      - Name or ID of the project that owns the rule. Defaults to the project of the credentials.
      - Requires an administrator if it is another project.
    type: str
"""

EXAMPLES = r"""
- name: Apply the policy to paths of images
  stratus.openstack.lb_l7_rule:
    cloud: demo
    l7_policy: images
    type: PATH
    compare_type: STARTS_WITH
    value: /images/

- name: Remove the rule
  stratus.openstack.lb_l7_rule:
    cloud: demo
    l7_policy: images
    type: PATH
    compare_type: STARTS_WITH
    value: /images/
    state: absent
"""

RETURN = r"""
l7_rule:
  description: The rule, null if it was removed.
  returned: success
  type: dict
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
    id: 16621dbb-a736-4888-a57a-3ecd53df784c
    type: PATH
    compare_type: STARTS_WITH
    rule_value: /images/
    provisioning_status: ACTIVE
id:
  description: ID of the rule.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.policies import L7_RULE

OPERATION = L7_RULE

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: share_access_info
short_description: List access rules of a share
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists the access rules of a share of the shared file system service (Manila).
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  share: {type: str, required: true, description: Name or ID of the share.}
  show_access_key:
    description: Return the keys with which clients log in. The keys are secrets, so that the task requires C(no_log).
    type: bool
    default: false
"""

EXAMPLES = r"""
- name: List the access rules of a share
  stratus.openstack.share_access_info:
    cloud: demo
    share: home
  register: rules

- name: Show whom the rules admit
  ansible.builtin.debug:
    msg: "{{ rules.share_access_rules | map(attribute='access_to') }}"
"""

RETURN = r"""
share_access_rules:
  description: The access rules.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of shared_file_system.share_access_rule: make generate
    id: {type: str, description: UUID of the share access rule.}
    name: {type: str, description: Always null. Access rules have no name.}
    access_key: {type: str, description: Key with which a client with access type V(cephx) logs in. Null unless O(show_access_key) is true.}
    access_level: {type: str, description: 'V(rw) for reading and writing, V(ro) for reading only.'}
    access_list: {type: list, elements: dict, description: 'Always null. The SDK declares it, and the service does not send it.'}
    access_to: {type: str, description: 'Whom the rule admits: an address or a network, or the name of a user or a client.'}
    access_type: {type: str, description: 'V(ip), V(user), V(cert) or V(cephx).'}
    created_at: {type: str, description: 'Time when the share access rule was created, in UTC, as ISO 8601.'}
    lock_deletion: {type: bool, description: Always null. The service accepts it and does not show it.}
    lock_reason: {type: str, description: Always null. The service accepts it and does not show it.}
    lock_visibility: {type: bool, description: Always null. The service accepts it and does not show it.}
    metadata: {type: dict, description: Properties that users set. Values are strings.}
    share_id: {type: str, description: UUID of the share.}
    state:
      description: 'V(active) when the rule is applied, V(queued_to_apply) or V(applying) before that, V(error) when it failed.'
      type: str
    updated_at:
      description: 'Time of the last change of the share access rule, in UTC, as ISO 8601. Null before the first change.'
      type: str
    # end of attributes
  sample:
    - id: 20b92130-d409-4da1-b210-e3a9f9e611af
      access_type: ip
      access_to: 192.0.2.0/24
      access_level: ro
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.access import ACCESS_RULES

OPERATION = ACCESS_RULES

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: share_access
short_description: Manage access rules of shares
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes single access rules of shares in the shared file system service (Manila).
  - The type of a rule and whom it admits identify the rule. Use O(state=replace) to change the level of a rule, which interrupts clients.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  share: {type: str, required: true, description: Name or ID of the share.}
  access_type: {type: str, choices: [ip, user, cert, cephx], default: ip, description: Kind of O(access_to).}
  access_to:
    description:
      - Address or network, name of a user, common name of a certificate, or Ceph client.
      - An address and the network that contains only this address mean the same.
    type: str
    required: true
  access_level:
    description: 'V(rw) for reading and writing, V(ro) for reading only. The service gives a new rule V(rw) if omitted.'
    type: str
    choices: [rw, ro]
  metadata: {type: dict, description: 'Properties of the rule. This is the complete map, other keys are removed.'}
  lock_visibility:
    description: Hide O(access_to) and the key of a new rule from other users (needs microversion 2.82).
    type: bool
  lock_deletion: {type: bool, description: Protect a new rule against removal (needs microversion 2.82).}
  lock_reason: {type: str, description: Reason of the locks of a new rule (needs microversion 2.82).}
  unrestrict: {type: bool, default: false, description: Remove the locks of the rule together with the rule.}
  show_access_key:
    description:
      - Return the key with which the client logs in. The key is a secret, so that the task requires C(no_log).
      - The service has a key only for V(cephx).
    type: bool
    default: false
  state:
    description: V(replace) removes a rule that differs and creates it again.
    type: str
    choices: [present, absent, replace]
    default: present
"""

EXAMPLES = r"""
- name: Let a network mount the share
  stratus.openstack.share_access:
    cloud: demo
    share: home
    access_to: 192.0.2.0/24
    access_level: ro

- name: Let a Ceph client mount the share
  stratus.openstack.share_access:
    cloud: demo
    share: home
    access_type: cephx
    access_to: alice
    show_access_key: true
  register: alice
  no_log: true
"""

RETURN = r"""
share_access:
  description: The access rule, null if it was removed.
  returned: success
  type: dict
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
    id: 20b92130-d409-4da1-b210-e3a9f9e611af
    share_id: a38e695a-7c76-4e74-b2d3-f755d1239936
    access_type: ip
    access_to: 192.0.2.0/24
    access_level: ro
    state: active
id:
  description: ID of the access rule.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.access import ACCESS

OPERATION = ACCESS

if __name__ == "__main__":
    run(OPERATION)

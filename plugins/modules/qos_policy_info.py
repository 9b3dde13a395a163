#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: qos_policy_info
short_description: List QoS policies
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists QoS policies of the network service (Neutron) that the credentials may see, with their rules, by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the policies that are wanted, or a pattern such as V(web-*).'}
  description: {type: str, description: Only those with this description.}
  is_default: {type: bool, description: 'Only those that new networks get, or only the others.'}
  is_shared: {type: bool, aliases: [shared], description: 'Only those that all projects may use, or only the others.'}
  project: {type: str, description: Name or ID of the project that owns them.}
  tags: {type: list, elements: str, description: Only those that have all of these tags.}
  any_tags: {type: list, elements: str, description: Only those that have one of these tags.}
  not_tags: {type: list, elements: str, description: Only those that do not have all of these tags.}
  not_any_tags: {type: list, elements: str, description: Only those that have none of these tags.}
"""

EXAMPLES = r"""
- name: The policies that everybody may use
  stratus.openstack.qos_policy_info:
    cloud: demo
    is_shared: true
  register: found
"""

RETURN = r"""
qos_policies:
  description: The policies.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 509fbe42-96d8-4f8b-a17b-4e8ed2bf9999
      name: silver
      is_shared: true
      rules: []
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.qos import QOS_POLICIES

OPERATION = QOS_POLICIES

if __name__ == "__main__":
    run(OPERATION)

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
  contains:
    # attributes of network.qos_policy: make generate
    id: {type: str, description: 'ID of the QoS policy, a UUID that the service chooses.'}
    name: {type: str, description: Name of the QoS policy. An empty string when it has none. Names need not be unique.}
    created_at: {type: str, description: 'Time when the QoS policy was created, in UTC, as ISO 8601.'}
    description: {type: str, description: Free text about the QoS policy. An empty string when it has none.}
    is_default: {type: bool, description: V(true) when the policy applies to new networks of its project that name no other.}
    is_shared: {type: bool, description: 'V(true) when all projects, or the project of the credentials, may use the policy.'}
    project_id: {type: str, description: ID of the project that owns the QoS policy.}
    revision_number: {type: int, description: Counter of changes. The service increases it whenever the QoS policy changes.}
    rules:
      description: Rules of the policy. Each has only the attributes of its type. An empty list when it has none.
      type: list
      elements: dict
      contains:
        direction:
          description: 'Direction of the traffic as seen from the port, V(egress) or V(ingress). A minimum packet rate may also have V(any).
            Rules for DSCP marks have none.'
          type: str
        dscp_mark: {type: int, description: 'DSCP value that outgoing packets are marked with, a number from 0 to 56.'}
        id: {type: str, description: ID of the rule.}
        max_burst_kbps: {type: int, description: 'Size of a burst above the limit, in kilobits. V(0) means the default of the backend.'}
        max_burst_kpps:
          description: 'Size of a burst above the limit, in thousands of packets. V(0) means the default of the backend.'
          type: int
        max_kbps: {type: int, description: 'Limit of the bandwidth, in kilobits per second.'}
        max_kpps: {type: int, description: 'Limit of the packet rate, in thousands of packets per second.'}
        min_kbps: {type: int, description: 'Guaranteed bandwidth, in kilobits per second.'}
        min_kpps: {type: int, description: 'Guaranteed packet rate, in thousands of packets per second.'}
        qos_policy_id:
          description: ID of the policy that the rule is in. Missing in the result of the task that added the rule.
          type: str
        type:
          description: 'Type of the rule, V(bandwidth_limit), V(dscp_marking), V(minimum_bandwidth), V(minimum_packet_rate) or
            V(packet_rate_limit).'
          type: str
    tags:
      description: 'Tags of the QoS policy, which listings can be filtered by. An empty list when it has none.'
      type: list
      elements: str
    tenant_id: {type: str, description: ID of the owning project under its old name. It always equals C(project_id).}
    updated_at: {type: str, description: 'Time of the last change of the QoS policy, in UTC, as ISO 8601.'}
    # end of attributes
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

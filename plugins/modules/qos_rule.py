#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: qos_rule
short_description: Manage single rules of QoS policies
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Adds a rule to a QoS policy of the network service (Neutron), changes and removes it. By default only administrators may do that.
  - A policy has at most one rule of a type in a direction, so these two tell which one is meant. The module M(stratus.openstack.qos_policy)
    manages all rules of a policy at once.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  policy: {type: str, required: true, aliases: [qos_policy], description: Name or ID of the policy.}
  project: {type: str, description: Name or ID of the project that owns the policy.}
  type:
    description: Kind of the rule.
    type: str
    required: true
    choices: [bandwidth_limit, dscp_marking, minimum_bandwidth, minimum_packet_rate, packet_rate_limit]
  direction:
    description: Direction of the traffic, seen from the host. V(egress) unless told. V(any) is for C(minimum_packet_rate).
    type: str
    choices: [any, egress, ingress]
  max_kbps: {type: int, description: 'For C(bandwidth_limit), the limit in kilobits per second.'}
  max_burst_kbps: {type: int, description: 'For C(bandwidth_limit), how much of a burst passes, in kilobits.'}
  min_kbps: {type: int, description: 'For C(minimum_bandwidth), what is guaranteed, in kilobits per second.'}
  max_kpps: {type: int, description: 'For C(packet_rate_limit), the limit in thousand packets per second.'}
  max_burst_kpps: {type: int, description: 'For C(packet_rate_limit), how much of a burst passes, in thousand packets.'}
  min_kpps: {type: int, description: 'For C(minimum_packet_rate), what is guaranteed, in thousand packets per second.'}
  dscp_mark: {type: int, description: 'For C(dscp_marking), the mark, such as 26.'}
"""

EXAMPLES = r"""
- name: Limit what goes out
  stratus.openstack.qos_rule:
    cloud: admin
    policy: silver
    type: bandwidth_limit
    max_kbps: 100000
    max_burst_kbps: 80000

- name: No limit for what comes in
  stratus.openstack.qos_rule:
    cloud: admin
    policy: silver
    type: bandwidth_limit
    direction: ingress
    state: absent
"""

RETURN = r"""
qos_rule:
  description: The rule; null when it was removed.
  returned: success
  type: dict
  contains:
    # attributes of network.qos_rule: make generate
    id: {type: str, description: 'ID of the QoS rule, a UUID that the service chooses.'}
    name: {type: str, description: 'Always null, since rules have no names.'}
    direction:
      description: 'Direction of the traffic as seen from the port, V(egress), V(ingress) or V(any). Null for a rule of the type
        V(dscp_marking).'
      type: str
    dscp_mark:
      description: 'DSCP value that outgoing packets are marked with, a number from 0 to 56. Null for rules of other types than
        V(dscp_marking).'
      type: int
    max_burst_kbps:
      description: 'Size of a burst above the limit, in kilobits. V(0) means the default of the backend. Null for rules of other types than
        V(bandwidth_limit).'
      type: int
    max_burst_kpps:
      description: 'Size of a burst above the limit, in thousands of packets. V(0) means the default of the backend. Null for rules of other
        types than V(packet_rate_limit).'
      type: int
    max_kbps:
      description: 'Limit of the bandwidth, in kilobits per second. Null for rules of other types than V(bandwidth_limit).'
      type: int
    max_kpps:
      description: 'Limit of the packet rate, in thousands of packets per second. Null for rules of other types than V(packet_rate_limit).'
      type: int
    min_kbps:
      description: 'Guaranteed bandwidth, in kilobits per second. Null for rules of other types than V(minimum_bandwidth).'
      type: int
    min_kpps:
      description: 'Guaranteed packet rate, in thousands of packets per second. Null for rules of other types than V(minimum_packet_rate).'
      type: int
    qos_policy_id: {type: str, description: ID of the policy that the rule is in. Null in the result of the task that created the rule.}
    type:
      description: 'Type of the rule, V(bandwidth_limit), V(dscp_marking), V(minimum_bandwidth), V(minimum_packet_rate) or
        V(packet_rate_limit).'
      type: str
    # end of attributes
  sample:
    id: 61a0cf53-a7e9-409c-b28c-5f9fe3c0aaaa
    type: bandwidth_limit
    direction: egress
    max_kbps: 100000
    max_burst_kbps: 80000
    qos_policy_id: 509fbe42-96d8-4f8b-a17b-4e8ed2bf9999
id:
  description: ID of the rule.
  returned: when the rule exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.qos import QOS_RULE

OPERATION = QOS_RULE

if __name__ == "__main__":
    run(OPERATION)

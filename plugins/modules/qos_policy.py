#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: qos_policy
short_description: Manage QoS policies and their rules
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes policies for the quality of service of networks, ports and floating IPs in the network service (Neutron).
    By default only administrators may do that.
  - Rules that are right are not touched. A rule that differs is changed in place, so that ports never lose their limits meanwhile.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
  - stratus.openstack.resource.tags
  - stratus.openstack.resource.project
options:
  name: {type: str, required: true, description: Name or ID of the policy.}
  description: {type: str, description: Free text about the policy.}
  is_default: {type: bool, description: Whether new networks of the project get it. A project has one such policy.}
  is_shared: {type: bool, aliases: [shared], description: Whether all projects may use it.}
  rules:
    description:
      - Its rules, all of them. An empty list removes them. The module M(stratus.openstack.qos_rule) manages single ones.
      - There is at most one of a type in a direction.
    type: list
    elements: dict
    suboptions:
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
- name: A limit in both directions
  stratus.openstack.qos_policy:
    cloud: admin
    name: silver
    is_shared: true
    rules:
      - {type: bandwidth_limit, direction: egress, max_kbps: 100000}
      - {type: bandwidth_limit, direction: ingress, max_kbps: 200000}

- name: Guaranteed bandwidth, and a mark for the switches
  stratus.openstack.qos_policy:
    cloud: admin
    name: voice
    rules:
      - {type: minimum_bandwidth, min_kbps: 10000}
      - {type: dscp_marking, dscp_mark: 46}

- name: Use one
  stratus.openstack.port:
    cloud: demo
    name: web-1
    qos_policy: silver

- name: Remove it
  stratus.openstack.qos_policy:
    cloud: admin
    name: silver
    state: absent
"""

RETURN = r"""
qos_policy:
  description: The policy; null when it was removed.
  returned: success
  type: dict
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
    id: 509fbe42-96d8-4f8b-a17b-4e8ed2bf9999
    name: silver
    is_default: false
    is_shared: true
    rules:
      - id: 61a0cf53-a7e9-409c-b28c-5f9fe3c0aaaa
        type: bandwidth_limit
        direction: egress
        max_kbps: 100000
        max_burst_kbps: 0
id:
  description: ID of the policy.
  returned: when the policy exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.qos import QOS_POLICY

OPERATION = QOS_POLICY

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: security_group_rule
short_description: Manage single rules of security groups
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Adds rules to security groups of the network service (Neutron) and removes them, one by one.
  - A rule is what its options say; no call changes one. Two ways to say the same, such as V(tcp) and V(6), are the same rule.
  - To declare all rules of a group at once use M(stratus.openstack.security_group).
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
  - stratus.openstack.resource.project
options:
  security_group:
    description: Name or ID of the group that the rule is in. A name means a group of the own project first.
    type: str
    required: true
  description:
    description: Free text about the rule. A rule that has another one is left alone and reported in C(drift).
    type: str
  direction:
    description: Whether it lets traffic in or out.
    type: str
    choices: [egress, ingress]
    default: ingress
  ether_type:
    description: Version of IP that it is for.
    type: str
    choices: [IPv4, IPv6]
    default: IPv4
    aliases: [ethertype]
  protocol:
    description:
      - Name or number of the protocol, such as V(tcp), V(icmp) or V(112). By default, and with V(any), every one.
      - V(icmp) in a rule for IPv6 is ICMPv6.
    type: str
  port_range_min:
    description: First port; for ICMP the type. By default, and with V(-1), every one.
    type: int
  port_range_max:
    description: Last port; for ICMP the code. By default, and with V(-1), every one.
    type: int
  remote_ip_prefix:
    description: Addresses at the other end, such as V(10.0.0.0/8). A single address needs no length. V(0.0.0.0/0) and V(::/0) are all.
    type: str
  remote_group:
    description: Name or ID of the security group at the other end. The name of the group itself is the group itself.
    type: str
  remote_address_group: {type: str, description: Name or ID of the address group at the other end.}
"""

EXAMPLES = r"""
- name: Let the world in by HTTPS
  stratus.openstack.security_group_rule:
    cloud: demo
    security_group: web
    protocol: tcp
    port_range_min: 443
    port_range_max: 443

- name: Let members of the group talk to each other
  stratus.openstack.security_group_rule:
    cloud: demo
    security_group: web
    remote_group: web

- name: VRRP between routers, by its number
  stratus.openstack.security_group_rule:
    cloud: demo
    security_group: routers
    protocol: "112"
    remote_ip_prefix: 10.0.0.0/24

- name: Ping is no longer answered
  stratus.openstack.security_group_rule:
    cloud: demo
    security_group: web
    protocol: icmp
    state: absent
"""

RETURN = r"""
rule:
  description: The rule; null when it was removed.
  returned: success
  type: dict
  contains:
    # attributes of network.security_group_rule: make generate
    id: {type: str, description: 'ID of the security group rule, a UUID that the service chooses.'}
    name: {type: str, description: 'Always null, since rules have no names.'}
    created_at: {type: str, description: 'Time when the security group rule was created, in UTC, as ISO 8601.'}
    description: {type: str, description: Free text about the rule. An empty string or null when it has none.}
    direction: {type: str, description: 'Direction of the traffic that the rule allows, V(ingress) to a port or V(egress) from it.'}
    ether_type: {type: str, description: 'IP version of the traffic that the rule allows, V(IPv4) or V(IPv6).'}
    normalized_cidr:
      description: 'Network address of C(remote_ip_prefix), with the host bits cleared. Null when C(remote_ip_prefix) is null.'
      type: str
    port_range_max: {type: int, description: 'Last port that the rule allows, or the ICMP code. Null when any is allowed.'}
    port_range_min: {type: int, description: 'First port that the rule allows, or the ICMP type. Null when any is allowed.'}
    project_id: {type: str, description: ID of the project that owns the security group rule.}
    protocol: {type: str, description: 'Protocol that the rule allows, by name or number, such as V(tcp). Null when any is allowed.'}
    remote_address_group_id:
      description: ID of the address group whose members are the remote end of the allowed traffic. Null when the rule names none.
      type: str
    remote_group_id:
      description: ID of the security group whose ports are the remote end of the allowed traffic. Null when the rule names none.
      type: str
    remote_ip_prefix:
      description: 'Network at the remote end of the allowed traffic, in CIDR notation. Null when the rule names none.'
      type: str
    revision_number: {type: int, description: Counter of changes. The service increases it whenever the security group rule changes.}
    security_group_id: {type: str, description: ID of the security group that the rule belongs to.}
    tags:
      description: Tags of the rule. An empty list when it has none. Null in the result of the task that created the rule.
      type: list
      elements: str
    tenant_id: {type: str, description: ID of the owning project under its old name. It always equals C(project_id).}
    updated_at: {type: str, description: 'Time of the last change of the security group rule, in UTC, as ISO 8601.'}
    # end of attributes
  sample:
    id: 9b1f3c84-0f5e-4d5a-8d2b-8b8a4a1a3333
    direction: ingress
    ether_type: IPv4
    protocol: tcp
    port_range_min: 443
    port_range_max: 443
    remote_ip_prefix: null
    security_group_id: 0d7c2f52-6f7e-4b2f-8d7e-5a4f9a1a2222
drift:
  description: What differs from the declared options and was left alone.
  returned: when there is any
  type: list
  elements: dict
  contains:
    # attributes of drift: make generate
    option: {type: str, description: Option whose declared value differs from the present one.}
    now: {type: raw, description: Present value in the cloud.}
    wanted: {type: raw, description: Declared value.}
    remedy: {type: str, description: What to do so that the declared value is applied. Null when there is no way.}
    # end of attributes
  sample: []
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
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.security_groups import SECURITY_GROUP_RULE

OPERATION = SECURITY_GROUP_RULE

if __name__ == "__main__":
    run(OPERATION)

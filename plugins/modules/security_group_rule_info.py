#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: security_group_rule_info
short_description: List rules of security groups
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists rules of security groups of the network service (Neutron).
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  id: {type: str, aliases: [rule], description: ID of the one rule that is wanted.}
  security_group: {type: str, description: Name or ID of the group they are in.}
  project: {type: str, description: Name or ID of the project that owns them.}
  description: {type: str, description: Only those with this description.}
  direction: {type: str, choices: [egress, ingress], description: Only those that let traffic out or in.}
  ether_type: {type: str, aliases: [ethertype], choices: [IPv4, IPv6], description: Only those for this version of IP.}
  port_range_min: {type: int, description: Only those with this first port.}
  port_range_max: {type: int, description: Only those with this last port.}
  protocol: {type: str, description: 'Only those for this protocol, by name or number; V(any) for those for every protocol.'}
  remote_group: {type: str, description: Name or ID of the group at the other end.}
  remote_ip_prefix: {type: str, description: Only those with these addresses at the other end.}
  revision_number: {type: int, description: Only those of this revision.}
"""

EXAMPLES = r"""
- name: What comes into a group
  stratus.openstack.security_group_rule_info:
    cloud: demo
    security_group: web
    direction: ingress
  register: found

- name: Rules that let in SSH
  stratus.openstack.security_group_rule_info:
    cloud: demo
    protocol: tcp
    port_range_min: 22
"""

RETURN = r"""
security_group_rules:
  description: The rules.
  returned: success
  type: list
  elements: dict
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
    - id: 9b1f3c84-0f5e-4d5a-8d2b-8b8a4a1a3333
      direction: ingress
      ether_type: IPv4
      protocol: tcp
      port_range_min: 443
      port_range_max: 443
      security_group_id: 0d7c2f52-6f7e-4b2f-8d7e-5a4f9a1a2222
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.security_groups import SECURITY_GROUP_RULES

OPERATION = SECURITY_GROUP_RULES

if __name__ == "__main__":
    run(OPERATION)

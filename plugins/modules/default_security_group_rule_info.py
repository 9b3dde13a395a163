#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: default_security_group_rule_info
short_description: List the rules that new security groups start with
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists the rules of the template of security groups of the network service (Neutron).
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  description: {type: str, description: Only those with this description.}
  direction: {type: str, choices: [egress, ingress], description: Only those that let traffic out or in.}
  ether_type: {type: str, aliases: [ethertype], choices: [IPv4, IPv6], description: Only those for this version of IP.}
  port_range_min: {type: int, description: Only those with this first port.}
  port_range_max: {type: int, description: Only those with this last port.}
  protocol: {type: str, description: 'Only those for this protocol, by name or number; V(any) for those for every protocol.'}
  remote_ip_prefix: {type: str, description: Only those with these addresses at the other end.}
  used_in_default_sg: {type: bool, description: 'Only those for the groups C(default) of new projects, or only the others.'}
  used_in_non_default_sg: {type: bool, description: 'Only those for other new groups, or only the others.'}
"""

EXAMPLES = r"""
- name: What new groups let in
  stratus.openstack.default_security_group_rule_info:
    cloud: admin
    direction: ingress
    used_in_non_default_sg: true
  register: found
"""

RETURN = r"""
default_security_group_rules:
  description: The rules.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of network.default_security_group_rule: make generate
    id: {type: str, description: ID of the rule in the template. Rules that are made from it have IDs of their own.}
    name: {type: str, description: 'Always null, since rules have no names.'}
    description: {type: str, description: Free text about the rule. An empty string or null when it has none.}
    direction: {type: str, description: 'Direction of the traffic that the rule allows, V(ingress) to a port or V(egress) from it.'}
    ether_type: {type: str, description: 'IP version of the traffic that the rule allows, V(IPv4) or V(IPv6).'}
    port_range_max: {type: int, description: 'Last port that the rule allows, or the ICMP code. Null when any is allowed.'}
    port_range_min: {type: int, description: 'First port that the rule allows, or the ICMP type. Null when any is allowed.'}
    protocol: {type: str, description: 'Protocol that the rule allows, by name or number, such as V(tcp). Null when any is allowed.'}
    remote_address_group_id:
      description: ID of the address group whose members are the remote end of the allowed traffic. Null when the rule names none.
      type: str
    remote_group_id:
      description: ID of the security group whose ports are the remote end of the allowed traffic. V(PARENT) means the group that gets the
        rule. Null when the rule names none.
      type: str
    remote_ip_prefix:
      description: 'Network at the remote end of the allowed traffic, in CIDR notation. Null when the rule names none.'
      type: str
    revision_number: {type: int, description: 'Always null, since the service keeps no revisions of these rules.'}
    used_in_default_sg: {type: bool, description: V(true) when the security group V(default) of a new project starts with the rule.}
    used_in_non_default_sg: {type: bool, description: V(true) when other new security groups start with the rule.}
    # end of attributes
  sample:
    - id: d81736ca-1e50-4703-a9f3-c60650a72222
      direction: egress
      ether_type: IPv4
      used_in_default_sg: true
      used_in_non_default_sg: true
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.default_rules import DEFAULT_SECURITY_GROUP_RULES

OPERATION = DEFAULT_SECURITY_GROUP_RULES

if __name__ == "__main__":
    run(OPERATION)

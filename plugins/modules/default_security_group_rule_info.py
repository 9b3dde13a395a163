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

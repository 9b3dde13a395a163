#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: default_security_group_rule
short_description: Manage the rules that new security groups start with
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Adds rules to the template of security groups of the network service (Neutron), and removes them. The template is one for the whole
    cloud, and only administrators change it; security groups that exist are not affected.
  - A rule cannot be changed. Two spellings of one rule, such as protocol V(tcp) and V(6), are the same rule.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  id: {type: str, description: 'ID of the rule, to remove it.'}
  direction: {type: str, choices: [egress, ingress], default: ingress, description: Whether it lets traffic in or out.}
  ether_type: {type: str, choices: [IPv4, IPv6], default: IPv4, aliases: [ethertype], description: Version of IP.}
  protocol: {type: str, description: 'Protocol by name or number; V(any), or none at all, means all protocols.'}
  port_range_min: {type: int, description: First port; for ICMP the type.}
  port_range_max: {type: int, description: Last port; for ICMP the code.}
  remote_ip_prefix: {type: str, description: Addresses at the other end. By default all.}
  remote_group:
    description: Name or ID of the group at the other end; V(PARENT) is the group itself that starts with the rule.
    type: str
  remote_address_group: {type: str, description: Name or ID of the address group at the other end.}
  description: {type: str, description: 'Free text about the rule. Where it differs, RV(drift) says so.'}
  used_in_default_sg:
    description: Whether the security group C(default) of new projects gets it. V(false) unless told. Fixed at creation.
    type: bool
  used_in_non_default_sg:
    description: Whether other new security groups get it. V(true) unless told. Fixed at creation.
    type: bool
"""

EXAMPLES = r"""
- name: Let monitoring into every new group
  stratus.openstack.default_security_group_rule:
    cloud: admin
    protocol: tcp
    port_range_min: 9100
    port_range_max: 9100
    remote_ip_prefix: 192.0.2.0/24
    used_in_default_sg: true
    used_in_non_default_sg: true

- name: Members of new groups reach each other
  stratus.openstack.default_security_group_rule:
    cloud: admin
    remote_group: PARENT
    used_in_non_default_sg: true

- name: New groups let nothing out over IPv6
  stratus.openstack.default_security_group_rule:
    cloud: admin
    direction: egress
    ether_type: IPv6
    state: absent
"""

RETURN = r"""
default_security_group_rule:
  description: The rule; null when it was removed.
  returned: success
  type: dict
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
    id: d81736ca-1e50-4703-a9f3-c60650a72222
    direction: ingress
    ether_type: IPv4
    protocol: tcp
    port_range_min: 9100
    port_range_max: 9100
    remote_ip_prefix: 192.0.2.0/24
    used_in_default_sg: true
    used_in_non_default_sg: true
drift:
  description: What differs from the declared options and was left alone; a list of C(option), C(now), C(wanted) and C(remedy).
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
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.default_rules import DEFAULT_SECURITY_GROUP_RULE

OPERATION = DEFAULT_SECURITY_GROUP_RULE

if __name__ == "__main__":
    run(OPERATION)

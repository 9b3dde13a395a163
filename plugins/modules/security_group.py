#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: security_group
short_description: Manage security groups
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes security groups of the network service (Neutron), with their rules.
  - Rules that are right are not touched. Missing ones are added before others are removed, so that no connection is cut in between.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
  - stratus.openstack.resource.tags
  - stratus.openstack.resource.project
options:
  name: {type: str, required: true, description: Name or ID of the security group.}
  description: {type: str, description: Free text about the security group.}
  stateful:
    description: Whether answers to what is allowed are allowed too. Cannot be changed while ports use the group.
    type: bool
  security_group_rules:
    description:
      - All rules of the group. Rules that are not in the list are removed; an empty list removes all.
      - This counts for the two rules that the API gives every new group as well, which let all traffic out. List them to keep them.
      - Without this option the rules are left as they are, for the module M(stratus.openstack.security_group_rule).
      - The API changes no rule. One whose description is another one is removed and added anew.
    type: list
    elements: dict
    suboptions:
      description: {type: str, description: Free text about the rule.}
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
- name: A group for web servers, with all of its rules
  stratus.openstack.security_group:
    cloud: demo
    name: web
    description: Web servers
    security_group_rules:
      - direction: egress
      - direction: egress
        ether_type: IPv6
      - protocol: tcp
        port_range_min: 443
        port_range_max: 443
      - protocol: tcp
        port_range_min: 22
        port_range_max: 22
        remote_ip_prefix: 198.51.100.7
        description: the jump host
      - remote_group: web
      - protocol: icmp

- name: A group whose rules are managed elsewhere
  stratus.openstack.security_group:
    cloud: demo
    name: database

- name: A group that lets nothing through
  stratus.openstack.security_group:
    cloud: demo
    name: closed
    security_group_rules: []

- name: Remove it
  stratus.openstack.security_group:
    cloud: demo
    name: closed
    state: absent
"""

RETURN = r"""
security_group:
  description: The security group; null when it was removed.
  returned: success
  type: dict
  contains:
    # attributes of network.security_group: make generate
    id: {type: str, description: 'ID of the security group, a UUID that the service chooses.'}
    name: {type: str, description: Name of the security group. An empty string when it has none. Names need not be unique.}
    created_at: {type: str, description: 'Time when the security group was created, in UTC, as ISO 8601.'}
    description: {type: str, description: Free text about the security group. An empty string when it has none.}
    is_shared:
      description: V(true) when an RBAC policy shares the group with all projects or with the project of the credentials.
      type: bool
    project_id: {type: str, description: ID of the project that owns the security group.}
    revision_number: {type: int, description: Counter of changes. The service increases it whenever the security group changes.}
    security_group_rules:
      description: 'Rules of the group, under the names of the API. An empty list when no traffic is allowed. The keys depend on the release
        of the service.'
      type: list
      elements: dict
      contains:
        belongs_to_default_sg:
          description: V(true) when the group is the default group of its project. Null when the service does not return it.
          type: bool
        created_at: {type: str, description: 'Time when the rule was created, in UTC, as ISO 8601.'}
        description: {type: str, description: Free text about the rule. An empty string or null when it has none.}
        direction: {type: str, description: 'Direction of the traffic that the rule allows, V(ingress) to a port or V(egress) from it.'}
        ethertype: {type: str, description: 'IP version of the traffic that the rule allows, V(IPv4) or V(IPv6).'}
        id: {type: str, description: ID of the rule.}
        normalized_cidr:
          description: 'Network address of C(remote_ip_prefix), with the host bits cleared. Null when C(remote_ip_prefix) is null.'
          type: str
        port_range_max: {type: int, description: 'Last port that the rule allows, or the ICMP code. Null when any is allowed.'}
        port_range_min: {type: int, description: 'First port that the rule allows, or the ICMP type. Null when any is allowed.'}
        project_id: {type: str, description: ID of the project that owns the rule.}
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
        revision_number: {type: int, description: Counter of changes. The service increases it whenever the rule changes.}
        security_group_id: {type: str, description: ID of the group that the rule belongs to.}
        standard_attr_id: {type: int, description: Number of the rule in the database of the service. It has no use outside of the service.}
        tags: {type: list, elements: str, description: Tags of the rule. Missing in the result of the task that added the rule.}
        tenant_id: {type: str, description: ID of the owning project under its old name. It always equals C(project_id).}
        updated_at: {type: str, description: 'Time of the last change of the rule, in UTC, as ISO 8601.'}
    stateful:
      description: V(true) when replies to allowed traffic are allowed as well. V(false) when each direction requires rules of its own.
      type: bool
    tags:
      description: 'Tags of the security group, which listings can be filtered by. An empty list when it has none.'
      type: list
      elements: str
    tenant_id: {type: str, description: ID of the owning project under its old name. It always equals C(project_id).}
    updated_at: {type: str, description: 'Time of the last change of the security group, in UTC, as ISO 8601.'}
    # end of attributes
  sample:
    id: 0d7c2f52-6f7e-4b2f-8d7e-5a4f9a1a2222
    name: web
    description: Web servers
    stateful: true
    security_group_rules:
      - id: 9b1f3c84-0f5e-4d5a-8d2b-8b8a4a1a3333
        direction: ingress
        ethertype: IPv4
        protocol: tcp
        port_range_min: 443
        port_range_max: 443
    tags: []
id:
  description: ID of the security group.
  returned: when the security group exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.security_groups import SECURITY_GROUP

OPERATION = SECURITY_GROUP

if __name__ == "__main__":
    run(OPERATION)

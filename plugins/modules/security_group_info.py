#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: security_group_info
short_description: List security groups
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists security groups of the network service (Neutron) with their rules, by one request.
  - A name that no group has gives an empty list.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the groups that are wanted, or a pattern such as V(web-*).'}
  description: {type: str, description: Only those with this description.}
  project_id: {type: str, aliases: [project], description: Name or ID of the project that owns them.}
  revision_number: {type: int, description: Only those of this revision.}
  tags: {type: list, elements: str, description: Only those that have all of these tags.}
  any_tags: {type: list, elements: str, description: Only those that have one of these tags.}
  not_tags: {type: list, elements: str, description: Only those that lack one of these tags.}
  not_any_tags: {type: list, elements: str, description: Only those that have none of these tags.}
"""

EXAMPLES = r"""
- name: The groups of this project
  stratus.openstack.security_group_info:
    cloud: demo
  register: found

- name: One, with its rules
  stratus.openstack.security_group_info:
    cloud: demo
    name: web

- name: By tags
  stratus.openstack.security_group_info:
    cloud: demo
    any_tags: [web, database]
    not_any_tags: [retired]
"""

RETURN = r"""
security_groups:
  description: The security groups.
  returned: success
  type: list
  elements: dict
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
    - id: 0d7c2f52-6f7e-4b2f-8d7e-5a4f9a1a2222
      name: web
      description: Web servers
      stateful: true
      security_group_rules: []
      tags: [web]
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.security_groups import SECURITY_GROUPS

OPERATION = SECURITY_GROUPS

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: address_scope
short_description: Manage address scopes
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes address scopes of the network service (Neutron). The subnet pools of a scope hold addresses that do not
    overlap, so that routers may pass them on as they are.
  - Where the collection C(openstack.cloud) has a default for O(is_shared) and O(ip_version), this module leaves a scope as it is. A new one
    is for IPv4 and not shared.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
  - stratus.openstack.resource.project
options:
  name: {type: str, required: true, description: Name or ID of the address scope.}
  ip_version: {type: str, choices: ['4', '6'], description: Version of its addresses. V(4) unless told. Fixed at creation.}
  is_shared: {type: bool, aliases: [shared], description: Whether all projects may use it. That cannot be taken back.}
  extra_specs: {type: dict, description: 'Further attributes by the names of the API, for what this module has no option.'}
"""

EXAMPLES = r"""
- name: A scope for addresses that are routed without translation
  stratus.openstack.address_scope:
    cloud: demo
    name: routed

- name: One for IPv6 that all projects may use, made by an administrator
  stratus.openstack.address_scope:
    cloud: admin
    name: public-v6
    ip_version: "6"
    is_shared: true

- name: Remove it
  stratus.openstack.address_scope:
    cloud: demo
    name: routed
    state: absent
"""

RETURN = r"""
address_scope:
  description: The address scope; null when it was removed.
  returned: success
  type: dict
  contains:
    # attributes of network.address_scope: make generate
    id: {type: str, description: 'ID of the address scope, a UUID that the service chooses.'}
    name: {type: str, description: Name of the address scope. An empty string when it has none. Names need not be unique.}
    ip_version: {type: int, description: 'IP version of the addresses in the scope, V(4) or V(6).'}
    is_shared:
      description: 'V(true) when all projects, or the project of the credentials, may create subnet pools in the scope.'
      type: bool
    project_id: {type: str, description: ID of the project that owns the address scope.}
    tenant_id: {type: str, description: ID of the owning project under its old name. It always equals C(project_id).}
    # end of attributes
  sample:
    id: 1c5b7a0e-52f4-4b47-8d37-0a4a9e7b5555
    name: routed
    ip_version: 4
    is_shared: false
    project_id: 9e798877b6b84301b45b6db6537f773b
id:
  description: ID of the address scope.
  returned: when the scope exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.address_pools import ADDRESS_SCOPE

OPERATION = ADDRESS_SCOPE

if __name__ == "__main__":
    run(OPERATION)

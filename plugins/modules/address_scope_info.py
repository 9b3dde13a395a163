#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: address_scope_info
short_description: List address scopes
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists address scopes of the network service (Neutron) that the credentials may see, by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the address scopes that are wanted, or a pattern such as V(web-*).'}
  ip_version: {type: str, choices: ['4', '6'], description: Only those for this version of IP.}
  is_shared: {type: bool, aliases: [shared], description: 'Only those that all projects may use, or only the others.'}
  project: {type: str, description: Name or ID of the project that owns them.}
"""

EXAMPLES = r"""
- name: The scopes that all projects may use
  stratus.openstack.address_scope_info:
    cloud: demo
    is_shared: true
  register: found
"""

RETURN = r"""
address_scopes:
  description: The address scopes.
  returned: success
  type: list
  elements: dict
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
    - id: 1c5b7a0e-52f4-4b47-8d37-0a4a9e7b5555
      name: routed
      ip_version: 4
      is_shared: false
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.address_pools import ADDRESS_SCOPES

OPERATION = ADDRESS_SCOPES

if __name__ == "__main__":
    run(OPERATION)

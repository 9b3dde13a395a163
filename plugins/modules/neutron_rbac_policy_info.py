#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: neutron_rbac_policy_info
short_description: List RBAC policies of the network service
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists RBAC policies of the network service (Neutron) that the credentials may see.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
options:
  policy_id: {type: str, description: ID of the one policy that is wanted.}
  object_type:
    description: Only those for objects of this kind. Needed to find an object by its name.
    type: str
    choices: [address_group, address_scope, network, qos_policy, security_group, subnetpool]
  object_id: {type: str, aliases: [object], description: Name or ID of the object.}
  action:
    description: Only those that let use an object, or only those that let use a network as gateway.
    type: str
    choices: [access_as_shared, access_as_external]
  target_project_id: {type: str, aliases: [target_project], description: Name or ID of the project that is let in; V(*) for all.}
  project: {type: str, aliases: [project_id], description: Name or ID of the project that owns them.}
"""

EXAMPLES = r"""
- name: Who may use a network
  stratus.openstack.neutron_rbac_policy_info:
    cloud: demo
    object_type: network
    object_id: storage
  register: found
"""

RETURN = r"""
rbac_policies:
  description: The policies.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of network.rbac_policy: make generate
    id: {type: str, description: 'ID of the RBAC policy, a UUID that the service chooses.'}
    name: {type: str, description: 'Always null, since RBAC policies have no names.'}
    action:
      description: 'What the policy allows. V(access_as_shared) is to use the object, V(access_as_external) to use a network as an external
        one.'
      type: str
    object_id: {type: str, description: ID of the object that the policy shares.}
    object_type:
      description: 'Type of the object, V(address_group), V(address_scope), V(network), V(qos_policy), V(security_group) or V(subnetpool).'
      type: str
    project_id: {type: str, description: ID of the project that owns the policy. The one that gets access is in C(target_project_id).}
    target_project_id: {type: str, description: ID of the project that gets access. V(*) means all projects.}
    tenant_id: {type: str, description: ID of the owning project under its old name. It always equals C(project_id).}
    # end of attributes
  sample:
    - id: 94d3f286-da1c-43cf-a5bf-82c216f3dddd
      action: access_as_shared
      object_id: 5e0cdc08-3b1a-4a6e-9d84-2b1a4c4d3a5f
      object_type: network
      target_project_id: 4f1c6a5e2b7d4c0f9e3a8b6d5c4f3e2a
policies:
  description: The same as RV(rbac_policies).
  returned: success
  type: list
  elements: dict
  sample:
    - {id: 94d3f286-da1c-43cf-a5bf-82c216f3dddd, action: access_as_shared}
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.rbac import RBAC_POLICIES

OPERATION = RBAC_POLICIES

if __name__ == "__main__":
    run(OPERATION)

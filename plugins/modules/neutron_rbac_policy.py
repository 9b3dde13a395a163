#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: neutron_rbac_policy
short_description: Share objects of the network service with projects
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes RBAC policies of the network service (Neutron), which let other projects use an object.
  - A policy is told from others by O(object_id), O(action) and O(target_project_id). Only the project can be changed, of one that is named
    by O(id).
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  id: {type: str, aliases: [policy_id], description: ID of the policy; needed only to give it another project.}
  object_type:
    description: Kind of the object. Needed to create a policy, and to find an object by its name.
    type: str
    choices: [address_group, address_scope, network, qos_policy, security_group, subnetpool]
  object_id: {type: str, aliases: [object], description: Name or ID of the object. Needed unless O(id) is given.}
  action:
    description: Whether the project may use the object, or a network as the gateway of its routers. Needed to create a policy.
    type: str
    choices: [access_as_shared, access_as_external]
  target_project_id:
    description: Name or ID of the project that may; V(*) for all. Needed to create a policy, unless O(target_all_project) is true.
    type: str
    aliases: [target_project]
  target_all_project: {type: bool, default: false, description: Whether all projects may.}
  project_id:
    description: Name or ID of the project that owns the policy; by default the one that the credentials are for.
    type: str
    aliases: [project]
"""

EXAMPLES = r"""
- name: Let another project use a network
  stratus.openstack.neutron_rbac_policy:
    cloud: demo
    object_type: network
    object_id: storage
    action: access_as_shared
    target_project_id: 4f1c6a5e2b7d4c0f9e3a8b6d5c4f3e2a

- name: Let all projects use a network as gateway
  stratus.openstack.neutron_rbac_policy:
    cloud: admin
    object_type: network
    object_id: internet
    action: access_as_external
    target_all_project: true

- name: Take it back
  stratus.openstack.neutron_rbac_policy:
    cloud: demo
    object_type: network
    object_id: storage
    action: access_as_shared
    target_project_id: 4f1c6a5e2b7d4c0f9e3a8b6d5c4f3e2a
    state: absent
"""

RETURN = r"""
rbac_policy:
  description: The policy; null when it was removed.
  returned: success
  type: dict
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
    id: 94d3f286-da1c-43cf-a5bf-82c216f3dddd
    action: access_as_shared
    object_id: 5e0cdc08-3b1a-4a6e-9d84-2b1a4c4d3a5f
    object_type: network
    target_project_id: 4f1c6a5e2b7d4c0f9e3a8b6d5c4f3e2a
    project_id: 9e798877b6b84301b45b6db6537f773b
policy:
  description: The same as RV(rbac_policy).
  returned: success
  type: dict
  sample: {id: 94d3f286-da1c-43cf-a5bf-82c216f3dddd, action: access_as_shared}
id:
  description: ID of the policy.
  returned: when the policy exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.rbac import RBAC_POLICY

OPERATION = RBAC_POLICY

if __name__ == "__main__":
    run(OPERATION)

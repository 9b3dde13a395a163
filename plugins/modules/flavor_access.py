#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: flavor_access
short_description: Manage who may use a private flavor
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lets a project use a flavor of the compute service (Nova) that is not public, or no longer, as an administrator.
  - The option C(projects) of M(stratus.openstack.flavor) holds all projects of a flavor at once.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name or ID of the flavor.}
  project: {type: str, required: true, description: Name or ID of the project.}
  project_domain: {type: str, description: Name or ID of the domain that the project is in.}
"""

EXAMPLES = r"""
- name: Let a project use a flavor
  stratus.openstack.flavor_access:
    cloud: admin
    name: c2.batch
    project: analytics
    project_domain: Default

- name: No longer
  stratus.openstack.flavor_access:
    cloud: admin
    name: c2.batch
    project: analytics
    state: absent
"""

RETURN = r"""
flavor:
  description: The flavor, whether the project may use it or not; null when there is no such flavor.
  returned: success
  type: dict
  contains:
    # attributes of compute.flavor_access: make generate
    id: {type: str, description: 'ID of the flavor: a UUID, or the text that its creator chose.'}
    name: {type: str, description: 'Name of the flavor, unique in the cloud.'}
    description: {type: str, description: 'Free text about the flavor. Null when it has none, and before microversion 2.55.'}
    disk: {type: int, description: Size of the root disk in GiB. V(0) means the size of the image.}
    ephemeral: {type: int, description: Size of the additional ephemeral disk in GiB. V(0) means that there is none.}
    extra_specs: {type: dict, description: 'Extra specs, such as C(hw:cpu_policy). Values are strings. Null when the policy hides them.'}
    is_disabled:
      description: 'Whether the flavor is disabled. Nova has no call that disables a flavor, so that it is V(false) in practice.'
      type: bool
    is_public: {type: bool, description: 'Whether every project can use the flavor. Otherwise, only projects with access can use it.'}
    original_name: {type: str, description: Always null. Only the copy of a flavor inside a server has it.}
    ram: {type: int, description: Memory in MiB.}
    rxtx_factor: {type: float, description: Factor for the bandwidth of network ports. Most hypervisors ignore it.}
    swap: {type: int, description: Size of the swap disk in MiB. V(0) means that there is none.}
    vcpus: {type: int, description: Number of virtual CPUs.}
    # end of attributes
  sample:
    id: 7c8e5d1c-3f0a-4c4e-9a0f-3d1f6f9e2b11
    name: c2.batch
    ram: 65536
    vcpus: 32
    disk: 0
    is_public: false
id:
  description: ID of the flavor.
  returned: when the project may use it
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.flavor_access import FLAVOR_ACCESS

OPERATION = FLAVOR_ACCESS

if __name__ == "__main__":
    run(OPERATION)

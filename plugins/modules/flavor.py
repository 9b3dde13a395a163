#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: flavor
short_description: Manage flavors
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates flavors of the compute service (Nova), changes what can be changed of them, and removes them, as an administrator.
  - Description, extra specs and the projects that may use a flavor are changed in place. The rest cannot be changed; a difference is
    told in RV(drift) and in a warning, and O(state=replace) deletes the flavor and creates it anew.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name or ID of the flavor.}
  id:
    description: ID of a new flavor, any text; without it, or with V(auto), the compute service makes one.
    type: str
    aliases: [flavorid]
  ram: {type: int, description: 'Memory, in MiB. A new flavor needs it.'}
  vcpus: {type: int, description: Number of virtual processors. A new flavor needs it.}
  disk: {type: int, description: 'Size of the root disk, in GiB. A new flavor needs it; V(0) is the size of the image.'}
  ephemeral: {type: int, description: 'Size of the ephemeral disk, in GiB; V(0) unless told.'}
  swap: {type: int, description: 'Size of the swap disk, in MiB; V(0) unless told.'}
  rxtx_factor: {type: float, description: 'Factor of the network bandwidth, which few clouds heed; V(1.0) unless told.'}
  is_public: {type: bool, description: 'Whether all projects may use it; V(true) for a new flavor unless told.'}
  description: {type: str, description: Description of the flavor. An empty one clears it.}
  extra_specs:
    description: Extra specs of the flavor, all of them. Those that are not mentioned are removed; an empty dict removes all.
    type: dict
  projects:
    description: >-
      Names or IDs of all projects that may use a flavor that is not public. M(stratus.openstack.flavor_access) adds a single one.
    type: list
    elements: str
  state:
    description: >-
      As C(present), V(replace) brings the flavor about; when it differs in what cannot be changed, it is deleted and created anew under
      its ID, and keeps what the task does not mention. Servers keep the sizes that they have.
    type: str
    choices: [present, absent, replace]
    default: present
"""

EXAMPLES = r"""
- name: Create a flavor
  stratus.openstack.flavor:
    cloud: admin
    name: m1.web
    ram: 4096
    vcpus: 2
    disk: 20
    description: For front ends
    extra_specs:
      hw:cpu_policy: shared
      quota:disk_read_iops_sec: 2000

- name: One that two projects have for themselves
  stratus.openstack.flavor:
    cloud: admin
    name: c2.batch
    ram: 65536
    vcpus: 32
    disk: 0
    is_public: false
    projects: [batch, analytics]

- name: Give it more memory, under the same ID
  stratus.openstack.flavor:
    cloud: admin
    name: m1.web
    ram: 6144
    state: replace

- name: Remove it
  stratus.openstack.flavor:
    cloud: admin
    name: m1.web
    state: absent
"""

RETURN = r"""
flavor:
  description: The flavor; null when it was removed.
  returned: success
  type: dict
  contains:
    # attributes of compute.flavor: make generate
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
    name: m1.web
    ram: 4096
    vcpus: 2
    disk: 20
    ephemeral: 0
    swap: 0
    rxtx_factor: 1.0
    is_public: true
    description: For front ends
    extra_specs: {"hw:cpu_policy": shared}
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
  sample:
    - option: ram
      now: 4096
      wanted: 6144
      remedy: "Set `state: replace` to delete the flavor and create it anew under its id; servers keep what they have"
id:
  description: ID of the flavor.
  returned: when the flavor exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.flavors import FLAVOR

OPERATION = FLAVOR

if __name__ == "__main__":
    run(OPERATION)

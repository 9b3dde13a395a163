#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: flavor_info
short_description: List flavors
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists flavors of the compute service (Nova) that meet conditions, by one request.
  - A condition on a number is the number itself, one of V(<), V(<=), V(>), V(>=) and a number, or V(MIN) or V(MAX), which mean the least
    and the greatest value among the flavors that meet the other conditions.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the one flavor that is wanted, or a pattern such as V(web-*).'}
  ram: {type: str, description: 'Condition on the memory, in MiB.'}
  vcpus: {type: str, description: Condition on the number of virtual processors.}
  disk: {type: str, description: 'Condition on the root disk, in GiB.'}
  ephemeral: {type: str, description: 'Condition on the ephemeral disk, in GiB.'}
  is_public: {type: bool, description: 'Whether all projects may use it. By default both kinds are listed, as far as one may see them.'}
  extra_specs: {type: dict, description: Extra specs that the flavor must have.}
  smallest: {type: bool, default: false, description: 'Give only the smallest one: the least memory, then processors, then disk.'}
  limit: {type: int, description: Give at most so many.}
"""

EXAMPLES = r"""
- name: The smallest flavor with at least 1 GiB of memory
  stratus.openstack.flavor_info:
    cloud: demo
    ram: ">=1024"
    smallest: true
  register: small

- name: Flavors with 1 processor, at most 1 GiB of memory and at most 20 GiB of disk
  stratus.openstack.flavor_info:
    cloud: demo
    vcpus: "1"
    ram: "<=1024"
    disk: "<=20"

- name: By name
  stratus.openstack.flavor_info:
    cloud: demo
    name: m1.tiny
"""

RETURN = r"""
flavors:
  description: The flavors, in the order of the API.
  returned: success
  type: list
  elements: dict
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
    - id: "1"
      name: m1.tiny
      ram: 512
      vcpus: 1
      disk: 1
      ephemeral: 0
      swap: 0
      is_public: true
      extra_specs: {}
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.flavors import FLAVORS

OPERATION = FLAVORS

if __name__ == "__main__":
    run(OPERATION)

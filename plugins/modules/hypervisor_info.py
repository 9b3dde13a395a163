#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: hypervisor_info
short_description: List hypervisors
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists the hypervisors of the compute service (Nova) with what they have and what of it is used, by one request. For administrators.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Host name or ID of the one hypervisor that is wanted, or a pattern such as V(web-*).'}
  pattern: {type: str, description: A part of their host names.}
  with_servers: {type: bool, description: Whether the servers on them are told as well.}
  limit: {type: int, description: Give at most so many.}
"""

EXAMPLES = r"""
- name: All of them
  stratus.openstack.hypervisor_info:
    cloud: admin
  register: all

- name: How much memory is left
  ansible.builtin.debug:
    msg: "{{ all.hypervisors | map(attribute='memory_free') | sum }} MiB"

- name: Which servers are on one
  stratus.openstack.hypervisor_info:
    cloud: admin
    name: compute7.example.org
    with_servers: true

- name: Those that are down
  stratus.openstack.hypervisor_info:
    cloud: admin
    filters:
      state: down
"""

RETURN = r"""
hypervisors:
  description: The hypervisors.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 7e9b6adf-b0b1-5d6b-b928-01368f54856f
      name: compute7.example.org
      state: up
      status: enabled
      hypervisor_type: QEMU
      vcpus: 64
      vcpus_used: 12
      memory_size: 524288
      memory_free: 401408
      running_vms: 9
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.infos import HYPERVISORS

OPERATION = HYPERVISORS

if __name__ == "__main__":
    run(OPERATION)

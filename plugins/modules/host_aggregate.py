#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: host_aggregate
short_description: Manage aggregates of compute hosts
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Groups hosts of the compute service (Nova), for the scheduler and as availability zones. For administrators.
  - Nova does not let a host with servers change its availability zone.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name of the aggregate. One that exists may also be named by its number.}
  availability_zone: {type: str, description: The availability zone that its hosts are in. It can be changed but not taken away again.}
  metadata:
    description:
      - All of the metadata, which the scheduler compares with the extra specs of flavors. Keys that are not mentioned are removed.
      - The availability zone, which Nova keeps there too, is left to O(availability_zone).
    type: dict
  hosts: {type: list, elements: str, description: Names of the hosts that belong to it.}
  purge_hosts: {type: bool, default: true, description: Whether hosts that are not in O(hosts) leave the aggregate.}
  state:
    description: With V(absent), the aggregate loses its hosts and is removed.
    type: str
    choices: [present, absent]
    default: present
"""

EXAMPLES = r"""
- name: Have an availability zone of hosts with fast disks
  stratus.openstack.host_aggregate:
    cloud: admin
    name: nvme
    availability_zone: nvme
    metadata:
      disk: nvme
    hosts:
      - compute-1
      - compute-2

- name: Add a host without touching the others
  stratus.openstack.host_aggregate:
    cloud: admin
    name: nvme
    hosts: [compute-3]
    purge_hosts: false

- name: Remove it, whatever hosts it has
  stratus.openstack.host_aggregate:
    cloud: admin
    name: nvme
    state: absent
"""

RETURN = r"""
aggregate:
  description: The aggregate; null when it was removed.
  returned: success
  type: dict
  sample:
    id: 4
    uuid: 5842c74e-6c97-4d2b-bd0c-aa6e0eb3c2e6
    name: nvme
    availability_zone: nvme
    hosts: [compute-1, compute-2]
    metadata: {availability_zone: nvme, disk: nvme}
id:
  description: The number of the aggregate.
  returned: when the aggregate exists
  type: int
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.hosts import AGGREGATE

OPERATION = AGGREGATE

if __name__ == "__main__":
    run(OPERATION)

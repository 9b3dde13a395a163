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
  contains:
    # attributes of compute.aggregate: make generate
    id:
      description: 'ID of the aggregate, a number. In check mode, an aggregate that would be created has a made-up UUID instead.'
      type: int
    name: {type: str, description: 'Name of the aggregate, unique in the cloud.'}
    availability_zone: {type: str, description: Availability zone that the hosts of the aggregate form. Null when the aggregate forms none.}
    created_at: {type: str, description: 'Time when the aggregate was created, in UTC, as ISO 8601. Null when the API does not return it.'}
    deleted_at: {type: str, description: Null for an aggregate that exists.}
    hosts: {type: list, elements: str, description: Names of the compute hosts that belong to the aggregate.}
    is_deleted: {type: bool, description: V(false) for an aggregate that exists.}
    metadata:
      description: 'Metadata, which the scheduler compares with flavors and images. Values are strings. The key C(availability_zone) has the
        zone.'
      type: dict
    updated_at: {type: str, description: 'Time when the aggregate was last changed, in UTC, as ISO 8601. Null when it was never changed.'}
    uuid: {type: str, description: 'UUID of the aggregate, as the placement service knows it. Null before microversion 2.41.'}
    # end of attributes
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

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: host_aggregate_info
short_description: List aggregates of compute hosts
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description: Lists the aggregates of the compute service (Nova), all of them or by name. For administrators.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or number of an aggregate, or a pattern such as V(web-*).'}
"""

EXAMPLES = r"""
- name: List all aggregates
  stratus.openstack.host_aggregate_info:
    cloud: admin
  register: all_of_them

- name: List those of an availability zone
  stratus.openstack.host_aggregate_info:
    cloud: admin
    filters:
      availability_zone: nvme
"""

RETURN = r"""
aggregates:
  description: The aggregates that were found; an empty list when there are none.
  returned: success
  type: list
  elements: dict
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
    - id: 4
      uuid: 5842c74e-6c97-4d2b-bd0c-aa6e0eb3c2e6
      name: nvme
      availability_zone: nvme
      hosts: [compute-1, compute-2]
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.hosts import AGGREGATES

OPERATION = AGGREGATES

if __name__ == "__main__":
    run(OPERATION)

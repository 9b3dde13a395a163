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

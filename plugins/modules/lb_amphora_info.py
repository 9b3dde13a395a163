#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: lb_amphora_info
short_description: List amphorae
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists amphorae of the load balancing service (Octavia), the servers that balance the load with the provider V(amphora), by one request.
  - Requires an administrator, unless the policy of the cloud says otherwise.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  id:
    description: ID of the amphora.
    type: str
  load_balancer:
    description: Name or ID of the load balancer. Its name is looked up first.
    type: str
    aliases: [loadbalancer]
  compute_id:
    description: ID of the server in the compute service.
    type: str
  role:
    description: Role of the amphora, such as V(MASTER), V(BACKUP) or V(STANDALONE).
    type: str
  status:
    description: Status of the amphora, such as V(ALLOCATED) or V(ERROR).
    type: str
"""

EXAMPLES = r"""
- name: List the amphorae of a load balancer
  stratus.openstack.lb_amphora_info:
    cloud: admin
    load_balancer: web
  register: found

- name: List failed amphorae
  stratus.openstack.lb_amphora_info:
    cloud: admin
    status: ERROR
"""

RETURN = r"""
lb_amphorae:
  description: The amphorae.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 45f40289-0551-483a-b089-47214bc2a8a4
      loadbalancer_id: 882f2a9d-9d53-4bd0-b0e9-08e9d0de11f9
      compute_id: 667bb225-69aa-44b1-8908-694dc624c267
      role: MASTER
      status: ALLOCATED
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.amphorae import AMPHORAE

OPERATION = AMPHORAE

if __name__ == "__main__":
    run(OPERATION)

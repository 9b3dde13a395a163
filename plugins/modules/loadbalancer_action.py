#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: loadbalancer_action
short_description: Fail over a load balancer
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Carries out an action of the load balancing service (Octavia) on a load balancer, and waits until it has ended.
  - The action is carried out by every run.
  - Requires an administrator, unless the policy of the cloud says otherwise.
extends_documentation_fragment:
  - stratus.openstack.auth
options:
  name: {type: str, required: true, aliases: [loadbalancer], description: Name or ID of the load balancer.}
  action:
    description:
      - The action to carry out.
      - V(failover) replaces the servers that balance the load by new ones.
        Connections are interrupted, unless the load balancer has two servers.
      - It also repairs a load balancer in status C(ERROR).
    type: str
    required: true
    choices: [failover]
  amphora:
    description:
      - ID of an amphora of the load balancer, as M(stratus.openstack.lb_amphora_info) lists it. Only this amphora is replaced.
      - If omitted, all servers of the load balancer are replaced, one after the other.
    type: str
attributes:
  check_mode:
    support: full
    description: Predicts without changing anything.
  diff_mode:
    support: full
    description: Shows the status before and after.
  idempotent:
    support: none
    description: The action is carried out by every run.
"""

EXAMPLES = r"""
- name: Replace the servers of a load balancer
  stratus.openstack.loadbalancer_action:
    cloud: admin
    name: web
    action: failover

- name: Replace one amphora
  stratus.openstack.loadbalancer_action:
    cloud: admin
    name: web
    action: failover
    amphora: 45f40289-0551-483a-b089-47214bc2a8a4
"""

RETURN = r"""
load_balancer:
  description: The load balancer after the action.
  returned: success
  type: dict
  contains:
    # attributes of load_balancer.load_balancer: make generate
    # end of attributes
  sample:
    id: 882f2a9d-9d53-4bd0-b0e9-08e9d0de11f9
    name: web
    provisioning_status: ACTIVE
id:
  description: ID of the load balancer.
  returned: success
  type: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.actions import LOAD_BALANCER_ACTION

OPERATION = LOAD_BALANCER_ACTION

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: limits_info
short_description: Read what a project may use of the compute service
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Reads how much of the compute service (Nova) a project may use, and how much of it is used, by one request.
  - Users may ask this for their own project, other than for the quotas themselves.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.read_only
options:
  project: {type: str, description: 'Name or ID of the project, for administrators; by default the one that the credentials are for.'}
"""

EXAMPLES = r"""
- name: What is left
  stratus.openstack.limits_info:
    cloud: demo
  register: now

- name: Go on only when there is room for three servers
  ansible.builtin.assert:
    that: now.limits.absolute.maxTotalInstances - now.limits.absolute.totalInstancesUsed >= 3

- name: Of another project
  stratus.openstack.limits_info:
    cloud: admin
    project: shop
"""

RETURN = r"""
limits:
  description: Limits of the project and what it uses of them.
  returned: success
  type: dict
  contains:
    absolute:
      description: Limits and present use, by the names of the API. V(-1) means no limit. Older clouds may show further limits.
      type: dict
      contains:
        maxServerGroupMembers: {type: int, description: Number of servers that one server group can have.}
        maxServerGroups: {type: int, description: Number of server groups of the project.}
        maxServerMeta: {type: int, description: Number of metadata items of each server.}
        maxTotalCores: {type: int, description: Number of virtual CPUs that all servers together can have.}
        maxTotalInstances: {type: int, description: Number of servers of the project.}
        maxTotalKeypairs: {type: int, description: Number of keypairs of each user.}
        maxTotalRAMSize: {type: int, description: Memory in MiB that all servers together can have.}
        totalCoresUsed: {type: int, description: Number of virtual CPUs in use.}
        totalInstancesUsed: {type: int, description: Number of servers that exist.}
        totalRAMUsed: {type: int, description: Memory in MiB in use.}
        totalServerGroupsUsed: {type: int, description: Number of server groups that exist.}
    rate: {type: list, elements: dict, description: Limits on the frequency of requests. The list is empty in current releases of Nova.}
  sample:
    absolute:
      maxTotalInstances: 10
      totalInstancesUsed: 4
      maxTotalCores: 20
      totalCoresUsed: 8
      maxTotalRAMSize: 51200
      totalRAMUsed: 16384
    rate: []
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.infos import LIMITS

OPERATION = LIMITS

if __name__ == "__main__":
    run(OPERATION)

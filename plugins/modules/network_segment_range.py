#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: network_segment_range
short_description: Manage ranges of network segments
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes the ranges of VLAN and tunnel IDs that the network service (Neutron) gives to new networks, for
    administrators.
  - Its kind, its physical network and its project are fixed at creation. A task that asks for others fails and changes nothing.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
  - stratus.openstack.resource.tags
options:
  name: {type: str, required: true, description: Name or ID of the range.}
  description: {type: str, description: Free text about the range.}
  network_type:
    description: Kind of the networks. Needed to create it.
    type: str
    choices: [geneve, gre, vlan, vxlan]
  physical_network: {type: str, description: 'Name of the physical network, for VLANs.'}
  minimum: {type: int, description: First ID. Needed to create it.}
  maximum: {type: int, description: Last ID. Needed to create it.}
  is_shared: {type: bool, aliases: [shared], description: Whether it is for all projects. It is unless O(project) names one.}
  project: {type: str, description: Name or ID of the project that it is for.}
"""

EXAMPLES = r"""
- name: VLANs for one project
  stratus.openstack.network_segment_range:
    cloud: admin
    name: demo-vlans
    network_type: vlan
    physical_network: physnet1
    minimum: 2000
    maximum: 2049
    project: demo

- name: Remove it
  stratus.openstack.network_segment_range:
    cloud: admin
    name: demo-vlans
    state: absent
"""

RETURN = r"""
network_segment_range:
  description: The range; null when it was removed.
  returned: success
  type: dict
  sample:
    id: fa3958ec-3072-4925-8b15-e82872c94444
    name: demo-vlans
    network_type: vlan
    physical_network: physnet1
    minimum: 2000
    maximum: 2049
    is_shared: false
id:
  description: ID of the range.
  returned: when the range exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.segments import NETWORK_SEGMENT_RANGE

OPERATION = NETWORK_SEGMENT_RANGE

if __name__ == "__main__":
    run(OPERATION)

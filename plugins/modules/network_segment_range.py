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
  contains:
    # attributes of network.network_segment_range: make generate
    id: {type: str, description: 'ID of the network segment range, a UUID that the service chooses.'}
    name: {type: str, description: Name of the network segment range. An empty string when it has none. Names need not be unique.}
    available: {type: list, elements: int, description: Segmentation IDs of the range that no network uses.}
    created_at: {type: str, description: 'Time when the network segment range was created, in UTC, as ISO 8601.'}
    default:
      description: V(true) for a range that comes from the configuration of the service. It can be neither changed nor removed.
      type: bool
    description: {type: str, description: Free text about the network segment range. An empty string when it has none.}
    is_shared:
      description: 'V(true) when all projects get segmentation IDs from the range, V(false) when only its own project does.'
      type: bool
    maximum: {type: int, description: Largest segmentation ID of the range.}
    minimum: {type: int, description: Smallest segmentation ID of the range.}
    network_type:
      description: 'Type of the networks that get segmentation IDs from the range, V(geneve), V(gre), V(vlan) or V(vxlan).'
      type: str
    physical_network: {type: str, description: Physical network of a range of VLAN numbers. Null for ranges of tunnels.}
    project_id: {type: str, description: ID of the project that the range is reserved for. Null when it is shared.}
    revision_number: {type: int, description: Counter of changes. The service increases it whenever the network segment range changes.}
    shared: {type: bool, description: The value of C(is_shared) under the name of the API.}
    tags:
      description: 'Tags of the network segment range, which listings can be filtered by. An empty list when it has none.'
      type: list
      elements: str
    updated_at: {type: str, description: 'Time of the last change of the network segment range, in UTC, as ISO 8601.'}
    used:
      description: 'Segmentation IDs of the range that are in use. Keys are the segmentation IDs, values the IDs of the projects that own
        the networks.'
      type: dict
    # end of attributes
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

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: network_segment
short_description: Manage network segments
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes segments of networks of the network service (Neutron), for administrators.
  - All but its name and its description is fixed at creation. A task that asks for something else fails and changes nothing.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name or ID of the segment.}
  network:
    description:
      - Name or ID of the network it is in. Needed to create it.
      - A segment of the same name in another network is another segment.
    type: str
  description: {type: str, description: Free text about the segment.}
  network_type: {type: str, description: 'Kind of the physical network, such as V(vlan) or V(vxlan). Needed to create it.'}
  physical_network: {type: str, description: Name of the physical network.}
  segmentation_id: {type: int, description: VLAN ID or tunnel ID. By default the API chooses one.}
"""

EXAMPLES = r"""
- name: A segment for each rack of a routed network
  stratus.openstack.network_segment:
    cloud: admin
    name: "{{ item.rack }}"
    network: datacenter
    network_type: vlan
    physical_network: "{{ item.rack }}"
    segmentation_id: "{{ item.vlan }}"
  loop:
    - {rack: rack1, vlan: 201}
    - {rack: rack2, vlan: 202}

- name: Remove one
  stratus.openstack.network_segment:
    cloud: admin
    name: rack2
    network: datacenter
    state: absent
"""

RETURN = r"""
network_segment:
  description: The segment; null when it was removed.
  returned: success
  type: dict
  contains:
    # attributes of network.segment: make generate
    id: {type: str, description: 'ID of the segment, a UUID that the service chooses.'}
    name: {type: str, description: Name of the segment. Null for one that the service created together with its network.}
    created_at: {type: str, description: 'Time when the segment was created, in UTC, as ISO 8601.'}
    description: {type: str, description: Free text about the segment. Null when it has none.}
    network_id: {type: str, description: ID of the network that the segment is a part of.}
    network_type: {type: str, description: 'How the segment is implemented, such as V(flat), V(vlan), V(vxlan) or V(geneve).'}
    physical_network: {type: str, description: Physical network that carries the segment. Null for tunnels.}
    revision_number: {type: int, description: Counter of changes. The service increases it whenever the segment changes.}
    segmentation_id: {type: int, description: 'VLAN number or tunnel key of the segment. Null for types without one, such as V(flat).'}
    updated_at: {type: str, description: 'Time of the last change of the segment, in UTC, as ISO 8601.'}
    # end of attributes
  sample:
    id: 4f8ead31-85c7-4e7a-906a-3d7dc1ae8888
    name: rack1
    network_id: 5e0cdc08-3b1a-4a6e-9d84-2b1a4c4d3a5f
    network_type: vlan
    physical_network: rack1
    segmentation_id: 201
id:
  description: ID of the segment.
  returned: when the segment exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.segments import SEGMENT

OPERATION = SEGMENT

if __name__ == "__main__":
    run(OPERATION)

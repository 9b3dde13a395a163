#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: network_segment_info
short_description: List network segments
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists segments of networks of the network service (Neutron), for administrators.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the segments that are wanted, or a pattern such as V(web-*).'}
  network: {type: str, description: Name or ID of the network they are in.}
  network_type: {type: str, description: 'Only those of this kind, such as V(vlan).'}
  physical_network: {type: str, description: Only those of this physical network.}
  segmentation_id: {type: int, description: Only those with this VLAN ID or tunnel ID.}
"""

EXAMPLES = r"""
- name: Who has VLAN 201
  stratus.openstack.network_segment_info:
    cloud: admin
    network_type: vlan
    segmentation_id: 201
  register: found
"""

RETURN = r"""
network_segments:
  description: The segments.
  returned: success
  type: list
  elements: dict
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
    - id: 4f8ead31-85c7-4e7a-906a-3d7dc1ae8888
      name: rack1
      network_type: vlan
      segmentation_id: 201
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.segments import SEGMENTS

OPERATION = SEGMENTS

if __name__ == "__main__":
    run(OPERATION)

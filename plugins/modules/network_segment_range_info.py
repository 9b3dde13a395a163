#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: network_segment_range_info
short_description: List ranges of network segments
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists the ranges of VLAN and tunnel IDs of the network service (Neutron), for administrators.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the ranges that are wanted, or a pattern such as V(web-*).'}
  network_type: {type: str, description: 'Only those of this kind, such as V(vlan).'}
  physical_network: {type: str, description: Only those of this physical network.}
  project: {type: str, description: Name or ID of the project that they are for.}
"""

EXAMPLES = r"""
- name: The VLANs there are
  stratus.openstack.network_segment_range_info:
    cloud: admin
    network_type: vlan
  register: found
"""

RETURN = r"""
network_segment_ranges:
  description: The ranges.
  returned: success
  type: list
  elements: dict
  sample:
    - id: fa3958ec-3072-4925-8b15-e82872c94444
      name: demo-vlans
      network_type: vlan
      minimum: 2000
      maximum: 2049
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.segments import NETWORK_SEGMENT_RANGES

OPERATION = NETWORK_SEGMENT_RANGES

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: trunk
short_description: Manage trunks
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes trunks of the network service (Neutron), ports that carry the traffic of other ports, their sub-ports.
  - Sub-ports are added and removed one by one, so the others keep working. One whose segmentation differs is removed and added anew.
  - The API changes the sub-ports of a trunk, and removes it, only while it is up. The module changes them before a trunk goes down and
    after it went up, and switches a trunk on that it is to remove.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
  - stratus.openstack.resource.tags
  - stratus.openstack.resource.project
options:
  name: {type: str, required: true, description: Name or ID of the trunk.}
  port: {type: str, description: Name or ID of the port that carries the traffic. Needed to create it; fixed then.}
  sub_ports:
    description: Its sub-ports, all of them. An empty list removes them.
    type: list
    elements: dict
    suboptions:
      port: {type: str, description: Name or ID of the port. Each has to name one.}
      segmentation_type:
        description: How its traffic is told from that of the others, V(vlan) unless told; V(inherit) means as in its network.
        type: str
      segmentation_id: {type: int, description: 'The VLAN ID, or what the segmentation has in place of it.'}
  description: {type: str, description: Free text about the trunk.}
  is_admin_state_up: {type: bool, aliases: [admin_state_up], description: Whether it forwards traffic.}
"""

EXAMPLES = r"""
- name: A trunk for a router appliance
  stratus.openstack.trunk:
    cloud: demo
    name: firewall
    port: firewall-trunk
    sub_ports:
      - {port: firewall-red, segmentation_type: vlan, segmentation_id: 101}
      - {port: firewall-green, segmentation_type: vlan, segmentation_id: 102}

- name: Without one of the networks
  stratus.openstack.trunk:
    cloud: demo
    name: firewall
    sub_ports:
      - {port: firewall-red, segmentation_type: vlan, segmentation_id: 101}

- name: Remove it; the ports stay
  stratus.openstack.trunk:
    cloud: demo
    name: firewall
    state: absent
"""

RETURN = r"""
trunk:
  description: The trunk; null when it was removed.
  returned: success
  type: dict
  contains:
    # attributes of network.trunk: make generate
    id: {type: str, description: 'ID of the trunk, a UUID that the service chooses.'}
    name: {type: str, description: Name of the trunk. An empty string when it has none. Names need not be unique.}
    created_at: {type: str, description: 'Time when the trunk was created, in UTC, as ISO 8601.'}
    description: {type: str, description: Free text about the trunk. An empty string when it has none.}
    is_admin_state_up: {type: bool, description: V(false) when the trunk is locked. The service then refuses to change its sub-ports.}
    port_id: {type: str, description: 'ID of the parent port, which carries the traffic of all sub-ports.'}
    project_id: {type: str, description: ID of the project that owns the trunk.}
    revision_number: {type: int, description: Counter of changes. The service increases it whenever the trunk changes.}
    status:
      description: 'State of the trunk, V(ACTIVE), V(BUILD), V(DOWN), V(DEGRADED) or V(ERROR). With V(DEGRADED) only some sub-ports work.'
      type: str
    sub_ports:
      description: Ports whose traffic the parent port carries. An empty list when there are none.
      type: list
      elements: dict
      contains:
        port_id: {type: str, description: ID of the sub-port.}
        segmentation_id: {type: int, description: 'Number that marks the sub-port''s traffic on the parent port, such as its VLAN number.'}
        segmentation_type: {type: str, description: 'Type of the segmentation, such as V(vlan).'}
    tags: {type: list, elements: str, description: 'Tags of the trunk, which listings can be filtered by. An empty list when it has none.'}
    tenant_id: {type: str, description: ID of the owning project under its old name. It always equals C(project_id).}
    updated_at: {type: str, description: 'Time of the last change of the trunk, in UTC, as ISO 8601.'}
    # end of attributes
  sample:
    id: 72b1d064-b8fa-41ad-839d-60a0f4d1bbbb
    name: firewall
    port_id: 3b0ff8a1-2f2e-4f57-9f0a-7a3c9d1c4444
    sub_ports:
      - port_id: 83c2e175-c90b-42be-94ae-71b105e2cccc
        segmentation_id: 101
        segmentation_type: vlan
    is_admin_state_up: true
    status: DOWN
id:
  description: ID of the trunk.
  returned: when the trunk exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.trunks import TRUNK

OPERATION = TRUNK

if __name__ == "__main__":
    run(OPERATION)

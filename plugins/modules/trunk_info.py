#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: trunk_info
short_description: List trunks
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists trunks of the network service (Neutron) that the credentials may see, with their sub-ports, by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the trunks that are wanted, or a pattern such as V(web-*).'}
  port: {type: str, description: Name or ID of the port that carries the traffic.}
  status: {type: str, description: 'Only those in this status, such as V(ACTIVE).'}
  project: {type: str, description: Name or ID of the project that owns them.}
  tags: {type: list, elements: str, description: Only those that have all of these tags.}
  any_tags: {type: list, elements: str, description: Only those that have one of these tags.}
  not_tags: {type: list, elements: str, description: Only those that do not have all of these tags.}
  not_any_tags: {type: list, elements: str, description: Only those that have none of these tags.}
"""

EXAMPLES = r"""
- name: The trunk of a port
  stratus.openstack.trunk_info:
    cloud: demo
    port: firewall-trunk
  register: found
"""

RETURN = r"""
trunks:
  description: The trunks.
  returned: success
  type: list
  elements: dict
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
    - id: 72b1d064-b8fa-41ad-839d-60a0f4d1bbbb
      name: firewall
      port_id: 3b0ff8a1-2f2e-4f57-9f0a-7a3c9d1c4444
      sub_ports: []
      status: DOWN
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.trunks import TRUNKS

OPERATION = TRUNKS

if __name__ == "__main__":
    run(OPERATION)

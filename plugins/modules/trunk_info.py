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

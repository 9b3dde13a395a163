#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: network_info
short_description: List networks
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists networks of the network service (Neutron) that the credentials may see, by one request.
  - A name that no network has gives an empty list.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the networks that are wanted, or a pattern such as V(web-*).'}
  external:
    description: Only networks that routers may use as their gateway; with V(false), only the others.
    type: bool
  project: {type: str, description: Name or ID of the project that owns them.}
"""

EXAMPLES = r"""
- name: Networks for servers
  stratus.openstack.network_info:
    cloud: demo
    external: false
  register: found

- name: Where floating IPs come from
  stratus.openstack.network_info:
    cloud: demo
    external: true
    filters:
      status: ACTIVE

- name: By tags and size of packets
  stratus.openstack.network_info:
    cloud: demo
    filters:
      tags: [web]
      mtu: 1400
"""

RETURN = r"""
networks:
  description: The networks.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 5e0cdc08-3b1a-4a6e-9d84-2b1a4c4d3a5f
      name: app
      is_router_external: false
      is_shared: false
      mtu: 1400
      status: ACTIVE
      subnet_ids: [c6f2a1de-3ff0-4d9c-9d5c-1fb1f8a1c111]
      tags: [web]
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.networks import NETWORKS

OPERATION = NETWORKS

if __name__ == "__main__":
    run(OPERATION)

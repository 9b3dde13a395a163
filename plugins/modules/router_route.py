#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: router_route
short_description: Manage single static routes of routers
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Adds a static route to a router of the network service (Neutron) and removes it, and leaves the other routes of the router alone; so
    several roles or playbooks can each look after their own. O(stratus.openstack.router#module:routes) declares all of them.
  - It is a request of its own that the API carries out at once, so two tasks at the same time do not undo each other's.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  router: {type: str, required: true, description: Name or ID of the router.}
  destination: {type: str, required: true, description: 'Where the route leads, such as V(192.168.0.0/16).'}
  nexthop: {type: str, required: true, description: Address that it goes through; it is in a subnet of an interface.}
  project: {type: str, description: Name or ID of the project that owns the router.}
"""

EXAMPLES = r"""
- name: The way to the office through a VPN gateway
  stratus.openstack.router_route:
    cloud: demo
    router: edge
    destination: 192.168.0.0/16
    nexthop: 10.10.0.5

- name: Take it away
  stratus.openstack.router_route:
    cloud: demo
    router: edge
    destination: 192.168.0.0/16
    nexthop: 10.10.0.5
    state: absent
"""

RETURN = r"""
router_route:
  description: The route; null when it was removed.
  returned: success
  type: dict
  contains:
    # attributes of network.router_route: make generate
    destination: {type: str, description: 'Network that the route leads to, in CIDR notation.'}
    nexthop: {type: str, description: Address that the traffic is sent to. It is in a subnet that is connected to the router.}
    router_id: {type: str, description: ID of the router that forwards traffic by the route.}
    # end of attributes
  sample:
    destination: 192.168.0.0/16
    nexthop: 10.10.0.5
    router_id: c70625b9-0d4f-46f2-98e2-b5f549261111
id:
  description: ID of the router.
  returned: when the route exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.routes import ROUTER_ROUTE

OPERATION = ROUTER_ROUTE

if __name__ == "__main__":
    run(OPERATION)

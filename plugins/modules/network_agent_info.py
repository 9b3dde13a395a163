#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: network_agent_info
short_description: List agents of the network service
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists agents of the network service (Neutron), for administrators.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  agent_type: {type: str, description: 'Only those of this kind, such as V(L3 agent).'}
  host: {type: str, description: Only those on this host.}
  binary: {type: str, description: 'Only those of this program, such as V(neutron-l3-agent).'}
  is_alive: {type: bool, description: 'Only those that report, or only the others.'}
  is_admin_state_up: {type: bool, aliases: [admin_state_up], description: 'Only those that get new work, or only the others.'}
"""

EXAMPLES = r"""
- name: Agents that no longer report
  stratus.openstack.network_agent_info:
    cloud: admin
    is_alive: false
  register: dead
"""

RETURN = r"""
network_agents:
  description: The agents.
  returned: success
  type: list
  elements: dict
  sample:
    - id: e92847db-2f61-4814-ba04-d71761b83333
      agent_type: DHCP agent
      host: network-2
      is_admin_state_up: true
      is_alive: true
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.agents import NETWORK_AGENTS

OPERATION = NETWORK_AGENTS

if __name__ == "__main__":
    run(OPERATION)

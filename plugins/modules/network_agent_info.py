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
  contains:
    # attributes of network.agent: make generate
    id: {type: str, description: 'ID of the agent, a UUID.'}
    name: {type: str, description: 'Always null, since agents have no names. C(host) and C(agent_type) identify an agent.'}
    agent_type: {type: str, description: 'Type of the agent, such as V(DHCP agent), V(L3 agent) or V(Open vSwitch agent).'}
    availability_zone: {type: str, description: Availability zone of a DHCP or L3 agent. Null for agents of other types.}
    binary: {type: str, description: 'Name of the agent''s program, such as V(neutron-dhcp-agent).'}
    configuration: {type: dict, description: Settings and counters that the agent reports. The keys depend on the type of the agent.}
    created_at:
      description: 'Time of the agent''s first report, in UTC, as V(YYYY-MM-DD HH:MM:SS), with or without a fraction of a second.'
      type: str
    description: {type: str, description: Free text about the agent. Null when it was never set.}
    ha_chassis_priority:
      description: 'Priority of the agent''s host as gateway of one router. Null, since the API returns it only in lists of the agents of a
        router.'
      type: int
    ha_state:
      description: 'Role of the agent for one router, V(active) or V(standby). Null, since the API returns it only in lists of the agents of
        a router.'
      type: str
    host: {type: str, description: Name of the host that the agent runs on.}
    is_admin_state_up:
      description: V(false) when an administrator disabled the agent. Neutron then assigns no new networks or routers to it.
      type: bool
    is_alive: {type: bool, description: V(true) when the agent has reported recently enough to count as running.}
    last_heartbeat_at: {type: str, description: 'Time of the agent''s last report, in UTC, in the format of C(created_at).'}
    resources_synced:
      description: 'V(true) when the last update of the agent''s resources in Placement succeeded, V(false) when it failed. Null when there
        was no update.'
      type: bool
    started_at: {type: str, description: 'Time of the agent''s last start, in UTC, in the format of C(created_at).'}
    topic: {type: str, description: Topic of the message queue that the agent listens on. V(N/A) when it uses none.}
    # end of attributes
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

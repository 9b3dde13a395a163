# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The network service (Neutron): its agents."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.errors import Missing
from ansible_collections.stratus.openstack.plugins.module_utils.fields import FROZEN, Bool, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import Neutron


class Agent(Neutron):
    """An agent: it comes about by its first report, and one that is dead can be removed."""

    key_option = "host"

    def declared(self, context):
        query = {"host": context.params["host"], self.fields["agent_type"].api: context.params["agent_type"]}
        have = self.only(list(self.list(context, query)), context.params["host"])
        if have is None and context.params["state"] == "present":
            what = "There is no %(agent_type)s on %(host)s" % context.params
            raise Missing(what, service=self.service, hint="An agent comes about when it starts")
        return have


NETWORK_AGENT = Agent(
    "network.agent",
    path="/agents",
    scoped=False,
    by_name=None,
    result="network_agent",
    reads="agent_type availability_zone binary configuration=configurations created_at description ha_chassis_priority ha_state host"
    " is_admin_state_up=admin_state_up is_alive=alive last_heartbeat_at=heartbeat_timestamp resources_synced started_at topic",
    filters="admin_state_up agent_type alive availability_zone binary description host id topic",
    host=Str(required=True, update=FROZEN),
    agent_type=Str(required=True, update=FROZEN),
    description=Str(),
    is_admin_state_up=Bool(api="admin_state_up", aliases=["admin_state_up"]),
)
NETWORK_AGENT.label = "network agent"
NETWORK_AGENTS = Info(
    NETWORK_AGENT,
    "network_agents",
    name=False,
    agent_type=Str(),
    host=Str(),
    binary=Str(),
    is_alive=Bool(api="alive"),
    is_admin_state_up=Bool(api="admin_state_up", aliases=["admin_state_up"]),
)

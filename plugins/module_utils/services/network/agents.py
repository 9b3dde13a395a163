# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The network service (Neutron): its agents."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.errors import Missing
from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Bool, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import Neutron


class Agent(Neutron):
    """An agent. Neutron registers it when it starts; the API cannot create one. A dead agent can be removed."""

    key_option = "host"

    def find_declared(self, context):
        query = {"host": context.params["host"], self.fields["agent_type"].api: context.params["agent_type"]}
        have = self.single(list(self.list(context, query)), context.params["host"])
        if have is None and context.params["state"] == "present":
            what = "There is no %(agent_type)s on %(host)s" % context.params
            raise Missing(what, service=self.service, hint="Neutron registers an agent when it starts")
        return have


NETWORK_AGENT = Agent(
    "network.agent",
    not_exported="the service of a host creates it",
    cloud_wide=True,
    path="/agents",
    scoped=False,
    by_name=None,
    result="network_agent",
    computed={
        "availability_zone": Attribute(filterable=True),
        "binary": Attribute(filterable=True),
        "configuration": Attribute("configurations"),
        "created_at": Attribute(),
        "ha_chassis_priority": Attribute(),
        "ha_state": Attribute(),
        "is_alive": Attribute("alive", filterable=True),
        "last_heartbeat_at": Attribute("heartbeat_timestamp"),
        "resources_synced": Attribute(),
        "started_at": Attribute(),
        "topic": Attribute(filterable=True),
    },
    filters="id",
    host=Str(required=True, update=IMMUTABLE, filterable=True),
    agent_type=Str(required=True, update=IMMUTABLE, filterable=True),
    description=Str(filterable=True),
    is_admin_state_up=Bool(api="admin_state_up", aliases=["admin_state_up"], returned="is_admin_state_up", filterable=True),
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

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What administrators of the network service look after: agents, ranges of segments, the use of addresses."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError, Missing
from ansible_collections.stratus.openstack.plugins.module_utils.fields import FROZEN, Bool, Int, Ref, Str, Tags
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.network import NETWORK
from ansible_collections.stratus.openstack.plugins.module_utils.services.network_base import TAG_FILTERS, Neutron, project


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

IP_AVAILABILITY = Neutron(
    "network.network_ip_availability",
    path="/network-ip-availabilities",
    keys="network_ip_availabilities",
    by_name="network_name",
    reads="ip_availability_details network_id network_name project_id subnet_ip_availability tenant_id total_ips used_ips",
    filters="ip_version network_id network_name project_id",
)
IP_AVAILABILITIES = Info(
    IP_AVAILABILITY,
    "network_ip_availabilities",
    name=False,
    network=Ref(NETWORK, api="network_id"),
    ip_version=Int(choices=[4, 6]),
    project=project(),
)


class SegmentRange(Neutron):
    def complete(self, context, body):
        missing = [name for name in ("network_type", "minimum", "maximum") if name not in body]
        if missing:
            raise CloudError("It does not exist, and to create it needs %s" % " and ".join("`%s`" % name for name in missing))
        return dict({"shared": "project_id" not in body}, **body)


NETWORK_SEGMENT_RANGE = SegmentRange(
    "network.network_segment_range",
    path="/network_segment_ranges",
    scoped=False,
    reads="available created_at default description is_shared=shared maximum minimum network_type physical_network project_id"
    " revision_number shared tags updated_at used",
    filters="description id network_type physical_network project_id" + TAG_FILTERS,
    name=Str(required=True),
    description=Str(),
    is_shared=Bool(api="shared", update=FROZEN, aliases=["shared"]),
    network_type=Str(choices=["geneve", "gre", "vlan", "vxlan"], update=FROZEN),
    physical_network=Str(update=FROZEN),
    minimum=Int(),
    maximum=Int(),
    project=project(),
    tags=Tags(),
)
NETWORK_SEGMENT_RANGES = Info(
    NETWORK_SEGMENT_RANGE, "network_segment_ranges", network_type=Str(), physical_network=Str(), project=project()
)

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands in for Neutron's agents: every port is bound and ACTIVE, floating IPs and router ports follow, and agents report."""

from __future__ import annotations

import queue
import threading
import time
from typing import Any

from neutron_lib import constants, context, exceptions
from neutron_lib.api.definitions import portbindings
from neutron_lib.callbacks import events, registry, resources
from neutron_lib.plugins import constants as plugins
from neutron_lib.plugins import directory
from neutron_lib.plugins.ml2 import api
from oslo_log import log
from oslo_utils import timeutils

from tests.devcloud.settings import COMPUTES, HOST

LOG = log.getLogger(__name__)
ATTEMPTS = 8
REPORT_SECONDS = 20


class BindsEverything(api.MechanismDriver):
    """Binds any port on any host; reports, as an agent would, from a thread and a transaction of its own."""

    def initialize(self) -> None:
        """Called by ML2."""
        self._reports: queue.Queue[tuple[Any, str]] = queue.Queue()
        threading.Thread(target=self._report, daemon=True).start()
        for event in (events.AFTER_CREATE, events.AFTER_UPDATE):
            registry.subscribe(self._port_changed, resources.PORT, event)
            registry.subscribe(self._floating_ip_changed, resources.FLOATING_IP, event)

    @property
    def connectivity(self) -> str:
        """Ports are connected on layer 2."""
        return portbindings.CONNECTIVITY_L2

    def bind_port(self, context: Any) -> None:
        """Bind to the first segment."""
        details = {portbindings.CAP_PORT_FILTER: True, portbindings.VIF_DETAILS_CONNECTIVITY: self.connectivity, "datapath_type": "system"}
        for segment in context.segments_to_bind[:1]:
            context.set_binding(segment[api.ID], portbindings.VIF_TYPE_OVS, details, status=constants.PORT_STATUS_ACTIVE)

    def check_segment_for_agent(self, segment: Any, agent: Any) -> bool:
        """Every segment reaches every host."""
        return True

    def _port_changed(self, resource: str, event: str, trigger: Any, payload: Any) -> None:
        port = payload.latest_state
        owner = port.get("device_owner") or ""
        waiting = owner.startswith(("network:", "Octavia")) and owner != constants.DEVICE_OWNER_FLOATINGIP
        if waiting and port.get("status") == constants.PORT_STATUS_DOWN:
            self._reports.put((_activate_port, port["id"]))

    def _floating_ip_changed(self, resource: str, event: str, trigger: Any, payload: Any) -> None:
        state = payload.latest_state or {}
        self._reports.put((_update_floating_ip, payload.resource_id or state.get("id") or state.get("floating_ip_id")))

    def _report(self) -> None:
        while True:
            action, identity = self._reports.get()
            for attempt in range(ATTEMPTS):
                time.sleep(0.02 + 0.1 * attempt)
                try:
                    action(context.get_admin_context(), identity)
                    break
                except exceptions.NotFound:
                    break
                except Exception as error:
                    LOG.info("%s of %s, attempt %d: %r", action.__name__, identity, attempt + 1, error)


def _activate_port(admin: Any, identity: str) -> None:
    directory.get_plugin().update_port_status(admin, identity, constants.PORT_STATUS_ACTIVE)


def _update_floating_ip(admin: Any, identity: str) -> None:
    l3 = directory.get_plugin(plugins.L3)
    floating_ip = l3.get_floatingip(admin, identity)
    wanted = constants.FLOATINGIP_STATUS_ACTIVE if floating_ip["port_id"] else constants.FLOATINGIP_STATUS_DOWN
    if floating_ip["status"] != wanted:
        l3.update_floatingip_status(admin, identity, wanted)


def _agents() -> list[dict[str, Any]]:
    switch = {
        "agent_type": "Open vSwitch agent",
        "binary": "neutron-openvswitch-agent",
        "topic": "N/A",
        "configurations": {
            "bridge_mappings": {"public": "br-ex", "physnet1": "br-vlan"},
            "tunnel_types": ["vxlan"],
            "tunneling_ip": HOST,
            "datapath_type": "system",
            "devices": 0,
            "extensions": [],
        },
    }
    on_network_host = [
        {
            "agent_type": "DHCP agent",
            "binary": "neutron-dhcp-agent",
            "topic": "dhcp_agent",
            "availability_zone": "nova",
            "configurations": {"dhcp_driver": "noop", "networks": 0},
        },
        {
            "agent_type": "L3 agent",
            "binary": "neutron-l3-agent",
            "topic": "l3_agent",
            "availability_zone": "nova",
            "configurations": {"agent_mode": "legacy", "routers": 0, "handle_internal_only_routers": True, "interface_driver": "noop"},
        },
        {"agent_type": "Metadata agent", "binary": "neutron-metadata-agent", "topic": "N/A", "configurations": {}},
    ]
    return [switch | {"host": host} for host in (*COMPUTES, "network1")] + [agent | {"host": "network1"} for agent in on_network_host]


def start_agent_reports() -> None:
    """Report the agents that do not exist as alive, once now (the first networks need them) and then every REPORT_SECONDS."""
    _report_agents(start=True)

    def forever() -> None:
        while True:
            time.sleep(REPORT_SECONDS)
            try:
                _report_agents(start=False)
            except Exception as error:
                LOG.warning("agents not reported: %r", error)

    threading.Thread(target=forever, daemon=True).start()


def _report_agents(start: bool) -> None:
    for agent in _agents():
        state = agent | ({"start_flag": True} if start else {})
        directory.get_plugin().create_or_update_agent(context.get_admin_context(), state, timeutils.utcnow())

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Octavia without amphorae: VIPs are real Neutron ports, nothing is plugged, and reports of health come from here."""
from __future__ import annotations

import contextlib
import threading
import time
from pathlib import Path
from typing import Any

import oslo_messaging as messaging
import sqlalchemy
from octavia.amphorae.drivers.health import heartbeat_udp
from octavia.common import constants, rpc
from octavia.compute.drivers.noop_driver import driver as noop_compute
from octavia.controller.queue.v2 import endpoints
from octavia.db import api, models
from octavia.db import repositories as repo
from octavia.network.base import PortNotFound
from octavia.network.drivers.neutron import allowed_address_pairs
from octavia.network.drivers.noop_driver import driver as noop_network
from oslo_config import cfg
from oslo_log import log

LOG = log.getLogger(__name__)
REPORT_SECONDS = 1
# What concerns the interfaces of an amphora, which is no virtual machine here.
PLUGGING = (
    "failover_preparation", "get_network_configs", "get_plugged_networks", "plug_aap_port", "plug_fixed_ip", "plug_port",
    "unplug_aap_port", "unplug_fixed_ip", "unplug_network", "unplug_vip",
)


class NetworkDriver(allowed_address_pairs.AllowedAddressPairsDriver):
    """Octavia's own driver for ports, addresses and security groups; without plugging.

    There is a new one for each task of a flow. All know what one has learned of Neutron's extensions: those were a sixth of all requests
    to Neutron.
    """

    extensions: dict[str, bool] = {}

    def __init__(self) -> None:
        super().__init__()
        nothing = noop_network.NoopNetworkDriver()
        for name in PLUGGING:
            setattr(self, name, getattr(nothing, name))

    def _check_extension_enabled(self, extension_alias: str) -> bool:
        self._check_extension_cache = self.extensions
        return super()._check_extension_enabled(extension_alias)

    def _update_security_groups(self, sec_grp_ids: list[str], port_id: str) -> None:
        """Set the security groups of a port. An amphora's port does not exist."""
        with contextlib.suppress(PortNotFound):
            super()._update_security_groups(sec_grp_ids, port_id)


def keep_noop_state_in(path: Path) -> None:
    """The drivers that do nothing remember what they did not do in a database below /tmp: let it be `path`."""
    def create_engine(url: str, **options: Any) -> Any:
        return sqlalchemy.create_engine(f"sqlite:///{path}", **options)

    noop_network.create_engine = noop_compute.create_engine = create_engine


def start_worker() -> None:
    """Answer the controller worker's messages in this process."""
    target = messaging.Target(topic=constants.TOPIC_AMPHORA_V2, server=cfg.CONF.host)
    rpc.get_server(target, [endpoints.Endpoints()], access_policy=messaging.rpc.DefaultRPCAccessPolicy).start()


def start_health_reports() -> None:
    """Send Octavia's own health manager the heartbeats of amphorae on which everything works, whenever that would change something."""
    def forever() -> None:
        manager = heartbeat_udp.UpdateHealthDb()
        while True:
            time.sleep(REPORT_SECONDS)
            try:
                for message in _messages(api.get_session()):
                    manager.update_health(message, "127.0.0.1")
            except Exception as error:
                LOG.warning("health not reported: %r", error)

    threading.Thread(target=forever, daemon=True).start()


def _messages(session: Any) -> list[dict[str, Any]]:
    with session.begin():
        active = session.query(models.Amphora.id).join(models.LoadBalancer).filter(
            models.Amphora.status == constants.AMPHORA_ALLOCATED,
            models.LoadBalancer.provisioning_status == constants.ACTIVE,
        ).all()
        found = {amphora: repo.AmphoraRepository().get_lb_for_health_update(session, amphora) for (amphora,) in active}
        messages = [_message(session, amphora, balancer) for amphora, balancer in found.items() if balancer]
    session.close()
    return [message for message in messages if message]


def _message(session: Any, amphora: str, balancer: dict[str, Any]) -> dict[str, Any] | None:
    """The heartbeat of an amphora, or None when the load balancer shows all of it already."""
    enabled = [identity for identity, listener in balancer.get("listeners", {}).items() if listener["enabled"]]
    listeners = {identity: {"status": constants.OPEN} for identity in enabled}
    shown = [(balancer["operating_status"], constants.ONLINE if balancer["enabled"] else constants.OFFLINE)]
    shown += [
        (listener["operating_status"], constants.ONLINE if identity in listeners else constants.OFFLINE)
        for identity, listener in balancer.get("listeners", {}).items()
    ]
    pools = {}
    for identity, pool in balancer.get("pools", {}).items():
        members = {member.id: _member_status(member) for member in session.query(models.Member).filter_by(pool_id=identity)}
        pools[f"{identity}:"] = {"status": constants.UP, "members": {member: status for member, (status, _shown) in members.items()}}
        shown.append((pool["operating_status"], constants.ONLINE))
        shown += [(member["operating_status"], members[key][1]) for key, member in pool["members"].items() if key in members]
    if all(now == then for now, then in shown):
        return None
    return {"id": amphora, "seq": 0, "ver": 2, "recv_time": time.time(), "listeners": listeners, "pools": pools}


def _member_status(member: Any) -> tuple[str, str]:
    """What an amphora says of a member that answers, and the operating status that Octavia makes of it."""
    if not member.enabled:
        return constants.MAINT, constants.OFFLINE
    monitor = member.pool.health_monitor
    return (constants.UP, constants.ONLINE) if monitor and monitor.enabled else (constants.NO_CHECK, constants.NO_MONITOR)

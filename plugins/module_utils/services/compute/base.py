# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of servers that other services refer to."""

from __future__ import annotations

import re
from urllib.parse import quote

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils import hints, needs
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.base import MICROVERSION, TASK_STATE, read
from ansible_collections.stratus.openstack.plugins.module_utils.status import Status

hints.declare(
    "compute",
    (403, r"volume-backed", "Take a flavor with a disk, or `boot_from_volume: true` in the module server"),
    (409, r"multiple possible networks", "Name the network with `network`, or the networks with `nics`"),
    (409, r"is locked", "Unlock it first: `locked: false` in the module server"),
)


QUOTAS = {
    "instances": ("maxTotalInstances", "totalInstancesUsed"),
    "cores": ("maxTotalCores", "totalCoresUsed"),
    "ram": ("maxTotalRAMSize", "totalRAMUsed"),
    "server_groups": ("maxServerGroups", "totalServerGroupsUsed"),
}
needs.declare("compute", lambda session: needs.read_limits(session, "compute", "/limits", QUOTAS, "limits", "absolute"))

# The status of a deleted server that Nova still lists
DELETED = "DELETED"
BUSY = "(RE)?BUILD|(HARD_)?REBOOT|(REVERT_)?RESIZE|MIGRATING"


class ServerView(Resource):
    """A server: how it is found."""

    created_field = "created"
    service_attributes = ("updated", "status", "progress", TASK_STATE)

    def name_query(self, value):
        return {"name": "^%s$" % re.escape(value)}

    def is_leaving(self, have):
        """Whether a server is being deleted. Nova lists such a server until it is gone, and its ports disappear earlier."""
        return bool(have) and (have.get(TASK_STATE) == "deleting" or self.status.of(have) == DELETED) or super().is_leaving(have)

    def fetch(self, context, identifier):
        return read(context, {"id": identifier})


SERVER_NAME = ServerView(
    "compute.server",
    path="/servers",
    detail="/detail",
    microversion=MICROVERSION,
    status=Status(ok=("ACTIVE",), fail=("ERROR",), fault="fault.message", gone=("SOFT_DELETED",), busy=BUSY),
    name=f.Str(required=True),
)

# Nova copies the addresses of a server when Neutron notifies it, some seconds after the change. A cloud without these notifications copies
# them once a minute.
COPIED = 60


def server_at(floating_ip):
    """The id of the server that a floating IP is attached to, or None. ``floating_ip``: as Neutron shows it, or None."""
    details = (floating_ip or {}).get("port_details") or {}
    return details.get("device_id") or None if str(details.get("device_owner")).startswith("compute:") else None


def wait_for_address(context, server, address, attached, read=None):
    """Wait until Nova shows a floating IP at a server, or no longer shows it. ``server``: the id. ``attached``: what it must show.
    ``read``: a function that returns the server as Nova shows it; by default it is read by its id.

    A server that the user cannot see is not waited for. A warning says that Nova has not followed in time, since the floating IP itself is
    as declared. Raises CloudError.
    """
    session = context.session
    if not context.waits or not session.has_service("compute"):
        return

    def read_server():
        reply = session.request("compute", "GET", "/servers/%s" % quote(server, safe=""), key="server", allow=(403, 404))
        return reply.body["server"] if reply.status < 400 else None

    def follows(have):
        networks = (have or {}).get("addresses") or {}
        shown = {entry["addr"] for entries in networks.values() for entry in entries}
        return have is None or (address in shown) == attached

    seconds = min(context.params.get("timeout") or COPIED, COPIED)
    try:
        session.wait("the addresses of server %s" % server, read or read_server, seconds, follows)
    except CloudError as error:
        if error.method:  # not the end of the time
            raise
        text = "Nova does not show yet that %s was %s server %s; a listing of servers shows the old addresses for a while"
        session.warnings.append(text % (address, "attached to" if attached else "detached from", server))

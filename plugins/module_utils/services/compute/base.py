# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of servers that other services refer to."""

from __future__ import annotations

import re

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils import hints, needs
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.base import MICROVERSION, TASK_STATE, read
from ansible_collections.stratus.openstack.plugins.module_utils.status import Status

hints.declare(
    "compute",
    (403, r"volume-backed", "Take a flavor with a disk, or `boot_from_volume: true` in the module server"),
    (409, r"is locked", "Unlock it first: `locked: false` in the module server"),
)


QUOTAS = {
    "instances": ("maxTotalInstances", "totalInstancesUsed"),
    "cores": ("maxTotalCores", "totalCoresUsed"),
    "ram": ("maxTotalRAMSize", "totalRAMUsed"),
}
needs.declare("compute", lambda session: needs.read_limits(session, "compute", QUOTAS))

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

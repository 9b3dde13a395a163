# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module server_info."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import Option, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.base import VOLUME_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.base import path_of
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.table import SERVER
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.base import names_of


class ServerInfo(Info):
    """Servers; on request with attributes that Nova does not list: names of images, attributes of volumes, console output."""

    extra = ("console_log",)

    def query(self, context):
        query, wanted = super().query(context)
        if context.params.get("all_projects"):
            query["all_tenants"] = True
        if context.params.get("metadata"):
            wanted["metadata"] = context.params["metadata"]
        return query, wanted

    def complete(self, session, params, result):
        if params.get("detailed"):
            expand(session, result["servers"], params.get("all_projects"))
        if params.get("console_log") is not None:
            for server in result["servers"]:
                server["console_log"] = console_log(session, server, params["console_log"])
        return result


def console_log(session, server, lines):
    """The last lines of a server's console output; None if the console cannot be read."""
    body = {"os-getConsoleOutput": {"length": lines}}
    reply = session.request("compute", "POST", path_of(server, "/action"), json=body, reads=True, allow=(404, 409))
    return reply.body.get("output") if reply.status < 400 else None


def expand(session, servers, all_projects=False):
    """Add the names of images and the attributes of volumes to servers. ``all_projects``: whether the servers belong to all projects."""
    names = names_of(session, {server["image"]["id"] for server in servers if server["image"]})
    have_volumes, query = any(server["volumes"] for server in servers), {"all_tenants": True} if all_projects else None
    listing = session.list("block-storage", "/volumes/detail", "volumes", query) if have_volumes else ()
    volumes = {have["id"]: dict(have, **VOLUME_NAME.to_result(have)) for have in listing}
    for server in servers:
        if server["image"]:
            server["image"] = dict(server["image"], name=names.get(server["image"]["id"]))
        server["volumes"] = [dict(volumes.get(volume["id"], {}), **volume) for volume in server["volumes"] or ()]


SERVERS = ServerInfo(
    SERVER,
    "servers",
    aliases=["server"],
    status=Str(),
    metadata=Option("dict"),
    all_projects=Option("bool", default=False),
    detailed=Option("bool", default=False),
    console_log=Option("int"),
    limit=Option("int"),
)

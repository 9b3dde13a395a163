# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the compute service (Nova) only tells: consoles, hypervisors, availability zones, migrations, limits."""

from __future__ import annotations

import re

from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Attribute, Bool, Int, Option, Ref, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.operation import Operation
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server import base
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.table import SERVER
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import PROJECT_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

# -- consoles ---------------------------------------------------------------------------------------------------------------

PROTOCOLS = {  # type of console -> protocol
    "novnc": "vnc",
    "xvpvnc": "vnc",
    "spice-html5": "spice",
    "spice-direct": "spice",
    "serial": "serial",
    "webmks": "mks",
}


def read_console(session, params):
    """Read the console of a server: its log, its URL, or both -> the task's result. Raises CloudError."""
    context = Context(session, params, SERVER)
    try:
        have = SERVER.get(context, params["server"], {"all_tenants": True} if params["all_projects"] else None)
        console = {"log": None, "type": params["type"], "protocol": PROTOCOLS.get(params["type"]), "url": None}
        if params["log"]:
            wanted = {} if params["lines"] is None else {"length": params["lines"]}
            console["log"] = post_query(session, have, "/action", {"os-getConsoleOutput": wanted})["output"]
        if params["type"]:
            wanted = {"protocol": console["protocol"], "type": params["type"]}
            console["url"] = post_query(session, have, "/remote-consoles", {"remote_console": wanted})["remote_console"]["url"]
    except CloudError as error:
        raise error.about("Cannot look at the console of server '%s'" % params["server"]) from None
    return {"console": console, "id": have["id"]}


def post_query(session, have, suffix, body):
    """Send a POST that only reads from a server -> the JSON body of the answer. Raises CloudError."""
    path = base.path_of(have, suffix)
    return session.request("compute", "POST", path, json=body, reads=True, microversion="2.99").body


SERVER_CONSOLE = Operation(
    read_console,
    server=Str(required=True, aliases=["name"]),
    all_projects=Option("bool", default=False),
    log=Bool(default=True),
    lines=Int(),
    type=Option(choices=list(PROTOCOLS)),
)

# -- hypervisors ------------------------------------------------------------------------------------------------------------


HOST_NAME = re.compile(r"[\w.-]+", re.ASCII)


class Hypervisor(Resource):
    """A hypervisor. From microversion 2.88 on, Nova no longer shows its resources and their usage."""

    name_field = "hypervisor_hostname"

    def list(self, context, params=None):
        """A listing. A search by a part of the name accepts no paging, and answers 404 if no hypervisor is found."""
        options = {"page": 0, "allow": (404,)} if "hypervisor_hostname_pattern" in (params or {}) else {}
        return context.session.list(self.service, self.path + "/detail", self.keys, params, microversion=self.microversion, **options)

    def find(self, context, value, filters=None):
        """The hypervisors with a name. The API refuses a value that cannot be the name of a host, so that it is not sent."""
        return super().find(context, value, filters) if HOST_NAME.fullmatch(value) else []


HYPERVISOR = Hypervisor(
    "compute.hypervisor",
    path="/os-hypervisors",
    microversion="2.87",
    by_name="hypervisor_hostname_pattern",
    computed={
        "cpu_info": Attribute(),
        "current_workload": Attribute(),
        "disk_available": Attribute("disk_available_least"),
        "host_ip": Attribute(),
        "hypervisor_type": Attribute(),
        "hypervisor_version": Attribute(),
        "local_disk_free": Attribute("free_disk_gb"),
        "local_disk_size": Attribute("local_gb"),
        "local_disk_used": Attribute("local_gb_used"),
        "memory_free": Attribute("free_ram_mb"),
        "memory_size": Attribute("memory_mb"),
        "memory_used": Attribute("memory_mb_used"),
        "name": Attribute("hypervisor_hostname"),
        "running_vms": Attribute(),
        "servers": Attribute(),
        "service_details": Attribute("service"),
        "state": Attribute(),
        "status": Attribute(),
        "uptime": Attribute(),
        "vcpus": Attribute(),
        "vcpus_used": Attribute(),
    },
    filters="hypervisor_hostname_pattern with_servers",
)
HYPERVISORS = Info(
    HYPERVISOR,
    "hypervisors",
    pattern=Str(api="hypervisor_hostname_pattern"),
    with_servers=Bool(),
    limit=Option("int"),
    rules={"mutually_exclusive": [["name", "pattern"]]},
)

# -- availability zones -----------------------------------------------------------------------------------------------------


class AvailabilityZone(Resource):
    """An availability zone."""

    id_field = name_field = "zoneName"

    def list(self, context, params=None):
        path = self.path + ("/detail" if context.params.get("detailed") else "")
        return context.session.list(self.service, path, self.keys, params, microversion=self.microversion, page=0)


AVAILABILITY_ZONE = AvailabilityZone(
    "compute.availability_zone",
    path="/os-availability-zone",
    keys="availabilityZoneInfo",
    by_name=None,
    id_like=None,
    computed={
        "id": Attribute("zoneName"),
        "name": Attribute("zoneName"),
        "state": Attribute("zoneState"),
        "hosts": Attribute(),
    },
)
AVAILABILITY_ZONES = Info(AVAILABILITY_ZONE, "availability_zones", detailed=Option("bool", default=False))

# -- migrations -------------------------------------------------------------------------------------------------------------

MIGRATION = Resource(
    "compute.migration",
    path=base.MIGRATIONS,
    microversion="2.80",
    by_name=None,
    computed={
        "created_at": Attribute(),
        "dest_compute": Attribute(),
        "dest_host": Attribute(),
        "dest_node": Attribute(),
        "migration_type": Attribute(filterable=True),
        "new_flavor_id": Attribute("new_instance_type_id"),
        "old_flavor_id": Attribute("old_instance_type_id"),
        "project_id": Attribute(filterable=True),
        "server_id": Attribute("instance_uuid", filterable=True),
        "source_compute": Attribute(filterable=True),
        "source_node": Attribute(),
        "status": Attribute(filterable=True),
        "updated_at": Attribute(),
        "user_id": Attribute(filterable=True),
        "uuid": Attribute(),
    },
    filters="changes-before changes-since host",
)
SERVER_MIGRATIONS = Info(
    MIGRATION,
    "migrations",
    name=False,
    server=Ref(SERVER, api="instance_uuid"),
    host=Str(),
    source_compute=Str(),
    status=Str(),
    migration_type=Str(choices=["evacuation", "live-migration", "migration", "resize"]),
    project=Ref(PROJECT_NAME, api="project_id"),
    changes_since=Str(api="changes-since"),
    changes_before=Str(api="changes-before"),
    limit=Option("int"),
)

# -- limits -----------------------------------------------------------------------------------------------------------------


def read_limits(session, params):
    """Read the limits of a project and their usage -> the task's result. Raises CloudError."""
    context = Context(session, params, SERVER)
    query = {"tenant_id": context.resolve(PROJECT_NAME, params["project"])} if params["project"] else None
    reply = session.request("compute", "GET", "/limits", params=query, microversion="2.57", key="limits")
    limits = reply.body["limits"]
    if session.has_predictions("compute"):
        usage = {name: UNKNOWN for name in limits["absolute"] if name.endswith("Used")}
        limits = dict(limits, absolute=dict(limits["absolute"], **usage))
    return {"limits": limits}


LIMITS = Operation(read_limits, project=Option())

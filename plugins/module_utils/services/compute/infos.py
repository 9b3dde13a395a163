# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the compute service (Nova) only tells: consoles, hypervisors, availability zones, migrations, limits."""

from __future__ import annotations

import re

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Bool, Int, Option, Ref, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.operation import Operation
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Context, Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server import base
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.table import SERVER
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.projects import PROJECT

# -- consoles ---------------------------------------------------------------------------------------------------------------

PROTOCOLS = {  # of each type of console
    "novnc": "vnc",
    "xvpvnc": "vnc",
    "spice-html5": "spice",
    "spice-direct": "spice",
    "serial": "serial",
    "webmks": "mks",
}


def look_at_console(session, params):
    """The console of a server: its log, its address, or both. The requests are POSTs, but change nothing of the server."""
    context = Context(session, params, SERVER)
    try:
        have = SERVER.get(context, params["server"], {"all_tenants": True} if params["all_projects"] else None)
        console = {"log": None, "type": params["type"], "protocol": PROTOCOLS.get(params["type"]), "url": None}
        if params["log"]:
            wanted = {} if params["lines"] is None else {"length": params["lines"]}
            console["log"] = ask(session, have, "/action", {"os-getConsoleOutput": wanted})["output"]
        if params["type"]:
            wanted = {"protocol": console["protocol"], "type": params["type"]}
            console["url"] = ask(session, have, "/remote-consoles", {"remote_console": wanted})["remote_console"]["url"]
    except CloudError as error:
        raise error.about("Cannot look at the console of server '%s'" % params["server"]) from None
    return {"console": console, "id": have["id"]}


def ask(session, have, suffix, question):
    path = base.path_of(have, suffix)
    return session.request("compute", "POST", path, json=question, reads=True, microversion="2.99").body


SERVER_CONSOLE = Operation(
    look_at_console,
    server=Str(required=True, aliases=["name"]),
    all_projects=Option("bool", default=False),
    log=Bool(default=True),
    lines=Int(),
    type=Option(choices=list(PROTOCOLS)),
)

# -- hypervisors ------------------------------------------------------------------------------------------------------------


HOST_NAME = re.compile(r"[\w.-]+", re.ASCII)


class Hypervisor(Resource):
    """A hypervisor. From microversion 2.88 on Nova no longer tells what it has and what of it is used."""

    name_field = "hypervisor_hostname"

    def list(self, context, params=None):
        """A search by a part of the name takes no limit, and finding none is no error."""
        how = {"page": 0, "allow": (404,)} if "hypervisor_hostname_pattern" in (params or {}) else {}
        return context.session.list(self.service, self.path + "/detail", self.keys, params, microversion=self.microversion, **how)

    def find(self, context, value, filters=None):
        """The API refuses to look for what is no name of a host."""
        return super().find(context, value, filters) if HOST_NAME.fullmatch(value) else []


HYPERVISOR = Hypervisor(
    "compute.hypervisor",
    path="/os-hypervisors",
    microversion="2.87",
    by_name="hypervisor_hostname_pattern",
    reads="cpu_info current_workload disk_available=disk_available_least host_ip hypervisor_type hypervisor_version"
    " local_disk_free=free_disk_gb local_disk_size=local_gb local_disk_used=local_gb_used memory_free=free_ram_mb"
    " memory_size=memory_mb memory_used=memory_mb_used name=hypervisor_hostname running_vms servers service_details=service state"
    " status uptime vcpus vcpus_used",
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
    reads="id=zoneName name=zoneName state=zoneState hosts",
)
AVAILABILITY_ZONES = Info(AVAILABILITY_ZONE, "availability_zones", detailed=Option("bool", default=False))

# -- migrations -------------------------------------------------------------------------------------------------------------

MIGRATION = Resource(
    "compute.migration",
    path="/os-migrations",
    microversion="2.80",
    by_name=None,
    reads="created_at dest_compute dest_host dest_node migration_type new_flavor_id=new_instance_type_id"
    " old_flavor_id=old_instance_type_id project_id server_id=instance_uuid source_compute source_node status updated_at user_id uuid",
    filters="changes-before changes-since host instance_uuid migration_type project_id source_compute status user_id",
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
    project=Ref(PROJECT, api="project_id"),
    changes_since=Str(api="changes-since"),
    changes_before=Str(api="changes-before"),
    limit=Option("int"),
)

# -- limits -----------------------------------------------------------------------------------------------------------------


def look_at_limits(session, params):
    context = Context(session, params, SERVER)
    query = {"tenant_id": context.resolve(PROJECT, params["project"])} if params["project"] else None
    reply = session.request("compute", "GET", "/limits", params=query, microversion="2.57", key="limits")
    return {"limits": reply.body["limits"]}


LIMITS = Operation(look_at_limits, project=Option())

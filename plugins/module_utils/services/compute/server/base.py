# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The status of servers: what each status implies, and waiting until an action has ended."""

from __future__ import annotations

from urllib.parse import quote

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN
from ansible_collections.stratus.openstack.plugins.module_utils.visibility import EVERY_LOGIN, declare

MICROVERSION = "2.100"
TASK_STATE = "OS-EXT-STS:task_state"
VM_STATE = "OS-EXT-STS:vm_state"
POWER = "OS-EXT-STS:power_state"
LAUNCHED = "OS-SRV-USG:launched_at"
HOST = "OS-EXT-SRV-ATTR:host"
HOST_ID = "hostId"
RUNNING, SHUT_DOWN = 1, 4  # values of power_state
# What a server shows in a status in which an action ended: (vm_state, power_state); None: the power_state has not changed
STATUS_ATTRIBUTES = {
    "ACTIVE": ("active", RUNNING),
    "SHUTOFF": ("stopped", SHUT_DOWN),
    "PAUSED": ("paused", UNKNOWN),
    "SUSPENDED": ("suspended", UNKNOWN),
    "RESCUE": ("rescued", RUNNING),
    "SHELVED": ("shelved", SHUT_DOWN),
    "SHELVED_OFFLOADED": ("shelved_offloaded", SHUT_DOWN),
    "VERIFY_RESIZE": ("resized", None),
    "ERROR": ("error", None),
}

# Keys of ``Context.parts``: the SharedListing of a task for several servers; the names of the options whose drift the task applies; the
# names of the options that are applied in part
SHARED_LISTING, APPLIED_DRIFT, PARTLY_APPLIED = "shared listing", "applied drift", "partly applied"

MIGRATIONS = "/os-migrations"
declare("compute", MIGRATIONS, EVERY_LOGIN)  # declared here because actions on servers create migrations


def path_of(have, suffix=""):
    """The path of a server, with ``suffix``."""
    return "/servers/%s%s" % (quote(str(have["id"]), safe=""), suffix)


# beginnings of the names of tasks that take long and leave the server usable
SLOW = ("image_", "migrating")


def status_of(have):
    """The status of a server in capitals; "" if it shows none."""
    return str(have.get("status") or "").upper()


def is_busy(have):
    """Whether a server is being built, or has a task that ends soon."""
    task = have.get(TASK_STATE)
    return status_of(have) == "BUILD" or bool(task) and not task.startswith(SLOW)


def attributes_for_status(status):
    """The attributes that a server shows while it stays in a status, as a dict by the API's names."""
    vm_state, power = STATUS_ATTRIBUTES.get(status, (None, None))
    return {name: value for name, value in ((VM_STATE, vm_state), (POWER, power)) if value is not None}


def shares_listing(context):
    """Whether the task manages several servers and reads them all by one listing."""
    return SHARED_LISTING in context.parts and not context.session.dry_run


def pace(context):
    """Seconds between two reads of a server; None for the default. A SharedListing limits the requests itself, so the pause is short."""
    return 0.05 if shares_listing(context) else None


def read(context, have, alone=False):
    """A server as it is now; None if it is gone. Raises CloudError. ``alone``: read it by its id, although the task lists its servers."""
    if shares_listing(context) and not alone:
        return context.parts[SHARED_LISTING].read(have["id"])
    reply = context.session.request("compute", "GET", path_of(have), microversion=MICROVERSION, key="server", allow=(404,))
    return None if reply.status == 404 else reply.body["server"]


def wait_for_status(context, have, wanted, doing, transient=()):
    """Wait until an action on a server has ended -> the server.

    ``wanted``: the statuses in which it may end. ``doing``: a participle for the error, such as "resized". ``transient``: statuses that
    the server may have during the action although Nova shows no task. Raises CloudError with Nova's reason when the action ends in another
    status.
    """
    label = "server %s" % (have.get("name") or have["id"])

    def done(now):
        if now is None:
            raise CloudError("%s is gone: something else removed it" % label, service="compute")
        if now.get(TASK_STATE) or now["status"] in ("BUILD", *transient):
            return False
        if now["status"] not in wanted:
            why = (now.get("fault") or {}).get("message") or find_failure_reason(context, now)
            raise CloudError("%s could not be %s: it is in status %s. %s" % (label, doing, now["status"], why), service="compute")
        return True

    return context.wait(label, lambda: read(context, have), done, pace(context))


def find_failure_reason(context, have):
    """The reason why the latest action on a server failed, as a sentence. Nova shows the details only to administrators."""
    actions = list(context.session.list("compute", path_of(have, "/os-instance-actions"), "instanceActions", microversion=MICROVERSION))
    if not actions:
        return "Nova gives no reason"
    path = path_of(have, "/os-instance-actions/%s" % quote(actions[0]["request_id"], safe=""))
    events = context.session.request("compute", "GET", path, microversion=MICROVERSION).body["instanceAction"].get("events") or []
    details = [event["details"] for event in events if event.get("details")]
    if details:
        return details[-1]
    step = next((event["event"] for event in reversed(events) if event.get("result") == "Error"), None)
    where = " in the step %s" % step if step else ""
    return "Its %s failed%s; Nova shows the reason only to administrators" % (actions[0]["action"], where)

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The status of servers, and waiting for what an action leads to."""

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
RUNNING, SHUT_DOWN = 1, 4  # Nova's numbers for whether a guest runs
# What a server is like in a status that an action led to: (vm_state, power_state); None: its power is as before
MEANS = {
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

# Entries of ``Context.parts``: the Lookout of a task for several servers; the options whose drift the task applies; the options that
# are applied in part
LOOKOUT, APPLIED_DRIFT, PARTLY = "lookout", "applied drift", "partly applied"

MIGRATIONS = "/os-migrations"
declare("compute", MIGRATIONS, EVERY_LOGIN)  # here, since actions of servers create them


def path_of(have, suffix=""):
    return "/servers/%s%s" % (quote(str(have["id"]), safe=""), suffix)


# what a server is busy with for long, and that leaves it usable
SLOW = ("image_", "migrating")


def status_of(have):
    return str(have.get("status") or "").upper()


def busy(have):
    """Whether a server is on its way to another status, and will soon be there."""
    doing = have.get(TASK_STATE)
    return status_of(have) == "BUILD" or bool(doing) and not doing.startswith(SLOW)


def implied(status):
    """The attributes of a server that is in a status to stay."""
    vm_state, power = MEANS.get(status, (None, None))
    return {name: value for name, value in ((VM_STATE, vm_state), (POWER, power)) if value is not None}


def together(context):
    """Whether the server is one of several that a task deals with, all of which are in one listing."""
    return LOOKOUT in context.parts and not context.session.dry_run


def pace(context):
    """Seconds between two looks at a server; None for the usual ones. A listing for several comes when it may."""
    return 0.05 if together(context) else None


def read(context, have):
    """A server as it is now, None when it is gone."""
    if together(context):
        return context.parts[LOOKOUT].read(have["id"])
    reply = context.session.request("compute", "GET", path_of(have), microversion=MICROVERSION, key="server", allow=(404,))
    return None if reply.status == 404 else reply.body["server"]


def reached(context, have, wanted, doing, passing=()):
    """Wait until an action is over -> the server. ``wanted``: the statuses that it may lead to. ``doing``: what could not be done, for
    the error, such as "resized". ``passing``: statuses that it may have meanwhile although Nova does not call it busy. Raises CloudError
    with Nova's reason when the action ends in another status."""
    label = "server %s" % (have.get("name") or have["id"])

    def done(now):
        if now is None:
            raise CloudError("%s is gone: something else removed it" % label, service="compute")
        if now.get(TASK_STATE) or now["status"] in ("BUILD", *passing):
            return False
        if now["status"] not in wanted:
            why = (now.get("fault") or {}).get("message") or why_failed(context, now)
            raise CloudError("%s could not be %s: it is in status %s. %s" % (label, doing, now["status"], why), service="compute")
        return True

    return context.wait(label, lambda: read(context, have), done, pace(context))


def why_failed(context, have):
    """What Nova notes of the latest action on a server that failed, as far as the user may read it."""
    actions = list(context.session.list("compute", path_of(have, "/os-instance-actions"), "instanceActions", microversion=MICROVERSION))
    if not actions:
        return "Nova gives no reason"
    path = path_of(have, "/os-instance-actions/%s" % quote(actions[0]["request_id"], safe=""))
    events = context.session.request("compute", "GET", path, microversion=MICROVERSION).body["instanceAction"].get("events") or []
    told = [event["details"] for event in events if event.get("details")]
    if told:
        return told[-1]
    step = next((event["event"] for event in reversed(events) if event.get("result") == "Error"), None)
    return "Its %s failed%s; Nova tells why to administrators alone" % (actions[0]["action"], " in the step %s" % step if step else "")

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be done with a server once: Nova's actions, each with what it needs, what it leads to, and how to see that it is done."""

from __future__ import annotations

import base64

from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError, Missing
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Bool, Int, Option, Str, StrMap
from ansible_collections.stratus.openstack.plugins.module_utils.operation import Operation
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.flavors import FLAVOR
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server import base, state
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.table import SERVER
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.base import IMAGE_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN, known_part

RUNS = ("ACTIVE", "SHUTOFF")
RESIZED = "VERIFY_RESIZE"
STAYS = ()  # the status after an action that does not change it
STORED = ("ACTIVE", "SHUTOFF", "PAUSED", "SUSPENDED", "ERROR", "RESCUE", "SHELVED", "SHELVED_OFFLOADED")


def status_of(have):
    """The status of a server."""
    return have.get("status") or "ACTIVE"


class Action:
    """``call``: its name in the API. ``leads``: the statuses it may lead to, the one to expect first. ``idle``: the statuses in which there
    is nothing to do; None: it always acts. ``takes``: further options it understands, ``needs``: those it cannot do without.
    ``blunt``: it is not put off until another action is over. ``passing``: statuses on the way that Nova does not call busy.
    """

    passing = ()

    def __init__(self, call, leads=STAYS, idle=None, takes="", needs="", blunt=False):
        self.call, self.leads, self.idle, self.blunt = call, leads, idle, blunt
        self.needs = needs.split()
        self.takes = takes.split() + self.needs
        self.name = call

    def is_done(self, context, have):
        """Whether there is nothing to do."""
        return self.idle is not None and status_of(have) in self.idle

    def body(self, context, have):
        """What the API wants to be told, None for nothing. Names are looked up here, before anything is sent."""

    def view(self, context, have):
        """The attributes that a diff shows."""
        return {"status": status_of(have)}

    def act(self, context, have):
        """Do it -> (the server afterwards, what the result has besides)."""
        body = self.body(context, have)
        expected = self.expected(context, have, body)
        told = context.act(have, self.call, body)
        if not context.waits:
            return expected, {}
        now = self.waited(context, have)
        return self.confirmed(context, self.told(now, told)), {}

    def expected(self, context, have, body):
        """The server as it will be, for a task that does not wait. An attribute that only Nova can tell is as it was."""
        return dict(have, **known_part(SERVER.predict_action(context, have, self.call, body)))

    def waited(self, context, have):
        """The server when the action is over. Raises CloudError with Nova's reason when it failed."""
        leads = self.leads or (status_of(have),)
        return base.reached(context, have, leads, "brought to %s" % " or ".join(leads), self.passing)

    @staticmethod
    def told(now, told):
        """The server with the password that only the answer to the action shows."""
        password = (told or {}).get("adminPass") or ((told or {}).get("server") or {}).get("adminPass")
        return dict(now, adminPass=password) if password else now

    def confirmed(self, context, now):
        """After a resize or migration, when the task asks for it: the server after its confirmation."""
        if status_of(now) != RESIZED or not context.params.get("confirm") or "confirm" not in self.takes:
            return now
        return ACTIONS["confirm_resize"].act(context, now)[0]


class Lock(Action):
    """Locking a server again leaves it with the reason that it has: another one needs an unlock before."""

    def is_done(self, context, have):
        reason = context.params.get("locked_reason")
        if self.call == "unlock":
            return have.get("locked") is False
        return bool(have.get("locked")) and reason in (None, have.get("locked_reason") or "")

    def body(self, context, have):
        reason = context.params.get("locked_reason")
        return {"locked_reason": reason} if self.call == "lock" and reason else None

    def view(self, context, have):
        return {"locked": have.get("locked"), "locked_reason": have.get("locked_reason")}

    def act(self, context, have):
        if self.call == "lock" and have.get("locked"):
            context.act(have, "unlock")
        return super().act(context, have)


class Reboot(Action):
    def __init__(self, how, **rest):
        super().__init__("reboot", ("ACTIVE",), **rest)
        self.how = how

    def body(self, context, have):
        return {"type": self.how}


class Rebuild(Action):
    """Always acts: nothing tells whether a disk is as its image was."""

    def body(self, context, have):
        params = context.params
        source = context.resolve(IMAGE_NAME, params["image"]) if params["image"] else (have.get("image") or {}).get("id")
        if not source:
            raise CloudError("It boots from a volume, and does not say from which image that was made", hint="Set `image`")
        body = {"imageRef": source}
        for option, key in (("admin_password", "adminPass"), ("key_name", "key_name"), ("preserve_ephemeral", "preserve_ephemeral")):
            if params[option] is not None:
                body[key] = params[option] if params[option] != "" else None
        if params["userdata"] is not None:
            body["user_data"] = base64.b64encode(params["userdata"].encode()).decode() or None
        if params["metadata"] is not None:
            body["metadata"] = FIELDS["metadata"].wire(params["metadata"], context)
        return body

    def view(self, context, have):
        return {"status": status_of(have), "image": (have.get("image") or {}).get("id")}


class Rescue(Action):
    def body(self, context, have):
        body = {"adminPass": context.params["admin_password"]} if context.params["admin_password"] else {}
        if context.params["image"]:
            body["rescue_image_ref"] = context.resolve(IMAGE_NAME, context.params["image"])
        return body or None


class Unshelve(Action):
    def body(self, context, have):
        wanted = {name: context.params[name] for name in ("availability_zone", "host") if context.params[name] is not None}
        return {name: value or None for name, value in wanted.items()} or None


class Resize(Action):
    def is_done(self, context, have):
        """Whether it has the flavor already; one whose resize waits for a confirmation is not done when that is asked for."""
        if status_of(have) == RESIZED and context.params["confirm"]:
            return False
        return self.has_it(context, have) and status_of(have) in (*RUNS, RESIZED)

    def has_it(self, context, have):
        wanted, embedded = context.params["flavor"], have.get("flavor") or {}
        if wanted in (embedded.get("original_name"), embedded.get("id")):
            return True
        return self.flavor(context)["name"] == embedded.get("original_name") or self.flavor(context)["id"] == embedded.get("id")

    def flavor(self, context):
        if "flavor" not in context.parts:
            context.parts["flavor"] = FLAVOR.get(context.at(FLAVOR), context.params["flavor"])
        return context.parts["flavor"]

    def body(self, context, have):
        return {"flavorRef": self.flavor(context)["id"]}

    def expected(self, context, have, body):
        return dict(super().expected(context, have, body), flavor=state.embedded(context, self.flavor(context)))

    def view(self, context, have):
        embedded = have.get("flavor") or {}
        return {"status": status_of(have), "flavor": embedded.get("original_name") or embedded.get("id")}

    def act(self, context, have):
        if status_of(have) == RESIZED and self.has_it(context, have):
            return self.confirmed(context, have), {}
        return super().act(context, have)


class AfterResize(Action):
    """Confirming or reverting a resize. Nova shows no task while it confirms one."""

    passing = (RESIZED,)

    def is_done(self, context, have):
        return status_of(have) in STORED


class Move(Action):
    """To another host, which administrators may name."""

    def is_done(self, context, have):
        return bool(context.params["host"]) and have.get(base.HOST) == context.params["host"]

    def body(self, context, have):
        host = context.params["host"] or None
        if self.call == "os-migrateLive":
            return {"host": host, "block_migration": context.params["block_migration"]}
        return {"host": host} if host else {} if self.call == "evacuate" else None

    def view(self, context, have):
        return dict(super().view(context, have), **({"host": have.get(base.HOST)} if context.params["host"] else {}))

    def waited(self, context, have):
        now = super().waited(context, have)
        if self.call == "os-migrateLive" and now.get(base.HOST_ID) is not UNKNOWN and now.get(base.HOST_ID) == have.get(base.HOST_ID):
            raise CloudError("It is still on the same host: %s" % base.why_failed(context, have), service="compute")
        return now


class ResetState(Action):
    def is_done(self, context, have):
        return have.get(base.VM_STATE) == context.params["reset_to"] and not have.get(base.TASK_STATE)

    def body(self, context, have):
        return {"state": context.params["reset_to"]}

    def waited(self, context, have):
        return base.read(context, have)


class SetPassword(Action):
    def body(self, context, have):
        return {"adminPass": context.params["admin_password"]}


class Snapshot(Action):
    """An image of a server. One of that name that was made of it is not made again; backups come in numbers, so that one is always made."""

    def body(self, context, have):
        params = context.params
        body = {"name": params["image_name"]}
        if params["metadata"]:
            body["metadata"] = FIELDS["metadata"].wire(params["metadata"], context)
        return dict(body, backup_type=params["backup_type"], rotation=params["rotation"]) if self.call == "createBackup" else body

    def is_done(self, context, have):
        return self.call == "createImage" and self.found(context, have) is not None

    def found(self, context, have):
        """The image of that name that was made of this server; one that boots from a volume leaves its mark as a list of volumes."""
        name = context.params["image_name"]
        for one in IMAGE_NAME.list(context.at(IMAGE_NAME), {"name": name, "owner": have.get("tenant_id")}):
            of_it = one.get("instance_uuid") == have["id"] or (not have.get("image") and one.get("bdm_v2"))
            if one["name"] == name and of_it and one.get("status") in ("queued", "saving", "active"):
                context.parts["image"] = one
                return one
        return None

    def view(self, context, have):
        return {}

    def act(self, context, have):
        body = self.body(context, have)
        told = context.act(have, self.call, body) or {}
        now = self.waited(context, have) if context.waits else have
        made = {"id": told["image_id"]} if told.get("image_id") else self.found(context, have)  # no answer before 2.45
        return now, {"image": self.settled(context, have, made or {})}

    def settled(self, context, have, made):
        """The image as the result shows it, when it is there. Raises CloudError with Nova's reason when it failed."""

        def done(now):
            if now is None or now["status"] in ("killed", "deleted"):
                raise CloudError("The image failed: %s" % base.why_failed(context, have), service="compute")
            return now["status"] == "active"

        if made.get("status") != "active" and context.waits:
            there = context.at(IMAGE_NAME)
            made = context.wait("image %s" % context.params["image_name"], lambda: IMAGE_NAME.fetch(there, made.get("id")), done)
        return IMAGE_NAME.to_result(made)


class ForceDelete(Action):
    def act(self, context, have):
        context.act(have, "forceDelete")
        if context.waits:
            SERVER.poll(context, have, SERVER.is_gone)
        return None, {}


ACTIONS = {
    "start": Action("os-start", ("ACTIVE",), idle=("ACTIVE",)),
    "stop": Action("os-stop", ("SHUTOFF",), idle=("SHUTOFF",)),
    "reboot_soft": Reboot("SOFT"),
    "reboot_hard": Reboot("HARD", blunt=True),
    "pause": Action("pause", ("PAUSED",), idle=("PAUSED",)),
    "unpause": Action("unpause", ("ACTIVE",), idle=("ACTIVE",)),
    "suspend": Action("suspend", ("SUSPENDED",), idle=("SUSPENDED",)),
    "resume": Action("resume", ("ACTIVE",), idle=("ACTIVE",)),
    "lock": Lock("lock", takes="locked_reason", blunt=True),
    "unlock": Lock("unlock", blunt=True),
    "rebuild": Rebuild("rebuild", RUNS, takes="image admin_password key_name userdata metadata preserve_ephemeral"),
    "shelve": Action("shelve", ("SHELVED_OFFLOADED", "SHELVED"), idle=("SHELVED", "SHELVED_OFFLOADED")),
    "shelve_offload": Action("shelveOffload", ("SHELVED_OFFLOADED",), idle=("SHELVED_OFFLOADED",)),
    "unshelve": Unshelve("unshelve", RUNS, idle=("ACTIVE",), takes="availability_zone host"),
    "rescue": Rescue("rescue", ("RESCUE",), idle=("RESCUE",), takes="image admin_password"),
    "unrescue": Action("unrescue", ("ACTIVE",), idle=("ACTIVE",)),
    "resize": Resize("resize", (RESIZED, *RUNS), takes="confirm", needs="flavor"),
    "confirm_resize": AfterResize("confirmResize", RUNS),
    "revert_resize": AfterResize("revertResize", RUNS),
    "migrate": Move("migrate", (RESIZED, *RUNS), takes="host confirm"),
    "live_migrate": Move("os-migrateLive", STAYS, takes="host block_migration"),
    "evacuate": Move("evacuate", ("SHUTOFF", "ACTIVE"), takes="host"),
    "create_image": Snapshot("createImage", takes="metadata", needs="image_name"),
    "create_backup": Snapshot("createBackup", takes="metadata", needs="image_name backup_type rotation"),
    "set_password": SetPassword("changePassword", ("ACTIVE",), needs="admin_password"),
    "reset_state": ResetState("os-resetState", takes="reset_to", blunt=True),
    "trigger_crash_dump": Action("trigger_crash_dump"),
    "inject_network_info": Action("injectNetworkInfo"),
    "restore": Action("restore", ("ACTIVE",), idle=(*STORED, RESIZED)),
    "force_delete": ForceDelete("forceDelete", blunt=True),
}
for _name, _action in ACTIONS.items():
    _action.name = _name

FIELDS = {
    "image": Option(),
    "image_name": Option(),
    "flavor": Option(),
    "admin_password": Option(secret=True),
    "key_name": Option(secret=False),
    "userdata": Option(secret=True),
    "preserve_ephemeral": Bool(),
    "metadata": StrMap(),
    "backup_type": Option(),
    "rotation": Int(),
    "host": Option(),
    "availability_zone": Option(),
    "block_migration": Option(default="auto", choices=["auto", "true", "false"]),
    "confirm": Option("bool", default=False),
    "locked_reason": Option(),
    "reset_to": Option(default="active", choices=["active", "error"]),
}


def perform(session, params):
    """Carry out the task's action -> its result."""
    action, context = ACTIONS[params["action"]], Context(session, params, SERVER)
    for name, field in FIELDS.items():
        if params[name] is not None and field.default is None and name not in action.takes:
            session.warnings.append("`%s` means nothing to the action %s" % (name, action.name))
    try:
        return outcome(context, action)
    except CloudError as error:
        raise error.about("Cannot carry out %s on server '%s'" % (action.name, params["name"])) from None


def outcome(context, action):
    have = meant(context, action)
    if have is None:
        return {"server": None, "diff": {"before": {}, "after": {}}}
    before, more = action.view(context, have), {}
    if action.is_done(context, have):
        after = before
        if isinstance(action, Snapshot):
            more = {"image": action.settled(context, have, context.parts["image"])}
    else:
        now, more = action.act(context, have)
        after = dict(action.view(context, now) if now else {}, action=action.name)
        have = now
    result = dict({"server": SERVER.to_result(have), "diff": {"before": before, "after": after}}, **more)
    if have is not None:
        result["server"]["user_data"] = None  # it may hold secrets
        result["id"] = have["id"]
    return result


def meant(context, action):
    """The server, when nothing else is being done with it any more; None when it was to be deleted and is gone."""
    params = context.params
    try:
        have = SERVER.get(context, params["name"], {"all_tenants": True} if params["all_projects"] else None)
    except Missing:
        if isinstance(action, ForceDelete):
            return None
        raise
    if context.waits and not action.blunt and have.get(base.TASK_STATE):
        idle = context.wait(
            "server %s" % have["name"],
            lambda: base.read(context, have),
            lambda now: now is None or not now.get(base.TASK_STATE),
        )
        if idle is None:
            raise CloudError("It is gone: something else removed it", service="compute")
        return idle
    return have


SERVER_ACTION = Operation(
    perform,
    rules={"required_if": [("action", name, tuple(action.needs)) for name, action in ACTIONS.items() if action.needs]},
    name=Str(required=True, aliases=["server"]),
    action=Str(required=True, choices=list(ACTIONS)),
    all_projects=Option("bool"),
    **FIELDS,
)

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module server_action: the actions of Nova, each with its options, its final statuses and a check whether it is in effect."""

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

ON_OR_OFF = ("ACTIVE", "SHUTOFF")
RESIZED = "VERIFY_RESIZE"
UNCHANGED = ()  # the final statuses of an action that does not change the status
SETTLED = ("ACTIVE", "SHUTOFF", "PAUSED", "SUSPENDED", "ERROR", "RESCUE", "SHELVED", "SHELVED_OFFLOADED")


def status_of(have):
    """The status of a server."""
    return have.get("status") or "ACTIVE"


class Action:
    """An action on a server.

    ``call``: its name in the API. ``final``: the statuses in which it may end, the expected one first. ``done_in``: the statuses in which
    the action has nothing to do; None: it is always sent. ``takes``: the options that it accepts, separated by spaces; ``needs``: those
    that it requires. ``immediate``: it does not wait until the server's current task has ended. ``transient``: statuses that a server may
    have during the action although Nova shows no task.
    """

    transient = ()

    def __init__(self, call, final=UNCHANGED, done_in=None, takes="", needs="", immediate=False):
        self.call, self.final, self.done_in, self.immediate = call, final, done_in, immediate
        self.needs = needs.split()
        self.takes = takes.split() + self.needs
        self.name = call

    def is_done(self, context, have):
        """Whether the action is already in effect, so that no request is necessary."""
        return self.done_in is not None and status_of(have) in self.done_in

    def body(self, context, have):
        """The arguments of the action as the API takes them, or None. Names are resolved here, before the action is sent."""

    def to_diff(self, context, have):
        """The attributes that the diff shows, as a dict."""
        return {"status": status_of(have)}

    def act(self, context, have):
        """Carry out the action -> (the server afterwards, further keys of the result). Raises CloudError."""
        body = self.body(context, have)
        expected = self.predict(context, have, body)
        answer = context.act(have, self.call, body)
        if not context.waits:
            return expected, {}
        now = self.wait_until_done(context, have)
        return self.confirm_if_requested(context, self.with_password(now, answer)), {}

    def predict(self, context, have, body):
        """The server as the action is expected to leave it: the result of a task that does not wait.

        An attribute that only Nova can tell is as it was before.
        """
        return dict(have, **known_part(SERVER.predict_action(context, have, self.call, body)))

    def wait_until_done(self, context, have):
        """Wait until the action has ended -> the server. Raises CloudError with Nova's reason when the action failed."""
        final = self.final or (status_of(have),)
        return base.wait_for_status(context, have, final, "brought to %s" % " or ".join(final), self.transient)

    @staticmethod
    def with_password(now, answer):
        """The server with its new password, which the API shows only in the answer to the action."""
        password = (answer or {}).get("adminPass") or ((answer or {}).get("server") or {}).get("adminPass")
        return dict(now, adminPass=password) if password else now

    def confirm_if_requested(self, context, now):
        """Confirm a resize or migration if the task sets `confirm` -> the server."""
        if status_of(now) != RESIZED or not context.params.get("confirm") or "confirm" not in self.takes:
            return now
        return ACTIONS["confirm_resize"].act(context, now)[0]


class Lock(Action):
    """Nova keeps the reason of a server that is already locked. The server must be unlocked before it is locked with another reason."""

    def is_done(self, context, have):
        reason = context.params.get("locked_reason")
        if self.call == "unlock":
            return have.get("locked") is False
        return bool(have.get("locked")) and reason in (None, have.get("locked_reason") or "")

    def body(self, context, have):
        reason = context.params.get("locked_reason")
        return {"locked_reason": reason} if self.call == "lock" and reason else None

    def to_diff(self, context, have):
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
    """It is always sent, since the API does not show whether a disk still has the content of its image."""

    def body(self, context, have):
        params = context.params
        source = context.resolve(IMAGE_NAME, params["image"]) if params["image"] else (have.get("image") or {}).get("id")
        if not source:
            raise CloudError("It boots from a volume, so the API shows no image", hint="Set `image`")
        body = {"imageRef": source}
        for option, key in (("admin_password", "adminPass"), ("key_name", "key_name"), ("preserve_ephemeral", "preserve_ephemeral")):
            if params[option] is not None:
                body[key] = params[option] if params[option] != "" else None
        if params["userdata"] is not None:
            body["user_data"] = base64.b64encode(params["userdata"].encode()).decode() or None
        if params["metadata"] is not None:
            body["metadata"] = FIELDS["metadata"].wire(params["metadata"], context)
        return body

    def to_diff(self, context, have):
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
        """Whether the server already has the flavor. A resize that awaits its confirmation is not done if the task sets `confirm`."""
        if status_of(have) == RESIZED and context.params["confirm"]:
            return False
        return self.has_flavor(context, have) and status_of(have) in (*ON_OR_OFF, RESIZED)

    def has_flavor(self, context, have):
        wanted, embedded = context.params["flavor"], have.get("flavor") or {}
        if wanted in (embedded.get("original_name"), embedded.get("id")):
            return True
        return self.find_flavor(context)["name"] == embedded.get("original_name") or self.find_flavor(context)["id"] == embedded.get("id")

    def find_flavor(self, context):
        if "flavor" not in context.parts:
            context.parts["flavor"] = FLAVOR.get(context.at(FLAVOR), context.params["flavor"])
        return context.parts["flavor"]

    def body(self, context, have):
        return {"flavorRef": self.find_flavor(context)["id"]}

    def predict(self, context, have, body):
        return dict(super().predict(context, have, body), flavor=state.embed_flavor(context, self.find_flavor(context)))

    def to_diff(self, context, have):
        embedded = have.get("flavor") or {}
        return {"status": status_of(have), "flavor": embedded.get("original_name") or embedded.get("id")}

    def act(self, context, have):
        if status_of(have) == RESIZED and self.has_flavor(context, have):
            return self.confirm_if_requested(context, have), {}
        return super().act(context, have)


class AfterResize(Action):
    """Confirming or reverting a resize. Nova shows no task while it confirms a resize."""

    transient = (RESIZED,)

    def is_done(self, context, have):
        return status_of(have) in SETTLED


class Move(Action):
    """Moving a server to another host. Administrators may name the host."""

    def is_done(self, context, have):
        return bool(context.params["host"]) and have.get(base.HOST) == context.params["host"]

    def body(self, context, have):
        host = context.params["host"] or None
        if self.call == "os-migrateLive":
            return {"host": host, "block_migration": context.params["block_migration"]}
        return {"host": host} if host else {} if self.call == "evacuate" else None

    def to_diff(self, context, have):
        return dict(super().to_diff(context, have), **({"host": have.get(base.HOST)} if context.params["host"] else {}))

    def wait_until_done(self, context, have):
        now = super().wait_until_done(context, have)
        if self.call == "os-migrateLive" and now.get(base.HOST_ID) is not UNKNOWN and now.get(base.HOST_ID) == have.get(base.HOST_ID):
            raise CloudError("It is still on the same host: %s" % base.find_failure_reason(context, have), service="compute")
        return now


class ResetState(Action):
    def is_done(self, context, have):
        return have.get(base.VM_STATE) == context.params["reset_to"] and not have.get(base.TASK_STATE)

    def body(self, context, have):
        return {"state": context.params["reset_to"]}

    def wait_until_done(self, context, have):
        return base.read(context, have)


class SetPassword(Action):
    def body(self, context, have):
        return {"adminPass": context.params["admin_password"]}


class Snapshot(Action):
    """Creating an image of a server. An image with the name is created only once per server; a backup is created each time."""

    def body(self, context, have):
        params = context.params
        body = {"name": params["image_name"]}
        if params["metadata"]:
            body["metadata"] = FIELDS["metadata"].wire(params["metadata"], context)
        return dict(body, backup_type=params["backup_type"], rotation=params["rotation"]) if self.call == "createBackup" else body

    def is_done(self, context, have):
        return self.call == "createImage" and self.find_image(context, have) is not None

    def find_image(self, context, have):
        """The image with the name `image_name` that was created from this server, or None; ``context.parts`` keeps it.

        The image of a server that boots from a volume does not name the server. It is recognized by its block device mapping.
        """
        name = context.params["image_name"]
        for image in IMAGE_NAME.list(context.at(IMAGE_NAME), {**IMAGE_NAME.name_query(name), "owner": have.get("tenant_id")}):
            from_server = image.get("instance_uuid") == have["id"] or (not have.get("image") and image.get("bdm_v2"))
            if image["name"] == name and from_server and image.get("status") in ("queued", "saving", "active"):
                context.parts["image"] = image
                return image
        return None

    def to_diff(self, context, have):
        return {}

    def act(self, context, have):
        body = self.body(context, have)
        answer = context.act(have, self.call, body) or {}
        now = self.wait_until_done(context, have) if context.waits else have
        image = {"id": answer["image_id"]} if answer.get("image_id") else self.find_image(context, have)  # before 2.45 there is no answer
        return now, {"image": self.wait_for_image(context, have, image or {})}

    def wait_for_image(self, context, have, image):
        """Wait until the image is active -> the image as the result shows it. Raises CloudError with Nova's reason when it failed."""

        def done(now):
            if now is None or now["status"] in ("killed", "deleted"):
                raise CloudError("The image failed: %s" % base.find_failure_reason(context, have), service="compute")
            return now["status"] == "active"

        if image.get("status") != "active" and context.waits:
            other = context.at(IMAGE_NAME)
            image = context.wait("image %s" % context.params["image_name"], lambda: IMAGE_NAME.fetch(other, image.get("id")), done)
        return IMAGE_NAME.to_result(image)


class ForceDelete(Action):
    def act(self, context, have):
        context.act(have, "forceDelete")
        if context.waits:
            SERVER.poll(context, have, SERVER.is_gone)
        return None, {}


ACTIONS = {
    "start": Action("os-start", ("ACTIVE",), done_in=("ACTIVE",)),
    "stop": Action("os-stop", ("SHUTOFF",), done_in=("SHUTOFF",)),
    "reboot_soft": Reboot("SOFT"),
    "reboot_hard": Reboot("HARD", immediate=True),
    "pause": Action("pause", ("PAUSED",), done_in=("PAUSED",)),
    "unpause": Action("unpause", ("ACTIVE",), done_in=("ACTIVE",)),
    "suspend": Action("suspend", ("SUSPENDED",), done_in=("SUSPENDED",)),
    "resume": Action("resume", ("ACTIVE",), done_in=("ACTIVE",)),
    "lock": Lock("lock", takes="locked_reason", immediate=True),
    "unlock": Lock("unlock", immediate=True),
    "rebuild": Rebuild("rebuild", ON_OR_OFF, takes="image admin_password key_name userdata metadata preserve_ephemeral"),
    "shelve": Action("shelve", ("SHELVED_OFFLOADED", "SHELVED"), done_in=("SHELVED", "SHELVED_OFFLOADED")),
    "shelve_offload": Action("shelveOffload", ("SHELVED_OFFLOADED",), done_in=("SHELVED_OFFLOADED",)),
    "unshelve": Unshelve("unshelve", ON_OR_OFF, done_in=("ACTIVE",), takes="availability_zone host"),
    "rescue": Rescue("rescue", ("RESCUE",), done_in=("RESCUE",), takes="image admin_password"),
    "unrescue": Action("unrescue", ("ACTIVE",), done_in=("ACTIVE",)),
    "resize": Resize("resize", (RESIZED, *ON_OR_OFF), takes="confirm", needs="flavor"),
    "confirm_resize": AfterResize("confirmResize", ON_OR_OFF),
    "revert_resize": AfterResize("revertResize", ON_OR_OFF),
    "migrate": Move("migrate", (RESIZED, *ON_OR_OFF), takes="host confirm"),
    "live_migrate": Move("os-migrateLive", UNCHANGED, takes="host block_migration"),
    "evacuate": Move("evacuate", ("SHUTOFF", "ACTIVE"), takes="host"),
    "create_image": Snapshot("createImage", takes="metadata", needs="image_name"),
    "create_backup": Snapshot("createBackup", takes="metadata", needs="image_name backup_type rotation"),
    "set_password": SetPassword("changePassword", ("ACTIVE",), needs="admin_password"),
    "reset_state": ResetState("os-resetState", takes="reset_to", immediate=True),
    "trigger_crash_dump": Action("trigger_crash_dump"),
    "inject_network_info": Action("injectNetworkInfo"),
    "restore": Action("restore", ("ACTIVE",), done_in=(*SETTLED, RESIZED)),
    "force_delete": ForceDelete("forceDelete", immediate=True),
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
    """Carry out the action of a task -> the task's result. Raises CloudError."""
    action, context = ACTIONS[params["action"]], Context(session, params, SERVER)
    for name, field in FIELDS.items():
        if params[name] is not None and field.default is None and name not in action.takes:
            session.warnings.append("`%s` has no effect on the action %s" % (name, action.name))
    try:
        return run_action(context, action)
    except CloudError as error:
        raise error.about("Cannot carry out %s on server '%s'" % (action.name, params["name"])) from None


def run_action(context, action):
    """Find the server and carry out the action, unless it is already in effect -> the task's result. Raises CloudError."""
    have = find_server(context, action)
    if have is None:
        return {"server": None, "diff": {"before": {}, "after": {}}}
    before, more = action.to_diff(context, have), {}
    if action.is_done(context, have):
        after = before
        if isinstance(action, Snapshot):
            more = {"image": action.wait_for_image(context, have, context.parts["image"])}
    else:
        now, more = action.act(context, have)
        after = dict(action.to_diff(context, now) if now else {}, action=action.name)
        have = now
    result = dict({"server": SERVER.to_result(have), "diff": {"before": before, "after": after}}, **more)
    if have is not None:
        result["server"]["user_data"] = None  # it may hold secrets
        result["id"] = have["id"]
    return result


def find_server(context, action):
    """The server, after its current task has ended -> the server; None if the action is force_delete and there is no such server.

    Raises Missing, CloudError.
    """
    params = context.params
    try:
        have = SERVER.get(context, params["name"], {"all_tenants": True} if params["all_projects"] else None)
    except Missing:
        if isinstance(action, ForceDelete):
            return None
        raise
    if context.waits and not action.immediate and have.get(base.TASK_STATE):
        now = context.wait(
            "server %s" % have["name"],
            lambda: base.read(context, have),
            lambda now: now is None or not now.get(base.TASK_STATE),
        )
        if now is None:
            raise CloudError("It is gone: something else removed it", service="compute")
        return now
    return have


SERVER_ACTION = Operation(
    perform,
    rules={"required_if": [("action", name, tuple(action.needs)) for name, action in ACTIONS.items() if action.needs]},
    name=Str(required=True, aliases=["server"]),
    action=Str(required=True, choices=list(ACTIONS)),
    all_projects=Option("bool"),
    **FIELDS,
)

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What actions make of a server: whether it runs, whether it is locked, another flavor, another image, another password."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.base import VOLUME_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.base import (
    APPLIED_DRIFT,
    HOST_ID,
    LAUNCHED,
    POWER,
    SHUT_DOWN,
    busy,
    reached,
    status_of,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.base import IMAGE_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

RUNS = ("ACTIVE", "SHUTOFF")

# -- power ------------------------------------------------------------------------------------------------------------------

# The statuses that a wanted state may be in
MEANT = {
    "active": ("ACTIVE",),
    "shutoff": ("SHUTOFF",),
    "paused": ("PAUSED",),
    "suspended": ("SUSPENDED",),
    "rescued": ("RESCUE",),
    "shelved": ("SHELVED", "SHELVED_OFFLOADED"),
    "shelved_offloaded": ("SHELVED_OFFLOADED",),
}
# The action that leads from a status to a wanted state; from any other status the way leads through "active"
WAYS = {
    "active": {
        "SHUTOFF": "os-start",
        "PAUSED": "unpause",
        "SUSPENDED": "resume",
        "RESCUE": "unrescue",
        "SHELVED": "unshelve",
        "SHELVED_OFFLOADED": "unshelve",
        "SOFT_DELETED": "restore",
        "ERROR": "reboot",
    },
    "shutoff": {"ACTIVE": "os-stop", "ERROR": "os-stop"},
    "paused": {"ACTIVE": "pause"},
    "suspended": {"ACTIVE": "suspend"},
    "rescued": {"ACTIVE": "rescue", "SHUTOFF": "rescue"},
    "shelved": dict.fromkeys(("ACTIVE", "SHUTOFF", "PAUSED", "SUSPENDED"), "shelve"),
    "shelved_offloaded": dict(dict.fromkeys(("ACTIVE", "SHUTOFF", "PAUSED", "SUSPENDED"), "shelve"), SHELVED="shelveOffload"),
}
BODIES = {"reboot": {"type": "HARD"}}
EARLY = ("active", "shutoff", "paused")  # states in which Nova lets one change the rest


def state_of(have):
    """The status of a server; of one whose resize is not confirmed yet, that of what runs; of one that is being built, what it will be."""
    status = status_of(have)
    if status in ("", "BUILD"):
        return "ACTIVE"
    if status == "VERIFY_RESIZE":
        return "SHUTOFF" if have.get(POWER) == SHUT_DOWN else "ACTIVE"
    return status


class PowerState(f.Part, f.Str):
    """Whether a server runs: reached from any status by the actions that lead there, one after the other."""

    def read(self, have):
        return state_of(have).lower()

    def agrees(self, have, value, context):
        return (have or "").upper() in MEANT[value]

    def store(self, context, have, current, value):
        if busy(have):
            have.update(context.resource.wait_until_ready(context, have))
        for _step in range(4):  # the longest way: from rescue by active to shelved, then offloaded
            status = state_of(have)
            if status in MEANT[value]:
                return
            if status_of(have) == "VERIFY_RESIZE":
                raise CloudError(
                    "its resize is not confirmed yet, so that it cannot be made %s" % value,
                    service="compute",
                    hint="Set `on_flavor_change: resize` with the flavor to confirm it, or use the module server_action",
                )
            goal = value if status in WAYS[value] else "active"
            action = WAYS[goal].get(status)
            if not action:
                raise CloudError("no action leads from status %s to %s" % (status, value), service="compute")
            self.go(context, have, action, goal, last=goal == value)

    def go(self, context, have, action, goal, last):
        statuses = MEANT["shelved" if action == "shelve" else goal]
        context.act(have, action, self.payload(context, action))
        offloads = goal == "shelved_offloaded" and action == "shelve"
        if context.waits or not last or offloads:
            have.update(reached(context, have, statuses, "made %s" % goal))
        else:
            have["status"] = statuses[0]

    @staticmethod
    def payload(context, action):
        if action != "rescue":
            return BODIES.get(action)
        body = {}
        if context.params.get("rescue_image"):
            body["rescue_image_ref"] = context.resolve(IMAGE_NAME, context.params["rescue_image"])
        if context.params.get("admin_password"):
            body["adminPass"] = context.params["admin_password"]
        return body or None


# -- the lock ---------------------------------------------------------------------------------------------------------------


class Locked(f.Part, f.Bool):
    """Whether a server is locked against changes by anyone but administrators, with a reason that can be told since 2.73."""

    def store(self, context, have, current, value):
        reason = context.params.get("locked_reason") or None
        body = {"locked_reason": reason} if value and reason else None
        reason = reason if value else None
        context.act(have, "lock" if value else "unlock", body)
        have.update(locked=value, locked_reason=reason)


class LockedReason(f.Part, f.Str):
    """Why it is locked. Nova takes another reason from a lock of what is locked already only after an unlock."""

    def store(self, context, have, current, value):
        if not self.same(have.get("locked_reason"), value) and context.params.get("locked"):
            lock = context.resource.fields["locked"]
            lock.store(context, have, None, False)
            lock.store(context, have, None, True)


# -- the password -----------------------------------------------------------------------------------------------------------


def change_password(context, have):
    context.act(have, "changePassword", {"adminPass": context.params["admin_password"]})
    if context.waits:
        have.update(reached(context, have, ("ACTIVE",), "given another password"))


# -- another flavor ---------------------------------------------------------------------------------------------------------


def resize(context, have, field, value):
    """Give a server another flavor. ``field``, ``value``: the option that names it. The server is left as it is on the way when the
    task does not wait; a later one goes on from there."""
    flavor = field.choose(value, context)
    shown = {"original_name": flavor["name"], "id": flavor["id"], "ram": flavor["ram"], "vcpus": flavor["vcpus"], "disk": flavor["disk"]}
    context.act(have, "resize", {"flavorRef": flavor["id"]})
    if not context.waits:
        have.update(status="RESIZE", flavor=shown)
        return
    now = reached(context, have, ("VERIFY_RESIZE", *RUNS), "resized")
    if flavor["name"] not in (now["flavor"].get("original_name"), now["flavor"].get("id")) and now["flavor"].get("id") != flavor["id"]:
        reached(context, have, ("VERIFY_RESIZE",), "resized")  # an error, with the reason
    have.update(now)
    if status_of(have) == "VERIFY_RESIZE" and context.params.get("confirm_resize"):
        confirm(context, have)


def resized(context, flavor):
    """What a server shows when its resize has to be confirmed."""
    return {"status": "VERIFY_RESIZE", "flavor": embedded(context, flavor), HOST_ID: UNKNOWN, LAUNCHED: UNKNOWN}


def embedded(context, flavor):
    """A flavor, as a listing has it, in the way in which a server shows its own: by its id alone before 2.47."""
    if not context.session.supports("compute", "2.47"):
        return {"id": flavor["id"]}
    shown = {name: flavor.get(name, UNKNOWN) for name in ("ram", "vcpus", "disk", "extra_specs")}
    more = {"ephemeral": flavor.get("OS-FLV-EXT-DATA:ephemeral", UNKNOWN), "swap": flavor["swap"] or 0 if "swap" in flavor else UNKNOWN}
    return dict(shown, original_name=flavor["name"], **more)


def rebuilt(have, body):
    """What a server shows that was built anew, by the request for it. Nova leaves one alone that does not run."""
    status = "SHUTOFF" if status_of(have) == "SHUTOFF" else "ACTIVE"
    image = {"id": body["imageRef"], "links": UNKNOWN, "properties": UNKNOWN} if have.get("image") else have.get("image")
    now = {name: body[name] for name in ("key_name", "trusted_image_certificates", "metadata") if name in body}
    return {"status": status, "image": image, "OS-DCF:diskConfig": UNKNOWN, LAUNCHED: UNKNOWN, **now}


def confirm(context, have):
    context.act(have, "confirmResize")
    if context.waits:
        have.update(reached(context, have, RUNS, "confirmed in its new size", passing=("VERIFY_RESIZE",)))
    else:
        have["status"] = state_of(have)


def revert(context, have):
    """Back to the flavor that a server had before a resize that was not confirmed."""
    context.act(have, "revertResize")
    have.update(reached(context, have, RUNS, "given back its old size"))


# -- another image ----------------------------------------------------------------------------------------------------------


def rebuild(context, have):
    """Build a server anew on the same host, with the declared key and user data, or what it has of these. Another image than its own is
    taken only when its own is none that is meant, and `on_image_change` asks for that: a newer one may be of the same name by now."""
    fields, params = context.resource.fields, context.params
    source = (have.get("image") or image_of_root(context, have) or {}).get("id")
    if params.get("image") and (not source or "image" in context.parts.get(APPLIED_DRIFT, ())):
        source = fields["image"].wire(params["image"], context)
    if not source:
        raise CloudError("It cannot be built anew: nobody says from which image", service="compute", hint="Set `image`")
    body = {"imageRef": source}
    for name in ("key_name", "userdata", "userdata_file", "trusted_image_certificates", "admin_password"):
        if params.get(name) is not None:
            value = params[name]
            body[fields[name].api] = fields[name].wire(value, context) if value not in ("", []) else None
    context.act(have, "rebuild", body)
    if context.waits:
        have.update(reached(context, have, RUNS, "built anew"))
    else:
        now = {name: body[name] for name in ("key_name", "trusted_image_certificates") if name in body}
        have.update(now, status="REBUILD", image={"id": source} if have.get("image") else have.get("image"))


def image_of_root(context, have):
    """The image that the volume a server boots from was made of, {"id", "name"}; None when that is not to be seen."""
    key = "image of the root volume", have["id"]
    if key not in context.fresh:
        context.fresh[key] = None
        for attached in have.get("os-extended-volumes:volumes_attached") or ():
            volume = VOLUME_NAME.fetch(context.at(VOLUME_NAME), attached["id"]) or {}
            made_of = volume.get("volume_image_metadata") or {}
            if str(volume.get("bootable")).lower() == "true" and made_of.get("image_id"):
                context.fresh[key] = {"id": made_of["image_id"], "name": made_of.get("image_name")}
                break
    return context.fresh[key]


# -- before it goes ---------------------------------------------------------------------------------------------------------


def stop(context, have):
    """Shut a server down before it is deleted."""
    if have.get(LAUNCHED) and status_of(have) == "ACTIVE":
        context.act(have, "os-stop")
        reached(context, have, ("SHUTOFF",), "stopped")

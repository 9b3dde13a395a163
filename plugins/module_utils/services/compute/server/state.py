# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of a server that are applied by actions: power state, lock, password, flavor and image."""

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
    is_busy,
    status_of,
    wait_for_status,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.base import IMAGE_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

ON_OR_OFF = ("ACTIVE", "SHUTOFF")

# -- power ------------------------------------------------------------------------------------------------------------------

# The statuses that agree with a declared state
STATUSES = {
    "active": ("ACTIVE",),
    "shutoff": ("SHUTOFF",),
    "paused": ("PAUSED",),
    "suspended": ("SUSPENDED",),
    "rescued": ("RESCUE",),
    "shelved": ("SHELVED", "SHELVED_OFFLOADED"),
    "shelved_offloaded": ("SHELVED_OFFLOADED",),
}
# The action that brings a server from a status to a declared state; from any other status, the server is made "active" first
TRANSITIONS = {
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
EARLY = ("active", "shutoff", "paused")  # states in which Nova accepts other changes, so that they are reached first


def effective_status(have):
    """The status of a server in capitals, as far as `power_state` is concerned.

    It is ACTIVE for a server that is being built, and ACTIVE or SHUTOFF for a server whose resize is not confirmed yet.
    """
    status = status_of(have)
    if status in ("", "BUILD"):
        return "ACTIVE"
    if status == "VERIFY_RESIZE":
        return "SHUTOFF" if have.get(POWER) == SHUT_DOWN else "ACTIVE"
    return status


class PowerState(f.Part, f.Str):
    """The power state of a server. It is reached from any status by one action or several."""

    def read(self, have):
        return effective_status(have).lower()

    def declare(self, value, context):
        return next((choice for choice in self.choices if self.agrees(value, choice, context)), None)

    def agrees(self, have, value, context):
        return (have or "").upper() in STATUSES[value]

    def store(self, context, have, current, value):
        if is_busy(have):
            have.update(context.resource.wait_until_ready(context, have))
        for _step in range(4):  # the maximum: from rescued to active, shelved and shelved_offloaded
            status = effective_status(have)
            if status in STATUSES[value]:
                return
            if status_of(have) == "VERIFY_RESIZE":
                raise CloudError(
                    "its resize is not confirmed yet, so that it cannot be made %s" % value,
                    service="compute",
                    hint="Set `on_flavor_change: resize` with the flavor to confirm it, or use the module server_action",
                )
            goal = value if status in TRANSITIONS[value] else "active"
            action = TRANSITIONS[goal].get(status)
            if not action:
                raise CloudError("no action leads from status %s to %s" % (status, value), service="compute")
            self.run_action(context, have, action, goal, last=goal == value)

    def run_action(self, context, have, action, goal, last):
        """Send an action that brings a server to the state ``goal``, and wait for it. ``last``: whether ``goal`` is the declared state.

        A task that does not wait still waits for the actions before the last one. Raises CloudError.
        """
        statuses = STATUSES["shelved" if action == "shelve" else goal]
        context.act(have, action, self.action_body(context, action))
        offloads = goal == "shelved_offloaded" and action == "shelve"
        if context.waits or not last or offloads:
            have.update(wait_for_status(context, have, statuses, "made %s" % goal))
        else:
            have["status"] = statuses[0]

    @staticmethod
    def action_body(context, action):
        """The arguments of an action as the API takes them, or None."""
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
    """Whether a server is locked: only administrators can change it then. The reason requires microversion 2.73."""

    def store(self, context, have, current, value):
        reason = context.params.get("locked_reason") or None
        body = {"locked_reason": reason} if value and reason else None
        reason = reason if value else None
        context.act(have, "lock" if value else "unlock", body)
        have.update(locked=value, locked_reason=reason)


class LockedReason(f.Part, f.Str):
    """The reason of the lock. Nova changes the reason of a locked server only after an unlock."""

    def store(self, context, have, current, value):
        if not self.same(have.get("locked_reason"), value) and context.params.get("locked"):
            lock = context.resource.fields["locked"]
            lock.store(context, have, None, False)
            lock.store(context, have, None, True)


# -- the password -----------------------------------------------------------------------------------------------------------


def change_password(context, have):
    """Set the administrator's password inside a server. Raises CloudError."""
    context.act(have, "changePassword", {"adminPass": context.params["admin_password"]})
    if context.waits:
        have.update(wait_for_status(context, have, ("ACTIVE",), "given a new password"))


# -- another flavor ---------------------------------------------------------------------------------------------------------


def resize(context, have, field, value):
    """Resize a server to another flavor. ``field``, ``value``: the option with the flavor, and its value. Raises CloudError.

    If the task does not wait, the resize is not confirmed; a later task confirms it.
    """
    flavor = field.choose(value, context)
    shown = {"original_name": flavor["name"], "id": flavor["id"], "ram": flavor["ram"], "vcpus": flavor["vcpus"], "disk": flavor["disk"]}
    context.act(have, "resize", {"flavorRef": flavor["id"]})
    if not context.waits:
        have.update(status="RESIZE", flavor=shown)
        return
    now = wait_for_status(context, have, ("VERIFY_RESIZE", *ON_OR_OFF), "resized")
    if flavor["name"] not in (now["flavor"].get("original_name"), now["flavor"].get("id")) and now["flavor"].get("id") != flavor["id"]:
        # the server has its old flavor again, so this raises the error with Nova's reason
        wait_for_status(context, have, ("VERIFY_RESIZE",), "resized")
    have.update(now)
    if status_of(have) == "VERIFY_RESIZE" and context.params.get("confirm_resize"):
        confirm_resize(context, have)


def predict_resize(context, flavor):
    """The attributes of a server whose resize is not confirmed yet, as a dict."""
    return {"status": "VERIFY_RESIZE", "flavor": embed_flavor(context, flavor), HOST_ID: UNKNOWN, LAUNCHED: UNKNOWN}


def embed_flavor(context, flavor):
    """A listed flavor in the form in which a server shows its flavor: only the id before microversion 2.47."""
    if not context.session.supports("compute", "2.47"):
        return {"id": flavor["id"]}
    shown = {name: flavor.get(name, UNKNOWN) for name in ("ram", "vcpus", "disk", "extra_specs")}
    more = {"ephemeral": flavor.get("OS-FLV-EXT-DATA:ephemeral", UNKNOWN), "swap": flavor["swap"] or 0 if "swap" in flavor else UNKNOWN}
    return dict(shown, original_name=flavor["name"], **more)


def predict_rebuild(have, body):
    """The attributes of a server after a rebuild with this body, as a dict. A stopped server stays stopped."""
    status = "SHUTOFF" if status_of(have) == "SHUTOFF" else "ACTIVE"
    image = {"id": body["imageRef"], "links": UNKNOWN, "properties": UNKNOWN} if have.get("image") else have.get("image")
    now = {name: body[name] for name in ("key_name", "trusted_image_certificates", "metadata") if name in body}
    return {"status": status, "image": image, "OS-DCF:diskConfig": UNKNOWN, LAUNCHED: UNKNOWN, **now}


def confirm_resize(context, have):
    """Confirm a resize. Raises CloudError."""
    context.act(have, "confirmResize")
    if context.waits:
        have.update(wait_for_status(context, have, ON_OR_OFF, "confirmed with its new flavor", transient=("VERIFY_RESIZE",)))
    else:
        have["status"] = effective_status(have)


def revert_resize(context, have):
    """Revert a resize that is not confirmed: the server gets its old flavor again. Raises CloudError."""
    context.act(have, "revertResize")
    have.update(wait_for_status(context, have, ON_OR_OFF, "reverted to its old flavor"))


# -- another image ----------------------------------------------------------------------------------------------------------


def rebuild(context, have):
    """Rebuild a server with the declared key and user data. Raises CloudError.

    The server's own image is used, unless that differs from the declared one and `on_image_change` is "rebuild". Otherwise a newer image
    with the same name would replace it.
    """
    fields, params = context.resource.fields, context.params
    source = (have.get("image") or find_root_image(context, have) or {}).get("id")
    if params.get("image") and (not source or "image" in context.parts.get(APPLIED_DRIFT, ())):
        source = fields["image"].wire(params["image"], context)
    if not source:
        raise CloudError("It cannot be rebuilt: its image is unknown", service="compute", hint="Set `image`")
    body = {"imageRef": source}
    for name in ("key_name", "userdata", "userdata_file", "trusted_image_certificates", "admin_password"):
        if params.get(name) is not None:
            value = params[name]
            body[fields[name].api] = fields[name].wire(value, context) if value not in ("", []) else None
    context.act(have, "rebuild", body)
    if context.waits:
        have.update(wait_for_status(context, have, ON_OR_OFF, "rebuilt"))
    else:
        now = {name: body[name] for name in ("key_name", "trusted_image_certificates") if name in body}
        have.update(now, status="REBUILD", image={"id": source} if have.get("image") else have.get("image"))


def find_root_image(context, have):
    """The image from which the boot volume of a server was created, as {"id", "name"}; None if it is unknown."""
    key = "image of the root volume", have["id"]
    if key not in context.fresh:
        context.fresh[key] = None
        for attached in have.get("os-extended-volumes:volumes_attached") or ():
            volume = VOLUME_NAME.fetch(context.at(VOLUME_NAME), attached["id"]) or {}
            image = volume.get("volume_image_metadata") or {}
            if str(volume.get("bootable")).lower() == "true" and image.get("image_id"):
                context.fresh[key] = {"id": image["image_id"], "name": image.get("image_name")}
                break
    return context.fresh[key]


# -- before a deletion ------------------------------------------------------------------------------------------------------


def stop(context, have):
    """Stop a server before it is deleted. Raises CloudError."""
    if have.get(LAUNCHED) and status_of(have) == "ACTIVE":
        context.act(have, "os-stop")
        wait_for_status(context, have, ("SHUTOFF",), "stopped")

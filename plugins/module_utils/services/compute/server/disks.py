# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The disks of a server: what it boots from, which volumes it gets with its creation, and which are attached and detached later."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Bool, Int, Str
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.base import SNAPSHOT_NAME, VOLUME_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.base import MICROVERSION, path_of
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.foreseen import VOLUMES
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.base import IMAGE_NAME

GIB = 2**30
SOURCES = {"image": IMAGE_NAME, "volume": VOLUME_NAME, "snapshot": SNAPSHOT_NAME}


def volume_ids(have):
    attached = have.get(VOLUMES)
    return None if attached is None else [volume["id"] for volume in attached]


# -- a new server -----------------------------------------------------------------------------------------------------------


def block_devices(context, image_id):
    """The block devices of a new server, the one to boot from first; [] when it boots from its image on a local disk and has no more.

    `terminate_volume` is about the volume that it boots from: `volumes` hold data that was there before.
    """
    params = context.params
    terminate = bool(params.get("terminate_volume"))
    declared = context.resource.fields["block_devices"].wire(params.get("block_devices") or [], context)
    more = [volume_device(context.resolve(VOLUME_NAME, item), -1, False) for item in params.get("volumes") or ()]
    if any(device.get("boot_index") == 0 for device in declared):
        return declared + more
    if params.get("boot_volume"):
        return [volume_device(context.resolve(VOLUME_NAME, params["boot_volume"]), 0, terminate), *declared, *more]
    if params.get("boot_from_volume") and image_id:
        size = params.get("volume_size") or least_size(context, image_id)
        root = dict(image_device(image_id), destination_type="volume", delete_on_termination=terminate, volume_size=size)
        return [root, *declared, *more]
    return [image_device(image_id), *declared, *more] if image_id and (declared or more) else declared + more


def volume_device(identifier, boot_index, terminate):
    return {
        "boot_index": boot_index,
        "uuid": identifier,
        "source_type": "volume",
        "destination_type": "volume",
        "delete_on_termination": terminate,
    }


def image_device(image_id):
    return {"boot_index": 0, "uuid": image_id, "source_type": "image", "destination_type": "local", "delete_on_termination": True}


def least_size(context, image_id):
    """The size in GiB of a volume that can hold an image."""
    key = "image to fit", image_id
    if key not in context.fresh:
        context.fresh[key] = IMAGE_NAME.fetch(context.at(IMAGE_NAME), image_id) or {}
    have = context.fresh[key]
    return max(1, have.get("min_disk") or 0, *(-(-(have.get(key) or 0) // GIB) for key in ("size", "virtual_size")))


# -- attaching and detaching ------------------------------------------------------------------------------------------------


def attach(context, have, identifier, name, **more):
    """Attach a volume, and wait until it is in use. ``more``: further members of the request (tag, delete_on_termination)."""
    context.act(have, "POST /os-volume_attachments", {"volumeAttachment": dict(more, volumeId=identifier)})
    have[VOLUMES] = (have.get(VOLUMES) or []) + [{"id": identifier, "delete_on_termination": bool(more.get("delete_on_termination"))}]
    wait_for(context, identifier, name, "in-use", "attached", ("available", "error"))


def detach(context, have, identifier):
    """Detach a volume, and wait until it is free."""
    context.act(have, "DELETE /os-volume_attachments/{}", part=identifier, allow=(404,))
    have[VOLUMES] = [volume for volume in have[VOLUMES] if volume["id"] != identifier]
    if context.waits:

        def off(attached):
            return all(volume.get("volumeId") != identifier for volume in attached)

        context.wait("volume %s" % identifier, lambda: attachments(context, have), off)
        there = context.at(VOLUME_NAME)
        context.wait(
            "volume %s" % identifier,
            lambda: VOLUME_NAME.fetch(there, identifier),
            lambda now: now is None or now["status"] != "detaching",
        )


def attachments(context, have):
    """The volumes attached to a server, with their devices and tags."""
    path = path_of(have, "/os-volume_attachments")
    how = {"page": 0, "microversion": MICROVERSION, "member_name": lambda volume: volume.get("volumeId")}
    return list(context.session.list("compute", path, "volumeAttachments", **how))


def wait_for(context, identifier, name, wanted, doing, failed):
    def there(now):
        if now is None or now["status"] in failed:
            raise CloudError("volume %s could not be %s: its status is %s" % (name, doing, now and now["status"]), service="block-storage")
        return now["status"] == wanted

    if context.waits:
        other = context.at(VOLUME_NAME)
        context.wait("volume %s" % name, lambda: VOLUME_NAME.fetch(other, identifier), there)


def keep_or_delete(context, have, identifier, terminate):
    """Say whether a volume is deleted together with its server (since 2.85)."""
    context.resource.must_speak(context, "2.85", "Whether an attached volume is deleted together with the server")
    body = {"volumeAttachment": {"volumeId": identifier, "delete_on_termination": terminate}}
    context.act(have, "PUT /os-volume_attachments/{}", body, part=identifier)
    have[VOLUMES] = [dict(volume, delete_on_termination=terminate) if volume["id"] == identifier else volume for volume in have[VOLUMES]]


def undeclared(context, have):
    """The ids of attached volumes that the task names nowhere, and that are none of those Nova made for the server."""
    params = context.params
    named = list(params.get("volumes") or ()) + ([params["boot_volume"]] if params.get("boot_volume") else [])
    devices = [device for device in params.get("block_devices") or () if to_volume(device)]
    named += [device["source"] for device in devices if device["source_type"] == "volume"]
    known = {attached_as(context, item, volume_ids(have) or ()) for item in named}
    left = [identifier for identifier in volume_ids(have) or () if identifier not in known]
    made = len([device for device in devices if device["source_type"] != "volume"])
    if left and not have.get("image") and not params.get("boot_volume"):
        left = without_root(context, have, left)
        made -= any(device.get("boot_index") == 0 and device["source_type"] != "volume" for device in devices)
    if made and len(left) > made:
        others = [identifier for identifier in left if not made_by_nova(context, have, identifier)]
        if len(left) - len(others) == made:
            return others
        raise CloudError(
            "of the volumes %s, %d belong to its `block_devices`, and nothing tells which" % (", ".join(left), made),
            service="compute",
            hint="Detach the others by the module server_volume",
        )
    return left if not made else []


def made_by_nova(context, have, identifier):
    """Whether Nova made a volume for a server: such a one has no name of its own."""
    found = VOLUME_NAME.fetch(context.at(VOLUME_NAME), identifier) or {}
    return found.get("name") in ("", None, "%s-blank-vol" % have["id"])


def without_root(context, have, identifiers):
    """Without the volume that a server boots from: the one at its first device."""
    devices = {volume["volumeId"]: volume.get("device") or "" for volume in attachments(context, have)}
    root = min(devices, key=lambda one: (len(devices[one]), devices[one]), default=None)
    return [one for one in identifiers if one != root]


def root_stays(context, have):
    """Whether the volume that a server boots from is known to outlive it. False when it goes with the server, or nobody can tell."""
    stays = {volume["id"]: volume.get("delete_on_termination") is False for volume in have.get(VOLUMES) or ()}
    if have.get("image") or not any(stays.values()):
        return False
    params = context.params
    if params.get("boot_volume"):
        return stays.get(attached_as(context, params["boot_volume"], stays), False)
    others = {attached_as(context, item, stays) for item in params.get("volumes") or ()}
    left = [identifier for identifier in stays if identifier not in others]
    if len({stays[identifier] for identifier in left}) > 1:
        rest = without_root(context, have, left)
        left = [identifier for identifier in left if identifier not in rest]
    return bool(left) and all(stays[identifier] for identifier in left)


def attached_as(context, item, attached):
    """The id of a volume that is given by name or id; a remembered one if it is among ``attached``, ids of volumes."""
    return context.prefer_remembered_names(lambda names: names.resolve(VOLUME_NAME, item), enough=lambda volume: volume in attached)


# -- the options ------------------------------------------------------------------------------------------------------------


class BootVolume(f.Ref):
    def read(self, have):
        return volume_ids(have)

    def agrees(self, have, value, context):
        return have is None or context.is_one_of(self.target, value, have)


class Volumes(f.Part, f.Set):
    """Volumes, by names or ids, that are attached. Others are left where they are, unless `purge_volumes` says otherwise."""

    def read(self, have):
        return volume_ids(have)

    def load(self, context, have):
        attached = volume_ids(have) or []
        there = [item for item in context.params[self.name] if attached and context.is_one_of(VOLUME_NAME, item, attached)]
        return there + (undeclared(context, have) if context.params.get("purge_volumes") and attached else [])

    def agrees(self, have, value, context):
        return set(have) == set(value)

    def store(self, context, have, current, value):
        for item in value:
            if item not in current:
                attach(context, have, context.resolve(VOLUME_NAME, item), item)
        for identifier in set(current) - set(value):
            detach(context, have, identifier)


def to_volume(device):
    return (device.get("destination_type") or "volume") == "volume"


class BlockDevices(f.Part, f.Items):
    """The block devices of a new server, in full. Of an existing one: volumes that are named are attached, and what shall become of a
    volume with its server is set; the rest is made once, with the server.

    The current value is what is to be done: None when that is nothing.
    """

    def __init__(self):
        super().__init__(
            returned=False,
            fields={
                "source_type": Str(required=True, choices=["image", "volume", "snapshot", "blank"]),
                "source": Str(api="uuid", aliases=["uuid"]),
                "destination_type": Str(choices=["local", "volume"]),
                "boot_index": Int(),
                "volume_size": Int(aliases=["size"]),
                "volume_type": Str(),
                "disk_bus": Str(),
                "device_type": Str(),
                "guest_format": Str(),
                "device_name": Str(),
                "tag": Str(),
                "delete_on_termination": Bool(),
            },
        )

    def read(self, have):
        return have.get(VOLUMES)

    def wire(self, value, context):
        return [self.wire_device(self.given(item), context) for item in value]

    def wire_device(self, item, context):
        made = {self.fields[name].api: part for name, part in item.items()}
        kind = item["source_type"]
        if (kind != "blank") != bool(item.get("source")):
            raise CloudError(
                "A block device of source_type %s %s" % (kind, "takes no source" if kind == "blank" else "needs a source"),
                hint="Set `source` to the name or ID of an image, a volume or a snapshot",
            )
        if kind != "blank":
            made["uuid"] = context.resolve(SOURCES[kind], item["source"])
        made.setdefault("destination_type", "volume")
        made.setdefault("boot_index", -1)
        if kind == "image" and made["destination_type"] == "volume" and not made.get("volume_size"):
            made["volume_size"] = least_size(context, made["uuid"])
        return made

    def load(self, context, have):
        if have.get(VOLUMES) is None or have.get("status") in (None, "BUILD"):
            return None
        devices = [self.given(device) for device in context.params[self.name] if to_volume(device)]
        todo = self.missing_and_other(context, have, devices)
        purges = context.params.get("purge_volumes") and context.params.get("volumes") is None
        todo += [("detach", identifier) for identifier in (undeclared(context, have) if purges else ())]
        return todo or None

    def missing_and_other(self, context, have, devices):
        """What is to be done: ("attach", device, id), ("keep", id, whether it goes with the server)."""
        terminates = {volume["id"]: volume.get("delete_on_termination") for volume in have[VOLUMES]}
        todo, named = [], set()
        for device in devices:
            if device["source_type"] == "volume":
                identifier = attached_as(context, device["source"], terminates)
                named.add(identifier)
                if identifier not in terminates:
                    todo.append(("attach", device, identifier))
                elif device.get("delete_on_termination") not in (None, terminates[identifier]):
                    todo.append(("keep", identifier, device["delete_on_termination"]))
        made = [device for device in devices if device["source_type"] != "volume"]
        left = [identifier for identifier in terminates if identifier not in named]
        if len(left) < len(made):
            field = f.Field(remedy="Only a new server gets what is made of an image, of a snapshot or of nothing").bind(self.name)
            context.resource.told_drift(context, have, field, have[VOLUMES], context.params[self.name], partly=bool(todo))
        wanted = {device.get("delete_on_termination") for device in made}
        if len(left) == len(made) and len(wanted) == 1 and None not in wanted:
            todo += [("keep", identifier, *wanted) for identifier in left if terminates[identifier] not in wanted]
        return todo

    def agrees(self, have, value, context):
        return not have

    def diff_before(self, have, value, context):
        """What is to be done, and to which volume."""
        return [{"what": step[0], "volume": step[2] if step[0] == "attach" else step[1]} for step in have]

    def to_diff(self, value):
        return value if value and "what" in value[0] else super().to_diff(value)

    def store(self, context, have, current, value):
        for what, *rest in current:
            if what == "attach":
                device, identifier = rest
                more = {name: device[name] for name in ("tag", "delete_on_termination") if device.get(name) is not None}
                if device.get("device_name"):
                    more["device"] = device["device_name"]
                attach(context, have, identifier, device["source"], **more)
            elif what == "keep":
                keep_or_delete(context, have, *rest)
            else:
                detach(context, have, *rest)


# -- together with the server -----------------------------------------------------------------------------------------------


def mark_for_deletion(context, have):
    """Let Nova delete the volumes of a server together with it: all, or those it made, which have no name of their own."""
    which = context.params["delete_volumes"]
    for volume in list(have.get(VOLUMES) or ()):
        if volume.get("delete_on_termination"):
            continue
        if which == "made" and not made_by_nova(context, have, volume["id"]):
            continue
        keep_or_delete(context, have, volume["id"], True)

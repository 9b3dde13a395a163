# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The disks of a server: its boot disk, the volumes of its creation, and the volumes that are attached and detached later."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Bool, Int, Str
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.base import SNAPSHOT_NAME, VOLUME_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.base import MICROVERSION, path_of
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.predictions import VOLUMES
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.base import IMAGE_NAME

GIB = 2**30
SOURCES = {"image": IMAGE_NAME, "volume": VOLUME_NAME, "snapshot": SNAPSHOT_NAME}


def volume_ids(have):
    """The ids of the attached volumes, as a list; None if the server does not show them."""
    attached = have.get(VOLUMES)
    return None if attached is None else [volume["id"] for volume in attached]


# -- a new server -----------------------------------------------------------------------------------------------------------


def build_block_devices(context, image_id):
    """The block devices of a new server, as the API takes them; [] if it has only a local disk, created from its image.

    `terminate_volume` applies to the boot volume only, because `volumes` are existing volumes with data.
    """
    params = context.params
    terminate = bool(params.get("terminate_volume"))
    declared = context.resource.fields["block_devices"].wire(params.get("block_devices") or [], context)
    volumes = f.distinct(context.resolve_all(VOLUME_NAME, params.get("volumes") or ()), str)
    more = [volume_device(identifier, -1, False) for identifier in volumes]
    if any(device.get("boot_index") == 0 for device in declared):
        return declared + more
    if params.get("boot_volume"):
        return [volume_device(context.resolve(VOLUME_NAME, params["boot_volume"]), 0, terminate), *declared, *more]
    if params.get("boot_from_volume") and image_id:
        size = params.get("volume_size") or min_volume_size(context, image_id)
        root = dict(image_device(image_id), destination_type="volume", delete_on_termination=terminate, volume_size=size)
        return [root, *declared, *more]
    return [image_device(image_id), *declared, *more] if image_id and (declared or more) else declared + more


def volume_device(identifier, boot_index, terminate):
    """The block device for an existing volume. ``terminate``: whether the volume is deleted together with the server."""
    return {
        "boot_index": boot_index,
        "uuid": identifier,
        "source_type": "volume",
        "destination_type": "volume",
        "delete_on_termination": terminate,
    }


def image_device(image_id):
    """The block device for a local boot disk that is created from an image."""
    return {"boot_index": 0, "uuid": image_id, "source_type": "image", "destination_type": "local", "delete_on_termination": True}


def min_volume_size(context, image_id):
    """The smallest size of a volume that can hold an image, in GiB."""
    key = "image to fit", image_id
    if key not in context.fresh:
        context.fresh[key] = IMAGE_NAME.fetch(context.at(IMAGE_NAME), image_id) or {}
    have = context.fresh[key]
    return max(1, have.get("min_disk") or 0, *(-(-(have.get(key) or 0) // GIB) for key in ("size", "virtual_size")))


# -- attaching and detaching ------------------------------------------------------------------------------------------------


def attach(context, have, identifier, name, **more):
    """Attach a volume and wait until it is in use. ``more``: further keys of the request body. Raises CloudError."""
    context.act(have, "POST /os-volume_attachments", {"volumeAttachment": dict(more, volumeId=identifier)})
    have[VOLUMES] = (have.get(VOLUMES) or []) + [{"id": identifier, "delete_on_termination": bool(more.get("delete_on_termination"))}]
    wait_for_volume(context, identifier, name, "in-use", "attached", ("available", "error"))


def detach(context, have, identifier):
    """Detach a volume and wait until it is free. Raises CloudError."""
    context.act(have, "DELETE /os-volume_attachments/{}", part=identifier, allow=(404,))
    have[VOLUMES] = [volume for volume in have[VOLUMES] if volume["id"] != identifier]
    if context.waits:

        def is_detached(attached):
            return all(volume.get("volumeId") != identifier for volume in attached)

        context.wait("volume %s" % identifier, lambda: list_attachments(context, have), is_detached)
        other = context.at(VOLUME_NAME)
        context.wait(
            "volume %s" % identifier,
            lambda: VOLUME_NAME.fetch(other, identifier),
            lambda now: now is None or now["status"] != "detaching",
        )


def list_attachments(context, have):
    """The volume attachments of a server, with their devices and tags, as a list."""
    path = path_of(have, "/os-volume_attachments")
    how = {"page": 0, "microversion": MICROVERSION, "member_name": lambda volume: volume.get("volumeId")}
    return list(context.session.list("compute", path, "volumeAttachments", **how))


def wait_for_volume(context, identifier, name, wanted, doing, failed):
    """Wait until a volume has the status ``wanted``. ``doing``: a participle for the error, such as "attached". Raises CloudError when the
    volume is gone or its status is one of ``failed``."""

    def is_done(now):
        if now is None or now["status"] in failed:
            raise CloudError("volume %s could not be %s: its status is %s" % (name, doing, now and now["status"]), service="block-storage")
        return now["status"] == wanted

    if context.waits:
        other = context.at(VOLUME_NAME)
        context.wait("volume %s" % name, lambda: VOLUME_NAME.fetch(other, identifier), is_done)


def set_delete_on_termination(context, have, identifier, terminate):
    """Set whether a volume is deleted together with its server. Requires microversion 2.85."""
    context.resource.require_microversion(context, "2.85", "Whether an attached volume is deleted together with the server")
    body = {"volumeAttachment": {"volumeId": identifier, "delete_on_termination": terminate}}
    context.act(have, "PUT /os-volume_attachments/{}", body, part=identifier)
    have[VOLUMES] = [dict(volume, delete_on_termination=terminate) if volume["id"] == identifier else volume for volume in have[VOLUMES]]


def find_undeclared(context, have):
    """The ids of the attached volumes that the task does not declare, without those that Nova created for the server.

    Raises CloudError when the volumes that Nova created cannot be distinguished from others.
    """
    params = context.params
    named = list(params.get("volumes") or ()) + ([params["boot_volume"]] if params.get("boot_volume") else [])
    devices = [device for device in params.get("block_devices") or () if is_volume_device(device)]
    named += [device["source"] for device in devices if device["source_type"] == "volume"]
    known = {resolve_attached(context, item, volume_ids(have) or ()) for item in named}
    remaining = [identifier for identifier in volume_ids(have) or () if identifier not in known]
    created = len([device for device in devices if device["source_type"] != "volume"])
    if remaining and not have.get("image") and not params.get("boot_volume"):
        remaining = exclude_root(context, have, remaining)
        created -= any(device.get("boot_index") == 0 and device["source_type"] != "volume" for device in devices)
    if created and len(remaining) > created:
        others = [identifier for identifier in remaining if not is_created_by_nova(context, have, identifier)]
        if len(remaining) - len(others) == created:
            return others
        raise CloudError(
            "%d of the volumes %s belong to its `block_devices`, but it is unknown which ones" % (created, ", ".join(remaining)),
            service="compute",
            hint="Detach the others by the module server_volume",
        )
    return remaining if not created else []


def is_created_by_nova(context, have, identifier):
    """Whether Nova created a volume for a server. Nova gives such a volume no name, or a name made of the server's id."""
    found = VOLUME_NAME.fetch(context.at(VOLUME_NAME), identifier) or {}
    return found.get("name") in ("", None, "%s-blank-vol" % have["id"])


def exclude_root(context, have, identifiers):
    """The ids of volumes without the boot volume of the server, which is the one with the first device name."""
    devices = {volume["volumeId"]: volume.get("device") or "" for volume in list_attachments(context, have)}
    root = min(devices, key=lambda identifier: (len(devices[identifier]), devices[identifier]), default=None)
    return [identifier for identifier in identifiers if identifier != root]


def find_root(context, have):
    """The boot volume of a server, for an export; None if it boots from a local disk. ``context``: Declaring."""
    attached = volume_ids(have) or []
    if have.get("image") or not attached:
        return None
    others = exclude_root(context, have, attached) if len(attached) > 1 else ()
    return next((context.object_of(VOLUME_NAME, identifier) for identifier in attached if identifier not in others), None)


def root_outlives_server(context, have):
    """Whether the boot volume of a server is kept when the server is deleted; False if this is unknown."""
    stays = {volume["id"]: volume.get("delete_on_termination") is False for volume in have.get(VOLUMES) or ()}
    if have.get("image") or not any(stays.values()):
        return False
    params = context.params
    if params.get("boot_volume"):
        return stays.get(resolve_attached(context, params["boot_volume"], stays), False)
    others = {resolve_attached(context, item, stays) for item in params.get("volumes") or ()}
    remaining = [identifier for identifier in stays if identifier not in others]
    if len({stays[identifier] for identifier in remaining}) > 1:
        others_than_root = exclude_root(context, have, remaining)
        remaining = [identifier for identifier in remaining if identifier not in others_than_root]
    return bool(remaining) and all(stays[identifier] for identifier in remaining)


def resolve_attached(context, item, attached):
    """The id of a volume that is given by name or id. A remembered id is used if it is one of ``attached``, the ids of volumes."""
    return context.prefer_remembered_names(lambda names: names.resolve(VOLUME_NAME, item), enough=lambda volume: volume in attached)


# -- the options ------------------------------------------------------------------------------------------------------------


class BootVolume(f.Ref):
    """The boot volume, by name or id. It agrees with a server if it is one of the attached volumes."""

    def read(self, have):
        return volume_ids(have)

    def look(self, context, have):
        """The id of the boot volume if it is a volume with a name, which a task can declare."""
        root = find_root(context, have)
        return root and root["id"] if root and root.get("name") else None

    def agrees(self, have, value, context):
        return have is None or context.is_one_of(self.target, value, have)


class Volumes(f.Part, f.Set):
    """Volumes to attach, by names or ids. Other volumes stay attached, unless the task sets `purge_volumes`."""

    def read(self, have):
        return volume_ids(have)

    def look(self, context, have):
        """The ids of the attached volumes with a name, without the boot volume."""
        root = find_root(context, have)
        others = [identifier for identifier in volume_ids(have) or () if not root or identifier != root["id"]]
        return [identifier for identifier in others if (context.object_of(VOLUME_NAME, identifier) or {}).get("name")]

    def declare(self, value, context):
        return sorted(context.name_of(VOLUME_NAME, identifier) for identifier in value)

    def load(self, context, have):
        attached = volume_ids(have) or []
        present = [item for item in context.params[self.name] if attached and context.is_one_of(VOLUME_NAME, item, attached)]
        return present + (find_undeclared(context, have) if context.params.get("purge_volumes") and attached else [])

    def agrees(self, have, value, context):
        return set(have) == set(value)

    def store(self, context, have, current, value):
        new = [item for item in value if item not in current]
        for item, identifier in dict(zip(new, context.resolve_all(VOLUME_NAME, new))).items():
            if identifier not in (volume_ids(have) or ()):
                attach(context, have, identifier, item)
        for identifier in set(current) - set(value):
            detach(context, have, identifier)


def is_volume_device(device):
    """Whether a declared block device is a volume, and not a local disk."""
    return (device.get("destination_type") or "volume") == "volume"


class BlockDevices(f.Part, f.Items):
    """The block devices of a server.

    A new server is created with all of them. For an existing server, the named volumes are attached and `delete_on_termination` is set;
    devices that are created from an image, from a snapshot or blank exist only from the creation of the server.

    ``load`` returns the steps that are necessary, or None: see ``plan_changes``.
    """

    def __init__(self):
        super().__init__(
            returned=False,
            usual=f.ANY,
            fields={
                "source_type": Str(required=True, choices=["image", "volume", "snapshot", "blank"]),
                "source": Str(api="uuid", aliases=["uuid"]),
                "destination_type": Str(choices=["local", "volume"]),
                "boot_index": Int(),
                "volume_size": Int(aliases=["size"]),
                "volume_type": Str(since="2.67"),
                "disk_bus": Str(),
                "device_type": Str(),
                "guest_format": Str(),
                "device_name": Str(),
                "tag": Str(since="2.42"),
                "delete_on_termination": Bool(),
            },
        )

    def read(self, have):
        return have.get(VOLUMES)

    def wire(self, value, context):
        return f.distinct([self.wire_device(self.given(item), context) for item in value], self.item_key)

    def item_key(self, item):
        """A volume can be attached once; several devices may be made of the same image or snapshot."""
        return item["uuid"] if item.get("source_type") == "volume" else None

    def wire_device(self, item, context):
        """One block device as the API takes it, with the defaults of the module. Raises Missing, CloudError."""
        device = {self.fields[name].api: part for name, part in item.items()}
        kind = item["source_type"]
        if (kind != "blank") != bool(item.get("source")):
            raise CloudError(
                "A block device of source_type %s %s" % (kind, "takes no source" if kind == "blank" else "needs a source"),
                hint="Set `source` to the name or ID of an image, a volume or a snapshot",
            )
        if kind != "blank":
            device["uuid"] = context.resolve(SOURCES[kind], item["source"])
        device.setdefault("destination_type", "volume")
        device.setdefault("boot_index", -1)
        if kind == "image" and device["destination_type"] == "volume" and not device.get("volume_size"):
            device["volume_size"] = min_volume_size(context, device["uuid"])
        return device

    def load(self, context, have):
        if have.get(VOLUMES) is None or have.get("status") in (None, "BUILD"):
            return None
        devices = [self.given(device) for device in context.params[self.name] if is_volume_device(device)]
        todo = self.plan_changes(context, have, devices)
        purges = context.params.get("purge_volumes") and context.params.get("volumes") is None
        todo += [("detach", identifier) for identifier in (find_undeclared(context, have) if purges else ())]
        return todo or None

    def plan_changes(self, context, have, devices):
        """The necessary steps, as a list: ("attach", device, id of the volume), ("keep", id of the volume, delete_on_termination).

        ``load`` adds ("detach", id of the volume).
        """
        terminates = {volume["id"]: volume.get("delete_on_termination") for volume in have[VOLUMES]}
        todo, named = [], set()
        for device in devices:
            if device["source_type"] == "volume":
                identifier = resolve_attached(context, device["source"], terminates)
                named.add(identifier)
                if identifier not in terminates:
                    todo.append(("attach", device, identifier))
                elif device.get("delete_on_termination") not in (None, terminates[identifier]):
                    todo.append(("keep", identifier, device["delete_on_termination"]))
        created = [device for device in devices if device["source_type"] != "volume"]
        remaining = [identifier for identifier in terminates if identifier not in named]
        if len(remaining) < len(created):
            remedy = "Only a new server can have a volume that is created from an image, from a snapshot or blank"
            field = f.Field(remedy=remedy).bind(self.name)
            context.resource.report_part_drift(context, have, field, have[VOLUMES], context.params[self.name], partly=bool(todo))
        wanted = {device.get("delete_on_termination") for device in created}
        if len(remaining) == len(created) and len(wanted) == 1 and None not in wanted:
            todo += [("keep", identifier, *wanted) for identifier in remaining if terminates[identifier] not in wanted]
        return todo

    def agrees(self, have, value, context):
        return not have

    def diff_before(self, have, value, context):
        """The steps, each with its volume."""
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
                set_delete_on_termination(context, have, *rest)
            else:
                detach(context, have, *rest)


# -- deletion together with the server --------------------------------------------------------------------------------------


def mark_for_deletion(context, have):
    """Set delete_on_termination for volumes of a server: all, or those that Nova created, as `delete_volumes` declares."""
    which = context.params["delete_volumes"]
    for volume in list(have.get(VOLUMES) or ()):
        if volume.get("delete_on_termination"):
            continue
        if which == "made" and not is_created_by_nova(context, have, volume["id"]):
            continue
        set_delete_on_termination(context, have, volume["id"], True)

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Volumes of the block storage service (Cinder)."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.effects import argument, merged, without
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import DRIFT, Int, Option, Str, lowered
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.base import (
    BACKUP_NAME,
    FROM_BACKUP,
    IMAGE_METADATA,
    SNAPSHOT_NAME,
    TYPE_NAME,
    VOLUME_NAME,
    BackupSource,
    Flag,
    ImageSource,
    Listing,
    ReadOnly,
    Source,
    VolumeView,
    all_projects_options,
    allows_multiattach,
    trim_description,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.base import IMAGE_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import MORE, UNKNOWN

HOST = "os-vol-host-attr:host"
HINTS = "OS-SCH-HNT:scheduler_hints"
PSEUDO_METADATA = ("readonly", "attached_mode")  # Cinder adds these keys to the metadata that it shows; a user cannot set them

# -- the options ------------------------------------------------------------------------------------------------------------


class TypeName(Str):
    """A volume type. A request contains its name or its id; an object shows the name, and from microversion 3.63 on the id as well."""

    def read(self, have):
        name = have.get("volume_type")
        return name if name is UNKNOWN else {"name": name, "id": have.get("volume_type_id")}

    def is_usual(self, value, usual):
        return not value["name"] or value["name"] == usual

    def declare(self, value, context):
        return value["name"]

    def predict_created(self, value):
        return UNKNOWN if TYPE_NAME.is_id(value) else value

    def agrees(self, have, value, context):
        if have["id"] or not TYPE_NAME.is_id(value):
            return value in (have["name"] or "", have["id"])
        return have["name"] == TYPE_NAME.get(context.at(TYPE_NAME), value)["name"]

    def to_diff(self, value):
        return value["name"] if isinstance(value, dict) else value


class Metadata(f.StrMap):
    """The complete metadata of a volume, without the keys that the service sets itself."""

    def read(self, have):
        return {key: value for key, value in (have.get("metadata") or {}).items() if key not in (FROM_BACKUP,) + PSEUDO_METADATA}

    def predict_updated(self, have, value):
        return {**{key: item for key, item in (have or {}).items() if key in PSEUDO_METADATA}, **value}


class ImageMetadata(f.StrMap):
    """The image metadata of a volume. Keys that the option does not contain are not changed; None removes a key, {} removes all keys."""

    def agrees(self, have, value, context):
        if not value:
            return not set(have or ()) - {MORE}
        have, want = self.normal(have), self.wire(value, context)
        return all(have.get(key) == item for key, item in want.items()) and not any(key in have for key in self.removed_keys(value))

    @staticmethod
    def removed_keys(value):
        """The keys that the option removes, as a list."""
        return [key for key, item in value.items() if item is None]

    def wire(self, value, context):
        return dict(super().wire(value, context), **dict.fromkeys(self.removed_keys(value)))

    def diff_before(self, have, value, context):
        """The declared keys of the current value; for {}, the complete current value."""
        have = have or {}
        if MORE in have:
            return {key: have.get(key, UNKNOWN) for key in value} if value else UNKNOWN
        return {key: item for key, item in have.items() if not value or key in value}


def usual_of_source(_context, have):
    """An attribute that a volume takes over from the image that it was created from. A ``usual`` callable."""
    return f.ANY if (have.get(IMAGE_METADATA) or {}).get("image_id") else None


def predict_retype(_context, _have, sent):
    """The attributes of a volume after a change of its type, which may migrate it to another backend."""
    name = UNKNOWN if TYPE_NAME.is_id(sent["new_type"]) else sent["new_type"]
    return {"volume_type": name, "volume_type_id": UNKNOWN, HOST: UNKNOWN}


def predict_readonly_flag(metadata, sent):
    """The metadata of a volume after os-update_readonly_flag."""
    return dict(metadata or {}, readonly=str(sent["readonly"]))


def remove_image_metadata(metadata, sent):
    """The image metadata of a volume after os-unset_image_metadata; None if no key is left."""
    return without("key")(metadata, sent) or None


ACTIONS = {
    "os-extend": {"size": argument("new_size")},
    "os-reimage": {IMAGE_METADATA: lambda _current, sent: {MORE: UNKNOWN, "image_id": sent["image_id"]}},
    "os-retype": predict_retype,
    "os-set_bootable": {"bootable": argument("bootable", lowered)},
    "os-set_image_metadata": {IMAGE_METADATA: merged("metadata")},
    "os-unset_image_metadata": {IMAGE_METADATA: remove_image_metadata},
    "os-update_readonly_flag": {"metadata": predict_readonly_flag},
}


# -- volumes ----------------------------------------------------------------------------------------------------------------


class Volume(VolumeView):
    """A volume. An action changes each attribute that a PUT cannot change."""

    actions = {**VolumeView.actions, **ACTIONS}

    def wrap(self, body):
        hints = {key: value for key, value in body.items() if key == HINTS}
        return dict({self.key: {key: value for key, value in body.items() if key not in hints}}, **hints)

    def complete_body(self, context, body):
        """A multi-attach volume needs a volume type that allows it, unless it is created from a volume or a snapshot."""
        if not body.get("volume_type"):
            body.pop("volume_type", None)
        if context.params.get("is_multiattach") and not {"source_volid", "snapshot_id"} & set(body):
            body["volume_type"] = choose_multiattach_type(context, body.get("volume_type"))
        return body

    def predict_creation(self, context, body):
        """Cinder notes the backup in the metadata of a volume that is created from it."""
        volume = super().predict_creation(context, body)
        note = {FROM_BACKUP: body["backup_id"]} if body.get("backup_id") else {}
        return dict(volume, metadata=dict(volume["metadata"], **note))

    def create(self, context):
        have = super().create(context)
        field = self.fields.get("is_multiattach")
        if context.params.get("is_multiattach") and field.read(have) is False:
            self.report_drift(context, have, "is_multiattach")
        return have

    # -- changing

    def converge(self, context, have):
        size = context.params.get("size")
        if size is not None and have.get("size") is not None and size < have["size"]:
            raise CloudError(
                "size is %s GiB, asked for is %s" % (have["size"], size), service=self.service, hint="A volume can grow, and never shrink"
            )
        return super().converge(context, have)

    def update(self, context, have, body):
        plain = {key: body[key] for key in ("name", "description", "metadata") if key in body}
        if plain:
            backup_note = {key: value for key, value in (have.get("metadata") or {}).items() if key == FROM_BACKUP}
            plain = dict(plain, metadata=dict(backup_note, **plain["metadata"])) if "metadata" in plain else plain
            have = dict(have, **super().update(context, have, plain))
        if len(plain) < len(body) and self.is_busy(have):
            have = self.wait_until_ready(context, have)  # even with `wait: false`, since a busy volume refuses the actions
        if "imageRef" in body:
            have = self.act_and_wait(context, have, "os-reimage", {"image_id": body["imageRef"]}, IMAGE_METADATA)
        if "volume_type" in body:
            wanted = {"new_type": body["volume_type"], "migration_policy": context.params["migration_policy"]}
            hint = "Only its own backend was tried; `migration_policy: on-demand` allows other backends"
            hint = hint if wanted["migration_policy"] == "never" else None
            have = self.act_and_wait(context, have, "os-retype", wanted, "volume_type", hint)
        if "size" in body:
            have = self.act_and_wait(context, have, "os-extend", {"new_size": body["size"]}, "size")
        if "bootable" in body:
            have = context.apply(have, "os-set_bootable", {"bootable": body["bootable"]})
        if "readonly" in body:
            have = context.apply(have, "os-update_readonly_flag", {"readonly": body["readonly"]})
        return self.store_image_metadata(context, have, body[IMAGE_METADATA]) if IMAGE_METADATA in body else have

    def act_and_wait(self, context, have, name, arguments, key, hint=None):
        """POST an action that changes the attribute ``key`` in the background, and wait for it -> the volume.

        Raises CloudError with ``hint`` if the attribute has not changed.
        """
        context.act(have, name, arguments)
        if not context.waits:
            return self.fetch(context, self.id_of(have)) or have
        now = self.wait_until_ready(context, dict(have, status=None))
        if now.get(key) == have.get(key):
            why = self.find_fault(context, now) or "the API gives no reason"
            raise CloudError("%s is still %s: %s" % (key, now.get(key), why), service=self.service, hint=hint)
        return now

    def store_image_metadata(self, context, have, wanted):
        """Change the image metadata of a volume -> the volume. ``wanted``: keys to set; None removes a key, {} removes all keys."""
        known = dict(have.get(IMAGE_METADATA) or {})
        new = {key: value for key, value in wanted.items() if value is not None and known.get(key) != value}
        if new:
            known.update(new)
            have = context.apply(have, "os-set_image_metadata", {"metadata": new})
        for key in [key for key in known if not wanted or wanted.get(key, known) is None]:
            have = context.apply(have, "os-unset_image_metadata", {"key": key})
        return have

    def deletion_query(self, context):
        return {key: True for key in ("cascade", "force") if context.params.get(key)}


def choose_multiattach_type(context, wanted):
    """The name of the type for a multi-attach volume: ``wanted`` (a name or id), or the only type that allows it. Raises CloudError."""
    allowed = [volume_type for volume_type in TYPE_NAME.list(context.at(TYPE_NAME)) if allows_multiattach(volume_type)]
    names = [volume_type["name"] for volume_type in allowed if wanted in (None, volume_type["name"], volume_type["id"])]
    if len(names) != 1:
        all_names = ", ".join(sorted(volume_type["name"] for volume_type in allowed)) or "none"
        raise CloudError(
            "A volume for several servers needs a volume type that allows it%s" % (", and %s does not" % wanted if wanted else ""),
            service=VOLUME.service,
            hint="Name one with `volume_type`; there are: %s" % all_names,
        )
    return names[0]


def shared_fields(**more):
    """The fields that the module `volume` shares with the other modules for volumes, and ``more``, as a dict by name."""
    return dict(
        name=Str(required=True, aliases=["display_name"], filterable=True),
        id=Option(),
        description=Str(aliases=["display_description"], canon=trim_description),
        is_bootable=Flag(
            api="bootable", create=False, aliases=["bootable"], returned="is_bootable", filterable=True, usual=usual_of_source
        ),
        metadata=Metadata(),
        volume_type=TypeName(
            update=DRIFT,
            enabled_by="migration_policy",
            remedy="Set `migration_policy` to give it the other type",
            refers="block_storage.type",
            usual="__DEFAULT__",
        ),
        **more,
    )


RECREATE = "Only a new volume can have it"
VOLUME = Volume(
    VOLUME_NAME.kind,
    held_by="project",
    path=VOLUME_NAME.path,
    needs={"block-storage.volumes": 1, "block-storage.gigabytes": lambda _context, body: body.get("size") or 0},
    needed_to_create=(("size", "snapshot", "volume", "backup"),),
    detail=VOLUME_NAME.detail,
    status=VOLUME_NAME.status,
    like=VOLUME_NAME,
    filters="migration_status",
    rules={"mutually_exclusive": [["image", "snapshot", "volume", "backup"]]},
    size=Int(filterable=True),
    image=ImageSource(
        IMAGE_NAME, "imageRef", enabled_by="reimage", remedy="Set `reimage: true` to overwrite the volume with it", returned="image_id"
    ),
    snapshot=Source(SNAPSHOT_NAME, "snapshot_id", aliases=["snapshot_id"]),
    volume=Source(None, "source_volid", returned="source_volume_id"),  # another volume; set below
    backup=BackupSource(BACKUP_NAME, "backup_id"),
    availability_zone=Str(update=DRIFT, remedy=RECREATE, filterable=True, usual="nova"),
    is_multiattach=Flag(
        api="multiattach",
        update=DRIFT,
        compare_only=True,
        aliases=["multiattach"],
        remedy="Use a volume type that allows it",
        returned="is_multiattach",
        usual=f.ANY,
    ),
    is_read_only=ReadOnly(api="readonly", create=False, aliases=["read_only"], returned=False, usual=False),
    image_metadata=ImageMetadata(api=IMAGE_METADATA, create=False, usual=usual_of_source),
    scheduler_hints=f.Dict(api=HINTS, write_only=True, returned="scheduler_hints"),
    migration_policy=Option(choices=["never", "on-demand"]),
    reimage=Option("bool", default=False),
    cascade=Option("bool", default=False),
    force=Option("bool", default=False),
    **shared_fields(),
)
VOLUME.fields["volume"].target = VOLUME
VOLUMES = Listing(
    VOLUME,
    "volumes",
    client_filters=["metadata"],
    details=Option("bool"),
    status=Str(),
    metadata=Option("dict"),
    is_bootable=f.Bool(api="bootable", aliases=["bootable"]),
    availability_zone=Str(),
    **all_projects_options(),
)


def volume_table(kind, **rest):
    """A table of the class ``kind`` for another module about volumes. It has the attributes of VOLUME in its result."""
    return kind(VOLUME.kind, path=VOLUME.path, detail=VOLUME.detail, status=VOLUME.status, like=VOLUME, **rest)

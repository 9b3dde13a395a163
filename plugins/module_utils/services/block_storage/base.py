# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the resources of the block storage service (Cinder) have in common, and those that others refer to by name."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils import hints
from ansible_collections.stratus.openstack.plugins.module_utils.effects import argument
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError, Missing
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.base import IMAGE_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.status import Status
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import MORE, UNKNOWN
from ansible_collections.stratus.openstack.plugins.module_utils.visibility import Visibility

hints.declare(
    "block-storage",
    (400, r"status must be .*must not be .*attached", "Something still uses it: detach it, and remove what was made of it"),
)

MICROVERSION = "3.71"
WHY = "fault"  # where the API's explanation of a failure is kept in an object; Cinder gives it apart
CREATING = ("CREATING", "DOWNLOADING")
DELETING = "DELETING"
BUSY = "(ATTACH|CREAT|DELET|DETACH|DOWNLOAD|EXTEND|MIGRAT|RETYP|UPLOAD)ING|BACKING-UP|RESTORING-BACKUP"
IMAGE_METADATA = "volume_image_metadata"
FROM_BACKUP = "src_backup_id"  # Cinder notes so in the metadata which backup a volume was restored from


def trimmed(text):
    """A description as the service keeps it."""
    return str(text).strip() or None


def truth(value):
    """Yes or no of what may be a text; None and UNKNOWN as they are."""
    return value if value is None or value is UNKNOWN else str(value).lower() == "true"


def status(*ok, **rest):
    """The Status of something that a storage backend makes; all failures begin alike."""
    fail = ["ERROR"] + ["ERROR_%s" % doing for doing in ("DELETING", "EXTENDING", "RESTORING", "BACKING-UP", "MANAGING")]
    return Status(ok=("AVAILABLE",) + ok, fail=tuple(fail), **dict({"fault": WHY, "busy": BUSY}, **rest))


class Cinder(Resource):
    """A resource of the block storage service. Its listings hold what is of the own project, whoever asks."""

    trims = True
    actions = {"PUT /metadata": {"metadata": argument("metadata")}}
    brief = None  # the attributes that the listing without details has; None: all that it gives

    def __init__(self, kind, path, **rest):
        super().__init__(kind, path, **dict({"microversion": MICROVERSION}, **rest))

    def owner(self, have):
        return have.get(self.reads.get("project_id"))

    # -- finding

    def list(self, context, params=None):
        if context.params.get("details") is not False:
            return super().list(context, params)
        listing = context.session.list(self.service, self.base_path(context), self.keys, params, microversion=self.microversion)
        return ({key: have[key] for key in self.brief or have if key in have} for have in listing)

    def find_declared(self, context):
        """The object that the task means; one that is on its way is waited for, one that is being removed is none."""
        identifier, absent = context.params.get("id"), context.params["state"] == "absent"
        have = self.fetch(context, identifier) if identifier else super().find_declared(context)
        if identifier and have is None and not absent:
            raise CloudError(
                "There is no %s with the id %s" % (self.label, identifier),
                service=self.service,
                hint="It gets its id when it is created; leave `id` out",
            )
        if have is None or absent or not self.status:
            return have
        if self.status.of(have) == DELETING:
            self.wait_gone(context, have)
            return None
        return self.wait_until_ready(context, have) if self.status.of(have) in CREATING and context.waits else have

    def exclude_leaving(self, found):
        return [have for have in found if self.status is None or self.status.of(have) != DELETING]

    def find_fault(self, context, have):
        """The newest message of the service about an object."""
        known = self.status.why(have)
        if known or not have.get(self.id_field):
            return known
        query = {"resource_uuid": have[self.id_field]}
        told = context.session.list(self.service, "/messages", "messages", query, microversion=self.microversion, allow=(403, 404))
        told = sorted(told, key=lambda message: message.get("created_at") or "")
        return told[-1].get("user_message") or "" if told else ""

    # -- changing and removing

    def converge(self, context, have):
        if self.status and self.status.of(have) in self.status.fail:
            text = "it is in status %s: %s" % (self.status.of(have), self.find_fault(context, have) or "the API gives no reason")
            if self.status.of(have) == "ERROR":
                raise CloudError(text, service=self.service, hint="Remove it with `state: absent`, then run the task again")
            context.session.warnings.append("%s: %s" % (self.describe(have), text))
        return super().converge(context, have)

    def delete(self, context, have):
        if self.status and self.status.of(have) == DELETING:
            self.wait_gone(context, have)
        else:
            super().delete(context, have)

    def store_metadata(self, context, have, metadata):
        """Replace all metadata of an object by one request -> the object."""
        return context.apply(have, "PUT /metadata", {"metadata": metadata})


class OfVolume(Cinder):
    """What is made from a volume: the option `volume` tells it from its namesakes."""

    def find_candidates(self, context, value):
        found, volume = super().find_candidates(context, value), context.params.get("volume")
        if not found or not volume or self.is_id(value):
            return found
        field = self.fields["volume"]
        known = context.remembered_id(field.target, volume)
        near = [have for have in found if have["volume_id"] == known]
        if near or (known and context.params["state"] == "absent"):
            return near  # a remembered name is good enough to see that there is nothing to remove
        return [have for have in found if field.agrees(have["volume_id"], volume, context)]

    def complete_body(self, context, body):
        return dict(body, force=True) if context.params["force"] else body

    def predict_body(self, body, have=None):
        """That it was forced is not shown."""
        return {wire: value for wire, value in super().predict_body(body, have).items() if wire != "force"}


class Source(f.Ref):
    """What the content of an object was taken from. It may be gone since; then it is not asked for again."""

    UNTOLD = ""  # not shown as long as the object is being created

    def __init__(self, target, api, what="volume", **rest):
        super().__init__(target, api, **dict({"update": f.DRIFT, "remedy": "Only a new %s can have other content" % what}, **rest))

    def agrees(self, have, value, context):
        try:
            return have == self.UNTOLD or super().agrees(have, value, context)
        except Missing:
            if self.enabled_by and context.params.get(self.enabled_by):
                raise
            return bool(have)


class Flag(f.Bool):
    """Yes or no; None when the API does not say."""

    def read(self, have):
        return truth(super().read(have))


# -- by name alone: what the tables of others refer to before the whole table is known, and volumes as others see them --------

SNAPSHOT_NAME = Cinder("block_storage.snapshot", path="/snapshots", detail="/detail", name=f.Str(required=True))
BACKUP_NAME = Cinder("block_storage.backup", path="/backups", detail="/detail", name=f.Str(required=True))


class VolumeType(Cinder):
    """A type of volumes. There are few, and the API finds none by name: one listing answers every question."""

    trims = False
    unique = True
    seen_by = Visibility(
        restricted={"os-volume-type-access:is_public": False},
        users=("/types/%s/os-volume-type-access", "volume_type_access", "project_id"),
    )

    def list(self, context, params=None):
        return super().list(context, dict({"is_public": "None"}, **(params or {})))


def is_for_several(kind):
    """Whether several servers may have a volume of this type."""
    return (kind.get("extra_specs") or {}).get("multiattach") == "<is> True"


TYPE_NAME = VolumeType("block_storage.type", path="/types", key="volume_type", by_name=None, name=f.Str(required=True))


class Image(Source):
    """The image that a volume was made from, which is shown by the metadata that it took over."""

    def read(self, have):
        metadata = have.get(IMAGE_METADATA) or {}
        known = metadata.get("image_id", UNKNOWN if MORE in metadata else None) or have.get("imageRef")
        return self.UNTOLD if not known and str(have.get("status")).upper() in CREATING else known

    def predict_created(self, value):
        return None  # it is noted among the metadata


class Backup(Source):
    def read(self, have):
        return self.UNTOLD if str(have.get("status")).upper() in CREATING else (have.get("metadata") or {}).get(FROM_BACKUP)


class ReadOnly(Flag):
    def read(self, have):
        return self.normal((have.get("metadata") or {}).get("readonly") or False)


def size_of_source(context, body):
    """The size of what is made of something else, and is not told to be larger."""
    sources = {"source_volid": VOLUME_NAME, "snapshot_id": SNAPSHOT_NAME, "backup_id": BACKUP_NAME, "volume_id": VOLUME_NAME}
    given = [(target, body[wire]) for wire, target in sources.items() if body.get(wire)]
    return next(((target.fetch(context.at(target), value) or {}).get("size", UNKNOWN) for target, value in given), UNKNOWN)


def is_made_of_another(body):
    return any(body.get(wire) for wire in ("source_volid", "snapshot_id", "backup_id"))


def bootable_at_first(_context, body):
    """A volume has what its image has; what is made of another one is as that is."""
    return UNKNOWN if is_made_of_another(body) else "true" if body.get("imageRef") else "false"


def image_metadata_at_first(_context, body):
    """A volume takes over what is noted of its image, or of the image of what it is made of."""
    if body.get("imageRef"):
        return {"image_id": body["imageRef"], MORE: UNKNOWN}
    return {MORE: UNKNOWN} if is_made_of_another(body) else None


def for_several_at_first(context, body):
    """Whether several servers may have a volume is up to its type."""
    named = body.get("volume_type")
    kinds = [kind for kind in TYPE_NAME.list(context.at(TYPE_NAME)) if named in (kind["name"], kind["id"])] if named else []
    return is_for_several(kinds[0]) if len(kinds) == 1 and "extra_specs" in kinds[0] else UNKNOWN


class VolumeView(Cinder):
    """A volume as it is found and shown."""

    seen_by = Visibility(owner=("os-vol-tenant-attr:tenant_id",), all_projects="all_tenants")

    brief = ("id", "name", "links")

    def to_result(self, have):
        volume = super().to_result(have)
        if volume is not None:
            for name in ("is_bootable", "is_encrypted", "is_multiattach"):
                volume[name] = truth(volume[name])
            volume["image_id"] = self.fields["image"].read(have)
            volume["backup_id"] = volume["backup_id"] or self.fields["backup"].read(have)
            for name in ("image_id", "backup_id", IMAGE_METADATA):
                volume[name] = None if volume[name] in ("", {}) else volume[name]
            volume["is_read_only"] = self.fields["is_read_only"].read(have)
        return volume


VOLUME_NAME = VolumeView(
    "block_storage.volume",
    path="/volumes",
    detail="/detail",
    status=status("IN-USE"),
    computed={
        "attachments": f.Attribute(initial=[]),
        "availability_zone": f.Attribute(filterable=True),
        "backup_id": f.Attribute(initial=None),
        "cluster_name": f.Attribute(),
        "consistency_group_id": f.Attribute("consistencygroup_id", initial=None),
        "consumes_quota": f.Attribute(filterable=True, initial=True),
        "created_at": f.Attribute(),
        "description": f.Attribute(initial=None),
        "encryption_key_id": f.Attribute(),
        "extended_replication_status": f.Attribute("os-volume-replication:extended_status"),
        "group_id": f.Attribute(filterable=True, initial=None),
        "host": f.Attribute("os-vol-host-attr:host"),
        "image_id": f.Attribute("imageRef", initial=None),
        "is_bootable": f.Attribute("bootable", filterable=True, initial=bootable_at_first),
        "is_encrypted": f.Attribute("encrypted"),
        "is_multiattach": f.Attribute("multiattach", initial=for_several_at_first),
        "is_read_only": f.Attribute(),
        "metadata": f.Attribute(initial={}),
        "migration_id": f.Attribute("os-vol-mig-status-attr:name_id"),
        "migration_status": f.Attribute("os-vol-mig-status-attr:migstat"),
        "project_id": f.Attribute("os-vol-tenant-attr:tenant_id", initial=f.own_project),
        "provider_id": f.Attribute(),
        "replication_driver_data": f.Attribute("os-volume-replication:driver_data"),
        "replication_status": f.Attribute(),
        "scheduler_hints": f.Attribute("OS-SCH-HNT:scheduler_hints"),
        "service_uuid": f.Attribute(),
        "shared_targets": f.Attribute(),
        "size": f.Attribute(filterable=True, initial=size_of_source),
        "snapshot_id": f.Attribute(initial=None),
        "source_volume_id": f.Attribute("source_volid", initial=None),
        "status": f.Attribute(filterable=True, initial="available"),
        "updated_at": f.Attribute(),
        "user_id": f.Attribute(),
        "volume_image_metadata": f.Attribute(initial=image_metadata_at_first),
        "volume_type": f.Attribute(),
        "volume_type_id": f.Attribute(),
    },
    name=f.Str(required=True),
    image=Image(IMAGE_NAME, "imageRef", returned=False),
    backup=Backup(BACKUP_NAME, "backup_id", returned=False),
    is_read_only=ReadOnly(api="readonly", returned=False),
)


class Listing(Info):
    """Objects of the own project, or with `all_projects` of every one. ``here``: options that the API does not filter by."""

    def __init__(self, resource, returns, here=(), **rest):
        super().__init__(resource, returns, **rest)
        self.here = here

    def query(self, context):
        query, wanted = super().query(context)
        return query, dict(wanted, **{name: context.params[name] for name in self.here if context.params.get(name)})


def every_project():
    """The options of listings that may be of all projects."""
    return {"all_projects": f.Bool(api="all_tenants"), "limit": f.Option("int")}

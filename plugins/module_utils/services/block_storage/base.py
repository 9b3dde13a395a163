# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The common code of the resources of the block storage service (Cinder), and the tables that other services refer to."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils import hints, needs
from ansible_collections.stratus.openstack.plugins.module_utils.effects import argument
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError, Missing
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.base import IMAGE_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.status import Status
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import MORE, UNKNOWN
from ansible_collections.stratus.openstack.plugins.module_utils.visibility import Visibility

SHOWN_USERS = 3  # that a message names


def find_users(session, error):
    """The hint for a volume that cannot be removed: the servers that it is attached to, else its snapshots. For ``hints.declare``."""
    volume = hints.id_in_url(error, "volumes")
    reply = session.request("block-storage", "GET", "/volumes/%s" % volume, key="volume", allow=(403, 404)) if volume else None
    if reply is None or reply.status >= 400:
        return ""
    servers = [entry["server_id"] for entry in reply.body["volume"].get("attachments") or () if entry.get("server_id")]
    if servers:
        names = [hints.read_name(session, "compute", "/servers/%s" % server, "server") for server in servers[:SHOWN_USERS]]
        return "It is attached to server %s: detach it first, with `state: absent` in the module server_volume" % " and ".join(names)
    found = [have["name"] or have["id"] for have in session.list("block-storage", "/snapshots", "snapshots", {"volume_id": volume})]
    return hints.used_by(["snapshot '%s'" % name for name in found[:SHOWN_USERS]], len(found[SHOWN_USERS:]))


IN_USE = "Something still uses it: detach it, and remove what was made of it"
hints.declare("block-storage", (400, r"status must be .*must not be .*attached", IN_USE, find_users))


QUOTAS = {
    "volumes": ("maxTotalVolumes", "totalVolumesUsed"),
    "gigabytes": ("maxTotalVolumeGigabytes", "totalGigabytesUsed"),
    "snapshots": ("maxTotalSnapshots", "totalSnapshotsUsed"),
    "backups": ("maxTotalBackups", "totalBackupsUsed"),
}
needs.declare("block-storage", lambda session: needs.read_limits(session, "block-storage", "/limits", QUOTAS, "limits", "absolute"))

MICROVERSION = "3.71"
FAULT = "fault"  # the key for the reason of a failure in an object; Cinder reports it as a message, not in the object
CREATING = ("CREATING", "DOWNLOADING")
DELETING = "DELETING"
BUSY = "(ATTACH|CREAT|DELET|DETACH|DOWNLOAD|EXTEND|MIGRAT|RETYP|UPLOAD)ING|BACKING-UP|RESTORING-BACKUP"
IMAGE_METADATA = "volume_image_metadata"
FROM_BACKUP = "src_backup_id"  # the key in the metadata of a volume with the id of the backup that it was restored from


def trim_description(text):
    """A description as Cinder stores it: without spaces at both ends; None for an empty one."""
    return str(text).strip() or None


def to_bool(value):
    """The boolean of a boolean or a string such as "True"; None and UNKNOWN are not changed."""
    return value if value is None or value is UNKNOWN else str(value).lower() == "true"


def status(*ok, **rest):
    """The Status of an object that a storage backend creates. ``ok``: statuses in addition to AVAILABLE. ``rest``: arguments of Status."""
    fail = ["ERROR"] + ["ERROR_%s" % doing for doing in ("DELETING", "EXTENDING", "RESTORING", "BACKING-UP", "MANAGING")]
    return Status(ok=("AVAILABLE",) + ok, fail=tuple(fail), **dict({"fault": FAULT, "busy": BUSY}, **rest))


class Cinder(Resource):
    """A resource of the block storage service. Listings contain only the user's own project, even for an administrator."""

    trims = True
    all_projects = "all_tenants"
    actions = {"PUT /metadata": {"metadata": argument("metadata")}}
    brief = None  # the attributes of the listing without details; None for all that the API sends

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
        """The object that the task declares, or None. Waits for an object that is being created or deleted. Raises CloudError."""
        identifier, absent = context.params.get("id"), context.params["state"] == "absent"
        have = self.fetch(context, identifier) if identifier else super().find_declared(context)
        if identifier and have is None and not absent:
            raise CloudError(
                "There is no %s with the id %s" % (self.label, identifier),
                service=self.service,
                hint="The service chooses the id of a new object; leave `id` out to create one",
            )
        if have is None or absent or not self.status:
            return have
        if self.status.of(have) == DELETING:
            self.wait_gone(context, have)
            return None
        return self.wait_until_ready(context, have) if self.status.of(have) in CREATING and context.waits else have

    def find_fault(self, context, have):
        """The newest message of the service about an object; an empty string if there is none."""
        reason = self.status.why(have)
        if reason or not have.get(self.id_field):
            return reason
        query = {"resource_uuid": have[self.id_field]}
        messages = context.session.list(self.service, "/messages", "messages", query, microversion=self.microversion, allow=(403, 404))
        messages = [message for message in messages if message.get("resource_uuid") in (None, have[self.id_field])]
        messages.sort(key=lambda message: message.get("created_at") or "")
        return messages[-1].get("user_message") or "" if messages else ""

    # -- changing and removing

    def converge(self, context, have):
        if self.status and self.status.of(have) in self.status.fail:
            text = "it is in status %s: %s" % (self.status.of(have), self.find_fault(context, have) or "the API gives no reason")
            if self.status.of(have) == "ERROR":
                raise CloudError(text, service=self.service, hint="Remove it with `state: absent`, then run the task again")
            context.session.warnings.append("%s: %s" % (self.describe(have), text))
        return super().converge(context, have)

    def store_metadata(self, context, have, metadata):
        """Replace the complete metadata of an object -> the object."""
        return context.apply(have, "PUT /metadata", {"metadata": metadata})


class MadeFromVolume(Cinder):
    """An object that is created from a volume. The option `volume` distinguishes objects with the same name."""

    def find_candidates(self, context, value):
        found, volume = super().find_candidates(context, value), context.params.get("volume")
        if not found or not volume or self.is_id(value):
            return found
        field = self.fields["volume"]
        volume_id = context.remembered_id(field.target, volume)
        matching = [have for have in found if have["volume_id"] == volume_id]
        if matching or (volume_id and context.params["state"] == "absent"):
            return matching  # a remembered name is good enough to see that there is nothing to remove
        return [have for have in found if field.agrees(have["volume_id"], volume, context)]

    def complete_body(self, context, body):
        return dict(body, force=True) if context.params["force"] else body

    def predict_body(self, body, have=None):
        """The object does not show `force`."""
        return {wire: value for wire, value in super().predict_body(body, have).items() if wire != "force"}


class Source(f.Ref):
    """The source of an object's content, such as a snapshot. If the source was deleted since, the object agrees with the option."""

    NOT_SHOWN = ""  # the value while the object is being created, when the API does not show the source yet

    def __init__(self, target, api, what="volume", **rest):
        super().__init__(target, api, **dict({"update": f.DRIFT, "remedy": "Only a new %s can have other content" % what}, **rest))

    def agrees(self, have, value, context):
        try:
            return have == self.NOT_SHOWN or super().agrees(have, value, context)
        except Missing:
            if self.enabled_by and context.params.get(self.enabled_by):
                raise
            return bool(have)


class Flag(f.Bool):
    """A boolean that the API may send as a string; None if the API does not send it."""

    def read(self, have):
        return to_bool(super().read(have))


# -- tables that other tables refer to: they find objects by name, and VOLUME_NAME also shows volumes --------------------------

SNAPSHOT_NAME = Cinder("block_storage.snapshot", path="/snapshots", detail="/detail", name=f.Str(required=True))
BACKUP_NAME = Cinder("block_storage.backup", path="/backups", detail="/detail", name=f.Str(required=True))


class VolumeType(Cinder):
    """A volume type. The API cannot find a type by its name, so that the complete listing is read; there are few types."""

    trims = False
    unique = True
    seen_by = Visibility(
        restricted={"os-volume-type-access:is_public": False},
        users=("/types/%s/os-volume-type-access", "volume_type_access", "project_id"),
    )

    def list(self, context, params=None):
        return super().list(context, dict({"is_public": "None"}, **(params or {})))


def allows_multiattach(volume_type):
    """Whether volumes of this type can be attached to several servers."""
    return (volume_type.get("extra_specs") or {}).get("multiattach") == "<is> True"


TYPE_NAME = VolumeType("block_storage.type", path="/types", key="volume_type", by_name=None, name=f.Str(required=True))


class ImageSource(Source):
    """The image that a volume was created from. The volume shows its id in the image metadata."""

    def read(self, have):
        metadata = have.get(IMAGE_METADATA) or {}
        image_id = metadata.get("image_id", UNKNOWN if MORE in metadata else None) or have.get("imageRef")
        return self.NOT_SHOWN if not image_id and str(have.get("status")).upper() in CREATING else image_id

    def predict_created(self, value):
        return None  # a volume shows the image in its image metadata


class BackupSource(Source):
    """The backup that a volume was created from. The volume shows its id in the metadata."""

    def read(self, have):
        return self.NOT_SHOWN if str(have.get("status")).upper() in CREATING else (have.get("metadata") or {}).get(FROM_BACKUP)


class ReadOnly(Flag):
    """Whether a volume is read-only. The volume shows it in the metadata."""

    def read(self, have):
        return self.normal((have.get("metadata") or {}).get("readonly") or False)


def size_of_source(context, body):
    """The size of an object that is created from another one without `size`: that of its source, in GiB."""
    sources = {"source_volid": VOLUME_NAME, "snapshot_id": SNAPSHOT_NAME, "backup_id": BACKUP_NAME, "volume_id": VOLUME_NAME}
    given = [(target, body[wire]) for wire, target in sources.items() if body.get(wire)]
    return next(((target.fetch(context.at(target), value) or {}).get("size", UNKNOWN) for target, value in given), UNKNOWN)


def has_source(body):
    """Whether a volume is created from a volume, a snapshot or a backup."""
    return any(body.get(wire) for wire in ("source_volid", "snapshot_id", "backup_id"))


def initial_bootable(_context, body):
    """Whether a new volume is bootable: "true" with an image, UNKNOWN with a source, whose value Cinder copies, else "false"."""
    return UNKNOWN if has_source(body) else "true" if body.get("imageRef") else "false"


def initial_image_metadata(_context, body):
    """The image metadata of a new volume. Cinder copies it from the image, or from the source of the volume."""
    if body.get("imageRef"):
        return {"image_id": body["imageRef"], MORE: UNKNOWN}
    return {MORE: UNKNOWN} if has_source(body) else None


def initial_multiattach(context, body):
    """Whether a new volume allows several attachments, which its volume type decides."""
    wanted = body.get("volume_type")
    volume_types = TYPE_NAME.list(context.at(TYPE_NAME)) if wanted else ()
    found = [volume_type for volume_type in volume_types if wanted in (volume_type["name"], volume_type["id"])]
    return allows_multiattach(found[0]) if len(found) == 1 and "extra_specs" in found[0] else UNKNOWN


class VolumeView(Cinder):
    """A volume: how it is found, and how a result shows it."""

    seen_by = Visibility(owner=("os-vol-tenant-attr:tenant_id",), all_projects="all_tenants")

    brief = ("id", "name", "links")

    def to_result(self, have):
        volume = super().to_result(have)
        if volume is not None:
            for name in ("is_bootable", "is_encrypted", "is_multiattach"):
                volume[name] = to_bool(volume[name])
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
        "is_bootable": f.Attribute("bootable", filterable=True, initial=initial_bootable),
        "is_encrypted": f.Attribute("encrypted"),
        "is_multiattach": f.Attribute("multiattach", initial=initial_multiattach),
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
        "volume_image_metadata": f.Attribute(initial=initial_image_metadata),
        "volume_type": f.Attribute(),
        "volume_type_id": f.Attribute(),
    },
    name=f.Str(required=True),
    image=ImageSource(IMAGE_NAME, "imageRef", returned=False),
    backup=BackupSource(BACKUP_NAME, "backup_id", returned=False),
    is_read_only=ReadOnly(api="readonly", returned=False),
)


class Listing(Info):
    """A listing of the user's own project, or of all projects with `all_projects`.

    client_filters: names of options that the API cannot filter by.
    """

    def __init__(self, resource, returns, client_filters=(), **rest):
        super().__init__(resource, returns, **rest)
        self.client_filters = client_filters

    def query(self, context):
        query, wanted = super().query(context)
        return query, dict(wanted, **{name: context.params[name] for name in self.client_filters if context.params.get(name)})


def all_projects_options():
    """The options of a listing that can include all projects, as a dict by name."""
    return {"all_projects": f.Bool(api="all_tenants"), "limit": f.Option("int")}

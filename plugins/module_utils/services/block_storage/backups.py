# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups of volumes in the block storage service (Cinder)."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.effects import Outcome
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError, Missing
from ansible_collections.stratus.openstack.plugins.module_utils.fields import DRIFT, Attribute, Bool, Option, Ref, Str, StrMap
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.base import (
    BACKUP_NAME,
    FROM_BACKUP,
    SNAPSHOT_NAME,
    Listing,
    MadeFromVolume,
    Source,
    all_projects_options,
    size_of_source,
    status,
    trim_description,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.volumes import VOLUME
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN


class Incremental(Bool):
    """Whether a backup is incremental: a request has `incremental`, an object has `is_incremental`."""

    def read(self, have):
        return have.get("is_incremental")


def predict_backup_note(context, have, sent):
    """The effect of restoring a backup: the metadata of the volume names the backup, unless it is a backup of the same volume."""
    identifier = sent["restore"]["volume_id"]
    path = VOLUME.item_path(context, identifier)
    metadata = context.session.known(VOLUME.service, path).get("metadata") or {}
    yield VOLUME.service, path, {"metadata": dict(metadata, **({FROM_BACKUP: have["id"]} if identifier != have.get("volume_id") else {}))}


class Backup(MadeFromVolume):
    """A backup. It remains when its volume is deleted, and its content can be restored to a volume."""

    also = ("backup",)
    actions = {**MadeFromVolume.actions, "POST /restore": Outcome(others=predict_backup_note)}

    def post(self, context, body):
        """The answer to a creation contains only the id and the name; the other attributes are read."""
        created = self.unwrap(super().post(context, body))
        return self.wrap(created if context.waits else dict(self.fetch(context, self.id_of(created)) or {}, **created))

    @staticmethod
    def builds_on(have, other):
        """Whether a backup is incremental and may be based on another one of the volume."""
        times = [one.get("created_at") or "" for one in (other, have)]
        return bool(have.get("is_incremental")) and have.get("volume_id") == other.get("volume_id") and times[0] < times[1]

    def update(self, context, have, body):
        super().update(context, have, body)
        return dict(have, **body)

    def verb_for(self, params, have):
        return "restore" if params["state"] == "restored" else super().verb_for(params, have)

    def reconcile(self, context, have):
        if context.params["state"] != "restored":
            return super().reconcile(context, have)
        if have is None:
            raise Missing("There is no such backup", service=self.service)
        return self.restore(context, have)

    def restore(self, context, have):
        """Restore the backup to the volume that the task names -> the backup. Raises CloudError.

        The metadata of a volume names the backup that it was restored from; such a volume is not restored again.
        """
        at_volume, target = context.at(VOLUME), context.params["restore_to"]
        volume = VOLUME.single(VOLUME.find(at_volume, target), target)
        context.parts["restored"] = None
        if volume is None and VOLUME.is_id(target):
            raise Missing("There is no volume %s" % target, service=self.service)
        if volume is not None and (volume.get("metadata") or {}).get(FROM_BACKUP) == self.id_of(have):
            context.parts["restored"] = context.parts["volume"] = volume
            return have
        if volume is not None and not context.params["overwrite"]:
            raise CloudError(
                "volume %s exists already, and was not restored from this backup" % target,
                service=self.service,
                hint="Set `overwrite: true` to replace its content",
            )
        identifier = self.send_restore(context, have, volume)
        if context.waits:
            have = self.wait_until_ready(context, dict(have, status=None))
            context.parts["volume"] = VOLUME.wait_until_ready(at_volume, {"id": identifier, "name": target})
        else:
            have = self.fetch(context, self.id_of(have)) or have
            context.parts["volume"] = VOLUME.fetch(at_volume, identifier)
        return have

    def send_restore(self, context, have, volume):
        """Send the request that restores a backup -> the id of the volume. ``volume``: None for a new one."""
        path = context.path(have, "/restore")
        if volume is None:
            body = {"name": context.params["restore_to"]}
            note = {FROM_BACKUP: self.id_of(have)}
            new = dict(body, description=UNKNOWN, size=have.get("size"), backup_id=self.id_of(have), metadata=note)
            reply = VOLUME.post_creation(context, new, path, json={"restore": body}, key="restore")
            return reply["restore"].get("volume_id") or reply["restore"]["id"]
        context.act(have, "POST /restore", {"restore": {"volume_id": volume["id"]}})
        return volume["id"]

    def build_result(self, context, have, before, now):
        result = super().build_result(context, have, before, now)
        if context.params["state"] == "restored":
            target, done = context.params["restore_to"], context.parts["restored"] is not None
            result["volume"] = VOLUME.to_result(context.parts["volume"])
            result["diff"] = {"before": {"restored_to": target if done else None}, "after": {"restored_to": target}}
        return result


RECREATE = "Only a new backup can have it"
BACKUP = Backup(
    BACKUP_NAME.kind,
    held_by="project",
    path=BACKUP_NAME.path,
    needs={"block-storage.backups": 1},
    needed_to_create=("volume",),
    detail=BACKUP_NAME.detail,
    result="volume_backup",
    status=status(fault="fail_reason"),
    states=("present", "absent", "restored"),
    computed={
        "created_at": Attribute(),
        "data_timestamp": Attribute(),
        "encryption_key_id": Attribute(),
        "fail_reason": Attribute(initial=None),
        "force": Attribute(initial=None),
        "has_dependent_backups": Attribute(initial=False),
        "is_incremental": Attribute(initial=lambda _context, body: body.get("incremental", False)),
        "links": Attribute(),
        "object_count": Attribute(),
        "project_id": Attribute("os-backup-project-attr:project_id"),
        "size": Attribute(initial=size_of_source),
        "status": Attribute(filterable=True, initial="available"),
        "updated_at": Attribute(),
        "user_id": Attribute(),
        "volume_name": Attribute(),
    },
    rules={"required_if": [["state", "restored", ["restore_to"]]]},
    name=Str(required=True, aliases=["display_name"], filterable=True),
    id=Option(),
    description=Str(aliases=["display_description"], canon=trim_description, initial=None),
    volume=Source(VOLUME, "volume_id", "backup", filterable=True),
    snapshot=Source(SNAPSHOT_NAME, "snapshot_id", "backup", initial=None),
    is_incremental=Incremental(api="incremental", update=DRIFT, remedy=RECREATE, aliases=["incremental"], returned=False),
    container=Str(update=DRIFT, remedy=RECREATE),
    availability_zone=Str(update=DRIFT, remedy=RECREATE, since="3.51"),
    metadata=StrMap(initial={}, since="3.43"),
    force=Option("bool"),
    restore_to=Option(refers="block_storage.volume"),
    overwrite=Option("bool", default=False),
)
BACKUPS = Listing(BACKUP, "volume_backups", status=Str(), volume=Ref(VOLUME, api="volume_id"), **all_projects_options())

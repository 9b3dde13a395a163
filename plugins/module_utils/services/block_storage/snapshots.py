# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Snapshots of volumes in the block storage service (Cinder)."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Option, Ref, Str, StrMap, own_project
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.base import (
    SNAPSHOT_NAME,
    Listing,
    MadeFromVolume,
    all_projects_options,
    size_of_source,
    status,
    trim_description,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.volumes import VOLUME


class Snapshot(MadeFromVolume):
    """A snapshot. Its metadata is changed by a separate request."""

    also = ("snapshot",)

    def update(self, context, have, body):
        plain = {key: value for key, value in body.items() if key != "metadata"}
        if plain:
            have = dict(have, **super().update(context, have, plain))
        return self.store_metadata(context, have, body["metadata"]) if "metadata" in body else have


SNAPSHOT = Snapshot(
    SNAPSHOT_NAME.kind,
    held_by="project",
    path=SNAPSHOT_NAME.path,
    needs={"block-storage.snapshots": 1},
    needed_to_create=("volume",),
    detail=SNAPSHOT_NAME.detail,
    result="volume_snapshot",
    status=status("BACKING-UP", "RESTORING"),
    computed={
        "consumes_quota": Attribute(filterable=True, initial=True),
        "created_at": Attribute(),
        "group_snapshot_id": Attribute(),
        "is_forced": Attribute("force", initial=None),
        "progress": Attribute("os-extended-snapshot-attributes:progress"),
        "project_id": Attribute("os-extended-snapshot-attributes:project_id", initial=own_project),
        "size": Attribute(initial=size_of_source),
        "status": Attribute(filterable=True, initial="available"),
        "updated_at": Attribute(),
        "user_id": Attribute(),
    },
    name=Str(required=True, aliases=["display_name"], filterable=True),
    id=Option(),
    description=Str(aliases=["display_description"], canon=trim_description, initial=None),
    volume=Ref(VOLUME, api="volume_id", update=IMMUTABLE, filterable=True),
    metadata=StrMap(initial={}),
    force=Option("bool", default=False),
)
SNAPSHOTS = Listing(
    SNAPSHOT,
    "volume_snapshots",
    details=Option("bool"),
    status=Str(choices="available backing-up creating deleted deleting error error_deleting restoring unmanaging".split()),
    volume=Ref(VOLUME, api="volume_id"),
    **all_projects_options(),
)

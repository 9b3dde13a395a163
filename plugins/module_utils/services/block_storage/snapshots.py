# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Snapshots of volumes in the block storage service (Cinder)."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import FROZEN, Option, Ref, Str, StrMap
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.base import (
    SNAPSHOT_NAME,
    Listing,
    OfVolume,
    every_project,
    status,
    trimmed,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.volumes import VOLUME


class Snapshot(OfVolume):
    """A snapshot. Its metadata has a path of its own."""

    also = ("snapshot",)

    def complete(self, context, body):
        body = super().complete(context, body)
        return dict(body, force=True) if context.params["force"] else body

    def update(self, context, have, body):
        plain = {key: value for key, value in body.items() if key != "metadata"}
        if plain:
            have = dict(have, **super().update(context, have, plain))
        return self.store_metadata(context, have, body["metadata"]) if "metadata" in body else have


SNAPSHOT = Snapshot(
    SNAPSHOT_NAME.kind,
    path=SNAPSHOT_NAME.path,
    detail=SNAPSHOT_NAME.detail,
    result="volume_snapshot",
    status=status("BACKING-UP", "RESTORING"),
    reads="consumes_quota created_at description group_snapshot_id is_forced=force metadata"
    " progress=os-extended-snapshot-attributes:progress project_id=os-extended-snapshot-attributes:project_id size status"
    " updated_at user_id volume_id",
    filters="name status volume_id consumes_quota",
    name=Str(required=True, aliases=["display_name"]),
    id=Option(),
    description=Str(aliases=["display_description"], canon=trimmed),
    volume=Ref(VOLUME, api="volume_id", update=FROZEN),
    metadata=StrMap(),
    force=Option("bool", default=False),
)
SNAPSHOTS = Listing(
    SNAPSHOT,
    "volume_snapshots",
    details=Option("bool"),
    status=Str(choices="available backing-up creating deleted deleting error error_deleting restoring unmanaging".split()),
    volume=Ref(VOLUME, api="volume_id"),
    **every_project(),
)

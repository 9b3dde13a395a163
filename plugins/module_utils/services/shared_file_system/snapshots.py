# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Snapshots of shares in the shared file system service (Manila)."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import (
    IMMUTABLE,
    Attribute,
    Option,
    Ref,
    Str,
    StrMap,
    of_another,
    own_project,
)
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.base import (
    SHARE_NAME,
    SNAPSHOT_NAME,
    CreatedText,
    Displayed,
    all_projects_options,
    status,
)


class Snapshot(Displayed):
    """A snapshot. The option `share` distinguishes snapshots with the same name."""

    def find_candidates(self, context, value):
        found, share = super().find_candidates(context, value), context.params.get("share")
        if not share or self.is_id(value):
            return found
        return [have for have in found if self.fields["share"].agrees(have["share_id"], share, context)]


SNAPSHOT = Snapshot(
    SNAPSHOT_NAME.kind,
    held_by="project",
    path=SNAPSHOT_NAME.path,
    key=SNAPSHOT_NAME.key,
    detail=SNAPSHOT_NAME.detail,
    status=status(),
    needed_to_create=("share",),
    result="share_snapshot",
    computed={
        "created_at": Attribute(),
        "display_description": Attribute(initial=None),
        "display_name": Attribute(initial=None),
        "project_id": Attribute(initial=own_project),
        "share_proto": Attribute(initial=of_another("/shares", "share_proto", "share_id")),
        "share_size": Attribute(initial=of_another("/shares", "size", "share_id")),
        "size": Attribute(filterable=True, initial=of_another("/shares", "size", "share_id")),
        "status": Attribute(filterable=True, initial="available"),
        "user_id": Attribute(),
    },
    name=Str(required=True, filterable=True),
    id=Option(),
    share=Ref(SHARE_NAME, api="share_id", update=IMMUTABLE, filterable=True),
    description=CreatedText(initial=None),
    metadata=StrMap(initial={}, since="2.73"),
    force=Option("bool", default=False),
)
SNAPSHOTS = Info(SNAPSHOT, "share_snapshots", share=Ref(SHARE_NAME, api="share_id"), status=Str(), **all_projects_options())

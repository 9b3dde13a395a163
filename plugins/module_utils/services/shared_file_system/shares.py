# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shares of the shared file system service (Manila)."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.effects import argument
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import (
    IMMUTABLE,
    Attribute,
    Bool,
    Dict,
    Int,
    Option,
    Ref,
    Str,
    StrMap,
    own_project,
)
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.base import Source
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.access import AccessRules
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.base import (
    GROUP_NAME,
    NETWORK_NAME,
    SHARE_NAME,
    SNAPSHOT_NAME,
    TYPE_NAME,
    CreatedText,
    Displayed,
    all_projects_options,
    status,
)
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

LOCATIONS = "export_locations"


class Protocol(Str):
    """The protocol of a share, which the API spells in capitals."""

    def wire(self, value, context):
        return value.upper()

    def normal(self, value):
        return value and value.upper()


class Share(Displayed):
    """A share. Actions change its size."""

    actions = {**Displayed.actions, "extend": {"size": argument("new_size")}, "shrink": {"size": argument("new_size")}}

    def update(self, context, have, body):
        plain = {key: value for key, value in body.items() if key != "size"}
        have = super().update(context, have, plain) if plain else have
        return self.resize(context, have, body["size"]) if "size" in body else have

    def resize(self, context, have, size):
        """Change the size of a share, and wait for it -> the share. Raises CloudError."""
        have = self.wait_until_ready(context, have) if self.is_busy(have) else have
        context.act(have, "extend" if size > have["size"] else "shrink", {"new_size": size})
        if not context.waits:
            return self.fetch(context, self.id_of(have)) or have
        now = self.wait_until_ready(context, dict(have, status=None))
        if now["size"] != size:
            why = self.find_fault(context, now) or "the API gives no reason"
            raise CloudError("size is still %s GiB: %s" % (now["size"], why), service=self.service)
        return now

    def deletion_query(self, context):
        group = (context.found or {}).get("share_group_id")
        return {"share_group_id": group} if group else {}

    def with_locations(self, context, have):
        """A share with the paths by which clients mount it. They need a request of their own."""
        if have is None or have.get(LOCATIONS) is UNKNOWN:
            return have
        found = context.call("GET", context.path(have, "/" + LOCATIONS), allow=(403, 404)) or {}
        return dict(have, **{LOCATIONS: found.get(LOCATIONS)})

    def build_result(self, context, have, before, now):
        return super().build_result(context, have, before, self.with_locations(context, now))


SHARE = Share(
    SHARE_NAME.kind,
    held_by="project",
    path=SHARE_NAME.path,
    detail=SHARE_NAME.detail,
    status=status(),
    needed_to_create=("share_protocol", ("size", "snapshot")),
    computed={
        "access_rules_status": Attribute(initial="active"),
        "created_at": Attribute(),
        "display_description": Attribute(initial=None),
        "display_name": Attribute(initial=None),
        "export_locations": Attribute(),
        "host": Attribute(filterable=True),
        "is_creating_new_share_from_snapshot_supported": Attribute("create_share_from_snapshot_support"),
        "is_mounting_snapshot_supported": Attribute("mount_snapshot_support"),
        "is_replicated": Attribute("has_replicas"),
        "is_reverting_to_snapshot_supported": Attribute("revert_to_snapshot_support"),
        "is_snapshot_supported": Attribute("snapshot_support"),
        "progress": Attribute(),
        "project_id": Attribute(filterable=True, initial=own_project),
        "replication_type": Attribute(),
        "share_server_id": Attribute(filterable=True),
        "share_type_name": Attribute(),
        "source_share_group_snapshot_member_id": Attribute(initial=None),
        "status": Attribute(filterable=True, initial="available"),
        "task_state": Attribute(initial=None),
        "user_id": Attribute(),
    },
    filters="share_type_id export_location_id export_location_path metadata",
    name=Str(required=True, filterable=True),
    id=Option(),
    description=CreatedText(initial=None),
    share_protocol=Protocol(api="share_proto", aliases=["share_proto"], returned="share_protocol", update=IMMUTABLE),
    size=Int(),
    share_type=Ref(TYPE_NAME, update=IMMUTABLE),
    snapshot=Source(SNAPSHOT_NAME, "snapshot_id", what="share", filterable=True, initial=None),
    share_network=Ref(NETWORK_NAME, api="share_network_id", update=IMMUTABLE, filterable=True),
    share_group=Ref(GROUP_NAME, api="share_group_id", update=IMMUTABLE, filterable=True, initial=None),
    availability_zone=Str(update=IMMUTABLE, usual="nova"),
    is_public=Bool(filterable=True, initial=False),
    metadata=StrMap(initial={}),
    access_rules=AccessRules(usual=[]),
    scheduler_hints=Dict(write_only=True, since="2.65", returned=False),
    force=Option("bool", default=False),
)


class ShareInfo(Info):
    """A listing of shares. Their export locations need a request for each share."""

    def query(self, context):
        query, wanted = super().query(context)
        return query, dict(wanted, **({"metadata": context.params["metadata"]} if context.params["metadata"] else {}))

    def found(self, context):
        found = super().found(context)
        return [self.resource.with_locations(context, have) for have in found] if context.params[LOCATIONS] else found


SHARES = ShareInfo(
    SHARE,
    "shares",
    export_locations=Option("bool", default=False),
    status=Str(),
    share_type=Ref(TYPE_NAME, api="share_type_id"),
    snapshot=Ref(SNAPSHOT_NAME, api="snapshot_id"),
    share_network=Ref(NETWORK_NAME, api="share_network_id"),
    is_public=Bool(),
    metadata=Option("dict"),
    **all_projects_options(),
)

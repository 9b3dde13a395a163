# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Share groups of the shared file system service (Manila), their snapshots, their types, and the access of projects to these types."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import (
    IMMUTABLE,
    Attribute,
    Bool,
    Option,
    Ref,
    RefSet,
    Str,
    own_project,
)
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.link import Access
from ansible_collections.stratus.openstack.plugins.module_utils.parts import KeyedMap, Listed
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import PROJECT_NAME, Member
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.base import (
    GROUP_NAME,
    NETWORK_NAME,
    TYPE_NAME,
    Manila,
    all_projects_options,
    status,
)
from ansible_collections.stratus.openstack.plugins.module_utils.visibility import Visibility

SINCE = "2.55"  # before it, share groups were an experiment that requests had to ask for

# -- types --------------------------------------------------------------------------------------------------------------------


class GroupSpecs(KeyedMap):
    """The group specs. They are also part of the request that creates the type."""

    body = True


class GroupTypes(Manila):
    """A type of share groups. The API cannot find a type by its name, so that the complete listing is read; there are few types."""

    unique = True
    seen_by = Visibility(restricted={"is_public": False}, users=("/share-group-types/%s/access", "share_group_type_access", "project_id"))

    def list(self, context, params=None):
        return super().list(context, dict({"is_public": "all"}, **(params or {})))


GROUP_TYPE = GroupTypes(
    "shared_file_system.share_group_type",
    cloud_wide=True,
    path="/share-group-types",
    by_name=None,
    since=SINCE,
    needed_to_create=("share_types",),
    computed={"is_default": Attribute(initial=False)},
    filters="is_public",
    name=Str(required=True),
    share_types=RefSet(TYPE_NAME, update=IMMUTABLE),
    group_specs=GroupSpecs("/group-specs", initial={}),
    is_public=Bool(update=IMMUTABLE, filterable=True, initial=True),
)
GROUP_TYPES = Info(GROUP_TYPE, "share_group_types", is_public=Bool())


class Projects(Listed):
    """The projects that may use a private type."""

    place, key = "/access", "share_group_type_access"

    def entry(self, have, identifier):
        return {"share_group_type_id": have["id"], "project_id": identifier}

    def identify(self, entry):
        return entry["project_id"]

    def request(self, identifier, adds):
        return "POST", "/action", {"json": {"addProjectAccess" if adds else "removeProjectAccess": {"project": identifier}}}


GROUP_TYPE_ACCESS = Access(
    "shared_file_system.share_group_type_access",
    table=GROUP_TYPE,
    part=Projects(PROJECT_NAME),
    public="is_public",
    project=Member(PROJECT_NAME, "project_domain", api="project_id", required=True, returned=False),
)

# -- groups and their snapshots -----------------------------------------------------------------------------------------------

GROUP_SNAPSHOT_NAME = Manila(
    "shared_file_system.share_group_snapshot", path="/share-group-snapshots", detail="/detail", name=Str(required=True)
)
GROUP = Manila(
    GROUP_NAME.kind,
    held_by="project",
    path=GROUP_NAME.path,
    detail=GROUP_NAME.detail,
    since=SINCE,
    status=status(),
    computed={
        "consistent_snapshot_support": Attribute(),
        "created_at": Attribute(),
        "host": Attribute(filterable=True),
        "project_id": Attribute(filterable=True, initial=own_project),
        "share_group_snapshot_id": Attribute("source_share_group_snapshot_id", initial=None),
        "share_server_id": Attribute(filterable=True, initial=None),
        "status": Attribute(filterable=True, initial="available"),
    },
    rules={"mutually_exclusive": [["snapshot", name] for name in ("share_types", "share_network", "availability_zone")]},
    name=Str(required=True, filterable=True),
    id=Option(),
    description=Str(filterable=True, initial=None),
    share_group_type=Ref(GROUP_TYPE, api="share_group_type_id", update=IMMUTABLE, filterable=True),
    share_types=RefSet(TYPE_NAME, update=IMMUTABLE),
    share_network=Ref(NETWORK_NAME, api="share_network_id", update=IMMUTABLE, filterable=True, initial=None),
    availability_zone=Str(update=IMMUTABLE, usual="nova"),
    snapshot=Ref(GROUP_SNAPSHOT_NAME, api="source_share_group_snapshot_id", returned=False, update=IMMUTABLE, filterable=True),
)
GROUPS = Info(
    GROUP,
    "share_groups",
    status=Str(),
    share_group_type=Ref(GROUP_TYPE, api="share_group_type_id"),
    share_network=Ref(NETWORK_NAME, api="share_network_id"),
    snapshot=Ref(GROUP_SNAPSHOT_NAME, api="source_share_group_snapshot_id"),
    **all_projects_options(),
)
GROUP_SNAPSHOT = Manila(
    GROUP_SNAPSHOT_NAME.kind,
    held_by="project",
    path=GROUP_SNAPSHOT_NAME.path,
    detail=GROUP_SNAPSHOT_NAME.detail,
    since=SINCE,
    status=status(),
    needed_to_create=("share_group",),
    computed={
        "created_at": Attribute(),
        "members": Attribute(),
        "project_id": Attribute(filterable=True, initial=own_project),
        "share_protocol": Attribute("share_proto", initial=None),
        "size": Attribute(initial=None),
        "status": Attribute(filterable=True, initial="available"),
    },
    name=Str(required=True, filterable=True),
    id=Option(),
    share_group=Ref(GROUP_NAME, api="share_group_id", update=IMMUTABLE, filterable=True),
    description=Str(filterable=True, initial=None),
)
GROUP_SNAPSHOTS = Info(
    GROUP_SNAPSHOT,
    "share_group_snapshots",
    share_group=Ref(GROUP_NAME, api="share_group_id"),
    status=Str(),
    **all_projects_options(),
)

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Types of volume groups of the block storage service (Cinder)."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import Bool, Option, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.base import VolumeType
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.types import Specs
from ansible_collections.stratus.openstack.plugins.module_utils.visibility import Visibility


class GroupType(VolumeType):
    """A type of volume groups. Cinder lists these types as it lists volume types."""

    seen_by = Visibility(restricted={"is_public": False})


GROUP_TYPE = GroupType(
    "block_storage.group_type",
    cloud_wide=True,
    path="/group_types",
    by_name=None,
    microversion="3.11",
    since="3.11",
    result="volume_group_type",
    name=Str(required=True),
    id=Option(),
    description=Str(initial=None),
    group_specs=Specs("/group_specs", initial={}),
    is_public=Bool(filterable=True, initial=True),
)
GROUP_TYPE.label = "volume group type"
GROUP_TYPES = Info(GROUP_TYPE, "volume_group_types", is_public=Bool())

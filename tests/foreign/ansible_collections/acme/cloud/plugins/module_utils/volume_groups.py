# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups of volumes in the block storage service (Cinder)."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.effects import GONE
from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Ref, RefSet, Str, own_project
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.base import TYPE_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.status import Status

GROUP_TYPE = Resource("block-storage.group_type", path="/group_types", by_name=None, microversion="3.13")


class VolumeGroup(Resource):
    """A group is removed by an action, not by DELETE."""

    def delete(self, context, have):
        context.act(have, "delete", {"delete-volumes": False})
        self.wait_gone(context, have)


VOLUME_GROUP = VolumeGroup(
    "block-storage.volume_group",
    path="/groups",
    key="group",
    detail="/detail",
    microversion="3.13",
    scoped=True,
    status=Status(ok=("AVAILABLE",), fail=("ERROR", "ERROR_DELETING")),
    actions={"delete": GONE},
    name=Str(required=True, filterable=True),
    description=Str(initial=None),
    group_type=Ref(GROUP_TYPE, update=IMMUTABLE),
    volume_types=RefSet(TYPE_NAME, update=IMMUTABLE),
    availability_zone=Str(update=IMMUTABLE),
    computed={
        "created_at": Attribute(),
        "project_id": Attribute(initial=own_project),
        "status": Attribute(initial="available"),
    },
)

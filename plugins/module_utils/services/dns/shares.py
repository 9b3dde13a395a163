# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shares of zones of the DNS service (Designate): other projects that may create recordsets in a zone."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Option, Ref
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.base import (
    ZONE_NAME,
    Designate,
    acting_project,
    project_options,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import PROJECT_NAME


class ZoneShare(Designate):
    """The type of shares. The zone and the other project identify one.

    Only administrators may filter the listing by the other project, so the complete listing of the zone is read.
    """

    unique = True
    key_option = "target_project"

    def find(self, context, value, filters=None):
        target = context.resolve(PROJECT_NAME, value)
        return [have for have in self.list(context) if target in (have.get("target_project_id"), self.id_of(have))]


def select_project(context, found):
    """The listed shares with the project that the task declares."""
    project = context.params["target_project"]
    target = context.resolve(PROJECT_NAME, project) if project else None
    return [have for have in found if target in (None, have.get("target_project_id"))]


ZONE_SHARE = ZoneShare(
    "dns.zone_share",
    path="/zones/{zone_id}/shares",
    keys="shared_zones",
    by_name=None,
    computed={
        "created_at": Attribute(),
        "links": Attribute(),
        "name": Attribute(initial=None),
        "project_id": Attribute(initial=acting_project),
        "updated_at": Attribute(initial=None),
    },
    zone=Ref(ZONE_NAME, api="zone_id", parent=True, required=True, aliases=["zone_id"]),
    target_project=Ref(PROJECT_NAME, api="target_project_id", required=True, update=IMMUTABLE, aliases=["target_project_id"]),
    **project_options(),
)
ZONE_SHARES = Info(
    ZONE_SHARE,
    "zone_shares",
    name=False,
    narrow=select_project,
    zone=Ref(ZONE_NAME, api="zone_id", parent=True, required=True, aliases=["zone_id"]),
    target_project=Option(aliases=["target_project_id"]),
    **project_options(),
)

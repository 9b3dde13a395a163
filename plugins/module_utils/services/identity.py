# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The identity service (Keystone)."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import Bool, Str
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource


class Project(Resource):
    def get(self, context, value, filters=None):
        """As a reference, the name of the own project means that one, and most users may not ask for others."""
        access = context.session.access
        if value == access.project_name and access.project_id:
            return {"id": access.project_id, "name": access.project_name}
        return super().get(context, value, filters)


PROJECT = Project(
    "identity.project", path="/projects", update_verb="PATCH",
    reads="description domain_id is_domain is_enabled=enabled options parent_id links tags",
    filters="domain_id is_domain parent_id enabled tags tags-any not-tags not-tags-any",
    name=Str(required=True),
    description=Str(),
    is_enabled=Bool(api="enabled", aliases=["enabled"]),
)

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The operation that logs in and shows the token."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.operation import Operation

SHOWN = (
    "user_id",
    "user_name",
    "user_domain_id",
    "project_id",
    "project_name",
    "project_domain_id",
    "domain_id",
    "domain_name",
    "roles",
    "methods",
)


def log_in(session, params):
    """The token of the session, with its scope, its user and the endpoints of the catalog -> the task's result."""
    access = session.access
    shown = {name: getattr(access, name) for name in SHOWN}
    endpoints = {}
    for entry in access.catalog:
        try:
            endpoints[entry["type"]] = session.endpoint(entry["type"])
        except CloudError:
            continue  # the service has no endpoint in this region or of this interface
    return {
        "auth_token": access.token,
        "expires_at": access.expires_at.isoformat() if access.expires_at else None,
        "system": access.system,
        "endpoints": endpoints,
        **shown,
    }


AUTH = Operation(log_in)

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Block storage (Cinder): its processes on hosts, such as cinder-volume."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import Attribute, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.base import Cinder

SERVICE = Cinder(
    "block_storage.service",
    path="/os-services",
    by_name=None,
    computed={
        "active_backend_id": Attribute(),
        "availability_zone": Attribute("zone"),
        "backend_state": Attribute(),
        "binary": Attribute(filterable=True),
        "cluster": Attribute(),
        "disabled_reason": Attribute(),
        "host": Attribute(filterable=True),
        "is_frozen": Attribute("frozen"),
        "replication_status": Attribute(),
        "state": Attribute(),
        "status": Attribute(),
        "updated_at": Attribute(),
    },
    name=Str(required=True),
)
SERVICES = Info(SERVICE, "volume_services", name=False, binary=Str(), host=Str())

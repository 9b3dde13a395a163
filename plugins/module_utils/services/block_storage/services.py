# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Block storage (Cinder): the services that it consists of."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.base import Cinder

SERVICE = Cinder(
    "block_storage.service",
    path="/os-services",
    by_name=None,
    reads="active_backend_id availability_zone=zone backend_state binary cluster disabled_reason host is_frozen=frozen replication_status"
    " state status updated_at",
    filters="binary host",
    name=Str(required=True),
)
SERVICES = Info(SERVICE, "volume_services", name=False, binary=Str(), host=Str())

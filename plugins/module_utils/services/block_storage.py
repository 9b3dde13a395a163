# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The block storage service (Cinder)."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import Str
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource, Status

VOLUME = Resource(
    "block_storage.volume",
    path="/volumes",
    detail="/detail",
    status=Status(ok=("AVAILABLE", "IN-USE"), fail=("ERROR",)),
    name=Str(required=True),
)

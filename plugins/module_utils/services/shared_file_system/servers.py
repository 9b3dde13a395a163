# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Share servers of the shared file system service (Manila), which drivers create in the share networks of projects; availability zones."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import Attribute, Ref, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import PROJECT_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.base import NETWORK_NAME, Manila

SERVER = Manila(
    "shared_file_system.share_server",
    path="/share-servers",
    by_name=None,
    computed={
        "host": Attribute(filterable=True),
        "identifier": Attribute(filterable=True),
        "is_auto_deletable": Attribute(),
        "network_allocation_update_support": Attribute(),
        "project_id": Attribute(filterable=True),
        "security_service_update_support": Attribute(),
        "share_network_id": Attribute(filterable=True),
        "share_network_name": Attribute(),
        "share_network_subnet_ids": Attribute(),
        "source_share_server_id": Attribute(filterable=True),
        "status": Attribute(filterable=True),
        "task_state": Attribute(),
        "updated_at": Attribute(),
    },
)
SERVERS = Info(
    SERVER,
    "share_servers",
    name=False,
    share_network=Ref(NETWORK_NAME, api="share_network_id"),
    project=Ref(PROJECT_NAME, api="project_id"),
    host=Str(),
    status=Str(),
)

ZONE = Manila(
    "shared_file_system.availability_zone",
    path="/availability-zones",
    by_name=None,
    computed={"created_at": Attribute(), "updated_at": Attribute()},
)
ZONES = Info(ZONE, "share_availability_zones")

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: share_server_info
short_description: List share servers
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists share servers of the shared file system service (Manila), by one request.
  - A driver creates them for share types with C(driver_handles_share_servers), in the share networks of projects.
  - Requires an administrator, unless the policy of the cloud says otherwise.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  share_network: {type: str, description: Name or ID of the share network. Its name is looked up first.}
  project: {type: str, description: Name or ID of the project. Its name is looked up first.}
  host: {type: str, description: 'Host and backend that have the share servers, such as V(manila@generic).'}
  status: {type: str, description: 'Status, such as V(active), V(creating) or V(error).'}
"""

EXAMPLES = r"""
- name: List failed share servers
  stratus.openstack.share_server_info:
    cloud: admin
    status: error
  register: failed
"""

RETURN = r"""
share_servers:
  description: The share servers.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of shared_file_system.share_server: make generate
    id: {type: str, description: UUID of the share server.}
    name: {type: str, description: Always null. Share servers have no name.}
    host: {type: str, description: Host and backend that have the share server.}
    identifier: {type: str, description: Name of the share server in the storage system. The driver chooses it.}
    is_auto_deletable: {type: bool, description: Whether the service removes the share server after its last share.}
    network_allocation_update_support: {type: bool, description: Whether further subnets can be added to the share server.}
    project_id: {type: str, description: ID of the project that owns the share network.}
    security_service_update_support: {type: bool, description: Whether its security services can be changed.}
    share_network_id: {type: str, description: UUID of the share network that the share server is in.}
    share_network_name: {type: str, description: 'Name of that share network, or its UUID if it has no name.'}
    share_network_subnet_ids:
      description: UUIDs of the subnets of the share network that the share server uses.
      type: list
      elements: str
    source_share_server_id: {type: str, description: UUID of the share server that it was migrated from. Null when there is none.}
    status: {type: str, description: 'Such as V(active), V(creating), V(deleting) or V(error).'}
    task_state: {type: str, description: State of a migration of the share server. Null when there was none.}
    updated_at: {type: str, description: 'Time of the last change of the share server, in UTC, as ISO 8601. Null before the first change.'}
    # end of attributes
  sample:
    - id: b8c1d4a0-8d4b-4f2a-9c61-5a7f3f1f2a44
      host: manila@generic
      status: active
      share_network_id: 713df749-aac0-4a54-af52-10f6c991e80c
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.servers import SERVERS

OPERATION = SERVERS

if __name__ == "__main__":
    run(OPERATION)

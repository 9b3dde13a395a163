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
  sample:
    - id: b8c1d4a0-8d4b-4f2a-9c61-5a7f3f1f2a44
      host: manila@generic
      status: active
      share_network_id: 713df749-aac0-4a54-af52-10f6c991e80c
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.servers import SERVERS

OPERATION = SERVERS

if __name__ == "__main__":
    run(OPERATION)

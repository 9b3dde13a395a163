#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: share_group_info
short_description: List share groups
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists share groups of the shared file system service (Manila), by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the share group, or a pattern such as V(web-*).'}
  status: {type: str, description: 'List only share groups with this status, such as V(available) or V(error).'}
  share_group_type: {type: str, description: Name or ID of the share group type. Its name is looked up first.}
  share_network: {type: str, description: Name or ID of the share network. Its name is looked up first.}
  snapshot: {type: str, description: Name or ID of the snapshot that the groups were created from. Its name is looked up first.}
  all_projects: {type: bool, description: List the share groups of all projects. Requires an administrator.}
  limit: {type: int, description: List at most this number.}
"""

EXAMPLES = r"""
- name: List the share groups
  stratus.openstack.share_group_info:
    cloud: demo
  register: found
"""

RETURN = r"""
share_groups:
  description: The share groups.
  returned: success
  type: list
  elements: dict
  sample:
    - id: a4a5756c-05d0-4918-b88b-69ae4d412f52
      name: shop
      status: available
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.groups import GROUPS

OPERATION = GROUPS

if __name__ == "__main__":
    run(OPERATION)

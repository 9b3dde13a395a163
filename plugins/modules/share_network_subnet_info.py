#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: share_network_subnet_info
short_description: List subnets of a share network
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists the subnets of a share network in the shared file system service (Manila), by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  share_network: {type: str, required: true, description: Name or ID of the share network. Its name is looked up first.}
"""

EXAMPLES = r"""
- name: List the subnets of a share network
  stratus.openstack.share_network_subnet_info:
    cloud: demo
    share_network: shares
  register: found
"""

RETURN = r"""
share_network_subnets:
  description: The subnets.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 500d6d9f-1b3c-4a92-8e0e-3ed2c0a4cb4f
      share_network_id: 713df749-aac0-4a54-af52-10f6c991e80c
      availability_zone: east
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.network_subnets import NETWORK_SUBNETS

OPERATION = NETWORK_SUBNETS

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: software_deployment_info
short_description: List software deployments
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists software deployments of the orchestration service (Heat).
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  server: {type: str, description: Name or ID of the server. If omitted, the deployments of all servers are listed.}
"""

EXAMPLES = r"""
- name: Show what a server has run
  stratus.openstack.software_deployment_info:
    cloud: demo
    server: web-1
  register: found
"""

RETURN = r"""
software_deployments:
  description: The software deployments.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 6685584b-1eac-4da6-b5c3-555430cf68ff
      status: COMPLETE
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.orchestration.software import SOFTWARE_DEPLOYMENTS

OPERATION = SOFTWARE_DEPLOYMENTS

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: share_availability_zone_info
short_description: List availability zones of the shared file system service
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists the availability zones that shares of the shared file system service (Manila) can be created in, by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the availability zone, or a pattern such as V(east-*).'}
"""

EXAMPLES = r"""
- name: List the availability zones
  stratus.openstack.share_availability_zone_info:
    cloud: demo
  register: zones
"""

RETURN = r"""
share_availability_zones:
  description: The availability zones.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of shared_file_system.availability_zone: make generate
    id: {type: str, description: UUID of the availability zone.}
    name: {type: str, description: 'Name of the availability zone, as shares and subnets of share networks refer to it.'}
    created_at: {type: str, description: 'Time when the availability zone was created, in UTC, as ISO 8601.'}
    updated_at:
      description: 'Time of the last change of the availability zone, in UTC, as ISO 8601. Null before the first change.'
      type: str
    # end of attributes
  sample:
    - id: 388c983d-258e-4a0e-b1ba-10da37d766db
      name: nova
      created_at: "2026-09-18T09:50:55.000000"
      updated_at: null
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.servers import ZONES

OPERATION = ZONES

if __name__ == "__main__":
    run(OPERATION)

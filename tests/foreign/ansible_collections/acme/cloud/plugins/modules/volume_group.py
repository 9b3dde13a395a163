# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: volume_group
short_description: Manage groups of volumes
author: acme
description:
  - Creates, changes and removes groups of volumes in the block storage service (Cinder).
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name or ID of the group.}
  description: {type: str, description: Description of the group.}
  group_type: {type: str, description: Name or ID of the type of the group. Required to create it; it cannot be changed.}
  volume_types:
    description: Names or IDs of the types of its volumes. Required to create it; they cannot be changed.
    type: list
    elements: str
  availability_zone: {type: str, description: Availability zone of the group. It cannot be changed.}
"""

EXAMPLES = r"""
- name: Create a group
  acme.cloud.volume_group:
    cloud: demo
    name: database
    group_type: consistent
    volume_types: [ssd]
"""

RETURN = r"""
volume_group:
  description: The group, null if it was removed.
  returned: success
  type: dict
"""

from ansible_collections.acme.cloud.plugins.module_utils.volume_groups import VOLUME_GROUP
from ansible_collections.stratus.openstack.plugins.module_utils.runner import run

OPERATION = VOLUME_GROUP

if __name__ == "__main__":
    run(OPERATION)

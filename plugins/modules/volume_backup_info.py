#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: volume_backup_info
short_description: List backups of volumes
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists backups of volumes in the block storage service (Cinder), by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name:
    type: str
    description: Name or ID of the backup that is wanted, or a pattern such as V(web-*). There may be several of one name.
  volume: {type: str, description: Name or ID of the volume that the backups are of.}
  status: {type: str, description: 'Status of the backups, such as V(available) or V(error).'}
  all_projects: {type: bool, description: 'Whether to list the backups of all projects, for administrators.'}
  limit: {type: int, description: Give at most so many.}
"""

EXAMPLES = r"""
- name: All backups of a volume
  stratus.openstack.volume_backup_info:
    cloud: demo
    volume: data
  register: found

- name: The newest one
  ansible.builtin.debug:
    msg: "{{ (found.volume_backups | sort(attribute='created_at') | last).name }}"
"""

RETURN = r"""
volume_backups:
  description: The backups. Attributes that the API does not show are null.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 9d0c1f4e-5f0a-4b6e-8a35-1b7c2f3d4e55
      name: data-monday
      size: 20
      status: available
      is_incremental: false
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.backups import BACKUPS

OPERATION = BACKUPS

if __name__ == "__main__":
    run(OPERATION)

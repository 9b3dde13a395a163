#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: volume_service_info
short_description: List services of block storage
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists the services that block storage (Cinder) consists of, by one request, for administrators.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  binary: {type: str, description: 'Program of the service, such as V(cinder-volume).'}
  host: {type: str, description: 'Host of the service, such as V(storage-1@ceph).'}
"""

EXAMPLES = r"""
- name: All services
  stratus.openstack.volume_service_info:
    cloud: admin
  register: all

- name: No service may be down
  ansible.builtin.assert:
    that: all.volume_services | rejectattr('state', 'equalto', 'up') | length == 0

- name: Backends that are switched off
  stratus.openstack.volume_service_info:
    cloud: admin
    binary: cinder-volume
    filters: {status: disabled}
"""

RETURN = r"""
volume_services:
  description: The services.
  returned: success
  type: list
  elements: dict
  sample:
    - binary: cinder-volume
      host: storage-1@ceph
      availability_zone: nova
      status: enabled
      state: up
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.services import SERVICES

OPERATION = SERVICES

if __name__ == "__main__":
    run(OPERATION)

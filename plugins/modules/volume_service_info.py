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
  contains:
    # attributes of block_storage.service: make generate
    id: {type: str, description: Always null. The API identifies a service by C(binary) and C(host).}
    name: {type: str, description: Always null. The name of the program is C(binary).}
    active_backend_id:
      description: 'ID of the replication target in use after a failover. Null while the original backend is in use, and for other services
        than V(cinder-volume).'
      type: str
    availability_zone: {type: str, description: Availability zone that the service belongs to.}
    backend_state:
      description: 'V(up) or V(down), as the storage backend reports it. Null for other services than V(cinder-volume), and before
        microversion 3.49.'
      type: str
    binary: {type: str, description: 'Name of the program: V(cinder-volume), V(cinder-scheduler) or V(cinder-backup).'}
    cluster: {type: str, description: 'Cluster that the service is in. Null when it is in none, and before microversion 3.7.'}
    disabled_reason:
      description: 'Reason that was given when the service was disabled. Null when it is enabled, or when no reason was given.'
      type: str
    host: {type: str, description: 'Name of the host that the service runs on; for V(cinder-volume), host and backend as C(host@backend).'}
    is_frozen:
      description: 'Whether the backend is frozen: existing volumes work, but volumes and snapshots cannot be created or deleted. Null for
        other services than V(cinder-volume).'
      type: bool
    replication_status:
      description: 'State of the backend''s replication, such as V(not-capable), V(disabled), V(enabled) or V(failed-over). Null for other
        services than V(cinder-volume).'
      type: str
    state: {type: str, description: 'V(up) when the service reported itself in time, V(down) otherwise.'}
    status: {type: str, description: 'V(enabled) when the service gets new work, V(disabled) when it does not.'}
    updated_at: {type: str, description: 'Time of the latest report or change of the service, in UTC, as ISO 8601.'}
    # end of attributes
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

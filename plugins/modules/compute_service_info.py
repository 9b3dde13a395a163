#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: compute_service_info
short_description: List services of the compute service
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description: Lists the services that Nova consists of, on which hosts they run, and how they are. For administrators.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  binary: {type: str, description: 'What it is, such as V(nova-compute) or V(nova-scheduler).'}
  host: {type: str, description: Host that it runs on.}
"""

EXAMPLES = r"""
- name: List all services
  stratus.openstack.compute_service_info:
    cloud: admin

- name: List the compute services that are down
  stratus.openstack.compute_service_info:
    cloud: admin
    binary: nova-compute
    filters:
      state: down
  register: down

- name: Stop when there is any
  ansible.builtin.assert:
    that: down.compute_services | length == 0
"""

RETURN = r"""
compute_services:
  description: The services that were found; an empty list when there are none.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of compute.service: make generate
    id: {type: str, description: UUID of the service. Null when its part of the cloud cannot be reached.}
    name: {type: str, description: 'Name of the program, the same as C(binary).'}
    availability_zone:
      description: Availability zone of the host. Services other than nova-compute are in the zone V(internal) by default.
      type: str
    binary: {type: str, description: 'Name of the program: V(nova-compute), V(nova-conductor) or V(nova-scheduler).'}
    disabled_reason:
      description: 'Reason that was given when the service was disabled. Null when it is enabled, or when no reason was given.'
      type: str
    host: {type: str, description: Name of the host that the service runs on.}
    is_forced_down:
      description: 'Whether an administrator declared the service down, so that its servers can be evacuated at once.'
      type: bool
    state: {type: str, description: 'V(up) when the service reported itself in time, V(down) otherwise.'}
    status:
      description: 'V(enabled) when the host gets new servers, V(disabled) when it does not, V(UNKNOWN) when its part of the cloud cannot be
        reached.'
      type: str
    updated_at: {type: str, description: 'Time of the latest report of the service, in UTC, as ISO 8601. Null when it never reported.'}
    # end of attributes
  sample:
    - id: 7b2e1f4c-0d5c-4f7a-9f53-7c1b1a0e0c55
      host: compute-7
      binary: nova-compute
      availability_zone: nova
      status: enabled
      state: up
      disabled_reason:
      is_forced_down: false
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.hosts import COMPUTE_SERVICES

OPERATION = COMPUTE_SERVICES

if __name__ == "__main__":
    run(OPERATION)

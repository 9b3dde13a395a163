#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: compute_service
short_description: Manage services of the compute service
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Takes services of Nova out of use and back, says that one is down before Nova notices, and forgets those that are gone. For
    administrators.
  - A service comes about when it starts; the module does not create any. One that runs comes back after its removal.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  host: {type: str, required: true, description: Host that it runs on.}
  binary: {type: str, default: nova-compute, description: 'What it is, such as V(nova-compute) or V(nova-scheduler).'}
  is_enabled: {type: bool, aliases: [enabled], description: Whether it gets new work.}
  disabled_reason: {type: str, description: 'Why it is disabled; only together with O(is_enabled=false), or for one that is disabled.'}
  is_forced_down: {type: bool, aliases: [forced_down], description: 'Whether it counts as dead, so that its servers can be evacuated.'}
"""

EXAMPLES = r"""
- name: Let a host get no new servers
  stratus.openstack.compute_service:
    cloud: admin
    host: compute-7
    is_enabled: false
    disabled_reason: New power supply

- name: Take it into use again
  stratus.openstack.compute_service:
    cloud: admin
    host: compute-7
    is_enabled: true

- name: Say that a host burnt down, so that its servers can be evacuated at once
  stratus.openstack.compute_service:
    cloud: admin
    host: compute-8
    is_forced_down: true

- name: Forget a host that is no more
  stratus.openstack.compute_service:
    cloud: admin
    host: compute-8
    state: absent
"""

RETURN = r"""
compute_service:
  description: The service; null when it was removed.
  returned: success
  type: dict
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
    id: 7b2e1f4c-0d5c-4f7a-9f53-7c1b1a0e0c55
    host: compute-7
    binary: nova-compute
    status: disabled
    state: up
    disabled_reason: New power supply
    is_forced_down: false
id:
  description: ID of the service.
  returned: when the service exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.hosts import COMPUTE_SERVICE

OPERATION = COMPUTE_SERVICE

if __name__ == "__main__":
    run(OPERATION)

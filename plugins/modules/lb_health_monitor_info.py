#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: lb_health_monitor_info
short_description: List health monitors of pools
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists health monitors of the load balancing service (Octavia), by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name:
    description: Name or ID of the health monitor, or a pattern such as V(web-*).
    type: str
  pool:
    description: Name or ID of the pool. Its name is looked up first.
    type: str
  type:
    description: Kind of check of the monitors.
    type: str
  http_method:
    description: HTTP method of the monitors.
    type: str
  url_path:
    description: Path of the request of the monitors.
    type: str
  expected_codes:
    description: Expected status codes of the monitors.
    type: str
  project:
    description: Name or ID of the project that owns the objects. Administrators list those of all projects if they omit it.
    type: str
  tags:
    description: List only objects with all of these tags.
    type: list
    elements: str
  any_tags:
    description: List only objects with at least one of these tags.
    type: list
    elements: str
  not_tags:
    description: List only objects that do not have all of these tags.
    type: list
    elements: str
  not_any_tags:
    description: List only objects with none of these tags.
    type: list
    elements: str
"""

EXAMPLES = r"""
- name: List the health monitors
  stratus.openstack.lb_health_monitor_info:
    cloud: demo
  register: found
"""

RETURN = r"""
health_monitors:
  description: The health monitors.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of load_balancer.health_monitor: make generate
    id: {type: str, description: UUID of the health monitor.}
    name: {type: str, description: Name that the health monitor was given. Names are not unique.}
    created_at: {type: str, description: 'Time when the health monitor was created, in UTC, as ISO 8601.'}
    delay: {type: int, description: Seconds between two checks.}
    domain_name: {type: str, description: Domain name in the header C(Host) of the check. Null when there is none.}
    expected_codes: {type: str, description: HTTP status codes of a passed check. Null when it is not an HTTP check.}
    http_method: {type: str, description: HTTP method of the check. Null when it is not an HTTP check.}
    http_version: {type: float, description: HTTP version of the check. Null by default.}
    is_admin_state_up: {type: bool, description: Whether the health monitor is in service.}
    max_retries: {type: int, description: Number of passed checks after which a member is online again.}
    max_retries_down: {type: int, description: Number of failed checks after which a member is in error.}
    operating_status:
      description: 'State of health of the health monitor as observed: V(ONLINE), V(OFFLINE), V(DEGRADED), V(ERROR), V(DRAINING) or
        V(NO_MONITOR).'
      type: str
    pool_id: {type: str, description: ID of the pool whose members are checked.}
    pools:
      description: 'The pool whose members are checked, as a list with one entry.'
      type: list
      elements: dict
      contains:
        id: {type: str, description: ID of the pool.}
    project_id: {type: str, description: ID of the project that owns the health monitor.}
    provisioning_status:
      description: 'State of the last change of the health monitor: V(ACTIVE), V(ERROR), V(PENDING_CREATE), V(PENDING_UPDATE) or
        V(PENDING_DELETE).'
      type: str
    tags: {type: list, elements: str, description: 'Tags of the health monitor, sorted.'}
    timeout: {type: int, description: Seconds after which a check fails.}
    type: {type: str, description: 'Kind of check, such as V(HTTP) or V(PING).'}
    updated_at:
      description: 'Time of the last change of the health monitor, in UTC, as ISO 8601. Null before the first change.'
      type: str
    url_path: {type: str, description: Path of the request of the check. Null when it is not an HTTP check.}
    # end of attributes
  sample:
    - id: 8ed3c5ac-6efa-420c-bedb-99ba14e58db5
      name: web-check
      type: HTTP
      delay: 5
      timeout: 3
      max_retries: 3
      provisioning_status: ACTIVE
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.pools import HEALTH_MONITORS

OPERATION = HEALTH_MONITORS

if __name__ == "__main__":
    run(OPERATION)

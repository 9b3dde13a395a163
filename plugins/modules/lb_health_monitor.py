#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: lb_health_monitor
short_description: Manage health monitors of pools
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes health monitors of the load balancing service (Octavia). A pool has at most one.
  - The service accepts one change of a load balancer at a time. The task waits, within O(timeout), while another change is in progress.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name:
    description:
      - Name or ID of the health monitor.
      - Monitors of several pools can have the same name if the task sets O(pool).
    type: str
    required: true
  pool:
    description: Name or ID of the pool. Required to create a health monitor. It cannot be changed.
    type: str
  type:
    description:
      - Kind of check, such as V(HTTP), V(HTTPS), V(PING), V(TCP), V(TLS-HELLO) or V(UDP-CONNECT).
      - A new monitor has V(HTTP) if you omit it.
      - It cannot be changed.
    type: str
  delay:
    description: Seconds between two checks. Required to create a health monitor.
    type: int
  health_monitor_timeout:
    description: Seconds after which a check fails. It must be less than O(delay). Required to create a health monitor.
    type: int
    aliases: [resp_timeout]
  max_retries:
    description: Number of passed checks after which a member is online again. Required to create a health monitor.
    type: int
  max_retries_down:
    description: Number of failed checks after which a member is in error. The service has a default, V(3).
    type: int
  http_method:
    description: HTTP method of the request, such as V(GET). Only for HTTP and HTTPS.
    type: str
  http_version:
    description: HTTP version of the request, V(1.0) or V(1.1). Only for HTTP and HTTPS.
    type: float
  url_path:
    description: Path of the request. Only for HTTP and HTTPS.
    type: str
  expected_codes:
    description: HTTP status codes of a passed check, such as V(200), V('200,202') or V(200-204). Only for HTTP and HTTPS.
    type: str
  domain_name:
    description: Domain name in the header C(Host) of the request. It requires O(http_version=1.1).
    type: str
  is_admin_state_up:
    description: Whether the health monitor is in service. A new one is by default.
    type: bool
    aliases: [admin_state_up]
  tags:
    description: Tags of the health monitor. This is the complete list, others are removed.
    type: list
    elements: str
  project:
    description:
      - Name or ID of the project that owns the health monitor. Defaults to the project of the credentials.
      - Requires an administrator if it is another project.
    type: str
"""

EXAMPLES = r"""
- name: Check the members of a pool
  stratus.openstack.lb_health_monitor:
    cloud: demo
    name: web-check
    pool: web-servers
    type: HTTP
    url_path: /health
    delay: 5
    health_monitor_timeout: 3
    max_retries: 3

- name: Remove the health monitor
  stratus.openstack.lb_health_monitor:
    cloud: demo
    name: web-check
    pool: web-servers
    state: absent
"""

RETURN = r"""
health_monitor:
  description: The health monitor, null if it was removed.
  returned: success
  type: dict
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
    id: 8ed3c5ac-6efa-420c-bedb-99ba14e58db5
    name: web-check
    type: HTTP
    delay: 5
    timeout: 3
    max_retries: 3
    provisioning_status: ACTIVE
id:
  description: ID of the health monitor.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.pools import HEALTH_MONITOR

OPERATION = HEALTH_MONITOR

if __name__ == "__main__":
    run(OPERATION)

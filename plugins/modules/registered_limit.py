#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: registered_limit
short_description: Manage registered limits
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes registered limits in the identity service (Keystone).
  - A registered limit is the default limit of all projects for a resource of a service.
  - M(stratus.openstack.identity_limit) sets another limit for one project or domain.
  - A service applies it if it uses unified limits, such as Nova with the quota driver C(UnifiedLimitsDriver).
  - The service, the resource and the region identify a registered limit.
  - Keystone does not change or remove a registered limit while a project or a domain has a limit of its own for the resource.
  - Requires an administrator, unless the policy of the cloud says otherwise.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  service: {type: str, required: true, description: 'Name, ID or type of the service that has the resource.'}
  resource_name: {type: str, required: true, description: 'Name of the resource as the service defines it, such as V(servers).'}
  region:
    description:
      - ID of the region. An empty one means a registered limit for all regions.
      - If omitted, the task means the only registered limit of the service for the resource. A new one is for all regions.
    type: str
  default_limit:
    description: Amount that a project can use if it has no limit of its own. V(-1) means unlimited. Required for a new registered limit.
    type: int
  description: {type: str, description: Free text about the registered limit.}
"""

EXAMPLES = r"""
- name: Allow each project ten servers
  stratus.openstack.registered_limit:
    cloud: admin
    service: nova
    resource_name: servers
    region: RegionOne
    default_limit: 10

- name: Remove a registered limit
  stratus.openstack.registered_limit:
    cloud: admin
    service: glance
    resource_name: image_size_total
    state: absent
"""

RETURN = r"""
registered_limit:
  description: The registered limit, null if it was removed.
  returned: success
  type: dict
  contains:
    # attributes of identity.registered_limit: make generate
    id: {type: str, description: ID of the registered limit.}
    name: {type: str, description: Always null. Registered limits have no name in Keystone.}
    default_limit: {type: int, description: Amount that a project can use if it has no limit of its own. V(-1) means unlimited.}
    description: {type: str, description: Free text about the registered limit. Null when none was set.}
    links:
      description: URLs of the registered limit and of related objects in the API. Null where a request does not return them.
      type: dict
    region_id: {type: str, description: ID of the region. Null when the registered limit is for all regions.}
    resource_name: {type: str, description: 'Name of the resource as the service defines it, such as V(servers).'}
    service_id: {type: str, description: ID of the service that has the resource.}
    # end of attributes
  sample:
    id: 2d19b9a6938f4b339648750a6c15dc41
    service_id: 62d9a92aaef04dbc8ad3a892a231a01f
    region_id: RegionOne
    resource_name: servers
    default_limit: 10
    description: null
id:
  description: ID of the registered limit.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.limits import REGISTERED_LIMIT

OPERATION = REGISTERED_LIMIT

if __name__ == "__main__":
    run(OPERATION)

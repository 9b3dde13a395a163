#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: identity_limit
short_description: Manage limits of projects and domains
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes limits of projects and domains in the identity service (Keystone).
  - A limit replaces the registered limit of a resource for one project or domain.
  - M(stratus.openstack.registered_limit) manages registered limits.
  - The service, the resource, the region and the project or the domain identify a limit.
  - Requires an administrator, unless the policy of the cloud says otherwise.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  service: {type: str, required: true, description: 'Name, ID or type of the service that has the resource.'}
  resource_name: {type: str, required: true, description: 'Name of the resource. A registered limit with this name must exist.'}
  region:
    description:
      - ID of the region. An empty one means the limit without region. A registered limit with the same region must exist.
      - If omitted, the task means the only limit with the other values. A new one has no region.
    type: str
  project: {type: str, description: Name or ID of the project. Either O(project) or O(domain) is required.}
  domain: {type: str, description: Name or ID of the domain.}
  resource_limit:
    description:
      - Amount that the project or the domain can use. V(-1) means unlimited. Required for a new limit.
      - Keystone cannot change a limit to V(0). Use O(state=replace) to remove the limit and create it again.
    type: int
  description: {type: str, description: Free text about the limit. Keystone cannot clear the text of a limit; O(state=replace) does.}
  state:
    description:
      - V(present) creates or changes the limit, V(absent) removes it.
      - V(replace) removes a limit that differs, and creates it again.
    type: str
    default: present
    choices: [present, absent, replace]
"""

EXAMPLES = r"""
- name: Allow a project fifty servers
  stratus.openstack.identity_limit:
    cloud: admin
    service: nova
    resource_name: servers
    region: RegionOne
    project: demo
    resource_limit: 50

- name: Return to the registered limit
  stratus.openstack.identity_limit:
    cloud: admin
    service: nova
    resource_name: servers
    region: RegionOne
    project: demo
    state: absent
"""

RETURN = r"""
identity_limit:
  description: The limit, null if it was removed.
  returned: success
  type: dict
  contains:
    # attributes of identity.limit: make generate
    id: {type: str, description: ID of the limit.}
    name: {type: str, description: Always null. Limits have no name in Keystone.}
    description: {type: str, description: Free text about the limit. Null when none was set.}
    domain_id: {type: str, description: ID of the domain that has the limit. Null for the limit of a project.}
    links: {type: dict, description: URLs of the limit and of related objects in the API. Null where a request does not return them.}
    project_id: {type: str, description: ID of the project that has the limit. Null for the limit of a domain.}
    region_id: {type: str, description: ID of the region. Null when the limit belongs to no region.}
    resource_limit: {type: int, description: Amount that the project or the domain can use. V(-1) means unlimited.}
    resource_name: {type: str, description: 'Name of the resource as the service defines it, such as V(servers).'}
    service_id: {type: str, description: ID of the service that has the resource.}
    # end of attributes
  sample:
    id: 4bb32ab287704cf081fa47eb568f5608
    service_id: 62d9a92aaef04dbc8ad3a892a231a01f
    region_id: RegionOne
    project_id: 6adac6945de346d0ae14896580e0efca
    domain_id: null
    resource_name: servers
    resource_limit: 50
    description: null
id:
  description: ID of the limit.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.limits import LIMIT

OPERATION = LIMIT

if __name__ == "__main__":
    run(OPERATION)

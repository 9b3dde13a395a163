#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: identity_limit_info
short_description: List limits of projects and domains
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists limits of projects and domains of the identity service (Keystone), by one request.
  - Users who are not administrators see only the limits of their project.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  service: {type: str, description: 'Name, ID or type of the service. Only administrators can use a name or a type.'}
  resource_name: {type: str, description: Name of the resource.}
  region: {type: str, description: ID of the region.}
  project: {type: str, description: Name or ID of the project.}
  domain: {type: str, description: Name or ID of the domain.}
"""

EXAMPLES = r"""
- name: List the limits of a project
  stratus.openstack.identity_limit_info:
    cloud: admin
    project: demo
  register: limits

- name: Show the limit of each resource
  ansible.builtin.debug:
    msg: "{{ limits.identity_limits | items2dict(key_name='resource_name', value_name='resource_limit') }}"
"""

RETURN = r"""
identity_limits:
  description: The limits.
  returned: success
  type: list
  elements: dict
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
    - id: 4bb32ab287704cf081fa47eb568f5608
      service_id: 62d9a92aaef04dbc8ad3a892a231a01f
      region_id: RegionOne
      project_id: 6adac6945de346d0ae14896580e0efca
      domain_id: null
      resource_name: servers
      resource_limit: 50
      description: null
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.limits import LIMITS

OPERATION = LIMITS

if __name__ == "__main__":
    run(OPERATION)

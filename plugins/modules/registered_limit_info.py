#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: registered_limit_info
short_description: List registered limits
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists registered limits of the identity service (Keystone), by one request. They are the default limits of all projects.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  service: {type: str, description: 'Name, ID or type of the service. Only administrators can use a name or a type.'}
  resource_name: {type: str, description: Name of the resource.}
  region: {type: str, description: ID of the region.}
"""

EXAMPLES = r"""
- name: List the registered limits of a service
  stratus.openstack.registered_limit_info:
    cloud: admin
    service: nova
  register: limits

- name: Show the default limit of each resource
  ansible.builtin.debug:
    msg: "{{ limits.registered_limits | items2dict(key_name='resource_name', value_name='default_limit') }}"
"""

RETURN = r"""
registered_limits:
  description: The registered limits.
  returned: success
  type: list
  elements: dict
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
    - id: 2d19b9a6938f4b339648750a6c15dc41
      service_id: 62d9a92aaef04dbc8ad3a892a231a01f
      region_id: RegionOne
      resource_name: servers
      default_limit: 10
      description: null
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.limits import REGISTERED_LIMITS

OPERATION = REGISTERED_LIMITS

if __name__ == "__main__":
    run(OPERATION)

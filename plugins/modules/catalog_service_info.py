#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: catalog_service_info
short_description: List services of the catalog
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists the services that the catalog of the identity service (Keystone) is made of, by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the services that are wanted, or a pattern such as V(web-*).'}
  type: {type: str, aliases: [service_type], description: Type of the services.}
"""

EXAMPLES = r"""
- name: All of them
  stratus.openstack.catalog_service_info:
    cloud: admin
  register: found

- name: What serves volumes
  stratus.openstack.catalog_service_info:
    cloud: admin
    type: block-storage
"""

RETURN = r"""
services:
  description: The services.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of identity.service: make generate
    id: {type: str, description: ID of the service.}
    name: {type: str, description: 'Name of the service, such as V(nova). Several services may have the same name.'}
    description: {type: str, description: Free text about the purpose of the service. Null when none was set.}
    is_enabled:
      description: Whether the service and its endpoints are part of the catalog that users receive when they log in.
      type: bool
    links: {type: dict, description: URLs of the service and of related objects in the API. Null where a request does not return them.}
    type: {type: str, description: 'Type by which clients find the service in the catalog, such as V(compute).'}
    # end of attributes
  sample:
    - id: 3e2d1c0b9a8f47e6d5c4b3a29180f7e6
      name: nova
      type: compute
      description: Servers
      is_enabled: true
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.catalog import SERVICES

OPERATION = SERVICES

if __name__ == "__main__":
    run(OPERATION)

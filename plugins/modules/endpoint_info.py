#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: endpoint_info
short_description: List endpoints of the catalog
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists the addresses of services in the catalog of the identity service (Keystone), by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  service: {type: str, description: 'Name, ID or type of the service.'}
  endpoint_interface: {type: str, choices: [admin, public, internal], description: Who they are for.}
  region: {type: str, description: Name of the region.}
"""

EXAMPLES = r"""
- name: All addresses in a region
  stratus.openstack.endpoint_info:
    cloud: admin
    region: RegionOne
  register: found

- name: The public ones of a service
  stratus.openstack.endpoint_info:
    cloud: admin
    service: nova
    endpoint_interface: public
"""

RETURN = r"""
endpoints:
  description: The endpoints.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of identity.endpoint: make generate
    id: {type: str, description: ID of the endpoint.}
    name: {type: str, description: Always null. Endpoints have no name in Keystone.}
    interface: {type: str, description: 'Kind of clients that the URL is meant for: V(public), V(internal) or V(admin).'}
    is_enabled: {type: bool, description: Whether the endpoint is part of the catalog that users receive when they log in.}
    links: {type: dict, description: URLs of the endpoint and of related objects in the API. Null where a request does not return them.}
    region_id: {type: str, description: ID of the region that the endpoint serves. Null when it belongs to no region.}
    service_id: {type: str, description: 'ID of the service, such as Nova or Neutron, that answers at the URL.'}
    url:
      description: URL template of the API. Keystone replaces placeholders such as C(%(project_id\)s) when it creates the catalog of a
        token.
      type: str
    # end of attributes
  sample:
    - id: 7f6e5d4c3b2a41908f7e6d5c4b3a2918
      service_id: 3e2d1c0b9a8f47e6d5c4b3a29180f7e6
      interface: public
      region_id: RegionOne
      url: https://compute.example.org/v2.1
      is_enabled: true
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.catalog import ENDPOINTS

OPERATION = ENDPOINTS

if __name__ == "__main__":
    run(OPERATION)

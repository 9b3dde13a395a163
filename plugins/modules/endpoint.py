#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: endpoint
short_description: Manage endpoints of the catalog
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, updates and removes the addresses of services in the catalog of the identity service (Keystone).
  - An endpoint is the one of a service, an interface and a region; another O(url) is changed in place.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  service: {type: str, required: true, description: 'Name, ID or type of the service. A type serves where several services have one name.'}
  endpoint_interface: {type: str, required: true, choices: [admin, public, internal], description: Who the address is for.}
  region:
    description:
      - Name of the region; it must exist. An empty one is none.
      - When omitted, the only endpoint of the service and interface is meant; a new one has no region.
    type: str
  url: {type: str, description: The address; needed for a new endpoint.}
  enabled: {type: bool, aliases: [is_enabled], description: Whether the catalog shows it.}
"""

EXAMPLES = r"""
- name: Addresses of a service
  stratus.openstack.endpoint:
    cloud: admin
    service: nova
    endpoint_interface: "{{ item.key }}"
    region: RegionOne
    url: "{{ item.value }}"
  loop: "{{ {'public': 'https://compute.example.org/v2.1', 'internal': 'http://10.0.0.10:8774/v2.1'} | dict2items }}"

- name: Hide one
  stratus.openstack.endpoint:
    cloud: admin
    service: nova
    endpoint_interface: internal
    region: RegionOne
    enabled: false

- name: Remove one
  stratus.openstack.endpoint:
    cloud: admin
    service: nova
    endpoint_interface: admin
    region: RegionOne
    state: absent
"""

RETURN = r"""
endpoint:
  description: The endpoint; null when it was removed.
  returned: success
  type: dict
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
    id: 7f6e5d4c3b2a41908f7e6d5c4b3a2918
    service_id: 3e2d1c0b9a8f47e6d5c4b3a29180f7e6
    interface: public
    region_id: RegionOne
    url: https://compute.example.org/v2.1
    is_enabled: true
id:
  description: ID of the endpoint.
  returned: when the endpoint exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.catalog import ENDPOINT

OPERATION = ENDPOINT

if __name__ == "__main__":
    run(OPERATION)

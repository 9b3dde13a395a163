#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: catalog_service
short_description: Manage services of the catalog
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, updates and removes the services that the catalog of the identity service (Keystone) lists.
    M(stratus.openstack.endpoint) gives them addresses.
  - A service is told from others by its name and its type together.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name or ID of the service.}
  type: {type: str, required: true, aliases: [service_type], description: 'Type of the service, such as V(compute).'}
  description: {type: str, description: What it does.}
  is_enabled: {type: bool, aliases: [enabled], description: Whether the catalog shows it.}
"""

EXAMPLES = r"""
- name: A service
  stratus.openstack.catalog_service:
    cloud: admin
    name: nova
    type: compute
    description: Servers

- name: Remove one
  stratus.openstack.catalog_service:
    cloud: admin
    name: cinderv2
    type: volumev2
    state: absent
"""

RETURN = r"""
service:
  description: The service; null when it was removed.
  returned: success
  type: dict
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
    id: 3e2d1c0b9a8f47e6d5c4b3a29180f7e6
    name: nova
    type: compute
    description: Servers
    is_enabled: true
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
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.catalog import SERVICE

OPERATION = SERVICE

if __name__ == "__main__":
    run(OPERATION)

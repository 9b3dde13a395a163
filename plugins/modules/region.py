#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: region
short_description: Manage regions of the catalog
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, updates and removes the regions in which endpoints are, in the identity service (Keystone).
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, aliases: [id], description: 'Name of the region, which is its ID.'}
  description: {type: str, description: What and where it is.}
  parent_region:
    description: Name of the region that it is a part of; an empty one is none.
    type: str
    aliases: [parent_region_id]
"""

EXAMPLES = r"""
- name: A region
  stratus.openstack.region:
    cloud: admin
    name: north
    description: The northern sites

- name: A part of it
  stratus.openstack.region:
    cloud: admin
    name: north-1
    parent_region: north

- name: Remove it
  stratus.openstack.region:
    cloud: admin
    name: north-1
    state: absent
"""

RETURN = r"""
region:
  description: The region; null when it was removed.
  returned: success
  type: dict
  contains:
    # attributes of identity.region: make generate
    id: {type: str, description: 'ID of the region, which users choose and which other objects refer to.'}
    name: {type: str, description: Equals the ID. Keystone has no separate name for regions.}
    description: {type: str, description: Free text about the location or purpose of the region. Empty when none was set.}
    links: {type: dict, description: URLs of the region and of related objects in the API. Null where a request does not return them.}
    parent_region_id: {type: str, description: ID of the region that contains this one. Null for a region at the top of the hierarchy.}
    # end of attributes
  sample:
    id: RegionOne
    name: RegionOne
    description: The first site
    parent_region_id:
id:
  description: ID of the region.
  returned: when the region exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.catalog import REGION

OPERATION = REGION

if __name__ == "__main__":
    run(OPERATION)

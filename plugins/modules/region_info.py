#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: region_info
short_description: List regions of the catalog
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists the regions of the identity service (Keystone), by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, aliases: [id], description: 'Name of the region that is wanted, or a pattern such as V(web-*).'}
  parent_region: {type: str, aliases: [parent_region_id], description: Name of the region that they are parts of.}
"""

EXAMPLES = r"""
- name: All of them
  stratus.openstack.region_info:
    cloud: admin
  register: found

- name: The parts of one
  stratus.openstack.region_info:
    cloud: admin
    parent_region: north
"""

RETURN = r"""
regions:
  description: The regions.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of identity.region: make generate
    id: {type: str, description: 'ID of the region, which users choose and which other objects refer to.'}
    name: {type: str, description: Equals the ID. Keystone has no separate name for regions.}
    description: {type: str, description: Free text about the location or purpose of the region. Empty when none was set.}
    links: {type: dict, description: URLs of the region and of related objects in the API. Null where a request does not return them.}
    parent_region_id: {type: str, description: ID of the region that contains this one. Null for a region at the top of the hierarchy.}
    # end of attributes
  sample:
    - id: RegionOne
      name: RegionOne
      description: The first site
      parent_region_id:
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.catalog import REGIONS

OPERATION = REGIONS

if __name__ == "__main__":
    run(OPERATION)

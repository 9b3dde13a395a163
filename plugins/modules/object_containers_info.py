#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: object_containers_info
short_description: List containers of the object store
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists containers of the object store (Swift).
  - The listing shows the number and size of the objects and the storage policy. The other attributes are null, unless O(name) is the
    name of one container.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, aliases: [container], description: 'Name of the container, or a pattern such as V(web-*).'}
  prefix: {type: str, description: List only containers whose names begin with this text.}
"""

EXAMPLES = r"""
- name: List all containers
  stratus.openstack.object_containers_info:
    cloud: demo
  register: found

- name: Show one container with all attributes
  stratus.openstack.object_containers_info:
    cloud: demo
    name: web
"""

RETURN = r"""
containers:
  description: The containers.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of object_store.container: make generate
    id: {type: str, description: 'Name of the container, which is its ID.'}
    name: {type: str, description: Name of the container.}
    bytes: {type: int, description: 'Size of all objects together, in bytes. The service updates it with a delay.'}
    bytes_used: {type: int, description: 'Size of all objects together, in bytes, like C(bytes).'}
    content_type: {type: str, description: Media type of the listing of the objects. Null in a listing of containers.}
    count: {type: int, description: Number of objects. The service updates it with a delay.}
    history_location: {type: str, description: Container for older versions and removals of objects. Null when there is none.}
    if_none_match: {type: str, description: Always null. It is the name of a request header.}
    is_content_type_detected: {type: bool, description: Always null. It is the name of a request header.}
    is_newest: {type: bool, description: Always null. It is the name of a request header.}
    meta_temp_url_key: {type: str, description: 'V(VALUE_HIDDEN) if the container has a key for temporary URLs, else null.'}
    meta_temp_url_key_2: {type: str, description: 'V(VALUE_HIDDEN) if the container has a second key for temporary URLs, else null.'}
    metadata: {type: dict, description: Metadata of the container by its names in lower case. Keys for temporary URLs are left out.}
    object_count: {type: int, description: 'Number of objects, like C(count).'}
    quota_bytes: {type: int, description: 'Maximum size of all objects together, in bytes. Null without such a quota.'}
    quota_count: {type: int, description: Maximum number of objects. Null without such a quota.}
    read_ACL: {type: str, description: Access control list of those who can read. Null when there is none.}
    storage_class: {type: str, description: 'Storage class of the objects. Null for services without storage classes, such as Swift.'}
    storage_policy: {type: str, description: 'Name of the policy by which the service stores the objects, such as V(Policy-0).'}
    sync_key: {type: str, description: 'V(VALUE_HIDDEN) if the container has a key for synchronization, else null.'}
    sync_to: {type: str, description: Container that the service copies all changes to. Null when there is none.}
    timestamp: {type: str, description: 'Time of creation, in seconds since 1970 with a fraction.'}
    versioning: {type: bool, description: Whether the service keeps older versions of objects. Null if this was never set.}
    versions_location: {type: str, description: Container for older versions of objects. Null when there is none.}
    web_error: {type: str, description: End of the names of the error pages of a static web site. Null when it is not set.}
    web_index: {type: str, description: Object that a static web site shows for a directory. Null when it is not set.}
    web_listings: {type: bool, description: Whether a static web site shows listings of directories. Null when it is not set.}
    web_listings_css: {type: str, description: Object with the style sheet of these listings. Null when it is not set.}
    write_ACL: {type: str, description: Access control list of those who can write. Null when there is none.}
    # end of attributes
  sample:
    - id: web
      name: web
      bytes: 2048
      count: 2
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store.containers import CONTAINERS

OPERATION = CONTAINERS

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: object_container
short_description: Manage containers of the object store
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes containers of the object store (Swift).
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, aliases: [container], description: Name of the container. It cannot contain a slash.}
  read_ACL:
    description: Access control list of those who can read the objects, such as V(.r:*,.rlistings) for everybody. An empty text removes it.
    type: str
  write_ACL:
    description: Access control list of those who can write objects, such as V(PROJECT_ID:USER_ID). An empty text removes it.
    type: str
  metadata:
    description:
      - Metadata of the container. Items that are omitted are not changed, unless O(purge_metadata=true). An empty value removes an item.
      - Names are not case-sensitive and cannot contain an underscore. Results show them in lower case.
      - The names C(access-control-allow-origin), C(access-control-max-age) and C(access-control-expose-headers) set the CORS headers of the
        container.
    type: dict
  purge_metadata:
    description: Whether O(metadata) is the complete metadata, and other items are removed. Items with an option of their own are kept.
    type: bool
    default: false
  delete_metadata_keys: {type: list, elements: str, aliases: [keys], description: Names of metadata that is removed.}
  storage_policy: {type: str, description: Storage policy of the objects. Immutable. Defaults to the policy of the service.}
  storage_class:
    description:
      - Storage class of the objects. Immutable.
      - Only some services have storage classes, such as the RADOS Gateway of Ceph. Swift ignores it.
    type: str
  quota_bytes: {type: int, description: 'Maximum size of all objects together, in bytes. V(-1) removes the quota.'}
  quota_count: {type: int, description: 'Maximum number of objects. V(-1) removes the quota.'}
  versioning:
    description:
      - Whether the service keeps the older versions of objects.
      - The service keeps them in a container that listings do not show.
    type: bool
  versions_location:
    description:
      - Container for the older versions of objects. When the newest version is removed, the one before it is restored.
      - An empty text turns this kind of versioning off.
    type: str
  history_location:
    description:
      - Container for the older versions of objects. A removal of an object is kept as a version as well.
      - An empty text turns this kind of versioning off.
    type: str
  web_index: {type: str, description: 'Object that a static web site shows for a directory, such as V(index.html).'}
  web_error: {type: str, description: 'End of the names of the objects that a static web site shows for errors, such as V(error.html).'}
  web_listings: {type: bool, description: Whether a static web site shows listings of directories without an index.}
  web_listings_css: {type: str, description: Object with the style sheet of these listings.}
  sync_to: {type: str, description: Container that the service copies all changes to. An empty text stops that.}
  sync_key: {type: str, description: Secret that both containers of a synchronization have.}
  temp_url_key: {type: str, description: Secret that signs temporary URLs of objects in this container.}
  temp_url_key_2: {type: str, description: Second secret that signs temporary URLs. It allows to change one key after the other.}
  delete_with_all_objects:
    description:
      - Whether O(state=absent) removes the objects of the container and their versions as well.
      - Without it, a container with objects is not removed, and the task fails.
    type: bool
    aliases: [recursive]
notes:
  - The service shows secrets to the owner of the container. They are compared with the options, but results and diffs hide them.
"""

EXAMPLES = r"""
- name: Create a container that everybody can read
  stratus.openstack.object_container:
    cloud: demo
    name: web
    read_ACL: ".r:*,.rlistings"
    web_index: index.html
    metadata:
      access-control-allow-origin: https://example.org

- name: Limit the size of a container and keep older versions
  stratus.openstack.object_container:
    cloud: demo
    name: backup
    quota_bytes: 1073741824
    versioning: true

- name: Remove a container with all objects
  stratus.openstack.object_container:
    cloud: demo
    name: web
    state: absent
    delete_with_all_objects: true
"""

RETURN = r"""
container:
  description: The container, null if it was removed.
  returned: success
  type: dict
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
    id: web
    name: web
    read_ACL: .r:*,.rlistings
    bytes: 2048
    count: 2
id:
  description: Name of the container, which is its ID.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store.containers import CONTAINER

OPERATION = CONTAINER

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: objects_info
short_description: List objects of the object store
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists the objects in a container of the object store (Swift).
  - The listing shows name, size, hash, media type and time of the last change. The other attributes are null, unless O(name) is the name
    of one object.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  container: {type: str, required: true, description: Name of the container.}
  name: {type: str, description: 'Name of the object, or a pattern such as V(*.html).'}
  prefix: {type: str, description: List only objects whose names begin with this text.}
  delimiter:
    description:
      - Character that separates the parts of names, such as V(/).
      - Objects with the same part of the name up to the next delimiter are listed as one entry, which has no other attributes.
    type: str
  pattern: {type: str, description: 'List only objects whose names match this pattern, such as V(logs/*.gz).'}
"""

EXAMPLES = r"""
- name: List the objects below a prefix
  stratus.openstack.objects_info:
    cloud: demo
    container: backup
    prefix: db/
  register: found

- name: Show one object with all attributes
  stratus.openstack.objects_info:
    cloud: demo
    container: web
    name: index.html
"""

RETURN = r"""
objects:
  description: The objects.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of object_store.object: make generate
    id: {type: str, description: 'Name of the object, which is its ID.'}
    name: {type: str, description: Name of the object.}
    accept_ranges: {type: str, description: V(bytes) if a download can be limited to a range of bytes.}
    access_control_allow_origin: {type: str, description: Origin that browsers may use the object from. Null when it is not set.}
    cache_control: {type: str, description: Header C(Cache-Control) of downloads. Null when it is not set.}
    content_disposition: {type: str, description: Header C(Content-Disposition) of downloads. Null when it is not set.}
    content_encoding: {type: str, description: Header C(Content-Encoding) of downloads. Null when it is not set.}
    content_length: {type: str, description: 'Size of the content in bytes, as text.'}
    content_type: {type: str, description: Media type of the content.}
    copy_from: {type: str, description: Always null. The service does not show which object was copied.}
    delete_after: {type: int, description: Always null. The service shows C(delete_at) instead.}
    delete_at: {type: int, description: 'Time at which the service removes the object, in seconds since 1970. Null when there is none.'}
    etag: {type: str, description: 'MD5 hash of the content. For a static large object, the hash of the hashes of its segments, in quotes.'}
    expires_at: {type: str, description: Always null. It is the name of a parameter of temporary URLs.}
    if_match: {type: list, elements: str, description: Always null. It is the name of a request header.}
    if_modified_since: {type: str, description: Always null. It is the name of a request header.}
    if_none_match: {type: str, description: Always null. It is the name of a request header.}
    if_unmodified_since: {type: str, description: Always null. It is the name of a request header.}
    is_content_type_detected: {type: bool, description: Always null. It is the name of a request header.}
    is_newest: {type: bool, description: Always null. It is the name of a request header.}
    is_static_large_object: {type: bool, description: Whether the content consists of segments that a manifest lists.}
    last_modified_at: {type: str, description: Time of the last change.}
    manifest: {type: str, description: Container and prefix of the parts of a dynamic large object. Null for other objects.}
    metadata: {type: dict, description: Metadata of the object by its names in lower case. Keys for temporary URLs are left out.}
    multipart_manifest: {type: str, description: Always null. It is the name of a query parameter.}
    object_manifest: {type: str, description: 'Container and prefix of the parts of a dynamic large object, like C(manifest).'}
    range: {type: dict, description: Always null. It is the name of a request header.}
    signature: {type: str, description: Always null. It is the name of a parameter of temporary URLs.}
    symlink_target: {type: str, description: Object that a symbolic link leads to. Null for other objects.}
    symlink_target_account: {type: str, description: Account of the object that a symbolic link leads to. Null when it is the same account.}
    timestamp: {type: str, description: 'Time of the last change, in seconds since 1970 with a fraction.'}
    transfer_encoding: {type: str, description: Always null. It is the name of a request header.}
    # end of attributes
  sample:
    - id: index.html
      name: index.html
      etag: aee97cb3ad288ef0add6c6b5b5fae48a
      content_length: "14"
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store.objects import OBJECTS

OPERATION = OBJECTS

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: object
short_description: Manage objects of the object store
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Uploads, changes and removes objects of the object store (Swift).
  - The content is compared by its size and its MD5 hash. A content that the object already has is not sent.
  - A large file is uploaded in segments (a static large object). An interrupted upload continues with the segments that are missing.
  - Creates the container if it does not exist.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  container: {type: str, required: true, description: Name of the container.}
  name: {type: str, required: true, description: 'Name of the object. It may contain slashes.'}
  filename: {type: str, description: Path of the file with the content. It is read on the host that runs the task.}
  data: {type: str, description: Content as a text.}
  segment_size:
    description:
      - Size of the segments in bytes. A larger content is uploaded in segments.
      - If omitted, content of more than 5 GiB is uploaded in segments of 1 GiB.
    type: int
  segment_container: {type: str, description: Container for the segments. Defaults to the name of the container and C(_segments).}
  copy_from: {type: str, description: 'Object that the service copies, as V(container/object). It is compared by its hash.'}
  object_manifest:
    description: Creates a dynamic large object. Its content is that of all objects whose names begin with this text, V(container/prefix).
    type: str
  expected_etag:
    description: MD5 hash that the content of O(filename) or O(data) must have. The task fails if the content has another hash.
    type: str
    aliases: [etag]
  detect_content_type:
    description:
      - Whether the service derives the media type from the name of the object again when the task sends another content for an object that
        exists.
    type: bool
  content_type: {type: str, description: Media type of the content. By default the service derives it from the name of a new object.}
  content_disposition: {type: str, description: 'Header C(Content-Disposition) of downloads, such as V(attachment).'}
  content_encoding: {type: str, description: 'Header C(Content-Encoding) of downloads, such as V(gzip).'}
  cache_control: {type: str, description: 'Header C(Cache-Control) of downloads.'}
  symlink_target: {type: str, description: 'Object that this one is a symbolic link to, as V(container/object), in URL-encoded form.'}
  delete_at: {type: int, description: 'Time at which the service removes the object, in seconds since 1970. V(-1) removes the limit.'}
  delete_after:
    description:
      - Seconds after which the service removes the object.
      - It has an effect when the content is uploaded, and on an object that has no such time yet.
    type: int
  metadata:
    description:
      - Metadata of the object. Items that are omitted are not changed, unless O(purge_metadata=true). An empty value removes an item.
      - Names are not case-sensitive and cannot contain an underscore. Results show them in lower case.
    type: dict
  purge_metadata: {type: bool, default: false, description: 'Whether O(metadata) is the complete metadata, and other items are removed.'}
  delete_metadata_keys: {type: list, elements: str, aliases: [keys], description: Names of metadata that is removed.}
notes:
  - Diffs show the hash and the size of the content, not the content. O(data) is an option like any other. Use C(no_log) for a secret.
  - The removal of a static large object removes its segments as well.
"""

EXAMPLES = r"""
- name: Upload a file
  stratus.openstack.object:
    cloud: demo
    container: backup
    name: db/2026-12-01.tar.gz
    filename: /var/backups/db.tar.gz
    delete_after: 2592000
    metadata:
      host: "{{ inventory_hostname }}"

- name: Upload a text
  stratus.openstack.object:
    cloud: demo
    container: web
    name: index.html
    data: "<h1>Hello</h1>"
    content_type: text/html

- name: Remove an object
  stratus.openstack.object:
    cloud: demo
    container: web
    name: index.html
    state: absent
"""

RETURN = r"""
object:
  description: The object, null if it was removed.
  returned: success
  type: dict
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
    id: index.html
    name: index.html
    etag: aee97cb3ad288ef0add6c6b5b5fae48a
    content_type: text/html
    content_length: "14"
id:
  description: Name of the object, which is its ID.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store.objects import OBJECT

OPERATION = OBJECT

if __name__ == "__main__":
    run(OPERATION)

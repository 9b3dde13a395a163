#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: object_download
short_description: Download objects of the object store
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Downloads an object of the object store (Swift) to a file on the host that runs the task.
  - The content is written to the disk in pieces, and its size and MD5 hash are checked. The file gets its name when it is complete.
  - A file that already has the content is left alone.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.read_only
options:
  container: {type: str, required: true, description: Name of the container.}
  name: {type: str, required: true, description: Name of the object.}
  dest:
    description:
      - Path of the file. In a folder that exists, the file gets the last part of the name of the object.
      - An existing file is replaced. If the path is that of a symbolic link, a device or a FIFO, the task fails.
    type: path
    required: true
  checksum: {type: str, aliases: [etag], description: 'MD5 hash that the object must have, in hex. Otherwise the task fails.'}
attributes:
  check_mode:
    description: Says whether the file would be written, and does not write it.
  diff_mode:
    support: full
    description: Shows size and hash of the file before and after.
  idempotent:
    description: A second run finds the content in the file and changes nothing.
"""

EXAMPLES = r"""
- name: Fetch a backup
  stratus.openstack.object_download:
    cloud: demo
    container: backup
    name: db/2026-12-01.tar.gz
    dest: /var/restore/
"""

RETURN = r"""
file:
  description: The file.
  returned: success
  type: dict
  contains:
    path: {type: str, description: Path of the file.}
    size: {type: int, description: Size of the content in bytes.}
    etag: {type: str, description: Hash of the object.}
  sample:
    path: /var/restore/2026-12-01.tar.gz
    size: 4096
    etag: aee97cb3ad288ef0add6c6b5b5fae48a
object:
  description: The object.
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
  sample: {id: db/2026-12-01.tar.gz, name: db/2026-12-01.tar.gz, content_length: "4096"}
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store.download import DOWNLOAD

OPERATION = DOWNLOAD

if __name__ == "__main__":
    run(OPERATION)

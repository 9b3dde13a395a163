#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: objects_upload
short_description: Upload a directory to the object store
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Uploads the files of a directory, and of all directories below it, to a container of the object store (Swift).
  - One listing shows the objects. Files whose size and MD5 hash are equal are not sent, so a second run sends no content.
  - Creates the container if it does not exist and there is a file to upload.
extends_documentation_fragment:
  - stratus.openstack.auth
options:
  container: {type: str, required: true, description: Name of the container.}
  src: {type: path, required: true, description: Path of the directory on the host that runs the task.}
  prefix:
    description: Text in front of the relative path of a file in the name of its object, such as V(site/).
    type: str
    default: ""
  patterns:
    description:
      - Upload only files whose relative path matches one of these patterns, such as V(*.html). The character V(*) also matches slashes.
      - O(prune) removes no other objects either.
    type: list
    elements: str
  excludes: {type: list, elements: str, description: Leave out files whose relative path matches one of these patterns.}
  prune:
    description: Whether objects below O(prefix) without a file in the directory are removed.
    type: bool
    default: false
  threads: {type: int, default: 8, description: Number of files that are compared or sent at the same time.}
  segment_size:
    description: Size of the segments of large files in bytes, as in M(stratus.openstack.object).
    type: int
attributes:
  check_mode:
    support: full
    description: Lists what would be sent and removed.
  diff_mode:
    support: full
    description: Shows hash and size of the objects that are written or removed, before and after.
  idempotent:
    support: full
    description: A second run finds the contents in the container and changes nothing.
notes:
  - Symbolic links to files are followed, symbolic links to directories are not.
  - An object that is replaced keeps its metadata and its media type.
"""

EXAMPLES = r"""
- name: Publish a web site
  stratus.openstack.objects_upload:
    cloud: demo
    container: web
    src: /srv/site
    excludes: [".git/*"]
    prune: true
"""

RETURN = r"""
uploaded:
  description: Names of the objects that were uploaded, or would be in check mode.
  returned: success
  type: list
  elements: str
  sample: [index.html]
removed:
  description: Names of the objects that were removed, or would be in check mode.
  returned: success
  type: list
  elements: str
  sample: [old.html]
unchanged:
  description: Number of files whose content the objects already have.
  returned: success
  type: int
  sample: 12
bytes:
  description: Size of the files that were uploaded, in bytes.
  returned: success
  type: int
  sample: 2048
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store.bulk import UPLOAD

OPERATION = UPLOAD

if __name__ == "__main__":
    run(OPERATION)

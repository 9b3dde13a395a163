#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: image_download
short_description: Download images
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Downloads the content of an image of the image service (Glance) into a file on the machine that runs the task.
  - The content is streamed to the disk, its hash compared with the one that the image service keeps, and the file appears under its name
    when it is complete. At C(-v) the task tells how far it is.
  - A file that has the content already is left alone.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
options:
  name: {type: str, required: true, aliases: [image], description: Name or ID of the image.}
  dest:
    description: Path of the file. In a folder that exists, the file has the name of the image. A file that is there is replaced.
    type: path
    required: true
  checksum:
    description: Hash that the content must have, beside the one that the image service keeps; as in M(stratus.openstack.image).
    type: str
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
- name: Keep a copy of an image
  stratus.openstack.image_download:
    cloud: demo
    name: web
    dest: /srv/backup/web.qcow2

- name: Fetch the newest of our builds under its own name, if it is what the build told
  stratus.openstack.image_download:
    cloud: demo
    name: "{{ newest.images[0].id }}"
    dest: /srv/images/
    checksum: "{{ build.sha256 }}"
"""

RETURN = r"""
file:
  description: The file; C(checksum) is null when the image service keeps none.
  returned: success
  type: dict
  contains:
    path: {type: str, description: Path of the file.}
    size: {type: int, description: Size of the content in bytes.}
    checksum: {type: str, description: 'Hash of the content, with the name of its kind in front.'}
  sample:
    path: /srv/backup/web.qcow2
    size: 437911552
    checksum: sha512:2e1f7ac4e2a0b6c1
image:
  description: The image, as M(stratus.openstack.image_info) gives it.
  returned: success
  type: dict
  sample: {id: c8e5cc0f-bcc1-4a8c-aade-a8c26867c368, name: web, disk_format: qcow2}
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.download import DOWNLOAD

OPERATION = DOWNLOAD

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: image_info
short_description: List images
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists images of the image service (Glance), the newest first, by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
options:
  name:
    type: str
    aliases: [image]
    description: Name or ID of the image, or a pattern such as V(web-*). There may be several of one name.
  name_regex: {type: str, description: A Python regular expression that is found in the name.}
  tags: {type: list, elements: str, description: Tags that the image must carry.}
  visibility:
    description: Who may see the image. By default all that one may see are listed, apart from V(community) ones; V(all) lists these too.
    type: str
    choices: [public, private, shared, community, all]
  status: {type: str, description: 'Status of the image, such as V(active).'}
  owner: {type: str, description: Name or ID of the project that owns the image. A name takes an administrator to look it up.}
  is_hidden: {type: bool, description: Whether to list hidden images instead of the others.}
  latest: {type: bool, default: false, description: Give only the newest one.}
  limit: {type: int, description: Give at most so many.}
  filters:
    description:
      - Conditions on attributes, by the names of the result or of the API, and on custom properties by their names.
      - What the API can filter is sent to it; the rest is compared here. A list means that all of its members are wanted.
    type: dict
    aliases: [properties]
"""

EXAMPLES = r"""
- name: The newest Debian of the cloud
  stratus.openstack.image_info:
    cloud: demo
    name_regex: "^debian-1[0-9]-"
    visibility: public
    latest: true
  register: debian

- name: By custom properties
  stratus.openstack.image_info:
    cloud: demo
    filters:
      os_distro: fedora-coreos
      disk_format: qcow2

- name: What our builds have tagged
  stratus.openstack.image_info:
    cloud: demo
    tags: [golden, "2026"]
"""

RETURN = r"""
images:
  description: The images, newest first. C(properties) has the custom ones.
  returned: success
  type: list
  elements: dict
  sample:
    - id: c8e5cc0f-bcc1-4a8c-aade-a8c26867c368
      name: debian-13-generic
      status: active
      visibility: public
      disk_format: qcow2
      min_disk: 2
      os_distro: debian
      properties: {build: "20260801"}
      tags: [golden]
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.images import IMAGES

OPERATION = IMAGES

if __name__ == "__main__":
    run(OPERATION)

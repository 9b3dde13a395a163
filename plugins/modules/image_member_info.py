#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: image_member_info
short_description: List the members of images
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists the projects that an image of the image service (Glance) is shared with. A member sees itself only.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
options:
  image: {type: str, required: true, description: Name or ID of the image.}
"""

EXAMPLES = r"""
- name: Who has not accepted our image yet?
  stratus.openstack.image_member_info:
    cloud: demo
    image: web
  register: shared

- name: Tell them
  ansible.builtin.debug:
    msg: "{{ shared.image_members | selectattr('status', 'equalto', 'pending') | map(attribute='member_id') }}"
"""

RETURN = r"""
image_members:
  description: The members.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 2f9a0b3d1e546c70d12a5f198eaa017b
      member_id: 2f9a0b3d1e546c70d12a5f198eaa017b
      image_id: c8e5cc0f-bcc1-4a8c-aade-a8c26867c368
      status: pending
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.members import MEMBERS

OPERATION = MEMBERS

if __name__ == "__main__":
    run(OPERATION)

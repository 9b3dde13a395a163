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
  contains:
    # attributes of image.member: make generate
    id: {type: str, description: 'ID of the project that the image is shared with, like C(member_id).'}
    name: {type: str, description: Always null. Glance does not return names of projects.}
    created_at: {type: str, description: 'Time of creation in UTC, in ISO 8601 format.'}
    image_id: {type: str, description: ID of the image that is shared.}
    member_id: {type: str, description: ID of the project that the image is shared with.}
    schema: {type: str, description: URL path of the JSON schema that describes the attributes of the image member.}
    status:
      description: 'Answer of the project: V(pending) (none yet), V(accepted) (its listings contain the image) or V(rejected) (its listings
        omit the image).'
      type: str
    updated_at: {type: str, description: 'Time of the last change in UTC, in ISO 8601 format.'}
    # end of attributes
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

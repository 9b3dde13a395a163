#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: image_member
short_description: Share images with projects, and accept shared ones
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Makes a project a member of a shared image of the image service (Glance), and removes it.
  - The owner adds and removes members. Whether a project accepts the image, which puts it into its listings, is for that project to
    say; it can use the image by its ID in any case.
  - The option C(members) of M(stratus.openstack.image) holds all members of an image at once.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  image:
    description: Name or ID of the image. Of the names, those of images that were offered and not accepted count as well.
    type: str
    required: true
  project: {type: str, description: Name or ID of the member; by default the project that the credentials are for.}
  project_domain: {type: str, description: Name or ID of the domain of O(project).}
  status:
    description: What the member says to the image; V(pending) until it said something.
    type: str
    choices: [accepted, rejected, pending]
"""

EXAMPLES = r"""
- name: Offer an image to another project
  stratus.openstack.image_member:
    cloud: demo
    image: web
    project: 2f9a0b3d1e546c70d12a5f198eaa017b

- name: Accept it there
  stratus.openstack.image_member:
    cloud: staging
    image: web
    status: accepted

- name: Take it back
  stratus.openstack.image_member:
    cloud: demo
    image: web
    project: 2f9a0b3d1e546c70d12a5f198eaa017b
    state: absent
"""

RETURN = r"""
image_member:
  description: The membership; null when it was removed.
  returned: success
  type: dict
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
    id: 2f9a0b3d1e546c70d12a5f198eaa017b
    member_id: 2f9a0b3d1e546c70d12a5f198eaa017b
    image_id: c8e5cc0f-bcc1-4a8c-aade-a8c26867c368
    status: accepted
id:
  description: ID of the project.
  returned: when the project is a member
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.members import MEMBER

OPERATION = MEMBER

if __name__ == "__main__":
    run(OPERATION)

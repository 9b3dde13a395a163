#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: image
short_description: Manage images
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates images in the image service (Glance) from a file, a URL, a volume or another region's image, changes their attributes, shares,
    deactivates and removes them.
  - A file is streamed from the disk; at C(-v) the task tells how far it is. Its hash is compared with the one that the image service
    has, before as well as after the upload.
  - When an image of that name has another content, the module says so in RV(drift) and in a warning, and leaves it alone;
    O(on_change) asks for a new one in its place.
  - When the content of a new image cannot be had, the image is removed again. One that still waits for its content gets it.
  - A name means an image of the own project, or of O(owner), that is not hidden, unless O(is_hidden) is given.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name or ID of the image.}
  id:
    description: ID of the image. One that is there may get another O(name) this way; a new image gets this ID.
    type: str
  owner:
    description: Name or ID of the project that owns the image; by default the one that the credentials are for.
    type: str
    aliases: [project]
  owner_domain: {type: str, aliases: [project_domain], description: Name or ID of the domain of O(owner).}
  filename:
    description:
      - File with the content, on the machine that runs the task.
      - Without O(checksum) it is read, and its hash compared with the image's, each time.
      - When an image exists and the file does not, a warning says that the content was not compared.
    type: str
  uri:
    description: URL from which the image service fetches the content of a new image. It must allow the import method V(web-download).
    type: str
  import_method:
    description: How the image service fetches the content; it follows from O(uri) or O(remote_image_id) when it is omitted.
    type: str
    choices: [web-download, glance-download]
  use_import:
    description:
      - Whether O(filename) goes in by import instead of a plain upload, so that the image service may convert it.
      - This is so by itself when it goes into several O(stores).
    type: bool
  remote_image_id: {type: str, description: ID of an image of another region of the same cloud to import.}
  remote_region: {type: str, description: The region of O(remote_image_id).}
  remote_service_interface:
    description: By which endpoint the other region is reached; V(public) unless told.
    type: str
    choices: [public, internal, admin]
  stores: {type: list, elements: str, description: The stores of the image service that a new image goes into.}
  all_stores: {type: bool, description: Whether a new image goes into all stores.}
  all_stores_must_succeed: {type: bool, description: Whether an import that fails in one of several stores fails as a whole.}
  volume: {type: str, description: Name or ID of a volume of which the block storage service (Cinder) makes a new image.}
  force_volume: {type: bool, default: false, description: Whether O(volume) may be attached to a server meanwhile.}
  checksum:
    description:
      - Hash of the content in hex, such as the one that a publisher tells; MD5, SHA-1 or a SHA-2, with or without its name in front
        (V(sha256:0123...)).
      - A file, or what was imported, that does not have it is refused.
      - An existing image is compared with it when the image service keeps that kind of hash (MD5 and SHA-512, mostly); the file need
        not be read then, or even be there.
      - An import is checked by the hashes that the image service keeps.
    type: str
  on_change:
    description:
      - What becomes of an image that has another content, O(disk_format) or O(container_format) than declared.
      - V(report) tells of it and leaves it alone. V(replace) puts a new image in its place, and deletes the old one when the new one is
        active. V(hide) also does so, but keeps the old one, hidden from listings.
      - The new image takes over the attributes that are not declared; members have to be declared.
    type: str
    choices: [report, replace, hide]
    default: report
  disk_format:
    description:
      - Format of the disk, such as V(qcow2), V(raw), V(vmdk), V(vhd), V(iso), V(aki), V(ari) or V(ami).
      - When it is omitted, the first bytes of O(filename) tell it (V(raw) when they have no mark); V(qcow2) for what is not a file.
    type: str
  container_format: {type: str, description: 'Format around the disk; V(bare) for a new image unless told.'}
  min_disk: {type: int, description: 'Least size of a disk that the image fits on, in GiB.'}
  min_ram: {type: int, description: 'Least memory of a server that runs it, in MiB.'}
  is_protected:
    description: Whether the image is protected against being deleted. V(false) together with O(state=absent) removes a protected one.
    type: bool
    aliases: [protected]
  is_hidden: {type: bool, description: Whether the image is left out of listings; it can be used all the same.}
  is_public: {type: bool, description: Another way to say V(public) or V(private); O(visibility) takes precedence.}
  visibility:
    description: Who may see the image; V(shared), which is with O(members), for a new image unless told.
    type: str
    choices: [public, private, shared, community]
  members:
    description: Names or IDs of all the projects that the image is shared with. They see it when they have accepted it.
    type: list
    elements: str
  kernel: {type: str, description: Name or ID of the image with the kernel.}
  ramdisk: {type: str, description: Name or ID of the image with the initial ramdisk.}
  properties:
    description:
      - Custom properties. Those that are not mentioned are left alone; null removes one.
      - Values are texts; others are turned into one.
    type: dict
  purge_properties:
    description: Whether O(properties) are all there shall be. What clients note of an upload (C(owner_specified.)) stays.
    type: bool
    default: false
  tags: {type: list, elements: str, description: 'Tags of the image, all of them. An empty list removes them.'}
  state:
    description: >-
      V(inactive) brings the image about and deactivates it, so that it cannot be used or downloaded; C(present) reactivates it.
    type: str
    choices: [present, absent, inactive]
    default: present
"""

EXAMPLES = r"""
- name: Upload an image, and put a new one in its place when the file is another one
  stratus.openstack.image:
    cloud: demo
    name: web
    filename: /srv/images/web.qcow2
    on_change: replace
    min_disk: 4
    properties:
      os_distro: debian
      hw_disk_bus: scsi
      hw_scsi_model: virtio-scsi
    tags: [golden]

- name: Let the image service fetch one, and see that it is what the publisher made
  stratus.openstack.image:
    cloud: admin
    name: debian-13
    uri: https://cloud.debian.org/images/cloud/trixie/latest/debian-13-generic-amd64.qcow2
    checksum: "{{ sha512_of_debian_13 }}"
    visibility: public
    timeout: 900

- name: Keep the old image, hidden, when there is a newer build
  stratus.openstack.image:
    cloud: admin
    name: ubuntu-24.04
    filename: "{{ build }}/ubuntu.raw"
    visibility: public
    is_protected: true
    on_change: hide

- name: Share an image with two projects, and drop a property
  stratus.openstack.image:
    cloud: demo
    name: web
    visibility: shared
    members: [staging, 2f9a0b3d1e546c70d12a5f198eaa017b]
    properties:
      os_version: null

- name: Make an image of a volume
  stratus.openstack.image:
    cloud: demo
    name: web-from-volume
    volume: web-root
    disk_format: raw

- name: Take an image out of use for the time of an inspection
  stratus.openstack.image:
    cloud: demo
    name: web
    state: inactive

- name: Remove an image although it is protected
  stratus.openstack.image:
    cloud: demo
    name: web
    is_protected: false
    state: absent
"""

RETURN = r"""
image:
  description:
    - The image; null when it was removed. C(properties) has the custom ones, C(hash_value) and C(checksum) tell the content.
  returned: success
  type: dict
  sample:
    id: c8e5cc0f-bcc1-4a8c-aade-a8c26867c368
    name: web
    status: active
    disk_format: qcow2
    container_format: bare
    size: 437911552
    min_disk: 4
    hash_algo: sha512
    os_distro: debian
    is_protected: false
    visibility: shared
    properties: {}
    tags: [golden]
drift:
  description: What differs from the declared options and was left alone; a list of C(option), C(now), C(wanted) and C(remedy).
  returned: when there is any
  type: list
  elements: dict
  sample:
    - option: filename
      now: sha512:2e1f7ac4e2a0b6c1..., 437911552 bytes
      wanted: /srv/images/web.qcow2
      remedy: >-
        Set `on_change: replace` to put a new image in its place, or `on_change: hide` to keep the old one, hidden
id:
  description: ID of the image.
  returned: when the image exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.images import IMAGE

OPERATION = IMAGE

if __name__ == "__main__":
    run(OPERATION)

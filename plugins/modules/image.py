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
  - If another task is adding the content of the image, the module waits for that content and compares it. An image without content that was
    changed less than ten seconds ago counts as one of another task.
  - If a task was killed, the next run completes the image, and finishes a replacement by O(on_change).
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
  is_public:
    description: Another way to say V(public) or V(private), or V(shared) with O(members). O(visibility) takes precedence.
    type: bool
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
  contains:
    # attributes of image.image: make generate
    id: {type: str, description: ID of the image.}
    name: {type: str, description: Name of the image. Several images may have the same name. Null for an image without a name.}
    architecture:
      description: 'CPU architecture that the image runs on, such as V(x86_64) or V(aarch64). Null when it is not set.'
      type: str
    checksum: {type: str, description: MD5 hash of the content in hex. Null as long as the image has no content.}
    container_format:
      description: 'Format of the container around the disk, such as V(bare) or V(ova). Null when it is not set yet.'
      type: str
    created_at: {type: str, description: 'Time of creation in UTC, in ISO 8601 format.'}
    direct_url: {type: str, description: URL of the content in the storage backend. Null when Glance is configured not to show it.}
    disk_format: {type: str, description: 'Format of the content, such as V(qcow2), V(raw) or V(iso). Null when it is not set yet.'}
    file: {type: str, description: URL path at which the API serves the content.}
    has_auto_disk_config:
      description: 'Whether the root disk is resized automatically when a server boots, as text. Null when it is not set.'
      type: str
    hash_algo: {type: str, description: 'Algorithm of C(hash_value), such as V(sha512). Null as long as the image has no content.'}
    hash_value: {type: str, description: Hash of the content in hex. Null as long as the image has no content.}
    hw_cpu_cores: {type: str, description: 'Number of CPU cores per socket that servers see, as text. Null when it is not set.'}
    hw_cpu_policy:
      description: 'Pinning of virtual CPUs to host CPUs: V(shared), V(dedicated) or V(mixed). Null when it is not set.'
      type: str
    hw_cpu_sockets: {type: str, description: 'Number of CPU sockets that servers see, as text. Null when it is not set.'}
    hw_cpu_thread_policy:
      description: 'Use of hyper-threads for pinned CPUs: V(prefer), V(isolate) or V(require). Null when it is not set.'
      type: str
    hw_cpu_threads: {type: str, description: 'Number of hardware threads per CPU core that servers see, as text. Null when it is not set.'}
    hw_disk_bus: {type: str, description: 'Bus that disks are attached to, such as V(virtio) or V(scsi). Null when it is not set.'}
    hw_machine_type: {type: str, description: 'Machine type that the hypervisor emulates, such as V(q35). Null when it is not set.'}
    hw_qemu_guest_agent:
      description: 'Whether the operating system runs the QEMU guest agent, as text such as V(yes). Null when it is not set.'
      type: str
    hw_rng_model: {type: str, description: 'Model of the random number generator device, such as V(virtio). Null when it is not set.'}
    hw_scsi_model: {type: str, description: 'Model of the SCSI controller, such as V(virtio-scsi). Null when it is not set.'}
    hw_serial_port_count: {type: str, description: 'Number of serial ports that servers get, as text. Null when it is not set.'}
    hw_video_model: {type: str, description: 'Model of the graphics adapter, such as V(virtio) or V(none). Null when it is not set.'}
    hw_video_ram: {type: str, description: 'Memory of the graphics adapter in MiB, as text. Null when it is not set.'}
    hw_vif_model: {type: str, description: 'Model of network interfaces, such as V(virtio) or V(e1000). Null when it is not set.'}
    hw_watchdog_action:
      description: 'Reaction to a server that hangs: V(reset), V(poweroff), V(pause), V(none) or V(disabled). Null when it is not set.'
      type: str
    hypervisor_type: {type: str, description: 'Hypervisor that the image requires, such as V(qemu). Null when it is not set.'}
    instance_type_rxtx_factor:
      description: 'Bandwidth factor of the flavor of the server that was saved, as text. Null when it is not set.'
      type: str
    instance_uuid: {type: str, description: ID of the server that the image was created from. Null for other images.}
    is_hidden:
      description: Whether listings omit the image unless they ask for hidden images. Servers can still be created from it.
      type: bool
    is_hw_boot_menu_enabled: {type: str, description: 'Whether the BIOS shows a boot menu, as text. Null when it is not set.'}
    is_hw_vif_multiqueue_enabled:
      description: 'Whether network interfaces have one queue per virtual CPU, as text. Null when it is not set.'
      type: str
    is_protected: {type: bool, description: Whether Glance refuses to delete the image.}
    kernel_id: {type: str, description: ID of the image with the kernel that is booted. Null for an image that contains its own kernel.}
    locations:
      description: Places of the content in storage backends. Null when Glance is configured not to show them.
      type: list
      elements: dict
    metadata: {type: dict, description: Null unless the API returns an attribute of this name. Custom properties are in C(properties).}
    min_disk: {type: int, description: Minimum size in GiB of a disk that the image fits on. V(0) means no minimum.}
    min_ram: {type: int, description: Minimum memory in MiB of servers that boot the image. V(0) means no minimum.}
    needs_config_drive:
      description: 'Whether servers require a config drive: V(mandatory) or V(optional). Null when it is not set.'
      type: str
    needs_secure_boot:
      description: 'Use of UEFI secure boot: V(required), V(optional) or V(disabled). Null when it is not set.'
      type: str
    os_admin_user: {type: str, description: 'Login of the administrator in the operating system, such as V(root). Null when it is not set.'}
    os_command_line: {type: str, description: Arguments that the kernel is booted with. Null when they are not set.}
    os_distro: {type: str, description: 'Distribution of the operating system in lower case, such as V(debian). Null when it is not set.'}
    os_require_quiesce:
      description: 'Whether file systems must be frozen during snapshots, as text such as V(yes). Null when it is not set.'
      type: str
    os_shutdown_timeout: {type: str, description: 'Seconds that a server has for a clean shutdown, as text. Null when it is not set.'}
    os_type: {type: str, description: 'Family of the operating system: V(linux) or V(windows). Null when it is not set.'}
    os_version: {type: str, description: 'Version of the operating system, such as V(13). Null when it is not set.'}
    owner: {type: str, description: ID of the project that owns the image.}
    owner_id: {type: str, description: 'ID of the owning project, like C(owner).'}
    properties:
      description: 'Custom properties of the image with their values as text. Properties that have an attribute of their own, such as
        C(os_distro), are not repeated here.'
      type: dict
    ramdisk_id: {type: str, description: ID of the image with the initial ramdisk that is booted. Null for an image that needs none.}
    schema: {type: str, description: URL path of the JSON schema that describes the attributes of the image.}
    size: {type: int, description: Size of the content in bytes. Null as long as the image has no content.}
    status:
      description: 'State of the content, such as V(queued) (no content yet), V(saving), V(importing), V(active) (usable), V(deactivated) or
        V(killed) (upload failed).'
      type: str
    store: {type: str, description: Name of the storage backend. Null when the API does not return one.}
    tags: {type: list, elements: str, description: Text labels by which images can be filtered.}
    updated_at: {type: str, description: 'Time of the last change in UTC, in ISO 8601 format.'}
    url: {type: str, description: Null unless the API returns an attribute of this name. The path of the content is in C(file).}
    virtual_size: {type: int, description: Size in bytes of the disk that the content expands to. Null when Glance does not know it.}
    visibility:
      description: 'Projects that can use the image: V(private) (the owner), V(shared) (the owner and members), V(community) (all, but not
        in their listings) or V(public) (all).'
      type: str
    vm_mode: {type: str, description: 'Virtualization mode, such as V(hvm) or V(xen). Null when it is not set.'}
    vmware_adaptertype: {type: str, description: 'Model of the disk controller on VMware, such as V(lsiLogic). Null when it is not set.'}
    vmware_ostype:
      description: 'Identifier that VMware has for the operating system, such as V(ubuntu64Guest). Null when it is not set.'
      type: str
    # end of attributes
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
  contains:
    # attributes of drift: make generate
    option: {type: str, description: Option whose declared value differs from the present one.}
    now: {type: raw, description: Present value in the cloud.}
    wanted: {type: raw, description: Declared value.}
    remedy: {type: str, description: What to do so that the declared value is applied. Null when there is no way.}
    # end of attributes
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

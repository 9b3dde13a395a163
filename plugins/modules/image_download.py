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
  - stratus.openstack.resource.read_only
options:
  name: {type: str, required: true, aliases: [image], description: Name or ID of the image.}
  dest:
    description: Path of the file. In a folder that exists, the file has the name of the image. A file that is there is replaced.
      A symbolic link, a device, a FIFO or another directory is not; the task fails.
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

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: server_action
short_description: Do something with a server
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Carries out an action of the compute service (Nova) on a server, and waits until it is over. When it fails, Nova's reason is told.
  - What is so already is not done again. A server that is paused is not paused, one that has the flavor is not resized. Actions whose
    effect nobody can see (reboots, V(rebuild), V(migrate) without a host, V(create_backup), V(set_password), V(trigger_crash_dump),
    V(inject_network_info)) are carried out by every run.
  - The states that a server shall be in, its flavor and its image can also be declared, with M(stratus.openstack.server).
extends_documentation_fragment:
  - stratus.openstack.auth
attributes:
  check_mode:
    support: full
    description: Predicts the status that the action leads to. Whether Nova would refuse it in the present status is not known.
  diff_mode:
    support: full
    description: Shows the status, and what else the action changes, before and after.
  idempotent:
    support: partial
    description: As far as the effect of an action can be seen.
options:
  name: {type: str, required: true, aliases: [server], description: Name or ID of the server.}
  action:
    description:
      - What to do with it.
      - V(resize) and V(migrate) end in the status C(VERIFY_RESIZE), and are over with V(confirm_resize) or V(revert_resize);
        O(confirm) does the first at once.
      - V(rebuild) makes the server's disk anew; what was on it is lost.
      - V(create_image) makes an image of the server, unless there is one of the name O(image_name) that was made of it. V(create_backup)
        makes another one each time, and removes the oldest ones of its O(backup_type).
      - V(set_password) needs a guest that takes it.
      - By default V(shelve_offload), V(migrate), V(live_migrate), V(evacuate), V(reset_state) and V(inject_network_info) are for
        administrators.
    type: str
    required: true
    choices:
      - start
      - stop
      - reboot_soft
      - reboot_hard
      - pause
      - unpause
      - suspend
      - resume
      - lock
      - unlock
      - rebuild
      - shelve
      - shelve_offload
      - unshelve
      - rescue
      - unrescue
      - resize
      - confirm_resize
      - revert_resize
      - migrate
      - live_migrate
      - evacuate
      - create_image
      - create_backup
      - set_password
      - reset_state
      - trigger_crash_dump
      - inject_network_info
      - restore
      - force_delete
  all_projects: {type: bool, description: 'Whether the name is that of a server of any project, for administrators.'}
  image:
    description:
      - Name or ID of the image for V(rebuild), by default the one that the server was made of.
      - For V(rescue), of the image to boot from for the time being.
    type: str
  admin_password:
    description: The administrator's password in the guest, for V(rebuild), V(rescue) and V(set_password).
    type: str
  key_name: {type: str, description: 'For V(rebuild), name of another keypair. An empty string is none.'}
  userdata: {type: str, description: 'For V(rebuild), other data for the guest. An empty string is none.'}
  preserve_ephemeral: {type: bool, description: 'For V(rebuild), whether the ephemeral disk is kept.'}
  metadata:
    description: For V(rebuild), metadata of the server, all of it. For V(create_image) and V(create_backup), properties of the image.
    type: dict
  flavor: {type: str, description: Name or ID of the flavor for V(resize).}
  confirm:
    description: Whether V(resize) and V(migrate) are confirmed at once, so that there is no way back. Needs O(wait).
    type: bool
    default: false
  host:
    description: The host to go to, for V(migrate), V(live_migrate), V(evacuate) and V(unshelve). By default the scheduler chooses one.
    type: str
  availability_zone:
    description: For V(unshelve), the availability zone to come back in. An empty string frees the server from the one it is bound to.
    type: str
  block_migration:
    description: For V(live_migrate), whether local disks are copied; V(auto) finds out whether that is needed.
    type: str
    choices: [auto, 'true', 'false']
    default: auto
  locked_reason: {type: str, description: 'For V(lock), why; shown to everyone.'}
  image_name: {type: str, description: Name of the new image for V(create_image) and V(create_backup).}
  backup_type: {type: str, description: 'For V(create_backup), the series that it belongs to, such as V(daily) or V(weekly).'}
  rotation: {type: int, description: 'For V(create_backup), how many of a series are kept.'}
  reset_to:
    description: For V(reset_state), the state that Nova shall believe the server to be in.
    type: str
    choices: [active, error]
    default: active
"""

EXAMPLES = r"""
- name: Stop it, if it runs
  stratus.openstack.server_action:
    cloud: demo
    name: web-1
    action: stop

- name: Reboot it
  stratus.openstack.server_action:
    cloud: demo
    name: web-1
    action: reboot_hard
    timeout: 60

- name: A bigger flavor, without a way back
  stratus.openstack.server_action:
    cloud: demo
    name: web-1
    action: resize
    flavor: m1.large
    confirm: true

- name: Begin again from another image
  stratus.openstack.server_action:
    cloud: demo
    name: web-1
    action: rebuild
    image: debian-12

- name: Keep its disk as an image, once
  stratus.openstack.server_action:
    cloud: demo
    name: web-1
    action: create_image
    image_name: "web-1 before the upgrade"
  register: kept

- name: Keep the last seven daily backups
  stratus.openstack.server_action:
    cloud: demo
    name: db-1
    action: create_backup
    image_name: "db-1 of {{ ansible_facts['date_time']['date'] }}"
    backup_type: daily
    rotation: 7

- name: Lock it against changes
  stratus.openstack.server_action:
    cloud: demo
    name: db-1
    action: lock
    locked_reason: being migrated

- name: Empty a host
  stratus.openstack.server_action:
    cloud: admin
    name: "{{ item.id }}"
    action: live_migrate
    host: compute7
  loop: "{{ on_the_host.servers }}"

- name: Boot it from another image to repair it
  stratus.openstack.server_action:
    cloud: demo
    name: web-1
    action: rescue
    image: repair-tools
    admin_password: "{{ repair_password }}"
"""

RETURN = r"""
server:
  description:
    - The server after the action, with the same attributes as from M(stratus.openstack.server); null when it was deleted.
    - C(admin_password) is only there when the action sets one and Nova shows it. Give such a task C(no_log).
  returned: success
  type: dict
  contains:
    # attributes of compute.server: make generate
    id: {type: str, description: UUID of the server.}
    name: {type: str, description: Name of the server. Several servers of a project can have the same name.}
    access_ipv4:
      description: 'IPv4 address by which the server is reached, as its owner recorded it. Nova does not configure it. Empty when no address
        is recorded.'
      type: str
    access_ipv6:
      description: 'IPv6 address by which the server is reached, as its owner recorded it. Nova does not configure it. Empty when no address
        is recorded.'
      type: str
    addresses:
      description: 'Addresses of the server. Each key is the name of a network, each value a list of the addresses in that network. Each
        address has C(addr), the address itself; C(version), V(4) or V(6); C(OS-EXT-IPS:type), V(fixed) or V(floating); and
        C(OS-EXT-IPS-MAC:mac_addr), the MAC address of the port. Empty while the server is being built, and for a server without ports.'
      type: dict
    admin_password:
      description: 'Administrator password that Nova generated for a new server, or for an action such as a rebuild or a rescue. Null in all
        other results, and when the task sets the password.'
      type: str
    attached_volumes:
      description: 'Volumes that are attached to the server, the one it boots from included.'
      type: list
      elements: dict
      contains:
        id: {type: str, description: UUID of the volume.}
        delete_on_termination: {type: bool, description: Whether Nova deletes the volume together with the server.}
    availability_zone:
      description: Availability zone of the host that the server runs on. Empty when the server is on no host yet.
      type: str
    block_device_mapping:
      description: Always null. Nova takes block devices at creation and does not return them.
      type: list
      elements: dict
    compute_host: {type: str, description: Name of the compute host that the server runs on. Null for users who are not administrators.}
    config_drive:
      description: 'V(True) for a server with a config drive, otherwise empty. C(has_config_drive) has the same as a boolean.'
      type: str
    created_at: {type: str, description: 'Time when the server was created, in UTC, as ISO 8601.'}
    description: {type: str, description: 'Free text about the server. Null when it has none, and in clouds older than microversion 2.19.'}
    disk_config:
      description: 'V(AUTO) when Nova resizes the file system to the size of the disk, V(MANUAL) when the partitions stay as they are in the
        image.'
      type: str
    fault:
      description: The latest error of the server. Null unless its status is V(ERROR) or V(DELETED).
      type: dict
      contains:
        code: {type: int, description: 'Code of the error, similar to an HTTP status. V(500) is an error inside Nova.'}
        created: {type: str, description: 'Time of the error, in UTC, as ISO 8601.'}
        message: {type: str, description: Text of the error.}
        details: {type: str, description: Stack trace or further text. Nova shows it of code V(500) to administrators only.}
    flavor:
      description: 'The flavor that the server was created with or last resized to, under the names that flavors have in other results. It
        is a copy, so later changes of the flavor do not show here. Attributes that the copy does not contain are null.'
      type: dict
      contains:
        id:
          description: 'ID of the flavor. The name of the flavor from microversion 2.47 on, since Nova then shows the flavor without its
            ID.'
          type: str
        name: {type: str, description: Name of the flavor. Null before microversion 2.47.}
        original_name: {type: str, description: 'Name of the flavor at the time of the copy, the same as C(name).'}
        ram: {type: int, description: Memory in MiB.}
        vcpus: {type: int, description: Number of virtual CPUs.}
        disk: {type: int, description: Size of the root disk in GiB. V(0) means the size of the image.}
        ephemeral: {type: int, description: Size of the ephemeral disk in GiB.}
        swap: {type: int, description: Size of the swap disk in MiB.}
        extra_specs: {type: dict, description: Extra specs of the flavor as strings. Null when the policy hides them.}
        description: {type: str, description: Always null. The copy contains no description.}
        is_disabled: {type: bool, description: Always null. The copy does not contain it.}
        is_public: {type: bool, description: Always null. The copy does not contain it.}
        rxtx_factor: {type: float, description: Always null. The copy does not contain it.}
    flavor_id:
      description: 'ID of the flavor. Null from microversion 2.47 on, where a server shows its flavor by name and sizes.'
      type: str
    has_config_drive: {type: bool, description: 'Whether the server has a config drive, a disk that carries its metadata and user data.'}
    host: {type: str, description: Always null. The host that the server runs on is C(compute_host).}
    host_id:
      description: Hash of the compute host and the project. Two servers of a project with the same value are on the same host. Empty when
        the server is on no host.
      type: str
    host_status:
      description: 'State of nova-compute on the server''s host: V(UP), V(DOWN), V(MAINTENANCE), V(UNKNOWN), or empty without a host. Null
        for users who may not see it.'
      type: str
    hostname:
      description: Host name that the metadata service gives to the guest. Null before microversion 2.90 for users who are not
        administrators.
      type: str
    hypervisor_hostname:
      description: Name of the hypervisor that the server runs on. Null for users who are not administrators.
      type: str
    image:
      description: The image that the server was created from. Null for a server that boots from a volume.
      type: dict
      contains:
        id: {type: str, description: 'ID of the image, which may have been deleted since.'}
        links: {type: list, elements: dict, description: 'Links to the image, each with C(rel) and C(href).'}
        properties:
          description: 'Properties of the image that Nova knows, as they were at creation. Absent before microversion 2.98.'
          type: dict
        name:
          description: 'Name of the image. Present only in M(stratus.openstack.server_info) with
            O(stratus.openstack.server_info#module:detailed=true).'
          type: str
    image_id: {type: str, description: ID of the image that the server was created from. Null for a server that boots from a volume.}
    instance_name:
      description: 'Name by which the hypervisor knows the server, such as V(instance-0000002a). Null for users who are not administrators.'
      type: str
    interface_ip:
      description: 'Address to reach the server by: C(public_v4), or else C(private_v4), or else C(access_ipv6), or else its first IPv6
        address. Null for a server without any address.'
      type: str
    is_locked:
      description: Whether the server is locked. Nova then refuses changes by users who are not administrators. Null before microversion
        2.9.
      type: bool
    kernel_id:
      description: 'ID of the kernel image of a server with a separate kernel, otherwise empty. Null for users who are not administrators.'
      type: str
    key_name:
      description: Name of the keypair whose public key the server was created with. Null when there is none. The keypair may have been
        deleted since.
      type: str
    launch_index:
      description: 'Position of the server among those that one request created, from V(0). Null for users who are not administrators.'
      type: int
    launched_at:
      description: 'Time when the server last came up on a host, in UTC, as ISO 8601 without a time zone. Null before its first launch.'
      type: str
    links:
      description: Links to the server in the API.
      type: list
      elements: dict
      contains:
        rel: {type: str, description: 'Kind of the link: V(self) with the API version, V(bookmark) without it.'}
        href: {type: str, description: URL of the server.}
    locked_reason:
      description: 'Reason that was given when the server was locked. Null when it is not locked, when no reason was given, and before
        microversion 2.73.'
      type: str
    max_count: {type: int, description: Always null. Nova takes it at creation and does not return it.}
    metadata: {type: dict, description: Metadata of the server. Keys and values are strings.}
    min_count: {type: int, description: Always null. Nova takes it at creation and does not return it.}
    networks:
      description: 'Always null. Nova takes networks at creation; the server''s addresses are in C(addresses).'
      type: list
      elements: dict
    personality: {type: list, elements: dict, description: Always null. Nova no longer takes files to inject into a server.}
    pinned_availability_zone:
      description: 'Availability zone that was requested for the server and that it stays in when it is moved. Null when it may move
        anywhere, and before microversion 2.96.'
      type: str
    power_state:
      description: 'State of the guest as the hypervisor reports it. V(0) unknown, V(1) running, V(3) paused, V(4) shut down, V(6) crashed,
        V(7) suspended.'
      type: int
    private_v4: {type: str, description: First fixed IPv4 address of the server. Null when it has none.}
    progress:
      description: 'Progress of the current operation in percent. Null in a status in which the server makes no progress, such as
        V(SHUTOFF).'
      type: int
    project_id: {type: str, description: ID of the project that owns the server.}
    public_v4: {type: str, description: 'First floating IPv4 address of the server, or else C(access_ipv4). Null when it has neither.'}
    ramdisk_id:
      description: 'ID of the initial RAM disk of a server with a separate kernel, otherwise empty. Null for users who are not
        administrators.'
      type: str
    reservation_id:
      description: 'ID that all servers of one creation request share, such as V(r-3fhpjulh). Null for users who are not administrators.'
      type: str
    root_device_name:
      description: 'Device name of the root disk, such as V(/dev/vda). Null for users who are not administrators.'
      type: str
    scheduler_hints:
      description: 'Scheduler hints that the server was created with, such as C(group). Null before microversion 2.100.'
      type: dict
    security_groups:
      description: 'Security groups of the server''s ports. A group appears once for each port that has it. Null for a server whose ports
        have none.'
      type: list
      elements: dict
      contains:
        name: {type: str, description: Name of the security group.}
    server_groups:
      description: 'UUID of the server group that the server is in, or an empty list. Null when the server comes from a listing.'
      type: list
      elements: str
    status:
      description: 'Status of the server, such as V(ACTIVE), V(BUILD), V(ERROR), V(PAUSED), V(RESCUE), V(SHELVED_OFFLOADED), V(SHUTOFF),
        V(SUSPENDED) or V(VERIFY_RESIZE). V(UNKNOWN) when the part of the cloud that has the server cannot be reached; most other attributes
        are then null.'
      type: str
    tags: {type: list, elements: str, description: Tags of the server. Null before microversion 2.26.}
    task_state:
      description: 'Step of the operation in progress, such as V(spawning) or V(resize_prep). Null when no operation is in progress.'
      type: str
    terminated_at:
      description: 'Time when the server was deleted, in UTC, as ISO 8601 without a time zone. Null for a server that exists.'
      type: str
    trusted_image_certificates:
      description: 'IDs of the certificates that verified the signature of the image. Null when none were given, and before microversion
        2.63.'
      type: list
      elements: str
    updated_at: {type: str, description: 'Time when the server last changed, in UTC, as ISO 8601. Changes of its state count as well.'}
    user_data:
      description: 'User data in base64. Null except in M(stratus.openstack.server_info) for administrators, and when the server has none.'
      type: str
    user_id: {type: str, description: ID of the user who created the server.}
    vm_state:
      description: 'State that Nova keeps in its database, such as V(active), V(stopped), V(paused), V(shelved_offloaded) or V(error).'
      type: str
    volumes:
      description: 'Volumes that are attached to the server, each with C(id) and C(delete_on_termination) as in C(attached_volumes).
        M(stratus.openstack.server_info) adds the attributes of each volume when O(stratus.openstack.server_info#module:detailed=true).'
      type: list
      elements: dict
    # end of attributes
  sample:
    id: 7f2c6c3a-9a1e-4a0f-8d0c-7f0b1f6d1111
    name: web-1
    status: SHUTOFF
    is_locked: false
    image:
      id: 0f3b8d2e-58f5-4a0c-a7a6-3b1d6a2c2222
image:
  description: The image, with the same attributes as from M(stratus.openstack.image_info).
  returned: with V(create_image) and V(create_backup)
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
    id: 9e2c621e-caf1-402e-88b6-2fdbc88d65f7
    name: web-1 before the upgrade
    status: active
id:
  description: ID of the server.
  returned: when the server exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.actions import SERVER_ACTION

OPERATION = SERVER_ACTION

if __name__ == "__main__":
    run(OPERATION)

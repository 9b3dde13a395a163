#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: server_info
short_description: List servers
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists servers of the compute service (Nova), by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name:
    type: str
    aliases: [server]
    description: Name or ID of the server that is wanted, or a pattern such as V(web-*). There may be several of one name.
  status: {type: str, description: 'Status of the servers, such as V(ACTIVE).'}
  metadata: {type: dict, description: Metadata that the servers must have.}
  all_projects: {type: bool, default: false, description: 'Whether to list the servers of all projects, for administrators.'}
  detailed:
    description:
      - Whether to add the names of images, and the attributes of attached volumes as far as one may see them. Each takes one more request.
    type: bool
    default: false
  console_log:
    description:
      - Add so many of the last lines that each server wrote to its console, as C(console_log), by one more request for each. It is null
        where there is none to read.
    type: int
  limit: {type: int, description: Give at most so many.}
"""

EXAMPLES = r"""
- name: All servers of the project
  stratus.openstack.server_info:
    cloud: demo
  register: all

- name: Their names and addresses
  ansible.builtin.debug:
    msg: "{{ all.servers | items2dict(key_name='name', value_name='interface_ip') }}"

- name: One server
  stratus.openstack.server_info:
    cloud: demo
    name: web-1

- name: What a server that does not come up has to say
  stratus.openstack.server_info:
    cloud: demo
    name: web-1
    console_log: 30

- name: Running web servers of all projects
  stratus.openstack.server_info:
    cloud: admin
    all_projects: true
    status: ACTIVE
    metadata: {role: web}
    filters: {tags: web}
"""

RETURN = r"""
servers:
  description:
    - The servers. Attributes that the API does not show are null; C(user_data) is shown to administrators.
    - C(public_v4), C(private_v4) and C(interface_ip) are the first floating or access address, the first fixed one, and the one to reach
      it by.
  returned: success
  type: list
  elements: dict
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
    console_log:
      description: Last lines that the server wrote to its serial console. Null when it has no output. Present with O(console_log).
      type: str
  sample:
    - id: 0b1c6f9e-50ad-4c6b-9c39-3ae1a09f8ee0
      name: web-1
      status: ACTIVE
      interface_ip: 203.0.113.17
      flavor: {name: m1.small, ram: 2048, vcpus: 1, disk: 20}
      metadata: {role: web}
      tags: [web]
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.listing import SERVERS

OPERATION = SERVERS

if __name__ == "__main__":
    run(OPERATION)

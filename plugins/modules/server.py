#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: server
short_description: Manage servers
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates servers of the compute service (Nova), one by one request or many at a time, waits until they are active, gives them floating
    IPs, and keeps what can be changed without harm as it is declared.
  - Most tasks need only O(name), O(image), O(flavor) and O(network), with O(key_name) and O(security_groups).
  - Names, description, addresses, metadata, tags, security groups, floating IPs, interfaces, attached volumes, lock and power state of an
    existing server are changed. Changes that interrupt a server or destroy data (flavor, image, keypair, user data) are applied only if an
    option asks for them. Differences that need a new server are never applied; a warning and RV(drift) list them.
  - A server that is busy, being built or being deleted is waited for. One that never booted is an error, with the reason that Nova gives.
  - A task that was cut short is finished by the next run, whatever it had done; nothing is made twice.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
  - stratus.openstack.resource.tags
options:
  name:
    description:
      - Name or ID of the server. With O(id), the name it shall have.
      - With O(count), what the names of the servers begin with; V(%d) or V(%02d) in it says where the number goes.
    type: str
  names:
    description:
      - Names of several servers, all like the other options say. They are created, changed and removed at the same time, and waited for
        together; the result is in RV(servers).
    type: list
    elements: str
  count:
    description:
      - How many like servers there shall be, called C(name-1), C(name-2) and so on, as with O(names).
      - With O(state=absent) these are removed.
      - What new servers need (instances, cores, memory, ports, and volumes when they are created with them) is compared with what is
        left of the project's quotas before anything is created. If it is too little, the task fails and creates nothing.
    type: int
  exact_count: {type: bool, description: 'Whether those with a number above O(count) are removed.'}
  on_failure:
    description:
      - What to do with a new server that ends in status C(ERROR) and never booted. The task fails in both cases.
      - V(keep) leaves it as it is, so that you can look at it. It counts against the quotas, and the next run fails because of it.
      - V(remove) deletes it, with the volumes that Nova created for it. A server that an earlier task left in this state is deleted and
        created again. A server that once ran is never removed.
    type: str
    choices: [keep, remove]
    default: keep
    version_added: 0.2.0
  id: {type: str, description: ID of an existing server. O(name) may then rename it.}
  description: {type: str, description: Free text about the server.}
  hostname: {type: str, description: 'Host name that the server learns from Nova; by default Nova makes one of the name.'}
  access_ipv4: {type: str, description: 'IPv4 address by which the server is to be reached, as a note for others.'}
  access_ipv6: {type: str, description: 'IPv6 address by which the server is to be reached, as a note for others.'}
  disk_config:
    description: Whether the disk is partitioned to the size of the flavor, where the hypervisor can do that.
    type: str
    choices: [AUTO, MANUAL]
  image:
    description:
      - What to boot from. The name or ID of an image, or a condition, of which the newest image that meets it is taken.
      - A condition is a dict of C(name), C(name_regex), C(tags), C(visibility), C(status), C(owner) and C(properties). An existing server
        agrees with it when its image meets it, be there a newer one or not.
    type: raw
  image_exclude: {type: str, default: (deprecated), description: Text that the name of the image must not contain.}
  on_image_change:
    description:
      - What to do when an existing server has another image than O(image), or other O(trusted_image_certificates).
      - V(rebuild) builds it anew on the same host, with its name, ID, addresses and volumes. Its local disk is lost. A root volume is
        written anew where Nova can do that (microversion 2.93). O(key_name), O(userdata) and O(admin_password) are applied with it.
    type: str
    choices: [report, rebuild]
    default: report
  flavor:
    description:
      - The name or ID of a flavor, or a condition, of which the smallest flavor that meets it is taken.
      - A condition is a dict of C(ram), C(vcpus), C(disk), C(ephemeral), C(name), C(is_public) and C(extra_specs), as in
        M(stratus.openstack.flavor_info).
    type: raw
  flavor_ram: {type: int, description: 'Take the smallest flavor with at least so much memory, in MiB.'}
  flavor_include: {type: str, description: 'Text that the name of the flavor must contain, with O(flavor_ram).'}
  on_flavor_change:
    description:
      - What to do when an existing server has another flavor than O(flavor) or O(flavor_ram).
      - V(resize) gives it the declared one, with an interruption. A resize that was left to be confirmed is confirmed when it led to the
        declared flavor, and otherwise taken back.
    type: str
    choices: [report, resize]
    default: report
  confirm_resize:
    description: Whether a resize is confirmed as soon as it is done. Otherwise the server stays in status C(VERIFY_RESIZE).
    type: bool
    default: true
  power_state:
    description:
      - The state to bring the server to, from whatever state it is in, by starting, stopping, pausing, unshelving it and so on.
      - V(shelved) is content with a server that is offloaded already. A server in status C(ERROR) is rebooted hard on its way.
      - When omitted, it is left alone.
    type: str
    choices: [active, shutoff, paused, suspended, rescued, shelved, shelved_offloaded]
  rescue_image: {type: str, description: 'Name or ID of the image to boot with O(power_state=rescued); by default the one it has.'}
  locked:
    description:
      - Whether the server is locked against changes by anyone but administrators. It is unlocked before all other changes, and locked after
        them.
      - A locked server is removed only with O(locked=false).
    type: bool
  locked_reason: {type: str, description: Why it is locked.}
  admin_password: {type: str, description: 'Password of the administrator inside the server, set when it is created or built anew.'}
  update_password:
    description:
      - Whether the password of an existing server is set, too. It cannot be read, so that V(always) is always a change.
    type: str
    choices: [on_create, always]
    default: on_create
  key_name: {type: str, description: 'Name of the keypair for the first login.'}
  on_key_change:
    description:
      - What to do when an existing server has another keypair. V(rebuild) builds it anew as for O(on_image_change), from the image that it
        has.
    type: str
    choices: [report, rebuild]
    default: report
  trusted_image_certificates:
    description: Names or IDs of the secrets in the key manager (Barbican) with the certificates by which the image must be signed.
    type: list
    elements: str
  availability_zone: {type: str, description: 'Availability zone, and for administrators also C(zone:host).'}
  pinned_availability_zone: {type: str, description: 'Availability zone that an existing server is moved to no other from (2.104).'}
  host: {type: str, description: 'Host to create the server on, for administrators.'}
  hypervisor_hostname: {type: str, description: 'Hypervisor to create the server on, for administrators.'}
  config_drive:
    type: bool
    default: false
    description: Whether to attach a config drive. That a server has one although it was not asked for is no difference.
  userdata:
    description:
      - Text for cloud-init or the like, on its way as base64.
      - Nova shows it to administrators alone, so that for others a difference cannot be seen.
    type: str
  userdata_file:
    description: A file with user data of any kind, on the machine that runs the task, instead of O(userdata).
    type: path
  on_userdata_change:
    description:
      - What to do when an existing server was created with other user data, where one may see that. V(rebuild) builds it anew as
        for O(on_image_change), from the image that it has.
    type: str
    choices: [report, rebuild]
    default: report
  scheduler_hints: {type: dict, description: 'Hints for the scheduler of Nova, such as C(different_host).'}
  server_group: {type: str, description: Name or ID of the server group to create the server in.}
  network: {type: str, description: Name or ID of the one network to connect to.}
  nics:
    description:
      - Networks or ports to connect to, in order. Without them, and without O(network), Nova chooses the network.
      - Each is a dict with one of C(net-name), C(net-id), C(port-name) and C(port-id), and maybe C(v4-fixed-ip), C(v6-fixed-ip), C(tag)
        and C(security-groups) (a list, instead of O(security_groups)), or the same as a string such as
        V(net-name=web,v4-fixed-ip=192.0.2.5). V(auto) and V(none) alone mean what they mean to Nova; an empty list is like V(auto).
      - What an existing server lacks is attached. What it has beside is left alone and told in RV(drift), unless O(purge_nics) is set.
    type: list
    elements: raw
    suboptions:
      tag:
        description:
          - Tag of the device, by which software inside the server can tell it. It is given when the interface is attached, and not compared
            afterwards; M(stratus.openstack.server_interface) compares it.
        type: str
  purge_nics: {type: bool, default: false, description: 'Whether interfaces that O(nics) or O(network) does not mean are detached.'}
  security_groups:
    description:
      - Security groups, by names or IDs, of all ports of the server that have port security; those of ports that were there before, too.
      - When omitted, they are left alone.
    type: list
    elements: str
  metadata:
    aliases: [meta]
    description:
      - All of the server's metadata, as a dict or as a string such as V(role=web,stage=test). What is not in it is removed; an empty dict
        removes everything.
      - When omitted, the metadata is left alone.
    type: raw
  boot_from_volume: {type: bool, default: false, description: Whether to boot from a new volume that is made from O(image).}
  boot_volume: {type: str, aliases: [root_volume], description: Name or ID of an existing volume to boot from.}
  volume_size:
    type: int
    description:
      - Size in GiB of the volume that O(boot_from_volume) makes; by default the least that holds the image.
      - It is not compared with that of an existing server, which does not show it. M(stratus.openstack.volume) extends a volume.
  terminate_volume:
    description:
      - Whether the volume that a new server boots from (O(boot_from_volume), O(boot_volume)) shall be deleted together with it.
      - O(volumes) are never deleted by that; O(block_devices) say it one by one.
      - When that of an existing server would stay, this is told in RV(drift) and left alone, where Nova shows it (2.3).
        O(delete_volumes) deletes it with the server, and O(block_devices[].delete_on_termination) changes it.
      - That V(false) is given, or nothing, and the volume would go is not told.
    type: bool
    default: false
  volumes:
    description: Volumes, by names or IDs, to attach. Others that are attached stay, unless O(purge_volumes) is set.
    type: list
    elements: str
  block_devices:
    description:
      - The disks of a new server one by one, as Nova takes them. With one of O(block_devices[].boot_index=0) it boots from that, else from
        O(image) or O(boot_volume).
      - To an existing server volumes are attached that it lacks, and O(block_devices[].delete_on_termination) is changed. The other disks
        are made together with the server only.
    type: list
    elements: dict
    suboptions:
      source_type: {type: str, required: true, choices: [image, volume, snapshot, blank], description: What it is made of.}
      source: {type: str, aliases: [uuid], description: 'Name or ID of the image, the volume or the snapshot of a volume.'}
      destination_type: {type: str, choices: [local, volume], description: 'On the host, or a volume; a volume by default.'}
      boot_index: {type: int, description: 'V(0) for the one to boot from, by default V(-1), which is none to boot from.'}
      volume_size: {type: int, aliases: [size], description: Size in GiB of what is made.}
      volume_type: {type: str, description: Name or ID of the type of a volume that is made.}
      disk_bus: {type: str, description: 'Bus, such as V(virtio).'}
      device_type: {type: str, description: 'Kind of device, such as V(disk) or V(cdrom).'}
      guest_format: {type: str, description: 'File system of a local one, such as V(swap).'}
      device_name: {type: str, description: 'Name in the server, such as V(/dev/vdb), where the hypervisor heeds it.'}
      tag: {type: str, description: 'Tag of the device, by which software inside the server can tell it.'}
      delete_on_termination: {type: bool, description: Whether a volume is deleted together with the server.}
  purge_volumes:
    description: Whether volumes that O(volumes), O(boot_volume) and O(block_devices) do not mean are detached. The root volume stays.
    type: bool
    default: false
  auto_ip:
    aliases: [auto_floating_ip, public_ip]
    description:
      - Whether the server shall have a floating IP, whichever. It gets one when it has none and when one is possible, that is, when a
        router that one may see leads from one of its subnets to an external network. Otherwise it goes without.
      - Of no effect with O(floating_ips) or O(floating_ip_pools).
    type: bool
    default: true
  floating_ips:
    description:
      - The floating IPs that the server shall have, exactly, by their addresses. They must exist. One that is in use elsewhere is not
        taken away.
      - An empty list detaches them all.
    type: list
    elements: str
  floating_ip_pools:
    type: list
    elements: str
    description: External networks, by names or IDs, of each of which the server shall have a floating IP.
  reuse_ips:
    description:
      - Whether O(auto_ip) and O(floating_ip_pools) may use floating IPs of the project that are attached to nothing, before they create
        new ones.
      - An address is taken only if nobody else has touched it since it was looked up, so that two servers never get the same one.
    type: bool
    default: true
  delete_ips:
    type: bool
    default: false
    aliases: [delete_fip]
    description: Whether to delete the floating IPs of the server together with it, with O(state=absent).
  delete_volumes:
    description:
      - Which of the attached volumes to delete together with the server, with O(state=absent), beside those that are marked for it.
      - V(made) are those that Nova made for a server; they have no name. V(all) are all.
    type: str
    choices: [none, made, all]
    default: none
  force_delete: {type: bool, default: false, description: 'Whether to delete it at once where the cloud would keep it for a while.'}
  stop_before_delete: {type: bool, default: false, description: Whether to shut it down before it is deleted.}
  detach_ports: {type: bool, default: false, description: Whether to detach its interfaces before it is deleted.}
notes:
  - A task that attaches or detaches floating IPs waits until the compute service shows that at the server, which it does some seconds
    after the change, so that a listing after the task has the same addresses as its result.
  - With O(wait=false) a server that gets a floating IP is waited for until it has a port; set O(auto_ip=false) as well to wait for nothing.
  - O(wait=false) does not wait for the last action either, such as the confirmation of a resize, which a later run then makes.
"""

EXAMPLES = r"""
- name: A server, reachable from outside
  stratus.openstack.server:
    cloud: demo
    name: web-1
    image: debian-13-generic
    flavor: m1.small
    key_name: deploy
    network: app
    security_groups: [web, default]
    metadata:
      role: web
      stage: test
    tags: [web]
    userdata: |
      #cloud-config
      packages: [nginx]
  register: web

- name: Its address
  ansible.builtin.debug:
    var: web.server.interface_ip

- name: The smallest flavor that will do, and the newest image that our builds have tagged
  stratus.openstack.server:
    cloud: demo
    name: worker-1
    flavor: {ram: ">=2048", vcpus: ">=2"}
    image: {name_regex: "^worker-", tags: [golden]}
    network: app
    auto_ip: false

- name: Two networks, a fixed address, a root disk on a volume
  stratus.openstack.server:
    cloud: demo
    name: db-1
    image: debian-13-generic
    flavor: m1.large
    nics:
      - net-name: app
        v4-fixed-ip: 10.0.0.10
      - net-name=storage
    boot_from_volume: true
    volume_size: 40
    terminate_volume: true
    volumes: [db-data]

- name: A floating IP that is there already, and no other
  stratus.openstack.server:
    cloud: demo
    name: web-1
    floating_ips: [203.0.113.17]

- name: Thirty like servers, created at the same time, and none beyond
  stratus.openstack.server:
    cloud: demo
    name: worker-%02d
    count: 30
    exact_count: true
    image: debian-13-generic
    flavor: m1.small
    network: app
    server_group: spread
    auto_ip: false
  register: workers

- name: More memory and another image, whatever it costs, then locked
  stratus.openstack.server:
    cloud: demo
    name: web-1
    flavor: m1.large
    on_flavor_change: resize
    image: debian-14-generic
    on_image_change: rebuild
    locked: true
    locked_reason: in use

- name: Stopped, on these networks and no others
  stratus.openstack.server:
    cloud: demo
    name: worker-1
    power_state: shutoff
    nics:
      - net-name: app
      - {net-name: storage, security-groups: [storage]}
    purge_nics: true

- name: A root disk of a faster type, and an empty disk that goes with the server
  stratus.openstack.server:
    cloud: demo
    name: db-2
    flavor: m1.large
    network: app
    block_devices:
      - {source_type: image, source: debian-13-generic, boot_index: 0, volume_size: 40, volume_type: nvme, delete_on_termination: true}
      - {source_type: blank, volume_size: 200, tag: data}

- name: Remove it, with its floating IPs
  stratus.openstack.server:
    cloud: demo
    name: web-1
    delete_ips: true
    state: absent
"""

RETURN = r"""
server:
  description:
    - The server; null when it was removed. Attributes that the API does not show are null.
    - C(public_v4), C(private_v4) and C(interface_ip) are its first floating or access address, its first fixed one, and the one to reach
      it by.
    - C(admin_password) is only set by the task that creates the server. C(user_data) is never shown here.
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
    id: 0b1c6f9e-50ad-4c6b-9c39-3ae1a09f8ee0
    name: web-1
    status: ACTIVE
    addresses:
      app:
        - {addr: 10.0.0.12, version: 4, "OS-EXT-IPS:type": fixed, "OS-EXT-IPS-MAC:mac_addr": "fa:16:3e:0d:2a:57"}
        - {addr: 203.0.113.17, version: 4, "OS-EXT-IPS:type": floating, "OS-EXT-IPS-MAC:mac_addr": "fa:16:3e:0d:2a:57"}
    interface_ip: 203.0.113.17
    public_v4: 203.0.113.17
    private_v4: 10.0.0.12
    flavor: {name: m1.small, ram: 2048, vcpus: 1, disk: 20}
    key_name: deploy
    metadata: {role: web, stage: test}
    security_groups: [{name: default}, {name: web}]
    tags: [web]
    volumes: []
servers:
  description: The servers, each like RV(server), in the order of their names.
  returned: with O(names) or O(count), instead of RV(server)
  type: list
  elements: dict
  sample:
    - {id: 0b1c6f9e-50ad-4c6b-9c39-3ae1a09f8ee0, name: worker-01, status: ACTIVE}
drift:
  description: What differs from the declared options and was left alone.
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
    server: {type: str, description: Name of the server. Present with O(names) or O(count).}
  sample:
    - option: flavor
      now: m1.tiny
      wanted: m1.small
      remedy: "Set `on_flavor_change: resize` to resize it, with an interruption"
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
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.table import SERVER

OPERATION = SERVER

if __name__ == "__main__":
    run(OPERATION)

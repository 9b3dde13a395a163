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
  - Creates servers of the compute service (Nova) by one request, waits until they are active, gives them floating IPs, and keeps what can
    be changed without harm as it is declared.
  - Name, description, metadata, tags, security groups, floating IPs and attached volumes of an existing server are changed. A difference
    in what a change would interrupt or destroy (flavor, image, keypair, user data, networks and the like) is never acted on; RV(drift)
    and a warning tell of it.
  - A server that is still being built, or being deleted, is waited for. One that never booted is an error, with the reason that Nova gives.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
  - stratus.openstack.resource.tags
options:
  name: {type: str, required: true, description: 'Name or ID of the server. With O(id), the name it shall have.'}
  id: {type: str, description: ID of an existing server. O(name) may then rename it.}
  description: {type: str, description: Free text about the server.}
  image:
    description:
      - What to boot from. The name or ID of an image, or a condition, of which the newest image that meets it is taken.
      - A condition is a dict of C(name), C(name_regex), C(tags), C(visibility), C(status), C(owner) and C(properties). An existing server
        agrees with it when its image meets it, be there a newer one or not.
    type: raw
  image_exclude: {type: str, default: (deprecated), description: Text that the name of the image must not contain.}
  flavor:
    description:
      - The name or ID of a flavor, or a condition, of which the smallest flavor that meets it is taken.
      - A condition is a dict of C(ram), C(vcpus), C(disk), C(ephemeral), C(name), C(is_public) and C(extra_specs), as in
        M(stratus.openstack.flavor_info).
    type: raw
  flavor_ram: {type: int, description: 'Take the smallest flavor with at least so much memory, in MiB.'}
  flavor_include: {type: str, description: 'Text that the name of the flavor must contain, with O(flavor_ram).'}
  key_name: {type: str, description: 'Name of the keypair for the first login.'}
  availability_zone: {type: str, description: 'Availability zone, and for administrators also C(zone:host).'}
  config_drive:
    type: bool
    default: false
    description: Whether to attach a config drive. That a server has one although it was not asked for is no difference.
  userdata:
    description:
      - Text for cloud-init or the like, on its way as base64.
      - Nova shows it to administrators alone, so that for others a difference cannot be seen.
    type: str
  scheduler_hints: {type: dict, description: Hints for the scheduler of Nova.}
  network: {type: str, description: Name or ID of the one network to connect to.}
  nics:
    description:
      - Networks or ports to connect to, in order. Without them, and without O(network), Nova chooses the network.
      - Each is a dict with one of C(net-name), C(net-id), C(port-name) and C(port-id), and maybe C(v4-fixed-ip), C(v6-fixed-ip) and
        C(tag), or the same as a string such as V(net-name=web,v4-fixed-ip=192.0.2.5). V(auto) and V(none) alone mean what they mean to
        Nova.
    type: list
    elements: raw
    suboptions:
      tag: {type: str, description: 'Tag of the device, by which software inside the server can tell it.'}
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
    description: Size in GiB of the volume that O(boot_from_volume) makes; by default the least that holds the image.
  terminate_volume: {type: bool, default: false, description: Whether the volumes of a new server shall be deleted together with it.}
  volumes: {type: list, elements: str, description: 'Volumes, by names or IDs, to attach. Others that are attached stay.'}
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
notes:
  - With O(wait=false) a server that gets a floating IP is waited for until it has a port; set O(auto_ip=false) as well to wait for nothing.
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
drift:
  description: What differs from the declared options and was left alone.
  returned: when there is any
  type: list
  elements: dict
  sample:
    - option: flavor
      now: m1.tiny
      wanted: m1.small
      remedy: A resize would change it, with an interruption
id:
  description: ID of the server.
  returned: when the server exists
  type: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.server import SERVER

OPERATION = SERVER

if __name__ == "__main__":
    run(OPERATION)

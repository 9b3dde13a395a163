#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: project_map
short_description: Draw a map of a project
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists the networks, subnets, routers, ports, floating IPs, servers, volumes, load balancers and DNS zones of a project, and what
    connects them.
  - Returns them as nodes and edges and as a Mermaid diagram. With O(dest), the module also writes a web page with a picture.
  - The page is one file that fetches nothing. A click on an object shows its details. Many objects that are connected alike share one box.
  - Sends one request per kind, at the same time, and one for the networks of other projects that are in use. A kind with more than 1,000
    objects requires further requests.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.read_only
options:
  dest:
    description:
      - Path of the file to write, on the host that runs the task. If omitted, no file is written.
      - A name that ends with C(.json) gets the nodes and edges, one that ends with C(.mmd) the Mermaid diagram, any other one the web page.
      - In an existing folder, the file is called C(project-map.html).
    type: path
  project:
    description:
      - Name or ID of the project. Other projects than that of the credentials require an administrator.
      - A name requires one further request.
    type: str
attributes:
  check_mode:
    description: Says whether the file would be written, and does not write it. Objects of earlier tasks in check mode are part of the map.
  diff_mode:
    support: full
    description: Shows size and hash of the file before and after.
  idempotent:
    description: A second run writes the same content, and changes nothing as long as the project does not change.
"""

EXAMPLES = r"""
- name: Draw what the project has
  stratus.openstack.project_map:
    cloud: demo
    dest: /srv/www/project.html

- name: Put the map into the documentation
  stratus.openstack.project_map:
    cloud: demo
    dest: docs/project.mmd

- name: Count the servers of another project
  stratus.openstack.project_map:
    cloud: admin
    project: shop
  register: map

- name: Show the number
  ansible.builtin.debug:
    var: map.counts.server
"""

RETURN = r"""
nodes:
  description: The objects, sorted by kind and name. Each kind has further attributes of its own.
  returned: success
  type: list
  elements: dict
  contains:
    id: {type: str, description: ID of the object.}
    kind: {type: str, description: 'Name of the module that manages such objects, such as V(server) or V(floating_ip).'}
    name: {type: str, description: 'Name of the object, or the address of a floating IP. Empty if the object has no name.'}
    status: {type: str, description: State of the object. Null for a subnet.}
    is_router_external: {type: bool, description: 'Of a network, whether it leads outside.'}
    is_shared: {type: bool, description: 'Of a network, whether all projects can use it.'}
    mtu: {type: int, description: 'Of a network, its maximum transmission unit in bytes.'}
    cidr: {type: str, description: 'Of a subnet, its range of addresses.'}
    gateway_ip: {type: str, description: 'Of a subnet, the address of its gateway.'}
    is_admin_state_up: {type: bool, description: 'Of a router, whether it forwards packets.'}
    mac_address: {type: str, description: 'Of a port, its MAC address.'}
    device_owner: {type: str, description: 'Of a port, what uses it, such as V(compute:nova). Empty if nothing does.'}
    fixed_ips: {type: list, elements: str, description: 'Of a port, its IP addresses.'}
    fixed_ip_address: {type: str, description: 'Of a floating IP, the address that it leads to.'}
    description: {type: str, description: 'Of a floating IP, its description.'}
    flavor: {type: str, description: 'Of a server, the name of its flavor.'}
    availability_zone: {type: str, description: 'Of a server, its availability zone.'}
    created_at: {type: str, description: 'Of a server, the time of its creation.'}
    size: {type: int, description: 'Of a volume, its size in GiB.'}
    volume_type: {type: str, description: 'Of a volume, its type.'}
    is_bootable: {type: bool, description: 'Of a volume, whether servers can boot from it.'}
    vip_address: {type: str, description: 'Of a load balancer, its virtual IP address.'}
    operating_status: {type: str, description: 'Of a load balancer, its health.'}
    email: {type: str, description: 'Of a DNS zone, the address of the responsible person.'}
    ttl: {type: int, description: 'Of a DNS zone, the default time to live of its records in seconds.'}
  sample: [{id: 6685584b-1eac-4da6-b5c3-555430cf68ff, kind: server, name: web-1, status: ACTIVE, flavor: m1.small}]
edges:
  description: What connects the objects. Each pair of objects is listed once in each direction that the API has.
  returned: success
  type: list
  elements: dict
  contains:
    source: {type: str, description: ID of the object that refers to the other one.}
    target: {type: str, description: ID of the other object.}
    by: {type: str, description: 'The attribute that refers to it, such as V(network) or V(device_id).'}
  sample: [{source: 0c4d2c2c-8f13-4d35-a4b1-b1f8f2f6f2c6, target: 6685584b-1eac-4da6-b5c3-555430cf68ff, by: device_id}]
counts:
  description: The number of objects of each kind.
  returned: success
  type: dict
  sample: {network: 2, server: 20}
missing:
  description: The kinds that are not in the map, since the cloud does not have their service or does not let the user list them.
  returned: success
  type: list
  elements: str
  sample: [dns_zone]
mermaid:
  description: The picture as a Mermaid diagram, with the same groups as on the page.
  returned: success
  type: str
file:
  description: The file.
  returned: when O(dest) is set
  type: dict
  contains:
    path: {type: str, description: Path of the file.}
    size: {type: int, description: Size of the file in bytes.}
    checksum: {type: str, description: SHA-256 hash of the content.}
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.environment.project_map import PROJECT_MAP
from ansible_collections.stratus.openstack.plugins.module_utils.runner import run

OPERATION = PROJECT_MAP

if __name__ == "__main__":
    run(OPERATION)

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

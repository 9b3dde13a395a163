#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: server_console_info
short_description: Read the console of a server
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Reads what a server of the compute service (Nova) has written to its console, and asks for the address of its graphical or serial one.
  - Such an address lets everyone in who has it, for some time. Give a task that asks for one C(no_log) where its output is kept.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.read_only
options:
  server: {type: str, required: true, aliases: [name], description: Name or ID of the server.}
  all_projects: {type: bool, default: false, description: 'Whether the name is that of a server of any project, for administrators.'}
  log: {type: bool, default: true, description: Whether to read what it has written.}
  lines: {type: int, description: How many lines from the end; by default all that Nova has.}
  type:
    description: The kind of console whose address is wanted. The cloud must have it switched on.
    type: str
    choices: [novnc, xvpvnc, spice-html5, spice-direct, serial, webmks]
"""

EXAMPLES = r"""
- name: The last lines that it wrote
  stratus.openstack.server_console_info:
    cloud: demo
    server: web-1
    lines: 20
  register: screen

- name: Wait for the words of cloud-init
  stratus.openstack.server_console_info:
    cloud: demo
    server: web-1
  register: booted
  until: "'Cloud-init' in booted.console.log and 'finished at' in booted.console.log"
  retries: 30
  delay: 5

- name: An address for a browser
  stratus.openstack.server_console_info:
    cloud: demo
    server: web-1
    log: false
    type: novnc
  register: screen
  no_log: true
"""

RETURN = r"""
console:
  description: What was asked for of C(log), and C(url) with its C(type) and C(protocol); null for the others.
  returned: success
  type: dict
  contains:
    log: {type: str, description: Output of the serial console. Null with O(log=false).}
    type: {type: str, description: Type of the remote console as given in O(type). Null without that option.}
    protocol: {type: str, description: 'Protocol of the remote console, such as V(vnc) or V(spice). Null without O(type).'}
    url: {type: str, description: URL that opens the remote console in a browser. It contains a token. Null without O(type).}
  sample:
    log: "web-1 login: "
    type: novnc
    protocol: vnc
    url: https://console.example.org/vnc_lite.html?path=%3Ftoken%3D0c1c2f6e-5d9c-4d4e-8d0e-2f6a7b9c3333
id:
  description: ID of the server.
  returned: success
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.infos import SERVER_CONSOLE

OPERATION = SERVER_CONSOLE

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: api
short_description: Make one request to any OpenStack API
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Sends one authenticated request to a service of the cloud, for what no other module covers.
  - Knows the address of the service, its version path, microversions, paging and errors; everything else is as the API defines it.
extends_documentation_fragment:
  - stratus.openstack.auth
attributes:
  check_mode:
    support: full
    description: Requests that change something are not sent; their answer is a guess.
  diff_mode:
    support: none
    description: What a raw request changes is not known.
  idempotent:
    support: none
    description: Whatever is asked for is sent.
options:
  service: {type: str, required: true, description: 'Type of the service as in the catalog, such as V(compute), or an alias of it.'}
  method:
    description: HTTP method.
    type: str
    choices: [GET, HEAD, POST, PUT, PATCH, DELETE]
    default: GET
  path: {type: str, required: true, description: 'Path below the versioned address of the service, such as V(/os-hypervisors).'}
  body: {type: raw, aliases: [json], description: Body of the request; sent as JSON.}
  query: {type: dict, description: Query parameters. A list repeats its parameter.}
  headers: {type: dict, description: Further headers.}
  microversion: {type: str, description: Microversion to ask for; lowered to what the service knows.}
  paginate:
    description: Read a listing with all its pages. O(list_key) says where its members are.
    type: bool
    default: false
  list_key: {type: str, description: Name of the list in each page.}
  reads:
    description: Says that a V(POST) changes nothing. It is then sent in check mode, too, and does not count as a change.
    type: bool
    default: false
  allow: {type: list, elements: int, description: Statuses of 400 and more that are an answer and no failure.}
"""

EXAMPLES = r"""
- name: The hypervisors
  stratus.openstack.api:
    cloud: admin
    service: compute
    path: /os-hypervisors/detail
    paginate: true
    list_key: hypervisors
  register: all

- name: Where a server's console is
  stratus.openstack.api:
    cloud: demo
    service: compute
    method: POST
    path: /servers/{{ server.id }}/remote-consoles
    microversion: "2.6"
    body: {remote_console: {protocol: vnc, type: novnc}}
    reads: true

- name: A network flavor, if there is one of this name
  stratus.openstack.api:
    cloud: admin
    service: network
    path: /flavors
    query: {name: gold}
"""

RETURN = r"""
status:
  description: HTTP status of the answer.
  returned: without O(paginate)
  type: int
  sample: 200
body:
  description: The answer, decoded when it is JSON.
  returned: without O(paginate)
  type: raw
headers:
  description: Headers of the answer, in lower case.
  returned: without O(paginate)
  type: dict
request_id:
  description: ID under which the operators of the cloud find the request.
  returned: when the service sends one
  type: str
members:
  description: The members of the listing.
  returned: with O(paginate)
  type: list
  elements: raw
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.any_service.request import API

OPERATION = API

if __name__ == "__main__":
    run(OPERATION)

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
  - Sends bodies as JSON, as text or from a file, and saves answers to files.
extends_documentation_fragment:
  - stratus.openstack.auth
attributes:
  check_mode:
    support: full
    description:
      - Requests that change something are not sent; their answer is a guess.
      - With O(dest), the answer is read and compared with the file, but not saved.
  diff_mode:
    support: none
    description: What a raw request changes is not known.
  idempotent:
    support: none
    description: Whatever is asked for is sent. A file at O(dest) is written only if its content differs.
options:
  service: {type: str, required: true, description: 'Type of the service as in the catalog, such as V(compute), or an alias of it.'}
  method:
    description: HTTP method.
    type: str
    choices: [GET, HEAD, POST, PUT, PATCH, DELETE]
    default: GET
  path: {type: str, required: true, description: 'Path below the versioned address of the service, such as V(/os-hypervisors).'}
  body:
    description:
      - Body of the request. A mapping or a list is sent as JSON.
      - A text is sent unchanged. If it is a JSON object or a JSON list, and O(headers) has no C(Content-Type), this is V(application/json).
      - If O(headers) has a C(Content-Type) of JSON, a text that is not JSON is sent as a JSON string.
    type: raw
    aliases: [json]
  body_format:
    description:
      - V(json) sends O(body) as JSON. A text that is JSON already is sent unchanged. A file in O(src) must be JSON, and is sent unchanged.
      - V(raw) sends a text in O(body), or a file in O(src), unchanged, without a C(Content-Type) of JSON.
      - If omitted, the format follows from O(body) and its C(Content-Type), as described there.
    type: str
    choices: [json, raw]
  src:
    description:
      - Path of a file to send as the body, unchanged. It is read in pieces, so it can be large.
      - The C(Content-Type) is V(application/octet-stream), unless O(headers) has another one.
      - The file is on the machine on which the task runs.
    type: path
  dest:
    description:
      - Path of a file that receives the body of the answer, unchanged. In a directory, the file gets the last part of O(path) as its name.
      - The file gets its name when it is complete. If it has the same content already, it is not written, and the task is not C(changed).
      - If the answer has a status in O(allow), no file is written.
    type: path
  query: {type: dict, description: Query parameters. A list repeats its parameter.}
  headers:
    description:
      - Further headers.
      - An answer that is not JSON is an error. Set C(Accept), for example to V(text/plain), to read a text into RV(body).
    type: dict
  microversion:
    description: Microversion to ask for, such as V(2.90) or V(latest). If the service does not support it, the highest that it supports is
      sent, with a warning.
    type: str
  paginate:
    description: Read a listing with all its pages. O(list_key) says where its members are. Cannot be used with a body or O(dest).
    type: bool
    default: false
  list_key: {type: str, description: 'Name of the list in each page. If omitted, the page itself must be a list.'}
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

- name: Upload the content of an image from a file
  stratus.openstack.api:
    cloud: demo
    service: image
    method: PUT
    path: /images/{{ image.id }}/file
    src: web.qcow2

- name: Store a text in an object
  stratus.openstack.api:
    cloud: demo
    service: object-store
    method: PUT
    path: /web/motd.txt
    headers: {Content-Type: text/plain}
    body: "Welcome to {{ inventory_hostname }}\n"

- name: Save an object to a file
  stratus.openstack.api:
    cloud: demo
    service: object-store
    path: /web/motd.txt
    dest: /etc/motd

- name: List the objects of a container
  stratus.openstack.api:
    cloud: demo
    service: object-store
    path: /web
    paginate: true
  register: objects

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
  description: The answer, decoded when it is JSON. Null if the answer is empty, JSON null or in the file O(dest).
  returned: without O(paginate)
  type: raw
dest:
  description: Path of the file with the answer.
  returned: with O(dest), unless the answer has a status of 400 or more
  type: str
size:
  description: Size of this file in bytes.
  returned: with O(dest), unless the answer has a status of 400 or more
  type: int
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

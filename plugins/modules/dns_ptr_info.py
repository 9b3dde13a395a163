#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: dns_ptr_info
short_description: List reverse records of floating IPs
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists the floating IPs of the project with their reverse records (PTR) in the DNS service (Designate), by one request.
  - A floating IP without a record has the C(ptrdname) null.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  floating_ip: {type: str, aliases: [floating_ip_address], description: Address or ID of a floating IP. List only the record of this one.}
  project:
    description:
      - Name or ID of the project in which the task acts instead of that of the credentials.
      - Requires an administrator.
    type: str
"""

EXAMPLES = r"""
- name: List the reverse records of all floating IPs
  stratus.openstack.dns_ptr_info:
    cloud: demo
  register: reverse

- name: Show the addresses without a record
  ansible.builtin.debug:
    msg: "{{ reverse.ptrs | selectattr('ptrdname', 'none') | map(attribute='address') }}"
"""

RETURN = r"""
ptrs:
  description: The reverse records.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of dns.floating_ip: make generate
    id: {type: str, description: 'Name of the region, a colon, and the UUID of the floating IP.'}
    name: {type: str, description: 'Always null, a reverse record has no name.'}
    action:
      description: 'What the service does with the reverse record at the moment: V(CREATE), V(UPDATE), V(DELETE), or V(NONE).'
      type: str
    address: {type: str, description: IPv4 address that the record is for.}
    description: {type: str, description: Free text about the reverse record. Null when it has none.}
    links: {type: dict, description: Addresses of the reverse record in the API. C(self) is that of the reverse record itself.}
    ptrdname: {type: str, description: 'Domain name that the address leads to, with a dot at the end. Null without a record.'}
    status:
      description: 'V(ACTIVE) when the name servers have the record, V(PENDING) before that, V(INACTIVE) without a record, V(ERROR) when a
        change failed.'
      type: str
    ttl: {type: int, description: Time to live in seconds. Null without a record.}
    # end of attributes
  sample:
    - id: RegionOne:5c02c519-4928-4a38-bd10-c748c200912f
      address: 203.0.113.7
      ptrdname: www.example.org.
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.ptrs import PTRS

OPERATION = PTRS

if __name__ == "__main__":
    run(OPERATION)

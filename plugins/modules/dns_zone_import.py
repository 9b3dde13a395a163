#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: dns_zone_import
short_description: Create DNS zones from zone files
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates a zone of the DNS service (Designate) with its records from a zone file.
  - A zone that exists is left alone, whatever its records are. Use M(stratus.openstack.recordset) to change records.
  - The service imports in the background. The task waits for it, and removes the import from the list of the service afterwards.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: 'Name of the zone, as in the C($ORIGIN) of the zone file.'}
  content:
    description:
      - The zone file as text. It must begin with C($ORIGIN) and contain an SOA record.
      - The NS records of the zone itself are those of the service.
    type: str
  src: {type: path, description: Path of the zone file on the host that runs the task.}
  project:
    description:
      - Name or ID of the project in which the task acts instead of that of the credentials.
      - Requires an administrator.
    type: str
  all_projects: {type: bool, description: Whether the zone is also looked for in other projects. Requires an administrator.}
  state:
    description: V(absent) removes the zone.
    type: str
    choices: [present, absent]
    default: present
"""

EXAMPLES = r"""
- name: Create a zone from a file
  stratus.openstack.dns_zone_import:
    cloud: demo
    name: example.org.
    src: files/example.org.zone

- name: Create a zone from a text
  stratus.openstack.dns_zone_import:
    cloud: demo
    name: example.net.
    content: |
      $ORIGIN example.net.
      $TTL 3600
      @ IN SOA ns1.example.net. hostmaster.example.net. 1 3600 600 86400 3600
      www IN A 192.0.2.10
"""

RETURN = r"""
zone:
  description: The zone, null if it was removed.
  returned: success
  type: dict
  sample:
    id: 2c9e8c52-1f4e-4c3b-9c8e-3c0b0f5a3a8e
    name: example.org.
    status: ACTIVE
id:
  description: ID of the zone.
  returned: when it exists
  type: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.zone_files import IMPORT

OPERATION = IMPORT

if __name__ == "__main__":
    run(OPERATION)

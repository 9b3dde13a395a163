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
  contains:
    # attributes of dns.zone: make generate
    id: {type: str, description: UUID of the zone.}
    name: {type: str, description: 'Domain name of the zone, with a dot at the end.'}
    action: {type: str, description: 'What the service does with the zone at the moment: V(CREATE), V(UPDATE), V(DELETE), or V(NONE).'}
    attributes: {type: dict, description: Properties by which the service chose the pool of name servers.}
    created_at: {type: str, description: 'Time when the zone was created, in UTC, as ISO 8601.'}
    description: {type: str, description: Free text about the zone. Null when it has none.}
    email: {type: str, description: Email address of the person who is responsible for the zone. Null for a secondary zone without one.}
    is_shared: {type: bool, description: Whether the zone is shared with other projects.}
    links: {type: dict, description: Addresses of the zone in the API. C(self) is that of the zone itself.}
    masters:
      description: Name servers that a secondary zone is transferred from. An empty list for a primary zone.
      type: list
      elements: str
    pool_id: {type: str, description: ID of the pool of name servers that serve the zone.}
    project_id: {type: str, description: ID of the project that owns the zone.}
    serial: {type: int, description: Serial number in the SOA record. It grows with each change.}
    status:
      description: 'V(ACTIVE) when the name servers have the last change, V(PENDING) before that, V(ERROR) when a change failed.'
      type: str
    transferred_at:
      description: 'Time of the last transfer of a secondary zone, in UTC, as ISO 8601. Null when there was none.'
      type: str
    ttl: {type: int, description: 'Time to live of records without a value of their own, in seconds.'}
    type: {type: str, description: 'V(PRIMARY), V(SECONDARY) or V(CATALOG).'}
    updated_at: {type: str, description: 'Time of the last change of the zone, in UTC, as ISO 8601. Null before the first change.'}
    version: {type: int, description: Counter of changes. The service increases it whenever the zone changes.}
    # end of attributes
  sample:
    id: 2c9e8c52-1f4e-4c3b-9c8e-3c0b0f5a3a8e
    name: example.org.
    status: ACTIVE
id:
  description: ID of the zone.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.zone_files import IMPORT

OPERATION = IMPORT

if __name__ == "__main__":
    run(OPERATION)

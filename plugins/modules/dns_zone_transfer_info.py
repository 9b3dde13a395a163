#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: dns_zone_transfer_info
short_description: List transfers of DNS zones
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists transfers of zones of the DNS service (Designate) that the project has offered, and those that are meant for it, by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  status:
    description: List only transfers with this status. V(COMPLETE) ones were accepted.
    type: str
    choices: [ACTIVE, COMPLETE]
  project:
    description:
      - Name or ID of the project in which the task acts instead of that of the credentials.
      - Requires an administrator.
    type: str
  all_projects: {type: bool, description: Whether to list the transfers of all projects. Requires an administrator.}
"""

EXAMPLES = r"""
- name: List the zones that are offered
  stratus.openstack.dns_zone_transfer_info:
    cloud: demo
    status: ACTIVE
  register: offers

- name: Show their names
  ansible.builtin.debug:
    msg: "{{ offers.zone_transfers | map(attribute='zone_name') }}"
"""

RETURN = r"""
zone_transfers:
  description: The transfers, without their keys.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of dns.zone_transfer_request: make generate
    id: {type: str, description: UUID of the transfer. The project that accepts it needs it together with the key.}
    name: {type: str, description: 'Always null, a transfer has no name.'}
    created_at: {type: str, description: 'Time when the transfer was created, in UTC, as ISO 8601. Null for other projects.'}
    description: {type: str, description: Free text about the zone transfer. Null when it has none.}
    key:
      description: Key with which another project accepts the transfer. Null for other projects and in C(dns_zone_transfer_info).
      type: str
    links: {type: dict, description: Addresses of the transfer in the API. C(self) is that of the transfer itself.}
    project_id: {type: str, description: ID of the project that offers the zone. Null for other projects.}
    status: {type: str, description: 'V(ACTIVE) for a transfer that can be accepted, V(COMPLETE) for one that was accepted.'}
    target_project_id: {type: str, description: ID of the only project that can accept the transfer. Null when each project can.}
    updated_at: {type: str, description: 'Time of the last change of the zone transfer, in UTC, as ISO 8601. Null before the first change.'}
    version: {type: int, description: Always null. Designate does not return the number of changes of a transfer.}
    zone_id: {type: str, description: UUID of the zone.}
    zone_name: {type: str, description: 'Domain name of the zone, with a dot at the end.'}
    # end of attributes
  sample:
    - id: 1c0f4ac9-bbf3-4a73-b8ef-55b62b8ef2ff
      zone_id: 2c9e8c52-1f4e-4c3b-9c8e-3c0b0f5a3a8e
      zone_name: example.org.
      status: ACTIVE
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.transfers import TRANSFERS

OPERATION = TRANSFERS

if __name__ == "__main__":
    run(OPERATION)

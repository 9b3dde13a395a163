#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: dns_zone_transfer
short_description: Transfer DNS zones to other projects
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Offers a zone of the DNS service (Designate) to another project, withdraws the offer, or accepts it.
  - The project that accepts a transfer needs its ID and its key.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  zone: {type: str, aliases: [zone_id], description: Name or ID of the zone to transfer.}
  id:
    description: ID of an existing transfer. O(state=accepted) requires it.
    type: str
    aliases: [zone_transfer_request_id]
  target_project:
    description:
      - Name or ID of the only project that can accept the transfer. A name requires the right to list projects. Immutable.
      - If omitted, each project that has the key can accept it.
    type: str
    aliases: [target_project_id]
  description: {type: str, description: Free text about the transfer.}
  auth_key: {type: str, description: Key of the transfer. O(state=accepted) requires it.}
  project:
    description:
      - Name or ID of the project in which the task acts instead of that of the credentials.
      - Requires an administrator.
    type: str
  all_projects: {type: bool, description: Whether zones of all projects are found. Requires an administrator.}
  state:
    description:
      - V(present) and V(absent) create and remove the transfer.
      - V(accepted) makes the zone one of the project that the credentials are for.
    type: str
    choices: [present, absent, accepted]
    default: present
"""

EXAMPLES = r"""
- name: Offer a zone
  stratus.openstack.dns_zone_transfer:
    cloud: demo
    zone: example.org.
  register: offer
  no_log: true

- name: Accept the zone in another project
  stratus.openstack.dns_zone_transfer:
    cloud: other
    id: "{{ offer.id }}"
    auth_key: "{{ offer.zone_transfer.key }}"
    state: accepted

- name: Withdraw an offer
  stratus.openstack.dns_zone_transfer:
    cloud: demo
    zone: example.org.
    state: absent
"""

RETURN = r"""
zone_transfer:
  description:
    - The transfer, null if it was removed.
    - It contains the key. Give the task C(no_log), or Ansible shows the key at C(-v).
  returned: success
  type: dict
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
    id: 1c0f4ac9-bbf3-4a73-b8ef-55b62b8ef2ff
    zone_id: 2c9e8c52-1f4e-4c3b-9c8e-3c0b0f5a3a8e
    zone_name: example.org.
    status: ACTIVE
id:
  description: ID of the transfer.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.transfers import TRANSFER

OPERATION = TRANSFER

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: recordset_info
short_description: List DNS recordsets
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists recordsets of the DNS service (Designate), those of one zone or of all zones of the project.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  zone: {type: str, description: 'Name or ID of the zone. If omitted, the recordsets of all zones are listed.'}
  name:
    description:
      - Name or ID of the recordset, or a pattern such as V(web-*).
      - With O(zone), a name can be relative to the zone as in M(stratus.openstack.recordset).
    type: str
  recordset_type:
    description: List only recordsets of this type.
    type: str
    choices: [a, aaaa, caa, cert, cname, mx, naptr, ns, ptr, soa, spf, srv, sshfp, svcb, https, txt]
  data: {type: str, description: List only recordsets with a record that has this value.}
  description: {type: str, description: List only recordsets with this description.}
  ttl: {type: int, description: List only recordsets with this time to live.}
  project:
    description:
      - Name or ID of the project whose recordsets are listed instead of those of the credentials.
      - Requires an administrator.
    type: str
  all_projects: {type: bool, description: Whether the recordsets of all projects are listed. Requires an administrator.}
"""

EXAMPLES = r"""
- name: List the names that mean an address
  stratus.openstack.recordset_info:
    cloud: demo
    data: 192.0.2.10
  register: found

- name: Show the names
  ansible.builtin.debug:
    msg: "{{ found.recordsets | map(attribute='name') }}"
"""

RETURN = r"""
recordsets:
  description: The recordsets.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of dns.recordset: make generate
    id: {type: str, description: UUID of the recordset.}
    name: {type: str, description: 'Complete domain name of the records, with a dot at the end.'}
    action: {type: str, description: 'What the service does with the recordset at the moment: V(CREATE), V(UPDATE), V(DELETE), or V(NONE).'}
    created_at: {type: str, description: 'Time when the recordset was created, in UTC, as ISO 8601.'}
    description: {type: str, description: Free text about the recordset. Null when it has none.}
    links: {type: dict, description: Addresses of the recordset in the API. C(self) is that of the recordset itself.}
    project_id: {type: str, description: ID of the project that owns the recordset.}
    records: {type: list, elements: str, description: 'Values of the records, in no particular order.'}
    status:
      description: 'V(ACTIVE) when the name servers have the last change, V(PENDING) before that, V(ERROR) when a change failed.'
      type: str
    ttl: {type: int, description: Time to live in seconds. Null when that of the zone applies.}
    type: {type: str, description: 'Type of the records, such as V(A), V(AAAA) or V(CNAME).'}
    updated_at: {type: str, description: 'Time of the last change of the recordset, in UTC, as ISO 8601. Null before the first change.'}
    version: {type: int, description: Counter of changes. The service increases it whenever the recordset changes.}
    zone_id: {type: str, description: UUID of the zone of the recordset.}
    zone_name: {type: str, description: Domain name of the zone of the recordset.}
    # end of attributes
  sample:
    - id: 5b1f7a0e-5b7c-4a3e-8e55-4dfae1f0a0c4
      name: www.example.org.
      type: A
      records: [192.0.2.10]
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.recordsets import RECORDSETS

OPERATION = RECORDSETS

if __name__ == "__main__":
    run(OPERATION)

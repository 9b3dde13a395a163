#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: recordset
short_description: Manage DNS recordsets
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes recordsets of the DNS service (Designate). A recordset is all records of one name and type in a zone.
  - Waits until the name servers have the change, unless O(wait=false).
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  zone: {type: str, required: true, description: 'Name or ID of the zone, such as V(example.org.).'}
  name:
    description:
      - Name or ID of the recordset. V(www), V(www.example.org) and V(www.example.org.) are the same name in the zone V(example.org.).
      - V(@) is the name of the zone itself.
      - A name that ends with a dot is complete. Any other name that does not end with the name of the zone is relative to the zone.
    type: str
    required: true
  recordset_type:
    description: Type of the records. Immutable. A new recordset requires it. It distinguishes recordsets of one name.
    type: str
    choices: [a, aaaa, caa, cert, cname, mx, naptr, ns, ptr, soa, spf, srv, sshfp, svcb, https, txt]
  records:
    description:
      - The records. This is the complete list, others are removed. A new recordset requires it.
      - The order makes no difference, nor do different spellings of one address or host name.
      - Names of hosts are complete, with or without a dot at the end.
      - Text of the types V(txt) and V(spf) is put in quotation marks, unless it begins with one.
    type: list
    elements: str
  description: {type: str, description: Free text about the recordset.}
  ttl: {type: int, description: Time to live in seconds. Defaults to that of the zone.}
  project:
    description:
      - Name or ID of the project in which the task acts instead of that of the credentials.
      - Requires an administrator.
    type: str
  all_projects: {type: bool, description: Whether the zone is also looked for in other projects. Requires an administrator.}
"""

EXAMPLES = r"""
- name: Give a web server a name
  stratus.openstack.recordset:
    cloud: demo
    zone: example.org.
    name: www
    recordset_type: a
    records:
      - 192.0.2.10
      - 192.0.2.11
    ttl: 300

- name: Receive mail for the zone
  stratus.openstack.recordset:
    cloud: demo
    zone: example.org.
    name: "@"
    recordset_type: mx
    records:
      - 10 mail.example.org.

- name: Remove the name of the web server
  stratus.openstack.recordset:
    cloud: demo
    zone: example.org.
    name: www
    recordset_type: a
    state: absent
"""

RETURN = r"""
recordset:
  description: The recordset, null if it was removed.
  returned: success
  type: dict
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
    id: 5b1f7a0e-5b7c-4a3e-8e55-4dfae1f0a0c4
    name: www.example.org.
    type: A
    records: [192.0.2.10, 192.0.2.11]
    ttl: 300
    status: ACTIVE
id:
  description: ID of the recordset.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.recordsets import RECORDSET

OPERATION = RECORDSET

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: dns_tld
short_description: Manage top-level domains of the DNS service
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes top-level domains in the DNS service (Designate).
  - If there is at least one, zones can only be created below a domain of this list.
  - Requires an administrator, unless the policy of the cloud says otherwise.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name:
    description: Name or ID of the top-level domain, such as V(org) or V(co.uk). Case and a dot at the end make no difference.
    type: str
    required: true
  description: {type: str, description: Free text about the top-level domain.}
"""

EXAMPLES = r"""
- name: Allow zones below org
  stratus.openstack.dns_tld:
    cloud: admin
    name: org

- name: Remove it
  stratus.openstack.dns_tld:
    cloud: admin
    name: org
    state: absent
"""

RETURN = r"""
tld:
  description: The top-level domain, null if it was removed.
  returned: success
  type: dict
  contains:
    # attributes of dns.tld: make generate
    id: {type: str, description: UUID of the top-level domain.}
    name: {type: str, description: 'Name of the domain in lower case, without a dot at the end.'}
    created_at: {type: str, description: 'Time when the top-level domain was created, in UTC, as ISO 8601.'}
    description: {type: str, description: Free text about the top-level domain. Null when it has none.}
    links: {type: dict, description: Addresses of the top-level domain in the API. C(self) is that of the top-level domain itself.}
    updated_at:
      description: 'Time of the last change of the top-level domain, in UTC, as ISO 8601. Null before the first change.'
      type: str
    # end of attributes
  sample:
    id: d49e9a31-4bfb-4422-a8d1-f481c32ebbec
    name: org
    description: null
id:
  description: ID of the top-level domain.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.name_rules import TLD

OPERATION = TLD

if __name__ == "__main__":
    run(OPERATION)

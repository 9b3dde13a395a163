#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: dns_blacklist
short_description: Manage blacklists of the DNS service
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes blacklists in the DNS service (Designate).
  - Users cannot create zones whose names match the pattern of a blacklist.
  - Requires an administrator, unless the policy of the cloud says otherwise.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  pattern: {type: str, required: true, description: 'Regular expression for the names of zones, or ID of a blacklist that exists.'}
  description: {type: str, description: Free text about the blacklist.}
"""

EXAMPLES = r"""
- name: Reserve the zones below example.org
  stratus.openstack.dns_blacklist:
    cloud: admin
    pattern: '^([A-Za-z0-9_\-]+\.)*example\.org\.$'
    description: Reserved

- name: Remove the blacklist
  stratus.openstack.dns_blacklist:
    cloud: admin
    pattern: '^([A-Za-z0-9_\-]+\.)*example\.org\.$'
    state: absent
"""

RETURN = r"""
blacklist:
  description: The blacklist, null if it was removed.
  returned: success
  type: dict
  contains:
    # attributes of dns.blacklist: make generate
    id: {type: str, description: UUID of the blacklist.}
    name: {type: str, description: 'Always null, a blacklist has a pattern in place of a name.'}
    created_at: {type: str, description: 'Time when the blacklist was created, in UTC, as ISO 8601.'}
    description: {type: str, description: Free text about the blacklist. Null when it has none.}
    links: {type: dict, description: Addresses of the blacklist in the API. C(self) is that of the blacklist itself.}
    pattern: {type: str, description: Regular expression for the names that zones must not have.}
    updated_at: {type: str, description: 'Time of the last change of the blacklist, in UTC, as ISO 8601. Null before the first change.'}
    # end of attributes
  sample:
    id: 8a7834ac-2bfe-498f-926a-cd857720c254
    pattern: ^bad\..*$
    description: Reserved
id:
  description: ID of the blacklist.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.name_rules import BLACKLIST

OPERATION = BLACKLIST

if __name__ == "__main__":
    run(OPERATION)

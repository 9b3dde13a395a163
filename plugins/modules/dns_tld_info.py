#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: dns_tld_info
short_description: List top-level domains of the DNS service
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists top-level domains of the DNS service (Designate).
  - Requires an administrator, unless the policy of the cloud says otherwise.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the top-level domain, or a pattern such as V(co.*).'}
  description: {type: str, description: List only top-level domains with this description.}
"""

EXAMPLES = r"""
- name: List all top-level domains
  stratus.openstack.dns_tld_info:
    cloud: admin
  register: domains

- name: Show the names
  ansible.builtin.debug:
    msg: "{{ domains.tlds | map(attribute='name') }}"
"""

RETURN = r"""
tlds:
  description: The top-level domains.
  returned: success
  type: list
  elements: dict
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
    - id: d49e9a31-4bfb-4422-a8d1-f481c32ebbec
      name: org
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.name_rules import TLDS

OPERATION = TLDS

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: dns_tsigkey_info
short_description: List TSIG keys of the DNS service
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists keys that sign transfers of zones in the DNS service (Designate).
  - Secrets are only in the result with O(with_secret=true). Set C(no_log) for such a task.
  - Requires an administrator, unless the policy of the cloud says otherwise.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the key, or a pattern such as V(web-*).'}
  algorithm:
    description: List only keys with this algorithm.
    type: str
    choices: [hmac-md5, hmac-sha1, hmac-sha224, hmac-sha256, hmac-sha384, hmac-sha512]
  scope: {type: str, choices: [pool, zone], description: List only keys with this scope.}
  with_secret: {type: bool, default: false, description: Whether to return the secrets of the keys.}
"""

EXAMPLES = r"""
- name: List all TSIG keys
  stratus.openstack.dns_tsigkey_info:
    cloud: admin
  register: keys

- name: Show the names
  ansible.builtin.debug:
    msg: "{{ keys.tsigkeys | map(attribute='name') }}"
"""

RETURN = r"""
tsigkeys:
  description: The keys.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of dns.tsig_key: make generate
    id: {type: str, description: UUID of the TSIG key.}
    name: {type: str, description: 'Name of the key, unique in the cloud.'}
    algorithm: {type: str, description: 'Algorithm of the signatures, such as V(hmac-sha256).'}
    created_at: {type: str, description: 'Time when the TSIG key was created, in UTC, as ISO 8601.'}
    links: {type: dict, description: Addresses of the TSIG key in the API. C(self) is that of the TSIG key itself.}
    resource_id: {type: str, description: ID of the pool or zone that the key is for.}
    scope: {type: str, description: 'V(POOL) for a key of a pool of name servers, V(ZONE) for a key of a zone.'}
    secret: {type: str, description: Shared secret in Base64. Null unless the module C(dns_tsigkey_info) is used with C(with_secret).}
    updated_at: {type: str, description: 'Time of the last change of the TSIG key, in UTC, as ISO 8601. Null before the first change.'}
    # end of attributes
  sample:
    - id: 300848f1-e609-45aa-8aca-ecf1fa112712
      name: transfers
      algorithm: hmac-sha256
      scope: ZONE
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.tsigkeys import TSIGKEYS

OPERATION = TSIGKEYS

if __name__ == "__main__":
    run(OPERATION)

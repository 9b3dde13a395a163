#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: object_account
short_description: Manage the account of a project in the object store
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Sets metadata, keys for temporary URLs and the quota of the account of the project in the object store (Swift).
  - The service creates the account at the first request. It is not removed.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  state: {choices: [present]}
  project:
    description:
      - Name or ID of the project whose account is changed. Defaults to the project of the credentials.
      - Requires a reseller administrator if it is another project.
    type: str
    aliases: [project_id]
  metadata:
    description:
      - Metadata of the account. Items that are omitted are not changed, unless O(purge_metadata=true). An empty value removes an item.
      - Names are not case-sensitive and cannot contain an underscore. Results show them in lower case.
    type: dict
  purge_metadata:
    description: Whether O(metadata) is the complete metadata, and other items are removed. The quota is kept.
    type: bool
    default: false
  delete_metadata_keys: {type: list, elements: str, aliases: [keys], description: Names of metadata that is removed.}
  quota_bytes:
    description: Maximum size of all objects together, in bytes. V(-1) removes the quota. Requires a reseller administrator.
    type: int
  temp_url_key: {type: str, description: Secret that signs temporary URLs of all objects in the account.}
  temp_url_key_2: {type: str, description: Second secret that signs temporary URLs. It allows to change one key after the other.}
notes:
  - The service shows secrets to the owner of the account. They are compared with the options, but results and diffs hide them.
"""

EXAMPLES = r"""
- name: Set the key for temporary URLs
  stratus.openstack.object_account:
    cloud: demo
    temp_url_key: "{{ vault_temp_url_key }}"

- name: Limit what a project stores
  stratus.openstack.object_account:
    cloud: admin
    project: demo
    quota_bytes: 10737418240
"""

RETURN = r"""
account:
  description: The account.
  returned: success
  type: dict
  contains:
    # attributes of object_store.account: make generate
    id: {type: str, description: 'Name of the account, which is its ID.'}
    name: {type: str, description: Name of the account.}
    account_bytes_used: {type: int, description: 'Size of all objects together, in bytes. The service updates it with a delay.'}
    account_container_count: {type: int, description: Number of containers. The service updates it with a delay.}
    account_object_count: {type: int, description: Number of objects in all containers. The service updates it with a delay.}
    meta_temp_url_key: {type: str, description: 'V(VALUE_HIDDEN) if the account has a key for temporary URLs, else null.'}
    meta_temp_url_key_2: {type: str, description: 'V(VALUE_HIDDEN) if the account has a second key for temporary URLs, else null.'}
    metadata: {type: dict, description: Metadata of the account by its names in lower case. Keys for temporary URLs are left out.}
    quota_bytes: {type: int, description: 'Maximum size of all objects together, in bytes. Null without such a quota.'}
    timestamp: {type: str, description: 'Time of creation, in seconds since 1970 with a fraction.'}
    # end of attributes
  sample:
    id: AUTH_2f1ba9e5e1a94bb6ae0f6c0ea4ab2f1e
    account_bytes_used: 2048
    metadata: {}
id:
  description: Name of the account, which is its ID.
  returned: success
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store.accounts import ACCOUNT

OPERATION = ACCOUNT

if __name__ == "__main__":
    run(OPERATION)

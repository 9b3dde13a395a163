#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: object_account_info
short_description: Show the account of a project in the object store
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Shows the account of the project in the object store (Swift). It has the number and size of all objects, and the metadata.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
options:
  project:
    description:
      - Name or ID of the project whose account is shown. Defaults to the project of the credentials.
      - Requires a reseller administrator if it is another project.
    type: str
    aliases: [project_id]
"""

EXAMPLES = r"""
- name: Show how much the project stores
  stratus.openstack.object_account_info:
    cloud: demo
  register: found
"""

RETURN = r"""
accounts:
  description: A list with the account.
  returned: success
  type: list
  elements: dict
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
    - id: AUTH_2f1ba9e5e1a94bb6ae0f6c0ea4ab2f1e
      account_bytes_used: 2048
      metadata: {}
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store.accounts import ACCOUNTS

OPERATION = ACCOUNTS

if __name__ == "__main__":
    run(OPERATION)

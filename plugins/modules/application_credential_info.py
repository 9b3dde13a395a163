#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: application_credential_info
short_description: List application credentials
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists application credentials of a user of the identity service (Keystone), by one request. Secrets are not among what it gives.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the credential that is wanted, or a pattern such as V(web-*).'}
  user: {type: str, description: 'Name or ID of the user whose they are, for administrators; by default the user who is logged in.'}
  user_domain: {type: str, description: Name or ID of the domain of O(user).}
"""

EXAMPLES = r"""
- name: Mine
  stratus.openstack.application_credential_info:
    cloud: demo
  register: found

- name: Those of jane
  stratus.openstack.application_credential_info:
    cloud: admin
    user: jane
"""

RETURN = r"""
application_credentials:
  description: The credentials.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 1a2b3c4d5e6f47a8b9c0d1e2f3a4b5c6
      name: backup
      description: For the nightly backups
      project_id: 0d1e2f3a4b5c46d798e0f1a2b3c4d5e6
      roles:
        - {id: 2f6aa765788d42dfbe457044c865678c, name: member, domain_id: null}
      access_rules:
        - {id: 8c7b6a5f4e3d42c1b0a99f8e7d6c5b4a, service: block-storage, method: GET, path: "/v3/*/volumes"}
      expires_at: "2030-01-31T12:00:00.000000"
      unrestricted: false
      secret:
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.credentials import APPLICATION_CREDENTIALS

OPERATION = APPLICATION_CREDENTIALS

if __name__ == "__main__":
    run(OPERATION)

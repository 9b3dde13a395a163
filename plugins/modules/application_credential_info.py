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
  contains:
    # attributes of identity.application_credential: make generate
    id: {type: str, description: ID of the application credential.}
    name: {type: str, description: Name of the application credential. It is unique among those of one user.}
    access_rules:
      description: The only API requests that the credential may be used for. Null when all requests are allowed.
      type: list
      elements: dict
      contains:
        id: {type: str, description: ID of the access rule.}
        service: {type: str, description: 'Service type that is called, such as V(compute).'}
        path: {type: str, description: 'URL path that is called. It may contain wildcards, such as V(/v2.1/servers/*).'}
        method: {type: str, description: 'HTTP method of the request, such as V(GET).'}
    description: {type: str, description: Free text about the purpose of the credential. Null when none was set.}
    expires_at: {type: str, description: Time in UTC after which a login with the credential is refused. Null when it never expires.}
    links:
      description: URLs of the application credential and of related objects in the API. Null where a request does not return them.
      type: dict
    project_id: {type: str, description: ID of the project that a login with this credential is scoped to.}
    roles:
      description: Roles that a login with this credential has. They include the roles that the requested ones imply.
      type: list
      elements: dict
      contains:
        id: {type: str, description: ID of the role.}
        name: {type: str, description: Name of the role.}
        domain_id: {type: str, description: ID of the domain that owns the role. Null for a global role.}
        description: {type: str, description: Free text about the purpose of the role. Null when none was set.}
        options: {type: dict, description: 'Settings of the role, such as C(immutable).'}
    secret:
      description: 'The secret that a login needs together with the ID. Only the task that creates the credential returns it, and only when
        the service generated it. Otherwise null.'
      type: str
    unrestricted:
      description: Whether the credential may be used to create and delete other application credentials and trusts.
      type: bool
    user: {type: dict, description: Always null. Keystone does not return the owner of a credential.}
    # end of attributes
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

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: application_credential
short_description: Manage application credentials
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates and removes application credentials of the identity service (Keystone), which let programs act for the user who is logged in,
    in the project that the login is for.
  - Nothing of one can be changed in place, and its secret is shown when it is created, never again. What differs from the options is told
    in RV(drift) and a warning; O(state=replace) replaces it.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: 'Name or ID of the credential. A user has a name once, whatever the project.'}
  description: {type: str, description: What it is for.}
  secret:
    description:
      - The secret; without it, the service makes one.
      - Whether an existing credential has this one is seen by logging in with it.
    type: str
  roles:
    description:
      - Roles of the user that the credential has; all of them by default. Those that they imply come with them.
    type: list
    elements: dict
    suboptions:
      name: {type: str, description: Name of the role.}
      id: {type: str, description: ID of the role.}
      domain_id: {type: str, description: 'ID of the domain of the role, where C(name) is one of a domain.'}
  access_rules:
    description: The only requests that the credential is good for; by default there is no such limit.
    type: list
    elements: dict
    suboptions:
      service: {type: str, required: true, description: 'Type of the service, such as V(compute).'}
      path: {type: str, required: true, description: 'Path of the request, such as V(/v2.1/servers/*).'}
      method: {type: str, required: true, description: 'Method of the request, such as V(GET).'}
  expires_at:
    description: When it ends, such as V(2030-01-31T12:00:00), in UTC unless it says otherwise; an empty text is never.
    type: str
  unrestricted:
    description: Whether the credential may be used to make and remove other application credentials and trusts.
    type: bool
  state:
    description: As C(present), V(replace) brings the credential about, and also deletes and creates it anew when something differs.
    type: str
    choices: [present, absent, replace]
    default: present
"""

EXAMPLES = r"""
- name: A credential for a program
  stratus.openstack.application_credential:
    cloud: demo
    name: backup
    description: For the nightly backups
    roles:
      - name: member
    expires_at: "2030-01-31T12:00:00"
    access_rules:
      - {service: block-storage, method: GET, path: "/v3/*/volumes"}
      - {service: block-storage, method: POST, path: "/v3/*/backups"}
  register: made
  no_log: true

- name: Write its clouds.yaml, the first time
  ansible.builtin.copy:
    content: "{{ {'clouds': {'backup': made.cloud}} | to_nice_yaml }}"
    dest: ~/.config/openstack/clouds.yaml
    mode: "0600"
  when: made.application_credential.secret is truthy
  no_log: true

- name: One whose secret is in the vault, made anew whenever that or something else changes
  stratus.openstack.application_credential:
    cloud: demo
    name: monitoring
    secret: "{{ monitoring_secret }}"
    roles:
      - name: reader
    state: replace

- name: Remove it
  stratus.openstack.application_credential:
    cloud: demo
    name: backup
    state: absent
"""

RETURN = r"""
application_credential:
  description:
    - The credential; null when it was removed.
    - C(secret) is only set by the task that creates it, when the service made the secret. Give such a task C(no_log), or it is shown at
      C(-v).
  returned: success
  type: dict
  sample:
    id: 1a2b3c4d5e6f47a8b9c0d1e2f3a4b5c6
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
cloud:
  description: What clouds.yaml says of a cloud that is logged in to by this credential; with the secret when that is shown.
  returned: when the credential exists
  type: dict
  sample:
    auth_type: v3applicationcredential
    auth:
      auth_url: https://identity.example.org/v3
      application_credential_id: 1a2b3c4d5e6f47a8b9c0d1e2f3a4b5c6
    identity_api_version: 3
    region_name: RegionOne
drift:
  description: What differs from the declared options and was left alone; a list of C(option), C(now), C(wanted) and C(remedy).
  returned: when there is any
  type: list
  elements: dict
  sample: []
id:
  description: ID of the credential.
  returned: when the credential exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.credentials import APPLICATION_CREDENTIAL

OPERATION = APPLICATION_CREDENTIAL

if __name__ == "__main__":
    run(OPERATION)

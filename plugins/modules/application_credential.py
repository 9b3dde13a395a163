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
      id: {type: str, description: 'ID of an existing access rule of the user, instead of the other three.'}
      service: {type: str, description: 'Type of the service, such as V(compute).'}
      path: {type: str, description: 'Path of the request, such as V(/v2.1/servers/*).'}
      method: {type: str, description: 'Method of the request, such as V(GET).'}
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
  contains:
    auth_type: {type: str, description: Always V(v3applicationcredential).}
    auth:
      description: What a login requires.
      type: dict
      contains:
        auth_url: {type: str, description: URL of the identity service.}
        application_credential_id: {type: str, description: ID of the credential.}
        application_credential_secret: {type: str, description: Secret of the credential. Present only in the task that creates it.}
    identity_api_version: {type: int, description: Always V(3).}
    region_name: {type: str, description: Region of the cloud that the task used. Present when it names one.}
    interface: {type: str, description: 'Kind of endpoints that the task used, such as V(public). Present when it names one.'}
    verify: {type: bool, description: Is V(false) when the task does not verify TLS certificates. Otherwise absent.}
    cacert: {type: str, description: File with the certificates that the task trusts. Present when it names one.}
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
  contains:
    # attributes of drift: make generate
    option: {type: str, description: Option whose declared value differs from the present one.}
    now: {type: raw, description: Present value in the cloud.}
    wanted: {type: raw, description: Declared value.}
    remedy: {type: str, description: What to do so that the declared value is applied. Null when there is no way.}
    # end of attributes
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

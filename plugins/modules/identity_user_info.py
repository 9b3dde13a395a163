#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: identity_user_info
short_description: List users of the identity service
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists users of the identity service (Keystone) that the credentials may see, or the members of a group, by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the users that are wanted, or a pattern such as V(web-*).'}
  domain: {type: str, aliases: [domain_id], description: 'Name or ID of the domain that they live in; by default, all.'}
  is_enabled: {type: bool, aliases: [enabled], description: 'Only those that are enabled; with V(false), only the others.'}
  group: {type: str, description: Name or ID of a group that they are in.}
  group_domain: {type: str, description: Name or ID of the domain of O(group).}
"""

EXAMPLES = r"""
- name: Users of a domain
  stratus.openstack.identity_user_info:
    cloud: admin
    domain: research

- name: Members of a group
  stratus.openstack.identity_user_info:
    cloud: admin
    group: operators
  register: found

- name: One user
  stratus.openstack.identity_user_info:
    cloud: admin
    name: jane
    domain: default
"""

RETURN = r"""
users:
  description: The users.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of identity.user: make generate
    id: {type: str, description: ID of the user.}
    name: {type: str, description: Name that the user logs in with. It is unique in its domain.}
    default_project_id:
      description: ID of the project that a login is scoped to when it names no project. Null when none was set.
      type: str
    description: {type: str, description: Free text about the user. Null when none was set.}
    domain_id: {type: str, description: ID of the domain that owns the user.}
    email: {type: str, description: E-mail address. Keystone stores it but sends no mail. Null when none was set.}
    extra_specs:
      description: Additional attributes that users or other programs have stored with the user. The dict is empty when there are none.
      type: dict
    federated:
      description: Accounts at external identity providers that are mapped to the user. Null where Keystone does not return them.
      type: list
      elements: dict
      contains:
        idp_id: {type: str, description: ID of the identity provider.}
        protocols: {type: list, elements: dict, description: Protocols of the provider with the unique ID of the account in each.}
    is_enabled: {type: bool, description: Whether the user can log in.}
    links: {type: dict, description: URLs of the user and of related objects in the API. Null where a request does not return them.}
    options:
      description: Exceptions from the security rules of Keystone for this user. An empty dict means that all rules apply.
      type: dict
      contains:
        ignore_change_password_upon_first_use: {type: bool, description: Whether the initial password is valid without being changed.}
        ignore_lockout_failure_attempts: {type: bool, description: Whether failed logins never lock the account.}
        ignore_password_expiry: {type: bool, description: Whether the password never expires.}
        ignore_user_inactivity: {type: bool, description: Whether the account stays enabled without logins.}
        lock_password: {type: bool, description: Whether only administrators can change the password.}
        multi_factor_auth_enabled: {type: bool, description: Whether C(multi_factor_auth_rules) apply to logins.}
        multi_factor_auth_rules:
          description: 'Accepted combinations of login methods, such as V([password, totp]).'
          type: list
          elements: list
    password: {type: str, description: Always null. Keystone does not return passwords.}
    password_expires_at:
      description: Time in UTC when the password expires. Null when it does not expire or Keystone does not return it.
      type: str
    username: {type: str, description: Always null. Keystone returns the login in C(name).}
    # end of attributes
  sample:
    - id: 4f1c6a5e2b7d4c0f9e3a8b6d5c4f3e2a
      name: jane
      description: Jane Doe
      email: jane@example.org
      domain_id: default
      default_project_id: 0d1e2f3a4b5c46d798e0f1a2b3c4d5e6
      is_enabled: true
      options: {ignore_password_expiry: true}
      password_expires_at:
      extra_specs: {}
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.users import USERS

OPERATION = USERS

if __name__ == "__main__":
    run(OPERATION)

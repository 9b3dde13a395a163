#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: auth
short_description: Log in to an OpenStack cloud
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Logs in, and returns the token with what it stands for. No other module needs this; they log in by themselves.
  - The token is returned in clear, since handing it on is the purpose. Use C(no_log) on the task where its output is kept.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.read_only
"""

EXAMPLES = r"""
- name: Check the credentials of a cloud
  stratus.openstack.auth:
    cloud: demo
  register: login
  no_log: true

- name: Use the token with another tool
  ansible.builtin.uri:
    url: "{{ login.endpoints.compute }}/servers"
    headers:
      X-Auth-Token: "{{ login.auth_token }}"
"""

RETURN = r"""
auth_token:
  description: The token.
  returned: success
  type: str
expires_at:
  description: When the token ends, by the clock of the identity service.
  returned: success
  type: str
  sample: "2030-01-31T12:00:00+00:00"
endpoints:
  description: The address of each service in the region and of the interface in use, by service type.
  returned: success
  type: dict
  sample:
    network: https://cloud.example.org:9696/v2.0
user_id:
  description: ID of the user.
  returned: success
  type: str
user_name:
  description: Name of the user.
  returned: success
  type: str
project_id:
  description: ID of the project that the token is for, if it is for one.
  returned: success
  type: str
project_name:
  description: Name of the project.
  returned: success
  type: str
user_domain_id:
  description: ID of the domain that owns the user.
  returned: success
  type: str
project_domain_id:
  description: ID of the domain that owns the project. Null when the token is for no project.
  returned: success
  type: str
domain_name:
  description: Name of the domain that the token is for. Null when it is for no domain.
  returned: success
  type: str
domain_id:
  description: ID of the domain that the token is for, if it is for one.
  returned: success
  type: str
system:
  description: Whether the token is for the whole system.
  returned: success
  type: bool
roles:
  description: Names of the roles that the token carries.
  returned: success
  type: list
  elements: str
  sample: [member, reader]
methods:
  description: How the user logged in.
  returned: success
  type: list
  elements: str
  sample: [password]
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.any_service.login import AUTH

OPERATION = AUTH

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: identity_role_info
short_description: List roles of the identity service
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists roles of the identity service (Keystone), by one request. Those of a domain are only listed when that is named.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the role that is wanted, or a pattern such as V(web-*).'}
  domain_id: {type: str, aliases: [domain], description: Name or ID of the domain that has the roles.}
"""

EXAMPLES = r"""
- name: Roles for all domains
  stratus.openstack.identity_role_info:
    cloud: admin
  register: found

- name: Roles of a domain
  stratus.openstack.identity_role_info:
    cloud: admin
    domain_id: research
"""

RETURN = r"""
roles:
  description: The roles.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of identity.role: make generate
    id: {type: str, description: ID of the role.}
    name: {type: str, description: 'Name of the role, such as V(member). It is unique in its domain, or among the global roles.'}
    description: {type: str, description: Free text about what the role permits. Null when none was set.}
    domain_id: {type: str, description: ID of the domain that owns the role. Null for a global role.}
    extra_specs:
      description: Additional attributes that users or other programs have stored with the role. The dict is empty when there are none.
      type: dict
    links: {type: dict, description: URLs of the role and of related objects in the API. Null where a request does not return them.}
    options:
      description: Settings of the role. An empty dict means the defaults.
      type: dict
      contains:
        immutable: {type: bool, description: Whether Keystone refuses to change or delete the role.}
    # end of attributes
  sample:
    - id: 2f6aa765788d42dfbe457044c865678c
      name: auditor
      description: Reads everything
      domain_id:
      options: {}
      extra_specs: {}
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.roles import ROLES

OPERATION = ROLES

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: identity_domain_info
short_description: List domains of the identity service
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists domains of the identity service (Keystone) that the credentials may see, by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the domain that is wanted, or a pattern such as V(web-*).'}
  is_enabled: {type: bool, aliases: [enabled], description: 'Only those that are enabled; with V(false), only the others.'}
"""

EXAMPLES = r"""
- name: All of them
  stratus.openstack.identity_domain_info:
    cloud: admin
  register: found

- name: One
  stratus.openstack.identity_domain_info:
    cloud: admin
    name: research
"""

RETURN = r"""
domains:
  description: The domains.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of identity.domain: make generate
    id: {type: str, description: ID of the domain.}
    name: {type: str, description: Name of the domain. It is unique in the cloud.}
    description: {type: str, description: Free text about the purpose of the domain. Empty when none was set.}
    is_enabled: {type: bool, description: Whether users of the domain can log in and its projects can be used.}
    links: {type: dict, description: URLs of the domain and of related objects in the API. Null where a request does not return them.}
    options:
      description: Settings of the domain. An empty dict means the defaults.
      type: dict
      contains:
        immutable: {type: bool, description: Whether Keystone refuses to change or delete the domain.}
    tags: {type: list, elements: str, description: Text labels by which domains can be filtered.}
    # end of attributes
  sample:
    - id: 6b1c2f5e8a9d4c3fb2e1d0c9b8a7f6e5
      name: research
      description: The institutes
      is_enabled: true
      options: {}
      tags: []
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.domains import DOMAINS

OPERATION = DOMAINS

if __name__ == "__main__":
    run(OPERATION)

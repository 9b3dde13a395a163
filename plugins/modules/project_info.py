#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: project_info
short_description: List projects
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists projects of the identity service (Keystone), by one request.
  - Most users may not list all projects; O(mine) gives those that a user has a role in.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the projects that are wanted, or a pattern such as V(web-*).'}
  domain: {type: str, aliases: [domain_id], description: 'Name or ID of the domain that they live in; by default, all.'}
  parent: {type: str, aliases: [parent_id], description: Name or ID of the project above them.}
  is_enabled: {type: bool, aliases: [enabled], description: 'Only those that are enabled; with V(false), only the others.'}
  mine: {type: bool, default: false, description: Only those that the credentials could be scoped to.}
"""

EXAMPLES = r"""
- name: Projects of a domain
  stratus.openstack.project_info:
    cloud: admin
    domain: research

- name: Projects with a tag
  stratus.openstack.project_info:
    cloud: admin
    filters:
      tags: [shop]

- name: Where I may work
  stratus.openstack.project_info:
    cloud: demo
    mine: true
  register: found
"""

RETURN = r"""
projects:
  description: The projects.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 0d1e2f3a4b5c46d798e0f1a2b3c4d5e6
      name: web
      description: The web shop
      domain_id: default
      parent_id: default
      is_domain: false
      is_enabled: true
      options: {}
      tags: [shop]
      extra_specs: {cost_center: "4711"}
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.projects import PROJECTS

OPERATION = PROJECTS

if __name__ == "__main__":
    run(OPERATION)

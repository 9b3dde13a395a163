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
  contains:
    # attributes of identity.project: make generate
    id: {type: str, description: ID of the project.}
    name: {type: str, description: Name of the project. It is unique in its domain.}
    description: {type: str, description: Free text about the purpose of the project. Empty when none was set.}
    domain_id: {type: str, description: ID of the domain that owns the project. Null for a project that acts as a domain.}
    extra_specs:
      description: Additional attributes that users or other programs have stored with the project. The dict is empty when there are none.
      type: dict
    is_domain: {type: bool, description: Whether the project also acts as a domain. Domains are such projects inside Keystone.}
    is_enabled: {type: bool, description: Whether users can log in to the project and work in it.}
    links: {type: dict, description: URLs of the project and of related objects in the API. Null where a request does not return them.}
    options:
      description: Settings of the project. An empty dict means the defaults.
      type: dict
      contains:
        immutable: {type: bool, description: Whether Keystone refuses to change or delete the project.}
    parent_id:
      description: ID of the parent project. It is the ID of the domain when the project is at the top of the hierarchy.
      type: str
    tags: {type: list, elements: str, description: Text labels by which projects can be filtered.}
    # end of attributes
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

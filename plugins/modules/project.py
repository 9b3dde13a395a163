#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: project
short_description: Manage projects
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, updates and removes projects of the identity service (Keystone).
  - Removing a project leaves what it owns in other services behind; remove that first.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name or ID of the project.}
  domain:
    description:
      - Name or ID of the domain that has the project; by default the one that the credentials are for.
      - A namesake in another domain is another project. Nothing moves from one domain to another.
    type: str
    aliases: [domain_id]
  parent:
    description: Name or ID of the project above it, in the same domain. Only set at creation.
    type: str
    aliases: [parent_id]
  description: {type: str, description: What it is for.}
  is_enabled: {type: bool, aliases: [enabled], description: Whether anybody may work in it.}
  tags: {type: list, elements: str, description: 'Tags of the project, all of them. An empty list removes them.'}
  options:
    description: Switches of the project; an empty dict resets them.
    type: dict
    suboptions:
      immutable: {type: bool, description: Whether it is locked against changes and removal.}
  extra_specs:
    description:
      - Attributes of your own. Those that are not mentioned are left alone; null clears one.
      - What has an option of its own, such as C(tags) and C(enabled), is set as by that option.
    type: dict
    aliases: [properties]
"""

EXAMPLES = r"""
- name: A project
  stratus.openstack.project:
    cloud: admin
    name: web
    description: The web shop
    tags: [shop]
    extra_specs:
      cost_center: "4711"

- name: One below it
  stratus.openstack.project:
    cloud: admin
    name: web-staging
    parent: web

- name: One in another domain, with the credentials of that domain's administrator
  stratus.openstack.project:
    cloud: research-admin
    name: genome
    domain: research

- name: Lock it
  stratus.openstack.project:
    cloud: admin
    name: web
    options:
      immutable: true

- name: Remove one
  stratus.openstack.project:
    cloud: admin
    name: web-staging
    state: absent
"""

RETURN = r"""
project:
  description: The project; null when it was removed.
  returned: success
  type: dict
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
    id: 0d1e2f3a4b5c46d798e0f1a2b3c4d5e6
    name: web
    description: The web shop
    domain_id: default
    parent_id: default
    is_domain: false
    is_enabled: true
    options: {}
    tags: [shop]
    extra_specs: {cost_center: "4711"}
id:
  description: ID of the project.
  returned: when the project exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.projects import PROJECT

OPERATION = PROJECT

if __name__ == "__main__":
    run(OPERATION)

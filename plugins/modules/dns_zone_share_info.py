#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: dns_zone_share_info
short_description: List shares of a zone of the DNS service
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists the projects with which a zone of the DNS service (Designate) is shared.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  zone: {type: str, required: true, aliases: [zone_id], description: Name or ID of the zone.}
  target_project:
    description: Name or ID of the other project. List only the share with this project.
    type: str
    aliases: [target_project_id]
  project:
    description:
      - Name or ID of the project in which the task acts instead of that of the credentials.
      - Requires an administrator.
    type: str
  all_projects: {type: bool, description: Whether zones of all projects are found. Requires an administrator.}
"""

EXAMPLES = r"""
- name: List the shares of a zone
  stratus.openstack.dns_zone_share_info:
    cloud: demo
    zone: example.org.
  register: shares

- name: Show the projects
  ansible.builtin.debug:
    msg: "{{ shares.zone_shares | map(attribute='target_project_id') }}"
"""

RETURN = r"""
zone_shares:
  description: The shares.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of dns.zone_share: make generate
    id: {type: str, description: UUID of the zone share.}
    name: {type: str, description: 'Always null, a share has no name.'}
    created_at: {type: str, description: 'Time when the zone share was created, in UTC, as ISO 8601.'}
    links: {type: dict, description: Addresses of the zone share in the API. C(self) is that of the zone share itself.}
    project_id: {type: str, description: ID of the project that owns the zone share.}
    target_project_id: {type: str, description: ID of the project that the zone is shared with.}
    updated_at: {type: str, description: 'Time of the last change of the zone share, in UTC, as ISO 8601. Null before the first change.'}
    zone_id: {type: str, description: UUID of the shared zone.}
    # end of attributes
  sample:
    - id: 7a834c3c-0955-4925-a8aa-4b5ccfc7a384
      target_project_id: 0372c58833974df4a94a63b1d96c69e9
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.shares import ZONE_SHARES

OPERATION = ZONE_SHARES

if __name__ == "__main__":
    run(OPERATION)

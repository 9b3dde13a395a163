#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: share_security_service_info
short_description: List security services of shares
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists security services of the shared file system service (Manila). Results do not contain passwords.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the security service, or a pattern such as V(web-*).'}
  share_network: {type: str, description: List only security services of the share network with this name or ID.}
  type: {type: str, choices: [ldap, kerberos, active_directory], description: List only security services of this kind.}
  all_projects: {type: bool, description: List the security services of all projects. Requires an administrator.}
  limit: {type: int, description: Maximum number of security services to list.}
"""

EXAMPLES = r"""
- name: List all security services
  stratus.openstack.share_security_service_info:
    cloud: demo
  register: found

- name: Show the names
  ansible.builtin.debug:
    msg: "{{ found.share_security_services | map(attribute='name') }}"
"""

RETURN = r"""
share_security_services:
  description: The security services.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of shared_file_system.security_service: make generate
    id: {type: str, description: UUID of the security service.}
    name: {type: str, description: Name of the security service.}
    created_at: {type: str, description: 'Time when the security service was created, in UTC, as ISO 8601.'}
    default_ad_site: {type: str, description: Site of the Active Directory in which servers are looked up. Null when it has none.}
    description: {type: str, description: Free text about the security service. Null when it has none.}
    dns_ip: {type: str, description: Address of the DNS server that share servers use. Null when it has none.}
    domain: {type: str, description: 'Domain, or realm, of the directory. Null when it has none.'}
    ou: {type: str, description: Organizational unit in which share servers are registered. Null when it has none.}
    project_id: {type: str, description: ID of the project that owns the security service.}
    server: {type: str, description: Name or address of the server of the directory. Null when it has none.}
    status: {type: str, description: Always V(new). The service does not change it.}
    type: {type: str, description: 'V(ldap), V(kerberos) or V(active_directory).'}
    updated_at:
      description: 'Time of the last change of the security service, in UTC, as ISO 8601. Null before the first change.'
      type: str
    user: {type: str, description: 'User, or group, with which share servers log in at the directory. Null when it has none.'}
    # end of attributes
  sample:
    - id: 4e380fdc-1419-45fb-bd96-53438b827889
      name: office
      type: active_directory
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.security_services import SECURITY_SERVICES

OPERATION = SECURITY_SERVICES

if __name__ == "__main__":
    run(OPERATION)

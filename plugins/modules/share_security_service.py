#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: share_security_service
short_description: Manage security services of shares
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes security services in the shared file system service (Manila). Share servers look up users in them.
  - The module M(stratus.openstack.share_network) adds security services to share networks.
  - The service refuses most changes while a share server uses the security service.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name or ID of the security service.}
  id: {type: str, description: 'ID of an existing security service. Use it together with O(name) to rename the security service.'}
  type: {type: str, choices: [ldap, kerberos, active_directory], description: Kind of directory. A new security service requires it.}
  description: {type: str, description: Free text about the security service.}
  dns_ip: {type: str, description: Address of the DNS server that share servers use.}
  server: {type: str, description: Name or address of the server of the directory.}
  domain: {type: str, description: 'Domain, or realm, of the directory.'}
  user: {type: str, description: 'User, or group, with which share servers log in at the directory.'}
  password: {type: str, description: Password of O(user). It is compared with the one that the service has. Results do not contain it.}
  ou: {type: str, description: Organizational unit in which share servers are registered (needs microversion 2.44).}
  default_ad_site: {type: str, description: Site of the Active Directory (needs microversion 2.76).}
"""

EXAMPLES = r"""
- name: Create a security service
  stratus.openstack.share_security_service:
    cloud: demo
    name: office
    type: active_directory
    dns_ip: 192.0.2.53
    domain: office.example.org
    user: joiner
    password: "{{ vault_joiner_password }}"

- name: Remove the security service
  stratus.openstack.share_security_service:
    cloud: demo
    name: office
    state: absent
"""

RETURN = r"""
share_security_service:
  description: The security service, null if it was removed.
  returned: success
  type: dict
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
    id: 4e380fdc-1419-45fb-bd96-53438b827889
    name: office
    type: active_directory
    domain: office.example.org
id:
  description: ID of the security service.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.security_services import SECURITY_SERVICE

OPERATION = SECURITY_SERVICE

if __name__ == "__main__":
    run(OPERATION)

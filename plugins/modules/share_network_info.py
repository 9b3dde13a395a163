#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: share_network_info
short_description: List share networks
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists share networks of the shared file system service (Manila).
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the share network, or a pattern such as V(web-*).'}
  network: {type: str, description: List only share networks in the network (Neutron) with this name or ID.}
  subnet: {type: str, description: List only share networks in the subnet (Neutron) with this name or ID.}
  security_service: {type: str, description: List only share networks that use the security service with this name or ID.}
  all_projects: {type: bool, description: List the share networks of all projects. Requires an administrator.}
  limit: {type: int, description: Maximum number of share networks to list.}
"""

EXAMPLES = r"""
- name: List all share networks
  stratus.openstack.share_network_info:
    cloud: demo
  register: found

- name: Show the names
  ansible.builtin.debug:
    msg: "{{ found.share_networks | map(attribute='name') }}"
"""

RETURN = r"""
share_networks:
  description: The share networks.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of shared_file_system.share_network: make generate
    id: {type: str, description: UUID of the share network.}
    name: {type: str, description: Name of the share network.}
    created_at: {type: str, description: 'Time when the share network was created, in UTC, as ISO 8601.'}
    description: {type: str, description: Free text about the share network. Null when it has none.}
    neutron_net_id: {type: str, description: UUID of the network of the first subnet. Null without network.}
    neutron_subnet_id: {type: str, description: UUID of the subnet that the first subnet of the share network stands for. Null without one.}
    project_id: {type: str, description: ID of the project that owns the share network.}
    share_network_subnets:
      description: 'Subnets, one or more for each availability zone, with C(neutron_net_id), C(neutron_subnet_id), C(cidr) and
        C(availability_zone).'
      type: list
      elements: dict
    status: {type: str, description: 'V(active), V(network_change) during a change of share servers, or V(error).'}
    updated_at: {type: str, description: 'Time of the last change of the share network, in UTC, as ISO 8601. Null before the first change.'}
    # end of attributes
  sample:
    - id: e7054d5f-8f27-4657-a549-06af4c95f4f2
      name: storage
      status: active
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.networks import NETWORKS

OPERATION = NETWORKS

if __name__ == "__main__":
    run(OPERATION)

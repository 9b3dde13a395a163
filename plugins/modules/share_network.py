#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: share_network
short_description: Manage share networks
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes share networks in the shared file system service (Manila), with their first subnet and their security
    services.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name or ID of the share network.}
  id: {type: str, description: 'ID of an existing share network. Use it together with O(name) to rename the share network.'}
  description: {type: str, description: Free text about the share network.}
  network:
    description: >-
      Name or ID of the network (Neutron) in which share servers get their addresses. The service refuses a change if a share
      server uses it.
    type: str
    aliases: [neutron_net_id]
  subnet: {type: str, aliases: [neutron_subnet_id], description: Name or ID of the subnet (Neutron) in O(network).}
  availability_zone:
    description: Availability zone of the first subnet of a new share network (needs microversion 2.51). If omitted, it is for all zones.
    type: str
  security_services:
    description: >-
      Names or IDs of the security services of the share network. This is the complete list, others are removed from the share
      network.
    type: list
    elements: str
"""

EXAMPLES = r"""
- name: Create a share network
  stratus.openstack.share_network:
    cloud: demo
    name: storage
    network: storage
    subnet: storage-v4
    security_services: [office]

- name: Remove the share network
  stratus.openstack.share_network:
    cloud: demo
    name: storage
    state: absent
"""

RETURN = r"""
share_network:
  description: The share network, null if it was removed.
  returned: success
  type: dict
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
    id: e7054d5f-8f27-4657-a549-06af4c95f4f2
    name: storage
    status: active
    neutron_net_id: 6a0f1c9e-3c59-4f5c-8f0b-7a3c6f4b2d11
id:
  description: ID of the share network.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.networks import NETWORK

OPERATION = NETWORK

if __name__ == "__main__":
    run(OPERATION)

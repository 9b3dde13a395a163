#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: lb_amphora_info
short_description: List amphorae
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists amphorae of the load balancing service (Octavia), the servers that balance the load with the provider V(amphora), by one request.
  - Requires an administrator, unless the policy of the cloud says otherwise.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  id:
    description: ID of the amphora.
    type: str
  load_balancer:
    description: Name or ID of the load balancer. Its name is looked up first.
    type: str
    aliases: [loadbalancer]
  compute_id:
    description: ID of the server in the compute service.
    type: str
  role:
    description: Role of the amphora, such as V(MASTER), V(BACKUP) or V(STANDALONE).
    type: str
  status:
    description: Status of the amphora, such as V(ALLOCATED) or V(ERROR).
    type: str
"""

EXAMPLES = r"""
- name: List the amphorae of a load balancer
  stratus.openstack.lb_amphora_info:
    cloud: admin
    load_balancer: web
  register: found

- name: List failed amphorae
  stratus.openstack.lb_amphora_info:
    cloud: admin
    status: ERROR
"""

RETURN = r"""
lb_amphorae:
  description: The amphorae.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of load_balancer.amphora: make generate
    id: {type: str, description: UUID of the amphora.}
    name: {type: str, description: 'Always null, since the service gives these objects no names.'}
    cached_zone: {type: str, description: 'Availability zone of the server in the compute service, when the service last looked.'}
    cert_busy: {type: bool, description: Whether the certificate of the amphora is being renewed.}
    cert_expiration: {type: str, description: 'Time when the certificate expires with which the amphora talks to the service, as ISO 8601.'}
    compute_flavor: {type: str, description: ID of the flavor of the server in the compute service.}
    compute_id: {type: str, description: ID of the server in the compute service. Null before it is created.}
    created_at: {type: str, description: 'Time when the amphora was created, in UTC, as ISO 8601.'}
    ha_ip: {type: str, description: IP address of the load balancer that the amphora serves.}
    ha_port_id: {type: str, description: ID of the port with the address of the load balancer.}
    image_id: {type: str, description: ID of the image that the server was created from.}
    lb_network_ip: {type: str, description: IP address of the amphora in the management network.}
    loadbalancer_id: {type: str, description: ID of the load balancer that the amphora serves. Null for a spare one.}
    role: {type: str, description: 'Part that the amphora has in its load balancer: V(STANDALONE), V(MASTER) or V(BACKUP).'}
    status:
      description: 'State of the server: V(BOOTING), V(ALLOCATED), V(READY), V(PENDING_CREATE), V(PENDING_DELETE), V(FAILOVER_STOPPED),
        V(DELETED) or V(ERROR).'
      type: str
    updated_at: {type: str, description: 'Time of the last change of the amphora, in UTC, as ISO 8601. Null before the first change.'}
    vrrp_id: {type: int, description: Number of the VRRP group of the amphorae of the load balancer.}
    vrrp_interface: {type: str, description: Name of the network interface that sends VRRP messages. Null for a single amphora.}
    vrrp_ip: {type: str, description: IP address of the amphora in the network of the VIP.}
    vrrp_port_id: {type: str, description: 'ID of the amphora''s own port in the network of the VIP.'}
    vrrp_priority: {type: int, description: Priority of the amphora in its VRRP group. The highest one answers.}
    # end of attributes
  sample:
    - id: 45f40289-0551-483a-b089-47214bc2a8a4
      loadbalancer_id: 882f2a9d-9d53-4bd0-b0e9-08e9d0de11f9
      compute_id: 667bb225-69aa-44b1-8908-694dc624c267
      role: MASTER
      status: ALLOCATED
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.amphorae import AMPHORAE

OPERATION = AMPHORAE

if __name__ == "__main__":
    run(OPERATION)

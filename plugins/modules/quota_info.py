#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: quota_info
short_description: Read the quotas of projects
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Reads the limits of a project in the compute (Nova), block storage (Cinder), network (Neutron) and load balancer (Octavia) services, and
    on request what is used of them, by one request for each service that the cloud has.
  - Users may ask this for their own project.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
options:
  name: {type: str, aliases: [project], description: Name or ID of the project; by default the one that the credentials are for.}
  domain: {type: str, description: 'Name or ID of the domain of the project; without it, the project may be one of any domain.'}
  usage:
    description:
      - Whether to add, for each service, what is used (C(usage)), and what is promised to requests under way (C(reservation)).
      - Octavia does not tell; there both are null.
    type: bool
    default: false
  defaults: {type: bool, default: false, description: 'Whether to give the limits of a project that has none of its own, instead.'}
"""

EXAMPLES = r"""
- name: What the own project may have, and has
  stratus.openstack.quota_info:
    cloud: demo
    usage: true
  register: now

- name: Go on only when there is room for three volumes
  ansible.builtin.assert:
    that: now.quotas.volume.volumes == -1 or now.quotas.volume.volumes - now.quotas.volume.usage.volumes >= 3

- name: Of another project
  stratus.openstack.quota_info:
    cloud: admin
    name: web

- name: What a new project would have
  stratus.openstack.quota_info:
    cloud: admin
    name: web
    defaults: true
"""

RETURN = r"""
quotas:
  description:
    - The quotas of the project, by service, as M(stratus.openstack.quota) returns them; V(-1) is no limit.
    - With O(usage), each service also has C(usage) and C(reservation), with the same names.
  returned: success
  type: dict
  sample:
    compute: {cores: 40, instances: 10, ram: 81920, usage: {cores: 4, instances: 2, ram: 8192}, reservation: {cores: 0, instances: 0}}
    network: {floating_ips: 0, networks: 100, ports: 500, usage: {floating_ips: 0, networks: 3, ports: 12}}
    volume: {volumes: -1, gigabytes: 2000, volume_types: {ssd: {volumes: -1, gigabytes: 200}}, usage: {volumes: 1, gigabytes: 20}}
id:
  description: The ID of the project.
  returned: success
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.quota.operations import QUOTAS_OF_PROJECT

OPERATION = QUOTAS_OF_PROJECT

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: availability_zone_info
short_description: List availability zones of the compute service
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists the availability zones that servers of the compute service (Nova) can be created in, by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name of the one zone that is wanted, or a pattern such as V(web-*).'}
  detailed: {type: bool, default: false, description: 'Whether their hosts and services are told as well, for administrators.'}
"""

EXAMPLES = r"""
- name: All of them
  stratus.openstack.availability_zone_info:
    cloud: demo
  register: zones

- name: A server in each zone
  stratus.openstack.server:
    cloud: demo
    name: "web-{{ item.name }}"
    availability_zone: "{{ item.name }}"
    image: debian-12
    flavor: m1.small
    network: frontend
  loop: "{{ zones.availability_zones | selectattr('state.available') }}"

- name: The hosts of one
  stratus.openstack.availability_zone_info:
    cloud: admin
    name: nova
    detailed: true
"""

RETURN = r"""
availability_zones:
  description: The zones; C(hosts) is null unless O(detailed) is set.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of compute.availability_zone: make generate
    id: {type: str, description: The same as C(name).}
    name: {type: str, description: Name of the availability zone.}
    hosts:
      description: 'The hosts of the zone and their services. Each key is the name of a host, each value a dict of its services by name.
        Each service has C(active), whether it is enabled; C(available), whether it is up; and C(updated_at), the time of its latest report.
        Null without O(stratus.openstack.availability_zone_info#module:detailed=true), and for a zone that is not available.'
      type: dict
    state:
      description: Whether the availability zone can be used.
      type: dict
      contains:
        available: {type: bool, description: Whether at least one service in the zone is enabled.}
    # end of attributes
  sample:
    - name: nova
      state: {available: true}
      hosts:
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.infos import AVAILABILITY_ZONES

OPERATION = AVAILABILITY_ZONES

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: lb_provider_info
short_description: List provider drivers of load balancers
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists the provider drivers that the load balancing service (Octavia) offers, by one request.
  - With O(capabilities), two further requests for each provider list the settings that its flavors and availability zones accept.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name:
    description: Name of the provider, or a pattern such as V(amph*).
    type: str
  capabilities:
    description:
      - Include the settings that a flavor profile and an availability zone profile of the provider can have.
      - Requires an administrator, unless the policy of the cloud says otherwise.
    type: bool
    default: false
"""

EXAMPLES = r"""
- name: List the providers
  stratus.openstack.lb_provider_info:
    cloud: demo
  register: found

- name: List the settings that flavors of a provider accept
  stratus.openstack.lb_provider_info:
    cloud: admin
    name: amphora
    capabilities: true
  register: amphora
"""

RETURN = r"""
lb_providers:
  description: The providers.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of load_balancer.provider: make generate
    id: {type: str, description: 'Name of the provider, since the service gives these objects no IDs.'}
    name: {type: str, description: 'Name of the provider, as load balancers and profiles refer to it.'}
    availability_zone_capabilities:
      description:
        - Settings that availability zone profiles of the provider can have.
        - 'Null unless they are requested, and for a driver that does not list them.'
      type: list
      elements: dict
      contains:
        description: {type: str, description: 'Meaning of the setting, as the driver explains it.'}
        name: {type: str, description: 'Name of the setting, as a key of the profile.'}
    description: {type: str, description: Free text about the provider from the configuration of the service.}
    flavor_capabilities:
      description:
        - Settings that flavor profiles of the provider can have.
        - 'Null unless they are requested, and for a driver that does not list them.'
      type: list
      elements: dict
      contains:
        description: {type: str, description: 'Meaning of the setting, as the driver explains it.'}
        name: {type: str, description: 'Name of the setting, as a key of the profile.'}
    # end of attributes
  sample:
    - id: amphora
      name: amphora
      description: The Octavia Amphora driver
      flavor_capabilities: null
      availability_zone_capabilities: null
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.amphorae import PROVIDERS

OPERATION = PROVIDERS

if __name__ == "__main__":
    run(OPERATION)

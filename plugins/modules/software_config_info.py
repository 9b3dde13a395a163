#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: software_config_info
short_description: List software configs
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists software configs of the orchestration service (Heat).
  - A listing of all of them shows only a few attributes. A software config by its exact name or ID has all.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Name or ID of the software config, or a pattern such as V(web-*).'}
"""

EXAMPLES = r"""
- name: Show a script
  stratus.openstack.software_config_info:
    cloud: demo
    name: install-web
  register: found
"""

RETURN = r"""
software_configs:
  description: The software configs.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of orchestration.software_config: make generate
    id: {type: str, description: UUID of the software config.}
    name: {type: str, description: Name that the software config was given. Names are not unique.}
    config: {type: str, description: Script or other configuration. Null in a listing.}
    created_at: {type: str, description: 'Time when the software config was created, in UTC, as ISO 8601.'}
    group: {type: str, description: 'Kind of configuration, such as V(script).'}
    inputs: {type: list, elements: dict, description: Declared inputs with their types. Null in a listing.}
    options: {type: dict, description: 'Options of the tool that applies the configuration. Null when there are none, and in a listing.'}
    outputs: {type: list, elements: dict, description: Declared outputs with their types. Null in a listing.}
    # end of attributes
  sample:
    - id: 6685584b-1eac-4da6-b5c3-555430cf68ff
      name: install-web
      group: script
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.orchestration.software import SOFTWARE_CONFIGS

OPERATION = SOFTWARE_CONFIGS

if __name__ == "__main__":
    run(OPERATION)

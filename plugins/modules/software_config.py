#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: software_config
short_description: Manage software configs
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates and removes software configs of the orchestration service (Heat). They contain a script or the input of a configuration tool.
  - The service cannot change a software config. A difference fails the task, unless O(state=replace).
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name or ID of the software config.}
  group: {type: str, description: 'Kind of configuration, such as V(script). A new software config has V(Heat::Ungrouped) if you omit it.'}
  config: {type: str, description: Script or other configuration as a text.}
  inputs:
    description: Values that the configuration takes.
    type: list
    elements: dict
    suboptions:
      name: {type: str, required: true, description: Name of the input.}
      type:
        description: Type of the value. Defaults to V(String).
        type: str
        choices: [String, Number, CommaDelimitedList, Json, Boolean]
      description: {type: str, description: Free text about the input.}
      default: {type: raw, description: Value if a deployment sets none.}
      replace_on_change: {type: raw, description: 'Whether a stack replaces the deployment if the value changes, instead of updating it.'}
  outputs:
    description: Values that the configuration gives.
    type: list
    elements: dict
    suboptions:
      name: {type: str, required: true, description: Name of the output.}
      type:
        description: Type of the value. Defaults to V(String).
        type: str
        choices: [String, Number, CommaDelimitedList, Json, Boolean]
      description: {type: str, description: Free text about the output.}
      error_output: {type: raw, description: Whether a value of this output means that the deployment has failed.}
  options: {type: dict, description: Options of the tool that applies the configuration.}
  state:
    description: Whether the software config exists. V(replace) removes a different one and creates it again, with a new ID.
    choices: [present, absent, replace]
"""

EXAMPLES = r"""
- name: Create a software config with a script
  stratus.openstack.software_config:
    cloud: demo
    name: install-web
    group: script
    config: |
      #!/bin/sh
      apt-get install -y "$package"
    inputs:
      - {name: package, type: String, default: nginx}
    outputs:
      - {name: result}

- name: Remove it
  stratus.openstack.software_config:
    cloud: demo
    name: install-web
    state: absent
"""

RETURN = r"""
software_config:
  description: The software config, null if it was removed.
  returned: success
  type: dict
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
    id: 6685584b-1eac-4da6-b5c3-555430cf68ff
    name: install-web
    group: script
id:
  description: ID of the software config.
  returned: when it exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.orchestration.software import SOFTWARE_CONFIG

OPERATION = SOFTWARE_CONFIG

if __name__ == "__main__":
    run(OPERATION)

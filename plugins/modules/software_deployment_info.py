#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: software_deployment_info
short_description: List software deployments
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists software deployments of the orchestration service (Heat).
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  server: {type: str, description: 'Name or ID of the server. If omitted, the deployments of all servers are listed.'}
"""

EXAMPLES = r"""
- name: Show what a server has run
  stratus.openstack.software_deployment_info:
    cloud: demo
    server: web-1
  register: found
"""

RETURN = r"""
software_deployments:
  description: The software deployments.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of orchestration.software_deployment: make generate
    id: {type: str, description: UUID of the software deployment.}
    name: {type: str, description: 'Always null, since the service gives these objects no names.'}
    action: {type: str, description: 'Action of a stack at which the configuration is applied, such as V(CREATE).'}
    config_id: {type: str, description: ID of the software config that is applied. The service copies a config for some deployments.}
    created_at: {type: str, description: 'Time when the software deployment was created, in UTC, as ISO 8601.'}
    input_values: {type: dict, description: Values of the inputs. Null when none were set.}
    output_values: {type: dict, description: Values that the agent in the server has reported. Null before that.}
    server_id: {type: str, description: UUID of the server that the configuration is for.}
    stack_user_project_id: {type: str, description: Always null. The service does not show it.}
    status: {type: str, description: 'State of the deployment: V(IN_PROGRESS), V(COMPLETE) or V(FAILED).'}
    status_reason: {type: str, description: Why the deployment is in this status. Empty without a reason.}
    updated_at: {type: str, description: 'Time of the last change, in UTC, as ISO 8601. Null before the first change.'}
    # end of attributes
  sample:
    - id: 6685584b-1eac-4da6-b5c3-555430cf68ff
      status: COMPLETE
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.orchestration.software import SOFTWARE_DEPLOYMENTS

OPERATION = SOFTWARE_DEPLOYMENTS

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: keypair_info
short_description: List keypairs
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists keypairs of the compute service (Nova), by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
options:
  name: {type: str, description: 'Name of the one keypair that is wanted, or a pattern such as V(web-*).'}
  user_id: {type: str, description: 'ID of the user who owns the keypairs, for administrators; by default the user who is logged in.'}
  limit: {type: int, description: Give at most so many.}
  marker: {type: str, description: 'Begin after the keypair of this name, in the order of the API.'}
"""

EXAMPLES = r"""
- name: All of mine
  stratus.openstack.keypair_info:
    cloud: demo
  register: mine

- name: One
  stratus.openstack.keypair_info:
    cloud: demo
    name: deploy
  register: found
  failed_when: not found.keypairs
"""

RETURN = r"""
keypairs:
  description: The keypairs.
  returned: success
  type: list
  elements: dict
  sample:
    - id: deploy
      name: deploy
      fingerprint: 2f:9a:0b:3d:1e:54:6c:70:d1:2a:5f:19:8e:aa:01:7b
      type: ssh
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.keypairs import KEYPAIRS

OPERATION = KEYPAIRS

if __name__ == "__main__":
    run(OPERATION)

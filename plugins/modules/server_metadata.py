#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: server_metadata
short_description: Set and remove single keys of a server's metadata
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Sets or removes the keys that are named in the metadata of a server of the compute service (Nova). All others are left alone.
  - M(stratus.openstack.server) with O(stratus.openstack.server#module:metadata) declares all of them.
extends_documentation_fragment:
  - stratus.openstack.auth
attributes:
  check_mode:
    support: full
    description: Predicts without changing anything; the prediction is made by the code that does the work.
  diff_mode:
    support: full
    description: Shows the named keys before and after.
  idempotent:
    support: full
    description: A second run with the same options changes nothing.
options:
  name: {type: str, required: true, aliases: [server], description: Name or ID of the server.}
  metadata:
    description:
      - The keys with their values, all of which are strings to Nova.
      - With O(state=absent) only the keys count.
    type: dict
    required: true
    aliases: [meta]
  state:
    description: Whether the server shall have these keys.
    type: str
    choices: [present, absent]
    default: present
"""

EXAMPLES = r"""
- name: Note which release is on it
  stratus.openstack.server_metadata:
    cloud: demo
    name: web-1
    metadata:
      release: "2.4"
      stage: production

- name: Forget the stage, whatever it was
  stratus.openstack.server_metadata:
    cloud: demo
    name: web-1
    metadata:
      stage:
    state: absent
"""

RETURN = r"""
server:
  description: The server, with the same attributes as from M(stratus.openstack.server).
  returned: success
  type: dict
  sample:
    id: 7f2c6c3a-9a1e-4a0f-8d0c-7f0b1f6d1111
    name: web-1
    metadata: {release: "2.4", role: web}
id:
  description: ID of the server.
  returned: success
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.attachments import SERVER_METADATA

OPERATION = SERVER_METADATA

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: object_bulk_delete
short_description: Remove many objects of the object store
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Removes objects of one container of the object store (Swift), by names, a prefix or patterns.
  - Up to 1000 objects are removed by one request. If the service has no bulk requests, several objects are removed in parallel.
  - The objects are looked up by a listing first. If no object fits, no request that writes is sent.
extends_documentation_fragment:
  - stratus.openstack.auth
options:
  container: {type: str, required: true, description: Name of the container.}
  names: {type: list, elements: str, description: Names of the objects. Names that do not exist are ignored.}
  prefix: {type: str, description: Remove objects whose names begin with this text.}
  patterns: {type: list, elements: str, description: 'Remove objects whose names match one of these patterns, such as V(*.tmp).'}
attributes:
  check_mode:
    support: full
    description: Lists the objects that would be removed.
  diff_mode:
    support: full
    description: Shows hash and size of the objects that are removed.
  idempotent:
    support: full
    description: A second run finds no objects and changes nothing.
notes:
  - At least one of O(names), O(prefix) and O(patterns) is required. An object must fit all of them.
  - The segments of large objects are not removed. M(stratus.openstack.object) removes them together with the object.
"""

EXAMPLES = r"""
- name: Remove old logs
  stratus.openstack.object_bulk_delete:
    cloud: demo
    container: logs
    prefix: 2025/
    patterns: ["*.gz"]
"""

RETURN = r"""
removed:
  description: Names of the objects that were removed, or would be in check mode.
  returned: success
  type: list
  elements: str
  sample: [2025/01.gz, 2025/02.gz]
count:
  description: Number of these objects.
  returned: success
  type: int
  sample: 2
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store.bulk import BULK_DELETE

OPERATION = BULK_DELETE

if __name__ == "__main__":
    run(OPERATION)

#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: dns_zone_export
short_description: Export DNS zones as zone files
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Exports a zone of the DNS service (Designate) as a zone file, to a text or to a file on the host that runs the task.
  - The service exports in the background. The task waits for it, and removes the export from the list of the service afterwards.
  - A file that already has the content is left alone.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.read_only
options:
  zone: {type: str, required: true, aliases: [zone_id, name], description: Name or ID of the zone.}
  dest:
    description:
      - Path of the file. In a folder that exists, the file gets the name of the zone, such as C(example.org.zone).
      - If omitted, the zone file is returned as C(content).
    type: path
  timeout: {type: int, default: 180, description: Seconds to wait for the export.}
  project:
    description:
      - Name or ID of the project in which the task acts instead of that of the credentials.
      - Requires an administrator.
    type: str
  all_projects: {type: bool, description: Whether the zone is also looked for in other projects. Requires an administrator.}
attributes:
  check_mode:
    description: Exports nothing. Reports a change if the file does not exist; the content of an existing file is not compared.
  diff_mode:
    description: Changes nothing in the cloud, so there is nothing to show.
  idempotent:
    description: A second run finds the content in the file and changes nothing.
"""

EXAMPLES = r"""
- name: Save a zone
  stratus.openstack.dns_zone_export:
    cloud: demo
    zone: example.org.
    dest: /var/backups/example.org.zone

- name: Read a zone
  stratus.openstack.dns_zone_export:
    cloud: demo
    zone: example.org.
  register: exported

- name: Show the zone file
  ansible.builtin.debug:
    msg: "{{ exported.content }}"
"""

RETURN = r"""
content:
  description: The zone file. Null if it was saved to a file.
  returned: success
  type: str
  sample: "$ORIGIN example.org.\\n$TTL 3600\\n"
file:
  description: The file. Null without O(dest).
  returned: success
  type: dict
  contains:
    path: {type: str, description: Path of the file.}
    size: {type: int, description: Size of the content in bytes.}
  sample:
    path: /var/backups/example.org.zone
    size: 286
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.zone_files import EXPORT

OPERATION = EXPORT

if __name__ == "__main__":
    run(OPERATION)

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: zone
short_description: Manage DNS zones
author: acme
description:
  - Creates, changes and removes zones of the DNS service (Designate).
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name or ID of the zone. A name ends with a dot.}
  email: {type: str, description: Email address of the person who is responsible for the zone.}
  ttl: {type: int, description: Time to live of its records in seconds.}
  description: {type: str, description: Description of the zone.}
  type: {type: str, choices: [PRIMARY, SECONDARY], description: Type of the zone. It cannot be changed.}
"""

EXAMPLES = r"""
- name: Create a zone
  acme.cloud.zone:
    cloud: demo
    name: example.org.
    email: hostmaster@example.org
    ttl: 600
"""

RETURN = r"""
zone:
  description: The zone, null if it was removed.
  returned: success
  type: dict
"""

from ansible_collections.acme.cloud.plugins.module_utils.auth import badge
from ansible_collections.acme.cloud.plugins.module_utils.dns import ZONE
from ansible_collections.stratus.openstack.plugins.module_utils.runner import run

OPERATION = ZONE
LOGINS = (badge,)  # their import makes Ansible send them with the module

if __name__ == "__main__":
    run(OPERATION)

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: zone_info
short_description: List DNS zones
author: acme
description:
  - Lists zones of the DNS service (Designate).
extends_documentation_fragment:
  - stratus.openstack.auth
options:
  name: {type: str, description: Name or ID of a zone, or a pattern such as V(*.org.).}
  email: {type: str, description: Email address of the person who is responsible for the zone.}
  filters: {type: dict, description: Attributes that the zones must have.}
"""

EXAMPLES = r"""
- name: List the zones of example.org
  acme.cloud.zone_info:
    cloud: demo
    name: "*example.org."
"""

RETURN = r"""
zones:
  description: The zones.
  returned: success
  type: list
  elements: dict
"""

from ansible_collections.acme.cloud.plugins.module_utils.dns import ZONES
from ansible_collections.stratus.openstack.plugins.module_utils.runner import run

OPERATION = ZONES

if __name__ == "__main__":
    run(OPERATION)

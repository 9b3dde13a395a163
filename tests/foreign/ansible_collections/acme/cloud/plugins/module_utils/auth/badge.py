# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The login `acme.cloud.badge`: by the number of a badge."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import auth
from ansible_collections.stratus.openstack.plugins.module_utils.auth_options import Option


@auth.register(
    "acme.cloud.badge",
    options=(
        "auth_url",
        "project_name",
        "project_domain_name",
        Option("badge", "Number of the badge.", secret=True),
        Option("badge_door", "Door that the badge was shown at."),
    ),
    required=("auth_url", "badge"),
)
def badge(login):
    """Send the number of the badge to the identity service, as the method `badge` of its API v3."""
    return login.v3({"badge": {"id": login.auth["badge"], "door": login.auth.get("badge_door")}})

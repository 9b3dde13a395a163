# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The compute service (Nova): access to private flavors."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.link import Access
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.flavors import FLAVOR, PUBLIC
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import PROJECT_NAME, Member

FLAVOR_ACCESS = Access(
    "compute.flavor_access",
    table=FLAVOR,
    part=FLAVOR.fields["projects"],
    public=PUBLIC,
    project=Member(PROJECT_NAME, "project_domain", api="project_id", required=True),
)

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The network service (Neutron): IP availabilities, the numbers of total and used addresses of networks."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import Attribute, Int, Ref
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import Neutron, project
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.networks import NETWORK

IP_AVAILABILITY = Neutron(
    "network.network_ip_availability",
    path="/network-ip-availabilities",
    keys="network_ip_availabilities",
    by_name="network_name",
    computed={
        "ip_availability_details": Attribute(),
        "network_id": Attribute(filterable=True),
        "network_name": Attribute(filterable=True),
        "project_id": Attribute(filterable=True),
        "subnet_ip_availability": Attribute(),
        "tenant_id": Attribute(),
        "total_ips": Attribute(),
        "used_ips": Attribute(),
    },
    filters="ip_version",
)
IP_AVAILABILITIES = Info(
    IP_AVAILABILITY,
    "network_ip_availabilities",
    name=False,
    network=Ref(NETWORK, api="network_id"),
    ip_version=Int(choices=[4, 6]),
    project=project(),
)

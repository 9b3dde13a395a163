# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Provider drivers of the load balancing service (Octavia), and amphorae: the servers of the driver amphora that balance the load."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.effects import Outcome
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Attribute, Option, Ref, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.base import FAILOVER, LOAD_BALANCER_NAME, fail_over
from ansible_collections.stratus.openstack.plugins.module_utils.status import Status


def fail_over_one(context, have, sent):
    """What the failover of an amphora makes of its load balancer, as in Effects."""
    path = LOAD_BALANCER_NAME.item_path(context.at(LOAD_BALANCER_NAME), have["loadbalancer_id"])
    yield LOAD_BALANCER_NAME.service, path, fail_over(context, have, sent)


AMPHORA = Resource(
    "load_balancer.amphora",
    path="/octavia/amphorae",
    keys="amphorae",
    by_name=None,
    status=Status(ok=("ALLOCATED", "READY")),
    computed={
        "cached_zone": Attribute(filterable=True),
        "cert_busy": Attribute(filterable=True),
        "cert_expiration": Attribute(filterable=True),
        "compute_flavor": Attribute(filterable=True),
        "compute_id": Attribute(filterable=True),
        "created_at": Attribute(filterable=True),
        "ha_ip": Attribute(filterable=True),
        "ha_port_id": Attribute(filterable=True),
        "image_id": Attribute(filterable=True),
        "lb_network_ip": Attribute(filterable=True),
        "loadbalancer_id": Attribute(filterable=True),
        "role": Attribute(filterable=True),
        "status": Attribute(filterable=True),
        "updated_at": Attribute(filterable=True),
        "vrrp_id": Attribute(filterable=True),
        "vrrp_interface": Attribute(filterable=True),
        "vrrp_ip": Attribute(filterable=True),
        "vrrp_port_id": Attribute(filterable=True),
        "vrrp_priority": Attribute(filterable=True),
    },
    filters="id",
    actions={FAILOVER: Outcome(others=fail_over_one)},
)
AMPHORAE = Info(
    AMPHORA,
    "lb_amphorae",
    name=False,
    id=Str(),
    load_balancer=Ref(LOAD_BALANCER_NAME, api="loadbalancer_id", aliases=["loadbalancer"]),
    compute_id=Str(),
    role=Str(),
    status=Str(),
)

CAPABILITIES = ("flavor_capabilities", "availability_zone_capabilities")


def add_capabilities(context, found):
    """The listed providers, with the settings that their flavors and availability zones accept if the task requests these.

    A driver that does not list its settings answers with status 501: its value stays null.
    """
    for have in found if context.params["capabilities"] else ():
        for name in CAPABILITIES:
            answer = context.call("GET", context.path(have, "/" + name), allow=(501,)) or {}
            have[name] = answer.get(name)
    return found


PROVIDER = Resource(
    "load_balancer.provider",
    path="/lbaas/providers",
    by_name=None,
    id_like=None,
    computed={
        "availability_zone_capabilities": Attribute(),
        "description": Attribute(),
        "flavor_capabilities": Attribute(),
        "id": Attribute("name"),
    },
)
PROVIDER.id_field = "name"
PROVIDERS = Info(PROVIDER, "lb_providers", narrow=add_capabilities, capabilities=Option("bool", default=False))

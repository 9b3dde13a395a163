# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Single static routes of a router, beside those that others keep there."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import Attribute, Option
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import Address, Cidr, Neutron, project
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.routers import ROUTER


class RouterRoute(Neutron):
    """A route. The router shows its routes; the API adds and removes single ones, so two tasks at once do not undo each other's."""

    key_option = "router"
    id_field = "router_id"

    def find_declared(self, context):
        owner = self.identity(context) if context.params["project"] else None
        router = ROUTER.get(context.at(ROUTER), context.params["router"], owner)
        context.parts["router"] = router
        wanted = self.wanted(context)
        there = any(self.same(route, wanted) for route in router.get("routes") or [])
        return dict(wanted, router_id=router["id"]) if there else None

    def wanted(self, context):
        return self.body(context, ("destination", "nexthop"))

    def same(self, route, other):
        return all(self.fields[name].same(route[name], other[name]) for name in ("destination", "nexthop"))

    def agrees(self, context, have, name, field):
        return True  # it was found by all that it is

    def write(self, context, action):
        """Add or remove the declared route."""
        context.at(ROUTER).act(context.parts["router"], "PUT /%s_extraroutes" % action, {"router": {"routes": [self.wanted(context)]}})

    def create(self, context):
        self.write(context, "add")
        return dict(self.wanted(context), router_id=context.parts["router"]["id"])

    def delete(self, context, have):
        self.write(context, "remove")


ROUTER_ROUTE = RouterRoute(
    "network.router_route",
    path="/routers",
    computed={
        "router_id": Attribute(),
    },
    router=Option(required=True),
    destination=Cidr(required=True),
    nexthop=Address(required=True),
    project=project(returned=False),
)
for _name in ("id", "name"):  # a route has neither
    del ROUTER_ROUTE.reads[_name]

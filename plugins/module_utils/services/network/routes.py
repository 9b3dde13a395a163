# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Single static routes of a router. Other routes of the router are not changed."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import Attribute, Option
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import Address, Cidr, Neutron, project
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.routers import ROUTER


class RouterRoute(Neutron):
    """A static route. The API adds and removes single routes of a router, so tasks that run in parallel keep each other's routes."""

    key_option = "router"
    id_field = "router_id"

    def find_declared(self, context):
        owner = self.identity(context) if context.params["project"] else None
        router = ROUTER.get(context.at(ROUTER), context.params["router"], owner)
        context.parts["router"] = router
        declared = self.declared_route(context)
        exists = any(self.is_same(route, declared) for route in router.get("routes") or [])
        return dict(declared, router_id=router["id"]) if exists else None

    def declared_route(self, context):
        """The destination and next hop of the declared route, as a dict."""
        return self.body(context, ("destination", "nexthop"))

    def is_same(self, route, other):
        """Whether two routes have the same destination and next hop."""
        return all(self.fields[name].same(route[name], other[name]) for name in ("destination", "nexthop"))

    def agrees(self, context, have, name, field):
        return True  # ``find_declared`` compared all attributes

    def write(self, context, action):
        """Add or remove the declared route. ``action``: "add" or "remove". Raises CloudError."""
        body = {"router": {"routes": [self.declared_route(context)]}}
        context.at(ROUTER).act(context.parts["router"], "PUT /%s_extraroutes" % action, body)

    def create(self, context):
        self.write(context, "add")
        return dict(self.declared_route(context), router_id=context.parts["router"]["id"])

    def delete(self, context, have):
        self.write(context, "remove")


ROUTER_ROUTE = RouterRoute(
    "network.router_route",
    shown_by="network.router",
    path="/routers",
    computed={
        "router_id": Attribute(),
    },
    router=Option(required=True, refers="network.router"),
    destination=Cidr(required=True),
    nexthop=Address(required=True),
    project=project(returned=False),
)
for _name in ("id", "name"):  # a route has neither
    del ROUTER_ROUTE.reads[_name]

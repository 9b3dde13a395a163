# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Routers of the network service.

What hangs on a router is what its ports say: each fixed IP of a port that it owns is an interface in that subnet.
"""

from __future__ import annotations

from collections import namedtuple

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.effects import GONE, New, Outcome
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import (
    DRIFT,
    IMMUTABLE,
    Attribute,
    Bool,
    List,
    Option,
    Part,
    Ref,
    Str,
    Tags,
)
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.overlay import new_id
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import (
    STAMPS,
    TAG_FILTERS,
    Address,
    Cidr,
    FixedIps,
    Neutron,
    project,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.networks import NETWORK
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.ports import PORT
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.qos import QOS_POLICY
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.subnets import SUBNET, SubnetRef
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

INTERFACE_OWNERS = ["network:router_interface", "network:router_interface_distributed", "network:ha_router_replicated_interface"]
LOOKS = (0, 1, 2)  # seconds before each look for an interface that somebody else may be adding
ROUTERS_PER_URL = 100  # services take URLs of some 8000 characters
INTERFACE_KEYS = {"net", "subnet", "portip", "port"}

# One address of a router in a subnet, or one that is declared: what is None there may be anything
Interface = namedtuple("Interface", "port subnet address")


class Gateway(f.Nested):
    """The external gateway. The API takes it whole, so a change keeps what the task does not mention."""

    def predict_created(self, value):
        return super().predict_created(value) or None

    def complete_body(self, have, body):
        """``body`` with what is needed of the gateway that ``have`` has. Raises CloudError when there is no network."""
        if not body:
            return {}
        same = have and body.get("network_id", have["network_id"]) == have["network_id"]
        if not have and "network_id" not in body:
            raise CloudError("It has no gateway, and `network` is needed to give it one")
        if have and have.get("enable_snat") is False:  # else the API would go back to its default
            body = dict({"enable_snat": False}, **body)
        if have and have.get("qos_policy_id"):
            body = dict({"qos_policy_id": have["qos_policy_id"]}, **body)
        if same and "external_fixed_ips" in body:
            body = dict(body, external_fixed_ips=FixedIps.kept(have["external_fixed_ips"], body["external_fixed_ips"]))
        return dict({"network_id": have["network_id"]} if have else {}, **body)


class Routes(Part, f.Items):
    """Static routes: to be set when their next hops can be reached, so after new interfaces and before others go."""

    def store(self, context, have, current, value):
        have.update(context.resource.update(context, have, {"routes": self.wire(value, context)}))


class Interfaces(Part):
    """The subnets that a router connects: each by name or id, or a dict of net, subnet, portip and port."""

    kind = "list"

    def spec(self):
        return dict(super().spec(), elements="raw")

    def load(self, context, have):
        ports = context.session.list("network", PORT.path, PORT.keys, {"device_id": have["id"], "device_owner": INTERFACE_OWNERS})
        return [Interface(port["id"], fixed["subnet_id"], fixed["ip_address"]) for port in ports for fixed in port.get("fixed_ips") or ()]

    def wire(self, value, context):
        """The declared interfaces with names made ids. Raises CloudError."""
        items = [item if isinstance(item, dict) else {"subnet": str(item)} for item in value]
        for item in items:
            unknown = sorted(set(item) - INTERFACE_KEYS)
            if unknown or not (item.get("subnet") or item.get("port")):
                raise CloudError("An interface is a subnet, or a dict of net, subnet, portip and port; %r is not" % (item,))
        context.resolve_all(SUBNET, [item["subnet"] for item in items if item.get("subnet") and not item.get("net")])
        return [self.find_declared(item, context) for item in items]

    @staticmethod
    def find_declared(item, context):
        within = {"network_id": context.resolve(NETWORK, item["net"])} if item.get("net") else None
        return Interface(
            context.resolve(PORT, item["port"]) if item.get("port") else None,
            context.resolve(SUBNET, item["subnet"], within) if item.get("subnet") else None,
            f.ip(item["portip"]) if item.get("portip") else None,
        )

    @staticmethod
    def plan(have, want):
        """(interfaces that are missing, interfaces that are too many)."""
        left, missing = list(have), []
        for wish in sorted(want, key=lambda wish: wish.count(None)):  # the most specific choose first
            met = [one for one in left if all(part in (None, here) for part, here in zip(wish, one))]
            met = met if wish.port else met[:1]  # a port is wanted with all of its addresses
            left = [one for one in left if one not in met]
            missing += [] if met else [wish]
        return missing, left

    def agrees(self, have, value, context):
        return context.prefer_remembered_names(
            lambda names: self.wire(value, names), lambda _names, wanted: not any(self.plan(have, wanted))
        )

    def diff_before(self, have, value, context):
        missing, _surplus = self.plan(have, self.wire(value, context))
        right = [item for item in value if self.wire([item], context)[0] not in missing]
        rest = self.plan(have, self.wire(right, context))[1]
        return right + [{"subnet": one.subnet, "portip": one.address} for one in rest]


class Router(Neutron):
    """A router. Interfaces that are right are not touched, and new ones are added before others are removed.

    Its updates carry no revision: Neutron changes routers in several steps, each of which makes a new revision, so that it refuses its own
    second step and leaves half of the change behind.
    """

    def find_declared(self, context):
        params = dict(context.params)
        gateway = {name: params[name] for name in GATEWAY_FIELDS if params[name] is not None} or params["external_gateway_info"]
        if gateway is not None:
            params["external_gateway_info"] = {} if gateway.get("network") == "" else gateway
            params["network"] = gateway.get("network")
        context.params = params
        return super().find_declared(context)

    def to_diff(self, context, have):
        view = super().to_diff(context, have)
        if have and context.params["state"] == "absent":
            part = self.fields["interfaces"]
            context.parts["interfaces"] = part.load(context, have)
            view["interfaces"] = part.diff_before(context.parts["interfaces"], [], context)
        return view

    def complete_body(self, context, body):
        if "external_gateway_info" in body:
            body["external_gateway_info"] = self.fields["external_gateway_info"].complete_body(None, body["external_gateway_info"])
        return body

    def update(self, context, have, body):
        if "external_gateway_info" in body:
            gateway = self.fields["external_gateway_info"].complete_body(have["external_gateway_info"], body["external_gateway_info"])
            body = dict(body, external_gateway_info=gateway)
        return super().update(context, have, body)

    def store_parts(self, context, have, given):
        missing, surplus = [], []
        if "interfaces" in given:
            part = given["interfaces"]
            current = context.parts["interfaces"] if "interfaces" in context.parts else []  # a new router has none
            wishes = part.wire(context.params["interfaces"], context)
            missing, surplus = part.plan(current, wishes)
            # a subnet takes one interface of a router, so there the old one makes room first
            in_the_way = [one for one in surplus if one.subnet in {wish.subnet for wish in missing}]
            surplus = [one for one in surplus if one not in in_the_way]
            detach(context, have, in_the_way, [one for one in current if one not in in_the_way])
            for wish in missing:
                attach(context, have, wish, once=wishes.count(wish) == 1)
        have = super().store_parts(context, have, {name: part for name, part in given.items() if name != "interfaces"})
        if surplus:
            detach(context, have, surplus, [one for one in context.parts["interfaces"] if one not in surplus])
        return have

    def delete(self, context, have):
        if have.get("routes"):
            have = self.update(context, have, {"routes": []})
        detach(context, have, context.parts["interfaces"], [])
        super().delete(context, have)


def connected(context, router, sent):
    """A port becomes an interface: one that is there, or a new one with the address of the gateway of its subnet."""
    one = {"device_id": router["id"], "device_owner": INTERFACE_OWNERS[0]}
    if sent.get("port_id"):
        yield "network", PORT.item_path(context, sent["port_id"]), New(one, id=sent["port_id"])
    else:
        subnet, identifier = SUBNET.fetch(context, sent["subnet_id"]) or {}, new_id()
        fixed = {"subnet_id": sent["subnet_id"], "ip_address": subnet.get("gateway_ip") or UNKNOWN}
        made = dict(one, id=identifier, network_id=subnet.get("network_id", UNKNOWN), fixed_ips=[fixed])
        yield "network", PORT.item_path(context, identifier), New(made)


def disconnected(context, _router, sent):
    """The port of an interface goes with the interface; one that keeps an address in another subnet stays."""
    if sent.get("port_id"):
        yield "network", PORT.item_path(context, sent["port_id"]), GONE


def with_routes(routes, sent):
    return [*(routes or ()), *sent["router"]["routes"]]


def without_routes(routes, sent):
    gone = [(f.cidr(route["destination"]), f.ip(route["nexthop"])) for route in sent["router"]["routes"]]
    return [route for route in routes or () if (f.cidr(route["destination"]), f.ip(route["nexthop"])) not in gone]


ACTIONS = {
    "PUT /add_router_interface": Outcome(others=connected),
    "PUT /remove_router_interface": Outcome(others=disconnected),
    "PUT /add_extraroutes": {"routes": with_routes},
    "PUT /remove_extraroutes": {"routes": without_routes},
}


def attach(context, router, wish, once):
    """Add an interface. With an address it gets a port that has it: an unused one that is there, or a new one.

    ``once``: whether the task wants it once only, so that one which is there already is somebody else's work.
    """
    port = wish.port
    made = None
    if wish.address and not port:
        query = {"fixed_ips": ["subnet_id=%s" % wish.subnet, "ip_address=%s" % wish.address]}
        taken = next(iter(context.session.list("network", PORT.path, PORT.keys, query)), None)
        if taken and taken.get("device_id"):
            raise CloudError(
                "Address %s is in use by port %s of %s" % (wish.address, taken["id"], taken["device_owner"] or taken["device_id"])
            )
        made = None if taken else new_port(context, wish)
        port = (taken or made)["id"]
    body = {"port_id": port} if port else {"subnet_id": wish.subnet}
    try:
        context.act(router, "PUT /add_router_interface", body, repeat=False)
    except CloudError as error:
        if error.maybe_applied and once and attached_meanwhile(context, router, wish):
            return  # only the answer was lost
        if made:
            context.call("DELETE", PORT.item_path(context, port), allow=(404, 409))  # 409: it is the router's by now
        if error.status not in (400, 409) or not once or not attached_meanwhile(context, router, wish):
            raise


def attached_meanwhile(context, router, wish):
    """Whether an interface is there whose addition was refused, or not answered."""
    for seconds in LOOKS:
        context.session.sleep(seconds)
        if not Interfaces.plan(ROUTER.fields["interfaces"].load(context, router), [wish])[0]:
            return True
    return False


def new_port(context, wish):
    subnet = SUBNET.fetch(context, wish.subnet)
    body = {"network_id": subnet["network_id"], "fixed_ips": [{"subnet_id": wish.subnet, "ip_address": wish.address}]}
    return context.call("POST", PORT.path, json={"port": body}, key="port")["port"]


def detach(context, router, interfaces, others):
    """Remove interfaces; of a port that keeps some of its addresses, only those. ``others``: the interfaces that stay."""
    staying = {one.port for one in others}
    for port in sorted({one.port for one in interfaces}):
        subnets = [one.subnet for one in interfaces if one.port == port]
        bodies = [{"subnet_id": subnet} for subnet in subnets] if port in staying else [{"port_id": port}]
        for body in bodies:
            context.act(router, "PUT /remove_router_interface", body, allow=(404,))


class GatewayIps(Option, FixedIps):
    """Addresses of the gateway, as an option beside it."""


FIXED_IPS = {"subnet_id": SubnetRef(required=True, aliases=["subnet"]), "ip_address": Address(aliases=["ip"])}
GATEWAY_FIELDS = {
    "network": Ref(NETWORK, api="network_id"),
    "enable_snat": Bool(initial=True),
    "external_fixed_ips": FixedIps(fields=FIXED_IPS),
    "qos_policy": Ref(QOS_POLICY, api="qos_policy_id", initial=None),
}
DOWN = "The API changes it only while the router is down (is_admin_state_up: false)"
ROUTER = Router(
    "network.router",
    path="/routers",
    revisions=None,
    actions=ACTIONS,
    computed={
        **STAMPS,
        "availability_zones": Attribute(),
        "evpn_vni": Attribute(),
        "status": Attribute(filterable=True, initial="ACTIVE"),
    },
    filters="id" + TAG_FILTERS,
    rules={
        "mutually_exclusive": [["external_gateway_info", name] for name in sorted(GATEWAY_FIELDS)],
    },
    name=Str(required=True),
    description=Str(filterable=True, initial=""),
    is_admin_state_up=Bool(api="admin_state_up", aliases=["admin_state_up"], returned="is_admin_state_up", filterable=True, initial=True),
    network=Option(),
    enable_snat=Option("bool"),
    external_fixed_ips=GatewayIps(kind="list", fields=FIXED_IPS),
    qos_policy=Option(),
    external_gateway_info=Gateway(fields=GATEWAY_FIELDS, initial=None),
    interfaces=Interfaces(returned=False),
    routes=Routes(fields={"destination": Cidr(required=True), "nexthop": Address(required=True)}, initial=[]),
    is_distributed=Bool(api="distributed", update=DRIFT, remedy=DOWN, returned="is_distributed", filterable=True),
    is_ha=Bool(api="ha", update=DRIFT, remedy=DOWN, returned="is_ha", filterable=True),
    availability_zone_hints=List(update=IMMUTABLE, initial=[]),
    enable_ndp_proxy=Bool(),
    flavor_id=Str(update=IMMUTABLE, filterable=True, initial=None),
    project=project(filterable=True),
    tags=Tags(initial=[]),
)


class RouterInfo(Info):
    """Routers; of each the addresses that it has in subnets, unless the task says no."""

    def execute(self, session, params):
        result = super().execute(session, params)
        if params["interfaces"]:
            found = self.interfaces(session, [router["id"] for router in result["routers"]])
            for router in result["routers"]:
                router["interfaces_info"] = found[router["id"]]
        return result

    @staticmethod
    def interfaces(session, identifiers):
        """{id of a router: its interfaces}, as its ports tell."""
        found = {identifier: [] for identifier in identifiers}
        for start in range(0, len(identifiers), ROUTERS_PER_URL):
            query = {"device_id": identifiers[start : start + ROUTERS_PER_URL], "device_owner": INTERFACE_OWNERS}
            for port in session.list("network", PORT.path, PORT.keys, query):
                for fixed in port.get("fixed_ips") or ():
                    one = {"port_id": port["id"], "ip_address": fixed["ip_address"], "subnet_id": fixed["subnet_id"]}
                    found.setdefault(port["device_id"], []).append(one)
        return found


ROUTERS = RouterInfo(ROUTER, "routers", project=project(), interfaces=Option("bool", default=True))

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Routers of the network service.

The API has no attribute for the interfaces of a router. They are derived from its ports: each fixed IP of a port is an interface in the
subnet of this fixed IP.
"""

from __future__ import annotations

from collections import namedtuple

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.effects import GONE, New, Outcome
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import (
    ANY,
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
from ansible_collections.stratus.openstack.plugins.module_utils.option_types import SCALAR, require_type
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
LOOKS = (0, 1, 2)  # seconds before each check whether an interface exists that another client may be adding
ROUTERS_PER_URL = 100  # API servers accept URLs of about 8000 characters
INTERFACE_KEYS = {"net", "subnet", "portip", "port"}
INTERFACE_KINDS = {None: "network.subnet", "net": "network.network", "subnet": "network.subnet", "port": "network.port"}

# An interface of a router, as the id of its port, the id of its subnet and its address. None in a declared interface matches any value.
Interface = namedtuple("Interface", "port subnet address")


class Gateway(f.Nested):
    """The external gateway. An update replaces all of it, so the body of an update also has the values that the task does not set."""

    def predict_created(self, value):
        return super().predict_created(value) or None

    def complete_body(self, have, body):
        """``body`` with the values that an update must keep -> dict. Raises CloudError when a new gateway has no network.

        ``have``: the present gateway, or None.
        """
        if not body:
            return {}
        same = have and body.get("network_id", have["network_id"]) == have["network_id"]
        if not have and "network_id" not in body:
            raise CloudError("The router has no gateway; set `network` to add one")
        if have and have.get("enable_snat") is False:  # if it is omitted, the API resets it to its default
            body = dict({"enable_snat": False}, **body)
        if have and have.get("qos_policy_id"):
            body = dict({"qos_policy_id": have["qos_policy_id"]}, **body)
        if same and "external_fixed_ips" in body:
            body = dict(body, external_fixed_ips=FixedIps.keep_addresses(have["external_fixed_ips"], body["external_fixed_ips"]))
        return dict({"network_id": have["network_id"]} if have else {}, **body)


class Routes(Part, f.Items):
    """Static routes. The API requires that their next hops are in connected subnets.

    So they are set after new interfaces are added and before others are removed.
    """

    def store(self, context, have, current, value):
        have.update(context.resource.update(context, have, {"routes": self.wire(value, context)}))


class Interfaces(Part):
    """The interfaces of a router. Each is declared by the name or id of a subnet, or by a dict of net, subnet, portip and port."""

    kind = "list"

    def spec(self):
        return dict(super().spec(), elements="raw")

    def check_type(self, value, where):
        for number, item in enumerate(value):
            place = "%s[%d]" % (where, number)
            require_type(item, (*SCALAR, "dict"), place)
            for key, part in item.items() if isinstance(item, dict) else ():
                require_type(part, (*SCALAR, "null"), "%s.%s" % (place, key))

    def load(self, context, have):
        ports = context.session.list("network", PORT.path, PORT.keys, {"device_id": have["id"], "device_owner": INTERFACE_OWNERS})
        return [Interface(port["id"], fixed["subnet_id"], fixed["ip_address"]) for port in ports for fixed in port.get("fixed_ips") or ()]

    def declare(self, value, context):
        """The interfaces as the names of their subnets; one that does not have the address of the gateway as a dict."""
        return sorted((self.declare_item(one, context) for one in value), key=str)

    @staticmethod
    def declare_item(one, context):
        """One Interface as an item of the option."""
        subnet = context.object_of(SUBNET, one.subnet) or {}
        network = {}
        name = context.name_of(SUBNET, one.subnet)
        if name == one.subnet and subnet:
            name = context.name_of(SUBNET, one.subnet, network_id=subnet["network_id"])
            network = {"net": context.name_of(NETWORK, subnet["network_id"])}
        address = {} if one.address == subnet.get("gateway_ip") else {"portip": one.address}
        return {**network, "subnet": name, **address} if network or address else name

    def wire(self, value, context):
        """The declared interfaces as a list of Interfaces, with the ids for names. Raises Missing, CloudError."""
        items = [item if isinstance(item, dict) else {"subnet": str(item)} for item in value]
        for item in items:
            unsupported = sorted(set(item) - INTERFACE_KEYS)
            if unsupported or not (item.get("subnet") or item.get("port")):
                raise CloudError("An interface is a subnet, or a dict of net, subnet, portip and port; %r is not" % (item,))
        context.resolve_all(SUBNET, [item["subnet"] for item in items if item.get("subnet") and not item.get("net")])
        wanted = f.distinct([self.resolve_item(item, context) for item in items], tuple)
        # a declaration of only the subnet is met by one that names an address or a port in it, as a router has one interface per subnet
        precise = {interface.subnet for interface in wanted if interface.port or interface.address}
        return [interface for interface in wanted if interface.port or interface.address or interface.subnet not in precise]

    @staticmethod
    def resolve_item(item, context):
        """A declared interface, a dict, as an Interface with ids. Raises Missing, CloudError."""
        within = {"network_id": context.resolve(NETWORK, item["net"])} if item.get("net") else None
        return Interface(
            context.resolve(PORT, item["port"]) if item.get("port") else None,
            context.resolve(SUBNET, item["subnet"], within) if item.get("subnet") else None,
            f.ip(item["portip"]) if item.get("portip") else None,
        )

    @staticmethod
    def plan(have, want):
        """(declared interfaces to add, present interfaces to remove). ``have``: the present interfaces. ``want``: the declared ones."""
        surplus, missing = list(have), []
        # the most specific first: else a declaration of only the subnet could take the interface that another one declares by its address
        for wanted in sorted(want, key=lambda wanted: wanted.count(None)):
            matching = [found for found in surplus if all(part in (None, current) for part, current in zip(wanted, found))]
            matching = matching if wanted.port else matching[:1]  # a declared port stands for all of its addresses
            surplus = [found for found in surplus if found not in matching]
            missing += [] if matching else [wanted]
        return missing, surplus

    def agrees(self, have, value, context):
        return context.prefer_remembered_names(
            lambda names: self.wire(value, names), lambda _names, wanted: not any(self.plan(have, wanted))
        )

    def diff_before(self, have, value, context):
        missing = self.plan(have, self.wire(value, context))[0]
        present = [item for item in value if self.wire([item], context)[0] not in missing]
        surplus = self.plan(have, self.wire(present, context))[1]
        return present + [{"subnet": interface.subnet, "portip": interface.address} for interface in surplus]


class Router(Neutron):
    """A router. Interfaces that are as declared are not changed. New interfaces are added before others are removed.

    Its updates send no revision. Neutron changes a router in several steps, and each increases the revision. With a revision in the
    request, Neutron refuses its own second step, and half of the change remains.
    """

    def find_declared(self, context):
        params = dict(context.params)
        gateway = {name: params[name] for name in GATEWAY_FIELDS if params[name] is not None} or params["external_gateway_info"]
        if gateway is not None:
            params["external_gateway_info"] = {} if gateway.get("network") == "" else gateway
            params["network"] = gateway.get("network")
        context.params = params
        return super().find_declared(context)

    def complete_options(self, context, have, options):
        gateway = options.get("external_gateway_info") or {}
        if set(gateway) == {"network"}:
            options = {**{name: value for name, value in options.items() if name != "external_gateway_info"}, **gateway}
        return options

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
            declared = part.wire(context.params["interfaces"], context)
            missing, surplus = part.plan(current, declared)
            # a router can have one interface per subnet, so in the subnet of a new interface the old one is removed first
            blocking = [interface for interface in surplus if interface.subnet in {wanted.subnet for wanted in missing}]
            surplus = [interface for interface in surplus if interface not in blocking]
            detach(context, have, blocking, [interface for interface in current if interface not in blocking])
            for wanted in missing:
                attach(context, have, wanted)
        have = super().store_parts(context, have, {name: part for name, part in given.items() if name != "interfaces"})
        if surplus:
            detach(context, have, surplus, [interface for interface in context.parts["interfaces"] if interface not in surplus])
        return have

    def delete(self, context, have):
        if have.get("routes"):
            have = self.update(context, have, {"routes": []})
        detach(context, have, context.parts["interfaces"], [])
        super().delete(context, have)


def predict_interface(context, router, sent):
    """Yield the effect of add_router_interface: a port gets the router as its device.

    It is the port in the body, or a new one with the gateway address of the subnet in the body.
    """
    device = {"device_id": router["id"], "device_owner": INTERFACE_OWNERS[0]}
    if sent.get("port_id"):
        yield "network", PORT.item_path(context, sent["port_id"]), New(device, id=sent["port_id"])
    else:
        subnet, identifier = SUBNET.fetch(context, sent["subnet_id"]) or {}, new_id()
        fixed = {"subnet_id": sent["subnet_id"], "ip_address": subnet.get("gateway_ip") or UNKNOWN}
        port = dict(device, id=identifier, network_id=subnet.get("network_id", UNKNOWN), fixed_ips=[fixed])
        yield "network", PORT.item_path(context, identifier), New(port)


def predict_removal(context, _router, sent):
    """Yield the effect of remove_router_interface: the API deletes the port in the body.

    The body has a subnet instead if the port keeps an address in another subnet; such a port is not deleted.
    """
    if sent.get("port_id"):
        yield "network", PORT.item_path(context, sent["port_id"]), GONE


def add_routes(routes, sent):
    """The routes of a router after add_extraroutes, as a list."""
    return [*(routes or ()), *sent["router"]["routes"]]


def remove_routes(routes, sent):
    """The routes of a router after remove_extraroutes, as a list."""
    removed = [(f.cidr(route["destination"]), f.ip(route["nexthop"])) for route in sent["router"]["routes"]]
    return [route for route in routes or () if (f.cidr(route["destination"]), f.ip(route["nexthop"])) not in removed]


ACTIONS = {
    "PUT /add_router_interface": Outcome(others=predict_interface),
    "PUT /remove_router_interface": Outcome(others=predict_removal),
    "PUT /add_extraroutes": {"routes": add_routes},
    "PUT /remove_extraroutes": {"routes": remove_routes},
}


def attach(context, router, wanted):
    """Add the interface ``wanted`` to a router. For an address, an existing unused port with it is used, or a new port. Raises CloudError.

    A refused addition is a success if the interface exists: another client, or a request whose answer was lost, has added it.
    """
    port = wanted.port
    created = None
    if wanted.address and not port:
        query = {"fixed_ips": ["subnet_id=%s" % wanted.subnet, "ip_address=%s" % wanted.address]}
        found = context.session.list("network", PORT.path, PORT.keys, query)
        taken = next((one for one in found if one.get("fixed_ips") is not UNKNOWN), None)  # check mode does not know where such a port is
        if taken and taken.get("device_id"):
            raise CloudError(
                "Address %s is in use by port %s of %s" % (wanted.address, taken["id"], taken["device_owner"] or taken["device_id"])
            )
        created = None if taken else create_port(context, wanted)
        port = (taken or created)["id"]
    body = {"port_id": port} if port else {"subnet_id": wanted.subnet}
    try:
        context.act(router, "PUT /add_router_interface", body, repeat=False)
    except CloudError as error:
        if error.maybe_applied and is_attached(context, router, wanted):
            return  # only the answer was lost
        if created:
            context.call("DELETE", PORT.item_path(context, port), allow=(404, 409))  # 409: the router owns the port by now
        if error.status not in (400, 409) or not is_attached(context, router, wanted):
            raise


def is_attached(context, router, wanted):
    """Whether a router has the interface ``wanted``. Checks several times, as another client may be adding it. Raises CloudError."""
    for seconds in LOOKS:
        context.session.sleep(seconds)
        if not Interfaces.plan(ROUTER.fields["interfaces"].load(context, router), [wanted])[0]:
            return True
    return False


def create_port(context, wanted):
    """Create a port with the address of the interface ``wanted`` -> the port. Raises CloudError."""
    subnet = SUBNET.fetch(context, wanted.subnet)
    body = {"network_id": subnet["network_id"], "fixed_ips": [{"subnet_id": wanted.subnet, "ip_address": wanted.address}]}
    return context.call("POST", PORT.path, json={"port": body}, key="port")["port"]


def detach(context, router, interfaces, others):
    """Remove interfaces from a router. ``others``: the interfaces that stay. Raises CloudError.

    A port of which an address stays is not removed; only its addresses in ``interfaces`` are.
    """
    remaining_ports = {interface.port for interface in others}
    for port in sorted({interface.port for interface in interfaces}):
        subnets = [interface.subnet for interface in interfaces if interface.port == port]
        bodies = [{"subnet_id": subnet} for subnet in subnets] if port in remaining_ports else [{"port_id": port}]
        for body in bodies:
            context.act(router, "PUT /remove_router_interface", body, allow=(404,))


class GatewayIps(Option, FixedIps):
    """The fixed IPs of the gateway as a separate option. `external_gateway_info` gets its value."""


FIXED_IPS = {"subnet_id": SubnetRef(aliases=["subnet"]), "ip_address": Address(aliases=["ip"])}
GATEWAY_FIELDS = {
    "network": Ref(NETWORK, api="network_id"),
    "enable_snat": Bool(initial=True),
    "external_fixed_ips": FixedIps(fields=FIXED_IPS, usual=ANY),
    "qos_policy": Ref(QOS_POLICY, api="qos_policy_id", initial=None),
}
DOWN = "The API changes it only while the router is down (is_admin_state_up: false)"
ROUTER = Router(
    "network.router",
    held_by="project",
    path="/routers",
    needs={"network.routers": 1},
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
    network=Option(refers="network.network"),
    enable_snat=Option("bool"),
    external_fixed_ips=GatewayIps(kind="list", fields=FIXED_IPS),
    qos_policy=Option(refers="network.qos_policy"),
    external_gateway_info=Gateway(fields=GATEWAY_FIELDS, initial=None),
    interfaces=Interfaces(returned=False, refers=INTERFACE_KINDS),
    routes=Routes(fields={"destination": Cidr(required=True), "nexthop": Address(required=True)}, initial=[]),
    is_distributed=Bool(api="distributed", update=DRIFT, remedy=DOWN, returned="is_distributed", filterable=True, usual=False),
    is_ha=Bool(api="ha", update=DRIFT, remedy=DOWN, returned="is_ha", filterable=True, usual=False),
    availability_zone_hints=List(update=IMMUTABLE, initial=[]),
    enable_ndp_proxy=Bool(usual=False),
    flavor_id=Str(update=IMMUTABLE, filterable=True, initial=None),
    project=project(filterable=True),
    tags=Tags(initial=[]),
)


class RouterInfo(Info):
    """The listing of routers, with the interfaces of each unless the option `interfaces` is false."""

    extra = ("interfaces_info",)

    def complete(self, session, params, result):
        if params["interfaces"] and "interfaces_info" in (params.get("fields") or self.extra):
            found = self.interfaces(session, [router["id"] for router in result["routers"]])
            for router in result["routers"]:
                router["interfaces_info"] = found[router["id"]]
        return result

    @staticmethod
    def interfaces(session, identifiers):
        """{id of a router: list of its interfaces}, derived from the ports of the routers. Raises CloudError."""
        found = {identifier: [] for identifier in identifiers}
        for start in range(0, len(identifiers), ROUTERS_PER_URL):
            query = {"device_id": identifiers[start : start + ROUTERS_PER_URL], "device_owner": INTERFACE_OWNERS}
            for port in session.list("network", PORT.path, PORT.keys, query):
                for fixed in port.get("fixed_ips") or ():
                    interface = {"port_id": port["id"], "ip_address": fixed["ip_address"], "subnet_id": fixed["subnet_id"]}
                    found.setdefault(port["device_id"], []).append(interface)
        return found


ROUTERS = RouterInfo(ROUTER, "routers", project=project(), interfaces=Option("bool", default=True))

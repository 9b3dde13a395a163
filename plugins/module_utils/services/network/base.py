# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The common parts of the network service (Neutron): base classes, references by name, and the attachment of floating IPs."""

from __future__ import annotations

import copy
import ipaddress
from collections import namedtuple
from urllib.parse import quote

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils import hints, needs
from ansible_collections.stratus.openstack.plugins.module_utils.effects import Effects
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import PROJECT_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.services.network import usage
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN
from ansible_collections.stratus.openstack.plugins.module_utils.visibility import Visibility, declare

OWNED = {"owner": ("project_id", "tenant_id")}
SHARED = {"public": {"shared": [True], "router:external": [True]}}
declare("network", "", Visibility(**OWNED, **SHARED))
hints.declare(
    "network",
    (409, r"one or more ports", hints.IN_USE, usage.of_network),
    (409, r"security group \S+ in use", hints.IN_USE, usage.of_security_group),
    (409, r"required by one or more floating ips", hints.IN_USE, usage.of_router),
)


# the names of needs, and those of Neutron's quotas
QUOTAS = {
    "networks": "network",
    "subnets": "subnet",
    "ports": "port",
    "routers": "router",
    "floating_ips": "floatingip",
    "security_groups": "security_group",
    "trunks": "trunk",
}


def read_quotas(session):
    """The limits and the usage of the project, as a dict for needs.py; {} if the cloud does not show them to the user."""
    path = "/quotas/%s/details" % session.access.project_id
    reply = session.request("network", "GET", path, key="quota", allow=(403, 404))
    found = (reply.body or {}).get("quota") or {} if reply.status < 400 else {}
    shown = {name: found[key] for name, key in QUOTAS.items() if key in found}
    return {name: (one["limit"], one["used"] + one["reserved"]) for name, one in shown.items()}


needs.declare("network", read_quotas)

TAG_FILTERS = " tags tags-any not-tags not-tags-any"


def project(**rest):
    """The option `project`: the owner of the object. It is immutable, and it distinguishes objects with the same name."""
    return f.Ref(PROJECT_NAME, **dict({"api": "project_id", "update": f.IMMUTABLE, "identity": True, "initial": f.own_project}, **rest))


def tag_filters():
    """The options of an info module that filter by tags, as a dict by name."""
    return {
        "tags": TagFilter(),
        "any_tags": TagFilter("tags-any"),
        "not_tags": TagFilter("not-tags"),
        "not_any_tags": TagFilter("not-tags-any"),
    }


class TagFilter(f.List):
    """A filter by tags. The API takes them as one comma-separated string."""

    def wire(self, value, context):
        return ",".join(value)


class Neutron(Resource):
    """A resource of the network service. Its objects have revisions, and one listing can filter by several names."""

    names_repeat = True
    service_attributes = (*Resource.service_attributes, "revision_number")

    def __init__(self, kind, path, **rest):
        super().__init__(kind, path, **dict({"scoped": True, "revisions": "revision_number"}, **rest))

    def execute(self, session, params):
        """Do the task -> the task's result, as a dict. Raises CloudError.

        Each attribute in an option of type ExtraAttributes is handled as a field of its own.
        """
        option = next((name for name, field in self.fields.items() if isinstance(field, ExtraAttributes)), None)
        extra = {"%s.%s" % (option, name): value for name, value in (params.get(option) or {}).items()}
        if not extra:
            return super().execute(session, params)
        resource = copy.copy(self)
        resource.fields = dict(self.fields, **{name: f.Raw(name.split(".", 1)[1]).bind(name) for name in extra})
        return super(Neutron, resource).execute(session, dict(params, **extra))


def tenant(context, body):
    """The initial value of `tenant_id`, the old name of `project_id`. The arguments are those of an ``initial`` callable."""
    return body.get("project_id") or f.own_project(context, body)


# the attributes that the service sets on most types of objects
STAMPS = {
    "created_at": f.Attribute(),
    "revision_number": f.Attribute(),
    "tenant_id": f.Attribute(initial=tenant),
    "updated_at": f.Attribute(),
}


class ExtraAttributes(f.Option):
    """An option with attributes that the module has no option for, as a dict by the API's names."""

    def __init__(self, **rest):
        super().__init__("dict", **rest)


class InNetwork(Neutron):
    """An object that belongs to a network. The option `network` distinguishes it from objects with the same name in other networks."""

    def find_candidates(self, context, value):
        found, network = super().find_candidates(context, value), context.params.get("network")
        if network and not self.is_id(value):
            return [have for have in found if self.fields["network"].agrees(have["network_id"], network, context)]
        return found


class Address(f.Str):
    """An IP address. An empty string is sent as null."""

    def __init__(self, api=None, **rest):
        super().__init__(api, **dict({"canon": f.ip}, **rest))

    def wire(self, value, context):
        return value or None


class Cidr(f.Str):
    """An IP network in CIDR notation, sent in its canonical spelling. An empty string is sent as null."""

    def __init__(self, api=None, **rest):
        super().__init__(api, **dict({"canon": f.cidr}, **rest))

    def wire(self, value, context):
        return f.cidr(value) if value else None


class FixedIps(f.Items):
    """The fixed IPs of a port or gateway.

    The service chooses a subnet or address that an item omits. It adds an address for each IPv6 subnet with SLAAC or stateless DHCPv6.
    """

    def wire(self, value, context):
        """The declared items. Items with the same address are one: the first, with the subnet that another one names."""
        items = {}
        for number, item in enumerate(super().wire(value, context)):
            key = f.ip(item["ip_address"]) if item.get("ip_address") else number
            items[key] = {**item, **items.get(key, {})}
        return list(items.values())

    def item_key(self, item):
        """Two items without an address are two addresses."""
        return super().item_key(item) if item.get("ip_address") else None

    def automatic(self, item):
        return is_eui64(item.get("ip_address"))

    @staticmethod
    def keep_addresses(have, want):
        """The items of ``want``, as a list; those without an address get one that ``have`` has in their subnet.

        Without this, an update would release these addresses and allocate others.
        """
        free = [item for item in have or [] if item["ip_address"] not in [wanted.get("ip_address") for wanted in want]]
        completed = []
        for wanted in want:
            in_subnet = [] if wanted.get("ip_address") else [item for item in free if item["subnet_id"] == wanted.get("subnet_id")]
            if in_subnet:
                free.remove(in_subnet[0])
                wanted = {"subnet_id": in_subnet[0]["subnet_id"], "ip_address": in_subnet[0]["ip_address"]}
            completed.append(wanted)
        return completed


def is_eui64(address):
    """Whether an IPv6 address is derived from a MAC address (RFC 4291, appendix A)."""
    try:
        number = int(ipaddress.IPv6Address(address))
    except ValueError:
        return False
    return (number >> 24) & 0xFFFF == 0xFFFE


def sorted_by_age(found):
    """Objects as a list, the oldest first. The order is the same in each run, and so is the choice of the first one."""
    return sorted(found, key=lambda have: (have.get("created_at") or "", have["id"]))


# -- resources with a name only, for references from the tables of other services -------------------------------------------


class FloatingIpName(Neutron):
    """A floating IP. Its address is its name."""

    name_field = "floating_ip_address"


FLOATING_IP_NAME = FloatingIpName("network.floating_ip", path="/floatingips", key="floatingip", by_name="floating_ip_address")
NETWORK_NAME = Neutron("network.network", path="/networks", name=f.Str(required=True))
PORT_NAME = Neutron("network.port", path="/ports", name=f.Str(required=True))
SECURITY_GROUP_NAME = Neutron("network.security_group", path="/security-groups", name=f.Str(required=True))
SUBNET_NAME = Neutron("network.subnet", path="/subnets", name=f.Str(required=True))

# -- fixed addresses that floating IPs can be attached to, and the attachment ------------------------------------------------

ROUTER_PORTS = ["network:router_interface", "network:router_interface_distributed", "network:ha_router_replicated_interface"]
GATEWAYS = "external networks behind routers"  # read once per task

# A fixed IPv4 address that a floating IP can be attached to. port, subnet: ids. external: the id of the external network that the router
# of the subnet has its gateway in; None when the user cannot see such a router.
Spot = namedtuple("Spot", "port address subnet external")
NOWHERE = Spot(None, None, None, None)  # no address: for a detached floating IP, and for a predicted server, which has no ports


def list_objects(context, collection, params):
    """The objects of a collection of the network service, as a list. ``params``: query parameters. Raises CloudError."""
    return list(context.session.list("network", "/" + collection, collection, params))


def ports_of(context, have, refresh=False):
    """The ports of a server as a list, the oldest first. They are read once per task, and again with ``refresh``. Raises CloudError."""
    key = ("network.port", have["id"], "all")
    if refresh or key not in context.fresh:
        ports = list_objects(context, "ports", {"device_id": have["id"]})
        context.fresh[key] = sorted(ports, key=lambda port: port.get("created_at") or "")
    return context.fresh[key]


def wait_for_ports(context, have):
    """The ports of a server as a list. Waits for the first port while the server is in status BUILD. Raises CloudError."""
    if ports_of(context, have) or have.get("status") not in (None, "BUILD"):
        return ports_of(context, have)
    return context.wait("the ports of %s" % context.resource.describe(have), lambda: ports_of(context, have, refresh=True), bool)


def list_fixed_addresses(ports):
    """The fixed IPv4 addresses of ports as a list of Spots. A port that check mode predicts has one with UNKNOWN address and subnet."""
    predicted = {"ip_address": UNKNOWN, "subnet_id": UNKNOWN}
    return [
        Spot(port["id"], fixed["ip_address"], fixed["subnet_id"], None)
        for port in ports
        for fixed in ([predicted] if port.get("fixed_ips") is UNKNOWN else port.get("fixed_ips") or ())
        if fixed["ip_address"] is UNKNOWN or ipaddress.ip_address(fixed["ip_address"]).version == 4
    ]


def find_external_networks(context, ports, found):
    """The Spots in ``found``, which are of these ports, with the external network that each can be reached from. Raises CloudError."""
    if not found:
        return []
    networks = sorted({port["network_id"] for port in ports})
    interfaces = list_objects(context, "ports", {"network_id": networks, "device_owner": ROUTER_PORTS})
    routers = {fixed["subnet_id"]: port["device_id"] for port in interfaces for fixed in port.get("fixed_ips") or ()}
    externals = gateways(context) if routers else {}
    spots = [spot._replace(external=externals.get(routers.get(spot.subnet))) for spot in found]
    if not any(spot.subnet is UNKNOWN for spot in spots):
        return spots
    # the subnet of a predicted port is unknown: the first router of its network is taken
    network_of, external_of = {port["id"]: port["network_id"] for port in ports}, {}
    for interface in interfaces:
        external_of.setdefault(interface["network_id"], externals.get(interface["device_id"]))
    return [spot._replace(external=external_of.get(network_of[spot.port])) if spot.subnet is UNKNOWN else spot for spot in spots]


def gateways(context):
    """{id of a router: id of the external network of its gateway}. Read once per task. Raises CloudError."""
    if GATEWAYS not in context.fresh:
        routers = list_objects(context, "routers", {"fields": ["id", "external_gateway_info"]})
        with_gateway = [have for have in routers if have.get("external_gateway_info")]
        context.fresh[GATEWAYS] = {have["id"]: have["external_gateway_info"]["network_id"] for have in with_gateway}
    return context.fresh[GATEWAYS]


def in_use_error(ip):
    """The CloudError for a floating IP that is attached to something else."""
    return CloudError(
        "Floating IP %s is attached to something else (port %s)" % (ip["floating_ip_address"], ip.get("port_id") or "unknown"),
        service="network",
        hint="It is not taken away from there; detach it first",
    )


def no_floating_ip_error(address):
    """The CloudError for a floating IP that does not exist."""
    text = "There is no floating IP %s in this project" % address
    return CloudError(text, service="network", hint="Create it with the module floating_ip")


def update_attachment(context, ip, spot):
    """Attach a floating IP to a fixed address; for NOWHERE, detach it -> whether the API accepted the change. Raises CloudError.

    The API refuses it when the floating IP has changed since it was read, or when the fixed address has another floating IP by now.
    """
    body = {"port_id": spot.port, "fixed_ip_address": spot.address} if spot.port else {"port_id": None}
    headers = {"If-Match": "revision_number=%s" % ip["revision_number"]} if ip.get("revision_number") is not None else {}
    path = "/floatingips/%s" % quote(ip["id"], safe="")
    reply = context.session.request(
        "network",
        "PUT",
        path,
        json={"floatingip": body},
        key="floatingip",
        headers=headers,
        effects=Effects(lambda: dict(body, **predict_attachment(context, body))),
        allow=(409, 412),
    )
    if reply.status < 400:
        ip.update(body, port_details=None)
    return reply.status < 400


def predict_attachment(context, body):
    """The attributes that describe the port of a floating IP after an update with ``body``, as check mode predicts them."""
    if not body.get("port_id"):
        return {"fixed_ip_address": None, "router_id": None, "port_details": None}
    port = context.session.known("network", "/ports/%s" % body["port_id"])
    details = {name: port.get(name, UNKNOWN) for name in ("name", "network_id", "mac_address", "device_id", "device_owner")}
    return {"router_id": UNKNOWN, "port_details": dict(details, admin_state_up=port.get("admin_state_up", UNKNOWN), status=UNKNOWN)}


def find_at_address(context, spot, external):
    """The floating IP of an external network that is attached to a fixed address now, or None. Raises CloudError."""
    attached = list_objects(context, "floatingips", {"port_id": spot.port, "fixed_ip_address": spot.address}) if spot.port else []
    return next((ip for ip in attached if ip["floating_network_id"] == external), None)


def require_free_address(context, ip, spot):
    """Raises CloudError when a fixed address already has another floating IP of the same external network than ``ip``."""
    other = find_at_address(context, spot, ip["floating_network_id"])
    if other and other["id"] != ip["id"]:
        raise CloudError(
            "The address %s has the floating IP %s already" % (spot.address, other["floating_ip_address"]),
            service="network",
            hint="A fixed address can have one floating IP of each external network; detach the other one first",
        )

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the resources of the network service have in common, those that others refer to by name, and the places of floating IPs."""

from __future__ import annotations

import copy
import ipaddress
from collections import namedtuple
from urllib.parse import quote

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils import hints
from ansible_collections.stratus.openstack.plugins.module_utils.effects import Effects
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import PROJECT_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN
from ansible_collections.stratus.openstack.plugins.module_utils.visibility import Visibility, declare

OWNED = {"owner": ("project_id", "tenant_id")}
SHARED = {"public": {"shared": [True], "router:external": [True]}}
declare("network", "", Visibility(**OWNED, **SHARED))
hints.declare("network", (409, r"one or more ports", hints.IN_USE))

TAG_FILTERS = " tags tags-any not-tags not-tags-any"


def project(**rest):
    """The option `project`: whose the object is. Only set at creation; tells namesakes apart."""
    return f.Ref(PROJECT_NAME, **dict({"api": "project_id", "update": f.IMMUTABLE, "identity": True, "initial": f.own_project}, **rest))


def tag_filters():
    """The options of an info module that choose by tags."""
    return {
        "tags": TagFilter(),
        "any_tags": TagFilter("tags-any"),
        "not_tags": TagFilter("not-tags"),
        "not_any_tags": TagFilter("not-tags-any"),
    }


class TagFilter(f.List):
    def wire(self, value, context):
        return ",".join(value)


class Neutron(Resource):
    """A resource of the network service: all have revisions, and their listings find several names at once."""

    names_repeat = True
    service_attributes = (*Resource.service_attributes, "revision_number")

    def __init__(self, kind, path, **rest):
        super().__init__(kind, path, **dict({"scoped": True, "revisions": "revision_number"}, **rest))

    def execute(self, session, params):
        """The attributes of an option of type Further become fields like any other."""
        option = next((name for name, field in self.fields.items() if isinstance(field, Further)), None)
        extra = {"%s.%s" % (option, name): value for name, value in (params.get(option) or {}).items()}
        if not extra:
            return super().execute(session, params)
        resource = copy.copy(self)
        resource.fields = dict(self.fields, **{name: f.Raw(name.split(".", 1)[1]).bind(name) for name in extra})
        return super(Neutron, resource).execute(session, dict(params, **extra))


def tenant(context, body):
    """The initial value of `tenant_id`, the old name of `project_id`."""
    return body.get("project_id") or f.own_project(context, body)


# what the service keeps of most kinds of objects
STAMPS = {
    "created_at": f.Attribute(),
    "revision_number": f.Attribute(),
    "tenant_id": f.Attribute(initial=tenant),
    "updated_at": f.Attribute(),
}


class Further(f.Option):
    """Further attributes by the names of the API."""

    def __init__(self, **rest):
        super().__init__("dict", **rest)


class InNetwork(Neutron):
    """What lives in a network, and is told from its namesakes in others by the option `network`."""

    def find_candidates(self, context, value):
        found, network = super().find_candidates(context, value), context.params.get("network")
        if network and not self.is_id(value):
            return [have for have in found if self.fields["network"].agrees(have["network_id"], network, context)]
        return found


class Address(f.Str):
    """An IP address; an empty one is none."""

    def __init__(self, api=None, **rest):
        super().__init__(api, **dict({"canon": f.ip}, **rest))

    def wire(self, value, context):
        return value or None


class Cidr(f.Str):
    """A network, in its canonical spelling."""

    def __init__(self, api=None, **rest):
        super().__init__(api, **dict({"canon": f.cidr}, **rest))

    def wire(self, value, context):
        return f.cidr(value) if value else None


class FixedIps(f.Items):
    """Addresses of a port or gateway. The server completes what is left open, and adds an address of its own for each IPv6 subnet in
    which hosts choose theirs."""

    def automatic(self, item):
        return is_eui64(item.get("ip_address"))

    @staticmethod
    def kept(have, want):
        """``want`` with the addresses that ``have`` has already, so that an update changes no more than it must."""
        free = [item for item in have or [] if item["ip_address"] not in [wish.get("ip_address") for wish in want]]
        full = []
        for wish in want:
            held = None if wish.get("ip_address") else next((item for item in free if item["subnet_id"] == wish.get("subnet_id")), None)
            if held:
                free.remove(held)
            full.append({"subnet_id": held["subnet_id"], "ip_address": held["ip_address"]} if held else wish)
        return full


def is_eui64(address):
    """Whether an IPv6 address was made from a MAC address (RFC 4291, appendix A)."""
    try:
        number = int(ipaddress.IPv6Address(address))
    except ValueError:
        return False
    return (number >> 24) & 0xFFFF == 0xFFFE


def sorted_by_age(found):
    """Objects in the order in which they were made, for a choice that is the same each time."""
    return sorted(found, key=lambda have: (have.get("created_at") or "", have["id"]))


# -- by name alone: what the tables of others refer to ----------------------------------------------------------------------

NETWORK_NAME = Neutron("network.network", path="/networks", name=f.Str(required=True))
PORT_NAME = Neutron("network.port", path="/ports", name=f.Str(required=True))
SECURITY_GROUP_NAME = Neutron("network.security_group", path="/security-groups", name=f.Str(required=True))

# -- where floating IPs can be attached, and attaching them ------------------------------------------------------------------

ROUTER_PORTS = ["network:router_interface", "network:router_interface_distributed", "network:ha_router_replicated_interface"]
GATEWAYS = "external networks behind routers"  # read once per task

# A fixed IPv4 address of a server: port and subnet by id; external: id of the network that its router leads to, None when none is seen
Spot = namedtuple("Spot", "port address subnet external")
NOWHERE = Spot(None, None, None, None)  # for a server that is only predicted: it has no ports


def listed(context, what, params):
    """Objects of the network service, by query."""
    return list(context.session.list("network", "/" + what, what, params))


def ports_of(context, have, anew=False):
    """The ports of a server, the oldest first, read once per task."""
    key = ("network.port", have["id"], "all")
    if anew or key not in context.fresh:
        context.fresh[key] = sorted(listed(context, "ports", {"device_id": have["id"]}), key=lambda port: port.get("created_at") or "")
    return context.fresh[key]


def ports_there(context, have):
    """The ports of a server, waited for while it is being built."""
    if ports_of(context, have) or have.get("status") not in (None, "BUILD"):
        return ports_of(context, have)
    return context.wait("the ports of %s" % context.resource.describe(have), lambda: ports_of(context, have, anew=True), bool)


def fixed_spots(ports):
    """The fixed IPv4 addresses of ports; for a port that is only predicted one that nobody knows yet."""
    unsure = {"ip_address": UNKNOWN, "subnet_id": UNKNOWN}
    return [
        Spot(port["id"], fixed["ip_address"], fixed["subnet_id"], None)
        for port in ports
        for fixed in ([unsure] if port.get("fixed_ips") is UNKNOWN else port.get("fixed_ips") or ())
        if fixed["ip_address"] is UNKNOWN or ipaddress.ip_address(fixed["ip_address"]).version == 4
    ]


def leading(context, ports, found):
    """Spots of these ports, with the external network that each leads to."""
    if not found:
        return []
    networks = sorted({port["network_id"] for port in ports})
    doors = listed(context, "ports", {"network_id": networks, "device_owner": ROUTER_PORTS})
    behind = {fixed["subnet_id"]: door["device_id"] for door in doors for fixed in door.get("fixed_ips") or ()}
    leads = gateways(context) if behind else {}
    spots = [spot._replace(external=leads.get(behind.get(spot.subnet))) for spot in found]
    if not any(spot.subnet is UNKNOWN for spot in spots):
        return spots
    network, out = {port["id"]: port["network_id"] for port in ports}, {}
    for door in doors:  # of a network
        out.setdefault(door["network_id"], leads.get(door["device_id"]))
    return [spot._replace(external=out.get(network[spot.port])) if spot.subnet is UNKNOWN else spot for spot in spots]


def gateways(context):
    """The external network of each router that has one, by the router's id; read once per task."""
    if GATEWAYS not in context.fresh:
        routers = listed(context, "routers", {"fields": ["id", "external_gateway_info"]})
        leading = [have for have in routers if have.get("external_gateway_info")]
        context.fresh[GATEWAYS] = {have["id"]: have["external_gateway_info"]["network_id"] for have in leading}
    return context.fresh[GATEWAYS]


def put(context, ip, spot):
    """Attach a floating IP to a fixed address, or detach it; False when someone else changed it meanwhile, or gave the fixed address
    another one."""
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
        effects=Effects(lambda: dict(body, **attachment(context, body))),
        allow=(409, 412),
    )
    if reply.status < 400:
        ip.update(body, port_details=None)
    return reply.status < 400


def attachment(context, body):
    """What a floating IP shows of its port, once it is attached to that of ``body`` or to none, as far as check mode knows."""
    if not body.get("port_id"):
        return {"fixed_ip_address": None, "router_id": None, "port_details": None}
    port = context.session.known("network", "/ports/%s" % body["port_id"])
    details = {name: port.get(name, UNKNOWN) for name in ("name", "network_id", "mac_address", "device_id", "device_owner")}
    return {"router_id": UNKNOWN, "port_details": dict(details, admin_state_up=port.get("admin_state_up", UNKNOWN), status=UNKNOWN)}


def at_spot(context, spot, external):
    """The floating IP of an external network at a fixed address, as Neutron knows it now; None when there is none."""
    there = listed(context, "floatingips", {"port_id": spot.port, "fixed_ip_address": spot.address}) if spot.port else []
    return next((ip for ip in there if ip["floating_network_id"] == external), None)


def must_be_free(context, ip, spot):
    """CloudError when a fixed address has another floating IP of the same network than this one."""
    there = at_spot(context, spot, ip["floating_network_id"])
    if there and there["id"] != ip["id"]:
        raise CloudError(
            "The address %s has the floating IP %s already" % (spot.address, there["floating_ip_address"]),
            service="network",
            hint="A fixed address takes one of each external network; detach that one first",
        )

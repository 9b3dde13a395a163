# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Floating IPs as objects of their own: allocated alone, or at a server or port.

The API says with each floating IP what it is attached to, so one listing tells whether a server has one. What has to be changed is looked
at anew from the other side, the ports.
"""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError, Missing
from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Option, Ref, Str, Tags
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.overlay import new_id
from ansible_collections.stratus.openstack.plugins.module_utils.resource import REVISION_TRIES
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.base import SERVER_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import PROJECT_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import (
    NOWHERE,
    STAMPS,
    TAG_FILTERS,
    Address,
    Neutron,
    attachment,
    fixed_spots,
    leading,
    must_be_free,
    ports_there,
    project,
    put,
    sorted_by_age,
    tag_filters,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.networks import NETWORK
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.ports import PORT
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.qos import QOS_POLICY
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.routers import ROUTER
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.subnets import SUBNET
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

AIMS = ("server", "port")  # the options that say what a floating IP shall be attached to
PLACE = (*AIMS, "fixed_address", "nat_destination")


class OfPort(Ref):
    """What the port is that a floating IP is attached to. ``detail``: the attribute of the port that says so."""

    body = False

    def __init__(self, target, detail, **rest):
        super().__init__(target, **rest)
        self.detail = detail

    def read(self, have):
        details = have.get("port_details")
        return details if details is UNKNOWN else (details or {}).get(self.detail) or None


class FloatingIp(Neutron):
    name_field = key_option = "floating_ip_address"

    # -- finding

    def find_declared(self, context):
        params = context.params
        query = self.identity(context)
        value = params["floating_ip_address"]
        if value and self.is_id(value):
            have = self.fetch(context, value)
            if have is None and params["state"] == "present":
                raise Missing("There is no %s '%s'" % (self.label, value), service=self.service)
            return have
        if value:
            return self.single(list(self.list(context, dict(query, floating_ip_address=value))), value)
        if self.aimed(params):
            return self.at_aim(context, list(self.list(context, dict(query, fixed_ip_address=params["fixed_address"]))))
        if params["description"]:
            return self.only_one(self.wait_for_single(context, lambda: self.described(context), lambda found: len(found) > 1))
        if params["state"] == "absent":
            raise CloudError("It is not clear which one", hint="Name it with `floating_ip_address`, `server`, `port` or `description`")
        if params["reuse"]:
            return next(iter(sorted_by_age(self.unused(context))), None)
        context.session.warnings.append("Every run of this task allocates another floating IP; a `description` would tell it from others")
        return None

    def described(self, context):
        query = dict(self.identity(context), description=context.params["description"])
        return [have for have in self.list(context, query) if self.of_network(context, have)]

    def unused(self, context):
        return [have for have in self.list(context, self.identity(context)) if is_unused(have) and self.of_network(context, have)]

    def find_rivals(self, context):
        """The API itself refuses a second one at a fixed address."""
        params = context.params
        if self.aimed(params) or params["floating_ip_address"]:
            return []
        return self.described(context) if params["description"] else self.unused(context) if params["reuse"] else []

    @staticmethod
    def aimed(params):
        return any(params[name] for name in AIMS)

    def at_aim(self, context, found):
        """What of the floating IPs found is where the task wants one: the oldest; for a removal there may be only one."""
        met = self.in_place(context, found)
        return self.only_one(met) if context.params["state"] == "absent" else next(iter(sorted_by_age(met)), None)

    @staticmethod
    def only_one(found):
        if len(found) > 1:
            names = ", ".join(have["floating_ip_address"] for have in found)
            raise CloudError("There are %d: %s" % (len(found), names), hint="Name one with `floating_ip_address`")
        return found[0] if found else None

    def of_network(self, context, have):
        field, wanted = self.fields["network"], context.params["network"]
        return not wanted or field.agrees(field.read(have), wanted, context)

    def in_place(self, context, found):
        """Those of the floating IPs found that are attached where the task wants one. Raises Missing."""
        found = [have for have in found if have.get("port_id")]
        fields = [self.fields[name] for name in ("network", *PLACE) if context.params[name]]
        return found and context.prefer_remembered_names(
            lambda names: [field.wire(context.params[field.name], names) for field in fields],
            lambda _names, wanted: [
                have for have in found if all(field.same(field.read(have), value) for field, value in zip(fields, wanted))
            ],
        )

    # -- attaching

    def spot(self, context):
        """The fixed address that it shall be attached to, None when it shall stand alone. Waits for the ports of a new server."""
        if not self.aimed(context.params):
            return None
        if "spot" not in context.parts:
            ports = self.ports(context)
            context.parts["spot"] = self.choose(context, ports) if ports else NOWHERE
        return context.parts["spot"]

    def ports(self, context):
        params = context.params
        if params["port"]:
            return [PORT.get(context.at(PORT), params["port"])]
        at = context.at(SERVER_NAME)
        server = SERVER_NAME.get(at, params["server"])
        return sorted_by_age(ports_there(at, server))

    def choose(self, context, ports):
        """The first fixed address of the ports that fits and has no floating IP yet, and that leads to the external network."""
        params = context.params
        if params["nat_destination"]:
            inside = context.resolve(NETWORK, params["nat_destination"])
            ports = [port for port in ports if port["network_id"] == inside]
        wanted = self.fields["fixed_address"].normal(params["fixed_address"])
        spots = [spot for spot in fixed_spots(ports) if wanted in (None, spot.address)]
        if not spots:
            what = "address %s" % wanted if wanted else "IPv4 address"
            raise CloudError("%s has no %s that a floating IP could be attached to" % (self.aim(params), what))
        external = context.resolve(NETWORK, params["network"]) if params["network"] else None
        if not external or len(spots) > 1:
            spots = leading(context, ports, spots)
            spots = [spot for spot in spots if spot.external and external in (None, spot.external)] or spots
        taken = {ip["fixed_ip_address"] for ip in self.list(context, {"port_id": sorted({spot.port for spot in spots})})}
        return next((spot for spot in spots if spot.address not in taken), spots[0])

    @staticmethod
    def aim(params):
        return "Server %s" % params["server"] if params["server"] else "Port %s" % params["port"]

    def external(self, context, spot):
        """The external network of a new floating IP: the one that is named, the one behind the router, the only one, or the default."""
        if context.params["network"]:
            return context.resolve(NETWORK, context.params["network"])
        if spot and (spot.external or spot is NOWHERE):
            return spot.external
        found = [have for have in NETWORK.list(context, {"router:external": True}) if have.get("router:external")]
        found = found if len(found) == 1 else [have for have in found if have.get("is_default")] or found
        if len(found) != 1:
            names = ", ".join(sorted(have["name"] for have in found)) or "none"
            raise CloudError("It is not clear which external network to use; there are: %s" % names, hint="Name one with `network`")
        return found[0]["id"]

    def attach(self, context, have):
        for _attempt in range(REVISION_TRIES):
            if have.get("port_id") and not (context.params["server"] and self.at_server(context, have)):
                raise CloudError(
                    "%s is attached to something else (port %s)" % (have["floating_ip_address"], have["port_id"]),
                    hint="It is not taken away from there; detach it first",
                )
            spot = self.spot(context)
            if put(context, have, spot):
                break
            must_be_free(context, have, spot)
            have = self.fetch(context, self.id_of(have)) or have  # it was changed meanwhile: look again whether it is free
        return self.fetch(context, self.id_of(have)) or have

    def at_server(self, context, have):
        field = self.fields["server"]
        return field.agrees(field.read(have), context.params["server"], context)

    def create(self, context):
        spot = self.spot(context)
        if spot and spot.port and not context.params["floating_ip_address"]:
            there = self.in_place(context, list(self.list(context, {"port_id": spot.port})))
            if there:  # of another project, or attached since
                return self.converge(context, there[0])
        if context.params["reuse"] and spot and not context.params["floating_ip_address"]:
            query = dict(self.identity(context), floating_network_id=self.external(context, spot))
            for have in sorted_by_age(have for have in self.list(context, query) if is_unused(have)):
                if put(context, have, spot):
                    return super().converge(context, self.fetch(context, self.id_of(have)) or have)
        return super().create(context)

    def complete_body(self, context, body):
        spot = self.spot(context)
        body["floating_network_id"] = self.external(context, spot)
        return dict(body, port_id=spot.port, fixed_ip_address=spot.address) if spot and spot.port else body

    def predict_creation(self, context, body):
        made = super().predict_creation(context, body)
        made.update(attachment(context, body))
        if context.params["server"] and not made["port_id"]:  # a server that is only predicted has no port to name
            details = {"device_id": context.resolve(SERVER_NAME, context.params["server"]), "network_id": UNKNOWN}
            made.update(port_id=new_id(), fixed_ip_address=UNKNOWN, router_id=UNKNOWN, port_details=details)
        return made

    def converge(self, context, have):
        if self.aimed(context.params) and not self.in_place(context, [have]):
            have = self.attach(context, have)
        return super().converge(context, have)

    # -- detaching and removing

    def reconcile(self, context, have):
        if context.params["state"] == "present" or have is None:
            return super().reconcile(context, have)
        if have.get("port_id") and self.aimed(context.params) and not self.is_there(context, have):
            return have  # it serves something else
        if context.params["purge"]:
            return super().reconcile(context, have)
        if have.get("port_id"):
            put(context, have, NOWHERE)
            have = dict(have, fixed_ip_address=None, router_id=None)
        return have

    def is_there(self, context, have):
        try:
            return self.in_place(context, [have])
        except Missing:
            return False

    def build_result(self, context, have, before, now):
        result = super().build_result(context, have, before, now)
        if now is not None and context.params["state"] == "absent":
            result["diff"]["after"] = self.to_diff(context, now)
        return result


def is_unused(have):
    return not have.get("port_id") and not have.get("port_forwardings")


FLOATING_IP = FloatingIp(
    "network.floating_ip",
    path="/floatingips",
    key="floatingip",
    result="floating_ip",
    by_name="floating_ip_address",
    computed={
        **STAMPS,
        "name": Attribute("floating_ip_address"),
        "port_details": Attribute(),
        "router_id": Attribute(filterable=True),
        "status": Attribute(filterable=True),
    },
    filters="id" + TAG_FILTERS,
    rules={"mutually_exclusive": [["server", "port"]]},
    server=OfPort(SERVER_NAME, "device_id", returned=False),
    port=Ref(PORT, api="port_id", compare_only=True, filterable=True, initial=None),
    floating_ip_address=Address(update=IMMUTABLE, filterable=True),
    network=Ref(NETWORK, api="floating_network_id", update=IMMUTABLE, filterable=True),
    subnet=Ref(SUBNET, api="subnet_id", write_only=True, initial=None),
    fixed_address=Address(api="fixed_ip_address", aliases=["fixed_ip_address"], compare_only=True, filterable=True),
    nat_destination=OfPort(NETWORK, "network_id", aliases=["fixed_network", "internal_network"], returned=False),
    reuse=Option("bool", default=False),
    purge=Option("bool", default=False),
    description=Str(filterable=True, initial=""),
    dns_name=Str(update=IMMUTABLE, initial=""),
    dns_domain=Str(update=IMMUTABLE, initial=""),
    qos_policy=Ref(QOS_POLICY, api="qos_policy_id", initial=None),
    project=project(filterable=True),
    tags=Tags(initial=[]),
)
FLOATING_IP.label = "floating IP"


class Status(Str):
    def wire(self, value, context):
        return value.upper()


FLOATING_IPS = Info(
    FLOATING_IP,
    "floating_ips",
    name=False,
    description=Str(),
    fixed_ip_address=Str(),
    floating_ip_address=Str(),
    floating_network=Ref(NETWORK, api="floating_network_id"),
    port=Ref(PORT, api="port_id"),
    project=Ref(PROJECT_NAME, api="project_id", aliases=["project_id"]),
    router=Ref(ROUTER, api="router_id"),
    status=Status(choices=["active", "down"]),
    **tag_filters(),
)

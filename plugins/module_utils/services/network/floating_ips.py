# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Floating IPs as separate objects: allocated without a port, or attached to a server or port.

A listing of floating IPs shows the port of each, so one request finds the floating IP of a server. Only a task that attaches one reads the
ports of the server.
"""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.errors import BadOptions, CloudError, Missing
from ansible_collections.stratus.openstack.plugins.module_utils.fields import ANY, IMMUTABLE, Attribute, Option, Ref, Str, Tags
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.overlay import new_id
from ansible_collections.stratus.openstack.plugins.module_utils.resource import REVISION_TRIES
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.base import SERVER_NAME, server_at, wait_for_address
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import PROJECT_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import (
    NOWHERE,
    STAMPS,
    TAG_FILTERS,
    Address,
    Neutron,
    find_external_networks,
    list_fixed_addresses,
    predict_attachment,
    project,
    require_free_address,
    sorted_by_age,
    tag_filters,
    update_attachment,
    wait_for_ports,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.networks import NETWORK
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.ports import PORT
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.qos import QOS_POLICY
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.routers import ROUTER
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.subnets import SUBNET
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

TARGETS = ("server", "port")  # the options with the object that the floating IP is attached to
LOCATION = (*TARGETS, "fixed_address", "nat_destination")


class PortDetail(Ref):
    """A reference that is compared with an attribute of the floating IP's port. ``detail``: the name of this attribute."""

    body = False

    def __init__(self, target, detail, **rest):
        super().__init__(target, **rest)
        self.detail = detail

    def read(self, have):
        details = have.get("port_details")
        return details if details is UNKNOWN else (details or {}).get(self.detail) or None


class FloatingIp(Neutron):
    """A floating IP. It has no name: its address, its port or its description identifies it."""

    name_field = key_option = "floating_ip_address"
    removal_options = {"purge": True}
    labelled_by = "description"
    removed_after = ("compute.server",)  # Nova need not follow then
    stays_with = PORT.kind
    is_detached = True

    # -- finding

    def find_declared(self, context):
        params = context.params
        self.require_target(params)
        query = self.identity(context)
        value = params["floating_ip_address"]
        if value and self.is_id(value):
            have = self.fetch(context, value)
            if have is None and params["state"] == "present":
                raise Missing("There is no %s '%s'" % (self.label, value), service=self.service)
            return have
        if value:
            return self.single(list(self.list(context, dict(query, floating_ip_address=value))), value)
        if self.has_target(params):
            return self.choose_attached(context, list(self.list(context, dict(query, fixed_ip_address=params["fixed_address"]))))
        if params["description"]:
            return self.require_single(self.wait_for_single(context, lambda: self.list_described(context), lambda found: len(found) > 1))
        if params["state"] == "absent":
            raise BadOptions("It is not clear which one", hint="Name it with `floating_ip_address`, `server`, `port` or `description`")
        if params["reuse"]:
            return next(iter(sorted_by_age(self.list_unused(context))), None)
        context.session.warnings.append(
            "Every run of this task allocates another floating IP. Set `reuse: true` to take an unused one of the project if there is one, "
            "or `description`, by which later runs find it"
        )
        return None

    def list_described(self, context):
        """The floating IPs of the project with the declared description and external network, as a list. Raises CloudError."""
        query = dict(self.identity(context), description=context.params["description"])
        return [have for have in self.list(context, query) if self.is_in_network(context, have)]

    def list_unused(self, context):
        """The floating IPs of the project that are not in use and in the declared external network, as a list. Raises CloudError."""
        return [have for have in self.list(context, self.identity(context)) if is_unused(have) and self.is_in_network(context, have)]

    def find_rivals(self, context):
        """The floating IPs of which only one may exist. One with a target has none: the API refuses a second one at a fixed address."""
        params = context.params
        if self.has_target(params) or params["floating_ip_address"]:
            return []
        return self.list_described(context) if params["description"] else self.list_unused(context) if params["reuse"] else []

    @staticmethod
    def has_target(params):
        """Whether the task declares a server or port for the floating IP. An address in a network stands for the port that has it."""
        return any(params[name] for name in TARGETS) or bool(params["fixed_address"] and params["nat_destination"])

    def require_target(self, params):
        """Raises BadOptions when the task declares a place for the floating IP that could be at any port."""
        for name, other in (("fixed_address", "nat_destination"), ("nat_destination", "fixed_address")):
            if params[name] and not self.has_target(params):
                raise BadOptions(
                    "`%s` alone does not say which port is meant" % name, hint="Set `server`, `port` or `%s` in addition" % other
                )

    def choose_attached(self, context, found):
        """The oldest one of these floating IPs that is attached to the declared target, or None.

        Raises CloudError when the state is absent and several are attached there, and Missing when the target does not exist.
        """
        attached = self.filter_attached(context, found)
        return self.require_single(attached) if context.params["state"] == "absent" else next(iter(sorted_by_age(attached)), None)

    @staticmethod
    def require_single(found):
        """The only floating IP of a list, or None if the list is empty. Raises CloudError for several."""
        if len(found) > 1:
            names = ", ".join(have["floating_ip_address"] for have in found)
            raise CloudError("There are %d floating IPs: %s" % (len(found), names), hint="Name one with `floating_ip_address`")
        return found[0] if found else None

    def is_in_network(self, context, have):
        """Whether a floating IP is in the declared external network. Without a declared one, each is. Raises Missing."""
        field, wanted = self.fields["network"], context.params["network"]
        return not wanted or field.agrees(field.read(have), wanted, context)

    def filter_attached(self, context, found):
        """Those of the floating IPs in ``found`` that are attached to the declared target, as a list. Raises Missing, CloudError."""
        found = [have for have in found if have.get("port_id")]
        fields = [self.fields[name] for name in ("network", *LOCATION) if context.params[name]]
        return found and context.prefer_remembered_names(
            lambda names: [field.wire(context.params[field.name], names) for field in fields],
            lambda _names, wanted: [
                have for have in found if all(field.same(field.read(have), value) for field, value in zip(fields, wanted))
            ],
        )

    # -- exporting

    def complete_options(self, context, have, options):
        """The options that find a floating IP and attach it: a port that the compute service created is named by its server."""
        if have.get("port_id"):
            port = context.object_of(PORT, have["port_id"]) or {}
            if port.get("name"):
                where = {"fixed_address": have["fixed_ip_address"]} if len(list_fixed_addresses([port])) > 1 else {}
                return {**options, "port": context.name_of(PORT, have["port_id"]), **where}
            if server_at(have):
                where = {"nat_destination": context.name_of(NETWORK, port["network_id"])} if port else {}
                return {**options, "server": context.name_of(SERVER_NAME, server_at(have)), **where}
        return options if options.get("description") else {**options, "floating_ip_address": have["floating_ip_address"]}

    # -- attaching

    def find_spot(self, context):
        """The fixed address to attach to, as a Spot; None when the task declares no target. Waits for the ports of a new server.

        NOWHERE stands for a server that check mode predicts. The Spot is chosen once per task. Raises Missing, CloudError.
        """
        if not self.has_target(context.params):
            return None
        if "spot" not in context.parts:
            ports = self.list_ports(context)
            context.parts["spot"] = self.choose_spot(context, ports) if ports else NOWHERE
        return context.parts["spot"]

    def list_ports(self, context):
        """The declared port, or the ports of the declared server with the oldest first, as a list. Raises Missing, CloudError.

        Without both, it is the port that has the declared address in the declared internal network.
        """
        params = context.params
        if params["port"]:
            return [PORT.get(context.at(PORT), params["port"])]
        if not params["server"]:
            return [self.find_port_with_address(context)]
        at = context.at(SERVER_NAME)
        server = SERVER_NAME.get(at, params["server"])
        return sorted_by_age(wait_for_ports(at, server))

    def find_port_with_address(self, context):
        """The only port with the address `fixed_address` in the network `nat_destination`. Raises Missing, CloudError."""
        params = context.params
        network, address = context.resolve(NETWORK, params["nat_destination"]), self.fields["fixed_address"].normal(params["fixed_address"])
        at = context.at(PORT)
        found = [
            port
            for port in PORT.list(at, {"network_id": network, "fixed_ips": "ip_address=%s" % address})
            if port.get("fixed_ips") is UNKNOWN or any(fixed["ip_address"] == address for fixed in port.get("fixed_ips") or ())
        ]
        if not found:
            raise Missing("There is no port with the address %s in network %s" % (address, params["nat_destination"]), service=self.service)
        if len(found) > 1:
            raise CloudError(
                "There are %d ports with the address %s in network %s: %s"
                % (len(found), address, params["nat_destination"], ", ".join(sorted(port["id"] for port in found))),
                service=self.service,
                hint="Name one with `port`",
            )
        return found[0]

    def choose_spot(self, context, ports):
        """The fixed address of these ports to attach to, as a Spot. Raises CloudError when they have none as declared.

        It prefers addresses that a router connects with the external network, and of these the first one that has no floating IP.
        """
        params = context.params
        if params["nat_destination"]:
            internal = context.resolve(NETWORK, params["nat_destination"])
            ports = [port for port in ports if port["network_id"] == internal]
        wanted = self.fields["fixed_address"].normal(params["fixed_address"])
        spots = [spot for spot in list_fixed_addresses(ports) if wanted in (None, spot.address)]
        if not spots:
            what = "address %s" % wanted if wanted else "IPv4 address"
            raise CloudError("%s has no %s that a floating IP could be attached to" % (self.describe_target(params), what))
        external = context.resolve(NETWORK, params["network"]) if params["network"] else None
        if not external or len(spots) > 1:
            spots = find_external_networks(context, ports, spots)
            spots = [spot for spot in spots if spot.external and external in (None, spot.external)] or spots
        taken = {ip["fixed_ip_address"] for ip in self.list(context, {"port_id": sorted({spot.port for spot in spots})})}
        return next((spot for spot in spots if spot.address not in taken), spots[0])

    @staticmethod
    def describe_target(params):
        """The declared server or port, for messages."""
        named = [(name, params[name]) for name in TARGETS if params[name]]
        return "%s %s" % (named[0][0].capitalize(), named[0][1]) if named else "The port in network %s" % params["nat_destination"]

    def choose_external_network(self, context, spot):
        """The id of the external network of a new floating IP. Raises CloudError when it is not clear which one to use.

        It is the declared network, else the one that the router of ``spot`` is connected to, else the only one, else the default one.
        """
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
        """Attach a floating IP to the declared target -> the floating IP. Raises CloudError when it is attached to another one."""
        for _attempt in range(REVISION_TRIES):
            if have.get("port_id") and not (context.params["server"] and self.is_at_server(context, have)):
                raise CloudError(
                    "%s is attached to something else (port %s)" % (have["floating_ip_address"], have["port_id"]),
                    hint="It is not taken away from there; detach it first",
                )
            spot = self.find_spot(context)
            if update_attachment(context, have, spot):
                break
            require_free_address(context, have, spot)
            have = self.fetch(context, self.id_of(have)) or have  # another client changed it: check again whether it is free
        return self.fetch(context, self.id_of(have)) or have

    def is_at_server(self, context, have):
        """Whether a floating IP is attached to the declared server. Raises Missing."""
        field = self.fields["server"]
        return field.agrees(field.read(have), context.params["server"], context)

    def create(self, context):
        spot = self.find_spot(context)
        if spot and spot.port and not context.params["floating_ip_address"]:
            attached = self.filter_attached(context, list(self.list(context, {"port_id": spot.port})))
            if attached:  # it belongs to another project, or was attached after this task looked for it
                return self.converge(context, attached[0])
        if context.params["reuse"] and context.params["description"] and not spot:
            context.session.warnings.append(
                "`reuse` has no effect together with `description`, by which a floating IP is found: another one is allocated"
            )
        if context.params["reuse"] and spot and not context.params["floating_ip_address"]:
            query = dict(self.identity(context), floating_network_id=self.choose_external_network(context, spot))
            for have in sorted_by_age(have for have in self.list(context, query) if is_unused(have)):
                if update_attachment(context, have, spot):
                    return super().converge(context, self.fetch(context, self.id_of(have)) or have)
        return super().create(context)

    def complete_body(self, context, body):
        spot = self.find_spot(context)
        body["floating_network_id"] = self.choose_external_network(context, spot)
        return dict(body, port_id=spot.port, fixed_ip_address=spot.address) if spot and spot.port else body

    def predict_creation(self, context, body):
        predicted = super().predict_creation(context, body)
        predicted.update(predict_attachment(context, body))
        if context.params["server"] and not predicted["port_id"]:  # a predicted server has no ports
            details = {"device_id": context.resolve(SERVER_NAME, context.params["server"]), "network_id": UNKNOWN}
            predicted.update(port_id=new_id(), fixed_ip_address=UNKNOWN, router_id=UNKNOWN, port_details=details)
        return predicted

    def converge(self, context, have):
        if self.has_target(context.params) and not self.filter_attached(context, [have]):
            have = self.attach(context, have)
        return super().converge(context, have)

    # -- among other declared objects

    def find_implied(self, graph, node):
        """The routers of the subnets that the target is in: without its router, no floating IP can be attached."""
        targets = [other for other in node.needs if other.table.kind in (SERVER_NAME.kind, PORT.kind)]
        targets += [port for target in targets for port in target.needs if port.table.kind == PORT.kind]
        networks = {name for target in targets for name in target.named(NETWORK.kind)}
        subnets = {other.params["name"] for other in graph.nodes_of(SUBNET.kind) if other.named(NETWORK.kind) & networks}
        return [router for router in graph.nodes_of(ROUTER.kind) if router.named(SUBNET.kind) & subnets]

    # -- detaching and removing

    def reconcile(self, context, have):
        context.parts["server before"] = server_at(have)
        if context.params["state"] == "present" or have is None:
            return super().reconcile(context, have)
        if have.get("port_id") and self.has_target(context.params) and not self.is_at_target(context, have):
            return have  # it is attached to another target: the declared one has no floating IP, so the state is reached
        if context.params["purge"]:
            return super().reconcile(context, have)
        if have.get("port_id"):
            update_attachment(context, have, NOWHERE)
            have = dict(have, fixed_ip_address=None, router_id=None)
        return have

    def is_at_target(self, context, have):
        """Whether a floating IP is attached to the declared target; False when the target does not exist. Raises CloudError."""
        try:
            return self.filter_attached(context, [have])
        except Missing:
            return False

    def wait_for_servers(self, context, before, now):
        """Wait until Nova shows what the task has changed. ``before``: the id of the server before, or None. ``now``: the floating IP."""
        after, address = server_at(now), (now or context.found or {}).get("floating_ip_address")
        for server, attached in ((before, False), (after, True)) if before != after else ():
            if server:
                wait_for_address(context, server, address, attached)

    def build_result(self, context, have, before, now):
        if context.session.writes:
            self.wait_for_servers(context, context.parts.get("server before"), now)
        result = super().build_result(context, have, before, now)
        if now is not None and context.params["state"] == "absent":
            result["diff"]["after"] = self.to_diff(context, now)
        return result


def is_unused(have):
    """Whether a floating IP has neither a port nor port forwardings."""
    return not have.get("port_id") and not have.get("port_forwardings")


FLOATING_IP = FloatingIp(
    "network.floating_ip",
    held_by="project",
    path="/floatingips",
    needs={"network.floating_ips": 1},
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
    server=PortDetail(SERVER_NAME, "device_id", returned=False, usual=ANY),
    port=Ref(PORT, api="port_id", compare_only=True, filterable=True, initial=None, usual=ANY),
    floating_ip_address=Address(update=IMMUTABLE, filterable=True, usual=ANY),
    network=Ref(NETWORK, api="floating_network_id", update=IMMUTABLE, filterable=True),
    subnet=Ref(SUBNET, api="subnet_id", write_only=True, initial=None, usual=ANY),
    fixed_address=Address(api="fixed_ip_address", aliases=["fixed_ip_address"], compare_only=True, filterable=True, usual=ANY),
    nat_destination=PortDetail(NETWORK, "network_id", aliases=["fixed_network", "internal_network"], returned=False, usual=ANY),
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
    """A status. The option has lower-case choices; the API has upper-case values."""

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

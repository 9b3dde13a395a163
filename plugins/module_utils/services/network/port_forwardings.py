# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Port forwardings of the network service: ports of a floating IP whose traffic is forwarded to ports of internal addresses."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.errors import BadOptions, CloudError, Missing
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Attribute, Int, Option, Ref, Str, lowered
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import Address, Neutron, list_fixed_addresses
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.floating_ips import FLOATING_IP
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.ports import PORT
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

# the options with the external and the internal end of a forwarding
EXTERNAL = ("external_protocol_port", "external_port_range")
INTERNAL = ("internal_protocol_port", "internal_port_range", "internal_ip", "network_port")


def port_range(value):
    """A range of ports in the form of the API, "first:last". A single port, 80, is 80:80."""
    first, _colon, last = str(value).partition(":")
    return "%s:%s" % (first, last or first)


class Range(Str):
    """A range of ports."""

    def __init__(self, **rest):
        super().__init__(canon=port_range, **rest)

    def wire(self, value, context):
        return port_range(value)


class Protocol(Str):
    """A protocol by name. The API takes lower case."""

    def wire(self, value, context):
        return value.lower()


class PortForwarding(Neutron):
    """A port forwarding.

    External port and protocol are unique per floating IP, so they identify it. If the task omits the external port, the internal options
    identify it.
    """

    key_option = "floating_ip"
    not_exported = "the address of its floating IP is chosen by the cloud"

    def base_path(self, context):
        floating_ip = context.parts.get("floating_ip") or context.resolve(FLOATING_IP, context.params["floating_ip"])
        return FLOATING_IP.item_path(context, floating_ip) + "/port_forwardings"

    def find_declared(self, context):
        params = context.params

        def find_at(_names, floating_ip):
            context.parts["floating_ip"] = floating_ip
            identifier = params["port_forwarding_id"]
            return self.fetch(context, identifier) if identifier else self.find_by_options(context)

        have = context.prefer_remembered_names(lambda names: names.resolve(FLOATING_IP, params["floating_ip"]), find_at)
        if have:
            return have
        if params["port_forwarding_id"] and params["state"] == "present":
            raise Missing("There is no %s '%s'" % (self.label, params["port_forwarding_id"]), service=self.service)
        return None

    def find_by_options(self, context):
        """The port forwarding that has the declared values, or None. Raises CloudError for several, or when the task declares no port."""
        params = context.params
        names = [name for name in EXTERNAL if params[name]] or [name for name in INTERNAL if params[name]]
        if not names:
            raise BadOptions("It is not clear which one", hint="Name it with `external_protocol_port` and `protocol`")
        names += ["protocol"] if params["protocol"] else []
        query = {self.fields[name].api: self.fields[name].wire(params[name], context) for name in names if name in (*EXTERNAL, "protocol")}
        try:
            found = list(self.list(context, query))
        except CloudError as error:
            if error.status != 404:
                raise
            return None  # the floating IP does not exist any more
        internal = [(self.fields[name], params[name]) for name in names if name in INTERNAL]
        found = [have for have in found if all(field.agrees(field.read(have), value, context) for field, value in internal)]
        return self.single(found, params["floating_ip"])

    def predict_body(self, body, have=None):
        """The attributes that a body sets. The API shows a single port as a range as well, and the reverse for a range of one port.

        The internal address is UNKNOWN if the body has a port of the network without an address, since the service chooses it then.
        """
        predicted = super().predict_body(body, have)
        for port, ports in (("external_port", "external_port_range"), ("internal_port", "internal_port_range")):
            if predicted.get(port):
                predicted[ports] = "%s:%s" % (predicted[port], predicted[port])
            elif predicted.get(ports):
                first, _colon, last = str(predicted[ports]).partition(":")
                predicted[port] = int(first) if first == last else None
        return {"internal_ip_address": UNKNOWN, **predicted} if "internal_port_id" in predicted else predicted

    def complete_body(self, context, body):
        return self.complete_address(context, body)

    @staticmethod
    def complete_address(context, body):
        """A body with the first IPv4 address of its port if it has no address. Raises CloudError if the port has none.

        If check mode predicts the port, its address is unknown and left out.
        """
        if "internal_port_id" not in body or body.get("internal_ip_address"):
            return body
        port = PORT.get(context.at(PORT), body["internal_port_id"])
        addresses = [spot.address for spot in list_fixed_addresses([port])]
        if not addresses:
            raise CloudError("Port %s has no IPv4 address" % (port.get("name") or port["id"]), service="network")
        return body if addresses[0] is UNKNOWN else dict(body, internal_ip_address=addresses[0])

    def update(self, context, have, body):
        have = super().update(context, have, self.complete_address(context, body))
        if any(name.endswith("_range") for name in body):
            return self.fetch(context, self.id_of(have)) or have  # the answer to the update still has the old single port
        return have

    def build_result(self, context, have, before, now):
        return super().build_result(context, have, before, now and dict(now, floatingip_id=context.parts["floating_ip"]))


PORT_FORWARDING = PortForwarding(
    "network.port_forwarding",
    path="/floatingips/{floatingip_id}/port_forwardings",
    computed={
        "floatingip_id": Attribute(),
    },
    rules={
        "mutually_exclusive": [["external_protocol_port", "external_port_range"], ["internal_protocol_port", "internal_port_range"]],
    },
    floating_ip=Option(required=True, aliases=["floating_ip_address"]),
    port_forwarding_id=Option(),
    protocol=Protocol(canon=lowered, filterable=True),
    external_protocol_port=Int(api="external_port", aliases=["external_port"], filterable=True),
    external_port_range=Range(filterable=True),
    internal_ip=Address(api="internal_ip_address", aliases=["internal_ip_address"]),
    internal_protocol_port=Int(api="internal_port", aliases=["internal_port"]),
    internal_port_range=Range(),
    network_port=Ref(PORT, api="internal_port_id", filterable=True),
    description=Str(filterable=True, initial=""),
)


class PortForwardings(Info):
    """The listing of the port forwardings of one floating IP, or of all floating IPs that have some."""

    def found(self, context):
        query, wanted = self.query(context)
        found = []
        for floating_ip in self.floating_ips(context):
            context.parts["floating_ip"] = floating_ip
            found += [dict(have, floatingip_id=floating_ip) for have in self.resource.list(context, query)]
        return [have for have in found if all(str(have.get(name)) == str(value) for name, value in wanted.items())]

    @staticmethod
    def floating_ips(context):
        """The ids of the floating IPs to list, as a list. Raises Missing, CloudError."""
        if context.params["floating_ip"]:
            return [context.resolve(FLOATING_IP, context.params["floating_ip"])]
        listing = FLOATING_IP.list(context.at(FLOATING_IP))
        # if the API does not show the attribute, each floating IP may have some
        return [have["id"] for have in listing if have.get("port_forwardings", True)]


PORT_FORWARDINGS = PortForwardings(
    PORT_FORWARDING,
    "port_forwardings",
    filters=False,
    name=False,
    floating_ip=Option(aliases=["floating_ip_address"]),
    port_forwarding_id=Str(api="id"),
    external_port=Int(),
    internal_port_id=Ref(PORT, aliases=["network_port"]),
    protocol=Protocol(),
)

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Floating IPs of servers: finding them, finding fixed addresses for them, and attaching them without taking one from another server.

Nova shows the floating addresses of a server, but some seconds after a change. This is good enough to see whether a server has any
floating IP; Neutron is asked which floating IPs a server has.
"""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.effects import Effects
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.base import wait_for_address
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.base import read
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import (
    NETWORK_NAME,
    NOWHERE,
    find_at_address,
    find_external_networks,
    gateways,
    in_use_error,
    list_fixed_addresses,
    list_objects,
    no_floating_ip_error,
    ports_of,
    update_attachment,
    wait_for_ports,
)
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import MORE, UNKNOWN

KIND = "OS-EXT-IPS:type"
MAC = "OS-EXT-IPS-MAC:mac_addr"
PROJECT_IPS = "floating IPs of the project"  # read once per task
MOVED = "moved floating IPs"  # by their addresses: whether the task has attached them to the server, or detached them


def address_entries(have):
    """The addresses of a server as the compute API shows them: a list of dicts with addr, version, type and MAC address."""
    return [entry for entry_list in ((have or {}).get("addresses") or {}).values() for entry in entry_list]


def floating_addresses(have):
    """The floating addresses that the compute API shows for a server, as a list of strings."""
    return [entry["addr"] for entry in address_entries(have) if entry.get(KIND) == "floating"]


def has_unknown_addresses(have):
    """Whether the addresses of a server are UNKNOWN, which is possible only in check mode."""
    return (have or {}).get("addresses") is UNKNOWN


def find_spots(context, have):
    """The Spots of a server to which floating IPs can be attached, as a list. They are looked up again only if none was found before."""
    key = ("spots", have["id"])
    if not context.fresh.get(key):
        context.fresh[key] = read_spots(context, have)
    return context.fresh[key]


def read_spots(context, have):
    """The Spots of a server, each with the external network that its router leads to, as a list."""
    ports = wait_for_ports(context, have)
    return find_external_networks(context, ports, list_fixed_addresses(ports))


def list_project_ips(context, have):
    """The floating IPs of a server's project, as a list; read once per task."""
    if PROJECT_IPS not in context.fresh:
        owner = have.get("tenant_id") or context.session.access.project_id
        context.fresh[PROJECT_IPS] = list_objects(context, "floatingips", {"project_id": owner})
    return context.fresh[PROJECT_IPS]


def list_attached_ips(context, have):
    """The floating IPs that are attached to a server according to Neutron, as a list."""
    used = [ip for ip in list_project_ips(context, have) if ip.get("port_id")]
    if all("device_id" in (ip.get("port_details") or {}) for ip in used):
        return [ip for ip in used if ip["port_details"]["device_id"] == have["id"]]
    own = {port["id"] for port in ports_of(context, have)}
    return [ip for ip in used if ip["port_id"] in own]


# -- changes ----------------------------------------------------------------------------------------------------------------


def add_floating_ip(context, have, spot, external):
    """Attach a floating IP of an external network to a server: an unused one of its project if `reuse_ips` is set, else a new one.

    A new floating IP is created and attached by one request. An unused one is attached only if its revision has not changed since it was
    read, because another task may use it at the same time. ``spot``: the Spot. ``external``: the id of the network. Raises CloudError.
    """
    if context.params.get("reuse_ips"):
        for ip in list_project_ips(context, have):
            unused = not ip.get("port_id") and not ip.get("port_forwardings") and ip["floating_network_id"] == external
            if unused and update_attachment(context, ip, spot):
                add_address_entry(context, have, ip, spot)
                return
            if unused and find_at_address(context, spot, external):
                break
    body = {"floating_network_id": external, "port_id": spot.port, "fixed_ip_address": spot.address}
    if have.get("tenant_id") not in (None, context.session.access.project_id):
        body["project_id"] = have["tenant_id"]  # for an administrator who changes a server of another project
    try:
        effects = Effects({**body, "floating_ip_address": UNKNOWN, MORE: UNKNOWN}, at="/floatingips/")
        reply = context.session.request("network", "POST", "/floatingips", json={"floatingip": body}, key="floatingip", effects=effects)
        ip = dict(reply.body["floatingip"], **body)
    except CloudError as error:
        ip = find_at_address(context, spot, external) if error.status == 409 else None  # another task has attached one
        if not ip:
            raise
    context.fresh.get(PROJECT_IPS, []).append(ip)
    add_address_entry(context, have, ip, spot)


def add_address_entry(context, have, ip, spot):
    """Add a floating IP to the addresses of the server in memory, because Nova shows it only some seconds later."""
    for entry_list in (have.get("addresses") or {}).values():
        for entry in entry_list:
            if entry["addr"] == spot.address and ip.get("floating_ip_address"):
                entry_list.append({"addr": ip["floating_ip_address"], "version": 4, KIND: "floating", MAC: entry.get(MAC)})
                context.parts.setdefault(MOVED, {})[ip["floating_ip_address"]] = True
                return


def remove_address_entry(context, have, address):
    """Remove a floating IP from the addresses of the server in memory."""
    for name, entry_list in (have.get("addresses") or {}).items():
        have["addresses"][name] = [entry for entry in entry_list if not (entry["addr"] == address and entry.get(KIND) == "floating")]
    context.parts.setdefault(MOVED, {})[address] = False


def wait_until_shown(context, have):
    """Wait until Nova shows the floating IPs that the task has attached to a server, and no longer those that it has detached.

    A listing of servers after the task shows the same addresses as its result then. Raises CloudError.
    """
    for address, attached in context.parts.pop(MOVED, {}).items():
        wait_for_address(context, have["id"], address, attached, lambda: read(context, have))


def find_free_spot(context, have, external, network_name):
    """The first Spot of a server that can have a floating IP of an external network and has none yet; NOWHERE for a predicted server.

    ``external``: the id of the network. ``network_name``: its name, for the error. Raises CloudError.
    """
    if not wait_for_ports(context, have):
        return NOWHERE
    taken = {ip.get("fixed_ip_address") for ip in list_attached_ips(context, have) if ip["floating_network_id"] == external}
    found = [spot for spot in find_spots(context, have) if spot.address not in taken]
    best = [spot for spot in found if spot.external == external] or [spot for spot in found if spot.external is None]
    if not best:
        raise CloudError(
            "%s has no IPv4 address left that network %s could serve" % (context.resource.describe(have), network_name),
            service="network",
            hint="Its subnet needs a router with a gateway on that network",
        )
    return best[0]


# -- the options ------------------------------------------------------------------------------------------------------------


class FloatingIPs(f.Part, f.Set):
    """The complete list of floating IPs, by address. They must exist; one that is attached to something else is an error."""

    def read(self, have):
        return UNKNOWN if has_unknown_addresses(have) else floating_addresses(have)

    def load(self, context, have):
        return [ip["floating_ip_address"] for ip in list_attached_ips(context, have)]

    def agrees(self, have, value, context):
        return len(have) == len(set(value)) and all(address is UNKNOWN or address in value for address in have)

    def check_before_creation(self, context, value):
        """Check before a server is created that the floating IPs exist and are free. Raises CloudError."""
        for ip in [self.find_declared_ip(list_project_ips(context, {}), item) for item in value]:
            if ip.get("port_id"):
                raise in_use_error(ip)

    def store(self, context, have, current, value):
        known = list_project_ips(context, have)
        wanted = [self.find_declared_ip(known, item) for item in value]
        for ip in list_attached_ips(context, have):
            if ip not in wanted:
                update_attachment(context, ip, NOWHERE)
                remove_address_entry(context, have, ip["floating_ip_address"])
        for ip in wanted:
            self.attach(context, have, ip)

    def find_declared_ip(self, known, item):
        """The floating IP with an address, out of ``known``. Raises CloudError when there is none."""
        found = next((ip for ip in known if item == ip.get("floating_ip_address")), None)
        if not found:
            raise no_floating_ip_error(item)
        return found

    def attach(self, context, have, ip):
        """Attach a floating IP, unless the server already has it. Raises CloudError when it is attached to something else."""
        own = {port["id"] for port in wait_for_ports(context, have)}
        if ip.get("port_id") in own:
            return
        if not ip.get("port_id"):
            spot = find_free_spot(context, have, ip["floating_network_id"], ip["floating_network_id"])
            if update_attachment(context, ip, spot):
                add_address_entry(context, have, ip, spot)
                return
            ip = next(iter(list_objects(context, "floatingips", {"id": ip["id"]})), ip)
            if ip.get("port_id") in own:  # another task has attached it to this server
                add_address_entry(context, have, ip, spot)
                return
        raise in_use_error(ip)


class Pools(f.Part, f.Set):
    """External networks, by names or ids. The server has at least one floating IP of each."""

    def load(self, context, have):
        networks = {ip["floating_network_id"] for ip in list_attached_ips(context, have)}
        return [name for name in context.params[self.name] if networks and context.is_one_of(NETWORK_NAME, name, networks)]

    def check_before_creation(self, context, value):
        """Check before a server is created that the networks exist. Raises Missing, CloudError."""
        context.resolve_all(NETWORK_NAME, value)

    def store(self, context, have, current, value):
        new = [name for name in value if name not in current]
        externals = dict(zip(context.resolve_all(NETWORK_NAME, new), new))
        for external, name in externals.items():
            add_floating_ip(context, have, find_free_spot(context, have, external, name), external)


class AutoIP(f.Part, f.Bool):
    """Whether the server must have at least one floating IP, if that is possible.

    It is possible if a router that the project can see connects a subnet of the server to an external network. The option has no effect
    if that is not the case, or if the task sets `floating_ips` or `floating_ip_pools`.
    """

    def load(self, context, have):
        params = context.params
        if not params[self.name] or params.get("floating_ips") is not None or params.get("floating_ip_pools") or floating_addresses(have):
            return params[self.name]
        if not gateways(context) or not any(spot.external for spot in find_spots(context, have)):
            return params[self.name]
        return bool(list_attached_ips(context, have))

    def agrees(self, have, value, context):
        return have == value

    def store(self, context, have, current, value):
        spot = next(spot for spot in find_spots(context, have) if spot.external)
        add_floating_ip(context, have, spot, spot.external)

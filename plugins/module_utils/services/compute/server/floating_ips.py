# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Floating IPs of servers: which there are, where one can be attached, and attaching it so that no two servers get the same.

Nova shows the floating addresses of a server, but learns of a change some seconds late. That is good enough to see that a server has
one; which ones it has is asked of Neutron.
"""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.effects import Effects
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import (
    NETWORK_NAME,
    NOWHERE,
    find_at_address,
    find_external_networks,
    gateways,
    list_fixed_addresses,
    list_objects,
    ports_of,
    update_attachment,
    wait_for_ports,
)
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import MORE, UNKNOWN

KIND = "OS-EXT-IPS:type"
MAC = "OS-EXT-IPS-MAC:mac_addr"
OF_PROJECT = "floating IPs of the project"  # read once per task


def entries(have):
    """The addresses of a server as the compute API gave it: dicts of addr, version, type and MAC."""
    return [entry for listed in ((have or {}).get("addresses") or {}).values() for entry in listed]


def floating(have):
    """The floating addresses that the compute API shows of a server."""
    return [entry["addr"] for entry in entries(have) if entry.get(KIND) == "floating"]


def unsure(have):
    """Whether only the service knows the addresses of a server: in a dry run."""
    return (have or {}).get("addresses") is UNKNOWN


def spots(context, have):
    """Where floating IPs can be attached to a server, and the external network each leads to; looked up once per task."""
    key = ("spots", have["id"])
    if not context.fresh.get(key):
        context.fresh[key] = looked_up(context, have)
    return context.fresh[key]


def looked_up(context, have):
    there = wait_for_ports(context, have)
    return find_external_networks(context, there, list_fixed_addresses(there))


def of_project(context, have):
    """The floating IPs of a server's project, read once per task."""
    if OF_PROJECT not in context.fresh:
        owner = have.get("tenant_id") or context.session.access.project_id
        context.fresh[OF_PROJECT] = list_objects(context, "floatingips", {"project_id": owner})
    return context.fresh[OF_PROJECT]


def attached(context, have):
    """The floating IPs that are attached to a server, as Neutron knows it."""
    used = [ip for ip in of_project(context, have) if ip.get("port_id")]
    if all("device_id" in (ip.get("port_details") or {}) for ip in used):
        return [ip for ip in used if ip["port_details"]["device_id"] == have["id"]]
    own = {port["id"] for port in ports_of(context, have)}
    return [ip for ip in used if ip["port_id"] in own]


# -- changing it ------------------------------------------------------------------------------------------------------------


def add(context, have, spot, external):
    """Give a server a floating IP of an external network: an unused one of its project when `reuse_ips` says so, else a new one.

    A new one is created attached, by one request. One that is there is taken on condition that nobody has touched it since it was read.
    """
    if context.params.get("reuse_ips"):
        for ip in of_project(context, have):
            unused = not ip.get("port_id") and not ip.get("port_forwardings") and ip["floating_network_id"] == external
            if unused and update_attachment(context, ip, spot):
                return show(have, ip, spot)
            if unused and find_at_address(context, spot, external):
                break
    body = {"floating_network_id": external, "port_id": spot.port, "fixed_ip_address": spot.address}
    if have.get("tenant_id") not in (None, context.session.access.project_id):
        body["project_id"] = have["tenant_id"]  # an administrator at work on someone else's server
    try:
        effects = Effects({**body, "floating_ip_address": UNKNOWN, MORE: UNKNOWN}, at="/floatingips/")
        reply = context.session.request("network", "POST", "/floatingips", json={"floatingip": body}, key="floatingip", effects=effects)
        made = dict(reply.body["floatingip"], **body)
    except CloudError as error:
        made = find_at_address(context, spot, external) if error.status == 409 else None
        if not made:
            raise
    context.fresh.get(OF_PROJECT, []).append(made)
    return show(have, made, spot)


def show(have, ip, spot):
    """Let a server show a floating IP that Nova will learn of only later."""
    for entry_list in (have.get("addresses") or {}).values():
        for entry in entry_list:
            if entry["addr"] == spot.address and ip.get("floating_ip_address"):
                new = {"addr": ip["floating_ip_address"], "version": 4, KIND: "floating", MAC: entry.get(MAC)}
                return entry_list.append(new)
    return None


def hide(have, address):
    """Let a server no longer show a floating IP."""
    for name, entry_list in (have.get("addresses") or {}).items():
        have["addresses"][name] = [entry for entry in entry_list if not (entry["addr"] == address and entry.get(KIND) == "floating")]


def free_spot(context, have, external, network_name):
    """The first fixed address of a server that an external network can serve and that has no floating IP of it."""
    if not wait_for_ports(context, have):
        return NOWHERE
    taken = {ip.get("fixed_ip_address") for ip in attached(context, have) if ip["floating_network_id"] == external}
    found = [spot for spot in spots(context, have) if spot.address not in taken]
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
    """Exactly these floating IPs, by address, which must exist already. One that is attached elsewhere is never taken away."""

    def read(self, have):
        return UNKNOWN if unsure(have) else floating(have)

    def load(self, context, have):
        return [ip["floating_ip_address"] for ip in attached(context, have)]

    def agrees(self, have, value, context):
        return len(have) == len(value) and all(address is UNKNOWN or address in value for address in have)

    def foresee(self, context, value):
        """Before a server is created: the addresses must be there, and free."""
        for ip in [self.pick(of_project(context, {}), item) for item in value]:
            if ip.get("port_id"):
                raise in_use(ip)

    def store(self, context, have, current, value):
        known = of_project(context, have)
        wanted = [self.pick(known, item) for item in value]
        for ip in attached(context, have):
            if ip not in wanted:
                update_attachment(context, ip, NOWHERE)
                hide(have, ip["floating_ip_address"])
        for ip in wanted:
            self.attach(context, have, ip)

    def pick(self, known, item):
        found = next((ip for ip in known if item == ip.get("floating_ip_address")), None)
        if not found:
            raise CloudError(
                "There is no floating IP %s in this project" % item, service="network", hint="Create it with the module floating_ip"
            )
        return found

    def attach(self, context, have, ip):
        own = {port["id"] for port in wait_for_ports(context, have)}
        if ip.get("port_id") in own:
            return
        if not ip.get("port_id"):
            spot = free_spot(context, have, ip["floating_network_id"], ip["floating_network_id"])
            if update_attachment(context, ip, spot):
                show(have, ip, spot)
                return
            ip = next(iter(list_objects(context, "floatingips", {"id": ip["id"]})), ip)
            if ip.get("port_id") in own:  # another task did the same
                show(have, ip, spot)
                return
        raise in_use(ip)


def in_use(ip):
    return CloudError(
        "Floating IP %s is attached to something else (port %s)" % (ip["floating_ip_address"], ip.get("port_id") or "unknown"),
        service="network",
        hint="It is not taken away from there; detach it first",
    )


class Pools(f.Part, f.Set):
    """External networks, by name or id, of each of which the server has at least one floating IP."""

    def load(self, context, have):
        there = {ip["floating_network_id"] for ip in attached(context, have)}
        return [name for name in context.params[self.name] if there and context.is_one_of(NETWORK_NAME, name, there)]

    def foresee(self, context, value):
        """Before a server is created: the networks must be there."""
        context.resolve_all(NETWORK_NAME, value)

    def store(self, context, have, current, value):
        for name in value:
            if name not in current:
                external = context.resolve(NETWORK_NAME, name)
                add(context, have, free_spot(context, have, external, name), external)


class AutoIP(f.Part, f.Bool):
    """At least one floating IP, where one is possible: where a router that the project can see leads from a subnet of the server's to an
    external network. Where none is, or when the addresses are declared one by one, there is nothing to do."""

    def load(self, context, have):
        params = context.params
        if not params[self.name] or params.get("floating_ips") is not None or params.get("floating_ip_pools") or floating(have):
            return params[self.name]
        if not gateways(context) or not any(spot.external for spot in spots(context, have)):
            return params[self.name]
        return bool(attached(context, have))

    def agrees(self, have, value, context):
        return have == value

    def store(self, context, have, current, value):
        spot = next(spot for spot in spots(context, have) if spot.external)
        add(context, have, spot, spot.external)

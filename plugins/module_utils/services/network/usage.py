# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What uses a network, a subnet, a router or a security group: for the message of a removal that the service refuses."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import hints

SHOWN = 3  # users that a message names
REMOVED_WITH = ("network:dhcp", "network:distributed", "network:ha_router_replicated_interface")  # ports that go with their network
SERVER, ROUTER = ("compute:",), ("network:router", "network:ha_router")


def of_network(session, error):
    """The hint for a network or subnet that ports use. The arguments and the result are those of ``hints.declare``."""
    network, subnet = hints.id_in_url(error, "networks"), hints.id_in_url(error, "subnets")
    query = {"network_id": network} if network else {"fixed_ips": "subnet_id=%s" % subnet} if subnet else None
    return name_users(session, list_ports(session, query)) if query else ""


def of_security_group(session, error):
    """The same for a security group. Older releases ignore the filter, so that it is applied here as well."""
    group = hints.id_in_url(error, "security-groups")
    ports = list_ports(session, {"security_groups": group}) if group else ()
    return name_users(session, [port for port in ports if group in port.get("security_groups", ())])


def of_router(session, error):
    """The same for a router whose gateway or interface floating IPs need."""
    router = hints.id_in_url(error, "routers")
    found = list(session.list("network", "/floatingips", "floatingips", {"router_id": router})) if router else []
    return hints.used_by(["floating IP %s" % have["floating_ip_address"] for have in found[:SHOWN]], len(found[SHOWN:]))


def list_ports(session, query):
    """The ports that a query finds, as a list, without those that the service removes by itself. Raises CloudError."""
    ports = session.list("network", "/ports", "ports", query)
    return [port for port in ports if not str(port.get("device_owner")).startswith(REMOVED_WITH)]


def name_users(session, ports):
    """The hint that names the users of ports. Raises CloudError."""
    return hints.used_by([describe_user(session, port) for port in ports[:SHOWN]], len(ports[SHOWN:]))


def describe_user(session, port):
    """The server or router that a port belongs to, or the port itself, with its first address (text). Raises CloudError."""
    owner, device = str(port.get("device_owner") or ""), port.get("device_id")
    if device and owner.startswith(SERVER):
        user = "server %s" % hints.read_name(session, "compute", "/servers/%s" % device, "server")
    elif device and owner.startswith(ROUTER):
        user = "router %s" % hints.read_name(session, "network", "/routers/%s" % device, "router")
    else:
        user = "port %s" % ("'%s'" % port["name"] if port.get("name") else port["id"])
        user += " of %s" % owner if owner else ""
    address = next((fixed["ip_address"] for fixed in port.get("fixed_ips") or ()), None)
    return "%s (%s)" % (user, address) if address else user

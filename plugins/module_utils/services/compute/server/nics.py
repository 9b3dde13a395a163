# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The network interfaces of a server: how they are spelled, sent, compared with its ports, attached and detached; their groups."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server import floating_ips, foreseen
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.base import read
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import (
    NETWORK_NAME,
    PORT_NAME,
    SECURITY_GROUP_NAME,
    ports_of,
    wait_for_ports,
)
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

TARGETS = ("net-id", "net-name", "port-id", "port-name")
KEYS = {*TARGETS, "fixed-ip", "tag", "security-groups"}
ALIASES = {
    "uuid": "net-id",
    "network": "net-name",
    "port": "port-id",
    "address": "fixed-ip",
    "v4-fixed-ip": "fixed-ip",
    "v6-fixed-ip": "fixed-ip",
}
BY_NAME_ALONE = {"net-name", "tag"}  # nics of no other keys can be compared without asking for ports


class Plan:
    """What is to be done to the ports of a server. ``missing``: nics as sent to the API. ``extra``: ports that no nic asks for.
    ``regroup``: (port, ids of the groups it shall have). ``own``: ids of the ports with groups of their own."""

    def __init__(self, missing=(), extra=(), regroup=(), own=()):
        self.missing, self.extra, self.regroup, self.own = list(missing), list(extra), list(regroup), set(own)

    @property
    def done(self):
        return not (self.missing or self.extra or self.regroup)


class Nics(f.Part, f.Str):
    """The networks of a server, as a list of dicts or strings ("net-name=web,v4-fixed-ip=192.0.2.5"), or V(auto) or V(none).

    Compared by the networks' names when that tells enough, else by the ports. A missing one is attached; one too many is detached
    when `purge_nics` says so, else told as drift.
    """

    def read(self, have):
        known = have.get("addresses")
        return known if known in (None, UNKNOWN) else sorted(known)

    def parsed(self, value):
        """A list of dicts with some of KEYS, or "auto" or "none". An empty list says nothing: to take away all needs the word."""
        if value in ([], ["auto"], ["none"]):
            return value[0] if value else "auto"
        nics = []
        for item in value if isinstance(value, list) else [{"net-name": value}]:
            nics += [one_nic(part, item) for part in (split_nic(item) if isinstance(item, str) else [item])]
        return nics

    def wire(self, value, context):
        """As the request that creates a server takes it; groups are no part of that."""
        nics = self.parsed(value)
        if isinstance(nics, str):
            return nics
        return [{key: part for key, part in self.wire_nic(nic, context).items() if key != "groups"} for nic in nics]

    def wire_nic(self, nic, context):
        port = nic.get("port-id") or nic.get("port-name")
        if port:
            made = {"port": context.resolve(PORT_NAME, port)}
        else:
            made = {"uuid": context.resolve(NETWORK_NAME, nic.get("net-id") or nic["net-name"])}
        made.update({key: nic[name] for key, name in (("fixed_ip", "fixed-ip"), ("tag", "tag")) if nic.get(name)})
        if "security-groups" in nic:
            made["groups"] = sorted(context.resolve_all(SECURITY_GROUP_NAME, nic["security-groups"]))
        return made

    def load(self, context, have):
        plan = planned(context, have, self, context.params[self.name])
        purges = context.params.get("purge_nics")
        if plan.extra and not purges:
            self.tell(context, have, plan)
        if not (plan.missing or plan.regroup or (plan.extra and purges)):
            return None
        return [described(have, port) for port in ports_of(context, have)]

    def tell(self, context, have, plan):
        """Ports that nobody declared are left alone, and told."""
        extra = [described(have, port) for port in plan.extra]
        field = f.Field(remedy="Set `purge_nics: true` to detach what is not declared").bind(self.name)
        context.resource.told_drift(context, have, field, extra, context.params[self.name], partly=bool(plan.missing or plan.regroup))

    def agrees(self, have, value, context):
        return have is None

    def store(self, context, have, current, value):
        plan = planned(context, have, self, value)
        for nic in plan.missing:
            self.attach(context, have, nic)
        if context.params.get("purge_nics"):
            for port in plan.extra:
                detach(context, have, port["id"])
        if plan.missing or (plan.extra and context.params.get("purge_nics")):
            renewed(context, have)
            plan = planned(context, have, self, value)
        regroup(context, have, plan.regroup)
        if plan.regroup:
            have.update(read(context, have) or {})

    def attach(self, context, have, nic):
        body = {"port_id": nic["port"]} if nic.get("port") else {"net_id": nic["uuid"]}
        if nic.get("fixed_ip"):
            body["fixed_ips"] = [{"ip_address": nic["fixed_ip"]}]
        if nic.get("tag"):
            body["tag"] = nic["tag"]
        context.act(have, "POST /os-interface", {"interfaceAttachment": body})


def one_nic(part, item):
    """A dict with some of KEYS, from one as a user writes it. ``item``: what it is a part of, for the error."""
    keys = {key: key.replace("_", "-") for key, given in part.items() if given not in (None, "")}
    nic = {ALIASES.get(normal, normal): part[key] for key, normal in keys.items()}
    if set(nic) - KEYS or len(set(nic) & set(TARGETS)) != 1:
        raise CloudError(
            "'%s' does not say which network or port is meant" % (item,),
            hint="Use one of net-id, net-name, port-id and port-name, and maybe v4-fixed-ip, v6-fixed-ip, tag and security-groups",
        )
    if len(nic) < len(keys):
        raise CloudError(
            "'%s' says in two ways what can be said but once" % (item,),
            service="compute",
            hint="Give one address for each; a port that was made before may have several",
        )
    groups = nic.get("security-groups")
    nic = {key: str(value) for key, value in nic.items()}
    if groups is not None:
        nic["security-groups"] = groups if isinstance(groups, list) else [name for name in str(groups).split(";") if name]
    return nic


def split_nic(text):
    """The dicts that a string means: it may name several networks, each with what belongs to it."""
    nics = []
    for part in text.split(","):
        key, sign, value = part.strip().partition("=")
        if key.startswith(("net-", "port-")) or not nics:
            nics.append({})
        nics[-1][key] = value
    return nics


def serves(port, nic):
    """Whether a port is what a nic, as sent to the API, asks for."""
    return (
        nic.get("port") in (None, port["id"])
        and (port["network_id"] is UNKNOWN or nic.get("uuid") in (None, port["network_id"]))
        and ("fixed_ip" not in nic or port.get("fixed_ips") is UNKNOWN or f.ip(nic["fixed_ip"]) in map(f.ip, addresses_of(port)))
    )


def addresses_of(port):
    """The addresses of a port; UNKNOWN, also for one of them, when only the service knows."""
    fixed = port.get("fixed_ips")
    return fixed if fixed is UNKNOWN else [one["ip_address"] for one in fixed or ()]


def is_guess(nic, ports):
    """Whether only a port whose address nobody knows yet may be what a nic asks for: who asks for no address comes first there."""
    unsure = any(port.get("fixed_ips") is UNKNOWN for port in ports)
    return unsure and "fixed_ip" in nic and not any(port.get("fixed_ips") is not UNKNOWN and serves(port, nic) for port in ports)


def planned(context, have, field, value):
    """The Plan for a server, made once in a task and again after a change."""
    key = "nics", have["id"]
    if key not in context.fresh:
        context.fresh[key] = compared(context, have, field, field.parsed(value))
    return context.fresh[key]


def compared(context, have, field, nics):
    if nics == "auto":
        return Plan()
    if nics == "none":
        return Plan(extra=ports_of(context, have) if have.get("addresses") not in (None, {}) else ())
    if have.get("status") in (None, "BUILD") and not any("security-groups" in nic for nic in nics):
        return Plan()
    if all(set(nic) <= BY_NAME_ALONE for nic in nics) and sorted(nic["net-name"] for nic in nics) == networks_of(have):
        return Plan()
    ports = wait_for_ports(context, have)
    return context.prefer_remembered_names(
        lambda names: [field.wire_nic(nic, names) for nic in nics],
        lambda _names, wanted: assigned(ports, wanted),
        lambda plan: plan.done,
    )


def assigned(ports, nics):
    """The Plan that makes these ports what nics, as sent to the API, ask for."""
    left, plan = list(ports), Plan()
    for nic in sorted(nics, key=lambda nic: (is_guess(nic, ports), "port" not in nic, "fixed_ip" not in nic)):
        met = next((port for port in left if serves(port, nic)), None)
        if met is None:
            plan.missing.append(nic)
            continue
        left.remove(met)
        if "groups" in nic:
            plan.own.add(met["id"])
            if sorted(met["security_groups"]) != nic["groups"]:
                plan.regroup.append((met, nic["groups"]))
    plan.extra = left
    return plan


def networks_of(have):
    """The name of the network of each port of a server, as Nova shows it: a port may have no address."""
    ports = {(name, entry.get(floating_ips.MAC)) for name, entries in (have.get("addresses") or {}).items() for entry in entries or [{}]}
    return sorted(name for name, _mac in ports)


def described(have, port):
    """A port of a server, for people."""
    macs = {entry.get(floating_ips.MAC): name for name, entries in (have.get("addresses") or {}).items() for entry in entries}
    network = macs.get(port.get("mac_address")) or (UNKNOWN if have.get("addresses") is UNKNOWN else port["network_id"])
    return {"network": network, "port": port["id"], "addresses": addresses_of(port)}


def detach(context, have, port_id):
    """Take a port off a server, and wait until it is off. A port that Nova made goes with that."""
    context.act(have, "DELETE /os-interface/{}", part=port_id, microversion=None, allow=(404,))
    if context.waits:

        def off(listed):
            return all(port["id"] != port_id for port in listed)

        context.wait("port %s" % port_id, lambda: ports_of(context, have, refresh=True), off)


def regroup(context, have, changes):
    """Give ports of a server other groups, the names of which the server shows. ``changes``: (port, ids of its groups)."""
    for number, (port, groups) in enumerate(changes, 1):
        effects = (lambda: foreseen.regrouped(context, have)) if number == len(changes) else None
        PORT_NAME.update(context.at(PORT_NAME), port, {"security_groups": groups}, effects=effects)
        port["security_groups"] = groups


def renewed(context, have):
    """Read a server and its ports anew, after interfaces came or went."""
    for key in (("nics", have["id"]), ("network.port", have["id"], "all"), ("spots", have["id"])):
        context.fresh.pop(key, None)
    context.parts.pop("security_groups", None)
    have.update(read(context, have) or {})


# -- the groups of all ports ------------------------------------------------------------------------------------------------


def names_of_groups(context, groups):
    """The names of security groups that are given by names or ids."""
    group = SECURITY_GROUP_NAME
    return [group.get(context.at(group), item)["name"] if group.is_id(item) else item for item in groups]


class SecurityGroups(f.Part, f.Set):
    """The security groups of every port of a server that has port security, by names or ids; of those ports excepted that have groups of
    their own in `nics`.

    Nova shows the names on all ports together. With one port that says it all; with more the ports are compared with each other.
    """

    def read(self, have):
        groups = have.get("security_groups")
        return groups if groups is UNKNOWN else sorted({group["name"] for group in groups or ()})

    def load(self, context, have):
        names = self.read(have)
        own = self.apart(context, have)
        if names is UNKNOWN and not own:
            return names
        if not own and len({entry.get(floating_ips.MAC) for entry in floating_ips.entries(have)}) <= 1:
            return names
        ports = [port for port in ports_of(context, have) if port.get("port_security_enabled", True) and port["id"] not in own]
        sets = {tuple(sorted(port["security_groups"])) for port in ports}
        if own:  # what Nova shows is a mixture then
            agrees = context.prefer_remembered_names(
                lambda known: tuple(sorted(known.resolve_all(SECURITY_GROUP_NAME, context.params[self.name]))),
                lambda _known, wanted: sets <= {wanted},
            )
            return context.params[self.name] if agrees else names + ["(and others)"]
        return names if len(sets) <= 1 else ["%s (not on every port)" % name for name in names]

    @staticmethod
    def apart(context, have):
        """The ids of ports with groups of their own."""
        nics = context.params.get("nics")
        if not nics or have.get("status") is None:
            return set()
        field = context.resource.fields["nics"]
        parsed = field.parsed(nics)
        if isinstance(parsed, str) or not any("security-groups" in nic for nic in parsed):
            return set()
        return planned(context, have, field, nics).own

    def agrees(self, have, value, context):
        return have == value or set(have) == set(self.names(value, context))

    def names(self, value, context):
        return names_of_groups(context, value)

    def foresee(self, context, value):
        context.resolve_all(SECURITY_GROUP_NAME, value)

    def wire(self, value, context):
        return [{"name": item} for item in value]

    def store(self, context, have, current, value):
        wanted = context.resolve_all(SECURITY_GROUP_NAME, value)
        own = self.apart(context, have)
        free = [port for port in wait_for_ports(context, have) if port.get("port_security_enabled", True) and port["id"] not in own]
        regroup(context, have, [(port, wanted) for port in free if sorted(port["security_groups"]) != sorted(wanted)])
        have["security_groups"] = self.wire(self.names(value, context), context)

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The network interfaces of a server: parsing, comparing with its ports, attaching, detaching; the security groups of the ports."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.option_types import SCALAR, require_type
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server import floating_ips, predictions
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
COMPARED_BY_NAME = {"net-name", "tag"}  # nics that have only these keys are compared without reading the ports


class Plan:
    """The changes that the ports of a server require.

    ``missing``: nics to attach, in the form of the API. ``extra``: ports that no nic declares. ``group_changes``: (port, ids of its new
    security groups). ``own_groups``: ids of the ports whose nic declares `security-groups`.
    """

    def __init__(self, missing=(), extra=(), group_changes=(), own_groups=()):
        self.missing, self.extra, self.group_changes, self.own_groups = list(missing), list(extra), list(group_changes), set(own_groups)

    @property
    def done(self):
        """Whether nothing has to be changed."""
        return not (self.missing or self.extra or self.group_changes)


class Nics(f.Part, f.Str):
    """The network interfaces of a server, as a list of dicts or strings ("net-name=web,v4-fixed-ip=192.0.2.5"), or "auto" or "none".

    They are compared by the names of the networks if that is sufficient, else by the ports. A missing interface is attached. A further
    one is detached if the task sets `purge_nics`, else it is reported as drift.
    """

    kinds = (NETWORK_NAME.kind, PORT_NAME.kind, SECURITY_GROUP_NAME.kind)  # of the objects that a value can name

    def read(self, have):
        known = have.get("addresses")
        return known if known in (None, UNKNOWN) else sorted(known)

    def check_type(self, value, where):
        for number, item in enumerate(value if isinstance(value, list) else ()):
            place = "%s[%d]" % (where, number)
            require_type(item, ("dict", "str"), place)
            for key, part in item.items() if isinstance(item, dict) else ():
                is_groups = str(key).replace("_", "-") == "security-groups"
                require_type(part, (*SCALAR, "null", *["list"] * is_groups), "%s.%s" % (place, key))
                for at, name in enumerate(part if isinstance(part, list) else ()):
                    require_type(name, SCALAR, "%s.%s[%d]" % (place, key, at))

    def references(self, value):
        try:
            nics = self.parse_nics(value)
        except CloudError:
            return  # the task itself says what is wrong
        for nic in nics if isinstance(nics, list) else ():
            for key, kind in (("net-name", NETWORK_NAME.kind), ("port-name", PORT_NAME.kind)):
                if nic.get(key):
                    yield kind, nic[key]
            yield from ((SECURITY_GROUP_NAME.kind, group) for group in nic.get("security-groups") or ())

    def requirements(self, value, where):
        nics = self.parse_nics(value)
        if not isinstance(nics, str) and any("tag" in nic for nic in nics):
            yield "%s.tag" % where, "2.42"

    def parse_nics(self, value):
        """A list of dicts with some of KEYS, or "auto" or "none". An empty list means "auto"; only "none" removes all interfaces.

        Raises CloudError.
        """
        if value in ([], ["auto"], ["none"]):
            return value[0] if value else "auto"
        nics = []
        for item in value if isinstance(value, list) else [{"net-name": value}]:
            nics += [normalize_nic(part, item) for part in (split_nic(item) if isinstance(item, str) else [item])]
        return nics

    def wire(self, value, context):
        """The networks as the creation of a server takes them, without security groups. Raises Missing, CloudError."""
        nics = self.parse_nics(value)
        if isinstance(nics, str):
            return nics
        return [{key: part for key, part in nic.items() if key != "groups"} for nic in self.wire_nics(nics, context)]

    def wire_nics(self, nics, context):
        """Parsed nics as the API takes them, each port and each address once. Raises Missing, CloudError."""
        return f.distinct([self.wire_nic(nic, context) for nic in nics], nic_key)

    def wire_nic(self, nic, context):
        """One nic as the API takes it, with the ids of its security groups as "groups". Raises Missing, CloudError."""
        port = nic.get("port-id") or nic.get("port-name")
        if port:
            wired = {"port": context.resolve(PORT_NAME, port)}
        else:
            wired = {"uuid": context.resolve(NETWORK_NAME, nic.get("net-id") or nic["net-name"])}
        wired.update({key: nic[name] for key, name in (("fixed_ip", "fixed-ip"), ("tag", "tag")) if nic.get(name)})
        if "security-groups" in nic:
            wired["groups"] = sorted(set(context.resolve_all(SECURITY_GROUP_NAME, nic["security-groups"])))
        return wired

    def look(self, context, have):
        return sorted(ports_of(context, have), key=lambda port: (port.get("created_at") or "", port["id"]))

    def declare(self, value, context):
        """The ports by their names; a port without a name, which the compute service creates, by its network."""
        nics = [
            {"port-name": context.name_of(PORT_NAME, port["id"])}
            if port.get("name")
            else {"net-name": context.name_of(NETWORK_NAME, port["network_id"])}
            for port in value
        ]
        return nics or ["none"]

    def load(self, context, have):
        plan = get_plan(context, have, self, context.params[self.name])
        purges = context.params.get("purge_nics")
        if plan.extra and not purges:
            self.report_extra_ports(context, have, plan)
        if not (plan.missing or plan.group_changes or (plan.extra and purges)):
            return None
        return [describe_port(have, port) for port in ports_of(context, have)]

    def report_extra_ports(self, context, have, plan):
        """Report the ports that the task does not declare as drift."""
        extra = [describe_port(have, port) for port in plan.extra]
        field = f.Field(remedy="Set `purge_nics: true` to detach interfaces that are not declared").bind(self.name)
        partly = bool(plan.missing or plan.group_changes)
        context.resource.report_part_drift(context, have, field, extra, context.params[self.name], partly=partly)

    def agrees(self, have, value, context):
        return have is None

    def store(self, context, have, current, value):
        plan = get_plan(context, have, self, value)
        for nic in plan.missing:
            self.attach(context, have, nic)
        if context.params.get("purge_nics"):
            for port in plan.extra:
                detach(context, have, port["id"])
        if plan.missing or (plan.extra and context.params.get("purge_nics")):
            reload_ports(context, have)
            plan = get_plan(context, have, self, value)
        update_security_groups(context, have, plan.group_changes)
        if plan.group_changes:
            have.update(read(context, have) or {})

    def attach(self, context, have, nic):
        """Create the interface for a nic, which is in the form of the API. Raises CloudError."""
        body = {"port_id": nic["port"]} if nic.get("port") else {"net_id": nic["uuid"]}
        if nic.get("fixed_ip"):
            body["fixed_ips"] = [{"ip_address": nic["fixed_ip"]}]
        if nic.get("tag"):
            body["tag"] = nic["tag"]
        context.act(have, "POST /os-interface", {"interfaceAttachment": body})


def nic_key(nic):
    """A value that is equal for two nics, in the form of the API, of the same port or address; None for a nic that may occur repeatedly."""
    return nic.get("port") or (nic.get("fixed_ip") and (nic["uuid"], f.ip(nic["fixed_ip"])))


def normalize_nic(part, item):
    """A nic as a dict with some of KEYS, from a dict with any spelling. ``item``: the entry of the option, for the error.

    Raises CloudError.
    """
    keys = {key: key.replace("_", "-") for key, value in part.items() if value not in (None, "")}
    nic = {ALIASES.get(normal, normal): part[key] for key, normal in keys.items()}
    if set(nic) - KEYS or len(set(nic) & set(TARGETS)) != 1:
        raise CloudError(
            "'%s' does not name exactly one network or port, or has an unknown key" % (item,),
            hint="Use one of net-id, net-name, port-id and port-name; v4-fixed-ip, v6-fixed-ip, tag and security-groups are optional",
        )
    if len(nic) < len(keys):
        raise CloudError(
            "'%s' sets the same attribute twice" % (item,),
            service="compute",
            hint="Give one address for each interface; for several addresses, create a port and name it",
        )
    groups = nic.get("security-groups")
    nic = {key: str(value) for key, value in nic.items()}
    if groups is not None:
        nic["security-groups"] = groups if isinstance(groups, list) else [name for name in str(groups).split(";") if name]
    return nic


def split_nic(text):
    """The nics in a string, as a list of dicts. The string may name several networks, each followed by its other keys."""
    nics = []
    for part in text.split(","):
        key, sign, value = part.strip().partition("=")
        if key.startswith(("net-", "port-")) or not nics:
            nics.append({})
        nics[-1][key] = value
    return nics


def port_matches(port, nic):
    """Whether a port has the attributes of a nic, which is in the form of the API."""
    return (
        nic.get("port") in (None, port["id"])
        and (port["network_id"] is UNKNOWN or nic.get("uuid") in (None, port["network_id"]))
        and ("fixed_ip" not in nic or port.get("fixed_ips") is UNKNOWN or f.ip(nic["fixed_ip"]) in map(f.ip, port_addresses(port)))
    )


def port_addresses(port):
    """The addresses of a port, as a list; UNKNOWN, or a list with UNKNOWN, in check mode."""
    fixed = port.get("fixed_ips")
    return fixed if fixed is UNKNOWN else [entry["ip_address"] for entry in fixed or ()]


def matches_only_unknown(nic, ports):
    """Whether a nic declares an address that only a port with unknown addresses may have.

    Nics without an address get such a port first.
    """
    known = [port for port in ports if port.get("fixed_ips") is not UNKNOWN]
    return len(known) < len(ports) and "fixed_ip" in nic and not any(port_matches(port, nic) for port in known)


def get_plan(context, have, field, value):
    """The Plan for a server; made once per task, and again after a change of the interfaces. Raises Missing, CloudError."""
    key = "nics", have["id"]
    if key not in context.fresh:
        context.fresh[key] = make_plan(context, have, field, field.parse_nics(value))
    return context.fresh[key]


def make_plan(context, have, field, nics):
    """The Plan that makes the ports of a server agree with parsed nics. ``field``: the option. Raises Missing, CloudError."""
    if nics == "auto":
        return Plan()
    if nics == "none":
        return Plan(extra=ports_of(context, have) if have.get("addresses") not in (None, {}) else ())
    if have.get("status") in (None, "BUILD") and not any("security-groups" in nic for nic in nics):
        return Plan()
    if all(set(nic) <= COMPARED_BY_NAME for nic in nics) and sorted(nic["net-name"] for nic in nics) == list_network_names(have):
        return Plan()
    ports = wait_for_ports(context, have)
    return context.prefer_remembered_names(
        lambda names: field.wire_nics(nics, names),
        lambda _names, wanted: assign_ports(ports, wanted),
        lambda plan: plan.done,
    )


def assign_ports(ports, nics):
    """The Plan that makes these ports agree with nics, which are in the form of the API."""
    remaining, plan = list(ports), Plan()
    for nic in sorted(nics, key=lambda nic: (matches_only_unknown(nic, ports), "port" not in nic, "fixed_ip" not in nic)):
        match = next((port for port in remaining if port_matches(port, nic)), None)
        if match is None:
            plan.missing.append(nic)
            continue
        remaining.remove(match)
        if "groups" in nic:
            plan.own_groups.add(match["id"])
            if sorted(match["security_groups"]) != nic["groups"]:
                plan.group_changes.append((match, nic["groups"]))
    plan.extra = remaining
    return plan


def list_network_names(have):
    """The name of the network of each port of a server as Nova shows it, sorted. A port without addresses counts as well."""
    ports = {(name, entry.get(floating_ips.MAC)) for name, entries in (have.get("addresses") or {}).items() for entry in entries or [{}]}
    return sorted(name for name, _mac in ports)


def describe_port(have, port):
    """A port of a server as diffs and messages show it, as a dict."""
    macs = {entry.get(floating_ips.MAC): name for name, entries in (have.get("addresses") or {}).items() for entry in entries}
    network = macs.get(port.get("mac_address")) or (UNKNOWN if have.get("addresses") is UNKNOWN else port["network_id"])
    return {"network": network, "port": port["id"], "addresses": port_addresses(port)}


def detach(context, have, port_id):
    """Detach a port from a server and wait until it is detached. Nova deletes the port if Nova created it. Raises CloudError."""
    context.act(have, "DELETE /os-interface/{}", part=port_id, microversion=None, allow=(404,))
    if context.waits:

        def is_detached(ports):
            return all(port["id"] != port_id for port in ports)

        context.wait("port %s" % port_id, lambda: ports_of(context, have, refresh=True), is_detached)


def update_security_groups(context, have, changes):
    """Set the security groups of ports of a server. ``changes``: list of (port, ids of its groups). Raises CloudError."""
    for number, (port, groups) in enumerate(changes, 1):
        # the server shows the groups of all its ports, so that one prediction after the last change is sufficient
        effects = (lambda: predictions.security_group_effects(context, have)) if number == len(changes) else None
        PORT_NAME.update(context.at(PORT_NAME), port, {"security_groups": groups}, effects=effects)
        port["security_groups"] = groups


def reload_ports(context, have):
    """Read a server again and discard what is known of its ports, after interfaces were attached or detached."""
    for key in (("nics", have["id"]), ("network.port", have["id"], "all"), ("spots", have["id"])):
        context.fresh.pop(key, None)
    context.parts.pop("security_groups", None)
    have.update(read(context, have) or {})


# -- the groups of all ports ------------------------------------------------------------------------------------------------


def group_names(context, groups):
    """The names of security groups that are given by names or ids, as a list. Raises Missing, CloudError."""
    group = SECURITY_GROUP_NAME
    return [group.get(context.at(group), item)["name"] if group.is_id(item) else item for item in groups]


class SecurityGroups(f.Part, f.Set):
    """The security groups of the ports of a server, by names or ids.

    The option applies to ports with port security, except those whose nic declares `security-groups`. Nova shows one list with the names
    of the groups of all ports. This is sufficient for a server with one port; several ports are read and compared with each other.
    """

    def read(self, have):
        groups = have.get("security_groups")
        return groups if groups is UNKNOWN else sorted({group["name"] for group in groups or ()})

    def look(self, context, have):
        """The groups of the ports that the compute service creates; UNKNOWN if there are none: other ports have their own groups."""
        ports = ports_of(context, have)
        return UNKNOWN if all(port.get("name") for port in ports) else self.read(have)

    def load(self, context, have):
        names = self.read(have)
        own = self.ports_with_own_groups(context, have)
        if names is UNKNOWN and not own:
            return names
        if not own and len({entry.get(floating_ips.MAC) for entry in floating_ips.address_entries(have)}) <= 1:
            return names
        ports = [port for port in ports_of(context, have) if port.get("port_security_enabled", True) and port["id"] not in own]
        sets = {tuple(sorted(port["security_groups"])) for port in ports}
        if own:  # the list that Nova shows has the groups of these ports as well
            agrees = context.prefer_remembered_names(
                lambda known: tuple(sorted(known.resolve_all(SECURITY_GROUP_NAME, context.params[self.name]))),
                lambda _known, wanted: sets <= {wanted},
            )
            return context.params[self.name] if agrees else names + ["(and others)"]
        return names if len(sets) <= 1 else ["%s (not on every port)" % name for name in names]

    @staticmethod
    def ports_with_own_groups(context, have):
        """The ids of the ports whose nic declares `security-groups`, as a set."""
        nics = context.params.get("nics")
        if not nics or have.get("status") is None:
            return set()
        field = context.resource.fields["nics"]
        parsed = field.parse_nics(nics)
        if isinstance(parsed, str) or not any("security-groups" in nic for nic in parsed):
            return set()
        return get_plan(context, have, field, nics).own_groups

    def agrees(self, have, value, context):
        return have == value or set(have) == set(group_names(context, value))

    def check_before_creation(self, context, value):
        """Check before a server is created that the groups exist. Raises Missing, CloudError."""
        context.resolve_all(SECURITY_GROUP_NAME, value)

    def wire(self, value, context):
        identifiers = dict(zip(value, context.resolve_all(SECURITY_GROUP_NAME, value)))
        return [{"name": item} for item in f.distinct(value, identifiers.get)]

    def store(self, context, have, current, value):
        wanted = f.distinct(context.resolve_all(SECURITY_GROUP_NAME, value), str)
        own = self.ports_with_own_groups(context, have)
        free = [port for port in wait_for_ports(context, have) if port.get("port_security_enabled", True) and port["id"] not in own]
        update_security_groups(context, have, [(port, wanted) for port in free if sorted(port["security_groups"]) != sorted(wanted)])
        have["security_groups"] = self.wire(group_names(context, value), context)

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Security groups of the network service, and their rules.

A rule cannot be changed, and its attributes identify it. Two spellings of a rule count as one rule, since the API refuses the second one
as a duplicate.
"""

from __future__ import annotations

import contextlib
import copy
import re

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import DRIFT, Attribute, Bool, Int, Option, Part, Ref, Str, Tags
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.overlay import new_id
from ansible_collections.stratus.openstack.plugins.module_utils.resource import REVISION_TRIES
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.address_pools import ADDRESS_GROUP
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import (
    SECURITY_GROUP_NAME,
    TAG_FILTERS,
    Cidr,
    Neutron,
    project,
    tag_filters,
    tenant,
)
from ansible_collections.stratus.openstack.plugins.module_utils.table import NoObject

# the IANA numbers of the protocols that the API accepts by name (source: the network API reference)
NUMBERED = (
    "hopopt=0 ip=0 icmp=1 igmp=2 ipip=4 tcp=6 egp=8 udp=17 dccp=33 ipv6-encap=41 ipv6-route=43 ipv6-frag=44 rsvp=46 gre=47 esp=50 ah=51"
    " icmpv6=58 ipv6-icmp=58 ipv6-nonxt=59 ipv6-opts=60 ospf=89 vrrp=112 pgm=113 sctp=132 udplite=136"
)
PROTOCOLS = {name: int(number) for name, number in (word.split("=") for word in NUMBERED.split())}
WITH_PORTS = {6, 17, 33, 132, 136}
ICMP, ICMPV6 = 1, 58
EVERYWHERE = ("0.0.0.0/0", "::/0")
REMOTES = ("remote_ip_prefix", "remote_group", "remote_group_id", "remote_address_group", "remote_address_group_id")
SHOWN_RULES = 3  # in the message of an error


def protocol_number(protocol, ethertype):
    """The number of a protocol that is given by name or number; None for any protocol. With IPv6, ICMP is ICMPv6."""
    text = "" if protocol is None else str(protocol).strip().lower()
    if text in ("", "any", "-1"):
        return None
    number = PROTOCOLS.get(text, int(text) if text.isdigit() else text)
    return ICMPV6 if number == ICMP and ethertype == "IPv6" else number


def port_range(rule, number):
    """(first port, last port) of a rule; for ICMP, (type, code). None is any value. Each spelling of "all ports" gives (None, None)."""
    first, last = ((None if rule.get(name) in (None, "", -1) else int(rule[name])) for name in ("port_range_min", "port_range_max"))
    all_ports = (first or 0) <= 1 and last == 65535
    return (None, None) if all_ports and (number is None or number in WITH_PORTS) else (first, last)


def rule_key(rule):
    """A tuple that is equal for two rules, dicts by the API's names, if the API treats them as the same rule."""
    ethertype = rule.get("ethertype") or "IPv4"
    number = protocol_number(rule.get("protocol"), ethertype)
    prefix = f.cidr(rule["remote_ip_prefix"]) if rule.get("remote_ip_prefix") else None
    return (
        rule["direction"],
        ethertype,
        number,
        port_range(rule, number),
        None if prefix in EVERYWHERE else prefix,
        rule.get("remote_group_id") or None,
        rule.get("remote_address_group_id") or None,
    )


def describe_rule(rule):
    """A rule, a dict by the names of the API or of the options, in words for messages."""
    first, last = ((rule.get(name) if rule.get(name) not in (None, "") else "") for name in ("port_range_min", "port_range_max"))
    ports = "" if (first, last) == ("", "") else str(first) if first == last else "%s-%s" % (first, last)
    remote = next((rule[name] for name in REMOTES if rule.get(name)), None)
    words = [rule.get("direction"), rule.get("ethertype") or rule.get("ether_type"), rule.get("protocol") or "any protocol", ports]
    return " ".join(str(word) for word in words if word) + (" with %s" % remote if remote else "")


@contextlib.contextmanager
def naming(*rules):
    """A context manager: the message of a CloudError names the rules that it can be about, by the values in the message."""
    try:
        yield
    except CloudError as error:
        words = re.findall(r"[\w./:-]*\w", error.message)
        # the value that the message mentions first: the values that would be valid may follow
        first = next((word for word in words if any(word in mentionable(rule) for rule in rules)), None)
        named = [rule for rule in rules if first in mentionable(rule)] or list(rules)
        shown = "; ".join(describe_rule(rule) for rule in named[:SHOWN_RULES])
        more = len(named) - SHOWN_RULES
        what = "rule %s" if len(named) == 1 else "one of the rules %s"
        error.about(what % shown + (" and %d more" % more if more > 0 else ""))
        raise


def mentionable(rule):
    """The values of a rule (set of texts) by which a message can name it."""
    number = protocol_number(rule.get("protocol"), rule.get("ethertype"))
    values = [number, *(rule.get(name) for name in ("protocol", "port_range_min", "port_range_max", *REMOTES))]
    return {str(value) for value in values if value not in (None, "")}


def check_ports(number, first, last):
    """Raises CloudError for a wrong range of ports. The API names no values there, and calls half a range one in the wrong order."""
    if number is None and (first, last) != (None, None):
        raise CloudError("port_range_min and port_range_max need a protocol", hint="Set `protocol`, to tcp for instance")
    if number not in WITH_PORTS or first == last:
        return
    if first is None or last is None:
        given, missing = ("port_range_min", "port_range_max") if last is None else ("port_range_max", "port_range_min")
        raise CloudError("%s is set without %s" % (given, missing), hint="Set both; they are equal for a single port")
    if first > last:
        raise CloudError("port_range_min %d is greater than port_range_max %d" % (first, last))


class Protocol(Str):
    """The protocol of a rule, by name or number. Each spelling of "any" is sent as null."""

    def wire(self, value, context):
        return None if protocol_number(value, None) is None else str(value).lower()


RULE_FIELDS = {
    name: field.bind(name)
    for name, field in {
        "direction": Str(default="ingress", choices=["egress", "ingress"], filterable=True, usual="ingress"),
        "ether_type": Str(
            api="ethertype", default="IPv4", choices=["IPv4", "IPv6"], returned="ether_type", filterable=True, usual="IPv4"
        ),
        "protocol": Protocol(initial=None),
        "port_range_min": Int(filterable=True, initial=None),
        "port_range_max": Int(filterable=True, initial=None),
        "remote_ip_prefix": Cidr(initial=None),
        "remote_group": Ref(None, api="remote_group_id", filterable=True, initial=None),  # target: see SECURITY_GROUP below
        "remote_address_group": Ref(ADDRESS_GROUP, api="remote_address_group_id", filterable=True, initial=None),
        "description": Str(initial=""),
    }.items()
}


def rule_body(options, group, context):
    """The options of a rule as a dict by the API's names. Raises Missing, CloudError.

    ``group``: the group of the rule. A remote group with the name of this group is this group, even if other groups have the same name.
    """
    with naming(options):
        if options.get("remote_group") in (group["name"], group["id"]):
            options = dict(options, remote_group=group["id"])
        body = {field.api: field.wire(options[name], context) for name, field in RULE_FIELDS.items() if options.get(name) is not None}
        number = protocol_number(body.get("protocol"), body["ethertype"])
        first, last = port_range(body, number)
        check_ports(number, first, last)
    body.update(port_range_min=first, port_range_max=last)
    return {name: value for name, value in body.items() if value is not None}


def rule_bodies(rules, group, context):
    """The options of several rules as a list of dicts by the API's names. Raises Missing, CloudError."""
    return [rule_body(options, group, context) for options in rules]


def rule_options(rule):
    """A rule as a dict by the names of the options, without empty values. ``rule``: a dict by the names of the API or of the options."""
    options = {name: rule.get(field.api, rule.get(name)) for name, field in RULE_FIELDS.items()}
    return {name: value for name, value in options.items() if value not in (None, "")}


class Rules(Part):
    """The complete list of a group's rules. Missing rules are added before others are removed; rules that are as declared stay."""

    kind = "list"
    kinds = ("network.security_group", ADDRESS_GROUP.kind)  # of the objects that a rule can name

    def spec(self):
        return dict(super().spec(), elements="dict", options={name: field.spec() for name, field in RULE_FIELDS.items()})

    def references(self, value):
        for rule in value or ():
            for name, field in RULE_FIELDS.items():
                yield from field.references(rule.get(name))

    def load(self, context, have):
        return have

    def look(self, context, have):
        return have.get("security_group_rules") or []

    def is_usual(self, value, usual):
        return {rule_key(rule) for rule in value} == {rule_key(rule) for rule in usual}

    def declare(self, value, context):
        return sorted((f.declare_parts(RULE_FIELDS, rule, context) for rule in value), key=str)

    @staticmethod
    def plan(group, bodies):
        """(bodies of rules to add, [(rule, body)] to replace since their description differs, rules to remove)."""
        wanted = {rule_key(body): body for body in bodies}
        have = group.get("security_group_rules") or []
        rules = {rule_key(rule): rule for rule in have}
        add = [body for key, body in wanted.items() if key not in rules]
        pairs = [(rules[key], body) for key, body in wanted.items() if key in rules and "description" in body]
        replace = [(rule, body) for rule, body in pairs if body["description"] != (rule.get("description") or "")]
        return add, replace, [rule for rule in have if rule_key(rule) not in wanted]

    def agrees(self, have, value, context):
        return context.prefer_remembered_names(
            lambda names: rule_bodies(value, have, names), lambda _names, bodies: not any(self.plan(have, bodies))
        )

    def diff_before(self, have, value, context):
        """The present rules. Those that are as declared have the form of the task, so that a diff shows no difference for them."""
        _add, replace, remove = self.plan(have, rule_bodies(value, have, context))
        wrong = [id(rule) for rule in remove] + [id(rule) for rule, _body in replace]
        declared = {rule_key(rule_body(options, have, context)): options for options in value}
        return [rule if id(rule) in wrong else declared[rule_key(rule)] for rule in have.get("security_group_rules") or []]

    def to_diff(self, value):
        return sorted((rule_options(rule) for rule in value), key=str)

    def store(self, context, have, current, value):
        lost_answers = 0
        for attempt in range(REVISION_TRIES):
            add, replace, remove = self.plan(have, rule_bodies(value, have, context))
            try:
                if add:
                    add_rules(context, have, add)
                for rule, body in replace:  # the API refuses the new rule as a duplicate while the old one exists
                    remove_rule(context, have, rule)
                    add_rules(context, have, [body])
                break
            except CloudError as error:
                lost_answers += error.maybe_applied
                if not (is_duplicate_error(error) or error.maybe_applied) or lost_answers > 1 or attempt == REVISION_TRIES - 1:
                    raise
                # another client, or a request whose answer was lost, added rules: read them, and plan again
                have.update(context.resource.fetch(context, have["id"]) or {})
        for rule in remove:
            remove_rule(context, have, rule)


def is_duplicate_error(error):
    """Whether the API refused a rule because the group already has it."""
    return error.status == 409 and "exists" in error.message


def add_rules(context, group, bodies):
    """Add rules to a group by one request -> the new rules as a list. Adds them to ``group`` as well. Raises CloudError."""
    bodies = [dict(body, security_group_id=group["id"]) for body in bodies]
    rules = list(group.get("security_group_rules") or [])
    table, key = SECURITY_GROUP_RULE, "security_group_rules"
    with naming(*bodies):
        reply = table.write_member(context, group, "POST", table.path, bodies, json={key: bodies}, key=key)
    created = reply.get("security_group_rules") if isinstance(reply, dict) else None
    if not isinstance(created, list) or len(created) < len(bodies):
        raise NoObject("The answer does not hold the new rules", service="network", maybe_applied=True)
    created = created[-len(bodies) :]
    group["security_group_rules"] = rules + created
    return created


def remove_rule(context, group, rule):
    """Delete a rule, which may be gone already. Removes it from ``group`` as well. Raises CloudError."""
    group["security_group_rules"] = [other for other in group["security_group_rules"] if other is not rule]
    table = SECURITY_GROUP_RULE
    with naming(rule):
        table.write_member(context, group, "DELETE", table.item_path(context, rule.get("id")), allow=(404,))


def default_rules(_context, _body):
    """The rules of a new group: all egress traffic is allowed. An ``initial`` callable."""
    unset = dict.fromkeys([field.api for field in RULE_FIELDS.values()])
    return [dict(unset, id=new_id(), direction="egress", ethertype=version) for version in ("IPv4", "IPv6")]


class SecurityGroup(Neutron):
    """A security group. Neutron makes the group `default` of each project."""

    def why_permanent(self, have):
        return "every project has this security group" if have.get("name") == "default" else ""

    def reason_to_skip(self, context, have):
        return "each project has it" if have["name"] == "default" else ""


SECURITY_GROUP = SecurityGroup(
    SECURITY_GROUP_NAME.kind,
    held_by="project",
    path=SECURITY_GROUP_NAME.path,
    needs={"network.security_groups": 1},
    computed={
        "created_at": Attribute(),
        "is_shared": Attribute("shared", filterable=True, initial=False),
        "revision_number": Attribute(filterable=True),
        "tenant_id": Attribute(filterable=True, initial=tenant),
        "updated_at": Attribute(),
    },
    filters="id" + TAG_FILTERS,
    name=Str(required=True),
    description=Str(filterable=True, initial=""),
    stateful=Bool(filterable=True, initial=True),
    security_group_rules=Rules(initial=default_rules),
    project=project(filterable=True),
    tags=Tags(initial=[]),
)
RULE_FIELDS["remote_group"].target = SECURITY_GROUP
SECURITY_GROUPS = Info(
    SECURITY_GROUP, "security_groups", description=Str(), project_id=project(aliases=["project"]), revision_number=Int(), **tag_filters()
)


class Rule(Neutron):
    """A rule of a group. The group shows its rules, so the request that finds the group finds the rule as well."""

    key_option = "security_group"
    shown_by = "network.security_group"

    def find_declared(self, context):
        owner = self.identity(context) if context.params["project"] else None
        group = SECURITY_GROUP.get(context.at(SECURITY_GROUP), context.params["security_group"], owner)
        context.parts["group"] = group
        return context.prefer_remembered_names(
            lambda names: rule_body(context.params, group, names), lambda _names, body: self.find_rule(group, body)
        )

    @staticmethod
    def find_rule(group, body):
        """The rule of a group that is the same as the one in ``body``, or None."""
        return next((rule for rule in group.get("security_group_rules") or [] if rule_key(rule) == rule_key(body)), None)

    def agrees(self, context, have, name, field):
        """Whether the rule has the declared value. ``find_declared`` compared all attributes except the description."""
        return name != "description" or super().agrees(context, have, name, field)

    def create(self, context):
        group = context.parts["group"]
        body = rule_body(context.params, group, context)
        if context.params["project"]:
            body["project_id"] = self.identity(context)["project_id"]
        try:
            return add_rules(context, group, [body])[0]
        except CloudError as error:
            may_exist = is_duplicate_error(error) or error.maybe_applied
            existing = self.find_rule(SECURITY_GROUP.fetch(context, group["id"]) or {}, body) if may_exist else None
            if existing is None:
                raise
            return existing

    def delete(self, context, have):
        remove_rule(context, context.parts["group"], have)


SECURITY_GROUP_RULE = Rule(
    "network.security_group_rule",
    path="/security-group-rules",
    listed_by=(SECURITY_GROUP, "security_group_rules"),
    result="rule",
    computed={
        "created_at": Attribute(),
        "normalized_cidr": Attribute(),
        "revision_number": Attribute(filterable=True),
        "security_group_id": Attribute(filterable=True),
        "tags": Attribute(),
        "tenant_id": Attribute(),
        "updated_at": Attribute(),
    },
    filters="id" + TAG_FILTERS,
    security_group=Option(required=True, refers="network.security_group"),
    project=project(filterable=True),
    **dict(
        {name: copy.copy(field) for name, field in RULE_FIELDS.items()},
        ether_type=Str(
            api="ethertype", default="IPv4", choices=["IPv4", "IPv6"], aliases=["ethertype"], returned="ether_type", filterable=True
        ),
        description=Str(
            update=DRIFT,
            remedy="Remove the rule and create it again; the list of rules of the module security_group does this by itself",
            filterable=True,
        ),
    ),
)


def filter_rules(context, rules):
    """Yield the rules of a listing that have the protocol and remote IP prefix of the task. Spellings do not matter."""
    protocol, prefix = context.params["protocol"], context.params["remote_ip_prefix"]
    for rule in rules:
        number = protocol_number(protocol, rule["ethertype"])
        if protocol and protocol_number(rule["protocol"], rule["ethertype"]) != number:
            continue
        if not prefix or f.cidr(prefix) == f.cidr(rule["remote_ip_prefix"]):
            yield rule


SECURITY_GROUP_RULES = Info(
    SECURITY_GROUP_RULE,
    "security_group_rules",
    name=False,
    narrow=filter_rules,
    id=Str(aliases=["rule"]),
    security_group=Ref(SECURITY_GROUP, api="security_group_id"),
    project=project(),
    description=Str(),
    direction=Str(choices=["egress", "ingress"]),
    ether_type=Str(api="ethertype", aliases=["ethertype"], choices=["IPv4", "IPv6"]),
    port_range_min=Int(),
    port_range_max=Int(),
    protocol=Option(),
    remote_group=Ref(SECURITY_GROUP, api="remote_group_id"),
    remote_ip_prefix=Option(),
    revision_number=Int(),
)

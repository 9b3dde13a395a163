# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Quality of service in the network service: policies and their rules.

A policy has at most one rule of a type in a direction, so these two tell its rules apart.
"""

from __future__ import annotations

from urllib.parse import quote

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Bool, Int, Option, Part, Str, Tags
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import (
    STAMPS,
    TAG_FILTERS,
    Neutron,
    project,
    tag_filters,
)
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

DIRECTION = "direction"
RULES = {  # what a rule of each type has
    "bandwidth_limit": (DIRECTION, "max_kbps", "max_burst_kbps"),
    "dscp_marking": ("dscp_mark",),
    "minimum_bandwidth": (DIRECTION, "min_kbps"),
    "minimum_packet_rate": (DIRECTION, "min_kpps"),
    "packet_rate_limit": (DIRECTION, "max_kpps", "max_burst_kpps"),
}
RULE_INITIAL = {
    "bandwidth_limit": {"max_burst_kbps": 0},
    "packet_rate_limit": {"max_burst_kpps": 0},
}  # what a rule has that the task leaves out
NUMBERS = ("max_kbps", "max_burst_kbps", "min_kbps", "max_kpps", "max_burst_kpps", "min_kpps", "dscp_mark")


def rule_fields():
    """The options of a rule, by name."""
    fields = {
        "type": Str(required=True, choices=sorted(RULES), update=IMMUTABLE),
        DIRECTION: Str(choices=["any", "egress", "ingress"], update=IMMUTABLE),
    }
    return {name: field.bind(name) for name, field in dict(fields, **{name: Int() for name in NUMBERS}).items()}


def rule_body(options):
    """The declared attributes of a rule, with its type. Raises CloudError for one that its type does not have."""
    kind = options["type"]
    body = {name: options[name] for name in (DIRECTION, *NUMBERS) if options.get(name) is not None}
    strange = sorted(set(body) - set(RULES[kind]))
    if strange:
        raise CloudError("A rule of type %s has no %s" % (kind, " and no ".join(strange)))
    if DIRECTION in RULES[kind]:
        body.setdefault(DIRECTION, "egress")
    return dict(body, type=kind)


def rule_key(rule):
    return rule["type"], rule.get(DIRECTION)


def attributes(rule):
    return {name: rule[name] for name in RULES[rule["type"]] if rule.get(name) is not None}


def plan(rules, wanted):
    """(rules to remove, [(rule, changes)], bodies to add). One of a type that turns to another direction is changed, not replaced."""
    wanted = {rule_key(body): body for body in wanted}
    by_key = {rule_key(rule): rule for rule in rules}
    spare = [rule for rule in rules if rule_key(rule) not in wanted]
    pairs, add = [], []
    for key, body in wanted.items():
        rule = by_key.get(key) or next((rule for rule in spare if rule["type"] == body["type"]), None)
        if rule in spare:
            spare.remove(rule)
        if rule is None:
            add.append(body)
        else:
            pairs.append((rule, {name: value for name, value in attributes(body).items() if rule.get(name) != value}))
    return spare, [pair for pair in pairs if pair[1]], add


def turn(pair):
    """When a change comes: the API refuses a minimum above the maximum, so minima fall before and rise after maxima move."""
    rule, change = pair
    moves = [change[name] > rule[name] for name in change if name.startswith("min_")]
    return 2 if any(moves) else 0 if moves else 1


def send(context, policy, method, rule, body=None):
    """One request about a rule of a policy -> the answer."""
    kind, of = rule["type"], QOS_POLICY.item_path(context, policy["id"])
    path, key = "%s/%s_rules%s" % (of, kind, "/" + rule["id"] if method != "POST" else ""), "%s_rule" % kind
    rest = {"json": None if body is None else {key: body}, "key": key, "allow": (404,) if method == "DELETE" else ()}
    reply = QOS_RULE.write_member(context, policy, method, path, rule if method == "POST" else None, **rest)
    return (reply or {}).get(key) or {}


def add_rule(context, policy, body):
    """Add a rule -> the rule."""
    rules = policy.get("rules") or []
    made = send(context, policy, "POST", body, attributes(body))
    made = dict(body, **made)
    policy["rules"] = [*rules, made]
    return made


def change_rule(context, policy, rule, change):
    """Change a rule -> the rule."""
    changed = dict(rule, **change)
    now = [changed if other is rule else other for other in policy["rules"]]
    send(context, policy, "PUT", rule, change)
    policy["rules"] = now
    return changed


def remove_rule(context, policy, rule):
    now = [other for other in policy["rules"] if other is not rule]
    send(context, policy, "DELETE", rule)
    policy["rules"] = now


class Rules(Part):
    """All rules of a policy. What is right is not touched."""

    kind = "list"

    def __init__(self):
        super().__init__(elements="dict")

    def spec(self):
        return dict(super().spec(), options={name: field.spec() for name, field in rule_fields().items()})

    def wire(self, value, context):
        return [rule_body(options) for options in value]

    def agrees(self, have, value, context):
        return not any(plan(have or [], self.wire(value, context)))

    def diff_before(self, have, value, context):
        """The rules that are right as they are declared, the others as they are."""
        remove, change, _add = plan(have or [], self.wire(value, context))
        wrong = [id(rule) for rule in remove] + [id(rule) for rule, _change in change]
        declared = {rule_key(rule_body(options)): options for options in value}
        return [rule if id(rule) in wrong else declared[rule_key(rule)] for rule in have or []]

    def to_diff(self, value):
        return [dict(type=rule["type"], **attributes(rule)) for rule in sorted(value, key=lambda rule: str(rule_key(rule)))]

    def store(self, context, have, current, value):
        have.setdefault("rules", current or [])
        remove, change, add = plan(have["rules"], self.wire(value, context))
        for rule in remove:
            remove_rule(context, have, rule)
        for rule, body in sorted(change, key=turn):
            change_rule(context, have, rule, body)
        for body in add:
            add_rule(context, have, body)


class PolicyTags(Tags):
    def place(self, context, have):
        return "/policies/%s/tags" % quote(have["id"], safe="")  # for this Neutron has no /qos


QOS_POLICY = Neutron(
    "network.qos_policy",
    path="/qos/policies",
    key="policy",
    keys="policies",
    result="qos_policy",
    computed=STAMPS,
    filters="id" + TAG_FILTERS,
    name=Str(required=True),
    description=Str(filterable=True, initial=""),
    is_default=Bool(filterable=True, initial=False),
    is_shared=Bool(api="shared", aliases=["shared"], returned="is_shared", filterable=True, initial=False),
    project=project(filterable=True),
    tags=PolicyTags(initial=[]),
    extra_fields={"rules": Rules()},
)
QOS_POLICIES = Info(
    QOS_POLICY,
    "qos_policies",
    description=Str(),
    is_default=Bool(),
    is_shared=Bool(api="shared", aliases=["shared"]),
    project=project(),
    **tag_filters(),
)


class QosRule(Neutron):
    """One rule of a policy. The policy shows its rules, so one request answers whether it is there."""

    key_option = "policy"

    def find_declared(self, context):
        owner = self.identity(context) if context.params["project"] else None
        policy = QOS_POLICY.get(context.at(QOS_POLICY), context.params["policy"], owner)
        context.parts["policy"] = policy
        wanted = rule_key(rule_body(context.params))
        return next((rule for rule in policy["rules"] if rule_key(rule) == wanted), None)

    def predict_creation(self, context, body):
        return {"qos_policy_id": UNKNOWN, **RULE_INITIAL.get(body["type"], {}), **body}

    def agrees(self, context, have, name, field):
        return name == "project" or super().agrees(context, have, name, field)  # whose the policy is; a rule does not say

    def create(self, context):
        return add_rule(context, context.parts["policy"], rule_body(context.params))

    def update(self, context, have, body):
        return change_rule(context, context.parts["policy"], have, body)

    def delete(self, context, have):
        remove_rule(context, context.parts["policy"], have)


QOS_RULE = QosRule(
    "network.qos_rule",
    path="/qos/policies",
    listed_by=(QOS_POLICY, "rules"),
    computed={
        "qos_policy_id": Attribute(),
    },
    policy=Option(required=True, aliases=["qos_policy"]),
    project=project(returned=False),
    **rule_fields(),
)
QOS_RULE.label = "QoS rule"

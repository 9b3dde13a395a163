# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""QoS policies of the network service, and their rules.

A policy has at most one rule per type and direction, so type and direction identify a rule in its policy.
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
RULES = {  # the attributes of a rule, by its type
    "bandwidth_limit": (DIRECTION, "max_kbps", "max_burst_kbps"),
    "dscp_marking": ("dscp_mark",),
    "minimum_bandwidth": (DIRECTION, "min_kbps"),
    "minimum_packet_rate": (DIRECTION, "min_kpps"),
    "packet_rate_limit": (DIRECTION, "max_kpps", "max_burst_kpps"),
}
RULE_INITIAL = {
    "bandwidth_limit": {"max_burst_kbps": 0},
    "packet_rate_limit": {"max_burst_kpps": 0},
}  # the values of attributes that a creation omits, by the type of the rule
NUMBERS = ("max_kbps", "max_burst_kbps", "min_kbps", "max_kpps", "max_burst_kpps", "min_kpps", "dscp_mark")


def rule_fields():
    """The options of a rule as a dict: name -> Field."""
    fields = {
        "type": Str(required=True, choices=sorted(RULES), update=IMMUTABLE),
        DIRECTION: Str(choices=["any", "egress", "ingress"], update=IMMUTABLE),
    }
    return {name: field.bind(name) for name, field in dict(fields, **{name: Int() for name in NUMBERS}).items()}


def rule_body(options):
    """The declared type and attributes of a rule as a dict. Raises CloudError for an attribute that a rule of this type does not have."""
    kind = options["type"]
    body = {name: options[name] for name in (DIRECTION, *NUMBERS) if options.get(name) is not None}
    unsupported = sorted(set(body) - set(RULES[kind]))
    if unsupported:
        raise CloudError("A rule of type %s has no %s" % (kind, " and no ".join(unsupported)))
    if DIRECTION in RULES[kind]:
        body.setdefault(DIRECTION, "egress")
    return dict(body, type=kind)


def rule_key(rule):
    """(type, direction): what identifies a rule in its policy."""
    return rule["type"], rule.get(DIRECTION)


def attributes(rule):
    """The attributes of a rule that its type has and that are set, as a dict without the type."""
    return {name: rule[name] for name in RULES[rule["type"]] if rule.get(name) is not None}


def plan(rules, wanted):
    """(rules to remove, [(rule, changes)], bodies to add), to get from the present rules to the wanted ones.

    A rule whose direction differs from the declared one is changed instead of replaced.
    """
    wanted = {rule_key(body): body for body in wanted}
    by_key = {rule_key(rule): rule for rule in rules}
    surplus = [rule for rule in rules if rule_key(rule) not in wanted]
    pairs, add = [], []
    for key, body in wanted.items():
        rule = by_key.get(key) or next((rule for rule in surplus if rule["type"] == body["type"]), None)
        if rule in surplus:
            surplus.remove(rule)
        if rule is None:
            add.append(body)
        else:
            pairs.append((rule, {name: value for name, value in attributes(body).items() if rule.get(name) != value}))
    return surplus, [pair for pair in pairs if pair[1]], add


def change_order(pair):
    """The sort key of a (rule, changes) pair: 0 for a change that lowers a minimum, 2 for one that raises a minimum, 1 for others.

    The API refuses a minimum above the maximum at any time. So minimums are lowered before the maximums change, and raised afterwards.
    """
    rule, changes = pair
    rises = [changes[name] > rule[name] for name in changes if name.startswith("min_")]
    return 2 if any(rises) else 0 if rises else 1


def send(context, policy, method, rule, body=None):
    """Send a request that creates, changes or deletes a rule of a policy -> the rule in the answer, {} without one. Raises CloudError."""
    kind, policy_path = rule["type"], QOS_POLICY.item_path(context, policy["id"])
    path, key = "%s/%s_rules%s" % (policy_path, kind, "/" + rule["id"] if method != "POST" else ""), "%s_rule" % kind
    rest = {"json": None if body is None else {key: body}, "key": key, "allow": (404,) if method == "DELETE" else ()}
    reply = QOS_RULE.write_member(context, policy, method, path, rule if method == "POST" else None, **rest)
    return (reply or {}).get(key) or {}


def add_rule(context, policy, body):
    """Add a rule to a policy -> the rule. Adds it to ``policy`` as well. Raises CloudError."""
    rules = policy.get("rules") or []
    created = dict(body, **send(context, policy, "POST", body, attributes(body)))
    policy["rules"] = [*rules, created]
    return created


def change_rule(context, policy, rule, change):
    """Change a rule -> the rule with the changes. Changes it in ``policy`` as well. Raises CloudError."""
    changed = dict(rule, **change)
    rules = [changed if other is rule else other for other in policy["rules"]]
    send(context, policy, "PUT", rule, change)
    policy["rules"] = rules
    return changed


def remove_rule(context, policy, rule):
    """Delete a rule, which may be gone already. Removes it from ``policy`` as well. Raises CloudError."""
    rules = [other for other in policy["rules"] if other is not rule]
    send(context, policy, "DELETE", rule)
    policy["rules"] = rules


class Rules(Part):
    """The complete list of a policy's rules. Rules that are as declared are not changed."""

    kind = "list"

    def __init__(self):
        super().__init__(elements="dict", initial=[])

    def spec(self):
        return dict(super().spec(), options={name: field.spec() for name, field in rule_fields().items()})

    def wire(self, value, context):
        return [rule_body(options) for options in value]

    def agrees(self, have, value, context):
        return not any(plan(have or [], self.wire(value, context)))

    def declare(self, value, context):
        return [{key: part for key, part in rule.items() if part not in (0, None)} for rule in self.to_diff(value)]

    def is_usual(self, value, usual):
        return not value

    def diff_before(self, have, value, context):
        """The present rules. Those that are as declared have the form of the task, so that a diff shows no difference for them."""
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
        for rule, body in sorted(change, key=change_order):
            change_rule(context, have, rule, body)
        for body in add:
            add_rule(context, have, body)


class PolicyTags(Tags):
    """The tags of a policy."""

    def place(self, context, have):
        return "/policies/%s/tags" % quote(have["id"], safe="")  # unlike all other paths of policies, this one has no /qos


QOS_POLICY = Neutron(
    "network.qos_policy",
    held_by="project",
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
    """A rule of a policy. The policy shows its rules, so the request that finds the policy finds the rule as well."""

    key_option = "policy"
    shown_by = "network.qos_policy"

    def find_declared(self, context):
        owner = self.identity(context) if context.params["project"] else None
        policy = QOS_POLICY.get(context.at(QOS_POLICY), context.params["policy"], owner)
        context.parts["policy"] = policy
        wanted = rule_key(rule_body(context.params))
        return next((rule for rule in policy["rules"] if rule_key(rule) == wanted), None)

    def predict_creation(self, context, body):
        return {"qos_policy_id": UNKNOWN, **RULE_INITIAL.get(body["type"], {}), **body}

    def agrees(self, context, have, name, field):
        return name == "project" or super().agrees(context, have, name, field)  # the project is that of the policy; rules have none

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
    policy=Option(required=True, aliases=["qos_policy"], refers="network.qos_policy"),
    project=project(returned=False),
    **rule_fields(),
)
QOS_RULE.label = "QoS rule"

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules that new security groups start with: a template of the cloud, which only its administrator changes."""

from __future__ import annotations

import copy

from ansible_collections.stratus.openstack.plugins.module_utils.fields import DRIFT, IMMUTABLE, Attribute, Bool, Option, Ref, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import Neutron
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.security_groups import (
    RULE_FIELDS,
    SECURITY_GROUP,
    SECURITY_GROUP_RULES,
    rule_body,
    rule_key,
    same_rules,
)

PARENT = "PARENT"  # the group itself that will have the rule
TEMPLATES = {"used_in_default_sg": False, "used_in_non_default_sg": True}  # where a new rule is used unless told


class Remote(Ref):
    """A group by name or id, or the one that will have the rule."""

    def wire(self, value, context):
        return PARENT if value == PARENT else super().wire(value, context)


FIELDS = dict({name: copy.copy(field) for name, field in RULE_FIELDS.items()}, remote_group=Remote(SECURITY_GROUP, api="remote_group_id"))


class DefaultRule(Neutron):
    """A rule of the template. It is its attributes; the same rule may stand once for default groups and once for the others."""

    key_option = "id"

    def find_declared(self, context):
        if context.params["id"]:
            return self.fetch(context, context.params["id"])
        body = self.wanted(context)
        query = {name: body[name] for name in ("direction", "ethertype")}
        same = [rule for rule in self.list(context, query) if rule_key(rule) == rule_key(body)]
        asked = {name: context.params[name] for name in TEMPLATES if context.params[name] is not None}
        exact = [rule for rule in same if all(bool(rule[name]) == value for name, value in asked.items())]
        near = [rule for rule in same if any(value and rule[name] for name, value in dict(TEMPLATES, **asked).items())]
        return self.single(exact, "%(direction)s %(ethertype)s" % body) or next(iter(near), None)

    @staticmethod
    def wanted(context):
        """The declared rule in the names of the API."""
        options = dict(context.params)
        remote = options.pop("remote_group")
        body = rule_body(options, {"name": None, "id": None}, context)
        return dict(body, remote_group_id=FIELDS["remote_group"].wire(remote, context)) if remote else body

    def agrees(self, context, have, name, field):
        """It was found by all that makes it what it is, but for its description and where it is used."""
        return name not in ("description", *TEMPLATES) or super().agrees(context, have, name, field)

    def create(self, context):
        asked = {name: context.params[name] for name in TEMPLATES if context.params[name] is not None}
        return self.unwrap(self.post(context, dict(TEMPLATES, **asked, **self.wanted(context))))


DEFAULT_SECURITY_GROUP_RULE = DefaultRule(
    "network.default_security_group_rule",
    path="/default-security-group-rules",
    scoped=False,
    by_name=None,
    computed={
        "revision_number": Attribute(),
    },
    filters="id remote_group_id",
    id=Option(),
    used_in_default_sg=Bool(update=IMMUTABLE, filterable=True),
    used_in_non_default_sg=Bool(update=IMMUTABLE, filterable=True),
    **dict(
        FIELDS,
        ether_type=Str(
            api="ethertype", default="IPv4", choices=["IPv4", "IPv6"], aliases=["ethertype"], returned="ether_type", filterable=True
        ),
        description=Str(update=DRIFT, remedy="Remove the rule and create it anew", filterable=True),
    ),
)
DEFAULT_SECURITY_GROUP_RULES = Info(
    DEFAULT_SECURITY_GROUP_RULE,
    "default_security_group_rules",
    name=False,
    narrow=same_rules,
    used_in_default_sg=Bool(),
    used_in_non_default_sg=Bool(),
    **{
        name: copy.copy(SECURITY_GROUP_RULES.options[name])
        for name in ("description", "direction", "ether_type", "port_range_min", "port_range_max", "protocol", "remote_ip_prefix")
    },
)

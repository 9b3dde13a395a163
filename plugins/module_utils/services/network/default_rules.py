# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Default security group rules: the template of the rules of new security groups. By default only administrators may change it."""

from __future__ import annotations

import copy

from ansible_collections.stratus.openstack.plugins.module_utils.fields import DRIFT, IMMUTABLE, Attribute, Bool, Option, Ref, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import Neutron
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.security_groups import (
    RULE_FIELDS,
    SECURITY_GROUP,
    SECURITY_GROUP_RULES,
    filter_rules,
    naming,
    rule_body,
    rule_key,
)

PARENT = "PARENT"  # the remote group is the new group itself
TEMPLATES = {"used_in_default_sg": False, "used_in_non_default_sg": True}  # the API's defaults for a new rule


class Remote(Ref):
    """The remote group: a security group by name or id, or PARENT."""

    def wire(self, value, context):
        return PARENT if value == PARENT else super().wire(value, context)


FIELDS = dict({name: copy.copy(field) for name, field in RULE_FIELDS.items()}, remote_group=Remote(SECURITY_GROUP, api="remote_group_id"))


class DefaultRule(Neutron):
    """A default rule. It is identified by its attributes.

    The same rule may exist twice: once for the default security groups of projects and once for other groups.
    """

    key_option = "id"

    def find_declared(self, context):
        if context.params["id"]:
            return self.fetch(context, context.params["id"])
        body = self.declared_body(context)
        query = {name: body[name] for name in ("direction", "ethertype")}
        same = [rule for rule in self.list(context, query) if rule_key(rule) == rule_key(body)]
        uses = self.declared_uses(context)
        exact = [rule for rule in same if all(bool(rule[name]) == value for name, value in uses.items())]
        # the same rule with one of the declared uses: the task reports the other use as immutable instead of creating a duplicate
        partial = [rule for rule in same if any(value and rule[name] for name, value in dict(TEMPLATES, **uses).items())]
        return self.single(exact, "%(direction)s %(ethertype)s" % body) or next(iter(partial), None)

    @staticmethod
    def declared_uses(context):
        """The options that say for which groups the rule is used, without those that the task omits, as a dict."""
        return {name: context.params[name] for name in TEMPLATES if context.params[name] is not None}

    @staticmethod
    def declared_body(context):
        """The declared rule as a dict by the API's names. Raises CloudError, and Missing for a group that does not exist."""
        options = dict(context.params)
        remote = options.pop("remote_group")
        body = rule_body(options, {"name": None, "id": None}, context)
        return dict(body, remote_group_id=FIELDS["remote_group"].wire(remote, context)) if remote else body

    def agrees(self, context, have, name, field):
        """Whether the rule has the declared value. ``find_declared`` compared all attributes except the description and the uses."""
        return name not in ("description", *TEMPLATES) or super().agrees(context, have, name, field)

    def create(self, context):
        body = {**TEMPLATES, **self.declared_uses(context), **self.declared_body(context)}
        with naming(body):
            return self.unwrap(self.post(context, body))


DEFAULT_SECURITY_GROUP_RULE = DefaultRule(
    "network.default_security_group_rule",
    cloud_wide=True,
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
        description=Str(update=DRIFT, remedy="Remove the rule and create it again", filterable=True),
    ),
)
DEFAULT_SECURITY_GROUP_RULES = Info(
    DEFAULT_SECURITY_GROUP_RULE,
    "default_security_group_rules",
    name=False,
    narrow=filter_rules,
    used_in_default_sg=Bool(),
    used_in_non_default_sg=Bool(),
    **{
        name: copy.copy(SECURITY_GROUP_RULES.options[name])
        for name in ("description", "direction", "ether_type", "port_range_min", "port_range_max", "protocol", "remote_ip_prefix")
    },
)

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""L7 policies of listeners of the load balancing service (Octavia), and their rules: what happens to requests by their content."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Bool, Int, Option, Ref, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.base import (
    LISTENER_NAME,
    POLICY_NAME,
    POOL_NAME,
    Octavia,
    Text,
    common_options,
    project,
    stamps,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import tag_filters

ACTIONS = ("REDIRECT_TO_POOL", "REDIRECT_TO_URL", "REDIRECT_PREFIX", "REJECT")
TYPES = ("COOKIE", "FILE_TYPE", "HEADER", "HOST_NAME", "PATH", "SSL_CONN_HAS_CERT", "SSL_VERIFY_RESULT", "SSL_DN_FIELD")
COMPARISONS = ("CONTAINS", "ENDS_WITH", "EQUAL_TO", "REGEX", "STARTS_WITH")

L7_POLICY = Octavia(
    "load_balancer.l7_policy",
    shown_by="load_balancer.load_balancer",
    path="/lbaas/l7policies",
    key="l7policy",
    keys="l7policies",
    belongs_to=("listener",),
    listed_as="l7policies",
    needed_to_create=("listener", "action"),
    computed={**stamps(), "rules": Attribute(initial=[])},
    name=Str(required=True, filterable=True),
    listener=Ref(LISTENER_NAME, api="listener_id", update=IMMUTABLE, filterable=True),
    action=Str(choices=ACTIONS, filterable=True),
    position=Int(filterable=True),
    redirect_pool=Ref(POOL_NAME, api="redirect_pool_id", listed_as="listeners", filterable=True, initial=None),
    redirect_url=Text(filterable=True, initial=None),
    redirect_prefix=Text(filterable=True, initial=None),
    redirect_http_code=Int(initial=None),
    description=Str(filterable=True, initial=""),
    **common_options(),
)
L7_POLICIES = Info(
    L7_POLICY,
    "l7_policies",
    listener=Ref(LISTENER_NAME, api="listener_id"),
    action=Str(choices=ACTIONS),
    redirect_pool=Ref(POOL_NAME, api="redirect_pool_id"),
    description=Str(),
    project=project(),
    **tag_filters(),
)


class RuleType(Octavia):
    """The type of rules. A rule has no name: its type, comparison, key and value identify it in its policy.

    A second request to create a rule is refused during the first one, and the task then finds the rule of the first one.
    """

    name_field = key_option = "value"
    unique = True

    def find_declared(self, context):
        identifier = context.params["id"]
        if not identifier:
            return super().find_declared(context)
        have = self.find_below(context, lambda: self.fetch(context, identifier))
        if have is None and context.params["state"] == "present":
            raise CloudError("The policy has no rule with the ID %s" % identifier, service=self.service)
        return have


L7_RULE = RuleType(
    "load_balancer.l7_rule",
    shown_by="load_balancer.load_balancer",
    path="/lbaas/l7policies/{l7policy_id}/rules",
    key="rule",
    belongs_to=("l7_policy",),
    listed_as="rules",
    by_name=None,
    needed_to_create=("type", "compare_type", "value"),
    computed=stamps(),
    extra_fields={"type": Str(choices=TYPES, identity=True, filterable=True)},
    l7_policy=Ref(POLICY_NAME, api="l7policy_id", parent=True, required=True, returned=False),
    id=Option(),
    compare_type=Str(choices=COMPARISONS, identity=True, filterable=True),
    rule_key=Str(api="key", secret=False, identity=True, filterable=True, initial=None),
    value=Str(returned="rule_value"),
    invert=Bool(filterable=True, initial=False),
    **common_options(),
)
L7_RULES = Info(
    L7_RULE,
    "l7_rules",
    name=False,
    l7_policy=Ref(POLICY_NAME, api="l7policy_id", parent=True, required=True),
    type=Str(choices=TYPES),
    compare_type=Str(choices=COMPARISONS),
    **tag_filters(),
)

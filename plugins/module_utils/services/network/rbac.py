# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""RBAC policies of the network service. Each allows another project, or all projects, to use an object."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.errors import BadOptions, Missing
from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Option, Ref, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import PROJECT_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.address_pools import (
    ADDRESS_GROUP,
    ADDRESS_SCOPE,
    SUBNET_POOL,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import OWNED, Neutron, project, tenant
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.networks import NETWORK
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.qos import QOS_POLICY
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.security_groups import SECURITY_GROUP
from ansible_collections.stratus.openstack.plugins.module_utils.visibility import Visibility

ALL_PROJECTS = "*"
SHAREABLE = {  # the resource of each object type
    "address_group": ADDRESS_GROUP,
    "address_scope": ADDRESS_SCOPE,
    "network": NETWORK,
    "qos_policy": QOS_POLICY,
    "security_group": SECURITY_GROUP,
    "subnetpool": SUBNET_POOL,
}
ACTIONS = ["access_as_shared", "access_as_external"]


class SharedObject(Str):
    """The object that a policy shares, by name or id."""

    def find_target(self, context):
        """The Resource of the object. Without `object_type`, the task gives an id, and any Resource accepts an id."""
        return SHAREABLE[context.params["object_type"]] if context.params["object_type"] else NETWORK

    def declare(self, value, context):
        return context.name_of(SHAREABLE[context.found["object_type"]], value)

    def check(self, value, context):
        """Raises CloudError when the object is given by name without `object_type`."""
        if not context.params["object_type"] and not NETWORK.is_id(value):
            raise BadOptions("`object_type` is needed to find '%s' by its name" % value)

    def wire(self, value, context):
        self.check(value, context)
        return context.resolve(self.find_target(context), value)


class TargetProject(Ref):
    """The project that may use the object, by name or id, or "*" for all projects."""

    def declare(self, value, context):
        return value if value == ALL_PROJECTS else super().declare(value, context)

    def wire(self, value, context):
        return ALL_PROJECTS if value == ALL_PROJECTS else super().wire(value, context)


class RbacPolicy(Neutron):
    """An RBAC policy. It has no name: object, action and target project identify it. Only the target project can be changed."""

    key_option = "id"
    also = ("policy",)
    seen_by = Visibility(**OWNED, grants=("object_id", "target_tenant"))

    def find_declared(self, context):
        if context.params["target_all_project"]:
            if context.params["target_project_id"] not in (None, ALL_PROJECTS):
                raise BadOptions("`target_project_id` and `target_all_project` contradict each other")
            context.params = dict(context.params, target_project_id=ALL_PROJECTS)
        params = context.params
        if params["id"]:
            have = self.fetch(context, params["id"])
            if have is None and params["state"] == "present":
                raise Missing("There is no %s '%s'" % (self.label, params["id"]), service=self.service)
            return have
        if not params["object_id"]:
            raise BadOptions("It is not clear which one", hint="Name it with `object_id`, `action` and `target_project_id`, or with `id`")
        return self.find_by_options(context)

    def find_by_options(self, context):
        """The policy for the declared object that has the other declared values, or None. Raises CloudError for several."""
        shared, wanted = self.fields["object_id"], context.params["object_id"]
        shared.check(wanted, context)
        names = [name for name in ("action", "object_type", "target_project_id", "project_id") if context.params[name]]
        query = {self.fields[name].api: self.fields[name].wire(context.params[name], context) for name in names}
        return context.prefer_remembered_names(
            lambda names: shared.wire(wanted, names),
            lambda _names, object_id: self.single(list(self.list(context, dict(query, object_id=object_id))), wanted),
        )


RBAC_POLICY = RbacPolicy(
    "network.rbac_policy",
    path="/rbac-policies",
    keys="rbac_policies",
    scoped=False,
    by_name=None,
    needed_to_create=("action", "object_type", "target_project_id"),
    computed={
        "tenant_id": Attribute(initial=tenant),
    },
    filters="id",
    id=Option(aliases=["policy_id"]),
    object_type=Str(choices=sorted(SHAREABLE), update=IMMUTABLE, filterable=True),
    object_id=SharedObject(update=IMMUTABLE, aliases=["object"], filterable=True, refers=tuple(table.kind for table in SHAREABLE.values())),
    action=Str(choices=ACTIONS, update=IMMUTABLE, filterable=True),
    target_project_id=TargetProject(
        PROJECT_NAME, api="target_tenant", aliases=["target_project"], returned="target_project_id", filterable=True
    ),
    target_all_project=Option("bool", default=False),
    project_id=project(aliases=["project"], filterable=True),
)
RBAC_POLICY.label = "RBAC policy"
RBAC_POLICIES = Info(
    RBAC_POLICY,
    "rbac_policies",
    filters=False,
    name=False,
    also=("policies",),
    policy_id=Str(api="id"),
    object_type=Str(choices=sorted(SHAREABLE)),
    object_id=SharedObject(aliases=["object"]),
    action=Str(choices=ACTIONS),
    target_project_id=TargetProject(PROJECT_NAME, api="target_tenant", aliases=["target_project"]),
    project=project(aliases=["project_id"]),
)

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The compute service (Nova): access to private flavors."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Option, Str
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute import flavors
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import PROJECT_NAME, Member

ACCESS = flavors.FLAVOR.fields["projects"]
PROJECT = Member(PROJECT_NAME, "project_domain", api="project_id", required=True)


class FlavorAccess(Resource):
    """The access of a project to a private flavor. Actions add a project to the list of the flavor and remove it."""

    unique = True

    def find_declared(self, context):
        """The flavor with the attribute ``project_id``; None if the project has no access. Raises CloudError, Missing."""
        flavor = flavors.FLAVOR.get(context.at(flavors.FLAVOR), context.params["name"])
        project = self.fields["project"].wire(context.params["project"], context)
        context.parts.update(flavor=flavor, project=project)
        if flavor.get(flavors.PUBLIC):
            if context.params["state"] == "absent":
                return None
            raise CloudError("the flavor is public, so that every project may use it", service=self.service)
        context.parts["list"] = ACCESS.load(context, flavor)
        return dict(flavor, project_id=project) if project in context.parts["list"] else None

    def create(self, context):
        flavor, project = context.parts["flavor"], context.parts["project"]
        ACCESS.change(context, flavor, context.parts["list"], project, True)
        return dict(flavor, project_id=project)

    def converge(self, context, have):
        return have

    def delete(self, context, have):
        ACCESS.change(context, have, context.parts["list"], context.parts["project"], False)

    def to_result(self, have):
        return flavors.FLAVOR.to_result(have)


FLAVOR_ACCESS = FlavorAccess(
    "compute.flavor_access",
    path=flavors.FLAVOR.path,
    microversion=flavors.FLAVOR.microversion,
    result="flavor",
    like=flavors.FLAVOR,
    name=Str(required=True),
    project=PROJECT,
    project_domain=Option(),
)
FLAVOR_ACCESS.label = "access to flavor"

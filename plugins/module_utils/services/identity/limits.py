# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Unified limits of the identity service (Keystone): registered limits, and the limits of projects and domains."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Int, Ref, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import (
    DOMAIN_NAME,
    PROJECT_NAME,
    InRegion,
    NullableStr,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.catalog import SERVICE
from ansible_collections.stratus.openstack.plugins.module_utils.visibility import Visibility


class UnifiedLimit(InRegion):
    """A limit. The name of the resource is its name. The request that creates limits takes and returns a list."""

    key_option = name_field = "resource_name"

    def wrap_request(self, body, write):
        return {self.keys: [body]} if write == "create" else super().wrap_request(body, write)

    def unwrap(self, body):
        created = body.get(self.keys) if isinstance(body, dict) else None
        return super().unwrap({self.key: created[0]} if created else body)


# -- registered limits: the defaults of all projects ------------------------------------------------------------------------

REGISTERED_LIMIT = UnifiedLimit(
    "identity.registered_limit",
    path="/registered_limits",
    by_name="resource_name",
    needed_to_create=("default_limit",),
    service=Ref(SERVICE, api="service_id", required=True, identity=True, filterable=True),
    resource_name=Str(required=True, filterable=True),
    region=NullableStr(api="region_id", identity=True, filterable=True, initial=None, refers="identity.region"),
    default_limit=Int(),
    description=Str(initial=None),
    computed={
        "links": Attribute(),
    },
)
REGISTERED_LIMITS = Info(
    REGISTERED_LIMIT,
    "registered_limits",
    name=False,
    service=Ref(SERVICE, api="service_id"),
    resource_name=Str(),
    region=Str(api="region_id"),
)

# -- limits of projects and domains -----------------------------------------------------------------------------------------


class Limit(UnifiedLimit):
    """A limit of a project or a domain that differs from the registered limit."""

    def mode(self, context, name):
        """Keystone ignores the values 0 and "" in an update."""
        return super().mode(context, name) if context.params[name] else IMMUTABLE


LIMIT = Limit(
    "identity.limit",
    path="/limits",
    by_name="resource_name",
    result="identity_limit",
    states=("present", "absent", "replace"),
    needed_to_create=("resource_limit",),
    seen_by=Visibility(all_regions=True, owner=("project_id",), restricted={"project_id": None}),
    rules={"required_one_of": [("project", "domain")], "mutually_exclusive": [("project", "domain")]},
    service=Ref(SERVICE, api="service_id", required=True, identity=True, filterable=True),
    resource_name=Str(required=True, filterable=True),
    region=NullableStr(api="region_id", identity=True, filterable=True, initial=None, refers="identity.region"),
    project=Ref(PROJECT_NAME, api="project_id", identity=True, filterable=True, initial=None),
    domain=Ref(DOMAIN_NAME, api="domain_id", identity=True, filterable=True, initial=None),
    resource_limit=Int(),
    description=Str(initial=None),
    computed={
        "links": Attribute(),
    },
)
LIMITS = Info(
    LIMIT,
    "identity_limits",
    name=False,
    service=Ref(SERVICE, api="service_id"),
    resource_name=Str(),
    region=Str(api="region_id"),
    project=Ref(PROJECT_NAME, api="project_id"),
    domain=Ref(DOMAIN_NAME, api="domain_id"),
)

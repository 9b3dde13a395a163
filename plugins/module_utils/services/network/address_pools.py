# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ranges of addresses in the network service: address scopes, subnet pools and address groups."""

from __future__ import annotations

import ipaddress

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Bool, Int, Ref, Set, Str, Tags
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.parts import Grown
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import (
    STAMPS,
    TAG_FILTERS,
    ExtraAttributes,
    Neutron,
    project,
    tag_filters,
    tenant,
)


class Version(Str):
    """An IP version. The option is a string, since openstack.cloud has it so; the API takes a number."""

    def wire(self, value, context):
        return int(value)


class AddressScope(Neutron):
    """An address scope. The IP version defaults to 4; the API requires one."""

    def complete_body(self, context, body):
        return dict({"ip_version": 4}, **body)


ADDRESS_SCOPE = AddressScope(
    "network.address_scope",
    held_by="project",
    path="/address-scopes",
    computed={
        "tenant_id": Attribute(initial=tenant),
    },
    filters="id",
    name=Str(required=True),
    ip_version=Version(choices=["4", "6"], update=IMMUTABLE, filterable=True, usual="4"),
    is_shared=Bool(api="shared", aliases=["shared"], returned="is_shared", filterable=True, initial=False),
    extra_specs=ExtraAttributes(),
    project=project(filterable=True),
)
ADDRESS_SCOPES = Info(
    ADDRESS_SCOPE,
    "address_scopes",
    ip_version=Version(choices=["4", "6"]),
    is_shared=Bool(api="shared", aliases=["shared"]),
    project=project(),
)


def merge_networks(values):
    """The smallest list of networks, as strings, that covers exactly these addresses and networks. Raises ValueError."""
    networks = [ipaddress.ip_network(value, strict=False) for value in values]
    merged = [ipaddress.collapse_addresses(network for network in networks if network.version == version) for version in (4, 6)]
    return [str(network) for version in merged for network in version]


def subtract_networks(values, others):
    """The smallest list of networks, as strings, that covers the addresses in ``values`` that are not in ``others``. Raises ValueError."""
    left = [ipaddress.ip_network(value, strict=False) for value in values]
    for other in (ipaddress.ip_network(value, strict=False) for value in others):
        overlapping = [network for network in left if network.version == other.version and network.overlaps(other)]
        left = [network for network in left if network not in overlapping]
        for network in overlapping:
            left += network.address_exclude(other) if other.subnet_of(network) else []
    return merge_networks(left)


class Prefixes(Grown, Set):
    """The prefixes of a subnet pool. The API merges adjacent ones, so they are compared in merged form."""

    actions = "prefixes"

    def wire(self, value, context):
        try:
            return merge_networks(value)
        except ValueError as error:
            raise CloudError("`%s`: %s" % (self.name, error)) from None

    def without(self, members, others):
        return subtract_networks(members, others)


def usual_default_length(_context, have):
    """The default prefix length of a pool for which none is declared: the minimum. A ``usual`` callable."""
    return have["min_prefixlen"]


class SubnetPool(Neutron):
    def to_result(self, have):
        """The pool by the names of the result, or None. Prefix lengths are numbers; the API returns them as strings."""
        found = super().to_result(have)
        return found and {name: int(value) if name.endswith("_length") and value else value for name, value in found.items()}


SUBNET_POOL = SubnetPool(
    "network.subnet_pool",
    held_by="project",
    path="/subnetpools",
    needed_to_create=("prefixes",),
    key="subnetpool",
    computed={
        **STAMPS,
        "ip_version": Attribute(filterable=True),
    },
    filters="id" + TAG_FILTERS,
    name=Str(required=True),
    description=Str(filterable=True, initial=""),
    prefixes=Prefixes(),
    address_scope=Ref(ADDRESS_SCOPE, api="address_scope_id", filterable=True, initial=None),
    default_prefix_length=Int(api="default_prefixlen", returned="default_prefix_length", filterable=True, usual=usual_default_length),
    minimum_prefix_length=Int(api="min_prefixlen", returned="minimum_prefix_length", filterable=True, usual=(8, 64)),
    maximum_prefix_length=Int(api="max_prefixlen", returned="maximum_prefix_length", filterable=True, usual=(32, 128)),
    default_quota=Int(filterable=True, initial=None),
    is_default=Bool(filterable=True, initial=False),
    is_shared=Bool(api="shared", update=IMMUTABLE, aliases=["shared"], returned="is_shared", filterable=True, initial=False),
    extra_specs=ExtraAttributes(),
    project=project(filterable=True),
    tags=Tags(initial=[]),
)
SUBNET_POOLS = Info(
    SUBNET_POOL,
    "subnet_pools",
    address_scope=Ref(ADDRESS_SCOPE, api="address_scope_id"),
    ip_version=Int(choices=[4, 6]),
    is_default=Bool(),
    is_shared=Bool(api="shared", aliases=["shared"]),
    project=project(),
    **tag_filters(),
)


class Addresses(Grown, Set):
    """The members of an address group. Each is a network; one network may contain another."""

    actions = "addresses"

    def wire(self, value, context):
        return sorted({f.cidr(item) for item in value})


ADDRESS_GROUP = Neutron(
    "network.address_group",
    held_by="project",
    path="/address-groups",
    computed={
        **STAMPS,
        "is_shared": Attribute("shared", filterable=True),
    },
    filters="id",
    name=Str(required=True),
    description=Str(filterable=True, initial=""),
    addresses=Addresses(canon=f.cidr, initial=[]),
    project=project(filterable=True),
)
ADDRESS_GROUPS = Info(ADDRESS_GROUP, "address_groups", description=Str(), project=project())

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The network service (Neutron): subnets."""

from __future__ import annotations

import ipaddress

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.errors import BadOptions
from ansible_collections.stratus.openstack.plugins.module_utils.fields import (
    ANY,
    IMMUTABLE,
    Bool,
    Int,
    Items,
    List,
    Option,
    Ref,
    Set,
    Str,
    Tags,
)
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.address_pools import SUBNET_POOL
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import (
    OWNED,
    SHARED,
    STAMPS,
    TAG_FILTERS,
    Address,
    Cidr,
    ExtraAttributes,
    InNetwork,
    project,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.networks import NETWORK
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.segments import SEGMENT
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN
from ansible_collections.stratus.openstack.plugins.module_utils.visibility import Visibility


class PrefixLength(Str):
    """The prefix length of a subnet from a pool. A creation sends it; a subnet shows it as a part of its `cidr`."""

    def read(self, have):
        return have["cidr"].split("/")[1] if have["cidr"] else UNKNOWN

    def predict_created(self, value):
        return None  # the subnet has no attribute of this name

    def check_type(self, value, where):
        if not value.strip().isdigit():
            raise BadOptions("`%s` must be an integer" % where)

    def wire(self, value, context):
        return int(value)


class Subnet(InNetwork):
    """A subnet. Pairs of options for the same attribute are converted to one option before the comparison."""

    seen_by = Visibility(**OWNED, **SHARED, parent=("network_id", "/networks/%s"))
    goes_with = NETWORK.kind

    def find_declared(self, context):
        have = super().find_declared(context)
        context.params = self.merge_options(context.params, have)
        return have

    @staticmethod
    def merge_options(params, have):
        """The options as a dict, with the gateway in `gateway_ip` only and the pools in `allocation_pools` only. Raises CloudError.

        ``have``: the subnet, or None.
        """
        params = dict(params)
        if params["disable_gateway_ip"]:
            if params["gateway_ip"]:
                raise BadOptions("`gateway_ip` and `disable_gateway_ip` contradict each other")
            params["gateway_ip"] = ""
        elif params["disable_gateway_ip"] is False and params["gateway_ip"] is None and have and not have["gateway_ip"]:
            params["gateway_ip"] = first_address(have["cidr"])
        if params["allocation_pool_start"]:
            params["allocation_pools"] = [{"start": params["allocation_pool_start"], "end": params["allocation_pool_end"]}]
        return params

    def complete_body(self, context, body):
        version = 6 if ":" in str(body.get("cidr")) else 4
        return dict({"ip_version": version}, **super().complete_body(context, body))


def default_gateway(_context, body):
    """The gateway address of a new subnet if the task sets none; UNKNOWN if the API chooses the CIDR. An ``initial`` callable."""
    return first_address(body["cidr"]) if body.get("cidr") else UNKNOWN


def first_address(cidr):
    """The address that the API chooses for the gateway of a subnet with this CIDR."""
    network = ipaddress.ip_network(cidr)
    return str(network[1] if network.version == 4 and network.num_addresses > 1 else network[0])


def usual_pools(_context, have):
    """The allocation pools that the API chooses for a subnet: all addresses, without that of the gateway. A ``usual`` callable."""
    network, gateway = ipaddress.ip_network(have["cidr"]), have["gateway_ip"]
    first, last = (network[1], network[-2]) if network.version == 4 else (network[1], network[-1])
    used = ipaddress.ip_address(gateway) if gateway else None
    pools = [(first, last)]
    if used is not None and first <= used <= last:
        pools = [pair for pair in ((first, used - 1), (used + 1, last)) if first <= pair[0] <= pair[1] <= last]
    return [{"start": str(start), "end": str(end)} for start, end in pools]


def usual_version(_context, have):
    """The IP version of a subnet as its CIDR says. A ``usual`` callable."""
    return ipaddress.ip_network(have["cidr"]).version


IPV6_MODES = ["dhcpv6-stateful", "dhcpv6-stateless", "slaac"]
SUBNET = Subnet(
    "network.subnet",
    held_by="project",
    path="/subnets",
    needs={"network.subnets": 1},
    needed_to_create=("network", ("cidr", "subnet_pool", "use_default_subnet_pool")),
    computed=STAMPS,
    filters="id" + TAG_FILTERS,
    rules={
        "required_together": [["allocation_pool_start", "allocation_pool_end"]],
        "mutually_exclusive": [["subnet_pool", "use_default_subnet_pool"], ["allocation_pools", "allocation_pool_start"]],
    },
    name=Str(required=True),
    network=Ref(NETWORK, api="network_id", update=IMMUTABLE, aliases=["network_name"], filterable=True),
    cidr=Cidr(update=IMMUTABLE, filterable=True),
    ip_version=Int(choices=[4, 6], update=IMMUTABLE, filterable=True, usual=usual_version),
    description=Str(filterable=True, initial=""),
    gateway_ip=Address(filterable=True, initial=default_gateway),
    disable_gateway_ip=Option("bool", aliases=["no_gateway_ip"]),
    is_dhcp_enabled=Bool(api="enable_dhcp", aliases=["enable_dhcp"], returned="is_dhcp_enabled", filterable=True, initial=True),
    allocation_pools=Items(fields={"start": Address(required=True), "end": Address(required=True)}, usual=usual_pools),
    allocation_pool_start=Option(),
    allocation_pool_end=Option(),
    dns_nameservers=List(canon=f.ip, initial=[]),
    host_routes=Items(fields={"destination": Cidr(required=True), "nexthop": Address(required=True)}, initial=[]),
    ipv6_address_mode=Str(choices=IPV6_MODES, update=IMMUTABLE, filterable=True, initial=None),
    ipv6_ra_mode=Str(choices=IPV6_MODES, update=IMMUTABLE, filterable=True, initial=None),
    subnet_pool=Ref(SUBNET_POOL, api="subnetpool_id", update=IMMUTABLE, returned="subnet_pool_id", filterable=True, initial=None),
    use_default_subnet_pool=Bool(
        write_only=True,
        api="use_default_subnetpool",
        aliases=["use_default_subnetpool"],
        returned="use_default_subnet_pool",
        initial=None,
        usual=ANY,
    ),
    prefix_length=PrefixLength(api="prefixlen", update=IMMUTABLE, returned="prefix_length", initial=None, usual=ANY),
    network_segment=Ref(SEGMENT, api="segment_id", filterable=True, initial=None),
    service_types=Set(initial=[]),
    dns_publish_fixed_ip=Bool(filterable=True, initial=False),
    extra_attrs=ExtraAttributes(aliases=["extra_specs"]),
    project=project(filterable=True),
    tags=Tags(initial=[]),
)
SUBNETS = Info(SUBNET, "subnets", aliases=["subnet"], network=Ref(NETWORK, api="network_id"), project=project())


class SubnetRef(Ref):
    """A subnet by name or id. A name is looked up in the task's option `network`, if that is set."""

    def __init__(self, **rest):
        super().__init__(SUBNET, **rest)

    def declare(self, value, context):
        return context.name_of(self.target, value, network_id=(context.object_of(self.target, value) or {}).get("network_id"))

    def wire(self, value, context):
        network = context.params.get("network")
        within = {"network_id": context.resolve(NETWORK, network)} if network and not self.target.is_id(value) else None
        return context.resolve(self.target, value, within)

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The network service (Neutron): networks, subnets and ports. Routers, floating IPs and security groups have files of their own."""

from __future__ import annotations

import ipaddress

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import (
    FROZEN,
    IN_PLACE,
    Bool,
    Dict,
    Int,
    Items,
    List,
    Option,
    Ref,
    RefSet,
    Set,
    Str,
    Tags,
)
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.network_addresses import SUBNET_POOL
from ansible_collections.stratus.openstack.plugins.module_utils.services.network_base import (
    TAG_FILTERS,
    Address,
    AtCreation,
    Cidr,
    FixedIps,
    Further,
    InNetwork,
    Neutron,
    project,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.network_qos import QOS_POLICY
from ansible_collections.stratus.openstack.plugins.module_utils.services.network_security import SECURITY_GROUP


class Network(Neutron):
    def mode(self, context, name):
        """A VLAN can get another number; a tunnel keeps the one it has."""
        vlan = (context.found or {}).get("provider:network_type") == "vlan"
        return IN_PLACE if vlan and name == "provider_segmentation_id" else super().mode(context, name)


NETWORK = Network(
    "network.network",
    path="/networks",
    reads="availability_zone_hints availability_zones created_at description dns_domain ipv4_address_scope_id=ipv4_address_scope"
    " ipv6_address_scope_id=ipv6_address_scope is_admin_state_up=admin_state_up is_default is_port_security_enabled=port_security_enabled"
    " is_router_external=router:external is_shared=shared is_vlan_qinq=vlan_qinq is_vlan_transparent=vlan_transparent mtu project_id"
    " provider_network_type=provider:network_type provider_physical_network=provider:physical_network"
    " provider_segmentation_id=provider:segmentation_id pvlan qos_policy_id revision_number segments status subnet_ids=subnets tags"
    " tenant_id updated_at",
    filters="description status project_id id ipv4_address_scope ipv6_address_scope admin_state_up port_security_enabled router:external"
    " shared provider:network_type provider:physical_network provider:segmentation_id mtu" + TAG_FILTERS,
    name=Str(required=True),
    description=Str(),
    admin_state_up=Bool(),
    shared=Bool(),
    external=Bool(api="router:external"),
    is_default=Bool(),
    is_vlan_transparent=Bool(api="vlan_transparent", update=FROZEN),
    mtu=Int(aliases=["mtu_size"]),
    port_security_enabled=Bool(),
    dns_domain=Str(),
    provider_network_type=Str(api="provider:network_type", update=FROZEN),
    provider_physical_network=Str(api="provider:physical_network", update=FROZEN),
    provider_segmentation_id=Int(api="provider:segmentation_id", update=FROZEN),
    qos_policy=Ref(QOS_POLICY, api="qos_policy_id"),
    availability_zone_hints=List(update=FROZEN),
    project=project(),
    tags=Tags(),
)
NETWORKS = Info(NETWORK, "networks", external=Bool(api="router:external"), project=project())


class Segment(InNetwork):
    """A segment of a network. The one that each network has from its creation on has no name."""

    def complete(self, context, body):
        if "network_type" not in body:
            raise CloudError("It does not exist, and `network_type` is needed to create it")
        return super().complete(context, body)


SEGMENT = Segment(
    "network.segment",
    path="/segments",
    scoped=False,
    result="network_segment",
    reads="created_at description network_id network_type physical_network revision_number segmentation_id updated_at",
    filters="description id network_id network_type physical_network",
    name=Str(required=True),
    description=Str(),
    network=Ref(NETWORK, api="network_id", update=FROZEN),
    network_type=Str(update=FROZEN),
    physical_network=Str(update=FROZEN),
    segmentation_id=Int(update=FROZEN),
)


def with_segmentation(context, segments):
    wanted = context.params["segmentation_id"]
    return [segment for segment in segments if wanted in (None, segment["segmentation_id"])]


SEGMENTS = Info(
    SEGMENT,
    "network_segments",
    narrow=with_segmentation,
    network=Ref(NETWORK, api="network_id"),
    network_type=Str(),
    physical_network=Str(),
    segmentation_id=Option("int"),
)


class DefaultPool(AtCreation, Bool):
    """Whether the range comes out of the default pool."""


class PrefixLength(Str):
    def read(self, have):
        return have["cidr"].split("/")[1]

    def wire(self, value, context):
        return int(value)


class Subnet(InNetwork):
    """A subnet. Options that say the same in two ways are brought into one form first."""

    def declared(self, context):
        have = super().declared(context)
        context.params = self.one_form(context.params, have)
        return have

    @staticmethod
    def one_form(params, have):
        """The options with the gateway and the pools said in one way. ``have``: the subnet, or None."""
        params = dict(params)
        if params["disable_gateway_ip"]:
            if params["gateway_ip"]:
                raise CloudError("`gateway_ip` and `disable_gateway_ip` contradict each other")
            params["gateway_ip"] = ""
        elif params["disable_gateway_ip"] is False and params["gateway_ip"] is None and have and not have["gateway_ip"]:
            params["gateway_ip"] = first_address(have["cidr"])
        if params["allocation_pool_start"]:
            params["allocation_pools"] = [{"start": params["allocation_pool_start"], "end": params["allocation_pool_end"]}]
        return params

    def complete(self, context, body):
        if not {"cidr", "subnetpool_id", "use_default_subnetpool"} & set(body):
            raise CloudError("It does not exist, and one of `cidr`, `subnet_pool` and `use_default_subnet_pool` is needed to create it")
        version = 6 if ":" in str(body.get("cidr")) else 4
        return dict({"ip_version": version}, **super().complete(context, body))


def first_address(cidr):
    """The address that the API gives to a subnet's gateway by itself."""
    network = ipaddress.ip_network(cidr)
    return str(network[1] if network.version == 4 and network.num_addresses > 1 else network[0])


IPV6_MODES = ["dhcpv6-stateful", "dhcpv6-stateless", "slaac"]
SUBNET = Subnet(
    "network.subnet",
    path="/subnets",
    reads="allocation_pools cidr created_at description dns_nameservers dns_publish_fixed_ip gateway_ip host_routes ip_version"
    " ipv6_address_mode ipv6_ra_mode is_dhcp_enabled=enable_dhcp network_id prefix_length=prefixlen project_id revision_number segment_id"
    " service_types subnet_pool_id=subnetpool_id tags tenant_id updated_at use_default_subnet_pool=use_default_subnetpool",
    filters="cidr description gateway_ip id ip_version ipv6_address_mode ipv6_ra_mode network_id segment_id dns_publish_fixed_ip project_id"
    " enable_dhcp subnetpool_id" + TAG_FILTERS,
    rules={
        "required_together": [["allocation_pool_start", "allocation_pool_end"]],
        "mutually_exclusive": [["subnet_pool", "use_default_subnet_pool"], ["allocation_pools", "allocation_pool_start"]],
    },
    name=Str(required=True),
    network=Ref(NETWORK, api="network_id", update=FROZEN, aliases=["network_name"]),
    cidr=Cidr(update=FROZEN),
    ip_version=Int(choices=[4, 6], update=FROZEN),
    description=Str(),
    gateway_ip=Address(),
    disable_gateway_ip=Option("bool", aliases=["no_gateway_ip"]),
    is_dhcp_enabled=Bool(api="enable_dhcp", aliases=["enable_dhcp"]),
    allocation_pools=Items(fields={"start": Address(required=True), "end": Address(required=True)}),
    allocation_pool_start=Option(),
    allocation_pool_end=Option(),
    dns_nameservers=List(canon=f.ip),
    host_routes=Items(fields={"destination": Cidr(required=True), "nexthop": Address(required=True)}),
    ipv6_address_mode=Str(choices=IPV6_MODES, update=FROZEN),
    ipv6_ra_mode=Str(choices=IPV6_MODES, update=FROZEN),
    subnet_pool=Ref(SUBNET_POOL, api="subnetpool_id", update=FROZEN),
    use_default_subnet_pool=DefaultPool(api="use_default_subnetpool", aliases=["use_default_subnetpool"]),
    prefix_length=PrefixLength(api="prefixlen", update=FROZEN),
    network_segment=Ref(SEGMENT, api="segment_id"),
    service_types=Set(),
    dns_publish_fixed_ip=Bool(),
    extra_attrs=Further(aliases=["extra_specs"]),
    project=project(),
    tags=Tags(),
)
SUBNETS = Info(SUBNET, "subnets", aliases=["subnet"], network=Ref(NETWORK, api="network_id"), project=project())


class SubnetRef(Ref):
    """A subnet by name or id: by name one of the network that the task names, if it names one."""

    def __init__(self, **rest):
        super().__init__(SUBNET, **rest)

    def wire(self, value, context):
        network = context.params.get("network")
        within = {"network_id": context.resolve(NETWORK, network)} if network and not self.target.is_id(value) else None
        return context.resolve(self.target, value, within)


def pair_address(value):
    """An address or a network in its canonical spelling."""
    return f.cidr(value) if "/" in str(value) else f.ip(value)


class Port(InNetwork):
    """A port. An update keeps the addresses it can keep, and takes back the DHCP options that are no longer declared."""

    def declared(self, context):
        if context.params["no_security_groups"]:
            if context.params["security_groups"]:
                raise CloudError("`security_groups` and `no_security_groups` contradict each other")
            context.params = dict(context.params, security_groups=[])
        return super().declared(context)

    def fitted(self, have, body):
        body = dict(body)
        if "fixed_ips" in body:
            body["fixed_ips"] = FixedIps.kept(have["fixed_ips"], body["fixed_ips"])
        if "extra_dhcp_opts" in body:
            stays = {dhcp_key(option) for option in body["extra_dhcp_opts"]}
            gone = [dict(option, opt_value=None) for option in have.get("extra_dhcp_opts") or [] if dhcp_key(option) not in stays]
            body["extra_dhcp_opts"] = body["extra_dhcp_opts"] + gone
        return body


def dhcp_key(option):
    return option["opt_name"], int(option.get("ip_version") or 4)


VNIC_TYPES = ["normal", "direct", "direct-physical", "macvtap", "baremetal", "virtio-forwarder"]
VNIC_TYPES += ["vdpa", "smart-nic", "accelerator-direct", "accelerator-direct-physical", "remote-managed"]
PORT = Port(
    "network.port",
    path="/ports",
    reads="allowed_address_pairs binding_host_id=binding:host_id binding_profile=binding:profile binding_vif_details=binding:vif_details"
    " binding_vif_type=binding:vif_type binding_vnic_type=binding:vnic_type created_at data_plane_status description device_id device_owner"
    " device_profile dns_assignment dns_domain dns_name extra_dhcp_opts fixed_ips hardware_offload_type hints ip_allocation"
    " is_admin_state_up=admin_state_up is_port_security_enabled=port_security_enabled mac_address network_id numa_affinity_policy"
    " project_id propagate_uplink_status pvlan_community pvlan_type qos_network_policy_id qos_policy_id resource_request revision_number"
    " security_group_ids=security_groups status tags tenant_id trunk_details trusted updated_at",
    filters="binding:host_id binding:vif_type binding:vnic_type description device_id device_owner fixed_ips id ip_address mac_address"
    " network_id status subnet_id project_id admin_state_up port_security_enabled" + TAG_FILTERS,
    name=Str(required=True),
    network=Ref(NETWORK, api="network_id", update=FROZEN),
    description=Str(),
    is_admin_state_up=Bool(api="admin_state_up", aliases=["admin_state_up"]),
    mac_address=Str(canon=f.mac),
    fixed_ips=FixedIps(fields={"ip_address": Address(), "subnet_id": SubnetRef(aliases=["subnet"])}),
    device_id=Str(),
    device_owner=Str(),
    security_groups=RefSet(SECURITY_GROUP),
    no_security_groups=Option("bool", default=False),
    allowed_address_pairs=Items(fields={"ip_address": Str(canon=pair_address), "mac_address": Str(canon=f.mac)}),
    binding_profile=Dict(api="binding:profile"),
    binding_vnic_type=Str(api="binding:vnic_type", aliases=["vnic_type"], choices=VNIC_TYPES),
    binding_host_id=Str(api="binding:host_id"),
    dns_name=Str(),
    dns_domain=Str(),
    extra_dhcp_opts=Items(
        fields={"opt_name": Str(required=True), "opt_value": Str(required=True), "ip_version": Int(required=True)},
    ),
    is_port_security_enabled=Bool(api="port_security_enabled", aliases=["port_security_enabled"]),
    propagate_uplink_status=Bool(),
    qos_policy=Ref(QOS_POLICY, api="qos_policy_id"),
    numa_affinity_policy=Str(choices=["required", "preferred", "legacy", "socket"]),
    device_profile=Str(update=FROZEN),
    hardware_offload_type=Str(choices=["switchdev"], update=FROZEN),
    hints=Dict(),
    trusted=Bool(),
    data_plane_status=Str(choices=["ACTIVE", "DOWN"], create=False),
    project=project(),
    tags=Tags(),
)
PORTS = Info(PORT, "ports", aliases=["port"], network=Ref(NETWORK, api="network_id"), project=project())

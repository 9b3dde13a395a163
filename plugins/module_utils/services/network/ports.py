# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The network service (Neutron): ports."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.errors import BadOptions
from ansible_collections.stratus.openstack.plugins.module_utils.fields import (
    ANY,
    IMMUTABLE,
    Attribute,
    Bool,
    Dict,
    Int,
    Items,
    Option,
    Ref,
    RefSet,
    Str,
    Tags,
)
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import (
    PORT_NAME,
    STAMPS,
    TAG_FILTERS,
    Address,
    FixedIps,
    InNetwork,
    project,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.networks import NETWORK
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.qos import QOS_POLICY
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.security_groups import SECURITY_GROUP
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.subnets import SubnetRef


def pair_address(value):
    """The address of an allowed address pair, an IP address or a network in CIDR notation, in its canonical spelling."""
    return f.cidr(value) if "/" in str(value) else f.ip(value)


USED_BY = ("compute:", "trunk:", "baremetal:")  # owners of ports that users have made, and of others
# What has made a port, by the beginning of its device owner
MAKERS = {
    "compute:": "compute.server",
    "network:router": "network.router",
    "network:ha_router": "network.router",
    "Octavia": "load_balancer.load_balancer",
}


class Port(InNetwork):
    """A port. An update keeps existing addresses where possible, and removes DHCP options that are not declared."""

    follows = (("network.subnet", "network.network"),)  # without a subnet, the port would have no address
    selects_by = ("device_id", "device_owner")  # as servers and routers list their ports

    def list_held(self, context, project):
        """The ports of a project, without those of the network service that come and go by themselves."""
        found = super().list_held(context, project)
        return [have for have in found if self.maker_of(have) or not str(have.get("device_owner")).startswith("network:")]

    def maker_of(self, have):
        """A port that a service has made for something: a router, a load balancer, a DHCP agent. Nova makes ports without a name."""
        owner, device = have.get("device_owner") or "", have.get("device_id") or ""
        if not owner or owner.startswith(USED_BY) and (have.get("name") or not owner.startswith("compute:")):
            return None
        kind = next((kind for prefix, kind in MAKERS.items() if owner.startswith(prefix)), None)
        if kind is None and owner.startswith("network:"):
            return None
        return kind, device[3:] if device.startswith("lb-") else device, "%s %s" % (owner, device)

    def find_declared(self, context):
        if context.params["no_security_groups"]:
            if context.params["security_groups"]:
                raise BadOptions("`security_groups` and `no_security_groups` contradict each other")
            context.params = dict(context.params, security_groups=[])
        return super().find_declared(context)

    def reason_to_skip(self, context, have):
        owner = have.get("device_owner") or ""
        if owner.startswith("network:"):
            return "the network service creates it"
        return "the load balancing service creates it" if owner == "Octavia" else ""

    def complete_update(self, have, body):
        body = dict(body)
        if "fixed_ips" in body:
            body["fixed_ips"] = FixedIps.keep_addresses(have["fixed_ips"], body["fixed_ips"])
        if "extra_dhcp_opts" in body:
            declared = {dhcp_key(option) for option in body["extra_dhcp_opts"]}
            surplus = [option for option in have.get("extra_dhcp_opts") or [] if dhcp_key(option) not in declared]
            body["extra_dhcp_opts"] = body["extra_dhcp_opts"] + [dict(option, opt_value=None) for option in surplus]
        return body


class DhcpOptions(Items):
    """DHCP options, of IPv4 unless they say otherwise. An update removes an option whose value is null."""

    def wire(self, value, context):
        return [dict({"ip_version": 4}, **item) for item in super().wire(value, context)]

    def item_key(self, item):
        return super().item_key(dict({"ip_version": 4}, **item))

    def predict_created(self, value):
        return [item for item in super().predict_created(value) if item["opt_value"] is not None]


class Hints(Dict):
    """Hints for the network backend. The API shows null after an empty dict."""

    def predict_created(self, value):
        return value or None


def dhcp_key(option):
    """(name, IP version): what identifies a DHCP option of a port."""
    return option["opt_name"], int(option.get("ip_version") or 4)


def usual_port_security(context, have):
    """Whether a new port has port security: its network says so. A ``usual`` callable."""
    return (context.object_of(NETWORK, have["network_id"]) or {}).get("port_security_enabled", True)


def usual_of_device(_context, have):
    """A DNS name or domain that the service sets when a server gets the port. A ``usual`` callable."""
    return ANY if have.get("device_id") else ""


VNIC_TYPES = ["normal", "direct", "direct-physical", "macvtap", "baremetal", "virtio-forwarder"]
VNIC_TYPES += ["vdpa", "smart-nic", "accelerator-direct", "accelerator-direct-physical", "remote-managed"]
PORT = Port(
    PORT_NAME.kind,
    held_by="project",
    path=PORT_NAME.path,
    needs={"network.ports": 1},
    needed_to_create=("network",),
    computed={
        **STAMPS,
        "binding_vif_details": Attribute("binding:vif_details"),
        "binding_vif_type": Attribute("binding:vif_type", filterable=True),
        "dns_assignment": Attribute(),
        "ip_allocation": Attribute(),
        "pvlan_community": Attribute(),
        "pvlan_type": Attribute(),
        "qos_network_policy_id": Attribute(),
        "resource_request": Attribute(),
        "status": Attribute(filterable=True),
        "trunk_details": Attribute(),
    },
    filters="id ip_address subnet_id" + TAG_FILTERS,
    name=Str(required=True),
    network=Ref(NETWORK, api="network_id", update=IMMUTABLE, filterable=True),
    description=Str(filterable=True, initial=""),
    is_admin_state_up=Bool(api="admin_state_up", aliases=["admin_state_up"], returned="is_admin_state_up", filterable=True, initial=True),
    mac_address=Str(canon=f.mac, filterable=True, usual=ANY),
    fixed_ips=FixedIps(fields={"ip_address": Address(), "subnet_id": SubnetRef(aliases=["subnet"])}, filterable=True),
    device_id=Str(filterable=True, initial="", usual=ANY),
    device_owner=Str(filterable=True, initial="", usual=ANY),
    security_groups=RefSet(SECURITY_GROUP, returned="security_group_ids"),
    no_security_groups=Option("bool", default=False),
    allowed_address_pairs=Items(fields={"ip_address": Str(canon=pair_address), "mac_address": Str(canon=f.mac)}, initial=[]),
    binding_profile=Dict(api="binding:profile", returned="binding_profile", usual=ANY),
    binding_vnic_type=Str(
        api="binding:vnic_type", aliases=["vnic_type"], choices=VNIC_TYPES, returned="binding_vnic_type", filterable=True, initial="normal"
    ),
    binding_host_id=Str(api="binding:host_id", returned="binding_host_id", filterable=True, usual=ANY),
    dns_name=Str(initial="", usual=usual_of_device),
    dns_domain=Str(initial="", usual=usual_of_device),
    extra_dhcp_opts=DhcpOptions(
        fields={"opt_name": Str(required=True), "opt_value": Str(required=True), "ip_version": Int()}, initial=[]
    ),
    is_port_security_enabled=Bool(
        api="port_security_enabled",
        aliases=["port_security_enabled"],
        returned="is_port_security_enabled",
        filterable=True,
        initial=f.of_another("/networks", "port_security_enabled", "network_id"),
        usual=usual_port_security,
    ),
    propagate_uplink_status=Bool(initial=True),
    qos_policy=Ref(QOS_POLICY, api="qos_policy_id", initial=None),
    numa_affinity_policy=Str(choices=["required", "preferred", "legacy", "socket"]),
    device_profile=Str(update=IMMUTABLE),
    hardware_offload_type=Str(choices=["switchdev"], update=IMMUTABLE),
    hints=Hints(),
    trusted=Bool(),
    data_plane_status=Str(choices=["ACTIVE", "DOWN"], create=False, initial=None),
    project=project(filterable=True),
    tags=Tags(initial=[]),
)
PORTS = Info(PORT, "ports", aliases=["port"], network=Ref(NETWORK, api="network_id"), project=project())

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The network service (Neutron): networks."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import FROZEN, IN_PLACE, Bool, Int, List, Ref, Str, Tags
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import TAG_FILTERS, Neutron, project
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.qos import QOS_POLICY


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

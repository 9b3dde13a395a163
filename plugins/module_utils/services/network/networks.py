# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The network service (Neutron): networks."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import (
    ANY,
    IMMUTABLE,
    IN_PLACE,
    Attribute,
    Bool,
    Int,
    List,
    Ref,
    Str,
    Tags,
)
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import (
    NETWORK_NAME,
    STAMPS,
    TAG_FILTERS,
    Neutron,
    project,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.qos import QOS_POLICY


class Network(Neutron):
    """A network. Neutron can change the segmentation id of an existing network only if its type is vlan."""

    def mode(self, context, name):
        """How a difference in a field is handled -> IN_PLACE, IMMUTABLE or DRIFT."""
        vlan = (context.found or {}).get("provider:network_type") == "vlan"
        return IN_PLACE if vlan and name == "provider_segmentation_id" else super().mode(context, name)


MTUS = (1442, 1450, 1458, 1500)  # what Neutron chooses in physical networks with 1500: with Geneve, VXLAN, GRE, and without a tunnel


def usual_provider(_context, have):
    """The attributes of the provider as an administrator has not declared them: the network has no physical one. A ``usual`` callable."""
    return None if have.get("provider:physical_network") else ANY


NETWORK = Network(
    NETWORK_NAME.kind,
    held_by="project",
    path=NETWORK_NAME.path,
    needs={"network.networks": 1},
    computed={
        **STAMPS,
        "availability_zones": Attribute(),
        "ipv4_address_scope_id": Attribute("ipv4_address_scope", filterable=True, initial=None),
        "ipv6_address_scope_id": Attribute("ipv6_address_scope", filterable=True, initial=None),
        "is_vlan_qinq": Attribute("qinq"),
        "pvlan": Attribute(),
        "segments": Attribute(),
        "status": Attribute(filterable=True, initial="ACTIVE"),
        "subnet_ids": Attribute("subnets"),
    },
    filters="id" + TAG_FILTERS,
    name=Str(required=True),
    description=Str(filterable=True, initial=""),
    admin_state_up=Bool(returned="is_admin_state_up", filterable=True, initial=True),
    shared=Bool(returned="is_shared", filterable=True, initial=False),
    external=Bool(api="router:external", returned="is_router_external", filterable=True, initial=False),
    is_default=Bool(usual=False),
    is_vlan_transparent=Bool(api="vlan_transparent", update=IMMUTABLE, returned="is_vlan_transparent", usual=False),
    mtu=Int(aliases=["mtu_size"], filterable=True, usual=MTUS),
    port_security_enabled=Bool(returned="is_port_security_enabled", filterable=True, initial=True),
    dns_domain=Str(initial=""),
    provider_network_type=Str(
        api="provider:network_type", update=IMMUTABLE, returned="provider_network_type", filterable=True, usual=usual_provider
    ),
    provider_physical_network=Str(
        api="provider:physical_network", update=IMMUTABLE, returned="provider_physical_network", filterable=True, usual=usual_provider
    ),
    provider_segmentation_id=Int(
        api="provider:segmentation_id", update=IMMUTABLE, returned="provider_segmentation_id", filterable=True, usual=usual_provider
    ),
    qos_policy=Ref(QOS_POLICY, api="qos_policy_id", initial=None),
    availability_zone_hints=List(update=IMMUTABLE, initial=[]),
    project=project(filterable=True),
    tags=Tags(initial=[]),
)
NETWORKS = Info(NETWORK, "networks", external=Bool(api="router:external"), project=project())

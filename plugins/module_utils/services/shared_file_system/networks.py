# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Share networks of the shared file system service (Manila)."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Option, Ref, Str, own_project
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.parts import Listed
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import NETWORK_NAME as NEUTRON_NETWORK
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import SUBNET_NAME as NEUTRON_SUBNET
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.base import (
    NETWORK_NAME,
    SECURITY_NAME,
    Manila,
    all_projects_options,
)
from ansible_collections.stratus.openstack.plugins.module_utils.status import Status
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

SUBNETS = "share_network_subnets"
OF_SUBNET = ("neutron_net_id", "neutron_subnet_id", "availability_zone")
UNSET = ("cidr", "gateway", "ip_version", "mtu", "network_type", "segmentation_id", "updated_at")  # until the first share is created


def in_subnet(kind):
    """A subclass of a type of field for an attribute that the service shows in the first subnet of a share network."""

    class InSubnet(kind):
        def read(self, have):
            subnets = have.get(SUBNETS) if have else None
            return subnets if subnets is UNKNOWN else subnets[0].get(self.api) if subnets else None

    return InSubnet


class SecurityServices(Listed):
    """The security services of a share network. The API lists them by a filter."""

    place, key = "/security-services", "security_services"

    def load(self, context, have):
        predicted = context.session.known(context.resource.service, context.path(have, self.place))
        if self.key in predicted:
            listing = predicted[self.key]
        else:
            listing = SECURITY_NAME.list(context.at(SECURITY_NAME), {"share_network_id": have["id"]})
        return sorted(self.identify(entry) for entry in listing)

    def entry(self, have, identifier):
        return {"id": identifier}

    def identify(self, entry):
        return entry["id"]

    def request(self, identifier, adds):
        action = "add_security_service" if adds else "remove_security_service"
        return "POST", "/action", {"json": {action: {"security_service_id": identifier}}}


class ShareNetwork(Manila):
    """A share network. Its creation also creates its first subnet."""

    def predict_creation(self, context, body):
        first = {"id": UNKNOWN, "created_at": UNKNOWN, "metadata": {}, **dict.fromkeys(UNSET), **{key: body.get(key) for key in OF_SUBNET}}
        plain = {key: value for key, value in body.items() if key not in OF_SUBNET}
        return dict(super().predict_creation(context, plain), **{SUBNETS: [first]})

    def predict_update(self, have, body):
        inner = {key: value for key, value in body.items() if key in OF_SUBNET}
        outer = super().predict_update(have, {key: value for key, value in body.items() if key not in OF_SUBNET})
        if inner and have.get(SUBNETS):
            outer[SUBNETS] = [dict(have[SUBNETS][0], updated_at=UNKNOWN, **inner), *have[SUBNETS][1:]]
        return outer

    def to_result(self, have):
        found = super().to_result(have)
        return found and dict(found, **{self.fields[name].api: self.fields[name].read(have) for name in ("network", "subnet")})


NETWORK = ShareNetwork(
    NETWORK_NAME.kind,
    held_by="project",
    path=NETWORK_NAME.path,
    detail=NETWORK_NAME.detail,
    status=Status(busy="NETWORK_CHANGE"),
    computed={
        "created_at": Attribute(),
        "project_id": Attribute(filterable=True, initial=own_project),
        "share_network_subnets": Attribute(),
        "status": Attribute(initial="active"),
        "updated_at": Attribute(initial=None),
    },
    filters="created_since created_before security_service_id",
    rules={"required_by": {"subnet": ["network"]}},
    name=Str(required=True, filterable=True),
    id=Option(),
    description=Str(filterable=True, initial=None),
    network=in_subnet(Ref)(NEUTRON_NETWORK, "neutron_net_id", aliases=["neutron_net_id"], filterable=True),
    subnet=in_subnet(Ref)(NEUTRON_SUBNET, "neutron_subnet_id", aliases=["neutron_subnet_id"], filterable=True),
    availability_zone=in_subnet(Str)(update=IMMUTABLE, since="2.51", returned=False),
    security_services=SecurityServices(SECURITY_NAME, returned=False, usual=[]),
)
NETWORKS = Info(
    NETWORK,
    "share_networks",
    network=Ref(NEUTRON_NETWORK, api="neutron_net_id"),
    subnet=Ref(NEUTRON_SUBNET, api="neutron_subnet_id"),
    security_service=Ref(SECURITY_NAME, api="security_service_id"),
    **all_projects_options(),
)

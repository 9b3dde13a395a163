# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Subnets of share networks in the shared file system service (Manila), in addition to the first one of each share network."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.errors import BadOptions, Missing
from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Option, Ref, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.parts import KeyedMap
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import NETWORK_NAME as NEUTRON_NETWORK
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import SUBNET_NAME as NEUTRON_SUBNET
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.base import NETWORK_NAME, Manila
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

# the options that identify a subnet in its share network; the zone is compared without a look-up of names
IDENTITY = ("availability_zone", "network", "subnet")


class Metadata(KeyedMap):
    """The metadata of a subnet. It is also part of the request that creates the subnet."""

    body = True


class Zone(Str):
    """An availability zone. An empty string means all zones, which the API calls null."""

    def wire(self, value, context):
        return value or None


class NetworkSubnet(Manila):
    """A subnet of a share network. It has no name: its network, subnet and availability zone identify it."""

    key_option = "share_network"
    unique = True  # the service refuses an equal one

    def reason_to_skip(self, context, have):
        owner = context.object_of(NETWORK_NAME, have.get("share_network_id")) or {}
        shown = owner.get("share_network_subnets") or [owner]
        return "the share network shows it" if shown[0].get("neutron_subnet_id") == have.get("neutron_subnet_id") else ""

    def find_declared(self, context):
        wanted = [name for name in IDENTITY if context.params[name] is not None]
        identifier = context.params["id"]
        if not wanted and not identifier:
            hint = "Name it with `network` and `subnet`, with `availability_zone`, or with `id`"
            raise BadOptions("It is not clear which one", hint=hint)

        def find():
            if identifier:
                return self.fetch(context, identifier)
            found = [have for have in self.list(context) if all(self.agrees(context, have, name, self.fields[name]) for name in wanted)]
            return self.single(found, context.params[self.key_option])

        have = self.find_below(context, find)
        if have is None and identifier and context.params["state"] != "absent":
            raise Missing("There is no %s with the ID %s" % (self.label, identifier), service=self.service)
        return have


NETWORK_SUBNET = NetworkSubnet(
    "shared_file_system.share_network_subnet",
    path="/share-networks/{share_network_id}/subnets",
    by_name=None,
    since="2.51",
    request_keys={"create": "share-network-subnet"},
    rules={"required_together": [["network", "subnet"]]},
    owner_shows=("share_network", dict.fromkeys(("create", "delete"), {"share_network_subnets": UNKNOWN})),
    computed={
        "cidr": Attribute(initial=None),
        "created_at": Attribute(),
        "gateway": Attribute(initial=None),
        "ip_version": Attribute(initial=None),
        "mtu": Attribute(initial=None),
        "network_type": Attribute(initial=None),
        "segmentation_id": Attribute(initial=None),
        "share_network_name": Attribute(),
        "updated_at": Attribute(initial=None),
    },
    share_network=Ref(NETWORK_NAME, api="share_network_id", parent=True, required=True),
    network=Ref(NEUTRON_NETWORK, api="neutron_net_id", aliases=["neutron_net_id"], update=IMMUTABLE, initial=None),
    subnet=Ref(NEUTRON_SUBNET, api="neutron_subnet_id", aliases=["neutron_subnet_id"], update=IMMUTABLE, initial=None),
    id=Option(),
    availability_zone=Zone(update=IMMUTABLE, initial=None),
    metadata=Metadata("/metadata", initial={}, since="2.78"),
)
NETWORK_SUBNETS = Info(
    NETWORK_SUBNET,
    "share_network_subnets",
    name=False,
    share_network=Ref(NETWORK_NAME, api="share_network_id", parent=True, required=True),
)

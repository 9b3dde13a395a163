# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trunks of the network service: a port that carries the traffic of sub-ports, each with a segmentation type and id."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Bool, Int, Items, Ref, Str, Tags
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.parts import Grown
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import (
    STAMPS,
    TAG_FILTERS,
    Neutron,
    project,
    tag_filters,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.ports import PORT

INHERIT = "inherit"  # the segmentation of the sub-port's network; the API shows the resulting type and id instead


class SubPorts(Grown, Items):
    """The sub-ports of a trunk. The API cannot change the segmentation of a sub-port: it is removed and added again."""

    actions = "subports"
    removal_first = True

    def wire(self, value, context):
        if not all(item.get("port") for item in value):
            raise CloudError("Each of `sub_ports` needs a `port`")
        context.resolve_all(PORT, [item["port"] for item in value])
        items = super().wire(value, context)
        items = [dict({"segmentation_type": "vlan"}, **item) if "segmentation_id" in item else item for item in items]
        return f.distinct(items, self.item_key)

    def to_diff(self, value):
        return sorted(super().to_diff(value), key=str)

    def without(self, members, others):
        return [member for member in members if not any(is_same_sub_port(member, other) for other in others)]


def is_same_sub_port(one, other):
    """Whether two sub-ports agree in all keys that both have. With an inherited segmentation, only their ports are compared."""
    if INHERIT in (one.get("segmentation_type"), other.get("segmentation_type")):
        return one["port_id"] == other["port_id"]
    return all(one[name] == other[name] for name in one.keys() & other.keys())


class Trunk(Neutron):
    """A trunk. The API refuses changes of its sub-ports and its removal while its admin state is down.

    So sub-ports are changed before it is set down, and a trunk that is down is set up before it is removed.
    """

    removed_after = ("compute.server",)  # a trunk whose parent port is in use cannot be removed
    stays_with = PORT.kind

    def update(self, context, have, body):
        parts = {"sub_ports": self.fields["sub_ports"]} if context.params["sub_ports"] is not None else {}
        if body.get("admin_state_up") is False and parts:
            have = self.store_parts(context, have, parts)
            context.parts["sub_ports"] = have["sub_ports"]
        return super().update(context, have, body)

    def delete(self, context, have):
        if have.get("admin_state_up") is False:
            self.update(context, have, {"admin_state_up": True})
        super().delete(context, have)


TRUNK = Trunk(
    "network.trunk",
    held_by="project",
    path="/trunks",
    needs={"network.trunks": 1},
    needed_to_create=("port",),
    computed={
        **STAMPS,
        "status": Attribute(filterable=True),
    },
    filters="id" + TAG_FILTERS,
    name=Str(required=True),
    port=Ref(PORT, api="port_id", update=IMMUTABLE, filterable=True),
    sub_ports=SubPorts(fields={"port": Ref(PORT, api="port_id"), "segmentation_type": Str(), "segmentation_id": Int()}, initial=[]),
    description=Str(filterable=True, initial=""),
    is_admin_state_up=Bool(api="admin_state_up", aliases=["admin_state_up"], returned="is_admin_state_up", filterable=True, initial=True),
    project=project(filterable=True),
    tags=Tags(initial=[]),
)
TRUNKS = Info(TRUNK, "trunks", port=Ref(PORT, api="port_id"), status=Str(), project=project(), **tag_filters())

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The network service (Neutron): segments of networks, and network segment ranges."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Bool, Int, Option, Ref, Str, Tags
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import TAG_FILTERS, InNetwork, Neutron, project
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.networks import NETWORK


class Segment(InNetwork):
    """A segment of a network. The segment that Neutron creates with each network has no name."""


SEGMENT = Segment(
    "network.segment",
    cloud_wide=True,
    path="/segments",
    needed_to_create=("network", "network_type"),
    scoped=False,
    result="network_segment",
    computed={
        "created_at": Attribute(),
        "revision_number": Attribute(),
        "updated_at": Attribute(),
    },
    filters="id",
    name=Str(required=True),
    description=Str(filterable=True),
    network=Ref(NETWORK, api="network_id", update=IMMUTABLE, filterable=True),
    network_type=Str(update=IMMUTABLE, filterable=True),
    physical_network=Str(update=IMMUTABLE, filterable=True),
    segmentation_id=Int(update=IMMUTABLE),
)


def filter_by_segmentation_id(context, segments):
    """The segments with the segmentation id of the task, as a list; all segments if the task has none."""
    wanted = context.params["segmentation_id"]
    return [segment for segment in segments if wanted in (None, segment["segmentation_id"])]


SEGMENTS = Info(
    SEGMENT,
    "network_segments",
    narrow=filter_by_segmentation_id,
    network=Ref(NETWORK, api="network_id"),
    network_type=Str(),
    physical_network=Str(),
    segmentation_id=Option("int"),
)


class SegmentRange(Neutron):
    """A network segment range: the segmentation ids that Neutron may assign. A range without a project is shared."""

    def complete_body(self, context, body):
        return dict({"shared": "project_id" not in body}, **body)


NETWORK_SEGMENT_RANGE = SegmentRange(
    "network.network_segment_range",
    cloud_wide=True,
    path="/network_segment_ranges",
    needed_to_create=("network_type", "minimum", "maximum"),
    scoped=False,
    computed={
        "available": Attribute(),
        "created_at": Attribute(),
        "default": Attribute(),
        "is_shared": Attribute("shared", initial=lambda _context, body: "project_id" not in body),
        "revision_number": Attribute(),
        "updated_at": Attribute(),
        "used": Attribute(),
    },
    filters="id" + TAG_FILTERS,
    name=Str(required=True),
    description=Str(filterable=True),
    is_shared=Bool(api="shared", update=IMMUTABLE, aliases=["shared"]),
    network_type=Str(choices=["geneve", "gre", "vlan", "vxlan"], update=IMMUTABLE, filterable=True),
    physical_network=Str(update=IMMUTABLE, filterable=True),
    minimum=Int(),
    maximum=Int(),
    project=project(filterable=True, initial=None),
    tags=Tags(initial=[]),
)
NETWORK_SEGMENT_RANGES = Info(
    NETWORK_SEGMENT_RANGE, "network_segment_ranges", network_type=Str(), physical_network=Str(), project=project()
)

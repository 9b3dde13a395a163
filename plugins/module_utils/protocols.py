# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How each service speaks HTTP, where that differs: version path, paging, microversion headers, query parameters and errors.

Source: the API references of the services. A service that is not in this table pages by links and has no version path and no
microversions.
"""

from __future__ import annotations

from collections import namedtuple

# options: query parameters of listings that are no attributes of the objects
OPTIONS = frozenset("limit marker offset sort sort_key sort_dir fields detail all_tenants all_projects".split())
# filled_in: attributes that the service fills in when a request leaves them out: their values are unknown as long as a body lacks them
FILLED_IN = frozenset("project_id tenant_id domain_id user_id status availability_zone".split())
# attributes: query parameters that have another name than the attribute. patterns: those that take a regular expression
# equals: what may stand before a value. separator: between values of a list that must all be there. assignment: between an attribute and
# its value in the filter of a list of objects
Query = namedtuple(
    "Query", "options filled_in attributes patterns equals separator assignment", defaults=(OPTIONS, FILLED_IN, {}, (), "", ",", "")
)
QUERY = Query()


class Protocol(
    namedtuple(
        "Protocol",
        "version limit paging microversion legacy query actions replaces_version confirms_with_text slashes_in_names",
        defaults=(QUERY, (), False, False, False),
    )
):
    """version: appended to an endpoint that has no version in its path ({project_id} is filled in).

    limit: the page size to ask for, since some services give pages of 10, 20 or 25 by default. None: no paging unless the server wants it.
    paging: what to do when an answer has no "next" link: None (the listing is complete), "marker" or "offset".
    microversion: the service's name in the OpenStack-API-Version header; legacy: the header that older releases read instead.
    query: how listings understand query parameters. actions: last parts of paths to which a POST creates no object.
    replaces_version: endpoints may name another version, which is replaced. confirms_with_text: writes are answered by a text that is not
    JSON. slashes_in_names: a quoted slash in a path is part of a name.
    """

    __slots__ = ()

    def is_action(self, path):
        return path.rpartition("/")[2] in self.actions


DEFAULT = Protocol(None, 1000, None, None, None)

# Where an error body has its message, the best first: "error" holds those of Heat and Keystone, "detail" those of Placement and Magnum,
# "faultstring" those of Octavia and Ironic, "description" those of Barbican and Zaqar.
MESSAGE_KEYS = (
    "error_message",
    "error",
    "message",
    "faultstring",
    "detail",
    "error_description",
    "explanation",
    "description",
    "msg",
    "title",
    "reason",
)
REQUEST_ID_HEADERS = ("x-openstack-request-id", "x-compute-request-id", "x-trans-id")

ACTION = ("action",)
BLOCK_STORAGE = Query(filled_in=FILLED_IN | {"is_public"})
COMPUTE = Query(OPTIONS | {"minRam", "minDisk"}, FILLED_IN | {"is_public"}, patterns=("name",))
IDENTITY = Query(OPTIONS | {"effective", "include_subtree", "include_names"})
IMAGE = Query(OPTIONS | {"member_status"}, FILLED_IN | {"owner", "visibility"}, {"tag": "tags"}, equals="eq:")
NETWORK = Query(assignment="=")

PROTOCOLS = {
    "accelerator": Protocol("/v2", None, None, "accelerator", None),
    "baremetal": Protocol("/v1", 1000, None, "baremetal", "X-OpenStack-Ironic-API-Version"),
    "baremetal-introspection": Protocol("/v1", 1000, "marker", None, "X-OpenStack-Ironic-Inspector-API-Version"),
    "block-storage": Protocol("/v3/{project_id}", 1000, None, "volume", None, BLOCK_STORAGE, ACTION),
    "clustering": Protocol("/v1", 1000, None, "clustering", None),
    "compute": Protocol("/v2.1", 1000, None, "compute", "X-OpenStack-Nova-API-Version", COMPUTE, ACTION),
    "container-infrastructure-management": Protocol("/v1", 1000, None, "container-infra", None),
    "database": Protocol("/v1.0/{project_id}", 100, None, None, None),
    "dns": Protocol("/v2", 1000, None, None, None),
    "identity": Protocol("/v3", None, None, None, None, IDENTITY, replaces_version=True),
    "image": Protocol("/v2", 1000, None, None, None, IMAGE),
    "instance-ha": Protocol("/v1/{project_id}", 1000, "marker", "instance-ha", None),
    "key-manager": Protocol("/v1", 100, None, "key-manager", None),
    "load-balancer": Protocol("/v2.0", 1000, None, None, None),
    "message": Protocol("/v2", 20, None, None, None),
    "network": Protocol("/v2.0", 1000, None, None, None, NETWORK),
    "object-store": Protocol(None, 10000, "marker", None, None, confirms_with_text=True, slashes_in_names=True),
    "orchestration": Protocol("/v1/{project_id}", 1000, None, None, None),
    "placement": Protocol(None, None, None, "placement", None),
    "shared-file-system": Protocol("/v2", 1000, "offset", "shared-file-system", "X-OpenStack-Manila-API-Version", actions=ACTION),
    "workflow": Protocol("/v2", 1000, None, None, None),
}


def of(service):
    """The Protocol of an official service type."""
    return PROTOCOLS.get(service, DEFAULT)

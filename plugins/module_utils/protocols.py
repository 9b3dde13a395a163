# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The differences between the HTTP APIs of the services: version path, paging, microversion headers, query parameters, errors.

Source: the API references of the services. A service that is not in the table has "next" links, no version path and no microversions.
"""

from __future__ import annotations

from collections import namedtuple

# options: query parameters of listings that are no attributes of the objects
OPTIONS = frozenset("limit marker offset sort sort_key sort_dir fields detail all_tenants all_projects".split())
# filled_in: attributes that the service sets if a request does not have them. The value in a predicted object without them is unknown
FILLED_IN = frozenset("project_id tenant_id domain_id user_id status availability_zone".split())
# attributes: {query parameter: attribute}, where the names differ. patterns: query parameters that accept a regular expression
# equals: prefix that a value may have. separator: text between several values of a parameter that a list must all contain
# assignment: text between an attribute and its value, for the filter of a list of objects
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
    """The API of one service.

    version: the version path. It is appended to an endpoint whose path has no version; {project_id} is replaced.
    limit: the page size (query parameter `limit`), since the default of some services is 10, 20 or 25. None: no `limit` is sent.
    paging: how the next page is requested if an answer has no "next" link: "marker", "offset", or None if the listing is complete then.
    microversion: the name of the service in the OpenStack-API-Version header; legacy: the microversion header of older releases. None if
    the service has none.
    query: Query of the listings. actions: last parts of paths at which a POST creates no object.
    replaces_version: whether ``version`` replaces another version in the endpoint. confirms_with_text: whether answers to writes are texts
    that are not JSON. slashes_in_names: whether names may contain a slash (%2F in a path).
    """

    __slots__ = ()

    def is_action(self, path):
        """Whether a POST to this path is an action, which creates no object."""
        return path.rpartition("/")[2] in self.actions


DEFAULT = Protocol(None, 1000, None, None, None)

# Keys of the message in the body of an error, in the order of preference: "error" of Heat and Keystone, "detail" of Placement and Magnum,
# "faultstring" of Octavia and Ironic, "description" of Barbican and Zaqar.
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
KEY_MANAGER = Query(OPTIONS | {"acl_only", "created", "updated", "expiration"}, attributes={"alg": "algorithm", "bits": "bit_length"})
OBJECT_STORE = Query(OPTIONS | {"delimiter", "prefix", "versions"})
SHARES = Query(filled_in=FILLED_IN | {"is_public"}, attributes={"share_type_id": "share_type"})

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
    "key-manager": Protocol("/v1", 100, None, "key-manager", None, KEY_MANAGER),
    "load-balancer": Protocol("/v2.0", 1000, None, None, None),
    "message": Protocol("/v2", 20, None, None, None),
    "network": Protocol("/v2.0", 1000, None, None, None, NETWORK),
    "object-store": Protocol(None, 10000, "marker", None, None, OBJECT_STORE, confirms_with_text=True, slashes_in_names=True),
    "orchestration": Protocol("/v1/{project_id}", 1000, None, None, None, actions=("actions", "restore")),
    "placement": Protocol(None, None, None, "placement", None),
    "shared-file-system": Protocol("/v2", 1000, "offset", "shared-file-system", "X-OpenStack-Manila-API-Version", SHARES, ACTION),
    "workflow": Protocol("/v2", 1000, None, None, None),
}


def of(service):
    """The Protocol of an official service type."""
    return PROTOCOLS.get(service, DEFAULT)

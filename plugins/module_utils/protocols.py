# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How each service speaks HTTP, where that differs: version path, paging, microversion headers.

Source: the services' API references. A service that is not named here pages by links and has neither a version path nor
microversions of its own.
"""

from __future__ import annotations

from collections import namedtuple

# version: appended to an endpoint that has no version in its path ({project_id} is filled in)
# limit: the page size to ask for; services that page by 10, 20 or 25 unless told are told. None: no paging unless the server wants it
# paging: what to do when an answer has no "next" link: None (it was all), "marker" or "offset"
# microversion: the service's name in the OpenStack-API-Version header; legacy: the header that older releases read instead
Protocol = namedtuple("Protocol", "version limit paging microversion legacy")
DEFAULT = Protocol(None, 1000, None, None, None)

PROTOCOLS = {
    "accelerator": Protocol("/v2", None, None, "accelerator", None),
    "baremetal": Protocol("/v1", 1000, None, "baremetal", "X-OpenStack-Ironic-API-Version"),
    "baremetal-introspection": Protocol("/v1", 1000, "marker", None, "X-OpenStack-Ironic-Inspector-API-Version"),
    "block-storage": Protocol("/v3/{project_id}", 1000, None, "volume", None),
    "clustering": Protocol("/v1", 1000, None, "clustering", None),
    "compute": Protocol("/v2.1", 1000, None, "compute", "X-OpenStack-Nova-API-Version"),
    "container-infrastructure-management": Protocol("/v1", 1000, None, "container-infra", None),
    "database": Protocol("/v1.0/{project_id}", 100, None, None, None),
    "dns": Protocol("/v2", 1000, None, None, None),
    "identity": Protocol("/v3", None, None, None, None),
    "image": Protocol("/v2", 1000, None, None, None),
    "instance-ha": Protocol("/v1/{project_id}", 1000, "marker", "instance-ha", None),
    "key-manager": Protocol("/v1", 100, None, "key-manager", None),
    "load-balancer": Protocol("/v2.0", 1000, None, None, None),
    "message": Protocol("/v2", 20, None, None, None),
    "network": Protocol("/v2.0", 1000, None, None, None),
    "object-store": Protocol(None, 10000, "marker", None, None),
    "orchestration": Protocol("/v1/{project_id}", 1000, None, None, None),
    "placement": Protocol(None, None, None, "placement", None),
    "shared-file-system": Protocol("/v2", 1000, "offset", "shared-file-system", "X-OpenStack-Manila-API-Version"),
    "workflow": Protocol("/v2", 1000, None, None, None),
}


def of(service):
    """The Protocol of an official service type."""
    return PROTOCOLS.get(service, DEFAULT)

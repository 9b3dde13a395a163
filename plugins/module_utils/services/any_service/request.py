# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The operation that sends one request to any service."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import Bool, Dict, List, Option, Raw, Str
from ansible_collections.stratus.openstack.plugins.module_utils.operation import Operation
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage import base as block_storage
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute import base as compute
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity import base as identity
from ansible_collections.stratus.openstack.plugins.module_utils.services.image import base as image
from ansible_collections.stratus.openstack.plugins.module_utils.services.network import base as network
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

DECLARING = (block_storage, compute, identity, image, network)  # their import declares who sees their objects, and hints
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]


def call(session, params):
    """Send the request of the task, or read all pages of a listing -> the task's result. Raises CloudError."""
    path = "/" + params["path"].lstrip("/")
    if params["paginate"]:
        items = session.list(
            params["service"], path, params["list_key"], params["query"], microversion=params["microversion"], headers=params["headers"]
        )
        return {"members": list(items)}
    reads = params["reads"] or params["method"] in ("GET", "HEAD")
    reply = session.raw(
        params["service"],
        params["method"],
        path,
        json=params["body"],
        params=params["query"],
        reads=reads,
        headers=params["headers"] or {},
        microversion=params["microversion"],
        allow=tuple(params["allow"] or ()),
    )
    if reply.request_id is UNKNOWN:  # check mode: the request was not sent
        status = reply.status if reads else UNKNOWN
        return {"status": status, "body": reply.body, "headers": UNKNOWN, "request_id": UNKNOWN, "unknown": ["body"]}
    return {
        "status": reply.status,
        "body": reply.body if reply.body is not None else reply.text or None,
        "headers": {name.lower(): value for name, value in reply.headers.items() if name.lower() != "x-subject-token"},
        "request_id": reply.request_id,
    }


API = Operation(
    call,
    rules={"required_if": [("paginate", True, ("list_key",))]},
    service=Str(required=True),
    method=Str(default="GET", choices=METHODS),
    path=Str(required=True),
    body=Raw(aliases=["json"]),
    query=Dict(),
    headers=Dict(),
    microversion=Str(),
    paginate=Option("bool", default=False),
    list_key=Option(secret=False),
    reads=Bool(default=False),
    allow=List(elements="int"),
)

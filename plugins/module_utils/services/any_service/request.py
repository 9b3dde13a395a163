# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The operation that sends one request to any service."""

from __future__ import annotations

import contextlib

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Bool, Dict, List, Option, Raw, Str
from ansible_collections.stratus.openstack.plugins.module_utils.operation import Operation
from ansible_collections.stratus.openstack.plugins.module_utils.services.any_service import content
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage import base as block_storage
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute import base as compute
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity import base as identity
from ansible_collections.stratus.openstack.plugins.module_utils.services.image import base as image
from ansible_collections.stratus.openstack.plugins.module_utils.services.network import base as network

DECLARING = (block_storage, compute, identity, image, network)  # their import declares who sees their objects, and hints
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]


def call(session, params):
    """Send the request of the task, with a warning if its microversion is not the wanted one -> the task's result. Raises CloudError."""
    result = send(session, params)
    if params["microversion"] and not session.has_microversions(params["service"]):
        session.warnings.append("The %s service has no microversions; `microversion` has no effect" % params["service"])
        return result
    lowered = session.find_lowered(params["service"], params["microversion"])
    if lowered:
        text = "The %s service does not support microversion %s; the request was sent with %s"
        session.warnings.append(text % (params["service"], *lowered))
    return result


def send(session, params):
    """Send the request of the task, or read all pages of a listing -> the task's result. Raises CloudError."""
    path = "/" + params["path"].lstrip("/")
    reject_unused(params)
    headers = header_texts(params["headers"])
    if params["paginate"]:
        return {"members": read_listing(session, params, path, headers)}
    reads = params["reads"] or params["method"] in ("GET", "HEAD")
    with contextlib.ExitStack() as files:
        request = dict(
            content.body_of(session, params, headers, files),
            params=params["query"],
            reads=reads,
            headers=headers,
            microversion=params["microversion"],
            allow=tuple(params["allow"] or ()),
        )
        if params["dest"]:
            return content.download(session, params, path, request)
        reply = session.raw(params["service"], params["method"], path, **request)
    return content.describe(reply, reads)


def read_listing(session, params, path, headers):
    """The members (list) of all pages of a listing. Raises CloudError."""
    key = params["list_key"]
    items = session.list(params["service"], path, key, params["query"], microversion=params["microversion"], headers=headers)
    return list(items)


def reject_unused(params):
    """Raises CloudError for options that would have no effect together with another one."""
    others = [name for name in ("body", "src", "dest") if params[name] is not None]
    if params["method"] != "GET":
        others.append("method %s" % params["method"])
    if params["paginate"] and others:
        raise CloudError("`paginate` reads a listing: it cannot be used with %s" % ", ".join(others))
    if not params["paginate"] and params["list_key"]:
        raise CloudError("`list_key` needs `paginate: true`")
    if params["dest"] and params["method"] not in ("GET", "POST"):
        raise CloudError("`dest` needs an answer with a body: method %s has none" % params["method"])
    if params["body_format"] and params["body"] is None and params["src"] is None:
        raise CloudError("`body_format` needs `body` or `src`")


def header_texts(headers):
    """The headers of a task with values as texts. Content-Type and Accept have these spellings, by which the session knows them."""
    known = {name.lower(): name for name in (content.TYPE, content.ACCEPT)}
    texts = {}
    for name, value in (headers or {}).items():
        if value is not None:
            texts[known.get(str(name).lower(), str(name))] = str(value).lower() if isinstance(value, bool) else str(value)
    return texts


API = Operation(
    call,
    rules={"mutually_exclusive": [("body", "src")]},
    service=Str(required=True),
    method=Str(default="GET", choices=METHODS),
    path=Str(required=True),
    body=Raw(aliases=["json"]),
    body_format=Option(choices=["json", "raw"]),
    src=Option("path"),
    dest=Option("path"),
    query=Dict(),
    headers=Dict(),
    microversion=Str(),
    paginate=Option("bool", default=False),
    list_key=Option(secret=False),
    reads=Bool(default=False),
    allow=List(elements="int"),
)

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bodies of raw requests and of their answers: JSON, texts and files."""

from __future__ import annotations

import json
import os
from urllib.parse import unquote

from ansible_collections.stratus.openstack.plugins.module_utils import transfer
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

TYPE, ACCEPT = "Content-Type", "Accept"
JSON = "application/json"


def body_of(session, params, headers, files):
    """The body of the request as arguments of ``Session.request``. Completes ``headers``. Raises CloudError.

    ``files``: an ExitStack that closes the file when the request is over.
    """
    body, kind = params["body"], params["body_format"]
    if params["src"]:
        path = transfer.located(params["src"])
        if kind == "json":
            return json_text(*read_json(path), headers)
        headers.setdefault(TYPE, "application/octet-stream")
        return {"data": files.enter_context(transfer.Upload(path, params["src"], session.progress))}
    if body is None:
        return {}
    if not isinstance(body, str):
        if kind == "raw":
            kind = "list" if isinstance(body, list) else "mapping" if isinstance(body, dict) else "value"
            advice = "Ansible turns some texts that look like data into data: use `src` with a file, or omit `body_format`"
            raise CloudError("`body` is no text, but a %s" % kind, hint=advice)
        return {"json": body}
    value, is_json = parse(body)
    wanted = headers.get(TYPE)
    if kind is None:
        # a text is data only if the task says so, or if it can be nothing else
        kind = "json" if ("json" in wanted.lower() if wanted else isinstance(value, (dict, list))) else "raw"
    if kind == "raw":
        return {"data": body.encode()}
    return json_text(body, value, headers) if is_json else {"json": body}


def json_text(text, value, headers):
    """A text that is JSON as arguments of ``Session.request``: it is sent as it is written. A prediction needs its ``value``."""
    headers.setdefault(TYPE, JSON)
    return {"json": value, "data": text.encode()}


def parse(text):
    """(value, whether the text is JSON). The value of a text that is not JSON is None."""
    try:
        return json.loads(text), True
    except (ValueError, RecursionError):
        return None, False


def read_json(path):
    """(text, value) of a JSON file. Raises CloudError."""
    text = transfer.read_text(path)
    value, is_json = parse(text)
    if not is_json:
        raise CloudError("%s is not JSON" % path, hint="Remove `body_format` to send a file of any kind")
    return text, value


def describe(reply, reads):
    """The task's result from the answer."""
    if reply.request_id is UNKNOWN:  # check mode: the request was not sent
        status = reply.status if reads else UNKNOWN
        return {"status": status, "body": reply.body, "headers": UNKNOWN, "request_id": UNKNOWN, "unknown": ["body"]}
    return {
        "status": reply.status,
        "body": reply.body if reply.body is not None or reply.is_null else reply.text or None,
        "headers": {name.lower(): value for name, value in reply.headers.items() if name.lower() != "x-subject-token"},
        "request_id": reply.request_id,
    }


def download(session, params, path, request):
    """Save the answer to a file, unless the file has the same content already -> the task's result. Raises CloudError.

    ``request``: arguments of ``Session.request``.
    """
    target = transfer.find_target(params["dest"], unquote(path.partition("?")[0].rstrip("/")).rpartition("/")[2])
    headers = dict({ACCEPT: "*/*", "Accept-Encoding": "identity"}, **request["headers"])
    reply = session.request(params["service"], params["method"], path, **dict(request, headers=headers, stream=True))
    result = describe(reply, request["reads"])
    if reply.status >= 400:  # a status that the task allows: the answer is an error, and no content
        return result
    if reply.request_id is UNKNOWN:
        return dict(result, changed=True, dest=target, size=UNKNOWN, unknown=["body", "size"])
    pieces = transfer.differing(session.http.pieces(reply, method=params["method"], service=params["service"]), target)
    changed = pieces is not None
    if session.dry_run:  # the session predicts requests to the cloud, but not local files
        reply.response.close()
        size = reply.headers.get("Content-Length")
        return dict(result, body=None, changed=changed, dest=target, size=int(size) if size else UNKNOWN)
    if changed:
        transfer.save(pieces, target, path, expected_size(reply), session.progress)
    return dict(result, body=None, changed=changed or bool(session.writes), dest=target, size=os.path.getsize(target))


def expected_size(reply):
    """The number of bytes that must arrive; None if the answer does not say it, or is compressed."""
    size = reply.headers.get("Content-Length") or ""
    return int(size) if size.isdigit() and not reply.headers.get("Content-Encoding") else None

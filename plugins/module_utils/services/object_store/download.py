# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Download objects of the object store (Swift) to files."""

from __future__ import annotations

import os

from ansible_collections.stratus.openstack.plugins.module_utils import transfer
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Option
from ansible_collections.stratus.openstack.plugins.module_utils.operation import Operation
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store import content
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store.objects import OBJECT
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

ANY = {"Accept": "*/*", "Accept-Encoding": "identity"}


def download(session, params):
    """Download an object to a file, unless the file has the same content already -> the task's result. Raises CloudError."""
    context = Context(session, params, OBJECT)
    have = OBJECT.fetch(context, params["name"])
    if have is None:
        text = "There is no object '%s' in the container '%s'" % (params["name"], params["container"])
        raise OBJECT.missing(context, params["name"], text=text)
    path = transfer.find_target(params["dest"], params["name"].rstrip("/").rpartition("/")[2])
    etag = have.get("etag")
    if params.get("checksum") and etag is not UNKNOWN and etag.strip('"') != params["checksum"].lower():
        raise CloudError("The object has the md5 %s, not %s" % (etag.strip('"'), params["checksum"]), service="object_store")
    present = content.Source(path=path) if os.path.isfile(path) else None
    changed = present is None or not content.is_same(context, have, present)
    before = {"path": path, "content": present.describe()} if present else {}
    after = {"path": path, "content": content.describe(have)} if changed else before
    if changed:
        session.change_file(lambda: fetch_content(context, have, path))
    shown = {"path": path, "size": have.get("content-length"), "etag": etag}
    return {"changed": changed, "file": shown, "object": OBJECT.to_result(have), "diff": {"before": before, "after": after}}


def fetch_content(context, have, path):
    """Download the content of an object to a path, and check its size and hash. Raises CloudError."""
    session = context.session
    reply = session.request("object_store", "GET", context.path(have), headers=ANY, stream=True)
    pieces = session.http.pieces(reply, service="object_store")
    is_plain = not content.is_segmented(have) and not have.get("x-object-manifest")
    check = ("md5", have["etag"]) if is_plain and have.get("etag") else None
    transfer.save(pieces, path, "object %s" % context.params["name"], have.get("content-length"), session.progress, check)


DOWNLOAD = Operation(
    download,
    container=Option(required=True),
    name=Option(required=True),
    dest=Option("path", required=True),
    checksum=Option(aliases=["etag"]),
)

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The image service (Glance): the download of images to files."""

from __future__ import annotations

import os

from ansible_collections.stratus.openstack.plugins.module_utils import transfer
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Option
from ansible_collections.stratus.openstack.plugins.module_utils.operation import Operation
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.content import known_hashes, parse_checksum
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.images import IMAGE

BINARY = {"Accept": "application/octet-stream"}


def download(session, params):
    """Download an image to a file, unless the file has the same content already -> the task's result. Raises CloudError."""
    context = Context(session, params, IMAGE)
    have = IMAGE.get(context, params["name"])
    if have.get("status") != "active":
        raise CloudError("The image %s cannot be downloaded: its status is %s" % (have["name"], have.get("status")), service="image")
    path = transfer.find_target(params["dest"], file_name(have))
    check = longest_hash(have)
    if params.get("checksum"):
        wanted = parse_checksum(params["checksum"])
        known = known_hashes(have).get(wanted[0], wanted[1])
        if known != wanted[1]:
            raise CloudError("The image %s has the %s %s, not %s" % (have["name"], wanted[0], known, wanted[1]), service="image")
        check = wanted
    checksum = "%s:%s" % check if check else have.get("os_hash_value")
    before, after = describe_file(path, check), {"path": path, "size": have.get("size"), "checksum": checksum}
    changed = before != after
    if changed:
        session.change_file(lambda: fetch_content(context, have, path, check))
    return {"changed": changed, "file": after, "image": IMAGE.to_result(have), "diff": {"before": before, "after": after}}


def file_name(have):
    """The name of the file for an image in a directory: that of the image, or its id if the name cannot be that of a file."""
    name = (have.get("name") or have["id"]).replace("/", "_")
    return have["id"] if name in (".", "..") else name


def longest_hash(have):
    """(algorithm, hash) of the longest hash that the image service shows; None if it shows no hash."""
    hashes = known_hashes(have)
    return max(hashes.items(), key=lambda pair: len(pair[1])) if hashes else None


def describe_file(path, check):
    """The path, size and checksum of a file, as a dict for the result; {} if the file does not exist."""
    if not os.path.isfile(path):
        return {}
    found = "%s:%s" % (check[0], transfer.digest(path, check[0])) if check else None
    return {"path": path, "size": os.path.getsize(path), "checksum": found}


def fetch_content(context, have, path, check):
    """Download the content of an image to a path. ``check``: (algorithm, hash) to verify, or None. Raises CloudError."""
    session = context.session
    reply = session.request("image", "GET", context.path(have, "/file"), headers=BINARY, stream=True)
    if reply.status == 204:
        raise CloudError("The image %s has no content" % have["name"], service="image")
    pieces = session.http.pieces(reply, service="image")
    transfer.save(pieces, path, "image %s" % have["name"], have.get("size"), session.progress, check)


DOWNLOAD = Operation(
    download,
    name=Option(required=True, aliases=["image"]),
    dest=Option(kind="path", required=True),
    checksum=Option(),
)

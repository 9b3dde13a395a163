# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The content of objects: files and texts, their comparison with an object, and their upload, in segments if they are large.

The hash of an object is the MD5 of its content. That of a static large object is the MD5 of the hashes of its segments.
"""

from __future__ import annotations

import contextlib
import os

from ansible_collections.stratus.openstack.plugins.module_utils import transfer
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store import removal
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store.containers import CONTAINER
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

LARGEST = 5 << 30  # bytes; the service accepts no larger object by default
SEGMENT = 1 << 30  # bytes of a segment of a file that is larger than that
SEGMENT_THREADS = 4  # segments that are sent at the same time
CONTENT = "content"  # in the body of a write: the Source of the content


def md5(data):
    """The MD5 (hex) by which the service identifies a content. It protects against errors of the transfer, not against attacks."""
    found = transfer.hasher("md5")
    found.update(data)
    return found.hexdigest()


class Source:
    """The content that an object gets: that of a file (``path``), or a text (``data``). ``segment_size`` in bytes, None for one object.

    Hashes are computed once, when they are needed. Raises CloudError if the file cannot be read.
    """

    def __init__(self, path=None, data=None, segment_size=None):
        self.data = None if data is None else data.encode("utf-8", "surrogateescape")
        self.path = None if path is None else transfer.located(path)
        self.size = len(self.data) if path is None else os.path.getsize(self.path)
        limit = segment_size or (SEGMENT if self.size > LARGEST else None)
        self.segment_size = limit if limit and self.size > limit else None
        self.known = {}

    @classmethod
    def of(cls, params):
        """The content that a task declares, None if it declares none."""
        size = params.get("segment_size")
        if size is not None and size < 1:
            raise CloudError("`segment_size` must be at least 1")
        if params.get("filename") is None and params.get("data") is None:
            return None
        found = cls(path=params.get("filename"), data=params.get("data"), segment_size=size)
        if params.get("expected_etag") not in (None, found.digest()):
            raise CloudError("The content has the md5 %s, not %s" % (found.digest(), params["expected_etag"]))
        return found

    def digest(self, start=0, size=None):
        """The MD5 of ``size`` bytes from ``start``; of the complete content by default."""
        size = self.size - start if size is None else size
        if (start, size) not in self.known:
            if self.path is None:
                self.known[start, size] = md5(self.data[start : start + size])
            else:
                self.known[start, size] = transfer.digest(self.path, "md5", start, size)
        return self.known[start, size]

    def segments(self):
        """The segments as a list of (start, size in bytes)."""
        return [(start, min(self.segment_size, self.size - start)) for start in range(0, self.size, self.segment_size)]

    def etag(self):
        """The hash that the service will show: in quotes for an object of segments."""
        if not self.segment_size:
            return self.digest()
        return '"%s"' % md5("".join(self.digest(*segment) for segment in self.segments()).encode())

    def body(self, session, what, start=0, size=None):
        """A context manager of the body of a request with ``size`` bytes from ``start``."""
        if self.path is None:
            end = self.size if size is None else start + size
            return contextlib.nullcontext(self.data[start:end])
        return transfer.Upload(self.path, what, session.progress, "md5", start, size)

    def describe(self):
        """The content as a Description."""
        return Description("md5:%s, %d bytes" % (self.etag().strip('"'), self.size))


class Segment(Source):
    """``size`` bytes of another Source from ``start``."""

    def __init__(self, source, start, size):
        self.data, self.path, self.source = None, source.path, source
        self.start, self.size, self.segment_size = start, size, None

    def digest(self, start=0, size=None):
        return self.source.digest(self.start + start, self.size - start if size is None else size)

    def body(self, session, what):
        return self.source.body(session, what, self.start, self.size)


class Description(str):
    """The hash and the size of a content, for diffs."""

    __slots__ = ()


def describe(have):
    """The content of an object as a Description; None if there is no object."""
    if not have:
        return None
    etag, size = have.get("etag"), have.get("content-length")
    return Description(UNKNOWN if etag is UNKNOWN or size is UNKNOWN else "md5:%s, %s bytes" % ((etag or "").strip('"'), size))


def is_segmented(have):
    """Whether an object consists of segments that a manifest lists."""
    return str((have or {}).get("x-static-large-object")).lower() == "true"


def is_same(context, have, source):
    """Whether an object has the content of a Source: compares sizes, then hashes. Raises CloudError."""
    if have.get("etag") is UNKNOWN or have.get("content-length") not in (source.size, UNKNOWN):
        return False
    if not is_segmented(have):
        return source.digest() == have.get("etag")
    if source.segment_size and source.etag() == have.get("etag"):
        return True
    start = 0
    for part in manifest(context, have):
        if part.get("range") or source.digest(start, part["bytes"]) != part["hash"]:
            return False
        start += part["bytes"]
    return start == source.size


def manifest(context, have):
    """The segments of an object as a list of dicts with "name", "hash" and "bytes". Raises CloudError."""
    query = {"multipart-manifest": "get"}
    reply = context.session.request(removal.SERVICE, "GET", context.path(have), params=query, allow=(404,), lists=True)
    return reply.body if isinstance(reply.body, list) else []


def check(have, sent):
    """Raise CloudError if an object has another content than was sent. ``sent``: its MD5, None if it is not known."""
    etag = have.get("etag")
    if sent and etag not in (None, UNKNOWN, sent):
        raise CloudError("The object store has the md5 %s, what was sent has %s" % (etag, sent), service=removal.SERVICE)


def segment_container(params):
    """The name of the container for the segments of a task's object."""
    return params.get("segment_container") or params["container"] + "_segments"


def send_segments(context, source):
    """Upload the segments that the service does not have yet -> the manifest. Raises CloudError.

    The name of a segment contains its hash: an interrupted upload continues, and the segments of an object that is replaced stay until
    the new manifest is there.
    """
    container, prefix = segment_container(context.params), "%s/segments/" % context.params["name"]
    ensure_container(context, container)
    listing = context.session.list(removal.SERVICE, removal.container_path(container), None, {"prefix": prefix}, allow=(404,))
    present = {have.get("name"): have.get("hash") for have in listing}

    def send_one(numbered):
        number, (start, size) = numbered
        found = source.digest(start, size)
        name = "%s%08d-%s" % (prefix, number, found)
        if present.get(name) != found:
            below = Context(context.session, {"container": container, "name": name, "wait": True}, context.resource)
            context.resource.send_new(below, Segment(source, start, size))
        return {"path": "/%s/%s" % (container, name), "etag": found, "size_bytes": size}

    return context.session.in_parallel(send_one, enumerate(source.segments()), SEGMENT_THREADS)


def remove_old_segments(context, old, source):
    """Remove the segments of an object that was replaced. ``old``: its manifest. ``source``: the new content. Segments that other objects
    may use, since they do not have the name of this object, are kept."""
    container, prefix = segment_container(context.params), "%s/segments/" % context.params["name"]
    mark = "/%s/%s" % (container, prefix)
    kept = {source.digest(*segment) for segment in source.segments()} if source and source.segment_size else set()
    names = [part["name"][len(container) + 2 :] for part in old if part["name"].startswith(mark) and part["hash"] not in kept]
    if names:
        removal.remove(context, container, names)


def ensure_container(context, name):
    """Create a container if it does not exist. Raises CloudError."""
    below = Context(context.session, {"name": name, "state": "present"}, CONTAINER)
    if CONTAINER.fetch(below, name) is None:
        CONTAINER.submit(below, {"id": name, "name": name})

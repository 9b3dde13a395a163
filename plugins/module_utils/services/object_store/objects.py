# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects of the object store (Swift)."""

from __future__ import annotations

import fnmatch

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Attribute, Field, Int, Option, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store import content, removal
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store.base import (
    METADATA,
    Header,
    InHeaders,
    Limit,
    Metadata,
    RemovedMetadata,
    to_header,
)
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

DATA, PARTS = "data", "parts"  # in the body of a write: what is sent of it, as the content or as a manifest
COPIED = "x-copy-from"
DETECT = "x-detect-content-type"
AGE, END = "x-delete-after", "x-delete-at"
OWN = (METADATA, content.CONTENT, DATA, PARTS, "id", "name", "container")  # entries of the body of a write that are no headers
KEPT = ("content-disposition", "content-encoding", "cache-control", END)  # headers that a write removes unless it repeats them
LINK = "x-symlink-target"
REFERENCES = ("x-object-manifest", LINK)  # headers in place of a content, which a write removes as well
UNSHOWN = (COPIED, *REFERENCES)
REPLACING = {content.CONTENT, *UNSHOWN}  # entries of the body of a write that gives the object another content


class Content(Field):
    """The content, as the path of a file or as a text."""

    def __init__(self, **rest):
        super().__init__(content.CONTENT, returned=False, **rest)

    def read(self, have):
        return content.describe(have)

    def wire(self, value, context):
        if content.CONTENT not in context.fresh:
            context.fresh[content.CONTENT] = content.Source.of(context.params)
        return context.fresh[content.CONTENT]

    def agrees(self, have, value, context):
        """Compare the content with the object, once in a task."""
        if content.CONTENT not in context.parts:
            context.parts[content.CONTENT] = bool(context.found) and content.is_same(context, context.found, self.wire(value, context))
        return context.parts[content.CONTENT]

    def to_diff(self, value):
        return str(value)


class Text(Content):
    """The content as a text, which diffs do not show."""

    def to_diff(self, value):
        return str(value if isinstance(value, content.Description) else content.Source(data=value).describe())


class Copied(Header):
    """The object whose content is copied: "container/object". The hash of both is compared."""

    def read(self, have):
        return None

    def wire(self, value, context):
        if value.strip("/").count("/") < 1:
            raise CloudError("`copy_from` must be the name of a container, a slash, and the name of an object")
        return value.strip("/")

    def agrees(self, have, value, context):
        container, _slash, name = self.wire(value, context).partition("/")
        reply = context.session.request(removal.SERVICE, "HEAD", removal.object_path(container, name), allow=(404,))
        if reply.status == 404:
            raise CloudError("There is no object '%s' to copy" % value, service=removal.SERVICE)
        found = reply.body or reply.headers
        return UNKNOWN in (found.get("etag"), context.found.get("etag")) or found.get("etag") == context.found.get("etag")


class Expiry(Int):
    """The seconds after which an object is removed. An object that is to be removed at some time agrees."""

    def read(self, have):
        return (have or {}).get(END)

    def agrees(self, have, value, context):
        return have not in (None, "")


class ObjectType(InHeaders):
    """The type of objects."""

    prefix = "x-object-meta-"

    def find_below(self, context, find):
        return find()  # the path contains no name that an earlier task could have resolved

    def reading_query(self, context):
        """The query with which a symbolic link is read itself, unless the task downloads its target."""
        return {} if context.params.get("dest") else {"symlink": "get"}

    def complete_headers(self, body, have=None):
        """The headers of a write, which replaces all attributes: those in ``body``, and the others that the object has."""
        have = have or {}
        kept = KEPT if REPLACING & set(body) else KEPT + REFERENCES
        wanted = {name: have[name] for name in kept if have.get(name) not in (None, UNKNOWN)}
        if AGE in body:
            wanted.pop(END, None)
        wanted.update((name, value) for name, value in body.items() if name not in OWN)
        items = body.get(METADATA, have.get(METADATA)) or {}
        wanted.update((self.prefix + name, value) for name, value in items.items())
        named = {"content-type": "Content-Type", COPIED: "X-Copy-From"}
        return {named.get(name, name): to_header(value) for name, value in wanted.items() if value not in ("", None)}

    def submit(self, context, body, **rest):
        content.ensure_container(context, context.params["container"])
        return self.send_content(context, body, lambda sent: super(ObjectType, self).submit(context, sent, **rest))

    def send_new(self, context, source):
        """Create an object with the content of a Source in an existing container -> the object. Raises CloudError."""
        name = context.params["name"]
        body = {"id": name, "name": name, content.CONTENT: source}
        return self.send_content(context, body, lambda sent: super(ObjectType, self).submit(context, sent))

    def send_update(self, context, have, body, effects=None):
        def send(sent):
            return super(ObjectType, self).send_update(context, have, sent, effects)

        if not REPLACING & set(body):
            return send(body)
        old = content.manifest(context, have) if content.is_segmented(have) else []
        now = self.send_content(context, body, send)
        content.remove_old_segments(context, old, body.get(content.CONTENT))
        return now

    def send_content(self, context, body, send):
        """Send the content of the object, in segments if it is large -> the object. ``send``: callable (body) that sends the request."""
        source = body.get(content.CONTENT)
        if context.params.get("detect_content_type"):
            body = dict(body, **{DETECT: "true"})
        if source is None or source.segment_size:
            parts = content.send_segments(context, source) if source else None
            return send(dict(body, **{PARTS: parts}))
        with source.body(context.session, "object %s" % context.params["name"]) as data:
            now = send(dict(body, **{DATA: data}))
            content.check(now, data.digest if getattr(data, "is_sent", False) else None)
        return now

    def header_request(self, context, body, have=None):
        headers = self.complete_headers(body, have)
        if have and not REPLACING & set(body) and not have.get(LINK):  # a POST to a link is redirected to its target
            return "POST", {"headers": headers}
        if have and DETECT not in body and have.get("content-type") not in (None, UNKNOWN):
            headers.setdefault("Content-Type", have["content-type"])
        if body.get(PARTS):
            headers.setdefault("Content-Type", "")  # the service chooses
            return "PUT", {"headers": headers, "params": {"multipart-manifest": "put"}, "json": body[PARTS]}
        return "PUT", {"headers": headers, "data": body.get(DATA)}

    def predict_body(self, body, have=None):
        shown = super().predict_body({name: value for name, value in body.items() if name not in (DATA, PARTS)}, have)
        source = shown.pop(content.CONTENT, None)
        if source is not None:
            shown.update({"etag": source.etag(), "content-length": source.size})
            shown["x-static-large-object"] = "True" if source.segment_size else None
        elif set(UNSHOWN) & set(shown):
            shown.update({"etag": UNKNOWN, "content-length": UNKNOWN})
        if shown.pop(DETECT, None):
            shown["content-type"] = UNKNOWN
        if AGE in shown:
            shown.update({AGE: None, END: UNKNOWN})
        return dict(shown, **{"x-copy-from": None}) if COPIED in shown else shown

    def predict_update(self, have, body):
        return {"last-modified": UNKNOWN, "x-timestamp": UNKNOWN, **super().predict_update(have, body)}

    def deletion_query(self, context):
        return {"multipart-manifest": "delete"} if content.is_segmented(context.found) else {}

    def list(self, context, params=None):
        """The objects of a listing (iterator), which shows only a few attributes."""
        return map(self.from_listing, super().list(context, params))

    @staticmethod
    def from_listing(have):
        """An object as HEAD shows it (dict), from the entry of a listing."""
        if "subdir" in have:
            return {"id": have["subdir"], "name": have["subdir"]}
        shown = {
            "content-length": have.get("bytes"),
            "content-type": have.get("content_type"),
            "etag": have.get("slo_etag") or have.get("hash"),
            "last-modified": have.get("last_modified"),
            "x-static-large-object": "True" if have.get("slo_etag") else None,
        }
        return {"id": have.get("name"), **shown, **have}

    def to_result(self, have):
        found = super().to_result(have)
        if found:
            length, segmented = found["content_length"], found["is_static_large_object"]
            found["content_length"] = length if length in (None, UNKNOWN) else str(length)
            found["is_static_large_object"] = segmented if segmented is UNKNOWN else content.is_segmented(have)
        return found


OBJECT = ObjectType(
    "object_store.object",
    not_exported="its content is not part of a declaration",
    path="/{container}",
    needed_to_create=(("data", "filename", "copy_from", "object_manifest", "symlink_target"),),
    computed={
        "accept_ranges": Attribute("accept-ranges", initial="bytes"),
        "access_control_allow_origin": Attribute("access-control-allow-origin", initial=None),
        "content_length": Attribute("content-length"),
        "etag": Attribute(),
        "expires_at": Attribute("expires", initial=None),
        "if_match": Attribute("if-match", initial=None),
        "if_modified_since": Attribute("if-modified-since", initial=None),
        "if_none_match": Attribute("if-none-match", initial=None),
        "if_unmodified_since": Attribute("if-unmodified-since", initial=None),
        "is_content_type_detected": Attribute("x-detect-content-type", initial=None),
        "is_newest": Attribute("x-newest", initial=None),
        "is_static_large_object": Attribute("x-static-large-object", initial=None),
        "last_modified_at": Attribute("last-modified"),
        "manifest": Attribute("x-object-manifest", initial=None),
        "multipart_manifest": Attribute("multipart-manifest", initial=None),
        "range": Attribute(initial=None),
        "signature": Attribute(initial=None),
        "symlink_target_account": Attribute("x-symlink-target-account", initial=None),
        "timestamp": Attribute("x-timestamp"),
        "transfer_encoding": Attribute("transfer-encoding", initial=None),
    },
    rules={
        "mutually_exclusive": [
            ("filename", "data", "copy_from", "object_manifest", "symlink_target"),
            ("delete_after", "delete_at"),
            ("content_type", "detect_content_type"),
        ],
    },
    only_with={"expected_etag": ("filename", "data")},
    container=Str(parent=True, required=True, returned=False),
    name=Str(required=True),
    filename=Content(),
    data=Text(),
    segment_size=Option("int"),
    segment_container=Option(),
    copy_from=Copied(COPIED, returned="copy_from"),
    object_manifest=Header("x-object-manifest", returned="object_manifest"),
    expected_etag=Option(aliases=["etag"]),
    detect_content_type=Option("bool"),
    content_type=Header("content-type", returned="content_type", initial=UNKNOWN),
    content_disposition=Header("content-disposition", returned="content_disposition"),
    content_encoding=Header("content-encoding", returned="content_encoding"),
    cache_control=Header("cache-control", returned="cache_control"),
    symlink_target=Header(LINK, returned="symlink_target"),
    delete_at=Limit(END, returned="delete_at", initial=None),
    delete_after=Expiry(AGE, returned="delete_after", initial=None),
    metadata=Metadata(),
    purge_metadata=Option("bool", default=False),
    delete_metadata_keys=RemovedMetadata(aliases=["keys"]),
)


class ObjectInfo(Info):
    """A listing of the objects in a container. One object by its exact name is read with all of its attributes."""

    def found(self, context):
        params, kept = context.params, super().found(context)
        prefix, pattern = params.get("prefix"), params.get("pattern")
        if prefix:
            kept = [have for have in kept if have["name"].startswith(prefix)]
        return [have for have in kept if not pattern or fnmatch.fnmatchcase(have["name"], pattern)]


OBJECTS = ObjectInfo(
    OBJECT,
    "objects",
    container=Str(parent=True, required=True, returned=False),
    prefix=Str(),
    delimiter=Str(),
    pattern=Option(),
)

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

CONTENT = "content"  # in the body of a write: the Source of the content
COPIED = "x-copy-from"
AGE, END = "x-delete-after", "x-delete-at"
KEPT = ("content-disposition", "content-encoding", "cache-control", END)  # headers that a write removes unless it repeats them
UNSHOWN = ("x-copy-from", "x-object-manifest", "x-symlink-target")


class Content(Field):
    """The content, as the path of a file or as a text."""

    def __init__(self, **rest):
        super().__init__(CONTENT, returned=False, **rest)

    def read(self, have):
        return content.describe(have)

    def wire(self, value, context):
        if CONTENT not in context.fresh:
            context.fresh[CONTENT] = content.Source.of(context.params)
        return context.fresh[CONTENT]

    def agrees(self, have, value, context):
        """Compare the content with the object, once in a task."""
        if CONTENT not in context.parts:
            context.parts[CONTENT] = bool(context.found) and content.is_same(context, context.found, self.wire(value, context))
        return context.parts[CONTENT]

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

    def complete_headers(self, body, have=None):
        """The headers of a write, which replaces all attributes: those in ``body``, and the others that the object has."""
        have = have or {}
        wanted = {name: have[name] for name in KEPT if have.get(name) not in (None, UNKNOWN)}
        if AGE in body:
            wanted.pop(END, None)
        wanted.update((name, value) for name, value in body.items() if name not in (METADATA, CONTENT, "name", "container"))
        items = body.get(METADATA, have.get(METADATA)) or {}
        wanted.update((self.prefix + name, value) for name, value in items.items())
        named = {"content-type": "Content-Type", COPIED: "X-Copy-From"}
        return {named.get(name, name): to_header(value) for name, value in wanted.items() if value not in ("", None)}

    def submit(self, context, body, **rest):
        content.ensure_container(context, context.params["container"])
        name = context.params["name"]
        seen = {**body, "name": name}
        effects = self.creation_effects(context, seen) if context.session.dry_run else None
        content.send(context, self.item_path(context, name), body.get(CONTENT), self.complete_headers(body), effects)
        return self.fetch(context, name) or {"id": name, **self.predict_body(seen)}

    def send_update(self, context, have, body, effects=None):
        predicted = self.update_effects(context, have, body, effects) if context.session.dry_run else None
        headers = self.complete_headers(body, have)
        if not {CONTENT, *UNSHOWN} & set(body):
            context.call("POST", context.path(have), headers=headers, effects=predicted)
            return self.fetch(context, self.id_of(have))
        if have.get("content-type") not in (None, UNKNOWN):
            headers.setdefault("Content-Type", have["content-type"])
        old = content.manifest(context, have) if content.is_segmented(have) else []
        content.send(context, context.path(have), body.get(CONTENT), headers, predicted)
        content.remove_old_segments(context, old, body.get(CONTENT))
        return self.fetch(context, self.id_of(have))

    def predict_body(self, body, have=None):
        shown = super().predict_body(body, have)
        source = shown.pop(CONTENT, None)
        if source is not None:
            shown.update({"etag": source.etag(), "content-length": source.size})
            shown["x-static-large-object"] = "True" if source.segment_size else None
        elif set(UNSHOWN) & set(shown):
            shown.update({"etag": UNKNOWN, "content-length": UNKNOWN})
        if AGE in shown:
            shown.update({AGE: None, END: UNKNOWN})
        return dict(shown, **{"x-copy-from": None}) if COPIED in shown else shown

    def predict_update(self, have, body):
        return {"last-modified": UNKNOWN, "x-timestamp": UNKNOWN, **super().predict_update(have, body)}

    def deletion_query(self, context):
        return {"multipart-manifest": "delete"} if content.is_segmented(context.found) else {}

    def list(self, context, params=None):
        """Yield the objects of a listing, which shows only a few attributes."""
        for have in super().list(context, params):
            if "subdir" in have:
                yield {"id": have["subdir"], "name": have["subdir"]}
                continue
            shown = {
                "content-length": have.get("bytes"),
                "content-type": have.get("content_type"),
                "etag": have.get("slo_etag") or have.get("hash"),
                "last-modified": have.get("last_modified"),
                "x-static-large-object": "True" if have.get("slo_etag") else None,
            }
            yield {"id": have.get("name"), **shown, **have}

    def to_result(self, have):
        found = super().to_result(have)
        if found:
            length, segmented = found["content_length"], found["is_static_large_object"]
            found["content_length"] = length if length in (None, UNKNOWN) else str(length)
            found["is_static_large_object"] = segmented if segmented is UNKNOWN else content.is_segmented(have)
        return found


OBJECT = ObjectType(
    "object_store.object",
    path="/{container}",
    needed_to_create=(("data", "filename", "copy_from", "object_manifest"),),
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
    rules={"mutually_exclusive": [("filename", "data", "copy_from", "object_manifest"), ("delete_after", "delete_at")]},
    container=Str(parent=True, required=True, returned=False),
    name=Str(required=True),
    filename=Content(),
    data=Text(),
    segment_size=Option("int"),
    segment_container=Option(),
    copy_from=Copied(COPIED, returned="copy_from"),
    object_manifest=Header("x-object-manifest", returned="object_manifest"),
    content_type=Header("content-type", returned="content_type", initial=UNKNOWN),
    content_disposition=Header("content-disposition", returned="content_disposition"),
    content_encoding=Header("content-encoding", returned="content_encoding"),
    cache_control=Header("cache-control", returned="cache_control"),
    symlink_target=Header("x-symlink-target", returned="symlink_target"),
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

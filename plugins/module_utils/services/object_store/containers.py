# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Containers of the object store (Swift)."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Option, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store import removal
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store.base import (
    Flag,
    Header,
    InHeaders,
    Key,
    Limit,
    Metadata,
    RemovedMetadata,
)
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

META = "x-container-meta-"
SECTIONS = {".ref": ".r", ".referer": ".r", ".referrer": ".r"}  # spellings of the same word in an access control list


def access_list(text):
    """An access control list in the form in which the service stores it."""
    entries = []
    for entry in str(text).split(","):
        first, colon, rest = entry.strip().partition(":")
        first = first.strip()
        entries.append(SECTIONS.get(first, first) + colon + rest.strip())
    return ",".join(filter(None, entries))


class Acl(Header):
    """An access control list: entries with commas between them."""

    def __init__(self, api, **rest):
        super().__init__(api, canon=access_list, **rest)

    def wire(self, value, context):
        return access_list(value)


class StorageClass(Header):
    """The storage class of the objects. Only some services have storage classes, such as the RADOS Gateway; others ignore the header."""

    def predict_created(self, value):
        return UNKNOWN

    def agrees(self, have, value, context):
        return not have or super().agrees(have, value, context)


class ContainerType(InHeaders):
    """The type of containers."""

    prefix = META
    lists_all = False
    own_metadata = ("quota-bytes", "quota-count", "web-index", "web-error", "web-listings", "web-listings-css")
    content_options = {"delete_with_all_objects": True}

    def has_contents(self, have):
        return bool(have.get("count"))

    def creation_time(self, have):
        try:
            return float(have.get("x-timestamp"))
        except (TypeError, ValueError):
            return None

    def item_path(self, context, identifier):
        if "/" in str(identifier):
            raise CloudError("The name of a container cannot contain a slash", service=self.service)
        return super().item_path(context, identifier)

    def read_headers(self, context, identifier, headers):
        have = super().read_headers(context, identifier, headers)
        return dict(have, count=have.get("x-container-object-count"), bytes=have.get("x-container-bytes-used"))

    def list(self, context, params=None):
        """Yield the containers of the listing, which shows only a few attributes."""
        for have in super().list(context, params):
            counted = {"x-container-object-count": have.get("count"), "x-container-bytes-used": have.get("bytes")}
            yield {"id": have["name"], "x-storage-policy": have.get("storage_policy"), **counted, **have}

    def delete(self, context, have):
        """Remove the container, after its objects if the task allows that. Raises CloudError for a container with objects otherwise."""
        name = self.id_of(have)
        if context.params.get("delete_with_all_objects"):
            removal.empty(context, name, versions=have.get("x-versions-enabled") is not None)
        elif removal.has_objects(context, name):
            hint = "Set `delete_with_all_objects` to remove them as well"
            raise CloudError("The container has objects", service=self.service, hint=hint)
        super().delete(context, have)


CONTAINER = ContainerType(
    "object_store.container",
    held_by="project",
    path="",
    computed={
        "bytes": Attribute(initial=0),
        "bytes_used": Attribute("x-container-bytes-used", initial=0),
        "content_type": Attribute("content-type"),
        "count": Attribute(initial=0),
        "if_none_match": Attribute("if-none-match", initial=None),
        "is_content_type_detected": Attribute("x-detect-content-type", initial=None),
        "is_newest": Attribute("x-newest", initial=None),
        "object_count": Attribute("x-container-object-count", initial=0),
        "timestamp": Attribute("x-timestamp"),
    },
    rules={"mutually_exclusive": [("versioning", "versions_location", "history_location")]},
    name=Str(required=True, aliases=["container"]),
    read_ACL=Acl("x-container-read", returned="read_ACL"),
    write_ACL=Acl("x-container-write", returned="write_ACL"),
    metadata=Metadata(),
    purge_metadata=Option("bool", default=False),
    delete_metadata_keys=RemovedMetadata(aliases=["keys"]),
    storage_policy=Header("x-storage-policy", update=IMMUTABLE, returned="storage_policy", initial=UNKNOWN, usual="Policy-0"),
    storage_class=StorageClass("x-storage-class", update=IMMUTABLE, returned="storage_class"),
    quota_bytes=Limit(META + "quota-bytes", returned="quota_bytes", initial=None),
    quota_count=Limit(META + "quota-count", returned="quota_count", initial=None),
    versioning=Flag("x-versions-enabled", returned="versioning", initial=None),
    versions_location=Header("x-versions-location", returned="versions_location"),
    history_location=Header("x-history-location", returned="history_location"),
    web_index=Header(META + "web-index", returned="web_index"),
    web_error=Header(META + "web-error", returned="web_error"),
    web_listings=Flag(META + "web-listings", returned="web_listings", initial=None),
    web_listings_css=Header(META + "web-listings-css", returned="web_listings_css"),
    sync_to=Header("x-container-sync-to", returned="sync_to"),
    sync_key=Key("x-container-sync-key", returned="sync_key"),
    temp_url_key=Key(META + "temp-url-key", returned="meta_temp_url_key"),
    temp_url_key_2=Key(META + "temp-url-key-2", returned="meta_temp_url_key_2"),
    delete_with_all_objects=Option("bool", aliases=["recursive"]),
)


class ContainerInfo(Info):
    """A listing of containers. One container by its exact name is read with all of its attributes."""

    def found(self, context):
        prefix = context.params.get("prefix")
        return [have for have in super().found(context) if not prefix or have["name"].startswith(prefix)]


CONTAINERS = ContainerInfo(CONTAINER, "containers", aliases=["container"], prefix=Str())

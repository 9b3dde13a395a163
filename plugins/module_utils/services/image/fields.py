# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fields of images, and the JSON patch of an update."""

from __future__ import annotations

import json

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Bool, Dict, Ref

PATCH = {"Content-Type": "application/openstack-images-v2.1-json-patch"}
# Members of an image that are neither custom properties nor attributes of the table
NOT_PROPERTIES = set("self stores os_glance_failed_import os_glance_importing_to_stores os_glance_import_task os_glance_stage_host".split())
DIGESTS = "os_glance_digests"  # in check mode, the key for computed hashes: it is not known which of them Glance will show
# While an image replaces another one, this property of the new image is "replace ID" or "hide ID", with the id of the other one. With it,
# the next task finishes a replacement whose task was killed between two writes.
REPLACES = "owner_specified.stratus.replaces"
NOT_PROPERTIES |= {DIGESTS, REPLACES}
CONTENT_PREFIXES = ("os_glance", "owner_specified.")  # prefixes of properties that Glance and clients set during an upload
NEVER_PURGED = CONTENT_PREFIXES + ("kernel_id", "ramdisk_id")
# The core attributes of an image. All others are properties, including those that the schema of images names
CORE = set(
    "id name status visibility protected os_hidden checksum os_hash_algo os_hash_value size virtual_size container_format disk_format"
    " min_disk min_ram owner tags created_at updated_at file schema direct_url locations metadata properties store url".split()
)


class Public(Bool):
    """Whether the visibility of an image is `public`. False means `private`, and `shared` together with members."""

    def wire(self, value, context):
        return "public" if value else "shared" if context.params.get("members") else "private"

    def agrees(self, have, value, context):
        return have == self.wire(value, context)

    def to_diff(self, value):
        return value == "public" if value in ("public", "private") else value


class OtherImage(Ref):
    """A reference to another image: the kernel or the ramdisk. Image.__init__ sets the target, which does not exist before."""

    def __init__(self, api):
        super().__init__(None, api)


class Properties(Dict):
    """Custom properties. Omitted ones are not changed, unless ``purge_properties`` is set; null removes a property."""

    def read(self, have):
        return {name: value for name, value in have.items() if name not in CORE and name not in NOT_PROPERTIES}

    def wire(self, value, context):
        misplaced = sorted(CORE.intersection(value))
        if misplaced:
            raise CloudError("%s: not a property" % ", ".join(misplaced), hint="Give it by its option, if it has one")
        trimmed = [name for name in value if name != name.strip()]
        if trimmed:
            raise CloudError("%r begins or ends with a space, which Glance cuts off the names of properties" % trimmed[0])
        return {name: None if item is None else to_text(item) for name, item in value.items()}

    def agrees(self, have, value, context):
        wanted = self.wire(value, context)
        return all(have.get(name) == item for name, item in wanted.items()) and not self.surplus(have, wanted, context)

    def surplus(self, have, wanted, context):
        """The names of the properties that ``purge_properties`` removes. Properties with the prefixes NEVER_PURGED are not removed."""
        purge = context.params.get("purge_properties")
        return [name for name in have if purge and name not in wanted and not name.startswith(NEVER_PURGED)]

    def diff_before(self, have, value, context):
        return {name: have.get(name) for name in [*value, *self.surplus(have, value, context)]}

    def to_diff(self, value):
        return {name: to_text(item) for name, item in value.items() if item is not None} if value is not None else None


def to_text(value):
    """The value of a property as a string; JSON for a list or dict."""
    return value if isinstance(value, str) else json.dumps(value) if isinstance(value, (dict, list)) else str(value)


def json_patch(have, body):
    """The JSON patch that sets the values of ``body`` on an image, as a list; None removes a property."""
    changes = []
    for name, value in sorted(body.items()):
        path = "/" + name.replace("~", "~0").replace("/", "~1")
        if value is not None or name in CORE:
            changes.append({"op": "replace" if name in have or name in CORE else "add", "path": path, "value": value})
        elif name in have:
            changes.append({"op": "remove", "path": path})
    return changes

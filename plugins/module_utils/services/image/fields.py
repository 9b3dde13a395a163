# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of images: how each is spelled, sent and compared."""

from __future__ import annotations

import json

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Bool, Dict, Ref

PATCH = {"Content-Type": "application/openstack-images-v2.1-json-patch"}
# What Glance keeps beside the custom properties, apart from the attributes of the table below
NOT_PROPERTIES = set("self stores os_glance_failed_import os_glance_importing_to_stores os_glance_import_task os_glance_stage_host".split())
DIGESTS = "os_glance_digests"  # where check mode keeps the hashes of a content whose hashes it does not know as Glance will show them
NOT_PROPERTIES.add(DIGESTS)
OF_THE_CONTENT = ("os_glance", "owner_specified.")  # beginnings of what Glance and clients note of an upload
NOT_PURGED = OF_THE_CONTENT + ("kernel_id", "ramdisk_id")
# What an image has whatever it is; all else is a property, those that OpenStack knows by name included
CORE = set(
    "id name status visibility protected os_hidden checksum os_hash_algo os_hash_value size virtual_size container_format disk_format"
    " min_disk min_ram owner tags created_at updated_at file schema direct_url locations metadata properties store url".split()
)


class Public(Bool):
    """Whether an image is public; false leaves it as it is when it is any other."""

    def read(self, have):
        return have.get("visibility") == "public"

    def wire(self, value, context):
        return "public" if value else "private"

    def agrees(self, have, value, context):
        return have == value


class Sibling(Ref):
    """Another image: the kernel or the ramdisk. Its table is told when it is there."""

    def __init__(self, api):
        super().__init__(None, api)


class Properties(Dict):
    """Custom properties. Those that are not mentioned are left alone unless ``purge_properties`` is set; null removes one."""

    def read(self, have):
        return {name: value for name, value in have.items() if name not in CORE and name not in NOT_PROPERTIES}

    def wire(self, value, context):
        misplaced = sorted(CORE.intersection(value))
        if misplaced:
            raise CloudError("%s: not a property" % ", ".join(misplaced), hint="Give it by its option, if it has one")
        trimmed = [name for name in value if name != name.strip()]
        if trimmed:
            raise CloudError("%r begins or ends with a space, which Glance cuts off the names of properties" % trimmed[0])
        return {name: None if item is None else text(item) for name, item in value.items()}

    def agrees(self, have, value, context):
        wanted = self.wire(value, context)
        return all(have.get(name) == item for name, item in wanted.items()) and not self.surplus(have, wanted, context)

    def surplus(self, have, wanted, context):
        """The properties that shall go since they are not mentioned. What a client notes of an upload is left alone."""
        purge = context.params.get("purge_properties")
        return [name for name in have if purge and name not in wanted and not name.startswith(NOT_PURGED)]

    def diff_before(self, have, value, context):
        return {name: have.get(name) for name in [*value, *self.surplus(have, value, context)]}

    def to_diff(self, value):
        return {name: text(item) for name, item in value.items() if item is not None} if value is not None else None


def text(value):
    return value if isinstance(value, str) else json.dumps(value) if isinstance(value, (dict, list)) else str(value)


def patch(have, body):
    """The JSON patch that gives an image these values; None removes a property."""
    changes = []
    for name, value in sorted(body.items()):
        path = "/" + name.replace("~", "~0").replace("/", "~1")
        if value is not None or name in CORE:
            changes.append({"op": "replace" if name in have or name in CORE else "add", "path": path, "value": value})
        elif name in have:
            changes.append({"op": "remove", "path": path})
    return changes

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of images that other services refer to, and the search for images by name or by conditions."""

from __future__ import annotations

import re

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.info import matches
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.fields import CORE, NOT_PROPERTIES
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN
from ansible_collections.stratus.openstack.plugins.module_utils.visibility import Visibility

NEWEST_FIRST = {"sort": "created_at:desc"}
IDS_PER_URL = 100  # services accept URLs of about 8000 characters


class ImageView(Resource):
    """An image: how it is found, and how a result shows it."""

    seen_by = Visibility(owner=("owner",), public={"visibility": ["public", "community"]})

    def to_result(self, have):
        image = super().to_result(have)
        if image is not None:
            image["properties"] = have["properties"] if have.get("properties") is UNKNOWN else custom_properties(have)
        return image

    def predict_creation(self, context, body):
        """A new image has only the declared custom properties. Others with the value null would cause requests that remove them."""
        return {name: value for name, value in super().predict_creation(context, body).items() if value is not None or name in CORE}

    def owner(self, have):
        return have.get("owner")

    def name_query(self, value):
        """The query for a name. Glance reads the part before a colon as an operator, so that such a name needs `eq:`."""
        return super().name_query("eq:%s" % value if ":" in str(value) else value)


IMAGE_NAME = ImageView(
    "image.image",
    path="/images",
    wrapped=False,
    computed={
        "architecture": f.Attribute(initial=None),
        "checksum": f.Attribute(),
        "container_format": f.Attribute(filterable=True, initial=None),
        "created_at": f.Attribute(filterable=True),
        "direct_url": f.Attribute(initial=None),
        "disk_format": f.Attribute(filterable=True, initial=None),
        "file": f.Attribute(),
        "has_auto_disk_config": f.Attribute("auto_disk_config", initial=None),
        "hash_algo": f.Attribute("os_hash_algo"),
        "hash_value": f.Attribute("os_hash_value"),
        "hw_cpu_cores": f.Attribute(initial=None),
        "hw_cpu_policy": f.Attribute(initial=None),
        "hw_cpu_sockets": f.Attribute(initial=None),
        "hw_cpu_thread_policy": f.Attribute(initial=None),
        "hw_cpu_threads": f.Attribute(initial=None),
        "hw_disk_bus": f.Attribute(initial=None),
        "hw_machine_type": f.Attribute(initial=None),
        "hw_qemu_guest_agent": f.Attribute(initial=None),
        "hw_rng_model": f.Attribute(initial=None),
        "hw_scsi_model": f.Attribute(initial=None),
        "hw_serial_port_count": f.Attribute(initial=None),
        "hw_video_model": f.Attribute(initial=None),
        "hw_video_ram": f.Attribute(initial=None),
        "hw_vif_model": f.Attribute(initial=None),
        "hw_watchdog_action": f.Attribute(initial=None),
        "hypervisor_type": f.Attribute(initial=None),
        "instance_type_rxtx_factor": f.Attribute(initial=None),
        "instance_uuid": f.Attribute(initial=None),
        "is_hidden": f.Attribute("os_hidden", filterable=True, initial=False),
        "is_hw_boot_menu_enabled": f.Attribute("hw_boot_menu", initial=None),
        "is_hw_vif_multiqueue_enabled": f.Attribute("hw_vif_multiqueue_enabled", initial=None),
        "is_protected": f.Attribute("protected", filterable=True, initial=False),
        "kernel_id": f.Attribute(initial=None),
        "locations": f.Attribute(initial=None),
        "metadata": f.Attribute(initial=None),
        "min_disk": f.Attribute(filterable=True, initial=0),
        "min_ram": f.Attribute(filterable=True, initial=0),
        "needs_config_drive": f.Attribute("img_config_drive", initial=None),
        "needs_secure_boot": f.Attribute("os_secure_boot", initial=None),
        "os_admin_user": f.Attribute(initial=None),
        "os_command_line": f.Attribute(initial=None),
        "os_distro": f.Attribute(initial=None),
        "os_require_quiesce": f.Attribute(initial=None),
        "os_shutdown_timeout": f.Attribute(initial=None),
        "os_type": f.Attribute(initial=None),
        "os_version": f.Attribute(initial=None),
        "owner": f.Attribute(filterable=True, initial=f.own_project),
        "owner_id": f.Attribute("owner", filterable=True, initial=f.own_project),
        "properties": f.Attribute(initial=None),
        "ramdisk_id": f.Attribute(initial=None),
        "schema": f.Attribute(),
        "size": f.Attribute(),
        "status": f.Attribute(filterable=True, initial="queued"),
        "store": f.Attribute(initial=None),
        "tags": f.Attribute(initial=[]),
        "updated_at": f.Attribute(filterable=True),
        "url": f.Attribute(initial=None),
        "virtual_size": f.Attribute(),
        "visibility": f.Attribute(filterable=True, initial="shared"),
        "vm_mode": f.Attribute(initial=None),
        "vmware_adaptertype": f.Attribute(initial=None),
        "vmware_ostype": f.Attribute(initial=None),
    },
    name=f.Str(required=True),
)


def custom_properties(have):
    """The custom properties of an image of the API, as a dict: its members that are not attributes of the table."""
    return {name: value for name, value in have.items() if name not in NOT_PROPERTIES and name not in IMAGE_NAME.reads.values()}


def compile_regex(text):
    """A compiled regular expression. Raises CloudError."""
    try:
        return re.compile(text)
    except re.error as error:
        raise CloudError("'%s' is not a regular expression: %s" % (text, error)) from None


def filter_images(images, name_regex=None, tags=None, exclude=None):
    """Those of ``images`` that meet all conditions, newest first. Raises CloudError for an invalid expression.

    name_regex: regular expression to search in the name. tags: tags that the image has. exclude: text that the name does not contain.
    """
    expression = compile_regex(name_regex or "")
    images = [
        have
        for have in images
        if expression.search(have.get("name") or "")
        and set(tags or ()) <= set(have.get("tags") or ())
        and not (exclude and exclude in (have.get("name") or ""))
    ]
    return sorted(images, key=lambda have: have.get("created_at") or "", reverse=True)


def find_matching(context, wanted, exclude=None):
    """The images of the cloud that meet all conditions, newest first. Raises CloudError.

    wanted: dict with name, name_regex, tags, visibility, status, owner or properties. exclude: text that the name does not contain.
    """
    unknown = set(wanted) - {"name", "name_regex", "tags", "visibility", "status", "owner", "properties"}
    if unknown:
        raise CloudError(
            "An image cannot be chosen by %s" % ", ".join(sorted(unknown)),
            hint="A condition takes name, name_regex, tags, visibility, status, owner and properties",
        )
    query = {name: wanted[name] for name in ("visibility", "status", "owner") if wanted.get(name)}
    query.update(IMAGE_NAME.name_query(wanted["name"]) if wanted.get("name") else {})
    query = dict(NEWEST_FIRST, status="active", **query) if "status" not in query else dict(NEWEST_FIRST, **query)
    tags = [wanted["tags"]] if isinstance(wanted.get("tags"), str) else wanted.get("tags")
    found = IMAGE_NAME.list(context.at(IMAGE_NAME), dict(query, tag=tags) if tags else query)
    found = [have for have in found if all(matches(have, key, value) for key, value in (wanted.get("properties") or {}).items())]
    return filter_images(found, wanted.get("name_regex"), tags, exclude)


def names_of(session, identifiers):
    """The names of images as a dict by id.

    Includes hidden and community images, which a normal listing leaves out: a server may use an image that was hidden since.
    """
    names = {}
    for query in ({}, {"os_hidden": True}):
        missing = sorted(set(identifiers) - set(names))
        for start in range(0, len(missing), IDS_PER_URL):
            some = {"id": "in:%s" % ",".join(missing[start : start + IDS_PER_URL]), "visibility": "all"}
            found = session.list(IMAGE_NAME.service, IMAGE_NAME.path, IMAGE_NAME.keys, dict(some, **query))
            names.update((have["id"], have["name"]) for have in found)
    return names

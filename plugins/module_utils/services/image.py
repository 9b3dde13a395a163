# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The image service (Glance)."""

from __future__ import annotations

import re

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Bool, List, Option, Ref, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info, matches
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services import identity

NOT_PROPERTIES = {"self", "stores", "os_glance_failed_import", "os_glance_importing_to_stores"}
NEWEST_FIRST = {"sort": "created_at:desc"}


class Image(Resource):
    """An image: custom properties are members of the object itself, beside those of its schema."""

    def returned(self, have):
        image = super().returned(have)
        if image is not None:
            image["properties"] = properties(have)
        return image

    def owner(self, have):
        return have.get("owner")


def properties(have):
    """The custom properties of an image as the API gave it: what is no attribute of the table below."""
    return {name: value for name, value in have.items() if name not in NOT_PROPERTIES and name not in IMAGE.reads.values()}


IMAGE = Image(
    "image.image",
    path="/images",
    wrapped=False,
    update_verb="PATCH",
    reads="architecture checksum container_format created_at direct_url disk_format file has_auto_disk_config=auto_disk_config"
    " hash_algo=os_hash_algo hash_value=os_hash_value hw_cpu_cores hw_cpu_policy hw_cpu_sockets hw_cpu_thread_policy"
    " hw_cpu_threads hw_disk_bus hw_machine_type hw_qemu_guest_agent hw_rng_model hw_scsi_model hw_serial_port_count"
    " hw_video_model hw_video_ram hw_vif_model hw_watchdog_action hypervisor_type instance_type_rxtx_factor instance_uuid"
    " is_hidden=os_hidden is_hw_boot_menu_enabled=hw_boot_menu is_hw_vif_multiqueue_enabled=hw_vif_multiqueue_enabled"
    " is_protected=protected kernel_id locations metadata min_disk min_ram needs_config_drive=img_config_drive"
    " needs_secure_boot=os_secure_boot os_admin_user os_command_line os_distro os_require_quiesce os_shutdown_timeout os_type"
    " os_version owner owner_id=owner properties ramdisk_id schema size status store tags updated_at url virtual_size"
    " visibility vm_mode vmware_adaptertype vmware_ostype",
    filters="id visibility member_status owner status size_min size_max protected os_hidden sort sort_key sort_dir tag created_at"
    " updated_at container_format disk_format min_disk min_ram",
    name=Str(required=True),
)


def pattern(text):
    """A compiled regular expression. Raises CloudError."""
    try:
        return re.compile(text)
    except re.error as error:
        raise CloudError("'%s' is not a regular expression: %s" % (text, error)) from None


def narrowed(images, name_regex=None, tags=None, exclude=None):
    """The images whose name is found by an expression, that carry all tags, and whose name does not hold a text; newest first."""
    expression = pattern(name_regex or "")
    images = [
        have
        for have in images
        if expression.search(have.get("name") or "")
        and set(tags or ()) <= set(have.get("tags") or ())
        and not (exclude and exclude in (have.get("name") or ""))
    ]
    return sorted(images, key=lambda have: have.get("created_at") or "", reverse=True)


def matching(context, wanted, exclude=None):
    """The images, newest first, that meet a condition: a dict of name, name_regex, tags, visibility, status, owner and properties."""
    unknown = set(wanted) - {"name", "name_regex", "tags", "visibility", "status", "owner", "properties"}
    if unknown:
        raise CloudError(
            "An image cannot be chosen by %s" % ", ".join(sorted(unknown)),
            hint="A condition takes name, name_regex, tags, visibility, status, owner and properties",
        )
    query = {name: wanted[name] for name in ("name", "visibility", "status", "owner") if wanted.get(name)}
    query = dict(NEWEST_FIRST, status="active", **query) if "status" not in query else dict(NEWEST_FIRST, **query)
    tags = [wanted["tags"]] if isinstance(wanted.get("tags"), str) else wanted.get("tags")
    found = IMAGE.list(context.at(IMAGE), dict(query, tag=tags) if tags else query)
    found = [have for have in found if all(matches(have, key, value) for key, value in (wanted.get("properties") or {}).items())]
    return narrowed(found, wanted.get("name_regex"), tags, exclude)


class ImageInfo(Info):
    """Images newest first; a condition on `properties` means the custom ones, which the API keeps beside the others."""

    def query(self, context):
        query, wanted = super().query(context)
        nested = wanted.pop("properties", None) or {}
        return dict(NEWEST_FIRST, **query), dict(wanted, **nested)


def chosen(context, images):
    params = context.params
    found = narrowed(images, params.get("name_regex"), params.get("tags"))
    return found[:1] if params.get("latest") else found


IMAGES = ImageInfo(
    IMAGE,
    "images",
    aliases=["image"],
    filters=["properties"],
    narrow=chosen,
    name_regex=Option(),
    tags=List(api="tag"),
    visibility=Str(choices=["public", "private", "shared", "community", "all"]),
    status=Str(),
    owner=Ref(identity.PROJECT),
    is_hidden=Bool(api="os_hidden"),
    latest=Option("bool", default=False),
    limit=Option("int"),
)

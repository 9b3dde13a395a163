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
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.fields import CORE, NOT_PROPERTIES, REPLACES
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN
from ansible_collections.stratus.openstack.plugins.module_utils.visibility import Visibility

NEWEST_FIRST = {"sort": "created_at:desc"}
IDS_PER_URL = 100  # services accept URLs of about 8000 characters
COMMUNITY, HIDDEN = {"visibility": "community"}, {"os_hidden": True}
# The listings in which an image is searched by its name, one after the other until one has it. The first one is the default listing, which
# omits the community images of other projects and hidden images: anyone may give such an image the name of an official one.
REACHES = ({}, COMMUNITY, HIDDEN, {**COMMUNITY, **HIDDEN})
READY = ("active", "deactivated")


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

    # -- finding --

    def list(self, context, params=None):
        """Yield the images of a listing. The conditions of the query are compared here as well.

        A Glance before the API version 2.7 takes `os_hidden` for a custom property, which no image has. Therefore `os_hidden=false`, the
        default, is not sent. Community images of another project are only listed by `visibility=community`. A Glance before 2.5 refuses it.
        """
        query = dict(params or {})
        hidden = str(query.pop("os_hidden", False)).lower() == "true"
        query.update(HIDDEN if hidden else {})
        own = context.session.access.project_id
        foreign = query.get("owner") not in (None, own) and "visibility" not in query
        seen = set()
        for more in ({}, COMMUNITY) if foreign else ({},):
            for have in self.read_listing(context, {**query, **more}, allow=(400,) if more else ()):
                if have["id"] not in seen and meets_query(have, {**query, **more}, hidden):
                    yield have
                seen.add(have["id"])

    def read_listing(self, context, query, allow=()):
        """Yield the images that the service lists. ``allow``: statuses of errors that mean an empty listing."""
        return context.session.list(self.service, self.path, self.keys, query, microversion=self.microversion, allow=allow)

    def find_referenced(self, context, value, filters=None):
        found = self.find(context, value, filters)
        for more in () if found else REACHES[1:]:
            query = {**self.name_query(value), **(filters or {}), **more}
            listing = self.read_listing(context, query, allow=(400,) if "visibility" in more else ())
            found = [have for have in listing if have["name"] == value and meets_query(have, query, "os_hidden" in more)]
            if found:
                break
        return found

    def in_scope(self, context, found):
        return super().in_scope(context, self.exclude_leaving(found))

    def exclude_leaving(self, found):
        """The images without those that a new image is replacing: the previous one as soon as the new one is ready, else the new one."""
        leaving = {(old if new.get("status") in READY else new)["id"] for old, new in replacements(found)}
        return [have for have in super().exclude_leaving(found) if have.get("id") not in leaving]

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


def meets_query(have, query, hidden):
    """Whether an image meets the conditions of a listing. A service ignores a filter that its release does not know.

    ``hidden``: whether hidden images are listed, or the others.
    """
    current = have.get("os_hidden")
    if current is not UNKNOWN and bool(current) != hidden:
        return False
    wanted = {name: query[name] for name in ("owner", "visibility") if isinstance(query.get(name), str) and query[name] != "all"}
    return all(have.get(name) in (value, UNKNOWN) for name, value in wanted.items())


def parse_replacement(have):
    """(how, id) of the image that a new image replaces; (None, None) for another image. ``how``: "replace" or "hide"."""
    how, _space, identifier = str(have.get(REPLACES) or "").partition(" ")
    return (how, identifier) if how in ("replace", "hide") and identifier else (None, None)


def replacements(found):
    """The pairs (previous image, new image) among images, as a list. Both have the same owner."""
    by_id = {have.get("id"): have for have in found}
    pairs = [(by_id.get(parse_replacement(new)[1]), new) for new in found]
    return [(old, new) for old, new in pairs if old is not None and old is not new and old.get("owner") == new.get("owner")]


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
    query = dict(NEWEST_FIRST, status="active", **query) if "status" not in query else dict(NEWEST_FIRST, **query)
    query.update(IMAGE_NAME.name_query(wanted["name"]) if wanted.get("name") else {})
    tags = [wanted["tags"]] if isinstance(wanted.get("tags"), str) else wanted.get("tags")
    query.update({"tag": tags} if tags else {})
    reaches = [more for more in REACHES if not (set(more) & set(query))] if wanted.get("name") else REACHES[:1]
    for more in reaches:
        listing = IMAGE_NAME.exclude_leaving(list_reach(context, query, more))
        found = [have for have in listing if wanted.get("name") in (None, "", have["name"]) and has_properties(have, wanted)]
        found = filter_images(found, wanted.get("name_regex"), tags, exclude)
        if found:
            return found
    return []


def list_reach(context, query, more):
    """The images of one of the listings in REACHES, as a list. ``more``: what the listing adds to the query."""
    if "visibility" not in more:
        return list(IMAGE_NAME.list(context.at(IMAGE_NAME), {**query, **more}))
    listing = IMAGE_NAME.read_listing(context.at(IMAGE_NAME), {**query, **more}, allow=(400,))
    return [have for have in listing if meets_query(have, {**query, **more}, "os_hidden" in more)]


def has_properties(have, wanted):
    """Whether an image has the properties of the condition ``wanted``."""
    return all(matches(have, key, value) for key, value in (wanted.get("properties") or {}).items())


def names_of(session, identifiers):
    """The names of images as a dict by id.

    Includes hidden and community images, which a normal listing leaves out: a server may use an image that was hidden since. An image that
    the listings of an older Glance do not show is read by itself.
    """
    names = {}
    for query in ({}, HIDDEN):
        missing = sorted(set(identifiers) - set(names))
        for start in range(0, len(missing), IDS_PER_URL):
            some = {"id": "in:%s" % ",".join(missing[start : start + IDS_PER_URL]), "visibility": "all"}
            try:
                found = list(session.list(IMAGE_NAME.service, IMAGE_NAME.path, IMAGE_NAME.keys, dict(some, **query)))
            except CloudError as error:
                if error.status != 400:
                    raise
                found = []
            names.update((have["id"], have["name"]) for have in found if have["id"] in missing)
    if not names:
        for identifier in identifiers:
            reply = session.request(IMAGE_NAME.service, "GET", "%s/%s" % (IMAGE_NAME.path, identifier), allow=(403, 404))
            names.update({identifier: reply.body["name"]} if reply.status < 400 else {})
    return names

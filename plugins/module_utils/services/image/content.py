# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The content of images: where it comes from, how it gets into the image service (Glance), whether an image has it."""

from __future__ import annotations

import os
import re
from urllib.parse import quote

from ansible_collections.stratus.openstack.plugins.module_utils import transfer
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Str
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.fields import DIGESTS
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

# Formats by what a file has at an offset
MAGIC = (
    (0, b"QFI\xfb", "qcow2"),
    (0, b"KDMV", "vmdk"),
    (0, b"# Disk DescriptorFile", "vmdk"),
    (0, b"vhdxfile", "vhdx"),
    (0, b"conectix", "vhd"),
    (0x40, b"\x7f\x10\xda\xbe", "vdi"),
    (0x8001, b"CD001", "iso"),
)
# Algorithms by the number of hex digits
LENGTHS = {32: "md5", 40: "sha1", 56: "sha224", 64: "sha256", 96: "sha384", 128: "sha512"}
SHORT = 16  # hex digits of a hash that a message shows
OCTETS = {"Content-Type": "application/octet-stream"}
FROM_VOLUME = "os-volume_upload_image"
VOLUME = Resource("block_storage.volume", path="/volumes", name=Str(required=True))


def format_of(path):
    """The disk format that a file's first bytes tell; "raw" for one without a mark. Raises CloudError."""
    try:
        with open(path, "rb") as file:
            head = file.read(0x8006)
    except OSError as error:
        raise transfer.unreadable(path, error) from None
    return next((name for at, mark, name in MAGIC if head[at : at + len(mark)] == mark), "raw")


def parsed(checksum):
    """(algorithm, hash) of a text such as "sha256:0123..." or the hash alone. Raises CloudError."""
    name, _colon, value = checksum.strip().lower().rpartition(":")
    found = LENGTHS.get(len(value)) if re.fullmatch("[0-9a-f]+", value) else None
    if not found or name not in ("", found):
        raise CloudError(
            "'%s' is no checksum" % checksum, hint="Give the hash in hex, with or without its name: sha256:0123... for instance"
        )
    return found, value


def kept(have):
    """The hashes that the image service keeps of a content, by algorithm; empty for an image without any."""
    found = {"md5": have.get("checksum"), have.get("os_hash_algo"): have.get("os_hash_value"), **have.get(DIGESTS, {})}
    return {name: value.lower() for name, value in found.items() if name and value}


def is_empty(have):
    """Whether an image waits for its content."""
    return have.get("status") == "queued" and not have.get("os_glance_import_task")


def told(have):
    """A content in a few words: its best hash, shortened, and its size."""
    hashes = kept(have)
    if not hashes:
        return None
    if have.get("size") is UNKNOWN:
        return str(UNKNOWN)  # a text, since its hash does tell it from others
    name = max(hashes, key=lambda one: len(hashes[one]))
    return "%s:%s..., %s bytes" % (name, hashes[name][:SHORT], have.get("size"))


class File(Str):
    """A file that holds the content. An image that has another content differs in this option."""

    body = False

    def read(self, have):
        return told(have) if have else None

    def agrees(self, have, value, context):
        """By the size, then by the hash that the image service keeps of it; ``checksum`` speaks for the file when it can be compared."""
        if "same content" not in context.parts:
            context.parts["same content"] = self.is_in(context.parts["found"], value, context)
        return context.parts["same content"]

    def is_in(self, image, value, context):
        given, hashes = context.params.get("checksum"), kept(image)
        if not hashes or (given and parsed(given)[0] in hashes):
            return not is_empty(image)
        path = os.path.expanduser(value)
        if not os.path.exists(path):
            context.session.warnings.append("%s is not there: whether the image has its content was not looked at" % value)
            return True
        if image.get("size") is not UNKNOWN and os.path.getsize(path) != image.get("size"):
            return False
        name = max(hashes, key=lambda one: len(hashes[one]))
        return transfer.digest(path, name) == hashes[name]


class Checksum(Str):
    """The hash that the content shall have."""

    body = False

    def read(self, have):
        return told(have) if have else None

    def agrees(self, have, value, context):
        name, wanted = parsed(value)
        hashes = kept(context.parts["found"])
        return name not in hashes or hashes[name] == wanted


def has_source(params):
    return any(params.get(name) for name in ("filename", "uri", "volume", "remote_image_id"))


def checked(params):
    """Look at what a new content will be made from, before anything is written. Raises CloudError."""
    wanted = parsed(params["checksum"]) if params.get("checksum") else None
    if params.get("filename"):
        path = transfer.located(params["filename"])
        if wanted:
            found = transfer.digest(path, wanted[0])
            if found != wanted[1]:
                raise CloudError("%s has the %s %s, not %s" % (params["filename"], wanted[0], found, wanted[1]))


def format_for(params):
    """The disk format of a new image, when the task does not say."""
    return format_of(os.path.expanduser(params["filename"])) if params.get("filename") else "qcow2"


def imports(params):
    """Whether the content takes the import of the image service, which does more than the plain upload."""
    several = len(params.get("stores") or ()) > 1 or params.get("all_stores")
    return bool(params.get("use_import") or params.get("uri") or params.get("remote_image_id") or several)


def fill(context, have):
    """Bring the content into a queued image -> the image. Raises CloudError."""
    params = context.params
    if params.get("filename"):
        have = upload(context, have, "/stage" if imports(params) else "/file")
    if imports(params):
        have = start_import(context, have)
    return have


def filled(context, _have, _sent):
    """What check mode knows of an image that has got its content, from the file or from the hash that the task gives of it."""
    params = context.params
    algorithm, value = parsed(params["checksum"]) if params.get("checksum") else (None, None)
    digests, size = {algorithm: value} if value else {}, UNKNOWN
    if params.get("filename"):
        path = transfer.located(params["filename"])
        digests.setdefault("sha512", transfer.digest(path, "sha512"))
        size = os.path.getsize(path)
    return {"status": "active", "size": size, "checksum": UNKNOWN, "os_hash_algo": UNKNOWN, "os_hash_value": UNKNOWN, DIGESTS: digests}


ACTIONS = {
    "PUT /file": filled,
    "PUT /stage": {"status": "uploading"},
    "POST /import": filled,
    "POST /actions/deactivate": {"status": "deactivated"},
    "POST /actions/reactivate": {"status": "active"},
}


def upload(context, have, place):
    """Stream the file into an image, and see that it arrived whole."""
    session, params = context.session, context.params
    path = transfer.located(params["filename"])
    stores = params.get("stores") or ()
    headers = dict(OCTETS, **({"X-Image-Meta-Store": stores[0]} if stores and place == "/file" else {}))
    with transfer.Upload(path, "image %s" % have["name"], session.progress) as body:
        lost = None
        try:
            context.act(have, "PUT " + place, data=body, headers=headers, repeat=False)
        except CloudError as error:
            if not error.maybe_applied:
                raise
            lost = error
        sent = body.digest
    have = context.resource.fetch(context, have["id"])
    if lost and not (have and have.get("status") == "active" and have.get("os_hash_value") == sent):
        raise lost
    if have and have.get("os_hash_value") and have.get("os_hash_algo") == "sha512" and have["os_hash_value"] != sent:
        raise CloudError("The image service has the sha512 %s, what was sent has %s" % (have["os_hash_value"], sent), service="image")
    return have


def start_import(context, have):
    """Have the image service fetch the content, or take what was staged."""
    params = context.params
    if params.get("filename"):
        method = {"name": "glance-direct"}
    elif params.get("remote_image_id"):
        method = {"name": "glance-download", "glance_image_id": params["remote_image_id"], "glance_region": params.get("remote_region")}
        if params.get("remote_service_interface"):
            method["glance_service_interface"] = params["remote_service_interface"]
    else:
        method = {"name": params.get("import_method") or "web-download", "uri": params["uri"]}
    body = {"method": method}
    for name in ("stores", "all_stores", "all_stores_must_succeed"):
        if params.get(name) is not None:
            body[name] = params[name]
    answer = context.act(have, "POST /import", body)
    context.parts["importing"] = True
    return answer or have


def import_failure(context, have):
    """Why the last import of an image failed, in the image service's words; None when it did not."""
    found = context.call("GET", context.path(have, "/tasks"), allow=(403, 404)) or {}
    tasks = sorted(found.get("tasks") or (), key=lambda task: task.get("created_at") or "")
    if tasks and tasks[-1].get("status") == "failure":
        return tasks[-1].get("message") or "the image service gives no reason"
    return None


def from_volume(context, body):
    """Have the block storage service (Cinder) make an image of a volume -> its id."""
    params, there = context.params, context.at(VOLUME)
    action = {"image_name": params["name"], "force": bool(params.get("force_volume"))}
    action.update((name, body[name]) for name in ("container_format", "disk_format", "visibility", "protected") if name in body)
    path = "/volumes/%s/action" % quote(volume_id(context), safe="")
    seed = {"visibility": "private", "status": "active", "min_disk": UNKNOWN, "min_ram": UNKNOWN, **body}
    reply = context.resource.post_creation(there, seed, path, json={FROM_VOLUME: action}, key=FROM_VOLUME, microversion="3.1")
    made = reply[FROM_VOLUME]
    return made.get("image_id") or made["id"]


def volume_id(context):
    return context.at(VOLUME).resolve(VOLUME, context.params["volume"])


def volume_failure(context):
    """Why the block storage service took back the image that it made of a volume, in its own words."""
    query = {"resource_uuid": volume_id(context), "sort": "created_at:desc", "limit": 1}
    found = context.session.list("block-storage", "/messages", "messages", query, microversion="3.5", allow=(403, 404))
    words = next((message.get("user_message") for message in found), None)
    return "The volume was not made an image: %s" % (words or "the block storage service gives no reason")

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The content (data) of images: its sources, its upload to the image service (Glance), and its comparison with an existing image."""

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

# (offset, bytes at this offset, disk format)
MAGIC = (
    (0, b"QFI\xfb", "qcow2"),
    (0, b"KDMV", "vmdk"),
    (0, b"# Disk DescriptorFile", "vmdk"),
    (0, b"vhdxfile", "vhdx"),
    (0, b"conectix", "vhd"),
    (0x40, b"\x7f\x10\xda\xbe", "vdi"),
    (0x8001, b"CD001", "iso"),
)
# Hash algorithms by the number of hex digits
LENGTHS = {32: "md5", 40: "sha1", 56: "sha224", 64: "sha256", 96: "sha384", 128: "sha512"}
SHORT = 16  # the number of hex digits of a hash in a message
OCTETS = {"Content-Type": "application/octet-stream"}
FROM_VOLUME = "os-volume_upload_image"
CONFLICTS = (404, 409, 410)  # statuses of a refused upload or import of an image to which another task adds content, or that it deleted
VOLUME = Resource("block_storage.volume", path="/volumes", name=Str(required=True))


def detect_format(path):
    """The disk format of a file by its first bytes; "raw" if no format is recognized. Raises CloudError."""
    try:
        with open(path, "rb") as file:
            head = file.read(0x8006)
    except OSError as error:
        raise transfer.unreadable(path, error) from None
    return next((name for at, mark, name in MAGIC if head[at : at + len(mark)] == mark), "raw")


def parse_checksum(checksum):
    """A checksum such as "sha256:0123...", or only the hash -> (algorithm, hash). Raises CloudError."""
    name, _colon, value = checksum.strip().lower().rpartition(":")
    found = LENGTHS.get(len(value)) if re.fullmatch("[0-9a-f]+", value) else None
    if not found or name not in ("", found):
        raise CloudError(
            "'%s' is no checksum" % checksum, hint="Give the hash in hex, with or without its name: sha256:0123... for instance"
        )
    return found, value


def known_hashes(have):
    """The hashes that the image service shows of an image, as a dict by algorithm; {} for an image without content."""
    found = {"md5": have.get("checksum"), have.get("os_hash_algo"): have.get("os_hash_value"), **have.get(DIGESTS, {})}
    return {name: value.lower() for name, value in found.items() if name and value}


class Contested(Exception):
    """Another task adds content to the same image, or has added it. ``image``: the image as it is now, None if it is deleted.

    ``error``: the CloudError by which the service refused the content of this task.
    """

    def __init__(self, image, error):
        super().__init__(str(error))
        self.image, self.error = image, error


def is_empty(have):
    """Whether an image is queued, and no import of its content runs."""
    return have.get("status") == "queued" and not have.get("os_glance_import_task")


def is_staged(have):
    """Whether the content of an image is in the staging area, complete, and no import of it was started."""
    return have.get("status") == "uploading" and have.get("size") is not None and not have.get("os_glance_import_task")


def lacks_content(have):
    """Whether an image waits for a task that adds its content, or imports the staged one."""
    return is_empty(have) or is_staged(have)


def describe_content(have):
    """The content of an image as a string for diffs: its longest hash, shortened, and its size in bytes; None for no content."""
    hashes = known_hashes(have)
    if not hashes:
        return None
    if have.get("size") is UNKNOWN:
        return str(UNKNOWN)  # as a string, since UNKNOWN would agree with every value
    name = max(hashes, key=lambda algorithm: len(hashes[algorithm]))
    return "%s:%s..., %s bytes" % (name, hashes[name][:SHORT], have.get("size"))


class File(Str):
    """The file with the content of the image. The option differs from an image with another content."""

    body = False

    def read(self, have):
        return describe_content(have) if have else None

    def agrees(self, have, value, context):
        """Compare the file with the image, once in a task."""
        if "same content" not in context.parts:
            context.parts["same content"] = self.file_matches(context.parts["found"], value, context)
        return context.parts["same content"]

    def file_matches(self, image, value, context):
        """Whether an image has the content of the file at the path ``value``: compares the sizes, then the hashes.

        If the option `checksum` can be compared with the image, only that option is compared. Raises CloudError.
        """
        checksum, hashes = context.params.get("checksum"), known_hashes(image)
        if not hashes or (checksum and parse_checksum(checksum)[0] in hashes):
            return not lacks_content(image)
        path = os.path.expanduser(value)
        if not os.path.exists(path):
            context.session.warnings.append("%s does not exist: it was not compared with the image" % value)
            return True
        if image.get("size") is not UNKNOWN and os.path.getsize(path) != image.get("size"):
            return False
        name = max(hashes, key=lambda algorithm: len(hashes[algorithm]))
        return transfer.digest(path, name) == hashes[name]


class Checksum(Str):
    """The hash that the content must have."""

    body = False

    def read(self, have):
        return describe_content(have) if have else None

    def agrees(self, have, value, context):
        name, wanted = parse_checksum(value)
        hashes = known_hashes(context.parts["found"])
        return name not in hashes or hashes[name] == wanted


def has_source(params):
    """Whether the task names a source for the content of the image."""
    return any(params.get(name) for name in ("filename", "uri", "volume", "remote_image_id"))


def check_source(params):
    """Check the file for a new image, before anything is written. Raises CloudError if it is missing or has another checksum."""
    wanted = parse_checksum(params["checksum"]) if params.get("checksum") else None
    if params.get("filename"):
        path = transfer.located(params["filename"])
        if wanted:
            found = transfer.digest(path, wanted[0])
            if found != wanted[1]:
                raise CloudError("%s has the %s %s, not %s" % (params["filename"], wanted[0], found, wanted[1]))


def choose_disk_format(params):
    """The disk format of a new image if the task does not set it: that of the file, or qcow2."""
    return detect_format(os.path.expanduser(params["filename"])) if params.get("filename") else "qcow2"


def needs_import(params):
    """Whether the task needs an interoperable image import, instead of an upload."""
    several = len(params.get("stores") or ()) > 1 or params.get("all_stores")
    return bool(params.get("use_import") or params.get("uri") or params.get("remote_image_id") or several)


def fill(context, have):
    """Upload or import the content of a queued image, or import the staged content -> the image. Raises CloudError, Contested."""
    params, staged = context.params, is_staged(have)
    if staged and not params.get("filename"):
        raise CloudError("The image %s has staged content that was never imported" % have["id"], service="image", hint="Remove the image")
    if params.get("filename") and not staged:
        have = upload(context, have, "/stage" if needs_import(params) else "/file")
    if needs_import(params) or staged:
        try:
            have = start_import(context, have)
        except CloudError as error:
            if error.status in CONFLICTS:
                detect_contest(context, have, error, staged=bool(params.get("filename")))
            raise
    return have


def detect_contest(context, have, error, staged=False):
    """Raise Contested if the service refused content since another task adds its own to the image.

    ``staged``: whether the staged content of the image is that of this task.
    """
    now = context.resource.fetch(context, have["id"])
    if now is None or not (is_empty(now) or (staged and is_staged(now))):
        raise Contested(now, error) from None


def predict_content(context, _have, _sent):
    """The effect of an upload or import: the attributes that follow from the file or from the option `checksum`."""
    params = context.params
    algorithm, value = parse_checksum(params["checksum"]) if params.get("checksum") else (None, None)
    digests, size = {algorithm: value} if value else {}, UNKNOWN
    if params.get("filename"):
        path = transfer.located(params["filename"])
        digests.setdefault("sha512", transfer.digest(path, "sha512"))
        size = os.path.getsize(path)
    return {"status": "active", "size": size, "checksum": UNKNOWN, "os_hash_algo": UNKNOWN, "os_hash_value": UNKNOWN, DIGESTS: digests}


ACTIONS = {
    "PUT /file": predict_content,
    "PUT /stage": {"status": "uploading"},
    "POST /import": predict_content,
    "POST /actions/deactivate": {"status": "deactivated"},
    "POST /actions/reactivate": {"status": "active"},
}


def upload(context, have, place):
    """Upload the file, and check that the image service received all of it -> the image. Raises CloudError, Contested."""
    session, params = context.session, context.params
    path = transfer.located(params["filename"])
    stores = params.get("stores") or ()
    headers = dict(OCTETS, **({"X-Image-Meta-Store": stores[0]} if stores and place == "/file" else {}))
    with transfer.Upload(path, "image %s" % have["name"], session.progress) as body:
        lost = None
        try:
            context.act(have, "PUT " + place, data=body, headers=headers, repeat=False)
        except CloudError as error:
            if error.status in CONFLICTS:
                detect_contest(context, have, error)
            if not error.maybe_applied:
                raise
            lost = error
        sent = body.digest
    if lost:
        return find_uploaded(context, have, path, lost)
    context.parts["filled"] = True
    have = context.resource.fetch(context, have["id"])
    if have and have.get("os_hash_value") and have.get("os_hash_algo") == "sha512" and have["os_hash_value"] != sent:
        raise CloudError("The image service has the sha512 %s, what was sent has %s" % (have["os_hash_value"], sent), service="image")
    return have


def find_uploaded(context, have, path, lost):
    """The image after an upload without an answer, if it has the content of the file. Raises the CloudError ``lost`` otherwise.

    The service may have refused the upload early, since another task uploads the same file.
    """
    now = context.resource.wait_until_settled(context, have)
    if now and now.get("status") == "active" and now.get("os_hash_algo") == "sha512":
        if now.get("os_hash_value") == transfer.digest(path, "sha512"):
            return now
    if now and is_staged(now) and now["size"] == os.path.getsize(path):
        return now
    raise lost


def start_import(context, have):
    """Start the import of the content: from a URI, from another Glance, or of the staged file -> the image. Raises CloudError."""
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
    context.parts["importing"] = context.parts["filled"] = True
    return answer or have


def import_failure(context, have):
    """The message of the image service if the last import of an image failed; None if it did not."""
    found = context.call("GET", context.path(have, "/tasks"), allow=(403, 404)) or {}
    tasks = sorted(found.get("tasks") or (), key=lambda task: task.get("created_at") or "")
    if tasks and tasks[-1].get("status") == "failure":
        return tasks[-1].get("message") or "the image service gives no reason"
    return None


def create_from_volume(context, body):
    """Let the block storage service (Cinder) create an image from a volume -> the id of the image. Raises CloudError."""
    params, at_volume = context.params, context.at(VOLUME)
    action = {"image_name": params["name"], "force": bool(params.get("force_volume"))}
    action.update((name, body[name]) for name in ("container_format", "disk_format", "visibility", "protected") if name in body)
    path = "/volumes/%s/action" % quote(volume_id(context), safe="")
    seed = {"visibility": "private", "status": "active", "min_disk": UNKNOWN, "min_ram": UNKNOWN, **body}
    reply = context.resource.post_creation(at_volume, seed, path, json={FROM_VOLUME: action}, key=FROM_VOLUME, microversion="3.1")
    created = reply[FROM_VOLUME]
    return created.get("image_id") or created["id"]


def volume_id(context):
    """The id of the volume that the option `volume` names. Raises Missing, CloudError."""
    return context.at(VOLUME).resolve(VOLUME, context.params["volume"])


def volume_upload_failure(context):
    """The error message for an image that Cinder could not create from a volume, with the message of Cinder."""
    volume = volume_id(context)
    query = {"resource_uuid": volume, "sort": "created_at:desc"}
    found = context.session.list("block-storage", "/messages", "messages", query, microversion="3.5", allow=(403, 404))
    reason = next((message.get("user_message") for message in found if message.get("resource_uuid") in (None, volume)), None)
    return "The image of the volume could not be created: %s" % (reason or "the block storage service gives no reason")

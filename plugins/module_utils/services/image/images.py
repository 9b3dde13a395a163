# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The image service (Glance): images."""

from __future__ import annotations

import contextlib

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import (
    ANY,
    DRIFT,
    IMMUTABLE,
    IN_PLACE,
    Bool,
    Int,
    List,
    Option,
    Ref,
    Set,
    Str,
)
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.namesakes import GaveWay
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import PROJECT_NAME, Member
from ansible_collections.stratus.openstack.plugins.module_utils.services.image import content
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.base import (
    IMAGE_NAME,
    NEWEST_FIRST,
    ImageView,
    filter_images,
    find_matching,
    parse_replacement,
    replacements,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.fields import (
    CONTENT_PREFIXES,
    PATCH,
    REPLACES,
    OtherImage,
    Properties,
    Public,
    json_patch,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.members import Members
from ansible_collections.stratus.openstack.plugins.module_utils.status import Status

INHERITED = ("visibility", "protected", "min_disk", "min_ram", "tags", "owner")
CONTENT = ("filename", "checksum", "disk_format", "container_format")
ATTEMPTS = 5  # to add content to an image to which other tasks add content at the same time
REPLACE = "Set `on_change: replace` to put a new image in its place, or `on_change: hide` to keep the old one, hidden"

# -- images -----------------------------------------------------------------------------------------------------------------


class Image(ImageView):
    """An image. Custom properties are members of the object itself, in addition to the attributes of its schema.

    Tasks that run at the same time may find an image to which another one is adding its content. They wait for that content. An image that
    waits for its content and does not change for ``pending_seconds`` was left by a task that was killed; the next task adds the content.
    """

    pending_seconds = 10
    removed_while_busy = True
    lock = ("protected", "it is protected", {"is_protected": False})
    unrelated = ("instance_uuid", "base_image_ref")  # of a snapshot of a server
    lists_other_projects = True

    def list_held(self, context, project):
        return [have for hidden in (False, True) for have in self.list(context, {"owner": project, "os_hidden": hidden})]

    def __init__(self, *args, **rest):
        super().__init__(*args, **rest)
        for name in ("kernel", "ramdisk"):
            self.fields[name].target = self

    def execute(self, session, params, context=None):
        if params.get("visibility"):
            params = dict(params, is_public=None)  # `visibility` sets the same attribute
        return super().execute(session, params, context)

    # -- finding --

    def identity(self, context):
        own = context.session.access.project_id
        return dict({"owner": own} if own else {}, **super().identity(context))

    def find_candidates(self, context, value):
        """The images with the declared name. Hidden images are searched only if the task sets `is_hidden`."""
        if context.params.get("id"):
            have = self.fetch(context, context.params["id"])
            context.parts["candidates"] = found = [] if have is None else [have]
            return found
        hidden = context.params.get("is_hidden")
        for hidden_value in [False] if hidden is None else [hidden, not hidden]:
            found = self.find(context, value, dict(self.identity(context), os_hidden=hidden_value))
            if found:
                break
        context.parts["candidates"] = found
        return found

    def find_declared(self, context):
        """The declared image, or None. While a new image replaces another one, a task with a source continues with the new one."""
        fills = content.has_source(context.params) and context.params["state"] != "absent"
        for _attempt in range(ATTEMPTS):
            have = self.find_in_replacement(context, fills)
            now = self.wait_for_other_task(context, have) if have and fills else have
            if now is not None or have is None:
                break
        context.parts["found"] = now
        context.parts.pop("same content", None)
        return now

    def find_in_replacement(self, context, fills):
        """The declared image, or None. ``fills``: whether the task has content for a new image that replaces another one."""
        have = super().find_declared(context)
        pair = next(iter(replacements(context.parts.get("candidates") or ())), None) if have else None
        context.parts.update(replaced=None, unfinished=None)
        if pair and (fills or have is pair[1]):
            context.parts["replaced"], have = pair
        elif pair:
            context.parts["unfinished"] = pair[1]
        return have

    def wait_for_other_task(self, context, have):
        """Wait while another task may be adding content to an image -> the image, None if it was deleted. Raises CloudError."""

        def is_left(now):
            if now is None:
                return True
            if content.lacks_content(now):
                return not self.was_changed_recently(context, now)
            return not (self.is_busy(now) and context.waits)

        return have if is_left(have) else self.poll(context, have, is_left)

    def find_matching(self, context, wanted):
        return find_matching(context, wanted)

    def wait_until_settled(self, context, have):
        """Wait until the service neither receives nor imports content of an image -> the image, None if it was deleted."""
        return self.poll(context, have, lambda now: now is None or content.lacks_content(now) or not self.is_busy(now))

    def was_changed_recently(self, context, have):
        """Whether the task that created an image without content may still be about to add it."""
        age = self.age_of({self.created_field: have.get("updated_at") or have.get(self.created_field)}, context)
        return age is not None and age < self.pending_seconds

    def find_rivals(self, context):
        """The images with the same name, without the image that the new one replaces."""
        before = context.parts.get("before") or {}
        return [have for have in super().find_rivals(context) if self.id_of(have) != before.get("id")]

    def withdraw(self, context, have):
        """Remove an image again, unless another task adds content to it. The protection of a protected image is removed before."""
        now = self.fetch(context, self.id_of(have))
        if now is not None and not content.is_empty(now):
            return False
        if not have.get("protected"):
            return super().withdraw(context, have)
        gone = super().withdraw(context, self.update(context, have, {"protected": False}))
        if not gone:
            self.update(context, dict(have, protected=False), {"protected": True})
        return gone

    # -- writing --

    def body(self, context, names):
        body = super().body(context, names)
        return dict(body, **body.pop("properties", {}))

    def complete_body(self, context, body):
        params, before = context.params, context.parts.get("before")
        content.check_source(params)
        inherited = inherited_attributes(before) if before else {}
        attributes = dict(inherited, **{name: value for name, value in body.items() if value is not None})
        if content.has_source(params) or params.get("container_format"):
            attributes.setdefault("container_format", "bare")
        if content.has_source(params) and "disk_format" not in attributes:
            attributes["disk_format"] = content.choose_disk_format(params)
        if before:
            attributes[REPLACES] = "%s %s" % (params["on_change"], self.id_of(before))
        return {name: value for name, value in attributes.items() if body.get(name, value) is not None}

    def post(self, context, body):
        if context.params.get("volume"):
            identifier = content.create_from_volume(context, body)
            have = context.wait("image %s" % body["name"], lambda: self.fetch(context, identifier), lambda now: now is not None)
            context.parts["created"] = identifier
            later = {
                name: value for name, value in body.items() if name not in ("disk_format", "container_format") and have.get(name) != value
            }
            # not before the upload has ended: an image that is changed meanwhile can stay in the status saving
            return self.update(context, self.wait_until_ready(context, have), later) if later else have
        return self.add_content(context, super().post(context, body))

    def add_content(self, context, have):
        """Upload or import the declared content -> the image. If that fails, the new image is deleted. Raises CloudError.

        If another task adds content to the same image, its content is waited for, and compared with the declared one.
        """
        if not content.has_source(context.params):
            return have
        context.parts["created"] = self.id_of(have)
        for attempt in range(ATTEMPTS):
            try:
                return content.fill(context, have)
            except content.Contested as other:
                if attempt == ATTEMPTS - 1:
                    raise other.error from None
                have = self.wait_for_other_task(context, other.image) if other.image else None
                if have is None:
                    return self.start_over(context, other.error)
            except CloudError:
                self.discard(context)
                raise
            if not content.lacks_content(have):
                return self.accept_content(context, have)
        return have

    def accept_content(self, context, have):
        """Report how the content that another task has added differs from the declared one -> the image."""
        context.parts["found"] = have
        context.parts.pop("same content", None)
        for name in CONTENT:
            if name in self.given(context.params) and not self.agrees(context, have, name, self.fields[name]):
                self.report_drift(context, have, name)
        return have

    def start_over(self, context, error):
        """Create the image again, or find that of another task, since the one without content was deleted. Raises ``error`` after some
        attempts."""
        context.parts["attempts"] = context.parts.get("attempts", 0) + 1
        if context.parts["attempts"] == ATTEMPTS:
            raise error
        context.parts.update(resumed=False, filled=False, created=None)
        context.parts.pop("members", None)
        have = self.find_declared(context)
        return self.create_or_adopt(context) if have is None else self.converge(context, have)

    def discard(self, context):
        """Delete the image that this task has created, when its content could not be added. Content of other tasks is kept."""
        if context.parts.get("resumed"):
            return
        with contextlib.suppress(CloudError):
            now = self.fetch(context, context.parts["created"])
            own = context.parts.get("filled") and now and now.get("status") == "active"
            if now is None or not (own or content.lacks_content(now) or self.status.of(now) in self.status.fail):
                return
            if now.get("protected"):
                self.update(context, now, {"protected": False})
            context.call("DELETE", self.item_path(context, context.parts["created"]), allow=(404,))

    def wait_until_ready(self, context, have):
        if content.lacks_content(have) and not context.parts.get("created"):
            return have  # no upload is running: the image would stay queued
        have = super().wait_until_ready(context, have)
        if context.parts.get("importing") and context.params.get("checksum"):
            name, wanted = content.parse_checksum(context.params["checksum"])
            got = content.known_hashes(have).get(name, wanted)
            if got != wanted:
                self.discard(context)
                raise CloudError("What was imported has the %s %s, not %s" % (name, got, wanted), service=self.service)
        return have

    def with_fault(self, context, have):
        """The image. Raises CloudError after a failed import or volume upload.

        After a failed import, the image is queued again, and only its task shows the failure. After a failed upload of a volume, Cinder
        deletes the image.
        """
        if have is None and context.params.get("volume"):
            raise CloudError(content.volume_upload_failure(context), service="block-storage")
        if context.parts.get("importing") and have and self.status.of(have) in ("QUEUED", "UPLOADING"):
            reason = content.import_failure(context, have)
            if reason:
                context.parts["filled"] = False
                self.discard(context)
                raise CloudError("The import failed: %s" % reason, service=self.service, hint="The log of the image service says more")
        return super().with_fault(context, have)

    def update(self, context, have, body):
        declared = context.params.get("properties")
        if declared is not None and set(declared) <= set(body):
            surplus = self.fields["properties"].surplus(self.fields["properties"].read(have), declared, context)
            body = dict(dict.fromkeys(surplus), **body)
        changes = json_patch(have, body)
        return self.unwrap(context.call("PATCH", context.path(have), json=changes, headers=PATCH)) if changes else have

    def create(self, context):
        return self.set_activation(context, super().create(context))

    def converge(self, context, have):
        context.parts["empty"] = content.lacks_content(have) and content.has_source(context.params)
        if not context.parts["empty"]:
            have = self.finish_replacement(context, have)
        differing = [
            name for name in CONTENT if name in self.given(context.params) and not self.agrees(context, have, name, self.fields[name])
        ]
        if differing and context.params["on_change"] != "report" and not context.parts["empty"]:
            return self.replace_content(context, have)
        if context.parts["empty"]:
            content.check_source(context.params)
        members = self.fields["members"]
        # Glance removes members only while the visibility is `shared`, so that they are removed before it may change
        if have.get("visibility") == "shared" and context.params.get("members") == []:
            members.store(context, have, context.parts["members"], [])
            context.parts["members"] = []
        have = super().converge(context, have)
        if context.parts["empty"]:
            context.parts["resumed"], staged = True, content.is_staged(have)
            missing = {"container_format": "bare", "disk_format": content.choose_disk_format(context.params)}
            have = self.update(context, have, {name: value for name, value in missing.items() if not have.get(name)})
            have = self.add_content(context, have)
            have = self.wait_until_ready(context, have) if context.waits else have
            have = self.accept_content(context, have) if staged else have
            have = self.finish_replacement(context, have)
        return self.set_activation(context, have)

    def mode(self, context, name):
        if context.parts.get("empty") and name in CONTENT:
            return IN_PLACE
        return super().mode(context, name)

    def replace_content(self, context, have):
        """Create an image with the declared content, then delete or hide the previous one -> the new image. Raises CloudError."""
        hide = context.params["on_change"] == "hide"
        if not content.has_source(context.params):
            raise CloudError("The task names no source for the new image", hint="Set filename, uri or volume")
        if have.get("protected") and not hide and context.params.get("is_protected") is not False:
            raise protected_error(have)
        params = dict(context.params, id=None, wait=True)
        if params["name"] == self.id_of(have):
            params["name"] = have["name"]
        context.params = params
        context.parts.update(before=have, resumed=False, filled=False)
        try:
            created = self.create(context)
        except GaveWay as error:
            context.parts["before"] = None
            return self.start_over(context, CloudError(str(error), service=self.service))
        context.parts["replaced"] = have
        return self.finish_replacement(context, created)

    def finish_replacement(self, context, have):
        """Delete or hide the image that a new one replaces -> the new image. Raises CloudError.

        It was created by this task or by one that was killed. Another task may do the same at the same time.
        """
        how, _identifier = parse_replacement(have)
        before, context.parts["replaced"] = context.parts.get("replaced"), None
        failed = self.status.of(have) in self.status.fail
        if not how or context.params["on_change"] == "report" or failed or (self.is_busy(have) and not context.waits):
            return have  # a task that waits has a busy image only in check mode, which does not wait
        if before:
            self.remove_previous(context, how, before)
        try:
            return self.update(context, have, {REPLACES: None})
        except CloudError as error:
            now = self.fetch(context, self.id_of(have)) if error.status == 409 else None
            if now is None or REPLACES in now:
                raise
            return now

    def remove_previous(self, context, how, before):
        """Delete an image, or hide it if ``how`` is "hide". Raises CloudError."""
        try:
            if how == "hide":
                self.update(context, before, {"os_hidden": True})
            else:
                self.delete(context, before)
        except CloudError as error:
            if error.status != 404:
                raise

    def reconcile(self, context, have):
        """If a replacement was interrupted, `state: absent` removes both images, or hides the previous one as the replacement should."""
        how, _identifier = parse_replacement(have or {})
        previous, unfinished = context.parts.get("replaced"), context.parts.get("unfinished")
        now = super().reconcile(context, have)
        if context.params["state"] == "absent" and previous:
            self.remove_previous(context, how, previous)
        elif context.params["state"] == "absent" and unfinished:
            self.remove_previous(context, "replace", unfinished)
        return now

    def set_activation(self, context, have):
        """Deactivate or reactivate an image as `state` declares -> the image."""
        wanted, status = context.params["state"], (have.get("status") or "").lower()
        if wanted == "inactive" and status == "active" or wanted != "inactive" and status == "deactivated":
            have = context.apply(have, "POST /actions/" + ("deactivate" if wanted == "inactive" else "reactivate"))
        return have

    def delete(self, context, have):
        if have.get("protected"):
            if context.params.get("is_protected") is not False:
                raise protected_error(have)
            have = self.update(context, have, {"protected": False})
        super().delete(context, have)

    # -- the result --

    def to_diff(self, context, have):
        view = super().to_diff(context, have)
        if (
            have
            and context.params["state"] != "absent"
            and (have.get("status") == "deactivated") != (context.params["state"] == "inactive")
        ):
            view["status"] = have.get("status")
        return view

    def build_result(self, context, have, before, now):
        result = super().build_result(context, have, before, now)
        if now is not None and "status" in before:
            result["diff"]["after"]["status"] = now.get("status")
        return result


def protected_error(have):
    """The error for an image that cannot be deleted because it is protected."""
    return CloudError(
        "the image %s is protected" % have["id"], service="image", hint="Set `is_protected: false` as well to remove its protection"
    )


def inherited_attributes(have):
    """The attributes and properties that a new image inherits from the image that it replaces, as a dict."""
    found = {name: have[name] for name in INHERITED if have.get(name) not in (None, [], False)}
    own = IMAGE.fields["properties"].read(have)
    return dict(found, **{name: value for name, value in own.items() if not name.startswith(CONTENT_PREFIXES)})


IMAGE = Image(
    IMAGE_NAME.kind,
    held_by="project",
    path=IMAGE_NAME.path,
    wrapped=False,
    update_verb="PATCH",
    actions=content.ACTIONS,
    states=("present", "absent", "inactive"),
    status=Status(
        ok=("ACTIVE", "DEACTIVATED"), fail=("KILLED", "ERROR"), gone=("DELETED", "PENDING_DELETE"), busy="QUEUED|SAVING|UPLOADING|IMPORTING"
    ),
    rules={"mutually_exclusive": [["filename", "uri", "volume", "remote_image_id"]], "required_by": {"remote_image_id": ["remote_region"]}},
    like=IMAGE_NAME,
    filters="member_status size_min size_max sort sort_key sort_dir tag",
    name=Str(required=True),
    id=Str(update=IMMUTABLE, returned=False, filterable=True, usual=ANY),
    owner=Member(PROJECT_NAME, "owner_domain", api="owner", aliases=["project"], identity=True, filterable=True),
    owner_domain=Option(aliases=["project_domain"], refers="identity.domain"),
    filename=content.File(update=DRIFT, remedy=REPLACE, returned=False),
    uri=Option(),
    import_method=Option(choices=["web-download", "glance-download"]),
    use_import=Option("bool"),
    remote_image_id=Option(),
    remote_region=Option(),
    remote_service_interface=Option(choices=["public", "internal", "admin"]),
    stores=Option("list", elements="str"),
    all_stores=Option("bool"),
    all_stores_must_succeed=Option("bool"),
    volume=Option(refers="block_storage.volume"),
    force_volume=Option("bool", default=False),
    checksum=content.Checksum(update=DRIFT, remedy=REPLACE, usual=ANY),
    on_change=Option(choices=["report", "replace", "hide"], default="report"),
    disk_format=Str(update=DRIFT, remedy=REPLACE, filterable=True),
    container_format=Str(update=DRIFT, remedy=REPLACE, filterable=True),
    min_disk=Int(filterable=True),
    min_ram=Int(filterable=True),
    is_protected=Bool(api="protected", aliases=["protected"], returned="is_protected", filterable=True),
    is_hidden=Bool(api="os_hidden", returned="is_hidden", filterable=True),
    is_public=Public(api="visibility", filterable=True),
    visibility=Str(choices=["public", "private", "shared", "community"], returned=False),
    members=Members(PROJECT_NAME, returned=False, usual=[]),
    kernel=OtherImage("kernel_id"),
    ramdisk=OtherImage("ramdisk_id"),
    properties=Properties(),
    purge_properties=Option("bool", default=False),
    tags=Set(),
)


class ImageInfo(Info):
    """A listing of images, newest first. The filter `properties` is compared with the custom properties, which are members of the image."""

    def query(self, context):
        query, wanted = super().query(context)
        nested = wanted.pop("properties", None) or {}
        return dict(NEWEST_FIRST, **query), dict(wanted, **nested)


def select_images(context, images):
    """Those of ``images`` that meet the options which the API cannot filter by."""
    params = context.params
    found = filter_images(images, params.get("name_regex"), params.get("tags"))
    return found[:1] if params.get("latest") else found


IMAGES = ImageInfo(
    IMAGE,
    "images",
    aliases=["image"],
    filters=["properties"],
    narrow=select_images,
    name_regex=Option(),
    tags=List(api="tag"),
    visibility=Str(choices=["public", "private", "shared", "community", "all"]),
    status=Str(),
    owner=Ref(PROJECT_NAME),
    is_hidden=Bool(api="os_hidden"),
    latest=Option("bool", default=False),
    limit=Option("int"),
)

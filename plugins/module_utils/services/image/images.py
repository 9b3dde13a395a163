# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The image service (Glance)."""

from __future__ import annotations

import contextlib

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import (
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
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import PROJECT_NAME, Member
from ansible_collections.stratus.openstack.plugins.module_utils.services.image import content
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.base import (
    IMAGE_NAME,
    NEWEST_FIRST,
    ImageView,
    narrowed,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.fields import (
    OF_THE_CONTENT,
    PATCH,
    Properties,
    Public,
    Sibling,
    patch,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.members import Members
from ansible_collections.stratus.openstack.plugins.module_utils.status import Status

CARRIED_OVER = ("visibility", "protected", "min_disk", "min_ram", "tags", "owner")
CONTENT = ("filename", "checksum", "disk_format", "container_format")
REPLACE = "Set `on_change: replace` to put a new image in its place, or `on_change: hide` to keep the old one, hidden"

# -- images -----------------------------------------------------------------------------------------------------------------


class Image(ImageView):
    """An image: custom properties are members of the object itself, beside those of its schema."""

    def __init__(self, *args, **rest):
        super().__init__(*args, **rest)
        for name in ("kernel", "ramdisk"):
            self.fields[name].target = self

    def execute(self, session, params, context=None):
        if params.get("visibility"):
            params = dict(params, is_public=None)  # says less of the same
        return super().execute(session, params, context)

    # -- finding --

    def identity(self, context):
        own = context.session.access.project_id
        return dict({"owner": own} if own else {}, **super().identity(context))

    def find_candidates(self, context, value):
        """A name means an image that is not hidden, unless the task says whether it shall be: then a hidden one comes into question."""
        if context.params.get("id"):
            have = self.fetch(context, context.params["id"])
            return [] if have is None else [have]
        hidden = context.params.get("is_hidden")
        for look in [False] if hidden is None else [hidden, not hidden]:
            found = self.find(context, value, dict(self.identity(context), os_hidden=look))
            if found:
                return found
        return []

    def find_declared(self, context):
        have = super().find_declared(context)
        context.parts["found"] = have
        return have

    def find_rivals(self, context):
        """An image whose place a new one takes is no rival of it."""
        before = context.parts.get("before") or {}
        return [have for have in super().find_rivals(context) if self.id_of(have) != before.get("id")]

    def withdraw(self, context, have):
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
        content.checked(params)
        inherited = carried_over(before) if before else {}
        made = dict(inherited, **{name: value for name, value in body.items() if value is not None})
        if content.has_source(params) or params.get("container_format"):
            made.setdefault("container_format", "bare")
        if content.has_source(params) and "disk_format" not in made:
            made["disk_format"] = content.format_for(params)
        return {name: value for name, value in made.items() if body.get(name, value) is not None}

    def post(self, context, body):
        if context.params.get("volume"):
            identifier = content.from_volume(context, body)
            have = context.wait("image %s" % body["name"], lambda: self.fetch(context, identifier), lambda now: now is not None)
            context.parts["made"] = identifier
            later = {
                name: value for name, value in body.items() if name not in ("disk_format", "container_format") and have.get(name) != value
            }
            return self.update(context, self.wait_until_ready(context, have), later) if later else have
        return self.filled(context, super().post(context, body))

    def filled(self, context, have):
        """An image with the content that the task has for it; what was made for nothing is removed."""
        if not content.has_source(context.params):
            return have
        context.parts["made"] = self.id_of(have)
        try:
            return content.fill(context, have)
        except CloudError:
            self.discard(context)
            raise

    def discard(self, context):
        """Remove an image that this task has made and that did not get its content."""
        if context.parts.get("resumed"):
            return
        with contextlib.suppress(CloudError):
            if context.params.get("is_protected") or (context.parts.get("before") or {}).get("protected"):
                self.update(context, {"id": context.parts["made"]}, {"protected": False})
            context.call("DELETE", self.item_path(context, context.parts["made"]), allow=(404,))

    def wait_until_ready(self, context, have):
        if content.is_empty(have) and not context.parts.get("made"):
            return have  # nobody is filling it
        have = super().wait_until_ready(context, have)
        if context.parts.get("importing") and context.params.get("checksum"):
            name, wanted = content.parsed(context.params["checksum"])
            got = content.kept(have).get(name, wanted)
            if got != wanted:
                self.discard(context)
                raise CloudError("What was imported has the %s %s, not %s" % (name, got, wanted), service=self.service)
        return have

    def with_fault(self, context, have):
        """A failed import leaves its image as if nothing had happened; its task knows. A failed volume upload leaves none."""
        if have is None and context.params.get("volume"):
            raise CloudError(content.volume_failure(context), service="block-storage")
        if context.parts.get("importing") and have and self.status.of(have) in ("QUEUED", "UPLOADING"):
            why = content.import_failure(context, have)
            if why:
                self.discard(context)
                raise CloudError("The import failed: %s" % why, service=self.service, hint="The log of the image service says more")
        return super().with_fault(context, have)

    def update(self, context, have, body):
        declared = context.params.get("properties")
        if declared is not None and set(declared) <= set(body):
            surplus = self.fields["properties"].surplus(self.fields["properties"].read(have), declared, context)
            body = dict(dict.fromkeys(surplus), **body)
        changes = patch(have, body)
        return self.unwrap(context.call("PATCH", context.path(have), json=changes, headers=PATCH)) if changes else have

    def create(self, context):
        return self.activated(context, super().create(context))

    def converge(self, context, have):
        context.parts["empty"] = content.is_empty(have) and content.has_source(context.params)
        others = [
            name for name in CONTENT if name in self.given(context.params) and not self.agrees(context, have, name, self.fields[name])
        ]
        if others and context.params["on_change"] != "report" and not context.parts["empty"]:
            return self.succeeded(context, have)
        if context.parts["empty"]:
            content.checked(context.params)
        members = self.fields["members"]
        if have.get("visibility") == "shared" and context.params.get("members") == []:  # they can be removed as long as they count
            members.store(context, have, context.parts["members"], [])
            context.parts["members"] = []
        have = super().converge(context, have)
        if context.parts["empty"]:
            context.parts["resumed"] = True
            missing = {"container_format": "bare", "disk_format": content.format_for(context.params)}
            have = self.update(context, have, {name: value for name, value in missing.items() if not have.get(name)})
            have = self.filled(context, have)
            have = self.wait_until_ready(context, have) if context.waits else have
        return self.activated(context, have)

    def mode(self, context, name):
        if context.parts.get("empty") and name in CONTENT:
            return IN_PLACE
        return super().mode(context, name)

    def succeeded(self, context, have):
        """A new image in the place of one with another content, which is then deleted or hidden."""
        hide = context.params["on_change"] == "hide"
        if not content.has_source(context.params):
            raise CloudError("There is nothing to make the new image of", hint="Set filename, uri or volume")
        if have.get("protected") and not hide and context.params.get("is_protected") is not False:
            raise protected(have)
        given = dict(context.params, id=None, wait=True)
        if given["name"] == self.id_of(have):
            given["name"] = have["name"]
        context.params = given
        context.parts["before"] = have
        made = self.create(context)
        if hide:
            self.update(context, have, {"os_hidden": True})
        else:
            self.delete(context, have)
        return made

    def activated(self, context, have):
        """Deactivate an image or reactivate it, as the state says."""
        wanted, status = context.params["state"], (have.get("status") or "").lower()
        if wanted == "inactive" and status == "active" or wanted != "inactive" and status == "deactivated":
            have = context.apply(have, "POST /actions/" + ("deactivate" if wanted == "inactive" else "reactivate"))
        return have

    def delete(self, context, have):
        if have.get("protected"):
            if context.params.get("is_protected") is not False:
                raise protected(have)
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


def protected(have):
    return CloudError(
        "the image %s is protected" % have["id"], service="image", hint="Set `is_protected: false` as well to remove its protection"
    )


def carried_over(have):
    """What a new image takes over from the one whose place it takes."""
    found = {name: have[name] for name in CARRIED_OVER if have.get(name) not in (None, [], False)}
    own = IMAGE.fields["properties"].read(have)
    return dict(found, **{name: value for name, value in own.items() if not name.startswith(OF_THE_CONTENT)})


IMAGE = Image(
    IMAGE_NAME.kind,
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
    id=Str(update=IMMUTABLE, returned=False, filterable=True),
    owner=Member(PROJECT_NAME, "owner_domain", api="owner", aliases=["project"], identity=True, filterable=True),
    owner_domain=Option(aliases=["project_domain"]),
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
    volume=Option(),
    force_volume=Option("bool", default=False),
    checksum=content.Checksum(update=DRIFT, remedy=REPLACE),
    on_change=Option(choices=["report", "replace", "hide"], default="report"),
    disk_format=Str(update=DRIFT, remedy=REPLACE, filterable=True),
    container_format=Str(update=DRIFT, remedy=REPLACE, filterable=True),
    min_disk=Int(filterable=True),
    min_ram=Int(filterable=True),
    is_protected=Bool(api="protected", aliases=["protected"], returned="is_protected", filterable=True),
    is_hidden=Bool(api="os_hidden", returned="is_hidden", filterable=True),
    is_public=Public(api="visibility", filterable=True),
    visibility=Str(choices=["public", "private", "shared", "community"], returned=False),
    members=Members(PROJECT_NAME, returned=False),
    kernel=Sibling("kernel_id"),
    ramdisk=Sibling("ramdisk_id"),
    properties=Properties(),
    purge_properties=Option("bool", default=False),
    tags=Set(),
)


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
    owner=Ref(PROJECT_NAME),
    is_hidden=Bool(api="os_hidden"),
    latest=Option("bool", default=False),
    limit=Option("int"),
)

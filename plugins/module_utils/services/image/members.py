# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The image service (Glance): members of images, the projects that an image is shared with."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import Attribute, Option, Part, Ref, RefSet, Str, same_as
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity import base
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.base import IMAGE_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.visibility import Visibility


class OfferedImage(Ref):
    """An image by name or id. Also finds images that the user's project has not accepted, which a normal listing leaves out."""

    def wire(self, value, context):
        return context.resolve(self.target, value, {"member_status": "all"})


class Project(Str):
    """The project that an image is shared with. The default is the user's own project."""

    def wire(self, value, context):
        return PROJECT.wire(value, context) if value else context.session.access.project_id


def resolve_image(context, _body):
    """The id of the image that the task names."""
    return MEMBER.fields["image"].wire(context.params["image"], context)


PROJECT = base.Member(base.PROJECT_NAME, "project_domain", api="member")


class Member(Resource):
    """A project that an image is shared with."""

    id_field = "member_id"
    name_field = "member_id"
    key_option = "project"
    seen_by = Visibility(grants=("image_id", "member_id"))

    def find_declared(self, context):
        return self.fetch(context, self.fields["project"].wire(context.params.get("project"), context))

    def complete_body(self, context, body):
        return {"member": self.fields["project"].wire(context.params.get("project"), context)}


MEMBER = Member(
    "image.member",
    shown_by="image.image",
    path="/images/{image_id}/members",
    wrapped=False,
    result="image_member",
    computed={
        "id": Attribute("member_id"),
        "created_at": Attribute(),
        "member_id": Attribute(initial=same_as("member")),
        "schema": Attribute(),
        "updated_at": Attribute(),
    },
    image=OfferedImage(IMAGE_NAME, "image_id", required=True, parent=True, initial=resolve_image),
    project=Project(api="member", returned=False, write_only=True, refers="identity.project"),
    project_domain=Option(refers="identity.domain"),
    extra_fields={"status": Str(choices=["accepted", "rejected", "pending"], create=False, initial="pending")},
)
MEMBER.label = "image member"
MEMBERS = Info(MEMBER, "image_members", filters=False, name=False, image=OfferedImage(IMAGE_NAME, "image_id", required=True, parent=True))


class Members(Part, RefSet):
    """The members of an image: the projects that it is shared with."""

    def load(self, context, have):
        if have.get("visibility") != "shared":
            return []  # Glance lists members only for the visibility `shared`
        found = context.session.list("image", context.path(have, "/members"), "members", page=0)
        return [member["member_id"] for member in found]

    def store(self, context, have, current, value):
        wanted = set(self.wire(value, context))
        at_members = context.at(MEMBER)
        at_members.params = {"image": have["id"]}
        for project in sorted(wanted - set(current or ())):
            MEMBER.submit(at_members, {"member": project})
        for project in sorted(set(current or ()) - wanted):
            context.call("DELETE", context.path(have, "/members/" + project), allow=(404,))

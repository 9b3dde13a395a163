# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The image service (Glance): with whom an image is shared, and who has accepted it."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import Attribute, Option, Ref, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity import base
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.images import IMAGE


class Offered(Ref):
    """An image by name or id, also one that was offered to the own project and not accepted, which listings leave out."""

    def wire(self, value, context):
        return context.resolve(self.target, value, {"member_status": "all"})


class Project(Str):
    """The project that an image is shared with, by default the own one."""

    def wire(self, value, context):
        return PROJECT.wire(value, context) if value else context.session.access.project_id


PROJECT = base.Member(base.PROJECT_NAME, "project_domain", api="member")


class Member(Resource):
    """A project that an image is shared with."""

    id_field = "member_id"
    name_field = "member_id"
    key_option = "project"

    def declared(self, context):
        return self.fetch(context, self.fields["project"].wire(context.params.get("project"), context))

    def complete(self, context, body):
        return {"member": self.fields["project"].wire(context.params.get("project"), context)}

    def prediction(self, context, body):
        made = {"member_id": body["member"], "status": "pending"}
        return {"of": self.item_path(context, body["member"]), "predict": made}

    def agrees(self, context, have, name, field):
        return name == "project" or super().agrees(context, have, name, field)


MEMBER = Member(
    "image.member",
    path="/images/{image_id}/members",
    wrapped=False,
    result="image_member",
    computed={
        "id": Attribute("member_id"),
        "created_at": Attribute(),
        "member_id": Attribute(),
        "schema": Attribute(),
        "updated_at": Attribute(),
    },
    image=Offered(IMAGE, "image_id", required=True, parent=True),
    project=Project(api="member", returned=False),
    project_domain=Option(),
    extra_fields={"status": Str(choices=["accepted", "rejected", "pending"], create=False)},
)
MEMBER.label = "image member"
MEMBERS = Info(MEMBER, "image_members", filters=False, name=False, image=Offered(IMAGE, "image_id", required=True, parent=True))

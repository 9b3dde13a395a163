# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The common code of the shared file system service (Manila), and the tables that other tables refer to."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils import hints
from ansible_collections.stratus.openstack.plugins.module_utils.effects import argument
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.status import Status
from ansible_collections.stratus.openstack.plugins.module_utils.visibility import Visibility, declare

hints.declare(
    "shared-file-system",
    (403, r"dependent snapshots", "Remove its snapshots first"),
    (403, r"assigned to share network", "Remove it from the share networks first"),
    (403, r"Extra spec .* can't be deleted", None),
)
declare("shared-file-system", "", Visibility(owner=("project_id",), all_projects="all_tenants"))

MICROVERSION = "2.78"
FAULT = "fault"  # the key for the reason of a failure in an object; Manila reports it as a message, not in the object
DELETING = "DELETING"


def status(**rest):
    """The Status of an object that a storage backend creates. ``rest``: arguments of Status."""
    doing = ["%s_ERROR" % word for word in ("EXTENDING", "SHRINKING", "SHRINKING_POSSIBLE_DATA_LOSS", "MANAGE", "REVERTING")]
    usual = {"ok": ("AVAILABLE",), "fail": ("ERROR", "ERROR_DELETING", *doing), "fault": FAULT, "busy": r"[A-Z]+ING(_.*)?"}
    return Status(**dict(usual, **rest))


class Description(f.Str):
    """A free text. The service shows null for an empty one after a change."""

    def predict_updated(self, have, value):
        return value or None


class Manila(Resource):
    """A resource of the shared file system service. The option `id` finds an object that gets another name."""

    all_projects = "all_tenants"

    def __init__(self, kind, path, **rest):
        super().__init__(kind, path, **dict({"microversion": MICROVERSION}, **rest))

    def owner(self, have):
        return have.get("project_id")

    def find_declared(self, context):
        """The object that the task declares, or None. Waits for an object that is being created or deleted. Raises CloudError."""
        identifier, absent = context.params.get("id"), context.params["state"] == "absent"
        have = self.fetch(context, identifier) if identifier else super().find_declared(context)
        if identifier and have is None and not absent:
            raise CloudError(
                "There is no %s with the ID %s" % (self.label, identifier),
                service=self.service,
                hint="The service chooses the ID of a new object; leave `id` out to create one",
            )
        if have is None or absent or not self.status:
            return have
        if self.status.of(have) == DELETING:
            self.wait_gone(context, have)
            return None
        return self.wait_until_ready(context, have) if self.is_busy(have) and context.waits else have

    def withdraw(self, context, have):
        """The service refuses to remove an object that it is still creating, with status 403."""
        if self.status and self.is_busy(have):
            have = self.poll(context, have, lambda now: now is None or not self.is_busy(now))
        return have is None or super().withdraw(context, have)

    def find_fault(self, context, have):
        """The newest message of the service about an object; an empty string if there is none."""
        query = {"resource_id": self.id_of(have)}
        messages = context.session.list(self.service, "/messages", "messages", query, microversion=self.microversion, allow=(403, 404))
        newest = max(messages, key=lambda message: message.get("created_at") or "", default={})
        return newest.get("user_message") or ""

    def converge(self, context, have):
        if self.status and self.status.of(have) in self.status.fail:
            text = "it is in status %s: %s" % (self.status.of(have), self.find_fault(context, have) or "the API gives no reason")
            if self.status.of(have) == "ERROR":
                raise CloudError(text, service=self.service, hint="Remove it with `state: absent`, then run the task again")
            context.session.warnings.append("%s: %s" % (self.describe(have), text))
        return super().converge(context, have)


class ShareTypes(Manila):
    """A share type. The API cannot find a type by its name, so that the complete listing is read; there are few types."""

    unique = True
    seen_by = Visibility(
        restricted={"share_type_access:is_public": False}, users=("/types/%s/share_type_access", "share_type_access", "project_id")
    )

    def list(self, context, params=None):
        return super().list(context, dict({"is_public": "all"}, **(params or {})))


TYPE_NAME = ShareTypes("shared_file_system.share_type", path="/types", by_name=None, name=f.Str(required=True))


# -- shares and their snapshots -----------------------------------------------------------------------------------------------


class CreatedText(f.Str):
    """A free text. The service shows null for an object that is created with an empty one."""

    def predict_created(self, value):
        return value or None

    def predict_updated(self, have, value):
        return value


class Displayed(Manila):
    """A share or a snapshot: updates have other names for two attributes, and the metadata has a request of its own."""

    actions = {"PUT /metadata": {"metadata": argument("metadata")}}
    display = {"name": "display_name", "description": "display_description"}

    def complete_update(self, have, body):
        return {self.display.get(key, key): value for key, value in body.items()}

    def predict_body(self, body, have=None):
        names = {shown: key for key, shown in self.display.items()}
        return super().predict_body({names.get(key, key): value for key, value in body.items()}, have)

    def update(self, context, have, body):
        plain = {key: value for key, value in body.items() if key != "metadata"}
        if plain:
            have = dict(have, **super().update(context, have, plain))
        return context.apply(have, "PUT /metadata", {"metadata": body["metadata"]}) if "metadata" in body else have

    def deletion_request(self, context, have):
        if not context.params.get("force"):
            return super().deletion_request(context, have)
        return "POST", context.path(have, "/action"), {"json": {"force_delete": None}}


def all_projects_options():
    """The options of a listing that can include all projects, as a dict by name."""
    return {"all_projects": f.Bool(api="all_tenants"), "limit": f.Option("int")}


# -- tables that other tables refer to -----------------------------------------------------------------------------------------

SHARE_NAME = Manila("shared_file_system.share", path="/shares", detail="/detail", name=f.Str(required=True))
SNAPSHOT_NAME = Manila("shared_file_system.share_snapshot", path="/snapshots", key="snapshot", detail="/detail", name=f.Str(required=True))
NETWORK_NAME = Manila("shared_file_system.share_network", path="/share-networks", detail="/detail", name=f.Str(required=True))
GROUP_NAME = Manila("shared_file_system.share_group", path="/share-groups", detail="/detail", name=f.Str(required=True))
SECURITY_NAME = Manila(
    "shared_file_system.security_service",
    path="/security-services",
    key="security_service",
    detail="/detail",
    name=f.Str(required=True),
)

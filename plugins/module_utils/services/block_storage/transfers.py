# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Block storage (Cinder): transfers of volumes to other projects."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.effects import Outcome
from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Bool, Option, Ref, Str, own_project
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.base import Cinder, Listing, all_projects_options
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.volumes import VOLUME
from ansible_collections.stratus.openstack.plugins.module_utils.visibility import Visibility


def predict_new_owner(context, have, _sent):
    """The effect of accepting a transfer: the volume belongs to the accepting project."""
    volume = context.session.known(context.resource.service, context.path(have)).get("volume_id")
    if volume:
        changes = {VOLUME.reads["project_id"]: context.session.access.project_id}
        yield VOLUME.service, VOLUME.item_path(context, volume), changes


class Transfer(Cinder):
    """The transfer of a volume to another project. Only the answer to the creation contains the key with which that project accepts it."""

    key_option = "volume"
    id_option = "id"
    goes_with = VOLUME.kind
    seen_by = Visibility(owner=("source_project_id",), all_projects="all_tenants")
    actions = {"POST /accept": Outcome({"accepted": True}, predict_new_owner)}

    def find_declared(self, context):
        params = context.params
        if params["state"] == "accepted":
            return self.find_accepted(context)
        if params["id"] or not params["volume"]:
            return super().find_declared(context)
        return context.prefer_remembered_names(
            lambda names: names.resolve(VOLUME, params["volume"]),
            lambda _names, volume: self.find_of_volume(context, volume),
            lambda have: self.agrees_with_state(context, have),
        )

    def find_of_volume(self, context, volume):
        """The transfer of the volume with an id, or None."""
        found = [have for have in self.list(context, {"volume_id": volume}) if have["volume_id"] == volume]
        return self.single(found, context.params["volume"])

    @staticmethod
    def find_accepted(context):
        """The accepted transfer if the volume belongs to the user's project already, else None."""
        volume, own = context.params["volume"], context.session.access.project_id
        found = VOLUME.find(context.at(VOLUME), volume) if volume else []
        accepted = [have for have in found if VOLUME.owner(have) == own and have.get("status") != "awaiting-transfer"]
        return {"id": context.params["id"], "volume_id": accepted[0]["id"], "accepted": True} if accepted else None

    def project_of(self, have):
        return have.get("source_project_id")

    def verb_for(self, params, have):
        return "accept" if params["state"] == "accepted" else super().verb_for(params, have)

    def reconcile(self, context, have):
        if context.params["state"] != "accepted":
            return super().reconcile(context, have)
        return self.accept(context) if have is None else have

    def accept(self, context):
        """Accept the transfer -> the transfer. Raises CloudError."""
        identifier = context.params["id"]
        body = {"accept": {"auth_key": context.params["auth_key"]}}
        reply = context.act({"id": identifier}, "POST /accept", body, key=self.key)
        if context.waits and reply[self.key].get("volume_id"):
            VOLUME.wait_until_ready(context.at(VOLUME), {"id": reply[self.key]["volume_id"]})
        return dict({key: reply[self.key].get(key) for key in ("name", "volume_id", "links")}, id=identifier, accepted=True)

    def build_result(self, context, have, before, now):
        result = super().build_result(context, have, before, now)
        if context.params["state"] == "accepted":
            result["diff"] = {"before": {"accepted": have is not None}, "after": {"accepted": True}}
        return result


TRANSFER = Transfer(
    "block_storage.transfer",
    held_by="project",
    not_exported="it ends when it is accepted",
    path="/volume-transfers",
    detail="/detail",
    states=("present", "absent", "accepted"),
    result="volume_transfer",
    computed={
        "accepted": Attribute(initial=False),
        "auth_key": Attribute(),
        "created_at": Attribute(),
        "destination_project_id": Attribute(initial=None),
        "links": Attribute(),
        "source_project_id": Attribute(initial=own_project),
    },
    rules={"required_one_of": [["volume", "id"]], "required_if": [["state", "accepted", ["id", "auth_key"]]]},
    volume=Ref(VOLUME, api="volume_id", update=IMMUTABLE),
    name=Str(update=IMMUTABLE),
    id=Option(),
    no_snapshots=Bool(update=IMMUTABLE, since="3.55"),
    auth_key=Option(secret=True),
)
TRANSFER.label = "volume transfer"
TRANSFERS = Listing(TRANSFER, "volume_transfers", volume=Ref(VOLUME, api="volume_id"), **all_projects_options())

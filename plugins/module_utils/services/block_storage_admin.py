# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Block storage (Cinder): image metadata, volumes taken over from a backend or another project, services."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError, Missing
from ansible_collections.stratus.openstack.plugins.module_utils.fields import DRIFT, FROZEN, Bool, Option, Ref, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.link import Known
from ansible_collections.stratus.openstack.plugins.module_utils.overlay import GONE
from ansible_collections.stratus.openstack.plugins.module_utils.services import block_storage
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage import IMAGE_METADATA, VOLUME, Volume
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage_base import Cinder, Listing, every_project


def table(kind, **rest):
    """A table of what is done with volumes, seen as VOLUME sees them."""
    reads = " ".join("%s=%s" % pair for pair in VOLUME.reads.items())
    return kind(VOLUME.kind, path=VOLUME.path, detail=VOLUME.detail, status=VOLUME.status, reads=reads, **rest)


# -- metadata of the image --------------------------------------------------------------------------------------------------


class OfImage(Volume):
    """The metadata that a volume has of its image; the volume itself is never made or removed."""

    key_option = "volume"

    def doing(self, params, have):
        return "change"

    def reconcile(self, context, have):
        if have is None and context.params["state"] == "present":
            raise Missing("There is no such volume", service=self.service, hint="Check the name, the project and the region")
        if have is not None and context.params["state"] == "absent":
            known = have.get(IMAGE_METADATA) or {}
            unwanted = {key: None for key in context.params["image_metadata"] if key in known}
            return self.store_image_metadata(context, have, unwanted) if unwanted else have
        return have if have is None else self.converge(context, have)

    def returned(self, have):
        return None if have is None else VOLUME.returned(have)

    def shown(self, context, have):
        if have is None:
            return {}
        known = have.get(IMAGE_METADATA) or {}
        wanted = context.params["image_metadata"]
        return {"image_metadata": {key: value for key, value in known.items() if not wanted or key in wanted}}

    def outcome(self, context, have, before, now):
        result = super().outcome(context, have, before, now)
        result["diff"]["after"] = self.shown(context, now)
        return result


IMAGE_METADATA_OF_VOLUME = table(
    OfImage,
    volume=Str(api="name", required=True, drop=True),
    image_metadata=block_storage.ImageMetadata(api=IMAGE_METADATA, required=True),
)

# -- volumes that are there already -----------------------------------------------------------------------------------------


class Managed(Volume):
    """A volume that was on a backend before Cinder knew it, and stays there when Cinder forgets it."""

    def returned(self, have):
        return None if have is None else VOLUME.returned(have)

    def complete(self, context, body):
        params = context.params
        if not (params["source_name"] or params["source_id"]) or not params["host"]:
            raise CloudError("It is not managed, and `host` with `source_name` or `source_id` is needed to manage it")
        body["host"] = body.pop("os-vol-host-attr:host")
        ref = {"source-name": params["source_name"], "source-id": params["source_id"]}
        return dict(body, ref={key: value for key, value in ref.items() if value})

    def post(self, context, body):
        made = {key: value for key, value in body.items() if key not in ("ref", "host")}
        return context.call(
            "POST", "/manageable_volumes", json=self.enveloped(body), key=self.key, of=self.path + "/", predict=made, microversion="3.16"
        )

    def delete(self, context, have):
        context.call("POST", context.path(have, "/action"), json={"os-unmanage": {}}, of=context.path(have), predict=GONE)
        self.wait_gone(context, have)


class Host(Str):
    """A pool of a backend: "host@backend#pool", whose last part the service may add."""

    def agrees(self, have, value, context):
        return have is None or have == value or have.startswith(value + "#")


def managed_fields():
    fields = block_storage.options()
    del fields["id"]
    fields["is_bootable"] = block_storage.Flag(api="bootable", aliases=["bootable"])
    fields["volume_type"] = block_storage.TypeName(update=DRIFT, remedy="The module `volume` can give it another one")
    return fields


MANAGED = table(
    Managed,
    result="volume",
    rules={"mutually_exclusive": [["source_name", "source_id"]]},
    host=Host(api="os-vol-host-attr:host", update=DRIFT, remedy="A migration would bring it there"),
    source_name=Option(),
    source_id=Option(),
    availability_zone=Str(update=DRIFT, remedy=block_storage.RECREATE),
    **managed_fields(),
)

# -- volumes for another project --------------------------------------------------------------------------------------------


class Transfer(Cinder):
    """The offer of a volume to another project, which accepts it by a key that only the answer to the creation has."""

    key_option = "volume"

    def declared(self, context):
        params = context.params
        if params["state"] == "accepted":
            return self.taken(context)
        if params["id"] or not params["volume"]:
            return super().declared(context)
        absent = params["state"] == "absent"
        for names in (Known(context.session, context.params, self), context):
            try:
                volume = names.resolve(VOLUME, params["volume"])
            except Missing:
                if names is context and not absent:
                    raise
                continue
            found = [have for have in self.list(context, {"volume_id": volume}) if have["volume_id"] == volume]
            if names is context or bool(found) != absent:  # a volume that is known from earlier does to see that nothing has to change
                return self.only(found, params["volume"])
        return None

    @staticmethod
    def taken(context):
        """The transfer, when the volume belongs to this project already."""
        volume, own = context.params["volume"], context.session.access.project_id
        found = VOLUME.find(context.at(VOLUME), volume) if volume else []
        mine = [have for have in found if VOLUME.owner(have) == own and have.get("status") != "awaiting-transfer"]
        return {"id": context.params["id"], "volume_id": mine[0]["id"], "accepted": True} if mine else None

    def doing(self, params, have):
        return "accept" if params["state"] == "accepted" else super().doing(params, have)

    def reconcile(self, context, have):
        if context.params["state"] != "accepted":
            return super().reconcile(context, have)
        return self.accept(context) if have is None else have

    def accept(self, context):
        identifier = context.params["id"]
        body = {"auth_key": context.params["auth_key"]}
        path = self.item_path(context, identifier)
        made = context.call("POST", path + "/accept", json={"accept": body}, key=self.key, of=path, predict={"accepted": True})
        if context.waits and made[self.key].get("volume_id"):
            VOLUME.settled(context.at(VOLUME), {"id": made[self.key]["volume_id"]})
        return dict(made[self.key], id=identifier, accepted=True)

    def outcome(self, context, have, before, now):
        result = super().outcome(context, have, before, now)
        if context.params["state"] == "accepted":
            result["diff"] = {"before": {"accepted": have is not None}, "after": {"accepted": True}}
        return result


TRANSFER = Transfer(
    "block_storage.transfer",
    path="/volume-transfers",
    detail="/detail",
    states=("present", "absent", "accepted"),
    result="volume_transfer",
    reads="accepted auth_key created_at destination_project_id links no_snapshots source_project_id volume_id",
    rules={"required_one_of": [["volume", "id"]], "required_if": [["state", "accepted", ["id", "auth_key"]]]},
    volume=Ref(VOLUME, api="volume_id", update=FROZEN),
    name=Str(update=FROZEN),
    id=Option(),
    no_snapshots=Bool(update=FROZEN),
    auth_key=Option(secret=True),
)
TRANSFER.label = "volume transfer"
TRANSFERS = Listing(TRANSFER, "volume_transfers", volume=Ref(VOLUME, api="volume_id"), **every_project())

# -- services ---------------------------------------------------------------------------------------------------------------

SERVICE = Cinder(
    "block_storage.service",
    path="/os-services",
    by_name=None,
    reads="active_backend_id availability_zone=zone backend_state binary cluster disabled_reason host is_frozen=frozen replication_status"
    " state status updated_at",
    filters="binary host",
    name=Str(required=True),
)
SERVICES = Info(SERVICE, "volume_services", name=False, binary=Str(), host=Str())

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Block storage (Cinder): existing volumes of a backend that Cinder starts or stops managing."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.effects import GONE
from ansible_collections.stratus.openstack.plugins.module_utils.fields import DRIFT, Option, Str
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage import base, volumes
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.volumes import VOLUME, Volume, volume_table
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN


class Managed(Volume):
    """A volume that existed on a backend before Cinder managed it. It remains there when Cinder stops managing it."""

    creation_path = "/manageable_volumes"
    actions = {**Volume.actions, "os-unmanage": GONE}

    def to_result(self, have):
        return None if have is None else VOLUME.to_result(have)

    def complete_body(self, context, body):
        params = context.params
        body["host"] = body.pop("os-vol-host-attr:host")
        ref = {"source-name": params["source_name"], "source-id": params["source_id"]}
        return dict(body, ref={key: value for key, value in ref.items() if value})

    def predict_body(self, body, have=None):
        """The attribute of the host has one name in the request and another one in the object."""
        shown = {self.fields["host"].api if wire == "host" else wire: value for wire, value in body.items() if wire != "ref"}
        return super().predict_body(shown, have)

    def post(self, context, body):
        return self.submit(context, body, microversion="3.16")

    def delete(self, context, have):
        context.act(have, "os-unmanage", {})
        self.wait_gone(context, have)


class Host(Str):
    """A pool of a backend, "host@backend#pool". If the value has no pool, the service adds it."""

    def agrees(self, have, value, context):
        return have is None or have == value or have.startswith(value + "#")

    def predict_created(self, value):
        return value if "#" in value else UNKNOWN


def managed_fields():
    """The fields that a managed volume shares with other volumes, as a dict by name."""
    fields = volumes.shared_fields()
    del fields["id"]
    fields["is_bootable"] = base.Flag(api="bootable", aliases=["bootable"], returned=False)
    fields["volume_type"] = volumes.TypeName(refers="block_storage.type", update=DRIFT, remedy="Use the module `volume` to change it")
    return fields


MANAGED = volume_table(
    Managed,
    result="volume",
    needed_to_create=("host", ("source_name", "source_id")),
    rules={"mutually_exclusive": [["source_name", "source_id"]]},
    host=Host(api="os-vol-host-attr:host", returned=False, update=DRIFT, remedy="Migrate the volume to this host"),
    source_name=Option(),
    source_id=Option(),
    availability_zone=Str(update=DRIFT, remedy=volumes.RECREATE),
    **managed_fields(),
)

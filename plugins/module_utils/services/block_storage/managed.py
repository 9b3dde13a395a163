# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Block storage (Cinder): volumes that are on a backend already."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.effects import GONE
from ansible_collections.stratus.openstack.plugins.module_utils.fields import DRIFT, Option, Str
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage import base, volumes
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.volumes import VOLUME, Volume, table
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN


class Managed(Volume):
    """A volume that was on a backend before Cinder knew it, and stays there when Cinder forgets it."""

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
        """The request names the host in another way than the volume does."""
        shown = {self.fields["host"].api if wire == "host" else wire: value for wire, value in body.items() if wire != "ref"}
        return super().predict_body(shown, have)

    def post(self, context, body):
        return self.submit(context, body, microversion="3.16")

    def delete(self, context, have):
        context.act(have, "os-unmanage", {})
        self.wait_gone(context, have)


class Host(Str):
    """A pool of a backend: "host@backend#pool", whose last part the service may add."""

    def agrees(self, have, value, context):
        return have is None or have == value or have.startswith(value + "#")

    def predict_created(self, value):
        return value if "#" in value else UNKNOWN


def managed_fields():
    fields = volumes.options()
    del fields["id"]
    fields["is_bootable"] = base.Flag(api="bootable", aliases=["bootable"], returned=False)
    fields["volume_type"] = volumes.TypeName(update=DRIFT, remedy="The module `volume` can give it another one")
    return fields


MANAGED = table(
    Managed,
    result="volume",
    needed_to_create=("host", ("source_name", "source_id")),
    rules={"mutually_exclusive": [["source_name", "source_id"]]},
    host=Host(api="os-vol-host-attr:host", returned=False, update=DRIFT, remedy="A migration would bring it there"),
    source_name=Option(),
    source_id=Option(),
    availability_zone=Str(update=DRIFT, remedy=volumes.RECREATE),
    **managed_fields(),
)

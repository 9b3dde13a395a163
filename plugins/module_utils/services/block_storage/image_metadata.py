# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Block storage (Cinder): the image metadata of volumes."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.errors import Missing
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Str
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage import volumes
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.base import IMAGE_METADATA
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.volumes import VOLUME, Volume, volume_table


class ImageMetadataOfVolume(Volume):
    """The image metadata of a volume. The volume itself is never created or deleted."""

    key_option = "volume"

    def verb_for(self, params, have):
        return "change"

    def reconcile(self, context, have):
        if have is None and context.params["state"] == "present":
            raise Missing("There is no such volume", service=self.service, hint="Check the name, the project and the region")
        if have is not None and context.params["state"] == "absent":
            known = have.get(IMAGE_METADATA) or {}
            unwanted = {key: None for key in context.params["image_metadata"] if key in known}
            return self.store_image_metadata(context, have, unwanted) if unwanted else have
        return have if have is None else self.converge(context, have)

    def to_result(self, have):
        return None if have is None else VOLUME.to_result(have)

    def to_diff(self, context, have):
        if have is None:
            return {}
        field, wanted = self.fields["image_metadata"], context.params["image_metadata"]
        return {"image_metadata": field.diff_before(field.read(have), wanted, context)}

    def build_result(self, context, have, before, now):
        result = super().build_result(context, have, before, now)
        result["diff"]["after"] = self.to_diff(context, now)
        return result


IMAGE_METADATA_OF_VOLUME = volume_table(
    ImageMetadataOfVolume,
    volume=Str(api="name", required=True, compare_only=True, refers="block_storage.volume"),
    image_metadata=volumes.ImageMetadata(api=IMAGE_METADATA, required=True),
)

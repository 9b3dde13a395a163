# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cinder's own logging driver, completed: everything succeeds, nothing is stored."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from cinder.backup import manager as backup
from cinder.common import constants
from cinder.tests import fake_driver
from cinder.volume import volume_utils
from oslo_config import cfg

UPLOAD = bytes(64 << 10)  # what a volume uploads as an image
CAPABILITIES = {
    "total_capacity_gb": 100000,
    "free_capacity_gb": 90000,
    "reserved_percentage": 0,
    "provisioned_capacity_gb": 1000,
    "max_over_subscription_ratio": 20,
    "thin_provisioning_support": True,
    "multiattach": True,
    "allocated_capacity_gb": 0,
    "consistent_group_snapshot_enabled": True,
    "replication_enabled": False,
    "group_replication_enabled": False,
}


class VolumeDriver(fake_driver.FakeLoggingVolumeDriver):
    """A backend with plenty of room."""

    VERSION = "1.0"

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.backend_name = self.configuration.safe_get("volume_backend_name")
        self.protocol = constants.ISCSI

    def create_volume(self, volume: Any) -> dict[str, Any]:
        """An address that nobody serves."""
        return {"provider_location": f"127.0.0.1:3260,1 iqn.2010-10.org.openstack:volume-{volume.id} 1"}

    def clone_image(self, context: Any, volume: Any, image_location: Any, image_meta: Any, image_service: Any) -> tuple[Any, bool]:
        """Pretend that the backend has cloned it."""
        return {"provider_location": None}, True

    def copy_image_to_volume(self, context: Any, volume: Any, image_service: Any, image_id: str, disable_sparse: bool = False) -> None:
        """Nothing to copy to."""

    def copy_volume_to_image(self, context: Any, volume: Any, image_service: Any, image_meta: Any) -> None:
        """Upload zeros."""
        image_service.update(context, image_meta["id"], {}, io.BytesIO(UPLOAD))

    def revert_to_snapshot(self, context: Any, volume: Any, snapshot: Any) -> None:
        """Nothing to revert."""

    def retype(self, context: Any, volume: Any, new_type: Any, diff: Any, host: Any) -> tuple[bool, dict[str, Any]]:
        """In place."""
        return True, {}

    def migrate_volume(self, context: Any, volume: Any, host: Any) -> tuple[bool, dict[str, Any]]:
        """By the backend itself."""
        return True, {}

    def manage_existing(self, volume: Any, existing_ref: Any) -> dict[str, Any]:
        """Anything can be taken over."""
        return {}

    def manage_existing_get_size(self, volume: Any, existing_ref: Any) -> int:
        """In GiB."""
        return 1

    def unmanage(self, volume: Any) -> None:
        """Nothing to let go."""

    def update_migrated_volume(self, context: Any, volume: Any, new_volume: Any, status: str) -> dict[str, Any]:
        """Names stay."""
        return {"_name_id": None, "provider_location": None}

    def initialize_connection(self, volume: Any, connector: Any) -> dict[str, Any]:
        """What a compute host would need to attach the volume."""
        return {
            "driver_volume_type": "iscsi",
            "data": {
                "target_portal": "127.0.0.1:3260",
                "target_iqn": f"iqn.2010-10.org.openstack:volume-{volume.id}",
                "target_lun": 1,
                "target_discovered": False,
                "volume_id": volume.id,
                "access_mode": "rw",
                "encrypted": False,
                "qos_specs": None,
            },
        }

    def _update_volume_stats(self) -> None:
        super()._update_volume_stats()
        self._stats["pools"][0].update(CAPABILITIES, pool_name=self.backend_name, location_info=f"devcloud:{self.backend_name}")


def backup_without_devices() -> None:
    """A backup attaches its volume through sudo and an iSCSI initiator: let it read a small file instead."""
    device = Path(cfg.CONF.state_path, "backup-device")
    device.write_bytes(bytes(4096))
    connector = {
        "host": cfg.CONF.host,
        "ip": cfg.CONF.my_ip,
        "initiator": "iqn.devcloud",
        "multipath": False,
        "os_type": "linux",
        "platform": "x86_64",
    }
    volume_utils.brick_get_connector_properties = lambda *arguments, **options: connector
    attached = {"device": {"path": str(device)}, "conn": {}, "connector": None}
    backup.BackupManager._attach_device = lambda *arguments, **options: attached
    backup.BackupManager._detach_device = lambda *arguments, **options: None

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nova's own fake hypervisor, made to survive a restart. Guests exist in Nova's database only."""

from __future__ import annotations

import io
import uuid
from typing import Any

from nova import context as nova_context
from nova import objects
from nova.compute import power_state
from nova.image import glance
from nova.virt import block_device, fake

from tests.devcloud.settings import COMPUTES

SNAPSHOT = bytes(64 << 10)  # what a snapshot uploads
FORGOTTEN = ("building", "error", "deleted")  # guests in these states are not brought back


class Driver(fake.FakeDriver):
    """A host with room for 100 small servers."""

    capabilities = fake.FakeDriver.capabilities | {
        "supports_migrate_to_same_host": True,
        "supports_bfv_rescue": True,
        "supports_image_type_qcow2": True,
    }
    vcpus = 100
    memory_mb = 512 << 10
    local_gb = 8 << 10

    def init_host(self, host: str) -> None:
        """Take over the guests that the database has on this host."""
        self._host = host
        self._set_nodes([host])
        self.host_status_base["hypervisor_hostname"] = host
        for guest in objects.InstanceList.get_by_host(nova_context.get_admin_context(), host, expected_attrs=["flavor"]):
            if guest.vm_state not in FORGOTTEN:
                self.instances[guest.uuid] = fake.FakeInstance(guest.name, guest.power_state or power_state.RUNNING, guest.uuid)

    def get_available_resource(self, nodename: str) -> dict[str, Any]:
        """With the node's own id, since placement knows the node by it."""
        found = super().get_available_resource(nodename)
        return found | {"uuid": _node_id(nodename)} if found else found

    def get_nodenames_by_uuid(self, refresh: bool = False) -> dict[str, str]:
        """Ids that are the same after a restart."""
        return {_node_id(name): name for name in self.get_available_nodes()}

    def detach_interface(self, context: Any, instance: Any, vif: dict[str, Any]) -> None:
        """Accept interfaces from before a restart too."""
        self._interfaces.pop(vif["id"], None)

    def get_console_output(self, context: Any, instance: Any) -> str:
        """An invented boot log."""
        return f"[    0.000000] Linux version 6.1.0-devcloud\ndevcloud: instance {instance.uuid} booted\n{instance.hostname} login: "

    def snapshot(self, context: Any, instance: Any, image_id: str, update_task_state: Any) -> None:
        """Upload zeros."""
        super().snapshot(context, instance, image_id, update_task_state)
        images = glance.API()
        image = images.get(context, image_id)
        wanted = {
            "name": image["name"],
            "status": "active",
            "disk_format": image.get("disk_format") or "raw",
            "container_format": image.get("container_format") or "bare",
            "properties": dict(image.get("properties") or {}),
        }
        images.update(context, image_id, wanted, io.BytesIO(SNAPSHOT))


def _node_id(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, f"devcloud-{name}"))


class _EveryCompute(str):
    """A host name that equals the name of each compute."""

    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return other in COMPUTES


class _OptionsOfEveryCompute:
    """Nova's options, as seen from any compute of this process."""

    host = _EveryCompute("compute")

    def __init__(self, options: Any) -> None:
        self._options = options

    def __getattr__(self, name: str) -> Any:
        return getattr(self._options, name)


def detach_on_every_compute() -> None:
    """Nova asks the driver to detach a volume only if [DEFAULT]host is the server's host; several computes share that option here."""
    block_device.CONF = _OptionsOfEveryCompute(block_device.CONF)

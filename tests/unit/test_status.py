# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each table declares its statuses: which of them end by themselves, and which attribute has them."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.base import VOLUME_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.base import SERVER_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.images import IMAGE
from ansible_collections.stratus.openstack.plugins.module_utils.status import Status
from tests.unit.fake_cloud import fake_cloud

DEFAULT = Resource("network.thing", path="/things", name=f.Str(), status=Status(ok=("ACTIVE", "RUNNING")))
THING = Resource("network.thing", path="/things", name=f.Str(), status=Status(field="thing_status"))


@pytest.mark.parametrize(
    ("resource", "status", "busy"),
    [
        (DEFAULT, "CREATING", True),
        (DEFAULT, "PENDING_UPDATE", True),
        (DEFAULT, "Create_In_Progress", True),
        (DEFAULT, "RUNNING", False),  # as this table declares
        (DEFAULT, "BUILD", False),
        (DEFAULT, "ACTIVE", False),
        (DEFAULT, None, False),
        (SERVER_NAME, "BUILD", True),
        (SERVER_NAME, "HARD_REBOOT", True),
        (SERVER_NAME, "VERIFY_RESIZE", False),
        (SERVER_NAME, "SHUTOFF", False),
        (VOLUME_NAME, "backing-up", True),
        (VOLUME_NAME, "detaching", True),
        (VOLUME_NAME, "error_deleting", False),
        (VOLUME_NAME, "reserved", False),
        (IMAGE, "queued", True),
        (IMAGE, "pending_delete", False),
    ],
)
def test_statuses_that_end_by_themselves(resource: Resource, status: str | None, busy: bool) -> None:
    assert resource.is_busy({"status": status}) is busy


def test_progress_and_errors_show_the_declared_attribute() -> None:
    lines: list[str] = []
    pauses: list[float] = []
    with fake_cloud() as cloud, cloud.session(clock=lambda: 50 * len(pauses), sleep=pauses.append, progress=lines.append) as session:
        have: dict[str, Any] = cloud.add("/network/v2.0/things", name="t", status="UP", thing_status="PENDING_CREATE")
        context = Context(session, {"timeout": 100}, THING)
        with pytest.raises(CloudError, match="thing t did not reach the expected state within 100 s; its last status was PENDING_CREATE"):
            THING.wait_until_ready(context, have)
    assert "thing t: PENDING_CREATE, 0 s" in lines

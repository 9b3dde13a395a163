# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shares: what the dev cloud's service does not produce, such as failures and keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils import masking
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.access import ACCESS, AccessRules
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.shares import SHARE
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.types import TYPE
from tests.unit.fake_cloud import SERVICES, FakeCloud, fake_cloud

ROOT = "/share/v2"


@pytest.fixture
def cloud() -> Iterator[FakeCloud]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(SERVICES, "shared-file-system", ROOT)
        with fake_cloud() as made:
            yield made


def run(cloud: FakeCloud, table: Any, dry_run: bool = False, **options: Any) -> tuple[dict[str, Any], list[Any]]:
    """The result and the writes of a task."""
    params = dict({name: field.default for name, field in table.fields.items()}, state="present", wait=True, timeout=5)
    with cloud.session(dry_run=dry_run) as session:
        return table.execute(session, dict(params, **options)), session.writes


def test_a_share_that_failed_is_reported_with_the_message_of_the_service(cloud: FakeCloud) -> None:
    share = cloud.add(f"{ROOT}/shares", name="s", status="error", size=1)
    for time, text in (("2026-01-01", "an older reason"), ("2026-01-02", "No storage is left.")):
        cloud.add(f"{ROOT}/messages", name=None, resource_id=share["id"], user_message=text, created_at=time)
    with pytest.raises(CloudError, match="status ERROR: No storage is left"):
        run(cloud, SHARE, name=share["id"])


@pytest.mark.parametrize(("size", "action"), [(5, "extend"), (1, "shrink")])
def test_a_share_gets_another_size_by_an_action(cloud: FakeCloud, size: int, action: str) -> None:
    share = cloud.add(f"{ROOT}/shares", name="s", status="available", size=2)
    result, writes = run(cloud, SHARE, dry_run=True, name=share["id"], size=size)
    assert result["share"]["size"] == size
    assert len(writes) == 1
    assert SHARE.actions[action]["size"](2, {"new_size": size}) == size


def test_the_key_of_a_rule_is_shown_only_if_asked_for() -> None:
    rule = {"id": "1", "access_key": "a-key-of-a-client"}
    assert ACCESS.to_result(rule)["access_key"] is None
    assert ACCESS.to_result(dict(rule, show_access_key=True))["access_key"] == "a-key-of-a-client"
    assert masking.find_secrets({"access": rule}) == {"a-key-of-a-client"}


@pytest.mark.parametrize(
    ("have", "want", "same"),
    [
        ("192.0.2.7", "192.0.2.7/32", True),
        ("192.0.2.0/24", "192.0.2.0/255.255.255.0", True),
        ("alice", "alice", True),
        ("192.0.2.0/24", "192.0.2.0/25", False),
    ],
)
def test_rules_admit_the_same_in_other_spellings(have: str, want: str, same: bool) -> None:
    rules = AccessRules().bind("access_rules")
    rule = {"access_type": "ip", "access_level": "rw"}
    assert rules.same([dict(rule, access_to=have, id="1")], [dict(rule, access_to=want)]) is same
    assert not rules.same([dict(rule, access_to=have, id="1")], [])


@pytest.mark.parametrize(
    ("options", "handles"),
    [
        ({}, "True"),
        ({"driver_handles_share_servers": False}, "False"),
        ({"extra_specs": {"driver_handles_share_servers": "false", "a": "b"}}, "False"),
        ({"extra_specs": {"driver_handles_share_servers": "false"}, "driver_handles_share_servers": True}, "True"),
    ],
)
def test_the_required_extra_spec_of_a_new_type(
    cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch, options: dict[str, Any], handles: str
) -> None:
    cloud.objects[f"{ROOT}/types"] = {}
    monkeypatch.setattr(TYPE, "keys", "types")  # the cloud of this test names a listing by its path
    result, _writes = run(cloud, TYPE, dry_run=True, name="t", **options)
    assert result["share_type"]["extra_specs"]["driver_handles_share_servers"] == handles
    assert result["share_type"]["driver_handles_share_servers"] is (handles == "True")

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every action on a server on a real Nova: predicted, carried out, and not done again where it is done."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.actions import ACTIONS, SERVER_ACTION
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server_groups import SERVER_GROUP
from tests.cloud.servers import FLAVOR, IMAGE, OTHER_FLAVOR, Api, Done, run

ADMIN = {"cloud": "admin", "all_projects": True}
ONCE = {"rebuild", "migrate", "live_migrate", "set_password", "trigger_crash_dump", "inject_network_info", "create_backup"}
LOCKED = "locked"
# What it begins with (a status, or LOCKED), action, options, the status that it leads to; most begin where the one before has ended
STEPS: list[tuple[str, str, dict[str, Any], str]] = [
    ("ACTIVE", "stop", {}, "SHUTOFF"),
    ("SHUTOFF", "start", {}, "ACTIVE"),
    ("ACTIVE", "pause", {}, "PAUSED"),
    ("PAUSED", "unpause", {}, "ACTIVE"),
    ("ACTIVE", "suspend", {}, "SUSPENDED"),
    ("SUSPENDED", "resume", {}, "ACTIVE"),
    ("ACTIVE", "lock", {}, "ACTIVE"),
    (LOCKED, "unlock", {}, "ACTIVE"),
    ("ACTIVE", "lock", {"locked_reason": "one"}, "ACTIVE"),
    (LOCKED, "lock", {"locked_reason": "other"}, "ACTIVE"),
    (LOCKED, "unlock", {}, "ACTIVE"),
    ("ACTIVE", "reboot_soft", {}, "ACTIVE"),
    ("ACTIVE", "reboot_hard", {}, "ACTIVE"),
    ("ACTIVE", "shelve", {}, "SHELVED_OFFLOADED"),
    ("SHELVED_OFFLOADED", "unshelve", {}, "ACTIVE"),
    ("ACTIVE", "rescue", {"image": IMAGE, "admin_password": "known to nobody"}, "RESCUE"),
    ("RESCUE", "unrescue", {}, "ACTIVE"),
    ("ACTIVE", "resize", {"flavor": OTHER_FLAVOR}, "VERIFY_RESIZE"),
    ("VERIFY_RESIZE", "revert_resize", {}, "ACTIVE"),
    ("ACTIVE", "resize", {"flavor": OTHER_FLAVOR, "confirm": True}, "ACTIVE"),
    ("ACTIVE", "migrate", ADMIN, "VERIFY_RESIZE"),
    ("VERIFY_RESIZE", "confirm_resize", {}, "ACTIVE"),
    ("ACTIVE", "live_migrate", ADMIN, "ACTIVE"),
    ("ACTIVE", "reset_state", ADMIN | {"reset_to": "error"}, "ERROR"),
    ("ERROR", "reset_state", ADMIN, "ACTIVE"),
    ("ACTIVE", "trigger_crash_dump", {}, "ACTIVE"),
    ("ACTIVE", "inject_network_info", ADMIN, "ACTIVE"),
    ("ACTIVE", "set_password", {"admin_password": "known to nobody"}, "ACTIVE"),
    ("ACTIVE", "create_image", {"image_name": "actions-image"}, "ACTIVE"),
    ("ACTIVE", "create_backup", {"image_name": "actions-backup", "backup_type": "daily", "rotation": 1}, "ACTIVE"),
    ("ACTIVE", "rebuild", {"metadata": {"built": "anew"}, "userdata": "x", "key_name": ""}, "ACTIVE"),
]
UNTRIED = {  # here, and why
    "evacuate": "it needs a host that is down",
    "restore": "this cloud deletes at once; that there is nothing to restore is tried",
    "shelve_offload": "this cloud does it when it shelves; that it is done is tried",
    "force_delete": "tried at the end",
}


@pytest.fixture(scope="module")
def made(api: Api, world: SimpleNamespace) -> Iterator[SimpleNamespace]:
    """A server that is in a group of the same name."""
    group = run(operation=SERVER_GROUP, name=f"{world.name}-acts", policy="anti-affinity")
    hints = {"group": group.id}
    done = run(name=f"{world.name}-acts", image=IMAGE, flavor=FLAVOR, nics=["none"], auto_ip=False, scheduler_hints=hints)
    yield SimpleNamespace(name=done.server["name"], id=done.id)
    run(operation=SERVER_GROUP, name=group.id, state="absent")
    for image in api.list("image", "/images", "images", owner=done.server["project_id"]):
        api.delete("image", f"/images/{image['id']}")


@pytest.fixture
def name(api: Api, made: SimpleNamespace) -> str:
    """Of a server that runs."""
    api.bring(made.id)
    return made.name


def act(name: str, action: str, check: bool = False, **options: Any) -> Done:
    return run(check=check, operation=SERVER_ACTION, name=name, action=action, **options)


@pytest.mark.parametrize(
    ("before", "action", "options", "status"), STEPS, ids=[f"{number}-{step[1]}" for number, step in enumerate(STEPS)]
)
def test_action(api: Api, made: SimpleNamespace, before: str, action: str, options: dict[str, Any], status: str) -> None:
    api.bring(made.id, "ACTIVE" if before == LOCKED else before, locked=before == LOCKED, flavor=FLAVOR if action == "resize" else None)
    name = made.name
    told, done = act(name, action, check=True, **options), act(name, action, **options)
    assert told.changed
    assert done.changed
    assert told.diff == done.diff
    assert done.server["status"] == status
    assert done.diff["after"]["action"] == action
    assert api.server(done.id)["status"] == status
    assert "known to nobody" not in str(done.diff) + str(done.requests)
    if action not in ONCE and not action.startswith("reboot"):
        again = act(name, action, **options)
        assert not again.changed
        assert not again.writes
        assert again.diff["before"] == again.diff["after"]


def test_every_action_is_tried() -> None:
    assert {step[1] for step in STEPS} | set(UNTRIED) == set(ACTIONS)


@pytest.mark.parametrize(
    "action", ["start", "unpause", "resume", "unshelve", "unrescue", "confirm_resize", "revert_resize", "restore", "unlock"]
)
def test_there_is_nothing_to_do_with_a_server_that_runs(name: str, action: str) -> None:
    done = act(name, action)
    assert not done.changed
    assert len(done.requests) == 1


def test_a_group_shows_its_members(api: Api, name: str) -> None:
    group = run(operation=SERVER_GROUP, name=name)
    assert not group.changed
    assert group.server_group["member_ids"] == [api.list("compute", "/servers", "servers", name=f"^{name}$")[0]["id"]]


def test_an_image_shows_what_it_was_made_of(api: Api, name: str) -> None:
    assert act(name, "create_image", image_name="actions-shown").changed
    done = act(name, "create_image", image_name="actions-shown")
    assert not done.changed
    assert done.image["status"] == "active"
    assert done.image["instance_uuid"] == done.id
    assert len(api.list("image", "/images", "images", name="actions-shown")) == 1


def test_an_action_waits_for_the_one_before(name: str) -> None:
    act(name, "stop", wait=False)
    done = act(name, "start")
    assert done.changed
    assert done.diff["before"] == {"status": "SHUTOFF"}
    assert done.server["status"] == "ACTIVE"


def test_a_refusal_is_told_in_the_words_of_nova(name: str) -> None:
    with pytest.raises(CloudError, match="Cannot carry out evacuate on server '.*': Compute service of compute. is still in use"):
        act(name, "evacuate", **ADMIN)
    with pytest.raises(CloudError, match="Cannot carry out resize on server '.*': There is no flavor 'none'"):
        act(name, "resize", flavor="none")


def test_an_option_without_a_meaning_is_told(name: str) -> None:
    assert "`image` has no effect on the action start" in act(name, "start", image=IMAGE).warnings


def test_force_delete(api: Api, world: SimpleNamespace) -> None:
    name = f"{world.name}-forced"
    run(name=name, image=IMAGE, flavor=FLAVOR, nics=["none"], auto_ip=False)
    told, done = act(name, "force_delete", check=True), act(name, "force_delete")
    assert told.changed
    assert done.changed
    assert done.server is None
    assert told.diff == done.diff
    assert not act(name, "force_delete").changed
    assert api.list("compute", "/servers", "servers", name=f"^{name}$") == []

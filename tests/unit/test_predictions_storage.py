# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What plays wholly in check mode foretell of volumes, images and what belongs to them, where nothing of it is there yet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.backups import BACKUP
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.image_metadata import IMAGE_METADATA_OF_VOLUME
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.managed import MANAGED
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.snapshots import SNAPSHOT
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.transfers import TRANSFER
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.types import ENCRYPTION, QOS, TYPE
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.volumes import VOLUME, VOLUMES
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.images import IMAGE
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.members import MEMBER
from ansible_collections.stratus.openstack.plugins.module_utils.session import Session
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import MORE, TEXT, UNKNOWN, reveal
from tests.unit.fake_cloud import OTHER_PROJECT, PROJECT, fake_cloud
from tests.unit.stub import Answer, Request

LISTINGS = "volumes volume_types snapshots backups transfers qos_specs images members".split()
SOMEWHERE = "2c4a1f70-6f35-4a44-9d6b-0f9f3e2c1a77"


def empty(request: Request) -> Answer | None:
    """Listings of the image and the block storage service are empty, and an object of theirs is not there."""
    path = request.path.partition("?")[0]
    if "/image/" not in path and "/volume/" not in path:
        return None
    return Answer(404, {}) if SOMEWHERE in path else Answer(200, {key: [] for key in LISTINGS})


@pytest.fixture
def dry() -> Iterator[Session]:
    with fake_cloud() as cloud:
        cloud.interfere, cloud.roles = empty, [{"name": "admin"}]
        with cloud.session(dry_run=True) as session:
            yield session
        assert cloud.writes == []


def task(session: Session, resource: Resource, **params: Any) -> dict[str, Any]:
    """The result of one task."""
    defaults = {name: field.default for name, field in resource.fields.items()}
    session.writes.clear()
    return resource.execute(session, {**defaults, "state": "present", "wait": True, "timeout": 60, **params})


def kept(session: Session, resource: Resource, **params: Any) -> bool:
    """Whether a task finds that nothing is to change, and tells no drift."""
    result = task(session, resource, **params)
    return not result["changed"] and "drift" not in result


# -- volumes ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wanted",
    [
        {"availability_zone": "nova"},
        {"volume_type": "lvm"},
        {"volume_type": SOMEWHERE},
        {"is_multiattach": True},
        {"is_bootable": False},
        {"metadata": {}, "description": "", "is_read_only": False},
    ],
)
def test_what_the_service_chose_for_a_volume_is_no_drift(dry: Session, wanted: dict[str, Any]) -> None:
    task(dry, VOLUME, name="v", size=1)
    assert kept(dry, VOLUME, name="v", size=1, **wanted)


def test_whether_several_servers_may_have_a_volume_is_up_to_its_type(dry: Session) -> None:
    task(dry, TYPE, name="one")
    task(dry, TYPE, name="several", extra_specs={"multiattach": "<is> True"})
    made = {name: task(dry, VOLUME, name=name, size=1, volume_type=name)["volume"]["is_multiattach"] for name in ("one", "several")}
    assert made == {"one": False, "several": True}
    assert task(dry, VOLUME, name="one", is_multiattach=True)["drift"][0]["option"] == "is_multiattach"
    assert task(dry, VOLUME, name="untold", size=1)["volume"]["is_multiattach"] is UNKNOWN


def test_a_copy_is_as_large_as_what_it_is_of(dry: Session) -> None:
    task(dry, VOLUME, name="v", size=3)
    assert task(dry, SNAPSHOT, name="s", volume="v")["volume_snapshot"]["size"] == 3
    backup = task(dry, BACKUP, name="b", volume="v", force=True)["backup"]
    assert (backup["size"], backup["force"]) == (3, None)
    for source in ({"volume": "v"}, {"snapshot": "s"}, {"backup": "b"}):
        made = task(dry, VOLUME, name="copy", **source)["volume"]
        assert (made["size"], made["is_bootable"]) == (3, UNKNOWN)
        assert kept(dry, VOLUME, name="copy", size=3, image_metadata={}, **source)
        task(dry, VOLUME, name="copy", state="absent")


def test_a_volume_of_an_image_has_its_metadata_which_nobody_knows(dry: Session) -> None:
    image = task(dry, IMAGE, name="i")["id"]
    made = task(dry, VOLUME, name="v", size=1, image="i", image_metadata={"a": 1})["volume"]
    assert (made["image_id"], made["is_bootable"]) == (image, True)
    assert made["volume_image_metadata"] == {"image_id": image, "a": "1", MORE: UNKNOWN}
    assert kept(dry, VOLUME, name="v", image="i", is_bootable=True, image_metadata={"a": "1"})
    changed = task(dry, IMAGE_METADATA_OF_VOLUME, volume="v", image_metadata={"a": "2", "b": "3"})
    assert changed["diff"] == {"before": {"image_metadata": {"a": "1", "b": UNKNOWN}}, "after": {"image_metadata": {"a": "2", "b": "3"}}}
    cleared = task(dry, VOLUME, name="v", image_metadata={})
    assert cleared["diff"]["before"]["image_metadata"] is UNKNOWN
    assert (cleared["volume"]["volume_image_metadata"], cleared["volume"]["image_id"]) == (None, None)
    assert kept(dry, VOLUME, name="v", image_metadata={})


def test_what_the_service_keeps_among_the_metadata_stays(dry: Session) -> None:
    task(dry, VOLUME, name="v", size=1, is_read_only=True, metadata={"a": "b"})
    assert task(dry, VOLUME, name="v", metadata={})["volume"]["metadata"] == {"readonly": "True"}
    assert kept(dry, VOLUME, name="v", metadata={}, is_read_only=True)


def test_a_restored_volume_notes_its_backup(dry: Session) -> None:
    task(dry, VOLUME, name="v", size=1)
    task(dry, BACKUP, name="b", volume="v")
    assert kept(dry, BACKUP, name="b", is_incremental=False, container="x")
    assert task(dry, BACKUP, name="b", is_incremental=True)["drift"][0]["option"] == "is_incremental"
    restored = task(dry, BACKUP, name="b", state="restored", restore_to="new")["volume"]
    assert (restored["size"], restored["status"], restored["description"]) == (1, "available", UNKNOWN)
    assert kept(dry, VOLUME, name="new", backup="b")
    task(dry, BACKUP, name="b", state="restored", restore_to="v", overwrite=True)
    assert task(dry, VOLUME, name="v")["volume"]["backup_id"] is None  # nothing is noted at the volume that the backup is of


@pytest.mark.parametrize(("host", "told"), [("h@b#pool", "h@b#pool"), ("h@b", UNKNOWN)])
def test_a_managed_volume_is_where_it_was(dry: Session, host: str, told: Any) -> None:
    made = task(dry, MANAGED, name="m", host=host, source_name="x")["volume"]
    assert (made["host"], made["size"], made["project_id"]) == (told, UNKNOWN, PROJECT)
    assert task(dry, MANAGED, name="m", host="other@b#pool").get("drift") is None or host == told
    task(dry, MANAGED, name="m", state="absent")
    assert not task(dry, MANAGED, name="m", state="absent")["changed"]


def test_a_brief_listing_is_brief(dry: Session) -> None:
    task(dry, VOLUME, name="v", size=1)
    options = dict.fromkeys(VOLUMES.options)
    for details, size in ((False, None), (True, 1)):
        assert VOLUMES.execute(dry, {**options, "details": details, "name": "v"})["volumes"][0]["size"] == size
    assert len(VOLUMES.execute(dry, {**options, "filters": {"volume_type": "lvm"}})["volumes"]) == 1  # it may be of any type


def test_an_accepted_volume_is_of_the_other_project() -> None:
    with fake_cloud() as cloud:
        cloud.interfere = empty
        with cloud.session(dry_run=True) as session:
            volume = task(session, VOLUME, name="v", size=1)["id"]
            session.overlay.note_change("block-storage", f"/volumes/{volume}", {"os-vol-tenant-attr:tenant_id": OTHER_PROJECT})
            offer = task(session, TRANSFER, volume=volume)["id"]
            accepted = task(session, TRANSFER, id=offer, auth_key="x", volume=volume, state="accepted")
            assert accepted["volume_transfer"]["volume_id"] == volume
            assert task(session, VOLUME, name="v")["volume"]["project_id"] == PROJECT
            assert not task(session, TRANSFER, id=offer, auth_key="x", volume=volume, state="accepted")["changed"]
        assert cloud.writes == []


# -- types ------------------------------------------------------------------------------------------------------------------


def test_a_type_has_what_it_was_not_told(dry: Session) -> None:
    task(dry, TYPE, name="t")
    assert kept(dry, TYPE, name="t", is_public=True, description="", extra_specs={})
    task(dry, TYPE, name="t", is_public=False, extra_specs={"a": "b", "c": "d"})
    assert kept(dry, TYPE, name="t", is_public=False, extra_specs={"a": "b", "c": "d"})
    assert task(dry, TYPE, name="t", extra_specs={"a": "b"})["volume_type"]["extra_specs"] == {"a": "b"}


def test_an_encryption_is_read_at_its_type(dry: Session) -> None:
    task(dry, TYPE, name="t")
    made = task(dry, ENCRYPTION, volume_type="t", encryption_provider="luks")
    assert made["encryption"]["created_at"] is UNKNOWN
    assert task(dry, ENCRYPTION, volume_type="t", encryption_key_size=256)["changed"]
    assert kept(dry, ENCRYPTION, volume_type="t", encryption_provider="luks", encryption_key_size=256)
    task(dry, ENCRYPTION, volume_type="t", state="absent")
    assert task(dry, ENCRYPTION, volume_type="t", encryption_provider="luks")["changed"]


def test_specs_of_quality_and_their_types(dry: Session) -> None:
    task(dry, TYPE, name="t")
    task(dry, QOS, name="q", specs={"a": "b"}, volume_types=["t"])
    assert kept(dry, QOS, name="q", consumer="back-end", specs={"a": "b"}, volume_types=["t"])
    assert task(dry, QOS, name="q", specs={}, volume_types=[])["volume_qos"]["specs"] == {}
    assert kept(dry, QOS, name="q", specs={}, volume_types=[])


# -- images -----------------------------------------------------------------------------------------------------------------


def test_an_image_has_what_it_was_not_told(dry: Session) -> None:
    task(dry, IMAGE, name="i")
    wanted = {"visibility": "shared", "min_disk": 0, "is_protected": False, "tags": [], "members": [], "is_hidden": False}
    assert kept(dry, IMAGE, name="i", properties={}, purge_properties=True, **wanted)


def test_a_member_of_an_image_that_is_predicted(dry: Session) -> None:
    image = task(dry, IMAGE, name="i")["id"]
    made = task(dry, MEMBER, image="i", project=OTHER_PROJECT)["image_member"]
    assert (made["image_id"], made["member_id"], made["status"]) == (image, OTHER_PROJECT, "pending")
    assert kept(dry, MEMBER, image="i", project=OTHER_PROJECT)
    assert kept(dry, IMAGE, name="i", members=[OTHER_PROJECT])
    task(dry, IMAGE, name="i", members=[PROJECT])
    gone = [task(dry, MEMBER, image="i", project=one, state="absent") for one in (OTHER_PROJECT, PROJECT)]
    assert [one["changed"] for one in gone] == [False, True]
    assert gone[1]["diff"]["before"] == {"status": "pending", "id": PROJECT}


@pytest.mark.parametrize("how", [{}, {"use_import": True}, {"use_import": True, "wait": False}])
def test_the_content_of_an_image_is_told_from_others(dry: Session, tmp_path: Path, how: dict[str, Any]) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("one")
    two.write_text("two")  # as large as the first one
    made = task(dry, IMAGE, name="i", filename=str(one), **how)["image"]
    assert (made["status"], made["size"], made["hash_value"], made["properties"]) == ("active", 3, UNKNOWN, {})
    assert kept(dry, IMAGE, name="i", filename=str(one), **how)
    assert task(dry, IMAGE, name="i", filename=str(two), **how)["drift"][0]["now"].startswith("sha512:")
    assert task(dry, IMAGE, name="i", filename=str(two), on_change="replace", **how)["id"] != made["id"]


def test_what_a_url_has_is_known_by_the_checksum_alone(dry: Session, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("content")
    here, there = hashlib.sha256(b"content").hexdigest(), "1" * 64
    made = task(dry, IMAGE, name="i", uri="http://there/x", checksum=here)["image"]
    assert (made["status"], made["size"]) == ("active", UNKNOWN)
    assert kept(dry, IMAGE, name="i", checksum=here) and kept(dry, IMAGE, name="i", filename=str(file))
    assert task(dry, IMAGE, name="i", checksum=there)["drift"] == [
        {"option": "checksum", "now": TEXT, "wanted": there, "remedy": IMAGE.fields["checksum"].remedy}
    ]


def test_an_image_of_a_volume_is_private_at_first(dry: Session) -> None:
    task(dry, VOLUME, name="v", size=1)
    made = task(dry, IMAGE, name="i", volume="v")["image"]
    assert (made["visibility"], made["status"], made["disk_format"], made["size"]) == ("private", "active", "qcow2", UNKNOWN)
    assert kept(dry, IMAGE, name="i", volume="v")


# -- what is partly known ---------------------------------------------------------------------------------------------------


def test_a_result_tells_of_which_dicts_it_knows_a_part() -> None:
    partly = {"a": 1, "b": UNKNOWN, MORE: UNKNOWN}
    assert reveal({"volume": {"more": partly}, "diff": {"after": {MORE: UNKNOWN}}, "drift": [{"now": UNKNOWN}]}) == {
        "volume": {"more": {"a": 1, "b": None}},
        "diff": {"after": {TEXT: TEXT}},
        "drift": [{"now": TEXT}],
        "unknown": ["volume.more", "volume.more.b", "drift.0.now"],
    }

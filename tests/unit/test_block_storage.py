# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the block storage tables do about things that go wrong or are on their way."""

from __future__ import annotations

import contextlib
from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils.context import Context, name_key
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.snapshots import SNAPSHOT
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.types import TYPES as TYPE_INFO
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.volumes import (
    VOLUME,
    ImageMetadata,
    choose_multiattach_type,
)
from tests.unit.fake_cloud import fake_cloud
from tests.unit.stub import Answer, Request

ID, OTHER = "6a0f1c9e-3c59-4f5c-8f0b-7a3c6f4b2d11", "2c4a1f70-6f35-4a44-9d6b-0f9f3e2c1a77"
TYPES = [
    {"id": ID, "name": "plain", "extra_specs": {}},
    {"id": OTHER, "name": "shared", "extra_specs": {"multiattach": "<is> True"}},
    {"id": "x", "name": "hidden"},
]


class Session:
    """Answers to the requests of one volume: its statuses one after the other, and what the service tells of it."""

    dry_run = False

    def __init__(self, *statuses: str, messages: tuple[tuple[str, str], ...] = ()) -> None:
        self.statuses, self.warnings = list(statuses), []
        self.messages = [{"created_at": when, "user_message": text, "resource_uuid": ID} for when, text in messages]
        self.messages.append({"created_at": "2026-01-03", "user_message": "of another volume", "resource_uuid": OTHER})
        self.access = SimpleNamespace(project_id="p")

    def get_cached(self, key: str, default: Any = None) -> Any:
        return default

    def list(self, service: str, path: str, keys: str, params: Any = None, **rest: Any) -> list[dict[str, Any]]:
        return self.messages if keys == "messages" else TYPES

    def request(self, service: str, method: str, path: str, **rest: Any) -> SimpleNamespace:
        status = self.statuses.pop(0)
        return SimpleNamespace(status=404 if status == "gone" else 200, body={"volume": {"id": ID, "name": "data", "status": status}})

    def wait(self, what: str, read: Any, timeout: float, done: Any, pace: Any = None, status_field: str = "status") -> Any:
        while True:
            value = read()
            if done(value):
                return value


def context(*statuses: str, messages: tuple[tuple[str, str], ...] = (), **params: Any) -> Context:
    return Context(Session(*statuses, messages=messages), params, VOLUME)


SAID = (("2026-01-02", "newest"), ("2026-01-01", "older"))


@pytest.mark.parametrize(("volume", "found"), [("data", 1), (ID, 1), ("other", 0), (OTHER, 0)])
def test_a_snapshot_of_a_volume_that_was_made_anew_is_found(volume: str, found: int) -> None:
    """The run remembers what the volume's name meant before."""
    target = SNAPSHOT.fields["volume"].target
    have = {
        "/snapshots/detail": [{"id": OTHER, "name": "s", "volume_id": ID, "project_id": "p"}],
        "/volumes/detail": [{"id": ID, "name": "data", "project_id": "p"}, {"id": OTHER, "name": "other", "project_id": "p"}],
    }
    session = SimpleNamespace(
        get_cached=lambda key, default=None: {name_key(target, "data"): OTHER},
        set_cached=lambda key, value: None,
        lock=contextlib.nullcontext(),
        list=lambda service, path, keys, params=None, **rest: have[path],
        access=SimpleNamespace(project_id="p"),
        dry_run=False,
    )
    params = {"name": "s", "volume": volume, "state": "present"}
    assert len(SNAPSHOT.find_candidates(Context(session, params, SNAPSHOT), "s")) == found


@pytest.mark.parametrize("statuses", [["available", "deleting", "gone"], ["gone"], ["deleting", "gone"]])
def test_a_removal_ends_when_the_volume_is_gone(statuses: list[str]) -> None:
    VOLUME.wait_gone(context(*statuses), {"id": ID, "name": "data", "status": "available"})


@pytest.mark.parametrize(
    ("statuses", "told"),
    [
        (["available", "deleting", "available"], "volume data was not deleted: it is in status AVAILABLE again. newest"),
        (["deleting", "error_deleting"], "volume data could not be deleted: it is in status ERROR_DELETING. newest"),
    ],
)
def test_a_removal_that_the_service_gives_up_ends_at_once(statuses: list[str], told: str) -> None:
    with pytest.raises(CloudError) as caught:
        VOLUME.wait_gone(context(*statuses, messages=SAID), {"id": ID, "name": "data", "status": "available"})
    assert caught.value.message == told


def test_a_failure_is_told_in_the_words_of_the_service() -> None:
    with pytest.raises(CloudError) as caught:
        VOLUME.wait_until_ready(context("creating", "error_extending", messages=SAID), {"id": ID, "name": "data"})
    assert caught.value.message == "volume data ended in status ERROR_EXTENDING: newest"


def test_a_volume_that_is_being_removed_gives_way_to_its_namesake() -> None:
    going, staying = {"id": ID, "status": "deleting"}, {"id": OTHER, "status": "available"}
    assert VOLUME.single([going, staying], "data") == staying
    assert VOLUME.single([going], "data") == going
    with pytest.raises(CloudError, match="There are 2 objects of type volume named 'data'"):
        VOLUME.single([staying, dict(staying, id=ID)], "data")


def test_two_namesakes_are_told_with_their_projects() -> None:
    mine = {"id": ID, "os-vol-tenant-attr:tenant_id": "p1", "status": "available"}
    with pytest.raises(CloudError) as caught:
        VOLUME.single([mine, dict(mine, id=OTHER)], "data")
    assert f"{ID} (project p1), {OTHER} (project p1)" in caught.value.message


@pytest.mark.parametrize("wanted", [None, "shared", OTHER])
def test_a_volume_for_several_servers_gets_the_type_that_allows_it(wanted: str | None) -> None:
    assert choose_multiattach_type(context(), wanted) == "shared"


@pytest.mark.parametrize("wanted", ["plain", ID])
def test_other_types_are_refused_for_it(wanted: str) -> None:
    with pytest.raises(CloudError, match="needs a volume type that allows it"):
        choose_multiattach_type(context(), wanted)


@pytest.mark.parametrize(
    ("have", "want", "agrees"),
    [
        ({"a": "1", "b": "2"}, {"a": 1}, True),
        ({"a": "1", "b": "2"}, {"a": 2}, False),
        ({"a": "1"}, {"b": None}, True),
        ({"a": "1"}, {"a": None}, False),
        ({"a": "1"}, {}, False),
        (None, {}, True),
        (None, {"a": "1"}, False),
    ],
)
def test_image_metadata_is_compared_by_what_is_named(have: Any, want: dict[str, Any], agrees: bool) -> None:
    assert ImageMetadata().agrees(have, want, context()) is agrees


@pytest.mark.parametrize(
    ("answer", "expected"),
    [(Answer(200, {}), {"provider": None, "id": None}), (Answer(403), None)],
    ids=["not encrypted", "not shown to the user"],
)
def test_the_encryption_of_a_type_that_has_none(answer: Answer, expected: dict[str, Any] | None) -> None:
    plain = {"id": ID, "name": "plain", "is_public": True, "extra_specs": {}}

    def cinder(request: Request) -> Answer | None:
        if "/types" not in request.path:
            return None
        return answer if request.path.endswith("/encryption") else Answer(200, {"volume_types": [plain]})

    with fake_cloud() as cloud:
        cloud.interfere = cinder
        with cloud.session() as session:
            encryption = TYPE_INFO.execute(session, dict.fromkeys(TYPE_INFO.options) | {"name": "plain"})["encryption"]
    assert encryption == expected if expected is None else encryption.items() >= expected.items()

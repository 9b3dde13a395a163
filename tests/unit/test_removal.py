# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An object that a task has removed is not found again by the next task, whichever server of the service answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.volumes import VOLUME
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server import fleet as fleet_module
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.base import TASK_STATE
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.table import SERVER
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.images import IMAGE
from ansible_collections.stratus.openstack.plugins.module_utils.status import Status
from tests.unit.fake_cloud import FakeCloud, fake_cloud
from tests.unit.stub import Answer, Request

THING = Resource("network.thing", path="/things", status=Status(), name=f.Str(required=True))
THINGS, SERVERS = "/network/v2.0/things", "/compute/v2.1/servers"
LISTED, BY_ID = "LIST", "GET"
LOOKS = 12  # until the service has removed an object whose removal was requested


@pytest.fixture
def cloud() -> Iterator[FakeCloud]:
    with fake_cloud() as made:
        yield made


def removed_slowly(cloud: FakeCloud, path: str, leaving: dict[str, Any], blind: Callable[[str, int], bool]) -> list[str]:
    """A DELETE begins a removal that ends after LOOKS looks -> the writes. ``blind``: whether the look of this kind and number misses
    the object, as when the database that answers is down or late."""
    looks = {LISTED: 0, BY_ID: 0}
    writes: list[str] = []

    def is_leaving(have: dict[str, Any]) -> bool:
        return all(have.get(name) == value for name, value in leaving.items())

    def interfere(request: Request) -> Answer | None:
        where, _mark, _query = request.path.partition("?")
        if not where.startswith(path):
            return None
        if request.method == "DELETE":
            writes.append(request.method)
            cloud.objects[path][where.rpartition("/")[2]].update(leaving)
            return Answer(204)
        if not writes:
            hidden = False
        else:
            kind = LISTED if where in (path, path + "/detail") else BY_ID
            looks[kind] += 1
            hidden = blind(kind, looks[kind])
            if sum(looks.values()) > LOOKS:
                cloud.objects[path] = {have["id"]: have for have in cloud.all(path) if not is_leaving(have)}
        one, found = path.rpartition("/")[2], [have for have in cloud.all(path) if not hidden or not is_leaving(have)]
        if where in (path, path + "/detail"):
            return Answer(200, {one: found})
        alone = [have for have in found if have["id"] == where.rpartition("/")[2]]
        return Answer(200, {one[:-1]: alone[0]}) if alone else Answer(404, {"itemNotFound": {"message": "gone", "code": 404}})

    cloud.interfere = interfere
    return writes


def absent(cloud: FakeCloud, resource: Resource, dry_run: bool = False, **params: Any) -> dict[str, Any]:
    with cloud.session(dry_run=dry_run) as session:
        return resource.execute(session, {"state": "absent", "wait": True, "timeout": 60} | params)


@pytest.mark.parametrize(
    "blind",
    [
        lambda kind, number: kind == BY_ID,
        lambda kind, number: kind == LISTED,
        lambda kind, number: kind == BY_ID and number % 2 == 1,
        lambda kind, number: number == 1,
    ],
    ids=["by id never", "listed never", "by id now and then", "both once"],
)
@pytest.mark.parametrize("fleet", [None, 1, 2], ids=["thing", "server", "two servers"])
def test_what_is_removed_is_not_removed_again(
    cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch, fleet: int | None, blind: Callable[[str, int], bool]
) -> None:
    """Nova answers 404 for a server that is being deleted, and omits it from listings, while the database of its cell does not answer."""
    monkeypatch.setattr(fleet_module, "THREADS", 1)  # which look is blind must not depend on the order of threads
    resource, path, leaving = (SERVER, SERVERS, {TASK_STATE: "deleting"}) if fleet else (THING, THINGS, {"status": "PENDING_DELETE"})
    params = {"name": "t"} | ({"count": 2} if fleet == 2 else {})
    names = ["t-1", "t-2"] if fleet == 2 else ["t"]
    for name in names:
        cloud.add(path, name=name, status="ACTIVE", tenant_id="a" * 32, **{TASK_STATE: None})
    writes = removed_slowly(cloud, path, leaving, blind)
    assert absent(cloud, resource, **params)["changed"]
    for dry_run in (True, False):
        again = absent(cloud, resource, dry_run=dry_run, **params)
        assert not again["changed"]
        assert again["diff"] == {"before": {}, "after": {}}
    assert len(writes) == len(names)
    assert cloud.all(path) == []


def test_a_removal_that_was_not_waited_for_is_not_begun_again(cloud: FakeCloud) -> None:
    cloud.add(THINGS, name="t", status="ACTIVE")
    writes = removed_slowly(cloud, THINGS, {"status": "DELETING"}, lambda kind, number: False)
    assert absent(cloud, THING, name="t", wait=False)["changed"]
    assert not absent(cloud, THING, name="t", wait=False)["changed"]
    assert cloud.all(THINGS)
    assert not absent(cloud, THING, name="t")["changed"]
    assert not cloud.all(THINGS)
    assert writes == ["DELETE"]


@pytest.mark.parametrize(
    ("resource", "attributes", "leaving"),
    [
        (SERVER, {"status": "ACTIVE", TASK_STATE: "deleting"}, True),
        (SERVER, {"status": "DELETED", TASK_STATE: None}, True),
        (SERVER, {"status": "SOFT_DELETED", TASK_STATE: None}, True),
        (SERVER, {"status": "ERROR", TASK_STATE: None}, False),
        (VOLUME, {"status": "deleting"}, True),
        (VOLUME, {"status": "error_deleting"}, False),
        (IMAGE, {"status": "pending_delete"}, True),
        (IMAGE, {"status": "queued"}, False),
        (THING, {"status": "DELETE_IN_PROGRESS"}, True),
        (Resource("network.other", path="/others", name=f.Str()), {"status": "DELETING"}, False),
    ],
)
def test_which_objects_are_being_removed(resource: Resource, attributes: dict[str, Any], leaving: bool) -> None:
    assert resource.is_leaving(attributes) is leaving
    assert resource.exclude_leaving([attributes]) == ([] if leaving else [attributes])

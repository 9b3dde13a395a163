# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A service that ignores a filter of a listing, since its release does not know it, lists objects that were not asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Str
from ansible_collections.stratus.openstack.plugins.module_utils.lookup import has_ids
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from tests.unit.fake_cloud import OTHER_PROJECT, PROJECT, FakeCloud, fake_cloud
from tests.unit.stub import Answer, Request

THINGS = "/network/v2.0/things"
THING = Resource("network.thing", path="/things", scoped=True, name=Str(required=True), size=Str())
WANTED = {"state": "present", "wait": True, "timeout": 60, "name": "t", "size": "1"}


@pytest.fixture
def cloud() -> Iterator[FakeCloud]:
    """One that lists all objects, whatever the query is."""

    def list_all(request: Request) -> Answer | None:
        path = request.path.partition("?")[0]
        return Answer(200, {"things": made.all(THINGS)}) if request.method == "GET" and path == THINGS else None

    with fake_cloud() as made:
        made.interfere = list_all
        yield made


@pytest.mark.parametrize("owner", ["project_id", "tenant_id"])
def test_an_object_of_another_project_is_left_alone(cloud: FakeCloud, owner: str) -> None:
    other = cloud.add(THINGS, **{"name": "t", "size": "9", "project_id": None, owner: OTHER_PROJECT})
    with cloud.session() as session:
        made = THING.execute(session, WANTED)
    assert made["changed"]
    assert made["id"] != other["id"]
    for _run in range(2):
        with cloud.session() as session:
            THING.execute(session, WANTED | {"state": "absent"})
    assert [have["size"] for have in cloud.all(THINGS)] == ["9"]


def test_a_reference_within_a_network_means_that_of_the_network(cloud: FakeCloud) -> None:
    first, second = (cloud.add(THINGS, name="t", network_id=network) for network in ("n1", "n2"))
    context = Context(cloud.session(), {}, THING)
    assert THING.get(context, "t", {"network_id": "n1"})["id"] == first["id"]
    assert context.resolve(THING, "t", {"network_id": "n2"}) == second["id"]


@pytest.mark.parametrize(
    ("have", "filters", "fits"),
    [
        ({"network_id": "n"}, {"network_id": "n"}, True),
        ({"network_id": "n"}, {"network_id": ["m", "n"]}, True),
        ({"network_id": "n"}, {"network_id": ["m"]}, False),
        ({"network_id": "n"}, {"network_id": None}, True),
        ({"network_id": None}, {"network_id": "n"}, True),
        ({"tenant_id": PROJECT}, {"project_id": PROJECT}, True),
        ({"tenant_id": OTHER_PROJECT}, {"project_id": PROJECT}, False),
        ({}, {"project_id": PROJECT}, True),
        ({"status": "ACTIVE"}, {"status": "active"}, True),
        ({"name": "web-1"}, {"name": "^web"}, True),
        ("a text", {"network_id": "n"}, True),
        ({"network_id": "n"}, None, True),
    ],
)
def test_only_ids_are_compared(have: Any, filters: Any, fits: bool) -> None:
    """Other filters have meanings of their own, such as patterns and operators."""
    assert has_ids(have, filters) is fits

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two tasks make the same object at once: one stays, and nothing is removed that somebody uses or that somebody else made."""

from __future__ import annotations

import copy
import heapq
import itertools
import os
import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.status import Status
from tests.inputs import EVERYTHING
from tests.unit.fake_cloud import OTHER_PROJECT, FakeCloud, fake_cloud
from tests.unit.stub import Answer, Request

THINGS = "/network/v2.0/things"
THING = Resource(
    "network.thing",
    path="/things",
    scoped=True,
    revisions="revision_number",
    status=Status(busy="BUILD"),
    computed={"used_by": f.Attribute()},
    name=f.Str(required=True),
    description=f.Str(),
)
THING.service_attributes = ("status", "revision_number")
UNIQUE = Resource("network.thing", path="/things", name=f.Str(required=True), description=f.Str())
UNIQUE.unique = True
WANTED = {"state": "present", "wait": True, "timeout": 60, "name": "t", "description": "as declared"}
LIST, POST, DELETE = "GET /things", "POST /things", "DELETE /things/ID"


@pytest.fixture
def cloud() -> Iterator[FakeCloud]:
    with fake_cloud() as made:
        yield made


def ago(seconds: float) -> str:
    return (datetime.now(UTC) - timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def task(cloud: FakeCloud, resource: Resource = THING, sleep: Any = lambda seconds: None, **params: Any) -> dict[str, Any]:
    with cloud.session(sleep=sleep) as session:
        return resource.execute(session, WANTED | params) | {"warnings": session.warnings}


def meanwhile(cloud: FakeCloud, age: float | None, **members: Any) -> list[dict[str, Any]]:
    """When the task makes its thing, somebody else has just made one, too; ``age``: how much older that is, None when nobody tells."""
    others: list[dict[str, Any]] = []

    def interfere(request: Request) -> Answer | None:
        if request.method != "POST" or "/things" not in request.path:
            return None
        if not others:
            others.append(cloud.add(THINGS, name="t", status="ACTIVE", **members, **({"created_at": ago(age)} if age is not None else {})))
        return Answer(201, {"thing": cloud.add(THINGS, status="ACTIVE", created_at=ago(0), **request.json["thing"])})

    cloud.interfere = interfere
    return others


def steps(cloud: FakeCloud) -> list[str]:
    return [line if line.count("/") == 1 else line.rpartition("/")[0] + "/ID" for line in cloud.log]


@pytest.mark.parametrize(("description", "changes"), [("as declared", []), ("other", ["PUT /things/ID"])])
def test_an_older_one_is_taken(cloud: FakeCloud, description: str, changes: list[str]) -> None:
    others = meanwhile(cloud, 5, description=description)
    result = task(cloud)
    assert cloud.all(THINGS) == others
    assert others[0]["description"] == "as declared"
    assert result["id"] == others[0]["id"]
    assert "was created by another task at the same time" in result["warnings"][0]
    assert steps(cloud) == [LIST, POST, LIST, DELETE, "GET /things/ID", LIST, LIST, *changes]


def test_the_oldest_waits_for_the_others_to_go(cloud: FakeCloud) -> None:
    others = meanwhile(cloud, -5)
    looks = iter(range(10))
    result = task(cloud, sleep=lambda seconds: next(looks) == 2 and cloud.objects[THINGS].pop(others[0]["id"]))
    assert [have["id"] for have in cloud.all(THINGS)] == [result["id"]] != [others[0]["id"]]
    assert not result["warnings"]
    assert steps(cloud) == [LIST, POST, LIST, LIST, LIST, LIST]


@pytest.mark.parametrize(("age", "seconds"), [(-5, sum(THING.namesake_pauses)), (-1, THING.short_grace)])
def test_the_oldest_gives_way_to_one_that_stays(cloud: FakeCloud, age: float, seconds: float) -> None:
    """Its maker looked before there was a second one, and uses it."""
    others, slept = meanwhile(cloud, age), []
    assert task(cloud, sleep=slept.append)["id"] == others[0]["id"]
    assert cloud.all(THINGS) == others
    assert seconds <= sum(slept) < seconds + 2 + 2 * THING.settled_seconds


def test_a_slow_service_has_pauses_of_its_own(cloud: FakeCloud) -> None:
    slow = copy.copy(THING)
    slow.namesake_pauses = (30, 60)
    others, slept = meanwhile(cloud, -5), []
    assert task(cloud, slow, sleep=slept.append)["id"] == others[0]["id"]
    assert slept[:2] == [30, 60]


def test_the_time_of_creation_may_have_another_name(cloud: FakeCloud) -> None:
    """Without it, nobody knows which object is the older one."""
    server = copy.copy(THING)
    server.created_field = "created"
    with cloud.session() as session:
        context = Context(session, {}, server)
        assert (server.age_of({"created_at": ago(5)}, context), THING.age_of({"created": ago(5)}, context)) == (None, None)
        assert 4 < server.age_of({"created": ago(5)}, context) < 7
        assert server.is_new({"created": ago(5)}, context)
        assert not server.is_new({"created": ago(server.new_seconds + 5)}, context)


@pytest.mark.parametrize("offset", [-600, 0, 600])
def test_ages_are_those_by_the_clock_of_the_service(cloud: FakeCloud, offset: float) -> None:
    start = datetime.now(UTC) + timedelta(seconds=offset)
    cloud.clock = lambda: start
    with cloud.session() as session:
        context = Context(session, {}, THING)
        session.request("network", "GET", "/things")
        made = {"created_at": (start - timedelta(seconds=5)).isoformat()}
        assert 3 < THING.age_of(made, context) < 9
        assert session.service_time("network") - session.service_time("compute") == pytest.approx(offset, abs=3)


@pytest.mark.parametrize("date", [None, "", "yesterday", "Mon, 30 Feb 2026 00:00:00 GMT"])
def test_without_a_date_of_the_service_the_local_clock_counts(cloud: FakeCloud, date: str | None) -> None:
    answer = Answer(200, {"things": []}, {} if date is None else {"Date": date})
    cloud.interfere = lambda request: answer if "/things" in request.path else None
    with cloud.session() as session:
        session.request("network", "GET", "/things")
        assert session.service_time("network") == pytest.approx(time.time(), abs=3)


@pytest.mark.parametrize("used", [True, False])
def test_what_somebody_uses_is_not_removed(cloud: FakeCloud, used: bool) -> None:
    """A new revision alone is no use: the service writes down the status of what it has made."""
    others = meanwhile(cloud, 5)
    before = cloud.interfere

    def interfere(request: Request) -> Answer | None:
        mine = [have for have in cloud.all(THINGS) if have not in others]
        if request.method == "DELETE" and mine[0]["revision_number"] == 0:
            mine[0].update(revision_number=1, **({"used_by": "x"} if used else {}))
        return before(request)

    cloud.interfere = interfere
    if not used:
        assert task(cloud)["id"] == others[0]["id"]
        return
    with pytest.raises(CloudError, match="Another task created an object with this name .* there is also") as caught:
        task(cloud)
    assert caught.value.message.endswith(others[0]["id"])
    assert caught.value.hint == "Both are in use; remove the one that is not needed"
    assert len(cloud.all(THINGS)) == 2


@pytest.mark.parametrize("looks", [0, 2], ids=["ready at the first look", "ready later"])
def test_what_is_still_being_made_is_removed_when_it_is_ready(cloud: FakeCloud, looks: int) -> None:
    """Its removal is refused as long; that it is ready when the task looks does not say that somebody uses it."""
    others = meanwhile(cloud, 5)
    before, seen = cloud.interfere, []

    def interfere(request: Request) -> Answer | None:
        mine = next((have for have in cloud.all(THINGS) if have not in others), {})
        if request.method == "POST" and "/things" in request.path:
            answer = before(request)
            answer.body["thing"]["status"] = "BUILD"
            return answer
        if request.method == "DELETE" and mine["status"] == "BUILD":
            mine["status"] = "BUILD" if looks else "ACTIVE"
            return Answer(409, {"NeutronError": {"message": "It is being made.", "type": "x", "detail": ""}})
        if request.method == "GET" and mine and request.path.endswith(mine["id"]):
            seen.append(request)
            mine["status"] = "ACTIVE" if len(seen) > looks else "BUILD"
        return None

    cloud.interfere = interfere
    assert task(cloud)["id"] == others[0]["id"]
    assert cloud.all(THINGS) == others


@pytest.mark.parametrize("other", [{"project_id": OTHER_PROJECT}, {"name": "u"}], ids=["another project's", "another name"])
def test_others_do_not_matter(cloud: FakeCloud, other: dict[str, str]) -> None:
    def interfere(request: Request) -> None:
        if request.method == "POST" and "/things" in request.path and not cloud.all(THINGS):
            cloud.add(THINGS, **{"name": "t", "created_at": ago(5), **other})

    cloud.interfere = interfere
    task(cloud)
    assert steps(cloud) == [LIST, POST, LIST]
    assert len(cloud.all(THINGS)) == 2


@pytest.mark.parametrize("status", [400, 409])
def test_a_refusal_because_somebody_else_was_faster(cloud: FakeCloud, status: int) -> None:
    def interfere(request: Request) -> Answer | None:
        if request.method != "POST" or "/things" not in request.path:
            return None
        cloud.add(THINGS, name="t", description="as declared")
        return Answer(status, {"NeutronError": {"message": "There is one.", "type": "x", "detail": ""}})

    cloud.interfere = interfere
    result = task(cloud, UNIQUE)
    assert not result["changed"]
    assert result["thing"]["description"] == "as declared"
    assert steps(cloud) == [LIST, POST, LIST]


def test_names_that_the_service_keeps_unique_cost_nothing(cloud: FakeCloud) -> None:
    task(cloud, UNIQUE)
    assert steps(cloud) == [LIST, POST]


@pytest.mark.parametrize(("age", "looks"), [(1, 4), (THING.new_seconds + 60, 1)], ids=["new", "old"])
def test_a_lookup_waits_for_what_is_being_sorted_out(cloud: FakeCloud, age: float, looks: int) -> None:
    one, other = (cloud.add(THINGS, name="t", description="as declared", status="ACTIVE", created_at=ago(age)) for _number in range(2))
    slept, start = [], datetime.now(UTC)
    cloud.clock = lambda: start + timedelta(seconds=sum(slept))

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 2:
            del cloud.objects[THINGS][other["id"]]

    if age > THING.new_seconds:
        with pytest.raises(CloudError, match="There are 2 objects of type thing named 't'"):
            task(cloud, sleep=sleep)
    else:
        assert task(cloud, sleep=sleep)["id"] == one["id"]
    assert steps(cloud) == [LIST] * looks


@pytest.mark.parametrize("age", [1, THING.new_seconds + 60], ids=["new", "old"])
def test_what_was_found_is_gone_again(cloud: FakeCloud, age: float) -> None:
    """It was the one of two namesakes that went: the task begins anew, when that may be the reason."""
    gone = cloud.add(THINGS, name="t", description="x", status="ACTIVE", created_at=ago(age))

    def interfere(request: Request) -> None:
        if request.method == "PUT" and cloud.objects[THINGS].pop(gone["id"], None):
            cloud.add(THINGS, name="t", description="y", status="ACTIVE", created_at=ago(age))

    cloud.interfere = interfere
    if age > THING.new_seconds:
        with pytest.raises(CloudError, match="could not be found"):
            task(cloud)
        return
    assert task(cloud)["id"] == cloud.all(THINGS)[0]["id"]
    assert cloud.all(THINGS)[0]["description"] == "as declared"


def test_what_it_gave_way_to_is_gone_again(cloud: FakeCloud) -> None:
    """Of three, the oldest stays; who gave way to the second one before that went begins anew, with nothing left of its own."""
    others = meanwhile(cloud, 1, description="x")
    meet = cloud.interfere

    def interfere(request: Request) -> Answer | None:
        if request.method == "PUT" and cloud.objects[THINGS].pop(others[0]["id"], None):
            cloud.add(THINGS, name="t", description="y", status="ACTIVE", created_at=ago(3))
        return meet(request)

    cloud.interfere = interfere
    assert task(cloud)["id"] == cloud.all(THINGS)[0]["id"]
    assert [have["description"] for have in cloud.all(THINGS)] == ["as declared"]


def test_a_dry_run_waits_for_nothing(cloud: FakeCloud) -> None:
    with cloud.session(dry_run=True) as session:
        assert THING.execute(session, WANTED)["changed"]
    assert steps(cloud) == [LIST]


class Turns:
    """Time for tasks in threads, of which one runs at a time: the one whose pause ends first. The speed of the machine does not matter."""

    def __init__(self, tasks: int) -> None:
        self.now, self.running, self.numbers = 0.0, tasks, itertools.count()
        self.waiting: list[tuple[float, int]] = []
        self.turn: tuple[float, int] | None = None
        self.changed = threading.Condition()

    def pause(self, seconds: float) -> None:
        with self.changed:
            mine = (self.now + seconds, next(self.numbers))
            heapq.heappush(self.waiting, mine)
            self.end()
            assert self.changed.wait_for(lambda: self.turn == mine, 60)

    def end(self) -> None:
        with self.changed:
            self.running -= 1
            if not self.running and self.waiting:
                self.turn, self.running = heapq.heappop(self.waiting), 1
                self.now = self.turn[0]
                self.changed.notify_all()


STAMPS = {  # the time of creation that the service shows, by the time and the number of the creation
    "exact": lambda now, number: now.isoformat(),
    "seconds": lambda now, number: now.strftime("%Y-%m-%dT%H:%M:%SZ"),
    "backwards": lambda now, number: (now - timedelta(seconds=number / 10)).isoformat(),
}


OFFSETS = (0, -600, 600)  # seconds by which the local clock is wrong
SEEDS = 60 if os.environ.get(EVERYTHING) else 3


@pytest.mark.parametrize("stamp", STAMPS)
@pytest.mark.parametrize("slow", [False, True], ids=["quick", "slow"])
@pytest.mark.parametrize("seed", range(SEEDS))
def test_eight_at_once_make_one(cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch, seed: int, slow: bool, stamp: str) -> None:
    """However slow each of them is, and whatever the local clock shows. The clocks of the API's servers differ by less than a second."""
    chance, turns, numbers = random.Random(seed), Turns(8), itertools.count()
    local = datetime.now(UTC).replace(microsecond=0)
    monkeypatch.setattr(time, "time", lambda: local.timestamp() + turns.now)
    monkeypatch.setattr(random, "SystemRandom", lambda: chance)
    cloud.clock = lambda: local + timedelta(seconds=turns.now + OFFSETS[seed % len(OFFSETS)])

    def interfere(request: Request) -> Answer | None:
        if request.method == "POST" and "/things" in request.path:
            made = {"id": f"{chance.getrandbits(128):032x}", "created_at": STAMPS[stamp](cloud.clock(), next(numbers))}
            return Answer(201, {"thing": cloud.add(THINGS, status="ACTIVE", **made, **request.json["thing"])})
        return None

    cloud.interfere = interfere

    def answer_time(method: str, url: str) -> float:
        """The seconds between a write and its answer, when the service is a slow one."""
        longest = {"POST": 26, "DELETE": 16}.get(method, 0) if slow and "/things" in url else 0
        return chance.uniform(longest * 0.6, longest)

    def one(slowness: float) -> str:
        """A task of which each request takes this time."""
        with cloud.session(sleep=turns.pause, clock=lambda: turns.now) as session:
            send = session.http.send

            def send_slowly(*request: Any, **options: Any) -> Any:
                turns.pause(chance.expovariate(1 / slowness))
                reply = send(*request, **options)
                turns.pause(chance.expovariate(1 / slowness) + answer_time(*request[:2]))
                return reply

            session.http.send = send_slowly
            try:
                turns.pause(slowness)
                return THING.execute(session, WANTED | {"timeout": 600})["id"]
            finally:
                turns.end()

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(one, [chance.random() for _number in range(8)]))
    assert found == {have["id"] for have in cloud.all(THINGS)}
    assert len(found) == 1

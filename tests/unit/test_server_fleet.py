# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the threads of a task for several servers share their listings, and what they promise of the next one."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.stratus.openstack.plugins.module_utils import runner
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.operation import Operation
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server import fleet
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.actions import SERVER_ACTION
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.base import TASK_STATE
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.fleet import SharedListing
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.table import SERVER
from tests.unit.fake_cloud import FakeCloud, fake_cloud
from tests.unit.stub import Answer, Request

SERVERS = 30
SESSION: Any = SimpleNamespace(clock=time.monotonic, sleep=time.sleep)
QUERY = [{"name": "x"}]


class Nova:
    """Lists servers that become ready one after the other, ``apart`` seconds from each other. A listing takes ``seconds``."""

    def __init__(self, apart: float = 0.0, seconds: float = 0.03) -> None:
        self.apart, self.seconds, self.first, self.began = apart, seconds, time.monotonic(), []
        self.failures = 0

    def list(self, context: Any, query: Any) -> Iterator[dict[str, Any]]:
        now = time.monotonic()
        self.began.append(now)
        time.sleep(self.seconds)
        if self.failures:
            self.failures -= 1
            raise CloudError("broken")
        for number in range(SERVERS):
            yield {"id": number, "name": str(number), "ready": now >= self.first + number * self.apart}


@pytest.fixture(autouse=True)
def _short_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fleet, "PAUSE", 0.01)


def test_all_go_on_with_the_same_listing() -> None:
    """Who asks for the next one may not keep the others from the one that is there: then they would ask for one each, later."""
    nova = Nova(apart=0.03)
    lookout = SharedListing(SESSION, nova, QUERY)

    def wait(number: int) -> None:
        while not lookout.read(number)["ready"]:
            time.sleep(0.005)
        for _step in range(3):
            lookout.read(number)

    with ThreadPoolExecutor(SERVERS) as pool:
        list(pool.map(wait, range(SERVERS)))
    last = nova.first + (SERVERS - 1) * nova.apart
    assert len([moment for moment in nova.began if moment >= last]) <= SERVERS // 2  # each for itself: more than there are servers


def test_a_listing_shows_what_was_done_before_it_was_asked_for() -> None:
    nova = Nova()
    lookout = SharedListing(SESSION, nova, QUERY)

    def ask(_number: int) -> bool:
        asked = time.monotonic()
        lookout.read(0)
        return lookout.began >= asked

    with ThreadPoolExecutor(SERVERS) as pool:
        assert all(pool.map(ask, range(SERVERS)))
    assert len(nova.began) <= 3


def test_a_listing_that_fails_is_made_again_by_the_next_who_waits() -> None:
    nova = Nova()
    nova.failures = 1
    lookout = SharedListing(SESSION, nova, QUERY)

    def ask(number: int) -> Any:
        try:
            return lookout.read(number)["id"]
        except CloudError as error:
            return error.message

    with ThreadPoolExecutor(SERVERS) as pool:
        found = list(pool.map(ask, range(SERVERS)))
    assert sorted(map(str, found)) == sorted([*map(str, set(range(SERVERS)) - {found.index("broken")}), "broken"])


# -- the end of a server ----------------------------------------------------------------------------------------------------

COLLECTION = "/compute/v2.1/servers"


class Leaving:
    """A Nova whose servers go as they do: at work on it, shown as deleted while what they held is given back, then without a row. Each
    look brings the ones that go a step further."""

    STEPS = ({TASK_STATE: "deleting"}, {TASK_STATE: None, "status": "DELETED"}, {TASK_STATE: None, "status": "DELETED"})

    def __init__(self, cloud: FakeCloud) -> None:
        self.cloud, self.going = cloud, {}
        for name in ("web-1", "web-2"):
            cloud.add(COLLECTION, **{"name": name, "status": "ACTIVE", TASK_STATE: None, "metadata": {}})
        self.servers = cloud.objects[COLLECTION]
        cloud.interfere = self.interfere

    def interfere(self, request: Request) -> Answer | None:
        parts = urlsplit(request.path)
        if not parts.path.startswith(COLLECTION):
            return None
        identifier = parts.path[len(COLLECTION) + 1 :].partition("/")[0]
        if request.method != "GET":
            self.going.update({identifier: iter(self.STEPS)} if identifier in self.servers else {})
            return Answer(202 if identifier in self.servers else 404)
        self.go_on()
        if identifier == "detail":
            wanted = parse_qs(parts.query)["name"][0]
            return Answer(200, {"servers": [have for have in self.servers.values() if re.search(wanted, have["name"])]})
        return Answer(200, {"server": self.servers[identifier]}) if identifier in self.servers else Answer(404)

    def go_on(self) -> None:
        for identifier, steps in self.going.items():
            step = next(steps, None)
            if step is None:
                self.servers.pop(identifier, None)
            else:
                self.servers[identifier].update(step)

    def run(self, operation: Any, **options: Any) -> dict[str, Any]:
        checked = ArgumentSpecValidator(runner.module_spec(operation)["argument_spec"]).validate({"timeout": 30, **options})
        assert not checked.error_messages
        with self.cloud.session(sleep=lambda seconds: time.sleep(0.001)) as session:
            return operation.execute(session, checked.validated_parameters)


@pytest.fixture
def leaving() -> Iterator[Leaving]:
    with fake_cloud() as cloud:
        yield Leaving(cloud)


@pytest.mark.parametrize(
    ("operation", "options", "count"),
    [
        (SERVER, {"name": "web-1", "state": "absent"}, 1),
        (SERVER, {"name": "web-1", "state": "absent", "force_delete": True}, 1),
        (SERVER, {"name": "web", "count": 2, "state": "absent"}, 2),
        (SERVER_ACTION, {"name": "web-1", "action": "force_delete"}, 1),
    ],
    ids=["one", "by force", "several", "action"],
)
def test_what_was_removed_is_not_in_the_next_listing(leaving: Leaving, operation: Operation, options: dict[str, Any], count: int) -> None:
    """Nova shows a server as deleted before its row goes. A task that ended then would have the next one remove the server once more."""
    assert leaving.run(operation, **options)["changed"]
    assert len(leaving.cloud.writes) == count
    assert len(leaving.servers) == 2 - count
    assert not leaving.run(operation, **options)["changed"]
    assert len(leaving.cloud.writes) == count


def test_a_server_that_nova_keeps_for_a_while_is_removed(leaving: Leaving, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks by its id still finds it, for days; no listing does."""
    monkeypatch.setattr(Leaving, "STEPS", ({TASK_STATE: "soft-deleting"}, *[{TASK_STATE: None, "status": "SOFT_DELETED"}] * 1000))
    assert leaving.run(SERVER, name="web-1", state="absent")["changed"]

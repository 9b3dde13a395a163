# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the threads of a task for several servers share their listings."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.services import server_fleet
from ansible_collections.stratus.openstack.plugins.module_utils.services.server_fleet import Lookout

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
    monkeypatch.setattr(server_fleet, "PAUSE", 0.01)


def test_all_go_on_with_the_same_listing() -> None:
    """Who asks for the next one may not keep the others from the one that is there: then they would ask for one each, later."""
    nova = Nova(apart=0.03)
    lookout = Lookout(SESSION, nova, QUERY)

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
    lookout = Lookout(SESSION, nova, QUERY)

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
    lookout = Lookout(SESSION, nova, QUERY)

    def ask(number: int) -> Any:
        try:
            return lookout.read(number)["id"]
        except CloudError as error:
            return error.message

    with ThreadPoolExecutor(SERVERS) as pool:
        found = list(pool.map(ask, range(SERVERS)))
    assert sorted(map(str, found)) == sorted([*map(str, set(range(SERVERS)) - {found.index("broken")}), "broken"])

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A wait of an hour, by a clock that the test turns: tokens end meanwhile, a service restarts, and the time is the time that was given."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.session import Session
from ansible_collections.stratus.openstack.plugins.module_utils.status import Status
from tests.unit.fake_cloud import FakeCloud, fake_cloud
from tests.unit.stub import Answer, Request

THINGS = "/network/v2.0/things"
THING = Resource("network.thing", path="/things", status=Status(busy="BUILD"), name=f.Str(required=True))
HOUR = 3600


class Hour:
    """A cloud with a thing that is being made for an hour. ``life``: seconds that a token is good for."""

    def __init__(self, cloud: FakeCloud, life: float = HOUR) -> None:
        self.cloud, self.life = cloud, life
        self.now, self.renewed, self.reads, self.down = 0.0, 0.0, [], (0.0, 0.0)
        self.have = cloud.add(THINGS, name="t", status="BUILD")
        cloud.interfere = self.interfere

    def interfere(self, request: Request) -> Answer | None:
        if "/auth/tokens" in request.path:
            self.renewed = self.now
        elif self.now - self.renewed >= self.life:
            self.cloud.tokens.clear()
        elif self.down[0] <= self.now < self.down[1]:
            return Answer(503, {"message": "restarting"})
        if f"/things/{self.have['id']}" in request.path:
            self.reads.append(self.now)
        self.have["status"] = "ACTIVE" if self.now >= HOUR else "BUILD"
        return None

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def session(self) -> Session:
        return self.cloud.session(clock=lambda: self.now, sleep=self.sleep)

    def wait(self, timeout: int) -> None:
        with self.session() as session:
            options = {"state": "present", "wait": True, "timeout": timeout, "name": "t"}
            result = THING.execute(session, options)
        assert result["thing"] == {"id": self.have["id"], "name": "t"}
        assert not result["changed"]


@pytest.fixture
def cloud() -> Iterator[FakeCloud]:
    with fake_cloud() as made:
        yield made


@pytest.mark.parametrize(("life", "logins"), [(10 * HOUR, 1), (HOUR - 100, 2), (700, 6)])
def test_it_outlives_its_tokens(cloud: FakeCloud, life: float, logins: int) -> None:
    """One login for each token that ends, and no more requests than without."""
    hour = Hour(cloud, life)
    hour.wait(2 * HOUR)
    assert cloud.logins == logins
    assert HOUR <= hour.now <= HOUR + 5


def test_it_asks_less_and_less_often(cloud: FakeCloud) -> None:
    hour = Hour(cloud, life=10 * HOUR)
    hour.wait(2 * HOUR)
    gaps = [round(later - sooner, 6) for sooner, later in zip(hour.reads, hour.reads[1:], strict=False)]
    assert gaps[0] == 0.2
    assert gaps == sorted(gaps)
    assert gaps[-1] == 5
    assert 700 < len(hour.reads) < 760  # an hour by steps of 5 s, and those of the first minute


def test_the_time_is_counted_whatever_happens(cloud: FakeCloud) -> None:
    hour = Hour(cloud, life=HOUR / 6)
    with pytest.raises(CloudError, match="thing t did not reach the expected state within 1800 s; its last status was BUILD"):
        hour.wait(HOUR // 2)
    assert HOUR / 2 <= hour.now < HOUR / 2 + 1


def test_a_restart_of_the_service_meanwhile(cloud: FakeCloud) -> None:
    hour = Hour(cloud)
    hour.down = (1000, 1040)
    hour.wait(2 * HOUR)
    hour.now, hour.reads, hour.down = 0, [], (1000, 1400)
    with pytest.raises(CloudError, match="restarting"):
        hour.wait(2 * HOUR)
    assert 1060 <= hour.now < 1100

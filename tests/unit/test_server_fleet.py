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
from tests.unit.fake_cloud import PROJECT, FakeCloud, fake_cloud
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


# -- quotas and failures ----------------------------------------------------------------------------------------------------

FAULT = "Quota exceeded for instances: Requested 1, but already used 1 of 1 instances"


class Building:
    """A Nova, a Cinder and a Neutron with quotas. The servers whose names are in ``failing`` end in status ERROR."""

    def __init__(self, cloud: FakeCloud) -> None:
        self.cloud, self.failing, self.bodies = cloud, set(), []
        self.servers = cloud.objects.setdefault(COLLECTION, {})
        self.volumes = cloud.objects.setdefault(f"/volume/v3/{PROJECT}/volumes", {})
        self.answers: dict[str, dict[str, Any] | int] = {
            "/compute/v2.1/limits": self.limits(maxTotalInstances=10, totalInstancesUsed=7, maxTotalCores=-1, totalCoresUsed=50),
            f"/volume/v3/{PROJECT}/limits": self.limits(maxTotalVolumes=10, totalVolumesUsed=0, maxTotalVolumeGigabytes=100),
            f"/network/v2.0/quotas/{PROJECT}/details": {"quota": {"port": {"limit": 5, "used": 1, "reserved": 1}}},
            "/compute/v2.1/flavors/detail": {"flavors": [{"id": "f", "name": "small", "vcpus": 2, "ram": 512, "disk": 0}]},
            "/image/v2/images": {"images": [{"id": "i" * 32, "name": "tiny", "status": "active", "size": 5, "min_disk": 30}]},
            f"/image/v2/images/{'i' * 32}": {"id": "i" * 32, "name": "tiny", "status": "active", "size": 5, "min_disk": 30},
        }
        cloud.interfere = self.interfere

    @staticmethod
    def limits(**absolute: int) -> dict[str, Any]:
        return {"limits": {"absolute": absolute}}

    def interfere(self, request: Request) -> Answer | None:
        parts = urlsplit(request.path)
        if request.method == "GET" and parts.path in self.answers:
            answer = self.answers[parts.path]
            return Answer(answer) if isinstance(answer, int) else Answer(200, answer)
        if parts.path == COLLECTION and request.method == "POST":
            return Answer(202, {"server": {"id": self.create(request.json["server"])["id"]}})
        if parts.path.startswith(COLLECTION + "/detail"):
            wanted = parse_qs(parts.query)["name"][0]
            return Answer(200, {"servers": [have for have in self.servers.values() if re.search(wanted, have["name"])]})
        return None

    def create(self, body: dict[str, Any]) -> dict[str, Any]:
        self.bodies.append(body)
        failed = body["name"] in self.failing
        volumes = [device for device in body.get("block_device_mapping_v2", ()) if device["source_type"] != "volume"]
        made = [self.cloud.add(f"/volume/v3/{PROJECT}/volumes", name="", status="available")["id"] for _volume in volumes]
        shown = {"status": "ERROR", "fault": {"message": FAULT}} if failed else {"status": "ACTIVE", "OS-SRV-USG:launched_at": "now"}
        attached = [{"id": identifier, "delete_on_termination": False} for identifier in made]
        return self.cloud.add(
            COLLECTION,
            **{"name": body["name"], TASK_STATE: None, "metadata": {}, "image": {"id": "i" * 32}, "flavor": {"original_name": "small"}},
            **{"os-extended-volumes:volumes_attached": attached, "addresses": {}, "id": f"{len(self.bodies):032x}", **shown},
        )

    def run(self, dry_run: bool = False, **options: Any) -> dict[str, Any]:
        like = {"image": "tiny", "flavor": "small", "nics": ["none"], "auto_ip": False, "timeout": 30}
        checked = ArgumentSpecValidator(runner.module_spec(SERVER)["argument_spec"]).validate({**like, **options})
        assert not checked.error_messages
        with self.cloud.session(sleep=lambda seconds: time.sleep(0.001), dry_run=dry_run) as session:
            return SERVER.execute(session, checked.validated_parameters)

    @property
    def reads(self) -> list[str]:
        return [line for line in self.cloud.log if "/limits" in line or "/quotas" in line]


@pytest.fixture
def building() -> Iterator[Building]:
    with fake_cloud() as cloud:
        yield Building(cloud)


@pytest.mark.parametrize("dry_run", [True, False])
def test_too_many_servers_are_refused_before_a_write(building: Building, dry_run: bool) -> None:
    with pytest.raises(CloudError) as refused:
        building.run(dry_run, name="web", count=4)
    assert refused.value.message == (
        "Cannot create 4 more servers: The project's quotas have too little left: instances: 4 needed, 3 left of 10"
    )
    assert building.cloud.writes == []
    assert building.reads == ["GET /limits"]


def test_all_that_the_servers_take_is_compared(building: Building) -> None:
    building.answers["/compute/v2.1/limits"] = building.limits(
        maxTotalInstances=-1, totalInstancesUsed=7, maxTotalCores=6, totalCoresUsed=1, maxTotalRAMSize=3000, totalRAMUsed=2000
    )
    building.answers[f"/volume/v3/{PROJECT}/limits"] = building.limits(
        maxTotalVolumes=8, totalVolumesUsed=3, maxTotalVolumeGigabytes=100, totalGigabytesUsed=5
    )
    blank = {"source_type": "blank", "destination_type": "volume", "volume_size": 10}
    with pytest.raises(CloudError, match="too little left") as refused:
        building.run(name="web", count=3, boot_from_volume=True, block_devices=[blank], nics=["net-id=" + "e" * 32] * 2)
    assert refused.value.message.partition("left: ")[2].split("; ") == [
        "gigabytes: 120 needed, 95 left of 100",  # of the size that the image requires, and of the size of the empty disk
        "volumes: 6 needed, 5 left of 8",
        "cores: 6 needed, 5 left of 6",
        "ram: 1536 needed, 1000 left of 3000",
        "ports: 6 needed, 3 left of 5",
    ]
    assert building.cloud.writes == []


def test_existing_servers_need_nothing_more(building: Building) -> None:
    building.run(name="web", count=3)
    building.answers["/compute/v2.1/limits"] = building.limits(maxTotalInstances=3, totalInstancesUsed=3)
    building.cloud.stub.requests.clear()
    assert not building.run(name="web", count=3)["changed"]
    assert building.reads == []
    with pytest.raises(CloudError, match="Cannot create 1 more servers: .* instances: 1 needed, 0 left of 3"):
        building.run(name="web", count=4)


def test_what_the_surplus_gives_back_is_used(building: Building) -> None:
    for number in (2, 3):
        building.run(name=f"web-{number}")
    building.answers["/compute/v2.1/limits"] = building.limits(maxTotalInstances=2, totalInstancesUsed=2)
    building.cloud.stub.requests.clear()
    building.run(name="web", count=2, exact_count=True)
    assert [line.partition(" ")[0] for line in building.cloud.writes] == ["DELETE", "POST"]
    assert sorted(have["name"] for have in building.servers.values()) == ["web-1", "web-2"]


@pytest.mark.parametrize("status", [403, 404])
def test_limits_that_a_cloud_does_not_show_are_no_obstacle(building: Building, status: int) -> None:
    building.answers["/compute/v2.1/limits"] = status
    assert len(building.run(name="web", count=4)["servers"]) == 4


@pytest.mark.parametrize("options", [{"name": "web", "count": 3}, {"name": "web-2"}], ids=["several", "one"])
def test_what_failed_is_kept_or_removed(building: Building, options: dict[str, Any]) -> None:
    building.failing = {"web-2"}
    with pytest.raises(CloudError) as failed:
        building.run(**options)
    assert f"Cannot create server 'web-2': server web-2 ended in status ERROR: {FAULT}" in failed.value.message
    assert failed.value.hint == (
        "The project's quota is used up: free something or have it raised. It is kept and counts against the quotas. "
        "Remove it with `state: absent`, or set `on_failure: remove`"
    )
    assert "web-2" in {have["name"] for have in building.servers.values()}
    with pytest.raises(CloudError, match="removed again"):  # the one that is there is replaced, and the new one fails as well
        building.run(**options, on_failure="remove")
    assert "web-2" not in {have["name"] for have in building.servers.values()}
    building.failing = set()
    assert building.run(**options)["changed"]


def test_the_volumes_of_a_failed_server_go_with_it(building: Building) -> None:
    building.failing = {"web-1"}
    with pytest.raises(CloudError, match="removed again"):
        building.run(name="web-1", boot_from_volume=True, on_failure="remove")
    assert not building.servers
    assert not building.volumes


def test_a_server_that_once_ran_is_never_removed(building: Building) -> None:
    building.run(name="web-1")
    next(iter(building.servers.values())).update(status="ERROR")
    building.run(name="web-1", on_failure="remove")
    assert len(building.servers) == 1
    assert not [line for line in building.cloud.writes if line.startswith("DELETE")]


def test_an_error_names_all_that_failed(building: Building) -> None:
    building.answers["/compute/v2.1/limits"] = building.limits()
    building.failing = {f"web-{number}" for number in range(1, 9)}
    with pytest.raises(CloudError, match=r"8 of 8 servers failed: .*web-5.*; and web-6, web-7, web-8\. The") as failed:
        building.run(name="web", count=8)
    assert str(failed.value).count("quota is used up") == 1

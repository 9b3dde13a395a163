# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One change at a time per load balancer, and which objects a name means, on a stub that refuses changes as the service does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.actions import LOAD_BALANCER_ACTION
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.amphorae import AMPHORAE
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.listeners import LISTENER
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.load_balancers import LOAD_BALANCER
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.pools import HEALTH_MONITOR, MEMBER, POOL
from tests.unit.fake_cloud import PROJECT, SERVICES, FakeCloud, fake_cloud
from tests.unit.stub import Answer, Request

ROOT = "/load-balancer/v2.0/lbaas"
BALANCERS, LISTENERS, POOLS = (f"{ROOT}/{name}" for name in ("loadbalancers", "listeners", "pools"))
SUBNET = "5b98d7ee-0c63-4c3d-9c23-e1d06b6ad0bb"


class Octavia:
    """What the stub does not know of the service: each write makes the load balancer busy for some reads of it."""

    def __init__(self, cloud: FakeCloud) -> None:
        self.cloud, self.reads, self.lock = cloud, 2, threading.Lock()
        self.busy = 0
        self.end = "ACTIVE"
        self.balancer = cloud.add(BALANCERS, name="lb", provisioning_status="ACTIVE", project_id=PROJECT, tags=[])
        cloud.objects.setdefault(LISTENERS, {})
        cloud.objects.setdefault(POOLS, {})
        cloud.interfere = self.answer

    def answer(self, request: Request) -> Answer | None:
        if not request.path.startswith(ROOT):
            return None
        with self.lock:
            if request.method == "GET":
                if request.path.startswith(f"{BALANCERS}/"):
                    self.busy = max(0, self.busy - 1)
                    self.balancer["provisioning_status"] = "PENDING_UPDATE" if self.busy else self.end
                return None
            if self.busy or self.end == "ERROR":
                text = f"Load Balancer {self.balancer['id']} is immutable and cannot be updated."
                return Answer(409, {"faultcode": "Client", "faultstring": text, "debuginfo": None})
            self.busy = self.reads
            return None


@pytest.fixture
def octavia(monkeypatch: pytest.MonkeyPatch) -> Iterator[Octavia]:
    monkeypatch.setitem(SERVICES, "load-balancer", "/load-balancer")
    with fake_cloud() as cloud:
        yield Octavia(cloud)


def run(octavia: Octavia, table: Resource, **options: Any) -> dict[str, Any]:
    params = dict(dict.fromkeys(table.spec()["argument_spec"]), **{"state": "present", "wait": True, "timeout": 5, **options})
    with octavia.cloud.session() as session:
        session.sleep = lambda seconds: None
        return table.execute(session, params)


def act(octavia: Octavia, **options: Any) -> dict[str, Any]:
    params = {**dict.fromkeys(LOAD_BALANCER_ACTION.fields), "name": "lb", "wait": True, "timeout": 5, **options}
    with octavia.cloud.session() as session:
        session.sleep = lambda seconds: None
        return LOAD_BALANCER_ACTION.execute(session, params)


def add_listener(octavia: Octavia, **more: Any) -> dict[str, Any]:
    given = {"name": "http", "protocol_port": 80, "provisioning_status": "ACTIVE", "loadbalancers": [{"id": octavia.balancer["id"]}]}
    return octavia.cloud.add(LISTENERS, **{**given, **more})


def new_listeners_belong_to_the_balancer(octavia: Octavia) -> None:
    octavia.cloud.defaults[LISTENERS] = {"provisioning_status": "ACTIVE", "loadbalancers": [{"id": octavia.balancer["id"]}]}


def test_a_change_is_repeated_after_the_one_before(octavia: Octavia) -> None:
    add_listener(octavia)
    octavia.busy = 3
    result = run(octavia, LISTENER, name="http", description="new")
    assert result["changed"] and result["listener"]["description"] == "new"
    assert len(octavia.cloud.writes) == 2, "refused once, then accepted"
    assert octavia.busy == 0, "the task has waited for the end of its own change"


def test_a_task_that_does_not_wait_for_its_own_change_waits_for_the_one_before(octavia: Octavia) -> None:
    add_listener(octavia)
    octavia.busy = 2
    assert run(octavia, LISTENER, name="http", description="new", wait=False)["changed"]
    assert octavia.busy == octavia.reads, "nobody has looked at the load balancer after the change"


def test_two_tasks_change_one_load_balancer_at_the_same_time(octavia: Octavia) -> None:
    add_listener(octavia)
    octavia.cloud.add(
        POOLS, name="web", provisioning_status="ACTIVE", listeners=[], loadbalancers=[{"id": octavia.balancer["id"]}], lb_algorithm="X"
    )
    results: list[dict[str, Any]] = []

    def change(table: Resource, **options: Any) -> None:
        results.append(run(octavia, table, **options))

    tasks = [
        threading.Thread(target=change, args=(LISTENER,), kwargs={"name": "http", "description": "new"}),
        threading.Thread(target=change, args=(POOL,), kwargs={"name": "web", "lb_algorithm": "SOURCE_IP"}),
    ]
    for task in tasks:
        task.start()
    for task in tasks:
        task.join(20)
    assert [result["changed"] for result in results] == [True, True]


def test_a_change_of_a_failed_load_balancer_says_which_one_failed(octavia: Octavia) -> None:
    add_listener(octavia)
    octavia.end = "ERROR"
    with pytest.raises(CloudError, match="load balancer lb ended in status ERROR"):
        run(octavia, LISTENER, name="http", description="new")
    assert len(octavia.cloud.writes) == 1


def test_other_conflicts_are_no_reason_to_wait(octavia: Octavia) -> None:
    add_listener(octavia)
    usual = octavia.cloud.interfere
    octavia.cloud.interfere = lambda request: (
        Answer(409, {"faultstring": "already using protocol HTTP"}) if request.method == "PUT" else usual(request)
    )
    with pytest.raises(CloudError, match="already using protocol HTTP"):
        run(octavia, LISTENER, name="http", description="new")
    assert len(octavia.cloud.writes) == 1


def test_a_listener_that_another_task_created_meanwhile_is_not_created_again(octavia: Octavia) -> None:
    new_listeners_belong_to_the_balancer(octavia)
    octavia.busy = 2
    usual = octavia.cloud.interfere

    def create_meanwhile(request: Request) -> Answer | None:
        answer = usual(request)
        if request.method == "POST" and request.path.startswith(LISTENERS) and not octavia.cloud.all(LISTENERS):
            add_listener(octavia, description="of another task")
        return answer

    octavia.cloud.interfere = create_meanwhile
    options = {"name": "http", "load_balancer": octavia.balancer["id"], "protocol_port": 80}
    result = run(octavia, LISTENER, **options)
    assert result["listener"]["description"] == "of another task"
    assert len(octavia.cloud.all(LISTENERS)) == 1


def test_a_name_means_the_object_of_the_declared_load_balancer(octavia: Octavia) -> None:
    new_listeners_belong_to_the_balancer(octavia)
    other = octavia.cloud.add(BALANCERS, name="other", provisioning_status="ACTIVE")
    add_listener(octavia, loadbalancers=[{"id": other["id"]}])
    result = run(octavia, LISTENER, name="http", load_balancer="lb", protocol_port=80)
    assert result["changed"] and result["listener"]["load_balancer_id"] == octavia.balancer["id"]
    assert len(octavia.cloud.all(LISTENERS)) == 2
    assert not run(octavia, LISTENER, name="http", load_balancer="other", protocol_port=80)["changed"]
    with pytest.raises(CloudError, match="There are 2 objects of type listener named 'http'"):
        run(octavia, LISTENER, name="http")


def test_a_pool_belongs_to_any_of_its_listeners(octavia: Octavia) -> None:
    first, second, third = (add_listener(octavia, name=name) for name in ("first", "second", "third"))
    octavia.cloud.add(
        POOLS,
        name="web",
        provisioning_status="ACTIVE",
        listeners=[{"id": first["id"]}, {"id": second["id"]}],
        loadbalancers=[{"id": octavia.balancer["id"]}],
    )
    assert not run(octavia, POOL, name="web", listener="second")["changed"]
    with pytest.raises(CloudError, match="listener is"):
        run(octavia, POOL, name=octavia.cloud.all(POOLS)[0]["id"], listener=third["id"])


def test_a_load_balancer_is_removed_with_what_belongs_to_it(octavia: Octavia) -> None:
    octavia.busy = 2
    assert run(octavia, LOAD_BALANCER, name="lb", state="absent")["changed"]
    assert [request.path.partition("?")[2] for request in octavia.cloud.stub.requests if request.method == "DELETE"] == ["cascade=true"] * 2
    assert octavia.cloud.all(BALANCERS) == []


def test_a_removal_waits_for_the_change_before(octavia: Octavia) -> None:
    """A load balancer that is being changed refuses its removal with other words than a change."""
    refusals = [Answer(409, {"faultstring": f"Invalid state PENDING_UPDATE of loadbalancer resource {octavia.balancer['id']}"})]

    def answer(request: Request) -> Answer | None:
        return refusals.pop() if request.method == "DELETE" and refusals else None

    octavia.cloud.interfere = answer
    assert run(octavia, LOAD_BALANCER, name="lb", state="absent", wait=False)["changed"]
    assert not refusals
    assert not octavia.cloud.objects[BALANCERS]


def test_a_failover_waits_for_its_end(octavia: Octavia) -> None:
    """``reads``: how often the load balancer is read until the service has replaced its servers."""
    failed_over: list[str] = []

    def answer(request: Request) -> Answer | None:
        if request.path.endswith("/failover"):
            failed_over.append(request.path)
            octavia.busy = octavia.reads
            return Answer(202, {})
        return octavia.answer(request)

    octavia.cloud.interfere = answer
    result = act(octavia, action="failover")
    assert failed_over == [f"{BALANCERS}/{octavia.balancer['id']}/failover"]
    assert result["diff"]["after"] == {"provisioning_status": "ACTIVE", "action": "failover"}
    assert act(octavia, action="failover", wait=False)["diff"]["after"]["provisioning_status"] == "PENDING_UPDATE"


def test_a_failover_that_fails_is_an_error(octavia: Octavia) -> None:
    def answer(request: Request) -> Answer | None:
        if request.path.endswith("/failover"):
            octavia.busy, octavia.end = octavia.reads, "ERROR"
            return Answer(202, {})
        return octavia.answer(request)

    octavia.cloud.interfere = answer
    with pytest.raises(CloudError, match="Cannot carry out failover on load balancer 'lb': load balancer lb ended in status ERROR"):
        act(octavia, action="failover")


AMPHORA = {  # as the API shows it
    "id": "45f40289-0551-483a-b089-47214bc2a8a4",
    "loadbalancer_id": "882f2a9d-9d53-4bd0-b0e9-08e9d0de11f9",
    "compute_id": "667bb225-69aa-44b1-8908-694dc624c267",
    "lb_network_ip": "192.168.0.6",
    "vrrp_ip": "203.0.113.5",
    "ha_ip": "203.0.113.10",
    "vrrp_port_id": "ff4a5d8e-0b21-4d8b-a1e0-8c6a2e1bd1c9",
    "ha_port_id": "3a1f3b2c-3c77-4c8e-9f0a-3e5d8f0f2b11",
    "cert_expiration": "2027-08-08T23:44:31",
    "cert_busy": False,
    "role": "MASTER",
    "status": "ALLOCATED",
    "vrrp_interface": "eth1",
    "vrrp_id": 1,
    "vrrp_priority": 100,
    "cached_zone": "zone1",
    "created_at": "2026-05-10T18:14:44",
    "updated_at": "2026-05-10T23:08:12",
    "image_id": "6a9b3c55-6c5f-4a1e-a0f6-3a0d64f1e6b1",
    "compute_flavor": "9f7b5bd1-1b0c-4d4b-8f6f-0f3a6ff0bf35",
}


def test_amphorae_are_listed_as_the_api_shows_them(octavia: Octavia) -> None:
    listing = "/load-balancer/v2.0/octavia/amphorae"
    amphora = {**AMPHORA, "loadbalancer_id": octavia.balancer["id"]}
    octavia.cloud.add(listing, **amphora)
    octavia.cloud.add(listing, **{**AMPHORA, "id": "0dd0dd0d-0000-4000-8000-000000000002", "role": "BACKUP"})
    params = dict.fromkeys(AMPHORAE.spec()["argument_spec"])
    with octavia.cloud.session() as session:
        found = AMPHORAE.execute(session, {**params, "load_balancer": "lb", "role": "MASTER"})["lb_amphorae"]
    assert found == [{**amphora, "name": None}]


def test_one_amphora_is_failed_over(octavia: Octavia) -> None:
    listing = "/load-balancer/v2.0/octavia/amphorae"
    amphora = octavia.cloud.add(listing, **{**AMPHORA, "loadbalancer_id": octavia.balancer["id"]})
    other = octavia.cloud.add(listing, **{**AMPHORA, "id": "0dd0dd0d-0000-4000-8000-000000000002"})
    sent: list[str] = []

    def answer(request: Request) -> Answer | None:
        if request.method == "PUT":
            sent.append(request.path)
            return Answer(202, {})
        return octavia.answer(request)

    octavia.cloud.interfere = answer
    assert act(octavia, action="failover", amphora=amphora["id"])["changed"]
    assert sent == [f"{listing}/{amphora['id']}/failover"]
    with pytest.raises(CloudError, match=f"It has no amphora '{other['id']}'"):
        act(octavia, action="failover", amphora=other["id"])


def test_a_task_without_a_change_makes_one_request(octavia: Octavia) -> None:
    add_listener(octavia, description="same")
    with octavia.cloud.session() as session:
        assert session.access
    before = len(octavia.cloud.log)
    assert not run(octavia, LISTENER, name="http", description="same")["changed"]
    assert octavia.cloud.log[before:] == [f"GET {LISTENERS}"]


@pytest.mark.parametrize(
    ("table", "name", "have", "given", "same"),
    [
        (LISTENER, "insert_headers", {"X-Forwarded-For": "true"}, {"X-Forwarded-For": True}, True),
        (LISTENER, "insert_headers", {"X-Forwarded-For": "true"}, {"X-Forwarded-For": False}, False),
        (LISTENER, "allowed_cidrs", ["10.0.0.0/8"], ["10.0.0.1/8"], True),
        (LISTENER, "allowed_cidrs", None, [], True),
        (LOAD_BALANCER, "vip_address", "2001:db8::1", "2001:DB8:0::1", True),
        (LOAD_BALANCER, "additional_vips", [{"subnet_id": SUBNET, "ip_address": "10.0.0.2", "port_id": "x"}], [{"subnet": SUBNET}], True),
        (LOAD_BALANCER, "additional_vips", [], [{"subnet": SUBNET}], False),
        (POOL, "session_persistence", None, {}, True),
        (MEMBER, "monitor_address", None, "", True),
        (HEALTH_MONITOR, "expected_codes", "200,202", "200, 202", True),
        (HEALTH_MONITOR, "http_version", 1.1, 1.1, True),
    ],
)
def test_values_are_compared_by_their_meaning(octavia: Octavia, table: Resource, name: str, have: Any, given: Any, same: bool) -> None:
    field = table.fields[name]
    with octavia.cloud.session() as session:
        context = Context(session, {**dict.fromkeys(table.fields), name: given}, table)
        assert field.agrees(field.read({field.api: have}), given, context) is same

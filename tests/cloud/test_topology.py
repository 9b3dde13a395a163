# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An environment by one task: from nothing, again, changed, with a failure, killed, and removed."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from multiprocessing.process import BaseProcess
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils import runner
from ansible_collections.stratus.openstack.plugins.module_utils.environment.topology import TOPOLOGY
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.validation import validate
from tests.cloud.servers import EXTERNAL, FLAVOR, IMAGE, MEMBER, Api, Done, run
from tests.faults import victim

KINDS = [
    ("network", "/networks", "networks"),
    ("network", "/subnets", "subnets"),
    ("network", "/ports", "ports"),
    ("network", "/routers", "routers"),
    ("network", "/floatingips", "floatingips"),
    ("block-storage", "/volumes/detail", "volumes"),
    ("compute", "/servers/detail", "servers"),
]


WEB = {"protocol": "tcp", "port_range_min": 80, "port_range_max": 80}


def environment(count: int) -> dict[str, list[dict[str, Any]]]:
    """Two groups that name each other, a network behind a router, and some servers with a port, a volume and a floating IP each."""
    numbers = range(1, count + 1)
    return {
        "network": [{"name": "net"}],
        "subnet": [{"name": "sub", "network": "net", "cidr": "10.93.0.0/24"}],
        "router": [{"name": "way", "network": EXTERNAL, "interfaces": ["sub"]}],
        "security_group": [
            {"name": "front", "security_group_rules": [WEB | {"remote_group": "back"}]},
            {"name": "back", "security_group_rules": [{"protocol": "icmp", "remote_group": "front"}]},
        ],
        "port": [{"name": f"p{at}", "network": "net", "security_groups": ["front"]} for at in numbers],
        "volume": [{"name": f"v{at}", "size": 1} for at in numbers],
        "server": [
            {"name": f"s{at}", "image": IMAGE, "flavor": FLAVOR, "nics": [{"port-name": f"p{at}"}], "volumes": [f"v{at}"]} for at in numbers
        ],
        "floating_ip": [{"label": f"f{at}", "port": f"p{at}", "network": EXTERNAL} for at in numbers],
    }


def topology(resources: dict[str, Any], check: bool = False, **options: Any) -> Done:
    """One task of the module."""
    return run(check, TOPOLOGY, name="env", resources=resources, **options)


def census(api: Api) -> dict[str, list[str]]:
    """What the project holds, by kind: names or addresses. Ports are those that nothing uses."""
    found = {}
    for service, path, keys in KINDS:
        own = {"project_id": api.session.access.project_id} if service == "network" else {}
        listed = [one for one in api.list(service, path, keys, **own) if not one.get("device_owner")]
        found[keys] = sorted(one.get("name") or one["floating_ip_address"] for one in listed)
    return found


@pytest.fixture
def empty(api: Api) -> Iterator[Api]:
    yield api
    topology(environment(3), state="absent", adopt=True)
    assert all(not held for held in census(api).values()), census(api)


def actions(done: Done) -> list[tuple[str, str]]:
    return [(entry["node"], entry["action"]) for entry in done.plan]


def test_a_whole_life(empty: Api) -> None:
    api, wanted = empty, environment(2)
    planned = topology(wanted, check=True)
    assert planned.changed and not planned.writes and not any(census(api).values())
    made = topology(wanted)
    assert actions(made) == actions(planned) and {action for _node, action in actions(made)} == {"create"}
    assert len(made.plan) == 13 and made.unmarked == []
    assert made.quota["needs"] == planned.quota["needs"] == {
        "network.networks": 1, "network.subnets": 1, "network.routers": 1, "network.security_groups": 2, "network.ports": 2,
        "network.floating_ips": 2, "block-storage.volumes": 2, "block-storage.gigabytes": 2,
        "compute.instances": 2, "compute.cores": 2, "compute.ram": 256,
    }
    server = made.resources["server"]["s1"]
    assert server["status"] == "ACTIVE" and api.floating(server["id"]) == {made.resources["floating_ip"]["f1"]["floating_ip_address"]}
    assert [volume["id"] for volume in server["attached_volumes"]] == [made.resources["volume"]["v1"]["id"]]
    shown = api.list("compute", "/servers/detail", "servers", name="^s2$")[0]
    assert shown["metadata"] == {"topology": "env"} and len(shown["addresses"]["net"]) == 2

    again = topology(wanted)
    assert again.quota == {"needs": {}, "left": {}}
    assert not again.changed and {action for _node, action in actions(again)} == {"ok"}
    assert len(again.requests) <= len(wanted) + 6, "\n".join(again.requests)  # a listing for each kind, and names of other objects
    assert not topology(wanted, check=True).changed

    smaller = environment(1)
    smaller["subnet"][0]["description"] = "changed"
    planned, changed = (topology(smaller, check=check, prune=True) for check in (True, False))
    assert actions(changed) == actions(planned) and {entry["node"]: entry["why"] for entry in changed.plan if entry["action"] != "ok"} == {
        "subnet.sub": "description"
    }
    gone = sorted((entry["module"], entry["name"]) for entry in changed.pruned)
    assert gone == sorted((entry["module"], entry["name"]) for entry in planned.pruned)
    assert [module for module, _name in gone] == ["floating_ip", "port", "server", "volume"]
    assert census(api)["servers"] == ["s1"] and census(api)["volumes"] == ["v1"]

    left = {module: smaller[module] for module in ("network", "subnet", "router", "security_group")}  # the rest uses what these declare
    planned, removed = (topology(left, check=check, state="absent") for check in (True, False))
    assert actions(removed) == actions(planned) and {action for _node, action in actions(removed)} == {"remove"}
    assert {entry["module"] for entry in removed.pruned} == {"floating_ip", "port", "server", "volume"}
    assert not any(census(api).values())
    assert not topology(smaller, state="absent").changed


def test_a_failure_stops_only_what_needs_it(empty: Api) -> None:
    wanted = environment(1)
    wanted["server"][0]["flavor"] = FLAVOR + "o"
    with pytest.raises(CloudError) as caught:
        topology(wanted)
    facts = caught.value.result()
    assert facts["failed_objects"] == ["server.s1"] and facts["skipped_objects"] == []
    assert "1 of 10 objects failed" in facts["msg"] and "server.s1: Cannot create server 's1'" in facts["msg"]
    assert f"Did you mean '{FLAVOR}'" in facts["msg"]
    assert {"port.p1", "volume.v1", "floating_ip.f1"} <= set(facts["done_objects"]) and census(empty)["ports"] == ["p1"]


def test_a_quota_that_is_too_small_stops_all(empty: Api, admin: Api) -> None:
    limits = f"/quotas/{empty.session.access.project_id}"
    before = empty.session.request("network", "GET", limits).body["quota"]["port"]
    admin.put("network", limits, {"quota": {"port": 1}})
    try:
        for check in (True, False):
            with pytest.raises(CloudError, match=r"too little left: ports: 2 needed, 1 left of 1\. Nothing was created"):
                topology(environment(2), check=check)
    finally:
        admin.put("network", limits, {"quota": {"port": before}})
    assert not any(census(empty).values())


def test_what_others_made_is_changed_and_not_removed(empty: Api) -> None:
    before = empty.make("network", "/networks", "network", name="net")
    wanted = {"network": [{"name": "net", "description": "used"}], "port": [{"name": "p1", "network": "net", "keep": True}]}
    assert topology(wanted).resources["network"]["net"]["id"] == before["id"]
    left = topology({"network": wanted["network"]}, state="absent")
    assert actions(left) == [("network.net", "keep")] and left.plan[0]["why"] == "it was not created by the topology 'env'"
    assert [entry["module"] for entry in left.pruned] == ["port"]  # it has the mark, and nothing declares that it is kept
    assert topology({"network": wanted["network"]}, adopt=True).plan[0]["why"] == "tags"
    assert actions(topology({"network": wanted["network"]}, state="absent")) == [("network.net", "remove")]


def begin(resources: dict[str, Any]) -> BaseProcess:
    """The task in a process of its own."""
    checked = validate("topology", runner.module_spec(TOPOLOGY), {"cloud": MEMBER, "name": "env", "resources": resources})
    return victim.begun("topology", checked)


@pytest.mark.parametrize("seconds", [1, 4])
def test_the_next_run_finishes_a_killed_one(empty: Api, seconds: float) -> None:
    wanted = environment(1)
    task = begin(wanted)
    time.sleep(seconds)
    victim.kill(task)
    assert task.exitcode in (-signal.SIGKILL, 0)
    topology(wanted)
    numbers = {kind: len(found) for kind, found in census(empty).items()}
    assert numbers == {"networks": 1, "subnets": 1, "ports": 0, "routers": 1, "floatingips": 1, "volumes": 1, "servers": 1}
    assert not topology(wanted).changed

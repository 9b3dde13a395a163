# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured: playbooks as data, the same for every contender but for the collection's name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

REPEATS = 20
SERVERS = 30
PREFIX = "bench"

Task = dict[str, Any]
NETWORK = {"name": f"{PREFIX}-net"}
SERVER = {
    "name": f"{PREFIX}-one",
    "image": "cirros-0.6.3-x86_64",
    "flavor": "m1.tiny",
    "network": f"{PREFIX}-net",
    "auto_ip": False,
}

BALANCED = ((f"{PREFIX}-web", 80), (f"{PREFIX}-api", 8080))  # the pools of a load balancer, and the ports of their listeners
MEMBERS = [{"address": f"10.43.0.{number}", "protocol_port": 80} for number in range(101, 106)]


def flow(c: str) -> list[Task]:
    """The demo's flow in the options that both collections know; ``c``: the collection."""
    info = "compute_flavor_info"
    return [
        {f"{c}.{info}": {"ram": ">=128", "vcpus": "1"}, "register": "flavors"},
        {f"{c}.image_info": {"name": SERVER["image"]}, "register": "images"},
        {f"{c}.networks_info": {"name": "public"}, "register": "outside"},
        {f"{c}.network": NETWORK},
        {f"{c}.subnet": {"name": f"{PREFIX}-subnet", "network_name": f"{PREFIX}-net", "cidr": "10.43.0.0/24"}},
        {f"{c}.router": {"name": f"{PREFIX}-router", "network": "public", "interfaces": [f"{PREFIX}-subnet"]}},
        {f"{c}.security_group": {"name": f"{PREFIX}-group", "description": "benchmark"}},
        {
            f"{c}.security_group_rule": {
                "security_group": f"{PREFIX}-group",
                "protocol": "tcp",
                "port_range_min": 22,
                "port_range_max": 22,
                "remote_ip_prefix": "0.0.0.0/0",
            }
        },
        {f"{c}.server": {**SERVER, "security_groups": [f"{PREFIX}-group"]}},
        {f"{c}.floating_ip": {"server": SERVER["name"], "network": "public"}},
    ]


def destroy(c: str) -> list[Task]:
    return [
        {f"{c}.server": {"name": SERVER["name"], "state": "absent", "delete_ips": True}},
        {f"{c}.router": {"name": f"{PREFIX}-router", "state": "absent"}},
        {f"{c}.network": {**NETWORK, "state": "absent"}},
        {f"{c}.security_group": {"name": f"{PREFIX}-group", "state": "absent"}},
    ]


def many(c: str, state: str) -> list[Task]:
    """The servers one by one, in a loop."""
    names = [f"{PREFIX}-{number}" for number in range(1, SERVERS + 1)]
    options = {"name": "{{ item }}", "state": state}
    if state == "present":
        options |= {key: value for key, value in SERVER.items() if key != "name"}
    return [{f"{c}.server": options, "loop": names}]


def counted(c: str, state: str) -> list[Task]:
    """The same servers by `count`."""
    return [{f"{c}.server": {**(SERVER if state == "present" else {}), "name": PREFIX, "count": SERVERS, "state": state}}]


def balancer(c: str, state: str = "present") -> list[Task]:
    """A load balancer with two listeners, two pools and ten members: one task for each object, as both collections have them."""
    name = f"{PREFIX}-lb"
    if state == "absent":
        network = {f"{c}.network": {**NETWORK, "state": "absent"}}
        return [{f"{c}.loadbalancer": {"name": name, "state": "absent", "timeout": 600}}, network]
    tasks: list[Task] = [{f"{c}.loadbalancer": {"name": name, "vip_subnet": f"{PREFIX}-subnet"}}]
    for pool, port in BALANCED:
        listener = {"name": f"{pool}-{port}", "protocol": "HTTP", "protocol_port": port}
        tasks += [
            {f"{c}.lb_listener": {**listener, "load_balancer": name}},
            {f"{c}.lb_pool": {"name": pool, "listener": listener["name"], "protocol": "HTTP", "lb_algorithm": "ROUND_ROBIN"}},
            *({f"{c}.lb_member": {"name": f"m{number}", "pool": pool, **member}} for number, member in enumerate(MEMBERS)),
        ]
    return tasks


def nested_balancer(c: str) -> list[Task]:
    """The same load balancer by one task."""
    members = [{"name": f"m{number}", **member} for number, member in enumerate(MEMBERS)]
    pools = [{"name": pool, "members": members} for pool, _port in BALANCED]
    listeners = [{"name": f"{pool}-{port}", "protocol_port": port, "default_pool": pool} for pool, port in BALANCED]
    return [{f"{c}.loadbalancer": {"name": f"{PREFIX}-lb", "vip_subnet": f"{PREFIX}-subnet", "pools": pools, "listeners": listeners}}]


def repeated(task: Task) -> list[Task]:
    return [task] * REPEATS


Play = Callable[[str], list[Task]]


def nothing(_c: str) -> list[Task]:
    return []


@dataclass(frozen=True)
class Scenario:
    """``tasks``, ``before``, ``after``: tasks of a collection, of which only the first are measured. ``beside``: the scenario whose figures
    of openstack.cloud these are compared with, when it has no such thing. ``near``: only measured without added latency."""

    about: str
    tasks: Play
    before: Play = nothing
    after: Play = nothing
    beside: str = ""
    near: bool = False


def below(c: str) -> list[Task]:
    """The network and the subnet of a load balancer."""
    return flow(c)[3:5]


LOOP, COUNT = f"{SERVERS} servers in a loop", f"{SERVERS} servers by count"
SINGLE, NESTED = "load balancer by single tasks", "load balancer by one task"
SCENARIOS = {
    "network no-op": Scenario(
        f"{REPEATS} tasks on a network that is as declared",
        lambda c: repeated({f"{c}.network": NETWORK}),
        lambda c: [{f"{c}.network": NETWORK}],
        lambda c: [{f"{c}.network": {**NETWORK, "state": "absent"}}],
    ),
    "flavor_info": Scenario(f"{REPEATS} listings of flavors", lambda c: repeated({f"{c}.compute_flavor_info": {}})),
    "server no-op": Scenario(
        f"{REPEATS} tasks on a server that is as declared",
        lambda c: repeated({f"{c}.server": SERVER}),
        lambda c: [*flow(c)[:5], {f"{c}.server": SERVER}],
        destroy,
    ),
    "demo flow": Scenario("ten tasks from nothing to a server with a floating IP", flow, after=destroy),
    "demo flow again": Scenario("the same ten tasks when all of it is there", flow, flow, destroy),
    LOOP: Scenario(
        "one task, a loop", lambda c: many(c, "present"), lambda c: flow(c)[3:5], lambda c: many(c, "absent") + destroy(c), near=True
    ),
    COUNT: Scenario(
        "one task, `count`",
        lambda c: counted(c, "present"),
        lambda c: flow(c)[3:5],
        lambda c: counted(c, "absent") + destroy(c),
        beside=LOOP,
        near=True,
    ),
    SINGLE: Scenario(
        "15 tasks from nothing to two listeners with pools of five members", balancer, below, lambda c: balancer(c, "absent"), near=True
    ),
    NESTED: Scenario("one task, from nothing", nested_balancer, below, lambda c: balancer(c, "absent"), beside=SINGLE, near=True),
    f"{SINGLE} again": Scenario(
        "the same 15 tasks when all of it is there",
        balancer,
        lambda c: below(c) + balancer(c),
        lambda c: balancer(c, "absent"),
        near=True,
    ),
    f"{NESTED} again": Scenario(
        "one task, when all of it is there",
        nested_balancer,
        lambda c: below(c) + nested_balancer(c),
        lambda c: balancer(c, "absent"),
        beside=f"{SINGLE} again",
        near=True,
    ),
}


def playbook(c: str, tasks: list[Task]) -> list[dict[str, Any]]:
    """A play of these tasks with the credentials of the dev cloud's ordinary user."""
    return [{"hosts": "localhost", "gather_facts": False, "module_defaults": {f"group/{c}.openstack": {"cloud": "demo"}}, "tasks": tasks}]

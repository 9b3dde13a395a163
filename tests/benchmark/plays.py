# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured: playbooks as data, the same for every contender but for the collection's name."""

from __future__ import annotations

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
    names = [f"{PREFIX}-{number:02d}" for number in range(SERVERS)]
    options = {"name": "{{ item }}", "state": state}
    if state == "present":
        options |= {key: value for key, value in SERVER.items() if key != "name"}
    return [{f"{c}.server": options, "loop": names}]


def repeated(task: Task) -> list[Task]:
    return [task] * REPEATS


# name -> (what it is, tasks before, tasks measured, tasks after); each a function of the collection's name
SCENARIOS = {
    "network no-op": (
        f"{REPEATS} tasks on a network that is as declared",
        lambda c: [{f"{c}.network": NETWORK}],
        lambda c: repeated({f"{c}.network": NETWORK}),
        lambda c: [{f"{c}.network": {**NETWORK, "state": "absent"}}],
    ),
    "flavor_info": (f"{REPEATS} listings of flavors", lambda c: [], lambda c: repeated({f"{c}.compute_flavor_info": {}}), lambda c: []),
    "server no-op": (
        f"{REPEATS} tasks on a server that is as declared",
        lambda c: flow(c)[:5] + [{f"{c}.server": SERVER}],
        lambda c: repeated({f"{c}.server": SERVER}),
        destroy,
    ),
    "demo flow": ("ten tasks from nothing to a server with a floating IP", lambda c: [], flow, destroy),
    "demo flow again": ("the same ten tasks when all of it is there", flow, flow, destroy),
    f"{SERVERS} servers": (
        "one task, a loop",
        lambda c: flow(c)[3:5],
        lambda c: many(c, "present"),
        lambda c: many(c, "absent") + destroy(c),
    ),
}


def playbook(c: str, tasks: list[Task]) -> list[dict[str, Any]]:
    """A play of these tasks with the credentials of the dev cloud's ordinary user."""
    return [{"hosts": "localhost", "gather_facts": False, "module_defaults": {f"group/{c}.openstack": {"cloud": "demo"}}, "tasks": tasks}]

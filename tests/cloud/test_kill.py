# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task that is killed at any moment is finished by the next run: one server, one floating IP, no volume and no port too many.

The task runs in a process of its own and talks to the services through a proxy, which counts the requests and kills the process with
SIGKILL before it passes a request on, or when the service has answered and the answer is still on its way.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import zip_longest
from types import SimpleNamespace
from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.stratus.openstack.plugins.module_utils import runner
from ansible_collections.stratus.openstack.plugins.module_utils.services.server import SERVER
from tests.cloud.servers import FLAVOR, IMAGE, MEMBER, Api, run
from tests.faults import proxy

SERVICES = ("compute", "network", "image", "block-storage")
ALL = bool(os.environ.get("STRATUS_KILL_EVERYWHERE"))
BEFORE, AFTER = "before it is sent", "after it was answered"
TASK = """
import json, sys
from ansible_collections.stratus.openstack.plugins.module_utils import runner
from ansible_collections.stratus.openstack.plugins.module_utils.services.server import SERVER
runner.execute(SERVER, json.load(sys.stdin))
"""


def kill(victim: subprocess.Popen[str], when: str) -> proxy.Fault:
    """The end of a process, before its request is passed on or when the service has answered."""

    def fault(passage: proxy.Passage, request: proxy.Request) -> None:
        passage.body()
        if when == AFTER:
            passage.pass_on(request)
        victim.send_signal(signal.SIGKILL)
        victim.wait()
        passage.close_connection = True

    return fault


@pytest.fixture(scope="module")
def front(api: Api) -> Iterator[proxy.Proxy]:
    with proxy.running(proxy.origins_of(api.session.endpoint, SERVICES)) as made:
        yield made


@contextlib.contextmanager
def wanted(api: Api, world: SimpleNamespace) -> Iterator[dict[str, Any]]:
    """The options of a server that boots from a volume made for it, has another volume, a security group and a floating IP. What there
    is of it at the end is removed, and must be gone."""
    name = f"{world.name}-kill"
    api.make("block-storage", "/volumes", "volume", name=name, size=1)
    until(lambda: census(api)["volumes"] == ["available"])
    options = {
        "name": name,
        "image": IMAGE,
        "flavor": FLAVOR,
        "network": f"{world.name}-front",
        "security_groups": [f"{world.name}-web"],
        "boot_from_volume": True,
        "volume_size": 1,
        "terminate_volume": True,
        "volumes": [name],
        "auto_ip": True,
    }
    yield options
    run(name=name, state="absent", delete_ips=True)
    for volume in api.list("block-storage", "/volumes", "volumes", name=name):
        api.session.request("block-storage", "DELETE", f"/volumes/{volume['id']}", allow=(400, 404))  # 400: on its way already
    until(lambda: not any(census(api).values()))


def until(true: Any) -> None:
    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def killed(front: proxy.Proxy, api: Api, options: dict[str, Any], number: int = 0, when: str = BEFORE) -> list[str]:
    """Run the task in a process that may be killed at one of its requests, counted from 1 -> the requests it made."""
    overrides = {name: front.rewritten(api.session.endpoint(name)) for name in SERVICES}
    checked = ArgumentSpecValidator(runner.module_spec(SERVER)["argument_spec"]).validate(
        {"cloud": MEMBER, "endpoint_overrides": overrides, **options}
    )
    assert not checked.error_messages
    command = [sys.executable, "-c", TASK]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as task:
        front.seen.clear()
        front.rules[:] = [proxy.Rule(kill(task, when), first=number)] if number else []
        _out, told = task.communicate(json.dumps(checked.validated_parameters))
    assert task.returncode in (0, -signal.SIGKILL), told
    return [line.partition("?")[0] for line in front.seen]


def census(api: Api) -> dict[str, Any]:
    """What the project holds of what the task makes."""
    servers = api.list("compute", "/servers", "servers")
    ports = [port for port in api.list("network", "/ports", "ports") if not port["device_owner"].startswith("network:")]
    return {
        "servers": [server["name"] for server in servers],
        "ports": [port["device_id"] in [server["id"] for server in servers] for port in ports],
        "groups": [len(port["security_groups"]) for port in ports],
        "floating IPs": [ip["port_id"] in [port["id"] for port in ports] for ip in api.list("network", "/floatingips", "floatingips")],
        "volumes": sorted(volume["status"] for volume in api.list("block-storage", "/volumes/detail", "volumes")),
    }


def remains(api: Api) -> dict[str, Any]:
    """What is left of what goes with the server. Nova lists a server a moment longer than it exists."""
    deadline = time.monotonic() + 10
    while True:
        left = census(api)
        left = {kind: left[kind] for kind in ("servers", "ports", "floating IPs") if left[kind]}
        if not left or time.monotonic() > deadline:
            return left
        time.sleep(0.2)


def moments(requests: list[str]) -> list[tuple[int, str]]:
    """When to kill the task: around each write, and in the middle of waiting for the server; or after each request from the first write
    on. Before that nothing has happened, and between two writes nothing happens but what the cloud does by itself."""
    numbers = range(1, len(requests) + 1)
    writes = [number for number in numbers if not requests[number - 1].startswith("GET ")]
    waits = [number for number in numbers if number > writes[0] and requests[number - 1].startswith("GET /compute/v2.1/servers/")]
    after = [number for number in numbers if number > writes[0]] if ALL else waits[len(waits) // 2 :][:1]
    return sorted({(number, when) for number in writes for when in (BEFORE, AFTER)} | {(number, AFTER) for number in after})


def test_a_killed_task_is_finished_by_the_next_run(api: Api, world: SimpleNamespace, front: proxy.Proxy) -> None:
    """Creating the server and removing it, each killed at one moment after the other."""
    with wanted(api, world) as options:
        gone = {"name": options["name"], "state": "absent", "delete_ips": True}
        making, whole = killed(front, api, options), census(api)
        assert whole == {
            "servers": [options["name"]], "ports": [True], "groups": [1], "floating IPs": [True], "volumes": ["in-use", "in-use"],
        }
        removing = killed(front, api, gone)
    for begun, ended in zip_longest(moments(making), moments(removing), fillvalue=(1, BEFORE)):
        with wanted(api, world) as options:
            told = f"{killed(front, api, options, *begun)[-1]}, killed {begun[1]}"
            done = run(**options)
            assert done.server["status"] == "ACTIVE", told
            assert census(api) == whole, told
            assert not run(**options).changed, told
            told = f"{killed(front, api, gone, *ended)[-1]}, killed {ended[1]}"
            run(**gone)
            assert not remains(api), (told, remains(api))
            assert not run(**gone).changed, told

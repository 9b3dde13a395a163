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
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import zip_longest
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.stratus.openstack.plugins.module_utils import runner
from ansible_collections.stratus.openstack.plugins.module_utils.services.server import SERVER
from tests.cloud.servers import FLAVOR, IMAGE, MEMBER, Api, run

SERVICES = ("compute", "network", "image", "block-storage")
ALL = bool(os.environ.get("STRATUS_KILL_EVERYWHERE"))
BEFORE, AFTER = "before it is sent", "after it was answered"
HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}
TASK = """
import json, sys
from ansible_collections.stratus.openstack.plugins.module_utils import runner
from ansible_collections.stratus.openstack.plugins.module_utils.services.server import SERVER
runner.execute(SERVER, json.load(sys.stdin))
"""


class Proxy(ThreadingHTTPServer):
    """Passes requests on and notes them. ``number``, ``when``: at which request, counted from 1, it kills ``victim``, and when."""

    daemon_threads = True

    def __init__(self, origins: dict[str, str]) -> None:
        super().__init__(("127.0.0.1", 0), Passage)
        self.origins = origins
        self.overrides = {name: f"http://127.0.0.1:{self.server_port}/{name}{urlsplit(url).path}" for name, url in origins.items()}
        self.victim: subprocess.Popen[str] | None = None
        self.lock = threading.Lock()
        self.reset()

    def reset(self, number: int = 0, when: str = BEFORE) -> None:
        self.number, self.when, self.seen = number, when, []

    def note(self, line: str) -> int:
        with self.lock:
            self.seen.append(line)
            return len(self.seen)

    def kill(self) -> None:
        self.victim.send_signal(signal.SIGKILL)
        self.victim.wait()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """That the process at the other end is gone is what this is about."""


class Passage(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Proxy

    def pass_on(self) -> None:
        service, _slash, rest = self.path[1:].partition("/")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        number = self.server.note(f"{self.command} /{rest.partition('?')[0]}")
        if (number, BEFORE) == (self.server.number, self.server.when):
            self.server.kill()
            return
        origin = HTTPConnection(urlsplit(self.server.origins[service]).netloc)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in {*HOP_BY_HOP, "host"}}
        origin.request(self.command, f"/{rest}", body=body or None, headers=headers)
        answer = origin.getresponse()
        content = answer.read()
        origin.close()
        if (number, AFTER) == (self.server.number, self.server.when):
            self.server.kill()
            return
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in HOP_BY_HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = pass_on

    def log_message(self, *arguments: Any) -> None:
        """Nobody reads it."""


@pytest.fixture(scope="module")
def proxy(api: Api) -> Iterator[Proxy]:
    origins = {name: api.session.endpoint(name) for name in SERVICES}
    with Proxy(origins) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


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


def killed(proxy: Proxy, options: dict[str, Any], number: int = 0, when: str = BEFORE) -> list[str]:
    """Run the task in a process that may be killed -> the requests it made."""
    checked = ArgumentSpecValidator(runner.module_spec(SERVER)["argument_spec"]).validate(
        {"cloud": MEMBER, "endpoint_overrides": proxy.overrides, **options}
    )
    assert not checked.error_messages
    proxy.reset(number, when)
    command = [sys.executable, "-c", TASK]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as task:
        proxy.victim = task
        _out, told = task.communicate(json.dumps(checked.validated_parameters))
    assert task.returncode in (0, -signal.SIGKILL), told
    return list(proxy.seen)


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
    waits = [number for number in numbers if number > writes[0] and requests[number - 1].startswith("GET /v2.1/servers/")]
    after = [number for number in numbers if number > writes[0]] if ALL else waits[len(waits) // 2 :][:1]
    return sorted({(number, when) for number in writes for when in (BEFORE, AFTER)} | {(number, AFTER) for number in after})


def test_a_killed_task_is_finished_by_the_next_run(api: Api, world: SimpleNamespace, proxy: Proxy) -> None:
    """Creating the server and removing it, each killed at one moment after the other."""
    with wanted(api, world) as options:
        gone = {"name": options["name"], "state": "absent", "delete_ips": True}
        making, whole = killed(proxy, options), census(api)
        assert whole == {
            "servers": [options["name"]], "ports": [True], "groups": [1], "floating IPs": [True], "volumes": ["in-use", "in-use"],
        }
        removing = killed(proxy, gone)
    for begun, ended in zip_longest(moments(making), moments(removing), fillvalue=(1, BEFORE)):
        with wanted(api, world) as options:
            told = f"{killed(proxy, options, *begun)[-1]}, killed {begun[1]}"
            done = run(**options)
            assert done.server["status"] == "ACTIVE", told
            assert census(api) == whole, told
            assert not run(**options).changed, told
            told = f"{killed(proxy, gone, *ended)[-1]}, killed {ended[1]}"
            run(**gone)
            assert not remains(api), (told, remains(api))
            assert not run(**gone).changed, told

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of servers have in common: plain requests, and tasks run by the same call as in a module."""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import Any

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.stratus.openstack.plugins.module_utils import config, runner
from ansible_collections.stratus.openstack.plugins.module_utils.services.server import SERVER
from ansible_collections.stratus.openstack.plugins.module_utils.session import Session

IMAGE, FLAVOR, OTHER_FLAVOR, EXTERNAL = "tiny-raw", "m1.nano", "m1.tiny", "public"
WRITES = ("POST", "PUT", "DELETE", "PATCH")
MEMBER: dict[str, Any] = {}  # the cloud of the tests' own project, filled in when that is there
ROUTER_PORT = "network:router_interface"


class Api:
    """Plain requests to one cloud, to make what a test needs and to look at what a task did."""

    def __init__(self, cloud: str | dict[str, Any]) -> None:
        self.session = Session(config.load(cloud))

    def make(self, service: str, path: str, key: str, **body: Any) -> dict[str, Any]:
        return self.session.request(service, "POST", path, json={key: body}).body[key]

    def put(self, service: str, path: str, body: dict[str, Any] | None = None) -> None:
        self.session.request(service, "PUT", path, json=body)

    def delete(self, service: str, path: str) -> None:
        self.session.request(service, "DELETE", path, allow=(404,))

    def list(self, service: str, path: str, keys: str, **params: Any) -> list[dict[str, Any]]:
        return list(self.session.list(service, path, keys, params))

    def server(self, identifier: str) -> dict[str, Any]:
        reply = self.session.request("compute", "GET", f"/servers/{identifier}", microversion="2.100", allow=(404,))
        return reply.body.get("server", {})

    def act(self, identifier: str, status: str, **action: Any) -> None:
        """An action on a server, and the status it shall lead to."""
        self.session.request("compute", "POST", f"/servers/{identifier}/action", json=action)
        deadline = time.monotonic() + 120
        while self.server(identifier)["status"] != status or self.server(identifier)["OS-EXT-STS:task_state"]:
            assert time.monotonic() < deadline, f"{identifier} is not {status}"
            time.sleep(0.3)

    def ports(self, identifier: str) -> list[dict[str, Any]]:
        return self.list("network", "/ports", "ports", device_id=identifier)

    def floating(self, identifier: str) -> set[str]:
        """The floating addresses of a server, by Neutron's word."""
        own = {port["id"] for port in self.ports(identifier)}
        return {ip["floating_ip_address"] for ip in self.list("network", "/floatingips", "floatingips") if ip["port_id"] in own}


class Done(SimpleNamespace):
    """A task's result, and the requests it took."""

    changed: bool
    requests: list[str]

    @property
    def writes(self) -> list[str]:
        return [line for line in self.requests if line.startswith(WRITES)]


def run(check: bool = False, operation: Any = SERVER, **options: Any) -> Done:
    """A task, as the module runs it."""
    spec = runner.module_spec(operation)
    checked = ArgumentSpecValidator(spec["argument_spec"], mutually_exclusive=spec.get("mutually_exclusive")).validate(
        {"cloud": MEMBER, **options}
    )
    assert not checked.error_messages
    lines: list[str] = []
    result = runner.execute(
        operation, checked.validated_parameters, check, log=lambda level, line: lines.append(line) if level == 3 else None
    )
    return Done(requests=[line for line in lines if "/auth/tokens" not in line], **result)


def agreed(**options: Any) -> Done:
    """A task in check mode and for real, which must say the same, and once more, which must do nothing."""
    told, done = run(check=True, **options), run(**options)
    assert told.changed == done.changed
    assert told.diff == done.diff
    again = run(**options)
    assert not again.changed
    assert not again.writes
    return done

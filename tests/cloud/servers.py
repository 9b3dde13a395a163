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
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.table import SERVER
from ansible_collections.stratus.openstack.plugins.module_utils.session import Session

IMAGE, FLAVOR, OTHER_FLAVOR, EXTERNAL = "tiny-raw", "m1.nano", "m1.tiny", "public"
WRITES = ("POST", "PUT", "DELETE", "PATCH")
MEMBER: dict[str, Any] = {}  # the cloud of the tests' own project, filled in when that is there
ROUTER_PORT = "network:router_interface"
# Actions that lead from the status ACTIVE to another, and back
THERE: dict[str, dict[str, Any]] = {
    "SHUTOFF": {"os-stop": None},
    "PAUSED": {"pause": None},
    "SUSPENDED": {"suspend": None},
    "SHELVED_OFFLOADED": {"shelve": None},
    "RESCUE": {"rescue": {}},
    "VERIFY_RESIZE": {"resize": {"flavorRef": "84"}},  # m1.micro, which no test declares
    "ERROR": {"os-resetState": {"state": "error"}},
}
BACK: dict[str, dict[str, Any]] = {
    "SHUTOFF": {"os-start": None},
    "PAUSED": {"unpause": None},
    "SUSPENDED": {"resume": None},
    "SHELVED_OFFLOADED": {"unshelve": None},
    "RESCUE": {"unrescue": None},
    "VERIFY_RESIZE": {"revertResize": None},
    "ERROR": {"os-resetState": {"state": "active"}},
}


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
        self.idle(identifier, status)

    def idle(self, identifier: str, status: str | None = None) -> dict[str, Any]:
        """A server when Nova does nothing with it any more, in a status if one is given."""
        deadline = time.monotonic() + 120
        while (have := self.server(identifier))["OS-EXT-STS:task_state"] or status not in (None, have["status"]):
            assert time.monotonic() < deadline, f"{identifier} is {have['status']} and {have['OS-EXT-STS:task_state']}, not {status}"
            time.sleep(0.3)
        return have

    def bring(self, identifier: str, status: str = "ACTIVE", locked: bool = False, flavor: str | None = None) -> None:
        """Have a server be what a test begins with, whatever an earlier test has left: in a status, locked or not, of a flavor."""
        have = self.idle(identifier)
        if have["locked"] and not (locked and have["status"] == status):
            self.session.request("compute", "POST", f"/servers/{identifier}/action", json={"unlock": None})
        if have["status"] != status or flavor not in (None, have["flavor"]["original_name"]):
            self.bring_back(identifier)
            if flavor not in (None, self.server(identifier)["flavor"]["original_name"]):
                wanted = next(one["id"] for one in self.list("compute", "/flavors", "flavors") if one["name"] == flavor)
                self.act(identifier, "VERIFY_RESIZE", resize={"flavorRef": wanted})
                self.act(identifier, "ACTIVE", confirmResize=None)
            if status != "ACTIVE":
                (Api("admin") if status == "ERROR" else self).act(identifier, status, **THERE[status])
        if locked and not self.server(identifier)["locked"]:
            self.session.request("compute", "POST", f"/servers/{identifier}/action", json={"lock": None})

    def bring_back(self, identifier: str) -> None:
        """Have a server run, as many actions as that takes: after a resize it is what it was before."""
        while (status := self.idle(identifier)["status"]) != "ACTIVE":
            (Api("admin") if status == "ERROR" else self).session.request(
                "compute", "POST", f"/servers/{identifier}/action", json=BACK[status]
            )

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

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""python3 -m tests.devcloud check: what a serial test cannot see.

Eight of everything are created at the same time, changed at the same time and deleted at the same time, through plain REST. All must
come to life and go, no update may be lost, and nothing that was logged meanwhile may speak of a locked database or an HTTP 5xx. With
--idle, nothing is done for a while instead: every worker must then still report, no process may have grown, and the cloud must still work.
"""
from __future__ import annotations

import json
import re
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.devcloud import process
from tests.devcloud.rest import Api
from tests.devcloud.settings import DevcloudError, Settings

COUNT = 8
WAIT_SECONDS = 300
POLL_SECONDS = 1
GROWTH_LIMIT = 1.2
IDLE_REPORT_SECONDS = 600
SUSPECT = re.compile(r"database (table )?is locked|DBDeadlock|OperationalError")
MICROVERSIONS = {
    "nova": {"OpenStack_API_Version": "compute 2.90"},
    "cinder": {"OpenStack_API_Version": "volume 3.60"},
    "manila": {"X_OpenStack_Manila_API_Version": "2.60"},
}
SECRET = {"payload": "hidden", "payload_content_type": "text/plain"}
TEMPLATE = {
    "heat_template_version": "2021-04-16",
    "resources": {
        "network": {"type": "OS::Neutron::Net"},
        "subnet": {"type": "OS::Neutron::Subnet", "properties": {"network": {"get_resource": "network"}, "cidr": "10.9.0.0/24"}},
        "text": {"type": "OS::Heat::RandomString"},
    },
}


@dataclass(frozen=True)
class Kind:
    """A type of resource: where it lives, how one is made, and when it is ready.

    `path` is that of the collection, `listing` (if different) that of a list with statuses; `body` makes a request body from a name and
    the context; `ready` maps fields to the values that they must come to.
    """

    name: str
    service: str
    path: str
    key: str
    body: Callable[[str, Context], dict[str, Any]]
    ready: dict[str, str]
    listing: str = ""
    failed: str = "ERROR"
    wrapped: bool = True
    after: Callable[[Api, str], None] | None = None  # a second request that belongs to the creation


@dataclass
class Context:
    """What the bodies refer to."""

    image: str
    network: str
    subnet: str
    project: str


def _upload(api: Api, image: str) -> None:
    api.call("PUT", "glance", f"/images/{image}/file", bytes(64 << 10), Content_Type="application/octet-stream")


def _subnet(api: Api, network: str) -> None:
    api.call("POST", "neutron", "/subnets", {"subnet": {"network_id": network, "ip_version": 4, "cidr": "10.8.0.0/24"}})


KINDS = (
    Kind("servers", "nova", "/servers", "server", lambda name, it: {
        "name": name, "imageRef": it.image, "flavorRef": "1", "networks": [{"uuid": it.network}]}, {"status": "ACTIVE"}, "/servers/detail"),
    Kind("volumes", "cinder", "/volumes", "volume", lambda name, it: {"name": name, "size": 1}, {"status": "available"},
         "/volumes/detail", "error"),
    Kind("networks", "neutron", "/networks", "network", lambda name, it: {"name": name}, {"status": "ACTIVE"}, after=_subnet),
    Kind("ports", "neutron", "/ports", "port", lambda name, it: {"name": name, "network_id": it.network}, {"admin_state_up": "True"}),
    Kind("routers", "neutron", "/routers", "router", lambda name, it: {"name": name}, {"status": "ACTIVE"}),
    Kind("images", "glance", "/images", "image", lambda name, it: {"name": name, "disk_format": "raw", "container_format": "bare"},
         {"status": "active"}, "/images?limit=1000", "killed", wrapped=False, after=_upload),
    Kind("users", "keystone", "/users", "user", lambda name, it: {"name": name, "password": name}, {"enabled": "True"}),
    Kind("load balancers", "octavia", "/v2.0/lbaas/loadbalancers", "loadbalancer", lambda name, it: {
        "name": name, "vip_subnet_id": it.subnet}, {"provisioning_status": "ACTIVE", "operating_status": "ONLINE"}),
    Kind("secrets", "barbican", "/v1/secrets", "secret", lambda name, it: SECRET | {"name": name}, {"status": "ACTIVE"},
         "/v1/secrets?limit=1000", wrapped=False),
    Kind("stacks", "heat", "/v1/{project}/stacks", "stack", lambda name, it: {"stack_name": name, "template": TEMPLATE},
         {"stack_status": "CREATE_COMPLETE"}, failed="CREATE_FAILED", wrapped=False),
    Kind("zones", "designate", "/v2/zones", "zone", lambda name, it: {"name": f"{name}.example.org.", "email": "a@example.org"},
         {"status": "ACTIVE"}, "/v2/zones?limit=1000", wrapped=False),
    Kind("shares", "manila", "/v2/shares", "share", lambda name, it: {"name": name, "size": 1, "share_proto": "NFS"},
         {"status": "available"}, "/v2/shares/detail", "error"),
)
# Who reports, where that is listed, and what a living one shows.
HEARTBEATS = {
    "nova": ("/os-services", "state", "up"),
    "cinder": ("/os-services", "state", "up"),
    "neutron": ("/agents", "alive", "True"),
    "heat": ("/v1/{project}/services", "status", "up"),
    "designate": ("/v2/service_statuses", "status", "UP"),
    "manila": ("/v2/services", "state", "up"),
}
# Changes that each touch a row of their own, made COUNT times at once to one object: kind, method, path, body, where the answer is.
# (Tags of images and projects are no such change: Glance and Keystone read all, add one and write all, and so lose some on any database.)
UPDATES: tuple[tuple[str, str, str, Callable[[int], Any], str, str], ...] = (
    ("servers", "PUT", "/servers/{id}/tags/{n}", lambda n: None, "/servers/{id}/tags", "tags"),
    ("volumes", "POST", "/volumes/{id}/metadata", lambda n: {"metadata": {f"item-{n}": "x"}}, "/volumes/{id}/metadata", "metadata"),
    ("networks", "PUT", "/networks/{id}/tags/item-{n}", lambda n: None, "/networks/{id}/tags", "tags"),
)


class Run:
    """The clients, the counters and the figures of one command."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.api = Api(settings)
        self.api.login()
        self.passed = self.failed = 0
        names = {"keystone", "nova", "neutron", "glance", "cinder", *settings.extras}
        self.kinds = [kind for kind in KINDS if kind.service in names]
        self.reporting = [name for name in HEARTBEATS if name in names]
        self.context = Context(
            image=self.api.find("glance", "/images", name="tiny-raw")["id"],
            network=self.api.find("neutron", "/networks", name="shared")["id"],
            subnet=self.api.find("neutron", "/subnets", name="shared-subnet")["id"],
            project=self.api.project,
        )

    def expect(self, good: bool, text: str) -> None:
        """Count and print one result."""
        self.passed, self.failed = self.passed + bool(good), self.failed + (not good)
        print(f"{'PASS' if good else 'FAIL'}  {text}", flush=True)

    def expect_kept(self, kept: int, answers: list[Any], what: str) -> None:
        """Count and print the result of changes made at once."""
        errors = [str(answer) for answer in answers if isinstance(answer, DevcloudError)]
        text = f"{kept} of {len(answers)} simultaneous changes of {what} kept"
        self.expect(kept == len(answers) and not errors, "; ".join((text, *errors[:1])))

    def call(self, method: str, service: str, path: str, body: Any = None) -> Any:
        """One request as admin, with the service's microversion."""
        return self.api.call(method, service, path.format(project=self.api.project), body, **MICROVERSIONS.get(service, {}))

    def summary(self) -> int:
        """Print the last line; returns the exit code."""
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        return 1 if self.failed else 0


def run(settings: Settings, times: int = 1, idle: float = 0) -> int:
    """The check, `times` times; or, with `idle` (minutes), the check of an idle cloud. Returns the exit code."""
    check = Run(settings)
    if idle:
        _idle(check, idle)
    for number in range(0 if idle else times):
        print(f"round {number + 1} of {times}", flush=True)
        with WatchedLogs(check):
            _round(check)
        _heartbeats(check)
    return check.summary()


def _together(work: Callable[[Any], Any], items: list[Any]) -> list[Any]:
    """All at once, a thread each; an exception takes the place of its result."""
    def guarded(item: Any) -> Any:
        try:
            return work(item)
        except DevcloudError as error:
            return error

    with ThreadPoolExecutor(len(items)) as pool:
        return list(pool.map(guarded, items))


def _round(check: Run) -> None:
    usage = _usage(check)
    prefix = f"check-{uuid.uuid4().hex[:6]}"
    jobs = [(kind, f"{prefix}-{number}") for kind in check.kinds for number in range(COUNT)]
    began = time.monotonic()
    made = _together(lambda job: _create(check, *job), jobs)
    print(f"      {len(jobs)} creations answered in {time.monotonic() - began:.1f} s", flush=True)
    ids: dict[str, list[str]] = {kind.name: [] for kind in check.kinds}
    for (kind, _name), answer in zip(jobs, made, strict=True):
        if isinstance(answer, DevcloudError):
            print(f"      {kind.name}: {answer}", flush=True)
        else:
            ids[kind.name].append(answer)
    _together(lambda kind: _wait_ready(check, kind, ids[kind.name], began), check.kinds)
    for update in UPDATES:
        if ids[update[0]]:
            _update(check, update, ids[update[0]][0])
    _quotas(check)
    began = time.monotonic()
    gone = [(kind, identity) for kind in check.kinds for identity in ids[kind.name]]
    for answer in _together(lambda job: _delete(check, *job), gone):
        if isinstance(answer, DevcloudError):
            print(f"      {answer}", flush=True)
    _together(lambda kind: _wait_gone(check, kind, ids[kind.name], began), check.kinds)
    after = _usage(check)
    check.expect(after == usage, f"quota usage was {json.dumps(usage)} and is {json.dumps(after)}")


def _create(check: Run, kind: Kind, name: str) -> str:
    body = kind.body(name, check.context)
    answer = check.call("POST", kind.service, kind.path, {kind.key: body} if kind.wrapped else body)
    found = answer.get(kind.key, answer)
    identity = found.get("id") or answer["secret_ref"].rpartition("/")[2]
    if kind.after:
        kind.after(check.api, identity)
    return identity


def _items(check: Run, kind: Kind) -> dict[str, dict[str, Any]]:
    """All resources of a kind that exist, by id."""
    answer = check.call("GET", kind.service, kind.listing or kind.path)
    items = next(value for value in answer.values() if isinstance(value, list))
    return {item.get("id") or item["secret_ref"].rpartition("/")[2]: item for item in items}


def _wait_ready(check: Run, kind: Kind, ids: list[str], began: float) -> None:
    def shown(item: dict[str, Any]) -> str:
        return "/".join(str(item.get(field)) for field in kind.ready)

    wanted = "/".join(kind.ready.values())
    while True:
        items = _items(check, kind)
        states = [shown(items[identity]) if identity in items else "absent" for identity in ids]
        settled = all(state == wanted or state == "absent" or kind.failed in state for state in states)
        if settled or time.monotonic() - began > WAIT_SECONDS:
            break
        time.sleep(POLL_SECONDS)
    good, others = states.count(wanted), ", ".join(sorted(set(states) - {wanted}))
    text = f"{good} of {COUNT} {kind.name} {wanted} after {time.monotonic() - began:.1f} s"
    check.expect(good == COUNT, text + (f"; others: {others}" if others else ""))


def _delete(check: Run, kind: Kind, identity: str) -> None:
    path = kind.path
    if kind.name == "stacks":
        name = _items(check, kind)[identity]["stack_name"]
        path = f"{kind.path}/{name}"
    check.call("DELETE", kind.service, f"{path}/{identity}")


def _wait_gone(check: Run, kind: Kind, ids: list[str], began: float) -> None:
    while left := set(ids).intersection(_items(check, kind)):
        if time.monotonic() - began > WAIT_SECONDS:
            break
        time.sleep(POLL_SECONDS)
    check.expect(not left, f"{len(ids) - len(left)} of {len(ids)} {kind.name} gone after {time.monotonic() - began:.1f} s")


def _update(check: Run, update: tuple[Any, ...], identity: str) -> None:
    """COUNT changes to one object at once: all must be there afterwards."""
    name, method, path, body, shown, key = update
    kind = next(kind for kind in check.kinds if kind.name == name)
    before = len(check.call("GET", kind.service, shown.format(id=identity))[key])
    answers = _together(lambda n: check.call(method, kind.service, path.format(id=identity, n=n), body(n)), list(range(COUNT)))
    added = len(check.call("GET", kind.service, shown.format(id=identity))[key]) - before
    check.expect_kept(added, answers, f"{name}' {key}")


def _quotas(check: Run) -> None:
    """Different quotas of one new project, all set at once."""
    names = ("instances", "cores", "ram", "metadata_items", "key_pairs", "server_groups", "server_group_members", "injected_files")[:COUNT]
    body = {"project": {"name": f"check-{uuid.uuid4().hex[:6]}"}}
    project = check.call("POST", "keystone", "/projects", body)["project"]["id"]
    path, send = f"/os-quota-sets/{project}", {"OpenStack_API_Version": "compute 2.1"}

    def change(number: int) -> None:
        check.api.call("PUT", "nova", path, {"quota_set": {names[number]: 30 + number, "force": True}}, **send)

    answers = _together(change, list(range(len(names))))
    found = check.api.call("GET", "nova", path, **send)["quota_set"]
    check.expect_kept(sum(found[name] == 30 + number for number, name in enumerate(names)), answers, "a project's quotas")
    check.api.call("DELETE", "nova", path, **send)
    check.call("DELETE", "keystone", f"/projects/{project}")


def _usage(check: Run) -> dict[str, int]:
    """What the services count as used by the project: counters that lose updates would drift."""
    volumes = check.call("GET", "cinder", f"/os-quota-sets/{check.api.project}?usage=True")["quota_set"]
    found = {f"cinder {name}": volumes[name]["in_use"] + volumes[name]["reserved"] for name in ("volumes", "gigabytes")}
    limits = check.call("GET", "nova", "/limits")["limits"]["absolute"]
    found["nova cores"] = limits["totalCoresUsed"]
    if "manila" in check.settings.extras:
        shares = check.call("GET", "manila", "/v2/quota-sets/{project}/detail")["quota_set"]
        found |= {f"manila {name}": shares[name]["in_use"] + shares[name]["reserved"] for name in ("shares", "gigabytes")}
    return found


class WatchedLogs:
    """Around a block: nothing that is logged meanwhile may speak of a locked database, and no request may end with HTTP 5xx."""

    def __init__(self, check: Run) -> None:
        self.check = check
        self.folder = check.settings.log("any").parent

    def _files(self) -> list[Path]:
        return [path for path in self.folder.rglob("*") if path.suffix in (".log", ".jsonl")]

    def __enter__(self) -> None:
        self.before = {path: path.stat().st_size for path in self._files()}

    def _lines(self, path: Path) -> Iterator[str]:
        start = self.before.get(path, 0)
        with path.open(errors="replace") as stream:
            stream.seek(start if start <= path.stat().st_size else 0)
            yield from stream

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        suspect, refused, requests = [], [], 0
        for path in self._files():
            for line in self._lines(path):
                if path.suffix == ".log" and SUSPECT.search(line):
                    suspect.append(f"{path.name}: {line.strip()[:300]}")
                elif path.suffix == ".jsonl":
                    requests += 1
                    if json.loads(line)["status"] >= 500:
                        refused.append(line.strip()[:300])
        for line in [*suspect[:5], *refused[:5]]:
            print(f"      {line}", flush=True)
        self.check.expect(not suspect, f"{len(suspect)} log lines about a locked database")
        self.check.expect(not refused, f"{len(refused)} of {requests} requests ended with HTTP 5xx")


def _heartbeats(check: Run) -> None:
    """Every worker that reports must be seen as alive by its own service."""
    for service in check.reporting:
        path, field, alive = HEARTBEATS[service]
        answer = check.call("GET", service, path)
        items = next(value for value in answer.values() if isinstance(value, list))
        dead = [item.get("binary") or item.get("service_name") for item in items if str(item[field]) != alive]
        text = f"{len(items) - len(dead)} of {len(items)} workers of {service} report"
        check.expect(bool(items) and not dead, text + (f"; silent: {dead}" if dead else ""))


def _memory(check: Run) -> dict[str, int]:
    return {name: process.describe(pid).rss >> 20 for name, pid in sorted(process.running(check.settings).items())}


def _idle(check: Run, minutes: float) -> None:
    """Nothing for a while; then everything must be alive, of its old size, and able to work."""
    before, deadline = _memory(check), time.monotonic() + minutes * 60
    print(f"      idle for {minutes:g} min from {time.strftime('%H:%M:%S')}; MB: {json.dumps(before)}", flush=True)
    with WatchedLogs(check):
        while (left := deadline - time.monotonic()) > 0:
            time.sleep(min(left, IDLE_REPORT_SECONDS))
            print(f"      {time.strftime('%H:%M:%S')} MB: {json.dumps(_memory(check))}", flush=True)
    after = _memory(check)
    check.api.login()
    _heartbeats(check)
    for name, size in before.items():
        now = after.get(name, 0)
        check.expect(size and 0 < now <= size * GROWTH_LIMIT, f"{name}: {size} MB before, {now} MB after")
    for kind in check.kinds:
        if kind.name in ("servers", "volumes"):
            _one(check, kind)


def _one(check: Run, kind: Kind) -> None:
    """One resource from its creation to its end."""
    began, identity = time.monotonic(), _create(check, kind, f"check-{uuid.uuid4().hex[:6]}")
    field, wanted = next(iter(kind.ready.items()))
    while (state := _items(check, kind)[identity][field]) not in (wanted, kind.failed) and time.monotonic() - began < WAIT_SECONDS:
        time.sleep(POLL_SECONDS)
    check.expect(state == wanted, f"one of the {kind.name} {state} after {time.monotonic() - began:.1f} s")
    _delete(check, kind, identity)
    _wait_gone(check, kind, [identity], time.monotonic())

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task that is killed at any moment is finished by the next run: one server, one floating IP, no volume and no port too many.

The task runs in a process of its own and talks to the services through a proxy, which counts the requests and kills the process with
SIGKILL before it passes a request on, or when the service has answered and the answer is still on its way.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import re
import signal
import time
from collections.abc import Iterator
from concurrent.futures import Future
from itertools import zip_longest
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.stratus.openstack.plugins.module_utils import runner
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.volumes import VOLUME
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.table import SERVER
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.users import USER
from ansible_collections.stratus.openstack.plugins.module_utils.services.image import images
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.fields import REPLACES
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.routers import ROUTER
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.security_groups import SECURITY_GROUP
from tests import inputs
from tests.cloud import kinds
from tests.cloud.servers import EXTERNAL, FLAVOR, IMAGE, MEMBER, ROUTER_PORT, Api, run
from tests.faults import proxy, victim

SERVICES = ("compute", "network", "image", "block-storage", "identity")
ALL = bool(os.environ.get("STRATUS_KILL_EVERYWHERE"))
BEFORE, AFTER = "before it is sent", "after it was answered"
WRITE, ASKED = "POST|PUT|PATCH|DELETE", "/compute/v2.1/servers/[0-9a-f-]{36}$"


@dataclasses.dataclass(frozen=True)
class Moment:
    """When to kill a task: at the ``first``, second ... of the requests with such a method and path. ``sure``: whether that must come."""

    when: str
    method: str = ".*"
    path: str = ""
    first: int = 1
    sure: bool = True


class Deadly:
    """A proxy's fault: the end of the process that sent the request, before that is passed on or when the service has answered."""

    def __init__(self, when: str) -> None:
        self.when = when
        self.victim: Future[BaseProcess] = Future()

    def __call__(self, passage: proxy.Passage, request: proxy.Request) -> None:
        passage.body()
        if self.when == AFTER:
            passage.pass_on(request)
        victim.kill(self.victim.result(timeout=60))
        passage.close_connection = True


def services_of(api: Api) -> list[str]:
    """The services whose requests pass the proxy: those of the core, and the others as far as they run."""
    return [*SERVICES, *(name for name in kinds.SERVICES if api.session.has_service(name))]


@pytest.fixture(scope="module")
def front(api: Api) -> Iterator[proxy.Proxy]:
    with proxy.running(proxy.origins_of(api.session.endpoint, services_of(api))) as made:
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
    until(lambda: cleared(api, name))


def cleared(api: Api, name: str) -> bool:
    """Whether nothing is left. The volume with data outlives the server, and is refused to be deleted as long as it is being detached."""
    for volume in api.list("block-storage", "/volumes/detail", "volumes", name=name):
        if volume["status"] != "deleting":
            api.session.request("block-storage", "DELETE", f"/volumes/{volume['id']}", allow=(400, 404))
    return not any(census(api).values())


def until(true: Any) -> None:
    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def killed(front: proxy.Proxy, api: Api, options: dict[str, Any], moment: Moment | None = None, table: Resource = SERVER) -> list[str]:
    """Run the task in a process that may be killed at one of its requests -> the requests it made."""
    overrides = {name: front.rewritten(api.session.endpoint(name)) for name in services_of(api)}
    checked = ArgumentSpecValidator(runner.module_spec(table)["argument_spec"]).validate(
        {"cloud": MEMBER, "endpoint_overrides": overrides, **options}
    )
    assert not checked.error_messages
    front.seen.clear()
    front.rules.clear()
    if moment:
        deadly = Deadly(moment.when)
        front.rules.append(proxy.Rule(deadly, moment.method, moment.path, moment.first))
    task = victim.begun(table.kind, checked.validated_parameters)
    if moment:
        deadly.victim.set_result(task)
    task.join(300)
    assert task.exitcode == (-signal.SIGKILL if moment and (moment.sure or task.exitcode) else 0), (moment, front.seen)
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


def moments(requests: list[str]) -> list[Moment]:
    """Before the first write, after each one, and in the middle of waiting for the server; or around each write; or after each request from
    the first write on, too. Before that nothing has happened, and between two writes nothing happens but what the cloud does by itself."""
    writes = [number for number, line in enumerate(requests) if re.match(WRITE, line)]
    counts = range(1, len(writes) + 1)
    found = [Moment(when, WRITE, first=count) for count in counts for when in (BEFORE, AFTER) if when == AFTER or count == 1 or EVERY_WAY]
    asked = sum(bool(re.match(f"GET {ASKED}", line)) for line in requests[: writes[0]])
    found.append(Moment(AFTER, "GET", ASKED, asked + 1))
    return found + [Moment(AFTER, first=number + 1, sure=False) for number in range(writes[0] + 1, len(requests)) if ALL]


def test_a_killed_task_is_finished_by_the_next_run(api: Api, world: SimpleNamespace, front: proxy.Proxy) -> None:
    """Creating the server and removing it, each killed at one moment after the other."""
    with wanted(api, world) as options:
        gone = {"name": options["name"], "state": "absent", "delete_ips": True}
        making, whole = killed(front, api, options), census(api)
        assert whole == {
            "servers": [options["name"]], "ports": [True], "groups": [1], "floating IPs": [True], "volumes": ["in-use", "in-use"],
        }
        removing = killed(front, api, gone)
    for begun, ended in zip_longest(moments(making), moments(removing), fillvalue=Moment(BEFORE)):
        with wanted(api, world) as options:
            told = f"{killed(front, api, options, begun)[-1]}, killed {begun.when}"
            done = run(**options)
            assert done.server["status"] == "ACTIVE", told
            assert census(api) == whole, told
            assert not run(**options).changed, told
            told = f"{killed(front, api, gone, ended)[-1]}, killed {ended.when}"
            run(**gone)
            assert not remains(api), (told, remains(api))
            assert not run(**gone).changed, told


# -- images -------------------------------------------------------------------------------------------------------------------

WAYS: dict[str, dict[str, Any]] = {
    "replace by import": {"on_change": "replace", "use_import": True},
    "hide": {"on_change": "hide"},
    "new": {},
    "replace": {"on_change": "replace"},
}
EVERY_WAY = bool(os.environ.get(inputs.EVERYTHING)) or ALL


@pytest.mark.parametrize("way", WAYS if EVERY_WAY else [*WAYS][:2])
def test_a_killed_task_of_an_image_is_finished_by_the_next_run(
    api: Api, front: proxy.Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """A new image, and one that takes the place of another one. By default the task is killed after each write only."""
    monkeypatch.setattr(images.Image, "pending_seconds", 1)  # an image that waits for its content for longer is abandoned
    old, new = (tmp_path / name for name in ("old", "new"))
    old.write_bytes(b"old content")
    new.write_bytes(b"new content")
    name = f"{MEMBER['auth']['project_name']}-kill"
    options = {"name": name, "disk_format": "raw", "filename": str(new), **WAYS[way]}

    def begin() -> None:
        for hidden in (False, True):
            for have in api.list("image", "/images", "images", name=name, os_hidden=hidden):
                api.delete("image", f"/images/{have['id']}")
        if "on_change" in options:
            run(operation=images.IMAGE, **{**options, "filename": str(old)})

    begin()
    writes = [line for line in killed(front, api, options, table=images.IMAGE) if re.match(WRITE, line)]
    for number in range(len(writes)):
        for when in (BEFORE, AFTER) if EVERY_WAY or not number else (AFTER,):
            begin()
            told = f"{killed(front, api, options, Moment(when, WRITE, first=number + 1), images.IMAGE)[-1]}, killed {when}"
            foreseen = run(check=True, operation=images.IMAGE, **options)
            done = run(operation=images.IMAGE, **options)
            assert foreseen.changed == done.changed, told
            [have] = api.list("image", "/images", "images", name=name)
            assert (have["id"], have["status"], have["size"], REPLACES in have) == (done.id, "active", len("new content"), False), told
            hidden = api.list("image", "/images", "images", name=name, os_hidden=True)
            assert len(hidden) == (options.get("on_change") == "hide"), told
            assert not run(operation=images.IMAGE, **options).changed, told
    options.pop("on_change", None)
    begin()


# -- objects whose parts take requests of their own ---------------------------------------------------------------------------


def rule(port: int) -> dict[str, Any]:
    return {"protocol": "tcp", "port_range_min": port, "port_range_max": port, "remote_ip_prefix": "192.0.2.0/24"}


def view_groups(api: Api, name: str) -> list[Any]:
    groups = api.list("network", "/security-groups", "security_groups", name=name)
    parts = ("direction", "ethertype", "port_range_min")
    return [sorted(tuple(one[part] for part in parts) for one in group["security_group_rules"]) for group in groups]


def view_routers(api: Api, name: str) -> list[Any]:
    found = []
    for router in api.list("network", "/routers", "routers", name=name):
        ports = [port for port in api.ports(router["id"]) if port["device_owner"] == ROUTER_PORT]
        addresses = sorted(ip["ip_address"] for port in ports for ip in port["fixed_ips"])
        found.append((router["description"], bool(router["external_gateway_info"]), router["routes"], addresses))
    return found


def view_volumes(api: Api, name: str) -> list[Any]:
    volumes = api.list("block-storage", "/volumes/detail", "volumes", name=name)
    return [(one["status"], one["size"], one["bootable"], one["metadata"], one["description"]) for one in volumes]


def view_users(api: Api, name: str) -> list[Any]:
    users = Api("admin").list("identity", "/users", "users", name=name)
    return [(one["enabled"], one.get("email"), one.get("description")) for one in users]


KINDS = {
    "security group": kinds.Kind(
        SECURITY_GROUP,
        {"security_group_rules": [rule(22), rule(80)]},
        {"security_group_rules": [rule(80), rule(443), rule(8080)]},
        view_groups,
    ),
    "router": kinds.Kind(
        ROUTER,
        {"network": EXTERNAL, "interfaces": ["{world}-back"], "routes": [{"destination": "10.77.0.0/16", "nexthop": "10.92.0.9"}]},
        {"description": "changed", "network": EXTERNAL, "interfaces": ["{world}-back"], "routes": []},
        view_routers,
    ),
    "volume": kinds.Kind(
        VOLUME,
        {"size": 1, "image": IMAGE, "metadata": {"a": "1"}, "is_read_only": True},
        {"size": 2, "metadata": {"b": "2"}, "is_read_only": False, "description": "changed", "is_bootable": False},
        view_volumes,
    ),
    "user": kinds.Kind(
        USER,
        {"email": "a@example.org", "default_project": "demo"},
        {"email": "b@example.org", "description": "changed", "is_enabled": False},
        view_users,
        "admin",
    ),
    **kinds.KINDS,
}


@pytest.mark.parametrize("kind", KINDS if EVERY_WAY else ["security group", "volume"])
def test_a_killed_task_of_another_kind_is_finished_by_the_next_run(api: Api, world: SimpleNamespace, front: proxy.Proxy, kind: str) -> None:
    """A creation, a change and a removal, each killed around each write."""
    tried = KINDS[kind]
    phases, name = kinds.phases_of(tried, world.name), kinds.filled(tried.named, world.name)
    with kinds.around(tried, world.name):
        kill_around_each_write(api, front, tried, phases, name)


def kill_around_each_write(api: Api, front: proxy.Proxy, tried: kinds.Kind, phases: list[dict[str, Any]], name: str) -> None:
    """Run the tasks of the phases, and each of them again after it was killed around one of its writes."""
    whole = []
    writes = []
    for options in phases:
        lines = killed(front, api, options, table=tried.table)
        writes.append(sum(bool(re.match(WRITE, line)) for line in lines))
        whole.append(tried.view(api, name))
    assert all(writes)
    assert [len(found) for found in whole] == [1, 1, 0]
    for number, options in enumerate(phases):
        for count in range(1, writes[number] + 1):
            for when in (BEFORE, AFTER) if EVERY_WAY or count == 1 else (AFTER,):
                run(operation=tried.table, **phases[2])
                for earlier in phases[:number]:
                    run(operation=tried.table, **earlier)
                told = f"{killed(front, api, options, Moment(when, WRITE, first=count), tried.table)[-1]}, killed {when}"
                run(operation=tried.table, **options)
                assert tried.view(api, name) == whole[number], told
                assert not run(operation=tried.table, **options).changed, told
    run(operation=tried.table, **phases[2])

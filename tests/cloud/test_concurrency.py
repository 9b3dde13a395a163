# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many at once: the same playbook, the same server, router, port and pool of floating IPs. One of each is there at the end."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.volumes import VOLUME
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.attachments import (
    SERVER_INTERFACE,
    SERVER_METADATA,
    SERVER_VOLUME,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server_groups import SERVER_GROUP
from ansible_collections.stratus.openstack.plugins.module_utils.services.image import images
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.floating_ips import FLOATING_IP
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.networks import NETWORK
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.ports import PORT
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.routers import ROUTER
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.security_groups import SECURITY_GROUP
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.subnets import SUBNET
from ansible_collections.stratus.openstack.plugins.module_utils.transport import Transport
from tests.cloud import kinds
from tests.cloud.servers import FLAVOR, IMAGE, MEMBER, ROUTER_PORT, Api, Done, run
from tests.inputs import EVERYTHING

AT_ONCE = 8
PLAYBOOKS = AT_ONCE if os.environ.get(EVERYTHING) else 4
LONGEST = 900  # seconds for a playbook: eight at once have taken 207 on two cores that had other work, too
RECAP = re.compile(r"changed=(\d+) +unreachable=0 +failed=(\d+)")
# What a task may fail with when others do the same at the same time; anything else is a fault
CLEAR = re.compile(r"at the same time|There are \d+ objects of type .* named")
PLAYBOOK = """
- hosts: localhost
  gather_facts: false
  module_defaults:
    group/stratus.openstack.openstack: {cloud: "{{ cloud }}"}
  tasks:
    - stratus.openstack.network: {name: "{{ all }}", description: made by several}
    - stratus.openstack.subnet: {name: "{{ all }}", network: "{{ all }}", cidr: 10.93.0.0/24}
    - stratus.openstack.router: {name: "{{ all }}", network: public, interfaces: ["{{ all }}"]}
    - stratus.openstack.security_group:
        name: "{{ all }}"
        security_group_rules:
          - {protocol: tcp, port_range_min: 22, port_range_max: 22}
          - {direction: egress}
    - stratus.openstack.security_group_rule: {security_group: "{{ all }}", protocol: tcp, port_range_min: 22, port_range_max: 22}
    - stratus.openstack.keypair: {name: "{{ all }}", public_key: "{{ key }}"}
    - stratus.openstack.port: {name: "{{ all }}", network: "{{ all }}", security_groups: ["{{ all }}"], tags: [a, b]}
    - stratus.openstack.volume: {name: "{{ all }}", size: 1}
    - stratus.openstack.server_group: {name: "{{ all }}", policy: soft-affinity}
    - stratus.openstack.server:
        name: "{{ all }}"
        image: "{{ image }}"
        flavor: "{{ flavor }}"
        network: "{{ all }}"
        security_groups: ["{{ all }}"]
        key_name: "{{ all }}"
        auto_ip: false
    - stratus.openstack.server_volume: {server: "{{ all }}", volume: "{{ all }}"}
    - stratus.openstack.floating_ip: {server: "{{ all }}", network: public}
    - stratus.openstack.application_credential: {name: "{{ all }}"}
    - stratus.openstack.project: {cloud: admin, name: "{{ all }}-project"}
    - stratus.openstack.quota: {cloud: admin, name: "{{ all }}-project", cores: 7, volumes: 7, ports: 7}
"""
# Listings of what the playbook makes: service, path, envelope
MADE = [
    ("network", "/networks", "networks"),
    ("network", "/subnets", "subnets"),
    ("network", "/routers", "routers"),
    ("network", "/security-groups", "security_groups"),
    ("compute", "/os-keypairs", "keypairs"),
    ("block-storage", "/volumes", "volumes"),
    ("compute", "/os-server-groups", "server_groups"),
    ("compute", "/servers", "servers"),
]
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGb0iFT1zVqnZwZ8QXW0lqF5S5M8z0CmS3dYvK3Vn0Lw test"


# -- the same playbook --------------------------------------------------------------------------------------------------------


@pytest.fixture
def played(api: Api, admin: Api, tmp_path: Path) -> Iterator[Callable[[int], list[str]]]:
    """Run the playbook in several processes at once -> what each printed. What it made is removed at the end."""
    name = f"{MEMBER['auth']['project_name']}-all"
    (tmp_path / "play.yml").write_text(PLAYBOOK)
    variables = {"all": name, "cloud": MEMBER, "image": IMAGE, "flavor": FLAVOR, "key": KEY}
    (tmp_path / "vars.yml").write_text(yaml.safe_dump(variables))
    command = [str(Path(sys.executable).with_name("ansible-playbook")), "-e", "@vars.yml", "play.yml"]

    def play(count: int) -> list[str]:
        options: dict[str, Any] = {"cwd": tmp_path, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        runs = [subprocess.Popen(command, **options) for _number in range(count)]
        return [process.communicate(timeout=LONGEST)[0] for process in runs]

    yield play
    removed(api, admin, name)


def own_ports(api: Api, name: str) -> list[dict[str, Any]]:
    """The ports on the networks that the playbook made."""
    networks = [network["id"] for network in api.list("network", "/networks", "networks", name=name)]
    return [port for network in networks for port in api.list("network", "/ports", "ports", network_id=network)]


def removed(api: Api, admin: Api, name: str) -> None:
    """All that the playbook made, or may have made twice."""
    run(name=name, state="absent", delete_ips=True)
    for project in admin.list("identity", "/projects", "projects", name=f"{name}-project"):
        admin.delete("identity", f"/projects/{project['id']}")
    for ip in api.list("network", "/floatingips", "floatingips"):
        api.delete("network", f"/floatingips/{ip['id']}")
    for port in own_ports(api, name):
        if port["device_owner"] == ROUTER_PORT:
            api.put("network", f"/routers/{port['device_id']}/remove_router_interface", {"port_id": port["id"]})
        elif not port["device_owner"]:
            api.delete("network", f"/ports/{port['id']}")
    for service, path, keys in reversed(MADE):
        for have in api.list(service, path, keys):
            have = have.get("keypair", have)
            if have["name"] == name:
                api.delete(service, f"{path}/{have['name'] if keys == 'keypairs' else have['id']}")


def test_the_same_playbook_at_once(api: Api, admin: Api, played: Callable[[int], list[str]]) -> None:
    told = played(PLAYBOOKS)
    name = f"{MEMBER['auth']['project_name']}-all"
    failures = []
    for text in told:
        changed, failed = map(int, RECAP.search(text).groups())
        if failed:
            failures.append(text)
            assert failed == 1
            assert CLEAR.search(text), text
    assert len(failures) < PLAYBOOKS, failures
    [again] = played(1)
    assert RECAP.search(again).groups() == ("0", "0"), (again, failures)
    for service, path, keys in MADE:
        names = [have.get("keypair", have)["name"] for have in api.list(service, path, keys)]
        assert names.count(name) == 1, (keys, names)
    ports = own_ports(api, name)
    server = api.list("compute", "/servers", "servers", name=name)[0]["id"]
    owners = Counter(port["device_owner"].partition(":")[0] + ("" if port["device_owner"] else port["name"]) for port in ports)
    assert owners["compute"] == len(api.ports(server)) == 1
    assert [port["name"] for port in ports].count(name) == 1
    assert [port["device_owner"] for port in ports].count(ROUTER_PORT) == 1
    assert len(api.floating(server)) == len(api.list("network", "/floatingips", "floatingips")) == 1
    assert len(api.list("network", "/security-group-rules", "security_group_rules", protocol="tcp", port_range_min=22)) == 1
    assert len(admin.list("identity", "/projects", "projects", name=f"{name}-project")) == 1


# -- tasks on the same object -------------------------------------------------------------------------------------------------


def at_once(*tasks: Callable[[], Done]) -> list[Done]:
    with ThreadPoolExecutor(len(tasks)) as pool:
        return [future.result() for future in [pool.submit(task) for task in tasks]]


OFFSETS = (600, -600, 0)  # seconds by which the local clock is wrong
SAME = [  # a table, where the API lists its objects, and the options of the task, of which `net` stands for a network
    (NETWORK, ("network", "/networks", "networks"), {}),
    (SUBNET, ("network", "/subnets", "subnets"), {"network": "net", "cidr": "10.95.0.0/24"}),
    (PORT, ("network", "/ports", "ports"), {"network": "net"}),
    (SECURITY_GROUP, ("network", "/security-groups", "security_groups"), {}),
    (ROUTER, ("network", "/routers", "routers"), {}),
    (VOLUME, ("block-storage", "/volumes", "volumes"), {"size": 1}),
    (SERVER_GROUP, ("compute", "/os-server-groups", "server_groups"), {"policy": "soft-affinity"}),
]
WITH_CLOCKS = [pytest.param(*kind, offset, id=f"{kind[0].kind}, {offset} s") for kind in SAME for offset in OFFSETS]


@pytest.mark.parametrize(("operation", "listing", "options", "offset"), WITH_CLOCKS if os.environ.get(EVERYTHING) else WITH_CLOCKS[4:5])
def test_the_same_task_at_once(
    api: Api,
    world: SimpleNamespace,
    monkeypatch: pytest.MonkeyPatch,
    operation: Any,
    listing: tuple[str, str, str],
    options: dict[str, Any],
    offset: int,
) -> None:
    """Each of eight tasks returns the object that remains, also where the local clock is wrong."""
    name, right = f"{world.name}-{operation.kind.replace('.', '-')}", time.time
    monkeypatch.setattr(time, "time", lambda: right() + offset)
    wanted = options | ({"network": f"{world.name}-front"} if "network" in options else {})
    try:
        done = at_once(*[lambda: run(operation=operation, name=name, **wanted)] * AT_ONCE)
        there = [have["id"] for have in api.list(*listing) if have["name"] == name]
        assert [one.id for one in done] == there * AT_ONCE
    finally:
        for have in api.list(*listing):
            if have["name"] == name:
                api.delete(listing[0], f"{listing[1]}/{have['id']}")


@pytest.mark.parametrize("kind", kinds.KINDS if os.environ.get(EVERYTHING) else ["container"])
def test_the_same_task_of_another_service_at_once(api: Api, world: SimpleNamespace, kind: str) -> None:
    """Each of eight tasks returns the one object that is there at the end, and nothing is left to do."""
    tried = kinds.KINDS[kind]
    created, _changed, removed = kinds.phases_of(tried, world.name)
    with kinds.around(tried, world.name):
        try:
            done = at_once(*[lambda: run(operation=tried.table, **created)] * AT_ONCE)
            assert len({one.id for one in done}) == 1
            assert len(tried.view(api, created["name"])) == 1
            assert not run(operation=tried.table, **created).changed
        finally:
            run(operation=tried.table, **removed)
        assert tried.view(api, created["name"]) == []


@pytest.fixture
def before_write(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Callable[[], None]], list[str]]:
    """Do something once between what a task has read and a write of it, whose method and path match -> the requests it concerned."""

    def arranged(pattern: str, other: Callable[[], None]) -> list[str]:
        send, met = Transport.send, []

        def sent(self: Transport, method: str, url: str, *rest: Any, **options: Any) -> Any:
            if re.search(pattern, f"{method} {url}"):
                met.append(url)
                if len(met) == 1:
                    monkeypatch.setattr(Transport, "send", send)
                    other()
                    monkeypatch.setattr(Transport, "send", sent)
            return send(self, method, url, *rest, **options)

        monkeypatch.setattr(Transport, "send", sent)
        return met

    return arranged


@pytest.fixture(scope="module")
def pool(api: Api, world: SimpleNamespace) -> Iterator[SimpleNamespace]:
    """Ports behind a router."""
    ports = [
        api.make("network", "/ports", "port", name=f"{world.name}-{number}", network_id=world.networks["front"])["id"]
        for number in range(AT_ONCE)
    ]
    yield SimpleNamespace(ports=ports)
    for port in ports:
        api.delete("network", f"/ports/{port}")


def floating_ips(api: Api) -> dict[str, str | None]:
    """The port of each floating IP."""
    return {ip["floating_ip_address"]: ip["port_id"] for ip in api.list("network", "/floatingips", "floatingips")}


def test_no_floating_ip_is_taken_from_another(api: Api, world: SimpleNamespace, pool: SimpleNamespace) -> None:
    """Eight tasks want one each, and five are there to be used again; one more task wants what another one wants."""
    made = [api.make("network", "/floatingips", "floatingip", floating_network_id=world.external) for _number in range(5)]
    spare = {ip["floating_ip_address"] for ip in made}

    def wanted(port: str) -> Callable[[], Done]:
        return lambda: run(operation=FLOATING_IP, port=port, network="public", reuse=True)

    done = at_once(*map(wanted, pool.ports + pool.ports[:1]))
    got = {one.floating_ip["port_id"]: one.floating_ip["floating_ip_address"] for one in done}
    assert floating_ips(api) == {address: port for port, address in got.items()}
    assert set(got) == set(pool.ports)
    assert spare <= set(got.values())
    assert len(got) == AT_ONCE
    for ip in api.list("network", "/floatingips", "floatingips"):
        api.delete("network", f"/floatingips/{ip['id']}")


def test_a_floating_ip_that_is_taken_meanwhile(
    api: Api, world: SimpleNamespace, pool: SimpleNamespace, before_write: Callable[..., list[str]]
) -> None:
    one, other = (api.make("network", "/floatingips", "floatingip", floating_network_id=world.external) for _number in range(2))
    first, second = pool.ports[:2]
    met = before_write(f"PUT .*/floatingips/({one['id']}|{other['id']})", lambda: taken.append(
        run(operation=FLOATING_IP, port=second, network="public", reuse=True)
    ))
    taken: list[Done] = []
    done = run(operation=FLOATING_IP, port=first, network="public", reuse=True)
    assert len(met) == 2
    assert floating_ips(api) == {done.floating_ip["name"]: first, taken[0].floating_ip["name"]: second}
    for ip in (one, other):
        api.delete("network", f"/floatingips/{ip['id']}")


def test_a_port_that_is_changed_meanwhile(
    api: Api, world: SimpleNamespace, pool: SimpleNamespace, before_write: Callable[..., list[str]]
) -> None:
    """What a task does not declare stays as somebody else made it, and what it sends was made of what there is."""
    port = pool.ports[0]
    options = [{"opt_name": f"{number}", "opt_value": "x", "ip_version": 4} for number in (150, 66, 67)]

    def changed(**body: Any) -> None:
        api.put("network", f"/ports/{port}", {"port": body})

    changed(extra_dhcp_opts=options[:1])
    met = before_write(f"PUT .*/ports/{port}", lambda: changed(description="by another", extra_dhcp_opts=options[1:2]))
    groups = [f"{world.name}-web", f"{world.name}-db"]
    run(operation=PORT, name=port, network=world.networks["front"], security_groups=groups, extra_dhcp_opts=options[2:])
    have = api.session.request("network", "GET", f"/ports/{port}").body["port"]
    assert len(met) == 2
    assert (have["description"], set(have["security_groups"])) == ("by another", set(world.groups.values()))
    assert [option["opt_name"] for option in have["extra_dhcp_opts"]] == ["67"]


def test_a_router_gets_each_interface_once(api: Api, world: SimpleNamespace, before_write: Callable[..., list[str]]) -> None:
    name, net = f"{world.name}-busy", world.networks["back"]
    subnets = [f"{name}-{number}" for number in range(3)]
    for number, subnet in enumerate(subnets):
        api.make("network", "/subnets", "subnet", name=subnet, network_id=net, cidr=f"10.94.{number}.0/24", ip_version=4)

    def wanted(count: int) -> Done:
        return run(operation=ROUTER, name=name, interfaces=subnets[:count])

    try:
        routers = {one.id for one in at_once(*[lambda: wanted(2)] * 4)}
        assert len(routers) == 1
        met = before_write("PUT .*/add_router_interface", lambda: wanted(3) and None)
        wanted(3)
        assert len(met) == 1
        ports = api.list("network", "/ports", "ports", device_id=[*routers][0])
        assert len({port["fixed_ips"][0]["subnet_id"] for port in ports}) == len(ports) == 3
        assert not wanted(3).changed
    finally:
        run(operation=ROUTER, name=name, state="absent")
        for subnet in api.list("network", "/subnets", "subnets", network_id=net):
            if subnet["name"] in subnets:
                api.delete("network", f"/subnets/{subnet['id']}")


def test_what_hangs_on_a_server(api: Api, world: SimpleNamespace) -> None:
    """The same volume, other volumes, the same interface, keys of the metadata and a floating IP, each by several tasks at once."""
    name = f"{world.name}-shared"
    volumes = [api.make("block-storage", "/volumes", "volume", name=f"{name}-{number}", size=1)["id"] for number in range(2)]
    front, declared = f"{world.name}-front", {"name": name, "image": IMAGE, "flavor": FLAVOR}
    made = run(**declared, network=front, auto_ip=False).id

    def volume(identifier: str) -> Callable[[], Done]:
        return lambda: run(operation=SERVER_VOLUME, server=name, volume=identifier)

    def key(number: int) -> Callable[[], Done]:
        return lambda: run(operation=SERVER_METADATA, name=name, metadata={f"key-{number}": number})

    def interface() -> Done:
        return run(operation=SERVER_INTERFACE, server=name, network=f"{world.name}-back")

    at_once(*map(volume, volumes * 2), *map(key, range(4)), *[interface] * 3)
    at_once(*[lambda: run(**declared, reuse_ips=True, auto_ip=True)] * 3)
    server = api.server(made)
    assert sorted(one["id"] for one in server["os-extended-volumes:volumes_attached"]) == sorted(volumes)
    assert server["metadata"] == {f"key-{number}": str(number) for number in range(4)}
    assert Counter(port["network_id"] for port in api.ports(server["id"])) == Counter(world.networks.values())
    assert len(api.floating(server["id"])) == len(floating_ips(api)) == 1
    run(name=name, state="absent", delete_ips=True)
    for identifier in volumes:
        api.delete("block-storage", f"/volumes/{identifier}")


WAYS: list[dict[str, Any]] = [{}, {"use_import": True}, {"on_change": "replace"}]


@pytest.mark.parametrize("way", WAYS if os.environ.get(EVERYTHING) else WAYS[:1])
def test_equal_tasks_leave_one_image_with_its_content(api: Api, tmp_path: Path, way: dict[str, Any]) -> None:
    name, file = f"{MEMBER['auth']['project_name']}-image", tmp_path / "content.raw"
    options = {"operation": images.IMAGE, "name": name, "filename": str(file), "disk_format": "raw", **way}
    if "on_change" in way:
        file.write_bytes(b"old content")
        run(**options)
    file.write_bytes(os.urandom(6 << 20))
    try:
        done = at_once(*[lambda: run(**options)] * AT_ONCE)
        [have] = api.list("image", "/images", "images", name=name)
        assert (have["status"], have["size"]) == ("active", 6 << 20)
        assert {one.id for one in done} == {have["id"]}
        assert {one.image["status"] for one in done} == {"active"}
        assert not run(**options).changed
    finally:
        for have in api.list("image", "/images", "images", name=name):
            api.delete("image", f"/images/{have['id']}")

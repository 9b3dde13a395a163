# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a dry run believes of servers: as Nova would show them, with the ports, volumes and images that come and go with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.effects import Effects
from ansible_collections.stratus.openstack.plugins.module_utils.operation import Operation
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.infos import SERVER_CONSOLE
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server import predictions
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.actions import SERVER_ACTION
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.attachments import (
    SERVER_INTERFACE,
    SERVER_METADATA,
    SERVER_VOLUME,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.nics import Nics, assign_ports
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.table import SERVER
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.ports import PORTS
from ansible_collections.stratus.openstack.plugins.module_utils.session import Session
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN
from tests.unit.fake_cloud import FakeCloud, fake_cloud
from tests.unit.stub import Answer, Request

IMAGE = "44444444-0000-4000-8000-000000000000"
NETWORK = "55555555-0000-4000-8000-000000000000"
OTHER = "66666666-0000-4000-8000-000000000000"
GROUP = "77777777-0000-4000-8000-000000000000"
SIZES = {"vcpus": 1, "disk": 1, "swap": "", "OS-FLV-EXT-DATA:ephemeral": 0, "extra_specs": {}}
FLAVORS = [{"id": "42", "name": "m1.nano", "ram": 128, **SIZES}, {"id": "1", "name": "m1.tiny", "ram": 512, **SIZES}]
THERE = {
    "/compute/v2.1": {"version": {"id": "v2.1", "version": "2.100", "min_version": "2.1"}},
    "/compute/v2.1/flavors/detail": {"flavors": FLAVORS},
    "/compute/v2.1/servers/detail": {"servers": []},
    f"/image/images/{IMAGE}": {"id": IMAGE, "name": "cirros", "size": 5, "status": "active"},
    f"/network/security-groups/{GROUP}": {"security_group": {"id": GROUP, "name": "web"}},
    "/network/security-groups": {"security_groups": [{"id": GROUP, "name": "web"}]},
    "/image/images": {"images": []},
    "/network/routers": {"routers": []},
    "/network/ports": {"ports": []},
    "/network/floatingips": {"floatingips": []},
}


@pytest.fixture
def cloud() -> Iterator[FakeCloud]:
    def answer(request: Request) -> Answer | None:
        path = urlsplit(request.path).path.removesuffix("/").replace("/v2.0", "").replace("/image/v2", "/image")
        return Answer(200, THERE[path]) if request.method == "GET" and path in THERE else None

    with fake_cloud() as made:
        made.interfere = answer
        yield made


@pytest.fixture
def dry(cloud: FakeCloud) -> Iterator[Session]:
    with cloud.session(dry_run=True) as session:
        yield session
    assert cloud.writes == []


def run(session: Session, operation: Operation, **options: Any) -> dict[str, Any]:
    """The result of a task of its own."""
    checked = ArgumentSpecValidator(operation.spec()["argument_spec"]).validate(options)
    assert not checked.error_messages
    del session.writes[:]
    return operation.execute(session, dict(checked.validated_parameters))


def server(session: Session, **options: Any) -> dict[str, Any]:
    return run(session, SERVER, **{"name": "web", "auto_ip": False, **options})


def new(session: Session, **options: Any) -> dict[str, Any]:
    return server(session, **{"image": IMAGE, "flavor": "m1.nano", "network": NETWORK, **options})


def volume(session: Session, **more: Any) -> str:
    body = {"volume": {"name": "data", "status": "available", "attachments": [], **more}}
    made = session.request("block-storage", "POST", "/volumes", json=body, key="volume")
    return str(made.body["volume"]["id"])


def read(session: Session, service: str, path: str, key: str | None = None) -> Any:
    body = session.request(service, "GET", path, key=key, allow=(404,)).body
    return body[key] if body and key else body


def ports(session: Session, identifier: str) -> list[Any]:
    return list(session.list("network", "/ports", "ports", {"device_id": identifier}))


def test_a_new_server_is_as_nova_would_show_it(dry: Session) -> None:
    made = new(dry, security_groups=[GROUP], metadata={"a": {"b": "c"}, "n": None}, userdata="x", hostname="first", availability_zone="z:h")
    shown = made["server"]
    assert {
        name: shown[name] for name in ("status", "vm_state", "power_state", "task_state", "is_locked", "locked_reason", "key_name")
    } == {
        "status": "ACTIVE",
        "vm_state": "active",
        "power_state": 1,
        "task_state": None,
        "is_locked": False,
        "locked_reason": None,
        "key_name": None,
    }
    assert {name: shown["flavor"][name] for name in ("name", "id", "ram", "swap", "ephemeral")} == {
        "name": "m1.nano",
        "id": "m1.nano",
        "ram": 128,
        "swap": 0,
        "ephemeral": 0,
    }
    assert (shown["image"]["id"], shown["image_id"]) == (IMAGE, IMAGE)
    assert (shown["flavor_id"], shown["networks"], shown["block_device_mapping"]) == (None, None, None)
    assert shown["security_groups"] == [{"name": "web"}]
    assert (shown["hostname"], shown["availability_zone"]) == ("first", "z")
    assert [shown[name] for name in ("addresses", "private_v4", "interface_ip", "host_id", "has_config_drive")] == [UNKNOWN] * 5
    assert (shown["volumes"], shown["metadata"]) == ([], {"a": '{"b": "c"}'})
    assert made["diff"]["after"]["metadata"] == {"a": '{"b": "c"}'}
    assert "eA==" not in str(dry.overlay.state())  # the user data


def test_a_declared_server_is_what_it_was_created_as(dry: Session) -> None:
    root = volume(dry, bootable="true")
    declared = {"boot_volume": root, "flavor": "m1.nano", "nics": [{"net-id": NETWORK}], "config_drive": True}
    assert server(dry, **declared)["server"]["image"] is None
    again = server(dry, **declared)
    assert (again["changed"], again.get("drift")) == (False, None)
    other = server(dry, flavor="m1.tiny", nics=[{"net-id": OTHER}])
    assert [(entry["option"]) for entry in other["drift"]] == ["nics", "flavor"]


def test_another_task_of_the_run_knows_the_volumes_in_their_order(cloud: FakeCloud, dry: Session) -> None:
    disks = [{"source_type": "blank", "volume_size": size} for size in (1, 2, 3, 4, 5)]
    made = new(dry, block_devices=disks)["server"]
    later = type(dry.overlay)(dry.overlay.state())
    with cloud.session(dry_run=True, overlay=later) as session:
        found = [have["volumeId"] for have in session.list("compute", f"/servers/{made['id']}/os-volume_attachments", "volumeAttachments")]
        assert found == [have["id"] for have in made["volumes"]]
        assert [read(session, "block-storage", f"/volumes/{one}", "volume")["size"] for one in found] == [1, 2, 3, 4, 5]


def test_a_volume_comes_and_goes(dry: Session) -> None:
    data, made = volume(dry), new(dry)["id"]
    attached = run(dry, SERVER_VOLUME, server=made, volume=data, device="/dev/vdf", tag="data", delete_on_termination=True)
    assert attached["volume"]["status"] == "in-use"
    assert (attached["volume"]["device"], attached["volume"]["tag"]) == (UNKNOWN, "data")  # the hypervisor may choose another device
    assert attached["volume"]["attachments"][0]["server_id"] == made
    assert server(dry)["server"]["volumes"] == [{"id": data, "delete_on_termination": True}]
    assert not run(dry, SERVER_VOLUME, server=made, volume=data)["changed"]
    assert run(dry, SERVER_VOLUME, server=made, volume=data, delete_on_termination=False)["changed"]
    assert server(dry)["server"]["volumes"] == [{"id": data, "delete_on_termination": False}]
    gone = run(dry, SERVER_VOLUME, server=made, volume=data, state="absent")
    assert (gone["changed"], gone["volume"]["status"], gone["volume"]["attachments"]) == (True, "available", [])
    assert "volumes" not in server(dry, state="absent")["diff"]["before"]


def test_what_nova_made_goes_with_a_server(dry: Session) -> None:
    data = volume(dry)
    made = new(dry, boot_from_volume=True, volume_size=3, terminate_volume=True, volumes=[data])["server"]
    root = next(have["id"] for have in made["volumes"] if have["delete_on_termination"])
    assert (made["image"], read(dry, "block-storage", f"/volumes/{root}", "volume")["size"]) == (None, 3)
    [port] = ports(dry, made["id"])
    shown = PORTS.execute(dry, dict.fromkeys(PORTS.spec()["argument_spec"]))["ports"][0]
    assert (shown["id"], shown["network_id"], shown["mac_address"]) == (port["id"], NETWORK, UNKNOWN)
    before = server(dry, state="absent")["diff"]["before"]
    assert [before[name] for name in ("nics", "floating_ips", "security_groups")] == [UNKNOWN] * 3
    assert read(dry, "block-storage", f"/volumes/{root}") is None
    assert read(dry, "block-storage", f"/volumes/{data}", "volume")["status"] == "available"
    assert ports(dry, made["id"]) == []


def test_interfaces_are_ports(dry: Session) -> None:
    own = dry.request(
        "network", "POST", "/ports", json={"port": {"name": "own", "network_id": OTHER, "security_groups": [], "fixed_ips": []}}, key="port"
    ).body["port"]["id"]
    made = new(dry, nics=[{"net-id": NETWORK}, {"port-id": own}])["id"]
    assert sorted(port["network_id"] for port in ports(dry, made)) == [NETWORK, OTHER]
    added = run(dry, SERVER_INTERFACE, server=made, network=NETWORK, fixed_ip="192.0.2.5")
    assert (added["changed"], len(ports(dry, made))) == (True, 3)
    assert not run(dry, SERVER_INTERFACE, server=made, network=NETWORK, fixed_ip="192.0.2.5")["changed"]
    wanted = [{"net-id": NETWORK}, {"port-id": own}, {"net-id": NETWORK, "fixed-ip": "192.0.2.5"}]
    same = server(dry, nics=wanted)
    assert (same["changed"], same.get("drift")) == (False, None)
    run(dry, SERVER_INTERFACE, server=made, port=own, state="absent")
    assert read(dry, "network", f"/ports/{own}", "port")["device_id"] == ""
    assert run(dry, SERVER_INTERFACE, server=made, network=NETWORK, fixed_ip="192.0.2.5", state="absent")["changed"]
    assert len(ports(dry, made)) == 1


def test_a_port_of_an_unknown_address_serves_first_who_asks_for_none() -> None:
    unsure = {"id": "p", "network_id": NETWORK, "fixed_ips": UNKNOWN}
    plan = assign_ports([unsure], [{"uuid": NETWORK, "fixed_ip": "192.0.2.5"}, {"uuid": NETWORK}])
    assert (plan.missing, plan.extra) == ([{"uuid": NETWORK, "fixed_ip": "192.0.2.5"}], [])
    assert assign_ports([unsure], [{"uuid": NETWORK, "fixed_ip": "192.0.2.5"}]).done
    assert Nics(api="networks").read({"addresses": UNKNOWN}) is UNKNOWN


def test_actions_lead_to_what_they_mean(dry: Session) -> None:
    new(dry)
    assert run(dry, SERVER_ACTION, name="web", action="stop")["server"]["power_state"] == 4
    resized = run(dry, SERVER_ACTION, name="web", action="resize", flavor="m1.tiny", confirm=True)
    assert resized["diff"]["after"] == {"status": "SHUTOFF", "flavor": "m1.tiny", "action": "resize"}
    assert (resized["server"]["vm_state"], resized["server"]["flavor"]["ram"]) == ("stopped", 512)
    moves = list(dry.list("compute", "/os-migrations", "migrations", {"instance_uuid": resized["id"]}))
    assert [(one["migration_type"], one["status"]) for one in moves] == [("resize", "confirmed")]
    picture = run(dry, SERVER_ACTION, name="web", action="create_image", image_name="copy", metadata={"a": "b"})["image"]
    assert (picture["status"], picture["properties"], picture["checksum"]) == ("active", UNKNOWN, UNKNOWN)
    assert not run(dry, SERVER_ACTION, name="web", action="create_image", image_name="copy")["changed"]
    looked = run(dry, SERVER_CONSOLE, server="web", type="novnc")["console"]
    assert (looked["log"], looked["url"], looked["protocol"]) == (UNKNOWN, UNKNOWN, "vnc")


def test_metadata_is_read_back(dry: Session) -> None:
    new(dry, metadata={"role": "web"})
    done = run(dry, SERVER_METADATA, name="web", metadata={"number": 1})
    assert done["server"]["metadata"] == {"role": "web", "number": "1"}
    assert run(dry, SERVER_METADATA, name="web", metadata={"role": None}, state="absent")["server"]["metadata"] == {"number": "1"}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"boot_from_volume": True, "volume_size": 2}, {"boot_from_volume": True, "volume_size": 2}),
        ({"boot_from_volume": True, "terminate_volume": True}, {"boot_from_volume": True, "terminate_volume": True}),
        ({"terminate_volume": True, "volume_size": 2}, {}),
        ({"flavor": None, "flavor_ram": 100, "flavor_include": "nano"}, {"flavor_ram": 100, "flavor_include": "nano"}),
        ({"flavor_include": "nano"}, {}),
    ],
)
def test_a_diff_of_a_creation_has_what_decides(dry: Session, options: dict[str, Any], told: dict[str, Any]) -> None:
    given = {name: value for name, value in {"flavor": "m1.nano", **options}.items() if value is not None}
    after = server(dry, image=IMAGE, network=NETWORK, **given)["diff"]["after"]
    decisive = ("boot_from_volume", "volume_size", "terminate_volume", "flavor_ram", "flavor_include")
    assert {name: after[name] for name in decisive if name in after} == told
    again = server(dry, image=IMAGE, network=NETWORK, **given)
    assert (again["changed"], again.get("drift"), again["diff"]["before"]) == (False, None, again["diff"]["after"])


def test_a_server_gets_and_loses_a_floating_ip(dry: Session) -> None:
    gateway = {"external_gateway_info": {"network_id": OTHER}}
    router = dry.request("network", "POST", "/routers", json={"router": gateway}, key="router").body["router"]["id"]
    door = {"device_id": router, "device_owner": "network:router_interface", "network_id": NETWORK, "fixed_ips": [{"subnet_id": "s"}]}
    dry.request("network", "POST", "/ports", json={"port": door}, key="port")
    made = new(dry, auto_ip=True)
    assert [path for _service, method, path, _body in dry.writes if method == "POST"][-1] == "/floatingips"
    assert not server(dry, auto_ip=True)["changed"]
    assert server(dry, floating_ips=[])["diff"]["before"]["floating_ips"] == [str(UNKNOWN)]
    taken = server(dry, auto_ip=True)
    assert (taken["changed"], taken["diff"]["before"]["auto_ip"]) == (True, False)
    assert len(list(dry.list("network", "/floatingips", "floatingips"))) == 1  # it was there, and free
    assert ports(dry, made["id"])


def test_a_server_is_a_member_of_its_group(dry: Session) -> None:
    body = {"server_group": {"name": "g", "policy": "affinity", "members": ["old"]}}
    group = dry.request("compute", "POST", "/os-server-groups", json=body, key="server_group").body["server_group"]["id"]
    made = new(dry, server_group=group)
    assert made["server"]["scheduler_hints"] == {"group": [group]}
    assert read(dry, "compute", f"/os-server-groups/{group}", "server_group")["members"] == ["old", made["id"]]
    server(dry, state="absent")
    assert read(dry, "compute", f"/os-server-groups/{group}", "server_group")["members"] == ["old"]


def test_the_groups_of_all_ports_are_shown_when_they_are_known(dry: Session) -> None:
    made = new(dry, security_groups=[GROUP])["id"]
    run(dry, SERVER_INTERFACE, server=made, network=OTHER)
    assert server(dry)["server"]["security_groups"] is UNKNOWN  # those of the new port
    assert server(dry, nics=[{"net-id": NETWORK, "security-groups": [GROUP]}, {"net-id": OTHER}])["server"]["security_groups"] is UNKNOWN
    wanted = [{"net-id": network, "security-groups": [GROUP]} for network in (NETWORK, OTHER)]
    assert server(dry, nics=wanted)["server"]["security_groups"] == [{"name": "web"}]


def test_a_volume_goes_from_a_server_that_does_not_say_what_becomes_of_it(cloud: FakeCloud, dry: Session) -> None:
    data = volume(dry)
    old = {"id": NETWORK, "name": "old", "status": "ACTIVE", "os-extended-volumes:volumes_attached": [{"id": data}, {"id": "other"}]}
    dry.request("compute", "POST", "/servers", json={"server": old}, key="server")
    effects = Effects({}, others=lambda: predictions.detachment_effects(Context(dry, {}, SERVER), {"id": NETWORK}, data))
    dry.request("compute", "POST", "/action", effects=effects)
    assert read(dry, "compute", f"/servers/{NETWORK}", "server")["os-extended-volumes:volumes_attached"] == [{"id": "other"}]

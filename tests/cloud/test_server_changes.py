# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever Nova lets one change about a server is changed by a task that declares it: on a real Nova, Neutron and Cinder."""

from __future__ import annotations

import base64
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.listing import SERVERS
from tests.cloud.servers import FLAVOR, IMAGE, OTHER_FLAVOR, Api, agreed, run

VOLUMES = "os-extended-volumes:volumes_attached"


@pytest.fixture(scope="module")
def made(world: SimpleNamespace) -> SimpleNamespace:
    """A server on one network, and the options that it was made by."""
    options = {"name": f"{world.name}-app", "image": IMAGE, "flavor": FLAVOR, "network": f"{world.name}-back", "auto_ip": False}
    done = agreed(**options, power_state="active", locked=False)
    return SimpleNamespace(options=options, name=options["name"], id=done.id, image=done.server["image_id"])


@pytest.fixture
def app(api: Api, made: SimpleNamespace) -> SimpleNamespace:
    """That server, which runs, is not locked, and has the flavor and the image that it was made by."""
    api.bring(made.id, flavor=FLAVOR)
    if api.server(made.id)["image"]["id"] != made.image:
        api.act(made.id, "ACTIVE", rebuild={"imageRef": made.image})
    return made


# -- power ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "state", "status", "actions"),
    [
        ("ACTIVE", "paused", "PAUSED", 1),
        ("PAUSED", "shutoff", "SHUTOFF", 2),
        ("SHUTOFF", "rescued", "RESCUE", 1),
        ("RESCUE", "suspended", "SUSPENDED", 2),
        ("SUSPENDED", "shelved", "SHELVED_OFFLOADED", 1),
        ("SHELVED_OFFLOADED", "active", "ACTIVE", 1),
    ],
)
def test_the_power_state_is_reached_from_any_other(
    api: Api, made: SimpleNamespace, before: str, state: str, status: str, actions: int
) -> None:
    api.bring(made.id, before)
    done = agreed(name=made.name, auto_ip=False, power_state=state)
    assert done.changed
    assert len(done.writes) == actions
    assert done.diff["after"]["power_state"] == state != done.diff["before"]["power_state"]
    assert done.server["status"] == api.server(made.id)["status"] == status


def test_a_new_server_may_be_stopped_from_the_start(api: Api, app: SimpleNamespace) -> None:
    options = app.options | {"name": f"{app.name}-off", "power_state": "shutoff"}
    done = agreed(**options)
    assert api.server(done.id)["status"] == "SHUTOFF"
    assert run(**options, state="absent", stop_before_delete=True).changed


# -- what is changed in place -----------------------------------------------------------------------------------------------


def test_names_and_addresses_are_changed_in_place(api: Api, app: SimpleNamespace) -> None:
    wanted = {"hostname": "inner.example.org", "access_ipv4": "198.51.100.7", "access_ipv6": "2001:db8::7", "disk_config": "AUTO"}
    done = agreed(name=app.name, auto_ip=False, **wanted)
    assert len(done.writes) == 1
    have = api.server(app.id)
    assert have["OS-EXT-SRV-ATTR:hostname"] == "inner.example.org"
    assert (have["accessIPv4"], have["accessIPv6"], have["OS-DCF:diskConfig"]) == ("198.51.100.7", "2001:db8::7", "AUTO")
    assert not run(name=app.name, auto_ip=False, access_ipv6="2001:0db8:0::7").changed
    assert agreed(name=app.name, auto_ip=False, pinned_availability_zone="nova").changed
    assert agreed(name=app.name, auto_ip=False, pinned_availability_zone="").changed
    with pytest.raises(CloudError, match="`access_ipv4` cannot be cleared"):
        run(name=app.name, auto_ip=False, access_ipv4="")


def test_a_lock_is_set_explained_and_respected(api: Api, app: SimpleNamespace) -> None:
    assert agreed(name=app.name, auto_ip=False, locked=True).changed
    done = agreed(name=app.name, auto_ip=False, locked=True, locked_reason="audit")
    assert len(done.writes) == 2
    assert agreed(name=app.name, auto_ip=False, locked=True, locked_reason="inquiry").changed
    assert (api.server(app.id)["locked"], api.server(app.id)["locked_reason"]) == (True, "inquiry")
    with pytest.raises(CloudError, match="is locked: inquiry.*Set `locked: false`"):
        run(name=app.name, state="absent")
    with pytest.raises(CloudError, match="locked"):
        run(name=app.name, auto_ip=False, power_state="shutoff")
    assert agreed(name=app.name, auto_ip=False, locked=False, metadata={"a": "b"}).changed
    assert api.server(app.id)["locked"] is False


def test_the_password_is_set_when_asked_and_never_told(app: SimpleNamespace) -> None:
    options = {"name": app.name, "auto_ip": False, "admin_password": "s3cret-of-root"}
    assert not run(**options).changed
    done = run(**options, update_password="always")
    assert done.changed
    assert "s3cret" not in str(vars(done))
    assert run(check=True, **options, update_password="always").diff == done.diff


# -- resize and rebuild -----------------------------------------------------------------------------------------------------


def test_another_flavor_is_a_resize_when_asked_for(api: Api, app: SimpleNamespace) -> None:
    assert run(name=app.name, auto_ip=False, flavor=OTHER_FLAVOR).drift[0]["remedy"].startswith("Set `on_flavor_change: resize`")
    resize = {"name": app.name, "auto_ip": False, "on_flavor_change": "resize"}
    done = agreed(**resize, flavor=OTHER_FLAVOR)
    assert done.diff["before"]["flavor"] == FLAVOR
    assert api.server(app.id)["flavor"]["original_name"] == OTHER_FLAVOR
    assert api.server(app.id)["status"] == "ACTIVE"
    agreed(**resize, flavor={"ram": "<=256"}, power_state="shutoff")
    assert api.server(app.id)["status"] == "SHUTOFF"
    assert api.server(app.id)["flavor"]["original_name"] == FLAVOR


def test_a_resize_may_be_left_to_be_confirmed_or_taken_back(api: Api, app: SimpleNamespace) -> None:
    resize = {"name": app.name, "auto_ip": False, "on_flavor_change": "resize"}
    api.bring(app.id, "SHUTOFF")
    agreed(**resize, flavor=OTHER_FLAVOR, confirm_resize=False)
    assert api.server(app.id)["status"] == "VERIFY_RESIZE"
    assert not run(name=app.name, auto_ip=False, flavor=OTHER_FLAVOR).changed
    agreed(**resize, flavor=FLAVOR)
    assert (api.server(app.id)["status"], api.server(app.id)["flavor"]["original_name"]) == ("SHUTOFF", FLAVOR)
    agreed(**resize, flavor=OTHER_FLAVOR, confirm_resize=False, power_state="active")
    assert api.server(app.id)["status"] == "VERIFY_RESIZE"
    agreed(**resize, flavor=OTHER_FLAVOR)
    assert api.server(app.id)["status"] == "ACTIVE"
    agreed(**resize, flavor=FLAVOR)


def test_a_resize_that_nobody_waits_for_is_ended_by_the_next_task(api: Api, app: SimpleNamespace) -> None:
    options = {"name": app.name, "auto_ip": False, "on_flavor_change": "resize", "flavor": OTHER_FLAVOR}
    assert run(**options, wait=False).changed
    assert run(**options).changed
    assert (api.server(app.id)["status"], api.server(app.id)["flavor"]["original_name"]) == ("ACTIVE", OTHER_FLAVOR)
    assert not run(**options).changed


def test_a_resize_that_fails_tells_the_reason(admin: Api, api: Api, world: SimpleNamespace, app: SimpleNamespace) -> None:
    flavor = admin.make("compute", "/flavors", "flavor", name=f"{world.name}-rare", ram=64, vcpus=1, disk=1)
    specs = {"extra_specs": {"trait:CUSTOM_NOWHERE": "required"}}
    admin.session.request("compute", "POST", f"/flavors/{flavor['id']}/os-extra_specs", json=specs)
    try:
        with pytest.raises(CloudError, match="could not be resized.*Nova shows the reason only to administrators"):
            run(name=app.name, auto_ip=False, flavor=flavor["name"], on_flavor_change="resize")
        with pytest.raises(CloudError, match="could not be resized.*[Nn]o valid host"):
            run(cloud="admin", id=app.id, auto_ip=False, flavor=flavor["name"], on_flavor_change="resize")
        assert api.server(app.id)["status"] == "ACTIVE"
    finally:
        admin.delete("compute", f"/flavors/{flavor['id']}")


def test_another_image_is_a_rebuild_when_asked_for(api: Api, world: SimpleNamespace, app: SimpleNamespace) -> None:
    before = api.server(app.id)["image"]["id"]
    done = agreed(name=app.name, auto_ip=False, image={"name_regex": "^cirros"}, on_image_change="rebuild", userdata="new")
    assert len(done.writes) == 1
    after = api.server(app.id)
    assert after["image"]["id"] != before
    assert after["status"] == "ACTIVE"
    assert agreed(name=app.name, auto_ip=False, key_name=world.name, on_key_change="rebuild").changed
    assert (api.server(app.id)["key_name"], api.server(app.id)["image"]) == (world.name, after["image"])
    assert agreed(name=app.name, auto_ip=False, image=IMAGE, on_image_change="rebuild", power_state="shutoff").changed
    assert (api.server(app.id)["status"], api.server(app.id)["image"]["id"]) == ("SHUTOFF", before)
    assert agreed(name=app.name, auto_ip=False, power_state="active").changed


def test_other_user_data_is_seen_by_administrators_and_a_rebuild_when_asked_for(
    admin: Api, api: Api, app: SimpleNamespace, tmp_path: Path
) -> None:
    """From the image that the server has, although a newer one is meant, too."""
    agreed(name=app.name, auto_ip=False, image={"name_regex": "^cirros"}, on_image_change="rebuild")
    told = run(name=app.name, auto_ip=False, userdata="unseen", on_userdata_change="rebuild")
    assert (told.changed, hasattr(told, "drift")) == (False, False)
    before = api.server(app.id)["image"]
    options = {"cloud": "admin", "id": app.id, "auto_ip": False, "image": {"name_regex": "^(tiny|cirros)"}, "on_image_change": "rebuild"}
    told = run(**options, userdata="second")
    assert (told.changed, [entry["option"] for entry in told.drift]) == (False, ["userdata"])
    assert told.drift[0]["remedy"].startswith("Set `on_userdata_change: rebuild`")
    done = agreed(**options, userdata="second", on_userdata_change="rebuild")
    assert len(done.writes) == 1
    after = admin.server(app.id)
    assert base64.b64decode(after["OS-EXT-SRV-ATTR:user_data"]) == b"second"
    assert (after["image"]["id"], after["status"]) == (before["id"], "ACTIVE")
    newest = admin.list("image", "/images", "images", name=IMAGE, sort="created_at:desc")[0]
    assert newest["id"] != before["id"]
    data = tmp_path / "data"
    data.write_bytes(b"\x1f\x8b\x00 third")
    assert [entry["now"][:7] for entry in run(**options, userdata_file=str(data)).drift] == ["sha256:"]
    agreed(**options, userdata_file=str(data), on_userdata_change="rebuild")
    assert base64.b64decode(admin.server(app.id)["OS-EXT-SRV-ATTR:user_data"]) == data.read_bytes()


def test_a_server_that_boots_from_a_volume_is_rebuilt_too(api: Api, world: SimpleNamespace) -> None:
    options = {"name": f"{world.name}-root", "flavor": FLAVOR, "network": f"{world.name}-back", "auto_ip": False}
    options |= {"boot_from_volume": True, "terminate_volume": True, "on_image_change": "rebuild"}
    first = agreed(image=IMAGE, **options)
    done = agreed(image={"name_regex": "^cirros"}, **options)
    assert done.changed
    assert done.diff["before"]["image"] != done.diff["after"]["image"]
    [root] = api.server(first.id)[VOLUMES]
    made_of = api.session.request("block-storage", "GET", f"/volumes/{root['id']}").body["volume"]["volume_image_metadata"]
    assert made_of["image_name"].startswith("cirros")
    assert run(name=options["name"], state="absent").changed


# -- interfaces -------------------------------------------------------------------------------------------------------------


def test_interfaces_are_attached_and_only_on_request_detached(api: Api, world: SimpleNamespace, app: SimpleNamespace) -> None:
    front, back = {"net-name": f"{world.name}-front"}, {"net-name": f"{world.name}-back"}
    groups = [f"{world.name}-web"]
    done = agreed(name=app.name, auto_ip=False, nics=[front, back], security_groups=groups)
    assert {port["network_id"] for port in api.ports(app.id)} == set(world.networks.values())
    assert [port["security_groups"] for port in api.ports(app.id)] == [[world.groups["web"]]] * 2
    assert sorted(done.server["addresses"]) == sorted([f"{world.name}-front", f"{world.name}-back"])
    told = run(name=app.name, auto_ip=False, nics=[front])
    assert not told.changed
    assert (told.drift[0]["option"], told.drift[0]["now"][0]["network"]) == ("nics", f"{world.name}-back")
    agreed(name=app.name, auto_ip=False, nics=[front], purge_nics=True)
    assert [port["network_id"] for port in api.ports(app.id)] == [world.networks["front"]]
    partly = run(name=app.name, auto_ip=False, network=f"{world.name}-back")
    assert partly.changed
    assert partly.drift[0]["option"] == "network"
    assert partly.diff["before"] != partly.diff["after"]
    agreed(name=app.name, auto_ip=False, network=f"{world.name}-back", purge_nics=True)


def test_ports_fixed_addresses_and_groups_of_one_interface(api: Api, world: SimpleNamespace, app: SimpleNamespace) -> None:
    port = api.make("network", "/ports", "port", network_id=world.networks["front"], name=f"{world.name}-kept")
    nics: list[Any] = [
        {"net-name": f"{world.name}-back", "security-groups": [f"{world.name}-db"]},
        {"net-name": f"{world.name}-back", "v4-fixed-ip": "10.92.0.77", "tag": "data"},
        f"port-name={world.name}-kept",
    ]
    options = {"name": app.name, "auto_ip": False, "nics": nics, "security_groups": [f"{world.name}-web"], "purge_nics": True}
    agreed(**options)
    found = {port["fixed_ips"][0]["ip_address"]: port for port in api.ports(app.id)}
    assert len(found) == 3
    assert found["10.92.0.77"]["security_groups"] == [world.groups["web"]]
    assert sorted(tuple(port["security_groups"]) for port in found.values()) == sorted(
        [(world.groups[one],) for one in ("db", "web", "web")]
    )
    agreed(name=app.name, auto_ip=False, nics=[f"net-name={world.name}-back,v4-fixed-ip=10.92.0.77"], purge_nics=True)
    assert [one["fixed_ips"][0]["ip_address"] for one in api.ports(app.id)] == ["10.92.0.77"]
    kept = api.list("network", "/ports", "ports", name=f"{world.name}-kept")
    assert [(one["id"], one["device_id"]) for one in kept] == [(port["id"], "")]


def test_a_new_server_with_groups_of_one_interface(api: Api, world: SimpleNamespace) -> None:
    nics = [{"net-name": f"{world.name}-front", "security-groups": [f"{world.name}-db"]}, f"net-name={world.name}-back"]
    name = f"{world.name}-groups"
    done = agreed(name=name, image=IMAGE, flavor=FLAVOR, nics=nics, security_groups=[f"{world.name}-web"], auto_ip=False)
    found = {port["network_id"]: port["security_groups"] for port in api.ports(done.id)}
    assert found == {world.networks["front"]: [world.groups["db"]], world.networks["back"]: [world.groups["web"]]}
    assert run(name=name, state="absent", detach_ports=True).changed


# -- disks ------------------------------------------------------------------------------------------------------------------


def volume(api: Api, name: str) -> str:
    made = api.make("block-storage", "/volumes", "volume", name=name, size=1)["id"]
    deadline = time.monotonic() + 60
    while api.session.request("block-storage", "GET", f"/volumes/{made}").body["volume"]["status"] != "available":
        assert time.monotonic() < deadline
        time.sleep(0.2)
    return made


def gone(api: Api, identifiers: list[str]) -> bool:
    deadline = time.monotonic() + 60
    while {one["id"] for one in api.list("block-storage", "/volumes", "volumes")} & set(identifiers):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.3)
    return True


def test_block_devices_of_every_kind(api: Api, world: SimpleNamespace) -> None:
    name = f"{world.name}-disks"
    data, later = volume(api, f"{name}-data"), volume(api, f"{name}-later")
    snapshot = api.make("block-storage", "/snapshots", "snapshot", volume_id=data, name=f"{name}-snap")["id"]
    root = {"source_type": "image", "source": IMAGE, "boot_index": 0, "volume_type": "devcloud", "delete_on_termination": True}
    devices: list[Any] = [
        root | {"volume_size": 1, "disk_bus": "virtio", "device_type": "disk"},
        {"source_type": "volume", "source": f"{name}-data", "tag": "data"},
        {"source_type": "snapshot", "source": f"{name}-snap", "volume_size": 1, "delete_on_termination": True},
        {"source_type": "blank", "volume_size": 2, "delete_on_termination": True},
    ]
    options = {"name": name, "flavor": FLAVOR, "network": f"{world.name}-back", "auto_ip": False}
    try:
        done = agreed(**options, block_devices=devices)
        attached = {one["id"]: one["delete_on_termination"] for one in api.server(done.id)[VOLUMES]}
        assert len(attached) == 4
        assert attached[data] is False
        devices[1]["delete_on_termination"] = True
        devices.append({"source_type": "volume", "source": later})
        changed = agreed(**options, block_devices=devices)
        assert changed.changed
        attached = {one["id"]: one["delete_on_termination"] for one in api.server(done.id)[VOLUMES]}
        assert (len(attached), attached[data], attached[later]) == (5, True, False)
        assert len(run(**options, block_devices=devices).requests) <= 2
        devices[1]["delete_on_termination"] = False
        agreed(**options, block_devices=devices)
        made = set(attached) - {data, later}
        with pytest.raises(CloudError, match="it is unknown which ones"):
            run(**options, block_devices=[root, devices[3]], purge_volumes=True)
        api.delete("block-storage", f"/snapshots/{snapshot}")
        assert run(name=name, state="absent").changed
        assert gone(api, list(made))
    finally:
        for one in (later, data):
            api.session.request("block-storage", "DELETE", f"/volumes/{one}", allow=(400, 404))


def test_volumes_are_detached_and_deleted_only_on_request(api: Api, world: SimpleNamespace) -> None:
    name = f"{world.name}-vols"
    one, two = volume(api, f"{name}-1"), volume(api, f"{name}-2")
    options = {"name": name, "image": IMAGE, "flavor": FLAVOR, "network": f"{world.name}-back", "auto_ip": False}
    options |= {"boot_from_volume": True}
    try:
        done = agreed(**options, volumes=[f"{name}-1", two])
        root = ({entry["id"] for entry in api.server(done.id)[VOLUMES]} - {one, two}).pop()
        told = run(**options, volumes=[f"{name}-1", two], terminate_volume=True)
        assert (told.changed, [entry["option"] for entry in told.drift]) == (False, ["terminate_volume"])
        assert not run(**options, volumes=[two]).changed
        agreed(**options, volumes=[two], purge_volumes=True)
        assert {entry["id"] for entry in api.server(done.id)[VOLUMES]} == {root, two}
        assert run(name=name, state="absent", delete_volumes="made", check=True).changed
        assert run(name=name, state="absent", delete_volumes="made").changed
        assert gone(api, [root])
        assert {one, two} <= {entry["id"] for entry in api.list("block-storage", "/volumes", "volumes")}
    finally:
        for identifier in (one, two):
            api.delete("block-storage", f"/volumes/{identifier}")


# -- scheduling, groups, files ----------------------------------------------------------------------------------------------


def test_a_server_group_by_name_and_user_data_from_a_file(api: Api, world: SimpleNamespace, tmp_path: Any) -> None:
    group = api.make("compute", "/os-server-groups", "server_group", name=f"{world.name}-group", policies=["anti-affinity"])
    data = tmp_path / "data"
    data.write_bytes(b"\x1f\x8b\x00 binary")
    name = f"{world.name}-member"
    options = {"name": name, "image": IMAGE, "flavor": FLAVOR, "network": f"{world.name}-back", "auto_ip": False}
    try:
        done = agreed(**options, server_group=f"{world.name}-group", userdata_file=str(data), hostname="member")
        assert api.server(done.id)["server_groups"] == [group["id"]]
        with pytest.raises(CloudError, match="There is no server group 'nowhere'"):
            run(**options | {"name": f"{name}-2"}, server_group="nowhere")
        assert run(name=name, state="absent", force_delete=True).changed
        assert api.server(done.id) == {}
        with pytest.raises(CloudError, match="Cannot read .*: No such file"):
            run(**options, userdata_file=str(tmp_path / "none"))
    finally:
        api.delete("compute", f"/os-server-groups/{group['id']}")


def test_the_console_log_comes_with_the_listing(app: SimpleNamespace) -> None:
    done = run(operation=SERVERS, name=app.name, console_log=1)
    assert "login:" in done.servers[0]["console_log"]
    assert len(done.requests) == 2

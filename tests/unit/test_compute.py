# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What keypairs, flavors, images and servers compute without a cloud: conditions, spellings, request bodies, addresses."""

from __future__ import annotations

import base64
from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils import protocols, resource
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.overlay import matches as in_listing
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute import flavors, hosts, infos, keypairs
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.flavor_access import FLAVOR_ACCESS
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server import disks, fields, fleet, floating_ips, table
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.base import LAUNCHED, TASK_STATE
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.nics import get_plan
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.state import STATUSES, TRANSITIONS
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.base import IMAGE_NAME, filter_images
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import Spot
from ansible_collections.stratus.openstack.plugins.module_utils.session import lower_version
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN
from tests.unit.fake_cloud import OTHER_PROJECT, PROJECT, fake_cloud
from tests.unit.stub import Answer, Request

NOVA = protocols.of("compute").query
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIH5X7b6e5JZr0Vq1pQ0g6R1mS6Gm9m1o0r5W0b0a3c4d"
CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIB\nabcd\n-----END CERTIFICATE-----\n"
NETWORK, PORT, VOLUME, IMAGE = (f"{digit * 8}-0000-4000-8000-000000000000" for digit in "1234")
SPECS = {"hw:cpu_policy": "dedicated"}


def flavor(name: str, ram: int, vcpus: int, disk: int, ephemeral: int = 0, **more: Any) -> dict[str, Any]:
    return {"id": name, "name": name, "ram": ram, "vcpus": vcpus, "disk": disk, "OS-FLV-EXT-DATA:ephemeral": ephemeral, **more}


FLAVORS = [
    flavor("tiny", 512, 1, 1),
    flavor("wide", 512, 4, 1, extra_specs=SPECS),
    flavor("small", 2048, 1, 20),
    flavor("big", 8192, 4, 80, ephemeral=10),
]


class Session:
    """What the code below asks of a session: which microversions are spoken. A request is an error."""

    def __init__(self, ceiling: str = "2.100") -> None:
        self.ceiling = ceiling
        self.access = SimpleNamespace(project_id="p1")

    def supports(self, service: str, microversion: str, ask: bool = False) -> bool:
        return lower_version(microversion, self.ceiling) == microversion

    def get_cached(self, key: str, default: Any = None) -> Any:
        return default


def context(ceiling: str = "2.100", **params: Any) -> Context:
    return Context(Session(ceiling), params, table.SERVER)


# -- keypairs ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [KEY, f"{KEY}\n", f"{KEY} me@example.org", f"  {KEY}   another  comment\n\n"])
def test_comments_and_line_ends_make_no_other_key(text: str) -> None:
    assert keypairs.key_material(text) == KEY


def test_other_keys_and_certificates() -> None:
    assert keypairs.key_material(KEY.replace("H5X7", "H5X8")) != KEY
    assert keypairs.key_material(CERTIFICATE) == keypairs.key_material(CERTIFICATE.replace("\n", "\r\n").strip())
    assert keypairs.key_material(CERTIFICATE) != keypairs.key_material(CERTIFICATE.replace("abcd", "abce"))
    assert keypairs.key_material("sk-ssh-ed25519@openssh.com AAAA me") == "sk-ssh-ed25519@openssh.com AAAA"


# -- flavors ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("<=1024", ("<=", 1024)),
        (" > 2", (">", 2)),
        ("4", ("", 4)),
        (4, ("", 4)),
        ("==4", ("==", 4)),
        ("min", ("MIN", None)),
        ("MAX", ("MAX", None)),
    ],
)
def test_conditions_on_numbers(text: Any, meaning: tuple[str, int | None]) -> None:
    assert flavors.parse_condition(text) == meaning


@pytest.mark.parametrize("text", ["", "x", "<", "<=-1", "1024MB", "=<5", "<5 or >7", "MINI"])
def test_what_is_no_condition_on_a_number(text: str) -> None:
    with pytest.raises(CloudError, match="no condition on a number"):
        flavors.parse_condition(text)


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({}, ["tiny", "wide", "small", "big"]),
        ({"ram": "<=1024", "vcpus": "1"}, ["tiny"]),
        ({"ram": ">512", "disk": "<80"}, ["small"]),
        ({"ephemeral": 10}, ["big"]),
        ({"ram": "MIN"}, ["tiny", "wide"]),
        ({"ram": "MIN", "vcpus": "MAX"}, ["wide"]),
        ({"vcpus": "MIN", "ram": ">600"}, ["small"]),
        ({"vcpus": "MAX", "ram": "<100"}, []),
        ({"extra_specs": SPECS}, ["wide"]),
        ({"name": "big"}, ["big"]),
    ],
)
def test_flavors_that_meet_conditions(wanted: dict[str, Any], names: list[str]) -> None:
    assert [one["name"] for one in flavors.filter_flavors(FLAVORS, wanted)] == names


@pytest.mark.parametrize(
    ("wanted", "query"),
    [
        ({"ram": ">=1024", "disk": ">20"}, {"minRam": 1024, "minDisk": 21}),
        ({"ram": 512, "vcpus": ">=2"}, {"minRam": 512}),
        ({"ram": "<=512", "disk": "MIN"}, {}),
    ],
)
def test_the_api_gets_the_conditions_that_it_can_check(wanted: dict[str, Any], query: dict[str, int]) -> None:
    assert flavors.api_query(wanted) == query


def test_a_flavor_cannot_be_chosen_by_what_it_has_not() -> None:
    with pytest.raises(CloudError, match="cannot be chosen by cores"):
        flavors.FLAVOR.find_matching(context(), {"cores": 4})


@pytest.mark.parametrize(
    ("value", "agrees"), [("m1.nano", True), ({"ram": "<=256", "vcpus": 1}, True), ({"ram": ">=256"}, False), ({"ephemeral": "1"}, False)]
)
def test_the_flavor_that_a_server_shows(value: Any, agrees: bool) -> None:
    shown = {"original_name": "m1.nano", "ram": 128, "vcpus": 1, "disk": 1, "ephemeral": 0, "swap": 0, "extra_specs": {}}
    assert table.SERVER.fields["flavor"].agrees(shown, value, context()) is agrees


# -- images -----------------------------------------------------------------------------------------------------------------


def test_images_are_narrowed_and_come_newest_first() -> None:
    images = [
        {"id": "1", "name": "debian-12", "tags": ["golden"], "created_at": "2026-01-01T00:00:00Z"},
        {"id": "2", "name": "debian-13", "tags": ["golden", "x"], "created_at": "2026-03-01T00:00:00Z"},
        {"id": "3", "name": None, "tags": [], "created_at": "2026-02-01T00:00:00Z"},
    ]
    assert [have["id"] for have in filter_images(images)] == ["2", "3", "1"]
    assert [have["id"] for have in filter_images(images, "^debian-", ["golden"])] == ["2", "1"]
    assert [have["id"] for have in filter_images(images, exclude="-13")] == ["3", "1"]
    with pytest.raises(CloudError, match="not a regular expression"):
        filter_images(images, "(")


def test_custom_properties_are_what_is_no_attribute() -> None:
    have = {"id": "1", "name": "a", "self": "/v2/images/1", "stores": "fs", "os_distro": "debian", "build": "7", "os_hidden": False}
    shown = IMAGE_NAME.to_result(have)
    assert shown["properties"] == {"build": "7"}
    assert (shown["os_distro"], shown["is_hidden"], shown["checksum"]) == ("debian", False, None)


# -- servers: spellings -----------------------------------------------------------------------------------------------------

NICS = table.SERVER.fields["nics"]


@pytest.mark.parametrize(
    ("value", "meaning"),
    [
        (["auto"], "auto"),
        (["none"], "none"),
        ([], "auto"),
        ("app", [{"net-name": "app"}]),
        (["net-name=a"], [{"net-name": "a"}]),
        (["net-name=a,port-name=b"], [{"net-name": "a"}, {"port-name": "b"}]),
        (["net-id=a, v4-fixed-ip=10.0.0.5,tag=x"], [{"net-id": "a", "fixed-ip": "10.0.0.5", "tag": "x"}]),
        (
            [{"uuid": "a"}, {"net_name": "b", "v6_fixed_ip": "fd00::5", "tag": None}],
            [{"net-id": "a"}, {"net-name": "b", "fixed-ip": "fd00::5"}],
        ),
    ],
)
def test_spellings_of_nics(value: Any, meaning: Any) -> None:
    assert NICS.parse_nics(value) == meaning


@pytest.mark.parametrize("value", [["a"], [{}], [{"tag": "x"}], [{"net-name": "a", "port-id": "b"}], [{"net-name": "a", "colour": "red"}]])
def test_nics_that_mean_nothing(value: Any) -> None:
    with pytest.raises(CloudError, match="does not name exactly one network or port"):
        NICS.parse_nics(value)


@pytest.mark.parametrize("value", ["net-id=a,v4-fixed-ip=10.0.0.5,v6-fixed-ip=fd00::5", {"net-id": "a", "uuid": "b"}])
def test_nothing_of_a_nic_gets_lost(value: Any) -> None:
    with pytest.raises(CloudError, match="sets the same attribute twice"):
        NICS.parse_nics([value])


def test_nics_on_the_wire() -> None:
    nics = [{"net-id": NETWORK, "v4-fixed-ip": "10.0.0.5", "tag": "x"}, f"port-id={PORT}"]
    assert NICS.wire(nics, context()) == [{"uuid": NETWORK, "fixed_ip": "10.0.0.5", "tag": "x"}, {"port": PORT}]


PORTS = [
    {"id": PORT, "network_id": NETWORK, "mac_address": "m1", "security_groups": ["g1"], "fixed_ips": [{"ip_address": "10.0.0.5"}]},
    {"id": "p2", "network_id": NETWORK, "mac_address": "m2", "security_groups": ["g2"], "fixed_ips": [{"ip_address": "fd00::5"}]},
]


@pytest.mark.parametrize(
    ("nics", "missing", "extra"),
    [
        ([f"net-id={NETWORK}", f"net-id={NETWORK},v4-fixed-ip=10.0.0.5"], 0, []),
        ([f"port-id={PORT}", f"net-id={NETWORK},v6-fixed-ip=fd00:0::5"], 0, []),
        ([f"net-id={NETWORK}"], 0, ["p2"]),
        ([f"net-id={NETWORK},v4-fixed-ip=10.0.0.6", f"port-id={PORT}"], 1, ["p2"]),
        ([f"net-id={NETWORK}"] * 3, 1, []),
        (["none"], 0, [PORT, "p2"]),
        (["auto"], 0, []),
        ([], 0, []),
    ],
)
def test_ports_are_compared_with_nics(nics: list[str], missing: int, extra: list[str]) -> None:
    have = {"id": "s1", "status": "ACTIVE", "addresses": {"app": [{}], "data": [{}]}}
    task = context(nics=nics)
    task.fresh["network.port", "s1", "all"] = PORTS
    plan = get_plan(task, have, NICS, nics)
    assert (len(plan.missing), [port["id"] for port in plan.extra]) == (missing, extra)


def test_networks_are_compared_by_name_without_a_look_at_ports() -> None:
    have = {"id": "s1", "status": "ACTIVE", "addresses": {"app": [], "data": [{floating_ips.MAC: "m1"}, {floating_ips.MAC: "m1"}]}}
    assert get_plan(context(), have, NICS, ["net-name=data", {"net-name": "app"}]).done
    building = dict(have, id="s2", status="BUILD", addresses={})
    assert get_plan(context(), building, NICS, [f"net-id={NETWORK}"]).done


def test_a_nic_may_have_groups_of_its_own() -> None:
    nics = [{"port-id": PORT, "security-groups": [VOLUME]}, f"net-id={NETWORK}"]
    task = context(nics=nics)
    task.fresh["network.port", "s1", "all"] = PORTS
    plan = get_plan(task, {"id": "s1", "status": "ACTIVE", "addresses": {}}, NICS, nics)
    assert [(port["id"], groups) for port, groups in plan.group_changes] == [(PORT, [VOLUME])]
    assert plan.own_groups == {PORT}
    assert NICS.wire(nics, task) == [{"port": PORT}, {"uuid": NETWORK}]


@pytest.mark.parametrize("value", ["a=1,b=x=y", " a = 1 , b=x=y ", {"a": 1, "b": "x=y"}, {"a": "1", "b": "x=y", "c": None}])
def test_spellings_of_metadata(value: Any) -> None:
    field = table.SERVER.fields["metadata"]
    assert field.wire(value, context()) == {"a": "1", "b": "x=y"}
    assert field.agrees({"b": "x=y", "a": "1"}, value, context())
    assert not field.agrees({"a": "1"}, value, context())
    assert not field.agrees({"a": "1", "b": "x=y", "d": ""}, value, context())


def test_user_data_is_compared_by_what_it_stands_for_and_never_shown() -> None:
    field = table.SERVER.fields["userdata"]
    text = "#cloud-config\n" + "x" * 100
    broken = base64.encodebytes(text.encode()).decode()
    assert "\n" in broken.strip()
    assert field.agrees(field.read({table.USER_DATA: broken}), text, context())
    assert not field.agrees(field.read({table.USER_DATA: None}), text, context())
    assert field.agrees(field.read({}), text, context()), "one who may not see it cannot say that it differs"
    assert field.to_diff(text) == "VALUE_HIDDEN"
    assert field.spec()["no_log"] is True


@pytest.mark.parametrize(
    ("option", "shown", "value", "agrees"),
    [
        ("config_drive", {"config_drive": ""}, True, False),
        ("config_drive", {"config_drive": "True"}, True, True),
        ("config_drive", {"config_drive": "True"}, False, True),
        ("availability_zone", {"OS-EXT-AZ:availability_zone": "nova"}, "nova:host7", True),
        ("availability_zone", {"OS-EXT-AZ:availability_zone": "nova"}, "east", False),
        ("availability_zone", {}, "east", True),
        ("scheduler_hints", {"scheduler_hints": {"group": "g", "same_host": ["a", "b"]}}, {"group": "g"}, True),
        ("scheduler_hints", {"scheduler_hints": {}}, {"group": "g"}, False),
        ("scheduler_hints", {}, {"group": "g"}, True),
        ("key_name", {"key_name": None}, "deploy", False),
        ("boot_volume", {disks.VOLUMES: [{"id": VOLUME}]}, VOLUME, True),
        ("boot_volume", {disks.VOLUMES: []}, VOLUME, False),
    ],
)
def test_drift(option: str, shown: dict[str, Any], value: Any, agrees: bool) -> None:
    field = table.SERVER.fields[option]
    assert field.agrees(field.read(shown), value, context()) is agrees


# -- servers: requests ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["web.1", "a-b", "x+y (z)", "^$"])
def test_a_name_is_looked_for_exactly(name: str) -> None:
    query = table.SERVER.name_query(name)
    assert in_listing({"name": name}, query, NOVA)
    assert not in_listing({"name": f"{name}2"}, query, NOVA)


def body(ceiling: str = "2.100", **params: Any) -> dict[str, Any]:
    """The request that creates a server from options with ids."""
    task = context(ceiling, name="web", **params)
    given = [name for name, field in table.SERVER.given(task.params).items() if field.body and name != "flavor"]
    made = table.SERVER.body(task, given)
    return table.SERVER.wrap(table.SERVER.complete_body(task, {**made, "flavorRef": "1"}))


def test_the_request_that_creates_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fields.ImageRef, "wire", lambda self, value, context: value)
    group = {"metadata": {"a": 1}, "tags": ["x"], "security_groups": [NETWORK], "scheduler_hints": {"group": "g"}}
    made = body(image=IMAGE, userdata="hello", **group)
    assert made == {
        "server": {
            "name": "web",
            "imageRef": IMAGE,
            "flavorRef": "1",
            "networks": "auto",
            "metadata": {"a": "1"},
            "tags": ["x"],
            "security_groups": [{"name": NETWORK}],
            "user_data": "aGVsbG8=",
        },
        "os:scheduler_hints": {"group": "g"},
    }


def test_an_old_cloud_is_not_sent_what_it_does_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fields.ImageRef, "wire", lambda self, value, context: value)
    options = {"image": IMAGE, "tags": ["x"]}
    assert not {"tags", "networks"} & set(body("2.1", **options)["server"])
    assert "networks" in body("2.37", **options)["server"]
    assert body("2.1", network=NETWORK, **options)["server"]["networks"] == [{"uuid": NETWORK}]


@pytest.mark.parametrize(("option", "since"), [("description", "2.19"), ("hostname", "2.90"), ("host", "2.74"), ("tags", "2.26")])
def test_what_an_old_cloud_cannot_do_is_said(monkeypatch: pytest.MonkeyPatch, option: str, since: str) -> None:
    monkeypatch.setattr(fields.ImageRef, "wire", lambda self, value, context: value)
    with pytest.raises(CloudError, match=f"`{option}` needs microversion {since}"):
        table.SERVER.require_microversions(context("2.18", state="present", **{option: "x"}))
    table.SERVER.require_microversions(context("2.18", state="present", **{option: ""}))
    table.SERVER.require_microversions(context("2.18", state="absent", **{option: "x"}))
    table.SERVER.require_microversions(context(since, state="present", **{option: "x"}))


@pytest.mark.parametrize(("image_shown", "told"), [({"id": IMAGE}, ["boot_from_volume"]), ("", []), (None, [])])
def test_a_server_with_a_local_disk_does_not_boot_from_a_volume(image_shown: Any, told: list[str]) -> None:
    task = context(name="web", state="present", boot_from_volume=True)
    task.session.warnings = []
    table.SERVER.converge(task, {"id": "s1", "name": "web", "status": "ACTIVE", "image": image_shown})
    assert [entry["option"] for entry in task.drift] == told
    assert len(task.session.warnings) == len(told)


@pytest.mark.parametrize(
    ("attached", "options", "told"),
    [
        ({VOLUME: False}, {"boot_from_volume": True}, True),
        ({VOLUME: True}, {"boot_from_volume": True}, False),
        ({VOLUME: None}, {"boot_from_volume": True}, False),
        ({}, {"boot_from_volume": True}, False),
        (None, {"boot_from_volume": True}, False),
        ({VOLUME: False}, {}, False),
        ({VOLUME: False}, {"boot_from_volume": True, "terminate_volume": False}, False),
        ({VOLUME: False}, {"boot_from_volume": True, "block_devices": [{"source_type": "image", "boot_index": 0}]}, False),
        ({VOLUME: False}, {"boot_from_volume": True, "volumes": [VOLUME]}, False),
        ({VOLUME: False, IMAGE: True}, {"boot_from_volume": True, "volumes": [VOLUME]}, False),
        ({VOLUME: True, IMAGE: False}, {"boot_from_volume": True, "volumes": [VOLUME]}, True),
        ({VOLUME: True, IMAGE: False}, {"boot_volume": IMAGE}, True),
        ({VOLUME: True, IMAGE: False}, {"boot_volume": VOLUME}, False),
        ({VOLUME: True, IMAGE: False}, {"boot_from_volume": True}, False),
        ({VOLUME: False, IMAGE: True}, {"boot_from_volume": True}, True),
    ],
)
def test_a_volume_to_boot_from_that_shall_go_with_its_server_and_will_not_is_told(
    monkeypatch: pytest.MonkeyPatch, attached: dict[str, Any] | None, options: dict[str, Any], told: bool
) -> None:
    """Where the API shows it; the devices are only asked for when nothing else tells which of several it is."""
    asked = []

    def devices(*_unused: Any) -> list[dict[str, str]]:
        asked.append(True)
        return [{"volumeId": VOLUME, "device": "/dev/vda"}, {"volumeId": IMAGE, "device": "/dev/vdb"}]

    monkeypatch.setattr(disks, "list_attachments", devices)
    task = context(name="web", state="present", **{"terminate_volume": True, **options})
    listed = attached and [{"id": one} if goes is None else {"id": one, "delete_on_termination": goes} for one, goes in attached.items()]
    have = {"id": "s1", "name": "web", "status": "ACTIVE", "image": "", disks.VOLUMES: listed}
    assert bool(table.SERVER.terminate_volume_applies(task.params) and disks.root_outlives_server(task, have)) is told
    assert bool(asked) is (len(attached or ()) > 1 and set(options) == {"boot_from_volume"})


def test_what_becomes_of_the_volume_to_boot_from_is_drift() -> None:
    task = context(name="web", state="present", boot_from_volume=True, terminate_volume=True)
    task.session.warnings = []
    listed = [{"id": VOLUME, "delete_on_termination": False}]
    have = {"id": "s1", "name": "web", "status": "ACTIVE", "image": "", disks.VOLUMES: listed}
    table.SERVER.converge(task, have)
    [entry] = task.drift
    assert (entry["option"], entry["now"], entry["wanted"]) == ("terminate_volume", False, True)
    assert task.session.warnings[0].startswith("server web: terminate_volume is False, not True as declared; it is left alone. Set `")


def test_block_devices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fields.ImageRef, "wire", lambda self, value, context: value)
    extra = {"boot_index": -1, "uuid": VOLUME, "source_type": "volume", "destination_type": "volume", "delete_on_termination": False}
    local = {"boot_index": 0, "uuid": IMAGE, "source_type": "image", "destination_type": "local", "delete_on_termination": True}
    both = body(image=IMAGE, volumes=[VOLUME])["server"]
    assert both["block_device_mapping_v2"] == [local, extra]
    assert both["imageRef"] == IMAGE
    new = body(image=IMAGE, boot_from_volume=True, volume_size=7, terminate_volume=True)["server"]
    assert new["block_device_mapping_v2"] == [local | {"destination_type": "volume", "volume_size": 7}]
    assert "imageRef" not in new
    old = body(boot_volume=VOLUME)["server"]
    assert old["block_device_mapping_v2"] == [extra | {"boot_index": 0}]
    with pytest.raises(CloudError, match="something to boot from"):
        body()


@pytest.mark.parametrize("boots", [{"image": IMAGE, "boot_from_volume": True, "volume_size": 7}, {"boot_volume": IMAGE}])
def test_only_the_volume_it_boots_from_goes_with_a_server(monkeypatch: pytest.MonkeyPatch, boots: dict[str, Any]) -> None:
    monkeypatch.setattr(fields.ImageRef, "wire", lambda self, value, context: value)
    devices = body(volumes=[VOLUME], terminate_volume=True, **boots)["server"]["block_device_mapping_v2"]
    assert [(device["uuid"], device["delete_on_termination"]) for device in devices] == [(IMAGE, True), (VOLUME, False)]


def test_a_new_server_needs_a_flavor() -> None:
    with pytest.raises(CloudError, match="It does not exist; creating it requires one of `flavor`, `flavor_ram`"):
        table.SERVER.creation_body(context(name="web"))


@pytest.mark.parametrize(
    ("status", "launched", "ready"),
    [("ACTIVE", "x", True), ("BUILD", None, False), ("SHUTOFF", "x", True), ("ERROR", "x", True), ("VERIFY_RESIZE", "x", True)],
)
def test_when_a_server_is_there(status: str, launched: str | None, ready: bool) -> None:
    assert table.SERVER.is_ready({"status": status, LAUNCHED: launched}) is ready


def test_a_server_that_never_booted_is_an_error_with_the_fault() -> None:
    with pytest.raises(CloudError, match="ended in status ERROR: No valid host"):
        table.SERVER.is_ready({"name": "web", "status": "ERROR", LAUNCHED: None, "fault": {"message": "No valid host was found."}})


def test_deleting_a_broken_server_is_not_taken_for_a_failure() -> None:
    assert table.SERVER.is_gone(None)
    assert table.SERVER.is_gone({"status": "SOFT_DELETED"})
    assert not table.SERVER.is_gone({"status": "DELETED"})
    assert not table.SERVER.is_gone({"status": "ERROR", TASK_STATE: "deleting"})
    with pytest.raises(CloudError, match="could not be deleted"):
        table.SERVER.is_gone({"status": "ERROR", TASK_STATE: None})


@pytest.mark.parametrize(
    "seen",
    [
        [{"status": "DELETED", TASK_STATE: None}],
        [{"status": "SOFT_DELETED", TASK_STATE: None}],
        [{"status": "ACTIVE", TASK_STATE: "deleting"}, None],
        [{"status": "ACTIVE", TASK_STATE: "deleting"}, {"status": "DELETED", TASK_STATE: None}],
    ],
)
def test_a_server_that_goes_is_waited_for_and_not_there(monkeypatch: pytest.MonkeyPatch, seen: list[Any]) -> None:
    """Before its row goes, Nova shows a server as deleted, when its ports are gone already."""
    looks = iter([have and have | {"id": "1", "name": "web"} for have in seen] + [None])
    monkeypatch.setattr(resource.Resource, "find_declared", lambda *_unused: next(looks))
    monkeypatch.setattr(table.SERVER, "fetch", lambda *_unused: next(looks))
    there = context(name="web", state="present")
    there.session = SimpleNamespace(
        wait=lambda _what, read, _timeout, done, _pace, status_field="status": next(have for have in iter(read, "") if done(have)),
        dry_run=False,
    )
    assert table.SERVER.find_declared(there) is None
    assert table.SERVER.exclude_leaving([have | {"id": "1"} for have in seen if have]) == []


@pytest.mark.parametrize(
    ("have", "kept"),
    [
        ({"status": "SOFT_DELETED"}, True),
        ({"status": "SOFT_DELETED", TASK_STATE: "deleting"}, False),
        ({"status": "DELETED"}, False),
        ({"status": "ACTIVE", TASK_STATE: "deleting"}, False),
        (None, False),
    ],
)
def test_a_server_that_nova_keeps_is_had_back_by_its_id(monkeypatch: pytest.MonkeyPatch, have: dict[str, Any] | None, kept: bool) -> None:
    """No other one is made in place of what an id means."""
    looks = iter([have and have | {"id": "1", "name": "web"}])
    monkeypatch.setattr(table.SERVER, "fetch", lambda *_unused: next(looks, None))
    there = context(id="1", name="web", state="present")
    there.session = SimpleNamespace(
        wait=lambda _what, read, _timeout, done, _pace, status_field="status": next(have for have in iter(read, "") if done(have)),
        dry_run=False,
    )
    if kept:
        assert table.SERVER.find_declared(there)["status"] == "SOFT_DELETED"
    else:
        with pytest.raises(CloudError, match="There is no server with the id 1"):
            table.SERVER.find_declared(there)


# -- servers: addresses -----------------------------------------------------------------------------------------------------


def address(addr: str, kind: str = "fixed", version: int = 4, mac: str = "m1") -> dict[str, Any]:
    return {"addr": addr, "version": version, floating_ips.KIND: kind, floating_ips.MAC: mac}


@pytest.mark.parametrize(
    ("have", "public", "private", "reach"),
    [
        (
            {"addresses": {"a": [address("fd00::1", version=6), address("10.0.0.1"), address("203.0.113.1", "floating")]}},
            "203.0.113.1",
            "10.0.0.1",
            "203.0.113.1",
        ),
        ({"addresses": {"a": [address("10.0.0.1")]}, "accessIPv4": "198.51.100.1"}, "198.51.100.1", "10.0.0.1", "198.51.100.1"),
        ({"addresses": {"a": [address("10.0.0.1")]}, "accessIPv4": ""}, None, "10.0.0.1", "10.0.0.1"),
        ({"addresses": {"a": [address("fd00::1", version=6)]}}, None, None, "fd00::1"),
        ({"addresses": {}}, None, None, None),
        ({}, None, None, None),
    ],
)
def test_the_addresses_that_people_ask_for(have: dict[str, Any], public: str | None, private: str | None, reach: str | None) -> None:
    assert table.main_addresses(have) == {"public_v4": public, "private_v4": private, "interface_ip": reach}


def test_a_floating_ip_is_shown_before_nova_knows_it_and_hidden_again() -> None:
    task = context()
    have = {"addresses": {"a": [address("10.0.0.1", mac="m1")], "b": [address("10.1.0.1", mac="m2")]}}
    floating_ips.add_address_entry(task, have, {"floating_ip_address": "203.0.113.1"}, Spot("p", "10.1.0.1", "s", "x"))
    assert have["addresses"]["b"][1] == address("203.0.113.1", "floating", mac="m2")
    assert floating_ips.floating_addresses(have) == ["203.0.113.1"]
    floating_ips.remove_address_entry(task, have, "203.0.113.1")
    assert floating_ips.floating_addresses(have) == []
    assert len(floating_ips.address_entries(have)) == 2


def test_a_task_waits_until_nova_shows_the_floating_ips_that_it_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    task, waits = context(), []
    have = {"id": "S", "addresses": {"a": [address("10.0.0.1", mac="m1"), address("203.0.113.9", "floating", mac="m1")]}}
    floating_ips.remove_address_entry(task, have, "203.0.113.9")
    floating_ips.add_address_entry(task, have, {"floating_ip_address": "203.0.113.1"}, Spot("p", "10.0.0.1", "s", "x"))
    floating_ips.add_address_entry(task, have, {"floating_ip_address": UNKNOWN}, Spot("p", "10.0.0.1", "s", "x"))
    monkeypatch.setattr(floating_ips, "wait_for_address", lambda *arguments: waits.append(arguments[1:4]))
    floating_ips.wait_until_shown(task, have)
    floating_ips.wait_until_shown(task, have)
    assert waits == [("S", "203.0.113.9", False), ("S", "203.0.113.1", True)]


@pytest.mark.parametrize(("macs", "asks"), [(("m1", "m1"), False), (("m1", "m2"), True)])
def test_security_groups_of_one_port_need_no_look_at_ports(macs: tuple[str, str], asks: bool) -> None:
    have = {"id": "s1", "security_groups": [{"name": "web"}, {"name": "db"}, {"name": "web"}]}
    have["addresses"] = {"a": [address(f"10.0.0.{number}", mac=mac) for number, mac in enumerate(macs)]}
    task = context()
    task.fresh["network.port", "s1", "all"] = [
        {"id": "p1", "security_groups": ["g1"]},
        {"id": "p2", "security_groups": ["g1", "g2"]},
        {"id": "p3", "security_groups": [], "port_security_enabled": False},
    ]
    field = table.SERVER.fields["security_groups"]
    current = field.load(task, have)
    assert current == (["db (not on every port)", "web (not on every port)"] if asks else ["db", "web"])
    assert field.agrees(current, ["web", "db"], task) is not asks


def test_a_server_shows_its_flavor_under_the_names_of_a_flavor() -> None:
    shown = table.SERVER.to_result(
        {"id": "s1", "flavor": {"original_name": "m1.nano", "ram": 128, "ephemeral": 0, "swap": 0}, "config_drive": "True"}
    )
    assert (shown["flavor"]["name"], shown["flavor"]["ram"], shown["flavor"]["ephemeral"]) == ("m1.nano", 128, 0)
    assert shown["flavor"]["id"] == "m1.nano"  # Nova shows no id; the SDK gives the name as well
    assert table.SERVER.to_result({"id": "s1", "flavor": {"id": "84"}})["flavor"]["id"] == "84"
    assert shown["has_config_drive"] is True
    assert shown["image"] is None
    assert shown["admin_password"] is None


# -- servers: power, several of them, block devices ---------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["SHUTOFF", "PAUSED", "SUSPENDED", "RESCUE", "SHELVED", "SHELVED_OFFLOADED", "ERROR", "ACTIVE"])
@pytest.mark.parametrize("wanted", list(STATUSES))
def test_there_is_a_way_from_every_status_to_every_state(status: str, wanted: str) -> None:
    steps = 0
    while status not in STATUSES[wanted]:
        goal = wanted if status in TRANSITIONS[wanted] else "active"
        action = TRANSITIONS[goal][status]
        status = STATUSES["shelved" if action == "shelve" else goal][0]
        steps += 1
        assert steps <= 3


@pytest.mark.parametrize(
    ("name", "number", "meant"), [("web", 7, "web-7"), ("web-%02d.lan", 7, "web-07.lan"), ("%dth", 12, "12th"), ("100%", 1, "100%-1")]
)
def test_names_of_several_servers(name: str, number: int, meant: str) -> None:
    assert fleet.number_name(name, number) == meant
    assert fleet.parse_number(name, meant) == number
    [query] = fleet.build_queries({"name": name, "names": None}, [])
    assert in_listing({"name": meant}, query, NOVA)


@pytest.mark.parametrize("other", ["web", "web-", "web-x", "web-7b", "aweb-7", "web-07"])
def test_other_names_are_none_of_these(other: str) -> None:
    assert fleet.parse_number("web", other) is None


@pytest.mark.parametrize(
    "params",
    [
        {"count": -1, "name": "web"},
        {"count": 2},
        {"names": ["a", "a"]},
        {"names": ["a", ""]},
        {"count": 2, "name": "web", "floating_ips": ["203.0.113.1"]},
        {"names": ["a"], "boot_volume": VOLUME},
    ],
)
def test_what_cannot_mean_several_servers(params: dict[str, Any]) -> None:
    with pytest.raises(CloudError):
        fleet.list_names(params)


DISK = {"source_type": "volume", "source": VOLUME}


@pytest.mark.parametrize(
    ("devices", "attached", "todo"),
    [
        ([DISK], [], [("attach", DISK, VOLUME)]),
        ([DISK], [{"id": VOLUME, "delete_on_termination": False}], None),
        ([DISK | {"delete_on_termination": True}], [{"id": VOLUME, "delete_on_termination": False}], [("keep", VOLUME, True)]),
        ([{"source_type": "blank", "delete_on_termination": True}], [{"id": "v2", "delete_on_termination": False}], [("keep", "v2", True)]),
        (
            [{"source_type": "blank", "delete_on_termination": True}],
            [{"id": "v2", "delete_on_termination": False}, {"id": "v3", "delete_on_termination": False}],
            None,
        ),
        ([{"source_type": "image", "source": IMAGE, "destination_type": "local", "boot_index": 0}], [], None),
    ],
)
def test_block_devices_of_an_existing_server(devices: list[Any], attached: list[Any], todo: Any) -> None:
    task = context(block_devices=devices)
    have = {"id": "s1", "status": "ACTIVE", disks.VOLUMES: attached}
    assert table.SERVER.fields["block_devices"].load(task, have) == todo


@pytest.mark.parametrize("device", [{"source_type": "blank", "source": VOLUME}, {"source_type": "image"}])
def test_a_block_device_needs_the_source_that_its_type_has(device: dict[str, Any]) -> None:
    with pytest.raises(CloudError, match="source"):
        table.SERVER.fields["block_devices"].wire([device], context())


# -- in a dry run -----------------------------------------------------------------------------------------------------------


def compute(request: Request) -> Answer | None:
    """A cloud with a flavor that one project may use, a keypair, an aggregate and a service."""
    path = request.path.partition("?")[0].partition("/v2.1")[2]
    one = {"id": "1", "name": "f", "ram": 64, "vcpus": 1, "disk": 0, "extra_specs": {"a": "1", "b": "2"}, flavors.PUBLIC: False}
    answers: dict[str, Any] = {
        "/flavors/detail": {"flavors": [one]},
        "/flavors/1/os-flavor-access": {"flavor_access": [{"flavor_id": "1", "tenant_id": PROJECT}]},
        "/os-keypairs": {"keypairs": [{"keypair": {"name": "old", "public_key": KEY}}]},
        "/os-keypairs/old": {"keypair": {"name": "old", "public_key": KEY, "created_at": "2026-01-01"}},
        "/os-aggregates": {"aggregates": [{"id": 7, "name": "a", "hosts": ["h1"], "metadata": {"disk": "ssd"}, "updated_at": None}]},
        "/os-services": {"services": [{"id": PROJECT, "host": "h1", "binary": "nova-compute", "status": "enabled"}]},
        "/limits": {"limits": {"absolute": {"totalCoresUsed": 1, "maxTotalCores": 20}}},
    }
    if not request.path.startswith("/compute"):
        return None
    return Answer(200, answers[path]) if path in answers else Answer(404)


def in_a_dry_run(steps: list[tuple[Any, dict[str, Any], Any]], look: Any) -> None:
    """Each step is (what is executed, its options, what ``look`` gives of the result)."""
    with fake_cloud() as cloud:
        cloud.interfere = compute
        with cloud.session(dry_run=True) as session:
            for operation, params, expected in steps:
                session.writes.clear()
                every = dict.fromkeys(operation.fields if hasattr(operation, "fields") else operation.options)
                usual = {"state": "present", "purge_hosts": True, "binary": "nova-compute", "filters": None}
                assert look(operation.execute(session, every | usual | params)) == expected, params
        assert cloud.writes == []


def test_who_may_use_a_flavor() -> None:
    in_a_dry_run(
        [
            (flavors.FLAVOR, {"name": "f", "projects": [PROJECT]}, False),
            (FLAVOR_ACCESS, {"name": "f", "project": PROJECT, "state": "absent"}, True),
            (FLAVOR_ACCESS, {"name": "f", "project": PROJECT, "state": "absent"}, False),
            (flavors.FLAVOR, {"name": "f", "projects": [OTHER_PROJECT], "extra_specs": {"a": 1, "c": 3}}, True),
            (flavors.FLAVOR, {"name": "f", "projects": [OTHER_PROJECT], "extra_specs": {"a": 1, "c": 3}}, False),
            (flavors.FLAVOR, {"name": "g", "id": "g", "ram": 1, "vcpus": 1, "disk": 0, "is_public": False}, True),
            (flavors.FLAVOR, {"name": "g", "projects": [PROJECT], "swap": 0}, True),
            (flavors.FLAVOR, {"name": "g", "projects": [PROJECT]}, False),
        ],
        lambda result: result["changed"],
    )


def test_the_result_of_an_access_has_the_flavor_also_when_it_is_removed() -> None:
    absent = {"name": "f", "project": PROJECT, "state": "absent"}
    in_a_dry_run(
        [(FLAVOR_ACCESS, absent, "f"), (FLAVOR_ACCESS, absent, "f"), (FLAVOR_ACCESS, {**absent, "name": "nowhere"}, None)],
        lambda result: result["flavor"] and result["flavor"]["name"],
    )


def private(keypair: dict[str, Any] | None) -> Any:
    return keypair and keypair["private_key"]


def test_keypairs_that_are_listed() -> None:
    everything = {"name": None}
    in_a_dry_run(
        [
            (keypairs.KEYPAIRS, everything, ["old"]),
            (keypairs.KEYPAIR, {"name": "mine"}, UNKNOWN),
            (keypairs.KEYPAIR, {"name": "mine"}, None),
            (keypairs.KEYPAIR, {"name": "old", "state": "absent"}, None),
            (keypairs.KEYPAIRS, everything, ["mine"]),
            (keypairs.KEYPAIR, {"name": "given", "public_key": KEY}, None),
        ],
        lambda result: (
            [one["name"] for one in result["keypairs"]] if "keypairs" in result else (result["keypair"] or {}).get("private_key")
        ),
    )


def test_an_aggregate_has_its_zone_among_the_metadata() -> None:
    told = {"availability_zone": "z", "hosts": ["h2"]}
    in_a_dry_run(
        [
            (hosts.AGGREGATE, {"name": "a", **told}, (True, {"disk": "ssd", "availability_zone": "z"}, ["h2"], UNKNOWN)),
            (hosts.AGGREGATE, {"name": "a", **told}, (False, {"disk": "ssd", "availability_zone": "z"}, ["h2"], UNKNOWN)),
        ],
        lambda result: (result["changed"], *(result["aggregate"][name] for name in ("metadata", "hosts", "updated_at"))),
    )


def test_a_service_forgets_the_reason_with_the_status() -> None:
    off = {"host": "h1", "is_enabled": False}
    in_a_dry_run(
        [
            (hosts.COMPUTE_SERVICE, {**off, "disabled_reason": "repair"}, (True, "disabled", "repair")),
            (hosts.COMPUTE_SERVICE, {**off, "disabled_reason": "repair"}, (False, "disabled", "repair")),
            (hosts.COMPUTE_SERVICE, {**off, "disabled_reason": ""}, (True, "disabled", None)),
            (hosts.COMPUTE_SERVICE, off, (False, "disabled", None)),
        ],
        lambda result: (result["changed"], *(result["compute_service"][name] for name in ("status", "disabled_reason"))),
    )


def test_nobody_knows_what_will_be_used_of_the_limits() -> None:
    in_a_dry_run(
        [
            (infos.LIMITS, {}, {"totalCoresUsed": 1, "maxTotalCores": 20}),
            (keypairs.KEYPAIR, {"name": "mine"}, None),
            (infos.LIMITS, {}, {"totalCoresUsed": UNKNOWN, "maxTotalCores": 20}),
        ],
        lambda result: result["limits"]["absolute"] if "limits" in result else None,
    )

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes with servers and is hard to see on a small cloud: long listings, old clouds, servers that wait for their deletion."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.flavors import FLAVORS
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.infos import HYPERVISORS
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.actions import ACTIONS, FIELDS, SERVER_ACTION
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.attachments import (
    SERVER_VOLUME,
    strip_device_prefix,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.base import APPLIED_DRIFT
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.listing import SERVERS as SERVER_LISTING
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.state import rebuild
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.table import SERVER
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server_groups import SERVER_GROUP, SERVER_GROUPS
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN
from tests.unit.fake_cloud import FakeCloud, fake_cloud
from tests.unit.stub import Answer, Request

SERVERS = "/compute/v2.1/servers"
IMAGE = "44444444-0000-4000-8000-000000000000"
NEWER = "b0000000-0000-4000-8000-00000000000b"


@pytest.fixture
def cloud() -> Iterator[FakeCloud]:
    with fake_cloud() as made:
        yield made


def test_all_server_groups_are_found_although_their_listing_has_no_links(cloud: FakeCloud) -> None:
    groups = [{"id": str(number), "name": f"g{number}", "policy": "affinity", "members": []} for number in range(2500)]

    def page(request: Request) -> Answer | None:
        parts = urlsplit(request.path)
        if not parts.path.endswith("/os-server-groups"):
            return None
        query = {name: int(values[0]) for name, values in parse_qs(parts.query).items()}
        start = query.get("offset", 0)
        return Answer(200, {"server_groups": groups[start : start + query["limit"]]})

    cloud.interfere = page
    params = dict.fromkeys(SERVER_GROUPS.spec()["argument_spec"])
    found = SERVER_GROUPS.execute(cloud.session(), params)["server_groups"]
    assert len(found) == len({group["id"] for group in found}) == 2500
    assert found[0]["policies"] == ["affinity"]


@pytest.mark.parametrize("everyone", [False, True])
def test_many_servers_are_shown_with_their_images_and_volumes(cloud: FakeCloud, everyone: bool) -> None:
    for number in range(150):
        attached = {"os-extended-volumes:volumes_attached": [{"id": "v1"}] if number == 0 else []}
        cloud.add(SERVERS + "/detail", name=f"web-{number}", status="ACTIVE", image={"id": f"i{number:03}"}, **attached)
    asked: list[tuple[str, dict[str, list[str]]]] = []

    def answer(request: Request) -> Answer | None:
        path, query = urlsplit(request.path).path, parse_qs(urlsplit(request.path).query)
        if path.endswith("/images"):
            asked.append(("images", query))
            ids = query["id"][0].removeprefix("in:").split(",")
            return Answer(200, {"images": [{"id": one, "name": f"n{one}"} for one in ids if (one == "i007") == ("os_hidden" in query)]})
        if path.endswith("/volumes/detail"):
            asked.append(("volumes", query))
            return Answer(200, {"volumes": [{"id": "v1", "name": "data", "bootable": "true", "size": 3}]})
        if path.endswith("/servers/detail"):
            return Answer(200, {"servers": cloud.all(SERVERS + "/detail")})
        return None

    cloud.interfere = answer
    params = dict(dict.fromkeys(SERVER_LISTING.spec()["argument_spec"]), detailed=True, all_projects=everyone)
    with cloud.session() as session:
        servers = SERVER_LISTING.execute(session, params)["servers"]
    assert {server["image"]["name"] for server in servers} == {f"ni{number:03}" for number in range(150)}
    assert (servers[0]["volumes"][0]["is_bootable"], servers[0]["volumes"][0]["size"]) == (True, 3)
    assert [len(query["id"][0].split(",")) for what, query in asked if what == "images"] == [100, 50, 1]
    assert [query.get("all_tenants") for what, query in asked if what == "volumes"] == [["true"] if everyone else None]


@pytest.mark.parametrize(("pattern", "found"), [("node", ["node-1"]), ("other", [])])
def test_a_filter_by_name_leaves_the_pattern_that_was_given(cloud: FakeCloud, pattern: str, found: list[str]) -> None:
    def answer(request: Request) -> Answer | None:
        path, query = urlsplit(request.path).path, parse_qs(urlsplit(request.path).query)
        asked = query.get("hypervisor_hostname_pattern", [""])[0]
        there = [{"id": one, "hypervisor_hostname": one} for one in ("node-1", "node-2") if asked in one]
        return Answer(200, {"hypervisors": there}) if path.endswith("/os-hypervisors/detail") else None

    cloud.interfere = answer
    params = dict(dict.fromkeys(HYPERVISORS.spec()["argument_spec"]), pattern=pattern, filters={"name": "node-1"})
    with cloud.session() as session:
        assert [one["name"] for one in HYPERVISORS.execute(session, params)["hypervisors"]] == found


@pytest.mark.parametrize(("name", "found"), [("node-1", ["node-1"]), ("node-*", ["node-1", "node-2"]), ("other", [])])
def test_no_hypervisor_of_a_name_is_an_empty_listing(cloud: FakeCloud, name: str, found: list[str]) -> None:
    def answer(request: Request) -> Answer | None:
        path, query = urlsplit(request.path).path, parse_qs(urlsplit(request.path).query)
        if not path.endswith("/os-hypervisors/detail"):
            return None
        part = query.get("hypervisor_hostname_pattern", [""])[0]
        if "*" in part:
            return Answer(400, {"badRequest": {"message": "does not match", "code": 400}})
        there = [{"id": one, "hypervisor_hostname": one} for one in ("node-1", "node-2") if part in one]
        return Answer(200, {"hypervisors": there}) if there else Answer(404, {"itemNotFound": {"message": "none", "code": 404}})

    cloud.interfere = answer
    params = dict(dict.fromkeys(HYPERVISORS.spec()["argument_spec"]), name=name)
    with cloud.session() as session:
        assert [one["name"] for one in HYPERVISORS.execute(session, params)["hypervisors"]] == found


@pytest.mark.parametrize(("name", "found"), [("m1.*", ["m1.a", "m1.b"]), ("m1.b", ["m1.b"]), ("x2", []), ("x1", ["x1"])])
def test_flavors_are_listed_by_patterns_too(cloud: FakeCloud, name: str, found: list[str]) -> None:
    flavors = [{"id": one, "name": one, "ram": 1, "vcpus": 1, "disk": 1} for one in ("m1.a", "m1.b", "x1")]
    cloud.interfere = lambda request: Answer(200, {"flavors": flavors}) if "/flavors/detail" in request.path else None
    params = dict(dict.fromkeys(FLAVORS.spec()["argument_spec"]), name=name)
    with cloud.session() as session:
        assert [one["name"] for one in FLAVORS.execute(session, params)["flavors"]] == found


@pytest.mark.parametrize(("status", "after"), [("SHUTOFF", "SHUTOFF"), ("ACTIVE", "ACTIVE"), ("ERROR", "ACTIVE")])
def test_a_rebuild_leaves_a_server_off_that_is_off(cloud: FakeCloud, status: str, after: str) -> None:
    have = cloud.add(SERVERS, name="web", status=status, image={"id": IMAGE}, metadata={})
    with cloud.session(dry_run=True) as session:
        rebuild(Context(session, {"image": None, "wait": True}, SERVER), have)
    assert have["status"] == after


@pytest.mark.parametrize(
    ("own", "asked", "source"),
    [(IMAGE, ["userdata"], IMAGE), (IMAGE, ["image", "userdata"], NEWER), (None, ["userdata"], NEWER)],
)
def test_a_rebuild_for_user_data_takes_no_newer_image(
    cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch, own: str | None, asked: list[str], source: str
) -> None:
    """The server keeps its own image, although a newer one is meant, too, unless its own is not, or nobody knows which that is."""
    monkeypatch.setattr(SERVER.fields["image"], "wire", lambda *_unused: NEWER)
    have = cloud.add(SERVERS, name="web", status="ACTIVE", image=own and {"id": own}, metadata={})
    params = {"image": "by its name", "userdata": "new", "wait": True, "on_image_change": "rebuild", "on_userdata_change": "rebuild"}
    with cloud.session(dry_run=True) as session:
        task = Context(session, params, SERVER)
        task.parts[APPLIED_DRIFT] = asked
        rebuild(task, have)
        [(_service, _method, _path, body)] = session.writes
    assert body["rebuild"].pop("user_data")
    assert body["rebuild"] == {"imageRef": source}


def old(microversion: str) -> Context:
    session = SimpleNamespace(supports=lambda service, wanted, ask=False: float(wanted[2:]) <= float(microversion[2:]))
    return Context(session, {}, SERVER_GROUP)


def test_a_server_group_of_an_old_cloud_has_a_list_of_policies() -> None:
    assert SERVER_GROUP.complete_body(old("2.15"), {"name": "x", "policy": "affinity"}) == {"name": "x", "policies": ["affinity"]}
    assert SERVER_GROUP.complete_body(old("2.64"), {"name": "x", "policy": "affinity"}) == {"name": "x", "policy": "affinity"}
    assert SERVER_GROUP.to_result({"id": "1", "policies": ["affinity"]})["policy"] == "affinity"
    task = old("2.15")
    task.params = {"name": "x", "policy": "anti-affinity", "rules": {"max_server_per_host": 2}}
    with pytest.raises(CloudError, match="`rules` needs microversion 2.64"):
        SERVER_GROUP.require_microversions(task)


@pytest.mark.parametrize(
    ("one", "other", "same"), [("/dev/vdf", "/dev/sdf", True), ("/dev/xvdb", "/dev/vdb", True), ("/dev/vdb", "/dev/vdc", False)]
)
def test_devices_are_told_apart_by_their_letters(one: str, other: str, same: bool) -> None:
    assert (strip_device_prefix(one) == strip_device_prefix(other)) is same


def task(action: str, name: str, **options: Any) -> dict[str, Any]:
    given = {key: field.default for key, field in FIELDS.items()}
    return {"all_projects": None, "wait": True, "timeout": 5, **given, "name": name, "action": action, **options}


def test_a_server_that_waits_for_its_deletion_is_restored(cloud: FakeCloud) -> None:
    have = cloud.add(SERVERS, name="web", status="SOFT_DELETED", metadata={})

    def restored(request: Request) -> Answer | None:
        if not request.path.endswith("/action"):
            return None
        assert request.json == {"restore": None}
        have["status"] = "ACTIVE"
        return Answer(202)

    cloud.interfere = restored
    done = SERVER_ACTION.execute(cloud.session(), task("restore", have["id"]))
    assert done["changed"]
    assert done["diff"] == {"before": {"status": "SOFT_DELETED"}, "after": {"status": "ACTIVE", "action": "restore"}}
    assert not SERVER_ACTION.execute(cloud.session(), task("restore", have["id"]))["changed"]


def test_a_task_that_does_not_wait_returns_what_is_known(cloud: FakeCloud) -> None:
    have = cloud.add(SERVERS, name="web", status="ACTIVE", metadata={}, hostId="one")
    cloud.interfere = lambda request: Answer(202) if request.path.endswith("/action") else None
    done = SERVER_ACTION.execute(cloud.session(), task("migrate", have["id"], wait=False))
    assert json.loads(json.dumps(done))["server"]["host_id"] == "one"
    assert done["server"]["status"] == "VERIFY_RESIZE"


def test_an_action_that_nova_gives_up_fails_with_its_reason(cloud: FakeCloud) -> None:
    have = cloud.add(SERVERS, name="web", status="SHUTOFF", metadata={})

    def failed(request: Request) -> Answer | None:
        if request.path.endswith("/action"):
            have.update(status="ERROR", fault={"message": "the host burns"})
            return Answer(202)
        return None

    cloud.interfere = failed
    with pytest.raises(CloudError, match=r"^Cannot carry out start on server .* brought to ACTIVE: it is in status ERROR. the host burns"):
        SERVER_ACTION.execute(cloud.session(), task("start", have["id"]))


def test_what_a_dry_run_made_can_be_acted_on_and_attached_to(cloud: FakeCloud) -> None:
    session = cloud.session(dry_run=True)
    made = session.request("compute", "POST", "/servers", json={"server": {"name": "web"}}, key="server").body["server"]
    volume = session.request("block-storage", "POST", "/volumes", json={"volume": {"name": "data"}}, key="volume").body["volume"]
    for action in ("lock", "trigger_crash_dump", "stop"):
        assert SERVER_ACTION.execute(session, task(action, made["id"]))["changed"]
    options = {"server": made["id"], "volume": volume["id"], "state": "present", "wait": True, "device": None, "tag": None}
    gone = {"volume": volume["id"], "device": UNKNOWN, "id": volume["id"]}
    for state, before in (("present", {}), ("present", {"volume": volume["id"]}), ("absent", gone)):
        done = SERVER_VOLUME.execute(session, options | {"state": state, "delete_on_termination": None})
        assert done["diff"]["before"] == before
    assert cloud.writes == []


def test_an_evacuated_server_may_be_stopped(cloud: FakeCloud) -> None:
    have = cloud.add(SERVERS, name="web", status="ACTIVE", metadata={}, **{"OS-EXT-SRV-ATTR:host": "one"})

    def moved(request: Request) -> Answer | None:
        if not request.path.endswith("/action"):
            return None
        assert request.json == {"evacuate": {"host": "two"}}
        have.update({"status": "SHUTOFF", "OS-EXT-SRV-ATTR:host": "two"})
        return Answer(200)

    cloud.interfere = moved
    done = SERVER_ACTION.execute(cloud.session(), task("evacuate", have["id"], host="two"))
    assert done["diff"]["after"] == {"status": "SHUTOFF", "host": "two", "action": "evacuate"}
    assert not SERVER_ACTION.execute(cloud.session(), task("evacuate", have["id"], host="two"))["changed"]


@pytest.mark.parametrize(
    ("options", "body"),
    [
        ({}, None),
        ({"availability_zone": "north"}, {"availability_zone": "north"}),
        ({"availability_zone": "", "host": "one"}, {"availability_zone": None, "host": "one"}),
    ],
)
def test_where_a_shelved_server_comes_back(cloud: FakeCloud, options: dict[str, Any], body: dict[str, Any] | None) -> None:
    have = cloud.add(SERVERS, name="web", status="SHELVED_OFFLOADED", metadata={})

    def back(request: Request) -> Answer | None:
        if not request.path.endswith("/action"):
            return None
        assert request.json == {"unshelve": body}
        have["status"] = "ACTIVE"
        return Answer(202)

    cloud.interfere = back
    assert SERVER_ACTION.execute(cloud.session(), task("unshelve", have["id"], **options))["server"]["status"] == "ACTIVE"


def test_every_option_of_an_action_is_one() -> None:
    assert {name for action in ACTIONS.values() for name in action.takes} == set(FIELDS)

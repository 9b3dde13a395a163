# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The dry run: nothing leaves it, and what it believes is seen by all that it reads later."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils import protocols
from ansible_collections.stratus.openstack.plugins.module_utils.auth import Access
from ansible_collections.stratus.openstack.plugins.module_utils.effects import GONE, Effects, New
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.overlay import PREDICTED_ID, Overlay, apply_json_patch, matches
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage import transfers, types
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute import flavors
from ansible_collections.stratus.openstack.plugins.module_utils.services.image import members
from ansible_collections.stratus.openstack.plugins.module_utils.services.network import rbac, subnets
from ansible_collections.stratus.openstack.plugins.module_utils.session import Session
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN, reveal
from tests.unit.fake_cloud import PROJECT, FakeCloud, fake_cloud
from tests.unit.stub import Answer

DECLARING = (flavors, members, rbac, subnets, transfers, types)  # their import declares who sees their objects

NETWORKS = "/network/v2.0/networks"


@pytest.fixture
def cloud() -> Iterator[FakeCloud]:
    with fake_cloud() as made:
        yield made


@pytest.fixture
def dry(cloud: FakeCloud) -> Iterator[Session]:
    with cloud.session(dry_run=True) as session:
        yield session


def create(session: Session, path: str = "/networks", **body: Any) -> dict[str, Any]:
    key = path.strip("/")[:-1]
    return session.request("network", "POST", path, json={key: body}, key=key).body[key]


def listed(session: Session, path: str = "/networks", **params: Any) -> list[Any]:
    return [have.get("name") for have in session.list("network", path, path.strip("/"), params)]


def read(session: Session, identifier: str, path: str = "/networks") -> dict[str, Any]:
    return session.request("network", "GET", f"{path}/{identifier}", key=path.strip("/")[:-1]).body[path.strip("/")[:-1]]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "COPY", "PURGE", "post"])
@pytest.mark.parametrize("service", ["network", "compute", "identity", "image"])
@pytest.mark.parametrize("path", ["/things", "/things/1", "/things/1/action"])
def test_no_write_leaves_a_dry_run(cloud: FakeCloud, dry: Session, method: str, service: str, path: str) -> None:
    for body in ({"thing": {"a": 1}}, [{"op": "add", "path": "/a", "value": 1}], None, {}, "text"):
        for key in ("thing", None):
            for makes in (None, {}, {"a": 1}, GONE, lambda: {"b": 1}):
                dry.request(service, method, path, json=body, key=key, effects=Effects(makes))
    dry.request(service, method, path, data=b"x")
    assert cloud.log == []
    assert len(dry.writes) == 51


def test_a_post_that_only_reads_is_sent(cloud: FakeCloud, dry: Session) -> None:
    cloud.interfere = lambda request: None
    dry.request("network", "POST", "/networks", json={"network": {"name": "search"}}, reads=True)
    assert cloud.log == ["POST /networks"]
    assert dry.writes == []


def test_what_was_made_is_found(dry: Session) -> None:
    made = create(dry, name="n", mtu=1400, tags=["a", "b"])
    assert PREDICTED_ID.fullmatch(made["id"])
    assert read(dry, made["id"]) == made
    assert listed(dry) == ["n"]
    assert listed(dry, name="n", mtu=1400, limit=5, project_id=PROJECT) == ["n"]
    assert listed(dry, name="n", project_id="x") == []
    assert listed(dry, name="other") == []
    assert listed(dry, mtu=1500) == []
    assert listed(dry, tags="a,b") == ["n"]
    assert listed(dry, tags="a,c") == []
    assert listed(dry, **{"router:external": False}) == ["n"]
    assert listed(dry, **{"router:external": True}) == []
    made["name"] = "changed by the caller"
    assert listed(dry) == ["n"]


def test_a_filter_distinguishes_null_from_a_value_that_the_service_chooses(dry: Session) -> None:
    create(dry, name="chosen")
    create(dry, name="null", domain_id=None)
    assert listed(dry, domain_id="d") == ["chosen"]


def test_an_id_that_is_asked_for_is_kept(dry: Session) -> None:
    assert create(dry, id="42", name="n")["id"] == "42"
    assert read(dry, "42")["name"] == "n"
    assert listed(dry) == ["n"]


def test_what_belongs_to_what_was_made(cloud: FakeCloud, dry: Session) -> None:
    cloud.add("/network/v2.0/ports", name="theirs", network_id="x")
    network = create(dry, name="n")
    create(dry, "/ports", name="p", network_id=network["id"])
    create(dry, "/ports", name="q", network_id="x")
    requests = len(cloud.stub.requests)
    assert listed(dry, "/ports", network_id=network["id"]) == ["p"]
    assert list(dry.list("network", f"/networks/{network['id']}/agents", "agents")) == []
    assert len(cloud.stub.requests) == requests  # no cloud can know
    assert listed(dry, "/ports", network_id=["x", network["id"]]) == ["theirs", "p", "q"]
    assert cloud.stub.requests[-1].path.endswith("network_id=x")
    assert listed(dry, "/ports", network_id="x") == ["theirs", "q"]
    assert listed(dry, "/ports", network_id="x", device_id="d") == []


def test_the_parts_of_what_was_made_are_not_there(dry: Session) -> None:
    network = create(dry, name="n")
    for method in ("GET", "HEAD"):
        with pytest.raises(CloudError) as caught:
            dry.request("network", method, f"/networks/{network['id']}/segments")
        assert caught.value.status == 404
        assert dry.request("network", method, f"/networks/{network['id']}/segments", allow=(404,)).status == 404


def test_changes_are_seen(cloud: FakeCloud, dry: Session) -> None:
    have = cloud.add(NETWORKS, name="n", mtu=1500, description="old")
    assert listed(dry, name="n") == ["n"]
    changed = dry.request("network", "PUT", f"/networks/{have['id']}", json={"network": {"name": "m"}}, key="network").body["network"]
    assert (changed["name"], changed["mtu"]) == ("m", 1500)
    assert read(dry, have["id"])["name"] == "m"
    assert listed(dry) == ["m"]
    assert listed(dry, name="m") == ["m"]
    assert have["name"] == "n"


def test_a_change_of_what_was_only_read_alone(cloud: FakeCloud, dry: Session) -> None:
    have = cloud.add(NETWORKS, name="n", mtu=1500)
    read(dry, have["id"])
    assert (
        dry.request("network", "PUT", f"/networks/{have['id']}", json={"network": {"mtu": 9}}, key="network").body["network"]["name"] == "n"
    )


def test_what_was_removed_is_gone(cloud: FakeCloud, dry: Session) -> None:
    have = cloud.add(NETWORKS, name="n")
    made = create(dry, name="m")
    for identifier in (have["id"], made["id"]):
        dry.request("network", "DELETE", f"/networks/{identifier}")
        assert dry.request("network", "GET", f"/networks/{identifier}", allow=(404,)).status == 404
    assert listed(dry) == []
    assert len(cloud.all(NETWORKS)) == 1


def test_predictions_at_another_path(cloud: FakeCloud, dry: Session) -> None:
    have = cloud.add(NETWORKS, name="n", tags=[])
    listed(dry)
    path = f"/networks/{have['id']}"
    dry.request("network", "PUT", f"{path}/tags", json={"tags": ["a"]}, effects=Effects({"tags": ["a"]}, at=path))
    assert read(dry, have["id"])["tags"] == ["a"]
    dry.request("network", "PUT", "/things/1/attach", effects=Effects({"thing": "1"}, at="/attachments/"))
    assert [have["thing"] for have in dry.list("network", "/attachments", "attachments", {"thing": "1"}, allow=(404,))] == ["1"]
    dry.request("network", "POST", f"{path}/action", effects=Effects(GONE, at=path))
    assert listed(dry) == []


def test_json_patch(cloud: FakeCloud, dry: Session) -> None:
    cloud.add("/network/v2.0/images", id="1", name="n", properties={"a": 1}, tags=["x"])
    read(dry, "1", "/images")
    patch = [
        {"op": "replace", "path": "/name", "value": "m"},
        {"op": "add", "path": "/properties/b~1c", "value": 2},
        {"op": "remove", "path": "/properties/a"},
        {"op": "add", "path": "/tags/-", "value": "y"},
    ]
    dry.request("network", "PATCH", "/images/1", json=patch, key="image")
    assert {key: read(dry, "1", "/images")[key] for key in ("name", "properties", "tags")} == {
        "name": "m",
        "properties": {"b/c": 2},
        "tags": ["x", "y"],
    }


@pytest.mark.parametrize(
    ("target", "operation", "result"),
    [
        ({}, {"op": "add", "path": "/a/b", "value": 1}, {"a": {"b": 1}}),
        ({"a": [1, 2]}, {"op": "replace", "path": "/a/0", "value": 3}, {"a": [3, 2]}),
        ({"a": [1, 2]}, {"op": "remove", "path": "/a/0"}, {"a": [2]}),
        ({"a": [1, 2]}, {"op": "add", "path": "/a/0", "value": 0}, {"a": [0, 1, 2]}),
        ({"a": [{"b": 1}]}, {"op": "replace", "path": "/a/0/b", "value": 2}, {"a": [{"b": 2}]}),
        ({}, {"op": "remove", "path": "/a"}, {}),
        ({"a~/": 1}, {"op": "remove", "path": "/a~0~1"}, {}),
    ],
)
def test_one_operation(target: dict[str, Any], operation: dict[str, Any], result: dict[str, Any]) -> None:
    assert apply_json_patch(target, [operation]) == result


@pytest.mark.parametrize(
    ("body", "known"),
    [
        ({"network": {"id": "1", "a": {"b": 1}}}, {"id": "1", "a": {"b": 1}}),
        ({"volume_type": {"id": "1"}, "share_type": {"id": "1"}}, {"id": "1"}),
        ({"id": "1", "properties": {"x": 1}, "links": {"y": 2}}, {"id": "1", "properties": {"x": 1}, "links": {"y": 2}}),
    ],
)
def test_objects_are_learned_with_and_without_an_envelope(body: dict[str, Any], known: dict[str, Any]) -> None:
    overlay = Overlay()
    overlay.learn("network", "/networks/1", body)
    assert overlay.write("network", "PUT", "/networks/1", {"name": "n"}) == dict(known, name="n")


def test_listings_with_details_are_of_the_same_objects() -> None:
    overlay = Overlay()
    overlay.learn("compute", "/servers/detail", {"servers": [{"id": "1", "name": "n"}]})
    overlay.write("compute", "PUT", "/servers/1", {"server": {"name": "m"}}, "server")
    made = overlay.write("compute", "POST", "/servers", {"server": {"name": "x"}}, "server")["server"]
    found = list(overlay.merge_listing("compute", "/servers/detail", [{"id": "1", "name": "n"}], {"name": "^(m|x)$"}))
    assert found == [{"id": "1", "name": "m"}, made]


def test_services_are_kept_apart() -> None:
    overlay = Overlay()
    made = overlay.write("network", "POST", "/flavors", {"flavor": {"name": "n"}}, "flavor")["flavor"]
    assert list(overlay.merge_listing("compute", "/flavors", [])) == []
    assert overlay.item("network", f"/flavors/{made['id']}") == (True, made)
    assert overlay.item("compute", f"/flavors/{made['id']}") == (True, None)


def test_objects_with_other_names_for_their_id() -> None:
    overlay = Overlay()
    overlay.write("x", "DELETE", "/nodes/u-1", None)
    overlay.write("x", "PUT", "/keys/my%20key", {"a": 2})
    assert list(overlay.merge_listing("x", "/nodes", [{"uuid": "u-1"}, {"uuid": "u-2"}])) == [{"uuid": "u-2"}]
    assert list(overlay.merge_listing("x", "/keys", [{"name": "my key", "a": 1}])) == [{"a": 2}]
    assert list(overlay.merge_listing("x", "/names", ["a", "b"])) == ["a", "b"]


def test_a_later_task_of_the_same_run(cloud: FakeCloud) -> None:
    have = cloud.add(NETWORKS, name="old")
    with cloud.session(dry_run=True) as one:
        create(one, name="n")
        one.request("network", "DELETE", f"/networks/{have['id']}")
        state = json.loads(json.dumps(one.overlay.state()))
    with cloud.session(dry_run=True, overlay=Overlay(state)) as two:
        assert listed(two) == ["n"]
        assert two.overlay.state() == {}  # only what is new is handed on, so that parallel tasks do not undo each other
    assert cloud.writes == []


def handed_on(overlay: Overlay, region: str = "here", project: str = "one", roles: tuple[str, ...] = ()) -> Overlay:
    """The overlay of a later task, of another login for each project."""
    state = json.loads(json.dumps(overlay.state() if overlay else {}))
    return Overlay(state, region, f"login of {project}", lambda: Access(project_id=project, roles=list(roles)))


def names(overlay: Overlay, service: str, path: str, **params: Any) -> list[str]:
    return [have["name"] for have in overlay.merge_listing(service, path, [], {"name": "n", **params})]


@pytest.mark.parametrize(
    ("service", "path", "body", "same", "other_project", "other_region"),
    [
        ("network", "/networks", {}, True, False, False),
        ("network", "/networks", {"shared": True}, True, True, False),
        ("network", "/networks", {"router:external": True}, True, True, False),
        ("network", "/networks", {"tenant_id": "two"}, False, True, False),
        ("compute", "/servers", {}, True, False, False),
        ("compute", "/os-keypairs", {}, True, False, False),
        ("compute", "/flavors", {}, True, True, False),
        ("block-storage", "/volumes", {}, True, False, False),
        ("block-storage", "/types", {}, True, True, False),
        ("image", "/images", {}, True, False, False),
        ("image", "/images", {"visibility": "public"}, True, True, False),
        ("identity", "/projects", {}, True, True, True),
    ],
)
def test_a_prediction_is_seen_by_whom_the_object_would_be_seen_by(
    service: str, path: str, body: dict[str, Any], same: bool, other_project: bool, other_region: bool
) -> None:
    made = handed_on(Overlay())
    made.write(service, "POST", path, {"thing": {"name": "n", **body}}, "thing")
    for region, project, seen in (("here", "one", same), ("here", "two", other_project), ("there", "one", other_region)):
        assert (names(handed_on(made, region, project), service, path) == ["n"]) is seen, (region, project)


@pytest.mark.parametrize(
    ("parent", "path", "policy", "shown"),
    [
        ({}, "/subnets", None, False),
        ({"shared": True}, "/subnets", None, True),
        ({"shared": True}, "/ports", None, False),  # a port in it is its owner's all the same
        ({}, "/subnets", {"object_id": "net", "target_tenant": "*"}, True),
        ({}, "/subnets", {"object_id": "net", "target_tenant": "two"}, True),
        ({}, "/subnets", {"object_id": "net", "target_tenant": "three"}, False),
        ({}, "/subnets", {"object_id": "other", "target_tenant": "*"}, False),
    ],
)
def test_a_subnet_is_seen_with_its_network(parent: dict[str, Any], path: str, policy: dict[str, str] | None, shown: bool) -> None:
    made = handed_on(Overlay())
    made.write("network", "POST", "/networks", {"network": {"id": "net", "name": "n", **parent}}, "network")
    made.write("network", "POST", path, {"thing": {"name": "n", "network_id": "net"}}, "thing")
    if policy:
        made.write("network", "POST", "/rbac-policies", {"rbac_policy": dict(policy, action="access_as_shared")}, "rbac_policy")
    assert (names(handed_on(made, project="two"), "network", path) == ["n"]) is shown


def test_an_image_is_seen_by_members_that_are_predicted() -> None:
    made = handed_on(Overlay())
    image = made.write("image", "POST", "/images", {"name": "n"})
    other = made.write("image", "POST", "/images", {"name": "n"})
    for have, project in ((image, "two"), (other, "three")):
        made.write("image", "POST", f"/images/{have['id']}/members", {"member_id": project, "image_id": have["id"]})
    seen = handed_on(made, project="two").merge_listing("image", "/images", [], {"name": "n"})
    assert [have["id"] for have in seen] == [image["id"]]


def test_an_administrator_sees_the_networks_of_all_projects() -> None:
    made = handed_on(Overlay())
    made.write("network", "POST", "/networks", {"network": {"name": "n"}}, "network")
    admin = handed_on(made, project="two", roles=("admin",))
    assert names(admin, "network", "/networks") == names(admin, "network", "/networks", project_id="one") == ["n"]
    assert names(admin, "network", "/networks", project_id="two") == []  # "n" of this project is another one


@pytest.mark.parametrize(
    ("project", "roles", "params", "seen"),
    [
        ("one", (), {}, True),
        ("two", (), {"all_tenants": True}, False),
        ("two", ("admin",), {}, False),
        ("two", ("admin",), {"all_tenants": False}, False),
        ("two", ("admin",), {"all_tenants": True}, True),
    ],
)
def test_an_administrator_sees_the_volumes_of_all_projects_when_he_asks(
    project: str, roles: tuple[str, ...], params: dict[str, Any], seen: bool
) -> None:
    made = handed_on(Overlay())
    made.write("block-storage", "POST", "/volumes", {"volume": {"name": "n"}}, "volume")
    assert bool(names(handed_on(made, project=project, roles=roles), "block-storage", "/volumes/detail", **params)) is seen


@pytest.mark.parametrize(
    ("public", "allowed", "roles", "seen"),
    [(True, [], (), True), (False, [], (), False), (False, ["two"], (), True), (False, [], ("admin",), True)],
)
def test_a_private_type_is_seen_by_those_who_may_use_it(public: bool, allowed: list[str], roles: tuple[str, ...], seen: bool) -> None:
    made = handed_on(Overlay())
    kind = made.write("block-storage", "POST", "/types", {"volume_type": {"name": "n", "os-volume-type-access:is_public": public}})
    access = {"volume_type_access": [{"project_id": one} for one in allowed]}
    made.write("block-storage", "PUT", f"/types/{kind['volume_type']['id']}/os-volume-type-access", None, effects=Effects(access))
    assert bool(names(handed_on(made, project="two", roles=roles), "block-storage", "/types")) is seen


def test_another_object_is_changed_when_something_is_known_of_it() -> None:
    made = handed_on(Overlay())
    made.write("network", "PUT", "/ports/p", None, effects=Effects({"name": "n"}))
    for path in ("/ports/p", "/ports/q"):
        made.note_change("network", path, {"status": "DOWN"})
    assert made.item("network", "/ports/p") == (True, {"name": "n", "status": "DOWN"})
    assert made.item("network", "/ports/q") == (False, None)


def test_a_key_pair_that_one_user_would_remove_stays_for_another() -> None:
    gone = handed_on(Overlay())
    gone.write("compute", "DELETE", "/os-keypairs/n", None)
    assert handed_on(gone).item("compute", "/os-keypairs/n") == (True, None)
    assert handed_on(gone, project="two").item("compute", "/os-keypairs/n") == (False, None)


def test_who_is_not_let_in_is_told_nothing_of_what_would_be_written(cloud: FakeCloud) -> None:
    cloud.password = "changed"
    with cloud.session(dry_run=True, auth={**cloud.as_dict()["auth"], "password": "wrong"}) as session, pytest.raises(CloudError) as caught:
        create(session, name="n")
    assert caught.value.status == 401


def test_a_raw_creation_has_the_new_object_in_its_envelope(dry: Session) -> None:
    made = dry.request("network", "POST", "/networks", json={"network": {"name": "n"}}).body["network"]
    assert PREDICTED_ID.fullmatch(made["id"])
    assert listed(dry, name="n") == ["n"]


@pytest.mark.parametrize(
    ("service", "params", "fits"),
    [
        ("", {}, True),
        ("", {"name": "a.b"}, True),
        ("compute", {"name": "^a\\.b$"}, True),
        ("compute", {"name": "^axb$"}, False),
        ("", {"name": "^a\\.b$"}, False),  # the name of another object
        ("image", {"name": "eq:a.b"}, True),
        ("image", {"name": "eq:a"}, False),
        ("", {"name": "eq:a.b"}, False),
        ("", {"name": ["x", "a.b"]}, True),
        ("", {"name": None}, True),
        ("", {"flag": "true"}, True),
        ("", {"flag": True}, True),
        ("", {"flag": False}, False),
        ("", {"number": "5"}, True),
        ("", {"number": 6}, False),
        ("", {"status": "ACTIVE"}, True),
        ("image", {"visibility": "shared"}, True),
        ("", {"visibility": "shared"}, False),
        ("", {"is_public": "None"}, True),
        ("", {"flag": "None"}, True),  # both values
        ("", {"flag": "all"}, True),
        ("", {"number": "None"}, False),
        ("network", {"fixed_ips": "ip_address=10.0.0.2"}, True),
        ("network", {"fixed_ips": ["subnet_id=s", "ip_address=10.0.0.2"]}, True),
        ("network", {"fixed_ips": "ip_address=10.0.0.3"}, False),
        ("", {"fixed_ips": "ip_address=10.0.0.2"}, False),
        ("network", {"tags": "t,u"}, True),
        ("network", {"tags": "t,v"}, False),
        ("compute", {"tags": "t,u"}, True),
        ("", {"tags": "t,v"}, False),
        ("image", {"tag": ["t"]}, True),
        ("image", {"tag": ["t", "v"]}, False),
        ("", {"unknown": "x"}, False),
        ("", {"text": True}, True),  # as some APIs give what is true
        ("", {"text": False}, False),
        ("image", {"member_status": "all"}, True),
        ("", {"member_status": "all"}, False),
        ("compute", {"minRam": 512}, True),
    ],
)
def test_filters(service: str, params: dict[str, Any], fits: bool) -> None:
    """Each service has its own conventions, which hold for no other one."""
    item = {"name": "a.b", "flag": True, "text": "true", "number": 5, "tags": ["t", "u"]}
    item["fixed_ips"] = [{"ip_address": "10.0.0.2", "subnet_id": "s"}]
    assert matches(item, params, protocols.of(service).query) is fits


def test_what_a_write_shows_elsewhere(cloud: FakeCloud, dry: Session) -> None:
    """A listing may have members that are found by other means than an id or a name."""
    for who in ("a", "b"):
        cloud.add("/network/v2.0/grants", id=f"id-{who}", who=who)

    def shown(effects: dict[str, Any]) -> Effects:
        return Effects(others=lambda: [("network", path, change) for path, change in effects.items()])

    def grants() -> list[str]:
        return [have["who"] for have in dry.list("network", "/grants", "grants", member_name=lambda have: have["who"])]

    dry.request("network", "POST", "/things/1/action", json={"allow": {"who": "c"}}, effects=shown({"/grants/c": New(who="c")}))
    assert grants() == ["a", "b", "c"]
    dry.request("network", "DELETE", "/things/1/grants/a", effects=shown({"/grants/a": GONE, "/grants/c": {"more": 1}}))
    assert grants() == ["b", "c"]
    assert dry.request("network", "GET", "/grants/c").body == {"who": "c", "more": 1, "project_id": PROJECT}


@pytest.mark.parametrize(("service", "objects"), [("compute", 0), ("network", 1)])
def test_an_action_creates_no_object(service: str, objects: int) -> None:
    overlay = Overlay()
    overlay.write(service, "POST", "/things/1/action", {"start": {}})
    assert len(list(overlay.merge_listing(service, "/things/1/action", []))) == objects


def test_what_a_read_finds_where_nothing_is_left(dry: Session) -> None:
    network = create(dry, name="n")
    path = f"/networks/{network['id']}/limits"

    def limits(name: str = path) -> Any:
        return dry.request("network", "GET", name, key="limits", initial=lambda: {"ports": 5, "id": "own"}).body["limits"]

    assert limits() == {"ports": 5, "id": "own"}
    dry.request("network", "PUT", path, json={"limits": {"ports": 7}}, key="limits")
    assert limits() == {"ports": 7, "id": "own"}
    dry.request("network", "DELETE", path)
    assert limits() == {"ports": 5, "id": "own"}


def test_members_that_are_in_an_envelope_each(cloud: FakeCloud, dry: Session) -> None:
    for name in ("a", "b"):
        cloud.add("/network/v2.0/pairs", pair={"name": name})
    dry.request("network", "DELETE", "/pairs/a")
    dry.request("network", "POST", "/pairs", json={"pair": {"name": "c"}}, key="pair", effects=Effects({"name": "c"}, at="/pairs/c"))
    assert [have["name"] for have in dry.list("network", "/pairs", "pairs", each="pair")] == ["b", "c"]


def test_nothing_is_left_of_what_was_removed(cloud: FakeCloud, dry: Session) -> None:
    """Neither of its own parts nor in another object that gets its id."""
    cloud.add(NETWORKS, id="n", name="n", mtu=1)
    old = Answer(200, {"grants": [{"id": "1", "name": "old"}]})
    cloud.interfere = lambda request: old if "/n/grants" in request.path else None

    def grants() -> list[str]:
        return [have["name"] for have in dry.list("network", "/networks/n/grants", "grants")]

    dry.request("network", "POST", "/networks/n/grants", json={"grant": {"name": "new"}}, key="grant")
    assert (listed(dry), grants()) == (["n"], ["old", "new"])
    dry.request("network", "DELETE", "/networks/n")
    assert listed(dry) == []
    effects = Effects({"id": "n", "name": "m"}, at="/networks/n")
    dry.request("network", "POST", "/networks", json={"network": {"name": "m"}}, key="network", effects=effects)
    assert (read(dry, "n"), grants()) == ({"id": "n", "name": "m"}, [])


def test_ids_that_are_numbers(cloud: FakeCloud, dry: Session) -> None:
    cloud.add(NETWORKS, id=7, name="n")
    assert listed(dry) == ["n"]
    dry.request("network", "PUT", "/networks/7", json={"network": {"name": "m"}}, key="network")
    assert listed(dry) == ["m"]


def test_a_raw_listing_has_what_was_predicted(cloud: FakeCloud, dry: Session) -> None:
    cloud.add(NETWORKS, id="1", name="gone")
    dry.request("network", "DELETE", "/networks/1")
    create(dry, name="n")
    assert [have["name"] for have in dry.raw("network", "GET", "/networks", params={"name": ["n", "gone"]}).body["networks"]] == ["n"]


def test_whether_anything_of_a_service_is_predicted(dry: Session) -> None:
    assert not dry.has_predictions("network")
    create(dry, name="n")
    assert dry.has_predictions("network") and not dry.has_predictions("compute")
    assert Overlay(json.loads(json.dumps(dry.overlay.state())), login="another").has_predictions("network")


def test_what_nobody_was_asked_has_no_headers(dry: Session) -> None:
    network = dry.request("network", "POST", "/networks", json={"network": {"name": "n"}}, key="network")
    read_again = dry.request("network", "GET", f"/networks/{network.body['network']['id']}")
    assert network.request_id is read_again.request_id is UNKNOWN
    assert network.text == ""


def test_a_result_may_say_what_is_known_in_part() -> None:
    result = {"body": {"a": 1}, "status": UNKNOWN, "unknown": ["body"]}
    assert reveal(result) == {"body": {"a": 1}, "status": None, "unknown": ["body", "status"]}


@pytest.mark.parametrize(
    ("params", "in_it"),
    [
        ({"user.id": "u", "scope.project.id": "p", "effective": True, "include_names": True}, True),
        ({"user.id": "v"}, False),
        ({"group.id": "u"}, False),
        ({"scope.domain.id": "p"}, False),
        ({"scope.system": "all"}, False),
        ({"scope.OS-INHERIT:inherited_to": "projects"}, True),
        ({"scope.OS-INHERIT:inherited_to": "none"}, False),
    ],
)
def test_filters_that_are_dotted_paths(params: dict[str, Any], in_it: bool) -> None:
    query = protocols.of("identity").query
    assert matches({"user": {"id": "u"}, "scope": {"project": {"id": "p"}, "OS-INHERIT:inherited_to": "projects"}}, params, query) is in_it
    assert matches({"scope": {"system": {"all": True}}}, {"scope.system": "all"})


def test_effects_elsewhere_are_believed_in_a_dry_run_alone(cloud: FakeCloud, dry: Session) -> None:
    have, other = cloud.add(NETWORKS, name="n", mtu=1500), cloud.add(NETWORKS, name="o")
    read(dry, have["id"])

    def effects() -> Iterator[tuple[str, str, Any]]:
        yield "network", f"/networks/{have['id']}", {"mtu": 9000}
        yield "network", f"/networks/{other['id']}", {"mtu": 9000}  # never read: a part of it would be taken for all
        yield "network", "/networks/new", New(id="new", name="m")
        yield "network", "/networks/gone", GONE
        read(dry, "missing")  # what cannot be read ends it
        yield "network", "/networks/never", New(id="never", name="never")

    dry.request("network", "POST", "/networks/action", effects=Effects({}, others=effects))
    assert read(dry, have["id"])["mtu"] == 9000
    assert read(dry, other["id"]) == other
    assert listed(dry) == ["n", "o", "m"]
    with cloud.session() as session:
        session.request("network", "DELETE", f"/networks/{other['id']}", effects=Effects(others=lambda: pytest.fail("asked in a real run")))


def test_an_attribute_can_be_read_by_itself(dry: Session) -> None:
    made = create(dry, name="n", tags=["a"])
    assert dry.request("network", "GET", f"/networks/{made['id']}/tags").body == {"tags": ["a"]}


def test_what_is_predicted_cannot_be_asked(cloud: FakeCloud, dry: Session) -> None:
    made = create(dry, name="n")
    answer = dry.request("network", "POST", f"/networks/{made['id']}/action", json={"look": {}}, reads=True).body
    assert (answer["output"], cloud.log) == (UNKNOWN, [])


def test_nothing_passes_in_a_dry_run(cloud: FakeCloud) -> None:
    slept: list[float] = []
    for check in (True, False):
        with cloud.session(dry_run=check, sleep=slept.append) as session:
            session.pause(3)
    assert slept == [3]


@pytest.mark.parametrize("key", ["volumeId", "port_id"])
def test_members_that_are_named_by_another_object(key: str) -> None:
    overlay = Overlay()
    overlay.write("compute", "DELETE", "/servers/s/parts/1", None)
    overlay.note_change("compute", "/servers/s/parts/2", New({"tag": "new", key: "2"}))
    listing = [{key: "1"}, {key: "2", "tag": "old"}, {key: "3"}]
    found = list(overlay.merge_listing("compute", "/servers/s/parts", listing, member_name=lambda have: have[key]))
    assert found == [{key: "2", "tag": "new"}, {key: "3"}]

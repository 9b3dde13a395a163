# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What check mode does not know: how it behaves, is stored and shown, agrees with wishes, and is completed by a table."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils import protocols, runner
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.effects import Effects
from ansible_collections.stratus.openstack.plugins.module_utils.overlay import PREDICTED_ID, Overlay, matches
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.recordsets import RECORDSET
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.pools import MEMBER
from ansible_collections.stratus.openstack.plugins.module_utils.session import Session
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import TEXT, UNKNOWN, decode, encode, known_part, reveal
from tests.unit.fake_cloud import PROJECT, fake_cloud

BOX = Resource(
    "network.box",
    path="/boxes",
    key="box",
    keys="boxes",
    computed={
        "status": f.Attribute(initial="ACTIVE"),
        "created_at": f.Attribute(),
        "size_of_shelf": f.Attribute(initial=f.of_another("/shelves", "size", "shelf_id")),
        "project_id": f.Attribute(initial=f.own_project),
    },
    name=f.Str(required=True),
    color=f.Str(),
    is_open=f.Bool(api="open", returned="is_open", initial=True),
    shelf=f.Str(api="shelf_id", initial=None),
    hint=f.Str(write_only=True, initial=None),
    label=f.Str(create=False),
    lids=f.Items(fields={"edge": f.Str(required=True), "width": f.Int(), "round": f.Bool(initial=False)}, initial=[]),
    lock=f.Nested(fields={"key": f.Str(), "turns": f.Int(initial=2)}, initial=None),
    tags=f.Tags(initial=[]),
)
SHARED = {"state": "present", "wait": True, "timeout": 60}


@pytest.fixture
def dry() -> Iterator[Session]:
    with fake_cloud() as cloud, cloud.session(dry_run=True) as session:
        yield session


def task(session: Session, **params: Any) -> dict[str, Any]:
    session.writes.clear()
    return reveal(BOX.execute(session, dict.fromkeys(BOX.fields) | SHARED | {"name": "b"} | params))


def test_it_is_false_and_empty_and_so_is_all_inside() -> None:
    assert not UNKNOWN and len(UNKNOWN) == 0 and list(UNKNOWN) == [] and dict(UNKNOWN) == {} and str(UNKNOWN) == TEXT
    assert UNKNOWN["a"] is UNKNOWN and UNKNOWN.get("a", 1) is UNKNOWN
    assert UNKNOWN + [1] is UNKNOWN and [1] + UNKNOWN is UNKNOWN
    assert copy.deepcopy({"a": [UNKNOWN]})["a"][0] is UNKNOWN and copy.copy(UNKNOWN) is UNKNOWN


def test_it_can_be_stored() -> None:
    value = {"a": UNKNOWN, "b": [1, {"c": UNKNOWN}], "d": None, "e": {}}
    stored = json.loads(json.dumps(encode(value)))
    assert decode(stored) == value
    assert decode(stored)["b"][1]["c"] is UNKNOWN


def test_a_result_has_null_and_the_paths_and_a_diff_a_text() -> None:
    result = {"box": {"a": UNKNOWN, "b": [{"c": UNKNOWN}], "d": 1}, "diff": {"before": {"a": UNKNOWN}, "after": {}}, "changed": True}
    assert reveal(result) == {
        "box": {"a": None, "b": [{"c": None}], "d": 1},
        "diff": {"before": {"a": TEXT}, "after": {}},
        "changed": True,
        "unknown": ["box.a", "box.b.0.c"],
    }
    assert reveal({"changed": False, "box": None}) == {"changed": False, "box": None}


def test_a_new_object_has_its_initial_values(dry: Session) -> None:
    made = task(dry, color="red", lids=[{"edge": "sharp"}], lock={"key": "brass"}, hint="soon")
    box = made["box"]
    assert PREDICTED_ID.fullmatch(box.pop("id")) and made["changed"]
    assert box == {
        "name": "b",
        "color": "red",
        "is_open": True,
        "shelf_id": None,
        "hint": None,
        "label": None,
        "lids": [{"edge": "sharp", "width": None, "round": False}],
        "lock": {"key": "brass", "turns": 2},
        "tags": [],
        "status": "ACTIVE",
        "created_at": None,
        "size_of_shelf": None,
        "project_id": PROJECT,
    }
    assert made["unknown"] == ["box.created_at", "box.size_of_shelf", "box.label", "box.lids.0.width"]


def test_an_initial_value_may_come_from_another_object(dry: Session) -> None:
    shelf = dry.request("network", "POST", "/shelves", json={"shelf": {"size": 9}}, key="shelf").body["shelf"]["id"]
    assert task(dry, shelf=shelf)["box"]["size_of_shelf"] == 9


@pytest.mark.parametrize(
    ("wish", "changed"),
    [
        ({"color": "blue"}, False),  # the service may have chosen it
        ({"is_open": True}, False),
        ({"is_open": False}, True),
        ({"hint": "other"}, False),  # which is never shown
        ({"lids": [{"edge": "sharp", "width": 3}]}, False),
        ({"lids": [{"edge": "sharp", "round": True}]}, True),
        ({"lids": []}, True),
        ({"lock": {"turns": 2}}, False),
        ({"lock": {"turns": 3}}, True),
        ({"tags": ["a"]}, True),
    ],
)
def test_a_wish_for_a_new_object(dry: Session, wish: dict[str, Any], changed: bool) -> None:
    task(dry, lids=[{"edge": "sharp"}], lock={"key": "brass"})
    again = task(dry, **wish)
    assert again["changed"] is changed
    assert (again["diff"]["before"] == again["diff"]["after"]) is not changed
    assert task(dry, **wish)["changed"] is False


def test_what_only_a_change_takes_is_sent_after_the_creation(dry: Session) -> None:
    assert task(dry, label="x")["box"]["label"] == "x"
    assert [method for _service, method, _path, _body in dry.writes] == ["POST", "PUT"]


def test_a_removal_shows_what_is_known(dry: Session) -> None:
    task(dry)
    gone = task(dry, state="absent")
    del gone["diff"]["before"]["id"]
    assert gone["diff"]["before"] == {"name": "b", "color": TEXT, "is_open": True, "label": TEXT, "lids": [], "tags": []}


def test_a_name_that_is_not_known_means_the_newest_such_object(dry: Session) -> None:
    context = Context(dry, dict.fromkeys(BOX.fields) | SHARED, BOX)
    for color in ("red", "blue"):
        effects = Effects({"name": UNKNOWN, "color": color}, listed_by=("/shelves/1", "boxes"))
        dry.overlay.write("network", "POST", "/boxes", {}, None, effects)
    assert BOX.get(context, UNKNOWN)["color"] == "blue"


def test_filters_may_meet_what_is_not_known() -> None:
    assert matches({"a": UNKNOWN}, {"a": 1}) and matches({"a": 1}, {"a": UNKNOWN})
    assert not matches({"a": None}, {"a": 1})
    query = protocols.of("network").query
    assert matches({"ips": [{"ip": UNKNOWN}]}, {"ips": "ip=1"}, query) and not matches({"ips": [{"ip": 2}]}, {"ips": "ip=1"}, query)


def test_nothing_unknown_is_sent(dry: Session) -> None:
    assert list(dry.list("network", "/boxes", "boxes", {"color": UNKNOWN})) == []
    assert dry.request("network", "GET", f"/boxes/{UNKNOWN}", allow=(404,)).status == 404


def test_what_is_below_a_predicted_object_is_not_asked_for(dry: Session) -> None:
    dry.request("network", "POST", "/boxes", json={"box": {"id": "mine"}}, key="box")
    assert list(dry.list("network", "/boxes/mine/things", "things")) == []


def test_members_are_seen_in_what_lists_them(dry: Session) -> None:
    owner = dry.request("network", "POST", "/boxes", json={"box": {"name": "b"}}, key="box").body["box"]
    place = f"/boxes/{owner['id']}"

    def members() -> list[Any]:
        return dry.request("network", "GET", place, key="box").body["box"]["things"]

    effects = Effects(listed_by=(place, "things"))
    made = dry.request("network", "POST", "/things", json={"thing": {"a": 1}}, key="thing", effects=effects).body["thing"]
    bodies = [{"a": 2}, {"a": 3}]
    several = {"json": {"things": bodies}, "key": "things", "effects": effects._replace(makes=bodies)}
    more = dry.request("network", "POST", "/things", **several).body["things"]
    assert [member["a"] for member in members()] == [1, 2, 3] and all(PREDICTED_ID.fullmatch(one["id"]) for one in [made, *more])
    assert [one["a"] for one in dry.list("network", "/things", "things")] == [1, 2, 3]
    dry.request("network", "PUT", f"/things/{made['id']}", json={"thing": {"b": 5}}, key="thing", effects=effects)
    dry.request("network", "DELETE", f"/things/{more[0]['id']}", effects=effects)
    assert members() == [{"a": 1, "b": 5, "id": made["id"]}, {"a": 3, "id": more[1]["id"]}]
    assert [one["a"] for one in dry.list("network", "/things", "things")] == [1, 3]


def test_predictions_are_handed_on_with_what_is_unknown() -> None:
    first = Overlay()
    first.write("network", "PUT", "/boxes/1", {}, None, Effects({"a": UNKNOWN}))
    assert Overlay(json.loads(json.dumps(first.state()))).known("network", "/boxes/1")["a"] is UNKNOWN


def test_an_empty_required_option_is_unknown_in_check_mode() -> None:
    params, warnings = runner.replace_empty_required(BOX, {"name": "", "color": None}, {"name", "color"})
    assert params["name"] is UNKNOWN and params["color"] is None
    assert warnings == ["`name` is empty: its value is not known before the real run"]
    assert runner.replace_empty_required(BOX, {"name": 0}, {"name"}) == ({"name": 0}, [])


def test_an_empty_option_that_a_creation_requires_is_unknown_if_the_task_names_it() -> None:
    empty = {"pool": "p", "name": "m", "address": None, "protocol_port": None, "weight": None}

    def unknown_ones(params: dict[str, Any], *given: str) -> set[str]:
        found, _warnings = runner.replace_empty_required(MEMBER, params, set(given))
        return {name for name, value in found.items() if value is UNKNOWN}

    assert unknown_ones(empty, "address", "weight") == {"address"}
    assert unknown_ones(empty | {"state": "absent"}, "address") == set()
    params = {"zone": "z", "name": "r", "records": [], "recordset_type": None}
    found, _warnings = runner.replace_empty_required(RECORDSET, params, set(params))
    assert found == params | {"records": UNKNOWN}  # objects are found by their type


@pytest.mark.parametrize(
    ("value", "known"),
    [
        ({"a": 1, "b": UNKNOWN}, {"a": 1}),
        ({"image": {"id": "x", "links": UNKNOWN}}, {"image": {"id": "x"}}),
        ([1, UNKNOWN, {"a": UNKNOWN}], [1, {}]),
        ("text", "text"),
    ],
)
def test_the_known_part_of_a_value(value: Any, known: Any) -> None:
    assert known_part(value) == known

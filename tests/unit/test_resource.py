# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What brings an object to what a task declares; each case is run in check mode first, which must say the same and change nothing."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context, name_key
from ansible_collections.stratus.openstack.plugins.module_utils.effects import GONE, Outcome, added, argument, merged, without
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.status import Status
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN
from tests.unit.fake_cloud import OTHER_PROJECT, PROJECT, FakeCloud, fake_cloud
from tests.unit.stub import Answer, Request

THINGS, OWNERS = "/network/v2.0/things", "/network/v2.0/owners"
OWNER = Resource("network.owner", path="/owners", name=f.Str(required=True))
THING = Resource(
    "network.thing",
    path="/things",
    scoped=True,
    revisions="revision_number",
    status=Status(fault="fault.message", busy="BUILD"),
    computed={"status": f.Attribute()},
    name=f.Str(required=True),
    description=f.Str(),
    up=f.Bool(returned="is_up"),
    mtu=f.Int(),
    cidr=f.Str(update=f.IMMUTABLE, canon=f.cidr),
    image=f.Str(update=f.DRIFT, remedy="Set `rebuild: true`", returned=False),
    late=f.Str(create=False, returned=False),
    servers=f.List(returned=False),
    members=f.Set(returned=False),
    owner=f.Ref(OWNER, api="owner_id", returned=False),
    project=f.Str(api="project_id", update=f.IMMUTABLE, identity=True),
    password=f.Str(secret=True, returned=False),
    tags=f.Tags(),
    force=f.Option("bool"),
)


def paired(context: Context, have: dict[str, Any], sent: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    assert have["mtu"] == 1  # the object as the caller has it
    yield "network", f"/things/{sent['with']}", {"mtu": 7}


ACTING = Resource(
    "network.thing",
    path="/things",
    actions={
        "grow": {"mtu": argument("mtu")},
        "halve": lambda _context, have, _sent: {"mtu": have["mtu"] // 2},
        "join": {"hosts": added("host")},
        "leave": {"hosts": without("hosts")},
        "pair": Outcome(others=paired),
        "forget": GONE,
        "PUT /notes": {"notes": merged("notes")},
        "DELETE /notes/{}": {"notes": without()},
    },
    name=f.Str(required=True),
)


class Watched(Resource):
    """What happens to an object of it is noted in another one."""

    def effects(self, context: Context, doing: str, have: dict[str, Any], body: Any = None) -> Iterator[tuple[str, str, dict[str, Any]]]:
        yield "network", "/things/log", {"last": f"{doing} {have['name']} {(body or {}).get('mtu')}"}


WATCHED = Watched("network.box", path="/boxs", name=f.Str(required=True), mtu=f.Int())
DEFAULTS = {"state": "present", "wait": True, "timeout": 60}
ID = "11111111-1111-4111-8111-111111111111"


@pytest.fixture
def cloud() -> Iterator[FakeCloud]:
    with fake_cloud() as made:
        made.defaults[THINGS] = {"description": "", "up": True, "mtu": 1500, "servers": [], "members": [], "tags": [], "owner_id": None}
        yield made


def task(cloud: FakeCloud, resource: Resource = THING, check: bool = False, **params: Any) -> dict[str, Any]:
    options = dict.fromkeys(resource.fields) | DEFAULTS | params
    with cloud.session(dry_run=check) as session:
        result = resource.execute(session, options)
        return result | ({"warnings": session.warnings} if session.warnings else {})


def refused(cloud: FakeCloud, **params: Any) -> CloudError:
    with pytest.raises(CloudError) as caught:
        task(cloud, **params)
    return caught.value


@dataclass
class Case:
    """``have``: what the thing is before, None for no thing. ``want``: the task's options. ``changed``, ``before``, ``after``: its result.
    ``writes``: what it sends, without ids. ``again``: whether a second run must change nothing."""

    have: dict[str, Any] | None
    want: dict[str, Any]
    changed: bool
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    writes: tuple[str, ...] = ()
    drift: tuple[str, ...] = ()


POST, PUT, TAGS, DELETE = "POST /things", "PUT /things/ID", "PUT /things/ID/tags", "DELETE /things/ID"
NAME = {"name": "t"}
CASES = {
    "create, the least": Case(None, {}, True, {}, NAME, (POST,)),
    "create, all": Case(
        None,
        {"description": "d", "up": False, "mtu": 9000, "cidr": "10.0.0.0/24", "image": "i", "servers": ["b", "a"], "members": ["y", "x"]},
        True,
        {},
        NAME
        | {"description": "d", "up": False, "mtu": 9000, "cidr": "10.0.0.0/24", "image": "i", "servers": ["b", "a"], "members": ["x", "y"]},
        (POST,),
    ),
    "create with a part": Case(None, {"tags": ["b", "a"]}, True, {}, NAME | {"tags": ["a", "b"]}, (POST, TAGS)),
    "create with what only an update takes": Case(None, {"late": "x"}, True, {}, NAME | {"late": "x"}, (POST, PUT)),
    "create with a secret": Case(None, {"password": "s3cret-value"}, True, {}, NAME | {"password": "VALUE_HIDDEN"}, (POST,)),
    "create with a reference": Case(None, {"owner": "boss"}, True, {}, NAME | {"owner": "boss"}, (POST,)),
    "as it is": Case({}, {"mtu": 1500, "up": True, "description": "", "servers": [], "tags": []}, False),
    "as it is, said in other words": Case(
        {"cidr": "10.0.0.0/24", "members": ["x", "y"]}, {"cidr": "10.0.0.7/24", "members": ["y", "x", "y"]}, False
    ),
    "omitted options are left alone": Case({"description": "d", "tags": ["a"], "mtu": 9}, {}, False),
    "an option that steers is no difference": Case({}, {"force": True}, False),
    "one value": Case({"mtu": 1500}, {"mtu": 1400, "up": True}, True, {"mtu": 1500, "up": True}, {"mtu": 1400, "up": True}, (PUT,)),
    "false": Case({"up": True}, {"up": False}, True, {"up": True}, {"up": False}, (PUT,)),
    "zero": Case({"mtu": 1}, {"mtu": 0}, True, {"mtu": 1}, {"mtu": 0}, (PUT,)),
    "several values, one request": Case(
        {"mtu": 1, "description": "a"},
        {"mtu": 2, "description": "b"},
        True,
        {"mtu": 1, "description": "a"},
        {"mtu": 2, "description": "b"},
        (PUT,),
    ),
    "clear a text": Case({"description": "d"}, {"description": ""}, True, {"description": "d"}, {"description": ""}, (PUT,)),
    "clear a list": Case({"servers": ["a"]}, {"servers": []}, True, {"servers": ["a"]}, {"servers": []}, (PUT,)),
    "clear a set": Case({"members": ["a"]}, {"members": []}, True, {"members": ["a"]}, {"members": []}, (PUT,)),
    "clear tags": Case({"tags": ["a"]}, {"tags": []}, True, {"tags": ["a"]}, {"tags": []}, (TAGS,)),
    "clear a reference": Case({"owner_id": ID}, {"owner": ""}, True, {"owner": ID}, {"owner": ""}, (PUT,)),
    "the order of a list": Case(
        {"servers": ["a", "b"]}, {"servers": ["b", "a"]}, True, {"servers": ["a", "b"]}, {"servers": ["b", "a"]}, (PUT,)
    ),
    "tags": Case({"tags": ["b", "a"]}, {"tags": ["c", "a"]}, True, {"tags": ["a", "b"]}, {"tags": ["a", "c"]}, (TAGS,)),
    "tags and a value": Case(
        {"tags": [], "mtu": 1}, {"tags": ["a"], "mtu": 2}, True, {"tags": [], "mtu": 1}, {"tags": ["a"], "mtu": 2}, (PUT, TAGS)
    ),
    "a value that the API does not show": Case({}, {"late": "x"}, True, {}, {"late": "x"}, (PUT,)),
    "a secret is not compared": Case({}, {"password": "other"}, False),
    "drift": Case({"image": "old"}, {"image": "new"}, False, {"image": "old"}, {"image": "old"}, (), ("image",)),
    "drift of what is not shown": Case({}, {"image": "new"}, False, {}, {}, (), ("image",)),
    "drift beside a change": Case(
        {"image": "old"}, {"image": "new", "mtu": 5}, True, {"image": "old", "mtu": 1500}, {"image": "old", "mtu": 5}, (PUT,), ("image",)
    ),
    "remove": Case({"mtu": 7}, {"state": "absent"}, True, {}, {}, (DELETE,)),
    "remove nothing": Case(None, {"state": "absent"}, False),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_case(cloud: FakeCloud, case: Case) -> None:
    cloud.add(OWNERS, name="boss", id=ID)
    have = cloud.add(THINGS, name="t", status="ACTIVE", **case.have) if case.have is not None else None
    state = copy.deepcopy(cloud.objects)
    predicted = task(cloud, check=True, name="t", **case.want)
    assert (cloud.writes, cloud.objects) == ([], state)

    cloud.stub.requests.clear()
    done = task(cloud, name="t", **case.want)
    identifier = have["id"] if have else (done.get("id") or "none")
    assert tuple(line.replace(identifier, "ID") for line in cloud.writes) == case.writes
    assert done["changed"] is case.changed
    assert tuple(entry["option"] for entry in done.get("drift", ())) == case.drift
    assert (predicted["changed"], predicted["diff"], predicted.get("drift")) == (done["changed"], done["diff"], done.get("drift"))
    if case.want.get("state") == "absent":
        assert done["thing"] is None
        assert done["diff"] == {"before": {} if have is None else done["diff"]["before"], "after": {}}
    elif have is None:
        assert done["diff"] == {"before": {}, "after": case.after}
    elif case.changed or case.drift:
        assert done["diff"] == {"before": NAME | case.before, "after": NAME | case.after}
    else:
        assert done["diff"]["before"] == done["diff"]["after"]

    cloud.stub.requests.clear()
    again = task(cloud, name="t", **case.want)
    hidden = case.want.get("late") and have is not None
    assert (again["changed"], cloud.writes) == (False, []) or hidden
    assert task(cloud, check=True, name="t", **case.want)["changed"] is again["changed"]


def test_what_a_removal_shows(cloud: FakeCloud) -> None:
    have = cloud.add(THINGS, name="t", mtu=7, description="d", status="ACTIVE")
    diff = task(cloud, name="t", state="absent")["diff"]
    assert diff["before"] == {
        "id": have["id"],
        "name": "t",
        "mtu": 7,
        "description": "d",
        "up": True,
        "servers": [],
        "members": [],
        "tags": [],
        "project": PROJECT,
    }


def test_a_no_op_is_one_request(cloud: FakeCloud) -> None:
    cloud.add(THINGS, name="t", status="ACTIVE", mtu=5, tags=["a"])
    task(cloud, name="t", mtu=5, tags=["a"])
    assert cloud.log == ["GET /things"]


# -- what cannot be done -----------------------------------------------------------------------------------------------------


def test_what_is_fixed_is_refused_with_both_values_in_both_modes(cloud: FakeCloud) -> None:
    cloud.add(THINGS, name="t", cidr="10.0.0.0/24", mtu=1, status="ACTIVE")
    for check in (True, False):
        error = refused(cloud, check=check, name="t", cidr="10.0.1.0/24", mtu=2)
        assert error.message == "Cannot change thing 't': cidr is '10.0.0.0/24', asked for is '10.0.1.0/24'"
    assert cloud.writes == []


def test_an_empty_name_means_nothing(cloud: FakeCloud) -> None:
    cloud.add(THINGS, name="", status="ACTIVE")
    cloud.add(THINGS, name=None, status="ACTIVE")
    for params in ({"name": "", "state": "absent"}, {"name": None, "state": "absent"}, {"name": ""}):
        assert "`name` is empty" in refused(cloud, **params).message
    assert len(cloud.all(THINGS)) == 2


def test_a_403_is_not_a_missing_object(cloud: FakeCloud) -> None:
    for status in (400, 403, 500):
        cloud.interfere = lambda request, status=status: Answer(status, {"x": {"message": "no"}}) if "/things" in request.path else None
        for name in ("t", ID):
            assert refused(cloud, name=name).status == status
    assert cloud.writes == []


@pytest.mark.parametrize(
    "answer", [Answer(200, b""), Answer(200, {"other": {}}), Answer(200, {"thing": None}), Answer(200, b"[]"), Answer(200, b"<p>")]
)
def test_an_answer_without_an_object_is_not_a_missing_object(cloud: FakeCloud, answer: Answer) -> None:
    cloud.interfere = lambda request: answer if "/things" in request.path else None
    refused(cloud, name=ID)
    assert cloud.writes == []


# -- which one is meant ------------------------------------------------------------------------------------------------------


def test_two_of_one_name(cloud: FakeCloud) -> None:
    ids = [cloud.add(THINGS, name="t")["id"] for _unused in range(2)]
    for state in ("present", "absent"):
        error = refused(cloud, name="t", state=state)
        assert all(identifier in error.message for identifier in ids)
        assert PROJECT in error.message
        assert error.hint == "Give the id instead of the name"
    assert task(cloud, name=ids[0], mtu=7)["id"] == ids[0]
    assert len(cloud.all(THINGS)) == 2


def test_a_name_means_one_of_the_own_project(cloud: FakeCloud) -> None:
    theirs = cloud.add(THINGS, name="t", project_id=OTHER_PROJECT)
    mine = task(cloud, name="t")
    assert mine["changed"]
    assert mine["id"] != theirs["id"]
    assert task(cloud, name="t", project=OTHER_PROJECT)["id"] == theirs["id"]
    task(cloud, name="t", state="absent")
    assert cloud.all(THINGS) == [theirs]


def test_a_reference_means_one_of_the_own_project_first(cloud: FakeCloud) -> None:
    cloud.add(OWNERS, name="boss", project_id=OTHER_PROJECT)
    assert task(cloud, name="a", owner="boss")["changed"]  # the only one, though of others
    mine = cloud.add(OWNERS, name="boss")
    task(cloud, name="b", owner="boss")
    assert [have["owner_id"] for have in cloud.all(THINGS) if have["name"] == "b"] == [mine["id"]]
    cloud.add(OWNERS, name="boss")
    assert "There are 3 objects of type owner named 'boss'" in refused(cloud, name="c", owner="boss").message
    assert "There is no owner 'nobody'" in refused(cloud, name="c", owner="nobody").message
    assert "c" not in [have["name"] for have in cloud.all(THINGS)]


@pytest.mark.parametrize("name", [ID, ID.upper(), "0" * 32, "f" * 64])
def test_a_name_that_looks_like_an_id(cloud: FakeCloud, name: str) -> None:
    first = task(cloud, name=name)
    assert first["changed"]
    assert task(cloud, name=name)["id"] == first["id"]
    assert not task(cloud, name=name)["changed"]
    assert task(cloud, name=name, state="absent")["changed"]
    assert cloud.all(THINGS) == []


def test_an_id_is_not_taken_for_the_new_name(cloud: FakeCloud) -> None:
    have = cloud.add(THINGS, name="t", status="ACTIVE", mtu=1)
    assert task(cloud, name=have["id"], mtu=2)["changed"]
    assert have["name"] == "t"
    assert not task(cloud, name=have["id"], mtu=2)["changed"]


@pytest.mark.parametrize(
    "name",
    ["a/b", "a?b", "100%", "%2e", "a&b=c", "\u00e9\u4e16", "-x", "*", "^.*$", "a b", "'\"", "..", ".", "x" * 255, "a\\b", "a\nb", "a#b"],
)
def test_hostile_names(cloud: FakeCloud, name: str) -> None:
    bystanders = [cloud.add(THINGS, name=other, status="ACTIVE") for other in ("a", "b", "x", "t", "")]
    before = copy.deepcopy(bystanders)
    for options in ({}, {"mtu": 7}, {"mtu": 7, "tags": ["q"]}):
        assert task(cloud, name=name, **options)["changed"]
        result = task(cloud, name=name, **options)
        assert (result["changed"], result["thing"]["name"]) == (False, name)
    assert task(cloud, name=name, state="absent")["changed"]
    assert cloud.all(THINGS) == before


# -- faults ------------------------------------------------------------------------------------------------------------------


def once(cloud: FakeCloud, method: str, answer: Answer, before: Callable[[Request], None] = lambda request: None) -> None:
    """Spoil the first request of a method."""
    left = [answer]

    def interfere(request: Request) -> Answer | None:
        if request.method == method and "/things" in request.path and left:
            before(request)
            return left.pop()
        return None

    cloud.interfere = interfere


@pytest.mark.parametrize(
    "answer", [Answer(fault="reset"), *map(Answer, (500, 502, 503, 504)), Answer(201, b"<html>"), Answer(201), Answer(201, [])]
)
def test_a_creation_without_an_answer_is_found(cloud: FakeCloud, answer: Answer) -> None:
    once(cloud, "POST", answer, lambda request: cloud.add(THINGS, status="ACTIVE", **request.json["thing"]))
    result = task(cloud, name="t", tags=["a"])
    assert result["changed"]
    assert [have["tags"] for have in cloud.all(THINGS)] == [["a"]]
    assert cloud.writes.count(POST) == 1


def test_a_creation_without_an_answer_that_shows_late(cloud: FakeCloud) -> None:
    looks: list[str] = []

    def interfere(request: Request) -> Answer | None:
        if request.method == "POST" and "/things" in request.path:
            return Answer(fault="reset")
        if looks.append(request.path) or sum("/things" in path for path in looks) == 3:
            cloud.add(THINGS, name="t", status="ACTIVE")
        return None

    cloud.interfere = interfere
    assert task(cloud, name="t")["changed"]
    assert len(cloud.all(THINGS)) == 1


@pytest.mark.parametrize(("answer", "status"), [(Answer(fault="reset"), None), (Answer(504), 504)])
def test_a_creation_that_never_happened_is_an_error_and_not_done_twice(cloud: FakeCloud, answer: Answer, status: int | None) -> None:
    once(cloud, "POST", answer)
    error = refused(cloud, name="t")
    assert (error.status, error.method) == (status, "POST")
    assert error.message.startswith("Cannot create thing 't': ")
    assert cloud.writes == [POST]
    assert task(cloud, name="t")["changed"]


def test_a_new_object_that_not_every_server_knows(cloud: FakeCloud) -> None:
    def execute(known: int) -> None:
        left = [Answer(404)] * known
        cloud.interfere = lambda request: left.pop() if left and request.method == "PUT" else None
        assert task(cloud, name=f"t{known}", late="x")["thing"]["name"] == f"t{known}"
        assert not left

    execute(3)
    with pytest.raises(CloudError, match="HTTP 404"):
        execute(4)
    assert [line.split()[0] for line in cloud.writes] == ["POST", *["PUT"] * 4] * 2


@pytest.mark.parametrize("status", [400, 403, 409, 413])
def test_a_refused_creation_is_an_error(cloud: FakeCloud, status: int) -> None:
    once(cloud, "POST", Answer(status, {"x": {"message": "no"}}))
    assert refused(cloud, name="t").status == status
    assert cloud.log == ["GET /things", POST, *["GET /things"] * (status in (400, 409))]  # whether somebody else was faster


def test_someone_else_changes_it_at_the_same_time(cloud: FakeCloud) -> None:
    have = cloud.add(THINGS, name="t", status="ACTIVE", mtu=1, description="a")

    def meanwhile(request: Request) -> Answer | None:
        if request.method == "PUT" and have["revision_number"] < 2:
            have.update(description="theirs", revision_number=have["revision_number"] + 1)
        return None

    cloud.interfere = meanwhile
    assert task(cloud, name="t", mtu=2)["changed"]
    assert (have["mtu"], have["description"]) == (2, "theirs")


def test_someone_else_never_stops(cloud: FakeCloud) -> None:
    have = cloud.add(THINGS, name="t", status="ACTIVE", mtu=1)
    cloud.interfere = lambda request: have.update(revision_number=have["revision_number"] + 1) if request.method == "PUT" else None
    assert refused(cloud, name="t", mtu=2).status == 412
    assert len(cloud.writes) == 5


@pytest.mark.parametrize("status", [400, 403, 409, 500])
def test_a_refused_change_is_not_tried_again(cloud: FakeCloud, status: int) -> None:
    cloud.add(THINGS, name="t", status="ACTIVE", mtu=1)
    cloud.interfere = lambda request: Answer(status, {"x": {"message": "no"}}) if request.method == "PUT" else None
    error = refused(cloud, name="t", mtu=2)
    assert (error.status, error.message, len(cloud.writes)) == (status, "Cannot change thing 't': no", 1)


def test_someone_else_removes_it_first(cloud: FakeCloud) -> None:
    cloud.add(THINGS, name="t", status="ACTIVE")
    once(cloud, "DELETE", Answer(404, {"x": {"message": "gone"}}), lambda request: cloud.objects[THINGS].clear())
    result = task(cloud, name="t", state="absent")
    assert (result["changed"], result["thing"]) == (False, None)


def test_a_removal_without_an_answer_is_sent_again(cloud: FakeCloud) -> None:
    cloud.add(THINGS, name="t", status="ACTIVE")
    once(cloud, "DELETE", Answer(fault="reset"), lambda request: cloud.objects[THINGS].clear())
    assert task(cloud, name="t", state="absent")["thing"] is None


# -- waiting -----------------------------------------------------------------------------------------------------------------


def statuses(cloud: FakeCloud, *states: str | None, **more: Any) -> None:
    """What each read of one thing shows, the last for ever; None: not there."""
    left = list(states)

    def interfere(request: Request) -> Answer | None:
        one = request.path.partition("/things/")[2]
        if request.method != "GET" or not one:
            return None
        state = left.pop(0) if len(left) > 1 else left[0]
        have = cloud.objects[THINGS].get(one, {"id": one, "name": "t"})
        return Answer(404, {}) if state is None else Answer(200, {"thing": dict(have, status=state, **more)})

    cloud.interfere = interfere


@pytest.fixture
def slow(cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch) -> FakeCloud:
    """New things are in status BUILD."""
    original = cloud.add

    def add(path: str, **members: Any) -> dict[str, Any]:
        return original(path, **members | ({"status": "BUILD"} if path == THINGS else {}))

    monkeypatch.setattr(cloud, "add", add)
    return cloud


def test_wait_until_it_is_there(slow: FakeCloud) -> None:
    statuses(slow, None, None, "BUILD", "BUILD", "ACTIVE")
    assert task(slow, name="t")["thing"]["status"] == "ACTIVE"


def test_wait_and_fail(slow: FakeCloud) -> None:
    statuses(slow, "BUILD", "ERROR", fault={"message": "No valid host was found."})
    error = refused(slow, name="t")
    assert str(error) == "Cannot create thing 't': thing t ended in status ERROR: No valid host was found."


def test_wait_and_it_is_gone(slow: FakeCloud) -> None:
    statuses(slow, "BUILD", None)
    assert "something else removed it" in refused(slow, name="t").message


def test_do_not_wait(slow: FakeCloud) -> None:
    statuses(slow, "ERROR")
    assert task(slow, name="t", wait=False)["thing"]["status"] == "BUILD"
    assert slow.log == ["GET /things", POST, "GET /things"]


def test_wait_too_long(slow: FakeCloud) -> None:
    now = [0.0]
    statuses(slow, "BUILD")
    options = dict.fromkeys(THING.fields) | DEFAULTS | {"name": "t", "timeout": 30}
    session = slow.session(clock=lambda: now[0], sleep=lambda seconds: now.__setitem__(0, now[0] + seconds))
    with session, pytest.raises(CloudError, match="thing t did not reach the expected state within 30 s; its last status was BUILD"):
        THING.execute(session, options)
    now[0] = 0
    statuses(slow, "BUILD", "ACTIVE")
    with slow.session() as session:  # the next run goes on waiting
        assert THING.execute(session, options)["thing"]["status"] == "ACTIVE"
    assert slow.writes == [POST]


@pytest.mark.parametrize("status", ["ERROR", "SHUTOFF", "ACTIVE", "DOWN"])
def test_a_status_that_stays_is_not_waited_for_after_a_change(cloud: FakeCloud, status: str) -> None:
    cloud.add(THINGS, name="t", status=status, mtu=1)
    assert task(cloud, name="t", mtu=2)["thing"]["status"] == status
    assert cloud.log == ["GET /things", cloud.log[1]]


def test_wait_until_it_is_removed(cloud: FakeCloud) -> None:
    cloud.add(THINGS, name="t", status="ERROR")
    statuses(cloud, "ERROR", "DELETING", None)
    assert task(cloud, name="t", state="absent")["thing"] is None


def test_a_removal_that_fails(cloud: FakeCloud) -> None:
    cloud.add(THINGS, name="t", status="ACTIVE")
    statuses(cloud, "ACTIVE", "DELETING", "ERROR", fault={"message": "The disk is stuck"})
    assert "could not be deleted: it is in status ERROR. The disk is stuck" in refused(cloud, name="t", state="absent").message


def test_nothing_is_waited_for_in_a_prediction(cloud: FakeCloud) -> None:
    assert task(cloud, check=True, name="t")["changed"]
    cloud.add(THINGS, name="t", status="ACTIVE")
    assert task(cloud, check=True, name="t", state="absent")["changed"]
    assert cloud.writes == []


# -- the rest ----------------------------------------------------------------------------------------------------------------


def test_parents_are_in_the_path(cloud: FakeCloud) -> None:
    child = Resource("network.thing", path="/{owner_id}/things", name=f.Str(required=True), owner=f.Ref(OWNER, api="owner_id", parent=True))
    with pytest.raises(CloudError, match="The thing needs owner_id"):
        task(cloud, child, name="x")
    owner = cloud.add(OWNERS, name="a b")
    with cloud.session() as session:
        assert child.item_path(Context(session, {"owner": "a b"}, child), "x/y") == f"/{owner['id']}/things/x%2Fy"
        with pytest.raises(CloudError, match="has no id"):
            child.item_path(Context(session, {"owner": "a b"}, child), "")


def test_the_result_has_all_attributes(cloud: FakeCloud) -> None:
    assert set(task(cloud, name="t")["thing"]) == {"id", "name", "is_up", "mtu", "cidr", "description", "project_id", "tags", "status"}


def test_drift_is_told(cloud: FakeCloud) -> None:
    cloud.add(THINGS, name="t", image="old", status="ACTIVE")
    result = task(cloud, name="t", image="new")
    assert result["drift"] == [{"option": "image", "now": "old", "wanted": "new", "remedy": "Set `rebuild: true`"}]
    assert result["warnings"] == ["thing t: image is old, not new as declared; it is left alone. Set `rebuild: true`"]


def test_what_a_declared_action_makes_of_an_object(cloud: FakeCloud) -> None:
    have = cloud.add(THINGS, name="t", mtu=1, notes={"a": "1"}, hosts=["one"])
    other = cloud.add(THINGS, name="o", mtu=1)
    with cloud.session(dry_run=True) as session:
        context = Context(session, {}, ACTING)
        for one in (have, other):
            THING.fetch(context, one["id"])
        assert context.apply(have, "grow", {"mtu": 9})["mtu"] == 9
        assert context.apply(have, "halve") == dict(have, mtu=4)  # of what the action before made of it
        assert context.apply(have, "PUT /notes", {"notes": {"a": None, "b": "2"}})["notes"] == {"b": "2"}
        assert context.apply(have, "DELETE /notes/{}", part="b c")["notes"] == {"b": "2"}
        assert context.apply(have, "join", {"host": "two"})["hosts"] == ["one", "two"]
        assert context.apply(have, "leave", {"hosts": ["one"]})["hosts"] == ["two"]
        context.act(have, "pair", {"with": other["id"]})
        now = {"mtu": 4, "notes": {"b": "2"}, "hosts": ["two"]}
        assert (THING.fetch(context, have["id"]), THING.fetch(context, other["id"])["mtu"]) == (dict(have, **now), 7)
        context.act(have, "forget")
        assert THING.fetch(context, have["id"]) is None
        place = f"/things/{have['id']}"
        assert [write[1:] for write in session.writes] == [
            ("POST", f"{place}/action", {"grow": {"mtu": 9}}),
            ("POST", f"{place}/action", {"halve": None}),
            ("PUT", f"{place}/notes", {"notes": {"a": None, "b": "2"}}),
            ("DELETE", f"{place}/notes/b%20c", None),
            ("POST", f"{place}/action", {"join": {"host": "two"}}),
            ("POST", f"{place}/action", {"leave": {"hosts": ["one"]}}),
            ("POST", f"{place}/action", {"pair": {"with": other["id"]}}),
            ("POST", f"{place}/action", {"forget": None}),
        ]
    assert cloud.writes == []
    with cloud.session() as session:  # in a real run, what the object had counts
        assert ACTING.predict_action(Context(session, {}, ACTING), dict(have, mtu=8), "halve", None) == {"mtu": 4}


def test_what_a_table_says_of_other_objects(cloud: FakeCloud) -> None:
    cloud.add(THINGS, id="log", name="log")
    with cloud.session(dry_run=True) as session:
        THING.fetch(Context(session, {}, THING), "log")

        def noted(**params: Any) -> str:
            WATCHED.execute(session, {**DEFAULTS, "name": "b", "mtu": None, **params})
            return session.known("network", "/things/log")["last"]

        assert [noted(mtu=1), noted(mtu=2), noted(state="absent")] == ["create b 1", "update b 2", "delete b None"]
    with cloud.session() as session:
        WATCHED.execute(session, {**DEFAULTS, "name": "b", "mtu": 1})
    assert "last" not in cloud.all(THINGS)[0]


def test_what_another_table_knows_of_a_new_object_is_known() -> None:
    known = Resource("network.thing", path="/things", computed={"up": f.Attribute(initial=True), "mtu": f.Attribute(initial=1)})
    table = Resource("network.thing", path="/things", like=known, up=f.Bool(), mtu=f.Int(initial=2), cidr=f.Str())
    assert table.initial == {"up": True, "mtu": 2, "cidr": UNKNOWN}


class Shown(Resource):
    def read_path(self, context: Context, have: dict[str, Any]) -> str:
        return "/shown"


def test_an_object_that_is_shown_at_another_path(cloud: FakeCloud) -> None:
    table = Shown("network.thing", path="/things", name=f.Str(required=True), mtu=f.Int())
    with cloud.session(dry_run=True) as session:
        context = Context(session, DEFAULTS, table)
        have = table.unwrap(table.post(context, {"name": "t"}))
        for change, shown in (({"mtu": 1}, 1), ({"mtu": 2}, 2)):
            table.update(context, have, change)
            assert context.call("GET", "/shown")["mtu"] == shown
        table.delete(context, have)
        assert context.call("GET", "/shown", allow=(404,)) is None
        assert [write[2].rpartition("/")[0] for write in session.writes] == ["", "/things", "/things", "/things"]


def test_a_flow_is_predicted_as_a_whole(cloud: FakeCloud) -> None:
    with cloud.session(dry_run=True) as session:
        for resource, params, changed in (
            (OWNER, {"name": "boss"}, True),
            (OWNER, {"name": "boss"}, False),
            (THING, {"name": "t", "owner": "boss", "tags": ["a"], "mtu": 5}, True),
            (THING, {"name": "t", "owner": "boss", "tags": ["a"], "mtu": 5}, False),
            (THING, {"name": "t", "mtu": 6}, True),
            (THING, {"name": "t", "mtu": 6, "tags": ["a"]}, False),
            (THING, {"name": "t", "state": "absent"}, True),
            (THING, {"name": "t", "state": "absent"}, False),
            (THING, {"name": "t"}, True),
        ):
            session.writes.clear()
            result = resource.execute(session, dict.fromkeys(resource.fields) | DEFAULTS | params)
            assert result["changed"] is changed, (resource.kind, params)
    assert cloud.writes == []


def test_ids_and_what_only_looks_like_one() -> None:
    assert THING.is_id(str(uuid.uuid4()))
    assert not THING.is_id(f"{ID}x")
    assert not THING.is_id(f"x{ID}")
    assert not THING.is_id("g" * 32)


# -- odd names ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [" x", "x\n", "\u3000x"])
@pytest.mark.parametrize("state", ["present", "absent"])
def test_a_name_that_the_api_would_trim_is_refused(cloud: FakeCloud, name: str, state: str) -> None:
    trims = copy.copy(THING)
    trims.trims = True
    with pytest.raises(CloudError, match="begins or ends with a space"):
        task(cloud, trims, name=name, state=state)
    assert cloud.log == []
    assert task(cloud, THING, name=name, state=state)["changed"] is (state == "present")


def test_names_and_filters_do_not_run_into_one_another() -> None:
    keys = {name_key(OWNER, "x"), name_key(OWNER, "x", {"domain_id": "d"}), name_key(OWNER, "x domain_id=d"), name_key(THING, "x")}
    assert len(keys) == 4

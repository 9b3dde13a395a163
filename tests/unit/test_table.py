# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a table declares instead of code: required options, parents, ids, envelopes, headers, hooks around writes, the names of options."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context, name_key
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError, Missing
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.status import Status
from tests.unit.fake_cloud import FakeCloud, fake_cloud
from tests.unit.stub import Answer, Request

V2 = "/network/v2.0"
BALANCER = Resource("network.balancer", path="/balancers", status=Status(), computed={"status": f.Attribute()}, name=f.Str(required=True))
POOL = Resource(
    "network.pool",
    path="/pools",
    waits_for="balancer",
    needed_to_create=("balancer", ("protocol", "listener"), "weight"),
    name=f.Str(required=True),
    balancer=f.Ref(BALANCER, api="balancer_id"),
    protocol=f.Str(),
    listener=f.Str(),
    weight=f.Int(),
    tags=f.Tags(),
)
MEMBER = Resource(
    "network.member",
    path="/pools/{pool_id}/members",
    name=f.Str(required=True),
    pool=f.Ref(POOL, api="pool_id", parent=True, required=True),
)
WARNINGS: list[str] = []  # of the last task
ALL = {"balancer": "front", "protocol": "TCP", "weight": 1}


@pytest.fixture
def cloud() -> Iterator[FakeCloud]:
    with fake_cloud() as made:
        yield made


def task(cloud: FakeCloud, resource: Resource, check: bool = False, **params: Any) -> dict[str, Any]:
    options = dict.fromkeys(resource.fields) | {"name": "x", "state": "present", "wait": True, "timeout": 60} | params
    with cloud.session(dry_run=check) as session:
        try:
            return resource.execute(session, options)
        finally:
            WARNINGS[:] = session.warnings


# -- options that a creation requires, and parents ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("params", "required"),
    [
        ({"protocol": "TCP", "weight": 1}, "`balancer`"),
        ({"balancer": "", "protocol": "TCP", "weight": 0}, "`balancer`"),
        ({"balancer": "front", "weight": 1}, "one of `protocol`, `listener`"),
        ({"weight": 1}, "`balancer` and one of `protocol`, `listener`"),
        ({}, "`balancer`, one of `protocol`, `listener` and `weight`"),
    ],
)
@pytest.mark.parametrize("check", [True, False])
def test_a_creation_requires_options(cloud: FakeCloud, check: bool, params: dict[str, Any], required: str) -> None:
    with pytest.raises(CloudError) as caught:
        task(cloud, POOL, check, **params)
    assert str(caught.value) == f"Cannot create pool 'x': It does not exist; creating it requires {required}."
    assert cloud.writes == []


def test_an_existing_object_requires_none_of_them(cloud: FakeCloud) -> None:
    cloud.add(f"{V2}/pools", name="x", weight=1)
    assert not task(cloud, POOL)["changed"]


@pytest.mark.parametrize("check", [True, False])
def test_what_belongs_to_something_that_is_missing_is_absent(cloud: FakeCloud, check: bool) -> None:
    result = task(cloud, MEMBER, check, pool="nowhere", state="absent")
    assert WARNINGS == []  # the pool took its members with it
    assert (result["changed"], result["member"], result["diff"]) == (False, None, {"before": {}, "after": {}})
    with pytest.raises(Missing, match="Cannot look up member 'x': There is no pool 'nowhere'"):
        task(cloud, MEMBER, check, pool="nowhere")


@pytest.mark.parametrize("check", [True, False])
def test_an_owner_that_is_missing_is_worth_a_warning(cloud: FakeCloud, check: bool) -> None:
    """It can be misspelled, and then the object stays."""
    plate = Resource("network.plate", path="/plates", name=f.Str(required=True), owner=f.Ref(BALANCER, api="balancer_id", identity=True))
    owner = cloud.add(f"{V2}/balancers", name="front")
    cloud.add(f"{V2}/plates", name="x", balancer_id=owner["id"])
    result = task(cloud, plate, check, owner="frnt", state="absent")
    assert not result["changed"]
    text = "There is no balancer 'frnt', so the plate is taken as absent. Check the name: a misspelled one leaves the plate in place"
    assert WARNINGS == [text]
    assert task(cloud, plate, check, owner="front", state="absent")["changed"]
    assert WARNINGS == []


@pytest.mark.parametrize(
    ("table", "kind", "removed"),
    [
        ("project", "identity.domain", False),
        ("identity_user", "identity.domain", False),
        ("role_assignment", "identity.project", True),
        ("group_assignment", "identity.domain", False),
        ("router", "identity.project", False),
        ("security_group_rule", "network.security_group", True),
        ("security_group_rule", "identity.project", False),
        ("qos_rule", "network.qos_policy", True),
        ("router_route", "network.router", True),
        ("server_volume", "compute.server", True),
        ("image_member", "image.image", True),
        ("image_member", "identity.project", False),
        ("subnet", "network.network", False),
        ("flavor_access", "compute.flavor", True),
        ("volume_type_access", "block_storage.type", True),
        ("volume_type_encryption", "block_storage.type", True),
    ],
)
def test_what_an_object_is_removed_with(table: str, kind: str, removed: bool) -> None:
    operation = importlib.import_module(f"ansible_collections.stratus.openstack.plugins.modules.{table}").OPERATION
    assert operation.is_removed_with(kind) is removed


@pytest.mark.parametrize("wrong", [{"needed_to_create": ("nme",)}, {"needed_to_create": (("name", "nme"),)}, {"waits_for": "nme"}])
def test_a_table_names_only_options_that_it_has(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"network\.thing: there is no option `nme`"):
        Resource("network.thing", path="/things", name=f.Str(), **wrong)


CUP = Resource(
    "compute.cup",
    path="/cups",
    microversion="2.60",
    since="2.30",
    name=f.Str(required=True),
    color=f.Str(since="2.50"),
    lids=f.Items(fields={"size": f.Int(since="2.55"), "shape": f.Str()}),
    handle=f.Nested(fields={"size": f.Int(since="2.70")}),
)


def old_cloud(cloud: FakeCloud, highest: str, status: int = 200) -> None:
    """A compute service up to a microversion, with no cup."""

    def answer(request: Request) -> Answer | None:
        if not request.path.startswith("/compute"):
            return None
        if request.path == "/compute/v2.1/":
            return Answer(200, {"version": {"id": "v2.1", "version": highest}})
        wanted = request.headers["openstack-api-version"].split()[-1]
        return Answer(406 if float(wanted) > float(highest) else status, {"cups": []})

    cloud.interfere = answer


@pytest.mark.parametrize("check", [True, False])
@pytest.mark.parametrize(
    ("highest", "params", "message"),
    [
        ("2.49", {"color": "red"}, "Cannot create cup 'x': `color` needs microversion 2.50 of the compute service; this cloud has less."),
        ("2.49", {"lids": [{"shape": "o"}, {"size": 1}]}, "Cannot create cup 'x': `lids[1].size` needs microversion 2.55"),
        ("2.65", {"handle": {"size": 1}}, "Cannot create cup 'x': `handle.size` needs microversion 2.70"),
        ("2.65", {"color": "red", "lids": [{"size": 1}]}, None),
        ("2.49", {"color": "", "lids": [], "handle": {}}, None),
        ("2.49", {"color": "red", "state": "absent"}, None),
    ],
)
def test_an_option_that_the_service_is_too_old_for_is_refused_before_a_write(
    cloud: FakeCloud, check: bool, highest: str, params: dict[str, Any], message: str | None
) -> None:
    old_cloud(cloud, highest)
    with pytest.raises(CloudError) as caught:
        task(cloud, CUP, check, **params)
        raise CloudError("created or removed")
    assert str(caught.value).startswith(message) if message else not re.search("needs microversion", str(caught.value))
    assert bool(cloud.writes) == (message is None and not check and params.get("state") != "absent")


def test_a_type_of_object_that_the_service_does_not_have_yet(cloud: FakeCloud) -> None:
    old_cloud(cloud, "2.29", status=404)
    with pytest.raises(CloudError, match=r"Cannot look up cup 'x': cup needs microversion 2.30 of the compute service"):
        task(cloud, CUP)


# -- names of earlier tasks ---------------------------------------------------------------------------------------------------

OLD, NEW = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"


@pytest.mark.parametrize(
    ("remembered", "wanted", "result", "looks", "listings"),
    [
        (OLD, OLD, True, [OLD], 0),  # the remembered name is enough
        (OLD, NEW, True, [OLD, NEW], 1),
        (NEW, OLD, False, [NEW], 1),  # the name still stands for the same: one look
        (None, NEW, True, [NEW], 1),
        (None, OLD, False, [NEW], 1),
    ],
)
def test_a_remembered_name_is_preferred(
    cloud: FakeCloud, remembered: str | None, wanted: str, result: bool, looks: list[str], listings: int
) -> None:
    cloud.add(f"{V2}/balancers", name="front", id=NEW)
    with cloud.session() as session:
        session.set_cached("names", {name_key(BALANCER, "front"): remembered} if remembered else {})
        context, seen = Context(session, {}, POOL), []

        def look(_names: Context, identifier: str) -> bool:
            seen.append(identifier)
            return identifier == wanted

        assert context.prefer_remembered_names(lambda names: names.resolve(BALANCER, "front"), look) is result
    assert seen == looks
    assert cloud.log == ["GET /balancers"] * listings


def test_a_name_is_one_of_several_objects(cloud: FakeCloud) -> None:
    cloud.add(f"{V2}/balancers", name="front", id=NEW)
    with cloud.session() as session:
        context = Context(session, {}, POOL)
        assert context.remembered_id(BALANCER, "front") is None
        assert context.is_one_of(BALANCER, "front", [OLD, NEW])
        assert context.remembered_id(BALANCER, "front") == NEW
        assert not context.is_one_of(BALANCER, "front", [OLD])
        assert context.is_one_of(BALANCER, OLD, [OLD])
        with pytest.raises(Missing):
            context.is_one_of(BALANCER, "back", [OLD])


# -- around writes ------------------------------------------------------------------------------------------------------------


def updating(cloud: FakeCloud, balancer: dict[str, Any]) -> None:
    """After each write the balancer is busy for two looks, and refuses writes meanwhile."""
    looks = [1]

    def interfere(request: Request) -> Answer | None:
        path = request.path.partition("?")[0]
        if path.endswith(balancer["id"]):
            looks[0] -= 1
            balancer["status"] = "PENDING_UPDATE" if looks[0] > 0 else "ACTIVE"
        elif request.method != "GET" and "/pools" in path:
            if balancer["status"] != "ACTIVE":
                return Answer(409, {"NeutronError": {"message": "immutable", "type": "x", "detail": ""}})
            looks[0], balancer["status"] = 2, "PENDING_UPDATE"
        return None

    cloud.interfere = interfere


@pytest.mark.parametrize("wait", [True, False])
def test_an_object_that_takes_one_change_at_a_time_is_ready_around_each(cloud: FakeCloud, wait: bool) -> None:
    balancer = cloud.add(f"{V2}/balancers", name="front", status="PENDING_CREATE")
    updating(cloud, balancer)
    assert task(cloud, POOL, wait=wait, **ALL, tags=["a"])["changed"]
    assert balancer["status"] == ("ACTIVE" if wait else "PENDING_UPDATE")
    assert task(cloud, POOL, wait=wait, weight=2, tags=["b"])["changed"]
    assert task(cloud, POOL, wait=wait, state="absent")["changed"]
    assert [line.split()[0] for line in cloud.writes] == ["POST", "PUT", "PUT", "PUT", "DELETE"]
    assert cloud.all(f"{V2}/pools") == []


def test_a_dry_run_does_not_wait_for_it(cloud: FakeCloud) -> None:
    updating(cloud, cloud.add(f"{V2}/balancers", name="front", status="PENDING_CREATE"))
    assert task(cloud, POOL, True, **ALL)["changed"]


def test_hooks_around_writes_get_the_object() -> None:
    calls: list[tuple[str, Any]] = []

    class Thing(Resource):
        def before_write(self, context: Context, have: Any) -> None:
            calls.append(("before", have and have["size"]))

        def after_write(self, context: Context, have: Any) -> None:
            calls.append(("after", have["size"]))

    thing = Thing("network.thing", path="/things", name=f.Str(required=True), size=f.Int())
    with fake_cloud() as cloud:
        task(cloud, thing, size=1)
        task(cloud, thing, size=2)
        task(cloud, thing, size=2)
        task(cloud, thing, state="absent")
    assert calls == [("before", None), ("after", 1), ("before", 1), ("after", 2), ("before", 2), ("after", 2)]


# -- ids, envelopes, listings, headers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("check", [True, False])
def test_the_last_part_of_an_id_that_is_a_url(cloud: FakeCloud, check: bool) -> None:
    class Secret(Resource):
        id_field = "secret_ref"

    secrets = Secret("network.secret", path="/secrets", by_name=None, ids_are_urls=True, name=f.Str(required=True), size=f.Int())
    there = cloud.add(f"{V2}/secrets", name="x", size=1, id=OLD, secret_ref=f"https://key-manager/v1/secrets/{OLD}")
    result = task(cloud, secrets, check, size=2)
    assert (result["id"], result["secret"]["id"], result["secret"]["size"]) == (OLD, OLD, 2)
    assert [f"PUT /secrets/{OLD}"] * (not check) == cloud.writes
    assert task(cloud, secrets, check, name=OLD, state="absent")["changed"]
    assert (there in cloud.all(f"{V2}/secrets")) is check
    assert secrets.to_result({"name": "x", "secret_ref": f"https://key-manager/v1/secrets/{OLD}/"})["id"] == OLD
    if check:
        made = task(cloud, secrets, check, name="new")
        assert made["secret"]["id"].startswith("ffffffff-")
        with cloud.session(dry_run=True) as session:
            predicted = secrets.predict_id(Context(session, {}, secrets))
        assert re.fullmatch(rf"http://[^/]+{V2}/secrets/ffffffff-[0-9a-f-]+", predicted)


def test_a_predicted_change_of_it_is_in_a_listing(cloud: FakeCloud) -> None:
    class Secret(Resource):
        id_field = "secret_ref"

    secrets = Secret("network.secret", path="/secrets", by_name=None, ids_are_urls=True, name=f.Str(required=True), size=f.Int())
    cloud.add(f"{V2}/secrets", name="x", size=1, id="", secret_ref=f"https://key-manager/v1/secrets/{OLD}")
    with cloud.session(dry_run=True) as session:
        context = Context(session, {"wait": True}, secrets)
        (have,) = secrets.list(context)
        secrets.update(context, have, {"size": 2})
        assert [have["size"] for have in secrets.list(context)] == [2]


STACK = Resource(
    "network.stack",
    path="/stacks",
    request_keys={"create": None, "update": "change"},
    name=f.Str(required=True),
    size=f.Int(),
)


def test_requests_with_other_envelopes_than_answers(cloud: FakeCloud) -> None:
    bodies: list[Any] = []

    def interfere(request: Request) -> Answer | None:
        if request.method in ("POST", "PUT") and "/stacks" in request.path:
            bodies.append(request.json)
            if request.method == "PUT":
                cloud.all(f"{V2}/stacks")[0].update(request.json["change"])
                return Answer(202)
            return Answer(201, {"stack": cloud.add(f"{V2}/stacks", **request.json)})
        return None

    cloud.interfere = interfere
    for size in (1, 2):
        foretold, done = task(cloud, STACK, True, size=size), task(cloud, STACK, size=size)
        assert foretold["changed"] and done["changed"]
        assert foretold["stack"]["size"] == done["stack"]["size"] == size
    assert bodies == [{"name": "x", "size": 1}, {"change": {"size": 2}}]


def test_a_listing_without_envelope(cloud: FakeCloud) -> None:
    queues = Resource("network.queue", path="/queues", bare_listing=True, name=f.Str(required=True))
    there = cloud.add(f"{V2}/queues", name="x")
    cloud.interfere = lambda request: Answer(200, [there]) if request.path.startswith(f"{V2}/queues?") else None
    result = task(cloud, queues)
    assert (result["changed"], result["id"]) == (False, there["id"])


class Container(Resource):
    id_field = "name"

    def find_declared(self, context: Context) -> Any:
        return self.fetch(context, context.params["name"])


CONTAINER = Container(
    "network.container",
    path="/containers",
    in_headers=True,
    wrapped=False,
    computed={"bytes": f.Attribute("x-container-bytes-used", initial=0)},
    name=f.Str(required=True),
    access=f.Str(api="x-container-read", returned="access", initial=""),
    quota=f.Int(api="x-container-meta-quota", returned="quota", initial=None),
)


def test_attributes_in_headers(cloud: FakeCloud) -> None:
    held: dict[str, dict[str, str]] = {}

    def interfere(request: Request) -> Answer | None:
        if "/containers/" not in request.path:
            return None
        name = request.path.rpartition("/")[2]
        if request.method in ("PUT", "POST"):
            sent = {key.lower(): value for key, value in request.headers.items()}
            kept = held.setdefault(name, {"X-Container-Bytes-Used": "0"})
            kept.update({key: sent[key.lower()] for key in ("X-Container-Read", "X-Container-Meta-Quota") if key.lower() in sent})
            assert not request.body
        if request.method == "DELETE":
            held.pop(name)
        elif name not in held:
            return Answer(404)
        return Answer(204, headers=held.get(name, {}))

    cloud.interfere = interfere
    for want, changed in (({"quota": 5}, True), ({"quota": 5}, False), ({"quota": 6, "access": ".r:*"}, True), ({"access": ".r:*"}, False)):
        foretold, done = task(cloud, CONTAINER, True, **want), task(cloud, CONTAINER, **want)
        assert foretold["changed"] is done["changed"] is changed
        assert foretold["diff"] == done["diff"]
        assert int(done["container"]["quota"]) == int(foretold["container"]["quota"])
        assert (done["id"], done["container"]["name"], done["container"]["bytes"]) == ("x", "x", "0")
    assert held == {"x": {"X-Container-Bytes-Used": "0", "X-Container-Meta-Quota": "6", "X-Container-Read": ".r:*"}}
    assert [line.split()[0] for line in cloud.writes] == ["PUT", "POST"]
    assert task(cloud, CONTAINER, state="absent")["changed"]
    assert held == {}


# -- the status, and names that are taken -------------------------------------------------------------------------------------


def test_a_status_that_objects_do_not_have_is_an_error_at_once(cloud: FakeCloud) -> None:
    thing = Resource("network.thing", path="/things", status=Status(field="provisioning_status"), name=f.Str(required=True))
    with pytest.raises(CloudError) as caught:
        task(cloud, thing)
    text = (
        "Cannot create thing 'x': The table of network.thing waits for the attribute `provisioning_status`, which the object does not have."
    )
    assert str(caught.value) == text
    assert cloud.log == ["GET /things", "POST /things", "GET /things", *cloud.log[3:4]]


@pytest.mark.parametrize("name", ["state", "wait", "timeout"])
def test_a_field_cannot_have_the_name_of_an_option_of_each_module(name: str) -> None:
    with pytest.raises(ValueError, match=f"each module has an option `{name}`"):
        Resource("network.monitor", path="/monitors", extra_fields={name: f.Int()})


def test_attributes_whose_names_are_taken(cloud: FakeCloud) -> None:
    """`timeout` is an option of each module, and `rules` and `type` are arguments or attributes of a table."""
    monitor = Resource(
        "network.monitor",
        path="/monitors",
        name=f.Str(required=True),
        type=f.Str(choices=["PING", "TCP"]),
        monitor_timeout=f.Int(api="timeout", returned="timeout"),
        extra_fields={"rules": f.List(), "status": f.Str(), "keys": f.Str()},
    )
    spec = monitor.spec()["argument_spec"]
    assert spec["timeout"] == {"type": "int", "default": 180}
    assert spec["monitor_timeout"] == {"type": "int"}
    assert (spec["type"]["choices"], spec["rules"], spec["keys"]) == (["PING", "TCP"], {"type": "list", "elements": "str"}, {"type": "str"})
    wanted = {"type": "TCP", "monitor_timeout": 5, "rules": ["a"], "status": "UP", "keys": "k"}
    foretold, done = task(cloud, monitor, True, **wanted), task(cloud, monitor, **wanted)
    for result in (foretold, done):
        shown = {key: result["monitor"][key] for key in ("type", "timeout", "rules", "status", "keys")}
        assert shown == {"type": "TCP", "timeout": 5, "rules": ["a"], "status": "UP", "keys": "k"}
    assert not task(cloud, monitor, **wanted)["changed"]

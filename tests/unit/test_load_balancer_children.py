# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A load balancer with all that belongs to it in one task, on a stub that has the requests of the service for that."""

from __future__ import annotations

import copy
import threading
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import yaml

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.children import Child, Children
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.runner import check_options
from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager.base import StoredRef, StoredRefs
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.load_balancers import LOAD_BALANCER
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.pools import POOL
from ansible_collections.stratus.openstack.plugins.modules import loadbalancer
from tests.unit.fake_cloud import PROJECT, SERVICES, FakeCloud, fake_cloud
from tests.unit.stub import Answer, Request

ROOT = "/load-balancer/v2.0/lbaas/"
SUBNET, OTHER_SUBNET = "5b98d7ee-0c63-4c3d-9c23-e1d06b6ad0bb", "6b98d7ee-0c63-4c3d-9c23-e1d06b6ad0bb"
ENVELOPES = {
    "loadbalancers": "loadbalancer",
    "listeners": "listener",
    "pools": "pool",
    "members": "member",
    "healthmonitors": "healthmonitor",
    "l7policies": "l7policy",
    "rules": "rule",
}
OWNERS = {  # the attribute of a request that names the owner -> its kind, the attribute that lists the owner, that of the owner
    "listeners": ("loadbalancer_id", "loadbalancers", "loadbalancers", "listeners"),
    "pools": ("loadbalancer_id", "loadbalancers", "loadbalancers", "pools"),
    "members": ("pool_id", "pools", None, "members"),
    "healthmonitors": ("pool_id", "pools", "pools", "healthmonitor_id"),
    "l7policies": ("listener_id", "listeners", None, "l7policies"),
    "rules": ("l7policy_id", "l7policies", None, "rules"),
}
LISTS = {"listeners", "pools", "members", "l7policies", "rules"}


class Octavia:
    """Objects by kind and id. A change makes their load balancer busy for ``busy_reads`` reads of it, and refuses others meanwhile."""

    def __init__(self, cloud: FakeCloud) -> None:
        self.cloud, self.busy, self.busy_reads = cloud, 0, 0
        self.lock = threading.Lock()
        self.objects: dict[str, dict[str, dict[str, Any]]] = {kind: {} for kind in ENVELOPES}
        self.failing: set[str] = set()  # names of objects that end in ERROR
        cloud.interfere = self.answer

    def answer(self, request: Request) -> Answer | None:
        path, _mark, query = request.path.partition("?")
        if not path.startswith(ROOT):
            return None
        with self.lock:
            if request.method == "GET":
                if path.startswith(f"{ROOT}loadbalancers/"):
                    self.busy = max(0, self.busy - 1)
            elif self.busy:
                return Answer(409, {"faultstring": "Load Balancer x is immutable and cannot be updated."})
            else:
                self.busy = self.busy_reads
            return self.serve(request, path[len(ROOT) :].split("/"), dict(pair.split("=") for pair in query.split("&") if pair))

    def serve(self, request: Request, parts: list[str], query: dict[str, str]) -> Answer:
        owner = {}
        if len(parts) > 2 and parts[2] != "status":
            owner = {OWNERS[parts[2]][0]: parts[1]}
            parts = parts[2:]
        kind = parts[0]
        if len(parts) == 1 and request.method == "POST":
            if self.is_taken(kind, {**request.json[ENVELOPES[kind]], **owner}):
                return Answer(409, {"faultstring": "Another one has this port, or this pool."})
            return Answer(201, {ENVELOPES[kind]: self.shown(kind, self.make(kind, {**request.json[ENVELOPES[kind]], **owner}))})
        if len(parts) == 1 and request.method == "PUT":
            self.replace(owner["pool_id"], request.json[kind])
            return Answer(202, {})
        if len(parts) == 1:
            query.pop("limit", None)
            wanted = {**query, **owner}
            found = [have for have in self.objects[kind].values() if all(str(have.get(key)) == value for key, value in wanted.items())]
            return Answer(200, {kind: [self.shown(kind, have) for have in found]})
        have = self.objects[kind].get(parts[1])
        if have is None:
            return Answer(404, {"faultstring": f"{kind} {parts[1]} not found."})
        if parts[2:] == ["status"]:
            return Answer(200, {"statuses": {ENVELOPES[kind]: self.tree(kind, have)}})
        if request.method == "DELETE":
            self.drop(kind, have)
            return Answer(204)
        if request.method == "PUT":
            have.update(request.json[ENVELOPES[kind]])
        return Answer(200, {ENVELOPES[kind]: self.shown(kind, have)})

    def make(self, kind: str, body: dict[str, Any]) -> dict[str, Any]:
        """An object, with those that its body contains."""
        body = copy.deepcopy(body)
        below = {name: body.pop(name) for name in (*ENVELOPES, "healthmonitor") if name in body}
        status = "ERROR" if body.get("name") in self.failing else "ACTIVE"
        created = datetime.now(UTC) - timedelta(seconds=5)  # a look-up trusts an object that is not new
        stamps = {"project_id": PROJECT, "provisioning_status": status, "created_at": created.isoformat()}
        have = {"id": str(uuid.uuid4()), "tags": [], "name": "", **stamps, **body}
        if kind == "members":
            have = {"weight": 1, "backup": False, "monitor_port": None, "monitor_address": None, "admin_state_up": True, **have}
        for name, target in (("default_pool", "default_pool_id"), ("redirect_pool", "redirect_pool_id")):
            if name in have:
                have[target] = self.named("pools", have.pop(name)["name"])["id"]
        self.objects[kind][have["id"]] = have
        below = {"pools": below.pop("pools", []), **below}  # they are created first
        for name, bodies in below.items():
            many = "healthmonitors" if name == "healthmonitor" else name
            for one in bodies if isinstance(bodies, list) else [bodies]:
                self.make(many, {**one, OWNERS[many][0]: have["id"]})
        return have

    def is_taken(self, kind: str, body: dict[str, Any]) -> bool:
        """Whether there is an object already that the service does not accept beside a new one."""
        unique = {"listeners": ("loadbalancer_id", "protocol_port"), "healthmonitors": ("pool_id",)}.get(kind, ())
        return any(all(have[name] == body[name] for name in unique) for have in self.objects[kind].values()) if unique else False

    def replace(self, pool: str, bodies: list[dict[str, Any]]) -> None:
        """Replace the members of a pool. Attributes with a default value that a body does not contain get it."""
        old = {(have["address"], have["protocol_port"]): have for have in self.objects["members"].values() if have["pool_id"] == pool}
        for body in bodies:
            have = old.pop((body["address"], body["protocol_port"]), None)
            made = self.make("members", {**body, "pool_id": pool})
            if have:
                del self.objects["members"][made["id"]]
                kept = {name: have[name] for name in ("id", "name", "tags")}
                have.update({**made, **kept, **body})
        for have in old.values():
            self.drop("members", have)

    def drop(self, kind: str, have: dict[str, Any]) -> None:
        self.objects[kind].pop(have["id"], None)
        for below, (attribute, owner, _shown, _listed) in OWNERS.items():
            for one in [one for one in self.objects[below].values() if owner == kind and one.get(attribute) == have["id"]]:
                self.drop(below, one)

    def shown(self, kind: str, have: dict[str, Any]) -> dict[str, Any]:
        """An object as the API shows it: with the ids of what belongs to it."""
        found = dict(have)
        if kind == "loadbalancers":
            found["provisioning_status"] = "PENDING_UPDATE" if self.busy else have["provisioning_status"]
        if kind in OWNERS and OWNERS[kind][2]:
            found[OWNERS[kind][2]] = [{"id": have[OWNERS[kind][0]]}]
        for below, (attribute, owner, _shown, listed) in OWNERS.items():
            if owner == kind:
                ids = [{"id": one["id"]} for one in self.objects[below].values() if one.get(attribute) == have["id"]]
                found[listed] = ids if below in LISTS else next((one["id"] for one in ids), None)
        return found

    def tree(self, kind: str, have: dict[str, Any]) -> dict[str, Any]:
        """The statuses of an object and of those that belong to it."""
        below = {
            one: [self.tree(one, child) for child in self.objects[one].values() if child.get(attribute) == have["id"]]
            for one, (attribute, owner, _shown, _listed) in OWNERS.items()
            if owner == kind
        }
        return {"id": have["id"], "name": have["name"], "provisioning_status": have["provisioning_status"], **below}

    def named(self, kind: str, name: str) -> dict[str, Any]:
        return next(have for have in self.objects[kind].values() if have["name"] == name)


@pytest.fixture
def octavia(monkeypatch: pytest.MonkeyPatch) -> Iterator[Octavia]:
    monkeypatch.setitem(SERVICES, "load-balancer", "/load-balancer")
    with fake_cloud() as cloud:
        yield Octavia(cloud)


def run(octavia: Octavia, dry: bool = False, **options: Any) -> dict[str, Any]:
    plain = {"state": "present", "wait": True, "timeout": 5, "name": "lb", "vip_subnet": SUBNET}
    params = dict(dict.fromkeys(LOAD_BALANCER.spec()["argument_spec"]), **{**plain, **copy.deepcopy(options)})
    check_options(LOAD_BALANCER, params)
    with octavia.cloud.session(dry_run=dry) as session:
        return LOAD_BALANCER.execute(session, params)


def requests_of(octavia: Octavia, work: Callable[[], Any]) -> list[str]:
    before = len(octavia.cloud.log)
    work()
    return [line.replace(ROOT, "") for line in octavia.cloud.log[before:]]


# -- options and values that follow from the tables ---------------------------------------------------------------------------------


def value_of(name: str, field: f.Field, second: bool = False) -> Any:
    """A value of an option, or a second one."""
    known = {
        "address": ["10.0.0.1", "10.0.0.2"],
        "allowed_cidrs": [["10.0.0.0/8"], ["10.1.0.0/16"]],
        "default_pool": ["web", "other"],
        "redirect_pool": ["other", "web"],
        "monitor_address": ["10.0.0.3", "10.0.0.4"],
        "subnet_id": [SUBNET, OTHER_SUBNET],
        "name": ["web", "db"],
    }
    if name in known:
        return known[name][second]
    if field.choices:
        return field.choices[second]
    if isinstance(field, StoredRef | StoredRefs):
        url = f"https://keys.example/v1/secrets/{second:d}"
        return [url] if isinstance(field, StoredRefs) else url
    if isinstance(field, f.Nested):
        return {part: value_of(part, one, second) for part, one in field.fields.items()}
    return {"bool": [True, False], "int": [3, 4], "float": [1.0, 1.1], "list": [["a"], ["b"]], "dict": [{"a": "1"}, {"a": "2"}]}.get(
        field.kind, ["a", "b"]
    )[second]


def item_of(part: Children) -> dict[str, Any]:
    """A child with all its options, and what belongs to it."""
    item = {name: value_of(name, field) for name, field in part.own.items()}
    for name, below in part.below.items():
        if below.in_result:
            item[name] = item_of(below) if isinstance(below, Child) else [item_of(below)]
    return item


TOP = {name: field for name, field in LOAD_BALANCER.fields.items() if isinstance(field, Children)}
ALL = {name: [item_of(part)] for name, part in TOP.items()}
ALL["pools"].append({"name": "other"})


def places(parts: dict[str, Children], path: tuple[str, ...] = ()) -> Iterator[tuple[str, Children, str]]:
    """(path, Children, option) of each option of each child."""
    for name, part in parts.items():
        if part.in_result:
            yield from ((".".join((*path, name)), part, option) for option in part.own if option not in part.keys)
            yield from places(part.below, (*path, name))


PLACES = list(places(TOP))


def kind_of(part: Children) -> str:
    return next(kind for kind, envelope in ENVELOPES.items() if part.table.key == envelope)


def child_at(given: dict[str, Any], path: str) -> dict[str, Any]:
    """The first child at a path in options."""
    for name in path.split("."):
        given = given[name][0] if isinstance(given[name], list) else given[name]
    return given


def test_all_tables_have_options_here() -> None:
    assert {path for path, _part, _option in PLACES} == {
        *("pools", "pools.members", "pools.health_monitor"),
        *("listeners", "listeners.l7_policies", "listeners.l7_policies.rules"),
    }
    assert len(PLACES) > 50


@pytest.mark.parametrize(("path", "part", "option"), PLACES, ids=[f"{path}.{option}" for path, _part, option in PLACES])
def test_each_option_that_was_changed_behind_the_task_is_repaired(octavia: Octavia, path: str, part: Children, option: str) -> None:
    run(octavia, **ALL)
    field = part.own[option]
    have = next(iter(octavia.objects[kind_of(part)].values()))
    wanted, other = have.get(field.api), value_of(option, field, second=True)
    if option in part.in_tree:
        other = octavia.named("pools", other)["id"]
    have[field.api] = other
    if field.update == f.IMMUTABLE:
        with pytest.raises(CloudError, match=f"Cannot change {part.table.label}.*: {option} is"):
            run(octavia, **ALL)
        return
    foreseen = run(octavia, dry=True, **ALL)
    done = run(octavia, **ALL)
    assert have.get(field.api) == wanted
    assert foreseen["changed"] and done["changed"] and foreseen["diff"] == done["diff"]
    before, after = (child_at(done["diff"][side], path) for side in ("before", "after"))
    assert {name for name in after if before[name] != after[name]} == {option}
    assert not run(octavia, **ALL)["changed"]


# -- requests and their order ---------------------------------------------------------------------------------------------------------

WEB = {"name": "web", "members": [{"address": f"10.0.0.{number}", "protocol_port": 80} for number in range(1, 11)]}
MEMBER = WEB["members"][0]
MONITOR = {"type": "TCP", "delay": 5, "health_monitor_timeout": 3, "max_retries": 2}
POLICY = {"name": "images", "action": "REDIRECT_TO_POOL", "redirect_pool": "db"}
RULE = {"type": "PATH", "compare_type": "STARTS_WITH", "value": "/images"}
TWO = {
    "pools": [{**WEB, "health_monitor": MONITOR}, {**WEB, "name": "db", "health_monitor": MONITOR}],
    "listeners": [
        {"name": "http", "protocol_port": 80, "default_pool": "web"},
        {"name": "https", "protocol_port": 443, "protocol": "TCP", "default_pool": "db"},
    ],
}
WITH_POLICIES = {**TWO, "listeners": [{**TWO["listeners"][0], "l7_policies": [{**POLICY, "rules": [RULE]}]}, TWO["listeners"][1]]}


def test_a_new_load_balancer_is_created_by_one_request(octavia: Octavia) -> None:
    foreseen = run(octavia, dry=True, **WITH_POLICIES)
    assert octavia.cloud.writes == []
    done = run(octavia, **WITH_POLICIES)
    assert octavia.cloud.writes == [f"POST {ROOT}loadbalancers"]
    assert foreseen["diff"] == done["diff"]
    (http, https), (web, _db) = done["load_balancer"]["listeners"], done["load_balancer"]["pools"]
    assert http["default_pool_id"] == web["id"] and http["l7_policies"][0]["rules"][0]["rule_value"] == "/images"
    assert len(web["members"]) == 10 and web["health_monitor"]["type"] == "TCP" and https["l7_policies"] == []
    assert not run(octavia, **WITH_POLICIES)["changed"]


def test_a_task_without_a_change_costs_few_requests(octavia: Octavia) -> None:
    run(octavia, **TWO)
    assert len(requests_of(octavia, lambda: run(octavia, **TWO))) == 4 + 2
    run(octavia, **WITH_POLICIES)
    assert len(requests_of(octavia, lambda: run(octavia, **WITH_POLICIES))) == 4 + 2 + 2
    assert len(requests_of(octavia, lambda: run(octavia, pools=[{"name": "web"}, {"name": "db"}]))) == 2


def test_what_is_omitted_is_left_alone_and_what_is_not_listed_is_removed(octavia: Octavia) -> None:
    run(octavia, **WITH_POLICIES)
    assert not run(octavia)["changed"] and not run(octavia, listeners=[{"name": "http"}, {"name": "https"}])["changed"]
    ids = run(octavia)["load_balancer"]["listeners"]
    assert all(set(listener) == {"id"} for listener in ids)
    done = run(octavia, listeners=[{"name": "http", "l7_policies": []}], pools=[{"name": "web", "members": [], "health_monitor": {}}])
    assert [len(octavia.objects[kind]) for kind in ENVELOPES] == [1, 1, 1, 0, 0, 0, 0]
    assert [one["name"] for one in done["diff"]["before"]["listeners"]] == ["http", "https"]
    assert done["diff"]["after"]["listeners"] == [{"name": "http", "l7_policies": []}]
    assert done["load_balancer"]["pools"][0]["health_monitor"] is None


def test_what_others_refer_to_is_created_before_and_removed_after_them(octavia: Octavia) -> None:
    run(octavia, **WITH_POLICIES)
    options = {
        "pools": [{**WEB, "name": "new", "health_monitor": MONITOR}],
        "listeners": [{"name": "tcp", "protocol_port": 80, "default_pool": "new", "l7_policies": [{**POLICY, "redirect_pool": "new"}]}],
    }
    foreseen = run(octavia, dry=True, **options)
    before = len(octavia.cloud.writes)
    done = run(octavia, **options)
    kinds = [(line.split()[0], line.replace(ROOT, "").split()[1].split("/")) for line in octavia.cloud.writes[before:]]
    assert [f"{method} {parts[2] if len(parts) > 2 else parts[0]}" for method, parts in kinds] == [
        *("POST pools", "PUT members", "POST healthmonitors"),
        *("DELETE listeners", "DELETE listeners", "POST listeners", "POST l7policies"),
        *("DELETE pools", "DELETE pools"),
    ]
    assert foreseen["diff"] == done["diff"] and not run(octavia, **options)["changed"]


def test_a_pool_can_be_declared_in_its_listener(octavia: Octavia) -> None:
    listener = {"name": "http", "protocol": "HTTP", "protocol_port": 80, "pool": {**WEB, "protocol": "HTTP", "lb_algorithm": "ROUND_ROBIN"}}
    run(octavia, pools=[{"name": "other"}])
    run(octavia, listeners=[listener])
    assert octavia.named("listeners", "http")["default_pool_id"] == octavia.named("pools", "web")["id"]
    assert {pool["name"] for pool in octavia.objects["pools"].values()} == {"other", "web"}
    assert not run(octavia, listeners=[listener])["changed"]
    assert run(octavia, listeners=[listener], pools=[])["changed"]
    assert {pool["name"] for pool in octavia.objects["pools"].values()} == {"web"}
    for wrong in ({"listeners": [{**listener, "default_pool": "web"}]}, {"listeners": [listener], "pools": [WEB]}):
        with pytest.raises(CloudError, match=r"listeners\[0\]"):
            run(octavia, **wrong)


def test_the_members_of_a_pool_are_changed_by_one_request_that_keeps_what_is_not_declared(octavia: Octavia) -> None:
    many = [{"address": f"10.0.1.{number}", "protocol_port": 80} for number in range(1, 151)]
    run(octavia, pools=[{"name": "web", "members": many[:3]}])
    given = {"weight": 7, "backup": True, "monitor_port": 81, "monitor_address": "10.0.0.9", "admin_state_up": False, "tags": ["x"]}
    first = next(iter(octavia.objects["members"].values()))
    first.update(given, subnet_id=SUBNET)
    before = len(octavia.cloud.writes)
    run(octavia, pools=[{"name": "web", "members": [{**many[0], "weight": 8}, *many[2:]]}])
    assert len(octavia.cloud.writes) == before + 1
    now = octavia.objects["members"][first["id"]]
    assert {name: now[name] for name in given} == {**given, "weight": 8} and now["subnet_id"] == SUBNET
    assert len(octavia.objects["members"]) == 149


@pytest.mark.parametrize("begun", [{}, {"pools": [{"name": "old"}]}], ids=["an empty one", "another pool"])
def test_two_tasks_on_one_load_balancer_at_once(octavia: Octavia, begun: dict[str, Any]) -> None:
    run(octavia, **begun)
    octavia.busy_reads = 2
    results: list[Any] = []

    def task() -> None:
        try:
            results.append(run(octavia, **WITH_POLICIES)["load_balancer"])
        except CloudError as error:
            results.append(error)

    threads = [threading.Thread(target=task) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [type(result) for result in results] == [dict, dict], results
    assert [len(octavia.objects[kind]) for kind in ENVELOPES] == [1, 2, 2, 20, 2, 1, 1]
    assert not run(octavia, **WITH_POLICIES)["changed"]


# -- errors ---------------------------------------------------------------------------------------------------------------------------


def test_a_child_that_failed_is_named(octavia: Octavia) -> None:
    octavia.failing = {"db"}
    with pytest.raises(CloudError, match="pool 'db' ended in status ERROR"):
        run(octavia, **TWO)


def test_what_is_there_twice_is_sent_once(octavia: Octavia) -> None:
    pool, listener = {**WEB, "members": WEB["members"][:1] * 2}, {**TWO["listeners"][0], "l7_policies": [{**POLICY, "rules": [RULE, RULE]}]}
    options = {"pools": [pool, pool, {"name": "db"}], "listeners": [listener] * 2}
    run(octavia, **options)
    assert [len(octavia.objects[kind]) for kind in ENVELOPES] == [1, 1, 2, 1, 0, 1, 1]
    assert not run(octavia, **options)["changed"]


def test_a_load_balancer_that_failed_names_the_children_that_failed(octavia: Octavia) -> None:
    octavia.failing, octavia.busy_reads = {"lb", "db", "https"}, 1
    with pytest.raises(CloudError, match=r"in status ERROR: These objects failed: listener 'https', pool 'db'"):
        run(octavia, **TWO)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"listeners": [{"name": "http"}]}, "Cannot create listener 'http': .* requires `protocol_port`"),
        ({"listeners": [{"name": "a", "protocol_port": 1, "default_pool": "x"}]}, "Cannot create listener 'a': There is no pool 'x'"),
        ({"pools": [{"name": "a"}, {"name": "a", "description": "b"}]}, r"`pools\[0\]` and `pools\[1\]` declare the same pool"),
        ({"pools": [{**WEB, "members": [MEMBER, {**MEMBER, "weight": 2}]}]}, r"`pools\[0\].members\[0\]` and .* declare the same member"),
        ({"pools": [{"name": "web", "health_monitor": {"type": "TCP"}}]}, "Cannot create health monitor: .* requires `delay`"),
    ],
)
@pytest.mark.parametrize("exists", [False, True])
def test_errors_name_the_child_and_come_before_any_write(octavia: Octavia, options: dict[str, Any], message: str, exists: bool) -> None:
    if exists:
        run(octavia)
    before = len(octavia.cloud.writes)
    with pytest.raises(CloudError, match=message):
        run(octavia, **options)
    if "requires" not in message or not exists:
        assert len(octavia.cloud.writes) == before


# -- the documentation ----------------------------------------------------------------------------------------------------------------


def compare(documented: dict[str, Any], spec: dict[str, Any], path: str) -> Iterator[str]:
    for name in documented.keys() ^ spec.keys():
        yield f"{path}{name} is only in one of them"
    for name in documented.keys() & spec.keys():
        for key in ("type", "elements", "choices", "required"):
            if (documented[name].get(key) or None) != (spec[name].get(key) or None):
                yield f"{path}{name}: {key}"
        if set(documented[name].get("aliases", [])) != set(spec[name].get("aliases", [])):
            yield f"{path}{name}: aliases"
        yield from compare(documented[name].get("suboptions") or {}, spec[name].get("options") or {}, f"{path}{name}.")


def test_the_documented_suboptions_are_those_of_the_tables() -> None:
    documented, spec = yaml.safe_load(loadbalancer.DOCUMENTATION)["options"], LOAD_BALANCER.spec()["argument_spec"]
    for name in TOP:
        assert list(compare({name: documented[name]}, {name: spec[name]}, "")) == []


def test_a_pool_takes_its_members_and_its_monitor(octavia: Octavia) -> None:
    """The service creates a pool without what belongs to it. Null stands for what the service chooses of a pool with TLS."""
    run(octavia, listeners=[], pools=[])
    balancer = next(iter(octavia.objects["loadbalancers"].values()))["id"]
    given = {"name": "web", "loadbalancer": balancer, "members": WEB["members"], "health_monitor": MONITOR, "tls_enabled": True}
    options = {**dict.fromkeys(POOL.spec()["argument_spec"]), "state": "present", "wait": True, "timeout": 5, **given}
    sent: list[tuple[str, Any]] = []

    def recorded(request: Request) -> Answer | None:
        if request.method != "GET" and ROOT in request.path:
            sent.append((f"{request.method} {request.path.rpartition('/')[2]}", copy.deepcopy(request.json)))
        return octavia.answer(request)

    octavia.cloud.interfere = recorded
    with octavia.cloud.session() as session:
        done = POOL.execute(session, options)
    assert [line for line, _body in sent] == ["POST pools", "PUT members", "POST healthmonitors"]
    assert not {"members", "healthmonitor"} & set(sent[0][1]["pool"])
    assert sent[0][1]["pool"]["tls_ciphers"] is sent[0][1]["pool"]["tls_versions"] is sent[0][1]["pool"]["alpn_protocols"] is None
    assert len(done["pool"]["members"]) == len(WEB["members"]) and done["pool"]["health_monitor"]["delay"] == MONITOR["delay"]
    with octavia.cloud.session() as session:
        assert not POOL.execute(session, options)["changed"]
    assert len(sent) == 3

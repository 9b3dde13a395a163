# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One conversation with a cloud: where it goes, in which version, how it logs in, turns pages and waits."""

from __future__ import annotations

import contextlib
import multiprocessing
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils import auth, config, protocols, runner, session
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.operation import Operation
from ansible_collections.stratus.openstack.plugins.module_utils.services.any_service.request import API
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage import base as block_storage
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute import base as compute
from ansible_collections.stratus.openstack.plugins.module_utils.session import Session
from ansible_collections.stratus.openstack.plugins.module_utils.token_cache import Store, key_of
from tests.unit.fake_cloud import OTHER_PROJECT, PASSWORD, PROJECT, FakeCloud, fake_cloud
from tests.unit.stub import Answer, Request

DECLARING = (block_storage, compute)  # their import declares hints

NETWORKS = "/network/v2.0/networks"


@pytest.fixture
def cloud() -> Iterator[FakeCloud]:
    with fake_cloud() as made:
        yield made


# -- endpoints ---------------------------------------------------------------------------------------------------------------


def point(url: str, interface: str = "public", region: str = "R1") -> dict[str, str]:
    return {"interface": interface, "region_id": region, "region": region, "url": url}


CATALOG = [
    {"type": "network", "name": "neutron", "endpoints": [point("https://n.example/"), point("https://n-int.example", "internal")]},
    {"type": "compute", "name": "nova", "endpoints": [point("https://c.example/v2.1"), point("https://c2.example/v2.1", region="R2")]},
    {"type": "identity", "name": "keystone", "endpoints": [point("https://k.example/identity/v2.0"), point("https://ka.example", "admin")]},
    {"type": "volumev2", "name": "cinderv2", "endpoints": [point("https://v.example/v2/p1")]},
    {"type": "volumev3", "name": "cinderv3", "endpoints": [point("https://v.example/v3/p1")]},
    {"type": "sharev2", "name": "manila", "endpoints": [point("https://s.example")]},
    {"type": "orchestration", "name": "heat", "endpoints": [point("https://h.example"), point("https://h-r2.example", region="R2")]},
    {"type": "object-store", "name": "swift", "endpoints": [point("https://o.example/swift/v1/AUTH_p1")]},
    {"type": "placement", "name": "placement", "endpoints": [point("https://p.example/placement/")]},
    {"type": "dns", "name": "designate", "endpoints": [{"interface": "public", "region": "R1", "url": None}]},
    {"type": "dns", "name": "designate-new", "endpoints": [point("https://d.example")]},
    {"type": "key-manager", "name": "old", "endpoints": [point("https://b-int.example", "internal")]},
    {"type": "key-manager", "name": "new", "endpoints": [point("https://b.example")]},
]


def made(**settings: Any) -> Session:
    login = {"auth_url": "https://k.example", "token": "t"}
    found = Session(config.load({"auth_type": "token", "auth": login, **settings}, environ={}, files=[]))
    found._access = auth.Access(token="t", catalog=CATALOG, project_id="p1", identity_url="https://k.example/v3")
    return found


@pytest.mark.parametrize(
    ("service", "settings", "url"),
    [
        ("network", {}, "https://n.example/v2.0"),
        ("network", {"interface": "internal"}, "https://n-int.example/v2.0"),
        ("network", {"interface": ["admin", "internal"]}, "https://n-int.example/v2.0"),
        ("network", {"network_interface": "internal"}, "https://n-int.example/v2.0"),
        ("network", {"network_endpoint_override": "http://n.local:9696/"}, "http://n.local:9696/v2.0"),
        ("compute", {"region_name": "R2"}, "https://c2.example/v2.1"),
        ("compute", {}, "https://c.example/v2.1"),
        ("identity", {}, "https://k.example/identity/v3"),
        ("identity", {"interface": "admin"}, "https://ka.example/v3"),
        ("block-storage", {}, "https://v.example/v3/p1"),
        ("volume", {}, "https://v.example/v3/p1"),
        ("volumev3", {}, "https://v.example/v3/p1"),
        ("block-storage", {"block_storage_endpoint_override": "http://v.local:8776"}, "http://v.local:8776/v3/p1"),
        ("block-storage", {"volume_endpoint_override": "http://v.local/v3/%(project_id)s"}, "http://v.local/v3/p1"),
        ("block-storage", {"block_storage_service_type": "volumev2"}, "https://v.example/v2/p1"),
        ("shared-file-system", {}, "https://s.example/v2"),
        ("orchestration", {"region_name": "R2"}, "https://h-r2.example/v1/p1"),
        ("object-store", {}, "https://o.example/swift/v1/AUTH_p1"),
        ("placement", {}, "https://p.example/placement"),
        ("dns", {}, "https://d.example/v2"),
        ("dns", {"dns_service_name": "designate-new"}, "https://d.example/v2"),
        ("key-manager", {"interface": ["public", "internal"]}, "https://b.example/v1"),
        ("key-manager", {"interface": ["internal", "public"]}, "https://b-int.example/v1"),
    ],
)
def test_endpoints(service: str, settings: dict[str, Any], url: str) -> None:
    assert made(**settings).endpoint(service) == url


@pytest.mark.parametrize(
    ("service", "settings", "message", "hint"),
    [
        ("load-balancer", {}, "This cloud has no load-balancer service", "compute, dns, identity, key-manager, network, object-store"),
        (
            "compute",
            {"region_name": "R9"},
            "no public endpoint of the compute service in region R9",
            "regions R1, R2 and the interfaces public",
        ),
        ("compute", {"interface": "admin"}, "no admin endpoint of the compute service", "interfaces public"),
        ("network", {"interface": ["admin", "x"]}, "no admin or x endpoint of the network service", "internal, public"),
        ("network", {"has_network": False}, "disabled for this cloud (has_network: false)", None),
        ("dns", {"dns_service_name": "designate"}, "This cloud has no dns service", "Its catalog has"),
    ],
)
def test_an_endpoint_that_is_missing(service: str, settings: dict[str, Any], message: str, hint: str | None) -> None:
    with pytest.raises(CloudError) as caught:
        made(**settings).endpoint(service)
    assert message in caught.value.message
    assert hint is None or hint in caught.value.hint
    assert made(**settings).has_service(service) is False


def test_a_login_that_fails_is_not_a_missing_service(cloud: FakeCloud) -> None:
    with cloud.session(auth=dict(cloud.as_dict()["auth"], password="wrong")) as one:
        with pytest.raises(CloudError) as caught:
            one.has_service("network")
        assert caught.value.status == 401


def test_without_a_catalog() -> None:
    one = made()
    one._access = auth.Access(token="t", identity_url="https://k.example/v3")
    assert one.endpoint("identity") == "https://k.example/v3"
    with pytest.raises(CloudError, match="no service catalog.*project scope"):
        one.endpoint("compute")
    assert made(compute_endpoint_override="https://x/v2.1").endpoint("compute") == "https://x/v2.1"


def test_every_protocol_is_of_an_official_type() -> None:
    assert all(session.service_types.official(name) == name for name in protocols.PROTOCOLS)


# -- paths and queries -------------------------------------------------------------------------------------------------------

HOSTILE = [
    "a/b",
    "..",
    ".",
    "a?b=c",
    "a#b",
    "a&b=c",
    "a=b",
    "a+b c",
    "100%",
    "%2e%2e",
    "'\"",
    "-rf",
    "\u00e9\u4e16\U0001f600",
    "a,b",
    "*",
    "^a$",
    "a;b",
    "\\",
    "a\nb",
    "x" * 255,
    "\t",
    "[1]",
    "{a}",
    "|",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_in_a_query_arrives_as_it_is(cloud: FakeCloud, name: str) -> None:
    with cloud.session() as one:
        list(one.list("network", "/networks", "networks", {"name": name, "tags": [name, name], "none": None, "yes": True}))
    query = parse_qs(urlsplit(cloud.stub.requests[-1].path).query, keep_blank_values=True)
    assert query == {"limit": ["1000"], "name": [name], "tags": [name, name], "yes": ["true"]}
    assert urlsplit(cloud.stub.requests[-1].path).path == NETWORKS


@pytest.mark.parametrize(
    "path",
    [
        *("/networks/..", "/networks/.", "/networks/%2e%2E", "/networks/../x", "/networks/./x", "/a/.%2e/b?c=d", "/networks/..#"),
        *("/networks/a%2Fb", "/a/%2fb/c"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT"])
def test_a_path_cannot_climb(cloud: FakeCloud, path: str, method: str) -> None:
    # "DELETE /v1/AUTH_x/container/.." would arrive as "DELETE /v1/AUTH_x/"
    with cloud.session() as one, pytest.raises(CloudError, match="not a usable path"):
        one.request("network", method, path)
    assert cloud.log == []


def test_dots_elsewhere_are_fine(cloud: FakeCloud) -> None:
    with cloud.session() as one, pytest.raises(CloudError) as caught:
        one.request("network", "GET", "/networks/..a/...%252F?name=..%2F")
    assert caught.value.status == 404


# -- logging in --------------------------------------------------------------------------------------------------------------


def test_one_login_for_many_requests(cloud: FakeCloud) -> None:
    with cloud.session() as one:
        for _unused in range(3):
            one.request("network", "GET", "/networks")
    assert cloud.logins == 1


def test_a_revoked_token_costs_one_login(cloud: FakeCloud) -> None:
    with cloud.session() as one:
        one.request("network", "GET", "/networks")
        cloud.tokens.clear()
        reply = one.request("network", "POST", "/networks", json={"network": {"name": "n"}}, key="network")
        assert reply.body["network"]["name"] == "n"
    assert cloud.logins == 2
    assert len(cloud.all(NETWORKS)) == 1


@pytest.mark.parametrize("words", [["no"], {"a": "no"}, 5, None])
def test_a_login_that_is_refused_in_odd_words(cloud: FakeCloud, words: Any) -> None:
    cloud.interfere = lambda request: Answer(401, {"error": {"message": words}})
    with cloud.session() as one, pytest.raises(CloudError, match=r"\(POST http.*, HTTP 401\)"):
        assert one.access


def test_a_token_that_is_never_accepted_ends_after_one_login(cloud: FakeCloud) -> None:
    def refuse(request: Request) -> Answer | None:
        return Answer(401, {"error": {"message": "Unauthorized"}}) if "/network" in request.path else None

    cloud.interfere = refuse
    with cloud.session() as one, pytest.raises(CloudError) as caught:
        one.request("network", "GET", "/networks")
    assert (caught.value.status, cloud.logins) == (401, 2)


def test_401_in_the_middle_of_paging(cloud: FakeCloud) -> None:
    for number in range(7):
        cloud.add(NETWORKS, name=f"n{number}")
    with cloud.session() as one:
        found = one.list("network", "/networks", "networks", page=2)
        names = [next(found)["name"] for _unused in range(3)]
        cloud.tokens.clear()
        names += [have["name"] for have in found]
    assert names == [f"n{number}" for number in range(7)]
    assert cloud.logins == 2


def test_401_in_the_middle_of_a_wait(cloud: FakeCloud) -> None:
    have = cloud.add(NETWORKS, name="n", status="BUILD")
    reads = 0

    def read() -> dict[str, Any]:
        nonlocal reads
        reads += 1
        if reads == 2:
            cloud.tokens.clear()
        if reads == 4:
            have["status"] = "ACTIVE"
        return one.request("network", "GET", f"/networks/{have['id']}", key="network").body["network"]

    with cloud.session() as one:
        assert one.wait("network n", read, 60, lambda value: value["status"] == "ACTIVE")["status"] == "ACTIVE"
    assert cloud.logins == 2


def test_a_stored_token_is_used_until_it_ends(cloud: FakeCloud, tmp_path: Path) -> None:
    def task() -> None:
        with cloud.session(store=Store(str(tmp_path / "cache"), "k")) as one:
            one.request("network", "GET", "/networks")

    task()
    task()
    assert cloud.logins == 1
    cloud.tokens.clear()
    task()
    task()
    assert cloud.logins == 2
    cloud.tokens.clear()
    cloud.lifetime = 60  # ends too soon to be used by the next task
    task()
    task()
    assert cloud.logins == 4


@pytest.mark.parametrize(
    ("settings", "sent"), [({}, 4), ({"connect_retries": "1"}, 2), ({"connect_retries": 1, "network_connect_retries": "0"}, 1)]
)
def test_how_often_a_service_is_asked_again(cloud: FakeCloud, settings: dict[str, Any], sent: int) -> None:
    cloud.interfere = lambda request: Answer(503) if request.path.startswith(NETWORKS) else None
    with cloud.session(**settings) as one, pytest.raises(CloudError, match="HTTP 503"):
        one.request("network", "GET", "/networks")
    assert len(cloud.log) == sent


def test_a_number_of_repetitions_that_is_none_is_told(cloud: FakeCloud) -> None:
    with cloud.session(connect_retries="many") as one, pytest.raises(CloudError, match="connect_retries has to be a number, not 'many'"):
        one.request("network", "GET", "/networks")


def test_what_names_mean_ends_with_the_run_and_the_login_does_not(cloud: FakeCloud, tmp_path: Path) -> None:
    """In a later run, or in a later task of no run, a name may mean something else."""

    def noted(session: Session, params: dict[str, Any]) -> dict[str, Any]:
        session.request("network", "GET", "/networks")
        known = dict(session.get_cached("names", {}))
        session.set_cached("names", {"n": "1", "predicted": "ffffffff-ffff-4fff-bfff-0123456789ab"})
        return known

    options = {"cloud": cloud.as_dict(), "token_cache": str(tmp_path / "kept")}
    runs = [str(tmp_path / "one"), str(tmp_path / "one"), str(tmp_path / "two"), None]
    told = [runner.execute(Operation(noted), options, environ={}, run_cache=run) for run in runs]
    assert [result.get("n") for result in told] == [None, "1", None, None]
    assert not any("predicted" in result for result in told)
    assert cloud.logins == 1


def test_a_run_has_its_own_cache_when_the_one_that_was_asked_for_cannot_be_used(cloud: FakeCloud, tmp_path: Path) -> None:
    (tmp_path / "open").mkdir(mode=0o755)
    options = {"cloud": cloud.as_dict(), "token_cache": str(tmp_path / "open")}
    task = Operation(lambda session, params: {"status": session.request("network", "GET", "/networks").status})
    told = [runner.execute(task, options, environ={}, run_cache=str(tmp_path / "run")) for _time in range(2)]
    assert all("others can enter it" in result["warnings"][0] for result in told)
    assert cloud.logins == 1


@pytest.mark.parametrize("junk", [{}, [], "x", 7, {"token": 1, "strange": 2}, {"expires_at": "never"}, {"token": "t", "good_until": "x"}])
def test_a_stored_login_that_makes_no_sense_is_ignored(cloud: FakeCloud, tmp_path: Path, junk: Any) -> None:
    store = Store(str(tmp_path / "cache"), "k")
    store.save({"access": junk})
    with cloud.session(store=store) as one:
        one.request("network", "GET", "/networks")
    assert cloud.logins == 1


def test_a_secret_that_a_task_obtains_is_masked_from_then_on(cloud: FakeCloud) -> None:
    lines: list[str] = []
    cloud.interfere = lambda request: Answer(404, {"error": "no b1tter-almond here"}) if request.path.startswith(NETWORKS) else None
    with cloud.session(log=lambda level, line: lines.append(line)) as one:
        one.hide("b1tter-almond", "")
        with pytest.raises(CloudError) as caught:
            one.request("network", "GET", "/networks")
    assert "no ******** here" in str(caught.value)
    assert any("********" in line for line in lines) and not any("almond" in line for line in lines)


@pytest.mark.parametrize("right", [False, True])
def test_many_with_a_wrong_password_try_it_once(cloud: FakeCloud, tmp_path: Path, right: bool) -> None:
    """Who waited is told what was said meanwhile; who comes later asks anew, since the password may be good by then."""
    gate, chosen = threading.Barrier(6), cloud.config()
    cloud.interfere = lambda request: time.sleep(0.3)

    def task(_number: int) -> str:
        with Session(chosen, store=Store(str(tmp_path / "cache"), "k")) as one:
            gate.wait()
            with pytest.raises(CloudError, match="requires authentication") as caught:
                one.login()
        assert caught.value.status == 401
        return str(caught.value)

    cloud.password = "another"
    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(task, range(6)))) == 1
    assert len(cloud.stub.requests) == 1
    cloud.password = PASSWORD if right else "another"
    outcome = contextlib.nullcontext() if right else pytest.raises(CloudError)
    with outcome, Session(chosen, store=Store(str(tmp_path / "cache"), "k")) as one:
        one.login()
    assert len(cloud.stub.requests) == 2


def test_a_passcode_that_is_refused_is_not_held_against_another(cloud: FakeCloud, tmp_path: Path) -> None:
    gate = threading.Barrier(2)

    def refuse(request: Request) -> Answer:
        time.sleep(0.3)
        return Answer(401, {"error": {"message": "no"}})

    def task(passcode: str) -> None:
        login = cloud.as_dict() | {"auth_type": "v3totp"}
        login["auth"] = {**login["auth"], "passcode": passcode}
        chosen = config.load(login, environ={}, files=[])
        with Session(chosen, store=Store(str(tmp_path / "cache"), key_of(chosen))) as one:
            gate.wait()
            with pytest.raises(CloudError):
                one.login()

    cloud.interfere = refuse
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(task, ["111111", "222222"]))
    assert sorted(request.json["auth"]["identity"]["totp"]["user"]["passcode"] for request in cloud.stub.requests) == ["111111", "222222"]


JUNK = [
    {"at": "now", "error": {}},
    {"at": 1},
    {"at": 1, "error": []},
    {"at": 1, "error": {"odd": 1}},
    {"at": 1, "error": {"message": "m", "hint": 5}},
]


@pytest.mark.parametrize("junk", [None, [], "x", *JUNK, {"at": 9e9, "error": {"message": "m"}}])
def test_a_stored_refusal_that_makes_no_sense_is_ignored(junk: Any) -> None:
    session.raise_stored_refusal(junk, 0)
    with pytest.raises(CloudError, match="^m\\.$"):
        session.raise_stored_refusal({"at": 1, "error": {"message": "m"}}, 0)


def task_of_many(cloud_dict: dict[str, Any], folder: str, gate: Any, done: Any) -> None:
    chosen = config.load(cloud_dict, environ={}, files=[])
    with Session(chosen, store=Store(folder, key_of(chosen))) as one:
        gate.wait()
        done.put(one.request("network", "GET", "/networks").status)


def in_processes(count: int, cloud: FakeCloud, folder: Path) -> list[int]:
    context = multiprocessing.get_context("fork")
    gate, done = context.Barrier(count), context.Queue()
    arguments = (cloud.as_dict(), str(folder), gate, done)
    workers = [context.Process(target=task_of_many, args=arguments) for _unused in range(count)]
    for worker in workers:
        worker.start()
    statuses = [done.get(timeout=60) for _unused in workers]
    for worker in workers:
        worker.join(60)
    return statuses


def test_eight_processes_log_in_once(cloud: FakeCloud, tmp_path: Path) -> None:
    assert in_processes(8, cloud, tmp_path / "cache") == [200] * 8
    assert cloud.logins == 1
    cloud.tokens.clear()  # all of them meet a 401 at once
    assert in_processes(8, cloud, tmp_path / "cache") == [200] * 8
    assert cloud.logins == 2


NO_SERVERS = Answer(200, {"servers": []})


# -- microversions -----------------------------------------------------------------------------------------------------------


def versioned(cloud: FakeCloud, highest: str, document: Any = None, service: str = "/compute/v2.1") -> list[str]:
    """Make the fake cloud refuse microversions above ``highest``; the list that is given back gets those that were asked for."""
    asked: list[str] = []

    def answer(request: Request) -> Answer | None:
        if request.path == service + "/":
            return Answer(200, document or {"version": {"id": "v2.1", "version": highest, "min_version": "2.1"}})
        if request.path.startswith(service):
            wanted = request.headers.get("openstack-api-version", "2.1").split()[-1]
            asked.append(wanted)
            if tuple(map(int, wanted.split("."))) > tuple(map(int, highest.split("."))):
                return Answer(406, {"computeFault": {"message": f"Version {wanted} is not supported by the API."}})
            return Answer(200, {"servers": []})
        return None

    cloud.interfere = answer
    return asked


@pytest.mark.parametrize(("highest", "sent"), [("2.10", "2.10"), ("2.9", "2.9"), ("2.96", "2.90"), ("2.100", "2.90")])
def test_a_microversion_is_lowered_by_number_and_only_once(cloud: FakeCloud, tmp_path: Path, highest: str, sent: str) -> None:
    asked = versioned(cloud, highest)
    store = Store(str(tmp_path / "cache"), "k")
    for _unused in range(2):
        with cloud.session(store=store) as one:
            one.request("compute", "GET", "/servers", microversion="2.90")
            assert one.supports("compute", "2.90") == (sent == "2.90")
    assert asked == (["2.90", sent, sent] if sent != "2.90" else ["2.90", "2.90"])


def test_what_a_service_speaks_is_asked_anew_with_a_new_token(cloud: FakeCloud, tmp_path: Path) -> None:
    store = Store(str(tmp_path / "cache"), "k")
    for highest in ("2.10", "2.96"):
        asked = versioned(cloud, highest)
        store.save({"access": {}})  # it ended
        for _unused in range(2):
            with cloud.session(store=store) as one:
                one.request("compute", "GET", "/servers", microversion="2.90")
    assert asked[-1] == "2.90"


def test_a_login_in_the_middle_of_a_request_knows_anew_what_a_service_speaks(cloud: FakeCloud, tmp_path: Path) -> None:
    asked = versioned(cloud, "2.60")
    answer = cloud.interfere
    cloud.interfere = lambda request: answer(request) if request.headers.get("x-auth-token") in cloud.tokens else None
    for _task in range(2):
        with cloud.session(store=Store(str(tmp_path / "cache"), "k")) as one:
            one.request("compute", "GET", "/servers", microversion="2.90")
            assert not one.supports("compute", "2.64")
        cloud.tokens.clear()
    assert (asked, cloud.logins) == (["2.90", "2.60"] * 2, 2)


@pytest.mark.parametrize(
    "document",
    [
        {"versions": [{"id": "v2.0", "version": ""}, {"id": "v2.1", "version": "2.53"}]},
        {"versions": {"values": [{"id": "v2.1", "max_version": "2.53"}]}},
        {"version": {"version": "2.53"}, "versions": None},
        {"id": "v1", "version": {"id": "v1", "version": "2.53"}, "links": []},
    ],
)
def test_the_shapes_of_version_documents(cloud: FakeCloud, document: Any) -> None:
    asked = versioned(cloud, "2.53", document)
    with cloud.session() as one:
        one.request("compute", "GET", "/servers", microversion="2.60")
    assert asked == ["2.60", "2.53"]


@pytest.mark.parametrize("document", [[], ["x"], {"versions": "x"}, {"version": None}, {"versions": [None, {"id": "v2.1"}]}])
def test_a_version_document_that_says_nothing(cloud: FakeCloud, document: Any) -> None:
    versioned(cloud, "2.53", document or [1])
    with cloud.session() as one, pytest.raises(CloudError, match="refused microversion 2.60 and does not say"):
        one.request("compute", "GET", "/servers", microversion="2.60")


def test_what_one_endpoint_supports_does_not_hold_for_another_one(cloud: FakeCloud, tmp_path: Path) -> None:
    asked = versioned(cloud, "2.50")
    store, elsewhere = Store(str(tmp_path / "cache"), "k"), {"compute_endpoint_override": f"{cloud.stub.url}/other/v2.1"}
    with cloud.session(store=store) as one:
        one.request("compute", "GET", "/servers", microversion="2.90")
        assert not one.supports("compute", "2.90")
    others: list[str] = []

    def answer(request: Request) -> Answer | None:
        if request.path.startswith("/other"):
            others.append(request.headers["openstack-api-version"])
            return Answer(200, {"servers": []})
        return old(request)

    old, cloud.interfere = cloud.interfere, answer
    with cloud.session(store=store, **elsewhere) as one:
        assert one.supports("compute", "2.90")
        one.request("compute", "GET", "/servers", microversion="2.90")
    with cloud.session(store=store) as one:
        assert not one.supports("compute", "2.90")
    assert (asked, others, cloud.logins) == (["2.90", "2.50"], ["compute 2.90"], 1)


def test_a_name_at_one_endpoint_does_not_stand_for_an_object_at_another_one(cloud: FakeCloud, tmp_path: Path) -> None:
    store, elsewhere = Store(str(tmp_path / "cache"), "k"), {"network_endpoint_override": f"{cloud.stub.url}/other"}
    with cloud.session(store=store) as one:
        one.set_cached("names", {"net": "1"})
    with cloud.session(store=store, **elsewhere) as one:
        assert one.get_cached("names", {}) == {}
        one.set_cached("names", {"net": "2"})
    for options, names in (({}, {"net": "1"}), (elsewhere, {"net": "2"})):
        with cloud.session(store=store, **options) as one:
            assert one.get_cached("names") == names


def test_a_session_can_ask_what_no_request_has_tried(cloud: FakeCloud) -> None:
    asked = versioned(cloud, "2.100")
    with cloud.session() as one:
        assert one.supports("compute", "2.104")
        assert not one.supports("compute", "2.104", ask=True)
        assert one.supports("compute", "2.100", ask=True)
    assert asked == []
    assert cloud.log == ["GET /"]


@pytest.mark.parametrize("wanted", ["banana", "2", "2.x", "v2.1", "2.1.3", "-1.0", "2,1"])
@pytest.mark.parametrize("dry_run", [True, False])
def test_what_is_no_microversion_is_refused_before_anything_is_sent(cloud: FakeCloud, wanted: str, dry_run: bool) -> None:
    for options in ({"microversion": wanted}, {}):
        with cloud.session(dry_run=dry_run, compute_default_microversion=wanted) as one, pytest.raises(CloudError) as caught:
            one.request("compute", "POST", "/servers", json={}, **options)
        assert str(caught.value).startswith(f"'{wanted}' is not a microversion of the compute service. Write it like 2.90")
    assert cloud.writes == []


@pytest.mark.parametrize(
    ("service", "wanted", "default", "warning"),
    [
        ("compute", "2.90", None, "The compute service does not support microversion 2.90; the request was sent with 2.53"),
        ("compute", None, "2.90", "The compute service does not support microversion 2.90; the request was sent with 2.53"),
        ("compute", "2.50", None, None),
        ("compute", "latest", None, None),
        ("compute", None, None, None),
        ("network", "2.50", None, "The network service has no microversions; `microversion` has no effect"),
    ],
)
def test_a_raw_request_says_that_its_microversion_was_lowered(
    cloud: FakeCloud, service: str, wanted: str | None, default: str | None, warning: str | None
) -> None:
    versioned(cloud, "2.53")
    answer = cloud.interfere
    cloud.interfere = lambda request: answer(request) if "latest" not in request.headers.get("openstack-api-version", "") else NO_SERVERS
    params = dict.fromkeys(API.fields) | {"service": service, "method": "GET", "path": "/networks" if service == "network" else "/servers"}
    with cloud.session(**({"compute_default_microversion": default} if default else {})) as one:
        API.execute(one, params | {"microversion": wanted})
        assert one.warnings == ([warning] if warning else [])


def test_headers_of_microversions(cloud: FakeCloud) -> None:
    with cloud.session(compute_default_microversion="2.30") as one:
        cloud.interfere = lambda request: Answer(200, {"servers": []}) if "/compute" in request.path else None
        one.request("compute", "GET", "/servers")
        one.request("compute", "GET", "/servers", microversion="2.42")
        one.request("network", "GET", "/networks", microversion="1.2")
    headers = [request.headers for request in cloud.stub.requests[-3:]]
    assert [found.get("openstack-api-version") for found in headers] == ["compute 2.30", "compute 2.42", None]
    assert [found.get("x-openstack-nova-api-version") for found in headers] == ["2.30", "2.42", None]


def test_the_order_of_versions() -> None:
    assert [session.lower_version(one, other) for one, other in (("2.9", "2.10"), ("2.10", "2.9"), ("latest", "2.3"), ("3.0", "2.99"))] == [
        "2.9",
        "2.9",
        "2.3",
        "2.99",
    ]


# -- paging ------------------------------------------------------------------------------------------------------------------

ITEMS = [{"id": str(number), "uuid": str(number), "name": f"n{number}"} for number in range(7)]


def pages(cloud: FakeCloud, style: str, size: int = 3) -> None:
    """Serve ITEMS below /compute/v2.1/things in one of the styles that OpenStack has."""

    def answer(request: Request) -> Answer | None:
        if "/things" not in request.path:
            return None
        query = {key: values[0] for key, values in parse_qs(urlsplit(request.path).query).items()}
        start = int(query.get("offset", 0))
        if "marker" in query:
            start = next(at for at, item in enumerate(ITEMS) if query["marker"] in item.values()) + 1
        page = ITEMS[start : start + size]
        more = start + size < len(ITEMS)
        after = f"/things?limit={size}&marker={page[-1]['id'] if page else ''}"
        url = cloud.stub.url + "/wrong/place" + after
        bodies = {
            "links-list": {"things": page, "things_links": [{"rel": "previous", "href": "x"}] + [{"rel": "next", "href": url}] * more},
            "links-of-body": {"things": page, "links": [{"rel": "next", "href": url}] * more},
            "links-dict": {"things": page, "links": {"self": "x", "next": url if more else None}},
            "next-url": {"things": page, "next": url if more else None},
            "next-path": {"things": page, **({"next": "/v2" + after} if more else {})},
            "next-offset": {
                "things": page,
                "total": 7,
                **({"next": f"{cloud.stub.url}/things?offset={start + size}&limit={size}"} if more else {}),
            },
            "bare": page,
            "plain": {"things": page},
        }
        return Answer(200, bodies[style])

    cloud.interfere = answer


@pytest.mark.parametrize("style", ["links-list", "links-of-body", "links-dict", "next-url", "next-path", "next-offset"])
def test_pages_by_link(cloud: FakeCloud, style: str) -> None:
    pages(cloud, style)
    with cloud.session() as one:
        assert list(one.list("compute", "/things", "things")) == ITEMS
    asked = [request.path for request in cloud.stub.requests if "things" in request.path]
    assert [urlsplit(path).path for path in asked] == ["/compute/v2.1/things"] * 3  # only the query of a link counts


@pytest.mark.parametrize(
    ("paging", "style", "keys"), [("marker", "plain", "things"), ("offset", "plain", "things"), ("marker", "bare", None)]
)
def test_pages_without_links(cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch, paging: str, style: str, keys: str | None) -> None:
    monkeypatch.setitem(protocols.PROTOCOLS, "compute", protocols.DEFAULT._replace(paging=paging, limit=3))
    pages(cloud, style)
    with cloud.session() as one:
        assert list(one.list("compute", "/things", keys)) == ITEMS


def test_filters_of_several_values_hold_on_all_pages(cloud: FakeCloud) -> None:
    for name in ("a", "b", "a", "c", "b"):
        cloud.add(NETWORKS, name=name)

    def links(request: Request) -> Answer | None:  # repeat the whole query in the link, as services do
        answer = cloud.serve(request, NETWORKS, parse_qs(urlsplit(request.path).query)) if NETWORKS in request.path else None
        for link in answer.body["networks_links"] if answer else ():
            link["href"] += "&name=a&name=b"
        return answer

    cloud.interfere = links
    with cloud.session() as one:
        assert [have["name"] for have in one.list("network", "/networks", "networks", {"name": ["a", "b"]}, page=1)] == ["a", "b", "a", "b"]


def rounds(cloud: FakeCloud, body: Any) -> list[str]:
    """What is asked for when each page is ``body(number of the page)``."""
    asked: list[str] = []

    def answer(request: Request) -> Answer | None:
        if "/things" not in request.path:
            return None
        asked.append(request.path)
        return Answer(200, body(len(asked)))

    cloud.interfere = answer
    with cloud.session() as one, pytest.raises(CloudError, match="repeats itself or never ends"):
        list(one.list("compute", "/things", "things"))
    return asked


def page_of(*ids: Any, link: str) -> dict[str, Any]:
    return {"things": [{"id": item} for item in ids], "things_links": [{"rel": "next", "href": link}]}


def test_a_marker_that_is_given_again(cloud: FakeCloud) -> None:
    assert len(rounds(cloud, lambda number: page_of(number, link=f"/things?marker={number % 2}"))) == 3


def test_a_link_to_the_first_page(cloud: FakeCloud) -> None:
    assert len(rounds(cloud, lambda number: page_of(number, link="/things?limit=1000"))) == 1


def test_a_link_without_a_query(cloud: FakeCloud) -> None:
    assert len(rounds(cloud, lambda number: page_of(number, link="/things"))) == 2


def test_a_marker_that_the_service_ignores(cloud: FakeCloud) -> None:
    assert len(rounds(cloud, lambda number: page_of("a", "b", link=f"/things?marker={number}"))) == 2


def test_pages_without_end(cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "MAX_PAGES", 20)
    assert len(rounds(cloud, lambda number: page_of(number, link=f"/things?marker={number}"))) == 20
    assert len(rounds(cloud, lambda number: page_of(link=f"/things?marker={number}"))) == session.EMPTY_PAGES + 1


def test_a_listing_ends_by_the_timeout_of_the_task(cloud: FakeCloud) -> None:
    """Each page of this service takes 20 s, and there is always one more. What the task does with the members is not counted."""
    clock, asked = Clock(), []

    def answer(request: Request) -> Answer | None:
        if "/things" not in request.path:
            return None
        asked.append(request.path)
        clock.now += 20
        return Answer(200, page_of(len(asked), link=f"/things?marker={len(asked)}") if len(asked) < last else {"things": []})

    cloud.interfere, last = answer, 10**9
    for timeout, pages in ((110, 6), (1, session.UNTIMED_PAGES)):
        asked.clear()
        with cloud.session(timeout=timeout, clock=clock, sleep=clock.sleep) as one, pytest.raises(CloudError) as caught:
            for _member in one.list("compute", "/things", "things"):
                clock.now += 1000
        assert caught.value.message == f"The listing was not complete within {timeout} s: it was given up after {pages} pages"
        assert (len(asked), caught.value.method) == (pages, "GET")
        assert "Raise `timeout`" in caught.value.hint
    last = 9
    for timeout in (None, 180):
        asked.clear()
        with cloud.session(timeout=timeout, clock=clock, sleep=clock.sleep) as one:
            assert len(list(one.list("compute", "/things", "things"))) == 8


def test_what_moves_to_the_next_page_is_given_once(cloud: FakeCloud) -> None:
    bodies = [page_of(1, 2, link="/things?marker=2"), {"things": [{"id": 2}, {"id": 3}]}]
    cloud.interfere = lambda request: Answer(200, bodies.pop(0)) if "/things" in request.path else None
    with cloud.session() as one:
        assert [member["id"] for member in one.list("compute", "/things", "things")] == [1, 2, 3]


def test_pages_in_a_circle(cloud: FakeCloud) -> None:
    assert len(rounds(cloud, lambda number: page_of(number % 3, link=f"/things?marker={number}"))) == 4


def test_members_without_a_marker(cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(protocols.PROTOCOLS, "compute", protocols.DEFAULT._replace(paging="marker", limit=1))
    assert len(rounds(cloud, lambda number: {"things": [{"size": number}]})) == 1


@pytest.mark.parametrize(
    "link", ["http://evil.example/things?marker=1", "//evil.example/things?marker=1", "http://a\\@127.0.0.1/?marker=1", "http://[/"]
)
def test_a_link_to_another_host(cloud: FakeCloud, link: str) -> None:
    cloud.interfere = lambda request: Answer(200, page_of(1, link=link)) if "/things" in request.path else None
    with cloud.session() as one, pytest.raises(CloudError, match="Refused to follow a 'next' link to another host|Invalid"):
        list(one.list("compute", "/things", "things"))


def test_a_listing_that_is_cut_short_is_told(cloud: FakeCloud) -> None:
    cloud.interfere = lambda request: Answer(200, {"things": [], "truncated": True}) if "/things" in request.path else None
    with cloud.session() as one:
        assert list(one.list("identity", "/things", "things")) == []
        assert "truncated the listing" in one.warnings[0]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, {"other": []}),
        Answer(200, {"things": None}),
        Answer(200, {"things": {"a": 1}}),
        Answer(200, b""),
        Answer(200, b"<html>Log in</html>", {"Content-Type": "text/html"}),
        Answer(200, b"<html>Log in</html>"),
        Answer(200, b'{"things": [', {"Content-Type": "text/plain"}),
        Answer(200, b"null"),
    ],
)
def test_what_is_no_listing_is_not_an_empty_one(cloud: FakeCloud, answer: Answer) -> None:
    cloud.interfere = lambda request: answer if "/things" in request.path else None
    with cloud.session() as one, pytest.raises(CloudError) as caught:
        list(one.list("compute", "/things", "things"))
    assert caught.value.hint.startswith("Is this the address of the API?")


def test_an_empty_listing_is_one(cloud: FakeCloud) -> None:
    for answer in (Answer(204), Answer(200, {"things": []}), Answer(404, {"x": {"message": "no"}})):
        cloud.interfere = lambda request, answer=answer: answer if "/things" in request.path else None
        with cloud.session() as one:
            assert list(one.list("compute", "/things", "things", allow=(404,))) == []


# -- waiting -----------------------------------------------------------------------------------------------------------------


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def test_the_rhythm_of_waiting(cloud: FakeCloud) -> None:
    clock, told = Clock(), []
    states = iter([{"status": "BUILD"}] * 9 + [{"status": "ACTIVE"}])
    one = cloud.session(clock=clock, sleep=clock.sleep, progress=told.append)
    assert one.wait("server web-1", lambda: next(states), 180, lambda value: value["status"] == "ACTIVE") == {"status": "ACTIVE"}
    assert clock.slept[:3] == [0.2, 0.2, 0.2]
    assert told == ["server web-1: BUILD, 0 s"]


def test_a_long_wait_asks_rarely_and_ends_in_time(cloud: FakeCloud) -> None:
    clock = Clock()
    one = cloud.session(clock=clock, sleep=clock.sleep)
    with pytest.raises(CloudError, match="volume v did not reach the expected state within 3600 s; its last status was creating") as caught:
        one.wait("volume v", lambda: {"status": "creating"}, 3600, lambda value: False)
    assert "timeout" in caught.value.hint
    assert 3600 <= clock.now < 3606
    assert max(clock.slept) == 5
    assert len(clock.slept) < 800


def test_a_wait_survives_an_outage_but_not_for_ever(cloud: FakeCloud) -> None:
    clock = Clock()
    one = cloud.session(clock=clock, sleep=clock.sleep)
    broken = CloudError("refused", method="GET", url="u")
    answers = [broken] * 5 + [{"status": "ACTIVE"}]

    def read() -> Any:
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, CloudError):
            raise answer
        return answer

    assert one.wait("x", read, 180, lambda value: True) == {"status": "ACTIVE"}
    answers[:] = [CloudError("gone", status=503, method="GET", url="u")]
    with pytest.raises(CloudError, match="gone"):
        one.wait("x", read, 3600, lambda value: True)
    assert 60 <= clock.now < 80


@pytest.mark.parametrize(
    "error", [CloudError("no", status=403, method="GET"), CloudError("TLS", method="GET", hint="x"), CloudError("failed")]
)
def test_what_ends_a_wait_at_once(cloud: FakeCloud, error: CloudError) -> None:
    clock = Clock()
    one = cloud.session(clock=clock, sleep=clock.sleep)

    def read() -> None:
        raise error

    with pytest.raises(CloudError, match=error.message):
        one.wait("x", read, 180, lambda value: True)
    with pytest.raises(CloudError, match="failed: no valid host"):
        one.wait("x", dict, 180, lambda value: (_unused for _unused in ()).throw(CloudError("failed: no valid host")))
    assert clock.slept == []


# -- answers -----------------------------------------------------------------------------------------------------------------


def test_a_page_instead_of_an_answer_to_a_write_leaves_it_open_whether_it_was_done(cloud: FakeCloud) -> None:
    page = Answer(200, b"<html><title>Log in</title></html>", {"Content-Type": "text/html"})
    cloud.interfere = lambda request: page if request.path.startswith("/network") else None
    with cloud.session() as one, pytest.raises(CloudError, match="The answer is text/html, not JSON") as caught:
        one.request("network", "POST", "/networks", json={"network": {}}, key="network")
    assert caught.value.maybe_applied


def test_swift_confirms_writes_by_a_page(cloud: FakeCloud) -> None:
    page = Answer(202, b"<html><h1>Accepted</h1></html>", {"Content-Type": "text/html; charset=UTF-8"})
    cloud.interfere = lambda request: page if request.path.startswith("/swift") else None
    with cloud.session(object_store_endpoint_override=f"{cloud.stub.url}/swift") as one:
        assert one.request("object-store", "PUT", "/container").status == 202


def test_errors_are_explained(cloud: FakeCloud) -> None:
    cloud.interfere = lambda request: (
        Answer(403, {"forbidden": {"message": "Quota exceeded for cores"}}, {"x-openstack-request-id": "req-9"})
        if "/compute" in request.path
        else None
    )
    with cloud.session() as one, pytest.raises(CloudError) as caught:
        one.request("compute", "POST", "/servers", json={}, microversion="2.90")
    result = caught.value.result()
    assert result["error"]["microversion"] == "2.90"
    assert result["error"]["service"] == "compute"
    assert result["msg"] == (
        f"Quota exceeded for cores (POST {cloud.stub.url}/compute/v2.1/servers, HTTP 403, request req-9). "
        "The project's quota is used up: free something or have it raised."
    )


ATTACHED = "Invalid volume: Volume status must be available or error and must not be migrating, attached, have snapshots."


@pytest.mark.parametrize(
    ("service", "status", "message", "hint"),
    [
        ("compute", 403, "Only volume-backed servers are allowed for flavors with zero disk.", "boot_from_volume"),
        ("compute", 403, "Policy doesn't allow os_compute_api:servers:create to be performed.", "have a role granted"),
        ("compute", 403, "Quota exceeded for cores: volume-backed", "boot_from_volume"),  # what a service declares is tried first
        ("network", 403, "Only volume-backed servers are allowed for flavors with zero disk.", "have a role granted"),
        ("compute", 409, "Instance 1 is locked", "`locked: false`"),
        ("network", 409, "Node 1 is locked", None),
        ("network", 409, "Unable to complete operation: one or more ports have an IP allocation.", "remove that first"),
        ("block-storage", 400, ATTACHED, "detach it"),
        ("compute", 400, ATTACHED, None),
        ("identity", 403, "Max hierarchy depth reached for x branch.", None),
        ("compute", 400, "Invalid input", None),
    ],
)
def test_what_to_do_is_told_where_it_is_known(cloud: FakeCloud, service: str, status: int, message: str, hint: str | None) -> None:
    """Hints for the messages of one service are declared by that service, and used for no other one."""
    cloud.interfere = lambda request: Answer(status, {"badRequest": {"message": message}}) if "/things" in request.path else None
    with cloud.session() as one, pytest.raises(CloudError) as caught:
        one.request(service, "POST", "/things", json={})
    assert caught.value.hint is None if hint is None else hint in caught.value.hint


def test_a_text_that_ends_in_a_full_stop_and_a_space_gets_no_second_one() -> None:
    assert (
        str(CloudError("server x ended in status ERROR: No valid host was found. "))
        == "server x ended in status ERROR: No valid host was found."
    )


def test_nothing_secret_is_in_what_a_wrong_password_says(cloud: FakeCloud) -> None:
    with cloud.session(auth=dict(cloud.as_dict()["auth"], password="wr0ng-pass")) as one, pytest.raises(CloudError) as caught:
        one.request("network", "GET", "/networks")
    assert caught.value.status == 401
    assert "wr0ng-pass" not in str(caught.value)
    assert OTHER_PROJECT not in str(caught.value) and PROJECT not in str(caught.value)


def test_a_list_in_place_of_an_object_is_no_listing(cloud: FakeCloud) -> None:
    """Taken for an empty page, it would have a task make what is there already."""
    cloud.interfere = lambda request: Answer(200, []) if NETWORKS in request.path else None
    with cloud.session() as one:
        with pytest.raises(CloudError, match="The listing has no member 'networks'"):
            list(one.list("network", "/networks", "networks"))
        assert list(one.list("network", "/networks", None)) == []

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds whatever is put in: files of clouds, answers of services, names and ids. No exception but CloudError comes out."""

from __future__ import annotations

import contextlib
import copy
import importlib
import ipaddress
import json
import pkgutil
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, parse_qsl, quote, unquote, urlsplit

import pytest
import requests
import urllib3
import yaml
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from hypothesis import assume
from hypothesis import strategies as st

from ansible_collections.stratus.openstack.plugins import modules
from ansible_collections.stratus.openstack.plugins.module_utils import (
    auth,
    auth_options,
    config,
    masking,
    runner,
)
from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.any_service.request import API
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.keypairs import KEYPAIR
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.networks import NETWORK, NETWORKS
from ansible_collections.stratus.openstack.plugins.module_utils.session import MAX_PAGES, encode
from ansible_collections.stratus.openstack.plugins.module_utils.token_cache import Store
from ansible_collections.stratus.openstack.plugins.plugin_utils import inventory, inventory_hosts
from tests.unit.hostile import (
    CATALOG,
    HOST,
    JSON,
    MINUTES,
    PROJECT,
    SCALARS,
    TEXT,
    TOKEN,
    TRIED,
    as_json,
    edited,
    holds,
    mangled,
    session,
)

ODD = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["..", ".", "a/b", "../x", "%2e%2e", "%2F", "a?b=c", "#x", "\\", "//x.test", "@x", ";", "%", "*", " ", "x" * 255]),
    st.lists(st.sampled_from([".", "..", "/", "%", "2e", "2F", "?", "#", "\\", "a", ":", "@", "&", "=", "\u2025", "\uff0e"])).map("".join),
)


@pytest.fixture(scope="module", autouse=True)
def _told() -> Iterator[None]:
    """Say how much was tried, when it was as long as somebody wanted."""
    yield
    if MINUTES:
        print("".join(f"\n{number:9d} examples of {name}" for name, number in sorted(TRIED.items())))


def only_cloud_error() -> contextlib.AbstractContextManager[None]:
    return contextlib.suppress(CloudError)


# -- config ------------------------------------------------------------------------------------------------------------------

OPTIONS = sorted({name for option in auth_options.AUTH_OPTIONS.values() for name in (option.name, *option.aliases)})
KEYS = (
    st.sampled_from(
        [
            *OPTIONS,
            *"auth auth_type auth_plugin profile cloud region_name regions interface endpoint_type verify insecure cacert cert key"
            " api_timeout networks external_network internal_network force_ipv4 prefer_ipv6 rate_limit concurrency retriable_status_codes"
            " connect_retries compute_api_version compute_default_microversion compute_endpoint_override has_network status message"
            " password"
            " block-storage_endpoint_type network_endpoint_timeout name values clouds client public-clouds".split(),
        ]
    )
    | TEXT
)
WORDS = st.sampled_from(
    [
        "password",
        "token",
        "none",
        "v3applicationcredential",
        "v2password",
        "http_basic",
        "public",
        "publicURL",
        "a,b",
        "true",
        "no",
        "2.79",
        "otc",
        "ovh",
        "ultimum",
        "https://x.test",
        "{region_name}",
        "{password}",
        "http://k.test/v3",
        "1",
        "",
        "one",
        "two",
        "envvars",
    ]
)
VALUES = st.recursive(
    SCALARS | WORDS | WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=15
)
ENTRIES = st.dictionaries(KEYS, VALUES, max_size=6) | st.fixed_dictionaries(
    {"auth": st.dictionaries(st.sampled_from(OPTIONS), SCALARS | WORDS, max_size=6)},
    optional={"regions": VALUES, "networks": VALUES, "auth_type": WORDS},
)
DOCUMENTS = (
    st.fixed_dictionaries(
        {"clouds": st.dictionaries(st.sampled_from(["one", "two"]) | TEXT, ENTRIES | VALUES, max_size=3)}, optional={"client": VALUES}
    )
    | VALUES
)
SERVICES = st.sampled_from(["compute", "network", "block-storage", "volumev3", "image", "identity"]) | TEXT


def dumped(document: Any, style: int) -> bytes:
    """A document as a file may hold it."""
    if style == 0:
        return json.dumps(document).encode("utf-8", "surrogatepass")
    return yaml.safe_dump(document, default_flow_style=style == 1, allow_unicode=bool(style % 2)).encode("utf-8", "surrogatepass")


FILES = (
    st.builds(dumped, DOCUMENTS, st.integers(0, 3))
    | st.binary(max_size=60)
    | st.text(alphabet="clouds: {}[]&*!|>-\n\t'\"#%@`a1,?", max_size=60).map(str.encode)
)


def used(found: config.CloudConfig, service: str) -> None:
    """All that is asked of a configuration."""
    for name in ("compute", "block-storage", service):
        with only_cloud_error():
            found.for_service(name)
    assert all(isinstance(secret, str) for secret in found.secrets())
    assert found.identity() and isinstance(found.describe(), str)
    assert not {"password"} & {key for key, value in found.settings.items() if value in ("", None)}


@holds(
    clouds=FILES,
    secure=FILES,
    public=FILES,
    suffix=st.sampled_from(["yaml", "yml", "json"]),
    cloud=st.none() | st.sampled_from(["one", "two"]) | VALUES,
    environ=st.dictionaries(KEYS.map(lambda key: "OS_" + key.upper()), WORDS | TEXT, max_size=4),
    options=st.dictionaries(st.sampled_from(runner.CONNECTION_OPTIONS), VALUES, max_size=3),
    service=SERVICES,
    fetched=JSON,
)
def test_any_files_are_a_configuration_or_a_cloud_error(**given: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name in ("clouds", "secure", "public"):
            file = "clouds-public" if name == "public" else name
            Path(folder, f"{file}.{given['suffix']}").write_bytes(given[name])
        environ = {key: value for key, value in given["environ"].items() if "\0" not in key + value}
        where = {"environ": environ, "cwd": folder, "home": folder, "fetch": lambda url: copy.deepcopy(given["fetched"])}
        options = {"auth": {}, **given["options"]}
        options = {
            key: value
            for key, value in options.items()
            if key not in ("auth", "endpoint_overrides", "default_microversions") or isinstance(value, dict)
        }
        before = copy.deepcopy((given["cloud"], options))
        cloud = given["cloud"] if isinstance(given["cloud"], (str, dict)) else None
        with only_cloud_error():
            used(config.load(cloud, options, **where), given["service"])
        failed: list[Any] = []
        with only_cloud_error():
            for found in config.load_all(options=options, failed=failed, **where):
                used(found, given["service"])
        assert all(isinstance(error, CloudError) and "\n" not in str(error) for _name, error in failed)
        assert (given["cloud"], options) == before


@holds(
    low=st.dictionaries(KEYS, VALUES, max_size=5),
    high=st.dictionaries(KEYS, VALUES, max_size=5),
    top=st.dictionaries(KEYS, VALUES, max_size=5),
)
def test_merging(low: dict[str, Any], high: dict[str, Any], top: dict[str, Any]) -> None:
    """What is given later wins, nothing is lost, the order of brackets means nothing, and what went in stays as it was."""
    before = copy.deepcopy((low, high, top))
    merged = config._merge_deep(low, high)
    assert (low, high, top) == before
    assert set(merged) == set(low) | set(high)
    assert config._merge_deep(low, {}) == low and config._merge_deep({}, high) == high and config._merge_deep(high, high) == high
    assert all(merged[key] == value for key, value in high.items() if not isinstance(value, dict) or not isinstance(low.get(key), dict))
    assert config._merge_deep(merged, high) == merged
    with only_cloud_error():
        normal = config._normalize(config._clean_keys(low))
        again = config._normalize(copy.deepcopy(normal))
        assert again == normal
    assert low == before[0]


AUTH = st.dictionaries(
    st.sampled_from([name for name in OPTIONS if name != "auth_methods"]), st.text("abc", min_size=1, max_size=3), max_size=5
)


@holds(file=AUTH, secure=AUTH, task=AUTH)
def test_precedence(file: dict[str, str], secure: dict[str, str], task: dict[str, str]) -> None:
    """The task goes before secure.yaml, and that before clouds.yaml."""
    with tempfile.TemporaryDirectory() as folder, only_cloud_error():
        Path(folder, "clouds.yaml").write_text(json.dumps({"clouds": {"one": {"auth": file}}}))
        Path(folder, "secure.yaml").write_text(json.dumps({"clouds": {"one": {"auth": secure}}}))
        found = config.load("one", {"auth": task}, environ={}, cwd=folder, home=folder).auth
        for option in auth_options.AUTH_OPTIONS.values():
            if option.aliases or option.name.startswith(("auth_url", "default_")) or "domain_" in option.name:
                continue
            given = [source[option.name] for source in (task, secure, file) if option.name in source]
            if option.name in task or (given and option.name in found):
                assert found[option.name] == given[0]


# -- urls --------------------------------------------------------------------------------------------------------------------


def seen(url: str) -> Any:
    """A URL as it leaves: after all that the libraries make of it."""
    return urllib3.util.parse_url(requests.Request("GET", url).prepare().url)


def nothing(request: requests.PreparedRequest) -> tuple[int, dict[str, str], bytes]:
    return as_json({"networks": [], "network": {"id": "x", "name": "x"}, "keypair": {"name": "x"}})


@holds(identifier=ODD, user=ODD)
def test_an_id_stays_one_part_of_the_path(identifier: str, user: str) -> None:
    with session(nothing) as one:
        for resource, base in ((NETWORK, "/network/v2.0/networks"), (KEYPAIR, "/compute/v2.1/os-keypairs")):
            context = Context(one, {"user_id": user}, resource)
            with only_cloud_error():
                resource.fetch(context, identifier)
                place = seen(one.network.requests[-1].url)
                assert (place.scheme, place.host) == ("http", "cloud.test")
                assert place.path.rpartition("/")[0] == base
                assert unquote(place.path.rpartition("/")[2], errors="surrogatepass") == identifier
                assert parse_qs(place.query or "", keep_blank_values=True) == ({"user_id": [user]} if user and resource is KEYPAIR else {})
        assert len(one.network.requests) in (0, 2)


@holds(
    path=ODD,
    query=st.dictionaries(TEXT, TEXT, max_size=2),
    method=st.sampled_from(["GET", "DELETE"]),
    lead=st.sampled_from(["", "/", "//", "http://x.test/", "/v2.0/../"]),
)
def test_a_raw_path_stays_in_its_service(path: str, query: dict[str, str], method: str, lead: str) -> None:
    params = checked(API, service="network", path=lead + path, query=query, method=method)
    with session(nothing) as one, only_cloud_error():
        API.execute(one, params)
        [request] = one.network.requests
        place = seen(request.url)
        assert (place.scheme, place.host, place.port) == ("http", "cloud.test", None)
        assert place.path.startswith("/network/v2.0/")
        assert not {".", ".."} & set(unquote(place.path).split("/"))
        assert request.headers["X-Auth-Token"] == "t"


@holds(
    params=st.dictionaries(
        st.text(max_size=10),
        st.text(max_size=20) | st.booleans() | st.integers() | st.none() | st.lists(st.text(max_size=8), max_size=3),
        max_size=4,
    )
)
def test_a_query_arrives_as_it_is(params: dict[str, Any]) -> None:
    wanted = [
        (key, str(item).lower() if isinstance(item, bool) else str(item))
        for key, value in params.items()
        for item in (value if isinstance(value, list) else [value])
        if item is not None
    ]
    assert parse_qsl(seen(f"{HOST}/x?{encode(params)}").query or "", keep_blank_values=True) == wanted


# -- paging ------------------------------------------------------------------------------------------------------------------

LINKS = st.sampled_from(["next", "first", "same", "other host", "backslash", "userinfo", "no query", "number", "junk", "none"])


@holds(
    pages=st.lists(st.tuples(st.lists(st.integers(0, 12), max_size=4, unique=True), LINKS, st.integers(0, 7)), min_size=1, max_size=6),
    style=st.sampled_from(["links", "links object", "bare next"]),
)
def test_a_listing_ends_and_what_moves_to_the_next_page_is_given_once(pages: list[tuple[list[int], str, int]], style: str) -> None:
    """Pages of any members with any links: in circles, to the same page, to other hosts, to nowhere."""
    given: list[str] = []
    before: list[int] = []

    def answer(request: requests.PreparedRequest) -> tuple[int, dict[str, str], bytes]:
        marker = dict(parse_qsl(urlsplit(request.url).query)).get("marker", "0")
        at = int(marker) if marker.isdigit() else 0
        members, kind, jump = pages[at % len(pages)]
        here = f"{HOST}/network/v2.0/networks?limit=4"
        link = (
            {
                "next": f"{here}&marker={at + 1}",
                "first": here,
                "same": f"{here}&marker={at}",
                "other host": f"http://x.test/?marker={at + 1}",
                "backslash": f"http://x.test\\@cloud.test/?marker={at + 1}",
                "userinfo": f"http://cloud.test@x.test/?marker={at + 1}",
                "no query": HOST,
                "number": jump,
                "junk": f"?marker={jump}",
                "none": None,
            }[kind]
            if at < len(pages) - 1 or kind in ("first", "same")
            else None
        )
        body: dict[str, Any] = {"networks": [{"id": f"n{number}", "name": "x"} for number in members]}
        given.extend(f"n{number}" for number in members if number not in before)
        before[:] = members
        if link is not None:
            body |= {
                "links": {"networks_links": [{"rel": "next", "href": link}]},
                "links object": {"links": {"next": link}},
                "bare next": {"next": link},
            }[style]
        return as_json(body)

    with session(answer) as one:
        found: list[str] = []
        with only_cloud_error():
            for member in one.list("network", "/networks", "networks"):
                found.append(member["id"])
        assert found == given[: len(found)]
        assert len({request.url for request in one.network.requests}) == len(one.network.requests)
        assert len(one.network.requests) <= 20 * len(pages)
        assert {urlsplit(request.url).netloc for request in one.network.requests} == {"cloud.test"}


@holds(
    total=st.integers(0, 30),
    page=st.integers(1, 7),
    style=st.sampled_from([("block-storage", None), ("object-store", "marker"), ("shared-file-system", "offset")]),
)
def test_a_listing_is_complete(total: int, page: int, style: tuple[str, str | None]) -> None:
    """Any number of objects in pages of any size, by links, markers or offsets."""
    everything = [{"id": f"{number:03d}"} for number in range(total)]

    def answer(request: requests.PreparedRequest) -> tuple[int, dict[str, str], bytes]:
        query = dict(parse_qsl(urlsplit(request.url).query))
        start = int(query["marker"]) + 1 if "marker" in query else int(query.get("offset", 0))
        body: dict[str, Any] = {"things": everything[start : start + page]}
        if style[1] is None and start + page < total:
            body["things_links"] = [{"rel": "next", "href": f"{request.url.partition('?')[0]}?marker={start + page - 1:03d}"}]
        return as_json(body)

    with session(
        answer,
    ) as one:
        found = list(one.list("network", "/things", "things", page=page, paging=style[1]))
        assert found == everything
        assert len(one.network.requests) <= total // page + 1 < MAX_PAGES


@holds(first=JSON, then=JSON, keys=st.sampled_from(["networks", None]))
def test_any_pages_are_a_listing_or_a_cloud_error(first: Any, then: Any, keys: str | None) -> None:
    answers = [first, then]
    with session(lambda request: as_json(answers.pop(0) if answers else [])) as one, only_cloud_error():
        assert isinstance(list(one.list("network", "/networks", keys)), list)


# -- answers -----------------------------------------------------------------------------------------------------------------

OPERATIONS = {
    module.name: importlib.import_module(f"{modules.__name__}.{module.name}").OPERATION for module in pkgutil.iter_modules(modules.__path__)
}


def checked(operation: Any, **options: Any) -> dict[str, Any]:
    found = ArgumentSpecValidator(runner.module_spec(operation)["argument_spec"]).validate(options)
    assert not found.error_messages, found.error_messages
    return found.validated_parameters


SAMPLES = [
    {
        "id": "0dd0dd0d-0000-4000-8000-0dd0dd0dd0dd",
        "name": "x",
        "status": "ACTIVE",
        "project_id": "a" * 32,
        "tags": ["a"],
        "revision_number": 1,
        "description": "",
        "metadata": {"a": "b"},
        "shared": False,
        "mtu": 1500,
        "subnets": [],
        "created_at": "2026-01-01T00:00:00Z",
    },
    {"networks": [{"id": "1", "name": "x"}], "networks_links": [{"rel": "next", "href": "?marker=1"}]},
    {"error": {"code": 404, "message": "no", "title": "x"}},
]
BODIES = (
    st.builds(lambda value: json.dumps(value).encode(), JSON | mangled(*SAMPLES))
    | st.binary(max_size=40)
    | st.just(b"<html><body>x</body></html>")
)
HEADERS = st.sampled_from(
    [{"Content-Type": kind} for kind in ("application/json", "text/html; charset=latin-1", "application/json; charset=wrong", "", "x")]
) | st.dictionaries(
    st.sampled_from(["Location", "Retry-After", "Date", "Content-Type", "X-Openstack-Request-Id", "OpenStack-API-Version"]),
    st.text("abc :/0123456789,;=\x80\xff", max_size=15),
    max_size=3,
)
STATUSES = st.sampled_from([200, 200, 200, 201, 202, 204, 300, 301, 302, 400, 401, 403, 404, 406, 409, 412, 413, 429, 500, 503, 599])


@holds(
    answers=st.lists(st.tuples(STATUSES, HEADERS, BODIES), min_size=1, max_size=5),
    options=st.sampled_from([{"state": "present", "description": "y", "tags": ["b"]}, {"state": "absent"}]),
)
def test_any_answers_are_a_result_or_a_cloud_error(answers: list[Any], options: dict[str, Any]) -> None:
    """Broken JSON, pages, redirects, wrong headers, any status."""
    for operation, given in (
        (NETWORK, {"name": "x", **options}),
        (NETWORKS, {"name": "x"}),
        (API, {"service": "network", "path": "x", "method": "POST"}),
    ):
        left = list(answers)
        run(operation, checked(operation, **given), lambda request, left=left: left.pop(0) if len(left) > 1 else left[0])


def run(operation: Any, params: dict[str, Any], answer: Any) -> None:
    """A task in a network of such answers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runner, "Session", lambda chosen, **options: session(answer, **{**options, "store": None}))
        patch.setattr(runner, "load_config", lambda params, environ, load_login: SimpleNamespace(warnings=[]))
        with only_cloud_error():
            assert isinstance(runner.execute(operation, params), dict)


def enough(name: str) -> dict[str, Any]:
    """Options with which a module has something to do: what it requires, and a value for all else that is plain."""
    spec = OPERATIONS[name].spec()
    return {option: sample(entry) for option, entry in spec["argument_spec"].items() if entry.get("required")}


def sample(entry: dict[str, Any]) -> Any:
    if entry.get("choices"):
        return entry["choices"][0]
    return {"int": 1, "bool": True, "dict": {"a": "b"}, "list": [{} if entry.get("elements") == "dict" else "x"], "float": 1.0}.get(
        entry.get("type", "str"), "x"
    )


RESOURCES = [
    what for what in (getattr(operation, "resource", operation) for operation in OPERATIONS.values()) if isinstance(what, Resource)
]
PLACES = {resource.path.rpartition("/")[2]: resource for resource in RESOURCES}
EDITS = st.lists(st.tuples(st.integers(0, 10**6), st.none() | st.tuples(JSON)), max_size=2)


def usual(request: requests.PreparedRequest) -> Any:
    """What an API may answer."""
    *_rest, owner, last = ["", *urlsplit(request.url).path.removesuffix("/detail").split("/")]
    resource = PLACES.get(last) or PLACES.get(owner) or NETWORK
    have: dict[str, Any] = dict.fromkeys(resource.reads.values(), "x")
    have |= {field.api: sample(field.spec()) for field in resource.fields.values() if field.kind != "str"}
    have |= {
        "id": "0dd0dd0d-0000-4000-8000-0dd0dd0dd0dd",
        "name": "x",
        "status": "ACTIVE",
        "project_id": PROJECT,
        "links": {},
        "tags": ["x"],
    }
    if last in PLACES and request.method == "GET":
        return {resource.keys: [have]}
    return {resource.key: have} if resource.wrapped else have


TARGETS = sorted(name for name in OPERATIONS if name not in ("auth", "api", "image_download"))


@holds(name=st.sampled_from(TARGETS), edits=st.lists(EDITS, max_size=6), state=st.sampled_from(["present", "absent"]))
def test_any_answers_to_any_module_are_a_result_or_a_cloud_error(name: str, edits: list[Any], state: str) -> None:
    """Answers of the right form that have something wrong inside."""
    params = checked(OPERATIONS[name], **enough(name) | ({"state": state} if "state" in OPERATIONS[name].spec()["argument_spec"] else {}))
    left = list(edits)
    run(OPERATIONS[name], dict(params, timeout=0), lambda request: as_json(edited(usual(request), left.pop(0) if left else [])))


@holds(
    token=mangled({"token": TOKEN}),
    endpoint=SERVICES,
    date=st.sampled_from(["", "Thu, 01 Jan 2026 00:00:00 GMT", "x", "Thu, 99 Jan 99999 99:00:00 GMT"]),
)
def test_any_login_is_one_or_a_cloud_error(token: Any, endpoint: str, date: str) -> None:
    given = [as_json(token, 201, **{"X-Subject-Token": "t", "Date": date})]
    with session(lambda request: given.pop(0) if given else as_json({"networks": []}), login=True) as one, only_cloud_error():
        assert one.access.token == "t"
        for service in ("network", "identity", endpoint):
            with only_cloud_error():
                assert isinstance(one.endpoint(service), str)
        assert one.access.secrets() == {"t"}
        NETWORKS.execute(one, checked(NETWORKS, name="x"))


# What a cloud or an identity provider answers while somebody logs in
LOGIN_ANSWERS = mangled(
    {"token": TOKEN, "access_token": "at", "id_token": "it"},
    {"access": {"token": {"id": "t", "expires": "2100-01-01T00:00:00Z", "tenant": {"id": "p"}}, "user": {"id": "u", "roles": []}}},
    {"versions": {"values": [{"id": "v3.14", "links": [{"rel": "self", "href": f"{HOST}/v3/"}]}, {"id": "v2.0", "links": []}]}},
    {"error": {"code": 401, "message": "no", "title": "x"}, "required_auth_methods": [["password", "totp"]]},
    {"error": "authorization_pending", "error_description": "no", "message": "x"},
    {"token_endpoint": f"{HOST}/t", "device_authorization_endpoint": f"{HOST}/d", "grant_types_supported": ["password"]},
    {"device_code": "d", "user_code": "u", "verification_uri": f"{HOST}/u", "interval": 5, "expires_in": 20},
)


@holds(
    kind=st.sampled_from(sorted(auth.REGISTRY)),
    answers=st.lists(st.tuples(LOGIN_ANSWERS, st.sampled_from([200, 200, 200, 201, 300, 400, 401, 403, 404, 500])), max_size=4),
    left_out=st.none() | st.sampled_from(OPTIONS),
)
def test_any_answers_to_any_kind_of_login_are_one_or_a_cloud_error(kind: str, answers: list[Any], left_out: str | None) -> None:
    wanted = set(auth.REGISTRY[kind].options) - {"system_scope", "trust_id", "domain_id", "domain_name", "code_challenge_method", left_out}
    given = {name: f"{HOST}/{name}" if re.search("endpoint$|_uri$|^auth_url$", name) else f"my-{name}" for name in wanted}
    given |= {"auth_methods": ["password", "totp"]} if "auth_methods" in given else {}
    left = list(answers)

    def answer(request: requests.PreparedRequest) -> tuple[int, dict[str, str], bytes]:
        body, status = left.pop(0) if left else ({"token": TOKEN}, 201)
        return as_json(body, status, **{"X-Subject-Token": "t"})

    told: list[str] = []
    with session(answer, cloud={"auth": given, "auth_type": kind, "region_name": "R"}, notify=told.append) as one:
        try:
            assert isinstance(one.access.to_dict(), dict)
            assert all(isinstance(secret, str) for secret in one.secrets())
        except CloudError as error:
            assert "\n" not in str(error)
            assert isinstance(json.dumps(error.result()), str)
    assert {urlsplit(request.url).netloc for request in one.network.requests} <= {"cloud.test"}


@holds(
    document=mangled(
        {"versions": {"values": [{"id": "v3.14", "status": "stable", "links": [{"rel": "self", "href": f"{HOST}/v3/"}]}]}},
        {"versions": [{"id": "v2.1", "version": "2.96", "min_version": "2.1"}]},
    ),
    status=STATUSES,
)
def test_any_version_document_is_one_or_a_cloud_error(document: Any, status: int) -> None:
    def answer(request: requests.PreparedRequest) -> tuple[int, dict[str, str], bytes]:
        return as_json(document, 406 if "OpenStack-API-Version" in request.headers and status == 406 else 200)

    with session(answer, login=True) as one, only_cloud_error():
        assert one.access
    with session(answer) as one, only_cloud_error():
        one.request("compute", "GET", "/servers", microversion="2.100")


@holds(
    content=st.binary(max_size=40)
    | st.builds(
        lambda value: json.dumps(value).encode(),
        JSON
        | mangled(
            {
                "access": {"token": "old", "catalog": CATALOG, "project_id": "p", "good_until": 9e9, "roles": ["x"]},
                "names": {"a": "b"},
                "microversions": {"compute": "2.1"},
                "identity": {"x": {}},
            }
        ),
    )
)
def test_any_content_of_the_token_cache_is_good_or_ignored(content: bytes) -> None:
    def answer(request: requests.PreparedRequest) -> tuple[int, dict[str, str], bytes]:
        return (
            as_json({"token": TOKEN}, 201, **{"X-Subject-Token": "new"})
            if request.url.endswith("/auth/tokens")
            else as_json({"networks": []})
        )

    with tempfile.TemporaryDirectory() as folder:
        store = Store(folder, "x")
        Path(store.path).write_bytes(content)
        Path(store.path).chmod(0o600)
        with session(answer, login=True, store=store) as one:
            assert one.access
            with only_cloud_error():  # a catalog that was kept may lack the service
                assert NETWORKS.execute(one, checked(NETWORKS, name="x"))["networks"] == []


# -- fields ------------------------------------------------------------------------------------------------------------------


class Unresolved(Context):
    """A context in which a name is the id, too."""

    def resolve(self, target: Any, value: Any, within: Any = None) -> Any:
        return value

    def resolve_all(self, target: Any, values: Any) -> Any:
        return list(values)

    @property
    def remembered(self) -> Context:
        return self


CONTEXT = Unresolved(None, {}, None)
ADDRESSES = st.ip_addresses().map(str)
NETWORKS_OF = st.one_of(
    st.ip_addresses(v=4).flatmap(lambda ip: st.integers(0, 32).map(lambda bits: f"{ip}/{bits}")),
    st.ip_addresses(v=6).flatmap(lambda ip: st.integers(0, 128).map(lambda bits: f"{ip}/{bits}")),
)
MACS = st.binary(min_size=6, max_size=6).map(lambda raw: raw.hex(":"))
MAPS = st.dictionaries(TEXT, SCALARS.filter(lambda value: not isinstance(value, float)), max_size=4)
# a field, what a task gives, and in which other way the API may spell it
SPELLED: list[tuple[f.Field, st.SearchStrategy[Any], Any]] = [
    (f.Str(), TEXT, lambda value: value or None),
    (f.Int(), st.integers(), str),
    (f.Int(), st.integers(), lambda value: value),
    (f.Float(), st.floats(allow_nan=False, allow_infinity=False), str),
    (f.Bool(), st.booleans(), str),
    (f.Bool(), st.booleans(), lambda value: str(value).lower()),
    (f.Bool(), st.booleans(), lambda value: value or None),
    (f.StrMap(), MAPS, lambda value: {key: str(item) for key, item in reversed(value.items())}),
    (f.Dict(), st.dictionaries(TEXT, JSON, max_size=3), lambda value: value or None),
    (f.List(), st.lists(TEXT, max_size=4), lambda value: value or None),
    (f.Set(), st.lists(TEXT, max_size=4), lambda value: value[::-1] or None),
    (f.Set(elements="int"), st.lists(st.integers(), max_size=4), lambda value: [str(item) for item in value + value]),
    (f.Str(canon=f.ip), ADDRESSES, lambda value: ipaddress.ip_address(value).exploded.upper()),
    (f.Str(canon=f.cidr), NETWORKS_OF, lambda value: str(ipaddress.ip_network(value, strict=False).exploded)),
    (f.Str(canon=f.mac), MACS, lambda value: value.upper().replace(":", "-")),
    (f.List(canon=f.ip), st.lists(ADDRESSES, max_size=3), lambda value: [ipaddress.ip_address(item).exploded for item in value]),
    (
        f.Items(fields={"a": f.Str(), "n": f.Int()}),
        st.lists(st.fixed_dictionaries({"a": TEXT, "n": st.integers()}), max_size=3),
        lambda value: [dict(item, id="x") for item in value[::-1]],
    ),
]


@holds(data=st.data(), case=st.sampled_from(SPELLED))
def test_what_was_sent_agrees_with_what_comes_back(data: Any, case: tuple[f.Field, st.SearchStrategy[Any], Any]) -> None:
    """In the spelling of the API, and after the way through JSON."""
    field, values, spell = case
    value = data.draw(values)
    field.bind("x")
    wire = json.loads(json.dumps(field.wire(value, CONTEXT)))
    assert field.agrees(wire, value, CONTEXT)
    assert field.agrees(json.loads(json.dumps(spell(wire))), value, CONTEXT)
    assert field.same(wire, field.wire(value, CONTEXT))


@holds(data=st.data(), case=st.sampled_from(SPELLED))
def test_comparison_is_an_equivalence(data: Any, case: tuple[f.Field, st.SearchStrategy[Any], Any]) -> None:
    field, values, spell = case
    field.bind("x")
    one, two = (field.wire(data.draw(values), CONTEXT) for _number in range(2))
    assert field.same(one, one)
    if not isinstance(field, f.Items):  # the API may complete what is wanted, not the other way round
        assert field.same(one, two) == field.same(two, one)
    assert field.same(None, type(one)() if isinstance(one, (str, list, dict)) else None)


# -- what is shown -----------------------------------------------------------------------------------------------------------


@holds(
    secret=st.text(st.characters(min_codepoint=33, max_codepoint=0x2FFF), min_size=8, max_size=20),
    value=JSON,
    at=st.integers(0, 3),
    around=TEXT,
)
def test_no_secret_is_shown(secret: str, value: Any, at: int, around: str) -> None:
    assume(not masking.is_common(secret) and secret not in masking.MASK and secret not in json.dumps(value) + around)
    spelled = [secret, quote(secret, safe=""), json.dumps(secret)[1:-1], around + secret + around][at]
    for nested in ({"a": [spelled, value]}, [value, {"b": {"c": spelled}}], {"password": secret, "x": value}):
        shown = masking.mask(nested, {secret})
        assert secret not in json.dumps(shown, ensure_ascii=False)
        assert spelled not in json.dumps(shown, ensure_ascii=False)
    assert secret not in masking.mask_text(f"{around}{spelled}{around}", {secret})


# -- inventory ---------------------------------------------------------------------------------------------------------------

SERVER = {
    "id": "0dd0dd0d-0000-4000-8000-0dd0dd0dd0dd",
    "name": "{{ x }}",
    "status": "ACTIVE",
    "tenant_id": "p",
    "created": "2026-01-01T00:00:00Z",
    "addresses": {"net": [{"addr": "10.0.0.1", "version": 4, "OS-EXT-IPS:type": "fixed"}]},
    "accessIPv4": "",
    "accessIPv6": "",
    "metadata": {"group": "a b", "groups": "x, y:z", "k": "v"},
    "tags": ["a"],
    "flavor": {"original_name": "m", "ram": 1},
    "image": {"id": "i", "name": "n"},
    "OS-EXT-AZ:availability_zone": "nova",
    "OS-EXT-SRV-ATTR:hostname": "h",
}


@holds(
    server=mangled(SERVER),
    preferences=st.lists(st.sampled_from(["name", "fqdn", "floating", "access_ip", "uuid", "metadata.k", "openstack.status"]), max_size=3),
)
def test_any_server_is_a_host_or_a_cloud_error(server: Any, preferences: list[str]) -> None:
    with only_cloud_error():
        record = inventory_hosts.make_record(server, "c", "R")
        found = inventory_hosts.choose_address(record, inventory_hosts.parse_address_rules(None))
        name = inventory_hosts.preferred_name(record, found, preferences)
        assert name and isinstance(name, str)
        assert inventory_hosts.assign_names([(name, record["created_at"], record["id"])])
        for group in inventory_hosts.legacy_groups(record, by_id=True):
            assert re.fullmatch(r"[\w.-]+", inventory_hosts.clean_group_name(group))
        json.dumps(inventory_hosts.host_vars(record, found))


LISTINGS = {
    "servers": [SERVER],
    "flavors": [{"id": "f", "name": "m", "ram": 1}],
    "images": [{"id": "i", "name": "n"}],
    "volumes": [{"id": "v", "name": "n", "size": 1, "attachments": []}],
    "ports": [{"id": "p", "device_id": SERVER["id"], "security_groups": ["g"], "fixed_ips": []}],
    "security_groups": [{"id": "g", "name": "n", "description": ""}],
    "projects": [{"id": "p", "name": "n", "domain_id": "d"}],
    "domains": [{"id": "d", "name": "n"}],
}
ASKED = {"expand": list(inventory.EXPANSIONS), "all_projects": True, "include": [{"status": "ACTIVE"}, {"project": "demo"}]}


@holds(edits=st.lists(EDITS, max_size=8), server=mangled(SERVER | {"os-extended-volumes:volumes_attached": [{"id": "v"}]}))
def test_any_answers_to_the_inventory_are_hosts_or_a_cloud_error(edits: list[Any], server: Any) -> None:
    """Of servers and of all that is looked up beside them; and what a cache keeps of it is the same."""
    left = list(edits)

    def answer(request: requests.PreparedRequest) -> tuple[int, dict[str, str], bytes]:
        keys = urlsplit(request.url).path.removesuffix("/detail").rpartition("/")[2]
        usual = {keys: [server] if keys == "servers" else LISTINGS.get(keys, [])}
        return as_json(edited(usual, left.pop(0) if left else []))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inventory, "Session", lambda chosen, **options: session(answer))
        chosen = config.load({"auth": {"auth_url": HOST, "username": "u", "password": "x"}, "region_name": "R"}, environ={}, files=[])
        asking = inventory.Query(inventory.Selection(ASKED))
        outcome = asking.read_region(chosen, inventory.Logins(None, *asking.logins.setdefault("x", ({}, contextlib.nullcontext()))))
    assert outcome.error is None or isinstance(outcome.error, CloudError)
    kept = json.loads(json.dumps(inventory.to_cache([outcome], "m")))
    known = inventory.from_cache(kept, "m")  # what is odd may be asked for again
    assert known is None or known[0].records == json.loads(json.dumps(outcome.records))
    for record in outcome.records:
        found = inventory_hosts.choose_address(record, inventory_hosts.parse_address_rules(None))
        assert inventory_hosts.assign_names([(inventory_hosts.preferred_name(record, found, ["name"]), record["created_at"], record["id"])])
        assert all(map(inventory_hosts.clean_group_name, inventory_hosts.legacy_groups(record, by_id=True)))
        json.dumps(inventory_hosts.host_vars(record, found))


REGION = {"cloud": "c", "region": "R", "at": 1.5, "records": [inventory_hosts.make_record(SERVER, "c", "R")]}


@holds(document=JSON | mangled({"mark": "m", "regions": [REGION]}))
def test_any_content_of_the_cache_of_hosts_is_good_or_ignored(document: Any) -> None:
    for one in inventory.from_cache(document, "m") or ():
        assert one.error is None
        for record in one.records:
            found = inventory_hosts.choose_address(record, inventory_hosts.parse_address_rules(None))
            inventory_hosts.assign_names([(inventory_hosts.preferred_name(record, found, ["name"]), record["created_at"], record["id"])])
            json.dumps([inventory_hosts.host_vars(record, found), inventory_hosts.legacy_groups(record)])

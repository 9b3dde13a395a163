# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Listings: what is asked of the API, what is judged here, what comes back."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.errors import BadOptions, CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info, matches
from ansible_collections.stratus.openstack.plugins.module_utils.operation import Operation
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN
from tests.unit.fake_cloud import OTHER_PROJECT, PROJECT, FakeCloud, fake_cloud
from tests.unit.stub import Answer

MODULES = Path(__file__).resolve().parents[2] / "plugins" / "modules"
THINGS = "/network/v2.0/things"
THING = Resource(
    "network.thing",
    path="/things",
    computed={
        "is_up": f.Attribute("up", filterable=True),
        "size": f.Attribute(),
        "tags": f.Attribute(),
        "project_id": f.Attribute(filterable=True),
        "extra": f.Attribute(),
    },
    name=f.Str(required=True),
)
INFO = Info(
    THING,
    "things",
    aliases=["thing"],
    project=f.Str(api="project_id"),
    smallest=f.Option("bool"),
    limit=f.Option("int"),
    narrow=lambda context, found: sorted(found, key=lambda have: have["size"])[:1] if context.params.get("smallest") else found,
)


@pytest.fixture
def cloud() -> Iterator[FakeCloud]:
    with fake_cloud() as made:
        for name, size, up in (("a", 3, True), ("b", 1, False), ("c", 2, True)):
            made.add(THINGS, name=name, size=size, up=up, tags=[name, "all"], extra={"x": name, "y": 1})
        made.add(THINGS, name="a", size=9, up=False, tags=[], extra={}, project_id=OTHER_PROJECT)
        yield made


def ask(cloud: FakeCloud, **params: Any) -> tuple[list[str], dict[str, list[str]]]:
    """(names and sizes of what was found, the query of the first request)."""
    with cloud.session() as session:
        result = INFO.execute(session, params)
    assert result["changed"] is False
    listing = next(request for request in cloud.stub.requests if "/things" in request.path)
    return [f"{have['name']}{have['size']}" for have in result["things"]], parse_qs(urlsplit(listing.path).query)


def test_only_some_attributes(cloud: FakeCloud) -> None:
    with cloud.session() as session:
        result = INFO.execute(session, {"name": "b", "fields": ["size", "name"]})
        assert result["things"] == [{"size": 1, "name": "b"}]
        assert INFO.execute(session, {"name": "b", "fields": []})["things"][0]["tags"] == ["b", "all"]


def test_an_unknown_attribute_is_refused_before_anything_is_listed(cloud: FakeCloud) -> None:
    with cloud.session() as session:
        with pytest.raises(BadOptions, match="a thing has no 'tag'. Did you mean 'tags'?"):
            INFO.execute(session, {"fields": ["name", "tag"]})
        with pytest.raises(BadOptions, match="no 'colour'. The attributes are: id, name, is_up, size, tags, project_id, extra"):
            INFO.execute(session, {"fields": ["colour"]})
    assert not cloud.stub.requests


class Completed(Info):
    """A listing with an attribute, and an object, that need requests of their own."""

    extra = ("more",)

    def complete(self, session: Any, params: dict[str, Any], result: dict[str, Any]) -> dict[str, Any]:
        for have in result[self.returns]:
            have["more"] = have["id"]
        return dict(result, first=result[self.returns][0], others=[{"of": "others"}])


def test_attributes_of_a_completed_result(cloud: FakeCloud) -> None:
    info = Completed(THING, "things", also=["all_things"])
    with cloud.session() as session:
        result = info.execute(session, {"name": "b", "fields": ["more"]})
    (made,) = [have for have in cloud.all(THINGS) if have["name"] == "b"]
    shown = {"more": made["id"]}
    assert result == {"changed": False, "things": [shown], "all_things": [shown], "first": shown, "others": [{"of": "others"}]}


INFOS = {path.stem for path in MODULES.glob("*_info.py")} - {"limits_info", "quota_info", "secret_consumer_info", "server_console_info"}


@pytest.mark.parametrize("name", sorted(INFOS))
def test_each_documented_attribute_can_be_selected(name: str) -> None:
    module = importlib.import_module(f"ansible_collections.stratus.openstack.plugins.modules.{name}")
    documented = yaml.safe_load(module.RETURN)[module.OPERATION.returns]["contains"]
    assert sorted(module.OPERATION.field_names()) == sorted(documented)


@pytest.mark.parametrize(
    ("params", "found", "query"),
    [
        ({}, ["a3", "b1", "c2", "a9"], {}),
        ({"name": "a"}, ["a3", "a9"], {"name": ["a"]}),
        ({"name": "nothing"}, [], {"name": ["nothing"]}),
        ({"name": "a", "project": PROJECT}, ["a3"], {"name": ["a"], "project_id": [PROJECT]}),
        ({"filters": {"project_id": OTHER_PROJECT}}, ["a9"], {"project_id": [OTHER_PROJECT]}),
        ({"filters": {"name": "a"}}, ["a3", "a9"], {"name": ["a"]}),
        ({"filters": {"name": "a", "size": 9}}, ["a9"], {"name": ["a"]}),
        ({"filters": {"name": ["a", "b"]}}, ["a3", "b1", "a9"], {}),
        ({"filters": {"size": 2}}, ["c2"], {}),
        ({"filters": {"size": "2"}}, ["c2"], {}),
        ({"filters": {"is_up": False, "tags": "b"}}, [], {"up": ["false"]}),
        ({"filters": {"tags": "b"}}, ["b1"], {}),
        ({"filters": {"tags": ["all", "c"]}}, ["c2"], {}),
        ({"filters": {"size": [1, 2]}}, ["b1", "c2"], {}),
        ({"filters": {"extra": {"x": "b", "y": 1}}}, ["b1"], {}),
        ({"filters": {"extra": {"x": "b", "y": 2}}}, [], {}),
        ({"smallest": True}, ["b1"], {}),
        ({"limit": 2}, ["a3", "b1"], {}),
        ({"limit": 0}, [], {}),
        ({"filters": {"sorted_by": "moon"}}, [], {"sorted_by": ["moon"]}),
    ],
)
def test_listings(cloud: FakeCloud, params: dict[str, Any], found: list[str], query: dict[str, list[str]]) -> None:
    if params.get("limit") == 0:
        with cloud.session() as session:
            assert INFO.execute(session, params)["things"] == []
    else:
        assert ask(cloud, **params) == (found, query | {"limit": ["1000"]})


def test_an_id(cloud: FakeCloud) -> None:
    have = cloud.all(THINGS)[0]
    with cloud.session() as session:
        assert [one["id"] for one in INFO.execute(session, {"name": have["id"]})["things"]] == [have["id"]]
    assert cloud.log == [f"GET /things/{have['id']}"]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("web-*", ["web-1", "web-2"]),
        ("web-?", ["web-1", "web-2"]),
        ("web-[!1]", ["web-2"]),
        ("*", ["a", "b", "c", "a", "web-1", "web-2", "d*"]),
        ("WEB-*", []),
        ("web", []),
        ("d*", ["d*"]),
        ("x[", []),
    ],
)
def test_patterns_of_names(cloud: FakeCloud, pattern: str, found: list[str]) -> None:
    for name in ("web-1", "web-2", "d*"):
        cloud.add(THINGS, name=name, size=1, tags=[])
    with cloud.session() as session:
        assert [have["name"] for have in INFO.execute(session, {"name": pattern})["things"]] == found


def test_a_pattern_goes_with_conditions_and_fits_ids_too(cloud: FakeCloud) -> None:
    with cloud.session() as session:
        assert [have["size"] for have in INFO.execute(session, {"name": "[ab]", "filters": {"size": 3}})["things"]] == [3]
        one = cloud.all(THINGS)[1]
        assert [have["id"] for have in INFO.execute(session, {"name": one["id"][:12] + "*"})["things"]] == [one["id"]]


def test_a_name_to_the_letter_is_no_pattern(cloud: FakeCloud) -> None:
    cloud.add(THINGS, name="a*", size=5, tags=[])
    cloud.add(THINGS, name="ab", size=6, tags=[])
    with cloud.session() as session:
        assert [have["size"] for have in INFO.execute(session, {"name": "a*"})["things"]] == [5]


def test_conditions_hold_for_an_id_too(cloud: FakeCloud) -> None:
    have = cloud.all(THINGS)[0]
    with cloud.session() as session:
        assert INFO.execute(session, {"name": have["id"], "filters": {"size": 99}})["things"] == []


def test_attributes_have_the_public_names(cloud: FakeCloud) -> None:
    with cloud.session() as session:
        assert INFO.execute(session, {"name": "b"})["things"][0]["is_up"] is False


def test_options() -> None:
    spec = INFO.spec()["argument_spec"]
    assert spec["name"] == {"type": "str", "aliases": ["thing"]}
    assert spec["filters"] == {"type": "dict"}
    assert "filters" not in Info(THING, "things", filters=False).spec()["argument_spec"]
    assert "name" not in Info(THING, "things", name=False).spec()["argument_spec"]


@pytest.mark.parametrize("status", [400, 403, 500])
def test_a_refusal_is_no_empty_listing(cloud: FakeCloud, status: int) -> None:
    cloud.interfere = lambda request: Answer(status, {"x": {"message": "no"}}) if "/things" in request.path else None
    with cloud.session() as session, pytest.raises(CloudError):
        INFO.execute(session, {})


@pytest.mark.parametrize(
    ("have", "wanted", "fits"),
    [
        (1, "1", True),
        (True, "true", True),
        (None, None, True),
        (None, "x", False),
        ([1, 2], 1, True),
        ([1, 2], "2", True),
        ([], "x", False),
        ("x", {}, False),
        (UNKNOWN, "x", True),
        (UNKNOWN, {"a": "x"}, True),
    ],
)
def test_one_condition(have: Any, wanted: Any, fits: bool) -> None:
    assert matches({"a": have}, "a", wanted) is fits


def test_an_operation_says_whether_it_wrote(cloud: FakeCloud) -> None:
    def act(session: Any, params: dict[str, Any]) -> dict[str, Any]:
        session.request("network", params["method"], "/things", json={"thing": {"name": "new"}})
        return {"done": True}

    operation = Operation(act, method=f.Str())
    assert operation.spec()["argument_spec"] == {"method": {"type": "str"}}
    for method, dry_run, changed in (("GET", False, False), ("POST", True, True), ("POST", False, True)):
        with cloud.session(dry_run=dry_run) as session:
            assert operation.execute(session, {"method": method}) == {"changed": changed, "done": True}
    assert cloud.writes == ["POST /things"]

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory: what is made of servers (without Ansible), how clouds are asked, and what costs how much."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from ansible_collections.stratus.openstack.plugins.inventory.openstack import DOCUMENTATION
from ansible_collections.stratus.openstack.plugins.module_utils import config
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.table import SERVER
from ansible_collections.stratus.openstack.plugins.plugin_utils import inventory, inventory_hosts
from ansible_collections.stratus.openstack.plugins.plugin_utils.inventory import Listing, Outcome, Query, Selection
from tests.unit.fake_cloud import PROJECT, SERVICES, FakeCloud, fake_cloud
from tests.unit.stub import Answer, Request, free_port
from tests.warm import commands

OTHER = "b" * 32
TYPE = "OS-EXT-IPS:type"


def identifier(number: int) -> str:
    return f"{number:08x}-0000-4000-8000-000000000000"


def server(number: int = 1, **members: Any) -> dict[str, Any]:
    """A server as Nova gives it, with a fixed address of each family and a floating one."""
    return {
        "id": identifier(number),
        "name": f"s{number}",
        "status": "ACTIVE",
        "tenant_id": PROJECT,
        "created": f"2026-01-01T00:00:{number % 60:02d}Z",
        "addresses": {
            "private": [
                {"addr": "fd00::5", "version": 6, TYPE: "fixed"},
                {"addr": "10.0.0.5", "version": 4, TYPE: "fixed"},
                {"addr": "203.0.113.5", "version": 4, TYPE: "floating"},
            ],
            "storage": [{"addr": "10.9.0.5", "version": 4, TYPE: "fixed"}],
        },
        "accessIPv4": "",
        "accessIPv6": "",
        "metadata": {"role": "web", "env": "prod"},
        "tags": ["a", "b"],
        "flavor": {"original_name": "m1.small", "ram": 2048, "vcpus": 1, "disk": 20, "ephemeral": 0, "swap": 0, "extra_specs": {}},
        "image": {"id": "i1", "links": []},
        "OS-EXT-AZ:availability_zone": "nova",
        "OS-EXT-SRV-ATTR:hostname": f"s{number}",
        "OS-EXT-SRV-ATTR:user_data": "c2VjcmV0",
        "adminPass": "geheim",
        "os-extended-volumes:volumes_attached": [],
        **members,
    }


def record(number: int = 1, region: str | None = "R", secrets: tuple[str, ...] = (), **members: Any) -> dict[str, Any]:
    return inventory_hosts.make_record(server(number, **members), "c", region, secrets)


# -- pure ----------------------------------------------------------------------------------------------------------------------


def test_a_record_has_the_attributes_of_a_server_and_its_cloud() -> None:
    found = record()
    assert set(found) == set(SERVER.to_result(server())) - {"admin_password", "user_data"} | {"cloud"}
    assert (found["project_id"], found["flavor"]["name"], found["cloud"]) == (PROJECT, "m1.small", {"name": "c", "region": "R"})
    assert record(region=None)["cloud"] == {"name": "c"}


def test_secrets_only_for_those_who_name_them() -> None:
    assert "geheim" not in json.dumps(record()) and "c2VjcmV0" not in json.dumps(record())
    assert record(secrets=("user_data",))["user_data"] == "c2VjcmV0"


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ({}, True),
        ({"status": "ACTIVE"}, True),
        ({"status": ["ERROR", "ACTIVE"]}, True),
        ({"status": "ERROR"}, False),
        ({"name": "s*"}, True),
        ({"name": ["x*", "s?"]}, True),
        ({"metadata": {"role": "web"}}, True),
        ({"metadata": {"role": ["db", "w*"]}}, True),
        ({"metadata": {"role": "web", "env": "test"}}, False),
        ({"metadata": {"nothing": "*"}}, False),
        ({"metadata": "role"}, True),
        ({"metadata": "rule"}, False),
        ({"tags": "a"}, True),
        ({"tags": ["a", "b"]}, True),
        ({"tags": ["a", "c"]}, False),
        ({"availability_zone": "nova"}, True),
        ({"project": "mine"}, True),
        ({"project": PROJECT}, True),
        ({"project": ["theirs", "nobody's"]}, False),
        ({"flavor": "m1.*"}, True),
        ({"flavor": {"ram": 2048}}, True),
        ({"image": "i1"}, True),
        ({"cloud": "c", "region": "R"}, True),
        ({"region": "S"}, False),
        ({"is_locked": False}, False),
        ({"status": "ACTIVE", "tags": "c"}, False),
    ],
)
def test_conditions(condition: dict[str, Any], holds: bool) -> None:
    projects = {"mine": {PROJECT}, "theirs": {OTHER}}
    include = inventory_hosts.parse_conditions("include", [condition])
    assert inventory_hosts.is_selected(record(), include, [], projects) is holds
    exclude = inventory_hosts.parse_conditions("exclude", [condition])
    assert inventory_hosts.is_selected(record(), [], exclude, projects) is not (holds and bool(condition))


@pytest.mark.parametrize(
    ("wanted", "holds"),
    [("*", False), (["*", "a"], False), ("[!a]*", False), ("", True), (["a", ""], True), (None, True), ({"a": "*"}, False)],
)
@pytest.mark.parametrize("name", ["tags", "key_name"])
def test_what_is_null_fits_an_empty_text_and_no_wildcard(name: str, wanted: Any, holds: bool) -> None:
    """A cloud that is older than tags names none; to leave out what has some must not leave out all."""
    found = record(tags=None, key_name=None)
    assert found[name] is None
    assert inventory_hosts.is_selected(found, [{name: wanted}], [], {}) is holds
    assert inventory_hosts.is_selected(found, [], [{name: wanted}], {}) is not holds


def test_conditions_are_alternatives() -> None:
    assert inventory_hosts.is_selected(record(), [{"status": "ERROR"}, {"tags": "a"}], [], {})
    assert not inventory_hosts.is_selected(record(), [{"tags": "a"}], [{"status": "ERROR"}, {"tags": "b"}], {})


@pytest.mark.parametrize("given", [[{"state": "ACTIVE"}], ["ACTIVE"], [{"status": "ACTIVE"}, {"color": "red"}]])
def test_a_condition_that_is_none_is_told(given: list[Any]) -> None:
    with pytest.raises(CloudError, match="`include`"):
        inventory_hosts.parse_conditions("include", given)


@pytest.mark.parametrize(
    ("include", "exclude", "query"),
    [
        ([{"status": ["ACTIVE", "SHUTOFF"]}], [], {"status": ["ACTIVE", "SHUTOFF"]}),
        ([{"status": "A*"}], [], {}),
        ([{"name": "web.*"}], [], {"name": "^(web\\..*)$"}),
        ([{"name": ["a", "b?"]}], [], {"name": "^(a|b.)$"}),
        ([{"name": "[ab]"}], [], {}),
        ([{"tags": ["a", "b"]}], [], {"tags": "a,b"}),
        ([{"metadata": {"role": "web"}}], [], {"metadata": '{"role": "web"}'}),
        ([{"metadata": {"role": "w*"}}], [], {}),
        ([{"metadata": {"role": ["w", "d"]}}], [], {}),
        ([{"availability_zone": "nova"}], [], {"availability_zone": "nova"}),
        ([{"availability_zone": ["nova", "two"]}], [], {}),
        ([{"project": "mine"}], [], {"project_id": PROJECT}),
        ([{"project": ["mine", OTHER]}], [], {}),
        ([{"flavor": "m1.small"}], [], {}),
        ([{"status": "ACTIVE"}, {"tags": "a"}], [], {}),
        ([], [{"tags": ["a", "b"]}], {"not-tags": "a,b"}),
        ([], [{"tags": "a"}, {"tags": ["b"]}], {"not-tags-any": "a,b"}),
        ([], [{"tags": "a", "status": "ERROR"}], {}),
        ([], [{"tags": "a*"}], {}),
        ([], [{"status": "ERROR"}], {}),
    ],
)
def test_what_the_api_checks_itself(include: list[Any], exclude: list[Any], query: dict[str, Any]) -> None:
    assert inventory_hosts.query_parameters(include, exclude, {"mine": {PROJECT}}, True) == query


def test_projects_are_no_filter_of_a_listing_of_one() -> None:
    assert inventory_hosts.query_parameters([{"project": "mine"}], [], {"mine": {PROJECT}}, False) == {}


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        ([], "203.0.113.5"),
        (["fixed"], "fd00::5"),
        (["access", "fixed"], "fd00::5"),
        (["ipv4"], "10.0.0.5"),
        (["ipv6"], "fd00::5"),
        (["10.9.0.0/16", "floating"], "10.9.0.5"),
        (["192.0.2.0/24"], None),
        ([{"network": "stor*"}], "10.9.0.5"),
        ([{"network": "nothing"}, {"type": "floating"}], "203.0.113.5"),
        ([{"network": "private", "family": "ipv4"}], "10.0.0.5"),
        ([{"type": "fixed", "cidr": "10.0.0.0/24"}], "10.0.0.5"),
        ([{"family": 4, "type": "fixed", "network": "storage"}], "10.9.0.5"),
    ],
)
def test_addresses(rules: list[Any], found: str | None) -> None:
    assert inventory_hosts.choose_address(record(), inventory_hosts.parse_address_rules(rules)) == found


@pytest.mark.parametrize(
    ("private", "only_ipv4", "members", "found"),
    [
        (False, False, {}, "203.0.113.5"),
        (True, False, {}, "fd00::5"),
        (True, True, {}, "10.0.0.5"),
        (False, True, {"addresses": {"n": [{"addr": "2001:db8::1", "version": 6, TYPE: "floating"}]}}, None),
        (False, False, {"addresses": {"n": [{"addr": "10.0.0.9", "version": 4}]}}, "10.0.0.9"),  # a cloud without types
        (False, False, {"addresses": {}}, None),
        (False, False, {"addresses": None}, None),
    ],
)
def test_addresses_as_openstack_cloud_has_them(private: bool, only_ipv4: bool, members: dict[str, Any], found: str | None) -> None:
    assert inventory_hosts.choose_address(record(**members), inventory_hosts.parse_address_rules([], private, only_ipv4)) == found


def test_an_access_address() -> None:
    rules = inventory_hosts.parse_address_rules(["access", "floating"])
    assert inventory_hosts.choose_address(record(accessIPv4="192.0.2.9"), rules) == "192.0.2.9"
    assert inventory_hosts.choose_address(record(accessIPv6="2001:db8::9"), rules) == "2001:db8::9"


@pytest.mark.parametrize("rule", ["publik", {"kind": "fixed"}, {"type": "public"}, {"family": "ipx"}, {"cidr": "10.0.0.0/99"}, 4])
def test_an_address_rule_that_is_none_is_told(rule: Any) -> None:
    with pytest.raises(CloudError, match="`addresses`"):
        inventory_hosts.parse_address_rules([rule])


@pytest.mark.parametrize(
    ("preferences", "members", "wish"),
    [
        (["name"], {}, "s1"),
        (["uuid"], {}, identifier(1)),
        (["id"], {}, identifier(1)),
        (["address"], {}, "chosen"),
        (["floating"], {}, "203.0.113.5"),
        (["fixed"], {}, "fd00::5"),
        (["access_ip", "name"], {}, "s1"),
        (["access_ip", "name"], {"accessIPv4": "192.0.2.9"}, "192.0.2.9"),
        (["fqdn", "name"], {}, "s1"),
        (["fqdn"], {"name": "web.example.org"}, "web.example.org"),
        (["metadata.fqdn", "name"], {"metadata": {"fqdn": "a.example"}}, "a.example"),
        (["metadata.fqdn", "name"], {}, "s1"),
        (["metadata"], {}, identifier(1)),
        (["cloud.name"], {}, "c"),
        (["openstack.cloud.name"], {}, "c"),
        (["ansible_host"], {}, "chosen"),
        (["name ~ '!'"], {}, "evaluated name ~ '!'"),
        (["name"], {"name": None}, identifier(1)),
        (["name"], {"name": "\x1b[2Js1"}, "\\x1b[2Js1"),
    ],
)
def test_wishes_for_names(preferences: list[str], members: dict[str, Any], wish: str) -> None:
    assert inventory_hosts.preferred_name(record(**members), "chosen", preferences, lambda text: f"evaluated {text}") == wish


def test_twins() -> None:
    wishes = [("web", "2026-02", identifier(2)), ("web", "2026-01", identifier(1)), ("db", "2026-03", identifier(3))]
    names = inventory_hosts.assign_names(wishes)
    assert names == {identifier(1): "web", identifier(2): "web-00000002", identifier(3): "db"}


def test_a_new_server_never_renames_another() -> None:
    wishes = [
        ("web", "01", identifier(1)),
        ("web", "02", identifier(2)),
        ("web-00000002", "03", identifier(3)),  # the name that a twin got
        ("web", "04", identifier(2)[:9] + "ffff-4000-8000-000000000000"),  # whose id begins as another twin's
        ("all", "05", identifier(5)),
        ("localhost", "06", identifier(6)),
    ]
    before: dict[str, str] = {}
    for count in range(1, len(wishes) + 1):
        names = inventory_hosts.assign_names(reversed(wishes[:count]))
        assert before.items() <= names.items()
        assert len(set(names.values())) == count
        before = names
    assert list(before.values())[-2:] == ["all-00000005", "localhost-00000006"]


def test_host_vars() -> None:
    found = inventory_hosts.host_vars(record(), "10.0.0.5", ["id", "name", "cloud", "ports"])
    assert found["openstack"] == {"id": identifier(1), "name": "s1", "cloud": {"name": "c", "region": "R"}}
    assert (found["ansible_host"], found["ansible_ssh_host"]) == ("10.0.0.5", "10.0.0.5")
    assert set(inventory_hosts.host_vars(record(), None)) == {"openstack"}
    with pytest.raises(CloudError, match="colour"):
        inventory_hosts.check_attribute_names(["id", "colour"])


def test_groups_as_openstack_cloud_has_them() -> None:
    have = record(metadata={"role": "web", "group": "front", "groups": "x, y,,x"})
    have["image"]["name"] = "debian"
    assert inventory_hosts.legacy_groups(have) == [
        "c", "R", "c_R", "front", "x", "y", "meta-role_web", "meta-group_front", "meta-groups_x, y,,x", f"instance-{identifier(1)}",
        "flavor-m1.small", "image-debian", "nova", "R_nova", "c_R_nova",
    ]
    bare = record(region=None, metadata={}, image="", **{"OS-EXT-AZ:availability_zone": ""})
    assert inventory_hosts.legacy_groups(bare, by_id=True) == ["c", f"instance-{identifier(1)}", "flavor-m1.small", "s1"]


def test_names_of_groups() -> None:
    assert inventory_hosts.clean_group_name("meta-role_a b:c,!&[1]") == "meta-role_a_b_c____1_"
    assert inventory_hosts.clean_group_name("flavor-m1.small") == "flavor-m1.small"
    assert inventory_hosts.free_group_name("web", {"web", "web_group"}) == "web_group_group"
    assert inventory_hosts.free_group_name("web", {"db"}) == "web"
    assert inventory_hosts.free_group_name("localhost", {}) == "localhost_group"
    assert inventory_hosts.free_group_name("all", {}) == "all"


# -- which clouds -----------------------------------------------------------------------------------------------------------------


def entry(**more: Any) -> dict[str, Any]:
    login = {"auth_url": "http://x.example/v3", "username": "u", "password": "p", "project_name": "q", "domain_name": "d"}
    return {"auth": login, **more}


@pytest.fixture
def home(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A home whose clouds.yaml has a, in two regions, and b; it is the working directory."""
    (tmp_path / "clouds.yaml").write_text(json.dumps({"clouds": {"a": entry(regions=["R1", "R2"]), "b": entry()}}))
    (tmp_path / "other.yaml").write_text(json.dumps({"clouds": {"z": entry()}}))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({}, ["a R1", "a R2", "b None"]),
        ({"only_clouds": ["b"]}, ["b None"]),
        ({"cloud": "a"}, ["a R1", "a R2"]),
        ({"cloud": "a", "regions": ["R2"]}, ["a R2"]),
        ({"regions": ["R2", "X"]}, ["a R2", "b R2", "b X"]),
        ({"region_name": "R1"}, ["a R1", "b R1"]),
        ({"cloud": entry(region_name="Q")}, ["inline Q"]),
        ({"cloud": {"cloud": "a", "interface": "internal"}}, ["a R1", "a R2"]),
        ({"clouds": {"i": entry(), "j": entry()}}, ["i None", "j None"]),
        ({"clouds": {"i": entry(), "j": entry()}, "only_clouds": ["j", "b"]}, ["j None", "b None"]),
        ({"auth": entry()["auth"]}, ["inline None"]),
        ({"clouds_yaml_path": ["other.yaml"]}, ["z None"]),
        ({"clouds_yaml_path": ["missing.yaml"]}, ["a R1", "a R2", "b None"]),
    ],
)
def test_which_clouds(home: Any, options: dict[str, Any], found: list[str]) -> None:
    failed: list[Any] = []
    clouds = inventory.load_clouds(options, failed, environ={"HOME": str(home)})
    assert ([f"{one.name} {one.region_name}" for one in clouds], failed) == (found, [])


def test_a_path_beside_the_inventory(home: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    clouds = inventory.load_clouds({"clouds_yaml_path": ["other.yaml"]}, [], str(home), environ={"HOME": str(home)})
    assert [one.name for one in clouds] == ["z"]


def test_clouds_that_are_wrong_do_not_take_the_others_with_them(home: Any) -> None:
    failed: list[Any] = []
    clouds = inventory.load_clouds({"only_clouds": ["nowhere", "b"]}, failed, environ={"HOME": str(home)})
    assert ([one.name for one in clouds], [name for name, _error in failed]) == (["b"], ["nowhere"])
    with pytest.raises(CloudError, match="No cloud has a region R9"):
        inventory.load_clouds({"cloud": "a", "regions": ["R9"]}, [], environ={"HOME": str(home)})
    with pytest.raises(CloudError, match="no mapping"):
        inventory.load_clouds({"clouds": {"i": "b"}}, [], environ={"HOME": str(home)})


# -- asking them -----------------------------------------------------------------------------------------------------------------


class Nova:
    """Puts servers into a FakeCloud: pages of ``size``, images, projects. ``queries``: of each listing of servers."""

    def __init__(self, cloud: FakeCloud, servers: list[dict[str, Any]], size: int = 1000) -> None:
        self.cloud, self.servers, self.size = cloud, servers, size
        self.queries: list[dict[str, list[str]]] = []
        self.other: dict[str, Callable[[dict[str, list[str]]], Answer]] = {
            "/image/v2/images": lambda query: Answer(200, {"images": [{"id": "i1", "name": "debian"}]}),
        }
        cloud.interfere = self.answer

    def answer(self, request: Request) -> Answer | None:
        parts = urlsplit(request.path)
        query = parse_qs(parts.query)
        if parts.path in self.other:
            return self.other[parts.path](query)
        if not parts.path.endswith("/servers/detail"):
            return None
        self.queries.append(query)
        ids = [have["id"] for have in self.servers]
        start = ids.index(query["marker"][0]) + 1 if "marker" in query else 0
        page = self.servers[start : start + self.size]
        link = f"{self.cloud.stub.url}{parts.path}?limit={self.size}&marker={page[-1]['id']}" if page else ""
        more = {"servers_links": [{"rel": "next", "href": link}]} if start + self.size < len(self.servers) else {}
        return Answer(200, {"servers": page, **more})


@pytest.fixture
def cloud() -> Iterator[FakeCloud]:
    with fake_cloud() as made:
        yield made


def ask(*clouds: FakeCloud | config.CloudConfig, **options: Any) -> list[Outcome]:
    configs = [one if isinstance(one, config.CloudConfig) else one.config(name=f"c{number}") for number, one in enumerate(clouds)]
    return Query(Selection(options), clock=lambda: 1000.0).run(configs)


def test_a_token_cache_that_is_not_used_is_told(cloud: FakeCloud, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    found = Query(Selection({}), str(tmp_path)).run([cloud.config()])[0]
    assert found.warnings == [f"The token cache {tmp_path} is not used: others can enter it (mode 0755): chmod 700 makes it private"]
    assert list(tmp_path.iterdir()) == []


def names(outcome: Outcome) -> list[str]:
    return [have["name"] for have in outcome.records]


def test_all_pages_by_few_requests(cloud: FakeCloud) -> None:
    nova = Nova(cloud, [server(number) for number in range(1, 8)], size=3)
    (found,) = ask(cloud, expand=["flavors", "images"])
    assert names(found) == [f"s{number}" for number in range(1, 8)]
    assert found.error is None and found.warnings == []
    assert {have["image"]["name"] for have in found.records} == {"debian"}
    assert len(nova.queries) == 3
    assert cloud.log == ["GET /servers/detail"] * 3 + ["GET /image/v2/images"]


def test_names_of_images_that_the_usual_listing_leaves_out(cloud: FakeCloud) -> None:
    """Hidden ones (old versions, from which servers were booted) and those of a community; one that is gone has none."""
    usual, hidden, community = {"id": "i2", "name": "ours"}, {"id": "i1", "name": "old"}, {"id": "i3", "name": "theirs"}
    asked = []

    def listing(query: dict[str, list[str]]) -> Answer:
        asked.append(query)
        seen = [hidden] if "os_hidden" in query else [usual, *([community] if query.get("visibility") == ["all"] else [])]
        return Answer(200, {"images": [one for one in seen if one["id"] in query["id"][0][3:].split(",")]})

    servers = [server(number, image={"id": f"i{number}", "links": []}) for number in (1, 2, 3, 4)]
    Nova(cloud, servers).other["/image/v2/images"] = listing
    (found,) = ask(cloud, expand=["images"])
    assert [have["image"]["name"] for have in found.records] == ["old", "ours", "theirs", None]
    assert [query["id"] for query in asked] == [["in:i1,i2,i3,i4"], ["in:i1,i4"]]


def test_names_of_many_images_cost_a_request_for_each_hundred(cloud: FakeCloud) -> None:
    servers = [server(number, image={"id": f"i{number:03}", "links": []}) for number in range(101)]
    Nova(cloud, servers, size=1000).other["/image/v2/images"] = lambda query: Answer(
        200, {"images": [{"id": one, "name": f"n{one}"} for one in query["id"][0][3:].split(",")]}
    )
    (found,) = ask(cloud, expand=["images"])
    assert {have["image"]["name"] for have in found.records} == {f"ni{number:03}" for number in range(101)}
    assert cloud.log.count("GET /image/v2/images") == 2


def test_the_question(cloud: FakeCloud) -> None:
    nova = Nova(cloud, [server(1), server(2, status="ERROR"), server(3, tags=["c"])])
    filters = {"changes_since": "2026-01-01T00:00:00Z", "metadata": {"role": "web"}, "name": "^s"}
    (found,) = ask(cloud, all_projects=True, server_filters=filters, include=[{"status": "ACTIVE"}], exclude=[{"tags": ["c"]}])
    assert names(found) == ["s1"]
    assert nova.queries == [
        {
            "limit": ["1000"],
            "all_tenants": ["true"],
            "changes-since": ["2026-01-01T00:00:00Z"],
            "metadata": ['{"role": "web"}'],
            "name": ["^s"],
            "status": ["ACTIVE"],
            "not-tags": ["c"],
        }
    ]


def test_filters_that_the_api_leaves_out_are_checked_here(cloud: FakeCloud) -> None:
    Nova(cloud, [server(1), server(2, metadata={"role": "db"})])
    assert names(ask(cloud, server_filters={"metadata": {"role": "db"}})[0]) == ["s2"]


def test_projects_by_name(cloud: FakeCloud) -> None:
    nova = Nova(cloud, [server(1), server(2, tenant_id=OTHER)])
    nova.other["/identity/v3/projects"] = lambda query: Answer(
        200, {"projects": [{"id": OTHER, "name": "theirs"}] if query.get("name") == ["theirs"] else []}
    )
    (found,) = ask(cloud, all_projects=True, include=[{"project": ["theirs", "nobody's"]}])
    assert (names(found), found.warnings) == (["s2"], ["There is no project 'nobody's'"])
    assert nova.queries[0]["project_id"] == [OTHER]
    cloud.stub.requests.clear()
    assert names(ask(cloud, include=[{"project": "demo"}])[0]) == ["s1"]
    assert "GET /identity/v3/projects" not in cloud.log


def test_names_of_flavors_where_the_cloud_is_old(cloud: FakeCloud) -> None:
    nova = Nova(cloud, [server(number, flavor={"id": "f1"}) for number in (1, 2, 3)], size=2)
    nova.other["/compute/v2.1/flavors/detail"] = lambda query: Answer(200, {"flavors": [{"id": "f1", "name": "big", "ram": 9}]})
    (found,) = ask(cloud, expand=["flavors"], include=[{"flavor": "b*"}])
    assert [(have["flavor"]["name"], have["flavor"]["ram"]) for have in found.records] == [("big", 9)] * 3
    assert cloud.log.count("GET /flavors/detail") == 1


def test_expansions_on_demand(cloud: FakeCloud) -> None:
    volume = {"id": "v1", "delete_on_termination": True}
    nova = Nova(cloud, [server(1, **{"os-extended-volumes:volumes_attached": [volume]}), server(2, tenant_id=OTHER)])
    port = {"id": "p1", "device_id": identifier(1), "security_groups": ["g1"], "fixed_ips": []}
    nova.other |= {
        f"/volume/v3/{PROJECT}/volumes/detail": lambda query: Answer(200, {"volumes": [{"id": "v1", "name": "data", "size": 7}]}),
        "/network/v2.0/ports": lambda query: Answer(200, {"ports": [port, {"id": "p2", "device_id": "x"}]}),
        "/network/v2.0/security-groups": lambda query: Answer(200, {"security_groups": [{"id": "g1", "name": "web", "description": "d"}]}),
        "/identity/v3/projects": lambda query: Answer(200, {"projects": [{"id": OTHER, "name": "theirs", "domain_id": "d2"}]}),
        "/identity/v3/domains": lambda query: Answer(200, {"domains": [{"id": "d2", "name": "Domain"}]}),
    }
    (found,) = ask(cloud, expand=["ports", "security_groups", "projects"], expand_hostvars=True)
    assert (found.error, found.warnings) == (None, [])
    one, two = found.records
    assert (one["volumes"][0]["size"], one["volumes"][0]["delete_on_termination"]) == (7, True)
    assert [have["id"] for have in one["ports"]] == ["p1"] and two["ports"] == []
    assert (one["security_groups"], two["security_groups"]) == ([{"id": "g1", "name": "web", "description": "d"}], [])
    assert (one["project"]["name"], one["project"]["domain_name"]) == ("demo", "Default")
    assert two["project"] == {"id": OTHER, "name": "theirs", "domain_id": "d2", "domain_name": "Domain"}
    assert cloud.log.count("GET /network/v2.0/ports") + cloud.log.count("GET /ports") == 1  # for both that need them


def test_pools_of_load_balancers(cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SERVICES, "load-balancer", "/octavia")
    address = {"addr": "192.0.2.77", "version": 4, "OS-EXT-IPS:type": "fixed"}
    nova = Nova(cloud, [server(1, addresses={"net": [address]}), server(2, tenant_id=OTHER, addresses={"net": [address]}), server(3)])
    member = {"id": "m1", "name": "m", "address": "192.0.2.77"}
    pools = [{"id": "p1", "name": "web", "members": [{"id": "m1"}]}, {"id": "p2", "name": "empty", "members": []}]
    nova.other |= {
        "/octavia/v2.0/lbaas/pools": lambda query: Answer(200, {"pools": [pool | {"project_id": PROJECT} for pool in pools]}),
        "/octavia/v2.0/lbaas/pools/p1/members": lambda query: Answer(200, {"members": [member]}),
    }
    (found,) = ask(cloud, expand=["lb_pools"])
    assert (found.error, found.warnings) == (None, [])
    one, two, three = (have["lb_pools"] for have in found.records)
    assert [(pool["name"], pool["member"]["name"]) for pool in one] == [("web", "m")]
    assert two == three == []  # the address is that of a server of another project
    assert "lb_pools" not in ask(cloud, expand=[])[0].records[0]


def test_what_a_cloud_says_cannot_control_the_terminal_or_fill_it(cloud: FakeCloud) -> None:
    nova, text = Nova(cloud, [server(1)]), "\x1b[2J" + "x" * 10_000
    nova.other["/image/v2/images"] = lambda query: Answer(403, {"message": text})
    (found,) = ask(cloud, expand=["images"])
    (failed,) = ask(cloud, expand=["images"], fail_on_errors=True)
    for told in (found.warnings[0], str(failed.error)):
        assert "\\x1b[2Jxxx" in told
        assert "\x1b" not in told
        assert len(told) <= 2000


def test_an_expansion_that_is_refused(cloud: FakeCloud) -> None:
    nova = Nova(cloud, [server(1), server(2)], size=1)
    nova.other["/image/v2/images"] = lambda query: Answer(403, {"message": "no"})
    (found,) = ask(cloud, expand=["images"])
    assert names(found) == ["s1", "s2"]
    assert len(found.warnings) == 1 and found.warnings[0].startswith("Images are left out: no")
    assert ask(cloud, expand=["images"], fail_on_errors=True)[0].error.status == 403


def test_clouds_are_asked_at_the_same_time() -> None:
    """Neither answers before both were asked."""
    both = threading.Barrier(2, timeout=20)
    with fake_cloud() as one, fake_cloud() as two:
        for made in (one, two):
            nova = Nova(made, [server(1)])

            def together(request: Request, answer: Callable[[Request], Answer | None] = nova.answer) -> Answer | None:
                if "servers" in request.path:
                    both.wait()
                return answer(request)

            made.interfere = together
        assert [names(found) for found in ask(one, two)] == [["s1"], ["s1"]]


def test_a_cloud_that_fails_does_not_take_the_others_with_it(cloud: FakeCloud) -> None:
    Nova(cloud, [server(1)])
    odd = cloud.config(name="odd", endpoint_overrides={})
    login = {**entry()["auth"], "auth_url": f"http://127.0.0.1:{free_port()}/v3"}
    closed = config.load({"auth": login, "name": "closed", "connect_retries": "0"}, environ={}, files=[])
    refused = config.load({**cloud.as_dict(name="refused"), "auth": {**cloud.as_dict()["auth"], "password": "wrong"}}, environ={}, files=[])
    plain = {**cloud.as_dict(name="tls"), "auth": {**cloud.as_dict()["auth"], "auth_url": f"https://127.0.0.1:{cloud.stub.port}/v3"}}
    tls = config.load(plain, environ={}, files=[])
    found = ask(closed, refused, tls, odd)
    assert [one.cloud for one in found] == ["closed", "refused", "tls", "odd"]
    assert [one.error is None for one in found] == [False, False, False, True]
    assert [inventory.is_unreachable(one.error) for one in found[:3]] == [True, False, True]
    assert names(found[3]) == ["s1"]


def test_an_answer_that_breaks_the_code_is_told_of_that_cloud(cloud: FakeCloud) -> None:
    Nova(cloud, [server(1, addresses={"n": [{"version": 4}]})])
    (found,) = ask(cloud)
    assert "does not have the form that the API documents" in found.error.message


def test_half_a_listing_is_none(cloud: FakeCloud) -> None:
    nova = Nova(cloud, [server(1), server(2)], size=1)
    whole = nova.answer
    cloud.interfere = lambda request: Answer(500, {"message": "no"}) if "marker" in request.path else whole(request)
    (found,) = ask(cloud)
    assert (found.records, found.error.status) == ([], 500)


def test_all_regions_of_the_catalog_by_one_login(cloud: FakeCloud) -> None:
    nova = Nova(cloud, [server(1)])
    points = [cloud.endpoint("/compute/v2.1") | {"region": name, "region_id": name} for name in ("North", "South")]
    log_in = cloud.log_in

    def two_regions(request: Request) -> Answer:
        found = log_in(request)
        compute = next(one for one in found.body["token"]["catalog"] if one["type"] == "compute")
        compute["endpoints"] = points
        return found

    cloud.log_in = two_regions
    settings = {key: value for key, value in cloud.as_dict(name="c").items() if key != "region_name"}
    one = config.load(settings, environ={}, files=[])
    assert [(found.cloud, found.region) for found in ask(one)] == [("c", "North"), ("c", "South")]
    assert (cloud.logins, len(nova.queries)) == (1, 2)


# -- the cache -------------------------------------------------------------------------------------------------------------------


def test_what_a_cache_holds() -> None:
    outcome = Outcome("c", "R", [record()], None, ["told"], 100.0)
    document = json.loads(json.dumps(inventory.to_cache([outcome], "m")))
    assert inventory.from_cache(document, "m") == [outcome]
    assert inventory.from_cache(document, "another question") is None
    assert inventory.from_cache(None, "m") is None
    assert "geheim" not in json.dumps(document) and "c2VjcmV0" not in json.dumps(document)


def test_the_mark_is_that_of_the_question(cloud: FakeCloud) -> None:
    one, two = [cloud.config(name="c")], [cloud.config(name="d")]
    questions = [({}, one), ({}, two), *((options, one) for options in ({"all_projects": True}, {"expand": ["ports"]}))]
    questions.append(({"hostvars": ["user_data"]}, one))
    assert len({Selection(options).fingerprint(configs) for options, configs in questions}) == 5
    assert Selection({"hostvars": ["id"]}).fingerprint(one) == Selection({}).fingerprint(one)
    assert Selection({}).fingerprint([cloud.config(name="c")]) == Selection({}).fingerprint(one)


@pytest.mark.parametrize("domain", ["user_domain_name", "project_domain_name"])
def test_a_project_of_the_same_name_in_another_domain_is_another_question(cloud: FakeCloud, domain: str) -> None:
    here = cloud.as_dict(name="c")
    there = {**here, "auth": {**here["auth"], domain: "Elsewhere"}}
    marks = {Selection({}).fingerprint([config.load(settings, environ={}, files=[])]) for settings in (here, there)}
    assert len(marks) == 2


def test_what_a_release_with_fewer_attributes_has_kept_is_asked_anew(cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch) -> None:
    one = [cloud.config(name="c")]
    before = Selection({}).fingerprint(one)
    monkeypatch.setitem(SERVER.reads, "another", "another")
    assert Selection({}).fingerprint(one) != before


@pytest.mark.parametrize(
    ("error", "saved"),
    [
        (CloudError("no answer", method="POST", url="x"), True),
        (CloudError("broken", method="GET", url="x", status=503), True),
        (CloudError("go away", method="GET", url="x", status=403), False),
        (CloudError("clouds.yaml is wrong"), False),
    ],
)
def test_a_stale_copy_for_a_cloud_that_cannot_be_reached(error: CloudError, saved: bool) -> None:
    known = [Outcome("c", "R1", [record()], None, [], 100.0), Outcome("c", "R2", [], None, [], 100.0)]
    known.append(Outcome("d", None, [], None, [], 1.0))
    fresh = Outcome("e", None, [record()], None, [], 9000.0)
    one, *rest = inventory.use_stale_cache([fresh, Outcome("c", "R1", [], error, [], 9000.0)], known, 9000.0)
    assert one is fresh
    assert [found.error for found in rest] == [None if saved else error]
    if saved:
        assert rest[0].records == known[0].records
        assert rest[0].warnings[0].startswith("ITS HOSTS ARE FROM THE CACHE, 2 hours OLD, because it cannot be reached: ")
    lost = inventory.use_stale_cache([Outcome("c", None, [], error, [], 9000.0)], known, 9000.0)
    assert len(lost) == (2 if saved else 1)  # all that is known of it, when not even its regions are
    assert inventory.use_stale_cache([Outcome("c", "R1", [], error, [], 9000.0)], None, 9000.0)[0].error is error


def test_a_cloud_without_a_name() -> None:
    outcomes = [Outcome(name, region, [], None, [], 1.0) for name, region in (("c", "R"), ("c", None), (None, None))]
    assert [inventory.describe(one) for one in outcomes] == ["cloud c (R)", "cloud c", "the cloud"]


@pytest.mark.parametrize(("seconds", "text"), [(5, "5 seconds"), (200, "3 minutes"), (7200, "2 hours"), (200000, "2 days")])
def test_ages(seconds: float, text: str) -> None:
    assert inventory.format_age(seconds) == text


# -- in Ansible ------------------------------------------------------------------------------------------------------------------

# The options of openstack.cloud.openstack 2.5.0: type and default
THEIRS: dict[str, tuple[str, Any]] = {
    "all_projects": ("bool", False),
    "clouds_yaml_path": ("list", None),
    "expand_hostvars": ("bool", False),
    "fail_on_errors": ("bool", False),
    "inventory_hostname": ("str", "name"),
    "legacy_groups": ("bool", True),
    "only_clouds": ("list", []),
    "plugin": ("str", None),
    "private": ("bool", False),
    "only_ipv4": ("bool", False),
    "server_filters": ("dict", {}),
    "show_all": ("bool", False),
    "use_names": ("bool", False),
}


def test_the_options_are_those_of_openstack_cloud_and_more() -> None:
    ours = yaml.safe_load(DOCUMENTATION)["options"]
    assert {name: (ours[name]["type"], ours[name].get("default")) for name in THEIRS} == THEIRS
    assert ours["inventory_hostname"]["choices"] == ["name", "uuid"]
    assert ours["clouds_yaml_path"]["env"] == [{"name": "OS_CLIENT_CONFIG_FILE"}]


def environment() -> dict[str, str]:
    """That of a command of Ansible's which knows of no cloud and no inventory by itself."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("OS_", "ANSIBLE_INVENTORY"))}


@pytest.mark.playbook
@pytest.mark.smoke
@pytest.mark.parametrize("form", ["{{ %s }}", "#jinja2: variable_start_string:'[%%', variable_end_string:'%%]'\n[%% %s %%]"])
def test_what_users_of_the_cloud_write_is_no_template(form: str, cloud: FakeCloud, tmp_path: Path) -> None:
    """Neither in variables, nor in names, groups and what is composed; not from the cache either."""
    evil = form % ("lookup('ansible.builtin.pipe', 'touch %s')" % (tmp_path / "done"))
    Nova(cloud, [server(1, name="web", metadata={"note": evil, "group": evil}, tags=[evil]), server(2, name=evil)])
    options = {
        "plugin": "stratus.openstack.openstack",
        "cloud": cloud.as_dict(),
        "cache": True,
        "cache_plugin": "ansible.builtin.jsonfile",
        "cache_connection": str(tmp_path / "cache"),
        "compose": {"note": "openstack.metadata.note ~ '!'"},
        "hostnames": ["openstack.name ~ ''"],
        "keyed_groups": [{"key": "openstack.metadata.note"}, {"key": "openstack.tags", "prefix": "tag"}],
    }
    (tmp_path / "openstack.yml").write_text(yaml.safe_dump(options))
    tool = str(Path(sys.executable).with_name("ansible"))
    command = [tool, "-i", "openstack.yml", "-c", "local", "all", "-m", "ansible.builtin.debug", "-a"]
    shown = json.dumps({"msg": "{{ [openstack.name, openstack.metadata.note | default(''), note | default(''), group_names] }}"})
    for _time in range(2):
        done = subprocess.run([*command, shown], check=False, cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.count("lookup('ansible.builtin.pipe'") >= 3
        assert not (tmp_path / "done").exists()
    command = [f"{tool}-inventory", "-i", "openstack.yml", "--list"]
    listed = subprocess.run(command, check=True, cwd=tmp_path, env=environment(), capture_output=True)
    own = json.loads(listed.stdout)["_meta"]["hostvars"]["web"]["openstack"]
    assert own["metadata"]["note"] == {"__ansible_unsafe": evil} and own["name"] == "web"  # only what could be one is marked
    assert len(cloud.log) == 2  # servers and images, the first time


# Whether two hosts of an inventory have the very same text of their common image.
SHARED = """
import sys
from ansible.inventory.manager import InventoryManager
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.loader import init_plugin_loader
init_plugin_loader()
one, two = (host.vars["openstack"]["image"]["name"] for host in InventoryManager(loader=DataLoader(), sources=sys.argv[1:]).hosts.values())
print(one is two, one)
"""


@pytest.mark.playbook
def test_texts_that_hosts_have_in_common_are_there_once(cloud: FakeCloud, tmp_path: Path) -> None:
    Nova(cloud, [server(1), server(2)])
    (tmp_path / "openstack.yml").write_text(yaml.safe_dump({"plugin": "stratus.openstack.openstack", "cloud": cloud.as_dict()}))
    command = [sys.executable, "-c", SHARED, "openstack.yml"]
    done = subprocess.run(command, check=True, cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=120)
    assert done.stdout.split() == ["True", "debian"]


def graph(cloud: FakeCloud, folder: Path, **options: Any) -> str:
    """What ansible-inventory says of the cloud, in one line."""
    settings = {"plugin": "stratus.openstack.openstack", "cloud": cloud.as_dict(), "legacy_groups": False, **options}
    (folder / "openstack.yml").write_text(yaml.safe_dump(settings))
    command = [str(Path(sys.executable).with_name("ansible-inventory")), "-i", "openstack.yml", "--graph"]
    done = commands.run(command, cwd=folder, env=environment(), timeout=120)
    assert done.returncode == 0, done.stderr
    return " ".join((done.stdout + done.stderr).split())


@pytest.mark.playbook
@pytest.mark.parametrize(
    ("hostnames", "told"),
    [
        (["openstack.nme ~ '!'"], "`hostnames` has openstack.nme ~ '!', which fails for every server"),
        (["openstack.metadata.nick ~ '!'", "uuid"], None),  # one has it
        (["openstack.nme ~ '!'", "name"], None),
    ],
)
def test_an_expression_that_names_nothing_is_told(hostnames: list[str], told: str | None, cloud: FakeCloud, tmp_path: Path) -> None:
    Nova(cloud, [server(1), server(2, metadata={"nick": "two"})])
    said = graph(cloud, tmp_path, hostnames=hostnames)
    assert (told in said) if told else ("[WARNING]" not in said)


@pytest.mark.playbook
def test_an_option_that_is_misspelled_is_told(cloud: FakeCloud, tmp_path: Path) -> None:
    """Those that fragments have, aliases, and the section that AWX writes are no mistakes."""
    Nova(cloud, [server(1)])
    right = {"private": True, "ansible": {"expand_hostvars": True}, "verify": True, "strict": True, "compose": {}, "cache_timeout": 60}
    wrong = {"inclde": [{"name": "other"}], "zzz": 1}
    said = graph(cloud, tmp_path, **right)
    assert "--s1" in said and "[WARNING]" not in said
    said = graph(cloud, tmp_path, **right, **wrong)
    assert "openstack.yml: `inclde` is no option, and is ignored; the closest one is `include`" in said
    assert said.count("is no option") == 2 and said.endswith("openstack.yml: `zzz` is no option, and is ignored")


@pytest.mark.playbook
def test_what_the_cache_lacks_is_told_each_time(cloud: FakeCloud, tmp_path: Path) -> None:
    Nova(cloud, [server(1)]).other["/image/v2/images"] = lambda query: Answer(403, {"message": "no"})
    kept = {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(tmp_path / "cache")}
    for _time in range(2):
        said = graph(cloud, tmp_path, **kept)
        assert "--s1" in said and "Images are left out: no" in said
    assert cloud.log.count("GET /servers/detail") == 1


# -- what it costs -----------------------------------------------------------------------------------------------------------------


class Many:
    """A cloud with so many servers, made as they are asked for."""

    def __init__(self, cloud: FakeCloud, count: int, page: int = 1000) -> None:
        self.cloud, self.count, self.page, self.pages = cloud, count, page, 0
        shown = ("id", "name", "created", "addresses", "accessIPv4", "accessIPv6")
        small = {name: value for name, value in server(0).items() if name in shown}
        self.text = json.dumps(small).replace(identifier(0), "<id>").replace('"s0"', '"s<id>"')
        cloud.interfere = self.answer

    def answer(self, request: Request) -> Answer | None:
        parts = urlsplit(request.path)
        if not parts.path.endswith("/servers/detail"):
            return None
        self.pages += 1
        marker = parse_qs(parts.query).get("marker")
        start = int(marker[0][:8], 16) + 1 if marker else 0
        end = min(start + self.page, self.count)
        body = '{"servers": [%s]' % ",".join(self.text.replace("<id>", identifier(number)) for number in range(start, end))
        if end < self.count:
            body += ', "servers_links": [{"rel": "next", "href": "%s%s?limit=1000&marker=%s"}]' % (
                self.cloud.stub.url,
                parts.path,
                identifier(end - 1),
            )
        return Answer(200, (body + "}").encode())


def hosts_of(records: list[dict[str, Any]]) -> None:
    """All that is made of records before Ansible gets them."""
    rules = inventory_hosts.parse_address_rules([])
    found = [(have, inventory_hosts.choose_address(have, rules)) for have in records]
    wishes = [(inventory_hosts.preferred_name(have, addr, ["name"]), have["created_at"], have["id"]) for have, addr in found]
    assert len(inventory_hosts.assign_names(wishes)) == len(records)
    for have, addr in found:
        inventory_hosts.host_vars(have, addr, ["id", "name"])
        inventory_hosts.legacy_groups(have)


def test_work_grows_with_the_number_of_servers(cloud: FakeCloud) -> None:
    calls, pages = [], []
    for count in (1000, 4000):
        many, work = Many(cloud, count, page=250), Counter()

        def counted(_frame: Any, event: str, _argument: Any, tally: Any = work.update) -> None:
            tally([event])

        with cloud.session() as session:
            sys.setprofile(counted)
            try:
                hosts_of(Listing(session, Selection({"exclude": [{"status": "ERROR"}]}), []).records())
            finally:
                sys.setprofile(None)
        calls.append(work["call"] + work["c_call"])
        pages.append(many.pages)
    assert pages == [4, 16]
    assert 3.5 < calls[1] / calls[0] < 4.5


def test_memory_holds_one_page_beside_the_result(cloud: FakeCloud) -> None:
    """With 20,000 servers there is no more beside the records than with 5,000, and a record costs the same."""
    kept, beside = [], []
    for count in (5000, 20000):
        many = Many(cloud, count)
        with cloud.session() as session:
            tracemalloc.start()
            records = Listing(session, Selection({}), []).records()
            now, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        assert (len(records), many.pages) == (count, count // 1000)
        kept.append(now / count)
        beside.append(peak - now)
    assert kept[1] / kept[0] < 1.1
    assert beside[1] / beside[0] < 1.5

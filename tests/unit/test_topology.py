# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many declared objects: what names what, their order, cycles, marks, and the look-ups that they share."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils.catalogue import MODULES
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.environment import document
from ansible_collections.stratus.openstack.plugins.module_utils.environment.graph import IMPLIED, WHOLE, Graph
from ansible_collections.stratus.openstack.plugins.module_utils.environment.ownership import Owner
from ansible_collections.stratus.openstack.plugins.module_utils.environment.removal import creation_order, removal_order
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.first_look import Collection, FirstLook, SharedNames
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource

# What a field resolves beside what the option names: the domain of a name, the network of a subnet. Other options name these.
WITHIN = {"identity.domain", "network.network", "load_balancer.load_balancer"}


def graph_of(state: str = "present", **resources: Any) -> Graph:
    """The Graph of a declaration."""
    return document.load_graph({"resources": resources, "state": state, "timeout": 180})


def needs(graph: Graph) -> dict[str, set[str]]:
    """The names of what each node needs."""
    return {node.name: {other.name for other in node.needs} for node in graph.nodes}


# -- what names what ------------------------------------------------------------------------------------------------------------


class Asked(Exception):
    """A field has asked the session."""


class NoSession:
    """A session that must not be asked."""

    dry_run, last, resolved = True, None, None

    def __getattr__(self, name: str) -> Any:
        raise Asked(name)

    def get_cached(self, key: str, default: Any = None) -> Any:
        return default


class Tracer(Context):
    """A context that notes the kinds of the objects that a field resolves."""

    def __init__(self, params: dict[str, Any], resource: Resource, kinds: set[str]) -> None:
        super().__init__(NoSession(), params, resource)
        self.kinds = kinds

    def at(self, resource: Resource) -> Tracer:
        return Tracer(self.params, resource, self.kinds)

    def resolve(self, target: Resource, value: str, within: Any = None) -> str:
        self.kinds.add(target.kind)
        return value

    def resolve_all(self, target: Resource, values: list[str]) -> list[str]:
        return [self.resolve(target, value) for value in values]

    @property
    def remembered(self) -> Tracer:
        return self


def sample(spec: dict[str, Any]) -> Any:
    """A value of an option with this argument spec, with a name wherever one may be."""
    inner = {name: sample(part) for name, part in spec.get("options", {}).items()} or {"a": "NAME"}
    if spec["type"] == "list":
        return [inner if spec.get("elements") == "dict" else "NAME"]
    return {"dict": inner, "int": 1, "bool": True, "float": 1.0}.get(spec["type"], "NAME")


@pytest.mark.parametrize("module", sorted(MODULES))
def test_every_reference_is_declared(module: str) -> None:
    """What a field resolves when it is converted for the API is what it says that the option names."""
    table = MODULES[module]
    params = {name: sample(field.spec()) for name, field in table.fields.items()}
    for name, field in table.fields.items():
        traced: set[str] = set()
        try:
            field.wire(params[name], Tracer(params, table, traced))
        except (Asked, CloudError, KeyError, TypeError, AttributeError, ValueError):
            pass  # the sample is no value of this option, or the field asks the cloud
        declared = {kind for kind, _name in field.references(params[name])}
        assert traced - declared <= WITHIN, name
        assert declared <= field.kinds_named(), name


def test_documented_references_that_no_conversion_shows() -> None:
    server = MODULES["server"].fields
    nics = ["net-name=a,v4-fixed-ip=192.0.2.1", {"port-name": "p"}, {"net-name": "b", "security_groups": ["g"]}]
    assert set(server["nics"].references(nics)) == {
        ("network.network", "a"),
        ("network.port", "p"),
        ("network.network", "b"),
        ("network.security_group", "g"),
    }
    rules = MODULES["security_group"].fields["security_group_rules"]
    assert list(rules.references([{"remote_group": "other", "protocol": "tcp"}])) == [("network.security_group", "other")]
    interfaces = MODULES["router"].fields["interfaces"]
    assert list(interfaces.references(["a", {"net": "n", "subnet": "b", "portip": "10.0.0.1"}])) == [
        ("network.subnet", "a"),
        ("network.network", "n"),
        ("network.subnet", "b"),
    ]
    shared = MODULES["neutron_rbac_policy"].fields["object_id"]
    assert {kind for kind, _name in shared.references("x")} >= {"network.network", "network.qos_policy"}
    assert list(server["image"].references({"name": "a"})) == []  # a condition names no declared object


# -- the order ------------------------------------------------------------------------------------------------------------------

WEB = {
    "network": [{"name": "a"}],
    "subnet": [{"name": "a1", "network": "a", "cidr": "10.0.0.0/24"}],
    "router": [{"name": "r", "network": "public", "interfaces": ["a1"]}],
    "port": [{"name": "web", "network": "a"}],
    "server": [{"name": "web-1", "image": "i", "flavor": "f", "nics": [{"port-name": "web"}]}],
    "floating_ip": [{"label": "web", "port": "web", "network": "public"}],
}


def test_objects_come_after_what_they_name_and_imply() -> None:
    graph = graph_of(**WEB)
    assert needs(graph) == {
        "network.a": set(),
        "subnet.a1": {"network.a"},
        "router.r": {"subnet.a1"},
        "port.web": {"network.a", "subnet.a1"},
        "server.web-1": {"port.web"},
        "floating_ip.web": {"port.web", "router.r"},
    }
    port, address = graph.by_name["port.web"], graph.by_name["floating_ip.web"]
    assert port.needs[graph.by_name["subnet.a1"]] == address.needs[graph.by_name["router.r"]] == {IMPLIED}
    assert set(graph.outside) == {("network.network", "public"), ("image.image", "i"), ("compute.flavor", "f")}
    order = [node.name for node in graph.sorted()]
    assert order.index("network.a") < order.index("subnet.a1") < order.index("router.r") < order.index("floating_ip.web")


def test_a_removal_goes_the_other_way() -> None:
    graph = graph_of("absent", **WEB)
    graph.reverse()
    found = needs(graph)
    assert found["network.a"] == {"subnet.a1", "port.web"} and found["port.web"] == {"server.web-1", "floating_ip.web"}
    assert graph.by_name["floating_ip.web"].params["purge"] is True  # its address is given back


GROUPS = [
    {"name": "one", "security_group_rules": [{"remote_group": "two"}]},
    {"name": "two", "security_group_rules": [{"remote_group": "one"}]},
]


def test_a_cycle_is_split_where_an_object_can_exist_without_the_option() -> None:
    graph = graph_of(security_group=GROUPS, port=[{"name": "p", "network": "x", "security_groups": ["one"]}])
    graph.split_cycles()
    assert not graph.cycles()
    first = next(node for node in graph.nodes if node.part_of)
    assert first.params["security_group_rules"] is None and first.part_of.needs[first] == {WHOLE}
    other = next(node for node in graph.nodes if node.module == "security_group" and node not in (first, first.part_of))
    assert first in other.needs and first.part_of not in other.needs
    assert {need.name for need in graph.by_name["port.p"].needs} == {"security_group.one"}  # complete, not only its first part


def test_a_removal_of_groups_that_name_each_other_has_an_order() -> None:
    graph = graph_of("absent", security_group=GROUPS)
    graph.reverse()
    assert not graph.cycles()


def test_a_cycle_that_cannot_be_split_is_shown() -> None:
    graph = graph_of(network=[{"name": "a", "after": "network.b"}, {"name": "b", "after": ["network.a"]}])
    with pytest.raises(CloudError, match="need each other: network.a -> network.b -> network.a"):
        graph.split_cycles()


def test_long_chains_need_no_recursion() -> None:
    count = 3000
    graph = graph_of(network=[{"name": f"n{at}", "after": [f"network.n{at - 1}"] if at else []} for at in range(count)])
    assert not graph.cycles()
    assert [node.label for node in graph.sorted()] == [f"n{at}" for at in range(count)]


@pytest.mark.parametrize(
    ("resources", "message"),
    [
        ({"netwrok": []}, "Did you mean 'network'\\?"),
        ({"network": {"name": "a"}}, "must be a list of mappings"),
        ({"network": [{"name": "a"}, {"name": "a"}]}, "network.a is declared twice"),
        ({"network": [{"name": "a", "after": "server.b"}]}, "network.a names server.b, which is not declared"),
        ({"network": [{"name": "a", "mtuu": 1}]}, "network.a: Unsupported parameters for .network. module: mtuu. Did you mean 'mtu'"),
        ({"network": [{"name": "a", "mtu": "many"}]}, "network.a: .*mtu"),
        ({"network": [{"name": "a", "state": "absent"}]}, "leave it out, and set `prune`"),
        ({"network": [{"name": {"from": "subnet.b", "value": "name"}}]}, "names subnet.b, which is not declared"),
        ({}, "Nothing is declared"),
    ],
)
def test_a_wrong_declaration_is_refused(resources: dict[str, Any], message: str) -> None:
    with pytest.raises(CloudError, match=message):
        graph_of(**resources)


def test_a_reference_to_a_result_makes_an_edge_and_is_replaced() -> None:
    address = {"from": "floating_ip.web", "value": "floating_ip_address"}
    record = {"zone": "example.org.", "name": "www", "recordset_type": "a", "records": [address]}
    graph = graph_of(recordset=[record], floating_ip=[{"label": "web", "network": "public"}])
    node = graph.by_name["recordset.www"]
    assert {other.name for other in node.needs} == {"floating_ip.web"}
    values = {"floating_ip.web": {"floating_ip_address": "192.0.2.1"}}
    replaced = document.replace_results(node.options, lambda name, path: values[name][path])
    assert document.validate_options(node, {"state": "present", "timeout": 60}, replaced)["records"] == ["192.0.2.1"]


def test_files_of_a_folder_are_one_declaration(tmp_path: Any) -> None:
    (tmp_path / "10-net.yml").write_text("network: [{name: a}]\n")
    (tmp_path / "20-more.json").write_text('{"resources": {"network": [{"name": "b"}]}}')
    (tmp_path / "README.md").write_text("not read")
    graph = document.load_graph({"src": str(tmp_path), "resources": {"network": [{"name": "c"}]}, "state": "present", "timeout": 60})
    assert [node.label for node in graph.nodes] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("text", "message"), [("a: [", "line 1 is not valid YAML"), ("- a", "holds no mapping"), ("!!python/none x", "not valid")]
)
def test_a_file_that_is_no_declaration_is_refused(tmp_path: Any, text: str, message: str) -> None:
    (tmp_path / "a.yml").write_text(text)
    with pytest.raises(CloudError, match=message):
        document.read_document(str(tmp_path / "a.yml"))


# -- marks ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("adopt", "declared", "have", "wanted"),
    [
        (False, None, None, ["topology=shop"]),  # a new object
        (False, ["x"], None, ["x", "topology=shop"]),
        (False, None, {"tags": ["topology=shop", "y"]}, None),  # its own: other tags stay
        (False, ["x"], {"tags": ["topology=shop"]}, ["x", "topology=shop"]),
        (False, ["x"], {"tags": ["y"]}, ["x"]),  # an object of somebody else
        (False, None, {"tags": []}, None),
        (True, None, {"tags": ["y"]}, ["y", "topology=shop"]),
        (True, ["x"], {"tags": ["y"]}, ["x", "topology=shop"]),
    ],
)
def test_marks_in_tags(adopt: bool, declared: Any, have: Any, wanted: Any) -> None:
    assert Owner("shop", adopt).mark(MODULES["network"], {"tags": declared}, have)["tags"] == wanted


def test_marks_in_metadata() -> None:
    owner, volume = Owner("shop", False), MODULES["volume"]
    assert owner.mark(volume, {"metadata": {"a": "1"}}, None)["metadata"] == {"a": "1", "topology": "shop"}
    assert owner.is_marked(volume, {"metadata": {"topology": "shop"}}) and not owner.is_marked(volume, {"metadata": {"topology": "other"}})


def test_only_own_objects_are_removed() -> None:
    graph = graph_of("absent", network=[{"name": "a"}, {"name": "kept", "keep": True}], keypair=[{"name": "k", "public_key": "x"}])
    nodes, own = graph.by_name, {"tags": ["topology=shop"]}
    assert Owner("shop", False).reason_to_keep(nodes["network.a"], own) == ""
    assert Owner("shop", False).reason_to_keep(nodes["network.a"], {"tags": []}) == "it was not created by the topology 'shop'"
    assert Owner("shop", True).reason_to_keep(nodes["network.a"], {"tags": []}) == ""
    assert Owner("shop", True).reason_to_keep(nodes["network.kept"], own) == "`keep` is set"
    assert Owner("shop", False).reason_to_keep(nodes["keypair.k"], {"name": "k"}) == ""  # it can carry no mark
    assert Owner("shop", False).list_unmarked(graph) == ["keypair.k"]


def test_objects_go_before_those_that_they_name() -> None:
    order = removal_order()
    pairs = "server port,port network,floating_ip network,router subnet,lb_member lb_pool,recordset dns_zone,server volume"
    for first, then in (pair.split() for pair in pairs.split(",")):
        assert order.index(first) < order.index(then), (first, then)
    assert sorted(order) == sorted(MODULES)


def test_objects_are_exported_after_those_that_they_name() -> None:
    order = creation_order()
    for first, then in (pair.split() for pair in "server floating_ip,port server,network port,dns_zone recordset,volume server".split(",")):
        assert order.index(first) < order.index(then), (first, then)
    assert sorted(order) == sorted(MODULES)


# -- shared look-ups --------------------------------------------------------------------------------------------------------------


def test_one_listing_answers_the_first_look_ups() -> None:
    collection, sent = Collection("network", "/networks", "name", several=True), []

    def read(query: dict[str, Any]) -> list[dict[str, Any]]:
        sent.append(query)
        return [{"name": "a", "tags": []}, {"name": "b", "tags": []}]

    for name in ("a", "b"):
        look = FirstLook(collection, 2)
        query = {"name": name, "project_id": "p"}
        assert look.members("network", "/ports", query, read) is None
        for _look in range(2):
            found = look.members("network", "/networks", query, read)
            assert found is not None
            found[0]["tags"].append("changed by the caller")
        assert look.members("network", "/networks", query, read) is None  # a later look must see what has changed
    assert sent == [{"project_id": "p"}]
    assert collection.members({"name": "a", "project_id": "p"}, read)[0]["tags"] == []


def test_a_complete_listing_answers_for_other_kinds_until_something_changes() -> None:
    listed = [{"name": "a", "device_id": "1", "device_owner": "x"}, {"name": "b", "device_id": "2", "device_owner": "y"}]
    ports = Collection("network", "/ports", "name", several=True, selects_by=("device_id", "device_owner"))
    writes: list[str] = []

    def look(**query: Any) -> list[str] | None:
        found = FirstLook(None, 2, [ports], lambda: not writes).members("network", "/ports", query, list)
        return found and [have["name"] for have in found]

    assert look(device_id="1") is None  # nothing is listed yet
    ports.members({"name": "a"}, lambda query: listed)
    assert look(device_id="1") == ["a"] and look(device_id="2", device_owner=["x", "y"]) == ["b"]
    assert look(device_id="3") is None  # perhaps a port of another project
    assert look(network_id="1") is None
    writes.append("a write")
    assert look(device_id="1") is None


def test_a_single_name_is_looked_up_as_it_is() -> None:
    collection = Collection("network", "/networks", "name", several=False)
    assert collection.widen({"name": "a", "limit": 1}) == {"name": "a", "limit": 1}


# -- what operations share --------------------------------------------------------------------------------------------------------


def test_a_name_is_looked_up_once_at_a_time() -> None:
    looks: list[str] = []

    def look() -> str:
        time.sleep(0.01)
        looks.append("look")
        return "id"

    shared = SharedNames(is_declared=lambda kind, value: value == "declared")
    view = SharedNames({"other": "placeholder"}, parent=shared)
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda names: names.find("image.image", "debian", "key", look), [shared, view] * 4)) == {"id"}
    assert len(looks) == 1
    assert [shared.find("image.image", "declared", "second", look) for _time in range(2)] == ["id", "id"] and len(looks) == 3
    assert view.state() == {"other": "placeholder"} and shared.state() == {}
    shared.learn("net", "1")
    assert view.state() == {"other": "placeholder", "net": "1"}


def test_a_failed_look_up_is_not_kept() -> None:
    shared = SharedNames(is_declared=lambda kind, value: False)

    def fail() -> str:
        raise CloudError("There is no image")

    with pytest.raises(CloudError):
        shared.find("image.image", "debian", "key", fail)
    assert shared.find("image.image", "debian", "key", lambda: "id") == "id"


def test_a_condition_can_mean_each_declared_object_of_its_kind() -> None:
    graph = graph_of(image=[{"name": "debian"}], network=[{"name": "a"}])
    assert graph.may_mean("image.image", "debian") and graph.may_mean("image.image", {"name_regex": "^u"})
    assert not graph.may_mean("image.image", "ubuntu") and not graph.may_mean("compute.flavor", {"ram": 1})


def test_levels() -> None:
    subnet = {"name": "s", "network": "a", "cidr": "10.0.0.0/24"}
    graph = graph_of(port=[{"name": "p", "network": "a"}], subnet=[subnet], network=[{"name": "a"}])
    assert [[node.name for node in level] for level in graph.levels()] == [["network.a"], ["subnet.s"], ["port.p"]]

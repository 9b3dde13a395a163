# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each kind of field: its option, its wire form, when two values are the same, what a diff shows."""

from __future__ import annotations

import contextlib
from itertools import permutations
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context, name_key
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource

NETWORK = Resource("network.network", path="/networks")
ID, OTHER_ID = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"


class Names:
    """Stands for a session: what names meant earlier, what they mean now, and how often that was asked."""

    def __init__(self, now: dict[str, str], earlier: dict[str, str] | None = None) -> None:
        self.now, self.asked = now, 0
        self.lock = contextlib.nullcontext()
        self.names = {name_key(NETWORK, name): identifier for name, identifier in (earlier or {}).items()}

    def get_cached(self, key: str, default: Any = None) -> Any:
        return self.names

    def set_cached(self, key: str, value: Any) -> None:
        self.names = value

    def context(self) -> Context:
        names = self

        class Looking(Context):
            def resolve(self, target: Resource, value: str, within: Any = None) -> str:
                names.asked += not target.is_id(value)
                return value if target.is_id(value) else names.now[value]

            def resolve_all(self, target: Resource, values: list[str]) -> list[str]:
                return [self.resolve(target, value) for value in values]

        return Looking(self, {}, NETWORK)


NOBODY = Names({}).context()


@pytest.mark.parametrize(
    ("field", "spec"),
    [
        (f.Str(), {"type": "str"}),
        (f.Str(required=True, aliases=["n"]), {"type": "str", "required": True, "aliases": ["n"]}),
        (f.Str(choices=("a", "b"), default="a"), {"type": "str", "choices": ["a", "b"], "default": "a"}),
        (f.Str(secret=True), {"type": "str", "no_log": True}),
        (f.Str(secret=False), {"type": "str", "no_log": False}),
        (f.Int(), {"type": "int"}),
        (f.Float(), {"type": "float"}),
        (f.Bool(default=False), {"type": "bool", "default": False}),
        (f.Raw(), {"type": "raw"}),
        (f.Dict(), {"type": "dict"}),
        (f.StrMap(), {"type": "dict"}),
        (f.List(), {"type": "list", "elements": "str"}),
        (f.Set(elements="int"), {"type": "list", "elements": "int"}),
        (f.Tags(), {"type": "list", "elements": "str"}),
        (f.Items(), {"type": "list", "elements": "dict"}),
        (f.Items(fields={"a": f.Int()}), {"type": "list", "elements": "dict", "options": {"a": {"type": "int"}}}),
        (f.Nested(fields={"a": f.Str(required=True)}), {"type": "dict", "options": {"a": {"type": "str", "required": True}}}),
        (f.Ref(NETWORK), {"type": "str"}),
        (f.RefSet(NETWORK), {"type": "list", "elements": "str"}),
        (f.Option("bool"), {"type": "bool"}),
    ],
)
def test_options(field: f.Field, spec: dict[str, Any]) -> None:
    assert field.bind("x").spec() == spec


def test_the_name_on_the_wire() -> None:
    assert f.Str().bind("x").api == "x"
    assert f.Str(api="y:z").bind("x").read({"y:z": 1}) == 1
    assert f.Str().bind("x").read(None) is None


SAME = [
    # field, what the API has, values that are the same, values that are not
    (f.Str(), "a", ["a"], ["b", "A", "", "a "]),
    (f.Str(), "", ["", None], ["a"]),
    (f.Str(), None, [""], ["a", "None"]),
    (f.Str(), 5, ["5"], ["6"]),
    (f.Str(canon=f.mac), "fa:16:3e:00:00:0a", ["FA:16:3E:00:00:0A", "fa-16-3e-00-00-0a"], ["fa:16:3e:00:00:0b"]),
    (f.Str(canon=f.ip), "2001:db8::1", ["2001:DB8:0:0::1", "2001:0db8::0001"], ["2001:db8::2", "x", ""]),
    (f.Str(canon=f.cidr), "10.0.0.0/24", ["10.0.0.7/24", "10.0.0.0/255.255.255.0"], ["10.0.0.0/25", "10.0.0.0", "any"]),
    (f.Str(canon=f.cidr), "10.0.0.1/32", ["10.0.0.1"], ["10.0.0.2"]),
    (f.Str(canon=f.lowered), "TCP", ["tcp", "Tcp"], ["udp", ""]),
    (f.Int(), 5, [5], [6, 0, None]),
    (f.Int(), "5", [5], [6]),
    (f.Int(), None, [None], [0, 5]),
    (f.Int(), 0, [0], [None, 1]),
    (f.Int(), "much", ["much"], [5]),
    (f.Float(), 1, [1.0], [1.5]),
    (f.Float(), "1.50", [1.5], [1.0]),
    (f.Bool(), True, [True], [False]),
    (f.Bool(), "False", [False], [True]),
    (f.Bool(), "true", [True], [False]),
    (f.Bool(), "", [False], [True]),
    (f.Bool(), None, [False], [True]),
    (f.Dict(), {"a": {"b": 1}}, [{"a": {"b": 1}}], [{}, {"a": {"b": 2}}, {"a": {"b": 1}, "c": 1}]),
    (f.Dict(), None, [{}], [{"a": 1}]),
    (
        f.StrMap(),
        {"a": "1", "b": "True"},
        [{"a": 1, "b": True}, {"b": "True", "a": "1", "c": None}],
        [{"a": "1"}, {}, {"a": "2", "b": "True"}],
    ),
    (f.StrMap(), {"a": '{"b": 1}'}, [{"a": {"b": 1}}], [{"a": {"b": 2}}]),
    (f.StrMap(), {}, [{}, {"a": None}], [{"a": ""}]),
    (f.List(), ["a", "b"], [["a", "b"]], [["b", "a"], ["a"], []]),
    (f.List(), None, [[]], [["a"]]),
    (f.List(canon=f.ip), ["2001:db8::1"], [["2001:DB8::0:1"]], [["2001:db8::2"]]),
    (f.Set(), ["a", "b"], [["b", "a"], ["a", "b", "a"]], [["a"], [], ["a", "b", "c"]]),
    (f.Set(elements="int"), [1, 2], [[2, 1]], [[1]]),
    (f.Set(), None, [[]], [["a"]]),
    (f.Set(canon=f.lowered), ["A"], [["a"]], [["b"]]),
    (f.Tags(), ["a", "b"], [["b", "a"]], [["b"], []]),
]


@pytest.mark.parametrize(("field", "have", "same", "other"), SAME)
def test_when_values_agree(field: f.Field, have: Any, same: list[Any], other: list[Any]) -> None:
    field.bind("x")
    for value in same:
        assert field.agrees(have, value, NOBODY) if value is not None else field.same(have, value)
    for value in other:
        assert not (field.agrees(have, value, NOBODY) if value is not None else field.same(have, value)), value


@pytest.mark.parametrize(
    ("field", "value", "wire"),
    [
        (f.Str(), "", ""),
        (f.List(), [], []),
        (f.Set(), [], []),
        (f.Dict(), {}, {}),
        (f.StrMap(), {}, {}),
        (f.StrMap(), {"a": 1, "b": True, "c": None, "d": [1]}, {"a": "1", "b": "True", "d": "[1]"}),
        (f.Items(), [], []),
        (f.Items(fields={"a": f.Str(api="A")}), [{"a": "x", "b": None}], [{"A": "x"}]),
        (f.Nested(fields={"a": f.Str(api="A"), "b": f.Str()}), {"a": "", "b": None}, {"A": ""}),
        (f.Ref(NETWORK), "", None),
        (f.RefSet(NETWORK), [], []),
    ],
)
def test_the_wire_form_and_how_things_are_cleared(field: f.Field, value: Any, wire: Any) -> None:
    assert field.bind("x").wire(value, NOBODY) == wire


def test_a_secret_is_neither_compared_nor_shown() -> None:
    field = f.Str(secret=True).bind("password")
    assert field.agrees("old", "new", NOBODY)
    assert field.to_diff("new") == "VALUE_HIDDEN"
    assert field.to_diff(None) is None


POOLS = f.Items(fields={"subnet": f.Ref(NETWORK, api="subnet_id"), "ip": f.Str(api="ip_address", canon=f.ip), "note": f.Str()}).bind("x")


@pytest.mark.parametrize(
    ("have", "want", "same"),
    [
        ([{"subnet_id": ID, "ip_address": "10.0.0.2", "more": 1}], [{"subnet": ID}], True),
        ([{"subnet_id": ID, "ip_address": "10.0.0.2"}], [{"subnet": ID, "ip": "10.0.0.2", "note": None}], True),
        ([{"subnet_id": ID, "ip_address": "2001:db8::1"}], [{"ip": "2001:DB8::0:1"}], True),
        ([{"subnet_id": ID, "ip_address": "10.0.0.2"}], [{"subnet": ID, "ip": "10.0.0.3"}], False),
        ([{"subnet_id": ID}], [], False),
        ([{"subnet_id": ID}], [{"subnet": ID}, {"subnet": ID}], True),
        ([{"subnet_id": ID}], [{"subnet": ID}, {"subnet": OTHER_ID}], False),
        ([{"subnet_id": ID}, {"subnet_id": OTHER_ID}], [{"subnet": ID}], False),
        ([], [], True),
        (None, [], True),
        (None, [{"subnet": ID}], False),
    ],
)
def test_items(have: Any, want: list[dict[str, Any]], same: bool) -> None:
    assert POOLS.agrees(have, want, NOBODY) is same


def test_items_find_their_partners_in_any_order() -> None:
    have = [
        {"subnet_id": ID, "ip_address": "10.0.0.2"},
        {"subnet_id": ID, "ip_address": "10.0.0.3"},
        {"subnet_id": OTHER_ID, "ip_address": "10.1.0.2"},
    ]
    wanted = [{"subnet": ID}, {"ip": "10.0.0.2"}, {}]
    for ours in permutations(wanted):
        for theirs in permutations(have):
            assert POOLS.same(list(theirs), POOLS.wire(list(ours), NOBODY))


def test_matching_is_no_guesswork() -> None:
    assert f.assign_distinct([[0, 1], [0]]) == {0, 1}
    assert f.assign_distinct([[0, 1], [0, 1], [0, 1]]) is None
    assert f.assign_distinct([[1], [1, 2], [0, 2]]) == {0, 1, 2}
    assert f.assign_distinct([]) == set()
    assert f.assign_distinct([[]]) is None


def test_items_are_shown_without_what_ansible_adds() -> None:
    assert POOLS.to_diff([{"subnet": "a", "ip": None, "ip_address": None}]) == [{"subnet": "a"}]


GATEWAY = f.Nested(fields={"network": f.Ref(NETWORK, api="network_id"), "snat": f.Bool(api="enable_snat")}).bind("x")


@pytest.mark.parametrize(
    ("have", "value", "same"),
    [
        ({"network_id": ID, "enable_snat": True}, {"network": ID}, True),
        ({"network_id": ID, "enable_snat": True}, {"network": ID, "snat": None}, True),
        ({"network_id": ID, "enable_snat": True}, {"network": ID, "snat": False}, False),
        ({"network_id": ID}, {"network": OTHER_ID}, False),
        (None, {"network": ID}, False),
        ({"network_id": ID}, {}, False),
        (None, {}, True),
    ],
)
def test_nested(have: Any, value: dict[str, Any], same: bool) -> None:
    assert GATEWAY.agrees(GATEWAY.read({"x": have}), value, NOBODY) is same


@pytest.mark.parametrize(
    ("have", "value", "earlier", "now", "agrees", "asked"),
    [
        (ID, ID, {}, {}, True, 0),
        (ID, OTHER_ID, {}, {}, False, 0),
        (ID, "net", {"net": ID}, {}, True, 0),  # known from an earlier task: nothing is asked
        (ID, "net", {}, {"net": ID}, True, 1),
        (ID, "net", {"net": OTHER_ID}, {"net": ID}, True, 1),  # it means something else by now
        (ID, "net", {"net": OTHER_ID}, {"net": OTHER_ID}, False, 1),
        (None, "net", {}, {"net": ID}, False, 1),
        (None, "", {}, {}, True, 0),
        (ID, "", {}, {}, False, 0),
    ],
)
def test_references(have: Any, value: str, earlier: dict[str, str], now: dict[str, str], agrees: bool, asked: int) -> None:
    names = Names(now, earlier)
    assert bool(f.Ref(NETWORK).bind("x").agrees(have, value, names.context())) is agrees
    assert names.asked == asked


@pytest.mark.parametrize(
    ("have", "value", "earlier", "agrees", "asked"),
    [
        ([ID, OTHER_ID], ["b", "a"], {"a": ID, "b": OTHER_ID}, True, 0),
        ([ID, OTHER_ID], ["b", ID], {"b": OTHER_ID}, True, 0),
        ([ID, OTHER_ID], ["b", "a"], {"a": ID}, True, 2),
        ([ID, OTHER_ID], ["a"], {"a": ID}, False, 1),
        ([ID], ["a", "a"], {"a": ID}, True, 0),
        ([ID], [], {}, False, 0),
        (None, [], {}, True, 0),
        ([], ["a"], {}, False, 1),
    ],
)
def test_sets_of_references(have: Any, value: list[str], earlier: dict[str, str], agrees: bool, asked: int) -> None:
    names = Names({"a": ID, "b": OTHER_ID}, earlier)
    assert f.RefSet(NETWORK).bind("x").agrees(have, value, names.context()) is agrees
    assert names.asked == asked


def test_a_field_that_only_steers_is_in_no_request() -> None:
    assert not f.Option().body
    assert not f.Str(compare_only=True).body
    assert not f.Tags().body


def test_a_large_number_as_a_text_is_itself() -> None:
    field = f.Int().bind("x")
    assert field.same("9007199254740993", 9007199254740993)
    assert not field.same("9007199254740993", 9007199254740992)


@pytest.mark.parametrize("key", ["a/b", ".", ".."])
def test_a_key_that_no_path_can_hold_is_refused(key: str) -> None:
    with pytest.raises(CloudError, match="a path cannot contain"):
        f.PathMap().bind("extra_specs").wire({key: "x"}, None)
    assert f.PathMap().bind("extra_specs").wire({"a:b..c": 1}, None) == {"a:b..c": "1"}

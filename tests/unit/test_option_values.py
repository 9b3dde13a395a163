# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of all modules with unusual values: what is there twice is sent once."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.parts import Listed
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server import disks, floating_ips
from tests.toolbox import TREE

MODULES = sorted(path.stem for path in (TREE / "plugins/modules").glob("*.py"))
OPERATIONS = {name: importlib.import_module(f"ansible_collections.stratus.openstack.plugins.modules.{name}").OPERATION for name in MODULES}
ID = "11111111-1111-4111-8111-111111111111"


class Names(Context):
    """A context in which the name "thing" stands for ID, and any id for itself."""

    def __init__(self) -> None:
        access = SimpleNamespace(roles=["reader"], project_id=ID)
        session: Any = SimpleNamespace(access=access, last=None, get_cached=lambda _key, default: default)
        super().__init__(session, {"network": None}, Resource("kitchen.cup", path="/cups"))

    def resolve(self, target: Resource, value: str, within: Any = None) -> str:
        return ID if value == "thing" else value

    def resolve_all(self, target: Resource, values: list[str]) -> list[str]:
        return [self.resolve(target, value) for value in values]


def spellings(field: f.Field, elements: str) -> tuple[Any, Any]:
    """Two spellings of the same value for an item of a list."""
    if isinstance(field, f.RefSet | f.Ref):
        return "thing", ID
    if field.choices:
        return field.choices[0], field.choices[0]
    if isinstance(field, f.Int):
        return 4, 4
    if elements == "list":
        return ["password", "totp"], ["password", "totp"]
    for one, other in (("10.77.0.9/16", "10.77.0.0/16"), ("2001:DB8::0:1", "2001:db8::1"), ("FA-16-3E-00-00-01", "fa:16:3e:00:00:01")):
        if field.canon and field.canon(one) == field.canon(other):
            return one, other
    return ("10.77.0.9/16", "10.77.0.0/16") if "prefix" in field.name else ("reader", "reader")


def doubled(field: f.Field) -> list[Any]:
    """A value of the option that has the same item twice, in two spellings."""
    if not isinstance(field, f.Items):
        return list(spellings(field, field.elements or "str"))
    both = {name: spellings(part, "str") for name, part in field.fields.items() if name not in ("source_type", "domain_id")}
    if not both:
        return [{"path": "/v2/servers"}, {"path": "/v2/servers"}]
    extra = {"source_type": "volume"} if "source_type" in field.fields else {}
    return [{**{name: pair[at] for name, pair in both.items()}, **extra} for at in (0, 1)]


def lists() -> Iterator[tuple[str, f.Field]]:
    """The options that are lists and are sent as they are, with their names."""
    for module, operation in OPERATIONS.items():
        for name, field in getattr(operation, "fields", {}).items():
            nested = field.fields if isinstance(field, f.Nested) else {}
            for path, option in ((f"{module}.{name}", field), *((f"{module}.{name}.{part}", nested[part]) for part in nested)):
                if isinstance(option, f.List | f.Items) and not isinstance(option, f.Option):
                    yield path, option


LISTS = dict(lists())
# the parts that send an item at a time, or whose items are no plain values: tests of their services hold that each is sent once
BY_THEMSELVES = {"server.volumes", "server.floating_ips", "server.floating_ip_pools", "server.security_groups"}


def test_there_are_such_lists() -> None:
    assert {"port.security_groups", "subnet.dns_nameservers", "router.routes", "server.block_devices"} <= set(LISTS)


@pytest.mark.parametrize("path", sorted(set(LISTS) - BY_THEMSELVES))
def test_what_is_there_twice_is_sent_once(path: str) -> None:
    field, names = LISTS[path], Names()
    value = doubled(field)
    sent = field.wire(value, names)
    assert len(sent) == 1, (path, value, sent)
    assert sent == field.wire(value[:1], names)
    if not isinstance(field, Listed):
        assert field.same(sent, field.wire(value[::-1], names))
        assert field.same(sent, sent)


@pytest.mark.parametrize("path", sorted(path for path, field in LISTS.items() if "fixed_ips" in path))
def test_two_items_without_an_address_are_two_addresses(path: str) -> None:
    field = LISTS[path]
    item = {"subnet_id": "thing", "subnet": "thing"}
    assert len(field.wire([item, item], Names())) == 2


def test_a_fixed_address_is_sent_once_with_all_that_is_known_of_it() -> None:
    value = [{"ip_address": "2001:DB8::1"}, {"subnet_id": "thing"}, {"ip_address": "2001:db8::1", "subnet_id": "thing"}]
    assert LISTS["port.fixed_ips"].wire(value, Names()) == [{"ip_address": "2001:DB8::1", "subnet_id": ID}, {"subnet_id": ID}]


def test_an_interface_of_a_router_is_added_once() -> None:
    field, other = OPERATIONS["router"].fields["interfaces"], ID.replace("1", "2")
    wanted = field.wire(["thing", ID, {"subnet": "thing", "portip": "10.0.0.2"}, {"subnet": ID, "portip": "10.0.0.2"}, other], Names())
    assert wanted == [(None, ID, "10.0.0.2"), (None, other, None)]


def test_a_nic_of_a_port_or_address_is_created_once() -> None:
    field = OPERATIONS["server"].fields["nics"]
    nics = ["port-name=thing", {"port-id": ID}, "net-name=thing,v4-fixed-ip=192.0.2.5", {"net-id": ID, "fixed_ip": "192.0.2.5"}]
    assert field.wire([*nics, "net-name=thing", "net-name=thing"], Names()) == [
        {"port": ID},
        {"uuid": ID, "fixed_ip": "192.0.2.5"},
        {"uuid": ID},
        {"uuid": ID},
    ]
    groups = field.wire_nic({"net-name": "thing", "security-groups": ["thing", ID, "thing"]}, Names())["groups"]
    assert groups == [ID]


def test_a_group_of_a_new_server_is_sent_once() -> None:
    assert OPERATIONS["server"].fields["security_groups"].wire(["thing", ID, "thing"], Names()) == [{"name": "thing"}]


def test_an_equal_declaration_of_a_floating_ip_agrees() -> None:
    field = OPERATIONS["server"].fields["floating_ips"]
    assert field.agrees(["192.0.2.5"], ["192.0.2.5", "192.0.2.5"], Names())
    assert not field.agrees(["192.0.2.5"], ["192.0.2.5", "192.0.2.6"], Names())


def test_a_volume_is_attached_once(monkeypatch: pytest.MonkeyPatch) -> None:
    server: dict[str, Any] = {"id": ID, disks.VOLUMES: []}
    monkeypatch.setattr(disks, "attach", lambda _context, have, identifier, _name: have[disks.VOLUMES].append({"id": identifier}))
    OPERATIONS["server"].fields["volumes"].store(Names(), server, [], ["thing", ID, "thing"])
    assert server[disks.VOLUMES] == [{"id": ID}]
    names = Names()
    names.resource, names.params = OPERATIONS["server"], {"volumes": ["thing", ID, "thing"]}
    assert [device["uuid"] for device in disks.build_block_devices(names, None)] == [ID]


def test_an_external_network_gives_one_floating_ip(monkeypatch: pytest.MonkeyPatch) -> None:
    added: list[str] = []
    monkeypatch.setattr(floating_ips, "find_free_spot", lambda *_arguments: None)
    monkeypatch.setattr(floating_ips, "add_floating_ip", lambda _context, _have, _spot, external: added.append(external))
    OPERATIONS["server"].fields["floating_ip_pools"].store(Names(), {"id": ID}, [], ["thing", ID])
    assert added == [ID]


def test_the_addresses_of_a_group_are_compared_in_one_spelling() -> None:
    field = LISTS["address_group.addresses"]
    assert field.without(["10.77.0.9/16", "192.0.2.1"], ["10.77.0.0/16"]) == ["192.0.2.1"]

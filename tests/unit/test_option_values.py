# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of all modules with unusual values: what is there twice is sent once, and a wrong type is an error
that names the option."""

from __future__ import annotations

import contextlib
import importlib
import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils import runner
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.parts import Listed
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server import disks, floating_ips
from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager.base import StoredRefs
from tests.toolbox import TREE
from tests.unit.test_properties import enough

MODULES = sorted(path.stem for path in (TREE / "plugins/modules").glob("*.py"))
OPERATIONS = {name: importlib.import_module(f"ansible_collections.stratus.openstack.plugins.modules.{name}").OPERATION for name in MODULES}
ID = "11111111-1111-4111-8111-111111111111"


class Names(Context):
    """A context in which the name "thing" stands for ID, and any id for itself."""

    def __init__(self) -> None:
        access = SimpleNamespace(roles=["reader"], project_id=ID, domain_id=None, project_domain_id=ID, user_domain_id=ID, user_id=ID)
        listing = {"list": lambda *_arguments, **_options: [], "supports": lambda *_arguments: True, "dry_run": True, "writes": []}
        listing["endpoint"] = lambda _service: "https://cloud.example"
        session: Any = SimpleNamespace(access=access, last=None, get_cached=lambda _key, default: default, **listing)
        super().__init__(session, {"network": None}, Resource("kitchen.cup", path="/cups"))

    def resolve(self, target: Resource, value: str, within: Any = None) -> str:
        return ID if value == "thing" else value

    def resolve_all(self, target: Resource, values: list[str]) -> list[str]:
        return [self.resolve(target, value) for value in values]


def spellings(field: f.Field, elements: str) -> tuple[Any, Any]:
    """Two spellings of the same value for an item of a list."""
    if isinstance(field, f.RefSet | f.Ref):
        return "thing", ID
    if isinstance(field, StoredRefs):
        return f"https://keys.example/v1/secrets/{ID}", f"https://keys.example/secrets/{ID}"
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
BY_THEMSELVES = {
    *("loadbalancer.listeners", "loadbalancer.pools", "lb_pool.members", "lb_pool.health_monitor"),
    *("server.volumes", "server.floating_ips", "server.floating_ip_pools", "server.security_groups"),
    # names of metadata to remove, which are sent as one header for each name
    *(f"{kind}.delete_metadata_keys" for kind in ("object", "object_account", "object_container")),
}


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


# -- wrong types -----------------------------------------------------------------------------------------------------------

WRONG = (["a"], [["a"]], [{"name": "a"}], [5], {"name": "a"}, {"name": ["a"]}, {"a": {"b": 1}}, "text", True, 7, 1.5, [])


def complaint(module: str, options: dict[str, Any]) -> str | None:
    """What a user reads about these options before a request is sent, or None."""
    operation = OPERATIONS[module]
    try:
        runner.check_given(operation, options)
        checked = ArgumentSpecValidator(runner.module_spec(operation)["argument_spec"]).validate(options)
        if checked.error_messages:
            return "; ".join(checked.error_messages)
        runner.check_options(operation, checked.validated_parameters)
    except CloudError as error:
        return str(error)
    return None


OPTIONS = [
    (module, name)
    for module, operation in OPERATIONS.items()
    for name in operation.spec()["argument_spec"]
    if (module, name) != ("image_download", "filename")
]


@pytest.mark.parametrize("module", sorted({module for module, _name in OPTIONS}))
def test_a_wrong_type_is_an_error_that_names_the_option_or_can_be_converted(module: str) -> None:
    """So that it is never the fault of the service."""
    operation = OPERATIONS[module]
    fields = getattr(operation, "fields", None) or getattr(operation, "options", {})
    for name in [name for owner, name in OPTIONS if owner == module]:
        for value in WRONG:
            options = {**enough(module), name: value}
            said = complaint(module, options)
            if said is not None:
                assert re.search(rf"\b{name}\b", said) or "mutually exclusive" in said, (name, value, said)
                continue
            field = fields.get(name)
            if isinstance(field, f.Field) and not isinstance(field, f.Option):
                params = ArgumentSpecValidator(runner.module_spec(operation)["argument_spec"]).validate(options).validated_parameters
                names = Names()
                names.resource, names.params = getattr(operation, "resource", operation), params
                with contextlib.suppress(CloudError):
                    field.same(None, field.wire(params[name], names))


REFUSED = [
    ("server", {"metadata": ["a", "b"]}, "`metadata` must be a dict or a string, not a list."),
    ("server", {"metadata": "hello"}, "`metadata` must be a dict or a string such as role=web,stage=test."),
    ("server", {"metadata": 5}, "`metadata` must be a dict or a string, not an integer."),
    ("server", {"nics": [5]}, "`nics[0]` must be a dict or a string, not an integer."),
    ("server", {"nics": [{"net-name": ["a"]}]}, "`nics[0].net-name` must be a string or null, not a list."),
    ("server", {"nics": [{"port": "a", "security-groups": [{"name": "a"}]}]}, "`nics[0].security-groups[0]` must be a string, not a dict."),
    ("server", {"image": ["a"]}, "`image` must be a string or a dict, not a list."),
    ("server", {"image": {"name": "a", "properties": "b"}}, "`image.properties` must be a dict, not a string."),
    ("server", {"image": {"name_regex": ["a"]}}, "`image.name_regex` must be a string, not a list."),
    ("server", {"flavor": ["a"]}, "`flavor` must be a string or a dict, not a list."),
    ("server", {"flavor": {"ram": {"a": 1}}}, "`flavor.ram` must be a string, not a dict."),
    ("server", {"network": ["shared"]}, "`network` must be a string, not a list."),
    (
        "server",
        {"security_groups": [{"name": "default"}]},
        "`security_groups[0]` must be a string, not a dict. Give one of its values instead, such as its name or ID.",
    ),
    ("server", {"volumes": [["a"]]}, "`volumes[0]` must be a string, not a list."),
    ("server", {"userdata": {"a": 1}}, "`userdata` must be a string, not a dict. Give one of its values instead, such as its name or ID."),
    ("server", {"volume_size": True}, "`volume_size` must be an integer, not a boolean."),
    ("server", {"block_devices": [{"source_type": "volume", "uuid": ["a"]}]}, "`block_devices[0].uuid` must be a string, not a list."),
    ("router", {"interfaces": [["a"]]}, "`interfaces[0]` must be a string or a dict, not a list."),
    ("router", {"interfaces": [{"subnet": {"id": 1}}]}, "`interfaces[0].subnet` must be a string or null, not a dict."),
    ("router", {"external_gateway_info": {"network": ["a"]}}, "`external_gateway_info.network` must be a string, not a list."),
    ("port", {"fixed_ips": [{"subnet": ["192.0.2.1"]}]}, "`fixed_ips[0].subnet` must be a string, not a list."),
    ("subnet", {"prefix_length": "wide"}, "`prefix_length` must be an integer."),
    ("subnet", {"network_name": ["a"]}, "`network_name` must be a string, not a list."),
    ("network", {"tags": True}, "`tags` must be a list, not a boolean."),
    ("router", {"external_fixed_ips": [7]}, "`external_fixed_ips[0]` must be a dict, not an integer."),
    ("router", {"external_fixed_ips": [None]}, "`external_fixed_ips[0]` must be a dict, not null."),
    ("router", {"external_gateway_info": 7}, "`external_gateway_info` must be a dict, not an integer."),
]


@pytest.mark.parametrize(("module", "options", "message"), REFUSED)
def test_the_error_names_the_option_and_both_types(module: str, options: dict[str, Any], message: str) -> None:
    assert (complaint(module, {**enough(module), **options}) or "").startswith(message.rstrip("."))


def test_a_value_that_fails_in_its_conversion_is_an_error_of_its_option() -> None:
    class Odd(f.Str):
        def wire(self, value: Any, context: Any) -> Any:
            return value.no_such_attribute

    with pytest.raises(CloudError, match=r"`odd` cannot be converted \(AttributeError\); it must be a string"):
        f.convert(Odd().bind("odd"), "x", Names())


def test_a_conversion_that_fails_on_an_answer_is_no_error_of_the_option() -> None:
    class Odd(f.Str):
        def wire(self, value: Any, context: Any) -> Any:
            context.session.last = "an answer"
            return {}["id"]

    with pytest.raises(KeyError):
        f.convert(Odd().bind("odd"), "x", Names())


# -- options that the API does not require -----------------------------------------------------------------------------------


def test_a_dhcp_option_is_of_ipv4_unless_it_says_otherwise() -> None:
    field = LISTS["port.extra_dhcp_opts"]
    assert complaint("port", {"name": "a", "extra_dhcp_opts": [{"opt_name": "mtu", "opt_value": "1400"}]}) is None
    declared = [{"opt_name": "mtu", "opt_value": "1400"}, {"opt_name": "mtu", "opt_value": "1400", "ip_version": 4}]
    assert field.wire(declared, Names()) == [{"opt_name": "mtu", "opt_value": "1400", "ip_version": 4}]
    assert not field.agrees([{"opt_name": "mtu", "opt_value": "1400", "ip_version": 6}], declared, Names())


def test_an_address_of_a_gateway_needs_no_subnet() -> None:
    options = {"name": "a", "network": "public", "external_fixed_ips": [{"ip_address": "203.0.113.10"}]}
    assert complaint("router", options) is None
    field = OPERATIONS["router"].fields["external_gateway_info"].fields["external_fixed_ips"]
    assert field.wire(options["external_fixed_ips"], Names()) == [{"ip_address": "203.0.113.10"}]
    assert field.agrees([{"ip_address": "203.0.113.10", "subnet_id": ID}], options["external_fixed_ips"], Names())


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ({"id": ID}, None),
        ({"service": "compute", "path": "/v2.1/servers", "method": "GET"}, None),
        ({"service": "compute", "path": "/v2.1/servers"}, "`access_rules[0]` lacks `method`"),
        ({}, "`access_rules[0]` lacks `service`, `path`, `method`"),
    ],
)
def test_an_access_rule_is_complete_or_an_existing_one(rule: dict[str, Any], message: str | None) -> None:
    said = complaint("application_credential", {"name": "a", "access_rules": [rule]})
    assert said is None if message is None else said and said.startswith(message)

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inverse of the tables: what each option is told as, what is left out, names for ids, and the files of an export."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.catalogue import MODULES, TABLES
from ansible_collections.stratus.openstack.plugins.module_utils.declaration import Declaring, Names
from ansible_collections.stratus.openstack.plugins.module_utils.environment import document, export, writing
from ansible_collections.stratus.openstack.plugins.module_utils.fields import ANY, UNKNOWN
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource

EXPORTED = [name for name, table in MODULES.items() if TABLES[table.kind] is table and not (table.not_exported or table.shown_by)]
# Options that an export leaves out whatever an object has. "chosen": by the cloud. "said": another option says it.
LEFT_OUT = {
    "floating_ip": {
        **dict.fromkeys(["server", "port", "fixed_address", "nat_destination", "subnet"], "said"),
        "floating_ip_address": "chosen",
    },
    "image": {"id": "chosen", "checksum": "said"},
    "loadbalancer": {"assign_floating_ip": "said", "floating_ip_address": "said"},
    "port": dict.fromkeys(["mac_address", "device_id", "device_owner", "binding_profile", "binding_host_id"], "chosen"),
    "secret": {"payload_content_type": "said"},
    "server": {
        **dict.fromkeys(["hostname", "pinned_availability_zone", "host", "hypervisor_hostname"], "chosen"),
        **dict.fromkeys(["flavor_ram", "userdata_file", "network", "block_devices"], "said"),
        **dict.fromkeys(["floating_ips", "floating_ip_pools", "auto_ip"], "said"),
    },
    "subnet": {"use_default_subnet_pool": "said", "prefix_length": "said"},
    "volume": {"is_multiattach": "said"},
}


class NoSession:
    """A session that sends nothing."""

    dry_run = False
    resolved = first_look = None

    class access:
        project_id = "own"


def context_of(table: Resource, *known: tuple[Resource, dict[str, Any]]) -> Declaring:
    """A Declaring context that knows these objects."""
    names = Names()
    for other, have in known:
        names.learn(other, have)
    return Declaring(NoSession(), dict.fromkeys(table.fields), table, names, set())


def test_each_option_is_told_or_left_out_for_a_reason() -> None:
    found = {
        module: {name for name, field in MODULES[module].fields.items() if field.usual is ANY and not isinstance(field, f.Option)}
        for module in EXPORTED
    }
    assert {module: names for module, names in found.items() if names} == {module: set(names) for module, names in LEFT_OUT.items()}


def value_of(field: f.Field) -> Any:
    """A value of a plain option that no object has by itself; None for an option of another type."""
    if field.refers:
        return None
    simple = {"str": "x-1", "int": 7, "bool": True, "float": 7.5}
    if isinstance(field, f.StrMap) and not isinstance(field, f.Part):
        return {"a": "b"}
    if isinstance(field, f.List) and not isinstance(field, (f.RefSet, f.Part)):
        return ["192.0.2.1"] if field.canon else ["b", "a"]
    if type(field) in (f.Str, f.Int, f.Bool, f.Float):
        return field.choices[-1] if field.choices else "192.0.2.0/24" if field.canon in (f.cidr, f.ip) else simple[field.kind]
    return None


@pytest.mark.parametrize("module", EXPORTED)
def test_a_plain_option_is_told_as_it_was_declared(module: str) -> None:
    table = MODULES[module]
    for name, field in table.fields.items():
        wanted = value_of(field)
        if wanted is None or field.secret or field.write_only or field.usual is not None or field.parent:
            continue
        context = context_of(table)
        have = {field.shown_as: field.wire(wanted, context), table.id_field: "i"}
        initial = table.initial.get(field.shown_as)
        if field.default == wanted or initial in (have[field.shown_as], wanted) or callable(initial):
            continue
        told = table.to_option(context, have, field)
        assert field.same(field.wire(told, context), have[field.shown_as]), name


@pytest.mark.parametrize("module", EXPORTED)
def test_what_a_new_object_has_is_left_out(module: str) -> None:
    table = MODULES[module]
    for name, field in table.fields.items():
        initial = table.initial.get(field.shown_as, UNKNOWN)
        if isinstance(field, (f.Option, f.Part, f.Nested)) or field.usual is not None or initial is UNKNOWN or callable(initial):
            continue
        context = context_of(table)
        assert table.is_usual(context, {field.shown_as: initial}, field, initial), name


def test_a_subnet_as_a_person_declares_it() -> None:
    subnet, network = MODULES["subnet"], (MODULES["network"], {"id": "n1", "name": "net"})
    have = {"id": "s1", "name": "sub", "network_id": "n1", "cidr": "10.0.0.0/24", "ip_version": 4, "gateway_ip": "10.0.0.1"}
    have["enable_dhcp"] = True
    have["allocation_pools"] = [{"start": "10.0.0.2", "end": "10.0.0.254"}]
    plain = {"name": "sub", "network": "net", "cidr": "10.0.0.0/24"}
    assert subnet.to_options(context_of(subnet, network), dict(have)) == plain
    without_gateway = dict(have, gateway_ip=None, allocation_pools=[{"start": "10.0.0.1", "end": "10.0.0.254"}])
    assert subnet.to_options(context_of(subnet, network), without_gateway) == {**plain, "gateway_ip": ""}
    shorter = dict(have, allocation_pools=[{"start": "10.0.0.9", "end": "10.0.0.254"}], enable_dhcp=False)
    shorter["dns_nameservers"] = ["192.0.2.2", "192.0.2.1"]
    told = subnet.to_options(context_of(subnet, network), shorter)
    assert told["allocation_pools"] == [{"start": "10.0.0.9", "end": "10.0.0.254"}] and told["is_dhcp_enabled"] is False
    assert told["dns_nameservers"] == ["192.0.2.2", "192.0.2.1"]  # their order matters


def test_an_empty_list_is_told_where_it_means_something() -> None:
    port, network = MODULES["port"], (MODULES["network"], {"id": "n1", "name": "net", "port_security_enabled": True})
    have = {"id": "p1", "name": "p", "network_id": "n1", "security_groups": [], "port_security_enabled": False, "tags": [], "fixed_ips": []}
    told = port.to_options(context_of(port, network), have)
    assert told == {"name": "p", "network": "net", "security_groups": [], "is_port_security_enabled": False, "fixed_ips": []}
    group = MODULES["security_group"]
    told = group.to_options(context_of(group), {"id": "g", "name": "g", "security_group_rules": []})
    assert told == {"name": "g", "security_group_rules": []}


def test_a_name_that_is_not_unique_stays_an_id() -> None:
    network = MODULES["network"]
    context = context_of(network, *((network, {"id": one, "name": name}) for one, name in zip("abc", "xxy", strict=True)))
    assert [context.name_of(network, one) for one in "abc"] == ["a", "b", "y"]
    assert context.name_of(network, "a", id="a") == "x"


def test_secrets_are_never_told() -> None:
    server = MODULES["server"]
    context = context_of(server)
    context.fresh["network.port", "s", "all"] = []
    have = {"id": "s", "name": "s", "adminPass": "hush", "OS-EXT-SRV-ATTR:user_data": "aHVzaA==", "status": "ACTIVE"}
    have["flavor"] = {"original_name": "m1"}
    assert "hush" not in str(server.to_options(context, have)) and "aHVzaA" not in str(server.to_options(context, have))
    assert {("compute.server", "admin_password"), ("compute.server", "userdata")} <= context.untold


def test_parents_come_before_what_names_them() -> None:
    order = export.Export(NoSession(), {"kinds": ["server", "port", "stratus.openstack.network", "recordset", "dns_zone"]}).modules
    assert order.index("network") < order.index("port") < order.index("server") and order.index("dns_zone") < order.index("recordset")


def test_declarations_of_one_name_get_labels() -> None:
    items = export.add_labels("recordset", [{"name": "a", "records": ["x"]}, {"name": "a", "records": ["y"]}, {"name": "b"}])
    assert [item.get("label") for item in items] == ["a-1", "a-2", None]


class Here:
    """A session that changes files."""

    progress = staticmethod(lambda line: None)

    def change_file(self, change: Any) -> None:
        change()


RESOURCES = {"network": [{"name": "a"}], "server": [{"name": "s", "flavor": "m"}]}


def test_files_of_a_folder(tmp_path: Path) -> None:
    parts = writing.as_topology(RESOURCES)
    first = writing.write(Here(), parts, str(tmp_path))
    assert first["changed"] and [Path(entry["path"]).name for entry in first["files"]] == ["network.yml", "server.yml"]
    assert document.read_document(str(tmp_path)) == RESOURCES
    again = writing.write(Here(), parts, str(tmp_path))
    assert not again["changed"] and not any(entry["changed"] for entry in again["files"])
    (tmp_path / "port.yml").write_text("resources: {port: [{name: mine}]}\n")  # not from an export
    less = writing.write(Here(), writing.as_topology({"network": [{"name": "a"}]}), str(tmp_path))
    assert less["diff"]["before"] and sorted(path.name for path in tmp_path.iterdir()) == ["network.yml", "port.yml"]


def test_a_file_of_tasks(tmp_path: Path) -> None:
    writing.write(Here(), writing.as_tasks(RESOURCES), str(tmp_path / "tasks.yml"))
    tasks = yaml.safe_load((tmp_path / "tasks.yml").read_text())
    assert [task["name"] for task in tasks] == ["Declare the network a", "Declare the server s"]
    assert tasks[1]["stratus.openstack.server"] == {"name": "s", "flavor": "m", "auto_ip": False}

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No option is silently without effect: in a task that creates an object, each option changes a request or the result, or the task fails or
warns. Options that are meant for other tasks are listed here."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils import runner
from ansible_collections.stratus.openstack.plugins.module_utils.errors import PARSE_ERRORS, CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.session import Session
from ansible_collections.stratus.openstack.plugins.module_utils.transport import READS, Reply
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN
from tests.generate_guides import modules
from tests.unit.fake_cloud import SERVICES, FakeCloud, fake_cloud

IDS = [f"{digit * 8}-0000-4000-8000-000000000000" for digit in "abcdef"]
PREDICTED = re.compile("ffffffff-ffff-4fff-bfff-[0-9a-f]{12}")

# Options without which nothing can be created, where the table alone does not say it
BASE: dict[str, dict[str, Any]] = {
    "dns_blacklist": {"pattern": "^x"},
    "dns_zone": {"email": "a@example.org"},
    "floating_ip": {"network": IDS[2], "description": "x"},
    "identity_limit": {"project": IDS[3]},
    "lb_l7_rule": {"value": "/images/"},
    "loadbalancer": {"assign_floating_ip": True, "floating_ip_network": IDS[2]},
    "neutron_rbac_policy": {"object_id": IDS[2], "object_type": "network", "action": "access_as_shared", "target_project_id": IDS[3]},
    "dns_zone_import": {"content": "$ORIGIN new."},
    "dns_zone_transfer": {"zone": IDS[2]},
    "port_forwarding": {"protocol": "tcp", "external_protocol_port": 80, "internal_ip": "10.0.0.5", "network_port": IDS[3]},
    "role_assignment": {"user": IDS[2], "project": IDS[3]},
    "server": {"flavor": IDS[2], "image": IDS[3], "nics": "none"},
    "server_interface": {"network": IDS[2]},
    "share_network_subnet": {"network": IDS[2], "subnet": IDS[3]},
    "stack": {"template_body": {"heat_template_version": "2021-04-16"}},
    "subnet": {"cidr": "10.0.0.0/24"},
    "subnet_pool": {"prefixes": ["10.0.0.0/16"]},
    "volume_transfer": {"volume": IDS[2]},
}
# Modules that create no object, or need one that exists
OTHER_MODULES = {
    *("compute_service", "dns_ptr", "flavor_access", "network_agent", "object_account", "share_type_access", "volume_type_access"),
    *("share_group_type_access", "volume_type_encryption"),
}

EXISTING = "for an object that exists"
REMOVAL = "for a removal"
OTHER_STATE = "for another state of the module"
NAMES = "says which object a name means; here all references are ids"
CONTENT = "for the content of an image"
ADDRESS = "for a server that gets a floating IP"
WITH_PAYLOAD = "for a secret with a payload"
QUIET = {
    "dns_zone": {"delete_shares": REMOVAL},
    "dns_zone_transfer": {"auth_key": OTHER_STATE},
    "group_assignment": {"group_domain": NAMES, "user_domain": NAMES},
    "host_aggregate": {"purge_hosts": EXISTING},
    "identity_user": {"default_project_domain": NAMES},
    "image": {
        **dict.fromkeys(["all_stores", "all_stores_must_succeed", "force_volume", "import_method", "remote_region"], CONTENT),
        **dict.fromkeys(["remote_service_interface", "stores", "use_import"], CONTENT),
        "on_change": EXISTING, "purge_properties": EXISTING, "owner_domain": NAMES,
    },
    "image_member": {"project_domain": NAMES},
    "floating_ip": {"purge": REMOVAL},
    "object": {"purge_metadata": EXISTING, "segment_container": "for a large content"},
    "object_container": {"delete_with_all_objects": REMOVAL, "purge_metadata": EXISTING},
    "loadbalancer": {"delete_floating_ip": REMOVAL},
    "qos_rule": {"project": NAMES},
    "role_assignment": dict.fromkeys(["domain", "group_domain", "project_domain", "role_domain", "user_domain"], NAMES),
    "router_route": {"project": NAMES},
    "secret": {"compare_payload": EXISTING, "payload_content_type": WITH_PAYLOAD, "payload_content_encoding": WITH_PAYLOAD},
    "server": {
        **dict.fromkeys(["delete_ips", "delete_volumes", "detach_ports", "force_delete", "stop_before_delete"], REMOVAL),
        **dict.fromkeys(["on_flavor_change", "on_image_change", "on_key_change", "on_userdata_change", "confirm_resize"], EXISTING),
        **dict.fromkeys(["purge_nics", "purge_volumes", "update_password"], EXISTING),
        "on_failure": "for a server that cannot be created", "image_exclude": NAMES, "reuse_ips": ADDRESS,
    },
    "stack": {"update_hidden_parameters": EXISTING},
    "share": {"force": REMOVAL},
    "share_access": {"unrestrict": REMOVAL},
    "share_snapshot": {"force": REMOVAL},
    "volume": {"cascade": REMOVAL, "force": REMOVAL, "migration_policy": EXISTING, "reimage": EXISTING},
    "volume_backup": {"overwrite": OTHER_STATE, "restore_to": OTHER_STATE},
    "volume_qos": {"force": REMOVAL},
    "volume_transfer": {"auth_key": OTHER_STATE},
}


class Open(dict):
    """An object that has each attribute, with an unknown value."""

    def __missing__(self, key: str) -> Any:
        return UNKNOWN


def load_tables() -> dict[str, Resource]:
    """The table of each module that manages objects."""
    found = {}
    for module in modules():
        known = importlib.import_module(f"ansible_collections.stratus.openstack.plugins.modules.{module}").OPERATION
        if isinstance(known, Resource):
            found[module] = known
    return found


TABLES = load_tables()


class Probe:
    """Makes the listings of a session of a dry run empty, and lets it find each object by its id. ``trace``: the reads."""

    def __init__(self, session: Session) -> None:
        self.trace: list[str] = []
        self.send = session.request
        session.request, session.list = self.request, self.list

    def list(self, service: str, path: str, keys: Any, params: Any = None, **rest: Any) -> Iterator[Any]:
        self.trace.append(f"LIST {path} {params} {rest.get('headers')}")
        shown = {"/flavors/detail": {"id": IDS[2], "name": "f", "ram": 64, "vcpus": 1, "disk": 0, "extra_specs": {}}}
        return iter([shown[path]] if path in shown else [])

    def request(self, service: str, method: str, path: str, **rest: Any) -> Reply:
        if method not in READS or rest.get("writes"):
            return self.send(service, method, path, **rest)
        self.trace.append(f"{method} {path} {rest.get('params')} {rest.get('headers')}")
        last = path.rpartition("/")[2]
        if last not in IDS or method == "HEAD":  # a relation that does not exist
            return Reply(404, {}, None) if 404 in rest.get("allow", ()) else Reply(200, {}, Open())
        have = Open(id=last, name="other", status="ACTIVE")
        return Reply(200, {}, {rest["key"]: have} if rest.get("key") else have)


def samples(field: f.Field) -> list[Any]:
    """Values for an option that are not its default. Each may be the one of the API; one that is not is enough."""
    if field.choices:
        return [choice for choice in field.choices if choice != field.default]
    if isinstance(field, (f.Items, f.Nested)) and field.fields:
        required = {name: one for name, one in field.fields.items() if one.required} or dict(list(field.fields.items())[:1])
        part = {name: samples(one)[-1] for name, one in required.items()}
        return [[part] if isinstance(field, f.Items) else part]
    if field.kind == "list":
        return [[{"a": "1"}] if field.elements == "dict" else [IDS[1]]]
    if field.kind == "bool":
        return [True, False] if field.default is None else [not field.default]
    return [{"int": 7, "float": 7.5, "dict": {"a": "1"}, "path": "/dev/null"}.get(field.kind, IDS[1])]


def run(cloud: FakeCloud, table: Resource, options: dict[str, Any]) -> tuple[bool, str]:
    """Whether a task succeeds, and all that it does: its requests, warnings and result, or its error."""
    rules = {name: value for name, value in runner.module_spec(table).items() if name != "supports_check_mode"}
    checked = ArgumentSpecValidator(**rules).validate(options)
    if checked.error_messages:
        return False, str(checked.error_messages)
    with cloud.session(dry_run=True) as session:
        probe = Probe(session)
        try:
            result = table.execute(session, checked.validated_parameters)
        except (CloudError, *PARSE_ERRORS) as error:
            return False, f"{type(error).__name__}: {error}"
        result.pop("diff")  # it repeats the options
        seen = [probe.trace, session.writes, session.warnings, result]
    return True, PREDICTED.sub("ID", json.dumps(seen, default=str, sort_keys=True))


def base_options(module: str) -> dict[str, Any]:
    """The options with which a module creates an object."""
    table = TABLES[module]
    wanted = [name for name, field in table.fields.items() if field.required]
    wanted += [need if isinstance(need, str) else need[0] for need in table.needed_to_create]
    named = {"name": "new"} if "name" in table.fields else {}
    return {name: samples(table.fields[name])[-1] for name in wanted} | {"wait": False} | named | BASE.get(module, {})


@pytest.fixture(scope="module")
def cloud() -> Iterator[FakeCloud]:
    with fake_cloud() as made, pytest.MonkeyPatch.context() as patch:
        patch.setitem(SERVICES, "dns", "/dns")
        patch.setitem(SERVICES, "key-manager", "/key-manager")
        patch.setitem(SERVICES, "object-store", "/object-store")
        patch.setitem(SERVICES, "load-balancer", "/load-balancer")
        patch.setitem(SERVICES, "shared-file-system", "/share/v2")
        patch.setitem(SERVICES, "orchestration", "/orchestration")
        yield made


@pytest.mark.parametrize("module", sorted(set(TABLES) - OTHER_MODULES))
def test_each_option_has_an_effect(cloud: FakeCloud, module: str) -> None:
    table, base = TABLES[module], base_options(module)
    created, plain = run(cloud, table, base)
    assert created, plain
    assert '"changed": true' in plain

    def is_quiet(name: str) -> bool:
        return all(run(cloud, table, base | {name: value}) == (True, plain) for value in samples(table.fields[name]))

    assert {name for name in table.fields if name not in base and is_quiet(name)} == set(QUIET.get(module, {}))


def test_an_option_that_depends_on_another_one_warns_without_it(cloud: FakeCloud) -> None:
    base = base_options("server")
    alone = run(cloud, TABLES["server"], base | {"volume_size": 7})
    assert "`volume_size` has no effect without `boot_from_volume`" in alone[1]
    together = run(cloud, TABLES["server"], base | {"volume_size": 7, "boot_from_volume": True})
    assert together[0] and "has no effect" not in together[1]
    assert "has no effect" not in run(cloud, TABLES["server"], {"name": "new", "state": "absent", "volume_size": 7})[1]


def test_the_test_finds_an_option_without_effect(cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TABLES["network"].fields, "color", f.Option().bind("color"))
    runner.module_spec.cache_clear()
    try:
        with pytest.raises(AssertionError, match="color"):
            test_each_option_has_an_effect(cloud, "network")
    finally:
        monkeypatch.undo()
        runner.module_spec.cache_clear()

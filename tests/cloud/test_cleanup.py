# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cleanup of a project that holds an object of each kind, of parts of it, and beside another project."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils.environment.cleanup import CLEANUP
from ansible_collections.stratus.openstack.plugins.module_utils.environment.topology import TOPOLOGY
from tests import leaks
from tests.cloud.plays import held
from tests.cloud.servers import EXTERNAL, FLAVOR, IMAGE, MEMBER, Api, Done, run

# what `held` of the other tests does not look at: service, path, key of the listing
MORE = (
    ("network", "/subnets", "subnets"),
    ("network", "/trunks", "trunks"),
    ("network", "/subnetpools", "subnetpools"),
    ("orchestration", "/stacks", "stacks"),
    ("object-store", "", None),
    ("key-manager", "/containers", "containers"),
    ("shared-file-system", "/shares", "shares"),
)


def cleanup(check: bool = False, **options: Any) -> Done:
    return run(check, CLEANUP, **options)


def census(api: Api) -> dict[str, list[str]]:
    """What the project holds, by kind."""
    found, project = held(api), api.session.access.project_id
    for service, path, keys in (row for row in MORE if api.session.has_service(row[0])):
        rows = [row for row in api.session.list(service, path, keys, {}) if row.get("project_id", project) == project]
        found[path] = [str(row.get("name") or row.get("id")) for row in rows]
    return {key: names for key, names in found.items() if names}


def core(content: Path) -> dict[str, list[dict[str, Any]]]:
    """One object of each kind of the core services."""
    return {
        "network": [{"name": "net"}],
        "subnet": [{"name": "sub", "network": "net", "cidr": "10.94.0.0/24"}],
        "router": [{"name": "way", "network": EXTERNAL, "interfaces": ["sub"]}],
        "security_group": [{"name": "web", "security_group_rules": [{"protocol": "tcp", "remote_group": "web"}]}],
        "address_group": [{"name": "some", "addresses": ["198.51.100.0/24"]}],
        "address_scope": [{"name": "scope"}],
        "subnet_pool": [{"name": "pool", "prefixes": ["10.95.0.0/16"], "address_scope": "scope"}],
        "port": [{"name": name, "network": "net", "security_groups": ["web"]} for name in ("web", "trunk", "tagged")],
        "trunk": [{"name": "trunk", "port": "trunk", "sub_ports": [{"port": "tagged", "segmentation_id": 7}]}],
        "floating_ip": [{"label": "web", "port": "web", "network": EXTERNAL}],
        "keypair": [{"name": "key"}],
        "server_group": [{"name": "apart", "policy": "anti-affinity"}],
        "volume": [{"name": "disk", "size": 1}, {"name": "offered", "size": 1}],
        "volume_transfer": [{"label": "offer", "name": "offer", "volume": "offered"}],
        "volume_snapshot": [{"name": "snap", "volume": "disk", "force": True, "after": ["server.web"]}],
        "volume_backup": [{"name": "backup", "volume": "disk", "snapshot": "snap"}],
        "image": [{"name": "own", "filename": str(content), "disk_format": "raw", "container_format": "bare"}],
        "server": [
            {"name": "web", "image": IMAGE, "flavor": FLAVOR, "nics": [{"port-name": "web"}], "volumes": ["disk"], "key_name": "key"},
            {"name": "plain", "image": IMAGE, "flavor": FLAVOR, "network": "net"},
        ],
    }


TEMPLATE = {
    "heat_template_version": "2021-04-16",
    "resources": {
        "net": {"type": "OS::Neutron::Net", "properties": {"name": "of-stack"}},
        "port": {"type": "OS::Neutron::Port", "properties": {"name": "of-stack", "network": "net"}},
    },
}

# by the module that needs its service
FURTHER: dict[str, dict[str, list[dict[str, Any]]]] = {
    "load-balancer": {
        "loadbalancer": [{"name": "front", "vip_subnet": "sub", "listeners": [{"name": "http", "protocol": "HTTP", "protocol_port": 80}]}]
    },
    "dns": {
        "dns_zone": [{"name": "clean.example.org.", "email": "hostmaster@example.org"}],
        "recordset": [{"name": "www", "zone": "clean.example.org.", "recordset_type": "a", "records": ["192.0.2.1"]}],
    },
    "object-store": {
        "object_container": [{"name": "files"}],
        "object": [{"name": "first", "container": "files", "data": "text"}],
    },
    "orchestration": {"stack": [{"name": "stack", "template_body": TEMPLATE, "after": ["subnet.sub"]}]},
    "key-manager": {
        "secret": [{"name": "word", "payload": "of no value"}],
        "secret_container": [{"name": "words", "type": "generic", "secrets": [{"name": "first", "secret_ref": "word"}]}],
    },
    "shared-file-system": {"share": [{"name": "share", "share_protocol": "nfs", "size": 1, "share_type": "default"}]},
}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    path = tmp_path / "image.raw"
    path.write_bytes(b"\0" * 512)
    return path


@pytest.fixture
def empty(api: Api) -> Iterator[Api]:
    yield api
    kinds = [*core(Path()), *(module for more in FURTHER.values() for module in more if module not in ("object", "recordset"))]
    cleanup(state="absent", project=api.session.access.project_id, protected=True, kinds=kinds)
    assert census(api) == {}


def fill(api: Api, content: Path) -> dict[str, list[dict[str, Any]]]:
    """Create one object of each kind in the project -> what was declared."""
    resources = core(content)
    for service, more in FURTHER.items():
        if api.session.has_service(service):
            resources |= more
    run(False, TOPOLOGY, name="full", resources=resources)
    return resources


def test_a_full_project(empty: Api, content: Path) -> None:
    api, project = empty, empty.session.access.project_id
    resources = fill(api, content)
    before = census(api)
    told = cleanup()
    assert not told.changed and not told.writes and census(api) == before
    looked = set(told.tree)
    assert looked == set(resources) - {"recordset", "object", "keypair"}, looked.symmetric_difference(resources)
    assert [(one["module"], one["why"]) for one in told.kept] == [("security_group", "every project has this security group")]
    kinds = [*looked, "keypair"]
    planned = cleanup(check=True, state="absent", project=project, kinds=kinds)
    assert planned.changed and not planned.writes and census(api) == before
    done = cleanup(state="absent", project=project, kinds=kinds)
    assert done.tree == planned.tree
    assert done.removed == done.found and not done.failures
    assert census(api) == {}
    again = cleanup(state="absent", project=project, kinds=kinds)
    assert not again.changed and not again.writes and again.found == []


@pytest.fixture
def beside(admin: Api, api: Api) -> Iterator[Api]:
    """Another project, with objects of the same names and a network that it shares, and its only user."""
    owner = api.session.access.project_id
    name, password = f"beside-{secrets.token_hex(3)}", leaks.marked("beside")
    project = admin.make("identity", "/projects", "project", name=name)["id"]
    user = admin.make("identity", "/users", "user", name=name, password=password)["id"]
    role = admin.list("identity", "/roles", "roles", name="member")[0]["id"]
    admin.put("identity", f"/projects/{project}/users/{user}/roles/{role}")
    cloud = MEMBER | {"auth": MEMBER["auth"] | {"username": name, "password": password, "project_name": name}}
    other = Api(cloud)
    network = other.make("network", "/networks", "network", name="net")
    other.make("network", "/subnets", "subnet", name="sub", network_id=network["id"], cidr="10.96.0.0/24", ip_version=4)
    target = {"object_type": "network", "action": "access_as_shared", "target_tenant": owner, "object_id": network["id"]}
    other.make("network", "/rbac-policies", "rbac_policy", **target)
    other.make("network", "/security-groups", "security_group", name="web")
    other.make("block-storage", "/volumes", "volume", name="disk", size=1)
    yield other
    run(False, CLEANUP, cloud=cloud, state="absent", project=project)
    left = census(other)
    admin.delete("identity", f"/users/{user}")
    admin.delete("identity", f"/projects/{project}")
    assert left == {}


def test_another_project_is_left_alone(empty: Api, beside: Api, admin: Api) -> None:
    api, name = empty, MEMBER["auth"]["project_name"]
    there, ids = census(beside), {one["id"] for one in beside.list("network", "/networks", "networks", name="net")}
    shared = api.list("network", "/networks", "networks", name="net")
    assert {one["id"] for one in shared} == ids
    port = {"network_id": shared[0]["id"]}
    api.make("network", "/ports", "port", name="on-shared", **port)
    balancers = [api.make("load-balancer", "/lbaas/loadbalancers", "loadbalancer", name="front", vip_network_id=port["network_id"])]
    api.make("network", "/networks", "network", name="net")
    api.make("block-storage", "/volumes", "volume", name="disk", size=1)
    for cloud in (MEMBER, "admin"):
        told = run(False, CLEANUP, cloud=cloud, project=name)
        assert set(told.tree) == {"loadbalancer", "port", "network", "volume"} and not ids & set(told.tree["network"])
        assert set(told.tree["loadbalancer"]) == {one["id"] for one in balancers} and set(told.tree["port"].values()) == {"on-shared"}
        closed = {one["kind"] for one in told.not_looked_at}
        assert {"stack", "secret", "object_container"} <= closed if cloud == "admin" else not closed
    done = run(False, CLEANUP, cloud="admin", project=name, state="absent")
    assert done.removed == done.found and census(api) == {} and census(beside) == there


def test_what_is_in_use_stays_and_what_is_left_behind_goes(empty: Api) -> None:
    api = empty
    network = api.make("network", "/networks", "network", name="ci-net")
    api.make("network", "/subnets", "subnet", name="ci-sub", network_id=network["id"], cidr="10.97.0.0/24", ip_version=4)
    ports = [api.make("network", "/ports", "port", name=name, network_id=network["id"]) for name in ("ci-trunk", "prod", "ci-free")]
    api.make("network", "/trunks", "trunk", name="ci-trunk", port_id=ports[0]["id"], sub_ports=[])
    gone = {"device_owner": "Octavia", "device_id": "lb-3d2c2a3c-7a0e-4b4a-a7ad-3c3b2d0f9a11", "network_id": network["id"]}
    api.make("network", "/ports", "port", name="ci-left", **gone)
    done = cleanup(state="absent", match={"name": ["ci-*"]}, keep=["ci-trunk"])
    assert {(one["module"], one["name"]) for one in done.removed} == {("port", "ci-free"), ("port", "ci-left")}
    reasons = {(one["module"], one["name"]): one["why"] for one in done.kept}
    assert reasons["trunk", "ci-trunk"] == reasons["port", "ci-trunk"] == "`keep` names it"
    assert {reasons["subnet", "ci-sub"], reasons["network", "ci-net"]} <= {f"port '{name}' uses it" for name in ("ci-trunk", "prod")}
    assert not cleanup(state="absent", match={"name": ["ci-*"]}, older_than="1d").found
    assert not cleanup(state="absent", match={"name": ["ci-*"]}, keep=["ci-trunk"]).changed

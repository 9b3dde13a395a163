# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cleanup of a project that holds an object of each kind, of parts of it, and beside another project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils.environment.cleanup import CLEANUP
from ansible_collections.stratus.openstack.plugins.module_utils.environment.topology import TOPOLOGY
from tests.cloud.plays import held
from tests.cloud.servers import EXTERNAL, FLAVOR, IMAGE, Api, Done, run

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

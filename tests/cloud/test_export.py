# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What exists, as declarations: each object is as declared, and after all are removed, the declarations alone bring them back."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils.environment.export import EXPORT
from ansible_collections.stratus.openstack.plugins.module_utils.environment.topology import TOPOLOGY
from tests.cloud.servers import EXTERNAL, FLAVOR, IMAGE, MEMBER, Api, Done, run
from tests.toolbox import CACHE

CLIENT = CACHE / "devcloud" / "cli" / "bin" / "openstack"
# What a person types. Nothing of it knows this collection.
TYPED = f"""
network create --mtu 1400 --description typed net
subnet create --network net --subnet-range 10.97.0.0/24 --dns-nameserver 192.0.2.2 --dns-nameserver 192.0.2.1 sub
router create --external-gateway {EXTERNAL} way
router add subnet way sub
security group create web
security group rule create --protocol tcp --dst-port 80 --remote-ip 192.0.2.0/24 web
port create --network net --security-group web --fixed-ip subnet=sub,ip-address=10.97.0.20 web
volume create --size 1 --property a=b data
volume create --size 1 --image {IMAGE} root
server create --flavor {FLAVOR} --image {IMAGE} --port web --property x=y --wait web
server create --flavor {FLAVOR} --volume root --network net --security-group web --wait db
server add volume web data
floating ip create --port web {EXTERNAL}
floating ip create --description spare {EXTERNAL}
"""
MORE: dict[str, list[dict[str, Any]]] = {
    "network": [{"name": "net"}, {"name": "far"}],
    "subnet": [
        {"name": "sub", "network": "net", "cidr": "10.98.0.0/24", "allocation_pools": [{"start": "10.98.0.10", "end": "10.98.0.90"}]},
        {"name": "sub", "network": "far", "cidr": "10.99.0.0/24", "disable_gateway_ip": True, "is_dhcp_enabled": False, "label": "far"},
    ],
    "router": [{"name": "way", "network": EXTERNAL, "interfaces": [{"net": "net", "subnet": "sub"}]}],
    "security_group": [
        {"name": "front", "security_group_rules": [{"protocol": "tcp", "port_range_min": 1, "port_range_max": 2, "remote_group": "back"}]},
        {"name": "back", "security_group_rules": [{"protocol": "icmp", "remote_group": "front"}, {"direction": "egress"}]},
        {"name": "closed", "security_group_rules": []},
    ],
    "port": [
        {"name": "open", "network": "net", "no_security_groups": True, "is_port_security_enabled": False},
        {"name": "p", "network": "far"},
    ],
    "server_group": [{"name": "apart", "policy": "soft-anti-affinity"}],
    "keypair": [{"name": "key", "public_key": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBk2gTbRNqqNPIMkSVNyGOTxWN9k5mB8UCqk5nC2lY7g me@there"}],
    "server": [
        {"name": "s", "flavor": FLAVOR, "image": IMAGE, "nics": [{"net-name": "net"}], "key_name": "key", "server_group": "apart"},
        {
            "name": "big",
            "flavor": FLAVOR,
            "image": IMAGE,
            "nics": ["none"],
            "boot_from_volume": True,
            "volume_size": 2,
            "terminate_volume": True,
            "power_state": "shutoff",
        },
    ],
    "floating_ip": [{"label": "s", "server": "s", "network": EXTERNAL}],
    "address_scope": [{"name": "scope"}],
    "subnet_pool": [{"name": "pool", "prefixes": ["10.20.0.0/16"], "default_prefix_length": 26}],
}
OTHERS: dict[str, list[dict[str, Any]]] = {  # of the other services
    "network": [{"name": "net"}],
    "subnet": [{"name": "sub", "network": "net", "cidr": "10.96.0.0/24"}],
    "secret": [{"name": "hush", "algorithm": "aes", "bit_length": 256}],
    "secret_container": [{"name": "all", "type": "generic", "secrets": [{"name": "one", "secret_ref": "hush"}]}],
    "object_container": [{"name": "box", "read_ACL": ".r:*", "quota_count": 7}],
    "share_security_service": [{"name": "ldap", "type": "ldap", "dns_ip": "192.0.2.3"}],
    "loadbalancer": [
        {
            "name": "lb",
            "vip_subnet": "sub",
            "listeners": [{"name": "http", "protocol": "HTTP", "protocol_port": 80, "default_pool": "web"}],
            "pools": [
                {
                    "name": "web",
                    "protocol": "HTTP",
                    "lb_algorithm": "ROUND_ROBIN",
                    "members": [{"name": "one", "address": "10.96.0.50", "protocol_port": 8080}],
                    "health_monitor": {"name": "alive", "type": "HTTP", "delay": 5, "health_monitor_timeout": 3, "max_retries": 2},
                }
            ],
        }
    ],
}


def exported(**options: Any) -> Done:
    return run(operation=EXPORT, **options)


def topology(resources: dict[str, Any], **options: Any) -> Done:
    return run(operation=TOPOLOGY, name="again", resources=resources, **options)


def without_marks(resources: dict[str, Any]) -> dict[str, Any]:
    """Declarations without the tags and the metadata that mark what a topology has created."""
    mark = {"tags": ["topology=again"], "metadata": {"topology": "again"}}
    cleaned = {}
    for module, items in resources.items():
        cleaned[module] = [{key: without_mark(value) for key, value in item.items() if value != mark.get(key)} for item in items]
    return cleaned


def without_mark(value: Any) -> Any:
    return {key: part for key, part in value.items() if key != "topology"} if isinstance(value, dict) else value


@pytest.fixture
def empty(api: Api) -> Iterator[Api]:
    yield api
    found = exported(rehearse=False)
    topology(found.resources, state="absent", adopt=True)
    left = exported(rehearse=False)
    assert left.count == 0, left.resources


def require_round_trip(first: Done) -> Done:
    """All that an export declares is as declared, goes, and comes back as the same declarations."""
    assert first.unverified == []
    assert not topology(first.resources, check=True).changed
    topology(first.resources, state="absent", adopt=True)
    assert exported(rehearse=False).count == 0
    topology(first.resources)
    second = exported()
    assert without_marks(second.resources) == without_marks(first.resources)
    assert second.unverified == []
    return second


def test_what_the_client_made_comes_back(empty: Api) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("OS_")} | {"OS_IDENTITY_API_VERSION": "3"}
    env |= {f"OS_{name.upper()}": value for name, value in MEMBER["auth"].items()} | {"OS_REGION_NAME": MEMBER["region_name"] or ""}
    done = subprocess.run([CLIENT], input=TYPED, capture_output=True, text=True, env=env, timeout=300, check=False)
    first = exported()
    assert first.count == 11, done.stderr
    assert first.resources["network"] == [{"name": "net", "description": "typed", "mtu": 1400}]
    assert first.resources["router"] == [{"name": "way", "network": EXTERNAL, "interfaces": ["sub"]}]
    db, web = first.resources["server"]
    assert db["boot_volume"] == "root" and db["nics"] == [{"net-name": "net"}] and db["security_groups"] == ["web"]
    assert web["volumes"] == ["data"] and web["image"] == IMAGE and web["nics"] == [{"port-name": "web"}] and web["metadata"] == {"x": "y"}
    assert [item.get("port") for item in first.resources["floating_ip"]] == [None, "web"]
    assert "admin_password" in first.untold["server"]
    assert ("security_group", ["default"]) in [(entry["module"], entry["names"]) for entry in first.left_out]
    require_round_trip(first)


def test_what_a_topology_made_comes_back(empty: Api, tmp_path: Path) -> None:
    topology(MORE)
    first = exported(dest=str(tmp_path))
    assert first.count == sum(map(len, MORE.values())) and first.changed and len(first.files) == len(MORE)
    second = require_round_trip(first)
    assert second.resources["security_group"][1] == {"name": "closed", "security_group_rules": [], "tags": ["topology=again"]}
    written = topology({}, src=str(tmp_path), check=True)
    assert {entry["action"] for entry in written.plan} == {"ok"}
    assert list(exported(name="s*", kinds=["server", "floating_ip"]).resources) == ["server", "floating_ip"]


def test_objects_of_other_services_come_back(empty: Api) -> None:
    here = {module: items for module, items in OTHERS.items() if empty.session.has_service(MODULES_OF.get(module, "network"))}
    topology(here)
    first = exported()
    assert first.count == sum(map(len, here.values()))
    require_round_trip(first)


MODULES_OF = {
    "secret": "key-manager",
    "secret_container": "key-manager",
    "object_container": "object-store",
    "share_security_service": "shared-file-system",
    "loadbalancer": "load-balancer",
}

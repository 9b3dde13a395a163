# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Representatives of the services beside the core, for tests that kill tasks and for tests of equal tasks at the same time."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.recordsets import RECORDSET
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.zones import ZONE
from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager.secrets import SECRET
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.load_balancers import LOAD_BALANCER
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.pools import POOL
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store.containers import CONTAINER
from ansible_collections.stratus.openstack.plugins.module_utils.services.orchestration.stacks import STACK
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.shares import SHARE
from tests.cloud.servers import Api, run

SERVICES = ("load-balancer", "dns", "object-store", "orchestration", "key-manager", "shared-file-system")


@dataclass(frozen=True)
class Kind:
    """``created``, ``changed``: options of two tasks. ``view``: what the cloud holds of it, as its service lists it; no ids, no times.

    ``cloud``: the login, if it is another one. ``named``: the name of the object; {world} in it and in options is the name of the project
    of the tests. ``below``: what it belongs to, as a table and options. ``removal``: further options of a removal.
    """

    table: Resource
    created: dict[str, Any]
    changed: dict[str, Any]
    view: Callable[[Api, str], list[Any]]
    cloud: str | None = None
    named: str = "{world}-kill"
    below: tuple[Resource, dict[str, Any]] | None = None
    removal: dict[str, Any] | None = None


def filled(value: Any, world: str) -> Any:
    """A value with the name of the project of the tests in place of {world}."""
    if isinstance(value, dict):
        return {key: filled(part, world) for key, part in value.items()}
    if isinstance(value, list):
        return [filled(part, world) for part in value]
    return value.replace("{world}", world) if isinstance(value, str) else value


def phases_of(kind: Kind, world: str) -> list[dict[str, Any]]:
    """The options of three tasks: a creation, a change, a removal."""
    common = {"name": filled(kind.named, world), **({"cloud": kind.cloud} if kind.cloud else {})}
    common |= {name: kind.created[name] for name in ("zone", "loadbalancer") if name in kind.created}
    steps = [kind.created, kind.changed, {"state": "absent", **(kind.removal or {})}]
    return [filled({**common, **options}, world) for options in steps]


@contextlib.contextmanager
def around(kind: Kind, world: str) -> Iterator[None]:
    """What the object belongs to is there, and is removed at the end."""
    if kind.below is None:
        yield
        return
    table, options = kind.below[0], filled(kind.below[1], world)
    run(operation=table, **options)
    try:
        yield
    finally:
        run(operation=table, name=options["name"], state="absent")


# -- what the services hold -----------------------------------------------------------------------------------------------------------


def view_pools(api: Api, name: str) -> list[Any]:
    found = []
    for pool in api.list("load-balancer", "/lbaas/pools", "pools", name=name):
        members = api.list("load-balancer", f"/lbaas/pools/{pool['id']}/members", "members")
        monitors = api.list("load-balancer", "/lbaas/healthmonitors", "healthmonitors", pool_id=pool["id"])
        shown = sorted((one["address"], one["weight"], one["provisioning_status"]) for one in members)
        found.append((pool["name"], pool["lb_algorithm"], pool["provisioning_status"], shown, [one["delay"] for one in monitors]))
    return found


def view_balancers(api: Api, name: str) -> list[Any]:
    found = []
    for have in api.list("load-balancer", "/lbaas/loadbalancers", "loadbalancers", name=name):
        within = {"loadbalancer_id": have["id"]}
        listeners = api.list("load-balancer", "/lbaas/listeners", "listeners", **within)
        pools = {one["id"]: one["name"] for one in api.list("load-balancer", "/lbaas/pools", "pools", **within)}
        ports = sorted((one["name"], one["protocol_port"], pools.get(one["default_pool_id"])) for one in listeners)
        found.append((have["provisioning_status"], have["description"], ports, sorted(pools.values())))
    return found


def view_zones(api: Api, name: str) -> list[Any]:
    return [(have["status"], have["ttl"], have["description"]) for have in api.list("dns", "/zones", "zones", name=name)]


def view_recordsets(api: Api, name: str) -> list[Any]:
    found = api.list("dns", "/recordsets", "recordsets", name=name)
    return [(have["status"], have["type"], have["ttl"], sorted(have["records"])) for have in found]


def view_containers(api: Api, name: str) -> list[Any]:
    reply = api.session.request("object-store", "HEAD", f"/{quote(name)}", allow=(404,))
    shown = ("x-container-read", "x-container-meta-color", "x-container-meta-quota-count")
    return [] if reply.status == 404 else [[reply.headers.get(header) for header in shown]]


def view_secrets(api: Api, name: str) -> list[Any]:
    found = []
    for have in api.list("key-manager", "/secrets", "secrets", name=name):
        path = "/secrets/" + have["secret_ref"].rpartition("/")[2]
        metadata = api.session.request("key-manager", "GET", f"{path}/metadata").body["metadata"]
        readers = api.session.request("key-manager", "GET", f"{path}/acl").body["read"]
        found.append((have["status"], have["content_types"], metadata, readers["project-access"]))
    return found


def view_shares(api: Api, name: str) -> list[Any]:
    found = []
    for have in api.session.request("shared-file-system", "GET", "/shares/detail", microversion="2.45").body["shares"]:
        if have["name"] == name:
            query = {"share_id": have["id"]}
            rules = api.session.request("shared-file-system", "GET", "/share-access-rules", params=query, microversion="2.45").body
            shown = sorted((rule["access_to"], rule["state"]) for rule in rules["access_list"])
            found.append((have["status"], have["size"], have["description"], shown))
    return found


def view_stacks(api: Api, name: str) -> list[Any]:
    found = []
    for have in api.list("orchestration", "/stacks", "stacks"):
        if have["stack_name"] == name:
            shown = api.session.request("orchestration", "GET", f"/stacks/{name}/{have['id']}").body["stack"]
            outputs = [output["output_value"] for output in shown["outputs"]]
            found.append((have["stack_status"].rpartition("_")[2], shown["parameters"]["text"], outputs))
    return found


MEMBERS = [{"address": "10.92.0.11", "protocol_port": 80}, {"address": "10.92.0.12", "protocol_port": 80, "weight": 2}]
MONITOR = {"type": "TCP", "delay": 5, "health_monitor_timeout": 3, "max_retries": 2}
EMAIL = "hostmaster@example.org"
KINDS = {
    "load balancer": Kind(
        LOAD_BALANCER,
        {
            "vip_subnet": "{world}-back",
            "pools": [{"name": "web", "members": MEMBERS, "health_monitor": MONITOR}],
            "listeners": [{"name": "http", "protocol_port": 80, "default_pool": "web"}],
        },
        {
            "vip_subnet": "{world}-back",
            "description": "changed",
            "pools": [{"name": "db", "members": MEMBERS[:1]}, {"name": "web", "members": MEMBERS[1:]}],
            "listeners": [{"name": "http", "default_pool": "db"}, {"name": "other", "protocol_port": 81}],
        },
        view_balancers,
    ),
    "pool": Kind(
        POOL,
        {"loadbalancer": "{world}-lb", "members": MEMBERS, "health_monitor": MONITOR},
        {"lb_algorithm": "LEAST_CONNECTIONS", "members": [{**MEMBERS[0], "weight": 3}], "health_monitor": {"delay": 7}},
        view_pools,
        below=(LOAD_BALANCER, {"name": "{world}-lb", "vip_subnet": "{world}-back"}),
    ),
    "zone": Kind(
        ZONE, {"email": EMAIL, "ttl": 300}, {"ttl": 600, "description": "changed"}, view_zones, named="{world}-kill.example.org."
    ),
    "recordset": Kind(
        RECORDSET,
        {"zone": "{world}-records.example.org.", "recordset_type": "a", "records": ["192.0.2.1", "192.0.2.2"]},
        {"recordset_type": "a", "records": ["192.0.2.2", "192.0.2.3"], "ttl": 60},
        view_recordsets,
        named="www.{world}-records.example.org.",
        below=(ZONE, {"name": "{world}-records.example.org.", "email": EMAIL}),
        removal={"recordset_type": "a"},
    ),
    "container": Kind(
        CONTAINER,
        {"read_ACL": ".r:*", "metadata": {"color": "red"}},
        {"read_ACL": "", "metadata": {"color": "blue"}, "quota_count": 5},
        view_containers,
        removal={"delete_with_all_objects": True},
    ),
    "secret": Kind(
        SECRET,
        {"payload": "{world}-payload", "metadata": {"a": "1"}},
        {"metadata": {"b": "2"}, "acl": {"read": {"project_access": False}}},
        view_secrets,
    ),
    "share": Kind(
        SHARE,
        {"share_protocol": "NFS", "size": 1, "share_type": "default", "access_rules": [{"access_to": "192.0.2.0/24"}]},
        {"size": 2, "description": "changed", "access_rules": [{"access_to": "198.51.100.0/24"}, {"access_to": "192.0.2.0/24"}]},
        view_shares,
    ),
    "stack": Kind(
        STACK,
        {
            "template_body": {
                "heat_template_version": "2021-04-16",
                "parameters": {"text": {"type": "string", "default": "a"}},
                "resources": {"value": {"type": "OS::Heat::Value", "properties": {"value": {"get_param": "text"}}}},
                "outputs": {"text": {"value": {"get_attr": ["value", "value"]}}},
            },
        },
        {"parameters": {"text": "b"}},
        view_stacks,
    ),
}

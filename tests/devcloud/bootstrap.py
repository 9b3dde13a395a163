# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the cloud contains after its first start: users and endpoints, flavors, images, networks, volume types. All of it idempotent."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import Any

from tests.devcloud.rest import Api
from tests.devcloud.service import Service
from tests.devcloud.settings import PASSWORD, REGION, Settings, write_atomically

DOMAIN = "default"
TENANTS = ("demo", "alt_demo")
INTERFACES = ("public", "internal", "admin")
FLAVORS = (  # id, name, MiB, GiB, cores
    ("1", "m1.tiny", 512, 1, 1),
    ("2", "m1.small", 2048, 20, 1),
    ("3", "m1.medium", 4096, 40, 2),
    ("4", "m1.large", 8192, 80, 4),
    ("42", "m1.nano", 128, 1, 1),
    ("84", "m1.micro", 192, 1, 1),
)
CIRROS = {"os_distro": "cirros", "os_version": "0.6.3", "hw_rng_model": "virtio", "tags": ["devcloud"]}
QCOW2_CLUSTER = 0x10000


def identity(api: Api, services: Iterable[Service]) -> None:
    """Roles, projects, users, assignments, services and endpoints."""
    services = list(services)
    member = {"member", "reader"} | {role for service in services for role in service.member_roles}
    admin = {"admin"} | member | {role for service in services for role in service.admin_roles}
    roles = {name: api.ensure("keystone", "/roles", {"role": {"name": name}})["id"] for name in sorted(admin | {"service"})}
    projects = {name: _project(api, name) for name in ("admin", "service", *TENANTS)}
    users = {name: _user(api, name) for name in ("admin", *TENANTS, *(service.name for service in services if service.name != "keystone"))}

    def grant(user: str, project: str, names: Iterable[str]) -> None:
        for name in names:
            api.call("PUT", "keystone", f"/projects/{projects[project]}/users/{users[user]}/roles/{roles[name]}")

    for name in TENANTS:
        grant(name, name, member)
    grant("admin", "admin", admin)
    grant("admin", "demo", ["admin"])
    for service in services:
        if service.name != "keystone":
            grant(service.name, "service", ["admin", "service"])
        _catalog(api, service)
        if service.identity:
            service.identity(api)


def _project(api: Api, name: str) -> str:
    return api.ensure("keystone", "/projects", {"project": {"name": name, "domain_id": DOMAIN}})["id"]


def _user(api: Api, name: str) -> str:
    return api.ensure("keystone", "/users", {"user": {"name": name, "domain_id": DOMAIN, "password": PASSWORD}})["id"]


def _catalog(api: Api, service: Service) -> None:
    """Endpoints follow the ports, also when these have been changed."""
    for entry in service.catalog:
        found = api.ensure("keystone", "/services", {"service": {"name": entry.name, "type": entry.type}}, by=("name", "type"))
        present = {item["interface"]: item for item in api.call("GET", "keystone", f"/endpoints?service_id={found['id']}")["endpoints"]}
        url = api.settings.url(service.name, entry.path)
        for interface in INTERFACES:
            if interface not in present:
                endpoint = {"service_id": found["id"], "interface": interface, "url": url, "region_id": REGION}
                api.call("POST", "keystone", "/endpoints", {"endpoint": endpoint})
            elif present[interface]["url"] != url:
                api.call("PATCH", "keystone", f"/endpoints/{present[interface]['id']}", {"endpoint": {"url": url}})


def resources(api: Api, services: Iterable[Service]) -> None:
    """What users find when they come: the services must all answer."""
    for identity_, name, ram, disk, cores in FLAVORS:
        if not api.find("nova", "/flavors", name=name):
            api.call("POST", "nova", "/flavors", {"flavor": {"id": identity_, "name": name, "ram": ram, "disk": disk, "vcpus": cores}})
    _image(api, "cirros-0.6.3-x86_64", "qcow2", _empty_qcow2(112 << 20), CIRROS)
    _image(api, "tiny-raw", "raw", bytes((1 << 20) - 2) + b"\x55\xaa", {"os_distro": "none", "os_version": "1"})
    _networks(api)
    for name in ("devcloud", "devcloud2"):
        api.ensure("cinder", "/types", {"volume_type": {"name": name, "extra_specs": {"volume_backend_name": name}}})
    for service in services:
        if service.resources:
            service.resources(api)


def _image(api: Api, name: str, disk_format: str, content: bytes, properties: dict[str, Any]) -> None:
    found = api.find("glance", "/images", name=name)
    if found and found["status"] != "active":  # left over from a start that was interrupted
        api.call("DELETE", "glance", f"/images/{found['id']}")
    if not found or found["status"] != "active":
        wanted = {"name": name, "disk_format": disk_format, "container_format": "bare", "visibility": "public"}
        identity_ = api.call("POST", "glance", "/images", wanted | properties)["id"]
        api.call("PUT", "glance", f"/images/{identity_}/file", content, Content_Type="application/octet-stream")


def _empty_qcow2(size: int) -> bytes:
    """A valid image of `size` bytes, all holes: header, level 1 table, refcount table, refcounts; each in a cluster of its own."""
    cluster = QCOW2_CLUSTER
    level1, table, refcounts = cluster, 2 * cluster, 3 * cluster
    header = b"QFI\xfb" + struct.pack(">IQIIQIIQQIIQ", 2, 0, 0, 16, size, 0, 1, level1, table, 1, 0, 0)
    used = struct.pack(">H", 1) * 4
    return b"".join(part.ljust(cluster, b"\0") for part in (header, b"", struct.pack(">Q", refcounts), used))


def _networks(api: Api) -> None:
    public = api.ensure(
        "neutron",
        "/networks",
        {
            "network": {
                "name": "public",
                "router:external": True,
                "is_default": True,
                "provider:network_type": "flat",
                "provider:physical_network": "public",
            }
        },
    )
    api.ensure(
        "neutron",
        "/subnets",
        {
            "subnet": {
                "name": "public-subnet",
                "network_id": public["id"],
                "ip_version": 4,
                "cidr": "172.24.4.0/24",
                "gateway_ip": "172.24.4.1",
                "enable_dhcp": False,
                "allocation_pools": [{"start": "172.24.4.10", "end": "172.24.4.250"}],
            }
        },
    )
    shared = api.ensure("neutron", "/networks", {"network": {"name": "shared", "shared": True}})
    api.ensure(
        "neutron",
        "/subnets",
        {
            "subnet": {
                "name": "shared-subnet",
                "network_id": shared["id"],
                "ip_version": 4,
                "cidr": "192.168.232.0/22",
            }
        },
    )
    api.ensure(
        "neutron",
        "/subnetpools",
        {
            "subnetpool": {
                "name": "shared-default-subnetpool-v4",
                "shared": True,
                "is_default": True,
                "prefixes": ["10.0.0.0/16"],
                "default_prefixlen": 26,
            }
        },
    )


def clouds_yaml(settings: Settings) -> None:
    """Write the client's configuration, readable by its owner only."""

    def cloud(name: str, user: str, scope: str) -> str:
        return (
            f"  {name}:\n    region_name: {REGION}\n    identity_api_version: 3\n    auth:\n      auth_url: {settings.keystone}\n"
            f"      username: {user}\n      password: {PASSWORD}\n      user_domain_name: Default\n{scope}"
        )

    def project(name: str) -> str:
        return f"      project_name: {name}\n      project_domain_name: Default\n"

    clouds = [cloud(name, name, project(name)) for name in ("admin", *TENANTS)]
    text = "---\nclouds:\n" + "".join(clouds) + cloud("system-admin", "admin", "      system_scope: all\n")
    write_atomically(settings.clouds_yaml, text, 0o600)

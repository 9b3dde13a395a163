# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A project of the tests' own, with networks, groups and a key, for each file of tests that asks for it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from tests import leaks
from tests.cloud.plays import held, play
from tests.cloud.servers import EXTERNAL, MEMBER, ROUTER_PORT, Api, run


@pytest.fixture(scope="module")
def admin() -> Api:
    return Api("admin")


@pytest.fixture(scope="module")
def api(admin: Api) -> Iterator[Api]:
    """A project of the tests' own, and its only user."""
    name, password = f"pains-{secrets.token_hex(3)}", leaks.marked("member")
    project = admin.make("identity", "/projects", "project", name=name)["id"]
    user = admin.make("identity", "/users", "user", name=name, password=password)["id"]
    try:
        role = admin.list("identity", "/roles", "roles", name="member")[0]["id"]
        admin.put("identity", f"/projects/{project}/users/{user}/roles/{role}")
        given = admin.session.config
        auth = {"auth_url": given.auth["auth_url"], "username": name, "password": password, "project_name": name}
        MEMBER.update(
            auth=auth | {"user_domain_name": "Default", "project_domain_name": "Default"}, region_name=given.settings.get("region_name")
        )
        yield Api(MEMBER)
    finally:
        admin.delete("identity", f"/users/{user}")
        admin.delete("identity", f"/projects/{project}")


@pytest.fixture(scope="module")
def world(api: Api) -> Iterator[SimpleNamespace]:
    """Two networks, one of them behind a router with a gateway, two security groups and a keypair; they go away with all servers."""
    name = MEMBER["auth"]["project_name"]
    external = api.list("network", "/networks", "networks", name=EXTERNAL)[0]["id"]
    made = SimpleNamespace(name=name, external=external, undo=[])
    made.networks = {}
    for part, cidr in (("front", "10.91.0.0/24"), ("back", "10.92.0.0/24")):
        network = api.make("network", "/networks", "network", name=f"{name}-{part}")
        made.networks[part] = network["id"]
        made.undo.append(("network", f"/networks/{network['id']}"))
        subnet = api.make("network", "/subnets", "subnet", network_id=network["id"], cidr=cidr, ip_version=4, name=f"{name}-{part}")
        if part == "front":
            router = api.make("network", "/routers", "router", name=name, external_gateway_info={"network_id": external})
            made.undo.append(("network", f"/routers/{router['id']}"))
            api.put("network", f"/routers/{router['id']}/add_router_interface", {"subnet_id": subnet["id"]})
    made.groups = {}
    for part in ("web", "db"):
        group = api.make("network", "/security-groups", "security_group", name=f"{name}-{part}")
        made.groups[part] = group["id"]
        made.undo.append(("network", f"/security-groups/{group['id']}"))
    api.make("compute", "/os-keypairs", "keypair", name=name)
    made.undo.append(("compute", f"/os-keypairs/{name}"))
    yield made
    clean(api, made)


def clean(api: Api, world: SimpleNamespace) -> None:
    for found in api.list("compute", "/servers", "servers"):
        run(name=found["id"], state="absent", auto_ip=False)
    for ip in api.list("network", "/floatingips", "floatingips"):
        api.delete("network", f"/floatingips/{ip['id']}")
    for network in world.networks.values():
        for port in api.list("network", "/ports", "ports", network_id=network):
            if port["device_owner"] == ROUTER_PORT:
                api.put("network", f"/routers/{port['device_id']}/remove_router_interface", {"port_id": port["id"]})
            elif not port["device_owner"]:
                api.delete("network", f"/ports/{port['id']}")
    for service, path in reversed(world.undo):
        api.delete(service, path)


@pytest.fixture(scope="module")
def home(api: Api, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder whose clouds.yaml has the project as `demo`, and the other clouds as they are."""
    folder = tmp_path_factory.mktemp("home")
    clouds = yaml.safe_load(Path(os.environ["OS_CLIENT_CONFIG_FILE"]).read_text())["clouds"]
    (folder / "clouds.yaml").write_text(yaml.safe_dump({"clouds": clouds | {"demo": MEMBER}}))
    return folder


@pytest.fixture
def tidy(api: Api, home: Path) -> Iterator[None]:
    """Let nothing stay of a page that failed."""
    yield
    if held(api):
        project = api.session.access.project_id
        leave = "-e teardown_protected=true -e teardown_confirmed=true"
        play(f"stratus.openstack.teardown -e cloud=demo -e teardown_project={project} {leave}", home, home)

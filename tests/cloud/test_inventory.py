# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory plugin on a real cloud, by the command line tools of Ansible: three servers of a project of the test's own."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from tests.cloud.servers import FLAVOR, IMAGE, MEMBER, Api
from tests.unit.stub import certificate, free_port, serve
from tests.warm import commands

SECRET = "no-one-else-should-read-this"
REQUEST = re.compile(r"(GET|POST) http\S+ -> \d+, \d+ ms")


def member(**more: Any) -> dict[str, Any]:
    """The cloud of the project's user, inline."""
    return {**MEMBER, "region_name": "RegionOne", **more}


class Ran(SimpleNamespace):
    """What a command printed, apart from its warnings; and the requests that it made, logins left out."""

    status: int
    output: str
    said: str
    requests: list[str]

    @property
    def inventory(self) -> dict[str, Any]:
        assert self.status == 0, self.said
        return plain(json.loads(self.output[self.output.index("{\n") :]))

    @property
    def hosts(self) -> dict[str, Any]:
        return self.inventory["_meta"]["hostvars"]


def plain(value: Any) -> Any:
    """Without the marks of texts that are no templates."""
    if isinstance(value, dict):
        return plain(value["__ansible_unsafe"]) if "__ansible_unsafe" in value else {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


@pytest.fixture
def ansible(tmp_path: Path, world: SimpleNamespace) -> Callable[..., Ran]:
    """Run a tool of Ansible with an inventory of these options, as the project's user unless they say otherwise."""

    def run(*command: str, env: dict[str, str] | None = None, **options: Any) -> Ran:
        source = tmp_path / "test.openstack.yml"
        chosen = {} if {"cloud", "clouds", "auth", "only_clouds"} & set(options) else {"cloud": member()}
        source.write_text(yaml.safe_dump({"plugin": "stratus.openstack.openstack", **chosen, **options}))
        tool, *arguments = command
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_INVENTORY", "ANSIBLE_CACHE"))},
            "ANSIBLE_NOCOLOR": "1",
            "ANSIBLE_INVENTORY_UNPARSED_FAILED": "1",
            **(env or {}),
        }
        line = [str(Path(sys.executable).with_name(tool)), "-i", str(source), *arguments]
        done = commands.run(line, env=environment, timeout=120, cwd=tmp_path)
        said = " ".join((done.stderr + done.stdout).split())
        requests = [found[0] for found in REQUEST.finditer(done.stdout + done.stderr) if "/auth/tokens" not in found[0]]
        return Ran(status=done.returncode, output=done.stdout, said=said, requests=requests)

    return run


@pytest.fixture(scope="module", autouse=True)
def servers(api: Api, world: SimpleNamespace) -> Iterator[SimpleNamespace]:
    """web with a floating IP, its twin, and db, which has a volume and a group of its own name."""

    def boot(name: str, network: str, **more: Any) -> str:
        image = api.list("image", "/images", "images", name=IMAGE)[0]["id"]
        flavor = next(have["id"] for have in api.list("compute", "/flavors", "flavors") if have["name"] == FLAVOR)
        body = {"name": name, "imageRef": image, "flavorRef": flavor, "networks": [{"uuid": world.networks[network]}], **more}
        made = api.session.request("compute", "POST", "/servers", json={"server": body}, microversion="2.100").body["server"]["id"]
        deadline = time.monotonic() + 120
        while api.server(made)["status"] == "BUILD":
            assert time.monotonic() < deadline
            time.sleep(0.3)
        return made

    data = base64.b64encode(SECRET.encode()).decode()
    made = SimpleNamespace()
    made.web = boot("web", "front", metadata={"role": "web"}, tags=["blue"], user_data=data)
    volume = api.make("block-storage", "/volumes", "volume", size=1, name="data")["id"]
    time.sleep(1)  # the time of creation tells twins apart, by the second
    made.twin = boot("web", "front", metadata={"role": "web"})
    made.db = boot("db", "back", metadata={"role": "db", "group": "db"})
    api.make("compute", f"/servers/{made.db}/os-volume_attachments", "volumeAttachment", volumeId=volume)
    port = api.ports(made.web)[0]["id"]
    made.ip = api.make("network", "/floatingips", "floatingip", floating_network_id=world.external, port_id=port)["floating_ip_address"]
    deadline = time.monotonic() + 60
    while made.ip not in json.dumps(api.server(made.web)["addresses"]) or not api.server(made.db)["os-extended-volumes:volumes_attached"]:
        assert time.monotonic() < deadline
        time.sleep(0.3)
    made.names = {"web": made.web, f"web-{made.twin[:8]}": made.twin, "db": made.db}
    yield made
    for identifier in made.names.values():
        api.delete("compute", f"/servers/{identifier}")
    deadline = time.monotonic() + 60
    while api.list("block-storage", "/volumes/detail", "volumes")[0]["status"] != "available":
        assert time.monotonic() < deadline
        time.sleep(0.3)
    api.delete("block-storage", f"/volumes/{volume}")


def test_hosts_and_groups(ansible: Callable[..., Ran], servers: SimpleNamespace) -> None:
    ran = ansible("ansible-inventory", "--list")
    found = ran.inventory
    assert {name: have["openstack"]["id"] for name, have in ran.hosts.items()} == servers.names
    web = ran.hosts["web"]
    assert (web["ansible_host"], web["ansible_ssh_host"], web["openstack"]["public_v4"]) == (servers.ip,) * 3
    assert ran.hosts["db"]["ansible_host"].startswith("10.92.0.")
    assert web["openstack"]["cloud"] == {"name": "inline", "region": "RegionOne"}
    assert (web["openstack"]["flavor"]["name"], web["openstack"]["image"]["name"]) == (FLAVOR, IMAGE)
    assert sorted(found["meta-role_web"]["hosts"]) == sorted(name for name in servers.names if name != "db")
    assert found["db_group"]["hosts"] == ["db"]
    assert "db -> db_group" in ran.said
    assert {"inline", "RegionOne", f"flavor-{FLAVOR}", f"image-{IMAGE}", f"instance-{servers.db}", "nova"} <= set(found)
    assert SECRET not in ran.output


def test_graph_and_one_host(ansible: Callable[..., Ran], servers: SimpleNamespace) -> None:
    graph = ansible("ansible-inventory", "--graph", "meta-role_web", legacy_groups=True)
    assert [line.strip(" |-") for line in graph.output.splitlines()] == ["@meta-role_web:", f"web-{servers.twin[:8]}", "web"]
    host = json.loads(ansible("ansible-inventory", "--host", "db", hostvars=["id", "metadata"]).output)
    assert plain(host)["openstack"] == {"id": servers.db, "metadata": {"role": "db", "group": "db"}}


def test_limits(ansible: Callable[..., Ran], servers: SimpleNamespace) -> None:
    def hosts(*arguments: str) -> list[str]:
        return sorted(line.strip() for line in ansible("ansible", *arguments, "--list-hosts").output.splitlines()[1:])

    assert hosts("all", "--limit", "db*") == ["db"]
    assert hosts("meta-role_web", "--limit", "web") == ["web"]
    assert hosts("all:!meta-role_web") == ["db"]


def test_few_requests_and_what_the_api_filters(ansible: Callable[..., Ran], servers: SimpleNamespace) -> None:
    ran = ansible("ansible-inventory", "--graph", "-vvv", include=[{"status": "ACTIVE", "tags": "blue", "name": "w*"}], expand=[])
    (request,) = ran.requests
    assert "status=ACTIVE" in request and "tags=blue" in request and "name=%5E%28w.%2A%29%24" in request
    assert "--web" in ran.output and "--db" not in ran.output
    assert len(ansible("ansible-inventory", "--graph", "-vvv").requests) == 2  # servers, images
    zone = ansible("ansible-inventory", "--list", include=[{"availability_zone": "nova", "metadata": {"role": "d*"}}])
    assert set(zone.hosts) == {"db"}
    assert set(ansible("ansible-inventory", "--list", exclude=[{"tags": ["blue"]}, {"metadata": {"role": "db"}}]).hosts) == {"web"}


def test_what_is_looked_up_on_demand(ansible: Callable[..., Ran], servers: SimpleNamespace, world: SimpleNamespace) -> None:
    hosts = ansible("ansible-inventory", "--list", expand=["volumes", "ports", "security_groups", "projects"]).hosts
    assert [(have["name"], have["size"]) for have in hosts["db"]["openstack"]["volumes"]] == [("data", 1)]
    assert [have["network_id"] for have in hosts["db"]["openstack"]["ports"]] == [world.networks["back"]]
    assert [have["name"] for have in hosts["web"]["openstack"]["security_groups"]] == ["default"]
    assert hosts["web"]["openstack"]["project"]["name"] == world.name


def test_members_of_a_pool_of_a_load_balancer(
    ansible: Callable[..., Ran], servers: SimpleNamespace, world: SimpleNamespace, api: Api
) -> None:
    def make(path: str, key: str, **body: Any) -> str:
        """Create an object, and wait until the load balancer takes the next change."""
        made = api.make("load-balancer", f"/lbaas/{path}", key, **body)["id"]
        deadline = time.monotonic() + 120
        while (state := api.list("load-balancer", "/lbaas/loadbalancers", "loadbalancers")[0]["provisioning_status"]) != "ACTIVE":
            assert state.startswith("PENDING") and time.monotonic() < deadline, state
            time.sleep(0.5)
        return made

    balancer = make("loadbalancers", "loadbalancer", name="front", vip_network_id=world.networks["front"])
    try:
        pool = make("pools", "pool", name="web-servers", loadbalancer_id=balancer, protocol="HTTP", lb_algorithm="ROUND_ROBIN")
        address = api.ports(servers.web)[0]["fixed_ips"][0]["ip_address"]
        make(f"pools/{pool}/members", "member", name="first", address=address, protocol_port=8080)
        groups = [{"prefix": "pool", "key": "openstack.lb_pools | map(attribute='name')"}]
        ran = ansible("ansible-inventory", "--list", expand=["lb_pools"], keyed_groups=groups)
        assert ran.inventory["pool_web_servers"]["hosts"] == ["web"]
        (found,) = ran.hosts["web"]["openstack"]["lb_pools"]
        assert (found["id"], found["member"]["name"], found["member"]["protocol_port"]) == (pool, "first", 8080)
        assert ran.hosts["db"]["openstack"]["lb_pools"] == []
        traced = ansible("ansible-inventory", "--graph", "-vvv", expand=["lb_pools"])
        assert len(traced.requests) == 3  # servers, pools, members
    finally:
        api.session.request("load-balancer", "DELETE", f"/lbaas/loadbalancers/{balancer}", params={"cascade": True})
        deadline = time.monotonic() + 120
        while api.list("load-balancer", "/lbaas/loadbalancers", "loadbalancers"):
            assert time.monotonic() < deadline
            time.sleep(0.5)


def test_names_addresses_and_constructed_groups(ansible: Callable[..., Ran], servers: SimpleNamespace, world: SimpleNamespace) -> None:
    options = {
        "hostnames": ["metadata.fqdn", "openstack.name ~ '.' ~ openstack.metadata.role"],
        "addresses": [{"network": f"{world.name}-front", "type": "fixed"}, "10.92.0.0/24"],
        "compose": {"where": "openstack.availability_zone ~ '!'", "nothing": "openstack.no.such"},
        "groups": {"with_ip": "openstack.public_v4 is not none"},
        "keyed_groups": [{"key": "openstack.metadata.role", "prefix": "role"}, {"key": "openstack.tags", "prefix": "tag"}],
        "legacy_groups": False,
    }
    ran = ansible("ansible-inventory", "--list", **options)
    assert set(ran.hosts) == {"web.web", f"web.web-{servers.twin[:8]}", "db.db"}
    assert ran.hosts["web.web"]["ansible_host"].startswith("10.91.0.")
    assert (ran.hosts["db.db"]["where"], "nothing" in ran.hosts["db.db"]) == ("nova!", False)
    assert set(ran.inventory) - {"_meta", "all", "ungrouped"} == {"role_web", "role_db", "tag_blue", "with_ip"}
    assert ran.inventory["with_ip"]["hosts"] == ["web.web"]
    assert "Could not set nothing for host" in ansible("ansible-inventory", "--list", strict=True, **options).said
    by_id = ansible("ansible-inventory", "--list", inventory_hostname="uuid")
    assert set(by_id.hosts) == set(servers.names.values())
    assert sorted(by_id.inventory["web"]["hosts"]) == sorted((servers.web, servers.twin))


def test_the_cache_and_a_cloud_that_is_gone(ansible: Callable[..., Ran], servers: SimpleNamespace, tmp_path: Path) -> None:
    kept = {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(tmp_path / "kept")}
    url = f"http://127.0.0.1:{free_port()}/v3"
    here = member(connect_retries="0", compute_endpoint_override="{{ lookup('env', 'COMPUTE') }}")

    def run(compute: str = "", **options: Any) -> Ran:
        return ansible("ansible-inventory", "--list", "-vvv", env={"COMPUTE": compute}, cloud=here, **kept | options)

    first = run()
    assert set(first.hosts) == set(servers.names) and len(first.requests) == 2
    (file,) = (tmp_path / "kept").iterdir()
    assert base64.b64encode(SECRET.encode()).decode() not in file.read_text()
    assert MEMBER["auth"]["password"] not in file.read_text()
    again = run()
    assert again.requests == [] and again.inventory == first.inventory
    assert run(expand=[]).requests != []  # another question
    run()
    os.utime(file, (0, 0))
    lost = run(url)
    assert set(lost.hosts) == set(servers.names)
    assert "cloud inline (RegionOne): ITS HOSTS ARE FROM THE CACHE, " in lost.said and "connection refused" in lost.said
    assert run(url, stale_cache=False).status != 0
    os.utime(file, (0, 0))
    assert len(run().requests) == 2  # it is back


def test_a_cloud_that_fails_among_others(ansible: Callable[..., Ran], servers: SimpleNamespace, tmp_path: Path) -> None:
    wrong = member(auth=MEMBER["auth"] | {"password": "wrong"})
    with serve(certificate(tmp_path, "127.0.0.1")) as stub:
        secure = member(connect_retries="0", auth=MEMBER["auth"] | {"auth_url": f"{stub.url}/v3"})
        clouds = {"good": member(), "wrong": wrong, "secure": secure}
        some = ansible("ansible-inventory", "--list", clouds=clouds)
        none = ansible("ansible-inventory", "--list", clouds=clouds, fail_on_errors=True)
        nothing = ansible("ansible-inventory", "--list", clouds={"wrong": wrong})
    assert set(some.hosts) == set(servers.names)
    assert "The servers of cloud wrong (RegionOne) cannot be listed: " in some.said and "HTTP 401" in some.said
    assert "The servers of cloud secure (RegionOne) cannot be listed: TLS failed" in some.said
    assert none.status != 0 and "HTTP 401" in none.said and "TLS failed" in none.said
    assert nothing.status != 0 and "cannot be listed" in nothing.said


def test_all_projects_by_an_administrator(ansible: Callable[..., Ran], servers: SimpleNamespace, world: SimpleNamespace) -> None:
    options = {"only_clouds": ["admin"], "all_projects": True, "include": [{"project": world.name}], "expand": ["projects"]}
    ran = ansible("ansible-inventory", "--list", "-vvv", **options)
    hosts = ran.hosts
    assert {have["openstack"]["id"] for have in hosts.values()} == set(servers.names.values())
    assert {have["openstack"]["project"]["name"] for have in hosts.values()} == {world.name}
    listing = next(request for request in ran.requests if "/servers/detail" in request)
    assert "all_tenants=true" in listing and "project_id=" in listing
    assert "user_data" not in ran.output


def test_secrets_for_those_who_ask(ansible: Callable[..., Ran], servers: SimpleNamespace, world: SimpleNamespace) -> None:
    options = {"only_clouds": ["admin"], "all_projects": True, "include": [{"project": world.name}]}
    hosts = ansible("ansible-inventory", "--list", hostvars=["user_data"], **options).hosts
    assert base64.b64decode(hosts["web"]["openstack"]["user_data"]).decode() == SECRET


def test_vault_and_templates(ansible: Callable[..., Ran], servers: SimpleNamespace, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("open sesame")
    tool = str(Path(sys.executable).with_name("ansible-vault"))
    command = [tool, "encrypt_string", "--vault-password-file", "key", MEMBER["auth"]["password"], "--name", "    password"]
    made = subprocess.run(command, check=True, capture_output=True, text=True, cwd=tmp_path)
    auth = {key: value for key, value in MEMBER["auth"].items() if key != "password"} | {"username": "{{ who }}"}
    lines = yaml.safe_dump({"plugin": "stratus.openstack.openstack", "auth": auth}, sort_keys=False, indent=4)
    source = tmp_path / "vaulted.clouds.yaml"
    source.write_text(lines + made.stdout)  # auth comes last, so that the password continues it
    who = f"who={MEMBER['auth']['username']}"
    ran = ansible("ansible-inventory", "-i", str(source), "--list", "--vault-password-file", "key", "-e", who)
    assert set(ran.hosts) == set(servers.names)
    assert MEMBER["auth"]["password"] not in ran.said


def test_names_of_files(ansible: Callable[..., Ran], tmp_path: Path) -> None:
    ansible("ansible-inventory", "--graph")
    source = tmp_path / "inventory.yml"
    source.write_text((tmp_path / "test.openstack.yml").read_text())
    ran = ansible("ansible-inventory", "-i", str(source), "--graph", env={"ANSIBLE_INVENTORY_UNPARSED_FAILED": "0"})
    assert "did not pass its verify_file() method" in ran.said or "Unable to parse" in ran.said

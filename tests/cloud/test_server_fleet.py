# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several like servers by one task: created, changed and removed together, found and waited for by listings that show them all."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server import fleet as fleet_module
from tests.cloud.servers import FLAVOR, IMAGE, Api, Done, agreed, run


@pytest.fixture(scope="module")
def like(world: SimpleNamespace) -> dict[str, Any]:
    """The options that servers have in common."""
    return {"image": IMAGE, "flavor": FLAVOR, "network": f"{world.name}-back", "auto_ip": False}


def names(api: Api) -> list[str]:
    return sorted(server["name"] for server in api.list("compute", "/servers", "servers"))


def single_reads(done: Done) -> list[str]:
    """The requests that look at one server."""
    return [line for line in done.requests if line.startswith("GET") and "/servers/" in line and "/servers/detail" not in line]


def test_servers_come_grow_change_shrink_and_go(api: Api, world: SimpleNamespace, like: dict[str, Any]) -> None:
    fleet = {"name": f"{world.name}-n%02d", **like}
    done = agreed(**fleet, count=3, metadata={"role": "worker"})
    wanted = [f"{world.name}-n0{number}" for number in (1, 2, 3)]
    assert [server["name"] for server in done.servers] == names(api) == wanted
    assert {server["status"] for server in done.servers} == {"ACTIVE"}
    assert len(done.writes) == 3
    assert not single_reads(done)
    assert sorted(done.diff["after"]) == wanted
    assert len(run(**fleet, count=3).requests) == 2  # the image is looked up, since nothing is remembered here
    ids = {server["name"]: server["id"] for server in done.servers}
    grown = agreed(**fleet, count=4, description="four of them")
    assert len(grown.writes) == 4
    assert {server["name"]: server["id"] for server in grown.servers if server["name"] in ids} == ids
    stopped = agreed(name=fleet["name"], count=4, auto_ip=False, power_state="shutoff")
    assert not single_reads(stopped)
    assert {server["status"] for server in stopped.servers} == {"SHUTOFF"}
    assert not run(**fleet, count=2).changed
    shrunk = agreed(**fleet, count=2, exact_count=True)
    assert names(api) == wanted[:2]
    assert sorted(shrunk.diff["before"]) == [*wanted, f"{world.name}-n04"]
    assert sorted(shrunk.diff["after"]) == wanted[:2]
    gone = agreed(name=fleet["name"], count=2, state="absent")
    assert gone.servers == names(api) == []


def test_each_gets_its_own_address_and_disk_and_loses_them(api: Api, world: SimpleNamespace, like: dict[str, Any]) -> None:
    wanted = [f"{world.name}-db", f"{world.name}-cache"]
    options = like | {"network": f"{world.name}-front", "auto_ip": True, "boot_from_volume": True, "security_groups": [f"{world.name}-web"]}
    run(name=wanted[1], **(options | {"auto_ip": False}))  # what a task that was cut short has left
    done = agreed(names=wanted, **options)
    assert [server["name"] for server in done.servers] == wanted
    assert len({server["public_v4"] for server in done.servers}) == 2
    assert all(api.floating(server["id"]) == {server["public_v4"]} for server in done.servers)
    assert len({server["volumes"][0]["id"] for server in done.servers}) == 2
    for check in (True, False):
        assert run(check, names=wanted, state="absent", delete_ips=True, delete_volumes="made").changed
    assert not run(names=wanted, state="absent").changed
    assert names(api) == api.list("network", "/floatingips", "floatingips") == []


def test_what_fails_is_told_and_the_others_are_made(api: Api, world: SimpleNamespace, like: dict[str, Any]) -> None:
    twin = {"imageRef": api.list("image", "/images", "images", name=IMAGE)[0]["id"], "flavorRef": "42", "networks": "none"}
    for _unused in range(2):
        api.session.request("compute", "POST", "/servers", json={"server": twin | {"name": f"{world.name}-two"}}, microversion="2.37")
    wanted = [f"{world.name}-{part}" for part in ("one", "two", "three")]
    with pytest.raises(CloudError, match=r"1 of 3 servers failed: Cannot look up server '.*-two': There are 2 objects"):
        run(names=wanted, **like)
    assert names(api) == sorted([*wanted, f"{world.name}-two"])
    with pytest.raises(CloudError, match="There is no image 'nothing'"):
        run(name=f"{world.name}-x", count=3, **(like | {"image": "nothing"}))
    with pytest.raises(CloudError, match="cannot be given to several servers"):
        run(name=f"{world.name}-x", count=3, image=IMAGE, flavor=FLAVOR, nics=[f"net-name={world.name}-back,v4-fixed-ip=10.92.0.9"])
    for server in api.list("compute", "/servers", "servers"):
        run(name=server["id"], state="absent")


def test_quotas_are_compared_before_and_what_fails_is_removed(
    api: Api, admin: Api, world: SimpleNamespace, like: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the comparison, as when another task takes the same quota meanwhile, Nova leaves servers in status ERROR."""
    quotas = f"/os-quota-sets/{api.session.access.project_id}"
    fleet = {"name": f"{world.name}-q", "count": 4, **like}
    admin.session.request("compute", "PUT", quotas, json={"quota_set": {"instances": 1, "cores": 3}})
    try:
        for check in (True, False):
            with pytest.raises(CloudError) as refused:
                run(check, **fleet)
            assert refused.value.message == (
                "Cannot create 4 more servers: The project's quotas have too little left: "
                "cores: 4 needed, 3 left of 3; instances: 4 needed, 1 left of 1"
            )
        assert names(api) == []
        monkeypatch.setattr(fleet_module.needs, "require", lambda session, wanted: None)
        with pytest.raises(CloudError, match=r"[34] of 4 servers failed: .*Quota exceeded.* The project's quota is used up"):
            run(**fleet, on_failure="remove")
        assert {server["status"] for server in api.list("compute", "/servers/detail", "servers")} <= {"ACTIVE"}
    finally:
        admin.delete("compute", quotas)
        run(name=fleet["name"], count=4, state="absent")

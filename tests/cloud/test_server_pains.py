# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong with servers and floating IPs elsewhere does not go wrong here: each known trouble, tried on a real Nova and Neutron.

The cloud ``admin`` of the clouds.yaml in OS_CLIENT_CONFIG_FILE makes a project for the tests; tasks run by the same call as in a
module, and what they did is read back by plain requests.
"""

from __future__ import annotations

import base64
import time
from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils import config
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server import floating_ips
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.listing import SERVERS
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.table import SERVER
from ansible_collections.stratus.openstack.plugins.module_utils.session import Session
from tests.cloud.servers import EXTERNAL, FLAVOR, IMAGE, MEMBER, OTHER_FLAVOR, Api, agreed, run


def without_address(web: SimpleNamespace) -> None:
    """Take the floating IPs off a server, and wait until Nova, which hears of it from Neutron, shows it so."""
    done, api, deadline = run(name=web.name, floating_ips=[]), Api(MEMBER), time.monotonic() + 60
    while any(entry["OS-EXT-IPS:type"] == "floating" for entries in api.server(done.id)["addresses"].values() for entry in entries):
        assert time.monotonic() < deadline
        time.sleep(0.2)


@pytest.fixture(scope="module")
def made_web(world: SimpleNamespace) -> SimpleNamespace:
    """A server with everything, without a floating IP, and the options that it was made by."""
    options = {
        "name": f"{world.name}-web.1",
        "image": IMAGE,
        "flavor": FLAVOR,
        "network": f"{world.name}-front",
        "key_name": world.name,
        "security_groups": [f"{world.name}-web", "default"],
        "metadata": {"role": "web", "count": 1},
        "tags": ["one", "two"],
        "description": "the first",
        "userdata": "#cloud-config\n{}\n",
        "auto_ip": False,
    }
    done = agreed(**options)
    return SimpleNamespace(options=options, name=options["name"], id=done.id, done=done)


@pytest.fixture
def web(api: Api, made_web: SimpleNamespace) -> SimpleNamespace:
    """That server as it was made, whatever an earlier test has left."""
    api.bring(made_web.id)
    if api.floating(made_web.id):
        without_address(made_web)
    run(**made_web.options)
    return made_web


def address(api: Api, world: SimpleNamespace) -> str:
    """A new floating IP that is attached to nothing."""
    return api.make("network", "/floatingips", "floatingip", floating_network_id=world.external)["floating_ip_address"]


# -- servers: creation and the second run -----------------------------------------------------------------------------------


def test_the_second_run_of_a_task_with_every_option_changes_nothing_and_takes_at_most_two_requests(web: SimpleNamespace) -> None:
    again = run(**web.options)
    assert not again.changed
    assert len(again.requests) <= 2
    assert again.diff["before"] == again.diff["after"]
    assert not hasattr(again, "drift")


def test_the_password_of_a_new_server_is_shown_once_and_the_user_data_never(web: SimpleNamespace) -> None:
    assert web.done.server["admin_password"]
    assert run(**web.options).server["admin_password"] is None
    assert "cloud-config" not in str(vars(web.done))
    assert base64.b64encode(b"#cloud-config\n{}\n").decode() not in str(vars(web.done))


def test_nova_looks_for_names_by_regular_expression_and_still_only_the_exact_one_is_taken(web: SimpleNamespace) -> None:
    twin = run(name=web.name.replace(".", "-"), state="absent", check=True)
    assert not twin.changed
    assert run(name=web.name[:-2], state="absent", check=True).changed is False


def test_two_servers_of_one_name_are_an_error_that_names_both(api: Api, world: SimpleNamespace, web: SimpleNamespace) -> None:
    server = api.server(web.id)
    name = f"{world.name}-twin"
    made = [
        api.make(
            "compute",
            "/servers",
            "server",
            name=name,
            imageRef=server["image"]["id"],
            flavorRef="1",
            networks=[{"uuid": world.networks["back"]}],
        )["id"]
        for _unused in range(2)
    ]
    with pytest.raises(CloudError, match="There are 2 objects of type server") as caught:
        run(name=name, image=IMAGE, flavor=FLAVOR)
    assert all(identifier in str(caught.value) for identifier in made)
    for identifier in made:
        assert run(name=identifier, state="absent").changed


@pytest.mark.parametrize(
    "wrong",
    [
        {"image": "nothing"},
        {"flavor": "nothing"},
        {"flavor": {"ram": ">=99999999"}},
        {"network": "nothing"},
        {"key_name": "nothing"},
        {"security_groups": ["nothing"]},
        {"volumes": ["nothing"]},
        {"floating_ips": ["192.0.2.1"]},
        {"floating_ip_pools": ["nothing"]},
        {"availability_zone": "nothing"},
    ],
)
def test_a_wrong_name_creates_nothing(api: Api, world: SimpleNamespace, wrong: dict[str, Any]) -> None:
    options = {"name": f"{world.name}-wrong", "image": IMAGE, "flavor": FLAVOR, "network": f"{world.name}-back", "auto_ip": False}
    with pytest.raises(CloudError, match=f"Cannot create server '{world.name}-wrong': "):
        run(**(options | wrong))
    assert api.list("compute", "/servers", "servers", name=f"^{world.name}-wrong") == []


# -- servers: metadata, tags, description, name -----------------------------------------------------------------------------


def test_a_changed_metadata_value_is_changed_and_not_deleted(api: Api, web: SimpleNamespace) -> None:
    done = agreed(name=web.name, metadata={"role": "db", "count": 1}, auto_ip=False)
    assert done.changed
    assert done.diff == {
        "before": {"name": web.name, "config_drive": False, "metadata": {"role": "web", "count": "1"}, "auto_ip": False},
        "after": {"name": web.name, "config_drive": False, "metadata": {"role": "db", "count": "1"}, "auto_ip": False},
    }
    assert api.server(web.id)["metadata"] == {"role": "db", "count": "1"}


@pytest.mark.parametrize("spelling", [{"role": "web", "count": "1"}, {"role": "web", "count": 1}, "role=web,count=1", "role=web, count=1"])
def test_one_metadata_in_several_spellings_is_no_change(web: SimpleNamespace, spelling: Any) -> None:
    assert not run(name=web.name, metadata=spelling, auto_ip=False).changed


def test_omitted_metadata_tags_groups_and_description_stay(api: Api, web: SimpleNamespace) -> None:
    before = api.server(web.id)
    done = run(name=web.name, image=IMAGE, flavor=FLAVOR, auto_ip=False)
    assert not done.changed
    after = api.server(web.id)
    assert {name: after[name] for name in ("metadata", "tags", "security_groups", "description")} == {
        name: before[name] for name in ("metadata", "tags", "security_groups", "description")
    }
    assert before["metadata"]
    assert before["tags"] == ["one", "two"]


def test_what_others_add_to_the_metadata_goes_only_when_the_whole_is_declared(api: Api, web: SimpleNamespace) -> None:
    api.session.request("compute", "POST", f"/servers/{web.id}/metadata", json={"metadata": {"heat": "x"}})
    assert not run(name=web.name, auto_ip=False, tags=["two", "one"]).changed
    assert api.server(web.id)["metadata"]["heat"] == "x"
    assert agreed(name=web.name, auto_ip=False, metadata={"role": "db"}).changed
    assert api.server(web.id)["metadata"] == {"role": "db"}
    assert agreed(name=web.name, auto_ip=False, metadata={}).changed
    assert api.server(web.id)["metadata"] == {}


def test_tags_are_replaced_when_declared_and_cleared_by_an_empty_list(api: Api, web: SimpleNamespace) -> None:
    assert agreed(name=web.name, auto_ip=False, tags=["three", "one"]).changed
    assert sorted(api.server(web.id)["tags"]) == ["one", "three"]
    assert agreed(name=web.name, auto_ip=False, tags=[]).changed
    assert api.server(web.id)["tags"] == []


def test_a_cloud_that_is_too_old_for_tags_is_no_trouble(web: SimpleNamespace) -> None:
    session = Session(config.load(MEMBER))
    session.login()
    session.set_cached("microversions", {"compute": "2.25"})
    params = {"name": web.name, "auto_ip": False, "state": "present", "wait": True, "timeout": 60, "image": IMAGE}
    for flavor in (FLAVOR, {"ram": "<=256"}):
        result = SERVER.execute(session, params | {"flavor": flavor})
        assert not result["changed"]
        assert result["server"]["tags"] is None
        assert "drift" not in result
    assert "drift" not in SERVER.execute(session, params | {"flavor_ram": 100})
    assert SERVER.execute(session, params | {"flavor": {"ram": ">256"}})["drift"][0]["option"] == "flavor"


def test_a_server_found_by_its_id_is_renamed_by_name_alone(api: Api, web: SimpleNamespace) -> None:
    assert not run(name=web.id, auto_ip=False).changed
    assert agreed(id=web.id, name=f"{web.name}-new", auto_ip=False).changed
    assert api.server(web.id)["name"] == f"{web.name}-new"
    assert agreed(id=web.id, name=web.name, auto_ip=False).changed
    with pytest.raises(CloudError, match="There is no server with the id"):
        run(id="11111111-2222-4333-8444-555555555555", name=web.name)


def test_the_description_is_changed_and_cleared(api: Api, web: SimpleNamespace) -> None:
    assert agreed(name=web.name, auto_ip=False, description="the second").changed
    assert api.server(web.id)["description"] == "the second"
    assert agreed(name=web.name, auto_ip=False, description="").changed
    assert not api.server(web.id)["description"]


# -- servers: security groups -----------------------------------------------------------------------------------------------


def test_security_groups_are_added_and_removed(api: Api, world: SimpleNamespace, web: SimpleNamespace) -> None:
    assert agreed(name=web.name, auto_ip=False, security_groups=[f"{world.name}-db"]).changed
    assert [port["security_groups"] for port in api.ports(web.id)] == [[world.groups["db"]]]
    assert agreed(name=web.name, auto_ip=False, security_groups=[world.groups["web"], world.groups["db"]]).changed
    assert [set(port["security_groups"]) for port in api.ports(web.id)] == [set(world.groups.values())]
    assert agreed(name=web.name, auto_ip=False, security_groups=[]).changed
    assert [port["security_groups"] for port in api.ports(web.id)] == [[]]


def test_omitted_security_groups_cost_no_request_and_stay_as_each_port_has_them(
    api: Api, world: SimpleNamespace, web: SimpleNamespace
) -> None:
    port = api.ports(web.id)[0]["id"]
    api.put("network", f"/ports/{port}", {"port": {"security_groups": [world.groups["web"]]}})
    done = run(name=web.name, auto_ip=False, image=IMAGE)
    assert not done.changed
    assert not [line for line in done.requests if "security-groups" in line or "/ports" in line]
    assert api.ports(web.id)[0]["security_groups"] == [world.groups["web"]]


def test_a_group_of_another_project_with_the_same_name_is_no_obstacle(admin: Api, web: SimpleNamespace) -> None:
    everyone = admin.list("network", "/security-groups", "security_groups", name="default")
    assert len({group["project_id"] for group in everyone}) > 1
    name = f"{web.name}-admin"
    try:
        done = run(cloud="admin", name=name, image=IMAGE, flavor=FLAVOR, network="shared", security_groups=["default"], auto_ip=False)
        own = next(group["id"] for group in everyone if group["project_id"] == admin.session.access.project_id)
        assert [port["security_groups"] for port in admin.ports(done.id)] == [[own]]
        again = run(cloud="admin", name=name, security_groups=[own], auto_ip=False)
        assert not again.changed
    finally:
        run(cloud="admin", name=name, state="absent")


@pytest.fixture(scope="module")
def made_wide(api: Api, world: SimpleNamespace) -> SimpleNamespace:
    """A server with two ports, one of which was there before it."""
    port = api.make(
        "network", "/ports", "port", network_id=world.networks["back"], name=f"{world.name}-port", security_groups=[world.groups["db"]]
    )
    options = {
        "name": f"{world.name}-wide",
        "image": IMAGE,
        "flavor": {"ram": "<=512", "vcpus": 1},
        "nics": [{"net-name": f"{world.name}-front"}, f"port-name={world.name}-port"],
        "security_groups": [f"{world.name}-web"],
        "auto_ip": False,
    }
    done = agreed(**options)
    return SimpleNamespace(options=options, name=options["name"], id=done.id, port=port["id"])


@pytest.fixture
def wide(api: Api, made_wide: SimpleNamespace) -> SimpleNamespace:
    """That server as it was made, whatever an earlier test has left."""
    if api.floating(made_wide.id):
        without_address(made_wide)
    run(**made_wide.options)
    return made_wide


def test_groups_are_applied_to_ports_that_were_there_before(api: Api, world: SimpleNamespace, wide: SimpleNamespace) -> None:
    found = {port["id"]: port["security_groups"] for port in api.ports(wide.id)}
    assert len(found) == 2
    assert found[wide.port] == [world.groups["web"]]
    assert set(map(tuple, found.values())) == {(world.groups["web"],)}


def test_a_port_that_lacks_a_group_which_another_has_is_seen(api: Api, world: SimpleNamespace, wide: SimpleNamespace) -> None:
    api.put("network", f"/ports/{wide.port}", {"port": {"security_groups": [world.groups["web"], world.groups["db"]]}})
    both = [f"{world.name}-web", f"{world.name}-db"]
    done = agreed(name=wide.name, auto_ip=False, security_groups=both)
    assert done.changed
    assert {tuple(sorted(port["security_groups"])) for port in api.ports(wide.id)} == {tuple(sorted(world.groups.values()))}
    assert len(run(name=wide.name, auto_ip=False, security_groups=both).requests) <= 2


# -- servers: drift ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "value", "now"),
    [
        ("flavor", OTHER_FLAVOR, FLAVOR),
        ("flavor", {"ram": ">=512"}, FLAVOR),
        ("flavor_ram", 512, FLAVOR),
        ("image", "cirros-0.6.3-x86_64", None),
        ("image", {"name_regex": "^cirros"}, None),
        ("key_name", "another", None),
        ("availability_zone", "elsewhere", "nova"),
        ("config_drive", True, ""),
        ("scheduler_hints", {"group": "2b0e9a1c-5f0a-4b7f-9f6d-7c3d2d9f4a55"}, {}),
    ],
)
def test_drift_is_told_and_not_acted_on(api: Api, web: SimpleNamespace, option: str, value: Any, now: Any) -> None:
    before = api.server(web.id)
    done = run(name=web.name, auto_ip=False, **{option: value})
    assert not done.changed
    assert not done.writes
    assert [entry["option"] for entry in done.drift] == [option]
    entry = done.drift[0]
    assert entry["wanted"] == value
    assert entry["remedy"]
    if now is not None:
        assert entry["now"] == now
    assert any(option in warning and "left alone" in warning for warning in done.warnings)
    assert done.diff["before"] == done.diff["after"]
    assert api.server(web.id)["updated"] == before["updated"]


def test_what_a_condition_allows_is_no_drift(web: SimpleNamespace) -> None:
    wanted = {
        "flavor": {"ram": "<=1024", "vcpus": 1},
        "image": {"name_regex": "^tiny", "visibility": "public", "properties": {"os_distro": "none"}},
    }
    assert not hasattr(run(name=web.name, auto_ip=False, **wanted), "drift")
    assert not hasattr(run(name=web.name, auto_ip=False, flavor_ram=64, flavor_include="nano"), "drift")


def test_drift_of_the_user_data_is_told_where_nova_shows_it_and_neither_text_is_shown(world: SimpleNamespace) -> None:
    options = {"cloud": "admin", "name": f"{world.name}-root", "image": IMAGE, "flavor": FLAVOR, "network": "shared", "auto_ip": False}
    try:
        run(userdata="first secret", **options)
        assert not hasattr(run(userdata="first secret", **options), "drift")
        done = run(userdata="second secret", **options)
        assert [entry["option"] for entry in done.drift] == ["userdata"]
        assert not done.changed
        for text in ("first secret", "second secret"):
            assert text not in str(vars(done))
            assert base64.b64encode(text.encode()).decode() not in str(vars(done))
    finally:
        run(cloud="admin", name=options["name"], state="absent")


# -- servers: other states, waiting, failing --------------------------------------------------------------------------------


def test_a_server_that_is_stopped_or_shelved_is_changed_all_the_same(api: Api, web: SimpleNamespace) -> None:
    api.act(web.id, "SHUTOFF", **{"os-stop": None})
    assert agreed(name=web.name, auto_ip=False, metadata={"role": "stopped"}, description="stopped").changed
    api.act(web.id, "SHELVED_OFFLOADED", shelve=None)
    assert not run(name=web.name, auto_ip=False, image=IMAGE, flavor=FLAVOR).changed
    done = agreed(name=web.name, auto_ip=False, description="shelved")
    assert done.changed
    assert done.server["status"] == "SHELVED_OFFLOADED"
    api.act(web.id, "ACTIVE", unshelve=None)


def test_neither_wait_nor_auto_ip(api: Api, world: SimpleNamespace) -> None:
    name = f"{world.name}-fast"
    done = run(name=name, image=IMAGE, flavor=FLAVOR, network=f"{world.name}-front", wait=False, auto_ip=False)
    assert done.changed
    assert done.server["status"] == "BUILD"
    assert run(name=name, image=IMAGE, flavor=FLAVOR, network=f"{world.name}-front", auto_ip=False).server["status"] == "ACTIVE"
    assert run(name=name, state="absent", check=True).changed
    assert api.server(done.id)["status"] == "ACTIVE"
    assert run(name=name, state="absent").changed
    assert api.server(done.id) == {}
    assert not run(name=name, state="absent").changed


def test_a_failed_boot_shows_the_reason_that_nova_gives(admin: Api, world: SimpleNamespace) -> None:
    flavor = admin.make("compute", "/flavors", "flavor", name=f"{world.name}-none", ram=64, vcpus=1, disk=1)
    admin.session.request(
        "compute", "POST", f"/flavors/{flavor['id']}/os-extra_specs", json={"extra_specs": {"trait:CUSTOM_NOWHERE": "required"}}
    )
    name = f"{world.name}-failed"
    options = {"name": name, "image": IMAGE, "flavor": flavor["name"], "network": f"{world.name}-front", "auto_ip": False}
    try:
        with pytest.raises(CloudError, match="No valid host was found"):
            run(**options)
        with pytest.raises(CloudError, match="it never booted: No valid host was found"):
            run(**options)
        assert run(name=name, state="absent").changed
    finally:
        admin.delete("compute", f"/flavors/{flavor['id']}")


def test_a_volume_to_boot_from_needs_no_size_and_another_is_attached_later(api: Api, world: SimpleNamespace) -> None:
    name = f"{world.name}-disk"
    volume = api.make("block-storage", "/volumes", "volume", name=name, size=1)["id"]
    try:
        options = {"name": name, "image": IMAGE, "flavor": FLAVOR, "network": f"{world.name}-back", "auto_ip": False}
        options |= {"boot_from_volume": True, "terminate_volume": True}
        first = agreed(**options)
        assert len(first.server["volumes"]) == 1
        assert first.server["image"] is None
        done = agreed(volumes=[name], **options)
        assert done.changed
        assert volume in {entry["id"] for entry in api.server(first.id)["os-extended-volumes:volumes_attached"]}
        assert run(name=name, state="absent").changed
    finally:
        api.delete("block-storage", f"/volumes/{volume}")


# -- floating IPs -----------------------------------------------------------------------------------------------------------


def test_a_floating_ip_comes_by_one_post_that_attaches_it(api: Api, web: SimpleNamespace) -> None:
    done = agreed(name=web.name, reuse_ips=False)
    assert [line.split(" ->")[0].rpartition("/")[2] for line in done.writes] == ["floatingips"]
    assert api.floating(web.id) == {done.server["public_v4"]}
    assert done.server["interface_ip"] == done.server["public_v4"]


def test_changes_of_the_floating_ips_are_seen_whatever_is_attached(api: Api, world: SimpleNamespace, web: SimpleNamespace) -> None:
    first, second = address(api, world), address(api, world)
    assert agreed(name=web.name, floating_ips=[first]).changed
    assert api.floating(web.id) == {first}
    assert agreed(name=web.name, floating_ips=[second]).changed
    assert api.floating(web.id) == {second}
    done = agreed(name=web.name, floating_ips=[])
    assert done.changed
    assert done.diff["before"]["floating_ips"] == [second]
    assert api.floating(web.id) == set()
    assert {first, second} <= {ip["floating_ip_address"] for ip in api.list("network", "/floatingips", "floatingips")}


def test_an_address_in_use_is_never_taken_away(api: Api, world: SimpleNamespace, web: SimpleNamespace, wide: SimpleNamespace) -> None:
    taken = address(api, world)
    assert agreed(name=web.name, floating_ips=[taken]).changed
    with pytest.raises(CloudError, match=f"Floating IP {taken} is attached to something else"):
        run(name=wide.name, floating_ips=[taken])
    with pytest.raises(CloudError, match=r"There is no floating IP 192\.0\.2\.1 in this project"):
        run(name=wide.name, floating_ips=["192.0.2.1"])
    assert api.floating(web.id) == {taken}
    assert api.floating(wide.id) == set()
    without_address(web)


def test_an_unused_address_is_used_again(api: Api, world: SimpleNamespace, web: SimpleNamespace) -> None:
    unused = {ip["floating_ip_address"] for ip in api.list("network", "/floatingips", "floatingips") if not ip["port_id"]} | {
        address(api, world)
    }
    done = agreed(name=web.name)
    assert done.changed
    assert done.server["public_v4"] in unused
    assert done.writes[0].startswith("PUT")
    without_address(web)


def test_two_tasks_that_want_the_same_unused_address_get_two(
    api: Api, world: SimpleNamespace, web: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another task takes the address between this one's look and its request."""
    for ip in api.list("network", "/floatingips", "floatingips"):
        api.delete("network", f"/floatingips/{ip['id']}")
    contested = address(api, world)
    other = api.make("network", "/ports", "port", network_id=world.networks["front"])
    honest = floating_ips.update_attachment

    def overtaken(context: Any, ip: dict[str, Any], spot: Any) -> bool:
        monkeypatch.setattr(floating_ips, "update_attachment", honest)
        assert ip["floating_ip_address"] == contested
        api.put("network", f"/floatingips/{ip['id']}", {"floatingip": {"port_id": other["id"]}})
        return honest(context, ip, spot)

    monkeypatch.setattr(floating_ips, "update_attachment", overtaken)
    done = run(name=web.name)
    assert done.changed
    assert api.floating(web.id) == {done.server["public_v4"]} != {contested}
    held = api.list("network", "/floatingips", "floatingips", floating_ip_address=contested)
    assert held[0]["port_id"] == other["id"]
    without_address(web)


def test_of_several_ports_the_one_that_can_be_reached_gets_the_address(api: Api, world: SimpleNamespace, wide: SimpleNamespace) -> None:
    done = agreed(name=wide.name)
    assert done.changed
    held = api.list("network", "/floatingips", "floatingips", floating_ip_address=done.server["public_v4"])[0]
    port = next(port for port in api.ports(wide.id) if port["id"] == held["port_id"])
    assert port["network_id"] == world.networks["front"]


def test_a_server_that_nothing_leads_to_goes_without(api: Api, world: SimpleNamespace) -> None:
    name = f"{world.name}-inner"
    done = agreed(name=name, image=IMAGE, flavor=FLAVOR, network=f"{world.name}-back")
    assert done.server["status"] == "ACTIVE"
    assert api.floating(done.id) == set()
    with pytest.raises(CloudError, match=f"no IPv4 address left that network {EXTERNAL} could serve|not reachable"):
        run(name=name, floating_ip_pools=[EXTERNAL], reuse_ips=False)
    assert run(name=name, state="absent").changed


def test_a_server_without_networks_goes_without(world: SimpleNamespace) -> None:
    name = f"{world.name}-none"
    done = agreed(name=name, image=IMAGE, flavor=FLAVOR, nics=["none"])
    assert done.server["addresses"] == {}
    assert done.server["interface_ip"] is None
    assert run(name=name, state="absent").changed


def test_without_waiting_the_address_is_assigned_and_with_delete_ips_it_goes(api: Api, world: SimpleNamespace) -> None:
    name = f"{world.name}-quick"
    done = run(name=name, image=IMAGE, flavor=FLAVOR, network=f"{world.name}-front", wait=False, reuse_ips=False)
    [assigned] = api.floating(done.id)
    assert not run(name=name, image=IMAGE, flavor=FLAVOR, network=f"{world.name}-front").changed
    assert run(name=name, state="absent", delete_ips=True, check=True).changed
    assert api.floating(done.id) == {assigned}
    assert run(name=name, state="absent", delete_ips=True).changed
    assert assigned not in {ip["floating_ip_address"] for ip in api.list("network", "/floatingips", "floatingips")}


def test_pools_are_met_once_each(api: Api, world: SimpleNamespace, web: SimpleNamespace) -> None:
    done = agreed(name=web.name, floating_ip_pools=[EXTERNAL])
    assert done.changed
    assert len(api.floating(web.id)) == 1
    assert not run(name=web.name, floating_ip_pools=[world.external]).changed
    without_address(web)


# -- lists ------------------------------------------------------------------------------------------------------------------


def test_servers_are_listed_by_one_request(web: SimpleNamespace, wide: SimpleNamespace) -> None:
    by_name, by_id = run(operation=SERVERS, name=web.name), run(operation=SERVERS, name=web.id)
    assert [server["id"] for server in by_name.servers] == [server["id"] for server in by_id.servers] == [web.id]
    assert len(by_name.requests) == len(by_id.requests) == 1
    active = run(operation=SERVERS, status="ACTIVE", filters={"key_name": web.options["key_name"]})
    assert [server["id"] for server in active.servers] == [web.id]
    assert len(active.requests) == 1
    full = run(operation=SERVERS, name=wide.name, detailed=True)
    assert full.servers[0]["image"]["name"] == IMAGE
    everyone = run(operation=SERVERS, cloud="admin", all_projects=True)
    assert {web.id, wide.id} <= {server["id"] for server in everyone.servers}
    assert run(operation=SERVERS, name="no such server").servers == []

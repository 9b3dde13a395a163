# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the smaller tables of the network service decide: ranges, rules of QoS policies, sub-ports, what others add meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.address_pools import (
    ADDRESS_GROUP,
    merge_networks,
    subtract_networks,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.default_rules import DEFAULT_SECURITY_GROUP_RULE
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.networks import NETWORK
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.port_forwardings import port_range
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.qos import change_order, plan, rule_body
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.routers import ROUTERS
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.trunks import is_same_sub_port
from tests.unit.fake_cloud import FakeCloud, fake_cloud
from tests.unit.stub import Answer, Request


@pytest.fixture
def cloud() -> Iterator[FakeCloud]:
    with fake_cloud() as made:
        yield made


# -- networks -----------------------------------------------------------------------------------------------------------------


def test_a_vlan_gets_another_number_and_a_tunnel_keeps_its_own(cloud: FakeCloud) -> None:
    for kind in ("vlan", "vxlan"):
        cloud.add("/network/v2.0/networks", name=kind, **{"provider:network_type": kind, "provider:segmentation_id": 100})
    wanted = {"state": "present", "provider_segmentation_id": 101}
    with cloud.session() as session:
        made = NETWORK.execute(session, dict(wanted, name="vlan"))["network"]
        assert made["provider_segmentation_id"] == 101
        with pytest.raises(CloudError, match="provider_segmentation_id is 100, asked for is 101"):
            NETWORK.execute(session, dict(wanted, name="vxlan"))
    assert [line.split("/")[0] for line in cloud.writes] == ["PUT "]


# -- routers ------------------------------------------------------------------------------------------------------------------


def test_routers_are_listed_with_their_interfaces(cloud: FakeCloud) -> None:
    routers = [cloud.add("/network/v2.0/routers", name=f"r{number}") for number in range(101)]
    for number, owner in ((0, "router_interface"), (100, "ha_router_replicated_interface"), (0, "router_gateway")):
        fixed = [{"ip_address": f"10.0.{number}.1", "subnet_id": "s"}]
        cloud.add("/network/v2.0/ports", device_id=routers[number]["id"], device_owner=f"network:{owner}", fixed_ips=fixed)
    params = dict.fromkeys(ROUTERS.spec()["argument_spec"])
    with cloud.session() as session:
        found = ROUTERS.execute(session, dict(params, interfaces=True))["routers"]
        plain = ROUTERS.execute(session, dict(params, interfaces=False))["routers"]
    assert [[one["ip_address"] for one in router["interfaces_info"]] for router in found] == [["10.0.0.1"], *[[]] * 99, ["10.0.100.1"]]
    assert "interfaces_info" not in plain[0]
    assert [line for line in cloud.log if "ports" in line] == ["GET /ports"] * 2


def test_a_router_that_is_predicted_takes_nothing_from_the_others(cloud: FakeCloud) -> None:
    router = cloud.add("/network/v2.0/routers", name="r")
    fixed = [{"ip_address": "10.0.0.1", "subnet_id": "s"}]
    cloud.add("/network/v2.0/ports", device_id=router["id"], device_owner="network:router_interface", fixed_ips=fixed)
    with cloud.session(dry_run=True) as session:
        session.request("network", "POST", "/routers", json={"router": {"name": "p"}}, key="router")
        found = ROUTERS.execute(session, dict(dict.fromkeys(ROUTERS.spec()["argument_spec"]), interfaces=True))["routers"]
    assert {have["name"]: len(have["interfaces_info"]) for have in found} == {"r": 1, "p": 0}


# -- ranges -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "merged"),
    [
        (["10.0.0.0/25", "10.0.0.128/25"], ["10.0.0.0/24"]),
        (["10.0.1.0/24", "10.0.0.7/16"], ["10.0.0.0/16"]),
        (["2001:DB8::/33", "10.0.0.0/8", "2001:db8:8000::/33"], ["10.0.0.0/8", "2001:db8::/32"]),
        ([], []),
    ],
)
def test_ranges_that_touch_are_one(values: list[str], merged: list[str]) -> None:
    assert merge_networks(values) == merged


@pytest.mark.parametrize(
    ("values", "others", "left"),
    [
        (["10.0.0.0/24"], ["10.0.0.0/25"], ["10.0.0.128/25"]),
        (["10.0.0.0/24"], ["10.0.0.0/16"], []),
        (["10.0.0.0/24", "10.1.0.0/24"], ["10.1.0.0/24"], ["10.0.0.0/24"]),
        (["10.0.0.0/24"], ["10.0.0.0/26", "10.0.0.128/25"], ["10.0.0.64/26"]),
        (["10.0.0.0/24", "2001:db8::/32"], ["::/0"], ["10.0.0.0/24"]),
    ],
)
def test_what_a_pool_loses(values: list[str], others: list[str], left: list[str]) -> None:
    assert subtract_networks(values, others) == left


@pytest.mark.parametrize(("one", "other"), [("80", "80:80"), ("80:81", "80:81"), (80, "80")])
def test_a_port_is_a_range_of_ports(one: Any, other: str) -> None:
    assert port_range(one) == port_range(other)


# -- rules of QoS policies ----------------------------------------------------------------------------------------------------


def rules(*options: dict[str, Any]) -> list[dict[str, Any]]:
    return [rule_body(one) for one in options]


LIMIT, MINIMUM = {"type": "bandwidth_limit", "max_kbps": 1000}, {"type": "minimum_bandwidth", "min_kbps": 500}


def test_what_is_right_is_not_touched() -> None:
    assert plan(rules(LIMIT, MINIMUM), rules(MINIMUM, LIMIT)) == ([], [], [])


def test_what_a_rule_does_not_mention_stays() -> None:
    have = rules({**LIMIT, "max_burst_kbps": 80})
    assert plan(have, rules(LIMIT)) == ([], [], [])


def test_a_rule_turns_instead_of_being_replaced() -> None:
    have = rules(LIMIT)
    assert plan(have, rules({**LIMIT, "direction": "ingress"})) == ([], [(have[0], {"direction": "ingress"})], [])


def test_rules_of_both_directions_keep_apart() -> None:
    inside = {**LIMIT, "direction": "ingress", "max_kbps": 7}
    have = rules(LIMIT, inside)
    assert plan(have, rules(inside)) == ([have[0]], [], [])
    assert plan(rules(LIMIT), rules(LIMIT, inside)) == ([], [], rules(inside))


@pytest.mark.parametrize(
    ("limit", "minimum", "first"),
    [(300, 200, "minimum_bandwidth"), (3000, 2000, "bandwidth_limit"), (3000, 200, "minimum_bandwidth")],
)
def test_a_minimum_never_passes_its_maximum(limit: int, minimum: int, first: str) -> None:
    wanted = rules({**LIMIT, "max_kbps": limit}, {**MINIMUM, "min_kbps": minimum})
    _remove, change, _add = plan(rules(LIMIT, MINIMUM), wanted)
    assert sorted(change, key=change_order)[0][0]["type"] == first


def test_a_rule_has_only_what_its_type_has() -> None:
    with pytest.raises(CloudError, match="A rule of type dscp_marking has no direction and no max_kbps"):
        rule_body({"type": "dscp_marking", "max_kbps": 1, "direction": "egress"})


# -- members ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "met"),
    [
        ({"port_id": "a"}, True),
        ({"port_id": "a", "segmentation_type": "inherit"}, True),
        ({"port_id": "a", "segmentation_type": "vlan", "segmentation_id": 101}, True),
        ({"port_id": "a", "segmentation_type": "vlan", "segmentation_id": 102}, False),
        ({"port_id": "b", "segmentation_type": "inherit"}, False),
    ],
)
def test_which_sub_port_is_meant(wanted: dict[str, Any], met: bool) -> None:
    assert is_same_sub_port({"port_id": "a", "segmentation_type": "vlan", "segmentation_id": 101}, wanted) is met


def execute(cloud: FakeCloud, table: Resource, **params: Any) -> dict[str, Any]:
    options = {name: entry.get("default") for name, entry in table.spec()["argument_spec"].items()} | params
    with cloud.session() as session:
        return table.execute(session, options)


def test_an_address_that_somebody_else_adds_meanwhile_stays(cloud: FakeCloud) -> None:
    """Members are added and removed one by one; the whole list is never sent."""
    group = {"id": "a" * 32, "name": "offices", "addresses": ["192.0.2.1/32", "192.0.2.2/32"]}
    sent = []

    def neutron(request: Request) -> Answer | None:
        if "/address-groups" not in request.path:
            return None
        if request.method == "GET":
            return Answer(200, {"address_groups": [group]})
        sent.append((request.path.rpartition("/")[2], request.json["addresses"]))
        return Answer(200, {"address_group": {**group, "addresses": ["192.0.2.2/32", "192.0.2.3/32", "198.51.100.9/32"]}})

    cloud.interfere = neutron
    execute(cloud, ADDRESS_GROUP, name="offices", addresses=["192.0.2.2", "192.0.2.3"])
    assert sent == [("add_addresses", ["192.0.2.3/32"]), ("remove_addresses", ["192.0.2.1/32"])]


# -- default rules ------------------------------------------------------------------------------------------------------------

RULE = {"id": "b" * 32, "direction": "ingress", "ethertype": "IPv4", "protocol": "tcp", "port_range_min": 22, "port_range_max": 22}
SSH = {"protocol": "6", "port_range_min": 22, "port_range_max": 22, "remote_group": "PARENT"}


@pytest.mark.parametrize(
    ("there", "asked", "outcome"),
    [
        ((True, False), {}, "same"),
        ((False, True), {}, "same"),
        ((True, False), {"used_in_default_sg": False}, "other"),
        ((True, False), {"used_in_default_sg": True}, "same"),
        ((True, False), {"used_in_default_sg": True, "used_in_non_default_sg": True}, "frozen"),
        ((False, True), {"used_in_default_sg": True, "used_in_non_default_sg": False}, "other"),
    ],
)
def test_one_rule_may_stand_in_both_templates(cloud: FakeCloud, there: tuple[bool, bool], asked: dict[str, bool], outcome: str) -> None:
    have = {**RULE, "remote_group_id": "PARENT", "used_in_default_sg": there[0], "used_in_non_default_sg": there[1]}

    def neutron(request: Request) -> Answer | None:
        if "/default-security-group-rules" not in request.path:
            return None
        if request.method == "GET":
            return Answer(200, {"default_security_group_rules": [have]})
        return Answer(201, {"default_security_group_rule": {**request.json["default_security_group_rule"], "id": "c" * 32}})

    cloud.interfere = neutron
    if outcome == "frozen":
        with pytest.raises(CloudError, match="used_in_non_default_sg is False, asked for is True"):
            execute(cloud, DEFAULT_SECURITY_GROUP_RULE, **SSH, **asked)
    else:
        assert execute(cloud, DEFAULT_SECURITY_GROUP_RULE, **SSH, **asked)["changed"] is (outcome == "other")

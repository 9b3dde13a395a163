# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the network service's modules decide before they ask for anything, and the races that floating IPs must not lose."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.overlay import Overlay
from ansible_collections.stratus.openstack.plugins.module_utils.services.network import base, subnets
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.floating_ips import FLOATING_IP
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.networks import NETWORK
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.port_forwardings import PORT_FORWARDING
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.ports import PORT
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.routers import ROUTER, Interface, Interfaces
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.security_groups import (
    SECURITY_GROUP,
    Rules,
    add_rules,
    naming,
    remove_rule,
    rule_bodies,
    rule_body,
    rule_key,
)
from tests.unit.fake_cloud import OTHER_PROJECT, PROJECT, FakeCloud, fake_cloud
from tests.unit.stub import Answer, Request

A, B, C = (f"{digit * 8}-0000-4000-8000-000000000000" for digit in "abc")
GROUP = {"id": A, "name": "web"}
FLOATING_IPS, PORTS, NETWORKS = (f"/network/v2.0/{name}" for name in ("floatingips", "ports", "networks"))


class NoNames(Context):
    """A context in which everything is given by id."""

    def __init__(self, **params: Any) -> None:
        super().__init__(None, params, NETWORK)

    @property
    def remembered(self) -> Context:
        return self


@pytest.fixture
def cloud() -> Iterator[FakeCloud]:
    with fake_cloud() as made:
        made.defaults[FLOATING_IPS] = {"port_id": None, "port_details": None, "fixed_ip_address": None, "description": "", "tags": []}
        yield made


def rule(**options: Any) -> dict[str, Any]:
    return rule_body({"direction": "ingress", "ether_type": "IPv4", **options}, GROUP, NoNames())


# -- rules --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"protocol": "tcp"}, {"protocol": "6"}),
        ({"protocol": "TCP"}, {"protocol": "tcp"}),
        ({"protocol": "any"}, {}),
        ({"protocol": "-1"}, {"protocol": ""}),
        ({"protocol": "icmp", "ether_type": "IPv6"}, {"protocol": "ipv6-icmp", "ether_type": "IPv6"}),
        ({"protocol": "icmpv6", "ether_type": "IPv6"}, {"protocol": "58", "ether_type": "IPv6"}),
        ({"protocol": "vrrp"}, {"protocol": "112"}),
        ({"protocol": "tcp", "port_range_min": -1, "port_range_max": -1}, {"protocol": "tcp"}),
        ({"protocol": "udp", "port_range_min": 1, "port_range_max": 65535}, {"protocol": "udp"}),
        ({"port_range_min": 0, "port_range_max": 65535}, {}),
        ({"remote_ip_prefix": "10.0.0.1"}, {"remote_ip_prefix": "10.0.0.1/32"}),
        ({"remote_ip_prefix": "10.0.0.9/24"}, {"remote_ip_prefix": "10.0.0.0/24"}),
        ({"remote_ip_prefix": "0.0.0.0/0"}, {}),
        ({"remote_ip_prefix": "::/0", "ether_type": "IPv6"}, {"ether_type": "IPv6"}),
        ({"remote_ip_prefix": "2001:DB8:0::/32", "ether_type": "IPv6"}, {"remote_ip_prefix": "2001:db8::/32", "ether_type": "IPv6"}),
        ({"remote_group": "web"}, {"remote_group": A}),
        ({"description": "a"}, {"description": "b"}),
    ],
)
def test_two_spellings_of_one_rule(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert rule_key(rule(**one)) == rule_key(rule(**other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"direction": "egress"}),
        ({}, {"ether_type": "IPv6"}),
        ({"protocol": "tcp"}, {}),
        ({"protocol": "icmp", "port_range_min": 8, "port_range_max": 0}, {"protocol": "icmp"}),
        ({"protocol": "icmp", "port_range_min": 0, "port_range_max": 0}, {"protocol": "icmp"}),
        ({"protocol": "tcp", "port_range_min": 1, "port_range_max": 1024}, {"protocol": "tcp"}),
        ({"remote_ip_prefix": "10.0.0.0/8"}, {}),
        ({"remote_group": A}, {"remote_group": B}),
        ({"remote_group": A}, {}),
    ],
)
def test_two_rules(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert rule_key(rule(**one)) != rule_key(rule(**other))


def test_a_rule_is_sent_without_what_is_open() -> None:
    sent = rule(protocol="any", port_range_min=-1, port_range_max=-1, remote_ip_prefix="10.0.0.7")
    assert sent == {"direction": "ingress", "ethertype": "IPv4", "remote_ip_prefix": "10.0.0.7/32"}


def test_a_list_of_rules_leaves_those_that_are_right() -> None:
    have = [
        rule(protocol="tcp"),
        rule(protocol="udp", description="old"),
        rule(direction="egress"),
        rule(protocol="icmp", description="kept"),
    ]
    wanted = [
        {"direction": "ingress", "ether_type": "IPv4", "protocol": "6"},
        {"direction": "ingress", "ether_type": "IPv4", "protocol": "udp", "description": "new"},
        {"direction": "ingress", "ether_type": "IPv4", "protocol": "icmp"},
        {"direction": "ingress", "ether_type": "IPv4", "protocol": "gre"},
        {"direction": "ingress", "ether_type": "IPv4", "protocol": "47"},
    ]
    add, replace, remove = Rules.plan({**GROUP, "security_group_rules": have}, rule_bodies(wanted, GROUP, NoNames()))
    assert [body["protocol"] for body in add] == ["47"]
    assert [(old["description"], body["description"]) for old, body in replace] == [("old", "new")]
    assert remove == [have[2]]


def test_a_diff_of_rules_shows_what_differs_and_the_rest_as_declared() -> None:
    have = {**GROUP, "security_group_rules": [rule(protocol="tcp", id=B), rule(direction="egress")]}
    wanted = [{"direction": "ingress", "ether_type": "IPv4", "protocol": "6"}]
    field = SECURITY_GROUP.fields["security_group_rules"]
    before = field.to_diff(field.diff_before(have, wanted, NoNames()))
    assert before == [{"direction": "egress", "ether_type": "IPv4"}, {"direction": "ingress", "ether_type": "IPv4", "protocol": "6"}]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            {"protocol": "tcp", "port_range_min": 22},
            "rule ingress IPv4 tcp 22-: port_range_min is set without port_range_max. Set both; they are equal for a single port.",
        ),
        (
            {"protocol": "132", "port_range_max": 22, "remote_ip_prefix": "10.0.0.0/8"},
            "rule ingress IPv4 132 -22 with 10.0.0.0/8: port_range_max is set without port_range_min."
            " Set both; they are equal for a single port.",
        ),
        (
            {"protocol": "udp", "port_range_min": 30, "port_range_max": 20, "ether_type": "IPv6", "direction": "egress"},
            "rule egress IPv6 udp 30-20: port_range_min 30 is greater than port_range_max 20.",
        ),
        (
            {"port_range_min": 22, "port_range_max": 22},
            "rule ingress IPv4 any protocol 22: port_range_min and port_range_max need a protocol. Set `protocol`, to tcp for instance.",
        ),
    ],
)
def test_ports_that_no_rule_can_have(options: dict[str, Any], said: str) -> None:
    with pytest.raises(CloudError) as caught:
        rule(**options)
    assert str(caught.value) == said


@pytest.mark.parametrize(
    "options",
    [{"protocol": "icmp", "port_range_min": 8}, {"protocol": "tcp", "port_range_min": -1, "port_range_max": -1}, {"protocol": "gre"}],
)
def test_ports_that_may_be_open(options: dict[str, Any]) -> None:
    assert rule(**options)["protocol"] == options["protocol"]


SEVERAL = [{"protocol": name} for name in ("tcp", "xyz", "47")] + [{"protocol": "udp", "remote_ip_prefix": "10.0.0.0/8"}]


@pytest.mark.parametrize(
    ("rules", "message", "said"),
    [
        (SEVERAL, "Security group rule protocol xyz not supported. Only 'tcp' and 'udp' are", "rule ingress xyz: "),
        (SEVERAL, "Ports cannot be specified for protocol 47.", "rule ingress 47: "),
        (SEVERAL, "Conflicting value ethertype IPv6 for CIDR 10.0.0.0/8", "rule ingress udp with 10.0.0.0/8: "),
        (SEVERAL[:2], "Quota exceeded", "one of the rules ingress tcp; ingress xyz: "),
        (SEVERAL, "Quota exceeded", "one of the rules ingress tcp; ingress xyz; ingress 47 and 1 more: "),
        (SEVERAL[:1], "Quota exceeded", "rule ingress tcp: "),
    ],
)
def test_an_error_names_its_rule(rules: list[dict[str, Any]], message: str, said: str) -> None:
    with pytest.raises(CloudError) as caught, naming(*({"direction": "ingress", **rule} for rule in rules)):
        raise CloudError(message)
    assert caught.value.message == said + message


def test_the_error_of_a_request_names_the_rule(cloud: FakeCloud) -> None:
    refusal = Answer(400, {"NeutronError": {"message": "Invalid value for port 70000"}})
    cloud.interfere = lambda request: None if "/auth/" in request.path else refusal
    context = Context(cloud.session(), {}, SECURITY_GROUP)
    bodies = [rule(protocol="tcp", port_range_min=port, port_range_max=port) for port in (80, 70000)]
    with pytest.raises(CloudError, match="^rule ingress IPv4 tcp 70000: Invalid value for port 70000"):
        add_rules(context, GROUP, bodies)
    with pytest.raises(CloudError, match="^rule ingress IPv4 tcp 80: "):
        remove_rule(context, {**GROUP, "security_group_rules": []}, {**bodies[0], "id": B})


# -- addresses ----------------------------------------------------------------------------------------------------------------

FIXED_IPS = PORT.fields["fixed_ips"]
EUI64 = {"subnet_id": B, "ip_address": "2001:db8::f816:3eff:fe9a:7a64"}


@pytest.mark.parametrize(
    ("have", "want", "same"),
    [
        ([(A, "10.0.0.5")], [{"subnet_id": A}], True),
        ([(A, "10.0.0.5")], [{"ip_address": "10.0.0.5"}], True),
        ([(A, "10.0.0.5")], [{"subnet_id": A, "ip_address": "10.0.0.6"}], False),
        ([(A, "10.0.0.5"), (A, "10.0.0.6")], [{"subnet_id": A}, {"subnet_id": A, "ip_address": "10.0.0.5"}], True),
        ([(A, "10.0.0.5"), (A, "10.0.0.6")], [{"subnet_id": A}], False),
        ([(A, "10.0.0.5")], [{"subnet_id": A}, {"subnet_id": B}], False),
        ([(A, "10.0.0.5"), tuple(EUI64.values())], [{"subnet_id": A}], True),
        ([(A, "10.0.0.5"), tuple(EUI64.values())], [{"subnet_id": A}, {"subnet_id": B}], True),
        ([(A, "10.0.0.5"), (B, "2001:db8::1")], [{"subnet_id": A}], False),
        ([(B, "2001:db8::1")], [{"ip_address": "2001:0DB8:0::0001"}], True),
        ([(A, "10.0.0.5")], [], False),
        ([], [], True),
    ],
)
def test_addresses_that_the_server_completes(have: list[tuple[str, str]], want: list[dict[str, str]], same: bool) -> None:
    current = [{"subnet_id": subnet, "ip_address": address} for subnet, address in have]
    assert FIXED_IPS.agrees(current, want, NoNames()) is same


def test_an_update_keeps_the_addresses_that_it_can() -> None:
    have = [{"subnet_id": A, "ip_address": "10.0.0.5"}, {"subnet_id": A, "ip_address": "10.0.0.6"}]
    kept = base.FixedIps.keep_addresses(have, [{"subnet_id": A}, {"subnet_id": A, "ip_address": "10.0.0.5"}, {"subnet_id": B}])
    assert kept == [have[1], {"subnet_id": A, "ip_address": "10.0.0.5"}, {"subnet_id": B}]


def test_address_pairs_are_completed_with_the_port_own_mac() -> None:
    field = PORT.fields["allowed_address_pairs"]
    have = [{"ip_address": "10.1.0.0/16", "mac_address": "fa:16:3e:00:00:01"}]
    assert field.agrees(have, [{"ip_address": "10.1.0.0/16"}], NoNames())
    assert field.agrees(have, [{"ip_address": "10.1.0.0/16", "mac_address": "FA-16-3E-00-00-01"}], NoNames())
    assert not field.agrees(have, [{"ip_address": "10.1.0.0/16", "mac_address": "fa:16:3e:00:00:02"}], NoNames())
    assert not field.agrees(have, [], NoNames())


@pytest.mark.parametrize(("cidr", "gateway"), [("10.0.0.0/24", "10.0.0.1"), ("2001:db8::/64", "2001:db8::"), ("10.0.0.4/32", "10.0.0.4")])
def test_the_gateway_that_the_api_gives_by_itself(cidr: str, gateway: str) -> None:
    assert subnets.first_address(cidr) == gateway


SUBNET_OPTIONS = dict.fromkeys(subnets.SUBNET.fields)


def test_the_gateway_of_a_subnet_is_said_in_one_way() -> None:
    def gateway(have: dict[str, Any] | None, **options: Any) -> Any:
        return subnets.Subnet.merge_options({**SUBNET_OPTIONS, **options}, have)["gateway_ip"]

    without = {"cidr": "10.0.0.0/24", "gateway_ip": None}
    assert gateway(without, disable_gateway_ip=True) == ""
    assert gateway(without, disable_gateway_ip=False) == "10.0.0.1"
    assert gateway(without) is None
    assert gateway({**without, "gateway_ip": "10.0.0.9"}, disable_gateway_ip=False) is None
    assert gateway(without, disable_gateway_ip=False, gateway_ip="10.0.0.7") == "10.0.0.7"
    with pytest.raises(CloudError, match="contradict"):
        gateway(without, disable_gateway_ip=True, gateway_ip="10.0.0.7")


# -- routers ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("have", "want", "missing", "surplus"),
    [
        ([("p1", A, "10.0.0.1")], [(None, A, None)], [], []),
        ([("p1", A, "10.0.0.1")], [(None, A, "10.0.0.2")], [0], [0]),
        ([("p1", A, "10.0.0.1"), ("p2", B, "10.1.0.1")], [(None, A, None)], [], [1]),
        ([], [(None, A, None)], [0], []),
        ([("p1", A, "2001:db8::1"), ("p1", B, "2001:db8:1::1")], [("p1", None, None)], [], []),
        ([("p1", A, "2001:db8::1"), ("p1", B, "2001:db8:1::1")], [(None, B, None)], [], [0]),
        ([("p1", A, "10.0.0.1")], [], [], [0]),
        ([("p1", A, "10.0.0.1")], [(None, A, "10.0.0.1"), (None, A, None)], [1], []),
    ],
)
def test_interfaces_by_what_hangs_on_the_router(
    have: list[tuple[str, str, str]], want: list[tuple[Any, Any, Any]], missing: list[int], surplus: list[int]
) -> None:
    current, wishes = [Interface(*one) for one in have], [Interface(*one) for one in want]
    assert Interfaces.plan(current, wishes) == ([wishes[at] for at in missing], [current[at] for at in surplus])


@pytest.mark.parametrize("item", [{"net": "app"}, {"subnet": "app", "ip": "10.0.0.1"}, {}])
def test_an_interface_that_is_none(item: dict[str, str]) -> None:
    with pytest.raises(CloudError, match="An interface is a subnet"):
        Interfaces().bind("interfaces").wire([item], NoNames())


def test_a_gateway_keeps_what_is_not_mentioned() -> None:
    complete = ROUTER.fields["external_gateway_info"].complete_body
    have = {"network_id": A, "enable_snat": False, "external_fixed_ips": [{"subnet_id": B, "ip_address": "203.0.113.5"}]}
    assert complete(have, {"external_fixed_ips": [{"subnet_id": B}]}) == {
        "network_id": A,
        "enable_snat": False,
        "external_fixed_ips": [{"subnet_id": B, "ip_address": "203.0.113.5"}],
    }
    assert complete(have, {"network_id": C}) == {"network_id": C, "enable_snat": False}
    assert complete(have, {"enable_snat": True}) == {"network_id": A, "enable_snat": True}
    assert complete(have, {}) == {}
    assert complete(None, {"network_id": A}) == {"network_id": A}
    with pytest.raises(CloudError, match="set `network` to add one"):
        complete(None, {"enable_snat": True})


# -- floating IPs -------------------------------------------------------------------------------------------------------------


def floating_ip(cloud: FakeCloud, check: bool = False, overlay: Overlay | None = None, **params: Any) -> dict[str, Any]:
    options = {
        **dict.fromkeys(FLOATING_IP.fields),
        "state": "present",
        "wait": True,
        "timeout": 10,
        "reuse": False,
        "purge": False,
        **params,
    }
    with cloud.session(dry_run=check, overlay=overlay) as session:
        return FLOATING_IP.execute(session, options)


def add_port(cloud: FakeCloud, number: int) -> str:
    fixed = {"subnet_id": B, "ip_address": f"10.0.0.{number}"}
    return cloud.add(PORTS, name=f"port-{number}", network_id=C, fixed_ips=[fixed], device_id="", created_at=str(number))["id"]


def add_floating_ip(cloud: FakeCloud, number: int, **members: Any) -> dict[str, Any]:
    address = f"203.0.113.{number}"
    return cloud.add(FLOATING_IPS, floating_ip_address=address, floating_network_id=A, created_at=str(number), **members)


def test_a_dry_run_gives_a_server_that_it_has_predicted_one_address(cloud: FakeCloud) -> None:
    cloud.add(NETWORKS, id=A, name="outside", **{"router:external": True})
    overlay = Overlay()
    with cloud.session(dry_run=True, overlay=overlay) as session:
        server = session.request("compute", "POST", "/servers", json={"server": {"name": "new"}}, key="server").body["server"]["id"]
    told = [floating_ip(cloud, True, overlay, server=server, state=state)["changed"] for state in ("present", "present", "absent")]
    assert told == [True, False, True]
    assert cloud.writes == []


def test_one_that_is_attached_elsewhere_is_never_taken(cloud: FakeCloud) -> None:
    mine, other = add_port(cloud, 1), add_port(cloud, 2)
    add_floating_ip(cloud, 7, port_id=other, port_details={"device_id": "other"})
    for check in (True, False):
        with pytest.raises(CloudError, match="203.0.113.7 is attached to something else"):
            floating_ip(cloud, check, port=mine, floating_ip_address="203.0.113.7")
    assert cloud.writes == []
    assert floating_ip(cloud, port=mine, floating_ip_address="203.0.113.7", state="absent", purge=True)["changed"] is False


def late_nova(cloud: FakeCloud, late: int, status: int = 200) -> list[bool]:
    """A server S whose addresses Nova copies from Neutron only ``late`` reads after a change; the list that is given back gets, for each
    read of the server, whether it shows the floating IP."""
    shown: list[bool] = []
    copied: list[bool] = []  # what Neutron had at each read

    def answer(request: Request) -> Answer | None:
        for ip in cloud.all(FLOATING_IPS):
            ip["port_details"] = {"device_id": "S", "device_owner": "compute:nova"} if ip["port_id"] else None
        if not request.path.endswith("/servers/S"):
            return None
        ips = cloud.all(FLOATING_IPS)
        copied.append(bool(ips and ips[0]["port_id"]))
        shown.append(copied[len(copied) - 1 - late] if len(copied) > late else not copied[-1])
        entries = [{"addr": "10.0.0.1"}] + [{"addr": "203.0.113.7"}] * shown[-1]
        return Answer(status, {"server": {"id": "S", "addresses": {"net": entries}}})

    cloud.interfere = answer
    return shown


@pytest.mark.parametrize("late", [0, 1, 4])
def test_an_attachment_waits_until_nova_shows_it(cloud: FakeCloud, late: int) -> None:
    port, shown = add_port(cloud, 1), late_nova(cloud, late)
    add_floating_ip(cloud, 7)
    assert floating_ip(cloud, port=port, floating_ip_address="203.0.113.7")["changed"]
    assert shown == [False] * late + [True]
    assert not floating_ip(cloud, port=port, floating_ip_address="203.0.113.7")["changed"]
    assert len(shown) == late + 1  # nothing was changed, so Nova is not asked
    shown.clear()
    late_again = late_nova(cloud, late)
    assert floating_ip(cloud, port=port, floating_ip_address="203.0.113.7", state="absent", purge=late == 1)["changed"]
    assert late_again == [True] * late + [False]


@pytest.mark.parametrize(("status", "wait", "reads"), [(200, False, 0), (403, True, 1), (404, True, 1)])
def test_an_attachment_does_not_wait_for_what_it_cannot_see(cloud: FakeCloud, status: int, wait: bool, reads: int) -> None:
    port, shown = add_port(cloud, 1), late_nova(cloud, 9, status)
    add_floating_ip(cloud, 7)
    assert floating_ip(cloud, port=port, floating_ip_address="203.0.113.7", wait=wait)["changed"]
    assert len(shown) == reads


def test_a_nova_that_never_follows_is_worth_a_warning(cloud: FakeCloud) -> None:
    port, shown = add_port(cloud, 1), late_nova(cloud, 1000)
    add_floating_ip(cloud, 7)
    passed: list[float] = []
    options = {**dict.fromkeys(FLOATING_IP.fields), "state": "present", "wait": True, "timeout": 10, "reuse": False, "purge": False}
    with cloud.session(clock=lambda: sum(passed), sleep=passed.append) as session:
        assert FLOATING_IP.execute(session, {**options, "port": port, "floating_ip_address": "203.0.113.7"})["changed"]
        assert session.warnings == [
            "Nova does not show yet that 203.0.113.7 was attached to server S; a listing of servers shows the old addresses for a while"
        ]
    assert round(sum(passed), 1) == 10
    assert not any(shown)


def test_reuse_takes_the_next_one_when_another_task_was_faster(cloud: FakeCloud) -> None:
    mine = add_port(cloud, 1)
    first, second = add_floating_ip(cloud, 7), add_floating_ip(cloud, 8)
    add_floating_ip(cloud, 6, project_id=OTHER_PROJECT)

    def faster(request: Request) -> Answer | None:
        if request.method == "PUT" and first["id"] in request.path and not first["port_id"]:
            first.update(port_id="taken", revision_number=5)
        return None

    cloud.interfere = faster
    result = floating_ip(cloud, port=mine, reuse=True, network=A)
    assert result["floating_ip"]["floating_ip_address"] == "203.0.113.8"
    assert (first["port_id"], second["port_id"]) == ("taken", mine)


def find_by_address(cloud: FakeCloud, request: Request) -> Answer | None:
    """Ports by a fixed address, as Neutron filters them."""
    parts = urlsplit(request.path)
    query = parse_qs(parts.query)
    if parts.path != PORTS or "fixed_ips" not in query:
        return None
    found = [port for port in cloud.all(PORTS) if port["network_id"] in query["network_id"]]
    wanted = set(query["fixed_ips"])
    return Answer(200, {"ports": [port for port in found if {f"ip_address={one['ip_address']}" for one in port["fixed_ips"]} & wanted]})


@pytest.mark.parametrize("named", [True, False], ids=["by its address", "a new one"])
def test_an_address_in_a_network_stands_for_the_port_that_has_it(cloud: FakeCloud, named: bool) -> None:
    cloud.interfere = lambda request: find_by_address(cloud, request)
    mine, _other = add_port(cloud, 1), add_port(cloud, 2)
    have = add_floating_ip(cloud, 7) if named else None
    where = {"network": A, "fixed_address": "10.0.0.1", "nat_destination": C, "floating_ip_address": have and "203.0.113.7"}
    for check in (True, False):
        assert floating_ip(cloud, check, **where)["changed"]
    attached = cloud.all(FLOATING_IPS)[0]
    assert (len(cloud.writes), attached["port_id"], attached["fixed_ip_address"]) == (1, mine, "10.0.0.1")
    attached["port_details"] = {"network_id": C, "device_id": ""}
    assert not floating_ip(cloud, **where)["changed"]
    assert floating_ip(cloud, **where, state="absent")["changed"]
    assert cloud.all(FLOATING_IPS)[0]["port_id"] is None


def test_a_place_that_could_be_at_any_port_is_refused(cloud: FakeCloud) -> None:
    cloud.interfere = lambda request: find_by_address(cloud, request)
    for place, other in ((("fixed_address", "10.0.0.1"), "nat_destination"), (("nat_destination", C), "fixed_address")):
        for more in ({"floating_ip_address": "203.0.113.7"}, {"description": "shop"}, {"state": "absent"}):
            with pytest.raises(CloudError, match=f"^Cannot use the options of floating IP.*: `{place[0]}` alone .*`{other}` in addition"):
                floating_ip(cloud, **dict([place]), **more)
    with pytest.raises(CloudError, match=f"There is no port with the address 10.0.0.1 in network {C}"):
        floating_ip(cloud, network=A, fixed_address="10.0.0.1", nat_destination=C)
    for _unused in range(2):
        add_port(cloud, 1)
    with pytest.raises(CloudError, match="There are 2 ports with the address 10.0.0.1 .* Name one with `port`"):
        floating_ip(cloud, network=A, fixed_address="10.0.0.1", nat_destination=C)
    assert cloud.writes == []


@pytest.mark.parametrize(("reuse", "warned"), [(False, True), (True, False)])
def test_a_task_that_allocates_another_one_each_time_names_the_way_out(cloud: FakeCloud, reuse: bool, warned: bool) -> None:
    usual = {"state": "present", "wait": True, "timeout": 10, "purge": False}
    params = dict.fromkeys(FLOATING_IP.fields) | usual | {"network": A, "reuse": reuse}
    with cloud.session() as session:
        for _run in range(2):
            FLOATING_IP.execute(session, params)
        assert any("`reuse: true`" in warning for warning in session.warnings) is warned
    assert len(cloud.all(FLOATING_IPS)) == (1 if reuse else 2)


def forward(cloud: FakeCloud, check: bool, floating: str, **params: Any) -> dict[str, Any]:
    usual = {"state": "present", "wait": True, "timeout": 10, "floating_ip": floating, "protocol": "tcp", "external_protocol_port": 80}
    with cloud.session(dry_run=check) as session:
        return PORT_FORWARDING.execute(session, dict.fromkeys(PORT_FORWARDING.fields) | usual | {"internal_protocol_port": 80} | params)


def test_a_forwarding_leads_to_the_first_ipv4_address_of_its_port(cloud: FakeCloud) -> None:
    """Neutron requires an address."""
    fixed = [{"subnet_id": B, "ip_address": address} for address in ("2001:db8::1", "10.0.0.1", "10.0.0.2")]
    port = cloud.add(PORTS, name="web", network_id=C, fixed_ips=fixed)["id"]
    floating = add_floating_ip(cloud, 7)["id"]
    place = f"{FLOATING_IPS}/{floating}/port_forwardings"
    sent = []

    def forwardings(request: Request) -> Answer | None:
        if not request.path.startswith(place):
            return None
        if request.method == "GET":
            return Answer(200, {"port_forwardings": []})
        sent.append(request.json["port_forwarding"])
        return Answer(201, {"port_forwarding": {"id": A, **sent[-1]}})

    cloud.interfere = forwardings
    for check in (True, False):
        assert forward(cloud, check, floating, network_port=port)["port_forwarding"]["internal_ip_address"] == "10.0.0.1"
    assert [body["internal_ip_address"] for body in sent] == ["10.0.0.1"]
    assert forward(cloud, False, floating, network_port=port, internal_ip="10.0.0.2")
    assert sent[-1]["internal_ip_address"] == "10.0.0.2"
    bare = cloud.add(PORTS, name="bare", network_id=C, fixed_ips=fixed[:1])["id"]
    with pytest.raises(CloudError, match="Cannot create port forwarding .*: Port bare has no IPv4 address"):
        forward(cloud, False, floating, network_port=bare)


def test_a_new_one_is_created_attached_by_one_request(cloud: FakeCloud) -> None:
    mine = add_port(cloud, 1)
    predicted = floating_ip(cloud, check=True, port=mine, network=A)
    assert cloud.writes == []
    result = floating_ip(cloud, port=mine, network=A)
    assert cloud.writes == ["POST /floatingips"]
    assert (predicted["changed"], predicted["diff"]) == (result["changed"], result["diff"])
    made = cloud.all(FLOATING_IPS)[0]
    assert (made["port_id"], made["fixed_ip_address"], made["floating_network_id"]) == (mine, "10.0.0.1", A)
    assert floating_ip(cloud, port=mine, network=A)["changed"] is False


@pytest.mark.parametrize(
    ("networks", "expected"),
    [
        ([("one", False)], "one"),
        ([("one", False), ("two", True)], "two"),
        ([("one", False), ("two", False)], None),
        ([], None),
    ],
)
def test_the_external_network_is_the_only_one_or_the_default(
    cloud: FakeCloud, networks: list[tuple[str, bool]], expected: str | None
) -> None:
    ids = {name: cloud.add(NETWORKS, name=name, is_default=default, **{"router:external": "true"})["id"] for name, default in networks}
    if expected:
        assert floating_ip(cloud, description="shop")["floating_ip"]["floating_network_id"] == ids[expected]
    else:
        with pytest.raises(CloudError, match="It is not clear which external network to use"):
            floating_ip(cloud, description="shop")
        assert cloud.writes == []


def test_detaching_keeps_it_and_purge_removes_it(cloud: FakeCloud) -> None:
    mine = add_port(cloud, 1)
    have = add_floating_ip(cloud, 7, port_id=mine, fixed_ip_address="10.0.0.1", project_id=PROJECT)
    assert floating_ip(cloud, port=mine, state="absent")["changed"] is True
    assert have["port_id"] is None
    assert floating_ip(cloud, port=mine, state="absent", purge=True)["changed"] is False
    assert floating_ip(cloud, floating_ip_address="203.0.113.7", state="absent")["changed"] is False
    assert floating_ip(cloud, floating_ip_address="203.0.113.7", state="absent", purge=True)["changed"] is True
    assert cloud.all(FLOATING_IPS) == []


def test_a_network_shows_whether_it_carries_vlans_in_vlans() -> None:
    assert NETWORK.to_result({"id": A, "qinq": True})["is_vlan_qinq"] is True

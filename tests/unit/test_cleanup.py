# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a cleanup finds, what stays and why, and the order of a removal."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils.catalogue import MODULES
from ansible_collections.stratus.openstack.plugins.module_utils.environment import removal
from ansible_collections.stratus.openstack.plugins.module_utils.environment.cleanup import Choice, Conditions, fits, parse_age
from ansible_collections.stratus.openstack.plugins.module_utils.environment.parallel import run_in_order
from ansible_collections.stratus.openstack.plugins.module_utils.environment.removal import Item, find_earlier, link, main_tables
from ansible_collections.stratus.openstack.plugins.module_utils.errors import BadOptions, CloudError


def identifier(number: int) -> str:
    return f"{number:08x}-0000-4000-8000-000000000000"


A, B, C, D, E, F = map(identifier, range(1, 7))


@pytest.mark.parametrize(
    ("text", "seconds"), [("30s", 30), ("90m", 5400), ("6h", 21600), ("2d", 172800), ("1w", 604800), ("1d12h", 129600), (None, None)]
)
def test_ages(text: str | None, seconds: int | None) -> None:
    assert parse_age(text) == seconds


@pytest.mark.parametrize("text", ["6", "h", "-1h", "6 h", "1y", "1.5h", ""])
def test_no_ages(text: str) -> None:
    with pytest.raises(BadOptions, match="which is no age"):
        parse_age(text)


def test_patterns() -> None:
    assert fits("ci-1", ["web", "ci-*"]) and fits("a[1]", ["a[1]"]) and fits("", [""])
    assert not fits("ci", ["ci-*"]) and not fits(None, ["*"]) and not fits("CI-1", ["ci-*"])


def conditions(**options: Any) -> Conditions:
    return Conditions({"match": None, "keep": None, "older_than": None, "project": "p", "state": "report", **options})


def test_marks() -> None:
    port = Item("port", {"id": A, "name": "ci-1", "tags": ["old", "trial"]})
    volume = Item("volume", {"id": B, "name": "ci-2", "metadata": {"purpose": "trial"}})
    address = Item("floating_ip", {"id": C, "floating_ip_address": "192.0.2.1", "description": "ci-3", "tags": []})
    everything = [port, volume, address]

    def found(**match: Any) -> list[Item]:
        return [item for item in everything if conditions(match=match).match(item)]

    assert found(name=["ci-*"]) == everything and found(name=["192*"]) == []
    assert found(tags=["old"]) == found(tags=["o*", "trial"]) == [port] and found(tags=["old", "new"]) == []
    assert found(metadata={"purpose": "t*"}) == [volume] and found(metadata={"purpose": "x"}) == []
    assert found(id=[B], name=["ci-*"]) == [volume] and found(id=[B], name=["x"]) == []
    kept = conditions(keep=["192.0.2.1", "ci-2", A])
    assert all(map(kept.is_kept, everything)) and not conditions(keep=["ci-4"]).is_kept(address)


def test_each_table_with_objects_of_projects_can_be_listed_and_removed() -> None:
    held = {module: MODULES[module] for module in main_tables() if MODULES[module].held_by}
    assert len(held) > 30 and {table.held_by for table in held.values()} == {"project", "user", "cloud"}
    for module, table in held.items():
        assert not table.has_parents and "absent" in table.states, module
        options = removal.removal_options(Item(module, {"id": A, table.id_field: A}), {"timeout": 5})
        assert options["state"] == "absent" and options[table.id_option or table.key_option] == A


def test_order_of_kinds() -> None:
    earlier = find_earlier()
    for module, others in {
        "network": {"loadbalancer", "server", "port", "subnet", "router", "trunk", "share_network"},
        "volume": {"server", "volume_snapshot", "volume_backup", "volume_transfer"},
        "port": {"loadbalancer", "server", "trunk", "floating_ip"},
        "floating_ip": {"server"},
        "trunk": {"server"},
        "share": {"share_snapshot"},
        "security_group": {"port", "server"},
        "secret": {"secret_container"},
        "project": {"network", "image"},
    }.items():
        assert others <= earlier[module], module
    assert all(module not in others for module, others in earlier.items())


def choose(*items: Item, **why: str) -> Choice:
    """The choice among linked items of which all are asked for but those with a name that begins with "other"."""
    link(list(items))
    judged = {item: why.get(str(item.name), "") for item in items if not str(item.name).startswith("other")}
    choice = Choice(list(items), judged)
    choice.spread()
    return choice


def names(items: Any) -> set[str]:
    return {item.name for item in items}


def server_with_port(name: str) -> list[Item]:
    return [
        Item("server", {"id": A, "name": name}),
        Item("port", {"id": B, "name": "port", "device_id": A, "device_owner": "compute:nova", "network_id": C}),
        Item("network", {"id": C, "name": "net"}),
        Item("trunk", {"id": D, "name": "trunk", "port_id": B}),
        Item("floating_ip", {"id": E, "floating_ip_address": "ip", "port_id": B, "router_id": F}),
        Item("router", {"id": F, "name": "way"}),
    ]


def test_a_server_that_stays_keeps_what_it_uses_and_what_is_attached_to_it() -> None:
    for name in ("web", "other"):
        choice = choose(*server_with_port(name), Item("volume", {"id": identifier(9), "name": "free"}), web="`keep` names it")
        assert {item.name for item in choice.going} == {"free"}
        reasons = {item.name: why for item, why in choice.kept.items()}
        assert reasons["port"] == f"server '{name}' uses it" and reasons["net"] == "port 'port' uses it"
        assert reasons["trunk"] == reasons["ip"] == "it is attached to port 'port'" and reasons["way"] == "floating IP 'ip' uses it"


def test_a_floating_ip_that_is_not_asked_for_is_detached_and_keeps_nothing() -> None:
    items = server_with_port("web")
    items[4].name = "other"
    choice = choose(*items)
    assert names(choice.going) == {"web", "port", "net", "trunk", "way"} and not choice.kept
    choice.add_attached({"floating_ip"}, conditions(keep=["nothing"]))
    assert "other" in names(choice.going)


def test_objects_of_a_stack_go_and_stay_with_it() -> None:
    for why in ("", "`keep` names it"):
        stack, net, port = Item("stack", {"id": A, "stack_name": "s"}), Item("network", {"id": B, "name": "n"}), None
        port = Item("port", {"id": C, "name": "p", "network_id": B})
        net.maker, stack.is_set = stack, True
        choice = choose(stack, net, port, s=why)
        assert names(choice.going) == ({"p", "s"} if not why else {"p"})
        assert choice.goes(net) == (not why) and choice.kept.get(net) == (None if not why else "it belongs to stack 's'")


def test_what_stays_keeps_the_stack_whose_object_it_uses() -> None:
    stack, net = Item("stack", {"id": A, "stack_name": "s"}), Item("network", {"id": B, "name": "n"})
    net.maker, stack.is_set = stack, True
    choice = choose(stack, net, Item("port", {"id": C, "name": "other", "network_id": B}))
    assert not choice.going and choice.kept[stack] == "port 'other' uses it"


def test_the_default_group_goes_with_its_project_alone() -> None:
    group = Item("security_group", {"id": A, "name": "default", "project_id": "b" * 32})
    assert choose(group).kept == {group: "every project has this security group"}
    group.uses.clear()
    project = Item("project", {"id": "b" * 32, "name": "acme"})
    assert choose(group, project).going == {group, project}
    kept = choose(group, project, acme="`keep` names it")
    assert not kept.going


def test_an_incremental_backup_keeps_the_older_ones() -> None:
    backups = [
        Item("volume_backup", {"id": one, "name": name, "volume_id": D, "created_at": f"2026-01-0{day}", "is_incremental": day > 1})
        for one, name, day in ((A, "full", 1), (B, "second", 2), (C, "third", 3))
    ]
    assert names(choose(*backups, second="its age is unknown").going) == {"third"}


class Recorder:
    """A session whose removals are recorded. ``refused``: how often the removal of an object with a name is refused."""

    dry_run = False

    def __init__(self, **refused: int) -> None:
        self.refused, self.removed = refused, []

    def progress(self, text: str) -> None:
        pass

    def remove(self, _session: Recorder, name: str, _work: Any) -> CloudError | None:
        name = name.split("'")[1]
        if self.refused.get(name, 0):
            self.refused[name] -= 1
            return CloudError("in use", status=409)
        self.removed.append(name)
        return None


def removed(monkeypatch: pytest.MonkeyPatch, items: list[Item], **refused: int) -> list[str]:
    session = Recorder(**refused)
    monkeypatch.setattr(removal, "run_apart", session.remove)
    link(items)
    removal.remove_items(session, items, {"threads": 1, "timeout": 5})
    return session.removed


def test_order_of_a_removal(monkeypatch: pytest.MonkeyPatch) -> None:
    items = server_with_port("web")
    stack = Item("stack", {"id": identifier(8), "stack_name": "s"})
    part = Item("port", {"id": identifier(9), "name": "part", "network_id": C})
    part.maker, stack.is_set = stack, True
    order = removed(monkeypatch, [*reversed(items), stack])
    assert order[:2] == ["s", "web"] and max(order.index("trunk"), order.index("ip")) < order.index("port") < order.index("net")
    assert order.index("ip") < order.index("way")


def test_what_is_refused_is_tried_again_and_keeps_what_it_uses(monkeypatch: pytest.MonkeyPatch) -> None:
    assert removed(monkeypatch, server_with_port("web"), web=1)[-1] in ("net", "way")
    items = server_with_port("web")
    order = removed(monkeypatch, items, web=9)
    by_name = {item.name: item for item in items}
    assert "port" not in order and str(by_name["port"].blocker) == "server 'web'" and by_name["web"].error.status == 409


def test_running_in_order() -> None:
    done: list[int] = []
    run_in_order({3: {2, 1}, 2: {1}, 1: set(), 4: {9}, 9: set()}, done.append, 1, lambda key: key != 9, lambda key: -key)
    assert done == [9, 1, 2, 3]

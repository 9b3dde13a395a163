# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The map of a project: what connects its objects, the groups of its picture, the page at 20 and at 500 servers, and what it requests."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils.environment import drawing, project_map
from ansible_collections.stratus.openstack.plugins.module_utils.environment.drawing import Box, Picture
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError

OPTIONS = {"dest": None, "project": None}


def listing(servers: int, networks: int = 2) -> dict[str, list[dict[str, Any]]]:
    """What the services answer for a project: servers on networks behind a router, each with a port and a volume, every third one with a
    floating IP; a load balancer; a port, a volume and a zone that nothing uses."""
    found: dict[str, list[dict[str, Any]]] = {module: [] for module in project_map.KINDS}
    found["network"] = [{"id": "public", "name": "public", "router:external": True, "status": "ACTIVE"}]
    found["router"] = [{"id": "r", "name": "edge", "status": "ACTIVE", "external_gateway_info": {"network_id": "public"}}]
    for at in range(networks):
        found["network"].append({"id": f"n{at}", "name": f"net-{at}", "status": "ACTIVE"})
        found["subnet"].append({"id": f"s{at}", "name": f"sub-{at}", "network_id": f"n{at}", "cidr": f"10.{at}.0.0/16"})
        inside = {"network_id": f"n{at}", "device_owner": "network:router_interface", "device_id": "r"}
        found["port"].append({"id": f"rp{at}", "name": "", "fixed_ips": [{"subnet_id": f"s{at}"}], **inside})
    for at in range(servers):
        network = at % networks
        found["server"].append({"id": f"vm{at}", "name": f"web-{at:03}", "status": "ERROR" if at == 7 else "ACTIVE"})
        address = [{"subnet_id": f"s{network}", "ip_address": f"10.{network}.{at // 250}.{at % 250 + 2}"}]
        port = {"network_id": f"n{network}", "device_owner": "compute:nova", "device_id": f"vm{at}", "fixed_ips": address}
        found["port"].append({"id": f"p{at}", "name": "", **port})
        found["volume"].append({"id": f"v{at}", "name": f"disk-{at}", "size": 10, "attachments": [{"server_id": f"vm{at}"}]})
        if at % 3 == 0:
            ip = {"floating_ip_address": f"203.0.113.{at}", "port_id": f"p{at}", "floating_network_id": "public"}
            found["floating_ip"].append({"id": f"f{at}", **ip})
    found["port"] += [{"id": "vip", "name": "vip", "network_id": "n0", "device_owner": "Octavia", "device_id": "lb-1"}]
    found["port"] += [{"id": "spare", "name": "spare", "network_id": "n0", "device_owner": "", "device_id": ""}]
    found["volume"] += [{"id": "unused", "name": "<b>unused</b>", "size": 1, "attachments": []}]
    found["loadbalancer"] = [{"id": "lb", "name": "front", "vip_port_id": "vip", "provisioning_status": "ACTIVE"}]
    found["dns_zone"] = [{"id": "z", "name": "example.org.", "email": "me@example.org", "status": "ACTIVE"}]
    return found


def mapped(found: dict[str, list[dict[str, Any]]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]], Picture]:
    nodes = project_map.make_nodes(found)
    edges = project_map.make_edges(found, nodes)
    return nodes, edges, project_map.draw(nodes, edges)


def page(servers: int) -> str:
    nodes, edges, picture = mapped(listing(servers))
    return project_map.make_html("Project shop", nodes, edges, picture, ["dns_zone"])


def titles(picture: Picture) -> set[str]:
    return {box.title for box in picture.boxes}


def test_edges_follow_from_the_tables_and_from_what_they_do_not_know() -> None:
    _nodes, edges, _picture = mapped(listing(1))
    found = {(edge["source"], edge["target"]): edge["by"] for edge in edges}
    assert found[("p0", "n0")] == "network" and found[("p0", "vm0")] == "device_id" and found[("p0", "s0")] == "subnet_id"
    assert found[("r", "public")] == "network" and found[("s0", "n0")] == "network" and found[("v0", "vm0")] == "attachments"
    assert found[("f0", "p0")] == "port" and found[("f0", "public")] == "network" and found[("lb", "vip")] == "vip_port"
    assert len(found) == len(edges)


def test_a_port_in_use_is_the_link_of_what_it_joins() -> None:
    _nodes, _edges, picture = mapped(listing(4))
    links = {frozenset(pair) for pair in picture.links}
    wanted = [("vm0", "n0"), ("vm1", "n1"), ("f0", "vm0"), ("v0", "vm0"), ("r", "n0"), ("r", "public"), ("lb", "n0"), ("spare", "n0")]
    assert {frozenset(pair) for pair in wanted} <= links
    assert "spare" in titles(picture) and "vip" not in titles(picture) and "sub-0" not in titles(picture)
    assert next(box for box in picture.boxes if box.key == "n0").lines == ["10.0.0.0/16"]


def test_twenty_servers_have_a_box_each_and_five_hundred_share_boxes() -> None:
    _nodes, _edges, few = mapped(listing(20))
    assert {f"web-{at:03}" for at in range(20)} <= titles(few)
    _nodes, _edges, many = mapped(listing(500))
    assert {"web-007", "disk-7", "<b>unused</b>", "net-0", "net-1"} <= titles(many)  # the server with an error stands alone
    groups = [box for box in many.boxes if len(box.members) > 1]
    assert sum(len(box.members) for box in groups if box.kind == "server") == 499
    assert len(groups) == 10 and len(many.boxes) < 25, titles(many)  # on each network: with and without a floating IP


def test_objects_that_are_all_connected_differently_share_boxes_as_well() -> None:
    nets = [Box(f"n{at}", "network", f"n{at}", 0) for at in range(9)]
    servers = [Box(f"s{at}", "server", f"s{at}", 1) for at in range(500)]
    links = [(f"n{bit}", f"s{at}") for at in range(500) for bit in range(9) if at >> bit & 1]
    assert len(Picture(nets + servers, links).boxes) == 10


def test_no_box_covers_another() -> None:
    boxes = mapped(listing(20))[2].boxes
    for box in boxes:
        below = [other for other in boxes if other.x == box.x and other.y > box.y]
        assert all(other.y >= box.y + box.height for other in below)


def test_the_page_of_500_servers_is_small_and_soon_there(tmp_path: Path) -> None:
    found = listing(500)
    started = time.process_time()
    nodes, edges, picture = mapped(found)
    text = project_map.make_html("Project shop", nodes, edges, picture, [])
    assert time.process_time() - started < 3
    assert len(text.encode()) < 3_000_000


class Reader(HTMLParser):
    """Collects the ids of a page and what it refers to; fails at elements that are not closed in their order."""

    VOID = {"meta", "input", "path", "rect"}

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [values[name] or "" for name in ("href", "src") if name in values]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag in self.VOID or self.open.pop() == tag


@pytest.mark.parametrize("servers", [0, 20, 500])
def test_each_link_leads_to_details_and_nothing_is_fetched(servers: int) -> None:
    reader = Reader()
    reader.feed(page(servers))
    assert reader.open == [] and len(set(reader.ids)) == len(reader.ids)
    assert {link for link in reader.links if link != "#"} <= {f"#{name}" for name in reader.ids}
    assert not re.search(r"(src|href)=.?(https?:|//)|url\(|@import", page(servers))


def test_names_are_texts_on_the_page_and_in_mermaid() -> None:
    nodes, edges, picture = mapped(listing(1))
    text = project_map.make_html("<i>", nodes, edges, picture, [])
    assert "<b>unused" not in text and "&lt;b&gt;unused" in text and "<i>" not in text
    assert "#lt;b>unused" in picture.to_mermaid() and "<b>" not in picture.to_mermaid()


def test_columns_of_a_plan() -> None:
    assert drawing.rank(["c", "a", "b"], {"c": ["b", "a"], "b": ["a"]}) == {"a": 0, "b": 1, "c": 2}


class Cloud:
    """A session of a cloud without DNS that does not let the user list volumes, and counts requests."""

    def __init__(self) -> None:
        self.found, self.asked = listing(3), []
        self.access = SimpleNamespace(project_id="own")
        self.config = SimpleNamespace(auth={})
        self.dry_run = False

    def apart(self) -> Cloud:
        return self

    def has_service(self, service: str) -> bool:
        return service != "dns"

    def in_parallel(self, work: Any, items: Any, _threads: int) -> list[Any]:
        return [work(item) for item in items]

    def list(self, service: str, path: str, _keys: str, params: Any = None, **_how: Any) -> list[dict[str, Any]]:
        self.asked.append((path, dict(params or {})))
        if service.startswith("block"):
            raise CloudError("Forbidden", status=403)
        module = next(name for name, kind in project_map.KINDS.items() if kind.table.path + kind.table.detail == path)
        others = [{"id": "shared", "name": "shared", "shared": True}]
        return others if "id" in (params or {}) else [have for have in self.found[module] if have["id"] != "public"]


def test_one_request_for_each_kind_and_what_is_missing() -> None:
    cloud: Any = Cloud()
    cloud.found["port"][0]["network_id"] = "shared"
    result = project_map.run_map(cloud, OPTIONS)
    assert len(cloud.asked) == 9 and result["missing"] == ["volume", "dns_zone"]
    assert cloud.asked[-1] == ("/networks", {"id": ["public", "shared"]})
    assert ("/servers/detail", {}) in cloud.asked and ("/ports", {"project_id": "own"}) in cloud.asked
    assert {node["name"] for node in result["nodes"]} > {"shared", "web-000"}
    assert result["counts"]["server"] == 3 and "volume" not in result["counts"] and "file" not in result

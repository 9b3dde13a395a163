# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task on one object of a project costs the same with 5,000 ports and 2,000 security groups beside it: the same requests, answers of the
same size, about the same time.

One port and one group are made by the API and then copied row by row in Neutron's database.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils.services.network import ports
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.floating_ips import FLOATING_IP
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.networks import NETWORK
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.security_groups import (
    SECURITY_GROUP,
    SECURITY_GROUP_RULE,
    SECURITY_GROUPS,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.subnets import SUBNET
from ansible_collections.stratus.openstack.plugins.module_utils.transport import Transport
from tests.cloud.servers import FLAVOR, IMAGE, Api, Done, run
from tests.devcloud.settings import Settings

PORTS, GROUPS = 5000, 2000
REPEATS = 3
LARGER = 1.5  # times, at most
PAGE = 1000
SHARE = 0.5  # of the time that one page of the listing of all ports takes: what a task may take longer


@dataclass
class Cost:
    """What a task took: its requests without ids, the characters of the answers, and the least time of several runs in seconds."""

    requests: list[str] = field(default_factory=list)
    size: int = 0
    seconds: float = 0


# -- rows ---------------------------------------------------------------------------------------------------------------------


class Rows:
    """Copies of an object in Neutron's database. ``owner``: the column that holds its id in the tables beside its own."""

    def __init__(self, database: sqlite3.Connection, table: str, owner: str) -> None:
        self.database, self.table, self.owner = database, table, owner
        self.attributes: list[int] = []
        self.ids: list[str] = []

    def tables(self) -> Iterator[tuple[str, list[str]]]:
        """The tables with something of the object, its own first, with their columns."""
        names = [name for (name,) in self.database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in sorted(names, key=lambda name: name != self.table):
            columns = [row[1] for row in self.database.execute(f'PRAGMA table_info("{name}")')]
            if name == self.table or self.owner in columns:
                yield name, columns

    def copy(self, model: str, count: int) -> None:
        """Copy all rows of an object ``count`` times: other ids, names and addresses."""
        self.ids = [str(uuid.uuid4()) for _number in range(count)]
        for table, columns in self.tables():
            key = "id" if table == self.table else self.owner
            marks = ", ".join("?" * len(columns))
            for row in self.database.execute(f'SELECT * FROM "{table}" WHERE {key} = ?', [model]).fetchall():
                known = dict(zip(columns, row, strict=True))
                made = [list(self.changed(known, key, number).values()) for number in range(count)]
                self.database.executemany(f'INSERT INTO "{table}" VALUES ({marks})', made)

    def changed(self, known: dict[str, Any], key: str, number: int) -> dict[str, Any]:
        new = known | {key: self.ids[number]}
        if key != "id" and isinstance(new.get("id"), str):
            new["id"] = str(uuid.uuid4())
        if new.get("standard_attr_id"):
            new["standard_attr_id"] = self.attribute(new["standard_attr_id"])
        high, low = divmod(number, 250)
        address = {"mac_address": f"fa:16:3f:00:{high:02x}:{low:02x}", "ip_address": f"10.95.{high + 100}.{low + 1}"}
        return new | {name: value for name, value in {"name": f"many-{number}", **address}.items() if name in known}

    def attribute(self, model: int) -> int:
        """A copy of the row that holds an object's description, times and revision -> its id."""
        columns = [row[1] for row in self.database.execute("PRAGMA table_info(standardattributes)") if row[1] != "id"]
        names = ", ".join(columns)
        copied = f"INSERT INTO standardattributes ({names}) SELECT {names} FROM standardattributes WHERE id = ?"
        self.attributes.append(self.database.execute(copied, [model]).lastrowid)
        return self.attributes[-1]

    def remove(self) -> None:
        for table, _columns in reversed(list(self.tables())):
            key = "id" if table == self.table else self.owner
            self.database.executemany(f'DELETE FROM "{table}" WHERE {key} = ?', [[one] for one in self.ids])
        self.database.executemany("DELETE FROM standardattributes WHERE id = ?", [[one] for one in self.attributes])


@contextlib.contextmanager
def many(port: str, group: str) -> Iterator[None]:
    """Thousands of copies of a port and of a security group with its rules, in the same project, until the end of the block."""
    with contextlib.closing(sqlite3.connect(Settings.load().database("neutron"), timeout=60)) as database:
        group_rows, port_rows = Rows(database, "securitygroups", "security_group_id"), Rows(database, "ports", "port_id")
        try:
            with database:
                group_rows.copy(group, GROUPS)
                port_rows.copy(port, PORTS)
            yield
        finally:
            with database:
                port_rows.remove()
                group_rows.remove()


# -- what tasks cost ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def cost(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Done]], Cost]:
    send, sizes = Transport.send, []

    def sent(self: Transport, *arguments: Any, **options: Any) -> Any:
        reply = send(self, *arguments, **options)
        sizes.append(len(reply.text))
        return reply

    monkeypatch.setattr(Transport, "send", sent)

    def counted(task: Callable[[], Done]) -> Cost:
        times = []
        for _number in range(REPEATS):
            sizes.clear()
            began = time.monotonic()
            done = task()
            times.append(time.monotonic() - began)
            assert not done.changed
        return Cost([line.partition("?")[0] for line in done.requests], sum(sizes), min(times))

    return counted


@pytest.fixture
def project(api: Api, admin: Api, world: SimpleNamespace) -> SimpleNamespace:
    """A port, a group with rules, a server and a floating IP, in a project without limits."""
    owner = api.session.access.project_id
    admin.put("network", f"/quotas/{owner}", {"quota": {"port": -1, "security_group": -1, "security_group_rule": -1}})
    name, group = world.name, f"{world.name}-web"
    net = api.make("network", "/networks", "network", name=f"{name}-wide")["id"]
    world.undo.append(("network", f"/networks/{net}"))
    world.networks["wide"] = net
    api.make("network", "/subnets", "subnet", name=f"{name}-wide", network_id=net, cidr="10.95.0.0/16", ip_version=4)
    port = api.make("network", "/ports", "port", name=f"{name}-one", network_id=net, security_groups=[world.groups["web"]])["id"]
    run(operation=SECURITY_GROUP_RULE, security_group=group, protocol="tcp", port_range_min=22, port_range_max=22)
    server = {"name": f"{name}-one", "image": IMAGE, "flavor": FLAVOR, "network": f"{name}-front", "security_groups": [group]}
    run(**server, auto_ip=True)
    return SimpleNamespace(port=port, server=server)


def test_tasks_cost_the_same_in_a_big_project(
    api: Api, world: SimpleNamespace, project: SimpleNamespace, cost: Callable[[Callable[[], Done]], Cost]
) -> None:
    name, group = world.name, f"{world.name}-web"
    rule = {"protocol": "tcp", "port_range_min": 22, "port_range_max": 22}
    tasks: dict[str, Callable[[], Done]] = {
        "port": lambda: run(operation=ports.PORT, name=f"{name}-one", network=f"{name}-wide", security_groups=[group]),
        "port_info": lambda: run(operation=ports.PORTS, name=f"{name}-one"),
        "network": lambda: run(operation=NETWORK, name=f"{name}-wide"),
        "subnet": lambda: run(operation=SUBNET, name=f"{name}-wide", network=f"{name}-wide"),
        "security_group": lambda: run(operation=SECURITY_GROUP, name=group, description=""),
        "security_group_info": lambda: run(operation=SECURITY_GROUPS, name=group),
        "security_group_rule": lambda: run(operation=SECURITY_GROUP_RULE, security_group=group, **rule),
        "floating_ip": lambda: run(operation=FLOATING_IP, server=f"{name}-one", network="public"),
        "server": lambda: run(**project.server, auto_ip=True),
    }
    alone = {what: cost(task) for what, task in tasks.items()}
    with many(project.port, world.groups["db"]):
        crowded = {what: cost(task) for what, task in tasks.items()}
        began = time.monotonic()
        page = api.session.request("network", "GET", "/ports", params={"limit": PAGE}).body["ports"]
        assert len(page) == PAGE
        seconds = time.monotonic() - began
    for what, one in alone.items():
        other = crowded[what]
        assert other.requests == one.requests, what
        assert other.size < one.size * LARGER, what
        assert other.seconds - one.seconds < seconds * SHARE, (what, one.seconds, other.seconds, seconds)

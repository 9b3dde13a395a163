# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory of 1,000 servers: this collection, openstack.cloud, and the bare fetch of the same pages with curl.

One server is made by the API and then copied row by row in Nova's databases, on a cloud of the benchmark's own that is thrown away at the
end. That two clouds are read in the time of one is measured with few servers behind a slow line: two busy services would share the
processors of one machine. ``measured`` is what ``python3 -m tests.benchmark`` calls.

    python3 -m tests.benchmark.inventory --ours BIN --collections FOLDER --peer BIN --peer-collections FOLDER
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from tests.devcloud.settings import CHECKOUT, Settings, state_folder
from tests.faults import proxy

SERVERS = 1000
REPEATS = 3
LATENCY = 0.5  # seconds per request, on the slow line
FEW = 10  # servers that are read over it
OFFSET = 10000  # of the ports, beside those of the cloud that runs already
PROJECT = "demo"
MODEL = "bench-0000"
MICROVERSION = "2.100"
HEADER = f"X-OpenStack-Nova-API-Version: {MICROVERSION}"
# Reads an inventory with the Ansible that runs it; prints seconds, seconds of the processor, peak memory and hosts. The peak is what Linux
# says in /proc: getrusage counts with it what the parent had at the fork.
PROBE = """
import json, sys, time
from ansible.parsing.dataloader import DataLoader
from ansible.inventory.manager import InventoryManager
from ansible.plugins.loader import init_plugin_loader
init_plugin_loader()
wall, cpu = time.monotonic(), time.process_time()
hosts = InventoryManager(loader=DataLoader(), sources=sys.argv[1:]).hosts
seconds, cpu = time.monotonic() - wall, time.process_time() - cpu
peak = next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmHWM:"))
print(json.dumps({"seconds": seconds, "cpu": cpu, "hosts": len(hosts), "peak": peak}))
"""


@dataclass(frozen=True)
class Contender:
    name: str
    plugin: str
    bin: str
    collections: str


# -- a cloud of its own -----------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def cloud() -> Iterator[Settings]:
    """A dev cloud that ends with the block, in the installed environments of the one that is there already."""
    main = Settings.load()
    folder = state_folder().parent / "bench-inventory"
    state = folder / "devcloud"
    state.mkdir(parents=True, exist_ok=True)
    for name in ("venv", "cli"):
        with contextlib.suppress(FileExistsError):
            (state / name).symlink_to(getattr(main, name), target_is_directory=True)
    offset = main.ports.get("offset", 0) + OFFSET
    env = os.environ | {"STRATUS_CACHE": str(folder), "STRATUS_DEVCLOUD_PORT_OFFSET": str(offset)}

    def command(verb: str) -> None:
        subprocess.run([sys.executable, "-m", "tests.devcloud", verb], check=True, cwd=CHECKOUT, env=env, stdout=subprocess.DEVNULL)

    try:
        command("up")
        yield Settings.load(state)
    finally:
        command("down")
        shutil.rmtree(folder)


# -- servers ----------------------------------------------------------------------------------------------------------------


def seed(settings: Settings, count: int = SERVERS) -> None:
    """Make sure of ``count`` servers in the project: one by the API, the others as copies of its rows."""
    client = [str(settings.cli / "bin" / "openstack"), "--os-cloud", PROJECT]
    env = os.environ | {"OS_CLIENT_CONFIG_FILE": str(settings.clouds_yaml)}
    options = ["--flavor", "m1.nano", "--image", "tiny-raw", "--network", "shared", "--property", "role=web", "--property", "env=bench"]
    made = subprocess.run(
        [*client, "server", "create", *options, "--wait", "-f", "json", MODEL], check=True, env=env, capture_output=True, text=True
    )
    model = json.loads(made.stdout)["id"]
    for name in ("nova", "nova_api"):
        with contextlib.closing(sqlite3.connect(settings.database(name), timeout=60)) as database:
            for table, columns in tables(database):
                copy(database, table, columns, model, count - 1)
            database.commit()


def tables(database: sqlite3.Connection) -> Iterator[tuple[str, list[str]]]:
    """The tables that have something of a server, with their columns."""
    for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        columns = [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]
        if "instance_uuid" in columns or table in ("instances", "instance_id_mappings"):
            yield table, columns


def copy(database: sqlite3.Connection, table: str, columns: list[str], model: str, count: int) -> None:
    """Copy a table's rows of the model server for ``count`` others: same text, other ids, names, addresses and times."""
    owner = "instance_uuid" if "instance_uuid" in columns else "uuid"
    rows = database.execute(f'SELECT * FROM "{table}" WHERE {owner} = ?', [model]).fetchall()
    marks = ", ".join("?" for _column in columns)
    database.executemany(
        f'INSERT INTO "{table}" VALUES ({marks})',
        (tuple(map(value_of, columns, row, [(owner, model, number)] * len(row))) for number in range(1, count + 1) for row in rows),
    )


def value_of(column: str, value: Any, place: tuple[str, str, int]) -> Any:
    owner, model, number = place
    identifier = str(uuid.uuid5(uuid.UUID(model), str(number)))
    if column == "id":
        return None  # the next one
    if column == "uuid" and owner != "uuid":
        return str(uuid.uuid4())
    if column == "created_at" and value:
        return (datetime.fromisoformat(value) + timedelta(seconds=number)).isoformat(" ", "microseconds")
    if not isinstance(value, str):
        return value
    if column in ("address", "network_info"):  # of a virtual interface; what the API shows of the server's addresses
        value = renumbered(value, number)
    return value.replace(model, identifier).replace(MODEL, f"bench-{number:04d}")


def renumbered(text: str, number: int) -> str:
    """Another MAC address, or another first fixed address in what Nova keeps of a server's network."""
    if not text.startswith("["):
        return f"fa:16:3e:{number >> 16 & 255:02x}:{number >> 8 & 255:02x}:{number & 255:02x}"
    interfaces = json.loads(text)
    for interface in interfaces:
        for subnet in interface["network"]["subnets"]:
            for address in subnet["ips"]:
                address["address"] = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    return json.dumps(interfaces)


# -- measuring --------------------------------------------------------------------------------------------------------------


def token(settings: Settings) -> tuple[str, str]:
    """A token of the project's user, and the address of the compute service."""
    client = [str(settings.cli / "bin" / "openstack"), "--os-cloud", PROJECT, "token", "issue", "-f", "value", "-c", "id"]
    env = os.environ | {"OS_CLIENT_CONFIG_FILE": str(settings.clouds_yaml)}
    return subprocess.run(client, check=True, capture_output=True, text=True, env=env).stdout.strip(), settings.url("nova", "/v2.1")


def bare_fetch(secret: str, compute: str) -> float:
    """Seconds that curl takes for all pages of servers, on one connection after the other as they come."""
    url, seconds = f"{compute}/servers/detail?limit=1000", 0.0
    while url:
        command = ["curl", "-s", "-w", "\n%{time_total}", "-H", f"X-Auth-Token: {secret}", "-H", HEADER, url]
        body, _newline, took = subprocess.run(command, check=True, capture_output=True, text=True).stdout.rpartition("\n")
        seconds += float(took)
        url = next((link["href"] for link in json.loads(body).get("servers_links", ()) if link["rel"] == "next"), "")
    return seconds


def read(contender: Contender, folder: Path, clouds: dict[str, Any], line: str = "", **options: Any) -> dict[str, float]:
    """One inventory, read by a process of its own: seconds, cpu, peak (MiB), hosts. ``line``: URL of the slow one's proxy."""
    source = folder / "openstack.yml"
    source.write_text(yaml.safe_dump({"plugin": contender.plugin, **options}))
    (folder / "clouds.yaml").write_text(yaml.safe_dump({"clouds": clouds}))
    env = {name: value for name, value in os.environ.items() if not name.startswith(("OS_", "ANSIBLE_"))}
    env |= {"ANSIBLE_COLLECTIONS_PATH": contender.collections, "ANSIBLE_INVENTORY_UNPARSED_FAILED": "1"}
    env |= {"http_proxy": line, "no_proxy": ""} if line else {}
    command = [f"{contender.bin}/python", "-c", PROBE, str(source)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=env, cwd=folder)
    if done.returncode:
        raise RuntimeError(f"{contender.name}: {done.stderr[-2000:]}")
    return json.loads(done.stdout)


def entries(settings: Settings, *names: str) -> dict[str, Any]:
    clouds = yaml.safe_load(settings.clouds_yaml.read_text())["clouds"]
    return {name: clouds[name] for name in names}


def median(runs: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def measured(contenders: list[Contender], folder: Path, servers: int = SERVERS, repeats: int = REPEATS) -> dict[str, Any]:
    """{"servers", "curl": seconds, "all", "far", "both": {contender: figures}, "host": {contender: ms of the processor}}.

    ``all``: all servers of one cloud. ``far``: a few of it over the slow line; ``both``: the same and another cloud in one inventory.
    ``host``: what one more host costs the process. The contenders and curl take turns, so that all see the machine alike.
    """
    curl: list[float] = []
    runs: dict[tuple[str, str], list[dict[str, float]]] = {}
    with cloud() as settings, proxy.running(delay=LATENCY) as slow:
        seed(settings, servers)
        one, two = entries(settings, PROJECT), entries(settings, PROJECT, "admin")
        known = token(settings)
        bare_fetch(*known)  # the first answer of a service that has just started is slower than the others
        few = {"server_filters": {"name": f"^{MODEL[:-1]}.$"}, "line": slow.url}
        for _repeat in range(repeats):
            curl.append(bare_fetch(*known))
            for who in contenders:
                runs.setdefault(("all", who.name), []).append(read(who, folder, one))
                runs.setdefault(("single", who.name), []).append(read(who, folder, one, server_filters={"name": f"^{MODEL}$"}))
                runs.setdefault(("far", who.name), []).append(read(who, folder, one, **few))
                runs.setdefault(("both", who.name), []).append(read(who, folder, two, **few))
    figures = {key: median(found) for key, found in runs.items()}
    host = {}
    for who in contenders:
        whole, single = figures["all", who.name], figures["single", who.name]
        host[who.name] = 1000 * (whole["cpu"] - single["cpu"]) / (whole["hosts"] - single["hosts"])
    parts = {key: {who.name: figures[key, who.name] for who in contenders} for key in ("all", "far", "both")}
    return {"servers": servers, "curl": statistics.median(curl), "host": host, **parts}


def table(found: dict[str, Any]) -> str:
    """The figures as a part of a page, in Markdown."""
    rows = [
        f"All {found['servers']} servers of a cloud; `curl` takes {found['curl']:.2f} s for the same pages. The last two columns: {FEW}"
        f" servers of one cloud, and of two clouds in one inventory, over a line that makes each request wait for {LATENCY:g} s.",
        "",
        "| plugin | all, s | of curl's | processor, ms per host | peak MiB | one cloud, s | two clouds, s |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name, whole in found["all"].items():
        rows.append(
            f"| {name} | {whole['seconds']:.2f} | {whole['seconds'] / found['curl']:.2f} | {found['host'][name]:.2f} |"
            f" {whole['peak']:.0f} | {found['far'][name]['seconds']:.2f} | {found['both'][name]['seconds']:.2f} |"
        )
    return "\n".join(rows)


def field(options: argparse.Namespace) -> list[Contender]:
    return [
        Contender("stratus.openstack", "stratus.openstack.openstack", str(options.ours), str(options.collections)),
        Contender("openstack.cloud", "openstack.cloud.openstack", str(options.peer), str(options.peer_collections)),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python3 -m tests.benchmark.inventory", description=__doc__.splitlines()[0])
    for name in ("ours", "collections", "peer", "peer-collections"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--servers", type=int, default=SERVERS)
    parser.add_argument("--repeats", type=int, default=REPEATS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measured(field(options), Path(folder), options.servers, options.repeats)
    print(json.dumps(found, indent=1))
    print(table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Side by side on the dev cloud: this collection in process and as ordinary modules, openstack.cloud, `ping` and `debug`.

    python3 -m tests.benchmark --ours BIN --peer BIN --peer-collections FOLDER

``make bench`` prepares all of that. Figures of one run are compared with each other only; nothing here has a limit of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import yaml

from tests.benchmark import floor, inventory, objects, plays, report
from tests.devcloud import access
from tests.faults import proxy

HERE = Path(__file__).resolve().parent
OURS, PEER = "stratus.openstack", "openstack.cloud"
LATENCY = 0.05  # seconds per request, in the second round
INVENTORY = "inventory"
OBJECTS = "object store"
# Runs a command and writes down the peak memory (KiB) of the largest process in it. Linux counts with a process what its parent had when it
# began, so that has to be a small one.
PEAK = """
import resource, subprocess, sys
status = subprocess.call(sys.argv[2:])
open(sys.argv[1], "w").write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(status)
"""


@dataclass(frozen=True)
class Contender:
    name: str
    collection: str
    environment: dict[str, str]


def run(contender: Contender, tasks: list[plays.Task], environment: dict[str, str]) -> dict[str, Any]:
    """One playbook -> seconds of each result, requests, peak memory of the largest process (MiB). Raises RuntimeError when a task fails."""
    if not tasks:
        return {}
    folder_of_tools = contender.environment["BIN"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book, times, printed, peak = folder / "play.yml", folder / "times.jsonl", folder / "output", folder / "peak"
        book.write_text(yaml.safe_dump(plays.playbook(contender.collection, tasks)))
        own = {"TASK_TIMES": str(times), "ANSIBLE_CALLBACK_PLUGINS": str(HERE / "callback_plugins"), "ANSIBLE_LOCALHOST_WARNING": "false"}
        interpreter = f"ansible_python_interpreter={folder_of_tools}/python"
        command = [sys.executable, "-SE", "-c", PEAK, peak]
        command += [f"{folder_of_tools}/ansible-playbook", "-i", "localhost,", "-c", "local", "-e", interpreter, book]
        began = time.monotonic()
        with access.recorded() as requests, printed.open("w") as output:
            environment = os.environ | contender.environment | environment | own
            process = subprocess.run(command, check=False, env=environment, stdout=output, stderr=subprocess.STDOUT)
        wall = time.monotonic() - began
        lines = [json.loads(line) for line in times.read_text().splitlines()] if times.exists() else []
        if process.returncode:
            failed = [line["message"] for line in lines if line["failed"]]
            raise RuntimeError(f"{contender.name}: {failed}\n{printed.read_text()[-3000:]}")
        largest = int(peak.read_text()) / 1024
    return {"wall": wall, "tasks": [line["seconds"] for line in lines], "requests": len(requests), "peak": largest}


def measured(contender: Contender, name: str, environment: dict[str, str]) -> dict[str, Any]:
    """One scenario for one contender; what it needs is made before and removed after, without added latency."""
    scenario = plays.SCENARIOS[name]
    run(contender, scenario.before(contender.collection), {})
    figures = run(contender, scenario.tasks(contender.collection), environment)
    run(contender, scenario.after(contender.collection), {})
    return figures


def trivial(contender: Contender, module: str) -> float:
    """Median seconds of a task that does nothing at all, with the same Ansible."""
    return statistics.median(run(contender, plays.repeated({f"ansible.builtin.{module}": {}}), {})["tasks"])


def bare_request(contender: Contender) -> float:
    """Median seconds of the very GET behind a no-op network task, by curl on a new connection each time."""
    scenario = plays.SCENARIOS["network no-op"]
    run(contender, scenario.before(OURS), {})
    with access.recorded(agent="stratus") as requests:
        run(contender, scenario.before(OURS), {})
    path = next(request.path for request in requests if "/networks?" in request.path)
    login = floor.Login.demo()
    url = urljoin(login.endpoint("network"), path)
    command = ["curl", "-s", "-o", os.devnull, "-w", "%{time_total}", "-H", f"X-Auth-Token: {login.token}", url]
    times = [float(subprocess.run(command, check=True, capture_output=True, text=True).stdout) for _unused in range(plays.REPEATS)]
    run(contender, scenario.after(OURS), {})
    return statistics.median(times)


def bare_servers(contender: Contender) -> float:
    """Seconds for the same servers by raw requests."""
    scenario = plays.SCENARIOS[plays.COUNT]
    run(contender, scenario.before(OURS), {})
    seconds = floor.servers(floor.Login.demo())
    run(contender, scenario.after(OURS), {})
    return seconds


def contenders(options: argparse.Namespace) -> list[Contender]:
    ours = {"BIN": options.ours, "ANSIBLE_COLLECTIONS_PATH": options.collections}
    peer = {"BIN": options.peer, "ANSIBLE_COLLECTIONS_PATH": options.peer_collections}
    return [
        Contender("in process", OURS, ours),
        Contender("ordinary module", OURS, ours | {"STRATUS_INPROCESS": "0"}),
        Contender("openstack.cloud", PEER, peer),
    ]


def arguments() -> argparse.Namespace:
    """The command line. A scenario that does not exist ends the program, with the names of those that do."""
    parser = argparse.ArgumentParser(prog="python3 -m tests.benchmark", description=__doc__.splitlines()[0])
    for name, text in (
        ("ours", "bin folder of an environment with ansible-core and requests"),
        ("collections", "folder with this collection"),
        ("peer", "bin folder of an environment with ansible-core and openstacksdk"),
        ("peer-collections", "folder with openstack.cloud"),
    ):
        parser.add_argument(f"--{name}", required=True, help=text)
    names = [*plays.SCENARIOS, INVENTORY, OBJECTS]
    parser.add_argument("--only", nargs="*", default=names, choices=names, metavar="SCENARIO", help=f"of these: {', '.join(names)}")
    parser.add_argument("--output", type=Path, default=HERE.parents[1] / "docs" / "benchmarks")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    field = contenders(options)
    results: dict[str, Any] = {
        "command": "make bench",
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "debug": trivial(field[0], "debug"),
        "ping": trivial(field[0], "ping"),
        "curl": bare_request(field[0]),
        "rounds": {},
    }
    for round_name, delay in (("loopback", 0.0), (f"{LATENCY * 1000:.0f} ms more per request", LATENCY)):
        figures = results["rounds"][round_name] = {}
        with proxy.running(delay=delay) as slow:
            environment = {"http_proxy": slow.url, "no_proxy": ""} if delay else {}
            for name in (name for name in options.only if name in plays.SCENARIOS):
                if delay and plays.SCENARIOS[name].near:
                    continue
                if name == plays.COUNT:  # right before, so that both see the machine alike
                    results["raw_servers"] = bare_servers(field[0])
                figures[name] = {}
                for contender in field[:-1] if plays.SCENARIOS[name].beside else field:
                    print(f"{round_name}: {name}, {contender.name} ...", end=" ", flush=True)
                    figures[name][contender.name] = found = measured(contender, name, environment)
                    print(f"{found['wall']:.1f} s, {found['requests']} requests, {found['peak']:.0f} MiB", flush=True)
    if INVENTORY in options.only:
        print("inventory ...", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            results[INVENTORY] = inventory.measured(inventory.field(options), Path(folder))
    if OBJECTS in options.only:
        print("object store ...", flush=True)
        results[OBJECTS] = objects.measured(lambda tasks: run(field[0], tasks, {}))
        print(objects.table(results[OBJECTS]), flush=True)
    report.write(results, options.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())

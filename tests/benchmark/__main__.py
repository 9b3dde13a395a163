# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Side by side on the dev cloud: this collection in process and as ordinary modules, openstack.cloud, `ping` and `debug`.

    python3.11 -m tests.benchmark --ours BIN --peer BIN --peer-collections FOLDER

``make bench`` prepares all of that. Figures of one run are compared with each other only; nothing here has a limit of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.benchmark import plays, report
from tests.benchmark.delay_proxy import delaying
from tests.devcloud import access

HERE = Path(__file__).resolve().parent
OURS, PEER = "stratus.openstack", "openstack.cloud"
LATENCY = 0.05  # seconds per request, in the second round


@dataclass(frozen=True)
class Contender:
    name: str
    collection: str
    environment: dict[str, str]


def run(contender: Contender, tasks: list[plays.Task], environment: dict[str, str]) -> dict[str, Any]:
    """One playbook -> seconds of each result, requests, peak memory of the largest process (MiB). Raises RuntimeError when a task fails."""
    if not tasks:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        book, times = Path(folder) / "play.yml", Path(folder) / "times.jsonl"
        book.write_text(yaml.safe_dump(plays.playbook(contender.collection, tasks)))
        env = (
            os.environ
            | contender.environment
            | environment
            | {"TASK_TIMES": str(times), "ANSIBLE_CALLBACK_PLUGINS": str(HERE / "callback_plugins"), "ANSIBLE_LOCALHOST_WARNING": "false"}
        )
        began = time.monotonic()
        with access.recorded() as requests:
            process = subprocess.Popen(
                [f"{contender.environment['BIN']}/ansible-playbook", "-i", "localhost,", "-c", "local", str(book)],
                env=env,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            output = process.communicate()[0]
        lines = [json.loads(line) for line in times.read_text().splitlines()] if times.exists() else []
        if process.returncode:
            raise RuntimeError(f"{contender.name}: {[line['message'] for line in lines if line['failed']]}\n{output[-3000:]}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"wall": time.monotonic() - began, "tasks": [line["seconds"] for line in lines], "requests": len(requests), "peak": peak}


def measured(contender: Contender, name: str, environment: dict[str, str]) -> dict[str, Any]:
    """One scenario for one contender, in a child process of its own so that peaks of memory do not mix."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _about, before, tasks, after = plays.SCENARIOS[name]
        try:
            c = contender.collection
            prepare = {key: value for key, value in environment.items() if key != "http_proxy"}
            setup = os.fork()
            if setup == 0:
                run(contender, before(c), prepare)
                os._exit(0)
            os.waitpid(setup, 0)
            figures = run(contender, tasks(c), environment)
            run(contender, after(c), prepare)
        except RuntimeError as error:
            figures = {"error": str(error)}
        os.write(writing, json.dumps(figures).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as stream:
        figures = json.loads(stream.read() or "{}")
    os.waitpid(child, 0)
    if "error" in figures:
        raise RuntimeError(figures["error"])
    return figures


def trivial(contender: Contender, module: str) -> float:
    """Median seconds of a task that does nothing at all, with the same Ansible."""
    return statistics.median(run(contender, plays.repeated({f"ansible.builtin.{module}": {}}), {})["tasks"])


def bare_request(environment: dict[str, str]) -> float:
    """Median seconds of the GET behind a no-op network task, by curl on a new connection each time."""
    token, url = (
        json.loads(
            subprocess.run(
                [
                    f"{environment['BIN']}/ansible",
                    "-i",
                    "localhost,",
                    "-c",
                    "local",
                    "localhost",
                    "-m",
                    f"{OURS}.auth",
                    "-a",
                    "cloud=demo",
                    "-o",
                ],
                check=True,
                capture_output=True,
                text=True,
                env=os.environ | environment,
            ).stdout.partition("=> ")[2]
        ),
        "/networks?name=bench-net",
    )
    command = [
        "curl",
        "-s",
        "-o",
        "/dev/null",
        "-w",
        "%{time_total}",
        "-H",
        f"X-Auth-Token: {token['auth_token']}",
        token["endpoints"]["network"] + url,
    ]
    return statistics.median(
        float(subprocess.run(command, check=True, capture_output=True, text=True).stdout) for _unused in range(plays.REPEATS)
    )


def contenders(options: argparse.Namespace) -> list[Contender]:
    ours = {"BIN": options.ours, "ANSIBLE_COLLECTIONS_PATH": options.collections}
    peer = {"BIN": options.peer, "ANSIBLE_COLLECTIONS_PATH": options.peer_collections}
    return [
        Contender("in process", OURS, ours),
        Contender("ordinary module", OURS, ours | {"STRATUS_INPROCESS": "0"}),
        Contender("openstack.cloud", PEER, peer),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python3.11 -m tests.benchmark", description=__doc__.splitlines()[0])
    for name, text in (
        ("ours", "bin folder of an environment with ansible-core and requests"),
        ("collections", "folder with this collection"),
        ("peer", "bin folder of an environment with ansible-core and openstacksdk"),
        ("peer-collections", "folder with openstack.cloud"),
    ):
        parser.add_argument(f"--{name}", required=True, help=text)
    parser.add_argument("--only", nargs="*", default=list(plays.SCENARIOS), help="scenarios")
    parser.add_argument("--output", type=Path, default=HERE.parents[1] / "docs" / "benchmarks")
    options = parser.parse_args()
    field = contenders(options)
    results: dict[str, Any] = {
        "command": "make bench",
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "debug": trivial(field[0], "debug"),
        "ping": trivial(field[0], "ping"),
        "curl": bare_request(field[0].environment),
        "rounds": {},
    }
    for round_name, delay in (("loopback", 0.0), (f"{LATENCY * 1000:.0f} ms more per request", LATENCY)):
        figures = results["rounds"][round_name] = {}
        with delaying(delay) as proxy:
            environment = {"http_proxy": proxy, "no_proxy": ""} if delay else {}
            for name in options.only:
                figures[name] = {}
                for contender in field:
                    print(f"{round_name}: {name}, {contender.name} ...", end=" ", flush=True)
                    figures[name][contender.name] = found = measured(contender, name, environment)
                    print(f"{found['wall']:.1f} s, {found['requests']} requests, {found['peak']:.0f} MiB", flush=True)
    report.write(results, options.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())

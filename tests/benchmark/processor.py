# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Processor time of a task, without a cloud: http, https with the CA bundle of `certifi`, loops of 30, a listing of 1,000 servers, and the
ways to run a task outside of Ansible's process.

    python3 -m tests.benchmark.processor --bin BIN [--collections FOLDER] [--before FOLDER]

The cloud is the small one of the unit tests, in this process. Each figure is what the processes of ansible-playbook used, user and system
together: that of a play with many tasks (or items) less that of a play with one, divided by the difference. A first use is a play with one
task, on a host that has nothing of it yet, less a play with `debug`. Processor time says more than wall time on a machine that has other
work. Contenders take turns, and the median counts. ``--before`` measures another version beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import certifi

from tests.unit.fake_cloud import FakeCloud
from tests.unit.stub import Answer, certificate, serve

ROUNDS = 5
MORE = 30  # tasks of a play, and items of a loop, beyond the first
SERVERS = 1000
NETWORKS, DETAIL = "/network/v2.0/networks", "/compute/v2.1/servers/detail"

Play = list[dict[str, Any]]


@dataclass(frozen=True)
class Contender:
    """``play``: the tasks for a number of tasks or items. ``cloud``: "http", "https" or none. ``more``: tasks or items beyond the first,
    0 for a first use. ``way``: variables."""

    name: str
    cloud: str
    play: Callable[[int], Play]
    more: int = MORE
    way: tuple[str, ...] = ()


def network(cloud: str) -> dict[str, Any]:
    return {"stratus.openstack.network": {"cloud": cloud, "name": "bench"}}


def looped(task: dict[str, Any]) -> Callable[[int], Play]:
    return lambda count: [task | {"loop": list(range(count))}]


NOTHING: dict[str, Any] = {"ansible.builtin.debug": {"msg": "x"}}
LISTING = {"stratus.openstack.server_info": {"cloud": "http"}, "register": "found"}
LEAN, ORDINARY = ("ansible_python_interpreter={other}", "stratus_lean=true"), ("stratus_inprocess=false",)
CONTENDERS = (
    Contender("debug", "", lambda count: [NOTHING] * count),
    Contender("network, http", "http", lambda count: [network("http")] * count),
    Contender("network, https", "https", lambda count: [network("https")] * count),
    Contender("item of debug", "", looped(NOTHING)),
    Contender("item of network, http", "http", looped(network("http"))),
    Contender("item of network, https", "https", looped(network("https"))),
    Contender(f"{SERVERS} servers", "http", lambda count: [LISTING] * count, more=3),
    Contender("lean process", "http", lambda count: [network("http")] * count, more=5, way=LEAN),
    Contender("ordinary module", "http", lambda count: [network("http")] * count, more=5, way=ORDINARY),
    Contender("lean process, first use", "http", lambda count: [network("http")] * count, more=0, way=LEAN),
    Contender("ordinary, first use", "http", lambda count: [network("http")] * count, more=0, way=ORDINARY),
)


def used() -> float:
    """Seconds of processor time that all ended child processes have used."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run(play: Play, folder: Path, binaries: Path, collections: Path, bundle: Path, way: tuple[str, ...] = ()) -> float:
    """Seconds of processor time of one playbook. Raises RuntimeError if it fails."""
    book = folder / "play.yml"
    book.write_text(json.dumps([{"hosts": "localhost", "gather_facts": False, "tasks": play}]))
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("OS_", "ANSIBLE_", "STRATUS_", "SSL_"))}
    own = {
        "ANSIBLE_COLLECTIONS_PATH": str(collections),
        "ANSIBLE_LOCAL_TEMP": str(folder / "tmp"),
        "ANSIBLE_REMOTE_TEMP": str(folder / "remote"),
        "CURL_CA_BUNDLE": "",
        "HOME": str(folder),
        "OS_CLIENT_CONFIG_FILE": str(folder / "clouds.yaml"),
        "REQUESTS_CA_BUNDLE": str(bundle),
    }
    before = used()
    command = [str(binaries / "ansible-playbook"), "-i", "localhost,", "-c", "local", "-e", f"ansible_python_interpreter={binaries}/python"]
    for variable in way:
        command += ["-e", variable.format(other=folder / "python")]
    done = subprocess.run([*command, str(book)], env=kept | own, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stdout[-2000:] + done.stderr[-2000:])
    return used() - before


def serve_clouds(stack: ExitStack, folder: Path) -> Path:
    """Start a cloud of http and one of https, with their clouds.yaml -> a CA bundle as large as that of `certifi`."""
    pem = certificate(folder, "127.0.0.1")
    bundle = folder / "ca.pem"
    bundle.write_text(Path(certifi.where()).read_text() + Path(f"{pem}.crt").read_text())
    clouds = {}
    for name, key in (("http", None), ("https", pem)):
        cloud = FakeCloud(stack.enter_context(serve(key)))
        cloud.add(NETWORKS, name="bench", mtu=1500, tags=[], status="ACTIVE", admin_state_up=True)
        cloud.interfere = lambda request: Answer(200, LISTED) if request.path.startswith(DETAIL) else None
        clouds[name] = cloud.as_dict()
    (folder / "clouds.yaml").write_text(json.dumps({"clouds": clouds}))
    return bundle


def server(number: int) -> dict[str, Any]:
    """The attributes of a server as Nova lists them."""
    address = {"version": 4, "addr": f"10.0.{number // 250}.{number % 250}", "OS-EXT-IPS:type": "fixed", "OS-EXT-IPS-MAC:mac_addr": "fa:16"}
    return {
        "name": f"server-{number}",
        "status": "ACTIVE",
        "tenant_id": "a" * 32,
        "user_id": "u" * 32,
        "metadata": {"role": "web", "number": str(number)},
        "hostId": "h" * 56,
        "image": {"id": "i" * 36, "links": [{"rel": "bookmark", "href": "http://cloud/images/1"}]},
        "flavor": {"original_name": "m1.tiny", "vcpus": 1, "ram": 512, "disk": 1, "ephemeral": 0, "swap": 0, "extra_specs": {}},
        "created": "2026-01-01T00:00:00Z",
        "updated": "2026-01-01T00:00:00Z",
        "addresses": {"private": [address]},
        "accessIPv4": "",
        "accessIPv6": "",
        "links": [{"rel": "self", "href": f"http://cloud/servers/{number}"}],
        "OS-DCF:diskConfig": "MANUAL",
        "OS-EXT-AZ:availability_zone": "nova",
        "OS-EXT-STS:vm_state": "active",
        "OS-EXT-STS:power_state": 1,
        "OS-EXT-STS:task_state": None,
        "security_groups": [{"name": "default"}],
        "os-extended-volumes:volumes_attached": [],
        "config_drive": "",
        "key_name": "key",
        "tags": [],
    }


LISTED = {"servers": [{"id": f"{number:036}"} | server(number) for number in range(SERVERS)]}


def figure(contender: Contender, folder: Path, *rest: Path) -> float:
    """Milliseconds of processor time of one task or item."""
    if contender.more:
        few, many = (run(contender.play(count), folder, *rest, contender.way) for count in (1, 1 + contender.more))
        return 1000 * (many - few) / contender.more
    shutil.rmtree(folder / "remote", ignore_errors=True)
    return 1000 * (run(contender.play(1), folder, *rest, contender.way) - run([NOTHING], folder, *rest, contender.way))


def measure(options: argparse.Namespace) -> dict[str, dict[str, float]]:
    """Milliseconds of each contender, by version."""
    versions = {"now": options.collections} | ({"before": options.before} if options.before else {})
    chosen = [contender for contender in CONTENDERS if not options.only or contender.name in options.only]
    found: dict[str, dict[str, list[float]]] = {version: {contender.name: [] for contender in chosen} for version in versions}
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        bundle = serve_clouds(stack, folder)
        (folder / "python").write_text(f'#!/bin/sh\nexec {options.bin}/python "$@"\n')
        (folder / "python").chmod(0o755)
        for number in range(options.rounds):
            for contender in chosen:
                for version, collections in sorted(versions.items(), reverse=bool(number % 2)):
                    found[version][contender.name].append(figure(contender, folder, options.bin, collections, bundle))
            print(f"round {number + 1} of {options.rounds}", file=sys.stderr, flush=True)
    return {version: {name: statistics.median(each) for name, each in figures.items()} for version, figures in found.items()}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python3 -m tests.benchmark.processor", description=__doc__.splitlines()[0])
    parser.add_argument("--bin", type=Path, required=True, help="bin folder of an environment with ansible-core and requests")
    parser.add_argument("--collections", type=Path, required=True, help="folder with this collection")
    parser.add_argument("--before", type=Path, help="folder with another version of it")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", nargs="*", choices=[contender.name for contender in CONTENDERS], metavar="CONTENDER")
    figures = measure(parser.parse_args())
    for name, now in figures["now"].items():
        before = figures.get("before", {}).get(name)
        print(f"{name:24} {now:8.1f} ms" + (f", before {before:8.1f} ms, {before / now:.2f} times that" if before else ""))
    return 0


if __name__ == "__main__":
    sys.exit(main())

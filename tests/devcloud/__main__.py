# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""python3 -m tests.devcloud COMMAND, from the root of the checkout. docs/devcloud.md explains it."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time

from tests.devcloud import cloud, install, process
from tests.devcloud import service as contract
from tests.devcloud.settings import DevcloudError, Settings, state_folder


def main() -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args()
    settings = Settings.load(state_folder())
    try:
        return options.run(settings, options) or 0
    except DevcloudError as error:
        print(f"devcloud: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 -m tests.devcloud", description="A real OpenStack control plane on loopback.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    extras = [name for name in contract.available() if name not in contract.CORE]

    def add(name: str, run, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)
        return command

    for name, run, text in (
        ("install", _install, "Make the virtual environments of the services and of the command-line client."),
        ("up", _up, "Install and make what is missing, start what is dead."),
    ):
        command = add(name, run, text)
        command.add_argument(
            "--with",
            dest="extras",
            default=[],
            type=lambda value: [item for item in value.split(",") if item],
            help=f"further services, separated by commas: {', '.join(extras)}",
        )
    add("down", lambda settings, options: cloud.down(settings), "Stop everything; `up` continues where it was.")
    add("status", _status, "Show each service; the exit code is 1 when one does not answer.")
    add("reset", lambda settings, options: cloud.reset(settings), "Stop everything and throw the cloud's contents away.")
    logs = add("logs", _logs, "Show the end of the services' logs.")
    logs.add_argument("service", nargs="?")
    logs.add_argument("-f", "--follow", action="store_true")
    logs.add_argument("-n", "--lines", default="40")
    add("smoke", _smoke, "Some eighty steps with the openstack client, and a few for each extra service.")
    check = add("check", _check, "Prove that concurrent requests do not fail; or, with --idle, that the cloud does not decay.")
    check.add_argument("--times", type=int, default=1, metavar="NUMBER", help="how often")
    check.add_argument("--idle", type=float, default=0, metavar="MINUTES", help="do nothing for so long, then look who is still well")
    add("env", _env, 'Print what a shell needs to use the cloud: eval "$(python3 -m tests.devcloud env)".')
    return parser


def _install(settings: Settings, options: argparse.Namespace) -> None:
    began = time.monotonic()
    with cloud.lock(settings, "install"):
        cloud.make_environments(settings, sorted({*settings.extras, *options.extras}))
    print(f"installed in {time.monotonic() - began:.0f} s", flush=True)


def _up(settings: Settings, options: argparse.Namespace) -> None:
    cloud.up(settings, options.extras)


def _status(settings: Settings, options: argparse.Namespace) -> int:
    _require(settings)
    alive, good = process.running(settings), True
    print(f"{'service':<16} {'version':<8} {'port':>5} {'pid':>8} {'uptime':>9} {'memory':>8}  answers")
    for service in contract.processes([*contract.CORE, *settings.extras]):
        pid = alive.get(service.name)
        answering = bool(pid) and cloud.answers(settings, service)
        good = good and answering
        about = f"{'-':>8} {'-':>9} {'-':>8}"
        if pid:
            found = process.describe(pid)
            about = f"{pid:>8} {_duration(found.seconds):>9} {found.rss >> 20:>5} MB"
        print(f"{service.name:<16} {install.version(service):<8} {settings.ports[service.name]:>5} {about}  {'yes' if answering else 'NO'}")
    return 0 if good else 1


def _duration(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def _logs(settings: Settings, options: argparse.Namespace) -> int:
    names = [options.service] if options.service else [*contract.CORE, *settings.extras]
    paths = [str(settings.log(name)) for name in names if settings.log(name).exists()]
    if not paths:
        raise DevcloudError(f"no log of {', '.join(names)} in {settings.log('x').parent}")
    return subprocess.run(["tail", "-n", options.lines, *(["-F"] if options.follow else []), *paths], check=False).returncode


def _smoke(settings: Settings, options: argparse.Namespace) -> int:
    from tests.devcloud import smoke

    _require(settings)
    return smoke.run(settings)


def _check(settings: Settings, options: argparse.Namespace) -> int:
    from tests.devcloud import concurrency

    _require(settings)
    return concurrency.run(settings, options.times, options.idle)


def _env(settings: Settings, options: argparse.Namespace) -> None:
    _require(settings)
    print(f"export OS_CLIENT_CONFIG_FILE={settings.clouds_yaml}")
    print(f"export PATH={settings.cli / 'bin'}:$PATH")


def _require(settings: Settings) -> None:
    if not settings.ports:
        raise DevcloudError(f"there is no cloud in {settings.state}: `up` makes one")


if __name__ == "__main__":
    sys.exit(main())

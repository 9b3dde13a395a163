# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bringing the cloud up and down. `up` makes what is missing, starts what is dead and leaves alone what answers."""

from __future__ import annotations

import contextlib
import fcntl
import http.client
import json
import os
import shutil
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tests.devcloud import bootstrap, install, process
from tests.devcloud import service as contract
from tests.devcloud.rest import Api
from tests.devcloud.runtime.access_log import SERVICE_HEADER
from tests.devcloud.service import Service
from tests.devcloud.settings import HOST, DevcloudError, Settings, write_atomically

PREPARE_SLOTS = 2  # databases made at the same time: more would only share the cores
ANSWER_SECONDS = 180
ENDING_SECONDS = 2  # how long a process may listen that has been killed
TIME_WAIT_SECONDS = 65  # how long a connection that has ended keeps its port: Linux says 60
LOG_LIMIT = 16 << 20  # bytes; longer logs are set aside when a service starts


@contextlib.contextmanager
def lock(settings: Settings, what: str) -> Iterator[None]:
    """One command at a time. The kernel releases the lock when its holder dies, so it cannot go stale."""
    settings.state.mkdir(parents=True, exist_ok=True)
    with (settings.state / "lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            print(f"waiting for another command: {file.read().strip()}", flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
        file.truncate(0)
        file.write(f"{what}, pid {os.getpid()}")
        file.flush()
        yield
        file.truncate(0)


def configure(settings: Settings, extras: list[str]) -> Settings:
    """Choose ports and extras, and remember them. Ports can be changed later as long as nothing runs."""
    unknown = sorted(set(extras) - set(contract.available()))
    if unknown:
        raise DevcloudError(f"unknown services: {', '.join(unknown)}; there are {', '.join(contract.available())}")
    remembered = Settings.load(settings.state)
    wanted = Settings(settings.state, dict(remembered.ports), sorted({*remembered.extras, *extras} - set(contract.CORE)))
    defaults: dict[str, int] = {}
    for service in contract.processes([*contract.CORE, *wanted.extras]):
        defaults |= {service.name: service.port, **service.ports}
    wanted.ports = _ports(defaults, remembered.ports)
    if any(wanted.ports.get(name, port) != port for name, port in remembered.ports.items()) and process.running(settings):
        raise DevcloudError("the cloud runs on other ports than the environment asks for: `down` first, or unset STRATUS_DEVCLOUD_PORT*")
    wanted.save()
    return wanted


def _ports(defaults: dict[str, int], remembered: dict[str, int]) -> dict[str, int]:
    """What the environment says, else what was remembered, else the defaults with the remembered offset."""
    offset = os.environ.get("STRATUS_DEVCLOUD_PORT_OFFSET")
    text = os.environ.get("STRATUS_DEVCLOUD_PORTS", "")
    try:
        chosen = {name.strip(): int(port) for name, _unused, port in (item.partition("=") for item in text.split(",") if item.strip())}
        shift = remembered.get("offset", 0) if offset is None else int(offset)
    except ValueError:
        raise DevcloudError("STRATUS_DEVCLOUD_PORT_OFFSET wants a number, STRATUS_DEVCLOUD_PORTS name=number,name=number") from None
    unknown = sorted(set(chosen) - set(defaults))
    if unknown:
        raise DevcloudError(f"STRATUS_DEVCLOUD_PORTS names {', '.join(unknown)}; there are {', '.join(defaults)}")
    kept = remembered if offset is None else {}
    return remembered | {"offset": shift} | {name: chosen.get(name, kept.get(name, port + shift)) for name, port in defaults.items()}


def up(settings: Settings, extras: list[str]) -> None:
    """Bring up the core and the extras (those of earlier calls too)."""
    began = time.monotonic()
    with lock(settings, "up"):
        before = Settings.load(settings.state).extras
        settings = configure(settings, extras)
        make_environments(settings, settings.extras)
        process.stop(settings, lambda work: work.endswith(f"/{process.PREPARE}"))
        services = contract.processes([*contract.CORE, *settings.extras])
        concerned = {service.name for service in services if _concerned(service, settings, before)}
        process.stop(settings, concerned.__contains__)
        alive = process.running(settings)
        _check_ports(settings, [service for service in services if service.name not in alive])
        _write_files(settings, services)
        cold = _Start(settings, services, alive).run()
    print(f"up in {time.monotonic() - began:.1f} s ({'cold' if cold else 'warm'}): {settings.clouds_yaml}", flush=True)


def make_environments(settings: Settings, extras: list[str]) -> None:
    """Install what is missing. When the services' environment is replaced, the services are stopped first: their files are removed."""
    absent = install.missing(settings, extras)
    if not absent:
        return
    print(f"installing: {', '.join(absent)}", flush=True)
    if "core" in absent:
        process.stop(settings)
    install.install(settings, extras)


def _concerned(service: Service, settings: Settings, before: list[str]) -> bool:
    """Whether a service is configured otherwise because there are more extras than before."""
    return service.name not in settings.extras and service.configs(replace(settings, extras=before)) != service.configs(settings)


def down(settings: Settings) -> None:
    """Stop everything. What it keeps starts again with `up`."""
    with lock(settings, "down"):
        began = time.monotonic()
        cpu = _processor_time(settings)
        stopped = process.stop(settings)
    print(f"down in {time.monotonic() - began:.1f} s: {', '.join(stopped) or 'nothing was running'}", flush=True)
    print(f"processor time of the services that ran: {cpu:.0f} s", flush=True)


def _processor_time(settings: Settings) -> float:
    """Seconds of the processor that the services which run have taken."""
    total = 0.0
    for pid in process.running(settings).values():
        with contextlib.suppress(OSError):  # it has ended meanwhile
            total += process.describe(pid).cpu
    return total


def reset(settings: Settings) -> None:
    """Stop everything and forget everything but the installed environments."""
    down(settings)
    with lock(settings, "reset"):
        for path in settings.state.iterdir():
            if path not in (settings.venv, settings.cli, settings.state / "lock"):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    print("reset: the next `up` starts from nothing", flush=True)


def answers(settings: Settings, service: Service, timeout: float = 10) -> bool:
    """Whether a service answers HTTP with anything but its own failure."""
    request = urllib.request.Request(settings.url(service.name, service.health), headers={SERVICE_HEADER: "devcloud"})
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=timeout):
            return True
    except urllib.error.HTTPError as error:
        return error.code < 500
    except (OSError, ValueError, http.client.HTTPException):  # nobody, or not a server: a port may be connected with itself
        return False


def _check_ports(settings: Settings, services: list[Service]) -> None:
    """Wait for ports whose owner has just ended. Raises DevcloudError for others that are in use."""
    began, told = time.monotonic(), False
    while busy := _busy_ports(settings, services):
        listened = any(process.port_is_listened_on(settings.ports[name]) for name in busy)
        seen = any(owner != process.UNSEEN for owner in busy.values())
        if seen or time.monotonic() - began > (ENDING_SECONDS if listened else TIME_WAIT_SECONDS):
            lines = [f"{name}: port {settings.ports[name]} of {HOST} is in use by {owner}" for name, owner in busy.items()]
            hint = "Move single services with STRATUS_DEVCLOUD_PORTS=name=port,... or all of them with STRATUS_DEVCLOUD_PORT_OFFSET=number."
            raise DevcloudError("\n".join((*lines, hint)))
        if not (listened or told):
            print(f"waiting for the end of a connection from the port of {', '.join(busy)}", flush=True)
            told = True
        time.sleep(0.1)


def _busy_ports(settings: Settings, services: list[Service]) -> dict[str, str]:
    """Who has the ports that are not free, by the ports' names."""
    ports = {name: settings.ports[name] for service in services for name in (service.name, *service.ports)}
    return {name: process.port_owner(port) for name, port in ports.items() if not process.port_is_free(port)}


def _write_files(settings: Settings, services: list[Service]) -> None:
    """Configuration, data folders, clouds.yaml, and the entry points by which services find the test drivers."""
    entries: dict[str, list[str]] = {}
    for service in services:
        for name, text in service.configs(settings).items():
            write_atomically(settings.etc(service.name, name), text)
        for folder in ("lock", *service.folders):
            settings.data(service.name, folder).mkdir(parents=True, exist_ok=True)
        for group, lines in service.entry_points.items():
            entries.setdefault(group, []).extend(lines)
    settings.database("x").parent.mkdir(parents=True, exist_ok=True)
    distribution = settings.state / "plugins" / "devcloud-1.dist-info"
    write_atomically(distribution / "METADATA", "Metadata-Version: 2.1\nName: devcloud\nVersion: 1\n")
    write_atomically(
        distribution / "entry_points.txt", "".join(f"[{group}]\n" + "\n".join(lines) + "\n" for group, lines in entries.items())
    )
    bootstrap.clouds_yaml(settings)


class _Start:
    """One thread per service: databases, dependencies, process, answer. Keystone's thread also makes users and endpoints."""

    def __init__(self, settings: Settings, services: list[Service], alive: dict[str, int]) -> None:
        self.settings, self.services, self.alive = settings, services, alive
        self.began = time.monotonic()
        self.ready = {service.name: threading.Event() for service in services}
        self.errors: list[str] = []
        self.slots = threading.Semaphore(PREPARE_SLOTS)
        self.cold = False
        self.done = _Done(settings)

    def run(self) -> bool:
        """Start all; returns whether anything had to be made. Raises DevcloudError when a service does not come up."""
        threads = [threading.Thread(target=self._guarded, args=(service,)) for service in self.services]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self.errors:
            raise DevcloudError("\n".join(self.errors))
        if not self.done.holds("resources", self.services):
            self.cold = True
            bootstrap.resources(Api(self.settings), self.services)
            self.done.add("resources", self.services)
            self._say("images, flavors, networks, volume types are there")
        return self.cold

    def _say(self, text: str) -> None:
        sys.stdout.write(f"{time.monotonic() - self.began:6.1f} s  {text}\n")  # in one piece, since several threads say something
        sys.stdout.flush()

    def _guarded(self, service: Service) -> None:
        try:
            self._bring_up(service)
        except _Aborted:
            pass
        except Exception as error:
            self.errors.append(f"{service.name}: {error}" if isinstance(error, DevcloudError) else f"{service.name}: {error!r}")

    def _bring_up(self, service: Service) -> None:
        if service.name not in self.alive:
            if service.prepare:
                self._prepare(service)
            self.settings.go(service.name).unlink(missing_ok=True)
            if not service.workers:
                self._wait_for_others(service)
            _set_aside(self.settings.log(service.name))
            _set_aside(self.settings.access_log(service.name))
            process.start(self.settings, service)
        self._wait_for_others(service)
        self.settings.go(service.name).touch()
        self._wait_for_answer(service)
        self._say(f"{service.name} answers on port {self.settings.ports[service.name]}")
        if service.name == "keystone" and not self.done.holds("identity", self.services):
            self.cold = True
            bootstrap.identity(Api(self.settings), self.services)
            self.done.add("identity", self.services)
            self._say("roles, users and endpoints are there")
        self.ready[service.name].set()

    def _wait_for_others(self, service: Service) -> None:
        for name in service.after:
            while not self.ready[name].wait(0.2):
                self._abort_after_errors()

    def _abort_after_errors(self) -> None:
        if self.errors:
            raise _Aborted

    def _prepare(self, service: Service) -> None:
        """Make the databases; those of an interrupted attempt are thrown away first."""
        marker = self.settings.state / "db" / f"{service.name}.prepared"
        pins = install.fingerprint("core" if service.name in contract.CORE else "extras")
        if marker.exists():
            if marker.read_text() != pins:
                raise DevcloudError("its databases were made by other versions: `reset` makes new ones")
            return
        with self.slots:
            self._abort_after_errors()
            self.cold = True
            began = time.monotonic()
            self._throw_away(service)
            folder = self.settings.work(service.name) / process.PREPARE
            folder.mkdir(parents=True, exist_ok=True)
            with process.open_log(self.settings, f"prepare-{service.name}") as log:
                command = process.command(self.settings, "prepare", service.name)
                environment = process.environment(self.settings)
                ended = subprocess.run(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False)
            if ended.returncode:
                raise DevcloudError(f"its databases could not be made\n{_tail(self.settings.log(f'prepare-{service.name}'))}")
            write_atomically(marker, pins)
            self._say(f"{service.name} has its databases, made in {time.monotonic() - began:.1f} s")

    def _throw_away(self, service: Service) -> None:
        for name in service.databases:
            for suffix in ("", "-wal", "-shm", "-journal"):
                Path(f"{self.settings.database(name)}{suffix}").unlink(missing_ok=True)
        shutil.rmtree(self.settings.data(service.name), ignore_errors=True)
        for folder in ("lock", *service.folders):
            self.settings.data(service.name, folder).mkdir(parents=True, exist_ok=True)

    def _wait_for_answer(self, service: Service) -> None:
        deadline = time.monotonic() + ANSWER_SECONDS
        while not answers(self.settings, service):
            self._abort_after_errors()
            if service.name not in process.running(self.settings):
                raise DevcloudError(f"ended while it was starting\n{_tail(self.settings.log(service.name))}")
            if time.monotonic() > deadline:
                raise DevcloudError(
                    f"runs but did not answer in {ANSWER_SECONDS} s; see `logs {service.name}`, kill it and run `up` again"
                )
            time.sleep(0.1)


class _Aborted(Exception):
    """Another service has failed."""


class _Done:
    """Which services have been set up by which step, and on which ports; kept in the state."""

    def __init__(self, settings: Settings) -> None:
        self.path, self.ports = settings.state / "bootstrapped.json", settings.ports
        self.steps = json.loads(self.path.read_text()) if self.path.exists() else {}

    def holds(self, step: str, services: list[Service]) -> bool:
        return all(self.steps.get(step, {}).get(service.name) == self.ports[service.name] for service in services)

    def add(self, step: str, services: list[Service]) -> None:
        self.steps.setdefault(step, {}).update({service.name: self.ports[service.name] for service in services})
        write_atomically(self.path, json.dumps(self.steps, indent=1))


def _tail(path: Path, lines: int = 15) -> str:
    return "\n".join(path.read_text(errors="replace").splitlines()[-lines:])


def _set_aside(path: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        if path.stat().st_size > LOG_LIMIT:
            path.replace(f"{path}.1")

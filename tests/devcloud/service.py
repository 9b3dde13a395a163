# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The contract: what the dev cloud must know about one OpenStack service.

Each module of tests/devcloud/services has one `SERVICE`. Functions marked "in the venv" run in the services' virtual environment (their
imports of OpenStack code belong inside the function); all others run in the host program, with the standard library only.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.devcloud.settings import Settings

CORE = ("keystone", "glance", "placement", "nova", "neutron", "cinder")


@dataclass(frozen=True)
class Entry:
    """A catalog entry: three endpoints (public, internal, admin) with the same URL."""

    name: str
    type: str
    path: str = ""


@dataclass(frozen=True)
class Service:
    """One OpenStack service: one process, one user of its own name (roles admin and service in project `service`)."""

    name: str
    port: int
    packages: tuple[str, ...]  # its names on PyPI; they and all that they need are pinned in constraints/
    configs: Callable[[Settings], Mapping[str, str]]  # file name in etc/<name>/ -> text; written at every start
    load: Callable[[Settings], Any] | None = None  # in the venv: start the workers, return the WSGI application
    workers: Callable[[Settings], None] | None = None  # in the venv: if given, this waits for the services of `after` and `load` does not
    command: Callable[[Settings], list[str]] | None = None  # instead of `load`: a program with a server of its own
    early: Callable[[], None] | None = None  # in the venv: before anything else is imported (choice of the concurrency backend)
    prepare: Callable[[Settings], None] | None = None  # in the venv: make `databases` and anything else in data/<name>
    databases: tuple[str, ...] = ()  # deleted, with data/<name>, before an interrupted `prepare` is repeated
    folders: tuple[str, ...] = ()  # made below data/<name> at every start
    ports: Mapping[str, int] = field(default_factory=dict)  # further ports, by name
    companions: tuple[Service, ...] = ()  # further processes of the same service (swift's storage servers)
    after: tuple[str, ...] = ("keystone",)  # services that must answer before this one starts
    health: str = "/"  # path; any HTTP answer below 500 counts
    catalog: tuple[Entry, ...] = ()
    member_roles: tuple[str, ...] = ()  # roles made and given to demo, alt_demo and admin
    admin_roles: tuple[str, ...] = ()  # roles made and given to admin
    entry_points: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # group -> "name = module:attribute", of test drivers
    identity: Callable[[Any], None] | None = None  # idempotent, with a rest.Api, before this service starts (domains, users)
    resources: Callable[[Any], None] | None = None  # idempotent, with a rest.Api, once all services answer
    smoke: Callable[[Any], None] | None = None  # steps of the smoke test, with a smoke.Smoke


def available() -> tuple[str, ...]:
    """Names of all services that have a file, the core first."""
    from tests.devcloud import services

    found = {module.name for module in pkgutil.iter_modules(services.__path__)}
    return CORE + tuple(sorted(found - set(CORE)))


def get(name: str) -> Service:
    """The service of that name."""
    return importlib.import_module(f"tests.devcloud.services.{name}").SERVICE


def processes(names: list[str] | tuple[str, ...]) -> list[Service]:
    """Services with their companions, in the order of start; each is one process."""
    return [process for name in names for service in [get(name)] for process in (*service.companions, service)]


def find(name: str) -> Service:
    """The service or companion of that name."""
    return next(process for process in processes(available()) if process.name == name)

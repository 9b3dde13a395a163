# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the dev cloud keeps its files and which ports it uses. Standard library only: the services' processes read it too."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
REGION = "RegionOne"
PASSWORD = "secret"  # of every user: the cloud listens on loopback only
COMPUTES = ("compute1", "compute2", "compute3")


class DevcloudError(Exception):
    """Something the user can act on; printed without a traceback."""


def state_folder() -> Path:
    """$STRATUS_CACHE/devcloud, as an absolute path."""
    return Path(os.environ.get("STRATUS_CACHE") or CHECKOUT / ".cache").absolute() / "devcloud"


@dataclass
class Settings:
    """One dev cloud. `ports` and `extras` are remembered in the state, so that every later command agrees with the first `up`."""

    state: Path
    ports: dict[str, int] = field(default_factory=dict)
    extras: list[str] = field(default_factory=list)

    @classmethod
    def load(cls, state: Path | None = None) -> Settings:
        """The remembered settings, or empty ones when there is no state yet."""
        state = state or state_folder()
        try:
            saved = json.loads((state / "settings.json").read_text())
        except FileNotFoundError:
            saved = {}
        return cls(state, saved.get("ports", {}), saved.get("extras", []))

    def save(self) -> None:
        """Remember ports and extras."""
        write_atomically(self.state / "settings.json", json.dumps({"ports": self.ports, "extras": self.extras}, indent=1))

    # Folders. Everything a service writes is below one of these.
    @property
    def venv(self) -> Path:
        return self.state / "venv"

    @property
    def cli(self) -> Path:
        return self.state / "cli"

    @property
    def clouds_yaml(self) -> Path:
        return self.state / "clouds.yaml"

    def etc(self, service: str, file: str = "") -> Path:
        """Configuration of a service."""
        return self.state / "etc" / service / file

    def data(self, service: str, *parts: str) -> Path:
        """What a service keeps besides its databases."""
        return self.state.joinpath("data", service, *parts)

    def database(self, name: str) -> Path:
        """The SQLite file of a database."""
        return self.state / "db" / f"{name}.db"

    def database_url(self, name: str) -> str:
        """The SQLAlchemy URL of a database."""
        return f"sqlite:///{self.database(name)}"

    def log(self, service: str) -> Path:
        """Standard output and error of a service."""
        return self.state / "log" / f"{service}.log"

    def access_log(self, service: str) -> Path:
        """One JSON line per request (runtime/access_log.py)."""
        return self.state / "log" / "access" / f"{service}.jsonl"

    def work(self, service: str) -> Path:
        """The working directory of a service's process, by which the process is recognised."""
        return self.state / "run" / service

    def go(self, service: str) -> Path:
        """Made when all that a service needs answers: the sign for its workers to start."""
        return self.work(service) / "go"

    def url(self, name: str, path: str = "") -> str:
        """http://127.0.0.1:PORT/path of a service (or of one of its further ports)."""
        return f"http://{HOST}:{self.ports[name]}{path}"

    @property
    def keystone(self) -> str:
        """The auth URL."""
        return self.url("keystone", "/v3")


def write_atomically(path: Path, text: str, mode: int = 0o644) -> None:
    """Write a file that is never seen half-written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(text)
    new.replace(path)

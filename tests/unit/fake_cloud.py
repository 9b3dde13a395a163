# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small cloud in memory, on a real socket: logins, a catalog, and collections of objects that behave as Neutron's do."""

from __future__ import annotations

import json
import re
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from ansible_collections.stratus.openstack.plugins.module_utils import config
from ansible_collections.stratus.openstack.plugins.module_utils.session import Session
from tests.unit.stub import Answer, Request, Stub, serve

PROJECT = "a" * 32
OTHER_PROJECT = "b" * 32
PASSWORD = "pa55-word-of-demo"
SERVICES = {
    "identity": "/identity",
    "network": "/network",
    "compute": "/compute/v2.1",
    "image": "/image",
    "volumev3": f"/volume/v3/{PROJECT}",
}


class FakeCloud:
    """``objects``: path of a collection -> id -> object. ``interfere``: called with each Request first; an Answer that it gives is sent
    instead. ``tokens``: those that are good; ``logins``: how many were given out."""

    def __init__(self, stub: Stub) -> None:
        self.stub = stub
        self.objects: dict[str, dict[str, dict[str, Any]]] = {}
        self.tokens: set[str] = set()
        self.logins = 0
        self.lifetime, self.password = 3600.0, PASSWORD
        self.roles: list[dict[str, str]] = []  # of the user who logs in
        self.interfere: Callable[[Request], Answer | None] = lambda request: None
        self.defaults: dict[str, dict[str, Any]] = {}
        self.clock: Callable[[], datetime] | None = None  # the time in the header Date of the answers; None: they have none
        self.lock = threading.Lock()
        stub.answer = self.answer

    # -- for tests -----------------------------------------------------------------------------------------------------------

    def add(self, path: str, **members: Any) -> dict[str, Any]:
        """Put an object into a collection such as "/network/v2.0/networks"."""
        made = {"id": str(uuid.uuid4()), "project_id": PROJECT, "revision_number": 0, **self.defaults.get(path, {}), **members}
        self.objects.setdefault(path, {})[made["id"]] = made
        return made

    def all(self, path: str) -> list[dict[str, Any]]:
        return list(self.objects.get(path, {}).values())

    @property
    def log(self) -> list[str]:
        """The requests, logins left out, without the query and the part that all have."""
        lines = [f"{request.method} {urlsplit(request.path).path}" for request in self.stub.requests]
        return [re.sub(r"/(network/v2\.0|compute/v2\.1)", "", line) for line in lines if "/auth/tokens" not in line]

    @property
    def writes(self) -> list[str]:
        return [line for line in self.log if not line.startswith(("GET", "HEAD"))]

    def config(self, **more: Any) -> config.CloudConfig:
        return config.load(self.as_dict(**more), environ={}, files=[])

    def as_dict(self, **more: Any) -> dict[str, Any]:
        login = {
            "auth_url": f"{self.stub.url}/identity/v3",
            "username": "demo",
            "password": self.password,
            "project_name": "demo",
            "user_domain_name": "Default",
            "project_domain_name": "Default",
        }
        return {"auth": login, "region_name": "RegionOne", **more}

    def clouds_yaml(self, folder: Path) -> Path:
        made = folder / "clouds.yaml"
        made.write_text(json.dumps({"clouds": {"demo": self.as_dict()}}))
        return made

    def session(self, store: Any = None, **options: Any) -> Session:
        of_session = ("dry_run", "overlay", "log", "progress", "notify", "clock", "sleep", "timeout")
        settings = {key: options.pop(key) for key in list(options) if key not in of_session}
        return Session(self.config(**settings), store=store, names=store, **{"sleep": lambda seconds: None, **options})

    # -- the services --------------------------------------------------------------------------------------------------------

    def answer(self, request: Request) -> Answer:
        answer = self.answer_by_service(request)
        if self.clock:
            answer.headers["Date"] = format_datetime(self.clock(), usegmt=True)
        return answer

    def answer_by_service(self, request: Request) -> Answer:
        with self.lock:
            path, _mark, query = request.path.partition("?")
            instead = self.interfere(request)
            if instead is not None:
                return instead
            if path == "/identity/v3/auth/tokens":
                return self.log_in(request)
            if request.headers.get("x-auth-token") not in self.tokens:
                return Answer(401, {"error": {"code": 401, "message": "The request you have made requires authentication.", "title": "x"}})
            return self.serve(request, path, parse_qs(query, keep_blank_values=True))

    def log_in(self, request: Request) -> Answer:
        given = request.json["auth"]["identity"]["password"]["user"]["password"]
        if given != self.password:
            return Answer(401, {"error": {"code": 401, "message": "The request you have made requires authentication.", "title": "x"}})
        self.logins += 1
        token = f"gAAAA-token-{self.logins}"
        self.tokens.add(token)
        now = datetime.now(UTC)
        endpoints = {name: [self.endpoint(path)] for name, path in SERVICES.items()}
        body = {
            "expires_at": (now + timedelta(seconds=self.lifetime)).isoformat(),
            "issued_at": now.isoformat(),
            "project": {"id": PROJECT, "name": "demo", "domain": {"id": "default"}},
            "user": {"id": "u" * 32, "name": "demo", "domain": {"id": "default"}},
            "methods": ["password"],
            "roles": self.roles,
            "catalog": [{"type": name, "name": name, "endpoints": points} for name, points in endpoints.items()],
        }
        return Answer(201, {"token": body}, {"X-Subject-Token": token})

    def endpoint(self, path: str) -> dict[str, str]:
        return {"interface": "public", "region": "RegionOne", "region_id": "RegionOne", "url": self.stub.url + path}

    def serve(self, request: Request, path: str, query: dict[str, list[str]]) -> Answer:
        where = unquote(path)
        tags = re.fullmatch(r"(.*)/([^/]+)/tags", where)
        if tags and request.method == "PUT":
            have = self.objects[tags[1]][tags[2]]
            have.update(tags=request.json["tags"], revision_number=have["revision_number"] + 1)
            return Answer(200, request.json)
        collection, _slash, name = path.rpartition("/")
        if path in self.objects or collection.rpartition("/")[2] in ("v2.0", "v2.1"):
            return self.of_collection(request, path, query)
        have = self.objects.get(collection, {}).get(unquote(name))
        if have is None:
            return Answer(404, {"NeutronError": {"message": f"{unquote(name)} could not be found.", "type": "NotFound", "detail": ""}})
        return self.of_member(request, collection, have)

    def of_collection(self, request: Request, path: str, query: dict[str, list[str]]) -> Answer:
        many = path.rpartition("/")[2].replace("-", "_")
        one = many[:-1]
        if request.method == "POST":
            return Answer(201, {one: self.add(path, **{"status": "ACTIVE", **request.json[one]})})
        limit, marker = int(query.pop("limit", ["1000"])[0]), query.pop("marker", [None])[0]
        found = [have for have in self.all(path) if all(str(have.get(key, "")) in values for key, values in query.items())]
        ids = [have["id"] for have in found]
        start = ids.index(marker) + 1 if marker else 0
        page = found[start : start + limit]
        links = (
            [{"rel": "next", "href": f"{self.stub.url}{path}?limit={limit}&marker={page[-1]['id']}"}] if start + limit < len(found) else []
        )
        return Answer(200, {many: page, f"{many}_links": links})

    def of_member(self, request: Request, collection: str, have: dict[str, Any]) -> Answer:
        one = collection.rpartition("/")[2][:-1].replace("-", "_")
        wanted = re.fullmatch(r"revision_number=(\d+)", request.headers.get("if-match", ""))
        if request.method in ("DELETE", "PUT") and wanted and int(wanted[1]) != have["revision_number"]:
            return Answer(412, {"NeutronError": {"message": "RevisionNumberConstraintFailed", "type": "x", "detail": ""}})
        if request.method == "DELETE":
            del self.objects[collection][have["id"]]
            return Answer(204)
        if request.method == "PUT":
            have.update(request.json[one], revision_number=have["revision_number"] + 1)
        return Answer(200, {one: have})


@contextmanager
def fake_cloud() -> Iterator[FakeCloud]:
    with serve() as stub:
        yield FakeCloud(stub)

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The image service of a FakeCloud: listings with their defaults, uploads, imports, JSON patches. It can be an older release."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

from tests.unit.fake_cloud import PROJECT, FakeCloud
from tests.unit.stub import Answer, Request

IMAGES = "/image/v2/images"
LISTED = ("limit", "marker", "sort", "member_status")


def now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def fits(have: Any, wanted: str) -> bool:
    """Whether an attribute has the value of a query parameter."""
    if wanted.startswith("in:"):
        return have in wanted.removeprefix("in:").split(",")
    return str(have).lower() == wanted.removeprefix("eq:").lower()


class Glance:
    """``images``: by their ids. ``release``: "new"; "properties", which takes `os_hidden` for the name of a property; or "ignores", which
    ignores it. The latter two refuse the visibilities `community` and `all`. ``admin``: whether the user sees the images of all projects.
    ``before``: called with the line of each request; an Answer that it gives is sent instead."""

    def __init__(self, cloud: FakeCloud, release: str = "new", admin: bool = False) -> None:
        self.cloud, self.release, self.admin = cloud, release, admin
        self.images: dict[str, dict[str, Any]] = {}
        self.before: Callable[[str], Answer | None] = lambda line: None
        self.log: list[str] = []
        self.staged = b""
        cloud.stub.answer = self.answer

    def add(self, name: str, status: str = "active", age: int = 3600, **more: Any) -> dict[str, Any]:
        """An image that was made before."""
        created = datetime.fromtimestamp(datetime.now(UTC).timestamp() - age, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        have = {"id": str(uuid.uuid4()), "name": name, "status": status, "owner": PROJECT, "visibility": "shared", "tags": []}
        have.update(created_at=created, updated_at=created, protected=False, size=None, min_disk=0, min_ram=0)
        have.update({} if self.release != "new" else {"os_hidden": False}, **more)
        self.images[have["id"]] = have
        return have

    def fill(self, have: dict[str, Any], content: bytes) -> None:
        digest = hashlib.sha512(content).hexdigest()
        have.update(status="active", size=len(content), os_hash_algo="sha512", os_hash_value=digest, updated_at=now())

    @property
    def writes(self) -> list[str]:
        return [line for line in self.log if not line.startswith("GET")]

    def named(self, name: str) -> list[dict[str, Any]]:
        return [have for have in self.images.values() if have["name"] == name]

    # -- requests ------------------------------------------------------------------------------------------------------------

    def answer(self, request: Request) -> Answer:
        path, _mark, query = request.path.partition("?")
        if not path.startswith(IMAGES):
            return self.cloud.answer(request)
        line = f"{request.method} {path[len('/image/v2') :]}"
        self.log.append(line)
        instead = self.before(line)
        if instead is not None:
            return instead
        if path == IMAGES:
            return self.create(request) if request.method == "POST" else self.list(dict(parse_qsl(query)))
        found = re.fullmatch(rf"{IMAGES}/([^/]+)(/.*)?", path)
        have = self.images.get(found[1])
        if have is None:
            return Answer(404, {"message": "No image found"})
        return self.write(request, have, found[2] or "")

    def create(self, request: Request) -> Answer:
        return Answer(201, self.add(**{"status": "queued", "age": 0, **request.json}))

    def list(self, query: dict[str, str]) -> Answer:
        query = {name: value for name, value in query.items() if name not in LISTED}
        hidden = query.pop("os_hidden", "false") == "true" if self.release == "new" else None
        if self.release == "ignores":
            query.pop("os_hidden", None)
        visibility = query.pop("visibility", None)
        if visibility in ("community", "all") and self.release != "new":
            return Answer(400, {"message": f"Invalid visibility value: {visibility}"})
        found = [have for have in self.images.values() if self.shows(have, visibility) and hidden in (None, have.get("os_hidden"))]
        found = [have for have in found if all(fits(have.get(name), value) for name, value in query.items())]
        return Answer(200, {"images": found})

    def shows(self, have: dict[str, Any], visibility: str | None) -> bool:
        usable = self.admin or have["owner"] == PROJECT or have["visibility"] in ("public", "community")
        if visibility in (None, "all"):
            return usable and (visibility == "all" or have["owner"] == PROJECT or have["visibility"] != "community")
        return usable and have["visibility"] == visibility

    def write(self, request: Request, have: dict[str, Any], part: str) -> Answer:
        if request.method == "GET":
            return Answer(200, {"tasks": []} if part == "/tasks" else have)
        if request.method == "DELETE":
            del self.images[have["id"]]
            return Answer(204)
        if request.method == "PATCH":
            for change in request.json:
                name = change["path"][1:].replace("~1", "/")
                if change["op"] == "remove":
                    del have[name]
                else:
                    have[name] = change["value"]
            have["updated_at"] = now()
            return Answer(200, have)
        wanted = {"/file": "queued", "/stage": "queued", "/import": "uploading"}[part]
        if have["status"] != wanted:
            return Answer(409, {"message": f"Image status transition from {have['status']} is not allowed"})
        if part == "/stage":
            self.staged = request.body
            have.update(status="uploading", size=len(request.body), updated_at=now())
        else:
            self.fill(have, self.staged if part == "/import" else request.body)
        return Answer(202 if part == "/import" else 204)

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small REST client for setting the cloud up: one token, JSON in and out."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

from tests.devcloud.runtime.access_log import SERVICE_HEADER
from tests.devcloud.settings import PASSWORD, DevcloudError, Settings

TIMEOUT = 120  # seconds
WHERE = {"keystone": "/v3", "nova": "/v2.1", "neutron": "/v2.0", "glance": "/v2"}  # version prefixes; Cinder's has the project in it


class Api:
    """All services by their names, as user admin of project admin."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.token: str | None = None
        self.project: str | None = None

    def login(self) -> None:
        """Get the token."""
        scope = {"project": {"name": "admin", "domain": {"id": "default"}}}
        user = {"name": "admin", "domain": {"id": "default"}, "password": PASSWORD}
        body = {"auth": {"identity": {"methods": ["password"], "password": {"user": user}}, "scope": scope}}
        headers, answer = self._send("POST", self.settings.url("keystone", "/v3/auth/tokens"), body, {})
        self.token, self.project = headers["X-Subject-Token"], answer["token"]["project"]["id"]

    def call(self, method: str, service: str, path: str, body: Any = None, **headers: str) -> Any:
        """The decoded answer. `path` follows the version; `body` is JSON, or bytes. Raises DevcloudError for any status from 400."""
        if not self.token:
            self.login()
        prefix = f"/v3/{self.project}" if service == "cinder" else WHERE.get(service, "")
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._send(method, self.settings.url(service, prefix + path), body, {"X-Auth-Token": self.token} | named)[1]

    def find(self, service: str, path: str, **filters: str) -> dict[str, Any] | None:
        """The first item of a listing whose fields equal the filters (which are sent too)."""
        query = urllib.parse.urlencode(filters)
        answer = self.call("GET", service, f"{path}?{query}")
        items = next(value for value in answer.values() if isinstance(value, list))
        return next((item for item in items if all(item.get(key) == value for key, value in filters.items())), None)

    def ensure(self, service: str, path: str, body: dict[str, Any], by: tuple[str, ...] = ("name",)) -> dict[str, Any]:
        """The item that equals `body` in the fields `by`, made if it does not exist. `body` is wrapped in its singular key."""
        ((key, values),) = body.items()
        return self.find(service, path, **{name: values[name] for name in by}) or self.call("POST", service, path, body)[key]

    def _send(self, method: str, url: str, body: Any, headers: dict[str, str]) -> tuple[Any, Any]:
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(
            url, data, {"Content-Type": "application/json", SERVICE_HEADER: "devcloud"} | headers, method=method
        )
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=TIMEOUT) as answer:
                text = answer.read()
                return answer.headers, json.loads(text) if text.startswith((b"{", b"[")) else text
        except urllib.error.HTTPError as error:
            raise DevcloudError(f"{method} {url}: HTTP {error.code}: {error.read().decode(errors='replace')[:500]}") from error
        except OSError as error:
            raise DevcloudError(f"{method} {url}: {error}") from error

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The access log: a WSGI middleware that appends one JSON line per request, and the mark by which services' own requests are known.

A line is written before the last byte of the answer leaves, so that a client that has its answer finds its request in the log.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

SERVICE_HEADER = "X-Devcloud-Service"  # which service sent a request; requests of clients have none
CLIENT_HEADER = "X-Stratus-Test"  # a client's own mark
REQUEST_ID_HEADERS = ("x-openstack-request-id", "x-compute-request-id", "x-trans-id")


def mark_outgoing_requests(service: str) -> None:
    """Add SERVICE_HEADER to all that this process sends (every OpenStack client library uses `requests`)."""
    import requests

    send = requests.Session.send

    def marked(session: Any, request: Any, **options: Any) -> Any:
        request.headers.setdefault(SERVICE_HEADER, service)
        return send(session, request, **options)

    requests.Session.send = marked


class AccessLog:
    """Wraps a WSGI application; appends to `path`, one write per line."""

    def __init__(self, application: Any, service: str, path: Path) -> None:
        self.application, self.service = application, service
        path.parent.mkdir(parents=True, exist_ok=True)
        self.descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        entry = _Entry(self.descriptor, self.service, environ)
        environ.pop("wsgi.file_wrapper", None)  # it would take the body past _Body

        def recorded(status: str, headers: list[tuple[str, str]], *exc_info: Any) -> Any:
            entry.answered(status, headers)
            return start_response(status, headers, *exc_info)

        try:
            body = self.application(environ, recorded)
        except BaseException:
            entry.write()
            raise
        if isinstance(body, (list, tuple)):
            entry.write()
            return body
        return _Body(body, entry)


class _Entry:
    """One line in the making."""

    def __init__(self, descriptor: int, service: str, environ: dict[str, Any]) -> None:
        self.descriptor, self.written, self.began = descriptor, False, time.perf_counter()
        self.transaction = environ.get("swift.trans_id")  # Swift adds its header further outside
        path, query = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""), environ.get("QUERY_STRING")
        self.line = {
            "time": round(time.time(), 6),
            "service": service,
            "method": environ["REQUEST_METHOD"],
            "path": f"{path}?{query}" if query else path,
            "status": 500,  # unless the application answers
            "ms": 0.0,
            "request_id": None,
            "agent": environ.get("HTTP_USER_AGENT"),
            "from": environ.get("HTTP_" + SERVICE_HEADER.upper().replace("-", "_")),
            "client": environ.get("HTTP_" + CLIENT_HEADER.upper().replace("-", "_")),
        }

    def answered(self, status: str, headers: list[tuple[str, str]]) -> None:
        sent = {name.lower(): value for name, value in headers}
        self.line["status"] = int(status.split()[0])
        self.line["request_id"] = next((sent[name] for name in REQUEST_ID_HEADERS if name in sent), self.transaction)

    def write(self) -> None:
        if not self.written:
            self.written = True
            self.line["ms"] = round((time.perf_counter() - self.began) * 1000, 1)
            os.write(self.descriptor, json.dumps(self.line).encode() + b"\n")


class _Body:
    """A streamed body, read one piece ahead: the line is written when the last piece is known, before it is sent."""

    def __init__(self, body: Iterable[bytes], entry: _Entry) -> None:
        self.body, self.entry = body, entry

    def __iter__(self) -> Iterator[bytes]:
        held: bytes | None = None
        for piece in self.body:
            if held is not None:
                yield held
            held = piece
        self.entry.write()
        if held is not None:
            yield held

    def close(self) -> None:
        """Called by the server at the end, also when the client has gone."""
        self.entry.write()
        if hasattr(self.body, "close"):
            self.body.close()

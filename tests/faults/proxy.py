# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An HTTP proxy in front of real services that lets requests wait, or spoils chosen ones by a fault.

It serves at /<service>/..., and rewrites the catalog of a login so that all services are reached through it; a request with an absolute
URL (of a client that has it as its http_proxy) is passed on to where that says.
"""

from __future__ import annotations

import dataclasses
import json
import re
import select
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from tests.unit.stub import reset

HOP_BY_HOP = {"connection", "keep-alive", "proxy-connection", "transfer-encoding", "content-length"}
LOGIN = "/identity/v3/auth/tokens"


@dataclass
class Request:
    """What a client asks for. ``service`` is empty for an absolute URL; ``path`` is what comes after it."""

    method: str
    service: str
    origin: str
    path: str
    headers: dict[str, str]

    @property
    def line(self) -> str:
        return f"{self.method} {self.service and '/' + self.service}{self.path}"


@dataclass
class Answer:
    """What a service says; ``headers`` without those that belong to one connection."""

    status: int
    headers: list[tuple[str, str]] = field(default_factory=list)
    content: bytes = b""

    def of_type(self, kind: str) -> None:
        self.headers = [(name, value) for name, value in self.headers if name.lower() != "content-type"] + [("Content-Type", kind)]

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


class Passage(BaseHTTPRequestHandler):
    """One connection of a client."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: Proxy

    def handle_one(self) -> None:
        self.taken: bytes | None = None
        absolute = re.match(r"(http://[^/]+)(.*)", self.path)
        service = "" if absolute else self.path.split("/")[1]
        origin, path = (absolute[1], absolute[2]) if absolute else (self.server.origins[service], self.path[len(service) + 1 :])
        request = Request(self.command, service, origin, path, {name.lower(): value for name, value in self.headers.items()})
        rule = self.server.note(request)
        time.sleep(self.server.delay)
        if rule:
            rule.fault(self, request)
        else:
            self.send(self.pass_on(request))

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = handle_one

    def body(self) -> bytes:
        """The request's body, which is read when it is asked for."""
        if self.taken is None:
            self.taken = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        return self.taken

    def pass_on(self, request: Request) -> Answer:
        """Have the service answer."""
        headers = {name: value for name, value in request.headers.items() if name not in {*HOP_BY_HOP, "host"}}
        path = re.sub(r"\blimit=\d+", f"limit={self.server.limit}", request.path) if self.server.limit else request.path
        answer = fetch(request.origin, request.method, path, headers, self.body())
        if f"/{request.service}{request.path}" == LOGIN:
            answer.content = self.server.rewritten(answer.content.decode()).encode()
        return answer

    def send(self, answer: Answer, length: int | None = None) -> None:
        """Send an answer. ``length``: of the whole body, when this is only its beginning."""
        self.body()
        self.send_response_only(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        if answer.status != 204 and self.command != "HEAD":
            self.send_header("Content-Length", str(len(answer.content) if length is None else length))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.content)
        self.wfile.flush()

    def reset(self) -> None:
        reset(self)

    def wait(self, seconds: float = 30) -> None:
        """Say nothing until the client goes away."""
        select.select([self.connection], [], [], seconds)
        self.close_connection = True

    def log_message(self, *_arguments: Any) -> None:
        """Nobody reads it."""


Fault = Callable[[Passage, Request], None]


def fetch(origin: str, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
    """One request to a service."""
    connection = HTTPConnection(urlsplit(origin).netloc, timeout=300)
    try:
        connection.request(method, path, body=body or None, headers=dict(headers))
        reply = connection.getresponse()
        dropped = HOP_BY_HOP - {"content-length"} if method == "HEAD" else HOP_BY_HOP
        headers = [(name, value) for name, value in reply.getheaders() if name.lower() not in dropped]
        return Answer(reply.status, headers, reply.read())
    finally:
        connection.close()


@dataclass
class Rule:
    """Which requests a fault strikes: those with a method and a path such as "/network/v2.0/ports?name=x" (expressions that match its
    beginning), from the ``first`` one on, so many ``times`` (None: for ever)."""

    fault: Fault
    method: str = ".*"
    path: str = ""
    first: int = 1
    times: int | None = 1
    seen: int = 0

    def strikes(self, request: Request) -> bool:
        method, path = request.line.split(" ", 1)
        if not re.fullmatch(self.method, method) or not re.match(self.path, path):
            return False
        self.seen += 1
        return self.seen >= self.first and (self.times is None or self.seen < self.first + self.times)

    @property
    def struck(self) -> bool:
        return self.seen >= self.first


class Proxy(ThreadingHTTPServer):
    """``origins``: service -> URL without a path. ``seen``: the lines of all requests. ``delay``: seconds that each request takes
    longer. ``limit``: how many members a page of a listing has, whatever the client asks for."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, origins: Mapping[str, str], delay: float = 0, certificate: str | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Passage)
        self.origins, self.delay = dict(origins), delay
        self.rules: list[Rule] = []
        self.seen: list[str] = []
        self.limit: int | None = None
        self.lock = threading.Lock()
        self.url = f"{'https' if certificate else 'http'}://127.0.0.1:{self.server_port}"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.socket = context.wrap_socket(self.socket, server_side=True)

    def note(self, request: Request) -> Rule | None:
        with self.lock:
            self.seen.append(request.line)
            return next((rule for rule in self.rules if rule.strikes(request)), None)

    def rewritten(self, text: str) -> str:
        """A text with the addresses of the services led through here."""
        for service, origin in self.origins.items():
            text = text.replace(origin, f"{self.url}/{service}")
        return text

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is not this proxy's concern."""


@contextmanager
def running(origins: Mapping[str, str] | None = None, delay: float = 0, certificate: str | None = None) -> Iterator[Proxy]:
    """A Proxy in a thread."""
    with Proxy(origins or {}, delay, certificate) as proxy:
        threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield proxy
        finally:
            proxy.shutdown()


def origins_of(endpoint: Callable[[str], str], services: Iterable[str]) -> dict[str, str]:
    """Where services are, by a function that gives their endpoints."""
    parts = {service: urlsplit(endpoint(service)) for service in services}
    return {service: f"{part.scheme}://{part.netloc}" for service, part in parts.items()}


# -- the faults: each function gives one, made of what the table says ------------------------------------------------------------------

PAGE = "<html><head><title>%s</title></head><body><h1>%s</h1>%s</body></html>"
ELSEWHERE = "http://elsewhere.invalid"
PADDING = b"x" * 50_000_000


def connection_reset(when: str) -> Fault:
    """``when``: "before" the service hears of it, in the middle of the "request", "after" it has acted, in the "middle" of the answer's
    body; or it is "closed" there in all order."""

    def fault(passage: Passage, request: Request) -> None:
        if when == "request":
            passage.rfile.read(int(passage.headers.get("Content-Length") or 0) // 2)
        else:
            passage.body()
        answer = passage.pass_on(request) if when in ("after", "middle", "closed") else None
        if answer and when != "after":
            whole = len(answer.content) or 100
            answer.status = 200 if answer.status == 204 else answer.status
            answer.content = answer.content[: whole // 2]
            passage.send(answer, whole)
        if when == "closed":
            passage.close_connection = True
        else:
            passage.reset()

    return fault


def silence(acted: bool) -> Fault:
    """No answer."""

    def fault(passage: Passage, request: Request) -> None:
        passage.body()
        if acted:
            passage.pass_on(request)
        passage.wait()

    return fault


def answer(
    status: int, acted: bool = False, headers: Mapping[str, str] | None = None, json_body: Any = None, html: str = "", size: int = 0
) -> Fault:
    """A status, with a body of JSON or a page of ``html`` that is ``size`` bytes long at least. ``acted``: the service has done what it
    was asked for all the same."""

    def fault(passage: Passage, request: Request) -> None:
        passage.body()
        if acted:
            passage.pass_on(request)
        if html:
            content = (PAGE % (html, html, "<p>x</p>" * (size // 8))).encode()
        else:
            content = json.dumps(json_body).encode() if json_body is not None else b""
        made = Answer(status, list((headers or {}).items()), content)
        made.of_type("text/html; charset=utf-8" if html else "application/json")
        passage.send(made)

    return fault


def drip(part: str, pause: float = 0.02) -> Fault:
    """The answer comes byte by byte, and never ends: in its "headers" or its "body"."""

    def fault(passage: Passage, request: Request) -> None:
        given = passage.pass_on(request)
        if part == "body":
            passage.send(Answer(given.status if given.content else 200, given.headers, b" "), 10**6)
            drops = given.content.ljust(10**6)
        else:
            passage.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            drops = b"x" * 10**6
        with suppress(OSError):
            for number in range(len(drops)):
                passage.wfile.write(drops[number : number + 1])
                passage.wfile.flush()
                time.sleep(pause)
        passage.close_connection = True

    return fault


def endless_body() -> Fault:
    """An answer that goes on and on, as fast as it is read."""

    def fault(passage: Passage, request: Request) -> None:
        passage.pass_on(request)
        passage.send_response_only(200)
        passage.send_header("Content-Type", "application/json")
        passage.send_header("Transfer-Encoding", "chunked")
        passage.end_headers()
        piece = b" " * (1 << 20)
        with suppress(OSError):
            while True:
                passage.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
        passage.close_connection = True

    return fault


def spoilt(how: str) -> Fault:
    """The service's answer, but: "truncated", "empty", of another "type" or "charset" than it says, in "latin-1", a "list" or "null" in
    its place, with "padding" of 50 MB."""

    def fault(passage: Passage, request: Request) -> None:
        given = passage.pass_on(request)
        given.status = 200 if given.status == 204 else given.status
        value = json.loads(given.content) if given.content else {}
        given.of_type({"type": "text/html; charset=utf-8", "charset": "application/json; charset=utf-16"}.get(how, "application/json"))
        # An answer with no letter beyond ASCII is the same in both encodings, and the catalog has one as long as some service does:
        # each answer that has a content gets one.
        latin = json.dumps({"note": "é"} | value if value else value, ensure_ascii=False).encode("latin-1", "replace")
        made = {"truncated": (given.content or b"{}")[: max(1, len(given.content) // 2)], "empty": b"", "latin-1": latin}
        made |= {"list": b"[]", "null": b"null"}
        given.content = made.get(how, given.content)
        if how == "padding":
            given.content = b'{"padding": "%b", %b' % (PADDING, (given.content or b'{"nothing": 0}').lstrip()[1:])
        passage.send(given)

    return fault


def paging(how: str) -> Fault:
    """A listing that never ends: each page links to another one with the "same" members or with "new" ones, or always to the same
    "marker"; or a page links to another "host"."""
    numbers = iter(range(10**6))

    def fault(passage: Passage, request: Request) -> None:
        given = passage.pass_on(dataclasses.replace(request, path=re.sub(r"&?marker=\w+", "", request.path)))
        page, number = json.loads(given.content), next(numbers)
        keys = next(key for key, value in page.items() if isinstance(value, list) and not key.endswith("_links"))
        if how == "new":
            page[keys] = [{"id": f"{number:032x}", "name": f"another {number}"}]
        where = ELSEWHERE if how == "host" else passage.server.url
        link = f"{where}{request.path.partition('?')[0]}?marker={'mark' if how == 'marker' else number}"
        page |= {"next": link} if request.service == "image" else {f"{keys}_links": [{"rel": "next", "href": link}]}
        given.content = json.dumps(page).encode()
        passage.send(given)

    return fault


def redirect(to: str, status: int = 302) -> Fault:
    """``to``: "here", "host", "port" or "http"."""

    def fault(passage: Passage, request: Request) -> None:
        port = passage.server.server_port
        places = {"here": passage.server.url, "host": ELSEWHERE, "port": f"http://127.0.0.1:{port ^ 1}", "http": f"http://127.0.0.1:{port}"}
        passage.send(Answer(status, [("Location", places[to] + passage.path)]))

    return fault


def clock(seconds: int) -> Fault:
    """A login at a service whose clock is so much fast (slow, when negative)."""

    def shifted(found: re.Match[str]) -> str:
        return (datetime.fromisoformat(found[0]) + timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z")

    def fault(passage: Passage, request: Request) -> None:
        given = passage.pass_on(request)
        given.content = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", shifted, given.content.decode()).encode()
        there = datetime.now(UTC) + timedelta(seconds=seconds)
        given.headers = [pair for pair in given.headers if pair[0].lower() != "date"] + [("Date", format_datetime(there, usegmt=True))]
        passage.send(given)

    return fault


def revoked() -> Fault:
    """The token is revoked: that which comes with the request, or that which the login gives."""

    def fault(passage: Passage, request: Request) -> None:
        given = None if "x-auth-token" in request.headers else passage.pass_on(request)
        token = given.header("X-Subject-Token") if given else request.headers["x-auth-token"]
        identity = passage.server.origins["identity"]
        fetch(identity, "DELETE", "/v3/auth/tokens", {"X-Auth-Token": token, "X-Subject-Token": token})
        passage.send(given or passage.pass_on(request))

    return fault


KINDS = {
    kind.__name__: kind for kind in (connection_reset, silence, answer, drip, endless_body, spoilt, paging, redirect, clock, revoked)
}

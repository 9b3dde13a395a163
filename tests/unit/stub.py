# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real HTTP server on a socket, for what a mock of the library cannot show: broken connections, slow answers, TLS."""

from __future__ import annotations

import itertools
import json
import socket
import ssl
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


@dataclass
class Answer:
    """What the server does with a request. ``fault``: "reset" breaks the connection instead of answering, "close" ends it; "middle"
    sends half of the body. ``delay``: seconds before it answers."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    fault: str = ""
    delay: float = 0

    def content(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else b"" if self.body is None else json.dumps(self.body).encode()


@dataclass
class Request:
    """``connection``: the number of the connection by which it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    connection: int = 0

    @property
    def json(self) -> Any:
        return json.loads(self.body) if self.body else None


class Stub:
    """``requests``: all that arrived, in order. ``url``: where it listens. ``answer``: called with each Request."""

    def __init__(self, server: ThreadingHTTPServer, scheme: str) -> None:
        self.requests: list[Request] = []
        self.answer: Callable[[Request], Answer] = lambda request: Answer(404)
        self.port = server.server_address[1]
        self.url = f"{scheme}://127.0.0.1:{self.port}"

    def play(self, *answers: Answer) -> None:
        """Answer with these, one after the other, the last one for ever."""
        left = list(answers)
        self.answer = lambda request: left.pop(0) if len(left) > 1 else left[0]

    @property
    def connections(self) -> int:
        """By how many connections the requests arrived."""
        return len({request.connection for request in self.requests})

    @property
    def log(self) -> list[str]:
        return [f"{request.method} {request.path}" for request in self.requests]


def reset(passage: BaseHTTPRequestHandler) -> None:
    """Break a connection in the hard way."""
    passage.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    passage.close_connection = True
    # a TLS socket has to let go of the one below it
    (passage.connection.detach if isinstance(passage.connection, ssl.SSLSocket) else passage.connection.close)()


def handler(stub: Callable[[], Stub]) -> type[BaseHTTPRequestHandler]:
    numbers = itertools.count(1)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def setup(self) -> None:
            super().setup()
            self.number = next(numbers)

        def log_message(self, *args: Any) -> None:
            pass

        def handle_one(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {key.lower(): value for key, value in self.headers.items()}
            request = Request(self.command, self.path, headers, body, self.number)
            stub().requests.append(request)
            answer = stub().answer(request)
            time.sleep(answer.delay)
            if answer.fault == "reset":
                reset(self)
                return
            if answer.fault == "close":
                self.close_connection = True
                return
            content = answer.content()
            self.send_response_only(answer.status)
            for key, value in {"Content-Type": "application/json", "Content-Length": str(len(content)), **answer.headers}.items():
                self.send_header(key, value)
            self.end_headers()
            if self.command != "HEAD":
                with suppress(OSError):  # a client may go away
                    self.wfile.write(content[: len(content) // 2] if answer.fault == "middle" else content)
            self.close_connection = self.close_connection or answer.fault == "middle"

        do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = handle_one

    return Handler


@contextmanager
def serve(certificate: Path | None = None) -> Iterator[Stub]:
    """A Stub on a free port; ``certificate``: a file with key and certificate, for https."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(lambda: stub))
    server.daemon_threads = True
    stub = Stub(server, "https" if certificate else "http")
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def deaf() -> Iterator[int]:
    """A port that takes no more connections: its queue is full, and nobody empties it."""
    with socket.socket() as listener, socket.socket() as first, socket.socket() as second:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for client in (first, second):
            client.setblocking(False)
            client.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


def certificate(folder: Path, name: str) -> Path:
    """A file with a new key and a certificate for ``name`` (an IP address or a host name) that is signed by itself."""
    made = folder / f"{name}.pem"
    kind = "IP" if name[0].isdigit() else "DNS"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}"]
    command += ["-addext", f"subjectAltName={kind}:{name}", "-keyout", str(made), "-out", f"{made}.crt"]
    subprocess.run(command, check=True, capture_output=True)
    made.write_text(made.read_text() + Path(f"{made}.crt").read_text())
    return made


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong is told in one clear line, the same both ways, and nothing is created or lost by it: errors.yml has the lines."""

from __future__ import annotations

import datetime
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.integration import rhythm
from tests.integration.conftest import Cloud, Runs

DATA = yaml.safe_load(Path(__file__).with_name("errors.yml").read_text())
ERRORS = [rhythm.Refusal(**entry) for entry in DATA["errors"]]
QUOTA = 2
WAYS = (rhythm.IN_PROCESS, rhythm.MODULE)


class LoginPage(BaseHTTPRequestHandler):
    """A web server that knows nothing of OpenStack."""

    def do_GET(self) -> None:
        body = b"<html><head><title>Log in</title></head><body>Who are you?</body></html>"
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


def self_signed(folder: Path) -> ssl.SSLContext:
    """A TLS context whose certificate no authority has signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + datetime.timedelta(days=1))
    certificate = builder.add_extension(names, critical=False).sign(key, hashes.SHA256())
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    both = certificate.public_bytes(pem) + key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    (folder / "server.pem").write_bytes(both)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    return context


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[str]:
    """The address of a web server with a login page."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), LoginPage)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def not_listening() -> Iterator[str]:
    """An address that is taken, and where nothing listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{taken.getsockname()[1]}"


def filled(node: Any, addresses: dict[str, str]) -> Any:
    """Data with the addresses in their places."""
    if isinstance(node, dict):
        return {key: filled(value, addresses) for key, value in node.items()}
    if isinstance(node, str):
        for name, address in addresses.items():
            node = node.replace("{%s}" % name, address)
    return node


def merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """A cloud with some of its settings changed."""
    return base | {key: merged(base[key], value) if isinstance(value, dict) else value for key, value in over.items()}


@contextmanager
def changed_clouds(cloud: Cloud, folder: Path) -> Iterator[str]:
    """A clouds.yaml with the clouds of errors.yml beside those that work."""
    with ExitStack() as stack:
        addresses = {
            "closed": stack.enter_context(not_listening()),
            "html": stack.enter_context(serving()),
            "tls": stack.enter_context(serving(self_signed(folder))),
        }
        changed = {name: merged(cloud.clouds["member"], entry) for name, entry in filled(DATA["clouds"], addresses).items()}
        (folder / "clouds.yaml").write_text(yaml.safe_dump({"clouds": cloud.clouds | changed}))
        yield str(folder / "clouds.yaml")


@contextmanager
def full_project(cloud: Cloud) -> Iterator[None]:
    """A project that has two networks of one name and may have no more."""
    made = [cloud.view("member", "network", "create", "twice")["id"] for _number in range(QUOTA)]
    cloud.run("admin", "quota", "set", "--networks", str(QUOTA), cloud.project("member"))
    try:
        yield
    finally:
        for network in made:
            cloud.run("member", "network", "delete", network)
        cloud.run("admin", "quota", "set", "--networks", "100", cloud.project("member"))


@pytest.fixture(scope="module")
def recordings(cloud: Cloud, runs: Runs, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, rhythm.Recording]]:
    """All the tasks that must fail, in both ways; together they create and lose nothing."""
    play = {
        "name": "What must fail",
        "hosts": "localhost",
        "gather_facts": False,
        "module_defaults": {f"group/{rhythm.COLLECTION}openstack": {"cloud": "member"}},
        "tasks": [rhythm.refused(error) for error in ERRORS],
    }
    with full_project(cloud), changed_clouds(cloud, tmp_path_factory.mktemp("errors")) as file:
        before = cloud.found("member")
        yield {way: runs.play([play], way, runs.folder / "errors" / way, OS_CLIENT_CONFIG_FILE=file) for way in WAYS}
        assert cloud.found("member") == before


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.what.replace(" ", "-"))
@pytest.mark.parametrize("way", WAYS)
def test_one_clear_line(error: rhythm.Refusal, way: str, recordings: dict[str, rhythm.Recording]) -> None:
    recording = recordings[way]
    assert isinstance(recording, rhythm.Recording), recording
    problems = list(rhythm.judge_refusal(recording, error))
    assert not problems, "\n".join(problems)
    assert "\n" not in recording.result(f"{error.what}: {rhythm.REAL}")["msg"]

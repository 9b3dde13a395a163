# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connections: a CA bundle is read once, a connection stays open from item to item, and neither carries anything from login to login."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import certifi
import pytest

from ansible_collections.stratus.openstack.plugins.module_utils import connections
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.transport import Transport
from tests.unit.stub import Answer, Stub, certificate, handler, serve

OK = Answer(200, {"ok": True})


@pytest.fixture(autouse=True)
def _none_of_other_tests(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(connections, "_contexts", {})
    monkeypatch.setattr(connections, "_kept", {})
    monkeypatch.setattr(connections, "IDLE", 3600)  # a machine with other work may take its time
    yield
    for session in connections._kept.values():
        session.close()


@pytest.fixture
def stub() -> Iterator[Stub]:
    with serve() as running:
        running.play(OK)
        yield running


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What OpenSSL was told to read: the path of a bundle, or "system"."""
    found: list[Any] = []

    def note(context: ssl.SSLContext, cafile: Any = None, *rest: Any, **more: Any) -> Any:
        found.append(str(cafile))
        return locations(context, cafile, *rest, **more)

    locations = ssl.SSLContext.load_verify_locations
    monkeypatch.setattr(ssl.SSLContext, "load_verify_locations", note)
    monkeypatch.setattr(ssl.SSLContext, "load_default_certs", lambda *_arguments: found.append("system"))
    return found


def send(stub: Stub, method: str = "GET", failed: bool = False, send_options: dict[str, Any] | None = None, **options: Any) -> Any:
    """One request by a Transport of its own, as a task or the item of a loop sends it."""
    http = Transport(**{"keep": True, "sleep": lambda _seconds: None, **options})
    try:
        return http.send(method, stub.url + "/x", **(send_options or {})).body
    finally:
        http.close(failed)


# -- what is trusted -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verify", ["default", "environment", "option"])
def test_a_bundle_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: list[Any], verify: str) -> None:
    here = certificate(tmp_path, "127.0.0.1")
    bundle = f"{here}.crt"
    if verify == "default":
        monkeypatch.setattr(certifi, "where", lambda: bundle)
        monkeypatch.setattr(connections.requests.certs, "where", lambda: bundle)
        monkeypatch.setattr(connections.requests.adapters, "DEFAULT_CA_BUNDLE_PATH", bundle)
    elif verify == "environment":
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", bundle)
    with serve(here) as stub:
        stub.play(OK)
        for _number in range(3):
            send(stub, keep=False, **({"verify": bundle} if verify == "option" else {}))
        assert stub.connections == 3
    assert read == [bundle]
    assert connections.bundles_read_here() == [bundle]


def test_a_bundle_that_changes_is_read_again(tmp_path: Path) -> None:
    old, new = certificate(tmp_path, "127.0.0.1"), certificate(tmp_path, "127.0.0.2")
    bundle = tmp_path / "ca.pem"
    shutil.copy(f"{new}.crt", bundle)
    with serve(old) as stub:
        stub.play(OK)
        with pytest.raises(CloudError, match="TLS failed"):
            send(stub, verify=str(bundle))
        bundle.write_text(bundle.read_text() + Path(f"{old}.crt").read_text())
        assert send(stub, verify=str(bundle)) == {"ok": True}
        shutil.copy(f"{new}.crt", bundle)
        with pytest.raises(CloudError, match="TLS failed"):
            send(stub, verify=str(bundle))
    assert len(connections._contexts) == 1


def test_what_cannot_be_shared_is_left_to_requests(tmp_path: Path) -> None:
    bad = tmp_path / "bad.pem"
    bad.write_text("no certificate")
    for path in (bad, tmp_path, tmp_path / "missing.pem"):
        assert connections.trust_bundle(str(path)) is None
    here = certificate(tmp_path, "127.0.0.1")
    with serve(here) as stub:
        for path in (bad, tmp_path / "missing.pem"):
            with pytest.raises(CloudError) as caught:
                send(stub, verify=str(path))
            assert "ca_cert" in caught.value.hint
        assert stub.requests == []


def test_a_release_with_a_context_of_its_own_keeps_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(connections.requests, "__version__", "2.32.2")
    here = certificate(tmp_path, "127.0.0.1")
    with serve(here) as stub:
        stub.play(OK)
        assert send(stub, verify=f"{here}.crt") == {"ok": True}
    assert connections._contexts == {}


def test_trust_of_one_login_is_not_that_of_another(tmp_path: Path, read: list[Any]) -> None:
    """In any order, on the same server and in one process."""
    here, other = certificate(tmp_path, "127.0.0.1"), certificate(tmp_path, "127.0.0.2")
    with serve(here) as stub:
        stub.play(OK)
        for _round in range(2):
            assert send(stub, verify=False) == {"ok": True}
            assert send(stub, verify=f"{here}.crt") == {"ok": True}
            with pytest.raises(CloudError, match="TLS failed"):
                send(stub, verify=f"{other}.crt")
        assert stub.connections == 2
    assert read == [f"{here}.crt", f"{other}.crt"]


def test_a_name_that_does_not_match_is_refused(tmp_path: Path) -> None:
    elsewhere = certificate(tmp_path, "cloud.example")
    with serve(elsewhere) as stub:
        stub.play(OK)
        with pytest.raises(CloudError, match="TLS failed"):
            send(stub, verify=f"{elsewhere}.crt")
        assert send(stub, verify=False) == {"ok": True}
        with pytest.raises(CloudError, match="TLS failed"):
            send(stub, verify=f"{elsewhere}.crt")


def test_a_proxy_gets_the_context_unless_it_has_a_certificate_of_its_own(tmp_path: Path) -> None:
    here = certificate(tmp_path, "127.0.0.1")
    session = connections.open_session(f"{here}.crt", None, 5, whole=True)
    connections.begin_request(session, "https://cloud.example/", once=False)
    adapter, context = session.get_adapter("https://cloud.example/"), connections.trust_bundle(f"{here}.crt")
    assert adapter.proxy_manager_for("http://proxy.example:8080").connection_pool_kw["ssl_context"] is context
    secure = adapter.proxy_manager_for("https://proxy.example:8080")
    assert "ssl_context" not in secure.connection_pool_kw
    pool = secure.connection_from_url("https://cloud.example/")
    adapter.cert_verify(pool, "https://cloud.example/", session.verify, None)
    assert (pool.cert_reqs, pool.ca_certs) == ("CERT_REQUIRED", f"{here}.crt")
    session.close()


@contextmanager
def serve_known_clients(pem: Path) -> Iterator[Stub]:
    """A server that only talks to clients with a certificate that it knows."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    context.load_verify_locations(f"{pem}.crt")
    context.verify_mode = ssl.CERT_REQUIRED
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(lambda: stub))
    server.daemon_threads = True
    server.socket = context.wrap_socket(server.socket, server_side=True)
    stub = Stub(server, "https")
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield stub
    server.shutdown()
    server.server_close()


def test_a_client_certificate_is_for_its_own_login_only(tmp_path: Path) -> None:
    pem = certificate(tmp_path, "127.0.0.1")
    with serve_known_clients(pem) as stub:
        stub.play(OK)
        known = {"verify": f"{pem}.crt", "cert": (f"{pem}.crt", str(pem))}
        for _round in range(2):
            assert send(stub, **known) == {"ok": True}
            with pytest.raises(CloudError):
                send(stub, "POST", verify=f"{pem}.crt")
        assert [request.method for request in stub.requests] == ["GET", "GET"]
        assert stub.connections == 1


# -- what stays open -----------------------------------------------------------------------------------------------------------


def test_a_connection_stays_open_for_the_next_item(stub: Stub) -> None:
    for _item in range(3):
        send(stub, "POST")
    assert stub.connections == 1
    for _task in range(2):
        send(stub, keep=False)
    assert stub.connections == 3


def test_other_settings_mean_another_connection(stub: Stub) -> None:
    for _round in range(2):
        for options in ({}, {"timeout": 7}, {"verify": False}):
            send(stub, **options)
    assert stub.connections == 3


def test_no_header_and_no_cookie_goes_from_login_to_login(stub: Stub) -> None:
    stub.play(Answer(200, {}, {"Set-Cookie": "session=of-the-first; Path=/"}))
    first = Transport(keep=True)
    for _number in range(2):
        first.send("GET", stub.url + "/x", headers={"X-Auth-Token": "first-token"}, basic=("first", "word"))
    first.close()
    send(stub)
    assert stub.connections == 1
    assert [request.headers.get("cookie") for request in stub.requests] == [None, "session=of-the-first", None]
    assert {"x-auth-token", "authorization"} & set(stub.requests[-1].headers) == set()


def test_two_at_once_never_share_a_session(stub: Stub) -> None:
    one, two = Transport(keep=True), Transport(keep=True)
    assert one._http is not two._http
    for http in (one, two, one):
        http.send("GET", stub.url + "/x")
    one.close()
    two.close()
    assert len(connections._kept) == 1
    send(stub)
    assert stub.connections == 2


def test_a_failed_request_leaves_nothing_behind(stub: Stub) -> None:
    send(stub, failed=True)
    assert connections._kept == {}
    send(stub)
    assert stub.connections == 2


def test_few_stay_open(stub: Stub) -> None:
    for seconds in range(1, 8):
        send(stub, timeout=seconds)
    assert [key[3] for key in connections._kept] == [4, 5, 6, 7]


def test_a_forked_process_has_connections_of_its_own(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    """It neither uses those of its parent nor ends them."""
    send(stub)
    with monkeypatch.context() as child:
        child.setattr(os, "getpid", lambda: 1)
        inherited = Transport(keep=True, timeout=7)
        for _item in range(2):
            send(stub)
    send(stub)
    assert [request.connection for request in stub.requests] == [1, 2, 2, 1]
    inherited.close()  # as if a fork had happened while a task had it
    assert [key[0] for key in connections._kept] == [1, os.getpid()]


@pytest.mark.parametrize(
    ("method", "options", "count"),
    [("POST", {}, 2), ("PUT", {"repeat": False}, 2), ("GET", {"retries": 0}, 2), ("GET", {}, 1), ("PUT", {}, 1), ("DELETE", {}, 1)],
)
def test_a_write_never_takes_a_connection_that_was_idle(
    stub: Stub, monkeypatch: pytest.MonkeyPatch, method: str, options: dict[str, Any], count: int
) -> None:
    """The server may just be closing it. What may be repeated takes it, as does all that follows at once."""
    send(stub)
    send(stub, method, send_options=options)
    assert stub.connections == 1
    monkeypatch.setattr(connections, "IDLE", -1)
    send(stub, method, send_options=options)
    assert stub.connections == count


def test_a_connection_that_the_server_has_closed_is_not_used() -> None:
    """A write arrives once, by a new connection."""
    closed, arrived = threading.Event(), []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve_two() -> None:
            for _connection in range(2):
                client, _address = listener.accept()
                arrived.append(client.recv(65536).split(b" ")[0])
                client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
                client.close()
                closed.set()

        threading.Thread(target=serve_two, daemon=True).start()
        url = "http://127.0.0.1:%d/x" % listener.getsockname()[1]
        for method in ("GET", "POST"):
            http = Transport(keep=True)
            assert http.send(method, url).body == {}
            http.close()
            assert closed.wait(30)
    assert arrived == [b"GET", b"POST"]

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One HTTP request: what is repeated and what never is, where it may lead, what its failures say."""

from __future__ import annotations

import base64
import io
import json
import re
import socket
import threading
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils import transport as module
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.transport import Reply, Transport, api_message
from tests.unit.stub import Answer, Stub, certificate, deaf, free_port, serve

OK = Answer(200, {"ok": True})


@pytest.fixture
def stub() -> Iterator[Stub]:
    with serve() as running:
        yield running


@contextmanager
def dripping(head: bytes) -> Iterator[str]:
    """The URL of a server that begins an answer, and goes on byte by byte."""

    class Drip(StreamRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                self.connection.recv(65536)
                self.connection.sendall(head)
                for _byte in range(4000):
                    self.connection.sendall(b" ")
                    time.sleep(0.05)

    with ThreadingTCPServer(("127.0.0.1", 0), Drip) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/x"
        server.shutdown()


class Slept(list):
    """A sleep that only notes for how long."""

    __call__ = list.append


def transport(**options: Any) -> tuple[Transport, Slept]:
    slept = Slept()
    return Transport(**{"sleep": slept, **options}), slept


def failure(stub: Stub, method: str, path: str = "/x", **options: Any) -> CloudError:
    http, _slept = transport(**options)
    with pytest.raises(CloudError) as caught:
        http.send(method, stub.url + path, service="network")
    return caught.value


# -- repeating ---------------------------------------------------------------------------------------------------------------

REPEATED = [
    # answer or fault, methods that are sent again, methods that are not
    (Answer(429), "GET HEAD PUT DELETE POST PATCH", ""),
    (Answer(413, headers={"Retry-After": "1"}), "GET PUT DELETE POST PATCH", ""),
    (Answer(413), "", "GET PUT DELETE POST PATCH"),
    (Answer(502), "GET HEAD PUT DELETE", "POST PATCH"),
    (Answer(503), "GET HEAD PUT DELETE", "POST PATCH"),
    (Answer(504), "GET HEAD PUT DELETE", "POST PATCH"),
    (Answer(fault="reset"), "GET HEAD PUT DELETE", "POST PATCH"),
    (Answer(fault="middle", body={"a": "b" * 5000}), "GET PUT DELETE", "POST PATCH"),
    (Answer(500), "", "GET PUT DELETE POST PATCH"),
    (Answer(409), "", "GET PUT DELETE POST PATCH"),
    (Answer(400), "", "GET PUT DELETE POST PATCH"),
]


@pytest.mark.parametrize("answer", [row[0] for row in REPEATED], ids=lambda answer: f"{answer.status} {answer.fault}")
def test_what_is_sent_again(stub: Stub, answer: Answer) -> None:
    again, once = next(row[1:] for row in REPEATED if row[0] is answer)
    for method in again.split():
        stub.requests.clear()
        stub.play(answer, OK)
        http, slept = transport()
        assert http.send(method, stub.url + "/x").status == 200
        assert (len(stub.requests), len(slept)) == (2, 1), method
    for method in once.split():
        stub.requests.clear()
        stub.play(answer, OK)
        http, slept = transport()
        with pytest.raises(CloudError) as caught:
            http.send(method, stub.url + "/x")
        assert (len(stub.requests), slept) == (1, []), method
        unsure = answer.fault or answer.status in (500, 502, 503, 504)
        assert caught.value.maybe_applied == bool(unsure and method != "GET"), method


def test_tries_end(stub: Stub) -> None:
    stub.play(Answer(503))
    http, slept = transport()
    with pytest.raises(CloudError) as caught:
        http.send("GET", stub.url + "/x")
    assert caught.value.status == 503
    assert (len(stub.requests), slept) == (4, [0.4, 1.2, 3.0])


@pytest.mark.parametrize(("retries", "sent"), [(0, 1), (1, 2), (5, 6)])
def test_the_number_of_tries_can_be_set(stub: Stub, retries: int, sent: int) -> None:
    stub.play(Answer(503))
    failure(stub, "GET", retries=retries)
    assert len(stub.requests) == sent


def test_a_write_that_is_no_action_can_be_forbidden_to_repeat(stub: Stub) -> None:
    stub.play(Answer(fault="reset"), OK)
    http, _slept = transport()
    with pytest.raises(CloudError):
        http.send("PUT", stub.url + "/routers/1/add_router_interface", json={}, repeat=False)
    assert len(stub.requests) == 1


@pytest.mark.parametrize("method", ["POST", "PATCH", "GET", "PUT"])
def test_a_refused_connection_is_tried_again_whatever_the_method(method: str) -> None:
    http, slept = transport(retries=2)
    with pytest.raises(CloudError) as caught:
        http.send(method, f"http://127.0.0.1:{(port := free_port())}/x", json={})
    assert len(slept) == 2
    assert not caught.value.maybe_applied
    assert caught.value.message == f"127.0.0.1:{port} cannot be reached: connection refused"


def at(seconds: float) -> str:
    return format_datetime(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds), usegmt=True)


@pytest.mark.parametrize(
    ("headers", "waited"),
    [
        ({"Retry-After": "7"}, 7.0),
        ({"Retry-After": "0"}, 0.0),
        ({"Retry-After": " 1.5 "}, 1.5),
        ({"Retry-After": "-3"}, 0.4),
        ({"Retry-After": "soon"}, 0.4),
        ({"Retry-After": ""}, 0.4),
        ({"Retry-After": "\u00b2"}, 0.4),
        ({"Retry-After": at(20), "Date": at(0)}, 20.0),
        ({"Retry-After": at(0), "Date": at(20)}, 0.0),
        ({}, 0.4),
    ],
)
def test_retry_after(stub: Stub, headers: dict[str, str], waited: float) -> None:
    # the server's own Date wins over the clock here, so that a wrong clock does no harm
    stub.play(Answer(429, headers=headers), OK)
    http, slept = transport()
    http.send("POST", stub.url + "/x", json={})
    assert slept == [waited]


def test_a_long_retry_after_is_reported_and_not_waited_for(stub: Stub) -> None:
    stub.play(Answer(429, {"overLimit": {"message": "Slow down", "code": 429}}, {"Retry-After": "3600"}))
    http, slept = transport()
    with pytest.raises(CloudError) as caught:
        http.send("GET", stub.url + "/x")
    assert slept == []
    assert "Slow down" in str(caught.value)
    assert "for 3600 s" in str(caught.value)


def test_read_timeout(stub: Stub) -> None:
    stub.play(Answer(delay=1.5))
    http, slept = transport(timeout=0.3)
    with pytest.raises(CloudError, match=r"gave no answer within 0\.3 s") as caught:
        http.send("GET", stub.url + "/x")
    assert (caught.value.maybe_applied, len(slept)) == (False, 1)  # one more try, not three: each costs the whole time
    with pytest.raises(CloudError) as caught:
        http.send("POST", stub.url + "/x")
    assert caught.value.maybe_applied
    assert stub.log.count("POST /x") == 1


@pytest.mark.parametrize("drip", ["headers", "body"])
@pytest.mark.parametrize("kept", ["", "Connection: close\r\n"])
def test_an_answer_that_drips_in_ends_in_time(drip: str, kept: str) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n" + kept.encode()
    with dripping(head + (b"\r\n" if drip == "body" else b"X-Slow: ")) as url:
        begun = time.monotonic()
        http, slept = transport(timeout=0.3)
        with pytest.raises(CloudError, match=r"was not complete within 0\.3 s"):
            http.send("GET", url)
        assert (len(slept), time.monotonic() - begun < 2) == (1, True)
        begun = time.monotonic()
        if drip == "headers":
            with pytest.raises(CloudError, match=r"was not complete within 0\.3 s"):
                http.send("GET", url, stream=True)
        else:  # a download may take its time as long as something comes
            pieces = http.pieces(http.send("GET", url, stream=True), size=1)
            while time.monotonic() - begun < 0.6:
                next(pieces)


def test_an_answer_over_tls_ends_in_time(tmp_path: Path) -> None:
    made = certificate(tmp_path, "127.0.0.1")
    with serve(made) as stub:
        http, _slept = transport(timeout=0.3, verify=f"{made}.crt", retries=0)
        stub.play(OK)
        assert http.send("GET", stub.url).body == {"ok": True}
        stub.play(Answer(delay=1))
        with pytest.raises(CloudError, match=r"gave no answer within 0\.3 s"):
            http.send("GET", stub.url)


def test_connect_timeout() -> None:
    http, _slept = transport(timeout=0.2, retries=1)
    with deaf() as port, pytest.raises(CloudError, match=r"does not answer \(no connection within 0\.2 s\)") as caught:
        http.send("POST", f"http://127.0.0.1:{port}/x")
    assert not caught.value.maybe_applied


def test_timeouts_are_two() -> None:
    assert Transport().timeout == (15, 120)
    assert Transport(timeout=600).timeout == (15, 600)
    assert Transport(timeout=5).timeout == (5, 5)


def test_a_file_is_sent_whole_again(stub: Stub) -> None:
    stub.play(Answer(503), OK)
    http, _slept = transport()
    data = io.BytesIO(b"skip-content")
    data.seek(5)
    http.send("PUT", stub.url + "/file", data=data)
    assert [request.body for request in stub.requests] == [b"content", b"content"]


def test_a_stream_that_can_be_read_once_is_sent_once(stub: Stub) -> None:
    stub.play(Answer(503), OK)
    http, _slept = transport()
    with pytest.raises(CloudError):
        http.send("PUT", stub.url + "/file", data=iter([b"a", b"b"]))
    assert len(stub.requests) == 1


# -- where requests go -------------------------------------------------------------------------------------------------------


def test_redirects_of_reads_are_followed_at_home(stub: Stub) -> None:
    stub.play(Answer(302, headers={"Location": "/b?c=d"}), Answer(308, headers={"Location": f"{stub.url}/e"}), OK)
    http, _slept = transport()
    reply = http.send("GET", stub.url + "/a", headers={"X-Auth-Token": "t"})
    assert (reply.body, reply.url) == ({"ok": True}, stub.url + "/e")
    assert stub.log == ["GET /a", "GET /b?c=d", "GET /e"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_redirects_of_writes_are_refused(stub: Stub, method: str) -> None:
    stub.play(Answer(307, headers={"Location": "/b"}))
    assert "redirect of a write" in failure(stub, method).message
    assert len(stub.requests) == 1


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("http://evil.example/x", "another host"),
        ("//evil.example/x", "another host"),
        ("http://localhost:{port}/x", "another host"),
        ("https://127.0.0.1:{port}/x", "another scheme or port"),
        ("http://127.0.0.1:1/x", "another scheme or port"),
        ("ftp://127.0.0.1/x", "another scheme or port"),
        ("http://127.0.0.1:{port}@evil.example/x", "not clear"),
        ("http://evil.example\\@127.0.0.1:{port}/x", "not clear"),
        ("http://127.0.0.1:99999999/x", "not clear"),
        ("http://[::1/x", "not clear"),
        ("/a\\b", "not clear"),
    ],
)
def test_redirects_elsewhere_are_refused(stub: Stub, target: str, words: str) -> None:
    stub.play(Answer(302, headers={"Location": target.format(port=stub.port)}))
    error = failure(stub, "GET")
    assert words in error.message
    assert error.status == 302
    assert len(stub.requests) == 1


def test_a_redirect_loop_ends(stub: Stub) -> None:
    stub.play(Answer(301, headers={"Location": "/x"}))
    assert "leads nowhere" in failure(stub, "GET").message
    assert len(stub.requests) == 6


def test_netrc_is_not_read(stub: Stub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login fred password pa55word\n")
    (tmp_path / ".netrc").chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    stub.play(OK)
    http, _slept = transport()
    http.send("GET", stub.url + "/x")
    assert "authorization" not in stub.requests[0].headers
    http.send("GET", stub.url + "/x", basic=("jane", "pw"))
    assert stub.requests[1].headers["authorization"].startswith("Basic ")


@pytest.mark.parametrize("variable", ["http_proxy", "HTTP_PROXY", "all_proxy"])
def test_a_proxy_of_the_environment_is_used(stub: Stub, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.setenv(variable, stub.url)
    monkeypatch.setenv("no_proxy", "direct.example")
    stub.play(OK)
    http, _slept = transport()
    http.send("GET", "http://cloud.example/x")
    assert stub.log == ["GET http://cloud.example/x"]
    http.send("GET", "http://cloud.example/y")
    assert stub.log[1:] == ["GET http://cloud.example/y"]
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    direct, _slept = transport()
    direct.send("GET", stub.url + "/z")
    assert stub.log[2:] == ["GET /z"]


def test_a_proxy_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"http://fred:pa55word-1@127.0.0.1:{free_port()}")
    http, slept = transport()
    with pytest.raises(CloudError) as caught:
        http.send("POST", "http://cloud.example/x")
    assert "proxy for cloud.example" in caught.value.message
    assert "pa55word-1" not in str(caught.value)
    assert (caught.value.maybe_applied, slept) == (False, [])


# -- TLS -----------------------------------------------------------------------------------------------------------------------


def test_tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    here, elsewhere = certificate(tmp_path, "127.0.0.1"), certificate(tmp_path, "cloud.example")
    with serve(here) as stub:
        stub.play(OK)
        error = failure(stub, "POST")
        assert error.message == f"TLS failed with 127.0.0.1:{stub.port}: self-signed certificate"
        assert "ca_cert" in error.hint
        assert not error.maybe_applied
        for verify in (False, f"{here}.crt"):
            http, _slept = transport(verify=verify)
            assert http.send("GET", stub.url + "/x").body == {"ok": True}
        for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
            with monkeypatch.context() as environment:
                environment.setenv(name, f"{here}.crt")
                assert transport()[0].send("GET", stub.url + "/x").body == {"ok": True}
                assert transport(verify=False)[0].send("GET", stub.url + "/x").body == {"ok": True}
        error = failure(stub, "GET", verify="/nowhere/ca.pem")
        assert "/nowhere/ca.pem" in error.message
        assert "ca_cert" in error.hint
    with serve(elsewhere) as stub:
        stub.play(OK)
        assert "doesn't match" in failure(stub, "GET", verify=f"{elsewhere}.crt").message.replace("ip address mismatch", "doesn't match")


@contextmanager
def without_tls(first: bytes, then: bytes) -> Iterator[str]:
    """An https address. ``first``: what is sent at once to those who begin TLS, b"" for no answer at all, b"." to close the connection;
    ``then``: the answer to a request without TLS."""

    def answer(connection: socket.socket) -> None:
        with connection:
            begin = connection.recv(8)
            if begin.startswith((b"HEAD", b"GET")):
                connection.sendall(then)
            elif first:
                connection.sendall(first.strip(b"."))
            else:
                done.wait(20)

    def accept() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=answer, args=(listener.accept()[0],), daemon=True).start()

    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=accept, daemon=True).start()
        yield f"https://127.0.0.1:{listener.getsockname()[1]}/v3"
        done.set()
        listener.shutdown(socket.SHUT_RDWR)


PLAIN = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
REFUSED_PLAIN = b"HTTP/1.1 400 Bad Request\r\n\r\n"


@pytest.mark.parametrize("first", [b"", b"HTTP/1.0 400 Bad Request\r\n\r\n", b"."], ids=("silent", "http", "closed"))
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_http_behind_an_https_address(monkeypatch: pytest.MonkeyPatch, first: bytes, method: str) -> None:
    monkeypatch.setattr(module, "FIRST_CONNECT_TIMEOUT", 0.3)
    with without_tls(first, PLAIN) as url:
        http, slept = transport()
        begun = time.monotonic()
        with pytest.raises(CloudError) as caught:
            http.send(method, url, headers={"X-Auth-Token": "tok"})
        assert caught.value.message == f"{url[8:-3]} speaks http, not https"
        assert caught.value.hint == "Write http:// in auth_url or in the endpoint"
        assert (slept, http.count, caught.value.maybe_applied) == ([], 1, False)
        assert time.monotonic() - begun < 10


@pytest.mark.parametrize("then", [REFUSED_PLAIN, b""])
def test_a_server_that_does_not_begin_tls(then: bytes) -> None:
    with without_tls(b"", then) as url:
        http, slept = transport(timeout=0.3)
        with pytest.raises(CloudError, match=r"does not begin TLS within 0\.3 s") as caught:
            http.send("POST", url)
        assert (len(slept), caught.value.maybe_applied, caught.value.hint) == (1, False, None)


def test_the_first_attempt_with_tls_is_short() -> None:
    http, _slept = transport()
    assert http._limits("https://cloud.example/", True) == (4, 120)
    assert http._limits("https://cloud.example/", False) == http._limits("http://cloud.example/", True) == (15, 120)
    assert transport(timeout=2)[0]._limits("https://cloud.example/", True) == (2, 2)


# -- no answer, or none that can be used ---------------------------------------------------------------------------------------


def test_a_host_without_an_address() -> None:
    http, slept = transport()
    with pytest.raises(CloudError) as caught:
        http.send("POST", "http://nowhere.invalid:5000/v3?name=refused")
    assert caught.value.message == "The host name of nowhere.invalid:5000 cannot be resolved"
    assert (slept, caught.value.maybe_applied) == ([], False)


@pytest.mark.parametrize("url", ["cloud.example/v3", "http://", "ftp://cloud.example/", "http://[::1/", "http://a:b:c/"])
def test_an_address_that_is_none(url: str) -> None:
    http, slept = transport()
    with pytest.raises(CloudError) as caught:
        http.send("POST", url)
    assert caught.value.message.startswith("Not a usable address")
    assert (slept, caught.value.maybe_applied) == ([], False)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(fault="reset"), "connection reset by peer"),
        (Answer(fault="middle", body={"a": "b" * 5000}), "it ended in the middle of the answer"),
        (Answer(fault="close"), "it was closed before an answer came"),
    ],
)
def test_why_a_connection_broke(stub: Stub, answer: Answer, words: str) -> None:
    stub.play(answer)
    assert failure(stub, "POST").message == f"The connection to 127.0.0.1:{stub.port} broke: {words}"


def test_words_in_a_name_do_not_change_the_diagnosis(stub: Stub) -> None:
    stub.play(Answer(fault="reset"))
    error = failure(stub, "POST", "/x?name=refused&b=unreachable&c=getaddrinfo")
    assert "broke" in error.message
    assert error.maybe_applied
    assert error.hint is None


@pytest.mark.parametrize(
    ("answer", "body", "text"),
    [
        (Answer(body=b""), None, ""),
        (Answer(body=b'{"a": '), None, '{"a": '),
        (Answer(body=b"<html>login</html>", headers={"Content-Type": "text/html"}), None, "<html>login</html>"),
        (Answer(body='{"a": "\u00e9"}'.encode(), headers={"Content-Type": "application/json; charset=latin-1"}), {"a": "\u00e9"}, None),
        (Answer(body='{"a": "\u00e9"}'.encode(), headers={"Content-Type": "application/json; charset=klingon"}), {"a": "\u00e9"}, None),
        (Answer(body='{"a": "\u00e9"}'.encode("utf-16"), headers={"Content-Type": "application/json"}), {"a": "\u00e9"}, None),
        (Answer(body=b'{"a": "\xff"}'), None, None),
        (Answer(body=b'{"a": 1}', headers={"Content-Type": "text/plain"}), {"a": 1}, None),
    ],
)
def test_bodies(stub: Stub, answer: Answer, body: Any, text: str | None) -> None:
    stub.play(answer)
    http, _slept = transport()
    reply = http.send("GET", stub.url + "/x")
    assert reply.body == body
    assert text is None or reply.text == text


def nested(levels: int) -> bytes:
    """An object in an object, and so on, with brackets in a text that count for nothing."""
    return b'{"a": ' * levels + b'"[[[[{{{{"' + b"}" * levels


@pytest.mark.parametrize("levels", [module.DEEPEST_ANSWER + 1, 900, 200000])
@pytest.mark.parametrize("log", [None, lambda level, line: None], ids=["quiet", "logged"])
def test_an_answer_that_is_nested_too_deeply(stub: Stub, levels: int, log: Any) -> None:
    """The error names its own request, whether the answer is logged or not, and nothing is repeated."""
    stub.play(Answer(body=nested(levels)))
    error = failure(stub, "PUT", log=log)
    assert re.fullmatch(r"The answer of 127\.0\.0\.1:\d+ is nested more than 100 levels deep", error.message)
    assert (error.method, error.url, error.maybe_applied, len(stub.requests)) == ("PUT", stub.url + "/x", True, 1)
    stub.play(Answer(400, body=nested(levels)))
    assert failure(stub, "GET", log=log).message == nested(levels).decode()[:600] + "..." * (levels * 7 + 10 > 600)


def test_an_answer_that_is_deep_or_long_enough(stub: Stub) -> None:
    lines: list[str] = []
    wide = b'[{"a": [{"b": []}]}' + b', {"a": [{"b": []}]}' * 1000 + b"]"
    stub.play(Answer(body=nested(module.DEEPEST_ANSWER)), Answer(body=wide))
    http, _slept = transport(log=lambda _level, line: lines.append(line))
    assert isinstance(http.send("GET", stub.url + "/x").body["a"]["a"], dict)
    assert len(http.send("GET", stub.url + "/x").body) == 1001
    assert lines[2] == "  < " + nested(module.DEEPEST_ANSWER).decode()


def test_a_body_that_is_nested_too_deeply(stub: Stub) -> None:
    body: list[Any] = []
    for _level in range(100_000):
        body = [body]
    http, slept = transport()
    with pytest.raises(CloudError, match=r"^The body of the request is nested too deeply\.$"):
        http.send("POST", stub.url + "/x", json=body)
    assert (stub.requests, slept) == ([], [])


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("tok\u20acen", "character 4 of its value is not in Latin-1"),
        ("token\u201d", "character 6 of its value is not in Latin-1"),
        ("to\nken", "character 3 of its value is a control character"),
        ("\x1b[2Jtoken", "character 1 of its value is a control character"),
        ("tok\x00en", "character 4 of its value is a control character"),
    ],
)
@pytest.mark.parametrize("name", ["X-Auth-Token", "X-Object-Meta-Name"])
def test_a_header_that_cannot_be_sent(stub: Stub, name: str, value: str, why: str) -> None:
    http, slept = transport()
    with pytest.raises(CloudError) as caught:
        http.send("PUT", stub.url + "/x", headers={name: value}, service="network")
    assert caught.value.message == f"The header {name} cannot be sent: {why}"
    assert (caught.value.maybe_applied, caught.value.service, stub.requests, slept) == (False, "network", [], [])
    assert "stray characters" in caught.value.hint


@pytest.mark.parametrize("value", ["f\xfcnf", "", "a\tb", "a b"])
def test_a_header_that_can_be_sent(stub: Stub, value: str) -> None:
    stub.play(OK)
    transport()[0].send("GET", stub.url + "/x", headers={"X-Object-Meta-Name": value})
    assert stub.requests[0].headers["x-object-meta-name"] == value


def test_basic_credentials_are_sent_in_utf_8(stub: Stub) -> None:
    stub.play(OK)
    transport()[0].send("GET", stub.url + "/x", basic=("fr\xe9d", "p\u20acss"))
    assert stub.requests[0].headers["authorization"] == "Basic " + base64.b64encode("fr\xe9d:p\u20acss".encode()).decode()
    assert module.basic_credentials("fr\xe9d", "p\u20acss") == stub.requests[0].headers["authorization"].split()[1]


def test_a_text_stays_one_when_no_json_was_asked_for(stub: Stub) -> None:
    stub.play(Answer(body=b'{"a": 1}', headers={"Content-Type": "text/plain"}))
    http, _slept = transport()
    reply = http.send("GET", stub.url + "/secrets/1/payload", headers={"Accept": "text/plain"})
    assert (reply.body, reply.text) == (None, '{"a": 1}')


def test_a_big_body(stub: Stub) -> None:
    stub.play(Answer(body=b"[" + b"1," * 25_000_000 + b"1]"))
    http, _slept = transport()
    assert len(http.send("GET", stub.url + "/x").body) == 25_000_001


def test_a_body_has_a_limit(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST_ANSWER", 1 << 20)
    stub.play(Answer(body=b" " * (40 << 20)))
    tracemalloc.start()
    error = failure(stub, "POST")
    assert re.fullmatch(r"The answer of 127\.0\.0\.1:\d+ is larger than 1 MiB", error.message)
    assert (error.maybe_applied, len(stub.requests)) == (True, 1)
    http, _slept = transport()
    assert sum(map(len, http.pieces(http.send("GET", stub.url, stream=True)))) == 40 << 20
    stub.play(Answer(500, body=b"x" * (40 << 20)))
    assert len(failure(stub, "GET").message) < 700
    assert tracemalloc.get_traced_memory()[1] < 110 << 20  # twice the stub's own body, and little more
    tracemalloc.stop()


def test_a_charset_is_never_guessed() -> None:
    page = "\u00e9".encode("latin-1") * (20 << 20)
    begun = time.monotonic()
    assert Reply(200, {"content-type": "text/html"}, content=page).text[:2] == "\ufffd" * 2
    assert Reply(200, {"content-type": "text/html; charset=latin-1"}, content=page).text[:2] == "\u00e9" * 2
    assert Reply(200, {"content-type": "text/html; charset=klingon"}, content=b"a").text == "a"
    assert time.monotonic() - begun < 5


def test_a_big_error_page_is_cut(stub: Stub) -> None:
    stub.play(Answer(500, b"<html><body>" + b"<p>x</p>" * 1_000_000, {"Content-Type": "text/html"}))
    assert len(failure(stub, "GET").message) < 700


# -- what an API says ----------------------------------------------------------------------------------------------------------

SAID = [
    ("Nova", {"computeFault": {"code": 500, "message": "Unexpected API Error."}}, "Unexpected API Error."),
    ("Nova 404", {"itemNotFound": {"code": 404, "message": "Flavor x could not be found."}}, "Flavor x could not be found."),
    (
        "Neutron",
        {"NeutronError": {"type": "OverQuota", "message": "Quota exceeded for ['port'].", "detail": ""}},
        "Quota exceeded for ['port'].",
    ),
    ("Neutron, old", {"NeutronError": "Policy check failed"}, "Policy check failed"),
    ("Keystone", {"error": {"code": 401, "message": "The request needs a login.", "title": "Unauthorized"}}, "The request needs a login."),
    ("Cinder", {"badRequest": {"code": 400, "message": "Invalid volume"}}, "Invalid volume"),
    (
        "Heat",
        {
            "code": 400,
            "title": "Bad Request",
            "explanation": "The server could not comply.",
            "error": {"message": "The template is wrong", "traceback": "x", "type": "StackValidationFailed"},
        },
        "The template is wrong",
    ),
    (
        "Ironic",
        {"error_message": json.dumps({"faultcode": "Client", "faultstring": "Node is locked", "debuginfo": None})},
        "Node is locked",
    ),
    ("Ironic, new", {"error_message": {"faultcode": "Client", "faultstring": "Node is locked", "debuginfo": None}}, "Node is locked"),
    ("Octavia", {"faultcode": "Client", "faultstring": "Immutable", "debuginfo": None}, "Immutable"),
    (
        "Placement",
        {"errors": [{"status": 404, "title": "Not Found", "detail": "No such resource\n\n provider", "request_id": "r"}]},
        "No such resource provider",
    ),
    ("Designate", {"code": 404, "type": "zone_not_found", "message": "Could not find Zone", "request_id": "r"}, "Could not find Zone"),
    (
        "Designate, invalid",
        {"code": 400, "type": "invalid_object", "errors": {"errors": [{"path": ["name"], "message": "'x' is not a 'domainname'"}]}},
        "'x' is not a 'domainname'",
    ),
    (
        "Barbican",
        {"code": 404, "title": "Not Found", "description": "Sorry but your secret is in another castle."},
        "Sorry but your secret is in another castle.",
    ),
    ("Magnum", {"errors": [{"status": 409, "code": "", "title": "t", "detail": "A cluster exists", "links": []}]}, "A cluster exists"),
    ("Glance", {"message": "Store for identifier x not found<br /><br />\n", "code": "409 Conflict"}, "Store for identifier x not found"),
    ("OAuth", {"error": "invalid_client", "error_description": "Who?"}, "invalid_client"),
    ("bare text", "no", "no"),
    ("nothing", {}, "{}"),
]  # each service's shape, from its API reference


@pytest.mark.parametrize(("body", "words"), [row[1:] for row in SAID], ids=[row[0] for row in SAID])
def test_an_api_is_quoted(body: Any, words: str) -> None:
    assert api_message(Reply(400, {"content-type": "application/json"}, body, json.dumps(body))) == words


PAGES = [
    (
        "Glance",
        "<html>\n <head>\n  <title>404 Not Found</title>\n </head>\n"
        " <body>\n  <h1>404 Not Found</h1>\n  No image found with ID x<br /><br />\n </body>\n</html>",
        "404 Not Found: No image found with ID x",
    ),
    ("Swift", "<html><h1>Not Found</h1><p>The resource could not be found.</p></html>", "Not Found: The resource could not be found."),
    (
        "nginx",
        "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1><hr>nginx</body></html>",
        "502 Bad Gateway: nginx",
    ),
    (
        "a portal",
        "<!doctype html><html><head><title>Log in</title><style>p {}</style></head><body>%s</body></html>" % ("<p>word</p>" * 500),
        "",
    ),
    ("entities", "<html><h1>A &lt;b&gt; &amp; c</h1></html>", "A <b> & c"),
    ("unclosed", "<html><head><title>Oops", "Oops"),
    ("text", "upstream connect error", "upstream connect error"),
]


@pytest.mark.parametrize(("page", "words"), [row[1:] for row in PAGES], ids=[row[0] for row in PAGES])
def test_a_page_is_quoted(page: str, words: str) -> None:
    assert api_message(Reply(502, {"content-type": "text/html"}, None, page)) == words


def test_endless_nesting_is_no_trouble() -> None:
    body: Any = {"message": "deep"}
    for _unused in range(500):
        body = {"x": [body]}
    assert api_message(Reply(400, {}, body, "")) == ""


def test_an_error_says_what_was_tried(stub: Stub) -> None:
    stub.play(Answer(409, {"conflict": {"message": "In use."}}, {"x-openstack-request-id": "req-1"}))
    error = failure(stub, "DELETE", "/v2.0/networks/1")
    assert str(error) == f"In use (DELETE {stub.url}/v2.0/networks/1, HTTP 409, request req-1)."
    assert error.result()["error"] == {
        "message": "In use.",
        "status": 409,
        "method": "DELETE",
        "url": f"{stub.url}/v2.0/networks/1",
        "service": "network",
        "request_id": "req-1",
    }


def test_an_error_of_a_download_has_its_words(stub: Stub) -> None:
    stub.play(Answer(404, {"itemNotFound": {"message": "No such object"}}))
    http, _slept = transport()
    with pytest.raises(CloudError, match="No such object"):
        http.send("GET", stub.url + "/x", stream=True)


@pytest.mark.parametrize("page", ["<" * 10**6, "<h1>" * 10**5, "<body>" + "<!--" * 10**5, "<title " * 10**5])
def test_a_large_page_takes_no_longer_than_a_small_one(page: str) -> None:
    def seconds(text: str) -> float:
        started = time.process_time()
        api_message(Reply(500, {"content-type": "text/html"}, None, text))
        return time.process_time() - started

    assert seconds(page) < 5 * seconds(page[:20000]) + 0.5

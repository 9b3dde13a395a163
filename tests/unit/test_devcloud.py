# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of the dev cloud that can be tried without a cloud."""

from __future__ import annotations

import inspect
import io
import json
import socket
import subprocess
import sys

import pytest

from tests.devcloud import access, bootstrap, cloud, config, install, process, service
from tests.devcloud.drivers import identity_provider
from tests.devcloud.runtime import once
from tests.devcloud.runtime.access_log import AccessLog
from tests.devcloud.settings import DevcloudError, Settings

DEFAULTS = {"keystone": 5000, "nova": 8774}


def request(application, path="/v3", method="GET", query="", body=b"", **headers):
    """Call a WSGI application; returns (status, pieces of the body not yet read)."""
    answered = []
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "wsgi.input": io.BytesIO(body),
        "CONTENT_LENGTH": str(len(body)),
    }
    environ |= {"HTTP_" + name.upper(): value for name, value in headers.items()}
    pieces = application(environ, lambda status, headers, *rest: answered.append(int(status.split()[0])))
    return answered, pieces


@pytest.mark.parametrize(
    ("environment", "remembered", "expected"),
    [
        ({}, {}, {"offset": 0, "keystone": 5000, "nova": 8774}),
        ({"OFFSET": "100"}, {}, {"offset": 100, "keystone": 5100, "nova": 8874}),
        ({"S": "nova=1"}, {}, {"offset": 0, "keystone": 5000, "nova": 1}),
        ({}, {"offset": 100, "keystone": 5100}, {"offset": 100, "keystone": 5100, "nova": 8874}),
        ({"OFFSET": "0"}, {"offset": 100, "keystone": 5100}, {"offset": 0, "keystone": 5000, "nova": 8774}),
        ({}, {"offset": 0, "keystone": 7}, {"offset": 0, "keystone": 7, "nova": 8774}),
    ],
)
def test_ports_come_from_the_environment_else_from_the_state(monkeypatch, environment, remembered, expected):
    for name in ("_OFFSET", "S"):
        monkeypatch.delenv(f"STRATUS_DEVCLOUD_PORT{name}", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(f"STRATUS_DEVCLOUD_PORT{'_' if name == 'OFFSET' else ''}{name}", value)
    assert cloud._ports(DEFAULTS, remembered) == expected


@pytest.mark.parametrize("value", ["nova", "nova=x", "cinder=1"])
def test_a_bad_port_setting_is_explained(monkeypatch, value):
    monkeypatch.setenv("STRATUS_DEVCLOUD_PORTS", value)
    with pytest.raises(DevcloudError, match="STRATUS_DEVCLOUD_PORTS"):
        cloud._ports(DEFAULTS, {})


def test_a_busy_port_is_told_with_its_owner():
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        assert not process.port_is_free(port)
        assert process.port_owner(port).startswith("pid ")
    assert process.port_is_free(port)


HOLDER = """
import os, signal, socket, time
memory = b"x" * (200 << 20)
signal.signal(signal.SIGTERM, lambda number, frame: os._exit(0))
with socket.create_server(("127.0.0.1", 0)) as listener:
    print(listener.getsockname()[1], flush=True)
    time.sleep(60)
"""


def test_the_port_of_a_service_that_was_stopped_is_free_at_once(tmp_path, monkeypatch):
    """A process that ends gives up its memory first: the more it has, the longer it still listens when its program is not seen any more."""
    monkeypatch.setattr(process.time, "sleep", lambda seconds: None)  # to look at that moment, too
    settings = Settings(tmp_path)
    settings.work("nova").mkdir(parents=True)
    command = [sys.executable, "-c", HOLDER]
    with subprocess.Popen(command, cwd=settings.work("nova"), stdout=subprocess.PIPE, text=True) as holder:
        port = int(holder.stdout.readline())
        assert process.running(settings) == {"nova": holder.pid}
        assert process.stop(settings) == ["nova"]
        assert process.port_is_free(port)


def test_all_services_fit_the_contract_and_are_pinned(tmp_path):
    ports = [port for item in service.processes(service.available()) for port in (item.port, *item.ports.values())]
    assert len(set(ports)) == len(ports)
    pinned = install.pins("core") | install.pins("extras")
    for item in service.processes(service.available()):
        assert bool(item.load) != bool(item.command), item.name
        assert set(item.packages) <= set(pinned), item.name
        assert set(item.after) <= set(service.available()), item.name


def test_a_pin_may_be_for_some_releases_of_python_only(tmp_path, monkeypatch):
    monkeypatch.setattr(install, "CONSTRAINTS", tmp_path)
    path = tmp_path / "core.txt"
    path.write_text('a==1\nold.one==2; python_version < "3.13"\nnew-one==3.4.post1; python_version >= "3.13"\n')
    assert install.pins("core", (3, 12)) == {"a": "1", "old.one": "2"}
    assert install.pins("core", (3, 13)) == {"a": "1", "new-one": "3.4.post1"}
    path.write_text('a==1; sys_platform == "linux"\n')
    with pytest.raises(DevcloudError, match='neither a pin .*: a==1; sys_platform == "linux"'):
        install.pins("core")


def test_an_environment_of_another_python_or_of_other_pins_counts_as_empty(tmp_path, monkeypatch):
    settings = Settings(tmp_path)
    for folder, name in ((settings.venv, "core"), (settings.cli, "cli")):
        folder.mkdir()
        (folder / install.MARKER).write_text(f"{name} {install.made_from(name)}\n")
    assert install.missing(settings, []) == []
    assert install.missing(settings, ["heat"]) == ["extras"]
    with monkeypatch.context() as patch:
        patch.setattr(install.sys, "base_prefix", "/opt/python")
        assert install.missing(settings, []) == ["core", "cli"]
    monkeypatch.setattr(install, "fingerprint", lambda *names: "other")
    assert install.missing(settings, []) == ["core", "cli"]


def test_a_python_that_the_pins_are_not_for_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(install, "PYTHONS", ((3, 5), (3, 6)))
    with pytest.raises(DevcloudError, match=r"Python 3\.5 to 3\.6 is needed, and this is 3\.\d+: /"):
        install.install(Settings(tmp_path))


def connection_that_ended():
    """The port from which a connection went that has just ended: it is in use for a minute."""
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.create_connection(listener.getsockname()) as client:
        accepted, _address = listener.accept()
        client.shutdown(socket.SHUT_WR)
        accepted.close()
        return client.getsockname()[1]


def test_a_port_that_a_connection_has_just_left_is_waited_for(tmp_path, monkeypatch, capsys):
    port = connection_that_ended()
    assert (process.port_is_free(port), process.port_is_listened_on(port)) == (False, False)
    assert process.port_owner(port) == process.UNSEEN
    free = iter([False, False])
    monkeypatch.setattr(process, "port_is_free", lambda port: next(free, True))  # as after the minute
    cloud._check_ports(Settings(tmp_path, {"keystone": port}), [service.get("keystone")])
    assert capsys.readouterr().out.count("the port of keystone") == 1


def test_a_port_that_somebody_has_is_refused_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr(cloud.time, "sleep", lambda seconds: pytest.fail("nobody waits"))
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        assert process.port_is_listened_on(port)
        with pytest.raises(DevcloudError, match=f"keystone: port {port} of 127.0.0.1 is in use by pid "):
            cloud._check_ports(Settings(tmp_path, {"keystone": port}), [service.get("keystone")])


@pytest.mark.parametrize(("extras", "concerned"), [(["designate"], True), (["heat"], False), ([], False)])
def test_neutron_starts_again_when_it_has_names_to_publish(tmp_path, extras, concerned):
    ports = {item.name: item.port for item in service.processes(service.available())}
    assert cloud._concerned(service.get("neutron"), Settings(tmp_path, ports, extras), []) is concerned
    assert not cloud._concerned(service.get("neutron"), Settings(tmp_path, ports, extras), extras)


def test_ini_writes_booleans_and_lists():
    assert config.ini({"a": {"b": True, "c": ("x", "y"), "d": 1}}) == "[a]\nb = true\nc = x,y\nd = 1\n"


def test_clouds_yaml_is_for_its_owner_only(tmp_path):
    settings = Settings(tmp_path, {"keystone": 1})
    bootstrap.clouds_yaml(settings)
    assert settings.clouds_yaml.stat().st_mode & 0o777 == 0o600
    text = settings.clouds_yaml.read_text()
    assert [line.strip(" :") for line in text.splitlines() if line.startswith("  ") and line[2] != " "] == [
        "admin",
        "demo",
        "alt_demo",
        "system-admin",
    ]


def test_a_request_is_logged_before_its_last_byte_is_sent(tmp_path):
    path = tmp_path / "nova.jsonl"

    def streaming(environ, start_response):
        start_response("202 Accepted", [("X-Compute-Request-Id", "req-1")])
        yield from (b"a", b"b")

    _unused, pieces = request(AccessLog(streaming, "nova", path), query="all=1", x_devcloud_service="cinder", user_agent="me")
    pieces = iter(pieces)
    assert next(pieces) == b"a"
    assert not path.read_text()
    assert next(pieces) == b"b"
    (line,) = path.read_text().splitlines()
    expected = {"method": "GET", "path": "/v3?all=1", "status": 202, "request_id": "req-1", "from": "cinder", "agent": "me", "client": None}
    assert expected.items() <= json.loads(line).items()


def test_a_failing_application_is_logged_too(tmp_path):
    path = tmp_path / "nova.jsonl"

    def broken(environ, start_response):
        raise ValueError("x")

    with pytest.raises(ValueError, match="x"):
        request(AccessLog(broken, "nova", path))
    assert json.loads(path.read_text())["status"] == 500


def test_the_reader_tells_clients_from_services(tmp_path):
    settings = Settings(tmp_path)

    def application(environ, start_response):
        start_response("200 OK", [])
        return [b""]

    nova = AccessLog(application, "nova", settings.access_log("nova"))
    request(nova, "/before")
    with access.recorded(settings=settings) as mine, access.recorded(settings=settings, internal=True) as everything:
        request(nova, "/mine")
        request(nova, "/internal", x_devcloud_service="cinder")
    with access.recorded(settings=settings, client="t1", agent="ansible") as marked:
        request(nova, "/other", user_agent="ansible")
        request(nova, "/marked", user_agent="ansible/2", x_stratus_test="t1")
    assert [item.path for item in mine] == ["/mine"]
    assert [item.path for item in everything] == ["/mine", "/internal"]
    assert [item.path for item in marked] == ["/marked"]


def test_only_the_identity_provider_says_who_somebody_is():
    seen = {}

    def keystone(environ, start_response):
        seen.clear()
        seen.update(environ)
        return [b""]

    provider = identity_provider.IdentityProvider(keystone, "http://127.0.0.1:5000")
    form = b"grant_type=password&username=federated&password=secret&client_id=devcloud"
    status, body = request(provider, "/idp/token", "POST", body=form)
    assert status == [200]
    token = json.loads(body[0])["access_token"]
    path = "/v3/OS-FEDERATION/identity_providers/devcloud/protocols/openid/auth"
    request(provider, path, authorization=f"Bearer {token}")
    assert seen["OIDC-preferred_username"] == "federated"
    request(provider, path, authorization="Bearer invented", oidc_iss=identity_provider.ISSUER)
    assert not {"HTTP_OIDC_ISS", "OIDC-preferred_username", "REMOTE_USER"} & set(seen)


@pytest.mark.parametrize(
    ("form", "error"),
    [
        (b"grant_type=password&username=federated&password=wrong&client_id=devcloud", "invalid_grant"),
        (b"grant_type=password&username=nobody&password=secret&client_id=devcloud", "invalid_grant"),
        (b"grant_type=client_credentials&client_id=devcloud", "invalid_client"),
        (b"grant_type=password&username=federated&password=secret", "invalid_client"),
        (b"grant_type=magic&client_id=devcloud", "unsupported_grant_type"),
    ],
)
def test_the_identity_provider_refuses_in_the_words_of_the_standard(form, error):
    _unused, body = request(identity_provider.IdentityProvider(None, ""), "/idp/token", "POST", body=form)
    assert json.loads(body[0]) == {"error": error}


def test_a_device_waits_for_its_confirmation():
    provider = identity_provider.IdentityProvider(None, "")
    device = json.loads(request(provider, "/idp/device", "POST")[1][0])
    form = f"grant_type={identity_provider.DEVICE_GRANT}&client_id=devcloud&device_code={device['device_code']}".encode()
    assert json.loads(request(provider, "/idp/token", "POST", body=form)[1][0]) == {"error": "authorization_pending"}
    request(provider, "/idp/confirm", query=f"user_code={device['user_code']}")
    assert "access_token" in json.loads(request(provider, "/idp/token", "POST", body=form)[1][0])


class Asked:
    def plain(self, first, *, second=2): ...

    def __call__(self, third): ...


def test_the_parameters_of_a_function_are_read_once():
    """Also for the methods of objects that are made for one request; and nobody changes what the next one gets."""
    asked = []

    def read(function):
        asked.append(function)
        return inspect.getfullargspec(function)

    reader = once.of_function(read)
    for one in (Asked(), Asked()):
        assert reader(one.plain) == inspect.getfullargspec(Asked.plain)
        reader(one.plain).args.clear()
        assert reader(one) == inspect.getfullargspec(one)  # no function: asked each time
    assert len(asked) == 3


def test_a_validator_is_made_once_for_each_schema(monkeypatch):
    made = []

    def make(schema, relaxed=False, is_body=True):
        made.append(schema)
        return [schema, relaxed, is_body]

    maker, schemas = once.of_schema(make), [{"type": "object"}, {"type": "object"}]
    found = [maker(schema, relaxed) for schema in schemas for relaxed in (False, True, False)]
    assert [one[1] for one in found] == [False, True, False] * 2
    assert (found[0] is found[2], found[0] is found[3], len(made)) == (True, False, 4)
    assert maker(schemas[0], is_body=False) == [schemas[0], False, False]
    monkeypatch.setattr(once, "KEPT", 2)
    assert [maker({"number": number}) for number in range(5)] == [[{"number": number}, False, True] for number in range(5)]

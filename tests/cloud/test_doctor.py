# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults of the configuration, the way, the login and the cloud: `doctor` names the cause of each, and what to do about it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.stratus.openstack.plugins.module_utils import runner, transport
from ansible_collections.stratus.openstack.plugins.module_utils.doctor import findings
from ansible_collections.stratus.openstack.plugins.module_utils.doctor.operation import DOCTOR
from tests.cloud.servers import MEMBER, Api
from tests.faults import proxy
from tests.unit.stub import certificate, free_port
from tests.warm import commands

SERVICES = ("identity", "compute", "network", "image", "block-storage")
VARIABLES = ("OS_CLOUD", "OS_CLIENT_CONFIG_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "XDG_CONFIG_HOME", "http_proxy", "https_proxy")
LOGIN = "/identity/v3/auth/tokens"
TOLD = ("login", "error")


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings but those of the test."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("no_proxy", "")
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


def cloud(**changes: Any) -> dict[str, Any]:
    """The cloud of the tests. ``changes``: options of the login, and ``auth_url``; None removes one."""
    auth = {key: value for key, value in (MEMBER["auth"] | changes).items() if value is not None}
    return MEMBER | {"auth": auth}


def examine(**options: Any) -> dict[str, Any]:
    """The result of the task. No secret is in it."""
    checked = ArgumentSpecValidator(runner.module_spec(DOCTOR)["argument_spec"]).validate({"cloud": cloud()} | options)
    assert not checked.error_messages
    result = runner.execute(DOCTOR, checked.validated_parameters)
    assert MEMBER["auth"]["password"] not in json.dumps(result)
    assert "gAAAA" not in json.dumps(result)  # the beginning of a token
    assert [one["check"] for one in result["findings"]] == sorted((one["check"] for one in result["findings"]), key=findings.CHECKS.index)
    assert result["healthy"] == ("error" not in [one["level"] for one in result["findings"]])
    return result


def require(result: dict[str, Any], check: str, level: str, what: str, do: str) -> None:
    """One of the findings has these words, and the others of its level do not hide it."""
    found = [one for one in result["findings"] if one["level"] == level]
    assert [one for one in found if one["check"] == check and what in one["what"] and do in (one["do"] or "")], result["lines"]
    assert len(found) <= 2, result["lines"]


@contextmanager
def front(api: Api, **rest: Any) -> Iterator[proxy.Proxy]:
    """A proxy before the services."""
    with proxy.running(proxy.origins_of(api.session.endpoint, SERVICES), **rest) as running:
        yield running


def through(running: proxy.Proxy, **changes: Any) -> dict[str, Any]:
    return cloud(auth_url=f"{running.url}/identity/v3") | changes


def altered(change: Callable[[dict[str, Any]], None]) -> proxy.Fault:
    """The answer of the service, changed."""

    def fault(passage: proxy.Passage, request: proxy.Request) -> None:
        answer = passage.pass_on(request)
        body = json.loads(answer.content)
        change(body)
        answer.content = json.dumps(body).encode()
        passage.send(answer)

    return fault


def test_a_healthy_cloud(api: Api) -> None:
    result = examine(services=[*SERVICES, "volumev3"], roles=["member"])
    assert result["healthy"]
    assert {one["level"] for one in result["findings"]} == {"ok"}
    assert [one["check"] for one in result["findings"]] == list(findings.CHECKS)
    assert result["login"]["succeeded"] and result["login"]["roles"] == api.session.access.roles
    assert {row["service"]: row["reached"] for row in result["catalog"]} == dict.fromkeys(SERVICES, True)
    assert abs(result["clock"]["difference"]) < 60
    assert set(result["quota"]) == {"block-storage", "compute", "network"}


REFUSED = [
    ("wrong password", {"password": "wr0ng"}, "The password of user '{username}' in domain 'Default' is wrong", "Correct password"),
    ("unknown user", {"username": "nobody"}, "There is no user 'nobody' in domain 'Default'", "Correct username or user_domain_name"),
    (
        "unknown project",
        {"project_name": "nowhere"},
        "There is no project 'nowhere' in domain 'Default'; the user can log in to: {username}",
        "Correct project_name",
    ),
    ("wrong domain", {"user_domain_name": "Elsewhere"}, "There is no domain 'Elsewhere'", "Correct user_domain_name in"),
    ("wrong domain of a project", {"project_domain_name": "Elsewhere"}, "There is no domain 'Elsewhere'", "Correct project_domain_name in"),
    ("no domain", {"user_domain_name": None}, "needs 'user_domain_name'", "Correct it in"),
]


@pytest.mark.usefixtures("api")
@pytest.mark.parametrize(("changes", "what", "do"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_a_refused_login(changes: dict[str, Any], what: str, do: str) -> None:
    result = examine(cloud=cloud(**changes))
    require(result, *TOLD, what.format(**MEMBER["auth"]), do)
    assert result["catalog"] is None and not result["login"]["succeeded"]


SILENT = [
    ("wrong password", {"password": "wr0ng"}, "it does not say whether the user, the domain or the password is wrong", "Check username"),
    (
        "unknown project",
        {"project_name": "nowhere"},
        "User and password are right, but the user has no role in project 'nowhere'",
        "Correct project_name",
    ),
]


@pytest.mark.parametrize(("changes", "what", "do"), [row[1:] for row in SILENT], ids=[row[0] for row in SILENT])
def test_a_login_that_is_refused_without_a_reason(api: Api, changes: dict[str, Any], what: str, do: str) -> None:
    def hide(body: dict[str, Any]) -> None:
        body.get("error", {})["message"] = "The request you have made requires authentication."

    with front(api) as running:
        running.rules.append(proxy.Rule(altered(hide), "POST", LOGIN, times=None))
        result = examine(cloud=through(running, **cloud(auth_url=f"{running.url}/identity/v3", **changes)))
    require(result, *TOLD, what, do)


def test_a_role_is_missing(api: Api, admin: Api) -> None:
    """Of the project, and of those that the task needs."""
    name = f"{MEMBER['auth']['project_name']}-none"
    project = admin.make("identity", "/projects", "project", name=name)["id"]
    try:
        result = examine(cloud=cloud(project_name=name))
        require(result, *TOLD, f"the user has no role in project '{name}'", "have an administrator grant a role")
    finally:
        admin.delete("identity", f"/projects/{project}")
    result = examine(roles=["member", "admin"])
    require(result, "roles", "error", f"{MEMBER['auth']['username']} lacks the role admin in project", "Have an administrator grant it")

    def reads_only(body: dict[str, Any]) -> None:
        body["token"]["roles"] = [{"name": "reader"}]

    with front(api) as running:
        running.rules.append(proxy.Rule(altered(reads_only), "POST", LOGIN))
        result = examine(cloud=through(running), services=["identity"])
    require(result, "roles", "warning", "has only the role reader", "grant the role member")


PLACES = [
    (
        "wrong region",
        {"region_name": "RegionTwo"},
        "The catalog has no region 'RegionTwo'; it has: RegionOne",
        "Did you mean 'RegionOne'? Correct region_name",
    ),
    ("wrong interface", {"interface": "private"}, "The catalog has no endpoint with the interface private; it has: ", "Correct interface"),
]


@pytest.mark.usefixtures("api")
@pytest.mark.parametrize(("changes", "what", "do"), [row[1:] for row in PLACES], ids=[row[0] for row in PLACES])
def test_a_place_that_the_catalog_has_not(changes: dict[str, Any], what: str, do: str) -> None:
    require(examine(cloud=cloud() | changes), "catalog", "error", what, do)


def test_the_address_of_another_service(api: Api) -> None:
    compute = api.session.endpoint("compute")
    result = examine(cloud=cloud(auth_url=compute))
    require(result, *TOLD, f"{compute} is the address of another service", "the identity service")


@pytest.mark.usefixtures("api")
def test_the_old_version_in_the_address() -> None:
    old = MEMBER["auth"]["auth_url"].replace("/v3", "/v2.0")
    result = examine(cloud=cloud(auth_url=old), services=["identity"])
    require(result, "login", "warning", f"auth_url names API v2.0 of the identity service: {old}", f"Write {MEMBER['auth']['auth_url']}")
    assert result["healthy"]
    result = examine(cloud=cloud(auth_url=old, user_domain_name=None, project_domain_name=None))
    require(result, *TOLD, "there is no identity API v2.0", "user_domain_name")


def test_https_and_http(api: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "FIRST_CONNECT_TIMEOUT", 0.5)
    secure = MEMBER["auth"]["auth_url"].replace("http://", "https://")
    require(examine(cloud=cloud(auth_url=secure)), "address", "error", "speaks http, not https", "Write http:// in auth_url")
    with front(api, certificate=str(certificate(tmp_path, "127.0.0.1"))) as running:
        result = examine(cloud=cloud(auth_url=f"{running.url}/identity/v3".replace("https://", "http://")))
    require(result, "address", "error", "speaks https, not http", "Write https:// in auth_url")


def expire(pem: Path) -> None:
    """Replace a certificate by one that has ended yesterday."""
    request, names = pem.with_suffix(".csr"), pem.with_suffix(".ext")
    names.write_text("subjectAltName=IP:127.0.0.1\nbasicConstraints=critical,CA:TRUE\n")
    for command in (
        ["x509", "-x509toreq", "-in", f"{pem}.crt", "-signkey", pem, "-out", request],
        ["x509", "-req", "-in", request, "-signkey", pem, "-days", "-1", "-extfile", names, "-out", f"{pem}.crt"],
    ):
        subprocess.run(["openssl", *command], check=True, capture_output=True)
    pem.write_text(pem.read_text().partition("-----BEGIN CERTIFICATE")[0] + Path(f"{pem}.crt").read_text())


CERTIFICATES = [
    ("expired certificate", "127.0.0.1", True, True, "has expired on 20", "check the clock of this machine"),
    ("unknown CA", "127.0.0.1", False, False, "is signed by '127.0.0.1', which is not trusted here", "Set ca_cert (cacert in clouds.yaml)"),
    ("wrong host name", "elsewhere.example", True, False, "is for elsewhere.example, and not for 127.0.0.1", "Write one of these names"),
]


@pytest.mark.parametrize(("name", "trusted", "old", "what", "do"), [row[1:] for row in CERTIFICATES], ids=[row[0] for row in CERTIFICATES])
def test_a_certificate(api: Api, tmp_path: Path, name: str, trusted: bool, old: bool, what: str, do: str) -> None:
    pem = certificate(tmp_path, name)
    if old:
        expire(pem)
    with front(api, certificate=str(pem)) as running:
        result = examine(cloud=through(running, **({"verify": f"{pem}.crt"} if trusted else {})))
    require(result, "tls", "error", what, do)
    assert (result["tls"]["issuer"], result["tls"]["names"], result["tls"]["verified"]) == (name, [name], False)
    assert result["clock"] is not None


def test_a_certificate_that_is_valid(api: Api, tmp_path: Path) -> None:
    pem = certificate(tmp_path, "127.0.0.1")
    with front(api, certificate=str(pem)) as running:
        result = examine(cloud=through(running, verify=f"{pem}.crt"), services=["identity"])
        require(result, "tls", "warning", "ends in 1 days", "renew it")
        assert result["healthy"] and result["tls"]["verified"] and result["tls"]["trusts"] == f"{pem}.crt"
        result = examine(cloud=through(running, verify=False), services=["identity"])
    require(result, "tls", "warning", "is not verified", "Set ca_cert")


def test_the_clock_is_off(api: Api) -> None:
    for seconds, level, what in ((-1000, "error", "s ahead of that of the cloud"), (100, "warning", "s behind that of the cloud")):
        with front(api) as running:
            running.rules.append(proxy.Rule(proxy.clock(seconds), "GET", "/identity/v3"))
            result = examine(cloud=through(running), services=["identity"])
        require(result, "clock", level, what, "Synchronize it")


def test_a_proxy_is_in_the_way(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_port()
    monkeypatch.setenv("http_proxy", f"http://fred:h1dden@127.0.0.1:{port}")
    result = examine()
    what = f"The proxy 127.0.0.1:{port} (http_proxy) is in the way to 127.0.0.1"
    require(result, "address", "error", what, "Add 127.0.0.1 to no_proxy, or unset http_proxy")
    assert "h1dden" not in json.dumps(result)
    with front(api) as running:
        running.rules.append(proxy.Rule(proxy.answer(403, html="Not from here")))
        monkeypatch.setenv("http_proxy", running.url)
        require(examine(), "address", "error", "is in the way to 127.0.0.1", "Add 127.0.0.1 to no_proxy")
        assert examine(services=["identity"])["healthy"]


@pytest.mark.usefixtures("api")
def test_a_name_that_does_not_resolve() -> None:
    result = examine(cloud=cloud(auth_url="http://nowhere.invalid:5000/v3"))
    require(result, "address", "error", "The host name of nowhere.invalid:5000 cannot be resolved", "DNS")


@pytest.mark.usefixtures("api")
def test_a_port_that_is_closed() -> None:
    port = free_port()
    result = examine(cloud=cloud(auth_url=f"http://127.0.0.1:{port}/v3"))
    require(result, "address", "error", f"127.0.0.1:{port} cannot be reached: connection refused", "Check host and port")


def test_an_endpoint_is_missing(api: Api) -> None:
    def without_image(body: dict[str, Any]) -> None:
        body["token"]["catalog"] = [entry for entry in body["token"]["catalog"] if entry["type"] != "image"]

    with front(api) as running:
        running.rules.append(proxy.Rule(altered(without_image), "POST", LOGIN, times=None))
        for services, level in (([], "warning"), (["image", "identity"], "error")):
            result = examine(cloud=through(running), services=services)
            require(result, "catalog", level, "This cloud has no image service", "have the operators add it to the catalog")


def test_an_endpoint_answers_html(api: Api) -> None:
    with front(api) as running:
        running.rules.append(proxy.Rule(proxy.answer(200, html="Welcome"), "GET", "/network/", times=None))
        result = examine(cloud=through(running), services=["network", "identity"])
    require(result, "catalog", "error", "network at http://127.0.0.1", "Check the address in the catalog")
    require(result, "catalog", "error", "It answers text/html and not JSON", "")
    assert {row["service"]: row["reached"] for row in result["catalog"]} == {"network": False, "identity": True}


def test_a_microversion_is_too_old(api: Api) -> None:
    def older(body: dict[str, Any]) -> None:
        body["version"]["version"] = "2.60"

    with front(api) as running:
        running.rules.append(proxy.Rule(altered(older), "GET", "/compute/v2.1/$", times=None))
        result = examine(cloud=through(running, compute_default_microversion="2.70"), services=["compute"])
    what = "compute has microversions up to 2.60, and modules ask for up to 2.1"
    require(result, "microversions", "warning", what, "Leave these options out")
    require(result, "microversions", "warning", "The microversion 2.70 is configured for compute, which has only 2.1 to 2.60", "Lower it")
    assert "`hostname` of server (2.90)" in " ".join(result["lines"])


def test_a_quota_is_used_up(api: Api, admin: Api) -> None:
    path = f"/quotas/{api.session.access.project_id}"
    assert api.list("network", "/security-groups", "security_groups")  # Neutron makes the default one when it is asked
    admin.put("network", path, {"quota": {"security_group": 1}})
    try:
        result = examine(services=["network"])
    finally:
        admin.delete("network", path)
    require(result, "quota", "warning", "The quota of security_groups (network) is used up: 1 of 1", "have the quota raised")


def write_clouds(folder: Path, name: str = "clouds", **clouds: Any) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (path := folder / f"{name}.yaml").write_text(yaml.safe_dump({"clouds": clouds}))
    return path


@pytest.mark.usefixtures("api")
def test_a_file_that_another_one_hides(tmp_path: Path) -> None:
    first, second = tmp_path / "work", tmp_path / "home" / ".config" / "openstack"
    here, there = write_clouds(first, other=cloud()), write_clouds(second, mine=cloud())
    result = examine(cloud="mine")
    what = f"{there} is not read, since {here} comes first; only the former has the cloud 'mine'"
    require(result, "configuration", "error", what, "remove the first file")
    require(result, "configuration", "error", "cloud 'mine' was not found; known: other", "OS_CLIENT_CONFIG_FILE")
    assert [(one["state"], one["clouds"]) for one in result["configuration"]["files"]] == [("read", ["other"]), ("shadowed", ["mine"])]
    write_clouds(first, mine=cloud())
    result = examine(cloud="mine", services=["identity"])
    require(result, "configuration", "warning", "both have a cloud 'mine'", "Remove one of the two")
    assert result["healthy"]


@pytest.mark.usefixtures("api")
def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    work = tmp_path / "work"
    write_clouds(work, mine=cloud(password=None))
    secure = write_clouds(work, "secure", mine={"auth": {"password": MEMBER["auth"]["password"]}})
    assert examine(cloud="mine", services=["identity"])["healthy"]
    secure.chmod(0)
    if os.geteuid() == 0:  # who may read everything
        secure.unlink()
        secure.mkdir()
    result = examine(cloud="mine")
    require(result, "configuration", "warning", f"{secure} was skipped: ", "the file")
    require(result, *TOLD, "needs 'password'", "")


@pytest.mark.usefixtures("api")
def test_variables_beside_the_name_of_a_cloud(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_clouds(tmp_path / "work", mine=cloud())
    monkeypatch.setenv("OS_USERNAME", "fred")
    monkeypatch.setenv("OS_PASSWORD", "h1dden")
    monkeypatch.setenv("OS_CLOUD", "mine")
    result = examine(cloud=None, services=["identity"])
    require(result, "configuration", "warning", "so OS_PASSWORD, OS_USERNAME have no effect", "Unset these variables, or unset OS_CLOUD")
    assert result["configuration"]["variables_ignored"] == ["OS_PASSWORD", "OS_USERNAME"]
    assert "OS_CLOUD" in result["configuration"]["variables_used"]
    assert "h1dden" not in json.dumps(result)
    result = examine(cloud="mine", services=["identity"])
    assert "OS_CLOUD, OS_PASSWORD and OS_USERNAME have no effect" in result["findings"][0]["what"]


@pytest.mark.usefixtures("api")
def test_it_fails_if_that_is_asked_for() -> None:
    result = examine(cloud=cloud(password="wr0ng"), fail=True)
    assert result["failed"] and "The password of user" in result["msg"]
    assert "failed" not in examine(cloud=cloud(password="wr0ng"))


def test_what_the_user_reads(api: Api, home: Path, tmp_path: Path) -> None:
    """The playbook in process, and with an interpreter that has no requests."""
    venv.create(tmp_path / "bare", with_pip=False)
    bare = tmp_path / "bare" / "bin" / "python"
    environment = os.environ | {"OS_CLIENT_CONFIG_FILE": str(home / "clouds.yaml"), "HOME": str(tmp_path)}
    playbook = [Path(sys.executable).with_name("ansible-playbook"), "-i", "localhost,", "stratus.openstack.doctor", "-e", "cloud=demo"]
    said = {}
    for interpreter in (sys.executable, str(bare)):
        more = ["-e", f"ansible_python_interpreter={interpreter}", "-e", "doctor_fail=true"]
        ended = commands.run([*playbook, *more], env=environment, timeout=120)
        said[interpreter] = ended.stdout
        assert (ended.returncode == 0) == (interpreter == sys.executable), ended.stdout
    assert "ok       runs: Tasks run in process" in said[sys.executable]
    assert f"logged in to project '{api.session.access.project_name}'" in said[sys.executable]
    what = f"Tasks run by {bare}, which has no requests library, since the interpreter is {bare}"
    assert f"ERROR    runs: {what}. For tasks on localhost, set ansible_python_interpreter" in said[str(bare)]
    assert max(map(len, said[str(bare)].splitlines())) < 600

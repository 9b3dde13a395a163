# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each login that a plain Keystone offers, against a real one: the cloud ``admin`` of the clouds.yaml in OS_CLIENT_CONFIG_FILE."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from ansible_collections.stratus.openstack.plugins.module_utils import config
from ansible_collections.stratus.openstack.plugins.module_utils.auth import Access
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.session import Session
from tests.warm import commands

PASSWORD = "a pass: word"
TOTP_SECRET = secrets.token_bytes(20)


def connect(auth_type: str = "password", **auth: Any) -> Session:
    """A session that is not logged in yet, with exactly these options."""
    return Session(config.load({"auth_type": auth_type, "auth": auth}, environ={}, files=[]))


def passcode() -> str:
    """The TOTP passcode of the moment (RFC 6238 with its defaults)."""
    digest = hmac.digest(TOTP_SECRET, (int(time.time()) // 30).to_bytes(8, "big"), hashlib.sha1)
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


@pytest.fixture(scope="module")
def admin() -> Iterator[Session]:
    session = Session(config.load("admin"))
    yield session
    session.close()


@pytest.fixture(scope="module")
def world(admin: Session) -> Iterator[SimpleNamespace]:
    """A domain of the test's own with a project, two users and their roles; it goes away with all that is in it."""
    unique = f"auth-{secrets.token_hex(4)}"

    def make(path: str, key: str, **fields: Any) -> dict[str, Any]:
        return admin.request("identity", "POST", path, json={key: fields}).body[key]

    domain = make("/domains", "domain", name=unique)
    try:
        role = admin.request("identity", "GET", "/roles", params={"name": "member"}).body["roles"][0]
        project = make("/projects", "project", name="web", domain_id=domain["id"])
        fred, tess = (make("/users", "user", name=name, domain_id=domain["id"], password=PASSWORD) for name in ("fred", "tess"))
        for target in (f"/projects/{project['id']}", f"/domains/{domain['id']}"):
            admin.request("identity", "PUT", f"{target}/users/{fred['id']}/roles/{role['id']}")
        blob = base64.b32encode(TOTP_SECRET).decode()
        make("/credentials", "credential", type="totp", blob=blob, user_id=fred["id"], project_id=project["id"])
        url = admin.access.identity_url
        user = {"auth_url": url, "username": "fred", "user_domain_name": unique}
        yield SimpleNamespace(
            url=url,
            domain=domain,
            project=project,
            role=role,
            fred=fred,
            tess=tess,
            user=user,
            login=user | {"password": PASSWORD},
            scoped=user | {"password": PASSWORD, "project_name": "web", "project_domain_name": unique},
        )
    finally:
        admin.request("identity", "PATCH", f"/domains/{domain['id']}", json={"domain": {"enabled": False}})
        admin.request("identity", "DELETE", f"/domains/{domain['id']}")


def seen_by_keystone(admin: Session, access: Access) -> dict[str, Any]:
    """What Keystone itself says of a token."""
    headers = {"X-Subject-Token": access.token}
    return admin.request("identity", "GET", "/auth/tokens", headers=headers).body["token"]


def test_password_and_project_by_name(admin: Session, world: SimpleNamespace) -> None:
    access = connect(**world.scoped).access
    known = seen_by_keystone(admin, access)
    assert (access.user_id, access.user_name, access.user_domain_id) == (world.fred["id"], "fred", world.domain["id"])
    assert (access.project_id, access.project_name, access.project_domain_id) == (world.project["id"], "web", world.domain["id"])
    assert access.roles == sorted(role["name"] for role in known["roles"])
    assert access.audit_ids == known["audit_ids"]
    assert access.methods == ["password"]
    assert access.catalog
    assert access.expires_at.strftime("%Y-%m-%dT%H:%M:%S") == known["expires_at"][:19]
    assert abs(access.good_until - access.expires_at.timestamp()) < 5  # both clocks are this machine's
    assert not access.expires_soon()


def test_password_and_project_by_id(world: SimpleNamespace) -> None:
    access = connect(auth_url=world.url, user_id=world.fred["id"], password=PASSWORD, project_id=world.project["id"]).access
    assert (access.user_name, access.project_name) == ("fred", "web")


def test_one_domain_for_both(world: SimpleNamespace) -> None:
    """As in the configuration that AWX writes."""
    access = connect(**world.login | {"user_domain_name": "", "project_name": "web", "domain_name": world.domain["name"]}).access
    assert access.project_id == world.project["id"]


def test_password_without_scope(world: SimpleNamespace) -> None:
    access = connect(**world.login).access
    assert (access.user_name, access.project_id, access.domain_id, access.system, access.catalog) == ("fred", None, None, False, [])


def test_password_and_domain(world: SimpleNamespace) -> None:
    access = connect(**world.login, domain_name=world.domain["name"]).access
    assert (access.domain_id, access.domain_name, access.project_id) == (world.domain["id"], world.domain["name"], None)


def test_password_and_system() -> None:
    access = Session(config.load("admin", {"auth": {"system_scope": "all"}})).access
    assert (access.system, access.project_id) == (True, None)


def test_password_and_trust(admin: Session, world: SimpleNamespace) -> None:
    trust = {
        "trustor_user_id": world.fred["id"],
        "trustee_user_id": world.tess["id"],
        "project_id": world.project["id"],
        "roles": [{"id": world.role["id"]}],
        "impersonation": False,
    }
    trust = connect(**world.scoped).request("identity", "POST", "/OS-TRUST/trusts", json={"trust": trust}).body["trust"]
    access = connect(auth_url=world.url, user_id=world.tess["id"], password=PASSWORD, trust_id=trust["id"]).access
    assert (access.user_name, access.project_id) == ("tess", world.project["id"])
    assert seen_by_keystone(admin, access)["OS-TRUST:trust"]["id"] == trust["id"]


@pytest.mark.parametrize("tail", ["", "/"])
def test_the_version_is_found(world: SimpleNamespace, tail: str) -> None:
    session = connect(**world.scoped | {"auth_url": world.url.removesuffix("/v3") + tail})
    assert session.access.identity_url == world.url
    assert session.http.count == 2


def test_a_versioned_url_needs_no_discovery(world: SimpleNamespace) -> None:
    session = connect(**world.scoped)
    assert session.access.identity_url == world.url
    assert session.http.count == 1


@pytest.mark.parametrize("auth_type", ["token", "v3token"])
def test_token_for_another_scope(world: SimpleNamespace, auth_type: str) -> None:
    unscoped = connect(**world.login).access
    access = connect(auth_type, auth_url=world.url, token=unscoped.token, project_id=world.project["id"]).access
    assert access.token != unscoped.token
    assert (access.project_name, access.methods) == ("web", ["password", "token"])
    assert abs(access.good_until - unscoped.good_until) < 5  # a rescoped token ends with the one it was made from


def test_token_as_it_is(world: SimpleNamespace) -> None:
    given = connect(**world.scoped).access
    access = connect("token", auth_url=world.url, token=given.token).access
    assert {key: value for key, value in access.to_dict().items() if key != "good_until"} == {
        key: value for key, value in given.to_dict().items() if key != "good_until"
    }
    assert abs(access.good_until - given.good_until) < 5


def test_token_that_is_not_valid(world: SimpleNamespace) -> None:
    with pytest.raises(CloudError, match="the token is not valid, or has expired"):
        assert connect("token", auth_url=world.url, token="gAAAAAnonsense").access


@pytest.fixture(scope="module")
def credential(world: SimpleNamespace) -> dict[str, Any]:
    """An application credential of fred for the project."""
    path = f"/users/{world.fred['id']}/application_credentials"
    body = {"application_credential": {"name": "ci", "unrestricted": False}}
    return connect(**world.scoped).request("identity", "POST", path, json=body).body["application_credential"]


def test_application_credential_by_id(world: SimpleNamespace, credential: dict[str, Any]) -> None:
    secret = {"application_credential_id": credential["id"], "application_credential_secret": credential["secret"]}
    access = connect("v3applicationcredential", auth_url=world.url, **secret).access
    assert (access.user_name, access.project_name, access.methods) == ("fred", "web", ["application_credential"])


def test_application_credential_by_name(world: SimpleNamespace, credential: dict[str, Any]) -> None:
    secret = {"application_credential_name": "ci", "application_credential_secret": credential["secret"]}
    assert connect("v3applicationcredential", **world.user, **secret).access.project_name == "web"


def test_application_credential_with_a_scope_left_over(world: SimpleNamespace, credential: dict[str, Any]) -> None:
    """Keystone refuses one; that this works shows that none was sent."""
    secret = {"application_credential_id": credential["id"], "application_credential_secret": credential["secret"]}
    left_over = {"project_name": "other", "project_domain_name": "Default", "system_scope": "all"}
    assert connect("v3applicationcredential", auth_url=world.url, **secret, **left_over).access.project_name == "web"


def test_application_credential_with_a_wrong_secret(world: SimpleNamespace, credential: dict[str, Any]) -> None:
    with pytest.raises(CloudError) as caught:
        assert connect(
            "v3applicationcredential",
            auth_url=world.url,
            application_credential_id=credential["id"],
            application_credential_secret="wrong",
        ).access
    assert caught.value.status == 401


def test_oauth2_client_credential(world: SimpleNamespace, credential: dict[str, Any]) -> None:
    client = {"oauth2_client_id": credential["id"], "oauth2_client_secret": credential["secret"]}
    session = connect("v3oauth2clientcredential", auth_url=world.url, oauth2_endpoint=world.url + "/OS-OAUTH2/token", **client)
    assert session.access.bearer
    assert session.access.project_name == "web"
    assert session.request("identity", "GET", f"/users/{world.fred['id']}").body["user"]["name"] == "fred"


def test_http_basic(world: SimpleNamespace, credential: dict[str, Any]) -> None:
    """The one call of Keystone that takes it is the one that issues OAuth 2.0 tokens."""
    session = connect("http_basic", endpoint=world.url, username=credential["id"], password=credential["secret"])
    form = {"data": "grant_type=client_credentials", "headers": {"Content-Type": "application/x-www-form-urlencoded"}}
    assert session.request("identity", "POST", "/OS-OAUTH2/token", **form).body["token_type"] == "Bearer"


def test_totp(world: SimpleNamespace) -> None:
    scope = {"project_id": world.project["id"]}
    access = connect("v3totp", **world.user, **scope, passcode=passcode()).access
    assert (access.user_name, access.methods) == ("fred", ["totp"])


def test_totp_logs_in_once_for_a_run(world: SimpleNamespace, tmp_path: Path) -> None:
    """A passcode is good for one login: every task of a run, and every worker, goes with the same token."""
    auth = {**world.user, "project_id": world.project["id"], "passcode": passcode()}
    (tmp_path / "clouds.yaml").write_text(yaml.safe_dump({"clouds": {"two": {"auth_type": "v3totp", "auth": auth}}}))
    task = {"stratus.openstack.network_info": {"cloud": "two"}, "delegate_to": "localhost"}
    (tmp_path / "play.yml").write_text(yaml.safe_dump([{"hosts": "all", "gather_facts": False, "tasks": [task, task]}], sort_keys=False))
    command = [Path(sys.executable).with_name("ansible-playbook"), "-i", "a,b,c", "-vvv", "play.yml"]
    done = commands.run(command, cwd=tmp_path, env=os.environ | {"OS_CLIENT_CONFIG_FILE": "clouds.yaml"}, timeout=300)
    assert done.returncode == 0, done.stdout
    assert (done.stdout.count("POST " + world.url), done.stdout.count("/v2.0/networks?")) == (1, 6)
    assert auth["passcode"] not in done.stdout


def test_totp_that_is_wrong(world: SimpleNamespace) -> None:
    wrong = f"{(int(passcode()) + 1) % 1_000_000:06d}"
    with pytest.raises(CloudError) as caught:
        assert connect("v3totp", **world.user, passcode=wrong).access
    assert caught.value.status == 401


@pytest.fixture
def two_factors(admin: Session, world: SimpleNamespace) -> Iterator[None]:
    """fred has to log in with password and passcode."""
    path = f"/users/{world.fred['id']}"
    options = {"multi_factor_auth_enabled": True, "multi_factor_auth_rules": [["password", "totp"]]}
    admin.request("identity", "PATCH", path, json={"user": {"options": options}})
    yield
    admin.request("identity", "PATCH", path, json={"user": {"options": {"multi_factor_auth_enabled": False}}})


@pytest.mark.usefixtures("two_factors")
def test_multifactor(world: SimpleNamespace) -> None:
    access = connect("v3multifactor", auth_methods=["v3password", "v3totp"], **world.scoped, passcode=passcode()).access
    assert (access.project_name, sorted(access.methods)) == ("web", ["password", "totp"])


@pytest.mark.usefixtures("two_factors")
def test_one_factor_is_not_enough(world: SimpleNamespace) -> None:
    with pytest.raises(CloudError) as caught:
        assert connect(**world.scoped).access
    assert caught.value.message == "more factors are needed: password + totp"
    assert "v3multifactor" in caught.value.hint


def test_admin_token(admin: Session, world: SimpleNamespace) -> None:
    session = connect("token_endpoint", endpoint=world.url, token=admin.access.token)
    assert session.request("identity", "GET", f"/domains/{world.domain['id']}").body["domain"]["name"] == world.domain["name"]
    assert session.http.count == 1


def test_no_login(world: SimpleNamespace) -> None:
    session = connect("none", endpoint=world.url)
    assert session.request("identity", "GET", "/").body["version"]["id"].startswith("v3")
    with pytest.raises(CloudError) as caught:
        session.request("identity", "GET", "/users")
    assert caught.value.status == 401


def test_wrong_password(world: SimpleNamespace) -> None:
    with pytest.raises(CloudError) as caught:
        assert connect(**world.scoped | {"password": "wrong"}).access
    assert (caught.value.status, caught.value.service, caught.value.method) == (401, "identity", "POST")
    assert caught.value.request_id.startswith("req-")
    assert "requires authentication" in caught.value.message or "Invalid username or password" in caught.value.message
    assert "the cloud given in the task" in caught.value.hint
    assert PASSWORD not in str(caught.value)


def test_project_that_does_not_exist(world: SimpleNamespace) -> None:
    with pytest.raises(CloudError) as caught:
        assert connect(**world.scoped | {"project_name": "nowhere"}).access
    assert caught.value.status == 401


def test_an_address_that_is_no_keystone(world: SimpleNamespace) -> None:
    with pytest.raises(CloudError) as caught:
        assert connect(**world.scoped | {"auth_url": world.url.removesuffix("/v3") + "/wrong"}).access
    assert caught.value.status == 404

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Logins, against answers that stand in this file or in ``recorded``; what a real Keystone says is in tests/cloud."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from ansible_collections.stratus.openstack.plugins.doc_fragments.auth import ModuleDocFragment
from ansible_collections.stratus.openstack.plugins.module_utils import auth, auth_options, config
from ansible_collections.stratus.openstack.plugins.module_utils.auth import Access
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError

RECORDED = sorted((Path(__file__).parent / "recorded").glob("*.json"))
ROOT = "https://cloud.example:5000"
V3 = ROOT + "/v3"
ISSUED = datetime(2026, 1, 1, 12, tzinfo=UTC).timestamp()
KEYSTONE = "Set auth_url to the address of the identity service (Keystone)."
USER = {"auth_url": V3, "username": "fred", "password": "secret", "user_domain_name": "corp"}


def settings(auth_type: str = "password", **options: Any) -> SimpleNamespace:
    """As much of a CloudConfig as a login looks at."""
    return SimpleNamespace(auth_type=auth_type, auth=options, settings={}, describe=lambda: "cloud 'corp' from clouds.yaml")


class Answer:
    """One HTTP answer; a body that is text is not JSON."""

    def __init__(self, status: int = 200, headers: dict[str, str] | None = None, body: Any = None) -> None:
        self.status_code, self.headers, self.body = status, headers or {}, body

    def json(self) -> Any:
        if isinstance(self.body, str):
            raise ValueError("not JSON")
        return self.body


def token_answer(**more: Any) -> Answer:
    body = {"user": {"id": "u1", "name": "fred"}, "issued_at": "2026-01-01T12:00:00.000000Z", "expires_at": "2026-01-01T13:00:00.000000Z"}
    return Answer(201, {"X-Subject-Token": "tok"}, {"token": body | more})


class Sender:
    """``send`` of a login: notes the requests, and gives the answers in turn."""

    def __init__(self, *answers: Answer) -> None:
        self.answers, self.requests = list(answers), []

    def __call__(self, method: str, url: str, headers=None, json=None, form=None, basic=None, allow=()) -> Answer:
        given = {"method": method, "url": url, "headers": headers, "json": json, "form": form, "basic": basic and list(basic)}
        self.requests.append({key: value for key, value in given.items() if value is not None})
        answer = self.answers.pop(0)
        if answer.status_code >= 400 and answer.status_code not in allow:
            raise CloudError("refused", status=answer.status_code, method=method, url=url)
        return answer


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_recorded_exchange(path: Path) -> None:
    record = json.loads(path.read_text())
    send = Sender(
        *(Answer(item["response"]["status"], item["response"].get("headers"), item["response"]["body"]) for item in record["exchanges"])
    )
    notified: list[str] = []
    slept: list[float] = []
    try:
        access = auth.login(
            settings(record["auth_type"], **record["auth"]), send, notify=notified.append, now=lambda: ISSUED, sleep=slept.append
        )
        found = access.to_dict() | {"headers": access.headers()}
        assert {key: found[key] for key in record["access"]} == record["access"]
    except CloudError as error:
        assert str(error) == record.get("error")
    assert send.requests == [item["request"] for item in record["exchanges"]]
    assert (notified, slept) == (record.get("notified", []), record.get("slept", []))


def identity(auth_type: str = "password", **options: Any) -> dict[str, Any]:
    """The ``auth`` object that a login sends."""
    send = Sender(token_answer())
    auth.login(settings(auth_type, auth_url=V3, **options), send)
    (request,) = send.requests
    assert (request["method"], request["url"]) == ("POST", V3 + "/auth/tokens")
    return request["json"]["auth"]


NAMED = {"username": "fred", "password": "secret", "user_domain_name": "corp"}
FRED = {"name": "fred", "domain": {"name": "corp"}}


@pytest.mark.parametrize(
    ("auth_type", "options", "expected"),
    [
        ("password", NAMED, {"methods": ["password"], "password": {"user": FRED | {"password": "secret"}}}),
        (
            "v3password",
            {"user_id": "u1", "password": "secret"},
            {"methods": ["password"], "password": {"user": {"id": "u1", "password": "secret"}}},
        ),
        (
            "password",
            {"username": "fred", "password": "secret", "default_domain_id": "d1"},
            {"methods": ["password"], "password": {"user": {"name": "fred", "domain": {"id": "d1"}, "password": "secret"}}},
        ),
        (
            "password",
            NAMED | {"user_domain_id": "d1"},
            {"methods": ["password"], "password": {"user": {"name": "fred", "domain": {"id": "d1"}, "password": "secret"}}},
        ),
        ("v3totp", NAMED | {"passcode": "012345"}, {"methods": ["totp"], "totp": {"user": FRED | {"passcode": "012345"}}}),
        (
            "v3multifactor",
            NAMED | {"auth_methods": ["v3password", "totp"], "passcode": "012345"},
            {
                "methods": ["password", "totp"],
                "password": {"user": FRED | {"password": "secret"}},
                "totp": {"user": FRED | {"passcode": "012345"}},
            },
        ),
        (
            "v3applicationcredential",
            {"application_credential_id": "ac", "application_credential_secret": "s"},
            {"methods": ["application_credential"], "application_credential": {"id": "ac", "secret": "s"}},
        ),
        (
            "v3applicationcredential",
            {"application_credential_name": "ci", "application_credential_secret": "s", "username": "fred", "user_domain_name": "corp"},
            {"methods": ["application_credential"], "application_credential": {"name": "ci", "secret": "s", "user": FRED}},
        ),
        ("token", {"token": "old", "project_id": "p1"}, {"methods": ["token"], "token": {"id": "old"}}),
    ],
)
def test_identity_that_is_sent(auth_type: str, options: dict[str, Any], expected: dict[str, Any]) -> None:
    assert identity(auth_type, **options)["identity"] == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, None),
        ({"project_id": "p1"}, {"project": {"id": "p1"}}),
        ({"project_id": "p1", "project_name": "web"}, {"project": {"id": "p1"}}),
        ({"project_name": "web", "project_domain_name": "corp"}, {"project": {"name": "web", "domain": {"name": "corp"}}}),
        ({"project_name": "web", "project_domain_id": "d1"}, {"project": {"name": "web", "domain": {"id": "d1"}}}),
        ({"project_name": "web", "default_domain_name": "corp"}, {"project": {"name": "web", "domain": {"name": "corp"}}}),
        ({"domain_id": "d1"}, {"domain": {"id": "d1"}}),
        ({"domain_name": "corp"}, {"domain": {"name": "corp"}}),
        ({"system_scope": "all"}, {"system": {"all": True}}),
        ({"trust_id": "t1"}, {"OS-TRUST:trust": {"id": "t1"}}),
    ],
)
def test_scope_that_is_sent(options: dict[str, Any], expected: dict[str, Any] | None) -> None:
    assert identity(**NAMED, **options).get("scope") == expected


OIDC = {"auth_url": V3, "identity_provider": "corp", "protocol": "openid"}


@pytest.mark.parametrize(
    ("auth_type", "options", "said"),
    [
        ("password", {}, "auth_type password needs 'auth_url'."),
        ("password", {"auth_url": V3}, "auth_type password needs 'username' or 'user_id'."),
        ("password", {"auth_url": V3, "user_id": "u1"}, "auth_type password needs 'password'."),
        (
            "password",
            {"auth_url": V3, "username": "f", "password": "p"},
            "auth_type password needs 'user_domain_name' or 'user_domain_id' with 'username'.",
        ),
        ("password", USER | {"project_name": "web"}, "'project_name' needs 'project_domain_name' or 'project_domain_id'."),
        (
            "password",
            USER | {"project_id": "p", "system_scope": "all"},
            "only one scope can be asked for, not project and system. Leave out the options of the others.",
        ),
        ("password", USER | {"system_scope": "some"}, "system_scope can only be 'all', not 'some'."),
        ("password", USER | {"auth_url": "cloud.example/v3"}, "auth_url 'cloud.example/v3' is not an http or https URL."),
        (
            "password",
            {"auth_url": V3, "application_credential_secret": "s"},
            "auth_type password needs 'username' or 'user_id'."
            " 'application_credential_secret' is set, which belongs to auth_type: v3applicationcredential.",
        ),
        ("v3totp", {"auth_url": V3, "user_id": "u1"}, "auth_type v3totp needs 'passcode'."),
        (
            "v3multifactor",
            USER | {"auth_methods": ["v3password", "v3badge"]},
            "auth_methods: 'v3badge' is not known; known: v3applicationcredential, v3password, v3token, v3totp.",
        ),
        ("v3multifactor", USER | {"auth_methods": ["v3password", "v3totp"]}, "auth_type v3multifactor needs 'passcode'."),
        (
            "v3applicationcredential",
            {"auth_url": V3, "application_credential_secret": "s"},
            "auth_type v3applicationcredential needs 'application_credential_id' or 'application_credential_name'.",
        ),
        (
            "v3applicationcredential",
            {"auth_url": V3, "application_credential_secret": "s", "application_credential_name": "ci"},
            "auth_type v3applicationcredential needs 'username' or 'user_id'.",
        ),
        ("http_basic", {"username": "u"}, "auth_type http_basic needs 'password'."),
        ("admin_token", {"token": "t"}, "auth_type admin_token needs 'endpoint'."),
        ("v3oidcaccesstoken", OIDC, "auth_type v3oidcaccesstoken needs 'access_token'."),
        (
            "v3oidcclientcredentials",
            OIDC | {"client_id": "c", "client_secret": "s"},
            "auth_type v3oidcclientcredentials needs 'access_token_endpoint' or 'discovery_endpoint'.",
        ),
    ],
)
def test_what_is_missing_is_said_before_anything_is_sent(auth_type: str, options: dict[str, Any], said: str) -> None:
    send = Sender()
    with pytest.raises(CloudError) as caught:
        auth.login(settings(auth_type, **options), send)
    assert str(caught.value) == "cloud 'corp' from clouds.yaml: " + said
    assert send.requests == []


def test_device_login_needs_someone_to_talk_to() -> None:
    options = OIDC | {
        "client_id": "c",
        "device_authorization_endpoint": "https://idp.example/d",
        "access_token_endpoint": "https://idp.example/t",
    }
    with pytest.raises(CloudError, match="has to show the user a code"):
        auth.login(settings("v3oidcdeviceauthz", **options), Sender())


def test_device_login_with_a_challenge() -> None:
    options = OIDC | {
        "client_id": "c",
        "device_authorization_endpoint": "https://idp.example/d",
        "access_token_endpoint": "https://idp.example/t",
    }
    device = {"device_code": "dc", "user_code": "uc", "verification_uri": "https://idp.example"}
    send = Sender(Answer(body=device), Answer(body={"access_token": "at"}), token_answer())
    auth.login(settings("v3oidcdeviceauthz", code_challenge_method="S256", **options), send, notify=print, sleep=lambda seconds: None)
    start, poll = send.requests[0]["form"], send.requests[1]["form"]
    assert start["code_challenge_method"] == "S256"
    assert start["code_challenge"] == auth._urlsafe(auth.hashlib.sha256(poll["code_verifier"].encode()).digest())
    assert 43 <= len(poll["code_verifier"]) <= 128  # RFC 7636, 4.1


def versions(**urls: str) -> dict[str, Any]:
    return {"versions": {"values": [{"id": name.replace("_", "."), "links": [{"rel": "self", "href": url}]} for name, url in urls.items()]}}


@pytest.mark.parametrize(
    ("auth_url", "answer", "asked", "base"),
    [
        (V3, None, None, V3),
        (V3 + "/", None, None, V3),
        (ROOT + "/v2.0", None, None, V3),
        (ROOT + "/identity/v3", None, None, ROOT + "/identity/v3"),
        (ROOT, Answer(300, body=versions(v3_14=V3 + "/")), ROOT + "/", V3),
        (ROOT + "/", Answer(300, body=versions(v2_0=ROOT + "/v2.0/", v3_8=V3 + "/")), ROOT + "/", V3),
        (ROOT + "/identity", Answer(300, body=versions(v3_14=ROOT + "/identity/v3/")), ROOT + "/identity/", ROOT + "/identity/v3"),
        (ROOT, Answer(200, body={"versions": [{"id": "v3.14", "links": [{"rel": "self", "href": V3}]}]}), ROOT + "/", V3),
        (ROOT, Answer(404, body="<html>"), ROOT + "/", V3),
        (ROOT, Answer(200, body="<html>"), ROOT + "/", V3),
        (ROOT, Answer(300, body=["odd"]), ROOT + "/", V3),
        # whatever the document says, the password stays with the host and the scheme that the user has named
        (ROOT, Answer(300, body=versions(v3_14="http://other.example/keystone/v3/")), ROOT + "/", ROOT + "/keystone/v3"),
    ],
)
def test_where_the_api_is(auth_url: str, answer: Answer | None, asked: str | None, base: str) -> None:
    send = Sender(*filter(None, (answer, token_answer())))
    known: dict[str, Any] = {}
    access = auth.login(settings(**USER | {"auth_url": auth_url}), send, discovery=known)
    assert access.identity_url == base
    assert [request["url"] for request in send.requests] == [*filter(None, (asked,)), base + "/auth/tokens"]
    again = Sender(token_answer())
    auth.login(settings(**USER | {"auth_url": auth_url}), again, discovery=json.loads(json.dumps(known)))
    assert len(again.requests) == 1


def test_only_the_old_api() -> None:
    with pytest.raises(CloudError) as caught:
        auth.login(settings(**USER | {"auth_url": ROOT}), Sender(Answer(300, body=versions(v2_0=ROOT + "/v2.0/"))))
    assert str(caught.value) == (
        "cloud 'corp' from clouds.yaml: the identity service at https://cloud.example:5000 has no API v3, only v2.0."
        " API v2.0 has no domains and no system scope: remove user_domain_name."
    )
    with pytest.raises(CloudError) as caught:
        auth.login(settings("v3password", **USER | {"auth_url": ROOT}), Sender(Answer(300, body=versions(v2_0=ROOT + "/v2.0/"))))
    assert caught.value.hint == "For API v2.0 there are auth_type v2password and v2token"


def v2_answer() -> Answer:
    return Answer(body={"access": {"token": {"id": "v2-token", "expires": "2026-01-01T13:00:00Z", "tenant": {"id": "t1"}}, "user": {}}})


BOTH, ONLY_V2, ONLY_V3 = (
    Answer(300, body=versions(**urls))
    for urls in ({"v3_8": V3 + "/", "v2_0": ROOT + "/v2.0/"}, {"v2_0": ROOT + "/v2.0/"}, {"v3_14": V3 + "/"})
)
BY_NAME = {"auth_url": ROOT, "username": "fred", "password": "secret", "project_name": "web"}
BY_ID = {"auth_url": ROOT, "user_id": "u1", "password": "secret", "project_id": "p1"}
WITH_TOKEN = {"auth_url": ROOT, "token": "old", "project_id": "p1"}


@pytest.mark.parametrize(
    ("auth_type", "options", "document", "path"),
    [
        ("password", BY_NAME, BOTH, "/v2.0/tokens"),
        ("password", BY_NAME, ONLY_V2, "/v2.0/tokens"),
        ("password", BY_ID, BOTH, "/v2.0/tokens"),
        ("password", BY_ID, ONLY_V3, "/v3/auth/tokens"),
        ("password", BY_NAME | {"user_domain_id": "d", "project_domain_id": "d"}, BOTH, "/v3/auth/tokens"),
        ("password", BY_NAME | {"default_domain_id": "d"}, BOTH, "/v3/auth/tokens"),
        ("password", BY_NAME | {"default_domain_id": "d"}, ONLY_V2, "/v2.0/tokens"),
        ("password", BY_NAME | {"default_domain_id": "d", "auth_url": ROOT + "/v2.0"}, None, "/v2.0/tokens"),
        ("password", BY_NAME | {"auth_url": ROOT + "/v2.0/"}, None, "/v2.0/tokens"),
        ("password", BY_NAME | {"auth_url": ROOT + "/identity/v2.0"}, None, "/identity/v2.0/tokens"),
        ("password", BY_ID | {"auth_url": V3}, None, "/v3/auth/tokens"),
        ("password", {"auth_url": ROOT, "user_id": "u1", "password": "secret", "system_scope": "all"}, BOTH, "/v3/auth/tokens"),
        ("v3password", BY_ID, BOTH, "/v3/auth/tokens"),
        ("token", WITH_TOKEN, BOTH, "/v2.0/tokens"),
        ("token", WITH_TOKEN, ONLY_V3, "/v3/auth/tokens"),
        ("v3token", WITH_TOKEN, BOTH, "/v3/auth/tokens"),
    ],
)
def test_the_version_that_fits(auth_type: str, options: dict[str, str], document: Answer | None, path: str) -> None:
    send = Sender(*filter(None, (document, v2_answer() if "v2.0" in path else token_answer())))
    auth.login(settings(auth_type, **options), send)
    assert send.requests[-1]["url"] == ROOT + path


def test_the_configured_version_of_a_service_that_lists_none() -> None:
    chosen = settings(**BY_NAME)
    chosen.settings["identity_api_version"] = "2"
    send = Sender(Answer(404, body="<html>"), v2_answer())
    auth.login(chosen, send)
    assert send.requests[-1]["url"] == ROOT + "/v2.0/tokens"


OPENRC = {"OS_AUTH_URL": ROOT + "/v2.0", "OS_USERNAME": "fred", "OS_PASSWORD": "secret", "OS_TENANT_NAME": "web", "OS_TENANT_ID": "t1"}
TENANT = {"auth": {"username": "fred", "password": "secret", "tenant_name": "web"}}


@pytest.mark.parametrize(
    ("cloud", "environ", "url", "tenant"),
    [
        (None, OPENRC, ROOT + "/v2.0", {"tenantId": "t1"}),
        (None, {key: value for key, value in OPENRC.items() if key != "OS_TENANT_ID"}, ROOT + "/v2.0", {"tenantName": "web"}),
        (TENANT | {"profile": "rackspace"}, {}, "https://identity.api.rackspacecloud.com/v2.0", {"tenantName": "web"}),
        (TENANT | {"profile": "catalyst"}, {}, "https://api.cloud.catalyst.net.nz:5000/v2.0", {"tenantName": "web"}),
        (TENANT | {"profile": "conoha", "region_name": "tyo1"}, {}, "https://identity.tyo1.conoha.io/v2.0", {"tenantName": "web"}),
    ],
)
def test_tenants_of_openrc_and_profiles(cloud: dict[str, Any] | None, environ: dict[str, str], url: str, tenant: dict[str, str]) -> None:
    chosen = config.load(cloud, environ=environ, files=[])
    document = Answer(300, body=versions(v2_0=url + "/")) if cloud and cloud["profile"] == "conoha" else None
    send = Sender(*filter(None, (document, v2_answer())))
    auth.login(chosen, send)
    assert send.requests[-1]["url"] == url + "/tokens"
    assert send.requests[-1]["json"]["auth"] == {"passwordCredentials": {"username": "fred", "password": "secret"}} | tenant


GONE = "there is no identity API v2.0 at https://cloud.example:5000/v2.0"


@pytest.mark.parametrize(
    ("auth_type", "options", "said"),
    [
        ("v2password", BY_NAME, "Use auth_type password or token, with user_domain_name and project_domain_name"),
        ("v2token", WITH_TOKEN, "Use auth_type password or token, with user_domain_name and project_domain_name"),
        ("password", BY_NAME, "With API v3, auth_type password needs 'user_domain_name' or 'user_domain_id' with 'username'"),
    ],
)
def test_the_old_api_where_it_is_gone(auth_type: str, options: dict[str, str], said: str) -> None:
    with pytest.raises(CloudError) as caught:
        auth.login(settings(auth_type, **options | {"auth_url": ROOT + "/v2.0"}), Sender(Answer(404, body="<html>")))
    assert (caught.value.message, caught.value.hint, caught.value.status) == (GONE, said, 404)
    with pytest.raises(CloudError) as caught:
        auth.login(settings(auth_type, **options), Sender(ONLY_V3))
    assert caught.value.message in (
        "cloud 'corp' from clouds.yaml: the identity service at https://cloud.example:5000 has no API v2.0, only v3",
        "cloud 'corp' from clouds.yaml: auth_type password needs 'user_domain_name' or 'user_domain_id' with 'username'",
    )


def test_an_old_address_of_a_new_service() -> None:
    send = Sender(Answer(404, body="<html>"), token_answer())
    assert auth.login(settings(**BY_ID | {"auth_url": ROOT + "/v2.0"}), send).identity_url == V3
    assert [request["url"] for request in send.requests] == [ROOT + "/v2.0/tokens", V3 + "/auth/tokens"]


SELF = [{"rel": "self", "href": "http://x/v2/"}]
NOVA = {"versions": [{"id": "v2.0", "version": "", "min_version": "", "links": SELF}, {"id": "v2.1", "version": "2.104", "links": SELF}]}
NEUTRON = {"versions": [{"id": "v2.0", "status": "CURRENT", "links": SELF}]}
VOLUME = [{"base": "application/json", "type": "application/vnd.openstack.volume+json;version=3"}]
CINDER = {"versions": [{"id": "v3.0", "version": "3.71", "links": SELF, "media-types": VOLUME}]}
GLANCE = {"versions": [{"id": f"v2.{minor}", "links": SELF} for minor in (15, 13, 12, 0)]}


@pytest.mark.parametrize(
    ("document", "said"),
    [(NOVA, "v2.0, v2.1"), (NEUTRON, "v2.0"), (CINDER, "v3.0"), (GLANCE, "v2.15, v2.13, v2.12 and others")],
    ids=("nova", "neutron", "cinder", "glance"),
)
@pytest.mark.parametrize("options", [USER, BY_NAME])
def test_auth_url_of_another_service(document: dict[str, Any], said: str, options: dict[str, str]) -> None:
    with pytest.raises(CloudError) as caught:
        auth.login(settings(**options | {"auth_url": ROOT}), Sender(Answer(300, body=document)))
    assert str(caught.value) == (
        "cloud 'corp' from clouds.yaml: auth_url https://cloud.example:5000 is the address of another service:"
        f" it has the API versions {said}. {KEYSTONE}"
    )


@pytest.mark.parametrize(
    ("headers", "hint"),
    [
        (
            {"WWW-Authenticate": 'Keystone uri="https://keystone.example/v3"'},
            "The answer names https://keystone.example/v3 as the identity service: check auth_url first, then the credentials",
        ),
        ({"WWW-Authenticate": 'Keystone uri="https://keystone.example/v3"', "Vary": "X-Auth-Token"}, None),
        ({"WWW-Authenticate": f'Keystone uri="{V3}"'}, None),
        ({}, None),
    ],
)
def test_a_refusal_that_names_another_identity_service(headers: dict[str, str], hint: str | None) -> None:
    with pytest.raises(CloudError) as caught:
        auth.login(settings(**USER), Sender(Answer(401, headers, REFUSED)))
    assert (caught.value.status, caught.value.hint) == (401, hint)


@pytest.mark.parametrize(
    ("options", "message", "said", "hint"),
    [
        (
            {"auth_type": "token", "token": "old", "project_id": "p1"},
            "Could not recognize Fernet token",
            "the token is not valid, or has expired (Could not recognize Fernet token)",
            "Issue a new one for cloud 'corp' from clouds.yaml",
        ),
        (
            {"auth_type": "v3multifactor", "auth_methods": ["v3token"], "token": "old", "project_id": "p1"},
            "Could not find token: old",
            "the token is not valid, or has expired (Could not find token: old)",
            "Issue a new one for cloud 'corp' from clouds.yaml",
        ),
        (
            {"auth_type": "password", "user_id": "u1", "password": "secret"},
            "The resource could not be found.",
            "there is no identity API v3 at https://cloud.example:5000/v3",
            KEYSTONE[:-1],
        ),
        ({"auth_type": "password", "user_id": "u1", "password": "secret"}, "Could not find user: u1", "Could not find user: u1", None),
    ],
)
def test_what_404_of_a_login_means(options: dict[str, Any], message: str, said: str, hint: str | None) -> None:
    def send(method: str, url: str, **_request: Any) -> Answer:
        raise CloudError(message, status=404, method=method, url=url)

    with pytest.raises(CloudError) as caught:
        auth.login(settings(auth_url=V3, **options), send)
    assert (caught.value.message, caught.value.hint) == (said, hint)


REFUSED = {"error": {"code": 401, "title": "Unauthorized", "message": "The request you have made requires authentication."}}
MORE = {"receipt": {"methods": ["password"]}, "required_auth_methods": [["password", "totp"], ["password", "token"]]}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            Answer(401, {"x-openstack-request-id": "req-1"}, REFUSED),
            f"The request you have made requires authentication (POST {V3}/auth/tokens, HTTP 401, request req-1).",
        ),
        (Answer(401, {}, "<html>"), f"the login was refused (POST {V3}/auth/tokens, HTTP 401)."),
        (
            Answer(401, {"Openstack-Auth-Receipt": "r"}, MORE),
            f"more factors are needed: password + totp or password + token (POST {V3}/auth/tokens, HTTP 401)."
            " Use auth_type v3multifactor with auth_methods for all of them.",
        ),
        (
            Answer(200, {}, "<html>"),
            f"cloud 'corp' from clouds.yaml: the answer of {V3} is not one of an identity service. {KEYSTONE}",
        ),
        (
            Answer(200, {}, {"token": {}}),
            f"cloud 'corp' from clouds.yaml: the answer of {V3} is not one of an identity service. {KEYSTONE}",
        ),
        (Answer(200, {}, []), f"cloud 'corp' from clouds.yaml: the answer of {V3} is not one of an identity service. {KEYSTONE}"),
        (token_answer(expires_at="soon"), f"cloud 'corp' from clouds.yaml: the token in the answer of {V3} cannot be understood."),
        (token_answer(user="fred"), f"cloud 'corp' from clouds.yaml: the token in the answer of {V3} cannot be understood."),
        (Answer(500), f"refused (POST {V3}/auth/tokens, HTTP 500)."),
    ],
)
def test_answers_that_are_no_token(answer: Answer, said: str) -> None:
    with pytest.raises(CloudError) as caught:
        auth.login(settings(**USER), Sender(answer))
    assert str(caught.value) == said


def test_unknown_type() -> None:
    with pytest.raises(CloudError, match=r"cloud 'corp' from clouds.yaml: auth_type 'v3magic' is not known; known: admin_token, .*v3totp"):
        auth.login(settings("v3magic"), Sender())


def test_token_without_scope_is_used_as_it_is() -> None:
    send = Sender(token_answer(project={"id": "p1", "name": "web"}))
    access = auth.login(settings("token", auth_url=V3, token="old"), send)
    assert send.requests == [
        {
            "method": "GET",
            "url": V3 + "/auth/tokens",
            "headers": {"X-Auth-Token": "old", "X-Subject-Token": "old", "Accept": "application/json"},
        }
    ]
    assert (access.token, access.project_name) == ("old", "web")


@pytest.mark.parametrize("status", [401, 404])
def test_token_that_is_no_longer_valid(status: int) -> None:
    with pytest.raises(CloudError) as caught:
        auth.login(settings("v3token", auth_url=V3, token="old"), Sender(Answer(status)))
    assert str(caught.value) == (
        f"the token is not valid, or has expired (GET {V3}/auth/tokens, HTTP {status}). Issue a new one for cloud 'corp' from clouds.yaml."
    )


def test_logins_without_an_identity_service() -> None:
    assert auth.login(settings("none"), Sender()).headers() == {}
    basic = auth.login(settings("http_basic", username="Aladdin", password="open sesame"), Sender())
    assert basic.headers() == {"Authorization": "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="}  # the example of RFC 7617
    assert basic.secrets() == {"QWxhZGRpbjpvcGVuIHNlc2FtZQ=="}
    token = auth.login(settings("admin_token", endpoint="http://e.example", token="t"), Sender())
    assert token.headers() == {"X-Auth-Token": "t"}
    assert not token.expires_soon(now=ISSUED * 10)


def test_access_of_a_token() -> None:
    roles = [{"id": "r1", "name": "admin"}, {"id": "r2", "name": "member"}]
    send = Sender(token_answer(system={"all": True}, roles=roles, methods=["password"], audit_ids=["a"], catalog=[{"type": "compute"}]))
    access = auth.login(settings(**USER | {"system_scope": "all"}), send)
    assert (access.system, access.roles, access.methods, access.audit_ids) == (True, ["admin", "member"], ["password"], ["a"])
    assert access.catalog == [{"type": "compute"}]
    assert access.secrets() == {"tok"}
    domain = Access.from_v3({"token": {"domain": {"id": "d1", "name": "corp"}}}, "tok", V3, ISSUED)
    assert (domain.domain_id, domain.domain_name, domain.system, domain.project_id) == ("d1", "corp", False, None)


@pytest.mark.parametrize("date", ["Thu, 01 Jan 2026 12:00:00 GMT", None, "nonsense"])
@pytest.mark.parametrize("wrong_by", [0, 3600, -3600, 86400 * 400])
def test_a_wrong_clock_does_no_harm(date: str | None, wrong_by: int) -> None:
    body = {"token": {"issued_at": "2026-01-01T12:00:00.000000Z", "expires_at": "2026-01-01T13:00:00.000000Z"}}
    here = ISSUED + wrong_by
    access = Access.from_v3(body, "tok", V3, here, date)
    assert not access.expires_soon(now=here)
    assert not access.expires_soon(now=here + 3600 - auth.MIN_LIFE - 1)
    assert access.expires_soon(now=here + 3600 - auth.MIN_LIFE + 1)


def test_an_old_token_lives_no_longer_than_it_says() -> None:
    """Looked at half an hour after it was issued: the answer's Date counts, not issued_at."""
    body = {"token": {"issued_at": "2026-01-01T12:00:00.000000Z", "expires_at": "2026-01-01T13:00:00.000000Z"}}
    access = Access.from_v3(body, "tok", V3, ISSUED, "Thu, 01 Jan 2026 12:30:00 GMT")
    assert access.good_until == ISSUED + 1800


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-01-01T12:00:00.000000Z", 0),
        ("2026-01-01T12:00:00Z", 0),
        ("2026-01-01T12:00:00", 0),
        ("2026-01-01T06:00:00.000-06:00", 0),
        ("2026-01-01T13:30:00+0130", 0),
    ],
)
def test_instants(text: str, utc: float) -> None:
    assert auth._parse_time(text).timestamp() - ISSUED == utc


def test_access_survives_a_cache() -> None:
    access = auth.login(settings(**USER), Sender(token_answer(project={"id": "p1"}, catalog=[{"type": "image"}])))
    again = Access.from_dict(json.loads(json.dumps(access.to_dict())))
    assert again.to_dict() == access.to_dict()
    assert (again.headers(), again.expires_at) == (access.headers(), access.expires_at)


@pytest.mark.parametrize("data", [None, [], {"token": "t", "other": 1}, {"expires_at": "soon"}])
def test_what_is_no_stored_login(data: Any) -> None:
    with pytest.raises(ValueError, match="stored login|isoformat"):
        Access.from_dict(data)


@pytest.fixture
def registry() -> Iterator[None]:
    """The registry and the options as they were, after the test."""
    tables = (auth.REGISTRY, auth_options.AUTH_OPTIONS, auth_options.SPEC)
    kept = [dict(table) for table in tables]
    yield
    for table, before in zip(tables, kept, strict=True):
        table.clear()
        table.update(before)


@pytest.mark.usefixtures("registry")
def test_other_collections_can_add_a_login() -> None:
    badge = auth_options.Option("badge", "Number of the badge.", secret=True)

    @auth.register("v3badge", options=("auth_url", badge), required=("auth_url", "badge"))
    def login(attempt: auth.Login) -> Access:
        return attempt.v3({"badge": {"id": attempt.auth["badge"]}})

    send = Sender(token_answer())
    assert auth.login(settings("v3badge", auth_url=V3, badge="7"), send).token == "tok"
    assert send.requests[0]["json"]["auth"]["identity"] == {"methods": ["badge"], "badge": {"id": "7"}}
    assert auth_options.argument_spec()["badge"] == {"type": "str", "no_log": True}
    with pytest.raises(CloudError, match="auth_type v3badge needs 'badge'"):
        auth.login(settings("v3badge", auth_url=V3), Sender())


def test_each_option_is_of_use_to_a_login() -> None:
    used = {option for kind in auth.REGISTRY.values() for option in kind.options}
    assert used == set(auth_options.AUTH_OPTIONS)
    for name, kind in auth.REGISTRY.items():
        assert {option for names in kind.required for option in names.split("|")} <= set(kind.options), name


def test_only_secrets_are_hidden() -> None:
    hidden = {name for name, option in auth_options.argument_spec().items() if option["no_log"]}
    assert hidden == {
        "password",
        "token",
        "passcode",
        "application_credential_secret",
        "client_secret",
        "access_token",
        "code",
        "oauth2_client_secret",
        "api_key",
    }


def test_secrets_in_a_cloud_given_as_a_mapping() -> None:
    cloud = {
        "auth": {
            "username": "admin",
            "password": "pa55",
            "user_domain_name": "default",
            "auth-token": "tok",
            "auth_url": "https://c.example",
        },
        "os_password": "other",
        "client_secret": 12,
        "secret_store": True,
        "region_name": "R",
        "deep": {"deeper": {"vendor_password": "dp"}},
    }
    assert auth_options.secrets_in(cloud) == {"pa55", "tok", "other", "12", "dp"}
    assert auth_options.secrets_in("mycloud") == auth_options.secrets_in(None) == set()


def test_documentation_of_the_options() -> None:
    documented = yaml.safe_load(ModuleDocFragment.DOCUMENTATION)["options"]["auth"]["suboptions"]
    spec = auth_options.argument_spec()
    assert documented.keys() == spec.keys()
    for name, entry in documented.items():
        assert {key: entry.get(key) for key in ("type", "elements", "aliases")} == {
            key: spec[name].get(key) for key in ("type", "elements", "aliases")
        }
        assert entry["description"][0].endswith(".")

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The logins that docs/authentication.md shows, with the values of a real cloud in them, against its Keystone and its identity provider."""

from __future__ import annotations

import base64
import re
import threading
from types import SimpleNamespace
from typing import Any

import pytest
import requests

from ansible_collections.stratus.openstack.plugins.module_utils import config
from ansible_collections.stratus.openstack.plugins.module_utils.session import Session
from tests.cloud.test_auth import PASSWORD, admin, connect, passcode, two_factors, world
from tests.unit.test_docs_configuration import AUTHENTICATION, examples

__all__ = ["admin", "two_factors", "world"]  # fixtures

SECRET = "secret"  # of the identity provider's client and user
EXAMPLES = examples(AUTHENTICATION)
OLD = {name for name, entry in EXAMPLES.items() if "v2.0" in entry["auth"].get("auth_url", "")}  # no current Keystone has the API v2.0
FACTORS = [name for name, entry in EXAMPLES.items() if entry.get("auth_type") == "v3multifactor"]
OTHERS = [name for name, entry in EXAMPLES.items() if name not in OLD and name not in FACTORS]


@pytest.fixture(scope="module")
def values(world: SimpleNamespace) -> dict[str, Any]:
    """What stands for the options of the examples, by their names."""
    fred = connect(**world.scoped)
    path = f"/users/{world.fred['id']}/application_credentials"
    body = {"application_credential": {"name": "robot", "unrestricted": False}}
    robot = fred.request("identity", "POST", path, json=body).body["application_credential"]
    trust = {"trustor_user_id": world.fred["id"], "trustee_user_id": world.tess["id"], "project_id": world.project["id"]}
    trust |= {"roles": [{"id": world.role["id"]}], "impersonation": False}
    made = fred.request("identity", "POST", "/OS-TRUST/trusts", json={"trust": trust}).body["trust"]
    domain = world.domain["name"]
    return {
        "auth_url": world.url,
        "endpoint": world.url,
        "username": "fred",
        "user_id": world.fred["id"],
        "password": PASSWORD,
        "user_domain_name": domain,
        "project_name": "web",
        "project_id": world.project["id"],
        "project_domain_name": domain,
        "domain_name": domain,
        "system_scope": "all",
        "trust_id": made["id"],
        "token": connect(**world.login).access.token,
        "application_credential_id": robot["id"],
        "application_credential_name": "robot",
        "application_credential_secret": robot["secret"],
        "oauth2_endpoint": f"{world.url}/OS-OAUTH2/token",
        "oauth2_client_id": robot["id"],
        "oauth2_client_secret": robot["secret"],
    }


@pytest.fixture(scope="module")
def federated(world: SimpleNamespace) -> dict[str, Any]:
    """What stands for the options of those who log in at the identity provider."""
    provider = world.url.removesuffix("/v3") + "/idp"
    form = {"grant_type": "password", "client_id": "devcloud", "username": "federated", "password": SECRET}
    return {
        "identity_provider": "devcloud",
        "protocol": "openid",
        "discovery_endpoint": f"{provider}/.well-known/openid-configuration",
        "access_token_endpoint": f"{provider}/token",
        "client_id": "devcloud",
        "client_secret": SECRET,
        "username": "federated",
        "password": SECRET,
        "code": "federated",
        "access_token": requests.post(f"{provider}/token", data=form, timeout=60).json()["access_token"],
        "project_name": "demo",
        "project_domain_name": "Default",
    }


def confirm(text: str) -> None:
    """Do in a moment what a person does who reads where to enter which code."""
    page, code = re.fullmatch(r"To log in, open (\S+) and enter the code (\S+)", text).groups()
    threading.Timer(0.5, requests.get, (page,), {"params": {"user_code": code}, "timeout": 60}).start()


def logged_in(name: str, values: dict[str, Any]) -> Session:
    """A session by an example in which the values of this cloud stand; what is no value of a cloud stays as it is."""
    entry = EXAMPLES[name]
    auth = {option: values.get(option, value) for option, value in entry["auth"].items()}
    session = Session(config.load({**entry, "auth": auth, "region_name": ""}, environ={}, files=[]), notify=confirm)
    assert session.access is not None
    return session


@pytest.mark.parametrize("name", OTHERS)
def test_an_example_logs_in(name: str, world: SimpleNamespace, values: dict[str, Any], federated: dict[str, Any]) -> None:
    kind, options = EXAMPLES[name].get("auth_type", "password"), EXAMPLES[name]["auth"]
    given = values | {"passcode": passcode()} | (federated if kind.startswith("v3oidc") else {})
    if "trust_id" in options:
        given |= {"username": "tess"}
    if "system_scope" in options:
        given |= config.load("admin").auth
    access = logged_in(name, given).access
    assert bool(access.system) == ("system_scope" in options)
    if kind.startswith("v3oidc"):
        assert access.project_name == "demo"
    elif "project_name" in options or kind in ("v3applicationcredential", "v3oauth2clientcredential") or "trust_id" in options:
        assert access.project_id == world.project["id"]
    elif kind == "http_basic":
        assert base64.b64decode(access.basic).decode() == f"fred:{PASSWORD}"


@pytest.mark.usefixtures("two_factors")
@pytest.mark.parametrize("name", FACTORS)
def test_an_example_with_two_factors_logs_in(name: str, values: dict[str, Any]) -> None:
    access = logged_in(name, values | {"passcode": passcode()}).access
    assert sorted(access.methods) == ["password", "totp"]

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Logins through a session: what its log shows, what is kept for the next one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from responses import RequestsMock, matchers

from ansible_collections.stratus.openstack.plugins.module_utils import config, runner
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.session import Session
from ansible_collections.stratus.openstack.plugins.module_utils.token_cache import Store, key_of

RECORDED = sorted((Path(__file__).parent / "recorded").glob("*.json"))
SECRETS = (
    "pa55word",
    "client-secret",
    "ac-secret",
    "0123abcd",
    "the-code",
    "given-access",
    "old-token",
    "idp-access",
    "idp-id",
    "dev-code",
    "unscoped-token",
    "scoped-token",
    "ks-token",
    "bearer-token",
    "v2-token",
    "rs-token",
)
URL = "https://cloud.example:5000"


def cloud(auth_type: str = "password", **auth: Any) -> config.CloudConfig:
    return config.load({"auth_type": auth_type, "auth": auth}, environ={}, files=[])


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_no_secret_in_the_log(path: Path, responses: RequestsMock) -> None:
    record = json.loads(path.read_text())
    for item in record["exchanges"]:
        request, response = item["request"], item["response"]
        match = [matchers.urlencoded_params_matcher(request["form"])] if "form" in request else []
        match += [matchers.json_params_matcher(request["json"])] if "json" in request else []
        headers = response.get("headers", {})
        responses.add(request["method"], request["url"], json=response["body"], status=response["status"], headers=headers, match=match)
    lines: list[str] = []
    session = Session(
        cloud(record["auth_type"], **record["auth"]), log=lambda level, line: lines.append(line), notify=print, sleep=lambda _: None
    )
    try:
        session.login()
    except CloudError as error:
        lines.append(str(error))
    assert len(responses.calls) == len(record["exchanges"])
    assert len(lines) >= 2 * len(record["exchanges"])
    assert [secret for secret in SECRETS if secret in "\n".join(lines)] == []


def serve(responses: RequestsMock, expires: str) -> None:
    link = {"rel": "self", "href": URL + "/v3/"}
    responses.get(URL + "/", json={"versions": {"values": [{"id": "v3.14", "links": [link]}]}}, status=300)
    token = {"user": {"id": "u1", "name": "fred"}, "issued_at": "2026-01-01T12:00:00Z", "expires_at": expires}
    responses.post(URL + "/v3/auth/tokens", json={"token": token}, status=201, headers={"X-Subject-Token": "tok"})


def connect(folder: Path) -> Session:
    chosen = cloud(auth_url=URL, user_id="u1", password="secret")
    return Session(chosen, store=Store(str(folder / "tokens"), key_of(chosen)))


def test_the_next_session_sends_nothing(tmp_path: Path, responses: RequestsMock) -> None:
    serve(responses, "2026-01-01T13:00:00Z")
    assert connect(tmp_path).access.token == "tok"
    assert connect(tmp_path).access.token == "tok"
    assert len(responses.calls) == 2


def test_the_address_is_kept_longer_than_the_token(tmp_path: Path, responses: RequestsMock) -> None:
    serve(responses, "2026-01-01T12:01:00Z")
    connect(tmp_path).login()
    connect(tmp_path).login()
    assert [call.request.method for call in responses.calls] == ["GET", "POST", "POST"]


def test_what_another_release_has_stored_is_not_used(tmp_path: Path, responses: RequestsMock) -> None:
    serve(responses, "2026-01-01T13:00:00Z")
    connect(tmp_path).store.save({"access": {"token": "old", "colour": "blue"}})
    assert connect(tmp_path).access.token == "tok"


def test_a_profile_is_fetched(tmp_path: Path, responses: RequestsMock) -> None:
    profile = {"name": "example", "profile": {"auth": {"auth_url": URL}, "regions": ["R1"]}}
    responses.get("https://profile.example/.well-known/openstack/api", json=profile)
    found = runner.load_config({"cloud": {"profile": "https://profile.example"}}, environ={"HOME": str(tmp_path)})
    assert (found.auth, found.region_name) == ({"auth_url": URL}, "R1")


def test_a_profile_that_is_not_there(tmp_path: Path, responses: RequestsMock) -> None:
    responses.get("https://profile.example/.well-known/openstack/api", status=404)
    with pytest.raises(CloudError) as caught:
        runner.load_config({"cloud": {"profile": "https://profile.example"}}, environ={"HOME": str(tmp_path)})
    assert caught.value.status == 404


def test_the_project_in_an_endpoint_override(responses: RequestsMock) -> None:
    token = {"user": {"id": "u1"}, "project": {"id": "p1", "name": "web"}, "expires_at": None}
    responses.post(URL + "/v3/auth/tokens", json={"token": token}, status=201, headers={"X-Subject-Token": "tok"})
    options = {"endpoint_overrides": {"volume": "https://v.example/v3/{project_id}"}}
    login = {"auth_url": URL + "/v3", "user_id": "u1", "password": "secret", "project_name": "web", "project_domain_id": "d1"}
    session = Session(config.load({"auth": login}, options, environ={}, files=[]))
    assert session.endpoint("block-storage") == "https://v.example/v3/p1"

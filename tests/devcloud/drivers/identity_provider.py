# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small OpenID Connect provider in front of Keystone, and what a web server's module would do with its tokens.

It answers below /idp of Keystone's port. A request to Keystone's federation that carries one of its access tokens reaches Keystone with the
user in the WSGI environment, as behind Apache's mod_auth_openidc; a client's own values for these variables never do.
Grants: password, client_credentials, authorization_code (the code is the user's name), and device codes, which wait for a GET of the
verification page. Users are those of the mapping; every password and client secret is the cloud's.
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qsl

from tests.devcloud.settings import PASSWORD

ISSUER = "https://idp.devcloud.example.org"
PREFIX = "/idp"
CLIENT = "devcloud"
USERS = ("federated", CLIENT)  # a person, and the client itself
USER_VARIABLE = "OIDC-preferred_username"
ISSUER_VARIABLE = "HTTP_OIDC_ISS"
DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
LIFE = 3600  # seconds that an access token is said to live
Answer = tuple[int, dict[str, Any]]


class Refused(Exception):
    """An error of RFC 6749, section 5.2, by its code."""


class IdentityProvider:
    """WSGI middleware; `url` is Keystone's. Tokens and codes are kept in memory."""

    def __init__(self, application: Any, url: str) -> None:
        self.application, self.url = application, url + PREFIX
        self.tokens: dict[str, str] = {}  # access token -> user
        self.devices: dict[str, bool] = {}  # device code -> confirmed
        self.grants: dict[str, Callable[[dict[str, str]], str]] = {
            "password": self._password,
            "client_credentials": lambda form: CLIENT,
            "authorization_code": lambda form: _known(form.get("code")),
            DEVICE_GRANT: self._device,
        }

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path.startswith(PREFIX + "/"):
            status, body = self._answer(path[len(PREFIX) :], environ)
            start_response(f"{status} {'OK' if status == 200 else 'Error'}", [("Content-Type", "application/json")])
            return [json.dumps(body).encode()]
        self._authenticate(path, environ)
        return self.application(environ, start_response)

    def _authenticate(self, path: str, environ: dict[str, Any]) -> None:
        for name in (ISSUER_VARIABLE, USER_VARIABLE, "HTTP_" + USER_VARIABLE.upper().replace("-", "_")):
            environ.pop(name, None)
        scheme, _unused, token = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
        if "/OS-FEDERATION/" in path and scheme.lower() == "bearer" and token in self.tokens:
            environ.update({ISSUER_VARIABLE: ISSUER, USER_VARIABLE: self.tokens[token], "REMOTE_USER": self.tokens[token]})

    def _answer(self, path: str, environ: dict[str, Any]) -> Answer:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        form = dict(parse_qsl(environ["wsgi.input"].read(length).decode()))
        try:
            if path == "/.well-known/openid-configuration":
                return 200, self._discovery()
            if path == "/token":
                return 200, self._token(form, environ)
            if path == "/device":
                return 200, self._new_device()
            if path == "/confirm":
                return 200, self._confirm(dict(parse_qsl(environ.get("QUERY_STRING", ""))))
        except Refused as error:
            return 401 if str(error) == "invalid_client" else 400, {"error": str(error)}
        return 404, {"error": "not_found"}

    def _discovery(self) -> dict[str, Any]:
        return {
            "issuer": ISSUER,
            "token_endpoint": f"{self.url}/token",
            "device_authorization_endpoint": f"{self.url}/device",
            "grant_types_supported": list(self.grants),
            "response_types_supported": ["code"],
        }

    def _token(self, form: dict[str, str], environ: dict[str, Any]) -> dict[str, Any]:
        scheme, _unused, credentials = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
        expected = base64.b64encode(f"{CLIENT}:{PASSWORD}".encode()).decode()
        public = not credentials and form.get("client_id") == CLIENT and form.get("grant_type") != "client_credentials"
        if not public and (scheme.lower(), credentials) != ("basic", expected):
            raise Refused("invalid_client")
        if form.get("grant_type") not in self.grants:
            raise Refused("unsupported_grant_type")
        user = self.grants[form["grant_type"]](form)
        token = secrets.token_urlsafe(24)
        self.tokens[token] = user
        return {"access_token": token, "id_token": token, "token_type": "Bearer", "expires_in": LIFE}

    def _password(self, form: dict[str, str]) -> str:
        if form.get("password") != PASSWORD:
            raise Refused("invalid_grant")
        return _known(form.get("username"))

    def _new_device(self) -> dict[str, Any]:
        code = secrets.token_urlsafe(9)
        self.devices[code] = False
        page = f"{self.url}/confirm"
        return {
            "device_code": code,
            "user_code": code,
            "verification_uri": page,
            "verification_uri_complete": f"{page}?user_code={code}",
            "expires_in": 600,
            "interval": 1,
        }

    def _confirm(self, query: dict[str, str]) -> dict[str, Any]:
        if query.get("user_code") not in self.devices:
            raise Refused("invalid_request")
        self.devices[query["user_code"]] = True
        return {"confirmed": True}

    def _device(self, form: dict[str, str]) -> str:
        code = form.get("device_code")
        if code not in self.devices:
            raise Refused("expired_token")
        if not self.devices[code]:
            raise Refused("authorization_pending")
        del self.devices[code]
        return USERS[0]


def _known(user: str | None) -> str:
    if user not in USERS:
        raise Refused("invalid_grant")
    return user

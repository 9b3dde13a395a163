# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Log in with a CloudConfig: get a token and a catalog.

One function per kind of login, found by ``auth_type`` in a registry. Other collections can add to it: docs/extending.md has an example.

API: https://docs.openstack.org/api-ref/identity/v3/, and v2.0 for clouds that have no other.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import time
from collections import namedtuple
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from urllib.parse import quote, urlsplit, urlunsplit

from ansible_collections.stratus.openstack.plugins.module_utils import auth_options
from ansible_collections.stratus.openstack.plugins.module_utils.auth_options import PROJECT, SCOPES
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError

FRACTION = re.compile(r"\.\d+")  # of a second
ZONE = re.compile(r"([+-]\d\d)(\d\d)$")
VERSION = re.compile(r"/v(\d+)(\.\d+)?$")  # at the end of the path of auth_url
FOREIGN = re.compile(r"\w+\.\w+(\.\w+)+")  # namespace, collection, and the path of a file
MIN_LIFE = 120  # seconds; a token that expires sooner is renewed
USER = ("username", "user_id", "user_domain_name", "user_domain_id", "default_domain_name", "default_domain_id")
SCOPE = PROJECT + ("domain_id", "domain_name", "system_scope", "trust_id", "default_domain_name", "default_domain_id")
FEDERATION = ("auth_url", "identity_provider", "protocol") + SCOPE
OIDC = FEDERATION + ("client_id", "client_secret", "openid_scope", "discovery_endpoint", "access_token_endpoint", "access_token_type")
OIDC_REQUIRED = ("auth_url", "identity_provider", "protocol", "client_id", "access_token_endpoint|discovery_endpoint")

# options that only the API v3 has. A default domain is not among them: it is meant for the services that have domains
V3_ONLY = ("user_domain_name", "user_domain_id", "project_domain_name", "project_domain_id", "domain_name", "domain_id", "system_scope")
EITHER_VERSION = ("password", "token")  # values of auth_type that are logins with the API v2.0 or v3
ABSENT = (404, 405, 410)  # statuses of an address that has no such path
NOT_IDENTITY = "Set auth_url to the address of the identity service (Keystone)"
ONLY_V3 = "Use auth_type password or token, with user_domain_name and project_domain_name"
EXPIRED = "the token is not valid, or has expired"

Kind = namedtuple("Kind", "names run options required timeout")
REGISTRY = {}


def register(*names, options=(), required=(), timeout=60):
    """Register a login under ``names``, which are values of ``auth_type``.

    ``options``: names of existing options, or new ``Option``s. ``required``: those that must be set; ``"a|b"`` if one of the two is enough.
    ``timeout``: seconds that the login may take. The decorated function gets a ``Login`` and returns an ``Access``; it raises CloudError.
    """
    for option in options:
        if not isinstance(option, str):
            auth_options.add_option(option)
    kept = tuple(dict.fromkeys(option if isinstance(option, str) else option.name for option in options))

    def add(run):
        for name in names:
            REGISTRY[name] = Kind(names, run, kept, tuple(required), timeout)
        return run

    return add


def login(config, send, discovery=None, notify=None, now=time.time, sleep=time.sleep):
    """Log in with a CloudConfig -> Access. Raises CloudError.

    ``send(method, url, headers=None, json=None, form=None, basic=None, allow=())``: sends one HTTP request; raises CloudError if
    the connection fails or if the status is 400 or more and not in ``allow``.
    ``discovery``: a dict that keeps identity URLs for the next login.
    ``notify(text)``: shows the user what to do, for logins that a person confirms; None if that is not possible.
    """
    kind = REGISTRY.get(config.auth_type)
    if kind is None:
        raise unknown_type(config.auth_type).about(config.describe())
    attempt = Login(config, send, {} if discovery is None else discovery, notify, now, sleep)
    attempt.need(kind.required)
    if "project_domain_id" in kind.options and config.auth_type not in EITHER_VERSION:
        attempt.scope()  # a wrong scope fails before a request is sent
    found = kind.run(attempt)
    if not all(isinstance(value, (str, type(None))) for value in (found.token, found.basic, found.bearer)):
        raise attempt.fail("the answer to the login has something else in place of a token", hint="Check auth_url")
    return found


def is_foreign(auth_type):
    """Whether ``auth_type`` has the form of a login of another collection, such as `acme.cloud.badge`."""
    return isinstance(auth_type, str) and FOREIGN.fullmatch(auth_type) is not None


def unknown_type(auth_type):
    """The CloudError for an ``auth_type`` that is not registered."""
    if not is_foreign(auth_type):
        return CloudError("auth_type '%s' is not known; known: %s" % (auth_type, ", ".join(sorted(REGISTRY))))
    collection = auth_type.rpartition(".")[0]
    return CloudError(
        "auth_type '%s' is a login of the collection %s, which this module does not contain: Ansible sends a module without the logins of"
        " other collections unless the module imports them" % (auth_type, collection),
        hint="Run the task in process (-vvv shows why it does not), or use a module of %s that imports this login" % collection,
    )


def login_timeout(config):
    """Seconds that the login of a CloudConfig may take. Some logins wait for a person who confirms them."""
    kind = REGISTRY.get(config.auth_type)
    return kind.timeout if kind else 60


class Access:
    """The result of a login: a token, or another way to sign requests, its user, its scope, its expiration, and the catalog.

    ``expires_at``: aware datetime by the clock of the server, None if it does not expire. ``catalog``: in the form of the identity API v3.
    ``identity_url``: base URL of the identity service with its version. ``system``: True for a system-scoped token.
    """

    FIELDS = (
        "token",
        "catalog",
        "user_id",
        "user_name",
        "user_domain_id",
        "project_id",
        "project_name",
        "project_domain_id",
        "domain_id",
        "domain_name",
        "system",
        "roles",
        "methods",
        "audit_ids",
        "identity_url",
        "basic",
        "bearer",
        "expires_at",
        "good_until",
    )

    def __init__(self, **fields):
        for name in self.FIELDS:
            setattr(self, name, fields.get(name))
        self.catalog = _filter_catalog(self.catalog or [])
        self.roles, self.methods, self.audit_ids = self.roles or [], self.methods or [], self.audit_ids or []

    @classmethod
    def from_v3(cls, body, token, identity_url, received, date=None):
        """From an answer of the API v3. ``received``: local time in epoch seconds. ``date``: the header Date of the answer."""
        data = body["token"]
        user, project, domain = data.get("user") or {}, data.get("project") or {}, data.get("domain") or {}
        expires_at = _parse_time(data.get("expires_at"))
        return cls(
            token=token,
            catalog=data.get("catalog"),
            identity_url=identity_url,
            user_id=user.get("id"),
            user_name=user.get("name"),
            user_domain_id=(user.get("domain") or {}).get("id"),
            project_id=project.get("id"),
            project_name=project.get("name"),
            project_domain_id=(project.get("domain") or {}).get("id"),
            domain_id=domain.get("id"),
            domain_name=domain.get("name"),
            system=bool((data.get("system") or {}).get("all")),
            roles=sorted(role["name"] for role in data.get("roles") or [] if role.get("name")),
            methods=sorted(data.get("methods") or []),
            audit_ids=data.get("audit_ids"),
            expires_at=expires_at,
            good_until=_local_expiry(expires_at, _parse_time(data.get("issued_at")), date, received),
        )

    @classmethod
    def from_v2(cls, body, identity_url, received, date=None):
        """From an answer of the API v2.0. The catalog is converted to the form of v3."""
        data = body["access"]
        token, user = data["token"], data.get("user") or {}
        tenant = token.get("tenant") or {}
        expires_at = _parse_time(token.get("expires"))
        return cls(
            token=token["id"],
            catalog=_convert_v2_catalog(data.get("serviceCatalog") or []),
            identity_url=identity_url,
            user_id=user.get("id"),
            user_name=user.get("name"),
            project_id=tenant.get("id"),
            project_name=tenant.get("name"),
            roles=[role.get("name") for role in user.get("roles") or []],
            audit_ids=token.get("audit_ids"),
            system=False,
            expires_at=expires_at,
            good_until=_local_expiry(expires_at, _parse_time(token.get("issued_at")), date, received),
        )

    def headers(self):
        """The headers that authenticate a request (dict)."""
        headers = {"X-Auth-Token": self.token} if self.token else {}
        if self.basic:
            headers["Authorization"] = "Basic " + self.basic
        if self.bearer:
            headers["Authorization"] = "Bearer " + self.bearer
        return headers

    def secrets(self):
        """The values that must never be shown."""
        return {value for value in (self.token, self.basic, self.bearer) if value}

    def expires_soon(self, now=None):
        """Whether the token expires within two minutes. The time is measured on the local clock since the token arrived, so a
        wrong clock on either side does not matter."""
        return self.good_until is not None and (time.time() if now is None else now) > self.good_until - MIN_LIFE

    def to_dict(self):
        """Plain data for a cache. It contains the token."""
        data = {name: getattr(self, name) for name in self.FIELDS}
        data["expires_at"] = self.expires_at.isoformat() if self.expires_at else None
        return data

    @classmethod
    def from_dict(cls, data):
        """The Access from the result of ``to_dict``. Raises ValueError for any other data."""
        if not isinstance(data, dict) or set(data) - set(cls.FIELDS):
            raise ValueError("not a stored login")
        texts = set(cls.FIELDS) - {"catalog", "roles", "methods", "audit_ids", "system", "good_until"}
        fits = all(isinstance(data.get(name), (str, type(None))) for name in texts) and isinstance(data.get("catalog") or [], list)
        if not fits or _filter_catalog(data.get("catalog") or []) != (data.get("catalog") or []):
            raise ValueError("not a stored login")
        return cls(**dict(data, expires_at=_parse_time(data.get("expires_at"))))


class Login:
    """One attempt to log in. The functions of the registry get it as their argument."""

    def __init__(self, config, send, discovery, notify, now, sleep):
        self.config = config
        self.auth = config.auth
        self.send = send
        self.discovery = discovery
        self.notify = notify
        self.now = now
        self.sleep = sleep

    def fail(self, text, hint=None):
        """A CloudError (returned, not raised) that names the origin of the credentials."""
        return CloudError("%s: %s" % (self.config.describe(), text), service="identity", hint=hint)

    def need(self, required):
        """Raise CloudError unless each required option is set; of ``"a|b"`` one is enough."""
        for names in required:
            if not any(self.auth.get(name) for name in names.split("|")):
                wanted = " or ".join("'%s'" % name for name in names.split("|"))
                raise self.fail("auth_type %s needs %s" % (self.config.auth_type, wanted), hint=self._suggest_type())

    def _suggest_type(self):
        """A hint if the options fit another auth_type, else None."""
        for mark, name in (
            ("application_credential_secret", "v3applicationcredential"),
            ("token", "token"),
            ("passcode", "v3totp"),
            ("api_key", "rackspace_apikey"),
        ):
            if self.auth.get(mark) and mark not in REGISTRY[self.config.auth_type].options:
                return "'%s' is set, which belongs to auth_type: %s" % (mark, name)
        return None

    def domain(self, prefix):
        """The domain of the user or the project (``prefix``): {"id": ...} or {"name": ...}, None if it is not set."""
        for base in (prefix, "default"):
            for key in ("id", "name"):
                value = self.auth.get("%s_domain_%s" % (base, key))
                if value:
                    return {key: value}
        return None

    def user(self):
        """The user in the form of the API."""
        if self.auth.get("user_id"):
            return {"id": self.auth["user_id"]}
        self.need(("username|user_id",))
        domain = self.domain("user")
        if domain is None:
            raise self.fail("auth_type %s needs 'user_domain_name' or 'user_domain_id' with 'username'" % self.config.auth_type)
        return {"name": self.auth["username"], "domain": domain}

    def scope(self):
        """The scope in the form of the API; None for an unscoped login."""
        named = [name for name, keys in SCOPES.items() if any(self.auth.get(key) for key in keys)]
        if len(named) > 1:
            raise self.fail("only one scope can be asked for, not %s" % " and ".join(named), hint="Leave out the options of the others")
        if not named:
            return None
        if named[0] == "trust":
            return {"OS-TRUST:trust": {"id": self.auth["trust_id"]}}
        if named[0] == "system":
            if self.auth["system_scope"] != "all":
                raise self.fail("system_scope can only be 'all', not '%s'" % self.auth["system_scope"])
            return {"system": {"all": True}}
        if named[0] == "domain":
            return {"domain": {key: self.auth["domain_" + key] for key in ("id", "name") if self.auth.get("domain_" + key)}}
        if self.auth.get("project_id"):
            return {"project": {"id": self.auth["project_id"]}}
        domain = self.domain("project")
        if domain is None:
            raise self.fail("'project_name' needs 'project_domain_name' or 'project_domain_id'")
        return {"project": {"name": self.auth["project_name"], "domain": domain}}

    def api_version(self):
        """The version of the identity API for a login that exists in both: "v3" or "v2.0". The rules are those of the SDK.

        Domains belong to the API v3. Without any, the version in the path of auth_url is used, else v2.0 if the service has it.
        """
        if any(self.auth.get(key) for key in V3_ONLY):
            return "v3"
        url = self._auth_url()
        version = VERSION.search(urlsplit(url).path)
        if version:
            return "v2.0" if version[1] == "2" else "v3"
        known = self._versions(url)
        if not known:
            return "v2.0" if str(self.config.settings.get("identity_api_version", "")).startswith("2") else "v3"
        prefers_v3 = self.auth.get("default_domain_name") or self.auth.get("default_domain_id")
        return "v2.0" if "v2.0" in known and not ("v3" in known and prefers_v3) else "v3"

    def either(self, v2, v3):
        """Log in with the version of the identity API that fits -> Access. ``v2``, ``v3``: callables (login) for each version."""
        missing = None
        if self.api_version() == "v2.0":
            try:
                return v2(self)
            except CloudError as error:
                if error.status not in ABSENT:
                    raise
                missing = error
        try:
            return v3(self)
        except CloudError as error:
            if not missing or error.status or error.url:
                raise
            missing.hint = "With API v3, %s" % error.message.partition(": ")[2]  # an option that API v3 needs is not set
        raise missing

    def _auth_url(self):
        """The option auth_url without a slash at its end. Raises CloudError if it is no URL."""
        url = self.auth["auth_url"].rstrip("/")
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise self.fail("auth_url '%s' is not an http or https URL" % url)
        return url

    def identity_url(self, version="v3"):
        """The base URL of the identity API in ``version``. If the path of auth_url has no version, the service is asked once."""
        url = self._auth_url()
        parts = urlsplit(url)
        if VERSION.search(parts.path):
            return VERSION.sub("/" + version, url)
        known = self._versions(url)
        if version in known:
            # only the path is used: a document with another host or plain http must not redirect the password
            return urlunsplit((parts.scheme, parts.netloc, urlsplit(known[version]).path.rstrip("/"), "", ""))
        if known:
            raise self._missing_version(url, version, known)
        return "%s/%s" % (url, version)

    def _missing_version(self, url, version, known):
        """The CloudError for a service that lists the versions in ``known`` only."""
        domains = ", ".join(key for key in V3_ONLY if self.auth.get(key))
        hint = "For API v2.0 there are auth_type v2password and v2token"
        if version != "v3":
            hint = ONLY_V3
        elif domains and self.config.auth_type in EITHER_VERSION:
            hint = "API v2.0 has no domains and no system scope: remove %s" % domains
        return self.fail("the identity service at %s has no API %s, only %s" % (url, version, ", ".join(sorted(known))), hint=hint)

    def _versions(self, url):
        """The URLs by version (dict) of the identity service at an auth_url without a version; empty if it does not list them."""
        if url not in self.discovery:
            self.discovery[url] = self._discover(url)
        return self.discovery[url]

    def _discover(self, url):
        """The URLs by version (dict) in the version document at ``url``; empty if it is no such document. Raises CloudError if it is
        that of another service."""
        response = self.send("GET", url + "/", headers={"Accept": "application/json"}, allow=(300, 401, 403, 404))
        document = _parse_json(response)
        versions = document.get("versions") if isinstance(document, dict) else None
        values = versions.get("values") if isinstance(versions, dict) else versions
        found, others = {}, []
        for item in _filter_dicts(values):
            links = [link.get("href") for link in _filter_dicts(item.get("links")) if link.get("rel") == "self"]
            major = _identity_version(item, isinstance(versions, dict))
            if major and links and isinstance(links[0], str):
                found[major] = links[0]
            elif item.get("id"):
                others.append(str(item["id"]))
        if others and not found:
            shown = ", ".join(others[:3]) + (" and others" if len(others) > 3 else "")
            raise self.fail("auth_url %s is the address of another service: it has the API versions %s" % (url, shown), hint=NOT_IDENTITY)
        return found

    def v3(self, methods, scope=True):
        """Log in with the identity API v3 -> Access. ``methods``: {name: data}. ``scope``: whether to request a scope."""
        body = {"auth": {"identity": dict(methods, methods=list(methods))}}
        wanted = self.scope() if scope else None
        if wanted:
            body["auth"]["scope"] = wanted
        base = self.identity_url()
        try:
            response = self.post(base + "/auth/tokens", json=body)
        except CloudError as error:
            if error.status not in ABSENT:
                raise
            if "token" in methods and "token" in error.message.lower():
                error.message, error.hint = "%s (%s)" % (EXPIRED, error.message), "Issue a new one for %s" % self.config.describe()
            elif not error.message.startswith("Could not find"):  # so Keystone speaks of a user or a project
                error.message, error.hint = "there is no identity API v3 at %s" % base, NOT_IDENTITY
            raise
        return self.access(response, base)

    def post(self, url, **request):
        """POST credentials -> the answer. Status 401 becomes a CloudError with the message of the service and a hint."""
        response = self.send("POST", url, allow=(401,), **dict({"headers": {"Accept": "application/json"}}, **request))
        if response.status_code != 401:
            return response
        document = _parse_json(response)
        document = document if isinstance(document, dict) else {}
        factors = document.get("required_auth_methods")
        error = document.get("error")
        words = error.get("message") if isinstance(error, dict) else document.get("error_description") or error
        other = _named_identity_service(response, url)
        hint = "The answer names %s as the identity service: check auth_url first, then the credentials" % other if other else None
        if factors:
            words = "more factors are needed: %s" % " or ".join(" + ".join(sorted(rule)) for rule in factors)
            hint = "Use auth_type v3multifactor with auth_methods for all of them"
        raise CloudError(
            words or "the login was refused",
            status=401,
            method="POST",
            url=url,
            service="identity",
            request_id=response.headers.get("x-openstack-request-id"),
            hint=hint,
        )

    def access(self, response, base, token=None):
        """The Access in an answer of the identity API v3. Raises CloudError if it contains none."""
        document = _parse_json(response)
        token = token or response.headers.get("X-Subject-Token")
        if not isinstance(document, dict) or not isinstance(document.get("token"), dict) or not token:
            raise self.fail("the answer of %s is not one of an identity service" % base, hint=NOT_IDENTITY)
        try:
            return Access.from_v3(document, token, base, self.now(), response.headers.get("Date"))
        except (ValueError, TypeError, AttributeError):
            raise self.fail("the token in the answer of %s cannot be understood" % base) from None

    def federated(self, bearer):
        """Exchange an OAuth 2.0 access token for an unscoped token, and this for a token in the requested scope -> Access."""
        base = self.identity_url()
        url = "%s/OS-FEDERATION/identity_providers/%s/protocols/%s/auth" % (
            base,
            quote(self.auth["identity_provider"], safe=""),
            quote(self.auth["protocol"], safe=""),
        )
        access = self.access(self.post(url, headers={"Authorization": "Bearer " + bearer, "Accept": "application/json"}), base)
        return self.v3({"token": {"id": access.token}}) if self.scope() else access


def _identity_version(item, wrapped):
    """"v3" or "v2.0" for an entry of a version document; None if it is not one of an identity service.

    Other services have entries with the same ids. Those of an identity service have no microversions, and have a media type or are in the
    form ``{"versions": {"values": [...]}}`` (``wrapped``).
    """
    types = [str(media.get("type")) for media in _filter_dicts(item.get("media-types"))]
    if {"version", "min_version", "max_version"} & set(item) or (types and not any("identity" in name for name in types)):
        return None
    name = str(item.get("id", ""))
    if name == "v3" or name.startswith("v3."):
        return "v3"
    return "v2.0" if name == "v2.0" and (wrapped or types) else None


def _named_identity_service(response, url):
    """The URL of the identity service that another service names when it refuses a request; None in an answer of an identity service."""
    named = re.search(r"""\buri=["']?([^"',\s]+)""", response.headers.get("WWW-Authenticate") or "")
    if not named or "x-auth-token" in (response.headers.get("Vary") or "").lower() or urlsplit(named[1]).netloc == urlsplit(url).netloc:
        return None
    return named[1]


def _parse_json(response):
    """The parsed body of an answer; None if it is not JSON."""
    try:
        return response.json()
    except ValueError:
        return None


def _filter_dicts(value):
    """The dicts in a list; an empty list for any other value."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _filter_catalog(catalog):
    """A catalog without the entries and endpoints that do not have the form of the API."""

    def texts(item, names):
        return all(isinstance(item.get(name), (str, type(None))) for name in names)

    found = [entry for entry in _filter_dicts(catalog) if texts(entry, ("type", "name"))]
    for number, entry in enumerate(found):
        if entry.get("endpoints") is not None:
            points = [point for point in _filter_dicts(entry["endpoints"]) if texts(point, ("url", "interface", "region", "region_id"))]
            found[number] = dict(entry, endpoints=points)
    return found


def _parse_time(text):
    """An aware datetime from ISO 8601, in UTC if it has no time zone; None for an empty text."""
    if not text:
        return None
    text = ZONE.sub(r"\1:\2", FRACTION.sub("", text.strip()).replace("Z", "+00:00"))
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=timezone.utc)


def _local_expiry(expires_at, issued_at, date, received):
    """The expiration of a token in local epoch seconds: its remaining life by the clock of the server, since it arrived here."""
    if expires_at is None:
        return None
    try:
        there = parsedate_to_datetime(date) if date else issued_at
    except (TypeError, ValueError):
        there = issued_at
    if there is None:
        return expires_at.timestamp()
    there = there if there.tzinfo else there.replace(tzinfo=timezone.utc)
    return received + (expires_at - there).total_seconds()


def _convert_v2_catalog(services):
    catalog = []
    for service in services:
        endpoints = []
        for endpoint in service.get("endpoints") or []:
            for interface in ("public", "internal", "admin"):
                if endpoint.get(interface + "URL"):
                    endpoints.append(
                        {
                            "interface": interface,
                            "url": endpoint[interface + "URL"],
                            "id": endpoint.get("id"),
                            "region": endpoint.get("region"),
                            "region_id": endpoint.get("region"),
                        }
                    )
        catalog.append({"type": service.get("type"), "name": service.get("name"), "endpoints": endpoints})
    return catalog


# The data of each method in a request to the identity API v3.
def _password_method(login):
    login.need(("password",))
    return {"user": dict(login.user(), password=login.auth["password"])}


def _totp_method(login):
    login.need(("passcode",))
    return {"user": dict(login.user(), passcode=login.auth["passcode"])}


def _token_method(login):
    login.need(("token",))
    return {"id": login.auth["token"]}


def _application_credential_method(login):
    login.need(("application_credential_secret", "application_credential_id|application_credential_name"))
    secret = {"secret": login.auth["application_credential_secret"]}
    if login.auth.get("application_credential_id"):
        return dict(secret, id=login.auth["application_credential_id"])
    return dict(secret, name=login.auth["application_credential_name"], user=login.user())


METHODS = {
    "password": _password_method,
    "totp": _totp_method,
    "token": _token_method,
    "application_credential": _application_credential_method,
}
# names in auth_methods -> names in the API
METHOD_NAMES = {"v3password": "password", "v3totp": "totp", "v3token": "token", "v3applicationcredential": "application_credential"}


PASSWORD_OPTIONS = ("auth_url",) + USER + ("password",) + SCOPE
PASSWORD_REQUIRED = ("auth_url", "username|user_id", "password")


@register("password", options=PASSWORD_OPTIONS, required=PASSWORD_REQUIRED)
def password(login):
    """User and password, with the identity API v3. API v2.0 is used if no domain is set, and auth_url or the service names this version."""
    return login.either(v2_password, v3_password)


@register("v3password", options=PASSWORD_OPTIONS, required=PASSWORD_REQUIRED)
def v3_password(login):
    """User and password, with the identity API v3."""
    return login.v3({"password": _password_method(login)})


@register("v3totp", options=("auth_url",) + USER + ("passcode",) + SCOPE, required=("auth_url", "username|user_id", "passcode"))
def totp(login):
    """A time-based one-time password."""
    return login.v3({"totp": _totp_method(login)})


@register(
    "v3applicationcredential",
    options=("auth_url", "application_credential_id", "application_credential_name", "application_credential_secret") + USER,
    required=("auth_url", "application_credential_secret", "application_credential_id|application_credential_name"),
)
def application_credential(login):
    """An application credential; its project is part of it."""
    return login.v3({"application_credential": _application_credential_method(login)}, scope=False)


@register(
    "v3multifactor",
    options=("auth_url", "auth_methods") + USER + ("password", "passcode", "token") + SCOPE,
    required=("auth_url", "auth_methods"),
)
def multifactor(login):
    """Several methods in one request, for users who need more than one."""
    methods = {}
    for name in login.auth["auth_methods"]:
        method = METHOD_NAMES.get(name, name)
        if method not in METHODS:
            raise login.fail("auth_methods: '%s' is not known; known: %s" % (name, ", ".join(sorted(METHOD_NAMES))))
        methods[method] = METHODS[method](login)
    return login.v3(methods)


@register("token", options=("auth_url", "token") + SCOPE, required=("auth_url", "token"))
def token(login):
    """An existing token, exchanged for one in the requested scope. API v2.0 is used as with `password`."""
    named = any(login.auth.get(key) for keys in SCOPES.values() for key in keys)
    return login.either(v2_token, v3_token) if named else v3_token(login)


@register("v3token", options=("auth_url", "token") + SCOPE, required=("auth_url", "token"))
def v3_token(login):
    """An existing token, with the identity API v3. It is exchanged for one in the requested scope; without a scope it is used itself."""
    if login.scope():
        return login.v3({"token": _token_method(login)})
    base, given = login.identity_url(), login.auth["token"]
    headers = {"X-Auth-Token": given, "X-Subject-Token": given, "Accept": "application/json"}
    response = login.send("GET", base + "/auth/tokens", headers=headers, allow=(401, 404))
    if response.status_code in (401, 404):
        raise CloudError(
            EXPIRED,
            status=response.status_code,
            method="GET",
            url=base + "/auth/tokens",
            service="identity",
            hint="Issue a new one for %s" % login.config.describe(),
        )
    return login.access(response, base, token=given)


@register("none", options=("endpoint",))
def none(login):
    """No login, for standalone services at one ``endpoint`` or at endpoint overrides."""
    return Access()


@register("http_basic", options=("endpoint", "username", "password"), required=("username", "password"))
def http_basic(login):
    """User and password in each request (RFC 7617), for standalone services."""
    pair = "%s:%s" % (login.auth["username"], login.auth["password"])
    return Access(basic=base64.b64encode(pair.encode()).decode(), user_name=login.auth["username"])


@register("admin_token", options=("endpoint", "token"), required=("endpoint", "token"))
def admin_token(login):
    """A token, and the only URL where it is used."""
    return Access(token=login.auth["token"])


class Provider:
    """An OpenID Connect provider, by its discovery document (OpenID Connect Discovery 1.0) or by the options."""

    def __init__(self, login):
        self.login = login
        self._document = None

    def document(self):
        """The discovery document (dict); empty without ``discovery_endpoint``."""
        if self._document is None:
            url = self.login.auth.get("discovery_endpoint")
            found = _parse_json(self.login.send("GET", url, headers={"Accept": "application/json"})) if url else {}
            if not isinstance(found, dict):
                raise self.login.fail("discovery_endpoint %s did not answer with a discovery document" % url)
            self._document = found
        return self._document

    def endpoint(self, option, key):
        """The URL in ``option``, else in the document under ``key``. Raises CloudError if there is none."""
        url = self.login.auth.get(option) or self.document().get(key)
        if not url:
            raise self.login.fail("auth_type %s needs '%s'; the discovery document has no %s" % (self.login.config.auth_type, option, key))
        return url

    def post(self, url, form, allow=()):
        """POST a form to the provider with the credentials of the client -> (response, parsed answer)."""
        auth = self.login.auth
        client = (auth["client_id"], auth["client_secret"]) if auth.get("client_secret") else None
        if client is None:
            form = dict(form, client_id=auth["client_id"])
        response = self.login.send("POST", url, form=form, basic=client, headers={"Accept": "application/json"}, allow=(400, 401) + allow)
        answer = _parse_json(response)
        return response, answer if isinstance(answer, dict) else {}

    def access_token(self, form):
        """The access token for a grant, or the token that ``access_token_type`` names. Raises CloudError."""
        supported = self.document().get("grant_types_supported")
        if supported and form["grant_type"] not in supported:
            raise self.login.fail(
                "the identity provider does not support the grant '%s', only %s" % (form["grant_type"], ", ".join(supported))
            )
        url = self.endpoint("access_token_endpoint", "token_endpoint")
        response, answer = self.post(url, form)
        return self.token_in(response, answer, url)

    def token_in(self, response, answer, url):
        """The token in an answer of the provider. Raises CloudError with its message if there is none (RFC 6749, 5.2)."""
        name = self.login.auth.get("access_token_type") or "access_token"
        if response.status_code == 200 and answer.get(name):
            return answer[name]
        words = answer.get("error_description") or answer.get("error") or "the answer of the identity provider has no '%s'" % name
        raise CloudError(
            "the identity provider refused the login: %s" % words if response.status_code != 200 else words,
            status=response.status_code,
            method="POST",
            url=url,
            service="identity",
            hint="Check the client and the user of %s" % self.login.config.describe(),
        )

    def scope(self):
        return self.login.auth.get("openid_scope") or "openid profile"


@register(
    "v3oidcpassword", options=OIDC + ("username", "password", "passcode", "idp_otp_key"), required=OIDC_REQUIRED + ("username", "password")
)
def oidc_password(login):
    """User and password at the identity provider (RFC 6749, 4.3)."""
    provider = Provider(login)
    form = {"grant_type": "password", "username": login.auth["username"], "password": login.auth["password"], "scope": provider.scope()}
    if login.auth.get("idp_otp_key"):
        login.need(("passcode",))
        form[login.auth["idp_otp_key"]] = login.auth["passcode"]
    return login.federated(provider.access_token(form))


@register("v3oidcclientcredentials", options=OIDC, required=OIDC_REQUIRED + ("client_secret",))
def oidc_client_credentials(login):
    """The identity of the client at the identity provider (RFC 6749, 4.4)."""
    provider = Provider(login)
    return login.federated(provider.access_token({"grant_type": "client_credentials", "scope": provider.scope()}))


@register("v3oidcauthcode", options=OIDC + ("code", "redirect_uri"), required=OIDC_REQUIRED + ("code",))
def oidc_authorization_code(login):
    """An authorization code that a browser received (RFC 6749, 4.1)."""
    form = {"grant_type": "authorization_code", "code": login.auth["code"]}
    if login.auth.get("redirect_uri"):
        form["redirect_uri"] = login.auth["redirect_uri"]
    return login.federated(Provider(login).access_token(form))


@register(
    "v3oidcaccesstoken", options=FEDERATION + ("access_token",), required=("auth_url", "identity_provider", "protocol", "access_token")
)
def oidc_access_token(login):
    """An existing access token of the identity provider."""
    return login.federated(login.auth["access_token"])


@register(
    "v3oidcdeviceauthz",
    options=OIDC + ("device_authorization_endpoint", "code_challenge_method"),
    required=(
        "auth_url",
        "identity_provider",
        "protocol",
        "client_id",
        "device_authorization_endpoint|discovery_endpoint",
        "access_token_endpoint|discovery_endpoint",
    ),
    timeout=900,
)
def oidc_device(login):
    """The user confirms the login in a browser, while the task polls for the token (RFC 8628)."""
    provider = Provider(login)
    if login.notify is None:
        raise login.fail("auth_type v3oidcdeviceauthz has to show the user a code, which is not possible here")
    proof = {}
    # some providers require the client ID in the form even if the request authenticates the client
    form = {"client_id": login.auth["client_id"], "scope": provider.scope()}
    method = login.auth.get("code_challenge_method")
    if method:
        if method != "S256":
            raise login.fail("code_challenge_method can only be 'S256', not '%s'" % method)
        proof["code_verifier"] = _urlsafe(os.urandom(48))
        form.update(code_challenge=_urlsafe(hashlib.sha256(proof["code_verifier"].encode()).digest()), code_challenge_method=method)
    url = provider.endpoint("device_authorization_endpoint", "device_authorization_endpoint")
    response, device = provider.post(url, form)
    if response.status_code != 200 or not device.get("device_code"):
        provider.token_in(response, {key: device[key] for key in ("error", "error_description") if key in device}, url)
    login.notify("To log in, open %s and enter the code %s" % (device.get("verification_uri"), device.get("user_code")))
    return login.federated(_poll_device(login, provider, device, proof))


def _poll_device(login, provider, device, proof):
    """Poll for the token until the user confirms the login or the code expires (RFC 8628, 3.5)."""
    url = provider.endpoint("access_token_endpoint", "token_endpoint")
    form = dict(
        proof,
        grant_type="urn:ietf:params:oauth:grant-type:device_code",
        device_code=device["device_code"],
        client_id=login.auth["client_id"],
    )
    interval, left = int(device.get("interval") or 5), int(device.get("expires_in") or 600)
    while left > 0:
        login.sleep(interval)
        left -= interval
        response, answer = provider.post(url, form)
        error = answer.get("error") if response.status_code != 200 else None
        if error == "slow_down":
            interval += 5
        elif error != "authorization_pending":
            return provider.token_in(response, answer, url)
    raise login.fail("nobody confirmed the login in time", hint="Run again, and enter the code within the time that is shown")


def _urlsafe(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@register(
    "v3oauth2clientcredential",
    options=("auth_url", "oauth2_endpoint", "oauth2_client_id", "oauth2_client_secret"),
    required=("auth_url", "oauth2_endpoint", "oauth2_client_id", "oauth2_client_secret"),
)
def oauth2_client_credential(login):
    """OAuth 2.0 of the identity service with an application credential as client. Requests have a Bearer token in addition."""
    client = (login.auth["oauth2_client_id"], login.auth["oauth2_client_secret"])
    access = login.v3({"application_credential": {"id": client[0], "secret": client[1]}}, scope=False)
    url = login.auth["oauth2_endpoint"]
    answer = _parse_json(login.post(url, form={"grant_type": "client_credentials"}, basic=client))
    if not isinstance(answer, dict) or not answer.get("access_token"):
        raise login.fail("oauth2_endpoint %s did not answer with an access token" % url)
    access.bearer = answer["access_token"]
    return access


V2_SCOPE = ("project_id", "project_name", "trust_id")


def _log_in_v2(login, credentials):
    """Log in with the identity API v2.0, in which projects are called tenants."""
    body = dict(credentials)
    for key, name in (("project_id", "tenantId"), ("project_name", "tenantName"), ("trust_id", "trust_id")):
        if login.auth.get(key) and not (key == "project_name" and "tenantId" in body):
            body[name] = login.auth[key]
    base = login.identity_url("v2.0")
    try:
        response = login.post(base + "/tokens", json={"auth": body})
    except CloudError as error:
        if error.status in ABSENT:
            error.message, error.hint = "there is no identity API v2.0 at %s" % base, ONLY_V3
        raise
    try:
        return Access.from_v2(response.json(), base, login.now(), response.headers.get("Date"))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise login.fail("the answer of %s is not one of an identity service" % base, hint=NOT_IDENTITY) from None


@register(
    "v2password", options=("auth_url", "username", "user_id", "password") + V2_SCOPE, required=("auth_url", "username|user_id", "password")
)
def v2_password(login):
    """User and password, with the identity API v2.0."""
    user = {"userId": login.auth["user_id"]} if login.auth.get("user_id") else {"username": login.auth["username"]}
    return _log_in_v2(login, {"passwordCredentials": dict(user, password=login.auth["password"])})


@register("v2token", options=("auth_url", "token") + V2_SCOPE, required=("auth_url", "token"))
def v2_token(login):
    """An existing token, with the identity API v2.0."""
    return _log_in_v2(login, {"token": {"id": login.auth["token"]}})


@register("rackspace_apikey", options=("auth_url", "username", "api_key") + V2_SCOPE, required=("auth_url", "username", "api_key"))
def rackspace_api_key(login):
    """User and API key at Rackspace."""
    return _log_in_v2(login, {"RAX-KSKEY:apiKeyCredentials": {"username": login.auth["username"], "apiKey": login.auth["api_key"]}})

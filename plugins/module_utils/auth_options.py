# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""All suboptions of ``auth``. The argument spec of modules, the documentation, the masking and the configuration use this table."""

from __future__ import annotations

import re
from collections import namedtuple

Option = namedtuple("Option", "name help secret type aliases", defaults=(False, "str", ()))

AUTH_OPTIONS = {
    option.name: option
    for option in (
        Option("auth_url", "URL of the identity service, with or without its version."),
        Option("username", "Name of the user.", aliases=("user_name",)),
        Option("user_id", "ID of the user; instead of O(auth.username) and its domain."),
        Option("password", "Password of the user.", secret=True),
        Option("user_domain_name", "Name of the domain of the user."),
        Option("user_domain_id", "ID of the domain of the user."),
        Option("project_name", "Name of the project.", aliases=("tenant_name",)),
        Option("project_id", "ID of the project.", aliases=("tenant_id",)),
        Option("project_domain_name", "Name of the domain of the project."),
        Option("project_domain_id", "ID of the domain of the project."),
        Option(
            "domain_name",
            "Name of a domain: the scope if no project is set, else the domain of user and project that have no domain of their own.",
        ),
        Option(
            "domain_id",
            "ID of a domain: the scope if no project is set, else the domain of user and project that have no domain of their own.",
        ),
        Option("default_domain_name", "Name of the domain of user and project, if neither has a domain of its own."),
        Option("default_domain_id", "ID of the domain of user and project, if neither has a domain of its own."),
        Option("system_scope", "V(all) for the scope of the whole system instead of a project."),
        Option("trust_id", "ID of a trust whose trustee is the user."),
        Option("token", "An existing token.", secret=True, aliases=("auth_token",)),
        Option("passcode", "Current time-based one-time password (TOTP).", secret=True),
        Option("application_credential_id", "ID of an application credential."),
        Option("application_credential_name", "Name of an application credential. Requires the user as well."),
        Option("application_credential_secret", "Secret of the application credential.", secret=True),
        Option("auth_methods", "The methods that C(v3multifactor) combines, such as V(v3password) and V(v3totp).", type="list"),
        Option("endpoint", "URL of all requests, for types without a catalog.", aliases=("url",)),
        Option("identity_provider", "Name of the identity provider in the identity service."),
        Option("protocol", "Name of the federation protocol in the identity service."),
        Option("client_id", "OAuth 2.0 client ID at the identity provider."),
        Option("client_secret", "OAuth 2.0 client secret at the identity provider.", secret=True),
        Option("openid_scope", "Scopes to request from the identity provider. Default: V(openid profile)."),
        Option("discovery_endpoint", "URL of the OpenID Connect discovery document of the identity provider."),
        Option("access_token_endpoint", "URL that issues access tokens. Overrides that of the discovery document."),
        Option("access_token_type", "Token of the answer to use, V(access_token) or V(id_token). Default: V(access_token)."),
        Option("access_token", "OAuth 2.0 access token.", secret=True),
        Option("idp_otp_key", "Name of the form field for O(auth.passcode) at the identity provider."),
        Option("device_authorization_endpoint", "URL that starts a device authorization. Overrides that of the discovery document."),
        Option("code_challenge_method", "V(S256) to protect the device authorization by a PKCE challenge."),
        Option("code", "OAuth 2.0 authorization code.", secret=True, aliases=("authorization_code",)),
        Option("redirect_uri", "Redirect URI of the authorization code."),
        Option("oauth2_endpoint", "URL of the OAuth 2.0 token endpoint of the identity service."),
        Option("oauth2_client_id", "OAuth 2.0 client ID; the ID of an application credential."),
        Option("oauth2_client_secret", "OAuth 2.0 client secret; the secret of the application credential.", secret=True),
        Option("api_key", "API key of a Rackspace user.", secret=True),
    )
}

# Options that replace each other: one of a later source removes the others of an earlier source.
PROJECT = ("project_id", "project_name", "project_domain_id", "project_domain_name")
DOMAIN = ("domain_id", "domain_name")
NAMES = ("username", "user_id", "user_domain_name", "default_domain_name") + PROJECT + DOMAIN
SCOPES = {"project": PROJECT[:2], "domain": DOMAIN, "system": ("system_scope",), "trust": ("trust_id",)}


def canonical(name):
    """The name of the option that has this name or alias; None if there is none."""
    return next((option.name for option in AUTH_OPTIONS.values() if name == option.name or name in option.aliases), None)


def is_secret(key):
    """Whether a key of clouds.yaml, in any of its spellings, contains a secret."""
    key = re.sub(r"^os_", "", key.lower().replace("-", "_"))
    secret = {name for option in AUTH_OPTIONS.values() if option.secret for name in (option.name,) + option.aliases}
    return key in secret or bool(re.search(r"password|secret", key))


def secrets_in(cloud):
    """The set of secret strings in a cloud that is a mapping; empty for any other value."""
    if not isinstance(cloud, dict):
        return set()
    found = {str(value) for key, value in cloud.items() if value and not isinstance(value, (dict, bool)) and is_secret(str(key))}
    return found.union(*(secrets_in(value) for value in cloud.values()))


def add_option(option):
    """Add an option of a login. Raises ValueError if a different option has its name or one of its aliases."""
    for name in (option.name, *option.aliases):
        known = next((other for other in AUTH_OPTIONS.values() if name in (other.name, *other.aliases)), option)
        if known != option:
            raise ValueError("the option '%s' of a login exists already: give its name instead of a new Option" % name)
    AUTH_OPTIONS[option.name] = option
    SPEC[option.name] = option_spec(option)


def option_spec(option):
    """The entry of an option in an Ansible argument spec."""
    entry = {"type": option.type}
    if option.type == "list":
        entry["elements"] = "str"
    if option.aliases:
        entry["aliases"] = list(option.aliases)
    # an explicit False keeps Ansible from guessing a secret by the name (access_token_endpoint, token_type ...)
    entry["no_log"] = option.secret
    return entry


SPEC = {option.name: option_spec(option) for option in AUTH_OPTIONS.values()}


def argument_spec():
    """The suboptions of ``auth`` as an Ansible argument spec; only the secrets are ``no_log``. One object: ``add_option`` completes it."""
    return SPEC

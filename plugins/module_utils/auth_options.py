# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every suboption of ``auth``, once: the modules' argument spec, the documentation, the masking and the configuration read this table."""

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
        Option("project_name", "Name of the project to work in.", aliases=("tenant_name",)),
        Option("project_id", "ID of the project to work in.", aliases=("tenant_id",)),
        Option("project_domain_name", "Name of the domain of the project."),
        Option("project_domain_id", "ID of the domain of the project."),
        Option(
            "domain_name",
            "Name of a domain. Without a project, the domain to work in; with one, the domain of user and project unless they name theirs.",
        ),
        Option(
            "domain_id",
            "ID of a domain. Without a project, the domain to work in; with one, the domain of user and project unless they name theirs.",
        ),
        Option("default_domain_name", "Name of the domain of user and project where neither names one."),
        Option("default_domain_id", "ID of the domain of user and project where neither names one."),
        Option("system_scope", "V(all) to work on the whole system instead of in a project."),
        Option("trust_id", "ID of a trust to act under as its trustee."),
        Option("token", "A token that was issued before.", secret=True, aliases=("auth_token",)),
        Option("passcode", "The time-based one-time password of the moment.", secret=True),
        Option("application_credential_id", "ID of an application credential."),
        Option("application_credential_name", "Name of an application credential of the user that is named too."),
        Option("application_credential_secret", "Secret of the application credential.", secret=True),
        Option("auth_methods", "The methods that C(v3multifactor) combines, such as V(v3password) and V(v3totp).", type="list"),
        Option("endpoint", "URL that every call goes to, for the types that know no catalog.", aliases=("url",)),
        Option("identity_provider", "Name of the identity provider in the identity service."),
        Option("protocol", "Name of the federation protocol in the identity service."),
        Option("client_id", "OAuth 2.0 client ID at the identity provider."),
        Option("client_secret", "OAuth 2.0 client secret at the identity provider.", secret=True),
        Option("openid_scope", "Scopes to ask the identity provider for; V(openid profile) when omitted."),
        Option("discovery_endpoint", "URL of the OpenID Connect discovery document of the identity provider."),
        Option("access_token_endpoint", "URL that issues access tokens; wins over the one of the discovery document."),
        Option("access_token_type", "Which token of the answer to use, V(access_token) (when omitted) or V(id_token)."),
        Option("access_token", "OAuth 2.0 access token.", secret=True),
        Option("idp_otp_key", "Name of the form field in which the identity provider wants O(auth.passcode)."),
        Option("device_authorization_endpoint", "URL that starts a device authorization; wins over the one of the discovery document."),
        Option("code_challenge_method", "V(S256) to protect the device authorization by a PKCE challenge."),
        Option("code", "OAuth 2.0 authorization code.", secret=True, aliases=("authorization_code",)),
        Option("redirect_uri", "Redirect URI that the authorization code was issued for."),
        Option("oauth2_endpoint", "URL of the OAuth 2.0 token endpoint of the identity service."),
        Option("oauth2_client_id", "OAuth 2.0 client ID; the ID of an application credential."),
        Option("oauth2_client_secret", "OAuth 2.0 client secret; the secret of the application credential.", secret=True),
        Option("api_key", "API key of a Rackspace user.", secret=True),
    )
}

# What stands for what: given in a later source, a key replaces its rivals of an earlier one.
PROJECT = ("project_id", "project_name", "project_domain_id", "project_domain_name")
DOMAIN = ("domain_id", "domain_name")
NAMES = ("username", "user_id", "user_domain_name", "default_domain_name") + PROJECT + DOMAIN
SCOPES = {"project": PROJECT[:2], "domain": DOMAIN, "system": ("system_scope",), "trust": ("trust_id",)}


def is_secret(key):
    """Whether a key of clouds.yaml, however it is spelled, holds something that must not be shown."""
    key = re.sub(r"^os_", "", key.lower().replace("-", "_"))
    secret = {name for option in AUTH_OPTIONS.values() if option.secret for name in (option.name,) + option.aliases}
    return key in secret or bool(re.search(r"password|secret", key))


def secrets_in(cloud):
    """The secret strings in a cloud given as a mapping; empty for anything else."""
    if not isinstance(cloud, dict):
        return set()
    found = {str(value) for key, value in cloud.items() if value and not isinstance(value, (dict, bool)) and is_secret(str(key))}
    return found.union(*(secrets_in(value) for value in cloud.values()))


def argument_spec():
    """``auth``'s suboptions as an Ansible argument spec; only the secrets are ``no_log``."""
    spec = {}
    for option in AUTH_OPTIONS.values():
        entry = spec[option.name] = {"type": option.type}
        if option.type == "list":
            entry["elements"] = "str"
        if option.aliases:
            entry["aliases"] = list(option.aliases)
        # an explicit False keeps Ansible from guessing a secret by the name (access_token_endpoint, token_type ...)
        entry["no_log"] = option.secret
    return spec

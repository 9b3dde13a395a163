# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Configurations of all kinds, for both loaders: ours and the Python SDK's.

A case says in ``deviations`` in which fields the two differ, and by which entry of ``config.DEVIATIONS``; in all others they agree.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Case:
    """``files``: text by path below the test's folder, where ``home`` and ``work`` (the working directory) lie; ``env``: variables, with
    ``{root}`` for that folder; ``cloud`` and ``options``: what a task gives; ``sdk``: what the SDK gets instead, where that differs;
    ``remote``: the answer to a profile's URL.
    """

    name: str
    files: dict[str, str] = field(default_factory=dict)
    env: dict[str, str] = field(default_factory=dict)
    cloud: str | dict[str, Any] | None = None
    options: dict[str, Any] = field(default_factory=dict)
    sdk: dict[str, Any] = field(default_factory=dict)
    remote: dict[str, Any] | None = None
    deviations: dict[str, tuple[str, ...]] = field(default_factory=dict)


SERVICES_SEEN = ("compute", "block-storage", "identity", "network")
WORK = "work/clouds.yaml"
HOME = "home/.config/openstack/clouds.yaml"
SECURE = "home/.config/openstack/secure.yaml"
PUBLIC = "home/.config/openstack/clouds-public.yaml"

ONE = """
clouds:
  one:
    region_name: RegionOne
    auth:
      auth_url: https://one.example:5000/v3
      username: fred
      password: one-secret
      project_name: web
      user_domain_name: Default
      project_domain_name: Default
"""
TWO = (
    ONE
    + """
  two:
    auth:
      auth_url: https://two.example/identity
      user_id: f00d
      password: two-secret
      project_id: beef
"""
)
# what the built-in credential of AWX writes
AWX = """
clouds:
  devstack:
    auth:
      auth_url: https://awx.example:5000/v3
      username: fred
      password: secret
      project_name: web
      domain_name: Default
    verify: false
    private: true
    region_name: RegionOne
"""
ENV = {
    "OS_AUTH_URL": "https://env.example:5000/v3",
    "OS_USERNAME": "eve",
    "OS_PASSWORD": "env-secret",
    "OS_PROJECT_NAME": "admin",
    "OS_USER_DOMAIN_NAME": "Default",
    "OS_PROJECT_DOMAIN_NAME": "Default",
}
INLINE = {
    "auth_url": "https://inline.example:5000/v3",
    "username": "ian",
    "password": "inline-secret",
    "project_name": "task",
    "user_domain_name": "Default",
    "project_domain_name": "Default",
}


def cloud(text: str = "", auth: str = "", name: str = "one") -> str:
    """clouds.yaml with one cloud: ``text`` are its settings, ``auth`` its further auth options, one per line."""

    def indented(lines: str, by: int) -> str:
        return "".join(f"{' ' * by}{line}\n" for line in lines.strip("\n").splitlines())

    url = "" if "auth_url" in auth or "http://e.example" in auth else "      auth_url: https://one.example:5000/v3\n"
    return f"clouds:\n  {name}:\n    auth:\n{url}{indented(auth, 6)}{indented(text, 4)}"


USER = "username: fred\npassword: secret\nuser_domain_name: Default"
PROJECT = USER + "\nproject_name: web\nproject_domain_name: Default"

FILES = [
    Case("the only cloud of the working directory", {WORK: ONE}),
    Case("the only cloud of the home", {HOME: ONE}),
    Case("the working directory before the home", {WORK: ONE, HOME: TWO}, cloud="one"),
    Case("XDG_CONFIG_HOME", {"xdg/openstack/clouds.yaml": ONE}, {"XDG_CONFIG_HOME": "{root}/xdg"}),
    Case("XDG_CONFIG_HOME before the home", {"xdg/openstack/clouds.yaml": ONE, HOME: TWO}, {"XDG_CONFIG_HOME": "{root}/xdg"}),
    Case("XDG_CONFIG_DIRS", {"etc/openstack/clouds.yaml": ONE}, {"XDG_CONFIG_DIRS": "{root}/etc"}),
    Case("a snap's real home", {"real/.config/openstack/clouds.yaml": ONE}, {"SNAP_REAL_HOME": "{root}/real"}),
    Case("clouds.yml", {"work/clouds.yml": ONE}),
    Case(
        "clouds.json",
        {"work/clouds.json": '{"clouds": {"one": {"auth": {"auth_url": "https://j.example/v3", "token": "t"}, "auth_type": "token"}}}'},
    ),
    Case("clouds.yaml before clouds.yml", {WORK: ONE, "work/clouds.yml": TWO}),
    Case("OS_CLIENT_CONFIG_FILE", {"other/c.yaml": ONE, HOME: TWO}, {"OS_CLIENT_CONFIG_FILE": "{root}/other/c.yaml"}),
    Case("OS_CLIENT_CONFIG_FILE that is missing", {HOME: ONE}, {"OS_CLIENT_CONFIG_FILE": "{root}/other/c.yaml"}),
    Case("secure.yaml", {HOME: ONE.replace("      password: one-secret\n", ""), SECURE: "clouds: {one: {auth: {password: safe}}}"}),
    Case("secure.yaml wins", {HOME: ONE, SECURE: "clouds: {one: {region_name: RegionTwo, auth: {password: safe}}}"}),
    Case("secure.yaml elsewhere", {WORK: ONE, SECURE: "clouds: {one: {auth: {password: safe}}}"}),
    Case(
        "OS_CLIENT_SECURE_FILE", {HOME: ONE, "s.yaml": "clouds: {one: {auth: {password: s}}}"}, {"OS_CLIENT_SECURE_FILE": "{root}/s.yaml"}
    ),
    Case("a cloud of secure.yaml alone", {HOME: ONE, SECURE: TWO.replace("one:", "one2:")}, cloud="two"),
    Case("a file that does not parse", {WORK: "clouds: [", HOME: ONE}),
    Case("an empty file", {WORK: "", HOME: ONE}),
    Case("a file that is a list", {WORK: "- clouds", HOME: ONE}),
    Case("a file without clouds", {WORK: "cloud: {}", HOME: ONE}),
    Case("no file at all, no cloud"),
    Case("an unknown cloud", {HOME: TWO}, cloud="three"),
    Case("case matters", {HOME: TWO}, cloud="One"),
    Case("a tag", {WORK: "clouds: {one: !vault x}", HOME: ONE}, deviations={"unsafe-yaml": ("error",)}),
    Case("the credential of AWX", {"awx.yaml": AWX}, {"OS_CLIENT_CONFIG_FILE": "{root}/awx.yaml"}),
    Case("settings for all clouds", {HOME: ONE + "\nclient:\n  force_ipv4: true\n"}),
    Case("prefer_ipv6 for all clouds", {HOME: ONE + "\nclient:\n  prefer_ipv6: false\n"}),
    Case("broken-ipv6 for all clouds", {HOME: ONE + "\nclient:\n  broken-ipv6: true\n"}),
]

CHOICE = [
    Case("a cloud by name", {HOME: TWO}, cloud="two"),
    Case("OS_CLOUD", {HOME: TWO}, {"OS_CLOUD": "two"}),
    Case("OS_CLOUD and a name", {HOME: TWO}, {"OS_CLOUD": "one"}, cloud="two"),
    Case("OS_CLOUD that is unknown", {HOME: TWO}, {"OS_CLOUD": "three"}),
    Case("a file and the variables", {HOME: ONE}, ENV),
    Case("a name beats the variables, which are not merged", {HOME: TWO}, ENV | {"OS_REGION_NAME": "Env"}, cloud="two"),
    Case("OS_REGION_NAME is not for a named cloud", {HOME: TWO}, {"OS_REGION_NAME": "Env"}, cloud="two"),
    Case("variables alone", env=ENV),
    Case("variables by their name", {HOME: TWO}, ENV, cloud="envvars"),
    Case("variables under another name", {HOME: TWO}, ENV | {"OS_CLOUD_NAME": "mine"}, cloud="mine"),
    Case("a file's cloud with the variables' name", {HOME: ONE.replace("one:", "envvars:")}, ENV),
    Case("variables without a user", env={"OS_AUTH_URL": "https://env.example/v3"}, deviations={"incomplete": ("error",)}),
    Case(
        "old variables",
        env={
            "OS_AUTH_URL": "https://env.example:5000/v3",
            "OS_USERNAME": "eve",
            "OS_PASSWORD": "p",
            "OS_TENANT_NAME": "admin",
            "OS_USER_DOMAIN_ID": "default",
            "OS_PROJECT_DOMAIN_ID": "default",
        },
    ),
    Case(
        "services in variables",
        env=ENV
        | {
            "OS_COMPUTE_API_VERSION": "2.79",
            "OS_VOLUME_API_VERSION": "3",
            "OS_INTERFACE": "internal",
            "OS_REGION_NAME": "R",
            "OS_CACERT": "/ca.pem",
            "OS_ENDPOINT_TYPE": "adminURL",
        },
        deviations={"interface": tuple(f"{service}.interface" for service in SERVICES_SEEN)},
    ),
    Case("variables of other tools", {HOME: ONE}, {"OS_NAME": "linux", "OS_ARCH": "x"}, deviations={"env-cloud": ("error",)}),
    Case("variables of test runners", {HOME: ONE}, {"OS_TEST_PATH": "x", "OS_LOG_CAPTURE": "1", "OS_STDERR_CAPTURE": "1"}),
    Case("auth_type none in variables", env={"OS_AUTH_TYPE": "none", "OS_ENDPOINT": "http://ironic.example:6385"}),
    Case("OS_VERIFY", env=ENV | {"OS_VERIFY": "false"}, deviations={"validate-certs": ("verify",)}),
    Case("OS_INSECURE", env=ENV | {"OS_INSECURE": "true"}),
    Case("OS_INSECURE with another word", env=ENV | {"OS_INSECURE": "no"}),
    Case("OS_INSECURE with a word that only we know", env=ENV | {"OS_INSECURE": "Yes"}, deviations={"validate-certs": ("verify",)}),
    Case(
        "insecure with a word that only we know", {HOME: cloud("insecure: 'on'", PROJECT)}, deviations={"validate-certs": ("verify",)}
    ),
    Case(
        "a mapping with regions, one of them chosen",
        cloud={"auth": INLINE, "regions": ["R1", "R2"], "region_name": "R2"},
    ),
    Case(
        "a mapping with regions, one with values chosen",
        cloud={"auth": INLINE, "regions": ["R1", {"name": "R2", "values": {"network_service_name": "net"}}], "region_name": "R2"},
        deviations={"cloud-regions": ("settings.network_service_name", "network.service_name")},
    ),
    Case(
        "a mapping with regions and another one",
        cloud={"auth": INLINE, "regions": ["R1", "R2"], "region_name": "R3"},
        deviations={"cloud-regions": ("error",)},
    ),
    Case("regions and region_name in a file", {HOME: cloud("regions: [R1, R2]\nregion_name: R2", PROJECT)}),
    Case("the cloud defaults", {HOME: TWO}, cloud="defaults"),
    Case("the cloud of variables that are not set", {HOME: TWO}, cloud="envvars"),
    Case("OS_AUTH_METHODS", env=ENV | {"OS_AUTH_TYPE": "v3multifactor", "OS_AUTH_METHODS": "v3password,v3totp", "OS_PASSCODE": "123456"}),
    Case("OS_FORCE_IPV4", env=ENV | {"OS_FORCE_IPV4": "true"}),
    Case("OS_PREFER_IPV6", env=ENV | {"OS_PREFER_IPV6": "false"}),
    Case("empty variables", {HOME: ONE}, {"OS_AUTH_URL": "", "OS_PASSWORD": ""}, deviations={"empty": ("error",)}),
    Case("several clouds and none chosen", {HOME: TWO}),
    Case("several clouds, none chosen, auth in the task", {HOME: TWO}, options={"auth": INLINE}),
]

TASK = [
    Case("auth in the task, nothing else", options={"auth": INLINE}),
    Case(
        "auth in the task beside the only cloud",
        {WORK: cloud("region_name: R\ncompute_api_version: '2.1'", PROJECT + "\ntrust_id: t")},
        options={"auth": INLINE},
        deviations={
            "inline-auth": (
                "auth.trust_id",
                "region_name",
                *(f"{service}.region_name" for service in SERVICES_SEEN),
                "settings.compute_api_version",
                "compute.api_version",
                "compute.default_microversion",
            )
        },
    ),
    Case(
        "auth in the task beside OS_*",
        env=ENV | {"OS_TRUST_ID": "t"},
        options={"auth": INLINE},
        deviations={"inline-auth": ("auth.trust_id", "auth.project_name")},
    ),
    Case("auth in the task with a cloud's name", {HOME: TWO}, cloud="one", options={"auth": {"password": "changed"}}),
    Case(
        "another project by name",
        {HOME: TWO},
        cloud="two",
        options={"auth": {"project_name": "x", "project_domain_id": "default"}},
        deviations={"task-replaces": ("auth.project_id",)},
    ),
    Case(
        "the system instead of the project",
        {HOME: TWO},
        cloud="one",
        options={"auth": {"system_scope": "all"}},
        deviations={"task-replaces": ("auth.project_name", "auth.project_domain_name")},
    ),
    Case(
        "a domain instead of the project",
        {HOME: TWO},
        cloud="one",
        options={"auth": {"domain_id": "default"}},
        deviations={
            "task-replaces": (
                "auth.project_name",
                "auth.project_domain_name",
                "auth.project_domain_id",
                "auth.user_domain_id",
                "auth.domain_id",
            )
        },
    ),
    Case(
        "another user by id",
        {HOME: TWO},
        cloud="one",
        options={"auth": {"user_id": "abc"}},
        deviations={"task-replaces": ("auth.username", "auth.user_domain_name")},
    ),
    Case(
        "options win",
        {HOME: ONE},
        cloud="one",
        options={"interface": "admin", "ca_cert": "/ca.pem", "api_timeout": 7, "client_cert": "/c", "client_key": "/k"},
    ),
    Case(
        "options that are not set do not win",
        {HOME: ONE},
        cloud="one",
        options={"interface": None, "ca_cert": None, "api_timeout": None, "region_name": None, "auth": None, "auth_type": None},
        sdk={"interface": None, "cacert": None, "api_timeout": None, "region_name": None, "auth_type": None},
    ),
    Case(
        "the interface of the file",
        {HOME: cloud("interface: internal", PROJECT)},
        sdk={"interface": "public"},
        deviations={"interface": tuple(f"{service}.interface" for service in SERVICES_SEEN)},
    ),
    Case("validate_certs false", {HOME: cloud("cacert: /ca.pem", PROJECT)}, options={"validate_certs": False}),
    Case(
        "validate_certs true over insecure",
        {HOME: cloud("insecure: true", PROJECT)},
        options={"validate_certs": True},
        deviations={"validate-certs": ("verify",)},
    ),
    Case("names with os_", {HOME: ONE}, cloud="one", options={"os_compute_api_version": "2.5"}),
    Case(
        "endpoint override in the task",
        {HOME: ONE},
        cloud="one",
        options={"endpoint_overrides": {"volumev3": "https://v.example/v3"}},
        sdk={"block_storage_endpoint_override": "https://v.example/v3"},
    ),
    Case(
        "microversion in the task",
        {HOME: ONE},
        cloud="one",
        options={"default_microversions": {"compute": "2.90"}},
        sdk={"compute_default_microversion": "2.90"},
    ),
    Case("a cloud as a mapping", cloud={"auth": INLINE, "region_name": "R", "verify": False}),
    Case(
        "a cloud as a mapping beside a file",
        {HOME: cloud("compute_api_version: '2.1'", PROJECT)},
        cloud={"auth": INLINE},
        deviations={"cloud-dict": ("settings.compute_api_version", "compute.api_version", "compute.default_microversion")},
    ),
    Case("a cloud as a mapping that names one", {HOME: TWO}, cloud={"cloud": "one", "region_name": "RegionOne", "auth": {"password": "p"}}),
    Case(
        "a cloud as a mapping with a profile",
        cloud={"profile": "elastx", "auth": {"username": "u", "password": "p", "user_domain_name": "d"}},
        sdk={"profile": "elastx", "auth": {"username": "u", "password": "p", "user_domain_name": "d"}},
    ),
    Case(
        "empty options",
        {HOME: ONE},
        cloud="one",
        options={"auth": {"project_name": ""}, "ca_cert": ""},
        deviations={"empty": ("auth.project_name",)},
    ),
]

AUTH = [
    Case("domain spread by name", {HOME: cloud("", "username: f\npassword: p\nproject_name: web\ndomain_name: d")}),
    Case("domain spread by id, beside auth", {HOME: cloud("domain_id: d", "username: f\npassword: p\nproject_id: web")}),
    Case(
        "domain spread leaves what is named",
        {HOME: cloud("", "username: f\npassword: p\nproject_name: web\ndomain_name: d\nuser_domain_name: u")},
    ),
    Case("domain scope", {HOME: cloud("", "username: f\npassword: p\nuser_domain_name: u\ndomain_name: d")}),
    Case("domain scope beside auth", {HOME: cloud("domain_name: d\nuser_domain_name: u", "username: f\npassword: p")}),
    Case("system scope beside auth", {HOME: cloud("system_scope: all", USER)}),
    Case("default domain", {HOME: cloud("", "username: f\npassword: p\nproject_name: web\ndefault_domain_name: d")}),
    Case("tenant is project", {HOME: cloud("", USER + "\ntenant_name: web\nproject_domain_name: Default")}),
    Case("project beats tenant", {HOME: cloud("", PROJECT + "\ntenant_name: old\ntenant_id: x")}),
    Case(
        "tenants of v2password",
        {HOME: cloud("auth_type: v2password", "username: f\npassword: p\nproject_name: web")},
        deviations={"auth-options": ("auth.tenant_name", "auth.project_name")},
    ),
    Case("beside auth beats auth for the scope", {HOME: cloud("project_name: beside", PROJECT)}),
    Case("auth beats beside auth for the rest", {HOME: cloud("username: beside", PROJECT)}),
    Case("all beside auth", {HOME: "clouds: {one: {auth_url: 'https://a.example/v3', username: u, password: p, user_domain_id: d}}"}),
    Case(
        "dashes",
        {HOME: cloud("region-name: R", "username: f\npassword: p\nproject-name: web\nuser-domain-name: u\nproject-domain-name: d")},
    ),
    Case("numbers", {HOME: cloud("compute_api_version: 2.79", "username: 12\npassword: 34\nuser_domain_id: 56")}),
    Case("user_name", {HOME: cloud("", "user_name: f\npassword: p\nuser_domain_id: d")}),
    Case("a token", {HOME: cloud("auth_type: token", "token: abc")}),
    Case("auth_token", {HOME: cloud("auth_type: v3token", "auth_token: abc")}),
    Case("auth-token beside auth", {HOME: cloud("auth_type: v3token\nauth-token: abc")}),
    Case("a token does not switch the type", {HOME: cloud("", PROJECT + "\ntoken: abc")}, deviations={"auth-options": ("error",)}),
    Case("auth_plugin", {HOME: cloud("auth_plugin: v3token", "token: abc")}, deviations={"auth-plugin": ("error",)}),
    Case("auth_type beats auth_plugin", {HOME: cloud("auth_plugin: v3password\nauth_type: token", "token: abc")}),
    Case("token_endpoint", {HOME: cloud("auth_type: token_endpoint", "endpoint: http://e.example\ntoken: abc")}),
    Case("admin_token with url", {HOME: cloud("auth_type: admin_token", "url: http://e.example\ntoken: abc")}),
    Case("auth_type None", {HOME: cloud("auth_type: 'None'", "endpoint: http://e.example")}),
    Case("http_basic", {HOME: cloud("auth_type: http_basic", "endpoint: http://e.example\nusername: u\npassword: p")}),
    Case(
        "application credential by id",
        {HOME: cloud("auth_type: v3applicationcredential", "application_credential_id: i\napplication_credential_secret: s")},
    ),
    Case(
        "application credential by name",
        {
            HOME: cloud(
                "auth_type: v3applicationcredential",
                "application_credential_name: n\napplication_credential_secret: s\nusername: u\nuser_domain_id: d",
            )
        },
    ),
    Case(
        "application credential with a scope left over",
        {
            HOME: cloud(
                "auth_type: v3applicationcredential",
                "application_credential_id: i\napplication_credential_secret: s\nproject_name: web\nproject_domain_name: Default",
            )
        },
        deviations={"app-credential": ("auth.project_name", "auth.project_domain_name")},
    ),
    Case("application credential without its secret", {HOME: cloud("auth_type: v3applicationcredential", "application_credential_id: i")}),
    Case("totp", {HOME: cloud("auth_type: v3totp", "username: u\nuser_domain_id: d\npasscode: '012345'")}),
    Case("multifactor", {HOME: cloud("auth_type: v3multifactor\nauth_methods: [v3password, v3totp]", PROJECT + "\npasscode: '012345'")}),
    Case("a trust", {HOME: cloud("", USER + "\ntrust_id: t")}),
    Case(
        "oidc password",
        {
            HOME: cloud(
                "auth_type: v3oidcpassword",
                "username: f\npassword: p\nproject_id: w\nidentity_provider: i\nprotocol: openid\nclient_id: c\nclient_secret: s\n"
                "access_token_endpoint: https://idp.example/token",
            )
        },
    ),
    Case(
        "oidc client credentials",
        {
            HOME: cloud(
                "auth_type: v3oidcclientcredentials",
                "identity_provider: i\nprotocol: openid\nclient_id: c\nclient_secret: s\ndiscovery_endpoint: https://idp.example/d",
            )
        },
    ),
    Case("oidc without a provider", {HOME: cloud("auth_type: v3oidcaccesstoken", "protocol: openid\naccess_token: t")}),
    Case(
        "oauth2",
        {
            HOME: cloud(
                "auth_type: v3oauth2clientcredential", "oauth2_endpoint: https://o.example/t\noauth2_client_id: i\noauth2_client_secret: s"
            )
        },
    ),
    Case("an auth_type nobody knows", {HOME: cloud("auth_type: v3magic", USER)}),
    Case(
        "options of another auth_type beside auth",
        {HOME: cloud("auth_type: token\npasscode: '1'\nclient_id: c", "token: t")},
        deviations={"auth-options": ("error",)},
    ),
    Case("empty values in a file", {HOME: cloud("cacert: ''\nregion_name: ''", PROJECT + "\nproject_id: ''")}),
    Case(
        "empty values in secure.yaml",
        {HOME: ONE, SECURE: "clouds: {one: {region_name: '', auth: {project_name: ''}}}"},
        deviations={"empty": ("auth.project_name", "region_name", *(f"{service}.region_name" for service in SERVICES_SEEN))},
    ),
    Case("braces in a password", {HOME: cloud("", USER.replace("secret", "'{x'"))}),
    Case("auth that is no mapping", {HOME: "clouds: {one: {auth: text}}"}),
]

SERVICES = [
    Case("interface of one service", {HOME: cloud("interface: internal\ncompute_interface: admin\nvolume_interface: public", PROJECT)}),
    Case("endpoint_type of one service", {HOME: cloud("endpoint_type: internal\ncompute_endpoint_type: admin", PROJECT)}),
    Case("several interfaces", {HOME: cloud("interface: [internal, public]", PROJECT)}),
    Case("endpoint overrides", {HOME: cloud("compute_endpoint_override: https://c.example\nnetwork_endpoint: https://n.example", PROJECT)}),
    Case(
        "endpoint override of an alias",
        {HOME: cloud("volumev3_endpoint_override: https://v3.example\nvolume_endpoint_override: https://v.example", PROJECT)},
    ),
    Case(
        "the official name beats aliases",
        {HOME: cloud("volume_endpoint_override: https://v.example\nblock_storage_endpoint_override: https://b.example", PROJECT)},
    ),
    Case("a microversion as api_version", {HOME: cloud("compute_api_version: '2.79'\nvolume_api_version: '3.59'", PROJECT)}),
    Case(
        "a default microversion",
        {HOME: cloud("compute_api_version: '2'\ncompute_default_microversion: '2.79'\nvolumev3_default_microversion: '3.59'", PROJECT)},
    ),
    Case(
        "api_version and microversion disagree", {HOME: cloud("compute_api_version: '2.1'\ncompute_default_microversion: '2.79'", PROJECT)}
    ),
    Case("api_version latest", {HOME: cloud("compute_api_version: latest", PROJECT)}),
    Case(
        "api_version 2.0",
        {HOME: cloud("compute_api_version: '2.0'", PROJECT)},
        deviations={"microversion-zero": ("compute.default_microversion",)},
    ),
    Case("catalog filters", {HOME: cloud("compute_service_name: cells\nvolume_service_type: volumev2\ncompute_region_name: R2", PROJECT)}),
    Case("a disabled service", {HOME: cloud("has_network: false", PROJECT)}),
    Case(
        "retries",
        {
            HOME: cloud(
                "connect_retries: 3\ncompute_connect_retries: 5\nstatus_code_retries: 2\nvolume_connect_retry_delay: 0.5\n"
                "retriable_status_codes: '500,503'",
                PROJECT,
            )
        },
    ),
    Case("rate limits", {HOME: cloud("rate_limit: {compute: 5}\nconcurrency: {compute: 2}", PROJECT)}),
    Case("api_timeout", {HOME: cloud("api_timeout: 30", PROJECT)}),
    Case("compute_timeout is api_timeout", {HOME: cloud("compute_timeout: 30", PROJECT)}),
    Case(
        "networks",
        {
            HOME: cloud(
                "networks:\n- {name: out, routes_externally: true, default_interface: true, nat_source: true}\n"
                "- {name: in, nat_destination: true, routes_ipv6_externally: 'true'}",
                PROJECT,
            )
        },
    ),
    Case("a network without a name", {HOME: cloud("networks:\n- {routes_externally: true}", PROJECT)}),
    Case(
        "two nat destinations", {HOME: cloud("networks:\n- {name: a, nat_destination: true}\n- {name: b, nat_destination: true}", PROJECT)}
    ),
    Case("networks and external_network", {HOME: cloud("networks: [{name: a}]\nexternal_network: b", PROJECT)}),
    Case("floating_ip_source None", {HOME: cloud("floating_ip_source: 'None'", PROJECT)}),
    Case("force_ipv4 of one cloud", {HOME: cloud("force_ipv4: true", PROJECT)}),
    Case("prefer_ipv6 of one cloud", {HOME: cloud("prefer_ipv6: false", PROJECT)}),
]

TLS = [
    Case("verify false", {HOME: cloud("verify: false", PROJECT)}),
    Case("insecure as text", {HOME: cloud("insecure: 'True'", PROJECT)}),
    Case("insecure with cacert", {HOME: cloud("insecure: true\ncacert: /ca.pem", PROJECT)}),
    Case("cacert in the home", {HOME: cloud("cacert: ~/ca.pem", PROJECT)}),
    Case("cacert that is relative", {HOME: cloud("cacert: ca.pem", PROJECT)}),
    Case("client certificate", {HOME: cloud("cert: ~/both.pem", PROJECT)}),
    Case("client certificate and key", {HOME: cloud("cert: /c.pem\nkey: ~/k.pem", PROJECT)}),
    Case("a key alone", {HOME: cloud("key: /k.pem", PROJECT)}),
    Case("verify false as text", {HOME: cloud("verify: 'false'", PROJECT)}, deviations={"validate-certs": ("verify",)}),
]

REGIONS = "regions:\n- One\n- name: Two\n  values:\n    interface: internal\n    auth: {project_name: two}\n    networks: [{name: r2}]"
PROFILE = "clouds: {one: {profile: NAME, auth: {username: u, password: p, user_domain_name: d, project_name: w, project_domain_name: d}}}"
PLACES = [
    Case("the first region", {HOME: cloud(REGIONS, PROJECT)}),
    Case("a region with values", {HOME: cloud(REGIONS, PROJECT)}, cloud="one", options={"region_name": "Two"}),
    Case("a region that is not known", {HOME: cloud(REGIONS, PROJECT)}, cloud="one", options={"region_name": "two"}),
    Case("any region", {HOME: TWO}, cloud="two", options={"region_name": "Anywhere"}),
    Case("a region against region_name", {HOME: ONE}, cloud="one", options={"region_name": "Anywhere"}),
    Case("regions as a comma list", {HOME: cloud("region_name: One,Two", PROJECT)}, cloud="one", options={"region_name": "Two"}),
    Case("a region without a name", {HOME: cloud("regions:\n- values: {}", PROJECT)}),
    Case("a region with other keys", {HOME: cloud("regions:\n- {name: One, interface: internal}", PROJECT)}),
    Case("task over region", {HOME: cloud(REGIONS, PROJECT)}, cloud="one", options={"region_name": "Two", "interface": "admin"}),
    Case("a profile", {HOME: PROFILE.replace("NAME", "elastx")}),
    Case("a profile with regions", {HOME: PROFILE.replace("NAME", "citycloud")}),
    Case("a profile in another region", {HOME: PROFILE.replace("NAME", "citycloud")}, cloud="one", options={"region_name": "Kna1"}),
    Case("a profile in an unknown region", {HOME: PROFILE.replace("NAME", "citycloud")}, cloud="one", options={"region_name": "Mars"}),
    Case(
        "the cloud wins over its profile",
        {HOME: PROFILE.replace("NAME", "elastx").replace("auth: {", "region_name: mine, auth: {auth_url: 'https://a.example/v3', ")},
    ),
    Case("a profile by its old key", {HOME: PROFILE.replace("NAME", "zetta").replace("profile", "cloud")}),
    Case("a profile that is deprecated", {HOME: PROFILE.replace("NAME", "fuga")}),
    Case("a profile that is shut down", {HOME: PROFILE.replace("NAME", "ultimum")}),
    Case(
        "a profile nobody knows",
        {HOME: PROFILE.replace("NAME", "nimbus").replace("username", "auth_url: 'https://a.example/v3', username")},
        deviations={"unknown-profile": ("error",)},
    ),
    Case(
        "a profile with networks per region",
        {HOME: PROFILE.replace("NAME", "limestonenetworks")},
        cloud="one",
        options={"region_name": "us-slc"},
        deviations={"vendor-facts": ("settings.volume_api_version", "settings.block_storage_api_version")},
    ),
    Case("a profile with a hook", {HOME: PROFILE.replace("NAME", "otc")}, deviations={"vendor-facts": ("settings.vendor_hook",)}),
    Case(
        "a profile without a scheme",
        {HOME: PROFILE.replace("NAME", "otc-swiss")},
        deviations={"vendor-facts": ("settings.vendor_hook", "auth.auth_url")},
    ),
    Case(
        "rackspace",
        {HOME: "clouds: {one: {profile: rackspace, auth: {username: u, password: p, tenant_id: '77'}}}"},
        deviations={"vendor-facts": ("settings.block_storage_endpoint_override",), "microversion-zero": ("identity.default_microversion",)},
    ),
    Case(
        "a profile with v2password",
        {HOME: "clouds: {one: {profile: catalyst, auth_type: v2password, auth: {username: u, password: p, tenant_id: '77'}}}"},
        deviations={"auth-options": ("auth.tenant_id", "auth.project_id")},
    ),
    Case(
        "profiles of one's own",
        {
            HOME: PROFILE.replace("NAME", "mine"),
            PUBLIC: "public-clouds: {mine: {region_name: R, auth: {auth_url: 'https://m.example/v3'}}}",
        },
    ),
    Case(
        "a profile that is a URL",
        {HOME: PROFILE.replace("NAME", "https://cloud.example")},
        remote={"name": "example", "profile": {"auth": {"auth_url": "https://cloud.example:5000/v3"}, "regions": ["R1", "R2"]}},
    ),
    Case(
        "a profile that leads to a URL",
        {HOME: PROFILE.replace("NAME", "vexxhost")},
        remote={"name": "vexxhost", "profile": {"auth": {"auth_url": "https://auth.vexxhost.example/v3"}, "region_name": "ca-ymq-1"}},
    ),
    Case("a placeholder in auth_url", {HOME: cloud("region_name: north", "auth_url: 'https://{region_name}.example/v3'\n" + PROJECT)}),
    Case(
        "a placeholder in another setting",
        {HOME: cloud("region_name: north\nnetwork_endpoint_override: 'https://net.{region_name}.example'", PROJECT)},
    ),
    Case("a placeholder that is not set", {HOME: cloud("", "auth_url: 'https://{nowhere}.example/v3'\n" + PROJECT)}),
    Case("braces of another kind", {HOME: cloud("hint: 'a {b} c'", PROJECT)}, deviations={"placeholders": ("error",)}),
]

CASES = [*FILES, *CHOICE, *TASK, *AUTH, *SERVICES, *TLS, *PLACES]

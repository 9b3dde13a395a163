# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Merge clouds.yaml, secure.yaml, vendor profiles, OS_* variables and the options of a task into one CloudConfig.

The rules are those of the Python SDK (https://docs.openstack.org/openstacksdk/latest/user/config/configuration.html), so a clouds.yaml has
the same meaning. ``DEVIATIONS`` lists the intended differences and their reasons. This file sends no requests: the callable ``fetch`` of
the caller reads a profile that is a URL.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import namedtuple

from ansible_collections.stratus.openstack.plugins.module_utils import auth_options, cloud_files, service_types, vendors
from ansible_collections.stratus.openstack.plugins.module_utils.auth_options import AUTH_OPTIONS, PROJECT, SCOPES, is_secret
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError

DEVIATIONS = {
    "interface": (
        "No interface is set by default; without one, the public interface of the catalog is used.",
        "A default in the options would override the interface of clouds.yaml.",
    ),
    "inline-auth": (
        "If the auth of a task has an auth_url or endpoint and no cloud is named, OS_* and clouds.yaml are not used.",
        "Credentials of two clouds must never be mixed, for example with a file in the working directory.",
    ),
    "cloud-dict": (
        "The same applies to a cloud that is a mapping, unless its key cloud names another one.",
        "Settings of other sources must not be mixed in, as with auth above.",
    ),
    "cloud-regions": (
        "A cloud that is a mapping with regions takes the values of the region in region_name, and no region that is not listed.",
        "The mapping has the form and the meaning of an entry of clouds.yaml.",
    ),
    "task-replaces": (
        "A scope or a user given in the task replaces the one of clouds.yaml: project_name wins over a project_id there, and so on.",
        "Otherwise both would be sent, and the id of the file would override the name in the task without a message.",
    ),
    "validate-certs": (
        "verify, insecure: the strings true, yes, on, 1 are true and false, no, off, 0 are false, in upper or lower "
        "case (the SDK: only true, and only for insecure); a verify in the task wins over an insecure in the file.",
        "OS_VERIFY=false would otherwise be the path of a CA file, and OS_INSECURE=yes would have no effect.",
    ),
    "empty": (
        "An empty string or null means that the key is not set, in files, variables and options.",
        "AWX and shell scripts set unused values to empty strings.",
    ),
    "app-credential": (
        "With an application credential, project, domain, system scope and trust are dropped.",
        "It includes its scope; the identity service refuses a request with another scope.",
    ),
    "env-cloud": (
        "OS_* define a cloud only if they have an address (OS_AUTH_URL, OS_ENDPOINT, OS_PROFILE or OS_AUTH_TYPE=none).",
        "A stray variable such as OS_NAME would hide the only cloud of clouds.yaml.",
    ),
    "placeholders": (
        "{name} is replaced if name is a known setting; other braces are not changed, but are an error in auth_url.",
        "Strings that contain braces (passwords, JSON) are not templates; attributes of objects are not accessible.",
    ),
    "auth-options": (
        "All known auth options outside of auth are moved into it, under their names in the API v3, for each auth_type; "
        "options that the auth_type does not use are ignored.",
        "An unused OS_TOKEN or OS_TENANT_NAME must not cause a misleading error.",
    ),
    "incomplete": (
        "A missing option of a login is an error that names it, before a request is sent.",
        "The identity service only reports that the request is invalid.",
    ),
    "auth-plugin": (
        "auth_plugin, the old name of auth_type, is used if auth_type is not set.",
        "The default of auth_type would always override it.",
    ),
    "unknown-profile": (
        "An unknown profile is an error.",
        "Without the profile, the login fails with a misleading error.",
    ),
    "unsafe-yaml": (
        "YAML tags, alias bombs and files over 1 MiB are errors that name the file and line.",
        "If such a file were skipped, another one would be used.",
    ),
    "microversion-zero": (
        "An api_version such as 2.0 names a major version and implies no microversion.",
        "No service starts its microversions at 2.0; the call would be refused.",
    ),
    "vendor-facts": (
        "Wrong profiles are corrected (otc-swiss gets its https://), and hooks of the SDK are not included.",
        "A profile must lead to a working login.",
    ),
}

DEFAULTS = {
    "auth_type": "password",
    "network_api_version": "2",
    "object_store_api_version": "1",
    "floating_ip_source": "neutron",
    "secgroup_source": "neutron",
    "image_format": "qcow2",
    "image_api_use_tasks": False,
    "image_status_code_retries": "5",
    "baremetal_status_code_retries": "5",
    "baremetal_introspection_status_code_retries": "5",
}
# names of a task's options -> keys of clouds.yaml
OPTION_KEYS = {"validate_certs": "verify", "ca_cert": "cacert", "client_cert": "cert", "client_key": "key"}
# per service: an option of the task that is a mapping by service -> the suffix of the key in clouds.yaml
SERVICE_MAPS = {"endpoint_overrides": "endpoint_override", "default_microversions": "default_microversion"}
# outside of ``auth``, these options override those in ``auth``; for all other auth options ``auth`` wins
TOP_LEVEL_WINS = PROJECT + ("domain_id", "domain_name", "user_domain_id", "user_domain_name", "token", "passcode")
SELECTORS = ("cloud", "client_config_file", "client_secure_file", "cloud_name")
NOT_OURS = ("OS_TEST", "OS_STD", "OS_LOG")
# OS_* variables beside those of ``auth`` that say who logs in and where -> the setting
PLACES = {
    "region_name": "region_name",
    "auth_type": "auth_type",
    "auth_plugin": "auth_type",
    "interface": "interface",
    "endpoint_type": "interface",
}
# options of which one is the id of what the other one names
TWINS = {"user_id": "username"}
TWINS.update({name + "_id": name + "_name" for name in ("user_domain", "project", "project_domain", "domain", "default_domain")})
TWINS.update({name: identifier for identifier, name in list(TWINS.items())})
SPREAD = {"domain_id": ("user_domain_id", "project_domain_id"), "domain_name": ("user_domain_name", "project_domain_name")}
# (options of a task, options of clouds.yaml that they replace)
RIVALS = (
    (("user_id",), ("username", "user_domain_id", "user_domain_name")),
    (("username",), ("user_id",)),
    (("user_domain_id",), ("user_domain_name",)),
    (("user_domain_name",), ("user_domain_id",)),
    (("project_id",), ("project_name", "project_domain_id", "project_domain_name")),
    (("project_name",), ("project_id",)),
    (("project_domain_id",), ("project_domain_name",)),
    (("project_domain_name",), ("project_domain_id",)),
    (("application_credential_id",), ("application_credential_name",)),
    (("application_credential_name",), ("application_credential_id",)),
)
# the credentials of these logins include their scope
SELF_SCOPED = ("v3applicationcredential", "v3oauth2clientcredential")
ONE_TIME = ("passcode",)  # but not the code of an OIDC login, which is its only credential
# Regular expressions are compiled at import, before Ansible forks its workers: each worker would compile them again.
PLACE = re.compile(r"\{(\w+)\}")
VERSION = re.compile(r"\d+(\.\d+)?")
URL_VERSION = re.compile(r"(/v\d+(\.\d+)?)?/*$")  # at the end of auth_url
FALSE = ("false", "no", "off", "0")
TRUE = ("true", "yes", "on", "1")
OLD_TYPES = dict(pair.split("=") for pair in ("None=none", "token_endpoint=admin_token"))
INTERFACES = {"publicURL": "public", "internalURL": "internal", "adminURL": "admin"}

ServiceConfig = namedtuple(
    "ServiceConfig",
    (
        "interface",
        "region_name",
        "endpoint_override",
        "api_version",
        "default_microversion",
        "service_type",
        "service_name",
        "disabled",
        "connect_retries",
        "connect_retry_delay",
        "status_code_retries",
        "status_code_retry_delay",
        "retriable_status_codes",
        "rate_limit",
        "concurrency",
    ),
)


def load(cloud=None, options=None, environ=None, cwd=None, home=None, files=None, fetch=None, load_login=None):
    """The CloudConfig for one cloud in one region. Raises CloudError.

    ``cloud``: a name, a mapping (a complete entry of clouds.yaml), or None for the default cloud. ``options``: the options of the task
    (``auth``, ``region_name``, ``validate_certs`` ...). ``environ``, ``cwd``, ``home``: replace those of this process. ``files``: paths of
    clouds.yaml that replace the default ones. ``fetch(url)``: returns the parsed JSON of a profile. ``load_login(auth_type)``: registers a
    login of another collection, None if that is not possible.
    """
    sources = Sources(environ, cwd, home, files, fetch, load_login)
    return sources.build(*_select_cloud(sources, cloud, _normalize_task(options or {})))


def load_all(
    names=None,
    regions=None,
    options=None,
    environ=None,
    cwd=None,
    home=None,
    files=None,
    fetch=None,
    failed=None,
    load_login=None,
):
    """The CloudConfigs (list) of all clouds, or those in ``names``, in each of their regions, or those in ``regions``.

    ``names`` can contain all that ``load`` accepts as a cloud. A cloud without configured regions accepts all ``regions``. A wrong entry
    raises CloudError, unless ``failed`` is a list: then (name, CloudError) is appended to it, and the other clouds are loaded.
    """
    sources = Sources(environ, cwd, home, files, fetch, load_login)
    task, found = _normalize_task(options or {}), []
    for cloud in sources.clouds if names is None else names:
        try:
            name, entry, origin, own = _select_cloud(sources, cloud, task)
            known = [region["name"] for region in sources.regions(name, entry)]
            wanted = known or [""] if regions is None else [region for region in regions if region in known] if known else regions
            if own is not task and own.get("region_name"):  # the mapping names a region of its own
                wanted = [own["region_name"]] if regions is None or own["region_name"] in regions else []
            found.extend(sources.build(name, entry, origin, dict(own, region_name=region)) for region in wanted)
        except CloudError as error:
            if failed is None:
                raise
            failed.append((cloud.get("name") or cloud.get("cloud") or "inline" if isinstance(cloud, dict) else cloud, error))
    return found


def _select_cloud(sources, cloud, task):
    """(name, entry, origin, options of the task) of the requested cloud. A mapping with the key cloud changes an entry of clouds.yaml."""
    if isinstance(cloud, dict) and isinstance(cloud.get("cloud"), str) and cloud["cloud"] in sources.clouds:
        task = _apply_task(_normalize_task({key: value for key, value in cloud.items() if key != "cloud"}), task)
        cloud = cloud["cloud"]
    elif isinstance(cloud, dict):
        cloud = _clean_keys(cloud)
        if cloud.get("regions") and isinstance(cloud.get("region_name"), str):
            task = {"region_name": cloud.pop("region_name"), **task}
    return (*sources.choose(cloud, task), task)


class Sources:
    """The clouds of the files and of the environment, and the profiles."""

    def __init__(self, environ=None, cwd=None, home=None, files=None, fetch=None, load_login=None):
        self.environ = os.environ if environ is None else environ
        self.fetch, self.load_login = fetch, load_login
        self.warnings = []
        home = home or self.environ.get("HOME") or os.path.expanduser("~")
        self.dirs = cloud_files.search_dirs(self.environ, cwd or os.getcwd(), home)
        self.tried = list(files) if files is not None else self._candidate_paths("clouds", "OS_CLIENT_CONFIG_FILE")
        self.path, document = cloud_files.read_first(self.tried, self.warnings)
        self.secure_path, secure = cloud_files.read_first(self._candidate_paths("secure", "OS_CLIENT_SECURE_FILE"), self.warnings)
        self.paths = [path for path in (self.path, self.secure_path) if path]
        if self.path and "clouds" not in document:
            self.warnings.append("%s has no 'clouds'" % self.path)
        self.clouds = _merge_deep(_read_entries(self.path, "clouds", document), _read_entries(self.secure_path, "clouds", secure))
        self.client = _clean_keys(_get_mapping("client", _merge_deep(document, secure)))
        self.env_name = self.environ.get("OS_CLOUD_NAME") or "envvars"
        if self.env_name in self.clouds:
            raise CloudError(
                "%s defines a cloud named '%s', the name of the cloud of the OS_* variables" % (" and ".join(self.paths), self.env_name),
                hint="Rename it, or set OS_CLOUD_NAME to another name",
            )
        entry = self._cloud_from_environment()
        if entry:
            self.clouds[self.env_name] = entry
        self._profiles = {}
        self.chosen_by_variable = False

    def _candidate_paths(self, kind, variable=None):
        return cloud_files.candidates(kind, self.dirs, self.environ.get(variable) if variable else None)

    def _variables(self):
        """The settings in the OS_* variables, as a dict {name of the variable: value}, without those that are empty or select a cloud."""
        names = [name for name in self.environ if name.startswith("OS_") and not name.startswith(NOT_OURS)]
        return {name: self.environ[name] for name in names if self.environ[name] != "" and name[3:].lower() not in SELECTORS}

    def _cloud_from_environment(self):
        """The entry of the OS_* variables; None if they do not contain an address to log in to."""
        entry = _clean_keys({name[3:].lower(): value for name, value in self._variables().items()})
        usable = any(entry.get(key) for key in ("auth_url", "endpoint", "url", "profile")) or entry.get("auth_type") == "none"
        return entry if usable else None

    def choose(self, cloud, task):
        """(name, entry, origin) of the requested cloud. Raises CloudError if it does not exist."""
        if isinstance(cloud, dict):
            return str(cloud.get("name") or "inline"), _clean_keys(cloud), "the cloud given in the task"
        if not cloud:
            if task["auth"].get("auth_url") or task["auth"].get("endpoint"):
                return "inline", {}, "the auth given in the task"
            self.chosen_by_variable = bool(self.environ.get("OS_CLOUD"))
            cloud = self.environ.get("OS_CLOUD") or self._default_cloud()
            if not cloud:
                return None, {}, "no cloud is named (cloud, OS_CLOUD), and neither auth nor OS_AUTH_URL is set; %s" % self._list_known()
        if not isinstance(cloud, str):
            raise CloudError("cloud has to be a name or a mapping, not '%s'" % (cloud,))
        if cloud not in self.clouds:
            hint = "; ".join(self.warnings + self._explain_name(cloud)) or None
            raise CloudError("cloud '%s' was not found; %s" % (cloud, self._list_known()), hint=hint)
        if cloud == self.env_name:
            return cloud, self.clouds[cloud], "the OS_* variables"
        return cloud, self.clouds[cloud], "cloud '%s' from %s" % (cloud, " and ".join(self.paths))

    def _explain_name(self, cloud):
        """What a name of a cloud that does not exist means, as a list of texts."""
        if cloud == "defaults":
            return ["The SDK calls its settings so where there is no clouds.yaml: remove `cloud`, and set `auth` or the OS_* variables"]
        if cloud == self.env_name:
            return ["This is the cloud of the OS_* variables, but OS_AUTH_URL is not set"]
        return []

    def _default_cloud(self):
        if self.env_name in self.clouds:
            return self.env_name
        return next(iter(self.clouds)) if len(self.clouds) == 1 else None

    def _list_known(self):
        if self.paths:
            return "known: %s (read: %s)" % (", ".join(self.clouds) or "none", ", ".join(self.paths))
        known = "known: %s; " % ", ".join(self.clouds) if self.clouds else ""
        return "%sno clouds.yaml in %s" % (known, ", ".join(dict.fromkeys(os.path.dirname(path) for path in self.tried)) or "any place")

    def profile(self, entry):
        """The settings of the vendor in ``profile``, or in its old name ``cloud``."""
        name = entry.get("profile") or entry.get("cloud")
        if not name or name == self.env_name:
            return {}
        if not isinstance(name, str):
            raise CloudError("profile has to be a name or a URL")
        if name not in self._profiles:
            self._profiles[name] = self._find_profile(name)
        return self._profiles[name]

    def _find_profile(self, name):
        path, document = cloud_files.read_first(self._candidate_paths("clouds-public"), self.warnings)
        public = _read_entries(path, "public-clouds", document)
        if name in public:
            return public[name]
        if name in vendors.SHUTDOWN:
            raise CloudError("profile '%s' is a cloud that no longer exists: %s" % (name, vendors.SHUTDOWN[name]))
        if name in vendors.DEPRECATED:
            self.warnings.append("profile '%s' is deprecated: %s" % (name, vendors.DEPRECATED[name]))
        known = vendors.PROFILES.get(name)
        if known is None and "://" in name:
            return self._fetch_profile(name)
        if known is None:
            raise CloudError("profile '%s' is not known; known: %s" % (name, ", ".join(sorted(list(vendors.PROFILES) + list(public)))))
        return self._fetch_profile(known["profile"]) if "profile" in known else _clean_keys(known)

    def _fetch_profile(self, url):
        if self.fetch is None:
            raise CloudError("profile '%s' has to be fetched, which is not possible here" % url)
        document = self.fetch("/".join(url.split("/")[:3]) + "/.well-known/openstack/api")
        if not isinstance(document, dict) or not isinstance(document.get("profile"), dict):
            raise CloudError("%s did not answer with a cloud profile" % url)
        local = {key: value for key, value in vendors.PROFILES.get(document.get("name"), {}).items() if key != "profile"}
        return _merge_deep(_clean_keys(document["profile"]), _clean_keys(local))

    def regions(self, name, entry):
        """The configured regions of a cloud, a list of {name, values}; empty if all names are accepted."""
        found = entry.get("regions")
        if found is None and entry.get("region_name"):
            found = entry["region_name"]
            found = found.split(",") if isinstance(found, str) else found
        if found is None:
            profile = self.profile(entry)
            found = profile.get("regions") or ([profile["region_name"]] if profile.get("region_name") else [])
        if not isinstance(found, list):
            raise CloudError("cloud '%s': regions has to be a list" % name)
        return [_parse_region(name, region) for region in found]

    def build(self, name, entry, origin, task):
        """The CloudConfig of an entry, overridden by the options of the task."""
        region = self._choose_region(name, entry, task.get("region_name"))
        base = {}
        for source in (self.profile(entry), entry, region["values"]):
            base = _merge_sources(base, source)
        for key in ("regions", "cloud", "profile", "status", "message"):
            base.pop(key, None)
        base["region_name"] = region["name"]
        auth_type = task.get("auth_type") or base.get("auth_type") or base.get("auth_plugin")
        if self.load_login and isinstance(auth_type, str) and "." in auth_type:
            try:
                self.load_login(auth_type)
            except CloudError as error:
                raise error.about(origin) from None
            task = _normalize(task)  # the options of this login were not known before
        merged = _apply_task({**DEFAULTS, **_normalize(base)}, {key: value for key, value in task.items() if key != "region_name"})
        if merged["auth_type"] in SELF_SCOPED:
            for key in [key for keys in SCOPES.values() for key in keys] + list(PROJECT):
                merged["auth"].pop(key, None)
        merged["force_ipv4"] = self._force_ipv4(merged)
        try:
            config = CloudConfig(name, origin, merged, list(self.warnings))
        except CloudError as error:
            raise error.about(origin) from None
        if self.chosen_by_variable and name != self.env_name:
            self._warn_of_unused_variables(config, task)
        return config

    def _warn_of_unused_variables(self, config, task):
        """Add a warning for OS_* variables that name another user, project or place than the cloud that OS_CLOUD names."""
        values = {}  # setting -> (variable, value)
        for variable, value in sorted(self._variables().items()):
            setting = auth_options.canonical(variable[3:].lower()) or PLACES.get(variable[3:].lower())
            if setting and setting not in task and setting not in task["auth"]:
                values[setting] = (variable, value)
        unused = [variable for setting, (variable, value) in values.items() if not self._is_effective(config, setting, value, values)]
        if unused:
            has, them = ("has", "it") if len(unused) == 1 else ("have", "them")
            text = "OS_CLOUD selects %s, so %s %s no effect (the openstack command would use %s): unset %s, or set `cloud` in the task"
            config.warnings.append(text % (config.describe(), ", ".join(unused), has, them, them))

    @staticmethod
    def _is_effective(config, setting, value, values):
        """Whether a cloud has the value of a variable, by its own name or by that of its twin. ``values``: those of all variables."""
        have = {**config.auth, "region_name": config.region_name, "auth_type": config.auth_type}
        if setting == "interface":
            return _parse_interfaces(value) == (config.interface or ["public"])
        if setting == "auth_url":
            return URL_VERSION.sub("", value) == URL_VERSION.sub("", have.get("auth_url") or "")
        twin = TWINS.get(setting)
        if have.get(setting) is None and have.get(twin):
            is_default = value.lower() == have[twin].lower() == "default"  # the first domain has this id and, usually, this name
            return is_default or (twin in values and values[twin][1] == have[twin])
        return have.get(setting) == value

    def _force_ipv4(self, config):
        """Whether to use IPv4 only: by the cloud, else by a variable, else by the section `client` of the file."""
        client = {
            "prefer_ipv6": self.environ.get("OS_PREFER_IPV6") or self.client.get("prefer_ipv6"),
            "force_ipv4": self.environ.get("OS_FORCE_IPV4") or self.client.get("force_ipv4") or self.client.get("broken_ipv6"),
        }
        own = {key: config.pop(key, None) for key in client}
        chosen = {key: value if own[key] is None else own[key] for key, value in client.items()}
        return _parse_boolean(chosen["force_ipv4"]) is True or _parse_boolean(chosen["prefer_ipv6"]) is False

    def _choose_region(self, name, entry, wanted):
        known = self.regions(name, entry)
        if not known:
            return {"name": wanted or "", "values": {}}
        if not wanted:
            if entry.get("regions") and entry.get("region_name") not in (None, known[0]["name"]):
                text = "cloud '%s': region_name %s has no effect, since regions is set: the first region, %s, is used"
                self.warnings.append(text % (name, entry["region_name"], known[0]["name"]))
            return known[0]
        for region in known:
            if region["name"] == wanted:
                return region
        raise CloudError(
            "region '%s' is not one of cloud '%s'; known: %s (case matters)" % (wanted, name, ", ".join(region["name"] for region in known))
        )


class CloudConfig:
    """One cloud in one region, ready to log in to.

    ``auth``: dict of the auth options (strings; ``auth_methods`` is a list). ``interface``: list of names, empty if none is configured.
    ``verify``: True, False or the path of a CA file. ``cert``: None, a path or (cert, key). ``api_timeout``: seconds or None.
    ``networks``: list of dicts, each with its name and all flags. ``settings``: all other keys of clouds.yaml.
    """

    def __init__(self, name, origin, settings, warnings):
        settings = dict(settings)
        self._services = {}
        self.name = name
        self.origin = origin
        self.warnings = warnings
        self.region_name = settings.pop("region_name", None) or None
        self.auth_type = settings.pop("auth_type")
        self.auth = settings.pop("auth")
        self.interface = _parse_interfaces(settings.pop("interface", None))
        self.verify, self.cert = _parse_tls(settings, self.describe(), warnings)
        self.api_timeout = _parse_number(settings.pop("api_timeout", None), "api_timeout")
        self.networks = _parse_networks(settings)
        self.force_ipv4 = settings.pop("force_ipv4")
        warnings.extend(
            "%s: %s is '%s', which is no number, and is ignored" % (self.describe(), key, settings[key])
            for key in settings
            if key.endswith("_api_version") and not str(settings[key])[:1].isdecimal()
        )
        known = dict(
            settings,
            region_name=self.region_name,
            **{key: value for key, value in self.auth.items() if key in AUTH_OPTIONS and not AUTH_OPTIONS[key].secret},
        )
        self.settings = {key: _fill_placeholders(value, known) if key != "password" else value for key, value in settings.items()}
        if "auth_url" in self.auth:
            self.auth["auth_url"] = _fill_placeholders(self.auth["auth_url"], known)
            if set("{}") & set(self.auth["auth_url"]):
                raise CloudError("auth_url '%s' has a placeholder that is not set" % self.auth["auth_url"])

    def for_service(self, service_type):
        """The ServiceConfig of a service, by its official type or an alias. Raises CloudError."""
        if service_type not in self._services:
            try:
                self._services[service_type] = self._for_service(service_type)
            except CloudError as error:
                raise error.about(self.describe()) from None
        return self._services[service_type]

    def _for_service(self, service_type):
        prefixes = service_types.option_names(service_type)

        def option(key, common=False, number=None):
            names = ["%s_%s" % (prefix, key) for prefix in prefixes] + ([key] if common else [])
            value = next((self.settings[name] for name in names if name in self.settings), None)
            return _parse_number(value, key, number) if number else value

        def by_service(key):
            table = self.settings.get(key) or {}
            if not isinstance(table, dict):
                raise CloudError("%s has to be a mapping by service" % key)
            return _parse_number(next((table[prefix] for prefix in prefixes if prefix in table), None), key)

        version, microversion = _parse_versions(option("api_version"), option("default_microversion"), service_type)
        codes = option("retriable_status_codes", common=True) or []
        if not isinstance(codes, (str, list)):
            raise CloudError("retriable_status_codes has to be a list of numbers, not '%s'" % codes)
        enabled = next((self.settings["has_" + prefix] for prefix in prefixes if "has_" + prefix in self.settings), True)
        everything_at = self.auth.get("endpoint") if self.auth_type in ("none", "admin_token", "http_basic") else None
        return ServiceConfig(
            interface=_parse_interfaces(option("interface")) or self.interface or ["public"],
            region_name=option("region_name") or self.region_name,
            endpoint_override=option("endpoint_override") or option("endpoint") or everything_at,
            api_version=version,
            default_microversion=microversion,
            service_type=option("service_type"),
            service_name=option("service_name"),
            disabled=_parse_boolean(enabled) is False,
            connect_retries=option("connect_retries", True, int),
            connect_retry_delay=option("connect_retry_delay", True, float),
            status_code_retries=option("status_code_retries", True, int),
            status_code_retry_delay=option("status_code_retry_delay", True, float),
            retriable_status_codes=[
                _parse_number(code, "retriable_status_codes", int) for code in (codes.split(",") if isinstance(codes, str) else codes)
            ]
            or None,
            rate_limit=by_service("rate_limit"),
            concurrency=by_service("concurrency"),
        )

    def secrets(self):
        """The values that must never be shown."""
        found = {str(self.auth[key]) for key in self.auth if key not in AUTH_OPTIONS or AUTH_OPTIONS[key].secret}
        found.update(str(value) for key, value in self.settings.items() if is_secret(key) and not isinstance(value, (dict, bool)))
        return {value for value in found if value}

    def identity(self):
        """A key for caches of tokens (str): the same for the same login in all regions. It does not depend on one-time values, since a
        new passcode in each task would require a login in each task."""
        auth = {key: value for key, value in self.auth.items() if key not in ONE_TIME}
        text = json.dumps([self.auth_type, auth, self.cert, self.verify], sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    def is_for_once(self):
        """Whether the login contains a one-time value."""
        return any(self.auth.get(key) for key in ONE_TIME)

    def describe(self):
        """The origin of this configuration, for messages."""
        return self.origin


def _normalize_task(options):
    """The options of a task with the keys of clouds.yaml, without those that are not set."""
    task = {}
    for key, value in _clean_keys(options).items():
        if key in SERVICE_MAPS:
            task.update({"%s_%s" % (service_types.option_names(service)[0], SERVICE_MAPS[key]): one for service, one in value.items()})
        else:
            key = key[3:] if key.startswith("os_") else key
            task[OPTION_KEYS.get(key, key)] = value
    return _normalize(task)


def _clean_keys(value):
    """A mapping with underscores in its keys, numbers as strings, and without empty values. Lists are not changed."""
    cleaned = {}
    for key, item in value.items():
        key = str(key).replace("-", "_")
        if isinstance(item, dict):
            item = _clean_keys(item)
        elif key == "auth" and item not in (None, ""):
            raise CloudError("auth is not a mapping")
        elif not isinstance(item, (str, bool, list, type(None))) and key not in ("api_timeout", "verbose_level"):
            item = str(item)
        if item is not None and item != "":
            cleaned[key] = item
    return cleaned


def _get_mapping(key, document):
    found = document.get(key)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise CloudError("%s is not a mapping" % key)
    return found


def _read_entries(path, section, document):
    """The entries of a section of a file, by name."""
    entries, place = {}, path
    try:
        clouds = _get_mapping(section, document)
        for name in clouds:
            place = "%s: '%s'" % (path, name)
            entries[str(name)] = _clean_keys(_get_mapping(name, clouds))
    except CloudError as error:
        raise error.about(place) from None
    return entries


def _merge_deep(low, high):
    """Merge two mappings and the mappings inside them; ``high`` wins."""
    merged = dict(low)
    for key, value in high.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _merge_deep(merged[key], value) if both else value
    return merged


def _merge_sources(low, high):
    """Merge two mappings; ``high`` wins. Of the mappings inside them, only ``auth`` is merged, the others are replaced."""
    merged = {**low, **high}
    merged["auth"] = {**low.get("auth", {}), **high.get("auth", {})}
    return merged


def _apply_task(low, high):
    """Merge a normalized task into a normalized cloud: a user, a scope or a TLS option of the task replaces those of the cloud."""
    wanted, auth = high.get("auth", {}), dict(low["auth"])
    for chosen, rivals in RIVALS:
        if any(key in wanted for key in chosen):
            for key in rivals:
                auth.pop(key, None)
    scopes = [name for name, keys in SCOPES.items() if any(key in wanted for key in keys)]
    if scopes:
        for name, keys in SCOPES.items():
            for key in keys + (PROJECT[2:] if name == "project" else ()):
                if name not in scopes:
                    auth.pop(key, None)
    merged = {**low, **high}
    if "verify" in high and "insecure" not in high:
        merged.pop("insecure", None)
    merged["auth"] = {**auth, **wanted}
    return merged


def _normalize(config):
    """Replace old names and wrong types, and move all auth options into ``auth``. A second call changes nothing."""
    config = dict(config)
    auth = dict(config.pop("auth", {}))
    for key in [key for key in config if key.endswith("timeout") and key not in ("timeout", "api_timeout")]:
        config["api_timeout"] = config.pop(key)
    for key in [key for key in config if key.endswith("endpoint_type")]:
        config[key.replace("endpoint_type", "interface")] = config.pop(key)
    plugin = config.pop("auth_plugin", None)
    auth_type = config.get("auth_type") or plugin
    if auth_type and not isinstance(auth_type, str):
        raise CloudError("auth_type has to be a name")
    if auth_type:
        config["auth_type"] = OLD_TYPES.get(auth_type, auth_type)
    for option in AUTH_OPTIONS.values():
        value = _take_option(option, config, auth, tenant_first=auth_type == "v2password")
        if value is not None:
            auth[option.name] = _parse_auth_value(option, value)
    if auth.get("project_id") or auth.get("project_name"):
        for source, targets in SPREAD.items():
            value = auth.pop(source, None)
            for target in targets:
                if value is not None:
                    auth.setdefault(target, value)
    config["auth"] = auth
    return config


def _take_option(option, config, auth, tenant_first):
    """Remove an option with all its names from ``config`` and ``auth`` -> the value that wins, or None."""
    names = (option.name,) + option.aliases
    if tenant_first and any(name.startswith("tenant") for name in names):
        names = names[::-1]
    if option.name in TOP_LEVEL_WINS:
        places = [(place, name) for name in names for place in (config, auth)]
    else:
        places = [(place, name) for place in (auth, config) for name in names]
    values = [place.pop(name, None) for place, name in places]
    return next((value for value in values if value is not None), None)


def _parse_auth_value(option, value):
    if option.type == "list":
        if not isinstance(value, (str, list)):
            raise CloudError("auth.%s has to be a list" % option.name)
        return [part.strip() for part in value.split(",")] if isinstance(value, str) else [str(part) for part in value]
    if isinstance(value, (dict, list)):
        raise CloudError("auth.%s has to be a single value" % option.name)
    if option.name == "system_scope" and _parse_boolean(value) is True:
        return "all"
    return str(value)


def _parse_boolean(value):
    """True or False for a boolean or a word that means one; any other value unchanged."""
    word = value.strip().lower() if isinstance(value, str) else None
    return True if word in TRUE else False if word in FALSE else value


def _parse_number(value, key, number=float):
    if value is None or isinstance(value, (int, float)) and number is float:
        return value
    try:
        return number(value)
    except (TypeError, ValueError):
        raise CloudError("%s has to be a number, not '%s'" % (key, value)) from None


def _parse_interfaces(value):
    """A list of interface names from a name, a list, or names with commas. ``publicURL`` is an old name of ``public``."""
    if value is None:
        return []
    names = value.split(",") if isinstance(value, str) else value
    if not isinstance(names, list):
        raise CloudError("interface has to be a name or a list of names, not '%s'" % (value,))
    return [INTERFACES.get(str(name).strip(), str(name).strip()) for name in names if name]


def _parse_tls(settings, origin, warnings):
    """(verify, cert) in the form of the HTTP library."""
    insecure, verify = _parse_boolean(settings.pop("insecure", False)), _parse_boolean(settings.pop("verify", True))
    authority, cert, key = (os.path.expanduser(str(settings.pop(name, None) or "")) for name in ("cacert", "cert", "key"))
    if insecure is True:
        verify = False
    if verify is False and authority:
        warnings.append("%s: cacert is not used, since certificates are not verified" % origin)
    elif verify is True and authority:
        verify = authority
    return verify, ((cert, key) if key else cert) if cert else None


def _fill_placeholders(value, known):
    """Replace ``{name}`` in a text by the known value; other braces stay."""
    if not isinstance(value, str) or "{" not in value:
        return value

    def one(match):
        found = known.get(match.group(1))
        return found if isinstance(found, str) and found else match.group(0)

    return PLACE.sub(one, value)


def _parse_versions(version, microversion, service_type):
    """(major version, microversion) from ``api_version`` and ``default_microversion``; ``2.79`` means version 2 at 2.79."""
    if version is None or not VERSION.fullmatch(str(version)):
        return None, microversion
    major, dot, minor = str(version).partition(".")
    if not dot or not int(minor):
        return str(version), microversion
    if microversion and microversion != version:
        raise CloudError(
            "%s: api_version %s and default_microversion %s contradict each other" % (service_type, version, microversion),
            hint="Set api_version to the major version alone",
        )
    return major, version


def _parse_region(cloud, region):
    if not isinstance(region, dict):
        return {"name": str(region), "values": {}}
    if "name" not in region or set(region) - {"name", "values"} or not isinstance(region.get("values") or {}, dict):
        raise CloudError("cloud '%s': a region has to be a name, or a mapping of name and values, not %s" % (cloud, sorted(region)))
    return {"name": str(region["name"]), "values": _clean_keys(region.get("values") or {})}


def _parse_networks(settings):
    """``networks`` with all flags; ``external_network`` and ``internal_network`` are the old form."""
    flags = ("routes_externally", "routes_ipv4_externally", "routes_ipv6_externally", "nat_source", "nat_destination", "default_interface")
    old = {key: settings.pop(key) for key in ("external_network", "internal_network") if key in settings}
    networks = settings.pop("networks", [])
    if not isinstance(networks, list):
        raise CloudError("networks has to be a list")
    if old and networks:
        raise CloudError("%s and networks exclude each other: name it in networks" % " and ".join(old))
    networks = networks + [
        {
            "name": name,
            "routes_externally": key == "external_network",
            "default_interface": key == "external_network",
            "nat_destination": key == "internal_network",
        }
        for key, name in old.items()
    ]
    filled = []
    for network in networks:
        if not isinstance(network, dict) or not network.get("name"):
            raise CloudError("an entry of networks has no name: %s" % (network,))
        default = network.get("routes_externally", False)
        full = {flag: _parse_boolean(network.get(flag, default if "_ip" in flag else False)) is True for flag in flags}
        filled.append(dict(full, name=network["name"]))
    for flag in ("nat_destination", "default_interface"):
        names = [network["name"] for network in filled if network[flag]]
        if len(names) > 1:
            raise CloudError("only one of networks can have %s, not %s" % (flag, " and ".join(map(str, names))))
    return filled

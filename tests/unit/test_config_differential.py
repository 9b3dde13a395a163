# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same configurations through ``openstack.config`` of the Python SDK and through ours: the outcome is compared field by field."""

from __future__ import annotations

import importlib
import warnings
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openstack.config.loader
import openstack.config.vendors
import pytest
import yaml

from ansible_collections.stratus.openstack.plugins.module_utils import auth, config
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from tests.unit.config_cases import CASES, ENV, HOME, PROJECT, REGIONS, SERVICES_SEEN, TWO, Case, cloud

REFUSED = yaml.safe_load((Path(__file__).parent / "config_refused.yaml").read_text())
# settings that exist in one loader only and say nothing of a cloud, or that have a field of their own below
NO_SETTINGS = {
    "auth",
    "auth_type",
    "verify",
    "cacert",
    "cert",
    "key",
    "insecure",
    "api_timeout",
    "networks",
    "interface",
    "region_name",
    "regions",
    "profile",
    "message",
    "status",
    "disable_vendor_agent",
    "external_network",
    "internal_network",
    "cloud",
    "client_config_file",
    "client_secure_file",
    "cloud_name",
    "force_ipv4",
    "prefer_ipv6",
    "name",
}


class Complete(Exception):
    """The login had all it needs to send its first request."""


def attempt(wanted: config.CloudConfig) -> None:
    """Log in up to the first request: what the login lacks is found before."""

    def send(*_args: object, **_kwargs: object) -> None:
        raise Complete

    try:
        auth.login(wanted, send, notify=print)
    except Complete:
        pass


def ours(case: Case, environ: dict[str, str], root: Path) -> dict[str, Any]:
    """The outcome of our loader; {"error": text} when it refuses."""
    try:
        found = config.load(
            case.cloud, case.options, environ=environ, cwd=str(root / "work"), home=str(root / "home"), fetch=lambda url: case.remote
        )
        attempt(found)
        outcome = flat("auth", found.auth) | flat(
            "settings", {key: value for key, value in found.settings.items() if key not in NO_SETTINGS}
        )
        for service in SERVICES_SEEN:
            outcome |= flat(service, found.for_service(service)._asdict())
    except CloudError as error:
        return {"error": str(error)}
    outcome |= {key: getattr(found, key) for key in ("region_name", "auth_type", "verify", "cert", "api_timeout", "force_ipv4", "networks")}
    return {key: comparable(value) for key, value in outcome.items()}


def theirs(case: Case) -> dict[str, Any]:
    """The outcome of the SDK."""
    names = config.OPTION_KEYS
    options = {names.get(key, key): value for key, value in case.options.items() if value is not None and key not in config.SERVICE_MAPS}
    options = case.cloud | options if isinstance(case.cloud, dict) else options | {"cloud": case.cloud}
    try:
        # the search path is made when the module is imported
        loader = importlib.reload(openstack.config.loader)
        found = loader.OpenStackConfig().get_one(**(options | case.sdk))
        verify, cert = found.get_requests_verify_args()
        outcome = flat("auth", found.config["auth"])
        outcome |= flat("settings", {key: value for key, value in found.config.items() if key not in NO_SETTINGS})
        for service in SERVICES_SEEN:
            outcome |= flat(service, of_service(found, service))
    except Exception as error:  # whatever it is: it is what its user sees
        return {"error": f"{type(error).__name__}: {error}"}
    outcome |= {
        "region_name": found.region_name,
        "auth_type": found.config["auth_type"],
        "verify": verify,
        "cert": cert,
        "api_timeout": found.config["api_timeout"],
        "force_ipv4": str(found.force_ipv4).lower() == "true",
        "networks": found.config["networks"],
    }
    return {key: comparable(value) for key, value in outcome.items()}


def of_service(found: Any, service: str) -> dict[str, Any]:
    """The SDK's settings of one service, by the names of our ServiceConfig."""
    interface = found.get_interface(service)
    version = found._get_version_request(service, None)
    catalog_type = found.get_service_type(service)
    endpoint = found.get_endpoint(service)
    if found.config["auth_type"] in ("admin_token", "http_basic"):
        endpoint = found.config["auth"]["endpoint"]  # where its plugins for these send everything
    return {
        "interface": [interface] if isinstance(interface, str) else interface,
        "region_name": found.get_region_name(service),
        # without a scope the SDK sends identity calls to auth_url; that is the session's business here
        "endpoint_override": None if service == "identity" and endpoint == found.config["auth"].get("auth_url") else endpoint,
        "api_version": version.version,
        "default_microversion": version.default_microversion,
        "service_type": None if catalog_type == service else catalog_type,
        "service_name": found.get_service_name(service),
        "disabled": found.config.get("has_" + service.replace("-", "_")) is False,
        "connect_retries": found.get_connect_retries(service),
        "connect_retry_delay": found.get_connect_retry_delay(service),
        "status_code_retries": found.get_status_code_retries(service),
        "status_code_retry_delay": found.get_status_code_retry_delay(service),
        "retriable_status_codes": found.get_retriable_status_codes(service),
        "rate_limit": found.get_rate_limit(service),
        "concurrency": found.get_concurrency(service),
    }


def flat(prefix: str, values: dict[str, Any]) -> dict[str, Any]:
    return {f"{prefix}.{key}": value for key, value in values.items()}


def comparable(value: Any) -> Any:
    """Nothing is nothing, and a number is a number, however it is written."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, list):
        return sorted((comparable(item) for item in value), key=str) if all(isinstance(item, dict) for item in value) else value
    if isinstance(value, dict):
        return {key: comparable(item) for key, item in value.items()}
    try:
        return float(value)
    except (TypeError, ValueError):
        return value or None


def differing(one: dict[str, Any], other: dict[str, Any]) -> set[str]:
    if ("error" in one) != ("error" in other):
        return {"error"}
    return set() if "error" in one else {key for key in one | other if one.get(key) != other.get(key)}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A function that makes a case's files and environment for both loaders and gives (environ, root)."""

    def make(case: Case) -> tuple[dict[str, str], Path]:
        for folder in ("work", "home", "etc"):
            (tmp_path / folder).mkdir()
        for name, text in case.files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        environ = {"HOME": str(tmp_path / "home"), "XDG_CONFIG_DIRS": str(tmp_path / "etc")}
        environ |= {key: value.replace("{root}", str(tmp_path)) for key, value in case.env.items()}
        for key in list(config.os.environ):
            if key.startswith(("OS_", "XDG_", "SNAP_")):
                monkeypatch.delenv(key)
        for key, value in environ.items():
            monkeypatch.setenv(key, value)
        monkeypatch.chdir(tmp_path / "work")
        monkeypatch.setattr(openstack.config.vendors, "_VENDOR_DEFAULTS", {})
        answer = SimpleNamespace(ok=True, json=lambda: case.remote)
        monkeypatch.setattr(openstack.config.vendors.requests, "get", lambda url, timeout: answer)
        return environ, tmp_path

    return make


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_both_loaders_agree_but_for_the_deviations(case: Case, place) -> None:
    environ, root = place(case)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        here, there = ours(case, environ, root), theirs(case)
    assert here.get("error", "").replace(str(root), "{root}") == REFUSED.get(case.name, "")
    announced = {field for fields in case.deviations.values() for field in fields}
    found = differing(here, there)
    shown = {key: (here.get(key), there.get(key)) for key in sorted(found | announced | ({"error"} & (here.keys() | there.keys())))}
    assert found == announced, f"(ours, theirs): {shown}"


def test_both_list_the_same_clouds_and_regions(place) -> None:
    everything = f"{TWO}{cloud(REGIONS, PROJECT, name='wide').removeprefix('clouds:')}  city: {{profile: citycloud, auth: {{username: u}}}}"
    environ, root = place(Case("all", {HOME: everything}, ENV | {"OS_REGION_NAME": "Env"}))
    here = config.load_all(environ=environ, cwd=str(root / "work"), home=str(root / "home"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        there = importlib.reload(openstack.config.loader).OpenStackConfig().get_all()
    assert [(one.name, one.region_name or "") for one in here] == [(one.name, one.region_name) for one in there]
    assert len(here) == 1 + 1 + 2 + 6 + 1


def test_each_deviation_is_documented_and_exercised() -> None:
    assert {name for case in CASES for name in case.deviations} == set(config.DEVIATIONS)


def test_there_are_enough_cases_and_no_two_of_one_name() -> None:
    names = [case.name for case in CASES]
    assert len(names) >= 60
    assert len(set(names)) == len(names)

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the configuration gives beyond what the Python SDK's has: see test_config_differential for the rules that both share."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import openstack.config.vendors
import os_service_types
import pytest

from ansible_collections.stratus.openstack.plugins.module_utils import auth_options, config, service_types, vendors
from ansible_collections.stratus.openstack.plugins.module_utils.config import CloudConfig
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError

CLOUDS = """
clouds:
  one:
    regions: [R1, R2]
    auth: &login {auth_url: https://one.example/v3, username: fred, password: pa55word, user_domain_name: Default}
  two:
    profile: citycloud
    auth: {username: fred, password: secret, user_domain_name: Default}
  broken:
    regions: [{values: {}}]
    auth: *login
"""
ENV = {"OS_AUTH_URL": "https://env.example/v3", "OS_REGION_NAME": "E", "OS_TOKEN": "t0ken"}


def load(text: str | None = None, cloud: Any = None, options: dict[str, Any] | None = None, **more: Any) -> CloudConfig:
    """Load from a clouds.yaml with this text and nothing else."""
    return config.load(cloud, options, **isolated(text, **more))


def isolated(text: str | None = None, **more: Any) -> dict[str, Any]:
    """Arguments that keep the machine's own configuration out."""
    return {"environ": {}, "cwd": "/nowhere", "home": "/nowhere", "files": []} | ({"files": [write(text)]} if text else {}) | more


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(text: str, name: str = "clouds.yaml") -> str:
    """Put a file into the test's folder, which is the working directory."""
    Path(name).write_text(text)
    return name


def one(settings: str = "", auth: str = "username: fred, password: pa55word") -> CloudConfig:
    """The only cloud of a file, with these settings (a flow mapping's inside)."""
    return load(f"clouds: {{one: {{auth: {{auth_url: 'https://one.example/v3', {auth}}}, {settings}}}}}")


def test_all_clouds_in_all_regions() -> None:
    failed: list[tuple[str, CloudError]] = []
    found = config.load_all(failed=failed, **isolated(CLOUDS, environ=ENV))
    assert [(cloud.name, cloud.region_name) for cloud in found] == [
        *(("one", region) for region in ("R1", "R2")),
        *(("two", region) for region in ("Buf1", "Fra1", "Sto2", "Kna1", "dx1", "tky1")),
        ("envvars", "E"),
    ]
    assert found[2].auth["auth_url"] == "https://Buf1.citycloud.com:5000/v3/"
    assert [(name, error.message[:40]) for name, error in failed] == [("broken", "cloud 'broken': a region has to be a nam")]


def test_some_clouds_in_some_regions() -> None:
    found = config.load_all(names=["two"], regions=["Kna1", "R1"], options={"interface": "internal"}, **isolated(CLOUDS))
    assert [(cloud.name, cloud.region_name, cloud.interface) for cloud in found] == [("two", "Kna1", ["internal"])]


def test_a_broken_cloud_among_all() -> None:
    with pytest.raises(CloudError, match="cloud 'broken': a region has to be"):
        config.load_all(**isolated(CLOUDS))
    with pytest.raises(CloudError, match="cloud 'three' was not found; known: one, two, broken"):
        config.load_all(names=["three"], **isolated(CLOUDS))


def test_secrets_are_those_of_the_options_that_say_so() -> None:
    found = one(
        "db_password: x9", auth="username: admin, password: pa55word, user_domain_name: default, client_secret: c, vendor_pin: 4711"
    )
    assert found.secrets() == {"pa55word", "c", "4711", "x9"}  # an auth option that nobody knows may be anything


def test_identity_is_of_the_login_alone() -> None:
    base = load(CLOUDS, "one")
    same = load(
        CLOUDS, "one", {"region_name": "R2", "interface": "admin", "api_timeout": 5, "endpoint_overrides": {"image": "https://i.example"}}
    )
    assert base.identity() == same.identity()
    others = [
        load(CLOUDS, "one", {"auth": {"password": "other"}}),
        load(CLOUDS, "one", {"auth": {"project_id": "p"}}),
        load(CLOUDS, "one", {"auth": {"auth_url": "https://elsewhere.example/v3"}}),
        load(CLOUDS, "one", {"auth_type": "v3password"}),
        load(CLOUDS, "one", {"validate_certs": False}),
        load(CLOUDS, "one", {"client_cert": "/c.pem"}),
        load(CLOUDS, "one", {"auth": {"code": "of Alice"}}),  # which is all that says who logs in with it
        load(CLOUDS, "one", {"auth": {"code": "of Bob"}}),
    ]
    assert load(CLOUDS, "one", {"auth": {"passcode": "012345"}}).identity() == base.identity()
    assert len({cloud.identity() for cloud in [base, *others]}) == 1 + len(others)
    assert "pa55word" not in base.identity()


def test_where_it_comes_from() -> None:
    path, secure = write(CLOUDS), write("clouds: {one: {auth: {password: s}}}", "secure.yaml")
    assert load(CLOUDS, "one").describe() == f"cloud 'one' from {path}"
    assert load(CLOUDS, "one", environ={"OS_CLIENT_SECURE_FILE": secure}).describe() == f"cloud 'one' from {path} and {secure}"
    assert load(environ=ENV).describe() == "the OS_* variables"
    assert load(options={"auth": {"auth_url": "https://a.example"}}).describe() == "the auth given in the task"
    assert load(cloud={"auth": {}}).describe() == "the cloud given in the task"


def test_warnings() -> None:
    file = write("clouds: [", "first.yaml")
    found = config.load(
        options={"ca_cert": "/ca.pem"},
        **isolated(
            files=[
                file,
                write("clouds: {one: {verify: false, profile: fuga, compute_api_version: latest, auth: {username: u}}}", "second.yaml"),
            ]
        ),
    )
    assert [warning.partition(": ")[0] for warning in found.warnings] == [
        f"{file} was skipped",
        "profile 'fuga' is deprecated",
        *["cloud 'one' from second.yaml"] * 2,
    ]
    assert found.warnings[2].endswith("cacert is not used, since certificates are not verified")
    assert found.warnings[3].endswith("compute_api_version is 'latest', which is no number, and is ignored")


@pytest.mark.parametrize("name", ["block-storage", "block_storage", "volumev3", "volume", "block-store"])
def test_a_service_by_any_of_its_names(name: str) -> None:
    found = one("volumev2_endpoint_override: 'https://v.example', has_volume: false").for_service(name)
    assert (found.endpoint_override, found.disabled) == ("https://v.example", True)


def test_the_public_interface_when_none_is_named() -> None:
    assert one().interface == []
    assert one().for_service("compute").interface == ["public"]
    assert one("interface: internalURL").for_service("compute").interface == ["internal"]
    assert one("interface: 'internal,public'").for_service("compute").interface == ["internal", "public"]


def test_a_project_in_an_endpoint_override() -> None:
    override = "compute_endpoint_override: 'https://c.example/{project_id}'"
    assert one(override, "project_id: p1").for_service("compute").endpoint_override == "https://c.example/p1"
    assert one(override, "project_name: web").for_service("compute").endpoint_override == "https://c.example/{project_id}"


def test_no_secret_gets_into_a_placeholder() -> None:
    assert one("compute_endpoint_override: 'https://c.example/{password}'").for_service("compute").endpoint_override.endswith("{password}")


def test_system_scope_as_a_boolean() -> None:
    assert one(auth="system_scope: true").auth["system_scope"] == "all"


@pytest.mark.parametrize("auth", [{"auth_url": "https://a.example"}, {"endpoint": "http://a.example"}, {"url": "http://a.example"}])
def test_auth_in_the_task_stands_alone(auth: dict[str, str]) -> None:
    found = load(CLOUDS.replace("one:", "other:"), options={"auth": auth, "auth_type": "token"}, environ=ENV)
    assert list(found.auth.values()) == list(auth.values())
    assert found.region_name is None


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("api_timeout: soon", "api_timeout has to be a number, not 'soon'"),
        ("compute_connect_retries: many", "connect_retries has to be a number, not 'many'"),
        ("rate_limit: 5", "rate_limit has to be a mapping by service"),
        ("retriable_status_codes: [busy]", "retriable_status_codes has to be a number, not 'busy'"),
        ("interface: {a: b}", "interface has to be a name or a list of names, not '{'a': 'b'}'"),
        ("regions: R1", "cloud 'one': regions has to be a list"),
        ("profile: 'https://cloud.example'", "profile 'https://cloud.example' has to be fetched, which is not possible here"),
    ],
)
def test_settings_that_make_no_sense(settings: str, said: str) -> None:
    with pytest.raises(CloudError) as caught:
        one(settings).for_service("compute")
    assert caught.value.message.endswith(said)


@pytest.mark.parametrize("wrong", [True, 0, ["x"], [[]], [{}], {}, {"x": 1}, {"name": 1}, [{"name": 1, "nat_destination": True}] * 2])
def test_settings_of_the_wrong_kind_are_a_cloud_error_or_do_no_harm(wrong: Any) -> None:
    """Each setting that this loader gives a meaning to."""
    settings = "auth auth_type auth_plugin profile cloud region_name regions interface verify insecure cacert cert key api_timeout networks"
    settings += " external_network rate_limit retriable_status_codes connect_retries compute_api_version compute_interface has_compute"
    for setting in settings.split():
        with contextlib.suppress(CloudError):
            config.load({"auth": {"auth_url": "http://k"}, setting: wrong}, environ={}, files=[]).for_service("compute")
    for option in auth_options.AUTH_OPTIONS:
        with contextlib.suppress(CloudError):
            config.load({"auth": {option: wrong}}, environ={}, files=[])


@pytest.mark.parametrize("auth", ["{auth_url: [a]}", "{password: {a: b}}"])
def test_auth_options_are_single_values(auth: str) -> None:
    with pytest.raises(CloudError, match="has to be a single value"):
        load(f"clouds: {{one: {{auth: {auth}}}}}")


@pytest.mark.parametrize("answer", [None, [], {}, {"name": "x", "profile": "y"}])
def test_a_fetched_profile_that_is_none(answer: Any) -> None:
    asked: list[str] = []

    def fetch(url: str) -> Any:
        asked.append(url)
        return answer

    with pytest.raises(CloudError, match="did not answer with a cloud profile"):
        load("clouds: {one: {profile: 'https://cloud.example/x'}}", fetch=fetch)
    assert asked == ["https://cloud.example/.well-known/openstack/api"]


def test_service_types_are_the_published_ones() -> None:
    published = os_service_types.ServiceTypes()
    assert {name: list(aliases) for name, aliases in service_types.ALIASES.items()} == {
        service["service_type"]: published.get_aliases(service["service_type"]) for service in published.services
    }
    for name in published.all_types_by_service_type:
        assert list(service_types.candidates(name)) == published.get_all_types(name)
    assert service_types.official("volumev2") == "block-storage"
    assert service_types.candidates("my-own") == ("my-own",)
    assert service_types.option_names("application_deployment") == ("application_deployment", "application_deployment")


# What is different on purpose: see DEVIATIONS["vendor-facts"].
CORRECTED = {
    "otc": {"vendor_hook", "image_format"},
    "otc-swiss": {"vendor_hook", "image_format", "auth"},
    "limestonenetworks": {"volume_api_version", "block_storage_api_version"},
    "rackspace": {"disable_vendor_agent", "block_storage_endpoint_override"},
}


def test_profiles_are_those_of_the_sdk() -> None:
    names = set(openstack.config.vendors.profiles())
    assert names == set(vendors.PROFILES) | set(vendors.SHUTDOWN)
    for name, profile in vendors.PROFILES.items():
        theirs = openstack.config.vendors.get_profile(name)
        if "region_name" in theirs:
            theirs["regions"] = [theirs.pop("region_name")]
        assert (theirs.pop("status", None) == "deprecated") is (name in vendors.DEPRECATED)
        theirs.pop("message", None)
        assert {key for key in theirs | profile if theirs.get(key) != profile.get(key)} == CORRECTED.get(name, set()), name
    for name in vendors.SHUTDOWN:
        assert openstack.config.vendors.get_profile(name)["status"] == "shutdown"


# -- variables and regions that are not used ---------------------------------------------------------------------------------

WEB = """
clouds:
  web:
    region_name: R1
    auth: {auth_url: "https://one.example:5000/v3", username: fred, password: pa55word, project_name: web, domain_id: default}
"""
SAME = {
    "OS_AUTH_URL": "https://one.example:5000/",
    "OS_USERNAME": "fred",
    "OS_PASSWORD": "pa55word",
    "OS_PROJECT_NAME": "web",
    "OS_PROJECT_ID": "0123",
    "OS_USER_DOMAIN_NAME": "Default",
    "OS_PROJECT_DOMAIN_ID": "default",
    "OS_REGION_NAME": "R1",
    "OS_INTERFACE": "publicURL",
    "OS_AUTH_TYPE": "password",
    "OS_IDENTITY_API_VERSION": "3",
    "OS_CLIENT_CONFIG_FILE": "clouds.yaml",
    "OS_TENANT_NAME": "",
}


@pytest.mark.parametrize(
    ("environ", "options", "unused"),
    [
        ({}, {}, None),
        (SAME, {}, None),
        ({"OS_PASSWORD": "other"}, {}, "OS_PASSWORD has no effect (the openstack command would use it)"),
        (
            SAME | {"OS_PASSWORD": "other", "OS_PROJECT_NAME": "shop", "OS_REGION_NAME": "R2"},
            {},
            "OS_PASSWORD, OS_PROJECT_ID, OS_PROJECT_NAME, OS_REGION_NAME have no effect (the openstack command would use them)",
        ),
        ({"OS_TENANT_NAME": "shop"}, {}, "OS_TENANT_NAME has no effect (the openstack command would use it)"),
        ({"OS_ENDPOINT_TYPE": "internal"}, {}, "OS_ENDPOINT_TYPE has no effect (the openstack command would use it)"),
        ({"OS_AUTH_URL": "https://two.example/v3"}, {}, "OS_AUTH_URL has no effect (the openstack command would use it)"),
        ({"OS_USER_DOMAIN_NAME": "corp"}, {}, "OS_USER_DOMAIN_NAME has no effect (the openstack command would use it)"),
        ({"OS_SYSTEM_SCOPE": "all"}, {}, "OS_SYSTEM_SCOPE has no effect (the openstack command would use it)"),
        # what the task says itself, or chooses itself
        ({"OS_REGION_NAME": "R2", "OS_PASSWORD": "other"}, {"region_name": "R1", "auth": {"password": "third"}}, None),
        ({"OS_PASSWORD": "other"}, {"cloud": "web"}, None),
    ],
)
def test_variables_beside_os_cloud(environ: dict[str, str], options: dict[str, Any], unused: str | None) -> None:
    options = dict(options)
    cloud = options.pop("cloud", None)
    found = load(WEB, cloud, options, environ={"OS_CLOUD": "web", **environ})
    wanted = "OS_CLOUD selects cloud 'web' from clouds.yaml, so %s" % unused if unused else None
    assert [warning.partition(": unset")[0] for warning in found.warnings] == ([wanted] if wanted else [])
    assert "other" not in "".join(found.warnings)


def test_variables_that_are_the_cloud_of_os_cloud() -> None:
    assert load(environ={"OS_CLOUD": "envvars", **SAME}).warnings == []


MAPPING = {"auth": {"auth_url": "https://m.example/v3"}, "regions": ["R1", {"name": "R2", "values": {"interface": "internal"}}]}


@pytest.mark.parametrize(
    ("mapping", "options", "region", "interface"),
    [
        (MAPPING, {}, "R1", []),
        (MAPPING | {"region_name": "R2"}, {}, "R2", ["internal"]),
        (MAPPING | {"region-name": "R2"}, {}, "R2", ["internal"]),
        (MAPPING | {"region_name": "R2"}, {"region_name": "R1"}, "R1", []),
        ({"cloud": "one", "region_name": "R2"}, {}, "R2", []),
    ],
)
def test_the_region_of_a_mapping(mapping: dict[str, Any], options: dict[str, str], region: str, interface: list[str]) -> None:
    found = load(CLOUDS, mapping, options)
    assert (found.region_name, found.interface, found.warnings) == (region, interface, [])


@pytest.mark.parametrize(
    ("mapping", "regions", "read"),
    [
        (MAPPING, None, ["R1", "R2"]),
        (MAPPING | {"region_name": "R2"}, None, ["R2"]),
        (MAPPING | {"region_name": "R2"}, ["R1"], []),
        ({"cloud": "one", "region_name": "R2"}, None, ["R2"]),
        ("one", None, ["R1", "R2"]),
    ],
)
def test_the_regions_that_are_listed(mapping: Any, regions: list[str] | None, read: list[str]) -> None:
    found = config.load_all([mapping], regions, **isolated(CLOUDS))
    assert [cloud.region_name for cloud in found] == read


def test_a_region_name_beside_regions_in_a_file() -> None:
    found = load("clouds: {one: {regions: [R1, R2], region_name: R2, auth: {auth_url: 'https://one.example/v3'}}}")
    assert found.region_name == "R1"
    assert found.warnings == ["cloud 'one': region_name R2 has no effect, since regions is set: the first region, R1, is used"]


@pytest.mark.parametrize("cloud", [["one"], 7, True])
def test_a_cloud_that_is_no_name(cloud: Any) -> None:
    with pytest.raises(CloudError, match="cloud has to be a name or a mapping"):
        load(CLOUDS, cloud)

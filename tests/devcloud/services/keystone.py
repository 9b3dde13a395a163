# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Identity."""

from __future__ import annotations

import os
from typing import Any

from tests.devcloud.config import common, database, ini
from tests.devcloud.drivers import identity_provider
from tests.devcloud.service import Entry, Service
from tests.devcloud.settings import PASSWORD, REGION, Settings

# `openid` and `mapped` serve federation, with drivers/identity_provider.py as the identity provider.
METHODS = ("external", "password", "token", "oauth1", "mapped", "openid", "application_credential", "totp", "ec2credential")


def configs(settings: Settings) -> dict[str, str]:
    """Short tokens can be asked for with STRATUS_DEVCLOUD_TOKEN_SECONDS when Keystone is started."""
    keys = settings.data("keystone")
    return {
        "keystone.conf": ini(
            {
                "DEFAULT": common() | {"public_endpoint": settings.url("keystone"), "insecure_debug": True},
                "database": database(settings, "keystone"),
                "auth": {"methods": METHODS},
                "token": {"provider": "fernet", "expiration": os.environ.get("STRATUS_DEVCLOUD_TOKEN_SECONDS", "86400")},
                "fernet_tokens": {"key_repository": keys / "fernet-keys"},
                "fernet_receipts": {"key_repository": keys / "fernet-keys"},
                "credential": {"key_repository": keys / "credential-keys"},
                "cache": {"enabled": True, "backend": "dogpile.cache.memory"},
                "federation": {"remote_id_attribute": identity_provider.ISSUER_VARIABLE},
                "identity": {"password_hash_rounds": 4},
                "oslo_messaging_notifications": {"driver": "noop"},
            }
        )
    }


def prepare(settings: Settings) -> None:
    """Schema, keys, the first user, and the catalog entry of Keystone itself."""
    import keystone.conf
    from keystone.cmd import bootstrap
    from keystone.common import fernet_utils, sql
    from keystone.common.sql import upgrades
    from keystone.credential.providers.fernet.core import MAX_ACTIVE_KEYS

    keystone.conf.configure()
    sql.initialize()
    keystone.conf.CONF(["--config-file", str(settings.etc("keystone", "keystone.conf"))], project="keystone")
    upgrades.offline_sync_database_to_version(None)
    for section, folder, keys in (("fernet_tokens", "fernet-keys", 3), ("credential", "credential-keys", MAX_ACTIVE_KEYS)):
        repository = fernet_utils.FernetUtils(str(settings.data("keystone", folder)), keys, section)
        repository.create_key_directory()
        repository.initialize_key_repository()
    first = bootstrap.Bootstrapper()
    first.admin_username = first.project_name = first.admin_role_name = "admin"
    first.admin_password = PASSWORD
    first.service_name = "keystone"
    first.region_id = REGION
    first.public_url = first.internal_url = first.admin_url = settings.keystone
    first.immutable_roles = True
    first.bootstrap()


def load(settings: Settings) -> Any:
    """The API; Keystone has no workers."""
    os.environ["OS_KEYSTONE_CONFIG_DIR"] = str(settings.etc("keystone"))
    from keystone.wsgi import api

    return identity_provider.IdentityProvider(api.application, settings.url("keystone"))


def federation(api: Any) -> None:
    """Trust the test identity provider: who it vouches for is a member of project demo, through a group."""
    group = api.ensure("keystone", "/groups", {"group": {"name": "federated", "domain_id": "default"}})["id"]
    project = api.find("keystone", "/projects", name="demo")["id"]
    for name in ("member", "reader"):
        api.call("PUT", "keystone", f"/projects/{project}/groups/{group}/roles/{api.find('keystone', '/roles', name=name)['id']}")
    rule = {
        "local": [{"user": {"name": "{0}"}, "group": {"id": group}}],
        "remote": [
            {"type": identity_provider.USER_VARIABLE},
            {"type": identity_provider.ISSUER_VARIABLE, "any_one_of": [identity_provider.ISSUER]},
        ],
    }
    providers = "/OS-FEDERATION/identity_providers"
    for path, name, body in (
        ("/OS-FEDERATION/mappings", "devcloud", {"mapping": {"rules": [rule]}}),
        (providers, "devcloud", {"identity_provider": {"enabled": True, "remote_ids": [identity_provider.ISSUER]}}),
        (f"{providers}/devcloud/protocols", "openid", {"protocol": {"mapping_id": "devcloud"}}),
    ):
        if not api.find("keystone", path, id=name):
            api.call("PUT", "keystone", f"{path}/{name}", body)


SERVICE = Service(
    name="keystone",
    port=5000,
    packages=("keystone", "python-memcached"),
    configs=configs,
    prepare=prepare,
    load=load,
    databases=("keystone",),
    after=(),
    health="/v3",
    identity=federation,
    catalog=(Entry("keystone", "identity", "/v3"),),
)

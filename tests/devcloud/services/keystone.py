# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Identity."""
from __future__ import annotations

import os
from typing import Any

from tests.devcloud.config import common, database, ini
from tests.devcloud.service import Entry, Service
from tests.devcloud.settings import PASSWORD, REGION, Settings

# `mapped` serves federation, which needs a web server in front; here it only answers that nobody was authenticated.
METHODS = ("external", "password", "token", "oauth1", "mapped", "application_credential", "totp", "oauth2_credential")


def configs(settings: Settings) -> dict[str, str]:
    keys = settings.data("keystone")
    return {"keystone.conf": ini({
        "DEFAULT": common() | {"public_endpoint": settings.url("keystone"), "insecure_debug": True},
        "database": database(settings, "keystone"),
        "auth": {"methods": METHODS},
        # Short tokens can be asked for: STRATUS_DEVCLOUD_TOKEN_SECONDS at the start of Keystone.
        "token": {"provider": "fernet", "expiration": os.environ.get("STRATUS_DEVCLOUD_TOKEN_SECONDS", "86400")},
        "fernet_tokens": {"key_repository": keys / "fernet-keys"},
        "fernet_receipts": {"key_repository": keys / "fernet-keys"},
        "credential": {"key_repository": keys / "credential-keys"},
        "cache": {"enabled": True, "backend": "dogpile.cache.memory"},
        "identity": {"password_hash_rounds": 4},
        "oslo_messaging_notifications": {"driver": "noop"},
    })}


def prepare(settings: Settings) -> None:
    """Schema, keys, the first user, and the catalog entry of Keystone itself."""
    from keystone.cmd import manage

    def keystone_manage(*arguments: str) -> None:
        from oslo_config import cfg

        cfg.CONF.reset()
        manage.main(["keystone-manage", "--config-file", str(settings.etc("keystone", "keystone.conf")), *arguments])

    keystone_manage("db_sync")


def load(settings: Settings) -> Any:
    os.environ["OS_KEYSTONE_CONFIG_DIR"] = str(settings.etc("keystone"))
    from keystone.wsgi import api

    return api.application


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
    catalog=(Entry("keystone", "identity", "/v3"),),
)

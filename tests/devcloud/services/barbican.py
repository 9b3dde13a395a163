# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets, kept in the database by the simple crypto plugin."""
from __future__ import annotations

import base64
import os
from typing import Any

from tests.devcloud.config import common, database, ini, shared
from tests.devcloud.service import Entry, Service
from tests.devcloud.settings import Settings

MASTER_KEY = base64.b64encode(b"devcloud-secrets".ljust(32, b"."))


def configs(settings: Settings) -> dict[str, str]:
    """Barbican looks for its configuration below the home folder; see `_home`."""
    return {".barbican/barbican.conf": ini({
        "DEFAULT": common() | {"host_href": settings.url("barbican"), "db_auto_create": True},
        "database": database(settings, "barbican"),
        "secretstore": {"enabled_secretstore_plugins": "store_crypto"},
        "crypto": {"enabled_crypto_plugins": "simple_crypto"},
        "simple_crypto_plugin": {"kek": MASTER_KEY.decode()},
        "queue": {"enable": False},
        **shared(settings, "barbican"),
    })}


def _home(settings: Settings) -> None:
    os.environ["HOME"] = str(settings.etc("barbican"))


def prepare(settings: Settings) -> None:
    """The schema, which Barbican makes from its models."""
    _home(settings)
    from barbican.model import repositories

    repositories.setup_database_engine_and_factory()


def load(settings: Settings) -> Any:
    """The API. Orders are carried out by it, since the queue is off."""
    _home(settings)
    from paste import deploy

    return deploy.loadapp(f"config:{settings.venv}/etc/barbican/barbican-api-paste.ini")


def steps(smoke: Any) -> None:
    """A secret, a container, an order."""
    secret, container = smoke.name("secret"), smoke.name("container")
    smoke.run(f"secret store --name {secret} --payload hidden")
    reference = smoke.openstack(f"secret list --name {secret} -f value -c 'Secret href'")
    smoke.expect("the payload comes back", lambda: "hidden" in smoke.openstack(f"secret get --payload {reference}"))
    smoke.run(f"secret container create --name {container} --secret a={reference}")
    held = smoke.openstack(f"secret container list --name {container} -f value -c 'Container href'")
    smoke.run(
        f"secret order create key --name {smoke.name('order')} --algorithm aes --bit-length 256 --mode cbc",
        f"secret container delete {held}", f"secret delete {reference}",
    )


SERVICE = Service(
    name="barbican",
    port=9311,
    packages=("barbican",),
    configs=configs,
    prepare=prepare,
    load=load,
    databases=("barbican",),
    catalog=(Entry("barbican", "key-manager"),),
    member_roles=("creator",),
    admin_roles=("key-manager:service-admin",),
    smoke=steps,
)

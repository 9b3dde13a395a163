# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Placement: resource providers and allocations."""

from __future__ import annotations

import os
import sys
from typing import Any

from tests.devcloud.config import common, ini, shared
from tests.devcloud.service import Entry, Service
from tests.devcloud.settings import Settings


def configs(settings: Settings) -> dict[str, str]:
    """One file."""
    return {
        "placement.conf": ini(
            {
                "DEFAULT": common(),
                "placement_database": {"connection": settings.database_url("placement"), "sqlite_synchronous": False},
                "api": {"auth_strategy": "keystone"},
                **shared(settings, "placement"),
            }
        )
    }


def prepare(settings: Settings) -> None:
    """The schema."""
    from placement.cmd import manage

    sys.argv = ["placement-manage", "--config-file", str(settings.etc("placement", "placement.conf")), "db", "sync"]
    manage.main()


def load(settings: Settings) -> Any:
    """The API; Placement has no workers."""
    os.environ["OS_PLACEMENT_CONFIG_DIR"] = str(settings.etc("placement"))
    from placement.wsgi import api

    return api.application


SERVICE = Service(
    name="placement",
    port=8778,
    packages=("openstack-placement",),
    configs=configs,
    prepare=prepare,
    load=load,
    databases=("placement",),
    after=(),
    catalog=(Entry("placement", "placement"),),
)

# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pieces of configuration that most services share, and the INI writer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.devcloud.settings import PASSWORD, REGION, Settings

Sections = Mapping[str, Mapping[str, Any]]


def ini(sections: Sections) -> str:
    """INI text. True/False become true/false, lists are joined by commas."""

    def shown(value: Any) -> str:
        if isinstance(value, bool):
            return str(value).lower()
        return ",".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)

    return "\n".join(
        f"[{name}]\n" + "".join(f"{key} = {shown(value)}\n" for key, value in options.items()) for name, options in sections.items()
    )


def common() -> dict[str, Any]:
    """For [DEFAULT]: log to standard error, messages inside the process."""
    return {"debug": False, "use_stderr": True, "log_options": False, "transport_url": "fake:///"}


def database(settings: Settings, name: str) -> dict[str, Any]:
    """For [database]: one SQLite file."""
    return {"connection": settings.database_url(name), "sqlite_synchronous": False, "max_retries": -1}


def login(settings: Settings, user: str) -> dict[str, Any]:
    """How a service logs in to Keystone, in whichever section it wants that."""
    return {
        "auth_type": "password",
        "auth_url": settings.keystone,
        "username": user,
        "password": PASSWORD,
        "project_name": "service",
        "user_domain_name": "Default",
        "project_domain_name": "Default",
        "region_name": REGION,
    }


def shared(settings: Settings, user: str) -> dict[str, dict[str, Any]]:
    """Sections that are the same in every service: token validation, service tokens, locks, notifications."""
    return {
        "keystone_authtoken": {
            "www_authenticate_uri": settings.keystone,
            "service_token_roles_required": True,
            "service_token_roles": "service",
            "token_cache_time": 300,
            **login(settings, user),
        },
        "service_user": {"send_service_user_token": True, **login(settings, user)},
        "oslo_concurrency": {"lock_path": settings.data(user, "lock")},
        "oslo_messaging_notifications": {"driver": "noop"},
    }
